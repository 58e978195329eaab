/* Deposits and withdrawals through the outbox, against the sandbox: what is refused,
 * what is found by its circumstances, and what only a person can say. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/json_path.h"
#include "api/lang.h"
#include "tests/outpost.h"

#define ANA "5f84a0c7-4b29-43f3-8d8e-63a5c8d4b1f9"
#define BANK "a2e3c2c1-0f7e-4c1b-9e4d-9b75a4f7e1b3"
#define QUARTER (15 * 60 * 1000)

static json_t *transfer(const char *bank, const char *amount)
{
	return json_pack("{s:s, s:s, s:{s:s, s:s}, s:o, s:s, s:s, s:s, s:s}", "customerAccountId",
			 ANA, "linkedBankId", bank, "identifier", "type", "namespace", "value",
			 "usbc.ana.ul", "amount", json_loads(amount, JSON_DECODE_ANY, NULL),
			 "tokenSymbol", "USBC", "authorizationText", "I agree.", "secCode", "WEB",
			 "ipAddress", "127.0.0.1");
}

static bool take(struct outpost *p, const struct op *op, const char *bank, const char *amount,
		 struct ask *ask, struct err *err)
{
	json_t *args = transfer(bank, amount);
	bool ok;

	*ask = (struct ask){ 0 };
	ok = outbox_take(p->box, op, args, ask, err);
	json_decref(args);
	return ok;
}

/* Sent to its end; how it stands then. */
static struct ask sent(struct outpost *p, const struct op *op, const char *bank,
		       const char *amount)
{
	struct err err = { 0 };
	struct ask ask;

	if (!take(p, op, bank, amount, &ask, &err) ||
	    !outbox_send(p->box, ask.correlation_id, &err))
		fail_msg("%s", err.text);
	outpost_settle(p);
	return outpost_row(p, ask.correlation_id);
}

/* After so many looks. */
static struct ask looked(struct outpost *p, const char *id, int times)
{
	while (times--) {
		outbox_look(p->box, id);
		outpost_settle(p);
	}
	return outpost_row(p, id);
}

static void on_passed(void *owner, const struct op *op, const struct reply *reply)
{
	(void)owner, (void)op;
	assert_int_equal(reply->status, 200);
}

/* The sandbox's clock goes on by so much. */
static void pass_time(struct outpost *p, long ms)
{
	json_t *args = json_pack("{s:s}", "customerAccountId", ANA);

	http_send_as(p->http, &op_listLinkedBanks, args, &(struct http_how){ .clock_ms = ms },
		     on_passed, p);
	json_decref(args);
	outpost_settle(p);
}

static void it_is_taken_and_followed_to_its_end(void **state)
{
	struct outpost p;
	struct ask ask;

	(void)state;
	outpost_open_at(&p, NULL, 1);
	ask = sent(&p, &op_achIn, BANK, "\"100.50\"");
	assert_int_equal(ask.state, ASK_ACCEPTED);
	assert_int_equal(ask.amount.minor, 10050);
	assert_string_equal(ask.amount.currency, "USBC");
	assert_int_equal(strlen(ask.code), 11);
	assert_string_equal(ask.status_detail, "A00");
	ask = looked(&p, ask.correlation_id, 1);
	assert_int_equal(ask.state, ASK_OPEN);
	assert_string_equal(ask.status, "PENDING");
	assert_int_equal(strlen(ask.plat_id), 66);
	pass_time(&p, 61000);
	ask = looked(&p, ask.correlation_id, 1);
	assert_int_equal(ask.state, ASK_DONE);
	assert_int_equal(outpost_posts(&p, &op_achIn), 1);
	outpost_close(&p);
}

static void a_refusal_by_documentation_moved_nothing(void **state)
{
	static const struct {
		const char *bank, *amount;
		enum ask_state state;
	} cases[] = {
		{ "nobodys", "10", ASK_REJECTED },	/* 404 */
		{ BANK, "500", ASK_UNKNOWN },		/* neither says that nothing was done */
		{ BANK, "502", ASK_UNKNOWN },
		{ BANK, "900000", ASK_REJECTED },	/* 400: there is not so much */
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct outpost p;
		struct ask ask;

		outpost_open_at(&p, NULL, 1);
		ask = sent(&p, &op_achOut, cases[i].bank, cases[i].amount);
		assert_int_equal(ask.state, cases[i].state);
		if (ask.state == ASK_REJECTED)
			assert_true(*ask.refusal_text);
		outpost_close(&p);
	}
}

