#include "api/sandbox_hooks.h"

#include <stdlib.h>
#include <string.h>

#include "api/address.h"
#include "api/config.h"
#include "api/webhook.h"
#include "api/world_events.h"

enum {
	FIRST_MS = 1000, AGAIN_MS = 5000, ATTEMPTS = 5,
	URLS_MOST = 8, TOLD_MOST = 50,	/* deliveries that ended and are still told */
};

enum way { WAITING, UNDER_WAY, TAKEN, GIVEN_UP };

struct delivery {
	struct delivery *next;
	struct hooks *hooks;
	char *body;
	const char *country;
	enum way way;
	int attempts;
	int open;			/* answers still to come of this attempt */
	bool failed;			/* one of them was no 2xx */
	long since, delay;		/* now_ms() when it began to wait, and how much of the
					 * world's time it waits, while WAITING */
};

struct hooks {
	struct http *http;
	char *urls[URLS_MOST], *secret;
	int n_urls;
	struct delivery *deliveries;	/* oldest first */
	int n_ended;
};

struct hooks *hooks_new(void)
{
	return xcalloc(1, sizeof(struct hooks));
}

static void drop(struct delivery **link)
{
	struct delivery *d = *link;

	*link = d->next;
	if (d->open && d->hooks->http)
		http_cancel(d->hooks->http, d);
	free(d->body);
	free(d);
}

static void forget_all(struct hooks *hooks)
{
	while (hooks->deliveries)
		drop(&hooks->deliveries);
	for (int i = 0; i < hooks->n_urls; i++)
		free(hooks->urls[i]);
	hooks->n_urls = hooks->n_ended = 0;
	secret_free(hooks->secret);
	hooks->secret = NULL;
}

void hooks_free(struct hooks *hooks)
{
	if (hooks)
		forget_all(hooks);
	free(hooks);
}

void hooks_use(struct hooks *hooks, struct http *http)
{
	if (!http)
		forget_all(hooks);
	hooks->http = http;
}

bool hooks_on(const struct hooks *hooks)
{
	return hooks->http && hooks->n_urls && hooks->secret;
}

bool hooks_add(struct hooks *hooks, const char *url, const char *secret, struct err *err)
{
	if (!address_check(url, err))
		return false;
	if (hooks->n_urls == URLS_MOST)
		return err_set(err, ERR_INPUT, _("No more than %d addresses are told."), URLS_MOST);
	if (secret) {
		secret_free(hooks->secret);
		hooks->secret = xstrdup(secret);
	}
	for (int i = 0; i < hooks->n_urls; i++)
		if (str_eq(hooks->urls[i], url))
			return true;
	hooks->urls[hooks->n_urls++] = xstrdup(url);
	return true;
}

/* ---- attempts ---- */

static void end(struct delivery *d, enum way way)
{
	struct hooks *hooks = d->hooks;
	struct delivery **link = &hooks->deliveries;

	d->way = way;
	if (++hooks->n_ended <= TOLD_MOST)
		return;
	while ((*link)->way == WAITING || (*link)->way == UNDER_WAY)
		link = &(*link)->next;
	hooks->n_ended--;
	drop(link);
}

/* All addresses are told at once; one that fails fails the attempt. */
static void on_told(void *owner, const struct op *op, const struct reply *reply)
{
	struct delivery *d = owner;

	(void)op;
	d->failed |= reply->status < 200 || reply->status >= 300;
	if (--d->open)
		return;
	if (!d->failed) {
		end(d, TAKEN);
	} else if (d->attempts == ATTEMPTS) {
		end(d, GIVEN_UP);
	} else {
		d->way = WAITING;
		d->since = now_ms();
		d->delay = AGAIN_MS;
	}
}

