/* The outbox against the sandbox, whose faults meet the POST one after the other. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/lang.h"
#include "api/outbox.h"
#include "api/sandbox.h"

struct place {
	struct loop *loop;
	struct sandbox *sandbox;
	struct journal *journal;
	struct http *http;
	struct store *store;
	struct outbox *box;
	char user_token[80], method_id[64], payer_phone[24];
	bool heard;
};

static void turn_until(struct place *p, const bool *done)
{
	long until = now_ms() + 5000;

	while (!*done && now_ms() < until)
		loop_turn(p->loop, 100);
	assert_true(*done);
}

static void on_token(void *owner, const struct op *op, const struct reply *reply)
{
	struct place *p = owner;

	(void)op;
	p->heard = true;
	snprintf(p->user_token, sizeof(p->user_token), "%s",
		 json_string_value(json_object_get(reply->body, "userId")));
}

static void on_methods(void *owner, const struct op *op, const struct reply *reply)
{
	struct place *p = owner;

	(void)op;
	p->heard = true;
	snprintf(p->method_id, sizeof(p->method_id), "%s",
		 json_string_value(json_object_get(json_array_get(reply->body, 0), "id")));
}

static void on_contacts(void *owner, const struct op *op, const struct reply *reply)
{
	struct place *p = owner;

	(void)op;
	p->heard = true;
	snprintf(p->payer_phone, sizeof(p->payer_phone), "%s",
		 json_string_value(json_object_get(json_array_get(reply->body, 0), "phone")));
}

static void call(struct place *p, const struct op *op, json_t *args, reply_fn *done)
{
	p->heard = false;
	http_send(p->http, op, args, done, p);
	json_decref(args);
	turn_until(p, &p->heard);
}

static void place_open(struct place *p, const char *fault)
{
	const char *const faults[] = { fault, NULL };
	struct sandbox_conf conf = { .seed = 7, .clock = 1000000, .people = true,
				     .faults = fault ? faults : NULL };
	struct http_conf net = { .connect_ms = 5000, .total_ms = 5000 };
	struct err err = { 0 };
	char *url;

	if (fault && has_prefix(fault, "stall"))
		net.total_ms = 300;	/* the one that is waited out */
	*p = (struct place){ .loop = loop_new(), .journal = journal_new(50) };
	p->sandbox = sandbox_new(&conf, &err);
	if (!p->sandbox)
		fail_msg("%s", err.text);
	sandbox_attach(p->sandbox, p->loop);
	url = xasprintf("http://127.0.0.1:%d/v1", sandbox_port(p->sandbox));
	net.service[SVC_RAAS] = (struct http_service){ url, sandbox_key_for("partner_full") };
	p->http = http_new(&net, p->journal);
	free(url);
	loop_use_http(p->loop, p->http);
	p->store = store_open(":memory:", NULL);
	p->box = outbox_new(p->store, p->http, p->loop, "", true);
	call(p, &op_getUserTokenV2, json_pack("{s:s}", "email", "ana.paz@example.com"), on_token);
	call(p, &op_getReceivingMethods,
	     json_pack("{s:s, s:s, s:s}", "userToken", p->user_token, "sourceCountry", "US",
		       "destinationCountry", "MX"), on_methods);
	call(p, &op_listContacts, json_pack("{s:s}", "userToken", p->user_token), on_contacts);
}

static void place_close(struct place *p)
{
	outbox_free(p->box);
	loop_use_http(p->loop, NULL);
	http_free(p->http);
	journal_free(p->journal);
	store_close(p->store);
	sandbox_free(p->sandbox);
	loop_free(p->loop);
}

static struct ask row(struct place *p, const char *id)
{
	struct ask ask = { 0 };

	assert_true(store_ask_get(p->store, id, &ask));
	return ask;
}

/* Look again and again, as an impatient agent does, until a state is reached
 * or two looks have found nothing. */
static struct ask impatient(struct place *p, const char *id, enum ask_state state)
{
	long until = now_ms() + 4000;
	struct ask ask = row(p, id);

	while (ask.state != state && ask.good_looks < 2 && now_ms() < until) {
		outbox_look(p->box, id);
		while (http_running(p->http) && now_ms() < until)
			loop_turn(p->loop, 100);
		ask = row(p, id);
	}
	return ask;
}

static void sent(struct place *p, struct ask *ask)
{
	long until = now_ms() + 4000;
	struct err err = { 0 };

	*ask = (struct ask){ .customer = "Ana Paz", .payer = "Hugo Tru",
			     .amount = { 50000, "MXN" }, .method = "Visa ···· 1111",
			     .note = "Renta" };
	snprintf(ask->user_token, sizeof(ask->user_token), "%s", p->user_token);
	snprintf(ask->method_id, sizeof(ask->method_id), "%s", p->method_id);
	snprintf(ask->payer_phone, sizeof(ask->payer_phone), "%s", p->payer_phone);
	if (!outbox_confirm(p->box, ask, &err) || !outbox_send(p->box, ask->correlation_id, &err))
		fail_msg("%s: %s", err.field, err.text);
	while (http_running(p->http) && now_ms() < until)
		loop_turn(p->loop, 100);
}

/* How often the body left. */
static int posts(const struct place *p)
{
	int n = 0;

	for (int i = 0; i < journal_count(p->journal); i++)
		n += journal_nth(p->journal, i)->op == &op_requestMoneyV2;
	return n;
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
		struct place p;
		struct ask ask;

		place_open(&p, cases[i].fault);
		sent(&p, &ask);
		ask = row(&p, ask.correlation_id);
		if (ask.state != cases[i].at_once)
			fail_msg("%s: %s at once %s", what, ask_state_name(ask.state), ask.refusal);
		ask = impatient(&p, ask.correlation_id, cases[i].then);
		if (ask.state != cases[i].then)
			fail_msg("%s: %s then", what, ask_state_name(ask.state));
		if (ask.state == ASK_DONE && (!*ask.code || !*ask.link))
			fail_msg("%s: neither code nor link", what);
		assert_int_equal(posts(&p), 1);
		place_close(&p);
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
