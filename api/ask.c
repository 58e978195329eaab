/*
 * An ask moves by one table: a row says what an event means in a state.  What
 * is not in the table has no meaning and changes nothing.  All times are given
 * by the caller, so years can pass in a test.
 */

#include "api/ask.h"

#include <stdio.h>
#include <string.h>

#include "api/codes.h"

#define SECONDS(n) ((n) * (int64_t)1000)
#define MINUTES(n) SECONDS((n) * 60)
#define DAYS(n) MINUTES((n) * 24 * 60)

enum {
	GOOD_LOOKS = 5,			/* absent reads before it counts as absent … */
	ABSENT_AFTER = 15,		/* … the last at least so many minutes later */
	/* What has a natural key cannot be there twice: the service itself refuses the
	 * second, so nobody has to wait a quarter of an hour at the counter. */
	KEYED_ABSENT_AFTER = 1,
};

bool ask_may_be_decided(const struct ask *ask, int64_t now)
{
	return ask_is_blurred(ask) && ask->state == ASK_UNKNOWN &&
	       now - ask->state_at >= MINUTES(ABSENT_AFTER);
}

/* ---- when to look ---- */

/* Seconds from one look to the next: 2, 5, 10, 20, 40 and 60 s after the
 * outcome became unknown, then each minute. */
static const int look_gaps[] = { 2, 3, 5, 10, 20, 20, 60 };
/* Seconds from one poll to the next while nothing changes. */
static const int poll_gaps[] = { 5, 5, 5, 5, 7, 10, 15, 20, 30, 45, 60 };
/* Seconds until a send that never left is tried again. */
static const int try_gaps[] = { 1, 2, 4, 8, 16, 30 };

static int64_t gap(const int *gaps, size_t n, int nth)
{
	return SECONDS(gaps[(size_t)nth < n ? (size_t)nth : n - 1]);
}

/* What takes days at the clearing house is not looked at each minute. */
static int64_t unhurried(const struct ask *ask, int64_t wait, int64_t now)
{
	int64_t least = now - ask->state_at > DAYS(1) ? MINUTES(60) :
			now - ask->state_at > MINUTES(60) ? MINUTES(10) : 0;

	return ask_is_blurred(ask) && wait < least ? least : wait;
}

/* How long until the next look at an ask in its present state; 0: none. */
static int64_t next_gap(const struct ask *ask, int64_t now)
{
	switch (ask->state) {
	case ASK_READY:
		return ask->looks ? gap(try_gaps, ARRAY_LEN(try_gaps), ask->looks - 1) : 0;
	case ASK_UNKNOWN:
		return unhurried(ask, gap(look_gaps, ARRAY_LEN(look_gaps), ask->looks), now);
	case ASK_ABSENT:
		return now - ask->state_at < DAYS(1) ? MINUTES(5) : 0;
	case ASK_ACCEPTED:
	case ASK_OPEN:
		return unhurried(ask, gap(poll_gaps, ARRAY_LEN(poll_gaps), ask->looks), now);
	case ASK_VOIDED:
	case ASK_SUPERSEDED:
		return now - ask->state_at < DAYS(7) ? MINUTES(60) : 0;
	default:
		return 0;
	}
}

static void plan(struct ask *ask, int64_t now)
{
	int64_t wait = next_gap(ask, now);

	ask->next_look_at = wait ? now + wait : 0;
}

long ask_wait(const struct ask *ask, int64_t now, int jitter)
{
	int64_t wait = ask->next_look_at - now, most = next_gap(ask, now);

	if (!ask->next_look_at)
		return -1;
	if (wait < 0)
		wait = 0;
	if (most && wait > most)
		wait = most;		/* the clock was set back */
	return (long)(wait + wait * jitter / 10000);
}

/* ---- what an event does ---- */

static void enter(struct ask *ask, enum ask_state state, int64_t now)
{
	/* What waits with its body in its owner's memory stays his. */
	if (state != ASK_CONNECTING && state != ASK_HANDED && !(state == ASK_READY && ask->held))
		ask->owner_pid = 0, ask->owner_born = 0;
	/* A try that did not leave comes back here; its count makes the next wait longer. */
	if (state != ASK_CONNECTING && state != ASK_READY)
		ask->looks = 0;
	ask->good_looks = 0;
	ask->state = state;
	ask->state_at = now;
	plan(ask, now);
}

