/* One ask on its way out: claimed, handed to the network once, answered. */

#include "api/outbox_follow.h"

#include <time.h>

#include "api/outbox_read.h"

enum { LEAVING_MS = 5000 };	/* what a confirmed ask may take to be picked up */

bool outbox_sent_already(struct err *err)
{
	return err_set(err, ERR_INPUT, _("This request is being sent, or was sent, already."));
}

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
	struct heard h = { 0 };
	struct ask ask;

	(void)op;
	if (!store_ask_get(box->store, f->id, &ask)) {
		follow_end(f);
		return;
	}
	if (reply->status) {
		heard_init(&h, &ask, reply->body);
		heard_reply(&h, reply);
		heard_link(&h, reply->body, box->link_hosts, box->sandbox_links);
		follow_keep_answer(f, &ask, &h.answer, reply->body);
		news = (struct news){ .on = EV_ANSWER, .answer = &h.answer, .refused = &h.refused };
	} else if (reply->handed) {
		news = (struct news){ .on = EV_CUT };
	}
	follow_conclude(f, &news);
	heard_release(&h);
}

void outbox_blame_twin(const struct ask *twin, struct err *err)
{
	bool left = twin->state != ASK_READY && twin->state != ASK_CONNECTING;
	time_t at = (time_t)((left && twin->handed_at ? twin->handed_at : twin->created_at) / 1000);
	bool today = time(NULL) - at < 12 * 3600;
	char when[32] = "";
	struct tm tm = { 0 };

	if (localtime_r(&at, &tm) && today)
		strftime(when, sizeof(when), "%H:%M", &tm);
	else
		strftime(when, sizeof(when), "%Y-%m-%d %H:%M", &tm);
	if (left) {
		err_set(err, ERR_INPUT, _("The same amount to the same method was sent at %s, and "
					  "what became of that request is not known yet."), when);
		err_next(err, _("Do not create it again. Wait for its outcome: it is among what "
				"needs you on the home page."));
	} else if (twin->state == ASK_READY && wall_ms() - twin->created_at > LEAVING_MS) {
		err_set(err, ERR_INPUT, _("The same amount to the same method was confirmed at %s "
					  "and has not been sent yet."), when);
		err_next(err, _("Send or close that one: it is among what needs you on the home "
				"page."));
	} else {
		err_set(err, ERR_INPUT, _("The same amount to the same method was confirmed at %s "
					  "and is just being sent."), when);
		err_next(err, _("Do not create it again. What becomes of it is on the home page."));
	}
}

bool outbox_has_twin(struct outbox *box, const struct ask *ask, struct err *err)
{
	struct ask twin;
	char id[37];

	if (!store_ask_twin(box->store, ask, id) || !store_ask_get(box->store, id, &twin))
		return false;
	outbox_blame_twin(&twin, err);
	return true;
}

bool follow_send(struct follow *f, struct err *err)
{
	struct outbox *box = f->box;
	struct ask ask;
	json_t *args;

	if (!outbox_happen(box, f->id, &(struct news){ .on = EV_CLAIMED }, &ask, err)) {
		if (err && err->kind == ERR_NONE)
			outbox_sent_already(err);
		return false;
	}
	f->busy = true;
	args = ask_args(&ask);
	http_send_once(box->http, &op_requestMoneyV2, args, on_handing, on_sent, f);
	json_decref(args);
	outbox_notify(box, &ask);
	return true;
}
