#ifndef API_ANSWER_H
#define API_ANSWER_H

/* What the bytes of an answer come to: JSON or not, a success that fits the
 * operation's description, a refusal in words, and what of it may be kept. */

#include "api/journal.h"

/* Read an answer that arrived whole.  Returns its JSON (new reference), or NULL
 * when it has none; *err says in words what is wrong, kind ERR_NONE when it
 * is a success that fits.  Refusals come in five shapes (raas 1.5), any of
 * which may lack its code, and as pages of a gateway. */
json_t *answer_read(const struct op *, int status, const char *bytes, size_t len, struct err *err);

/* Why no whole answer came. */
enum cut {
	CUT_NO_HOST, CUT_NO_CONNECTION, CUT_TIMEOUT, CUT_UNTRUSTED, CUT_DATES, CUT_OTHER_NAME,
	CUT_TLS, CUT_OWN_CERTIFICATE, CUT_CA_FILE, CUT_BROKEN, CUT_STOPPED, CUT_TOO_LARGE,
	CUT_GARBAGE
};

struct cut_facts {
	long wait_ms;			/* how long was waited at most */
	size_t cap;			/* largest answer in bytes */
	int status;			/* of an answer that began; 0 */
	bool bare;			/* TLS, and we showed no certificate of our own */
};

/* The same in words; ERR_NETWORK, or ERR_PROTOCOL when an answer came that
 * cannot be used. */
void answer_cut(enum cut, const char *host, const struct cut_facts *, struct err *err);

/* Once the body of something that changes has been handed over, a failure
 * says nothing about the outcome: the error becomes ERR_UNKNOWN. */
void answer_unknown(const struct op *, bool once, bool handed, struct err *err);

/* Put a redacted copy of an answer into the exchange.  body may be NULL. */
void answer_record(struct exchange *, const json_t *body, const char *bytes, size_t len);

#endif