/* Copy what a server said, cut between characters.  NULL and "" keep what is there. */
static void take(char *to, size_t size, const char *text)
{
	size_t n;

	if (!text || !*text)
		return;
	n = strlen(text);
	if (n >= size)
		for (n = size - 1; n && ((unsigned char)text[n] & 0xc0) == 0x80; n--)
			;
	memcpy(to, text, n);
	to[n] = '\0';
}

#define TAKE(to, text) take(to, sizeof(to), text)

static void take_answer(struct ask *ask, const struct ask_answer *a)
{
	TAKE(ask->status, a->status);
	TAKE(ask->status_detail, a->status_detail);
	TAKE(ask->code, a->code);
	TAKE(ask->link, a->link);
	TAKE(ask->plat_id, a->plat_id);
	if (!*ask->user_token)
		TAKE(ask->user_token, a->user_token);
	if (!*ask->method_id)
		TAKE(ask->method_id, a->method_id);
}

static void take_refusal(struct ask *ask, const struct ask_answer *a)
{
	snprintf(ask->refusal, sizeof(ask->refusal), "HTTP %d", a->http);
	TAKE(ask->refusal, a->code_word);
	TAKE(ask->refusal_text, a->reason);
	TAKE(ask->refusal_field, a->field);
}

static void refuse(struct ask *ask, const struct ask_answer *a, enum ask_state state, int64_t now)
{
	take_refusal(ask, a);
	enter(ask, state, now);
}

/* It is there: the service's word is final, or the beginning of a way. */
static void exists(struct ask *ask, const struct ask_answer *a, int64_t now)
{
	ask->checked_at = now;
	ask->refusal[0] = ask->refusal_text[0] = ask->refusal_field[0] = '\0';
	take_answer(ask, a);
	enter(ask, a->settled ? ASK_DONE : ASK_ACCEPTED, now);
}

/* Does the answer speak of another ask than ours? */
static bool is_other(const struct ask *ask, const struct ask_answer *a)
{
	return (a->echo && !str_eq(a->echo, ask->correlation_id)) ||
	       (a->amount_minor >= 0 && a->amount_minor != ask->amount.minor);
}

/* The service says that nothing was created, and why. */
static bool is_refusal(const struct ask_answer *a)
{
	if (a->already)
		return false;	/* perhaps by this very request, on a way we did not see */
	return a->http == 401 || a->http == 403 || a->refused ||
	       (a->parsed && (a->http == 400 || a->http == 422));
}

static void confirmed(struct ask *ask, const struct ask_answer *a, int64_t now)
{
	(void)a;
	ask->created_at = now;
	ask->looks = 0;
	enter(ask, ASK_READY, now);
}

static void claimed(struct ask *ask, const struct ask_answer *a, int64_t now)
{
	(void)a;
	enter(ask, ASK_CONNECTING, now);
}

static void not_sent(struct ask *ask, const struct ask_answer *a, int64_t now)
{
	(void)a;
	ask->looks++;
	enter(ask, ASK_READY, now);
}

static void handing(struct ask *ask, const struct ask_answer *a, int64_t now)
{
	(void)a;
	ask->handed_at = now;
	enter(ask, ASK_HANDED, now);
}

static void cut(struct ask *ask, const struct ask_answer *a, int64_t now)
{
	(void)a;
	enter(ask, ASK_UNKNOWN, now);
}

/* Of what was only in its owner's memory nothing is left that could be sent. */
static void abandoned(struct ask *ask, const struct ask_answer *a, int64_t now)
{
	(void)a;
	ask->looks = 0;
	enter(ask, ask->held || ask->state == ASK_READY ? ASK_VOIDED : ASK_READY, now);
	ask->next_look_at = 0;
}

