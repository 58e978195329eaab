/* A request for money against everything that can go wrong on the line: each
 * kind of fault leads to the state that the rules name, the service sees the
 * POST once at most, and no second one leaves afterwards, not even after a
 * restart. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/lang.h"
#include "tests/faulty.h"
#include "tests/outbox_world.h"

enum { SHORT_MS = 300, LONG_MS = 20000 };

struct trial {
	const struct kind *kind;
	const struct papers *papers;
	struct world *w;
	struct faulty server;
	struct http_conf conf;
	long wait;
	bool ach;			/* a deposit in place of an ask */
};

struct outcome {
	enum ask_state state, later;	/* when the call ended; after a restart and a look */
	bool handed, twice;		/* twice: it could be sent again */
	struct seen seen;
};

static void settle(struct inside *side)
{
	long until = now_ms() + 2 * LONG_MS;

	do
		loop_turn(side->loop, 100);
	while ((http_running(side->http) || outbox_is_sending(side->box)) && now_ms() < until);
	assert_int_equal(http_running(side->http), 0);
}

static bool was_handed(struct inside *side, const char *id)
{
	struct ask_event events[32];
	int n = store_ask_events(side->store, id, events, ARRAY_LEN(events));

	while (n-- && !str_eq(events[n].what, "sent, waiting for the answer"))
		;
	return n >= 0;
}

static void on_kept(void *owner, const struct op *op, const struct reply *reply)
{
	(void)op;
	*(int *)owner = reply->status;
}

static void leave_a_kept_connection(struct inside *side)
{
	json_t *args = json_pack("{s:s}", "userToken", "usr_1");
	int status = 0;

	http_send(side->http, &op_listContacts, args, on_kept, &status);
	json_decref(args);
	settle(side);
	assert_int_equal(status, 200);
}

static struct ask deposit_confirmed(struct inside *side)
{
	struct ask ask = { 0 };
	json_t *args = json_pack(
		"{s:s, s:s, s:{s:s, s:s}, s:s, s:s, s:s, s:s, s:s}", "customerAccountId", "c-1",
		"linkedBankId", "b-1", "identifier", "type", "namespace", "value", "usbc.ana.ul",
		"amount", "1734.56", "tokenSymbol", "USBC", "authorizationText", "I agree.",
		"secCode", "WEB", "ipAddress", "127.0.0.1");

	assert_true(outbox_take(side->box, &op_achIn, args, &ask, NULL));
	json_decref(args);
	return ask;
}

static struct outcome carry_through(struct trial *t)
{
	struct inside *side = &t->w->side;
	struct outcome outcome = { 0 };
	struct err err = { 0 };
	struct ask ask;
	char id[40];

	inside_open_by(side, t->w, t->w->loop, &t->conf);
	if (t->kind->kept)
		leave_a_kept_connection(side);
	ask = t->ach ? deposit_confirmed(side) : confirmed(side);
	snprintf(id, sizeof(id), "%s", ask.correlation_id);
	if (!outbox_send(side->box, id, &err))
		fail_msg("%s: %s", t->kind->name, err.text);
	settle(side);
	outcome.state = row(side, id).state;
	outcome.handed = was_handed(side, id);
	outcome.twice = outcome.state != ASK_READY && outbox_send(side->box, id, &err);
	inside_close(side);

	inside_open_by(side, t->w, t->w->loop, &t->conf);
	outbox_recover(side->box);
	outbox_look(side->box, id);
	settle(side);
	outcome.later = row(side, id).state;
	inside_close(side);
	return outcome;
}

/* Where a deposit comes to: of the other service's shapes nothing is a refusal, and
 * nothing that comes back is another's. */
static unsigned lands(const struct trial *t)
{
	const struct kind *kind = t->kind;
	bool known = !kind->says || strstr(kind->says, " 401 ") || strstr(kind->says, " 403 ");

	if (!t->ach || t->kind->lands == 1u << ASK_ACCEPTED)
		return kind->lands;
	if (kind->lands == 1u << ASK_MISMATCH || (kind->lands == 1u << ASK_REJECTED && !known))
		return 1u << ASK_UNKNOWN;
	return kind->lands;
}

static void forget(const struct world *w)
{
	static const char *const ends[] = { "", "-wal", "-shm" };

	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		char *path = xasprintf("%s%s", w->path, ends[i]);

		unlink(path);
		free(path);
	}
}

