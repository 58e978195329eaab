/*
 * A follow is an ask in this process's care: it is being sent, looked up or
 * polled, or waits for its next time.  The row on disk is the truth: each step
 * reads it, asks ask.c what an event makes of it, and writes it by
 * compare-and-set.  Who loses that race reads again and goes on from there.
 *
 * The one who is told of a change (on_change) may do anything, even end the
 * outbox, so it is told last.
 */

#include "api/outbox_follow.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/process.h"
#include "api/store_seal.h"

enum {
	STAGGER_MS = 100,		/* between the first looks after a start */
	OTHERS_MS = 30 * 1000,		/* between looks whether another process is still there */
	LATE_MS = 200,			/* until what could not be written is tried again … */
	LATEST_MS = 5000,		/* … and at most, where the disk takes nothing */
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

void outbox_on_answer(struct outbox *box, outbox_answered_fn *answered, void *ctx)
{
	box->answered = answered;
	box->answered_ctx = ctx;
}

void outbox_notify(struct outbox *box, const struct ask *ask)
{
	if (box->changed)
		box->changed(box->ctx, ask);
}

/* ---- follows ---- */

struct follow *follow_find(const struct outbox *box, const char *id)
{
	struct follow *f = box->follows;

	while (f && !str_eq(f->id, id))
		f = f->next;
	return f;
}

struct follow *follow_of(struct outbox *box, const char *id)
{
	struct follow *f = follow_find(box, id);

	if (f)
		return f;
	f = xcalloc(1, sizeof(*f));
	*f = (struct follow){ .next = box->follows, .box = box };
	text_put(f->id, sizeof(f->id), id);
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
	heard_free(f->news.heard);
	free(f);
}

bool outbox_is_sending(const struct outbox *box)
{
	struct ask ask;

	for (const struct follow *f = box->follows; f; f = f->next)
		if ((f->busy || f->late) && store_ask_get(box->store, f->id, &ask) &&
		    (ask.state == ASK_CONNECTING || ask.state == ASK_HANDED))
			return true;
	return false;
}

bool outbox_cannot_write(const struct outbox *box, const char *id)
{
	const struct follow *f = follow_find(box, id);

	return f && f->late;
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
	outbox_drop_all(box);
	sodium_memzero(box->salt, sizeof(box->salt));
	free(box->link_hosts);
	free(box);
}

void follow_again(struct follow *f, long ms)
{
	loop_cancel(f->box->loop, on_due, f);
	loop_after(f->box->loop, ms, on_due, f);
}

/* Does another process hold what is still to be sent? */
static bool is_anothers(const struct ask *ask)
{
	return ask->state == ASK_READY && ask->owner_pid && ask->owner_pid != (int)getpid();
}

void follow_rest(struct follow *f, const struct ask *ask)
{
	long wait = ask_wait(ask, wall_ms(), (int)randombytes_uniform(1000));

	f->busy = false;
	if (ask->state == ASK_HANDED || ask->state == ASK_CONNECTING || is_anothers(ask))
		wait = OTHERS_MS;
	if (wait < 0)
		follow_end(f);
	else
		follow_again(f, wait);
}

/* ---- steps on disk ---- */

/* The line that an ask's log gets when it enters a state; %s is write_line()'s. */
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

	if (ask_is_blurred(ask) && ask->state == ASK_ACCEPTED && !*ask->code)
		return N_("found in the history of the wallet");
	if (ask_is_blurred(ask) && ask->state == ASK_ABSENT)
		return N_("not carried out: %s");
	if (ask_has_appeared(ask))
		return N_("it has appeared after it was closed");
	if (*ask->closed && ask->state == ASK_VOIDED)
		return N_("closed by %s");
	if (*ask->closed && ask->state == ASK_SUPERSEDED)
		return N_("replaced by a new one, by %s");
	if (ask_is_keyed(ask) && ask->state == ASK_DONE)
		return N_("it is there");
	if (ask_is_keyed(ask) && ask->state == ASK_ABSENT)
		return N_("looked for often enough: it did not arrive");
	return lines[ask->state];
}

