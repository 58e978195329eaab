#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/line.h"

static void a_read_is_repeated_once(void **state)
{
	struct line line, *w = &line;
	struct op reset = line_read("/reset"), post = line_write("/reset");
	struct got got = { 0 }, second = { 0 };

	(void)state;
	line_begin(w);
	line_ask(w, &reset, &got);
	assert_int_equal(w->server.seen->requests, 2);
	post.changes = false;			/* reads are POSTs as well */
	line_ask(w, &post, &second);
	assert_int_equal(w->server.seen->bodies, 4);
	assert_int_equal(second.reply.err.kind, ERR_NETWORK);
	line_end(w);
}

static void a_change_is_never_repeated(void **state)
{
	struct line line, *w = &line;
	struct op op = line_write("/reset");
	struct got got = { 0 };

	(void)state;
	line_begin(w);
	line_ask(w, &op, &got);
	assert_int_equal(w->server.seen->bodies, 1);
	assert_true(got.reply.handed);
	assert_int_equal(got.reply.err.kind, ERR_UNKNOWN);
	assert_non_null(strstr(got.reply.err.text, "not known"));
	line_end(w);
}

static void a_kept_connection_that_died_costs_a_read_nothing(void **state)
{
	struct line line, *w = &line;
	struct op op = line_read("/kept");

	(void)state;
	line_begin(w);
	for (int i = 0; i < 2; i++) {
		struct got got = { 0 };

		line_ask(w, &op, &got);
		assert_int_equal(got.reply.err.kind, ERR_NONE);
		free(got.name);
	}
	assert_int_equal(w->server.seen->requests, 3);
	assert_int_equal(w->server.seen->connections, 2);
	line_end(w);
}

static void what_goes_once_arrives_once(void **state)
{
	struct line line, *w = &line;
	struct op warm = line_read("/kept"), op = line_write("/reset");
	struct got first = { 0 }, got = { .agree = true };

	(void)state;
	line_begin(w);
	line_ask(w, &warm, &first);
	line_ask_once(w, &op, &got);
	assert_int_equal(got.asked, 1);
	assert_int_equal(w->server.seen->requests, 2);
	assert_int_equal(w->server.seen->bodies, 2);
	assert_int_equal(w->server.seen->connections, 2);
	assert_int_equal(got.reply.err.kind, ERR_UNKNOWN);
	assert_true(got.reply.handed);
	free(first.name);
	line_end(w);
}

static void an_answer_without_meaning_leaves_the_outcome_unknown(void **state)
{
	static const char *const paths[] = { "/malformed", "/half", "/large", "/garbage",
					     "/moved" };
	struct line line, *w = &line;

	(void)state;
	line_begin(w);
	for (size_t i = 0; i < ARRAY_LEN(paths); i++) {
		struct op op = line_write(paths[i]);
		struct got got = { .agree = true };

		line_ask_once(w, &op, &got);
		assert_int_equal(got.reply.err.kind, ERR_UNKNOWN);
		assert_true(*got.reply.err.next);
		free(got.name);
	}
	line_end(w);
}

static void a_refused_handing_sends_no_byte_of_the_body(void **state)
{
	struct line line, *w = &line;
	struct op op = line_write("/ok");
	struct got got = { .agree = false };

	(void)state;
	line_begin(w);
	line_ask_once(w, &op, &got);
	assert_int_equal(got.asked, 1);
	assert_int_equal(w->server.seen->body_bytes, 0);
	assert_int_equal(got.reply.err.kind, ERR_NETWORK);
	assert_false(got.reply.handed);
	line_end(w);
}

static void without_a_connection_nothing_was_handed(void **state)
{
	struct line line, *w = &line;
	struct op op = line_write("/ok");
	struct got got = { .agree = true };

	(void)state;
	line_begin_at(w, "http://127.0.0.1:1/v1", (struct http_conf){ 0 });
	line_ask_once(w, &op, &got);
	assert_int_equal(got.asked, 0);
	assert_false(got.reply.handed);
	assert_int_equal(got.reply.err.kind, ERR_NETWORK);
	assert_non_null(strstr(got.reply.err.text, "127.0.0.1:1"));
	line_end(w);
}