static void whose_answer_is_lost_is_found_in_the_history(void **state)
{
	const struct op *const ops[] = { &op_achIn, &op_achOut };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(ops); i++) {
		char *fault = xasprintf("reset-after:%s:count=1", ops[i]->name);
		struct outpost p;
		struct ask ask;

		outpost_open_at(&p, fault, 1);
		ask = sent(&p, ops[i], BANK, "77.25");
		assert_int_equal(ask.state, ASK_UNKNOWN);
		ask = looked(&p, ask.correlation_id, 2);
		assert_int_equal(ask.state, ASK_OPEN);
		assert_true(*ask.plat_id);
		assert_int_equal(outpost_posts(&p, ops[i]), 1);
		outpost_close(&p);
		free(fault);
	}
}

/* However often it was looked for, and whatever time passes. */
static void not_to_be_seen_is_no_proof(void **state)
{
	struct err err = { 0 };
	struct outpost p;
	struct ask ask, twin;

	(void)state;
	outpost_open_at(&p, "reset-before:achIn:count=1", 1);
	ask = sent(&p, &op_achIn, BANK, "77.25");
	assert_int_equal(ask.state, ASK_UNKNOWN);
	ask = looked(&p, ask.correlation_id, 12);
	assert_int_equal(ask.state, ASK_UNKNOWN);
	assert_int_equal(ask.good_looks, 12);
	assert_true(ask_needs_person(&ask));
	assert_false(take(&p, &op_achIn, BANK, "77.25", &twin, &err));
	assert_true(take(&p, &op_achOut, BANK, "77.25", &twin, &err));	/* the other way */
	assert_false(outbox_deny(p.box, ask.correlation_id, "Rosa: too early", &err));
	assert_false(outbox_void(p.box, ask.correlation_id, "Rosa: too early", &err));
	outpost_close(&p);
}

static void time_alone_does_not_make_it_absent(void **state)
{
	struct ask ask = { .state = ASK_UNKNOWN, .key = ASK_BLURRED, .state_at = 1 };
	int64_t now = 1;

	(void)state;
	for (int i = 0; i < 500; i++) {
		now += 60 * 1000;
		assert_true(ask_step(&ask, EV_LOOK_ABSENT, &(struct ask_answer){ 0 }, now));
		assert_int_equal(ask.state, ASK_UNKNOWN);
	}
	/* It is looked for less often by and by: hours are normal for it. */
	assert_true(ask_wait(&ask, now, 0) >= 10 * 60 * 1000);
	assert_true(ask_step(&ask, EV_DENIED, NULL, now));
	assert_int_equal(ask.state, ASK_ABSENT);
}

static void a_person_may_say_what_became_of_it(void **state)
{
	struct ask ask = { .state = ASK_UNKNOWN, .key = ASK_BLURRED, .state_at = 1000 };

	(void)state;
	assert_false(ask_may_be_decided(&ask, 1000 + QUARTER - 1));
	assert_true(ask_may_be_decided(&ask, 1000 + QUARTER));
	assert_false(ask_step(&ask, EV_DENIED, NULL, 1000 + QUARTER - 1));
	ask.key[0] = '\0';
	assert_false(ask_step(&ask, EV_DENIED, NULL, 1000 + QUARTER));
}

static void a_person_vouches_for_it(void **state)
{
	struct err err = { 0 };
	struct outpost p;
	struct ask ask;

	(void)state;
	outpost_open_at(&p, "reset-before:achIn:count=1", 1);
	ask = sent(&p, &op_achIn, BANK, "77.25");
	assert_true(outbox_vouch(p.box, ask.correlation_id, "0xabc", "Rosa: statement", &err));
	ask = outpost_row(&p, ask.correlation_id);
	assert_int_equal(ask.state, ASK_ACCEPTED);
	assert_string_equal(ask.plat_id, "0xabc");
	assert_false(outbox_vouch(p.box, ask.correlation_id, "0xabc", "Rosa", &err));
	outpost_close(&p);
}

/* One made elsewhere looks the same: two entries, one of ours. */
static void among_equals_a_person_decides(void **state)
{
	struct outpost p;
	struct ask ask;

	(void)state;
	outpost_open_at(&p, "reset-after:achIn:count=1", 1);
	ask = sent(&p, &op_achIn, BANK, "77.25");
	assert_int_equal(ask.state, ASK_UNKNOWN);
	free(outpost_call(&p, &op_achIn, transfer(BANK, "77.25"), "data.status"));
	ask = looked(&p, ask.correlation_id, 3);
	assert_int_equal(ask.state, ASK_UNKNOWN);
	assert_int_equal(ask.good_looks, 0);
	assert_string_equal(ask.plat_id, "");
	outpost_close(&p);
}

