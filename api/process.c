#include "api/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The start of a small file of /proc; "" when it is not there. */
static void peek(const char *path, char *buf, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? 0 : read(fd, buf, size - 1);

	if (fd >= 0)
		close(fd);
	buf[n > 0 ? n : 0] = '\0';
}

/* Ticks from boot to start, the 22nd word of /proc/PID/stat.  The second one
 * is a name in brackets that may hold anything. */
static uint64_t start_ticks(int pid)
{
	char path[32], stat[1024];
	const char *at;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	peek(path, stat, sizeof(stat));
	at = strrchr(stat, ')');
	for (int word = 2; at && word < 22; word++) {
		at = strchr(at + 1, ' ');
	}
	return at ? strtoull(at + 1, NULL, 10) : 0;
}

int64_t process_born(int pid)
{
	uint64_t ticks = start_ticks(pid), mark = 14695981039346656037u;
	char boot[64];

	if (!ticks)
		return 0;
	/* Ticks begin anew with each boot, which has a name of its own (FNV-1a of it). */
	peek("/proc/sys/kernel/random/boot_id", boot, sizeof(boot));
	for (const char *s = boot; *s; s++)
		mark = (mark ^ (unsigned char)*s) * 1099511628211u;
	return (int64_t)((mark ^ ticks) & INT64_MAX);
}

bool process_is_gone(int pid, int64_t born)
{
	int64_t now;

	if (pid <= 0 || (kill(pid, 0) != 0 && errno == ESRCH))
		return true;
	now = process_born(pid);
	return now && born && now != born;
}
