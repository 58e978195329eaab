/*
 * What became of an ask: while its outcome is unknown, by its id and in the
 * customer's list; once it is known, by its status.
 */

#include "api/outbox_follow.h"

#include <stdio.h>

#include "api/codes.h"
#include "api/outbox_read.h"

/* ---- does it exist? ---- */

static void look_failed(struct follow *f)
{
	follow_conclude(f, &(struct news){ .on = EV_LOOK_FAILED,
				    .line = N_("looked: the service gave no usable answer") });
}

static void look_found(struct follow *f, const struct ask *ask, const json_t *object)
{
	struct outbox *box = f->box;
	struct heard h;

	heard_init(&h, ask, object);
	heard_link(&h, object, box->link_hosts, box->sandbox_links);
	follow_keep_answer(f, ask, &h.answer, object);
	follow_conclude(f, &(struct news){ .on = EV_LOOK_FOUND, .answer = &h.answer,
				    .refused = &h.refused });
	heard_release(&h);
}

static void on_list(void *owner, const struct op *op, const struct reply *reply)
{
	struct follow *f = owner;
	const json_t *item;
	struct ask ask;

	(void)op;
	if (!store_ask_get(f->box->store, f->id, &ask)) {
		follow_end(f);
		return;
	}
	item = find_listed(reply->body, &ask);
	if (item)
		look_found(f, &ask, item);
	else if (reply->err.kind != ERR_NONE)
		look_failed(f);
	else
		follow_conclude(f, &(struct news){ .on = EV_LOOK_ABSENT,
					    .line = N_("looked: not there yet") });
}

static void on_detail(void *owner, const struct op *op, const struct reply *reply)
{
	struct follow *f = owner;
	struct ask ask;
	json_t *args;

	(void)op;
	if (!store_ask_get(f->box->store, f->id, &ask)) {
		follow_end(f);
	} else if (reply->err.kind == ERR_NONE && json_is_object(reply->body)) {
		look_found(f, &ask, reply->body);
	} else if (says_not_found(reply)) {
		args = json_pack("{s:s}", "userToken", ask.user_token);
		http_send(f->box->http, &op_getOperations, args, on_list, f);
		json_decref(args);
	} else {
		look_failed(f);
	}
}

static void read_detail(struct follow *f, reply_fn *done)
{
	json_t *args = json_pack("{s:s}", "id", f->id);

	f->busy = true;
	http_send(f->box->http, &op_getOperation, args, done, f);
	json_decref(args);
}

void follow_look(struct follow *f)
{
	read_detail(f, on_detail);
}

/* ---- how is it? ---- */

static void on_poll_detail(void *owner, const struct op *op, const struct reply *reply)
{
	struct follow *f = owner;
	struct outbox *box = f->box;
	struct news news = { .on = EV_POLLED };
	struct heard h = { 0 };
	struct ask ask;

	(void)op;
	if (!store_ask_get(box->store, f->id, &ask)) {
		follow_end(f);
		return;
	}
	if (reply->err.kind == ERR_NONE) {
		heard_init(&h, &ask, reply->body);
		heard_link(&h, reply->body, box->link_hosts, box->sandbox_links);
		news.refused = &h.refused;
	}
	/* The status was read on its own first; details may lag behind it. */
	if (*f->word)
		h.answer.status = f->word;
	news.answer = &h.answer;
	if (!h.answer.status)
		news = (struct news){ .on = EV_LOOK_FAILED };
	follow_conclude(f, &news);
	heard_release(&h);
}

static void on_status(void *owner, const struct op *op, const struct reply *reply)
{
	struct follow *f = owner;
	const char *word = reply->err.kind == ERR_NONE ? json_string_value(reply->body) : NULL;
	struct ask_answer answer = { .status = word, .amount_minor = -1 };

	(void)op;
	if (word && codes_operation_stage(word) == STAGE_OPEN) {
		follow_conclude(f, &(struct news){ .on = EV_POLLED, .answer = &answer });
		return;
	}
	/* The end comes with its details; a key that may not read the status may
	 * read them all the same. */
	snprintf(f->word, sizeof(f->word), "%s", word ? word : "");
	read_detail(f, on_poll_detail);
}

void follow_poll(struct follow *f, const struct ask *ask)
{
	json_t *args = json_pack("{s:s, s:s}", "userToken", ask->user_token, "operationId", f->id);

	f->busy = true;
	http_send(f->box->http, &op_getOperationStatus, args, on_status, f);
	json_decref(args);
}
