/* What is not an ask but may not be doubled either: a registration, a card, a
 * bank account, each through the outbox with its natural key. */

#include "tests/outpost.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/carriage.h"
#include "api/journey.h"
#include "api/json_path.h"
#include "api/lang.h"

#define PHONE "+525512345678"
#define TOKEN "tok_sandbox_9PNgfqqpdpyQpnD1jYkdw1_1111"
#define CLABE "002320275621938815"

static json_t *person(const struct outpost *p)
{
	json_t *args = record_example(op_registerUserV2.in, true);

	(void)p;
	json_object_set_new(args, "phoneNumber", json_string(PHONE));
	json_object_set_new(args, "email", json_string("eva.luna@example.com"));
	return args;
}

static json_t *card(const struct outpost *p)
{
	return json_pack("{ss, ss, ss, ss, ss, ss, ss, ss}", "userToken", p->user_token,
			 "name", "VISA-1111", "cardtype", "DebitCard", "number", TOKEN,
			 "nameOnCard", "ANA PAZ", "expirationDate", "1129", "country", "MX",
			 "cardNetwork", "Visa");
}

static json_t *account(const struct outpost *p)
{
	return json_pack("{ss, ss, ss}", "userToken", p->user_token, "number", CLABE, "country",
			 "MX");
}

static const struct way {
	const struct op *op;
	json_t *(*args)(const struct outpost *);
} ways[] = {
	{ &op_registerUserV2, person }, { &op_createFundingCard, card },
	{ &op_addUBNAccount, account },
};

/* Confirmed and handed to the loop; the row then. */
static struct ask taken(struct outpost *p, const struct way *way)
{
	struct ask ask = { .customer = "Eva Luna" };
	json_t *args = way->args(p);
	struct err err = { 0 };

	if (!outbox_take(p->box, way->op, args, &ask, &err))
		fail_msg("%s: %s: %s", way->op->name, err.field, err.text);
	json_decref(args);
	return ask;
}

static struct ask sent(struct outpost *p, const struct way *way)
{
	struct ask ask = taken(p, way);
	struct err err = { 0 };

	if (!outbox_send(p->box, ask.correlation_id, &err))
		fail_msg("%s: %s", way->op->name, err.text);
	outpost_settle(p);
	return outpost_row(p, ask.correlation_id);
}

/* A fault of each kind of this one call, and where it leads. */
static void every_fault_of_the_line(void **state)
{
	static const struct {
		const char *fault;
		enum ask_state at_once, then;
	} cases[] = {
		{ NULL, ASK_DONE, ASK_DONE },
		{ "500", ASK_UNKNOWN, ASK_UNKNOWN },
		{ "429", ASK_UNKNOWN, ASK_UNKNOWN },
		{ "reset-before", ASK_UNKNOWN, ASK_UNKNOWN },
		{ "reset-after", ASK_UNKNOWN, ASK_DONE },
		{ "half-body", ASK_UNKNOWN, ASK_DONE },
		{ "malformed", ASK_UNKNOWN, ASK_DONE },
		{ "empty", ASK_UNKNOWN, ASK_DONE },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases) * ARRAY_LEN(ways); i++) {
		const struct way *way = &ways[i % ARRAY_LEN(ways)];
		const char *fault = cases[i / ARRAY_LEN(ways)].fault;
		enum ask_state at_once = cases[i / ARRAY_LEN(ways)].at_once;
		enum ask_state then = cases[i / ARRAY_LEN(ways)].then;
		char *spec = fault ? xasprintf("%s:%s:count=1", fault, way->op->name) : NULL;
		struct outpost p;
		struct ask ask;

		outpost_open(&p, spec);
		ask = sent(&p, way);
		if (ask.state != at_once)
			fail_msg("%s, %s: %s %s", way->op->name, fault, ask_state_name(ask.state),
				 ask.refusal);
		ask = outpost_impatient(&p, ask.correlation_id, then);
		if (ask.state != then)
			fail_msg("%s, %s: %s then", way->op->name, fault,
				 ask_state_name(ask.state));
		assert_int_equal(ask.state == ASK_DONE, ask_is_final(ask.state));
		if (ask.state == ASK_DONE)
			assert_true(way->op == &op_registerUserV2 ? *ask.user_token :
								   *ask.method_id);
		assert_int_equal(outpost_posts(&p, way->op), 1);
		outpost_close(&p);
		free(spec);
	}
}

/* The service says that it exists: it is looked up, and it is there. */
static void what_exists_already_is_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
		struct outpost p;
		struct ask first, second;

		outpost_open(&p, NULL);
		first = sent(&p, &ways[i]);
		second = sent(&p, &ways[i]);
		second = outpost_impatient(&p, second.correlation_id, ASK_DONE);
		assert_int_equal(second.state, ASK_DONE);
		assert_string_equal(second.user_token, first.user_token);
		assert_string_equal(second.method_id, first.method_id);
		assert_string_equal(second.refusal, "");
		outpost_close(&p);
	}
}

