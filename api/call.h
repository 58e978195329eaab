#ifndef API_CALL_H
#define API_CALL_H

/* One call under way, as far as it has nothing to do with the network library:
 * its address, its body, its record.  Used by api/http.c alone. */

#include "api/http.h"
#include "api/multipart.h"

struct curl_slist;

struct call {
	struct call *next;
	struct http *http;
	const struct op *op;
	void *owner;
	reply_fn *done;
	handing_fn *handing;
	void *easy;			/* the library's handle; NULL: ended before it began */
	struct curl_slist *headers;
	char *url;
	char *body;			/* wiped before it is freed */
	size_t body_len, body_at;
	char boundary[MULTIPART_BOUNDARY];	/* between the body's parts; "": it has none */
	size_t cap;			/* largest answer */
	struct str answer, head;
	int64_t server_ms;
	long started;
	bool once, handed, repeated;
	const struct http_how *how;	/* NULL, also as soon as it was read */
	bool sealed;			/* goes by the sealed channel */
	struct exchange *exchange;
	struct err early;		/* why it ended before it began */
};

/* A copy whose strings are its own, with the defaults filled in. */
void http_conf_copy(struct http_conf *, const struct http_conf *from);
void http_conf_release(struct http_conf *);

/* Fill address, body and journal record from args.  False with call->early
 * when the call cannot be made. */
bool call_prepare(struct call *, const struct http_conf *, struct journal *, const json_t *args);

/* The request's headers, each ended by a line break, with the key; what of them
 * may be shown goes into the journal's record.  The caller frees by wipe_free(). */
char *call_headers(struct call *, const struct http_conf *);

/* One line of the answer's head, cleaned and kept.  The date if it tells one, new;
 * else NULL. */
char *call_take_header(struct call *, const char *line, size_t len);

/* Put stars over each of our keys in the answer and its headers, or in any bytes: a
 * service may repeat what it was sent, in whatever words. */
void call_cover_key(struct call *, const struct http_conf *);
void call_cover(char *bytes, size_t len, const struct http_conf *);

/* The answer's headers as they may be shown; new. */
char *call_head_shown(const struct call *);

/* Release what call_prepare and the answer left; not the library's part. */
void call_release(struct call *);

/* Free a string after overwriting it. */
void wipe_free(char *secret);

#endif
