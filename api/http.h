#ifndef API_HTTP_H
#define API_HTTP_H

/* Runs operations against their service.  One thread; nothing here blocks but
 * http_wait(), which is where the whole program sleeps. */

#include <poll.h>

#include "api/journal.h"

struct http;
struct letters;
struct tokens;

struct http_service {
	const char *base_url;		/* "https://host/v1"; of SVC_VGS the proxy's whole URL */
	const char *key;		/* sent as api_key, of SVC_OMNUMI api-key; NULL: none */
	const char *tenant;		/* of SVC_OMNUMI: sent as tenant-id; NULL: none */
};

struct http_conf {
	struct http_service service[SVC_COUNT];
	const char *ca_file, *client_cert, *client_key, *client_p12;	/* NULL: not used */
	long connect_ms, total_ms;	/* 0: 10 s and 30 s */
	size_t cap;			/* largest answer in bytes; 0: 2 MiB */
	bool dry_run;			/* record the exchange, send nothing */
	bool sandbox;			/* a sandbox listens there: see struct http_how */
	const struct letters *letters;	/* of the sealed channel; borrowed, NULL: not used */
	const struct tokens *tokens;	/* sent with calls of SVC_OMNUMI; borrowed, NULL: none */
};

/* What an answer comes to.  err.kind is ERR_NONE on success. */
struct reply {
	int status;			/* HTTP status, 0 when there was no answer */
	const json_t *body;		/* borrowed until done returns; NULL unless it was JSON */
	struct err err;			/* in words, with code and next step */
	int64_t server_ms;		/* the Date header, ms since 1970; -1 without */
	long ms;
	bool handed;			/* the body may have left: the read callback ran */
	const struct exchange *exchange;	/* borrowed until done returns */
};

typedef void reply_fn(void *owner, const struct op *op, const struct reply *reply);

/* Called once, before the first byte of the body is given to the network.
 * False stops the call as not sent. */
typedef bool handing_fn(void *owner);

/* Copies conf's strings.  journal is borrowed. */
struct http *http_new(const struct http_conf *, struct journal *);
void http_free(struct http *);

/* Start an operation.  done runs later, from http_step(), exactly once, unless
 * http_cancel(owner) comes first.  args is read before this returns.  A read
 * (op without changes) is repeated once when the connection broke before an
 * answer; nothing else ever is. */
void http_send(struct http *, const struct op *, const json_t *args, reply_fn *done, void *owner);

/* In what one call differs from all others; zeroed: in nothing. */
struct http_how {
	const char *key;	/* instead of the service's; "": none; NULL: the service's */
	const char *tenant, *access_token, *bearer;	/* the same of SVC_OMNUMI's others */
	const char *body;	/* sent as it is in place of args' body; NULL: not */
	const char *fault;	/* of this call alone: KIND[:key=value…] of api/fault.h.  Told to a
				 * sandbox and to nobody else, as is clock_ms */
	long clock_ms;		/* the sandbox's clock goes on by so much before */
	const char *scenario;	/* its id, for the journal; NULL: none */
	bool keep_alive;	/* may use a kept connection though it changes something */
	const char *url;	/* whole address instead of the service's; NULL: not */
	const char *headers;	/* more of them, "Name: value\n"…; NULL: none */
};

/* The same, otherwise than usual.  how is read before this returns. */
void http_send_as(struct http *, const struct op *, const json_t *args, const struct http_how *,
		  reply_fn *done, void *owner);

/* Post a JSON text to any address that address_check() lets pass: an event, which
 * is no operation of the service.  No key goes along, and neither the inspector nor
 * http_running() tells of it.  Of the reply status and err are to be used. */
struct http_post {
	const char *url, *body;
	const char *headers;		/* "Name: value\n"…, or NULL */
};
void http_post_raw(struct http *, const struct http_post *, reply_fn *done, void *owner);

/* The same as http_send() for what must never leave twice: fresh connection, no reuse, no
 * seek, no redirect, no repeat; handing runs before the first body byte. */
void http_send_once(struct http *, const struct op *, const json_t *args, handing_fn *handing,
		    reply_fn *done, void *owner);

/* Forget every call of this owner; called when its screen closes. */
void http_cancel(struct http *, const void *owner);

/* Put stars over each of our keys in what came by way of another process of ours. */
void http_cover_keys(const struct http *, char *bytes, size_t len);

/* Calls that are waiting for an answer of a service. */
int http_running(const struct http *);

/* What the last finished call says about the line: 0 nothing yet, 1 an answer
 * came, -1 none came.  *at is when (now_ms). */
int http_line(const struct http *, long *at);

/* What that service's clock shows now, ms since 1970, by its last answer that told;
 * 0: none did yet.  Setting this computer's clock does not change it. */
int64_t http_server_ms(const struct http *, enum service);

/* Sleep until a call or one of fds is ready, or timeout_ms passed; fills revents. */
void http_wait(struct http *, struct pollfd *fds, int n, int timeout_ms);

/* Move the calls on and deliver finished ones. */
void http_step(struct http *);

#endif
