#include "api/util.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <wctype.h>

void (*die_hook)(void);

void die(const char *fmt, ...)
{
	va_list ap;

	if (die_hook)
		die_hook();
	va_start(ap, fmt);
	fputs("remitty: ", stderr);
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
	va_end(ap);
	exit(1);
}

void text_whole(char *s)
{
	char *to = s;

	while (*s) {
		unsigned char c = (unsigned char)*s;
		size_t n = c < 0x80 ? 1 : c < 0xc2 ? 0 : c < 0xe0 ? 2 : c < 0xf0 ? 3 :
			   c < 0xf5 ? 4 : 0;
		size_t have = n > 0;

		while (have && have < n && (s[have] & 0xc0) == 0x80)
			have++;
		if (n && have == n) {
			memmove(to, s, n);
			to += n;
		}
		s += have ? have : 1;
	}
	*to = '\0';
}

void text_put(char *buf, size_t size, const char *text)
{
	snprintf(buf, size, "%s", text);
	text_whole(buf);
}

bool err_set(struct err *err, enum err_kind kind, const char *fmt, ...)
{
	va_list ap;

	if (!err)
		return false;
	*err = (struct err){ .kind = kind };
	va_start(ap, fmt);
	vsnprintf(err->text, sizeof(err->text), fmt, ap);
	va_end(ap);
	text_whole(err->text);
	return false;
}

bool err_next(struct err *err, const char *fmt, ...)
{
	va_list ap;

	if (!err)
		return false;
	va_start(ap, fmt);
	vsnprintf(err->next, sizeof(err->next), fmt, ap);
	va_end(ap);
	text_whole(err->next);
	return false;
}

static void *or_die(void *p)
{
	if (!p)
		die("out of memory");
	return p;
}

void *xmalloc(size_t size)
{
	return or_die(malloc(size ? size : 1));
}

void *xcalloc(size_t n, size_t size)
{
	return or_die(calloc(n ? n : 1, size ? size : 1));
}

void *xrealloc(void *old, size_t size)
{
	return or_die(realloc(old, size ? size : 1));
}

char *xstrdup(const char *s)
{
	return or_die(strdup(s ? s : ""));
}

char *xstrndup(const char *s, size_t n)
{
	return or_die(strndup(s, n));
}

char *xasprintf(const char *fmt, ...)
{
	va_list ap;
	char *s = NULL;
	int n;

	va_start(ap, fmt);
	n = vasprintf(&s, fmt, ap);
	va_end(ap);
	return or_die(n < 0 ? NULL : s);
}

static void str_reserve(struct str *str, size_t more)
{
	size_t room = str->room ? str->room : 64;

	if (str->len + more + 1 <= str->room)
		return;
	while (room < str->len + more + 1)
		room *= 2;
	str->s = xrealloc(str->s, room);
	str->room = room;
}

void str_addn(struct str *str, const char *bytes, size_t n)
{
	str_reserve(str, n);
	if (n)
		memcpy(str->s + str->len, bytes, n);
	str->len += n;
	str->s[str->len] = '\0';
}

void str_add(struct str *str, const char *text)
{
	str_addn(str, text, strlen(text));
}

/* What fits is printed once: mostly it does. */
void str_addf(struct str *str, const char *fmt, ...)
{
	size_t left = str->room - str->len;
	va_list ap, again;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(left ? str->s + str->len : NULL, left, fmt, ap);
	va_end(ap);
	if (n > 0 && (size_t)n >= left) {
		str_reserve(str, (size_t)n);
		vsnprintf(str->s + str->len, (size_t)n + 1, fmt, again);
	}
	if (n > 0)
		str->len += (size_t)n;
	else if (left)
		str->s[str->len] = '\0';
	va_end(again);
}

void str_release(struct str *str)
{
	free(str->s);
	*str = (struct str){ 0 };
}

char *str_steal(struct str *str)
{
	char *s = str->s ? str->s : xstrdup("");

	*str = (struct str){ 0 };
	return s;
}