static void attempt(struct delivery *d)
{
	struct hooks *hooks = d->hooks;
	char signature[WEBHOOK_SIGNATURE_LEN], *headers;

	webhook_sign(hooks->secret, d->body, strlen(d->body), signature);
	headers = xasprintf(WEBHOOK_SIGNATURE ": %s\n" WEBHOOK_COUNTRY ": %s\n", signature,
			    d->country);
	d->way = UNDER_WAY;
	d->attempts++;
	d->failed = false;
	d->open = hooks->n_urls;
	for (int i = 0; i < hooks->n_urls; i++)
		http_post_raw(hooks->http,
			      &(struct http_post){ .url = hooks->urls[i], .body = d->body,
						   .headers = headers }, on_told, d);
	free(headers);
}

static bool take_out(struct hooks *hooks, struct world *world)
{
	struct delivery **link = &hooks->deliveries;
	struct world_event event;
	bool any = false;

	while (world_events_next(world, &event)) {
		while (*link)
			link = &(*link)->next;
		*link = xcalloc(1, sizeof(**link));
		**link = (struct delivery){
			.hooks = hooks, .body = event.body, .country = event.country,
			.since = now_ms(), .delay = FIRST_MS,
		};
		any = true;
	}
	return any;
}

/* How long it still waits; the clock may have been set since it began to. */
static long left(const struct delivery *d, const struct world *world)
{
	long ms = d->since + world_real_ms(world, d->delay) - now_ms();

	return ms > 0 ? ms : 0;
}

long hooks_wait(struct hooks *hooks, struct world *world)
{
	long wait;

	if (!hooks_on(hooks) || !world)
		return -1;
	wait = world_events_wait(world);
	for (const struct delivery *d = hooks->deliveries; d; d = d->next)
		if (d->way == WAITING && (wait < 0 || left(d, world) < wait))
			wait = left(d, world);
	return wait;
}

bool hooks_step(struct hooks *hooks, struct world *world)
{
	bool taken;

	if (!hooks_on(hooks) || !world)
		return false;
	taken = take_out(hooks, world);
	for (struct delivery *d = hooks->deliveries; d; d = d->next)
		if (d->way == WAITING && !left(d, world))
			attempt(d);
	return taken;
}

/* ---- for QA ---- */

static json_t *delivery_json(const struct delivery *d)
{
	static const char *const words[] = {
		[WAITING] = "waiting", [UNDER_WAY] = "under way", [TAKEN] = "taken",
		[GIVEN_UP] = "given up",
	};
	json_t *body = json_loads(d->body, 0, NULL);

	return json_pack("{s:s, s:i, s:o?}", "state", words[d->way], "attempts", d->attempts,
			 "body", body);
}

static json_t *tell(const struct hooks *hooks)
{
	json_t *urls = json_array(), *deliveries = json_array();

	for (int i = 0; i < hooks->n_urls; i++)
		json_array_append_new(urls, json_string(hooks->urls[i]));
	for (const struct delivery *d = hooks->deliveries; d; d = d->next)
		json_array_append_new(deliveries, delivery_json(d));
	return json_pack("{s:o, s:b, s:o}", "urls", urls, "secret", hooks->secret != NULL,
			 "deliveries", deliveries);
}

bool hooks_is_uri(const char *uri)
{
	return str_eq(uri, "/__sandbox/hooks");
}

static bool add_told(struct hooks *hooks, const struct web_request *req, struct err *err)
{
	json_t *body = json_loadb(req->body ? req->body : "", req->len, 0, NULL);
	const char *url = json_string_value(json_object_get(body, "url"));
	const char *secret = json_string_value(json_object_get(body, "secret"));
	bool ok;

	if (url)
		ok = hooks_add(hooks, url, secret && *secret ? secret : NULL, err);
	else
		ok = err_set(err, ERR_INPUT, "url is an address, secret what it is signed with");
	json_decref(body);
	return ok;
}

void hooks_answer(struct hooks *hooks, const struct web_request *req, struct web_reply *reply)
{
	struct err err = { 0 };

	if (str_eq(req->method, "DELETE")) {
		forget_all(hooks);
	} else if (str_eq(req->method, "POST")) {
		if (!add_told(hooks, req, &err)) {
			web_reply_outcome(reply, false, &err);
			return;
		}
	} else if (!str_eq(req->method, "GET")) {
		web_reply_wrong_method(reply);
		return;
	}
	web_reply_json(reply, 200, tell(hooks));
}
