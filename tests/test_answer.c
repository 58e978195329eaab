#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "api/answer.h"
#include "tests/line.h"

static void check_plain(const char *text)
{
	for (const char *at = text; *at; at++)
		assert_true((unsigned char)*at >= ' ');
}

static void each_bad_answer_is_one_clear_sentence(void **state)
{
	static const struct {
		const char *path;
		int status;
		enum err_kind kind;
		const char *words;
	} rows[] = {
		{ "/ok", 200, ERR_NONE, "" },
		{ "/wrong-type", 200, ERR_PROTOCOL, "do not understand" },
		{ "/nameless", 200, ERR_PROTOCOL, "do not understand" },
		{ "/malformed", 200, ERR_PROTOCOL, "not JSON" },
		{ "/twice", 200, ERR_PROTOCOL, "not JSON" },
		{ "/page", 200, ERR_PROTOCOL, "not JSON" },
		{ "/nothing", 200, ERR_PROTOCOL, "with nothing" },
		{ "/empty", 204, ERR_PROTOCOL, "with nothing" },
		{ "/word", 200, ERR_PROTOCOL, "do not understand" },
		{ "/html401", 401, ERR_AUTH, "" },
		{ "/html502", 502, ERR_REFUSED, "" },
		{ "/nocode", 400, ERR_REFUSED, "The moon is" },
		{ "/validate", 422, ERR_REFUSED, "" },
		{ "/refusal-word", 403, ERR_AUTH, "" },
		{ "/broken500", 500, ERR_REFUSED, "" },
		{ "/teapot", 418, ERR_REFUSED, "" },
		{ "/moved", 302, ERR_PROTOCOL, "another address" },
		{ "/garbage", 0, ERR_PROTOCOL, "not HTTP" },
		{ "/half", 200, ERR_NETWORK, "broke" },
		{ "/reset", 0, ERR_NETWORK, "broke" },
		{ "/large", 200, ERR_PROTOCOL, "larger than 2048 KiB" },
	};
	struct line line, *w = &line;

	(void)state;
	line_begin(w);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct op op = line_read(rows[i].path);
		struct got got = { 0 };

		line_ask(w, &op, &got);
		if (got.reply.err.kind != rows[i].kind || got.reply.status != rows[i].status)
			fail_msg("%s: kind %d, status %d: %s", rows[i].path, got.reply.err.kind,
				 got.reply.status, got.reply.err.text);
		assert_true((*got.reply.err.text != '\0') == (rows[i].kind != ERR_NONE));
		assert_true((*got.reply.err.next != '\0') == (rows[i].kind != ERR_NONE));
		if (!strstr(got.reply.err.text, rows[i].words))
			fail_msg("%s: %s", rows[i].path, got.reply.err.text);
		check_plain(got.reply.err.text);
		check_plain(got.reply.err.next);
		assert_int_equal(journal_nth(w->journal, 0)->status, rows[i].status);
		assert_true(journal_nth(w->journal, 0)->done);
		free(got.name);
	}
	line_end(w);
}

static void a_success_is_told_whole(void **state)
{
	struct line line, *w = &line;
	struct op op = line_read("/ok");
	struct got got = { 0 };
	const struct exchange *x;

	(void)state;
	line_begin(w);
	assert_int_equal(http_line(w->http, NULL), 0);
	line_ask(w, &op, &got);
	assert_string_equal(got.name, "Ana");
	assert_true(got.reply.server_ms == 784111777000);
	assert_false(got.reply.handed);
	assert_int_equal(http_line(w->http, NULL), 1);
	x = journal_nth(w->journal, 0);
	assert_non_null(strstr(x->response_headers, "HTTP/1.1 200 OK\nDate: Sun"));
	assert_null(strstr(x->response_headers, "a=b"));
	assert_non_null(json_object_get(x->response, "more"));
	free(got.name);
	line_end(w);
}

static void empty_and_bare_answers_fit_where_declared(void **state)
{
	struct line line, *w = &line;
	struct op empty = line_read("/empty"), word = line_read("/word");
	struct got got = { 0 }, second = { 0 };

	(void)state;
	line_begin(w);
	empty.may_be_empty = true;
	word.shape = REPLY_WORD;
	line_ask(w, &empty, &got);
	assert_int_equal(got.reply.err.kind, ERR_NONE);
	assert_int_equal(got.reply.status, 204);
	line_ask(w, &word, &second);
	assert_int_equal(second.reply.err.kind, ERR_NONE);
	line_end(w);
}

