/* The way of an event: signature, shape, past, disk, answer; and then the
 * outbox's look, which alone changes an ask. */

#include "api/inbox.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/address.h"
#include "api/config.h"
#include "api/webhook_http.h"

struct inbox {
	struct store *store;
	struct http *http;
	struct outbox *outbox;
	struct loop *loop;
	char *secret, *forward;
	struct webhook_http *server;
	bool open;
	struct err trouble;
	struct parcel *parcels;
	inbox_heard_fn *heard;
	void *ctx;
};

/* An event on its way to somebody else. */
struct parcel {
	struct parcel *next;
	struct inbox *inbox;
	int64_t id;
	char *host;			/* where it goes */
};

struct inbox *inbox_new(struct store *store, struct http *http, struct outbox *outbox,
			struct loop *loop, const struct inbox_conf *conf)
{
	struct inbox *inbox = xcalloc(1, sizeof(*inbox));

	*inbox = (struct inbox){
		.store = store, .http = http, .outbox = outbox, .loop = loop,
		.secret = conf->secret ? xstrdup(conf->secret) : NULL,
		.forward = conf->forward ? xstrdup(conf->forward) : NULL,
	};
	return inbox;
}

static void parcel_free(struct parcel *p)
{
	struct parcel **link = &p->inbox->parcels;

	while (*link != p)
		link = &(*link)->next;
	*link = p->next;
	http_cancel(p->inbox->http, p);
	free(p->host);
	free(p);
}

void inbox_free(struct inbox *inbox)
{
	if (!inbox)
		return;
	webhook_http_free(inbox->server);
	while (inbox->parcels)
		parcel_free(inbox->parcels);
	secret_free(inbox->secret);
	free(inbox->forward);
	free(inbox);
}

static int on_post(void *ctx, const struct webhook_post *post)
{
	return inbox_take(ctx, post);
}

bool inbox_listen(struct inbox *inbox, const char *address, int port, struct err *err)
{
	const struct webhook_http_conf conf = { .address = address, .port = port, .take = on_post,
						.ctx = inbox };

	inbox->trouble = (struct err){ 0 };
	inbox->server = webhook_http_new(&conf, inbox->loop, &inbox->trouble);
	inbox->open = inbox->server && !webhook_is_loopback(address);
	if (!inbox->server && err)
		*err = inbox->trouble;
	return inbox->server;
}

const char *inbox_url(const struct inbox *inbox)
{
	return inbox->server ? webhook_http_url(inbox->server) : NULL;
}

const struct err *inbox_trouble(const struct inbox *inbox)
{
	return &inbox->trouble;
}

void inbox_give_up(struct inbox *inbox, const struct err *why)
{
	inbox->trouble = *why;
}

bool inbox_is_open(const struct inbox *inbox)
{
	return inbox->open;
}

const char *inbox_secret(const struct inbox *inbox)
{
	return inbox->secret;
}

void inbox_on_event(struct inbox *inbox, inbox_heard_fn *heard, void *ctx)
{
	inbox->heard = heard;
	inbox->ctx = ctx;
}

static void tell(struct inbox *inbox, const struct webhook_event *event)
{
	if (inbox->heard)
		inbox->heard(inbox->ctx, event);
}

/* ---- passing on ---- */

static void on_delivered(void *owner, const struct op *op, const struct reply *reply)
{
	struct parcel *p = owner;
	struct inbox *inbox = p->inbox;
	struct webhook_event event;
	bool taken = reply->status >= 200 && reply->status < 300;
	char *what = !reply->status ? xasprintf(_("not passed on: no answer from %s"), p->host) :
		     xasprintf(taken ? _("passed on to %s, answered %d in %ld ms") :
				       _("not taken by %s, answered %d in %ld ms"),
			       p->host, reply->status, reply->ms);

	(void)op;
	store_event_forwarded(inbox->store, p->id, what);
	free(what);
	if (store_event_get(inbox->store, p->id, &event)) {
		parcel_free(p);
		event.taken = taken;
		tell(inbox, &event);
		webhook_event_release(&event);
	} else {
		parcel_free(p);
	}
}

static void send_on(struct inbox *inbox, int64_t id, const struct http_post *post)
{
	struct parcel *p = xcalloc(1, sizeof(*p));

	*p = (struct parcel){ .next = inbox->parcels, .inbox = inbox, .id = id,
			      .host = address_host(post->url) };
	inbox->parcels = p;
	http_post_raw(inbox->http, post, on_delivered, p);
}

