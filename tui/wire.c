#include "tui/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "api/util.h"

enum { BUSY_MS = 100 };

/* -1 where that cannot be done, e.g. the terminal belongs to another user. */
static int open_again(int fd)
{
	struct stat was, is;
	char name[128];
	int tty;

	if (ttyname_r(fd, name, sizeof(name)) != 0)
		return -1;
	tty = open(name, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	if (tty < 0 || (fstat(fd, &was) == 0 && fstat(tty, &is) == 0 && was.st_rdev == is.st_rdev))
		return tty;
	close(tty);
	return -1;
}

bool wire_open(struct wire *w, int fd)
{
	w->tty = open_again(fd);
	if (w->tty < 0)
		w->tty = fcntl(fd, F_DUPFD_CLOEXEC, 3);
	w->plain = fcntl(fd, F_DUPFD_CLOEXEC, 3);
	w->curses = fcntl(fd, F_DUPFD_CLOEXEC, 3);
	w->sink = memfd_create("frame", MFD_CLOEXEC);
	return w->tty >= 0 && w->plain >= 0 && w->curses >= 0 && w->sink >= 0;
}

/* The descriptor of curses is closed with the stream that was made of it. */
void wire_close(struct wire *w)
{
	if (w->tty >= 0)
		close(w->tty);
	if (w->plain >= 0)
		close(w->plain);
	if (w->sink >= 0)
		close(w->sink);
	*w = (struct wire){ .tty = -1, .plain = -1, .sink = -1, .curses = -1 };
}

/* False when the far end takes nothing and nobody waits for it any longer. */
static bool wait_room(const struct wire *w)
{
	struct pollfd p = { .fd = w->tty, .events = POLLOUT };

	while (poll(&p, 1, BUSY_MS) <= 0)
		if (w->hurry)
			return false;
	return true;
}

void wire_send(const struct wire *w, const char *bytes, size_t n)
{
	size_t sent = 0;
	bool flushed = false;

	while (sent < n) {
		ssize_t done = write(w->tty, bytes + sent, n - sent);

		if (done > 0) {
			sent += (size_t)done;
		} else if (done < 0 && errno == EAGAIN && !wait_room(w)) {
			if (flushed)
				return;
			flushed = true;
			tcflush(w->tty, TCOFLUSH);
			sent = 0;	/* from the start: its beginning may be among the lost */
		} else if (done < 0 && errno != EINTR && errno != EAGAIN) {
			return;		/* the terminal is gone; its hang-up ends the loop */
		}
	}
}

void wire_begin(struct wire *w)
{
	dup3(w->sink, w->curses, O_CLOEXEC);
}

void wire_end(struct wire *w)
{
	off_t n = lseek(w->sink, 0, SEEK_CUR);
	char small[4096], *bytes = small;

	dup3(w->plain, w->curses, O_CLOEXEC);
	if (n <= 0)
		return;
	if ((size_t)n > sizeof(small))
		bytes = xcalloc((size_t)n, 1);
	if (pread(w->sink, bytes, (size_t)n, 0) == n)
		wire_send(w, bytes, (size_t)n);
	lseek(w->sink, 0, SEEK_SET);
	if (bytes != small)
		free(bytes);
}

static void base64(struct str *out, const char *text)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *p = (const unsigned char *)text;
	size_t left = strlen(text);

	for (; left > 0; p += 3, left -= left < 3 ? left : 3) {
		unsigned bits = (unsigned)p[0] << 16 | (left > 1 ? (unsigned)p[1] << 8 : 0u) |
			(left > 2 ? p[2] : 0u);
		char four[4] = {
			digits[bits >> 18], digits[bits >> 12 & 63],
			left > 1 ? digits[bits >> 6 & 63] : '=', left > 2 ? digits[bits & 63] : '=',
		};

		str_addn(out, four, 4);
	}
}

void wire_copy(const struct wire *w, const char *text)
{
	struct str s = { 0 };

	str_add(&s, "\033]52;c;");
	base64(&s, text);
	str_add(&s, "\a");
	wire_send(w, s.s, s.len);
	str_release(&s);
}

void wire_ground(struct wire *w, const struct ground *ground)
{
	static const char own[] = "\033]110\a\033]111\a";
	struct str s = { 0 };

	if (!ground && w->ground)
		wire_send(w, own, sizeof(own) - 1);
	w->ground = ground != NULL;
	if (!ground)
		return;
	str_addf(&s, "\033]10;%s\a\033]11;%s\a", ground->ink, ground->paper);
	wire_send(w, s.s, s.len);
	str_release(&s);
}
