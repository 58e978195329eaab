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
#include <unistd.h>

#include "api/outbox_follow.h"
#include "api/outbox_read.h"
#include "api/process.h"

enum {
	STAGGER_MS = 100,		/* between the first looks after a start */
	OTHERS_MS = 30 * 1000,		/* between looks whether another process is still there */
};

static void on_due(void *owner);

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

void outbox_notify(struct outbox *box, const struct ask *ask)
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
	/* @: a state of the service's, kept as its word and read as a person's. */
	bool status = ask->state != ASK_ACCEPTED && ask->state != ASK_REJECTED;
	const char *arg = ask->state == ASK_ACCEPTED ? ask->code :
			  ask->state == ASK_REJECTED ? ask->refusal : ask->status;
	char *text;

	if (!line)
		return;
	text = strstr(line, "%s") ? xasprintf("%s|%s%s", line, status ? "@" : "", arg) :
				     xstrdup(line);
	store_ask_event(box->store, ask->correlation_id, text, NULL);
	free(text);
}

static void take_owner(struct ask *ask)
{
	ask->owner_pid = (int)getpid();
	ask->owner_born = process_born(ask->owner_pid);
}

/* Why its link was refused, and what to do about it. */
static void take_refusal(struct ask *ask, const struct err *refused)
{
	char *text = xasprintf("%s %s", refused->text, refused->next);

	snprintf(ask->refusal_text, sizeof(ask->refusal_text), "%s", text);
	free(text);
}

bool outbox_happen(struct outbox *box, const char *id, const struct news *news, struct ask *ask,
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
		take_refusal(&next, news->refused);
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
		store_ask_event(box->store, id,
				N_("its link was refused"), NULL);
	return true;
}

void follow_conclude(struct follow *f, const struct news *news)
{
	struct outbox *box = f->box;
	struct ask ask = { 0 };

	outbox_happen(box, f->id, news, &ask, NULL);
	if (!*ask.correlation_id) {	/* it cannot be read now; the next start tries again */
		follow_end(f);
		return;
	}
	follow_rest(f, &ask);
	outbox_notify(box, &ask);
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
		if (outbox_has_twin(f->box, ask, NULL) || !follow_send(f, NULL))
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

static void take_up(struct outbox *box, const struct ask *ask, long stagger)
{
	long wait = ask_wait(ask, wall_ms(), 0);

	if (ask->state == ASK_HANDED || ask->state == ASK_CONNECTING)
		check_owner(follow(box, ask->correlation_id), ask);
	else if (wait >= 0)
		wait_for(follow(box, ask->correlation_id), wait + stagger);
}

void outbox_recover(struct outbox *box)
{
	enum { PAGE = 16 };
	struct ask *asks = xcalloc(PAGE, sizeof(*asks));
	int64_t before = 0;
	long stagger = 0;
	int n;

	do {
		struct ask_query live = { .list = ASKS_LIVE, .before = before };

		n = store_asks(box->store, &live, asks, PAGE);
		for (int i = 0; i < n; i++) {
			before = asks[i].created_at;
			if (asks[i].state == ASK_READY || find(box, asks[i].correlation_id))
				continue;
			take_up(box, &asks[i], stagger += STAGGER_MS);
		}
	} while (n == PAGE);
	free(asks);
}

/* ---- a person's words ---- */

bool outbox_confirm(struct outbox *box, struct ask *ask, struct err *err)
{
	struct ask ready = *ask, twin;
	struct err why;
	json_t *args;
	bool fits;

	if (!*ready.correlation_id)
		uuid_new(ready.correlation_id);
	args = ask_args(&ready);
	fits = op_check_request(&op_requestMoneyV2, args, NULL, NULL, err);
	json_decref(args);
	if (!fits)
		return false;
	if (!ask_step(&ready, EV_CONFIRMED, NULL, wall_ms()))
		return err_set(err, ERR_INPUT, _("This request was confirmed already."));
	if (!store_ask_confirm(box->store, &ready, &twin, &why)) {
		if (why.kind == ERR_NONE)
			outbox_blame_twin(&twin, &why);
		if (err)
			*err = why;
		return false;
	}
	store_ask_event(box->store, ready.correlation_id, N_("confirmed"), NULL);
	*ask = ready;
	outbox_notify(box, ask);
	return true;
}

bool outbox_send(struct outbox *box, const char *id, struct err *err)
{
	struct follow *f = find(box, id);
	struct ask ask;

	if (!store_ask_get(box->store, id, &ask))
		return err_set(err, ERR_STORE, _("This request is not in the records."));
	if ((f && f->busy) || ask.state != ASK_READY)
		return outbox_sent_already(err);
	if (outbox_has_twin(box, &ask, err))
		return false;
	if (follow_send(f ? f : follow(box, id), err))
		return true;
	f = find(box, id);
	if (f && store_ask_get(box->store, id, &ask))
		follow_rest(f, &ask);
	return false;
}

bool outbox_void(struct outbox *box, const char *id, struct err *err)
{
	struct follow *f = find(box, id);
	struct ask ask;

	if (f && f->busy)
		return err_set(err, ERR_INPUT,
			       _("It is just being looked up. Try again in a moment."));
	if (!outbox_happen(box, id, &(struct news){ .on = EV_VOID }, &ask, err)) {
		if (err && err->kind == ERR_NONE)
			err_set(err, ERR_INPUT, _("Only a request that was not found, or was "
						  "never sent, can be closed."));
		return false;
	}
	follow_rest(f ? f : follow(box, id), &ask);
	outbox_notify(box, &ask);
	return true;
}

void outbox_seen(struct outbox *box, const char *id)
{
	struct ask ask;

	outbox_happen(box, id, &(struct news){ .on = EV_SEEN }, &ask, NULL);
}