static void answered(struct ask *ask, const struct ask_answer *a, int64_t now)
{
	bool good = a->http >= 200 && a->http < 300 && a->parsed;

	if (good && is_other(ask, a)) {
		refuse(ask, a, ASK_MISMATCH, now);
	} else if (good && a->echo) {
		exists(ask, a, now);
	} else if (is_refusal(a)) {
		refuse(ask, a, ASK_REJECTED, now);
	} else {
		enter(ask, ASK_UNKNOWN, now);
		if (a->already && a->stands) {
			take_refusal(ask, a);
			ask->next_look_at = now;	/* one look settles it */
		}
	}
}

/* An answer although the body never left: it can only be a refusal. */
static void turned_away(struct ask *ask, const struct ask_answer *a, int64_t now)
{
	if (is_refusal(a))
		refuse(ask, a, ASK_REJECTED, now);
	else
		not_sent(ask, a, now);
}

static void found(struct ask *ask, const struct ask_answer *a, int64_t now)
{
	ask->checked_at = now;
	if (is_other(ask, a)) {
		refuse(ask, a, ASK_MISMATCH, now);
		return;
	}
	exists(ask, a, now);
	if (ask->state == ASK_ACCEPTED)
		ask->next_look_at = now;	/* its state is read at once */
}

/* It was closed as never made, perhaps made anew, and now it is there. */
static void resurfaced(struct ask *ask, const struct ask_answer *a, int64_t now)
{
	ask->checked_at = now;
	if (ask_is_keyed(ask)) {	/* made anew or not, there can be but one */
		exists(ask, a, now);
		return;
	}
	take_answer(ask, a);
	enter(ask, ASK_MISMATCH, now);
}

/* What a person said is not there may have come after that: when there is one more
 * that it may be, the word does not hold any longer and has to be asked for again. */
static void look_failed(struct ask *ask, const struct ask_answer *a, int64_t now)
{
	bool more = a && a->alike > ask->alike;

	if (a && a->alike)
		ask->alike = a->alike;
	if (more && ask->state == ASK_ABSENT) {
		*ask->closed = '\0';
		enter(ask, ASK_UNKNOWN, now);
		return;
	}
	ask->looks++;
	plan(ask, now);
}

/* How long it has been on its way: by the service's clock, which nobody sets
 * here, if it was told before and now; else by ours.  Of what is told from others by
 * the moment at which it left, no later moment passes for it. */
static int64_t under_way(struct ask *ask, const struct ask_answer *a, int64_t now)
{
	if (!a || !a->server_ms || (ask_is_blurred(ask) && !ask->server_at))
		return now - ask->state_at;
	if (!ask->server_at)
		ask->server_at = a->server_ms;
	return a->server_ms - ask->server_at;
}

static void look_absent(struct ask *ask, const struct ask_answer *a, int64_t now)
{
	int64_t waited = under_way(ask, a, now);
	int minutes = ask_is_keyed(ask) ? KEYED_ABSENT_AFTER : ABSENT_AFTER;

	ask->checked_at = now;
	ask->alike = 0;
	ask->good_looks++;
	if (ask->state == ASK_UNKNOWN && *ask->refusal && a && a->stands)
		enter(ask, ASK_REJECTED, now);
	else if (ask->state == ASK_UNKNOWN && ask->good_looks >= GOOD_LOOKS &&
		 waited >= MINUTES(minutes) && !ask_is_blurred(ask))
		enter(ask, ASK_ABSENT, now);
	else
		look_failed(ask, a, now);
}

static void polled(struct ask *ask, const struct ask_answer *a, int64_t now)
{
	enum stage stage = a->status ? codes_operation_stage(a->status) : STAGE_OPEN;
	bool news = !str_eq(ask->status, a->status);

	ask->checked_at = now;
	take_answer(ask, a);
	if (stage == STAGE_GOOD)
		enter(ask, ASK_DONE, now);
	else if (stage == STAGE_BAD && str_eq(a->status, "Cancelled"))
		enter(ask, ASK_CANCELLED, now);
	else if (stage == STAGE_BAD)
		enter(ask, ASK_FAILED, now);
	else if (ask->state != ASK_OPEN)
		enter(ask, ASK_OPEN, now);
	else {
		ask->looks = news ? 0 : ask->looks + 1;
		plan(ask, now);
	}
}

/* The supervisor closes what was not found; it is watched for a week, unless
 * it would be found all the same once it was made anew. */
