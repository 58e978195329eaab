/*
 * A follow is an ask in this process's care: it is being sent, looked up or
 * polled, or waits for its next time.  The row on disk is the truth: each step
 * reads it, asks ask.c what an event makes of it, and writes it by
 * compare-and-set.  Who loses that race reads again and goes on from there.
 *
 * The one who is told of a change (on_change) may do anything, even end the
 * outbox, so it is told last.
 */

#include "api/outbox.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "api/outbox_follow.h"
#include "api/outbox_read.h"
#include "api/process.h"

enum {
	STAGGER_MS = 100,		/* between the first looks after a start */
	OTHERS_MS = 30 * 1000,		/* between looks at whether another process is still there */
};

static void on_due(void *owner);
static void on_handed(void *owner);

struct outbox *outbox_new(struct store *store, struct http *http, struct loop *loop,
			  const char *link_hosts, bool sandbox_links)
{
	struct outbox *box = xcalloc(1, sizeof(*box));

	*box = (struct outbox){ .store = store, .http = http, .loop = loop,
				.link_hosts = xstrdup(link_hosts),
				.sandbox_links = sandbox_links };
	return box;
}

void outbox_on_change(struct outbox *box, outbox_changed_fn *changed, void *ctx)
{
	box->changed = changed;
	box->ctx = ctx;
}

static void notify(struct outbox *box, const struct ask *ask)
{
	if (box->changed)
		box->changed(box->ctx, ask);
}

/* ---- follows ---- */

static struct follow *find(const struct outbox *box, const char *id)
{
	struct follow *f = box->follows;

	while (f && !str_eq(f->id, id))
		f = f->next;
	return f;
}

static struct follow *follow(struct outbox *box, const char *id)
{
	struct follow *f = find(box, id);

	if (f)
		return f;
	f = xcalloc(1, sizeof(*f));
	*f = (struct follow){ .next = box->follows, .box = box };
	snprintf(f->id, sizeof(f->id), "%s", id);
	box->follows = f;
	return f;
}

void follow_end(struct follow *f)
{
	struct outbox *box = f->box;
	struct follow **link = &box->follows;

	while (*link != f)
		link = &(*link)->next;
	*link = f->next;
	loop_forget(box->loop, f);
	if (f->busy)
		http_cancel(box->http, f);
	free(f);
}

void outbox_stop(struct outbox *box)
{
	while (box->follows)
		follow_end(box->follows);
}

void outbox_free(struct outbox *box)
{
	if (!box)
		return;
	outbox_stop(box);
	free(box->link_hosts);
	free(box);
}

static void wait_for(struct follow *f, long ms)
{
	loop_cancel(f->box->loop, on_due, f);
	loop_after(f->box->loop, ms, on_due, f);
}

void follow_rest(struct follow *f, const struct ask *ask)
{
	long wait = ask_wait(ask, wall_ms(), (int)randombytes_uniform(1000));

	f->busy = false;
	if (ask->state == ASK_HANDED || ask->state == ASK_CONNECTING)
		wait = OTHERS_MS;
	if (wait < 0)
		follow_end(f);
	else
		wait_for(f, wait);
}

/* ---- steps on disk ---- */

static const char *line_of(const struct ask *ask)
{
	static const char *const lines[ASK_STATES] = {
		[ASK_HANDED] = N_("sent, waiting for the answer"),
		[ASK_ACCEPTED] = N_("accepted, code %s"),
		[ASK_REJECTED] = N_("not accepted: %s"),
		[ASK_UNKNOWN] = N_("sent, but no usable answer came"),
		[ASK_ABSENT] = N_("not found within 15 minutes"),
		[ASK_MISMATCH] = N_("the answer speaks of another request"),
		[ASK_OPEN] = N_("the service says: %s"),
		[ASK_DONE] = N_("the service says: %s"),
		[ASK_FAILED] = N_("the service says: %s"),
		[ASK_CANCELLED] = N_("the service says: %s"),
		[ASK_VOIDED] = N_("closed"),
		[ASK_SUPERSEDED] = N_("replaced by a new one"),
	};

	return lines[ask->state];
}

static void write_line(struct outbox *box, const struct ask *ask, const char *line)
{
	const char *arg = ask->state == ASK_ACCEPTED ? ask->code :
			  ask->state == ASK_REJECTED ? ask->refusal : ask->status;
	char *text;

	if (!line)
		return;
	text = strstr(line, "%s") ? xasprintf("%s|%s", line, arg) : xstrdup(line);
	store_ask_event(box->store, ask->correlation_id, text, NULL);
	free(text);
}

static void take_owner(struct ask *ask)
{
	ask->owner_pid = (int)getpid();
	ask->owner_born = process_born(ask->owner_pid);
}

/* Let an event happen to the row.  *ask is the row as it is then, whether we
 * or somebody else moved it; false when it was not us, with *err unless the
 * event just has no meaning or somebody was first. */
