/* Calls as other programs take them: .http text, JSON, HTTP archive; and that no
 * secret goes with them. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/har.h"
#include "api/lang.h"
#include "api/share.h"
#include "tests/store_place.h"

static struct exchange *a_call(struct journal *journal)
{
	struct exchange *x = journal_begin(journal, &op_getProfile);

	x->at = 1776102856022;
	x->method = xstrdup("POST");
	x->url = xstrdup("https://host/v1/profile?phone=%2B52+55&limit=3&empty");
	x->request_headers = xstrdup("api_key: [redacted]\nAccept: application/json\n"
				     "Content-Type: application/json\n");
	x->request = json_pack("{s:s, s:f}", "name", "María", "amount", 500.25);
	x->status = 404;
	x->response_headers = xstrdup("HTTP/1.1 404 Not Found\n"
				      "Content-Type: application/json; charset=utf-8\nX-Id: a:b\n");
	x->response = json_pack("{s:s}", "code", "ERROR_USER_NOT_FOUND");
	x->bytes = 31;
	x->ms = 34;
	x->times[TIME_NAME] = 1000;
	x->times[TIME_CONNECT] = 3000;
	x->times[TIME_TLS] = 10000;
	x->times[TIME_FIRST] = 30000;
	x->times[TIME_TOTAL] = 34500;
	x->done = true;
	return x;
}

static void a_call_is_a_text_for_rest_clients(void **state)
{
	struct journal *journal = journal_new(4);
	char *text = exchange_http(a_call(journal));

	(void)state;
	assert_string_equal(text,
		"### getProfile 2026-04-13T17:54:16.022Z\n"
		"POST https://host/v1/profile?phone=%2B52+55&limit=3&empty\n"
		"api_key: {{REMITTY_KEY}}\n"
		"Accept: application/json\n"
		"Content-Type: application/json\n"
		"\n"
		"{\n  \"name\": \"María\",\n  \"amount\": 500.25\n}\n");
	free(text);
	journal_free(journal);
}

static void a_call_is_json_as_the_command_prints_it(void **state)
{
	struct journal *journal = journal_new(4);
	json_t *json = exchange_json(a_call(journal));
	char *text = json_text(json, false);

	(void)state;
	assert_string_equal(text, "{\"operation\":\"getProfile\",\"status\":404,\"ms\":34,"
			    "\"request\":{\"name\":\"María\",\"amount\":500.25},"
			    "\"response\":{\"code\":\"ERROR_USER_NOT_FOUND\"}}");
	free(text);
	json_decref(json);
	journal_free(journal);
}

/* ---- HAR 1.2 ---- */

/* What the specification asks of each object: "name:type", type one of s(tring),
 * i(nteger), n(umber), o(bject), a(rray); ? where it may be missing. */
static void has_members(const json_t *object, const char *where, const char *const *members)
{
	for (; *members; members++) {
		const char *name = *members + 2;
		bool optional = (*members)[1] == '?';
		const json_t *value = json_object_get(object, name);
		bool fits = value ? (**members == 's' && json_is_string(value)) ||
			(**members == 'i' && json_is_integer(value)) ||
			(**members == 'n' && json_is_number(value)) ||
			(**members == 'o' && json_is_object(value)) ||
			(**members == 'a' && json_is_array(value)) : optional;

		if (!fits)
			fail_msg("%s.%s is missing or of another type", where, name);
	}
}

#define HAS(object, where, ...) \
	has_members((object), (where), (const char *const []){ __VA_ARGS__, NULL })

static void is_pairs(const json_t *list, const char *where)
{
	const json_t *pair;
	size_t i;

	json_array_foreach(list, i, pair)
		HAS(pair, where, "s name", "s value");
}

static double part(const json_t *timings, const char *name)
{
	double ms = json_number_value(json_object_get(timings, name));

	assert_true(ms == -1 || ms >= 0);
	return ms > 0 ? ms : 0;
}

