#include "tui/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "api/util.h"

bool wire_open(struct wire *w, int fd)
{
	w->tty = fcntl(fd, F_DUPFD_CLOEXEC, 3);
	w->curses = fcntl(fd, F_DUPFD_CLOEXEC, 3);
	w->sink = memfd_create("frame", MFD_CLOEXEC);
	return w->tty >= 0 && w->curses >= 0 && w->sink >= 0;
}

/* The descriptor of curses is closed with the stream that was made of it. */
void wire_close(struct wire *w)
{
	if (w->tty >= 0)
		close(w->tty);
	if (w->sink >= 0)
		close(w->sink);
	*w = (struct wire){ .tty = -1, .sink = -1, .curses = -1 };
}

void wire_send(const struct wire *w, const char *bytes, size_t n)
{
	struct pollfd p = { .fd = w->tty, .events = POLLOUT };
	ssize_t done;

	while (n > 0) {
		done = write(w->tty, bytes, n);
		if (done > 0) {
			bytes += done;
			n -= (size_t)done;
		} else if (done < 0 && errno == EAGAIN) {
			poll(&p, 1, -1);
		} else if (done < 0 && errno != EINTR) {
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

	dup3(w->tty, w->curses, O_CLOEXEC);
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