static bool happen(struct outbox *box, const char *id, const struct news *news, struct ask *ask,
		   struct err *err)
{
	struct ask next;
	bool moved, spoken;

	if (err)
		*err = (struct err){ 0 };
	if (!store_ask_get(box->store, id, ask))
		return err_set(err, ERR_STORE, _("This request is not in the records."));
	next = *ask;
	if (!ask_step(&next, news->on, news->answer, wall_ms()))
		return false;
	if (next.state == ASK_CONNECTING)
		take_owner(&next);
	if (news->refused && *news->refused->text)
		snprintf(next.refusal_text, sizeof(next.refusal_text), "%s", news->refused->text);
	if (news->on == EV_PROCESS_DIED)
		moved = store_ask_rescue(box->store, ask, &next, err);
	else
		moved = store_ask_move(box->store, ask->state, &next, err);
	if (!moved) {
		store_ask_get(box->store, id, ask);
		return false;
	}
	spoken = next.state != ask->state || !str_eq(next.status, ask->status);
	*ask = next;
	write_line(box, ask, news->line);
	if (spoken)
		write_line(box, ask, line_of(ask));
	if (news->refused && *news->refused->text)
		store_ask_event(box->store, id, N_("its link was refused: it leads to a foreign host"),
				NULL);
	return true;
}

void follow_conclude(struct follow *f, const struct news *news)
{
	struct outbox *box = f->box;
	struct ask ask = { 0 };

	happen(box, f->id, news, &ask, NULL);
	if (!*ask.correlation_id) {	/* the records are gone; at the next start they are read again */
		follow_end(f);
		return;
	}
	follow_rest(f, &ask);
	notify(box, &ask);
}

void follow_keep_answer(struct follow *f, const struct ask *ask, const struct ask_answer *a,
			const json_t *object)
{
	struct ask next = *ask;
	json_t *shown;
	char *text;

	if (!object || !ask_step(&next, a->http ? EV_ANSWER : EV_LOOK_FOUND, a, wall_ms()) ||
	    next.state != ASK_MISMATCH)
		return;
	shown = op_redact_out(a->http ? &op_requestMoneyV2 : &op_getOperation, object);
	text = json_dumps(shown, JSON_COMPACT);
	if (text)
		store_ask_keep_answer(f->box->store, ask->correlation_id, text, NULL);
	free(text);
	json_decref(shown);
}

/* ---- sending ---- */

static bool on_handing(void *owner)
{
	struct follow *f = owner;
	struct ask ask;

	if (!happen(f->box, f->id, &(struct news){ .on = EV_HANDING }, &ask, NULL))
		return false;
	/* We are inside the network library: whoever listens may call it, so later. */
	loop_after(f->box->loop, 0, on_handed, f);
	return true;
}