/* A header's value among lines, new; NULL when it is not there. */
static char *header_value(const char *lines, const char *name)
{
	size_t n = strlen(name);

	while (lines && *lines) {
		size_t len = strcspn(lines, "\n");

		if (!strncasecmp(lines, name, n) && lines[n] == ':') {
			const char *value = lines + n + 1 + strspn(lines + n + 1, " ");

			return xstrndup(value, len - (size_t)(value - lines));
		}
		lines += len + (lines[len] == '\n');
	}
	return NULL;
}

/* The headers with which an event goes on: the two that belong to it. */
static char *forward_headers(const char *signature, const char *lines)
{
	char *country = header_value(lines, WEBHOOK_COUNTRY);
	char *headers = xasprintf(WEBHOOK_SIGNATURE ": %s\n" WEBHOOK_COUNTRY ": %s\n", signature,
				  country ? country : "");

	free(country);
	return headers;
}

static void forward_as_it_came(struct inbox *inbox, const struct webhook_event *event,
			       const struct webhook_post *post)
{
	char *headers, *body;

	if (!inbox->forward || !webhook_is_genuine(event->verdict))
		return;
	headers = forward_headers(post->signature, post->headers);
	body = xstrndup(post->body, post->len);
	send_on(inbox, event->id, &(struct http_post){ .url = inbox->forward, .body = body,
						       .headers = headers });
	free(headers);
	free(body);
}

bool inbox_forward(struct inbox *inbox, int64_t id, const char *url, struct err *err)
{
	char signature[WEBHOOK_SIGNATURE_LEN] = "", *headers;
	struct webhook_event event;

	if (!address_check(url, err))
		return false;
	if (!store_event_get(inbox->store, id, &event))
		return err_set(err, ERR_INPUT, _("This event is no longer kept."));
	if (inbox->secret)
		webhook_sign(inbox->secret, event.body, strlen(event.body), signature);
	headers = forward_headers(signature, event.headers);
	send_on(inbox, id, &(struct http_post){ .url = url, .body = event.body,
						.headers = headers });
	free(headers);
	webhook_event_release(&event);
	return true;
}

/* ---- taking ---- */

/* What only an event tells goes into the ask's log: how a request that does all at
 * once came out (raas 6.1).  Its state stays what the service answers. */
static void log_outcome(struct inbox *inbox, const struct webhook_event *event)
{
	char *line;

	if (event->kind != WEBHOOK_OUTCOME)
		return;
	if (str_eq(event->status, "Accepted"))
		line = xstrdup(N_("an event says that it went through"));
	else
		line = xasprintf("%s|%s", N_("an event says that it failed: %s"),
				 *event->code ? event->code : event->status);
	store_ask_event(inbox->store, event->correlation_id, line, NULL);
	free(line);
}

/* Keep it; the status says whether the service need send it again. */
static int keep(struct inbox *inbox, struct webhook_event *event, struct err *err)
{
	event->at = wall_ms();
	if (!store_event_add(inbox->store, event, err))
		return 500;
	if (event->verdict == WEBHOOK_GOOD) {
		log_outcome(inbox, event);
		if (inbox->outbox)
			outbox_look(inbox->outbox, event->correlation_id);
	}
	return webhook_status(event);
}

int inbox_take(struct inbox *inbox, const struct webhook_post *post)
{
	struct webhook_event event;
	int status;

	webhook_read(&event, post, inbox->secret);
	status = keep(inbox, &event, NULL);
	if (event.id)
		forward_as_it_came(inbox, &event, post);
	tell(inbox, &event);
	webhook_event_release(&event);
	return status;
}

bool inbox_replay(struct inbox *inbox, int64_t id, struct webhook_event *event, struct err *err)
{
	char fresh[WEBHOOK_SIGNATURE_LEN], *given;
	struct webhook_event old;
	struct webhook_post post;

	if (!store_event_get(inbox->store, id, &old))
		return err_set(err, ERR_INPUT, _("This event is no longer kept."));
	given = header_value(old.headers, WEBHOOK_SIGNATURE);
	post = (struct webhook_post){ .body = old.body, .len = strlen(old.body),
				      .signature = given, .headers = old.headers };
	/* Names are not kept, so the old signature cannot fit; who signed it once does again. */
	if (webhook_is_genuine(old.verdict) && inbox->secret) {
		webhook_sign(inbox->secret, old.body, post.len, fresh);
		post.signature = fresh;
	}
	webhook_read(event, &post, inbox->secret);
	event->replay = true;
	snprintf(event->digest, sizeof(event->digest), "%s", old.digest);
	webhook_event_release(&old);
	free(given);
	if (keep(inbox, event, err) == 500) {
		webhook_event_release(event);
		return false;
	}
	tell(inbox, event);
	return true;
}
