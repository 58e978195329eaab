/* What goes to support: names of the ask, its states, its calls, and nobody's name. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/bundle.h"
#include "api/lang.h"
#include "api/personal.h"
#include "api/share.h"

#define ID "7011cefb-0c0b-48c1-a68a-7134d32e61e4"
#define OTHER "b6bf4bcd-7751-426b-86c6-1b3d72ee5a02"
#define PLATFORM "22038600-846a-47fd-8733-3b0fa886d894"
#define CARD "4111111111111111"

static struct ask sample(void)
{
	int64_t now = 1776102856022;

	return (struct ask){
		.correlation_id = ID, .user_token = "usr-1", .customer = "María Núñez",
		.customer_phone = "+525521206703", .payer = "Hugo Tru",
		.payer_phone = "+19165550149", .payer_country = "US",
		.amount = { 173456, "MXN" }, .method_id = "m-1", .method = "Visa ···· 1111",
		.note = "Renta de mayo", .state = ASK_OPEN, .status = "Sent",
		.code = "Ze2i4o", .plat_id = PLATFORM, .link = "https://links.example.com/EFUb8",
		.created_at = now, .updated_at = now, .handed_at = now + 20,
	};
}

static char profile[] = "cv", base_url[] = "https://host/v1";
static const struct config config = { .profile = profile, .environment = ENV_TEST,
				      .base_url = base_url };

/* The POST of the ask, with everything that could give a person away. */
static struct exchange *the_post(struct journal *journal)
{
	struct exchange *x = journal_begin(journal, &op_requestMoneyV2);

	x->at = 1776102856040;
	x->method = xstrdup("POST");
	x->url = xstrdup("https://host/v1/request/usr-1?phone=%2B525521206703");
	x->request_headers = xstrdup("api_key: [redacted]\n");
	x->request = json_pack("{s:s, s:s, s:s, s:f}", "requestTo", "+19165550149",
			       "correlationId", ID, "reason", "Renta de mayo", "recipientAmount",
			       1734.56);
	x->response = json_pack("{s:s, s:s, s:{s:s, s:s, s:s, s:s, s:s}, s:s, s:s}",
				"correlationId", ID, "code", "Ze2i4o", "toUser", "userId", "u-9",
				"firstName", "Hugo", "lastName", "Tru", "email",
				"hugo.tru@example.com", "dob", "1987-06-24", "text",
				"Hola HUGO, paga con " CARD, "attributionLink",
				"https://links.example.com/EFUb8");
	x->status = 200;
	x->ms = 34;
	x->times[TIME_TOTAL] = 34000;
	x->done = true;
	return x;
}

static json_t *bundle(struct store *store, const struct ask *ask, const struct exchange *x)
{
	json_t *json = bundle_new(store, ask, &config, "0.2");

	bundle_add(json, ask, x);
	return json;
}

static void it_names_the_ask_as_the_service_does(void **state)
{
	struct store *store = store_open(":memory:", NULL);
	struct journal *journal = journal_new(4);
	const char *correlation, *platform, *code, *environment, *at, *what, *created;
	struct ask ask = sample();
	json_t *json;

	(void)state;
	assert_true(store_ask_add(store, &ask, NULL));
	assert_true(store_ask_event(store, ID, "confirmed", NULL));
	json = bundle(store, &ask, the_post(journal));
	assert_int_equal(json_unpack(json, "{s:s, s:{s:s, s:s, s:s, s:{s:s}}, s:[{s:s, s:s}]}",
				     "environment", &environment, "ask", "correlationId",
				     &correlation, "platformId", &platform, "code", &code, "times",
				     "created", &created, "events", "at", &at, "what", &what), 0);
	assert_string_equal(correlation, ID);
	assert_string_equal(platform, PLATFORM);
	assert_string_equal(code, "Ze2i4o");
	assert_string_equal(environment, "test");
	assert_string_equal(created, "2026-04-13T17:54:16.022Z");
	assert_string_equal(what, "confirmed");
	json_decref(json);
	journal_free(journal);
	store_close(store);
}

