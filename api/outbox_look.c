/*
 * What became of an ask: while its outcome is unknown, by the looks of its
 * descriptor; once it is known, by its status.
 */

#include "api/outbox_match.h"

#include <stdio.h>

#include "api/codes.h"
#include "api/store_seal.h"

/* ---- does it exist? ---- */

static void look_failed(struct follow *f)
{
	follow_conclude(f, &(struct news){ .on = EV_LOOK_FAILED,
				    .line = N_("looked: the service gave no usable answer") });
}

static void look_found(struct follow *f, const struct ask *ask, const struct ask_look *look,
		       const json_t *object)
{
	struct heard *h = heard_object(ask, look->told, object);

	h->answer.settled = carriage_of(ask->op)->settled;
	heard_link(h, look->told, f->box->link_hosts, f->box->sandbox_links);
	follow_keep_answer(f, ask, look->op, h);
	follow_conclude(f, &(struct news){ .on = EV_LOOK_FOUND, .heard = h });
}

/* What the service's own event said of the way it went, kept when it came; new,
 * NULL without. */
static struct heard *heard_event(struct follow *f, const struct ask *ask)
{
	const struct told *told = carriage_of(ask->op)->outcome;
	struct webhook_event event = { 0 };
	struct heard *h;
	json_t *body;

	if (!told || store_is_locked(f->box->store) ||
	    !store_event_outcome(f->box->store, f->id, &event))
		return NULL;
	body = json_loads(event.body, 0, NULL);
	h = heard_object(ask, told, body);
	json_decref(body);
	webhook_event_release(&event);
	return h;
}

static void look_absent(struct follow *f, const struct ask *ask, int64_t server_ms)
{
	struct heard *h;

	/* What the service told by itself is sealed: absence is not certain. */
	if (store_is_locked(f->box->store) && carriage_of(ask->op)->outcome) {
		look_failed(f);
		return;
	}
	h = heard_event(f, ask);
	if (h) {
		follow_conclude(f, &(struct news){ .on = EV_LOOK_FOUND, .heard = h });
		return;
	}
	h = heard_word("");
	h->answer.server_ms = server_ms > 0 ? server_ms : 0;
	h->answer.stands = ask_is_keyed(ask);
	follow_conclude(f, &(struct news){ .on = EV_LOOK_ABSENT, .heard = h,
				    .line = N_("looked: not there yet") });
}

static json_t *look_args(const struct ask_look *look, const struct ask *ask)
{
	json_t *args = json_object();

	for (size_t i = 0; i < ARRAY_LEN(look->args) && look->args[i].key; i++)
		json_object_set_new(args, look->args[i].key,
				    json_string((const char *)ask + look->args[i].at));
	for (size_t i = 0; i + 1 < ARRAY_LEN(look->with) && look->with[i]; i += 2)
		op_set_text(look->op, args, look->with[i], look->with[i + 1]);
	return args;
}

/* Not what it would take to ask in this way, or no such way any more. */
static bool can_look(const struct ask_look *look, const struct ask *ask)
{
	for (size_t i = 0; i < ARRAY_LEN(look->args) && look->args[i].key; i++)
		if (!*((const char *)ask + look->args[i].at))
			return false;
	return true;
}

static const struct ask_look *nth_look(const struct ask *ask, int nth)
{
	const struct carriage *c = carriage_of(ask->op);

	return c && nth < (int)ARRAY_LEN(c->looks) && c->looks[nth].op ? &c->looks[nth] : NULL;
}

/* An entry of the history that may be it: a person is to say. */
static void look_doubtful(struct follow *f, int alike)
{
	struct heard *h = heard_word("");

	h->answer.alike = alike;
	follow_conclude(f, &(struct news){ .on = EV_LOOK_FAILED, .heard = h,
				    .line = N_("looked: what the history shows may be this or "
					       "another") });
}

static void look_next(struct follow *f, const struct ask *ask, int64_t server_ms);

static void on_look(void *owner, const struct op *op, const struct reply *reply)
{
	struct follow *f = owner;
	const struct ask_look *look;
	const json_t *it = NULL;
	struct ask ask;
	int alike = 0;

	(void)op;
	if (!store_ask_get(f->box->store, f->id, &ask)) {
		follow_end(f);
		return;
	}
	look = nth_look(&ask, f->nth);
	switch (look->match ? match_read(f->box, look, &ask, reply, &it, &alike) :
			      look_read(look, &ask, outbox_salt(f->box), reply, &it)) {
	case SEEN_IT:
		look_found(f, &ask, look, it);
		break;
	case SEEN_FAILED:
		look_failed(f);
		break;
	case SEEN_DOUBTFUL:
		look_doubtful(f, alike);
		break;
	case SEEN_NOTHING:
		f->nth++;
		look_next(f, &ask, reply->server_ms);
	}
}

