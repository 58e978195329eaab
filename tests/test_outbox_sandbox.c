/* The outbox against the sandbox, whose faults meet the POST one after the other. */

#include "tests/outpost.h"

#include <stdio.h>
#include <string.h>

#include "api/lang.h"

static void sent(struct outpost *p, struct ask *ask)
{
	struct err err = { 0 };

	*ask = (struct ask){ .customer = "Ana Paz", .payer = "Hugo Tru",
			     .amount = { 50000, "MXN" }, .method = "Visa ···· 1111",
			     .note = "Renta" };
	snprintf(ask->user_token, sizeof(ask->user_token), "%s", p->user_token);
	snprintf(ask->method_id, sizeof(ask->method_id), "%s", p->method_id);
	snprintf(ask->payer_phone, sizeof(ask->payer_phone), "%s", p->payer_phone);
	if (!outbox_confirm(p->box, ask, &err) || !outbox_send(p->box, ask->correlation_id, &err))
		fail_msg("%s: %s", err.field, err.text);
	outpost_settle(p);
}

static void every_fault_of_the_line(void **state)
{
	static const struct {
		const char *fault;
		enum ask_state at_once, then;
	} cases[] = {
		{ NULL, ASK_ACCEPTED, ASK_DONE },
		{ "500:requestMoneyV2:count=1", ASK_UNKNOWN, ASK_UNKNOWN },
		{ "429:requestMoneyV2:count=1", ASK_UNKNOWN, ASK_UNKNOWN },
		{ "reset-before:requestMoneyV2:count=1", ASK_UNKNOWN, ASK_UNKNOWN },
		{ "reset-after:requestMoneyV2:count=1", ASK_UNKNOWN, ASK_DONE },
		{ "half-body:requestMoneyV2:count=1", ASK_UNKNOWN, ASK_DONE },
		{ "stall:requestMoneyV2:count=1", ASK_UNKNOWN, ASK_DONE },
		{ "malformed:requestMoneyV2:count=1", ASK_UNKNOWN, ASK_DONE },
		{ "wrong-type:requestMoneyV2:count=1", ASK_UNKNOWN, ASK_DONE },
		{ "oversized:requestMoneyV2:count=1", ASK_UNKNOWN, ASK_DONE },
		{ "empty:requestMoneyV2:count=1", ASK_UNKNOWN, ASK_DONE },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const char *what = cases[i].fault ? cases[i].fault : "no fault";
		struct outpost p;
		struct ask ask;

		outpost_open(&p, cases[i].fault);
		sent(&p, &ask);
		ask = outpost_row(&p, ask.correlation_id);
		if (ask.state != cases[i].at_once)
			fail_msg("%s: %s at once %s", what, ask_state_name(ask.state), ask.refusal);
		ask = outpost_impatient(&p, ask.correlation_id, cases[i].then);
		if (ask.state != cases[i].then)
			fail_msg("%s: %s then", what, ask_state_name(ask.state));
		if (ask.state == ASK_DONE && (!*ask.code || !*ask.link))
			fail_msg("%s: neither code nor link", what);
		assert_int_equal(outpost_posts(&p, &op_requestMoneyV2), 1);
		outpost_close(&p);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_fault_of_the_line),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