/* The bank, a second account of hers; the id is the caller's to free. */
static char *other_bank(struct outpost *p)
{
	free(outpost_call(p, &op_linkBank, json_pack(
		"{s:s, s:{s:s, s:s}}", "customerAccountId", ANA, "plaidDetails", "plaidToken", "t",
		"plaidConsentTimestamp", "2024-09-25T10:51:39.0000000+00:00"), "message"));
	return outpost_call(p, &op_listLinkedBanks, json_pack("{s:s}", "customerAccountId", ANA),
			    "data.1.linkedBankId");
}

/* Alike but for the bank, which no history shows: the entry of the one that was taken
 * is not the other's, and before that is clear nobody has it. */
static void each_entry_belongs_to_one(void **state)
{
	struct ask lost, taken;
	struct outpost p;
	char *bank;

	(void)state;
	outpost_open_at(&p, "reset-before:achIn:count=1", 1);
	bank = other_bank(&p);
	lost = sent(&p, &op_achIn, BANK, "10");
	assert_int_equal(lost.state, ASK_UNKNOWN);
	taken = sent(&p, &op_achIn, bank, "10");
	assert_int_equal(taken.state, ASK_ACCEPTED);
	lost = looked(&p, lost.correlation_id, 2);
	assert_int_equal(lost.state, ASK_UNKNOWN);
	assert_string_equal(lost.plat_id, "");
	taken = looked(&p, taken.correlation_id, 2);
	assert_string_equal(taken.plat_id, "");		/* it may be the lost one's */
	assert_true(outbox_vouch(p.box, lost.correlation_id, "0xabc", "Rosa", NULL));
	taken = looked(&p, taken.correlation_id, 1);
	assert_int_equal(strlen(taken.plat_id), 66);
	free(bank);
	outpost_close(&p);
}

/* Cents that the wallet's balance differs by from the one it began with. */
static int64_t moved(struct outpost *p)
{
	char *units = outpost_call(p, &op_getBalance, json_pack("{s:s}", "identifier",
								"usbc.ana.ul"),
				   "data.accountBalance");
	size_t n = strlen(units);
	int64_t cents;

	assert_true(n > 16);
	units[n - 16] = '\0';
	cents = strtoll(units, NULL, 10);
	free(units);
	return cents - 125050;
}

/* By the balance, which moved once or not at all: is the row right? */
static const char *fault_of(const struct ask *ask, int64_t by, int posts)
{
	bool there = ask_is_through(ask->state);

	if (posts > 1 || (by && by != ask->amount.minor))
		return "doubled";
	if (by && !there)
		return "lost";
	return there && !by ? "phantom" : NULL;
}

static void every_fault_of_the_sandbox_by_its_ledger(void **state)
{
	static const char *const kinds[] = {
		"delay:ms=50", "500", "429", "reset-before", "reset-after", "half-body", "stall",
		"malformed", "wrong-type", "missing-field", "oversized", "html", "html:status=502",
		"drip", "empty", "wrong-code", "no-code", "answer:status=400", "answer:status=404",
		"answer:status=500", "answer:status=502",
	};
	const struct op *const ops[] = { &op_achIn, &op_achOut };
	int n = 0, wrong = 0;

	(void)state;
	for (size_t i = 0; i < 2 * ARRAY_LEN(kinds); i++, n++) {
		const struct op *op = ops[i % 2];
		const char *kind = kinds[i / 2];
		int word = (int)strcspn(kind, ":");
		char *spec = xasprintf("%.*s:%s:count=1%s", word, kind, op->name, kind + word);
		struct outpost p;
		struct ask ask;
		const char *fault;

		outpost_open_at(&p, spec, 1);
		ask = sent(&p, op, BANK, "77.25");
		ask = ask.state == ASK_UNKNOWN ? looked(&p, ask.correlation_id, 2) : ask;
		fault = fault_of(&ask, op == &op_achIn ? moved(&p) : -moved(&p),
				 outpost_posts(&p, op));
		wrong += fault != NULL;
		if (fault)
			print_message("%s: %s, %s\n", spec, fault, ask_state_name(ask.state));
		outpost_close(&p);
		free(spec);
	}
	print_message("# figure: faults of the sandbox, ACH | %d transfers, by the wallet's "
		      "balance: %d wrong\n", n, wrong);
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_taken_and_followed_to_its_end),
		cmocka_unit_test(a_refusal_by_documentation_moved_nothing),
		cmocka_unit_test(whose_answer_is_lost_is_found_in_the_history),
		cmocka_unit_test(not_to_be_seen_is_no_proof),
		cmocka_unit_test(time_alone_does_not_make_it_absent),
		cmocka_unit_test(a_person_may_say_what_became_of_it),
		cmocka_unit_test(a_person_vouches_for_it),
		cmocka_unit_test(among_equals_a_person_decides),
		cmocka_unit_test(each_entry_belongs_to_one),
		cmocka_unit_test(every_fault_of_the_sandbox_by_its_ledger),
	};

	lang_init();
	lang_set("en");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