static void speaking_tls_to_a_plain_server_is_explained(void **state)
{
	struct line line, *w = &line;
	struct hostile plain = hostile_start(line_answers);
	char *base = xasprintf("https://127.0.0.1:%d", plain.port);
	struct op op = line_write("/ok");
	struct got got = { 0 };

	(void)state;
	line_begin_at(w, base, (struct http_conf){ 0 });
	line_ask(w, &op, &got);
	assert_int_equal(got.reply.err.kind, ERR_NETWORK);
	assert_int_equal(plain.seen->requests, 0);
	assert_false(got.reply.handed);
	hostile_stop(&plain);
	free(base);
	line_end(w);
}

static void some_addresses_are_not_called(void **state)
{
	static const char *const bases[] = {
		"http://example.com/v1", "http://127.0.0.1.example.com",
		"http://127.0.0.1@example.com",
		"https://user:word@example.com", "ftp://127.0.0.1/", "file:///etc/passwd",
		"http://localhost.example.com", "https:///v1", "https://exa mple.com", "",
	};
	struct line line, *w = &line;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bases); i++) {
		struct op op = line_write("/ok");
		struct got got = { .agree = true };

		line_begin_at(w, bases[i], (struct http_conf){ 0 });
		line_ask_once(w, &op, &got);
		assert_int_equal(got.reply.err.kind, ERR_CONFIG);
		assert_true(*got.reply.err.text && *got.reply.err.next);
		assert_int_equal(got.asked, 0);
		line_end(w);
	}
}

static void redirects_are_not_followed(void **state)
{
	struct line line, *w = &line;
	struct op op = line_read("/moved");
	struct got got = { 0 };

	(void)state;
	line_begin(w);
	line_ask(w, &op, &got);
	assert_int_equal(w->server.seen->requests, 1);
	line_end(w);
}

static void the_wire_has_what_the_journal_hides(void **state)
{
	struct line line, *w = &line;
	struct op op = line_write("/ok");
	struct got got = { 0 };
	const struct exchange *x;
	char *kept;

	(void)state;
	line_begin(w);
	setenv("http_proxy", "http://127.0.0.1:1", 1);
	line_ask(w, &op, &got);
	unsetenv("http_proxy");
	assert_int_equal(got.reply.err.kind, ERR_NONE);
	assert_non_null(strstr(w->server.seen->head, "api_key: " LINE_KEY "\r\n"));
	assert_non_null(strstr(w->server.seen->head, "Content-Type: application/json\r\n"));
	assert_non_null(strstr(w->server.seen->head, "Content-Length: 27\r\n"));
	assert_null(strstr(w->server.seen->head, "Expect"));
	assert_int_equal(w->server.seen->body_bytes, 27);
	x = journal_nth(w->journal, 0);
	assert_non_null(strstr(x->request_headers, "api_key: [redacted]\n"));
	kept = json_dumps(x->request, 0);
	assert_non_null(strstr(kept, "Ana"));
	assert_null(strstr(kept, "9182"));
	free(kept);
	free(got.name);
	line_end(w);
}

static void the_journal_tells_where_the_time_went(void **state)
{
	struct line line, *w = &line;
	struct op ok = line_read("/ok");
	const int64_t *fresh, *reused;
	struct got got = { 0 }, again = { 0 };

	(void)state;
	line_begin(w);
	journal_scenario(w->journal, "try.200");
	line_ask(w, &ok, &got);
	line_ask(w, &ok, &again);
	fresh = journal_nth(w->journal, 1)->times;
	reused = journal_nth(w->journal, 0)->times;
	assert_true(fresh[TIME_NAME] > 0 && fresh[TIME_NAME] <= fresh[TIME_CONNECT]);
	assert_int_equal(fresh[TIME_TLS], 0);
	assert_true(fresh[TIME_CONNECT] <= fresh[TIME_FIRST]);
	assert_true(fresh[TIME_FIRST] > 0 && fresh[TIME_FIRST] <= fresh[TIME_TOTAL]);
	assert_true(reused[TIME_FIRST] > 0 && reused[TIME_FIRST] <= reused[TIME_TOTAL]);
	assert_string_equal(journal_nth(w->journal, 0)->scenario, "try.200");
	free(got.name);
	free(again.name);
	line_end(w);
}