bool str_eq(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

bool has_prefix(const char *s, const char *prefix)
{
	return !strncmp(s, prefix, strlen(prefix));
}

bool word_in(const char *list, const char *word)
{
	size_t n = strlen(word);

	while (list && *list) {
		if (!strncmp(list, word, n) && (!list[n] || list[n] == ','))
			return true;
		list = strchrnul(list, ',');
		list += *list == ',';
	}
	return false;
}

/* Letters alike but for their case; returns the bytes of s that match, or 0. */
static size_t matches(const char *s, const char *what)
{
	const char *start = s;
	wchar_t a, b;
	int n, m;

	while (*what) {
		n = mbtowc(&a, s, MB_CUR_MAX);
		m = mbtowc(&b, what, MB_CUR_MAX);
		if (n <= 0 || m <= 0 || towlower((wint_t)a) != towlower((wint_t)b))
			return 0;
		s += n;
		what += m;
	}
	return (size_t)(s - start);
}

static bool is_ascii(const char *s)
{
	while (*s > 0)
		s++;
	return !*s;
}

const char *text_seek(const char *s, const char *what, size_t *len)
{
	if (!*what)
		return NULL;
	if (is_ascii(what)) {		/* most are, and large texts are searched */
		*len = strlen(what);
		return strcasestr(s, what);
	}
	for (; *s; s++) {
		*len = matches(s, what);
		if (*len)
			return s;
	}
	return NULL;
}

static int64_t clock_ms(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

long now_ms(void)
{
	return (long)clock_ms(CLOCK_MONOTONIC);
}

int64_t wall_ms(void)
{
	return clock_ms(CLOCK_REALTIME);
}

void iso_time(int64_t ms, char buf[static 25])
{
	time_t s = (time_t)(ms / 1000);
	struct tm tm;
	char day[21];

	gmtime_r(&s, &tm);
	strftime(day, sizeof(day), "%Y-%m-%dT%H:%M:%S", &tm);
	snprintf(buf, 25, "%.19s.%03uZ", day, (unsigned)(ms % 1000) % 1000u);
}

/* The zone at the end of an ISO time ("Z", "+05:00", ""), as seconds east. */
static long zone_seconds(const char *s)
{
	int hours, minutes;

	if ((*s != '+' && *s != '-') || sscanf(s + 1, "%2d:%2d", &hours, &minutes) != 2)
		return 0;
	return (*s == '-' ? -1 : 1) * (hours * 3600L + minutes * 60L);
}

int64_t parse_time(const char *text)
{
	struct tm tm = { 0 };
	long long ms;
	const char *rest;
	int frac = 0;

	if (!text)
		return -1;
	if (sscanf(text, "/Date(%lld", &ms) == 1)
		return ms;
	rest = strptime(text, "%Y-%m-%d", &tm);
	if (!rest)
		return -1;
	if (*rest == 'T') {
		rest = strptime(rest, "T%H:%M:%S", &tm);
		if (!rest)
			return -1;
		if (*rest == '.') {
			char digits[4] = "000";

			for (int i = 0; i < 3 && rest[1 + i] >= '0' && rest[1 + i] <= '9'; i++)
				digits[i] = rest[1 + i];
			frac = (int)strtol(digits, NULL, 10);
			rest += 1 + strspn(rest + 1, "0123456789");
		}
	}
	return ((int64_t)timegm(&tm) - zone_seconds(rest)) * 1000 + frac;
}

void uuid_new(char buf[static 37])
{
	unsigned char b[16];

	randombytes_buf(b, sizeof(b));
	b[6] = (unsigned char)((b[6] & 0x0f) | 0x40);	/* version 4 */
	b[8] = (unsigned char)((b[8] & 0x3f) | 0x80);	/* variant of RFC 4122 */
	snprintf(buf, 37, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
		 b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7],
		 b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]);
}

char *file_read(const char *path, size_t cap, size_t *len, struct err *err)
{
	FILE *f = fopen(path, "rbe");
	struct str text = { 0 };
	char part[8192];
	size_t n;

	if (!f) {
		err_set(err, ERR_CONFIG, _("%s cannot be read: %s"), path, strerror(errno));
		return NULL;
	}
	while ((n = fread(part, 1, sizeof(part), f)) > 0 && text.len <= cap)
		str_addn(&text, part, n);
	fclose(f);
	if (text.len > cap) {
		str_release(&text);
		err_set(err, ERR_CONFIG, _("%s is too large to be what it should be"), path);
		return NULL;
	}
	if (len)
		*len = text.len;
	return str_steal(&text);
}

static bool write_all(int fd, const char *bytes, size_t len)
{
	while (len) {
		ssize_t n = write(fd, bytes, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes += n;
		len -= (size_t)n;
	}
	return true;
}

static bool replace_file(const char *path, const char *bytes, size_t len, bool sync,
			 struct err *err)
{
	char *temp = xasprintf("%s.XXXXXX", path);
	int fd = mkostemp(temp, O_CLOEXEC);
	bool ok = fd >= 0 && fchmod(fd, 0600) == 0 && write_all(fd, bytes, len) &&
		  (!sync || fsync(fd) == 0);

	if (fd >= 0)
		ok &= close(fd) == 0;
	ok = ok && rename(temp, path) == 0;
	if (!ok) {
		err_set(err, ERR_STORE, _("%s cannot be written: %s"), path, strerror(errno));
		if (fd >= 0)
			unlink(temp);
	}
	free(temp);
	return ok;
}

bool file_write(const char *path, const char *bytes, size_t len, struct err *err)
{
	return replace_file(path, bytes, len, true, err);
}

bool file_write_soon(const char *path, const char *bytes, size_t len, struct err *err)
{
	return replace_file(path, bytes, len, false, err);
}
