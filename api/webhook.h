#ifndef API_WEBHOOK_H
#define API_WEBHOOK_H

/* Events that the service sends by itself (raas 7): what is one, whether it is
 * genuine, whether it is news.  Pure: no socket, no disk, no clock. */

#include "api/field.h"

#define WEBHOOK_SIGNATURE "x-raas-signature"
#define WEBHOOK_COUNTRY "x-raas-op-country"

enum {
	WEBHOOK_BODY_CAP = 64 * 1024,
	WEBHOOK_SIGNATURE_LEN = 45,	/* Base64 of 32 bytes and its NUL */
	/* What five attempts of at most 30 s with 5 s between take (raas 7.1). */
	WEBHOOK_RETRY_MS = 180 * 1000,
};

enum webhook_verdict {
	WEBHOOK_GOOD,
	WEBHOOK_DUPLICATE,		/* the same again, as the service's own attempts come */
	WEBHOOK_REPLAYED,		/* the same when no attempt could still be under way */
	WEBHOOK_STRANGER,		/* genuine, of an ask that was not made here */
	/* From here on nobody knows who sent it, or what it says. */
	WEBHOOK_UNREADABLE,
	WEBHOOK_UNSIGNED,
	WEBHOOK_FORGED,
	WEBHOOK_UNCHECKED,		/* no secret to check it with */
	WEBHOOK_VERDICTS
};

/* Told apart by shape: there is no header for it. */
enum webhook_kind { WEBHOOK_NO_KIND, WEBHOOK_STATUS, WEBHOOK_OUTCOME, WEBHOOK_KINDS };

struct webhook_event {
	int64_t id;			/* in the store; 0: it is not kept */
	int64_t at;			/* when it came, wall ms */
	enum webhook_verdict verdict;
	enum webhook_kind kind;
	bool replay;			/* from the store, not from the network */
	char correlation_id[64], status[40];
	char code[64];			/* of an outcome that failed; not in the store's row */
	int64_t date;			/* when it was written, wall ms; -1: it does not say */
	char digest[65];		/* of the body as it came */
	char note[120];			/* N_(): what is wrong with it, or "" */
	char forwarded[160];		/* what became of passing it on, translated; "" */
	bool taken;			/* it was just passed on, and taken there; not kept */
	char *headers;			/* "name: value\n"…, fit for every sink */
	char *body;			/* the same: redacted JSON, or the start of other text */
};

void webhook_event_release(struct webhook_event *);

/* A request as it came. */
struct webhook_post {
	const char *body;		/* len bytes; NULL when it was too large */
	size_t len;
	const char *signature;		/* WEBHOOK_SIGNATURE, or NULL */
	const char *headers;		/* all of them, "name: value\n"…, or NULL */
	bool too_large;
};

/* What WEBHOOK_SIGNATURE is for a body (raas 7.1). */
void webhook_sign(const char *secret, const char *body, size_t len,
		  char signature[static WEBHOOK_SIGNATURE_LEN]);

/* Compared in constant time. */
bool webhook_is_signed(const char *secret, const char *body, size_t len, const char *signature);

/* Check and read a request; fills all but id, at and forwarded.  The signature comes
 * before the parsing.  secret NULL: there is none.  The verdict is GOOD as far
 * as the event itself can tell: webhook_judge() has the last word. */
void webhook_read(struct webhook_event *, const struct webhook_post *, const char *secret);

/* What is known of genuine events that came before; 0: none did. */
struct webhook_past {
	bool ours;			/* the ask was made here */
	int64_t body_at;		/* when this very body came first, wall ms */
	int64_t status_at;		/* when its ask had this kind and status first */
};

enum webhook_verdict webhook_judge(const struct webhook_event *, const struct webhook_past *,
				   int64_t now);

/* Did the service send it, as far as its signature tells? */
bool webhook_is_genuine(enum webhook_verdict);

/* How the service is answered: 2xx only for what is genuine; the caller sees to
 * it that it is kept. */
int webhook_status(const struct webhook_event *);

/* For disk and JSON: "good", "forged"; "status", "outcome".  From such a word:
 * UNREADABLE and NO_KIND when it is none. */
const char *webhook_verdict_name(enum webhook_verdict);
const char *webhook_kind_name(enum webhook_kind);
enum webhook_verdict webhook_verdict_from(const char *name);
enum webhook_kind webhook_kind_from(const char *name);

/* For a person, translated: a word or two, what it means, what to do. */
const char *webhook_verdict_word(enum webhook_verdict);
const char *webhook_verdict_meaning(enum webhook_verdict);
const char *webhook_verdict_next(enum webhook_verdict);
const char *webhook_kind_word(enum webhook_kind);

/* What the events carry (ops_events.c); names and phones are marked secret. */
extern const struct field event_status_fields[], event_outcome_fields[];

#endif