static void nothing_is_needed_where_nothing_is_said(void **state)
{
	struct line line, *w = &line;
	struct op nothing = line_read("/nothing"), word = line_read("/word");
	struct op page = line_read("/page");
	struct got got[3] = { 0 };

	(void)state;
	line_begin(w);
	nothing.shape = word.shape = page.shape = REPLY_NONE;
	nothing.out = word.out = page.out = NULL;
	line_ask(w, &nothing, &got[0]);
	line_ask(w, &word, &got[1]);
	line_ask(w, &page, &got[2]);
	assert_int_equal(got[0].reply.err.kind, ERR_NONE);
	assert_int_equal(got[1].reply.err.kind, ERR_NONE);
	assert_int_equal(got[2].reply.err.kind, ERR_PROTOCOL);
	line_end(w);
}

/* What a refusal has besides reason and code is told with it, whatever its code. */
static void a_refusals_own_members_are_told(void **state)
{
	static const struct field left[] = {
		{ .key = "left", .label = N_("Attempts left"), .type = &field_int, .example = "2" },
		{ .key = NULL }
	};
	static const struct answer_doc answers[] = {
		{ .status = 200, .title = "fine" },
		{ .status = 500, .code = "ERROR_INTERNAL_SERVER_ERROR", .title = "plain" },
		{ .status = 500, .code = "WRONG", .title = "wrong", .more = left },
		{ .status = 0 }
	};
	static const char body[] = "{\"reason\":\"x\",\"code\":\"WORSE\",\"left\":2}";
	static const char other[] = "{\"reason\":\"x\",\"code\":\"WORSE\",\"left\":{}}";
	static const char bare[] = "{\"reason\":\"x\",\"remainingAttempts\":2}";
	struct op op = { .name = "tell", .title = "Tell", .answers = answers, .changes = true };
	struct err err;

	(void)state;
	json_decref(answer_read(&op, 500, body, strlen(body), &err));
	assert_non_null(strstr(err.next, " Attempts left: 2."));
	json_decref(answer_read(&op, 500, other, strlen(other), &err));
	assert_null(strstr(err.next, "Attempts left"));
	json_decref(answer_read(&op_validateOtp, 500, bare, strlen(bare), &err));
	assert_non_null(strstr(err.text, "not the code that was sent"));
	assert_string_equal(err.field, "otpCode");
	assert_string_equal(err.code, "");
	json_decref(answer_read(&op_validateOtp, 500, "{\"reason\":\"x\"}", 14, &err));
	assert_non_null(strstr(err.text, "failure of its own"));
	assert_int_equal(op_success(&op), 200);
	assert_ptr_equal(op_answer(&op, 500, "WRONG"), &answers[2]);
	assert_ptr_equal(op_answer(&op, 500, NULL), &answers[2]);
	assert_null(op_answer(&op, 404, NULL));
}

static void an_invalid_input_is_named(void **state)
{
	struct line line, *w = &line;
	struct op op = line_write("/validate");
	struct got got = { 0 };
	char *kept;

	(void)state;
	line_begin(w);
	line_ask(w, &op, &got);
	assert_string_equal(got.reply.err.field, "name");
	kept = json_dumps(journal_nth(w->journal, 0)->response, 0);
	assert_null(strstr(kept, "9182"));
	free(kept);
	free(got.name);
	line_end(w);
}

static void a_stalled_server_is_given_up(void **state)
{
	struct line line, *w = &line;
	struct op op = line_read("/stall");
	struct got got = { 0 };
	long before = now_ms();

	(void)state;
	line_begin_at(w, NULL, (struct http_conf){ .total_ms = 60 });
	line_ask(w, &op, &got);
	assert_true(now_ms() - before < 2000);
	assert_int_equal(got.reply.err.kind, ERR_NETWORK);
	assert_non_null(strstr(got.reply.err.text, "in time"));
	assert_int_equal(http_line(w->http, NULL), -1);
	assert_int_equal(w->server.seen->requests, 1);
	line_end(w);
}

static void a_card_number_in_an_answer_stays_there(void **state)
{
	struct line line, *w = &line;
	struct op op = line_write("/pan");
	struct got got = { 0 };
	char *kept;

	(void)state;
	line_begin(w);
	line_ask(w, &op, &got);
	assert_null(strstr(got.reply.err.text, "411111111111"));
	kept = json_dumps(journal_nth(w->journal, 0)->response, 0);
	assert_null(strstr(kept, "411111111111"));
	free(kept);
	line_end(w);
}

#define TEST(f) cmocka_unit_test(f)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_bad_answer_is_one_clear_sentence),
		TEST(a_success_is_told_whole),
		TEST(empty_and_bare_answers_fit_where_declared),
		TEST(nothing_is_needed_where_nothing_is_said),
		TEST(a_refusals_own_members_are_told),
		TEST(an_invalid_input_is_named),
		TEST(a_stalled_server_is_given_up),
		TEST(a_card_number_in_an_answer_stays_there),
	};

	return cmocka_run_group_tests(tests, line_languages, NULL);
}