static void is_entry(const json_t *entry)
{
	const json_t *request = json_object_get(entry, "request");
	const json_t *response = json_object_get(entry, "response");
	const json_t *timings = json_object_get(entry, "timings"), *post;
	double sum;

	HAS(entry, "entry", "s startedDateTime", "n time", "o request", "o response", "o cache",
	    "o timings", "s?comment");
	HAS(request, "request", "s method", "s url", "s httpVersion", "a cookies", "a headers",
	    "a queryString", "i headersSize", "i bodySize", "o?postData");
	HAS(response, "response", "i status", "s statusText", "s httpVersion", "a cookies",
	    "a headers", "o content", "s redirectURL", "i headersSize", "i bodySize");
	HAS(json_object_get(response, "content"), "content", "i size", "s mimeType", "s?text");
	HAS(timings, "timings", "n?blocked", "n?dns", "n?connect", "n send", "n wait", "n receive",
	    "n?ssl");
	post = json_object_get(request, "postData");
	if (post)
		HAS(post, "postData", "s mimeType", "s text");
	is_pairs(json_object_get(request, "headers"), "header");
	is_pairs(json_object_get(request, "queryString"), "queryString");
	is_pairs(json_object_get(response, "headers"), "header");
	/* "time is the sum of all timings", without ssl, which is within connect. */
	sum = part(timings, "dns") + part(timings, "connect") + part(timings, "send") +
	      part(timings, "wait") + part(timings, "receive");
	assert_true(part(timings, "ssl") <= part(timings, "connect") + 0.001);
	if (json_is_real(json_object_get(entry, "time")))
		assert_true(sum - json_real_value(json_object_get(entry, "time")) < 0.001 &&
			    sum - json_real_value(json_object_get(entry, "time")) > -0.001);
}

static json_t *read_archive(const char *path)
{
	char *text = file_read(path, 1 << 20, NULL, NULL);
	json_t *har = text ? json_loads(text, JSON_REJECT_DUPLICATES, NULL) : NULL, *entry;
	const json_t *log = json_object_get(har, "log");
	size_t i;

	free(text);
	assert_non_null(har);
	HAS(har, "har", "o log");
	HAS(log, "log", "s version", "o creator", "a entries");
	assert_string_equal(json_string_value(json_object_get(log, "version")), "1.2");
	HAS(json_object_get(log, "creator"), "creator", "s name", "s version");
	json_array_foreach(json_object_get(log, "entries"), i, entry)
		is_entry(entry);
	return har;
}

/* The folder that a place's path is in; the caller frees. */
static char *folder_of(const struct place *p)
{
	char *folder = xasprintf("%s/state", p->dir);

	assert_int_equal(mkdir(folder, 0700), 0);
	return folder;
}