static void nobody_is_named_in_it(void **state)
{
	static const char *const hidden[] = {
		"María", "Núñez", "Hugo", "HUGO", "5521206703", "9165550149", "hugo.tru",
		"1987-06-24", "Renta", CARD, "EFUb8",
	};
	static const char *const kept[] = { "6703", "0149", "1734.56", "usr-1", "u-9" };
	struct store *store = store_open(":memory:", NULL);
	struct journal *journal = journal_new(4);
	struct ask ask = sample();
	json_t *json = bundle(store, &ask, the_post(journal));
	char *text = json_text(json, true);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(hidden); i++)
		if (strstr(text, hidden[i]))
			fail_msg("“%s” stands in %s", hidden[i], text);
	for (size_t i = 0; i < ARRAY_LEN(kept); i++)
		if (!strstr(text, kept[i]))
			fail_msg("“%s” is not in %s", kept[i], text);
	free(text);
	json_decref(json);
	journal_free(journal);
	store_close(store);
}

static void of_a_list_only_this_ask_is_told(void **state)
{
	struct store *store = store_open(":memory:", NULL);
	struct journal *journal = journal_new(4);
	struct exchange *x = journal_begin(journal, &op_getOperations);
	struct ask ask = sample();
	json_t *json, *list;

	(void)state;
	x->method = xstrdup("GET");
	x->url = xstrdup("https://host/v1/operations/usr-1");
	x->response = json_pack("[{s:s}, {s:s}]", "correlationId", OTHER, "correlationId", ID);
	x->done = true;
	json = bundle(store, &ask, x);
	assert_int_equal(json_unpack(json, "{s:[{s:o}]}", "exchanges", "response", &list), 0);
	assert_int_equal(json_array_size(list), 1);
	json_decref(json);
	journal_free(journal);
	store_close(store);
}

static void the_oldest_call_stands_first(void **state)
{
	struct store *store = store_open(":memory:", NULL);
	struct journal *journal = journal_new(4);
	struct exchange *first = the_post(journal), *second = the_post(journal);
	struct ask ask = sample();
	int one, two;
	json_t *json;

	(void)state;
	first->status = 201;
	second->status = 202;
	json = bundle(store, &ask, second);		/* the newest is found first */
	bundle_add(json, &ask, first);
	assert_int_equal(json_unpack(json, "{s:[{s:i}, {s:i}]}", "exchanges", "status", &one,
				     "status", &two), 0);
	assert_true(one == 201 && two == 202);
	json_decref(json);
	journal_free(journal);
	store_close(store);
}

static void a_call_tells_whose_it_is(void **state)
{
	struct store *store = store_open(":memory:", NULL);
	struct journal *journal = journal_new(4);
	struct exchange *other = journal_begin(journal, &op_getOperation);
	struct ask ask = sample(), found;

	(void)state;
	other->url = xstrdup("https://host/v1/operations/detail/" OTHER);
	assert_true(store_ask_add(store, &ask, NULL));
	assert_true(bundle_ask_of(store, the_post(journal), &found));
	assert_string_equal(found.correlation_id, ID);
	assert_false(bundle_ask_of(store, other, &found));
	journal_free(journal);
	store_close(store);
}

static void text_is(const char *text, const char *want)
{
	static const char *const words[] = { "Ana", "Núñez" };
	char *masked = personal_text(text, words, 2);

	assert_string_equal(masked, want);
	free(masked);
}

static void free_text_keeps_what_is_not_a_persons(void **state)
{
	(void)state;
	text_is("for Ana and ANA, not for Anabel or Banana", "for ···· and ····, not for Anabel or "
		"Banana");
	text_is("Sra. NÚÑEZ: +52 55 2120 6703.", "Sra. ····: ···· 6703.");
	text_is("/profile/%2B525521206703?x=1", "/profile/···· 6703?x=1");
	text_is("write to ana@example.com today", "write to ···· .com today");
	text_is("2+2 at 14:02, +1234", "2+2 at 14:02, +1234");
	text_is("", "");
}

static void of_short_words_nothing_stays(void **state)
{
	static const char *const rows[][2] = {
		{ "", "" }, { "Ana Paz", "····" }, { "María Núñez", "···· úñez" },
		{ "+525521206703", "···· 6703" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char *tail = personal_tail(rows[i][0]);

		assert_string_equal(tail, rows[i][1]);
		free(tail);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_names_the_ask_as_the_service_does),
		cmocka_unit_test(nobody_is_named_in_it),
		cmocka_unit_test(of_a_list_only_this_ask_is_told),
		cmocka_unit_test(the_oldest_call_stands_first),
		cmocka_unit_test(a_call_tells_whose_it_is),
		cmocka_unit_test(free_text_keeps_what_is_not_a_persons),
		cmocka_unit_test(of_short_words_nothing_stays),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