/* What takes the place of a line's %s.  @: a state of the service's, kept as
 * its word and read as a person's. */
static char *line_arg(const struct ask *ask)
{
	switch (ask->state) {
	case ASK_ACCEPTED:
		return xstrdup(ask->code);
	case ASK_REJECTED:
		return xstrdup(ask->refusal);
	case ASK_ABSENT:
	case ASK_VOIDED:
	case ASK_SUPERSEDED:
		return xstrdup(ask->closed);
	default:
		return xasprintf("@%s", ask->status);
	}
}

static void write_line(struct outbox *box, const struct ask *ask, const char *line)
{
	char *text, *arg;

	if (!line)
		return;
	arg = line_arg(ask);
	text = strstr(line, "%s") ? xasprintf("%s|%s", line, arg) : xstrdup(line);
	store_ask_event(box->store, ask->correlation_id, text, NULL);
	free(text);
	free(arg);
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

	text_put(ask->refusal_text, sizeof(ask->refusal_text), text);
	free(text);
}

/* What the row says besides what the event makes of it. */
static void complete(struct outbox *box, struct ask *next, const struct news *news)
{
	if (next->state == ASK_CONNECTING)
		take_owner(next);
	if (next->state == ASK_HANDED)
		next->server_at = http_server_ms(box->http, carriage_of(next->op)->op->service);
	if (news->closed)
		text_put(next->closed, sizeof(next->closed), news->closed);
	if (news->heard && *news->heard->refused.text)
		take_refusal(next, &news->heard->refused);
}

static void write_lines(struct outbox *box, const struct ask *before, const struct ask *ask,
			const struct news *news)
{
	write_line(box, ask, news->line);
	if (ask->state != before->state || !str_eq(ask->status, before->status))
		write_line(box, ask, line_of(ask));
	if (news->heard && *news->heard->refused.text)
		store_ask_event(box->store, ask->correlation_id, N_("its link was refused"), NULL);
}

bool outbox_happen(struct outbox *box, const char *id, const struct news *news, struct ask *ask,
		   struct err *err)
{
	struct ask next;
	bool moved;

	if (err)
		*err = (struct err){ 0 };
	box->in_use = false;
	if (!store_ask_get(box->store, id, ask))
		return err_set(err, ERR_STORE, _("This request is not in the records."));
	next = *ask;
	if (!ask_step(&next, news->on, news->heard ? &news->heard->answer : NULL, wall_ms()))
		return false;
	complete(box, &next, news);
	if (news->on == EV_PROCESS_DIED)
		moved = store_ask_rescue(box->store, ask, &next, err);
	else
		moved = store_ask_move(box->store, ask->state, &next, err);
	box->in_use = !moved && store_is_busy(box->store);
	if (!moved) {
		store_ask_get(box->store, id, ask);
		return false;
	}
	write_lines(box, ask, &next, news);
	*ask = next;
	if (ask->state != ASK_READY && ask->state != ASK_CONNECTING)
		outbox_drop(box, id);
	return true;
}

/* Keep what happened until it can be written. */
static void put_off(struct follow *f, const struct news *news)
{
	f->late_ms = f->late && f->late_ms < LATEST_MS ? f->late_ms * 2 : LATE_MS;
	f->late = true;
	f->news = *news;
	f->busy = false;
	follow_again(f, f->late_ms);
}

void follow_conclude(struct follow *f, const struct news *news)
{
	struct outbox *box = f->box;
	struct news now = *news;
	struct ask ask = { 0 };
	bool told = f->late;
	struct err err;

	f->news = (struct news){ 0 };
	if (!outbox_happen(box, f->id, &now, &ask, &err) && err.kind == ERR_STORE &&
	    *ask.correlation_id) {
		put_off(f, &now);
		if (!told)
			outbox_notify(box, &ask);
		return;
	}
	f->late = false;
	heard_free(now.heard);
	if (!*ask.correlation_id) {	/* it cannot be read now; the next start tries again */
		follow_end(f);
		return;
	}
	follow_rest(f, &ask);
	outbox_notify(box, &ask);
}