static void an_archive_has_the_shape_of_har(void **state)
{
	const struct place *p = *state;
	struct journal *journal = journal_new(4);
	char *folder = folder_of(p);
	struct exchange *bare;
	struct har *har = har_open(p->path, "1", NULL);
	struct stat st;
	json_t *json;

	free(folder);
	har_add(har, a_call(journal));
	bare = journal_begin(journal, &op_listContacts);	/* no answer came */
	bare->method = xstrdup("GET");
	bare->url = xstrdup("https://host/v1/contacts");
	snprintf(bare->failure, sizeof(bare->failure), "The line was cut.");
	bare->done = true;
	har_add(har, bare);
	assert_int_equal(access(p->path, F_OK), -1);	/* not before it is whole */
	assert_true(har_close(har, true, NULL));
	assert_int_equal(stat(p->path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	json = read_archive(p->path);
	assert_int_equal(json_array_size(json_object_get(json_object_get(json, "log"),
							 "entries")), 2);
	json_decref(json);
	journal_free(journal);
}

static void an_archive_says_what_was_asked_and_answered(void **state)
{
	struct journal *journal = journal_new(4);
	json_t *entry = har_entry(a_call(journal));
	const char *name, *value, *status, *body, *second;
	double dns, connect, ssl, wait, receive;

	(void)state;
	assert_int_equal(json_unpack(entry, "{s:{s:[{s:s, s:s}, {s:s}], s:{s:s}}, s:{s:s}, "
				     "s:{s:F, s:F, s:F, s:F, s:F}}", "request", "queryString",
				     "name", &name, "value", &value, "name", &second, "postData",
				     "text", &body, "response", "statusText", &status, "timings",
				     "dns", &dns, "connect", &connect, "ssl", &ssl, "wait", &wait,
				     "receive", &receive), 0);
	assert_string_equal(name, "phone");
	assert_string_equal(value, "+52 55");
	assert_string_equal(second, "limit");
	assert_string_equal(body, "{\"name\":\"María\",\"amount\":500.25}");
	assert_string_equal(status, "Not Found");
	assert_true(dns == 1 && connect == 9 && ssl == 7 && wait == 20 && receive == 4.5);
	json_decref(entry);
	journal_free(journal);
}

static void what_is_given_up_leaves_no_file(void **state)
{
	const struct place *p = *state;
	char *folder = folder_of(p);
	struct har *har = har_open(p->path, "1", NULL);
	struct err err = { 0 };

	assert_false(har_close(har, false, &err));
	assert_int_equal(err.kind, ERR_NONE);
	assert_int_equal(access(p->path, F_OK), -1);
	assert_int_equal(rmdir(folder), 0);		/* nothing else either */
	assert_null(har_open(p->path, "1", &err));
	assert_int_equal(err.kind, ERR_STORE);
	free(folder);
}

/* ---- secrets ---- */

#define CARD "4111111111111111"
#define TOKEN "tok_sandbox_9a8b7c6d5e4f_1111"
#define TOKEN_BODY "9a8b7c6d5e4f"
#define KEY "sk_live_abcdef123456"

/* Where no table says that a secret stands: a person typed or a server echoed it. */
static struct exchange *a_leak(struct journal *journal)
{
	struct exchange *x = journal_begin(journal, &op_getProfile);

	x->method = xstrdup("POST");
	x->url = xstrdup("https://host/v1/x?q=" CARD "&token=" TOKEN);
	x->request_headers = xstrdup("api_key: [redacted]\n");
	x->request = json_pack("{s:s, s:s, s:I, s:[s]}", "reason", "card 4111 1111 1111 1111",
			       "say", "api_key=" KEY, "number", (json_int_t)4111111111111111,
			       "list", TOKEN);
	x->response_headers = xstrdup("HTTP/1.1 200 OK\nX-Echo: api_key=" KEY "\n");
	x->response = json_pack("{s:{s:s}}", "deep", "text", "Bearer " KEY " and " CARD);
	snprintf(x->failure, sizeof(x->failure), "%s was refused", "Bearer " KEY);
	x->times[TIME_TOTAL] = 1;
	x->done = true;
	return x;
}

static void has_no_secret(char *text_taken)
{
	static const char *const secrets[] = { CARD, "4111 1111", TOKEN_BODY, KEY };

	for (size_t i = 0; i < ARRAY_LEN(secrets); i++)
		if (strstr(text_taken, secrets[i]))
			fail_msg("%s stands in: %s", secrets[i], text_taken);
	assert_non_null(strstr(text_taken, "[redacted]"));
	free(text_taken);
}

static void no_secret_leaves_with_a_call(void **state)
{
	struct journal *journal = journal_new(4);
	const struct exchange *x = a_leak(journal);
	json_t *json = exchange_json(x), *entry = har_entry(x);

	(void)state;
	has_no_secret(exchange_curl(x));
	has_no_secret(exchange_http(x));
	has_no_secret(json_text(json, true));
	has_no_secret(json_text(entry, true));
	json_decref(json);
	json_decref(entry);
	journal_free(journal);
}

#define T(name) cmocka_unit_test_setup_teardown(name, place_open, place_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_call_is_a_text_for_rest_clients),
		cmocka_unit_test(a_call_is_json_as_the_command_prints_it),
		T(an_archive_has_the_shape_of_har),
		cmocka_unit_test(an_archive_says_what_was_asked_and_answered),
		T(what_is_given_up_leaves_no_file),
		cmocka_unit_test(no_secret_leaves_with_a_call),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
