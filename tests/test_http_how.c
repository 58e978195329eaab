/* Calls that differ from all others: another key, a body as it is, a fault or a
 * turn of the clock that the sandbox is told of, and nobody else. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/http.h"
#include "api/lang.h"
#include "api/loop.h"
#include "api/sandbox.h"
#include "tests/line.h"

struct desk {
	struct loop *loop;
	struct sandbox *sandbox;
	struct journal *journal;
	struct http *http;
	struct reply reply;
	char code[64];
	bool here;
};

static void desk_open(struct desk *d, bool told)
{
	const struct sandbox_conf conf = { .seed = 1, .registration_polls = 0, .people = true };
	struct http_conf http = { .sandbox = told };
	char *raas, *vault;

	*d = (struct desk){ .loop = loop_new(), .journal = journal_new(20) };
	d->sandbox = sandbox_new(&conf, NULL);
	sandbox_attach(d->sandbox, d->loop);
	raas = xasprintf("http://127.0.0.1:%d/v1", sandbox_port(d->sandbox));
	vault = xasprintf("http://127.0.0.1:%d/vgs/post", sandbox_port(d->sandbox));
	http.service[SVC_RAAS] = (struct http_service){ .base_url = raas,
							       .key = "remitty-sandbox-full" };
	http.service[SVC_VGS].base_url = vault;
	d->http = http_new(&http, d->journal);
	loop_use_http(d->loop, d->http);
	free(raas);
	free(vault);
}

static void desk_close(struct desk *d)
{
	http_free(d->http);
	sandbox_free(d->sandbox);
	loop_free(d->loop);
	journal_free(d->journal);
}

static void on_reply(void *owner, const struct op *op, const struct reply *reply)
{
	struct desk *d = owner;

	(void)op;
	d->reply = *reply;
	d->here = true;
	snprintf(d->code, sizeof(d->code), "%s", reply->err.code);
}

static int ask(struct desk *d, const struct op *op, const char *json, struct http_how how)
{
	json_t *args = json_loads(json, 0, NULL);

	d->here = false;
	http_send_as(d->http, op, args, &how, on_reply, d);
	json_decref(args);
	while (!d->here)
		loop_turn(d->loop, -1);
	return d->reply.status;
}

#define ANA "{\"phoneNumber\":\"+525512045518\"}"

static void another_key_goes_with_one_call(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d, true);
	assert_int_equal(ask(&d, &op_getUserTokenV2, ANA, (struct http_how){ 0 }), 200);
	assert_int_equal(ask(&d, &op_getUserTokenV2, ANA, (struct http_how){ .key = "" }), 401);
	assert_null(strstr(journal_nth(d.journal, 0)->request_headers, "api_key"));
	assert_int_equal(ask(&d, &op_getUserTokenV2, ANA, (struct http_how){ .key = "wrong" }),
			 401);
	assert_non_null(strstr(journal_nth(d.journal, 0)->request_headers,
			       "api_key: [redacted]"));
	assert_int_equal(ask(&d, &op_getUserTokenV2, ANA,
			     (struct http_how){ .key = "remitty-sandbox-send" }), 401);
	assert_int_equal(ask(&d, &op_getUserTokenV2, ANA, (struct http_how){ 0 }), 200);
	desk_close(&d);
}

static void a_body_goes_as_it_is(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d, true);
	assert_int_equal(ask(&d, &op_getUserTokenV2, "{}", (struct http_how){ .body = ANA }), 200);
	assert_non_null(journal_nth(d.journal, 0)->request);
	assert_int_equal(ask(&d, &op_tokenizeCard, "{}", (struct http_how){
			     .body = "{\"CardNumber\":\"4111111111111111" }), 400);
	assert_null(journal_nth(d.journal, 0)->request);
	assert_non_null(strstr(journal_nth(d.journal, 0)->request_text, "CardNumber"));
	assert_null(strstr(journal_nth(d.journal, 0)->request_text, "4111111111"));
	desk_close(&d);
}

static void a_sandbox_is_told_of_faults(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d, true);
	assert_int_equal(ask(&d, &op_getUserTokenV2, ANA, (struct http_how){ .fault = "500" }),
			 500);
	assert_int_equal(ask(&d, &op_getUserTokenV2, ANA,
			     (struct http_how){ .fault = "html:status=502" }), 502);
	assert_int_equal(ask(&d, &op_getUserTokenV2, "{}", (struct http_how){
			     .fault = "wrong-code" }), 400);
	assert_string_equal(d.code, "ERROR_UNEXPECTED");
	assert_int_equal(ask(&d, &op_getUserTokenV2, "{}", (struct http_how){ .fault = "no-code" }),
			 400);
	assert_string_equal(d.code, "");
	assert_int_equal(ask(&d, &op_getUserTokenV2, ANA, (struct http_how){ .fault = "5000" }),
			 400);
	assert_int_equal(ask(&d, &op_getUserTokenV2, ANA, (struct http_how){ .clock_ms = -1 }),
			 400);
	assert_int_equal(ask(&d, &op_getUserTokenV2, ANA, (struct http_how){ 0 }), 200);
	desk_close(&d);
	desk_open(&d, false);			/* a service is not */
	assert_int_equal(ask(&d, &op_getUserTokenV2, ANA, (struct http_how){ .fault = "500",
			     .clock_ms = 5 }), 200);
	assert_null(strstr(journal_nth(d.journal, 0)->request_headers, "sandbox"));
	desk_close(&d);
}

/* The server closes a kept connection at the second request. */
static void a_change_may_use_a_kept_connection(void **state)
{
	struct op op = line_write("/kept");

	(void)state;
	for (int kept = 0; kept < 2; kept++) {
		struct line line, *w = &line;

		line_begin(w);
		for (int i = 0; i < 2; i++) {
			struct got got = { 0 };

			http_send_as(w->http, &op, NULL, &(struct http_how){ .keep_alive = kept },
				     line_reply, &got);
			while (!got.times)
				loop_turn(w->loop, -1);
			free(got.name);
		}
		assert_int_equal(w->server.seen->requests, 2 + kept);
		line_end(w);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(another_key_goes_with_one_call),
		cmocka_unit_test(a_body_goes_as_it_is),
		cmocka_unit_test(a_sandbox_is_told_of_faults),
		cmocka_unit_test(a_change_may_use_a_kept_connection),
	};

	lang_init();
	return cmocka_run_group_tests(tests, line_languages, NULL);
}
