/* A disk that fails at one call: ours stand before the C library's. */

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/scarce/scarce.h"

struct need *need;

static struct {
	bool on;
} here;

void need_on(bool on)
{
	here.on = on;
}

bool lacks(enum lack lack)
{
	long n;

	if (!here.on || need->lack != lack)
		return false;
	n = ++need->calls;
	if (!need->fuse || (need->lasting ? n < need->fuse : n != need->fuse))
		return false;
	need->failed = true;
	return true;
}

#define REAL(type, name, ...) \
	static type (*real)(__VA_ARGS__); \
	if (!real) \
		*(void **)&real = dlsym(RTLD_NEXT, #name)

static bool is_file(int fd)
{
	struct stat st;

	return here.on && !fstat(fd, &st) && S_ISREG(st.st_mode);
}

/* May nothing be written there now? */
static bool refuses(int fd)
{
	if (!is_file(fd))
		return false;
	if (lacks(NO_ROOM)) {
		errno = ENOSPC;
		return true;
	}
	errno = EIO;
	return lacks(NO_DISK);
}

static bool forgets(void)
{
	errno = EIO;
	return lacks(NO_SYNC);
}

static bool is_shut(const char *path, int flags)
{
	bool writes = flags & (O_WRONLY | O_RDWR | O_CREAT);

	if (!here.on || !writes || !has_prefix(path, need->dir) || !lacks(NO_WRITING))
		return false;
	errno = EROFS;
	return true;
}

ssize_t write(int fd, const void *bytes, size_t n)
{
	REAL(ssize_t, write, int, const void *, size_t);
	return refuses(fd) ? -1 : real(fd, bytes, n);
}

ssize_t pread64(int fd, void *room, size_t n, off64_t at)
{
	REAL(ssize_t, pread64, int, void *, size_t, off64_t);
	if (!is_file(fd) || !lacks(NO_READING))
		return real(fd, room, n, at);
	errno = EIO;
	return -1;
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at)
{
	REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
	return refuses(fd) ? -1 : real(fd, bytes, n, at);
}

int ftruncate64(int fd, off64_t size)
{
	REAL(int, ftruncate64, int, off64_t);
	return refuses(fd) ? -1 : real(fd, size);
}

int fsync(int fd)
{
	REAL(int, fsync, int);
	return forgets() ? -1 : real(fd);
}

int fdatasync(int fd)
{
	REAL(int, fdatasync, int);
	return forgets() ? -1 : real(fd);
}

int open(const char *path, int flags, ...)
{
	va_list ap;
	mode_t mode;

	REAL(int, open, const char *, int, ...);
	va_start(ap, flags);
	mode = flags & O_CREAT ? va_arg(ap, mode_t) : 0;
	va_end(ap);
	return is_shut(path, flags) ? -1 : real(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
	va_list ap;
	mode_t mode;

	REAL(int, open64, const char *, int, ...);
	va_start(ap, flags);
	mode = flags & O_CREAT ? va_arg(ap, mode_t) : 0;
	va_end(ap);
	return is_shut(path, flags) ? -1 : real(path, flags, mode);
}
