#include "tests/outpost.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/json_path.h"

static void turn_until(struct outpost *p, const bool *done)
{
	long until = now_ms() + 5000;

	while (!*done && now_ms() < until)
		loop_turn(p->loop, 100);
	assert_true(*done);
}

static void on_token(void *owner, const struct op *op, const struct reply *reply)
{
	struct outpost *p = owner;

	(void)op;
	p->heard = true;
	snprintf(p->user_token, sizeof(p->user_token), "%s",
		 json_string_value(json_object_get(reply->body, "userId")));
}

static void on_methods(void *owner, const struct op *op, const struct reply *reply)
{
	struct outpost *p = owner;

	(void)op;
	p->heard = true;
	snprintf(p->method_id, sizeof(p->method_id), "%s",
		 json_string_value(json_object_get(json_array_get(reply->body, 0), "id")));
}

static void on_contacts(void *owner, const struct op *op, const struct reply *reply)
{
	struct outpost *p = owner;

	(void)op;
	p->heard = true;
	snprintf(p->payer_phone, sizeof(p->payer_phone), "%s",
		 json_string_value(json_object_get(json_array_get(reply->body, 0), "phone")));
}

static void call(struct outpost *p, const struct op *op, json_t *args, reply_fn *done)
{
	p->heard = false;
	http_send(p->http, op, args, done, p);
	json_decref(args);
	turn_until(p, &p->heard);
}

static void on_body(void *owner, const struct op *op, const struct reply *reply)
{
	struct outpost *p = owner;

	if (reply->err.kind)
		fail_msg("%s: %s", op->name, reply->err.text);
	p->heard = true;
	p->body = json_incref((json_t *)reply->body);
}

char *outpost_call(struct outpost *p, const struct op *op, json_t *args, const char *key)
{
	const char *text;
	char *copy;

	call(p, op, args, on_body);
	text = text_at(p->body, key);
	copy = xstrdup(text ? text : "");
	json_decref(p->body);
	p->body = NULL;
	return copy;
}

void outpost_open(struct outpost *p, const char *fault)
{
	outpost_open_at(p, fault, 1000000);
}

void outpost_open_at(struct outpost *p, const char *fault, double clock)
{
	const char *const faults[] = { fault, NULL };
	struct sandbox_conf conf = { .seed = 7, .clock = clock, .people = true,
				     .faults = fault ? faults : NULL };
	struct http_conf net = { .connect_ms = 5000, .total_ms = 5000, .sandbox = true };
	struct err err = { 0 };
	char *url, *wallets;

	if (fault && has_prefix(fault, "stall"))
		net.total_ms = 300;	/* the one that is waited out */
	*p = (struct outpost){ .loop = loop_new(), .journal = journal_new(2000) };
	p->sandbox = sandbox_new(&conf, &err);
	if (!p->sandbox)
		fail_msg("%s", err.text);
	sandbox_attach(p->sandbox, p->loop);
	url = xasprintf("http://127.0.0.1:%d/v1", sandbox_port(p->sandbox));
	net.service[SVC_RAAS] = (struct http_service){
		.base_url = url, .key = sandbox_key_for("partner_full") };
	wallets = xasprintf("http://127.0.0.1:%d/omnumi", sandbox_port(p->sandbox));
	net.service[SVC_OMNUMI] = (struct http_service){
		.base_url = wallets, .key = SANDBOX_WALLET_KEY,
		.tenant = SANDBOX_TENANT_ID };
	p->http = http_new(&net, p->journal);
	free(url);
	free(wallets);
	loop_use_http(p->loop, p->http);
	p->store = store_open(":memory:", NULL);
	p->box = outbox_new(p->store, p->http, p->loop, "", true);
	call(p, &op_getUserTokenV2, json_pack("{s:s}", "email", "ana.paz@example.com"), on_token);
	call(p, &op_getReceivingMethods,
	     json_pack("{s:s, s:s, s:s}", "userToken", p->user_token, "sourceCountry", "US",
		       "destinationCountry", "MX"), on_methods);
	call(p, &op_listContacts, json_pack("{s:s}", "userToken", p->user_token), on_contacts);
}

void outpost_close(struct outpost *p)
{
	outbox_free(p->box);
	loop_use_http(p->loop, NULL);
	http_free(p->http);
	journal_free(p->journal);
	store_close(p->store);
	sandbox_free(p->sandbox);
	loop_free(p->loop);
}

struct ask outpost_row(struct outpost *p, const char *id)
{
	struct ask ask = { 0 };

	assert_true(store_ask_get(p->store, id, &ask));
	return ask;
}

void outpost_settle(struct outpost *p)
{
	long until = now_ms() + 4000;

	while (http_running(p->http) && now_ms() < until)
		loop_turn(p->loop, 100);
}

struct ask outpost_impatient(struct outpost *p, const char *id, enum ask_state state)
{
	long until = now_ms() + 4000;
	struct ask ask = outpost_row(p, id);

	while (ask.state != state && ask.good_looks < 2 && now_ms() < until) {
		outbox_look(p->box, id);
		outpost_settle(p);
		ask = outpost_row(p, id);
	}
	return ask;
}

int outpost_posts(const struct outpost *p, const struct op *op)
{
	int n = 0;

	for (int i = 0; i < journal_count(p->journal); i++)
		n += journal_nth(p->journal, i)->op == op;
	return n;
}