/* The next way to look; when all of them saw nothing, it is not there. */
static void look_next(struct follow *f, const struct ask *ask, int64_t server_ms)
{
	const struct ask_look *look;
	json_t *args;

	while ((look = nth_look(ask, f->nth)) && !can_look(look, ask))
		f->nth++;
	if (!look) {
		if (f->asked)
			look_absent(f, ask, server_ms);
		else
			look_failed(f);
		return;
	}
	args = look_args(look, ask);
	f->busy = f->asked = true;
	http_send(f->box->http, look->op, args, on_look, f);
	json_decref(args);
}

void follow_look(struct follow *f, const struct ask *ask)
{
	f->nth = 0;
	f->asked = false;
	look_next(f, ask, 0);
}

/* ---- how is it? ---- */

/* It ended before there was an operation to look up. */
static struct heard *heard_end(struct follow *f, const struct ask *ask)
{
	struct heard *h = heard_event(f, ask);

	if (!h || (h->answer.status && codes_operation_stage(h->answer.status) == STAGE_BAD))
		return h;
	heard_free(h);
	return NULL;
}

static void on_poll_detail(void *owner, const struct op *op, const struct reply *reply)
{
	struct follow *f = owner;
	struct outbox *box = f->box;
	const struct told *told;
	struct heard *h = NULL;
	struct ask ask;

	(void)op;
	if (!store_ask_get(box->store, f->id, &ask)) {
		follow_end(f);
		return;
	}
	told = nth_look(&ask, 0)->told;
	if (reply->err.kind == ERR_NONE) {
		h = heard_object(&ask, told, reply->body);
		heard_link(h, told, box->link_hosts, box->sandbox_links);
	} else if (*f->word) {
		h = heard_word(f->word);
	} else {
		h = heard_end(f, &ask);
	}
	/* The status was read on its own first; details may lag behind it. */
	if (*f->word)
		h->answer.status = f->word;
	if (h && h->answer.status) {
		follow_conclude(f, &(struct news){ .on = EV_POLLED, .heard = h });
		return;
	}
	heard_free(h);
	follow_conclude(f, &(struct news){ .on = EV_LOOK_FAILED });
}

void follow_ask(struct follow *f, const struct ask *ask, reply_fn *done)
{
	const struct ask_look *look = nth_look(ask, 0);
	json_t *args = look_args(look, ask);

	f->busy = true;
	http_send(f->box->http, look->op, args, done, f);
	json_decref(args);
}

/* Its entry in the history, if it can be told which one that is. */
static void on_poll_entry(void *owner, const struct op *op, const struct reply *reply)
{
	struct follow *f = owner;
	const struct ask_look *look;
	const json_t *it = NULL;
	struct ask ask;
	int alike = 0;

	(void)op;
	if (!store_ask_get(f->box->store, f->id, &ask)) {
		follow_end(f);
		return;
	}
	look = nth_look(&ask, 0);
	if (match_read(f->box, look, &ask, reply, &it, &alike) == SEEN_IT)
		follow_conclude(f, &(struct news){ .on = EV_POLLED,
					    .heard = heard_object(&ask, look->told, it) });
	else
		follow_conclude(f, &(struct news){ .on = EV_LOOK_FAILED });
}

static void on_status(void *owner, const struct op *op, const struct reply *reply)
{
	struct follow *f = owner;
	const char *word = reply->err.kind == ERR_NONE ? json_string_value(reply->body) : NULL;
	struct ask ask;

	(void)op;
	if (word && codes_operation_stage(word) == STAGE_OPEN) {
		follow_conclude(f, &(struct news){ .on = EV_POLLED, .heard = heard_word(word) });
		return;
	}
	if (!store_ask_get(f->box->store, f->id, &ask)) {
		follow_end(f);
		return;
	}
	/* The end comes with its details; a key that may not read the status may
	 * read them all the same. */
	text_put(f->word, sizeof(f->word), word ? word : "");
	follow_ask(f, &ask, on_poll_detail);
}

void follow_poll(struct follow *f, const struct ask *ask)
{
	json_t *args = json_pack("{s:s, s:s}", "userToken", ask->user_token, "operationId", f->id);

	f->busy = true;
	f->word[0] = '\0';
	if (ask_is_blurred(ask))
		follow_ask(f, ask, on_poll_entry);
	else if (*ask->user_token)
		http_send(f->box->http, &op_getOperationStatus, args, on_status, f);
	else
		follow_ask(f, ask, on_poll_detail);
	json_decref(args);
}