void follow_keep_answer(struct follow *f, const struct ask *ask, const struct op *op,
			const struct heard *h)
{
	struct ask next = *ask;
	json_t *shown;
	char *text;

	if (!h->object ||
	    !ask_step(&next, h->answer.http ? EV_ANSWER : EV_LOOK_FOUND, &h->answer, wall_ms()) ||
	    next.state != ASK_MISMATCH)
		return;
	shown = op_redact_out(op, h->object);
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

bool follow_waits(struct follow *f)
{
	if (f->box->in_use)
		follow_again(f, LATE_MS);
	return f->box->in_use;
}

static void try_to_send(struct follow *f, const struct ask *ask)
{
	struct err err;

	if (is_anothers(ask))
		check_owner(f, ask);
	else if (outbox_has_twin(f->box, ask, NULL))
		follow_end(f);
	else if (!follow_send(f, &err) && !follow_waits(f))
		follow_end(f);
}

/* What is known by a natural key alone (a phone, a card) cannot be looked for before
 * the records are unlocked, and nothing is sent then: it is taken up again. */
static bool waits_for_key(struct follow *f, const struct ask *ask)
{
	const struct carriage *c = carriage_of(ask->op);

	return store_is_locked(f->box->store) && (ask->state == ASK_READY || !c || c->name) &&
	       !is_anothers(ask) && ask->state != ASK_CONNECTING && ask->state != ASK_HANDED;
}

static void go(struct follow *f, const struct ask *ask)
{
	if (waits_for_key(f, ask)) {
		follow_end(f);
		return;
	}
	switch (ask->state) {
	case ASK_READY:
		try_to_send(f, ask);
		break;
	case ASK_CONNECTING:
	case ASK_HANDED:
		check_owner(f, ask);
		break;
	case ASK_UNKNOWN:
	case ASK_ABSENT:
	case ASK_VOIDED:
	case ASK_SUPERSEDED:
		follow_look(f, ask);
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
	if (f->late)
		follow_conclude(f, &f->news);
	else if (!store_ask_get(f->box->store, f->id, &ask))
		follow_end(f);
	else if (ask_wait(&ask, wall_ms(), 0) > 500)
		follow_rest(f, &ask);		/* another process looked meanwhile */
	else
		go(f, &ask);
}

void outbox_look(struct outbox *box, const char *id)
{
	struct follow *f = follow_find(box, id);
	struct ask ask;

	if ((f && (f->busy || f->late)) || !store_ask_get(box->store, id, &ask) ||
	    ask.state == ASK_READY || !ask_is_live(&ask))
		return;
	f = f ? f : follow_of(box, id);
	loop_cancel(box->loop, on_due, f);
	go(f, &ask);
}

static void take_up(struct outbox *box, const struct ask *ask, long stagger)
{
	long wait = ask_wait(ask, wall_ms(), 0);

	if (ask->state == ASK_HANDED || ask->state == ASK_CONNECTING || ask->state == ASK_READY)
		check_owner(follow_of(box, ask->correlation_id), ask);
	else if (wait >= 0)
		follow_again(follow_of(box, ask->correlation_id), wait + stagger);
}

/* Nothing of it left: it is sent by a person's word, in this process if that holds it. */
static bool waits_for_person(struct outbox *box, const struct ask *ask)
{
	return ask->state == ASK_READY &&
	       (!ask->owner_pid ||
		(ask->owner_pid == (int)getpid() && outbox_holds(box, ask->correlation_id)));
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
			if (!follow_find(box, asks[i].correlation_id) &&
			    !waits_for_person(box, &asks[i]))
				take_up(box, &asks[i], stagger += STAGGER_MS);
		}
	} while (n == PAGE);
	free(asks);
}
