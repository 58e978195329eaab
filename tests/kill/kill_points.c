/* The points: each step of the outbox on store and network, before and after,
 * and each system call that writes, before and after. */

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "tests/kill/kill.h"

static struct {
	bool on;
} here;

void points_on(bool on)
{
	here.on = on;
}

void point(const char *name, const char *of)
{
	int n = board->n_points;

	if (!here.on)
		return;
	if (n < POINTS)
		snprintf(board->names[n], NAME, "%s %s", name, of);
	board->n_points = ++n;
	if (n == board->fuse)
		kill(getpid(), SIGKILL);
}

static void step(const char *name, const char *of)
{
	if (!board->calls)
		point(name, of);
}

/* ---- the steps of the outbox ---- */

bool __real_store_ask_confirm(struct store *, const struct ask *, const char *, struct ask *,
			      struct err *);
bool __wrap_store_ask_confirm(struct store *, const struct ask *, const char *, struct ask *,
			      struct err *);
bool __real_store_ask_move(struct store *, enum ask_state, const struct ask *, struct err *);
bool __wrap_store_ask_move(struct store *, enum ask_state, const struct ask *, struct err *);
bool __real_store_ask_event(struct store *, const char *, const char *, struct err *);
bool __wrap_store_ask_event(struct store *, const char *, const char *, struct err *);
void __real_http_send_once(struct http *, const struct op *, const json_t *, handing_fn *,
			   reply_fn *, void *);
void __wrap_http_send_once(struct http *, const struct op *, const json_t *, handing_fn *,
			   reply_fn *, void *);
void __real_http_send(struct http *, const struct op *, const json_t *, reply_fn *, void *);
void __wrap_http_send(struct http *, const struct op *, const json_t *, reply_fn *, void *);

bool __wrap_store_ask_confirm(struct store *store, const struct ask *ask, const char *body,
			      struct ask *twin, struct err *err)
{
	bool ok;

	step("before", "it is confirmed on disk");
	ok = __real_store_ask_confirm(store, ask, body, twin, err);
	step("after", "it is confirmed on disk");
	return ok;
}

bool __wrap_store_ask_move(struct store *store, enum ask_state from, const struct ask *next,
			   struct err *err)
{
	bool ok;

	step("before", ask_state_name(next->state));
	ok = __real_store_ask_move(store, from, next, err);
	step("after", ask_state_name(next->state));
	return ok;
}

bool __wrap_store_ask_event(struct store *store, const char *id, const char *what,
			    struct err *err)
{
	bool ok = __real_store_ask_event(store, id, what, err);

	step("after the line", what);
	return ok;
}

void __wrap_http_send_once(struct http *http, const struct op *op, const json_t *args,
			   handing_fn *handing, reply_fn *done, void *owner)
{
	step("before it is given to the network", "");
	__real_http_send_once(http, op, args, handing, done, owner);
	step("after it is given to the network", "");
}

void __wrap_http_send(struct http *http, const struct op *op, const json_t *args, reply_fn *done,
		      void *owner)
{
	step("before a look", op->name);
	__real_http_send(http, op, args, done, owner);
	step("after a look", op->name);
}

/* ---- system calls: ours stand before the C library's ---- */

#define REAL(type, name, ...) \
	static type (*real)(__VA_ARGS__); \
	if (!real) \
		*(void **)&real = dlsym(RTLD_NEXT, #name)

static void call(const char *when, const char *name)
{
	if (board && board->calls)
		point(when, name);
}

/* What crosses the wire is a step of the outbox as well. */
static void wire(const char *when, const char *name)
{
	if (board)
		point(when, name);
}

ssize_t send(int fd, const void *bytes, size_t n, int flags)
{
	ssize_t done;

	REAL(ssize_t, send, int, const void *, size_t, int);
	wire("before", "send");
	done = real(fd, bytes, n, flags);
	wire("after", "send");
	return done;
}

ssize_t recv(int fd, void *bytes, size_t n, int flags)
{
	ssize_t done;

	REAL(ssize_t, recv, int, void *, size_t, int);
	done = real(fd, bytes, n, flags);
	if (done > 0)
		wire("after", "recv");
	return done;
}

int connect(int fd, const struct sockaddr *at, socklen_t len)
{
	int rc;

	REAL(int, connect, int, const struct sockaddr *, socklen_t);
	call("before", "connect");
	rc = real(fd, at, len);
	call("after", "connect");
	return rc;
}

ssize_t write(int fd, const void *bytes, size_t n)
{
	ssize_t done;

	REAL(ssize_t, write, int, const void *, size_t);
	call("before", "write");
	done = real(fd, bytes, n);
	call("after", "write");
	return done;
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at)
{
	ssize_t done;

	REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
	call("before", "pwrite64");
	done = real(fd, bytes, n, at);
	call("after", "pwrite64");
	return done;
}

int fsync(int fd)
{
	int rc;

	REAL(int, fsync, int);
	call("before", "fsync");
	rc = real(fd);
	call("after", "fsync");
	return rc;
}

int fdatasync(int fd)
{
	int rc;

	REAL(int, fdatasync, int);
	call("before", "fdatasync");
	rc = real(fd);
	call("after", "fdatasync");
	return rc;
}

int ftruncate64(int fd, off64_t size)
{
	int rc;

	REAL(int, ftruncate64, int, off64_t);
	call("before", "ftruncate64");
	rc = real(fd, size);
	call("after", "ftruncate64");
	return rc;
}

int unlink(const char *path)
{
	int rc;

	REAL(int, unlink, const char *);
	call("before", "unlink");
	rc = real(path);
	call("after", "unlink");
	return rc;
}