static void cancelled_calls_are_never_heard_of(void **state)
{
	struct line line, *w = &line;
	struct op op = line_read("/stall"), ok = line_read("/ok");
	struct got gone = { 0 }, other = { 0 };

	(void)state;
	line_begin(w);
	http_send(w->http, &op, NULL, line_reply, &gone);
	http_send(w->http, &ok, NULL, line_reply, &other);
	loop_turn(w->loop, 0);
	http_cancel(w->http, &gone);
	line_settle(w);
	assert_int_equal(gone.times, 0);
	assert_int_equal(other.times, 1);
	assert_true(journal_find(w->journal, 1)->done);
	assert_true(*journal_find(w->journal, 1)->failure);
	free(other.name);
	line_end(w);
}

struct chain {
	struct line *w;
	struct op ok;
	struct got *victim;
	int left;
};

static void send_next(void *owner, const struct op *op, const struct reply *reply)
{
	struct chain *chain = owner;

	(void)op;
	assert_int_equal(reply->err.kind, ERR_NONE);
	http_cancel(chain->w->http, chain->victim);
	if (chain->left-- > 0)
		http_send(chain->w->http, &chain->ok, NULL, send_next, chain);
}

static void an_answer_may_send_and_cancel(void **state)
{
	struct line line, *w = &line;
	struct got victim = { 0 };
	struct op stall = line_read("/stall");
	struct chain chain = { .w = w, .ok = line_read("/ok"), .victim = &victim, .left = 2 };

	(void)state;
	line_begin(w);
	http_send(w->http, &stall, NULL, line_reply, &victim);
	http_send(w->http, &chain.ok, NULL, send_next, &chain);
	line_settle(w);
	assert_int_equal(chain.left, -1);
	assert_int_equal(victim.times, 0);
	line_end(w);
}

static void a_dry_run_records_and_sends_nothing(void **state)
{
	struct line line, *w = &line;
	struct op op = line_write("/ok");
	struct got got = { .agree = true };

	(void)state;
	line_begin_at(w, NULL, (struct http_conf){ .dry_run = true });
	line_ask_once(w, &op, &got);
	assert_int_equal(got.reply.status, 0);
	assert_int_equal(got.reply.err.kind, ERR_NONE);
	assert_int_equal(got.asked, 0);
	assert_int_equal(w->server.seen->connections, 0);
	assert_non_null(journal_nth(w->journal, 0)->request_headers);
	assert_string_equal(journal_nth(w->journal, 0)->method, "POST");
	line_end(w);
}

#define TEST(f) cmocka_unit_test(f)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_read_is_repeated_once),
		TEST(a_change_is_never_repeated),
		TEST(a_kept_connection_that_died_costs_a_read_nothing),
		TEST(what_goes_once_arrives_once),
		TEST(an_answer_without_meaning_leaves_the_outcome_unknown),
		TEST(a_refused_handing_sends_no_byte_of_the_body),
		TEST(without_a_connection_nothing_was_handed),
		TEST(speaking_tls_to_a_plain_server_is_explained),
		TEST(some_addresses_are_not_called),
		TEST(redirects_are_not_followed),
		TEST(the_wire_has_what_the_journal_hides),
		TEST(the_journal_tells_where_the_time_went),
		TEST(cancelled_calls_are_never_heard_of),
		TEST(an_answer_may_send_and_cancel),
		TEST(a_dry_run_records_and_sends_nothing),
	};

	return cmocka_run_group_tests(tests, line_languages, NULL);
}