static void voided(struct ask *ask, const struct ask_answer *a, int64_t now)
{
	bool never_left = ask->state == ASK_READY;

	(void)a;
	enter(ask, ASK_VOIDED, now);
	if (never_left || ask_is_keyed(ask))
		ask->next_look_at = 0;
}

static void superseded(struct ask *ask, const struct ask_answer *a, int64_t now)
{
	(void)a;
	enter(ask, ASK_SUPERSEDED, now);
}

/* The word of the service's support, or of the bank, stands for what no look can tell. */
static void denied(struct ask *ask, const struct ask_answer *a, int64_t now)
{
	(void)a;
	enter(ask, ASK_ABSENT, now);
}

static void seen(struct ask *ask, const struct ask_answer *a, int64_t now)
{
	(void)a;
	ask->seen_at = now;
}

static const struct rule {
	enum ask_state in;
	enum ask_event_kind on;
	void (*go)(struct ask *, const struct ask_answer *, int64_t now);
	bool answer;			/* it cannot be told without one */
} rules[] = {
	{ ASK_DRAFT, EV_CONFIRMED, confirmed, false },
	{ ASK_READY, EV_CLAIMED, claimed, false },
	{ ASK_READY, EV_VOID, voided, false },
	{ ASK_READY, EV_PROCESS_DIED, abandoned, false },
	{ ASK_CONNECTING, EV_NOT_SENT, not_sent, false },
	{ ASK_CONNECTING, EV_HANDING, handing, false },
	{ ASK_CONNECTING, EV_ANSWER, turned_away, true },
	{ ASK_CONNECTING, EV_PROCESS_DIED, abandoned, false },
	{ ASK_HANDED, EV_ANSWER, answered, true },
	{ ASK_HANDED, EV_CUT, cut, false },
	{ ASK_HANDED, EV_PROCESS_DIED, cut, false },
	{ ASK_UNKNOWN, EV_LOOK_FOUND, found, true },
	{ ASK_UNKNOWN, EV_LOOK_ABSENT, look_absent, false },
	{ ASK_UNKNOWN, EV_LOOK_FAILED, look_failed, false },
	{ ASK_UNKNOWN, EV_DENIED, denied, false },
	{ ASK_ABSENT, EV_LOOK_FOUND, found, true },
	{ ASK_ABSENT, EV_LOOK_ABSENT, look_absent, false },
	{ ASK_ABSENT, EV_LOOK_FAILED, look_failed, false },
	{ ASK_ABSENT, EV_VOID, voided, false },
	{ ASK_ABSENT, EV_SUPERSEDE, superseded, false },
	{ ASK_ACCEPTED, EV_POLLED, polled, true },
	{ ASK_ACCEPTED, EV_LOOK_FAILED, look_failed, false },
	{ ASK_OPEN, EV_POLLED, polled, true },
	{ ASK_OPEN, EV_LOOK_FAILED, look_failed, false },
	{ ASK_VOIDED, EV_LOOK_FOUND, resurfaced, true },
	{ ASK_VOIDED, EV_LOOK_ABSENT, look_absent, false },
	{ ASK_VOIDED, EV_LOOK_FAILED, look_failed, false },
	{ ASK_SUPERSEDED, EV_LOOK_FOUND, resurfaced, true },
	{ ASK_SUPERSEDED, EV_LOOK_ABSENT, look_absent, false },
	{ ASK_SUPERSEDED, EV_LOOK_FAILED, look_failed, false },
	{ ASK_REJECTED, EV_SEEN, seen, false },
};

/* Has the event a meaning now, in a state in which it may have one? */
static bool is_time(const struct ask *ask, enum ask_event_kind on, int64_t now)
{
	return on != EV_DENIED || ask_may_be_decided(ask, now);
}

bool ask_step(struct ask *ask, enum ask_event_kind on, const struct ask_answer *a, int64_t now)
{
	for (size_t i = 0; i < ARRAY_LEN(rules); i++) {
		const struct rule *r = &rules[i];

		if (r->in != ask->state || r->on != on || (r->answer && !a) ||
		    !is_time(ask, on, now))
			continue;
		r->go(ask, a, now);
		ask->updated_at = now;
		return true;
	}
	return false;
}
