#ifndef API_UTIL_H
#define API_UTIL_H

/* What everything stands on: memory that cannot fail, growing text, errors in
 * words for a person, time, and the two marks of a translatable string. */

#include <libintl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))

/* _() translates where a person reads; N_() marks a string in a table, which
 * is translated where it is shown.  English is the source: it is not looked up. */
#define _(s) translated(s)
#define N_(s) s
const char *translated(const char *msgid) __attribute__((format_arg(1)));	/* lang.c */

enum err_kind {
	ERR_NONE,
	ERR_INPUT,	/* the person can mend it: a field is missing or ill-formed */
	ERR_REFUSED,	/* the service understood and said no (4xx, 5xx in a known shape) */
	ERR_AUTH,	/* 401, 403: the key or its scopes */
	ERR_NETWORK,	/* no answer; nothing of the request's body was sent */
	ERR_UNKNOWN,	/* no usable answer after the body may have left: outcome not known */
	ERR_PROTOCOL,	/* an answer that does not fit the operation's description */
	ERR_CONFIG,	/* the installation: a file, a setting, a key */
	ERR_STORE,	/* the disk: the record could not be read or written */
};

/* Why something failed.  Fixed size, on the caller's stack; filling cannot fail. */
struct err {
	enum err_kind kind;
	int status;		/* HTTP status, 0 when there was none */
	char field[64]; /* dotted path of the field at fault ("request.requestTo.phoneNumber"), or
			   "" */
	char code[64];		/* the service's own word, shown last in brackets, or "" */
	char text[256];		/* what happened and why, translated */
	char next[224];		/* what to do about it, translated; may be "" */
};

/* Leave out of a text what a limit cut off: bytes that are no whole character. */
void text_whole(char *s);

/* As much of text as size bytes hold, in whole characters. */
void text_put(char *buf, size_t size, const char *text);

/* Fill *err (which may be NULL) and return false, so that callers can return
 * it.  text is already translated: err_set(err, ERR_INPUT, _("%s is needed"), …). */
bool err_set(struct err *err, enum err_kind kind, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* Add the next step to an error that was just set; returns false as well. */
bool err_next(struct err *err, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Allocation ends the program when memory is out; no caller tests for NULL. */
void *xmalloc(size_t size);
void *xcalloc(size_t n, size_t size);
void *xrealloc(void *old, size_t size);
char *xstrdup(const char *s);
char *xstrndup(const char *s, size_t n);
char *xasprintf(const char *fmt, ...) PRINTF_LIKE(1, 2);

/* End the program with a sentence on stderr.  die_hook runs first, so that
 * the terminal can be given back; it is set once, by main. */
extern void (*die_hook)(void);
_Noreturn void die(const char *fmt, ...) PRINTF_LIKE(1, 2);

/* A growing piece of text.  Zeroed is empty; .s is NULL or NUL-terminated. */
struct str {
	char *s;
	size_t len, room;
};

void str_add(struct str *, const char *text);
void str_addn(struct str *, const char *bytes, size_t n);
void str_addf(struct str *, const char *fmt, ...) PRINTF_LIKE(2, 3);
void str_release(struct str *);

/* The text, never NULL; the caller frees it and the str is empty again. */
char *str_steal(struct str *);

bool str_eq(const char *a, const char *b);	/* NULL equals only NULL */
bool has_prefix(const char *s, const char *prefix);

/* Is word one of the comma-separated words of list? */
bool word_in(const char *list, const char *word);

/* The first place of s that has what, whatever its case, with its length in
 * bytes; NULL when there is none, or what is blank.  Borrowed. */
const char *text_seek(const char *s, const char *what, size_t *len);

long now_ms(void);		/* monotonic, for deadlines */
int64_t wall_ms(void);		/* milliseconds since 1970, UTC */

/* "2026-04-13T17:54:15.180Z" for ms since 1970; buf holds at least 25 bytes. */
void iso_time(int64_t ms, char buf[static 25]);

/* Milliseconds since 1970 of an ISO 8601 date or date-time, or of the
 * service's other form "/Date(1776102856022)/"; -1 when it is neither. */
int64_t parse_time(const char *text);

/* A new UUID version 4 in lower case; buf holds 37 bytes. */
void uuid_new(char buf[static 37]);

/* A whole file as text, NUL-terminated; the caller frees.  NULL with *err
 * filled when it cannot be read or is larger than cap bytes. */
char *file_read(const char *path, size_t cap, size_t *len, struct err *);

/* Write a file 0600 by way of a temporary one beside it, synced, so that
 * there is never half a file. */
bool file_write(const char *path, const char *bytes, size_t len, struct err *);

/* The same without waiting for the disk: survives the program, not the power. */
bool file_write_soon(const char *path, const char *bytes, size_t len, struct err *);

#endif