/* Her e-mail is somebody else's: looking for her phone shows that the refusal stands. */
static void a_refusal_that_stands(void **state)
{
	struct outpost p;
	struct ask ask = { 0 };
	struct err err = { 0 };
	json_t *args;

	(void)state;
	outpost_open(&p, NULL);
	args = person(&p);
	json_object_set_new(args, "email", json_string("ana.paz@example.com"));
	assert_true(outbox_take(p.box, &op_registerUserV2, args, &ask, &err));
	assert_true(outbox_send(p.box, ask.correlation_id, &err));
	outpost_settle(&p);
	ask = outpost_impatient(&p, ask.correlation_id, ASK_REJECTED);
	assert_int_equal(ask.state, ASK_REJECTED);
	assert_string_equal(ask.refusal, "ERROR_USER_ALREADY_ENROLLED");
	assert_int_equal(outpost_posts(&p, &op_registerUserV2), 1);
	json_decref(args);
	outpost_close(&p);
}

static void a_refusal_names_its_field(void **state)
{
	struct outpost p;
	struct ask ask = { 0 };
	struct err err = { 0 };
	json_t *args;

	(void)state;
	outpost_open(&p, NULL);
	args = card(&p);
	json_object_set_new(args, "number", json_string("tok_sandbox_9PNgfqqpdpyQpnD1jYkdw1_0002"));
	assert_true(outbox_take(p.box, &op_createFundingCard, args, &ask, &err));
	assert_true(outbox_send(p.box, ask.correlation_id, &err));
	outpost_settle(&p);
	ask = outpost_row(&p, ask.correlation_id);
	assert_int_equal(ask.state, ASK_REJECTED);
	assert_string_equal(ask.refusal, "TRANSACTION_FAILED");
	json_decref(args);
	outpost_close(&p);
}

static void a_twin_is_told_by_its_key(void **state)
{
	struct outpost p;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
		char *spec = xasprintf("reset-before:%s:count=1", ways[i].op->name);
		struct ask twin = { 0 };
		struct err err = { 0 };
		json_t *args;

		outpost_open(&p, spec);
		sent(&p, &ways[i]);
		args = ways[i].args(&p);
		assert_false(outbox_take(p.box, ways[i].op, args, &twin, &err));
		assert_int_equal(err.kind, ERR_INPUT);
		assert_non_null(strstr(err.next, "Do not create it again"));
		/* Another phone, card or account is in nobody's way. */
		json_object_set_new(args, "phoneNumber", json_string("+525512345679"));
		json_object_set_new(args, "number", json_string(
			ways[i].op == &op_addUBNAccount ? "012180015678912342" :
			"tok_sandbox_9PNgfqqpdpyQpnD1jYkdw1_4444"));
		if (!outbox_take(p.box, ways[i].op, args, &twin, &err))
			fail_msg("%s: %s", ways[i].op->name, err.text);
		json_decref(args);
		free(spec);
		outpost_close(&p);
	}
}

/* Neither token nor account number nor the person's data is on the disk. */
static void a_private_request_stays_in_memory(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
		struct outpost p;
		struct ask ask;

		outpost_open(&p, NULL);
		ask = taken(&p, &ways[i]);
		assert_true(ask.held);
		assert_int_equal(ask.owner_pid, getpid());
		assert_null(store_ask_body(p.store, ask.correlation_id));
		assert_null(strstr(ask.key, "tok_"));
		assert_null(strstr(ask.key, CLABE));
		assert_true(ask_is_keyed(&ask));
		outpost_close(&p);
	}
}

/* The process that held it lets go before it was sent: it was not sent. */
static void what_is_lost_was_not_sent(void **state)
{
	struct outpost p;
	struct outbox *other;
	struct ask ask;
	struct err err = { 0 };

	(void)state;
	outpost_open(&p, NULL);
	ask = taken(&p, &ways[0]);
	outbox_recover(p.box);		/* in our own hands it stays */
	assert_int_equal(outpost_row(&p, ask.correlation_id).state, ASK_READY);
	other = outbox_new(p.store, p.http, p.loop, "", true);
	outbox_recover(other);
	ask = outpost_row(&p, ask.correlation_id);
	assert_int_equal(ask.state, ASK_VOIDED);
	assert_false(ask_is_live(&ask));
	assert_false(ask_needs_person(&ask));
	assert_false(outbox_send(p.box, ask.correlation_id, &err));
	outbox_free(other);
	assert_int_equal(outpost_posts(&p, &op_registerUserV2), 0);
	outpost_close(&p);
}

