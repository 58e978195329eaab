#ifndef API_JOURNAL_H
#define API_JOURNAL_H

/* Every call of this run, as it may be shown: redacted on the way in, bounded
 * in number and size.  The inspector, the call history and `remitty call
 * --verbose` read from here. */

#include "api/op.h"

/* Moments of a call, in microseconds from its start: the address is known, the
 * connection stands, so does TLS, the first byte of the answer came, it ended.
 * 0: it did not come to that, or the connection was there already. */
enum { TIME_NAME, TIME_CONNECT, TIME_TLS, TIME_FIRST, TIME_TOTAL, TIMES };

struct exchange {
	unsigned serial;		/* 1, 2, 3 … in this run */
	const struct op *op;
	int64_t at;			/* wall clock, ms */
	char *method, *url;		/* url without secrets */
	json_t *request;		/* redacted body, or NULL */
	char *request_text;		/* cleaned body that was no JSON object, or NULL */
	int status;			/* 0 while waiting or when there was no answer */
	bool done;
	long ms;			/* from start to end */
	size_t bytes;			/* of the answer's body */
	char *request_headers;		/* "Name: value\n"…, the key replaced */
	char *response_headers;
	json_t *response;		/* redacted, NULL when it was not JSON */
	char *response_text;		/* cleaned start of an answer that was not JSON, or NULL */
	json_t *hidden;			/* paths of texts out of which characters were left that
					 * nobody sees; NULL: none.  Not kept on disk */
	char *letter_out, *letter_in;	/* what travelled in place of the bodies on the sealed
					 * channel, or NULL; not kept on disk */
	char failure[256];		/* what went wrong on the way, or "" */
	int64_t times[TIMES];
	char scenario[96];		/* id of the one that made it, or "" */
	bool kept;			/* on disk as well; set by journal_mark_kept() */
};

/* Free what an exchange points to. */
void exchange_release(struct exchange *);

struct journal;

struct journal *journal_new(int keep);		/* at most keep exchanges; older ones go */
void journal_free(struct journal *);

/* A fresh exchange with its serial; borrowed, valid until it is pushed out,
 * which does not happen before it is marked done. */
struct exchange *journal_begin(struct journal *, const struct op *);

/* Exchanges that begin from here on belong to this scenario; "": to none. */
void journal_scenario(struct journal *, const char *id);

int journal_count(const struct journal *);

/* 0 is the newest; NULL past the end.  Borrowed. */
const struct exchange *journal_nth(const struct journal *, int n);
const struct exchange *journal_find(const struct journal *, unsigned serial);

/* Empty what ended and speaks of somebody, as speaks says of each of its texts; who is
 * handed to it.  Serials stay.  Returns how many. */
int journal_forget(struct journal *, bool (*speaks)(const char *text, const void *who),
		   const void *who);

/* A number that no other run has. */
int64_t journal_run(const struct journal *);

/* What ended and is not marked kept, oldest first, at most max; borrowed.
 * Returns how many.  Costs nothing when there is none. */
int journal_unkept(const struct journal *, struct exchange **, int max);
void journal_mark_kept(struct journal *, struct exchange *);

/* The exchange as a curl command whose key is "$REMITTY_KEY".  The caller frees. */
char *exchange_curl(const struct exchange *);

#endif