static void on_handed(void *owner)
{
	struct follow *f = owner;
	struct ask ask;

	if (store_ask_get(f->box->store, f->id, &ask))
		notify(f->box, &ask);
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

static bool twin_refused(struct outbox *box, const struct ask *ask, struct err *err)
{
	struct ask twin;
	char id[37], when[32] = "";
	struct tm tm;
	time_t at;

	if (!store_ask_twin(box->store, ask, id) || !store_ask_get(box->store, id, &twin))
		return false;
	at = (time_t)((twin.handed_at ? twin.handed_at : twin.created_at) / 1000);
	if (localtime_r(&at, &tm))
		strftime(when, sizeof(when), time(NULL) - at < 12 * 3600 ? "%H:%M" : "%Y-%m-%d %H:%M",
			 &tm);
	err_set(err, ERR_INPUT, _("The same amount to the same method was sent at %s, and what became "
				  "of that request is not known yet."), when);
	err_next(err, _("Do not create it again. Wait for its outcome: it is among what needs you on "
			"the home page."));
	return true;
}

static bool send_now(struct follow *f, struct err *err)
{
	struct outbox *box = f->box;
	struct ask ask;
	json_t *args;

	if (!happen(box, f->id, &(struct news){ .on = EV_CLAIMED }, &ask, err)) {
		if (err && err->kind == ERR_NONE)
			err_set(err, ERR_INPUT, _("This request is being sent, or was sent, already."));
		return false;
	}
	loop_cancel(box->loop, on_due, f);
	f->busy = true;
	args = ask_args(&ask);
	http_send_once(box->http, &op_requestMoneyV2, args, on_handing, on_sent, f);
	json_decref(args);
	notify(box, &ask);
	return true;
}

bool outbox_send(struct outbox *box, const char *id, struct err *err)
{
	struct follow *f = find(box, id);
	struct ask ask;

	if (!store_ask_get(box->store, id, &ask))
		return err_set(err, ERR_STORE, _("This request is not in the records."));
	if ((f && f->busy) || ask.state != ASK_READY)
		return err_set(err, ERR_INPUT, _("This request is being sent, or was sent, already."));
	if (twin_refused(box, &ask, err))
		return false;
	if (send_now(f ? f : follow(box, id), err))
		return true;
	f = find(box, id);
	if (f && store_ask_get(box->store, id, &ask))
		follow_rest(f, &ask);
	return false;
}

/* ---- whose turn it is ---- */

/* The row says that somebody is sending it, and it is not this follow. */
static void check_owner(struct follow *f, const struct ask *ask)
{
	struct news died = { .on = EV_PROCESS_DIED,
			     .line = ask->state == ASK_HANDED
				? N_("remitty ended before an answer came")
				: N_("remitty ended before it was sent") };

	/* Ours but not in our care: this very process began it and let it go. */
	if (ask->owner_pid == (int)getpid() || process_is_gone(ask->owner_pid, ask->owner_born))
		follow_conclude(f, &died);
	else
		follow_rest(f, ask);
}

static void go(struct follow *f, const struct ask *ask)
{
	switch (ask->state) {
	case ASK_READY:
		if (twin_refused(f->box, ask, NULL) || !send_now(f, NULL))
			follow_end(f);
		break;
	case ASK_CONNECTING:
	case ASK_HANDED:
		check_owner(f, ask);
		break;
	case ASK_UNKNOWN:
	case ASK_ABSENT:
	case ASK_VOIDED:
	case ASK_SUPERSEDED:
		follow_look(f);
		break;
	case ASK_ACCEPTED:
	case ASK_OPEN:
		follow_poll(f, ask);
		break;
	default:
		follow_end(f);
	}
}

static void on_due(void *owner)
{
	struct follow *f = owner;
	struct ask ask;

	if (f->busy)
		return;
	if (!store_ask_get(f->box->store, f->id, &ask))
		follow_end(f);
	else if (ask_wait(&ask, wall_ms(), 0) > 500)
		follow_rest(f, &ask);		/* another process looked meanwhile */
	else
		go(f, &ask);
}

void outbox_look(struct outbox *box, const char *id)
{
	struct follow *f = find(box, id);
	struct ask ask;

	if ((f && f->busy) || !store_ask_get(box->store, id, &ask) || ask.state == ASK_READY ||
	    !ask_is_live(&ask))
		return;
	f = f ? f : follow(box, id);
	loop_cancel(box->loop, on_due, f);
	go(f, &ask);
}

void outbox_recover(struct outbox *box)
{
	enum { PAGE = 16 };
	struct ask *asks = xcalloc(PAGE, sizeof(*asks));
	int64_t before = 0;
	long stagger = 0;
	int n;

	do {
		n = store_asks(box->store, ASKS_LIVE, NULL, 0, before, asks, PAGE);
		for (int i = 0; i < n; i++) {
			bool sending = asks[i].state == ASK_HANDED || asks[i].state == ASK_CONNECTING;
			long wait = ask_wait(&asks[i], wall_ms(), 0);

			before = asks[i].created_at;
			if (find(box, asks[i].correlation_id) || asks[i].state == ASK_READY)
				continue;
			if (sending)
				check_owner(follow(box, asks[i].correlation_id), &asks[i]);
			else if (wait >= 0)
				wait_for(follow(box, asks[i].correlation_id),
					 wait + (stagger += STAGGER_MS));
		}
	} while (n == PAGE);
	free(asks);
}

/* ---- a person's words ---- */

bool outbox_confirm(struct outbox *box, struct ask *ask, struct err *err)
{
	struct ask ready = *ask;
	json_t *args;
	bool fits;

	if (!*ready.correlation_id)
		uuid_new(ready.correlation_id);
	args = ask_args(&ready);
	fits = op_check_request(&op_requestMoneyV2, args, NULL, NULL, err);
	json_decref(args);
	if (!fits || twin_refused(box, &ready, err))
		return false;
	if (!ask_step(&ready, EV_CONFIRMED, NULL, wall_ms()))
		return err_set(err, ERR_INPUT, _("This request was confirmed already."));
	if (!store_ask_add(box->store, &ready, err))
		return false;
	store_ask_event(box->store, ready.correlation_id, N_("confirmed"), NULL);
	*ask = ready;
	notify(box, ask);
	return true;
}

bool outbox_void(struct outbox *box, const char *id, struct err *err)
{
	struct follow *f = find(box, id);
	struct ask ask;

	if (f && f->busy)
		return err_set(err, ERR_INPUT, _("It is just being looked up. Try again in a moment."));
	if (!happen(box, id, &(struct news){ .on = EV_VOID }, &ask, err)) {
		if (err && err->kind == ERR_NONE)
			err_set(err, ERR_INPUT,
				_("Only a request that was not found, or was never sent, can be closed."));
		return false;
	}
	follow_rest(f ? f : follow(box, id), &ask);
	notify(box, &ask);
	return true;
}

void outbox_seen(struct outbox *box, const char *id)
{
	struct ask ask;

	if (happen(box, id, &(struct news){ .on = EV_SEEN }, &ask, NULL))
		notify(box, &ask);
}