/* In the hands of a living process it is left alone; once that is gone it was not sent. */
static void another_process_keeps_what_it_holds(void **state)
{
	struct outpost p;
	struct ask ask = { .op = "registerUserV2", .key = PHONE, .held = true, .created_at = 1,
			   .state = ASK_READY, .owner_pid = (int)getppid() };

	(void)state;
	outpost_open(&p, NULL);
	uuid_new(ask.correlation_id);
	assert_true(store_ask_add(p.store, &ask, NULL));
	outbox_recover(p.box);
	assert_int_equal(outpost_row(&p, ask.correlation_id).state, ASK_READY);
	uuid_new(ask.correlation_id);
	ask.created_at = 2;
	ask.owner_born = 1;
	assert_true(store_ask_add(p.store, &ask, NULL));
	outbox_recover(p.box);
	assert_int_equal(outpost_row(&p, ask.correlation_id).state, ASK_VOIDED);
	outpost_close(&p);
}

/* It stands in no list of asks, but in that of what needs a person. */
static void it_is_no_ask(void **state)
{
	struct ask rows[4];
	struct outpost p;

	(void)state;
	outpost_open(&p, "reset-before:registerUserV2:count=1");
	sent(&p, &ways[0]);
	assert_int_equal(store_asks(p.store, &(struct ask_query){ .list = ASKS_SINCE }, rows, 4),
			 0);
	assert_int_equal(store_asks(p.store, &(struct ask_query){ .list = ASKS_MONEY }, rows, 4),
			 0);
	assert_int_equal(store_asks(p.store, &(struct ask_query){ .list = ASKS_NEED_PERSON }, rows,
				    4), 1);
	assert_string_equal(rows[0].op, "registerUserV2");
	outpost_close(&p);
}

/* A request with more to it than the row keeps is sent as it was given. */
static void an_ask_with_a_method_of_its_own_is_sent_whole(void **state)
{
	const struct exchange *x = NULL;
	struct ask ask = { 0 };
	struct err err = { 0 };
	struct outpost p;
	json_t *args;

	(void)state;
	outpost_open(&p, NULL);
	args = json_pack("{ss, ss, si, ss, s{ss, ss, ss, ss}}", "userToken", p.user_token,
			 "requestTo", p.payer_phone, "recipientAmount", 500, "recipientCurrency",
			 "MXN", "destinationPaymentMethod", "type", "UBN", "number", CLABE,
			 "country", "MX", "currency", "MXN");
	if (!outbox_take(p.box, &op_requestMoneyV2, args, &ask, &err))
		fail_msg("%s", err.text);
	assert_true(ask.held);
	assert_int_equal(ask.amount.minor, 50000);
	assert_true(outbox_send(p.box, ask.correlation_id, &err));
	outpost_settle(&p);
	for (int i = 0; !x || x->op != &op_requestMoneyV2; i++)
		x = journal_nth(p.journal, i);
	assert_string_equal(text_at(x->request, "destinationPaymentMethod.country"), "MX");
	assert_string_equal(text_at(x->request, "correlationId"), ask.correlation_id);
	assert_int_equal(outpost_row(&p, ask.correlation_id).state, ASK_ACCEPTED);
	json_decref(args);
	outpost_close(&p);
}

static struct ask sent_whole(struct outpost *p, const char *email)
{
	json_t *args = record_example(op_requestMoneyFull.in, true);
	struct ask ask = { 0 };
	struct err err = { 0 };

	json_put_at(args, "requester.phoneNumber", json_string("+525520000011"));
	json_put_at(args, "requester.email", json_string(email));
	json_put_at(args, "request.destinationPaymentMethod.number", json_string(CLABE));
	json_put_at(args, "request.correlationId", json_null());
	if (!outbox_take(p->box, &op_requestMoneyFull, args, &ask, &err) ||
	    !outbox_send(p->box, ask.correlation_id, &err))
		fail_msg("%s: %s", err.field, err.text);
	json_decref(args);
	outpost_settle(p);
	return outpost_row(p, ask.correlation_id);
}

/* The whole ask keeps its reference, its people and its link; what it sends of the
 * account stays in memory. */
static void the_whole_ask_is_carried(void **state)
{
	struct outpost p;
	struct ask ask;

	(void)state;
	outpost_open(&p, NULL);
	ask = sent_whole(&p, "maria@example.com");
	assert_true(ask.held);
	assert_int_equal(ask.amount.minor, 50000);
	assert_string_equal(ask.customer_phone, "+525520000011");
	assert_string_equal(ask.payer_phone, "+19165550140");
	assert_int_equal(ask.state, ASK_ACCEPTED);
	assert_non_null(strstr(ask.link, "/l/"));
	assert_int_equal(strlen(ask.user_token), 28);
	assert_int_equal(outpost_posts(&p, &op_requestMoneyFull), 1);
	ask = outpost_impatient(&p, ask.correlation_id, ASK_DONE);
	assert_int_equal(ask.state, ASK_DONE);
	assert_string_equal(ask.status, "Completed");
	outpost_close(&p);
}

