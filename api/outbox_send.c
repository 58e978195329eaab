/* One ask on its way out: claimed, handed to the network once, answered. */

#include "api/outbox_follow.h"

#include "api/store_seal.h"

static void on_handed(void *owner)
{
	struct follow *f = owner;
	struct ask ask;

	if (store_ask_get(f->box->store, f->id, &ask))
		outbox_notify(f->box, &ask);
}

static bool on_handing(void *owner)
{
	struct follow *f = owner;
	struct ask ask;

	if (!outbox_happen(f->box, f->id, &(struct news){ .on = EV_HANDING }, &ask, NULL))
		return false;
	/* We are inside the network library: whoever listens may call it, so later. */
	loop_after(f->box->loop, 0, on_handed, f);
	return true;
}

static void on_sent(void *owner, const struct op *op, const struct reply *reply)
{
	struct follow *f = owner;
	struct outbox *box = f->box;
	struct news news = { .on = EV_NOT_SENT,
			     .line = N_("not sent: the service could not be reached") };
	struct ask ask;

	if (!store_ask_get(box->store, f->id, &ask)) {
		follow_end(f);
		return;
	}
	if (box->answered)
		box->answered(box->answered_ctx, op, reply);
	if (reply->status) {
		const struct carriage *c = carriage_of(op->name);
		struct heard *h = heard_reply(c, &ask, reply);

		heard_link(h, c->told, box->link_hosts, box->sandbox_links);
		follow_keep_answer(f, &ask, op, h);
		news = (struct news){ .on = EV_ANSWER, .heard = h };
	} else if (reply->handed) {
		news = (struct news){ .on = EV_CUT };
	}
	follow_conclude(f, &news);
}

/* The process that held its request is gone, or let go of it. */
static bool is_lost(struct follow *f, struct err *err)
{
	struct ask ask;

	err_set(err, ERR_INPUT, _("What was typed is no longer there, so it cannot be sent."));
	err_next(err, _("Nothing was sent. Please fill in the form again."));
	if (outbox_happen(f->box, f->id, &(struct news){ .on = EV_PROCESS_DIED }, &ask, NULL))
		outbox_notify(f->box, &ask);
	return false;
}

static void go(struct follow *f, const struct ask *ask, json_t *args)
{
	http_send_once(f->box->http, carriage_of(ask->op)->op, args, on_handing, on_sent, f);
}

static bool knows_time(const struct outbox *box, const struct ask *ask)
{
	return http_server_ms(box->http, carriage_of(ask->op)->op->service) != 0;
}

/* Whatever it says: its head tells the time.  A service that tells none may have it
 * all the same; what becomes of it is then for a person to say. */
static void on_time(void *owner, const struct op *op, const struct reply *reply)
{
	struct follow *f = owner;
	struct ask ask;
	json_t *args;

	(void)op;
	if (!store_ask_get(f->box->store, f->id, &ask)) {
		follow_end(f);
		return;
	}
	args = reply->status ? outbox_args(f->box, &ask) : NULL;
	if (args)
		go(f, &ask, args);
	else
		follow_conclude(f, &(struct news){ .on = EV_NOT_SENT, .line =
				N_("not sent: the service could not be reached") });
	json_decref(args);
}

bool follow_send(struct follow *f, struct err *err)
{
	struct outbox *box = f->box;
	struct ask ask;
	json_t *args;

	box->in_use = false;
	if (store_is_locked(box->store))	/* what it would say cannot be read */
		return store_locked(err);
	if (!store_ask_get(box->store, f->id, &ask))
		return err_set(err, ERR_STORE, _("This request is not in the records."));
	args = outbox_args(box, &ask);
	if (!args)
		return is_lost(f, err);
	if (!outbox_happen(box, f->id, &(struct news){ .on = EV_CLAIMED }, &ask, err)) {
		json_decref(args);
		if (err && err->kind == ERR_NONE)
			outbox_sent_already(err);
		return false;
	}
	f->busy = true;
	/* It is told from others by the time at which it leaves, which is the service's. */
	if (ask_is_blurred(&ask) && !knows_time(box, &ask))
		follow_ask(f, &ask, on_time);
	else
		go(f, &ask, args);
	json_decref(args);
	outbox_notify(box, &ask);
	return true;
}