static struct outcome play(struct trial *t)
{
	const struct kind *kind = t->kind;
	char *url, *ca = xasprintf("%s/ca.pem", t->w->dir);
	struct outcome outcome;

	papers_authority(t->papers, ca);
	faulty_start(&t->server, kind, t->papers);
	url = xasprintf("%s://%s:%d/v1", kind->tls == TLS_NOT ? "http" : "https",
			kind->localhost ? "localhost" : "127.0.0.1", t->server.port);
	t->conf = (struct http_conf){ .service[SVC_RAAS] = { .base_url = url, .key = "key" },
				      .service[SVC_OMNUMI] = { .base_url = url },
				      .ca_file = ca,
				      .connect_ms = LONG_MS, .total_ms = t->wait };
	outcome = carry_through(t);
	outcome.seen = faulty_stop(&t->server);
	forget(t->w);
	unlink(ca);
	free(url);
	free(ca);
	return outcome;
}

static bool waits(const struct kind *kind)
{
	return kind->ends == HOLDS || kind->ends == DRIPS || kind->ends == FLOODS;
}

/* A busy machine may not even get to send within the short time. */
static struct outcome try_kind(struct trial *t)
{
	struct outcome outcome;

	t->wait = waits(t->kind) ? SHORT_MS : LONG_MS;
	outcome = play(t);
	while (waits(t->kind) && !outcome.seen.bodies && t->wait < LONG_MS) {
		t->wait *= 3;
		outcome = play(t);
	}
	return outcome;
}

static const char *fault_of(const struct kind *kind, unsigned to, const struct outcome *o)
{
	if (o->seen.began > 1 || o->seen.bodies > 1)
		return "sent twice";
	if (o->twice)
		return "could be sent again";
	if (!(to & 1u << o->state))
		return "in the wrong state";
	if ((o->state == ASK_READY) == o->handed && o->state != ASK_REJECTED)
		return "ready though it was handed over, or the other way about";
	if (o->seen.bodies && !o->handed)
		return "a body arrived that was not handed over";
	if (!(to & 1u << ASK_READY) && o->seen.bodies != kind->posts)
		return "another number of bodies";
	if (to == 1u << ASK_READY && o->seen.bytes)
		return "bytes of the request arrived";
	if (o->later != o->state)
		return "elsewhere after a restart";
	return NULL;
}

struct sums {
	int kinds, posts, doubled, wrong;
};

static void try_all(struct trial *t, const struct kind *kinds, struct sums *sums)
{
	for (t->kind = kinds; t->kind->name; t->kind++) {
		struct outcome o = try_kind(t);
		const char *fault = fault_of(t->kind, kinds == ach_kinds ? t->kind->lands :
					     lands(t), &o);

		sums->kinds++;
		sums->posts += o.seen.bodies;
		sums->doubled += o.seen.began > 1 || o.seen.bodies > 1;
		sums->wrong += fault != NULL;
		if (fault)
			print_message("%s: %s: %s, later %s, %d of %d bodies, %s, %ld bytes\n",
				      t->kind->name, fault, ask_state_name(o.state),
				      ask_state_name(o.later), o.seen.bodies, o.seen.began,
				      o.handed ? "handed" : "not handed", o.seen.bytes);
	}
}

static void try_line(struct world *w, bool ach)
{
	struct trial t = { .w = w, .papers = papers_new(), .ach = ach };
	struct sums sums = { 0 };

	inside_close(&w->side);
	forget(w);
	try_all(&t, fault_kinds, &sums);
	if (ach)
		try_all(&t, ach_kinds, &sums);
	papers_free((struct papers *)t.papers);
	print_message("# figure: faults of the line%s | %d kinds of HTTP and TLS fault: %d asks, "
		      "%d whole POSTs, %d doubled, %d in a wrong state\n", ach ? ", ACH" : "",
		      sums.kinds, sums.kinds, sums.posts, sums.doubled, sums.wrong);
	assert_int_equal(sums.wrong, 0);
	assert_true(sums.kinds >= 40);
}

static void every_fault_leads_to_its_state_and_never_to_a_second_post(void **state)
{
	try_line(*state, false);
}

static void so_it_is_with_a_deposit_by_ach(void **state)
{
	try_line(*state, true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			every_fault_leads_to_its_state_and_never_to_a_second_post, world_open,
			world_close),
		cmocka_unit_test_setup_teardown(so_it_is_with_a_deposit_by_ach, world_open,
						world_close),
	};

	lang_init();
	lang_set("en");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