/* The service's event on how a whole ask went, as it is kept when it came. */
static void keep_outcome(struct outpost *p, const char *id, const char *status, bool genuine)
{
	struct webhook_event event = {
		.at = wall_ms(), .verdict = genuine ? WEBHOOK_GOOD : WEBHOOK_FORGED,
		.kind = WEBHOOK_OUTCOME, .headers = xstrdup(""), .digest = "d",
	};

	snprintf(event.correlation_id, sizeof(event.correlation_id), "%s", id);
	snprintf(event.status, sizeof(event.status), "%s", status);
	event.body = xasprintf("{\"eventType\":\"request_money_full_outcome\",\"correlationId\":"
			       "\"%s\",\"status\":\"%s\",\"errorCode\":"
			       "\"ERROR_CIP_NOT_COMPLETED\"}", id, status);
	assert_true(store_event_add(p->store, &event, NULL));
	webhook_event_release(&event);
}

/* It was taken and came to nothing: no look-up tells, the event does, and only
 * a genuine one. */
static void a_whole_ask_that_fails_later_is_told_by_its_event(void **state)
{
	struct outpost p;
	struct ask ask;

	(void)state;
	outpost_open(&p, NULL);
	ask = sent_whole(&p, "ofac@example.com");
	assert_int_equal(ask.state, ASK_ACCEPTED);
	keep_outcome(&p, ask.correlation_id, "Failed", false);
	outbox_look(p.box, ask.correlation_id);
	outpost_settle(&p);
	assert_int_equal(outpost_row(&p, ask.correlation_id).state, ASK_ACCEPTED);
	keep_outcome(&p, ask.correlation_id, "Failed", true);
	outbox_look(p.box, ask.correlation_id);
	outpost_settle(&p);
	ask = outpost_row(&p, ask.correlation_id);
	assert_int_equal(ask.state, ASK_FAILED);
	assert_string_equal(ask.status_detail, "ERROR_CIP_NOT_COMPLETED");
	outpost_close(&p);
}

static void an_event_proves_that_a_whole_ask_arrived(void **state)
{
	struct outpost p;
	struct ask ask;

	(void)state;
	outpost_open(&p, "reset-after:requestMoneyFull:count=1");
	ask = sent_whole(&p, "ofac@example.com");
	assert_int_equal(ask.state, ASK_UNKNOWN);
	keep_outcome(&p, ask.correlation_id, "Failed", true);
	ask = outpost_impatient(&p, ask.correlation_id, ASK_FAILED);
	assert_int_equal(ask.state, ASK_FAILED);
	assert_int_equal(outpost_posts(&p, &op_requestMoneyFull), 1);
	outpost_close(&p);
}

static void what_moves_money_is_carried(void **state)
{
	(void)state;
	for (const struct op *const *op = op_list; *op; op++) {
		const struct carriage *c = carriage_of((*op)->name);

		if ((*op)->moves_money && !c)
			fail_msg("%s is not carried", (*op)->name);
		if (!c)
			continue;
		assert_true((*op)->changes || (*op)->moves_money);
		assert_non_null(c->looks[0].op);
		assert_int_equal(c->kind == CARRIES_MONEY || c->kind == CARRIES_ACH,
				 (*op)->moves_money);
		assert_int_equal(c->blurred, c->looks[0].match != NULL);
		assert_int_equal(c->name == NULL, (*op)->moves_money && *op != &op_receive);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_fault_of_the_line),
		cmocka_unit_test(what_exists_already_is_found),
		cmocka_unit_test(a_refusal_that_stands),
		cmocka_unit_test(a_refusal_names_its_field),
		cmocka_unit_test(a_twin_is_told_by_its_key),
		cmocka_unit_test(a_private_request_stays_in_memory),
		cmocka_unit_test(what_is_lost_was_not_sent),
		cmocka_unit_test(another_process_keeps_what_it_holds),
		cmocka_unit_test(it_is_no_ask),
		cmocka_unit_test(an_ask_with_a_method_of_its_own_is_sent_whole),
		cmocka_unit_test(the_whole_ask_is_carried),
		cmocka_unit_test(a_whole_ask_that_fails_later_is_told_by_its_event),
		cmocka_unit_test(an_event_proves_that_a_whole_ask_arrived),
		cmocka_unit_test(what_moves_money_is_carried),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
