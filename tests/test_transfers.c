/* Money that moves otherwise than by an ask, through the outbox: transfers by a
 * quote, and taking what was sent. */

#include "tests/outpost.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/json_path.h"
#include "api/lang.h"

static json_t *transfer(struct outpost *p, const struct op *op)
{
	char *quote = outpost_call(p, &op_operationQuoteV2,
		json_pack("{ss, ss, ss, si, sb}", "userToken", p->user_token, "recipientUserId",
			  "x", "currency", "USD", "amount", 100, "isSenderAmount", true), "id");
	json_t *args = json_pack("{ss, ss}", "userToken", p->user_token, "quotationId", quote);
	json_t *example = record_example(op_sendFundsV2.in, false);

	if (op == &op_sendFunds)
		json_object_set_new(args, "sendTo", json_string(p->payer_phone));
	else
		json_object_set(args, "sendTo", json_object_get(example, "sendTo"));
	json_decref(example);
	free(quote);
	return args;
}

static struct ask carried(struct outpost *p, const struct op *op, json_t *args)
{
	struct ask ask = { 0 };
	struct err err = { 0 };

	if (!outbox_take(p->box, op, args, &ask, &err) ||
	    !outbox_send(p->box, ask.correlation_id, &err))
		fail_msg("%s: %s: %s", op->name, err.field, err.text);
	json_decref(args);
	outpost_settle(p);
	return outpost_row(p, ask.correlation_id);
}

static void a_transfer_leaves_once_and_is_followed(void **state)
{
	static const struct op *const ops[] = { &op_sendFunds, &op_sendFundsV2 };
	static const struct {
		const char *fault;
		enum ask_state at_once, then;
	} cases[] = {
		{ NULL, ASK_ACCEPTED, ASK_DONE },
		{ "500", ASK_UNKNOWN, ASK_UNKNOWN },
		{ "reset-before", ASK_UNKNOWN, ASK_UNKNOWN },
		{ "reset-after", ASK_UNKNOWN, ASK_DONE },
		{ "half-body", ASK_UNKNOWN, ASK_DONE },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases) * ARRAY_LEN(ops); i++) {
		const struct op *op = ops[i % ARRAY_LEN(ops)];
		const char *fault = cases[i / ARRAY_LEN(ops)].fault;
		char *spec = fault ? xasprintf("%s:%s:count=1", fault, op->name) : NULL;
		struct outpost p;
		struct ask ask;

		outpost_open_at(&p, spec, 5000);
		ask = carried(&p, op, transfer(&p, op));
		if (ask.state != cases[i / ARRAY_LEN(ops)].at_once)
			fail_msg("%s, %s: %s %s", op->name, fault, ask_state_name(ask.state),
				 ask.refusal_text);
		ask = outpost_impatient(&p, ask.correlation_id, cases[i / ARRAY_LEN(ops)].then);
		if (ask.state != cases[i / ARRAY_LEN(ops)].then)
			fail_msg("%s, %s: %s then", op->name, fault, ask_state_name(ask.state));
		assert_int_equal(outpost_posts(&p, op), 1);
		assert_string_equal(ask.op, op->name);
		outpost_close(&p);
		free(spec);
	}
}

static json_t *taking(const struct outpost *p, const char *id)
{
	return json_pack("{ss, ss, s{ss, ss, ss}}", "userToken", p->user_token, "correlationId",
			 id, "destinationPaymentMethod", "type", "UBN", "number",
			 "002320275621938815", "country", "MX");
}

/* An ask whose money is still to come. */
static struct ask open_ask(struct outpost *p)
{
	return carried(p, &op_requestMoneyV2,
		       json_pack("{ss, ss, si, ss, ss}", "userToken", p->user_token, "requestTo",
				 p->payer_phone, "recipientAmount", 500, "recipientCurrency",
				 "MXN", "destinationPaymentMethodId", p->method_id));
}

static void money_is_taken_under_the_operations_name(void **state)
{
	static const struct {
		const char *fault;
		enum ask_state at_once, then;
	} cases[] = {
		{ NULL, ASK_DONE, ASK_DONE },
		{ "reset-before:receive:count=1", ASK_UNKNOWN, ASK_UNKNOWN },
		{ "reset-after:receive:count=1", ASK_UNKNOWN, ASK_DONE },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct outpost p;
		struct ask ask, take;

		outpost_open_at(&p, cases[i].fault, 0);
		ask = open_ask(&p);
		assert_int_equal(ask.state, ASK_ACCEPTED);
		take = carried(&p, &op_receive, taking(&p, ask.correlation_id));
		assert_string_not_equal(take.correlation_id, ask.correlation_id);
		assert_string_equal(take.key, ask.correlation_id);
		assert_true(take.held);
		assert_int_equal(take.state, cases[i].at_once);
		take = outpost_impatient(&p, take.correlation_id, cases[i].then);
		assert_int_equal(take.state, cases[i].then);
		assert_int_equal(outpost_posts(&p, &op_receive), 1);
		outpost_close(&p);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_transfer_leaves_once_and_is_followed),
		cmocka_unit_test(money_is_taken_under_the_operations_name),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
