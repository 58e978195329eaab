#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "api/lang.h"
#include "api/webhook.h"

#define SECRET "test-secret"
#define ID "550e8400-e29b-41d4-a716-446655440000"

/* The reference's test vector (raas 7.1). */
static const char vector[] =
	"{\"eventType\":\"request_money_full_outcome\",\"correlationId\":\"" ID "\","
	"\"status\":\"Accepted\",\"date\":\"2026-04-24T12:34:56.789Z\"}";
static const char vector_signature[] = "w9rIlD7R9qnORGcToxarNatiI0iNXhw6vF9DVTznYyE=";

static const char update[] =
	"{\"id\":\"" ID "\",\"status\":\"Funded\",\"sender\":{\"mobilePhone\":\"+19165550140\","
	"\"firstName\":\"Jose\",\"countryCode\":\"US\"},\"amount\":500}";

static enum webhook_verdict read_as(struct webhook_event *event, const char *body, size_t len,
				    const char *signature, const char *secret)
{
	const struct webhook_post post = { .body = body, .len = len, .signature = signature };

	webhook_read(event, &post, secret);
	return event->verdict;
}

static enum webhook_verdict read_signed(struct webhook_event *event, const char *body, size_t len)
{
	char signature[WEBHOOK_SIGNATURE_LEN];

	webhook_sign(SECRET, body, len, signature);
	return read_as(event, body, len, signature, SECRET);
}

static void the_vector_of_the_reference_fits(void **state)
{
	char signature[WEBHOOK_SIGNATURE_LEN];
	size_t len = sizeof(vector) - 1;

	(void)state;
	webhook_sign(SECRET, vector, len, signature);
	assert_string_equal(signature, vector_signature);
	assert_true(webhook_is_signed(SECRET, vector, len, vector_signature));
	assert_false(webhook_is_signed("test-secreT", vector, len, vector_signature));
	assert_false(webhook_is_signed(SECRET, vector, len - 1, vector_signature));
	assert_false(webhook_is_signed(SECRET, vector, len, ""));
	assert_false(webhook_is_signed(SECRET, vector, len,
				       "w9rIlD7R9qnORGcToxarNatiI0iNXhw6vF9DVTznYyE"));
	assert_false(webhook_is_signed(SECRET, vector, len,
				       "w9rIlD7R9qnORGcToxarNatiI0iNXhw6vF9DVTznYyF="));
	assert_false(webhook_is_signed(SECRET, vector, len,
				       "w9rIlD7R9qnORGcToxarNatiI0iNXhw6vF9DVTznYyE=="));
}

static void the_kind_is_told_by_the_shape(void **state)
{
	struct webhook_event event;

	(void)state;
	assert_int_equal(read_signed(&event, vector, sizeof(vector) - 1), WEBHOOK_GOOD);
	assert_int_equal(event.kind, WEBHOOK_OUTCOME);
	assert_string_equal(event.correlation_id, ID);
	assert_string_equal(event.status, "Accepted");
	assert_int_equal(event.date, 1777034096789);
	webhook_event_release(&event);
	assert_int_equal(read_signed(&event, update, sizeof(update) - 1), WEBHOOK_GOOD);
	assert_int_equal(event.kind, WEBHOOK_STATUS);
	assert_string_equal(event.correlation_id, ID);	/* its id, for want of a correlationId */
	assert_int_equal(event.date, -1);
	webhook_event_release(&event);
}

static void who_is_behind_it_is_not_kept(void **state)
{
	const struct webhook_post post = {
		.body = update, .len = sizeof(update) - 1, .signature = "x",
		.headers = "Host: h\nCookie: session=1\nAuthorization: Bearer abcdef\n",
	};
	struct webhook_event event;

	(void)state;
	for (int i = 0; i < 2; i++) {
		if (i)
			webhook_read(&event, &post, SECRET);	/* forged: the same holds */
		else
			read_signed(&event, update, sizeof(update) - 1);
		assert_null(strstr(event.body, "Jose"));
		assert_null(strstr(event.body, "9165550140"));
		assert_non_null(strstr(event.body, "\"amount\":500"));
		assert_non_null(strstr(event.body, ID));
		if (!i)
			webhook_event_release(&event);
	}
	assert_null(strstr(event.headers, "session"));
	assert_null(strstr(event.headers, "abcdef"));
	assert_non_null(strstr(event.headers, "Host: h\n"));
	webhook_event_release(&event);
}

static void what_cannot_be_trusted_is_told_apart(void **state)
{
	const struct webhook_post large = { .too_large = true };
	struct webhook_event event;
	size_t len = sizeof(vector) - 1;

	(void)state;
	assert_int_equal(read_as(&event, vector, len, NULL, SECRET), WEBHOOK_UNSIGNED);
	assert_int_equal(webhook_status(&event), 401);
	webhook_event_release(&event);
	assert_int_equal(read_as(&event, vector, len, vector_signature, "other"), WEBHOOK_FORGED);
	assert_int_equal(webhook_status(&event), 401);
	assert_string_equal(event.status, "Accepted");	/* what it claims may be looked at */
	webhook_event_release(&event);
	assert_int_equal(read_as(&event, vector, len, vector_signature, NULL), WEBHOOK_UNCHECKED);
	assert_int_equal(webhook_status(&event), 503);
	webhook_event_release(&event);
	webhook_read(&event, &large, SECRET);
	assert_int_equal(event.verdict, WEBHOOK_UNREADABLE);
	assert_int_equal(webhook_status(&event), 413);
	webhook_event_release(&event);
}

static void a_good_signature_makes_no_event_of_garbage(void **state)
{
	static const struct {
		const char *body;
		size_t len;
	} bad[] = {
#define BODY(text) { text, sizeof(text) - 1 }
		BODY(""), BODY("{"), BODY("[]"), BODY("null"), BODY("\"Funded\""),
		BODY("{\"status\":\"Funded\"}"), BODY("{\"id\":\"" ID "\"}"),
		BODY("{\"id\":7,\"status\":\"Funded\"}"), BODY("{\"id\":\"x\",\"status\":true}"),
		BODY("{\"id\":\"\",\"status\":\"Funded\"}"),
		BODY("{\"eventType\":\"other\",\"id\":\"x\",\"status\":\"Funded\"}"),
		BODY("{\"eventType\":1,\"id\":\"x\",\"status\":\"Funded\"}"),
		BODY("{\"id\":\"x\",\"id\":\"y\",\"status\":\"Funded\"}"),
		BODY("{\"id\":\"x\",\"status\":\"Fun\\u0000ded\"}"),
		BODY("{\"id\":\"x\",\"status\":\"Funded\"}\0"), BODY("\0"), BODY("\xff\xfe\x80"),
#undef BODY
	};
	struct webhook_event event;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		if (read_signed(&event, bad[i].body, bad[i].len) != WEBHOOK_UNREADABLE)
			fail_msg("%zu: %s", i, bad[i].body);
		assert_int_equal(webhook_status(&event), 400);
		assert_true(*event.note != '\0');
		webhook_event_release(&event);
	}
}

static void depth_and_length_end_somewhere(void **state)
{
	char *deep = xcalloc(1, 60001), *lengthy;
	struct webhook_event event;

	(void)state;
	memset(deep, '[', 60000);
	assert_int_equal(read_signed(&event, deep, 60000), WEBHOOK_UNREADABLE);
	webhook_event_release(&event);
	memset(deep, 'x', 60000);
	lengthy = xasprintf("{\"id\":\"%s\",\"status\":\"Funded\"}", deep);
	assert_int_equal(read_signed(&event, lengthy, strlen(lengthy)), WEBHOOK_UNREADABLE);
	webhook_event_release(&event);
	free(lengthy);
	lengthy = xasprintf("Long: %s\n", deep);
	webhook_read(&event, &(struct webhook_post){ .body = "", .headers = lengthy }, SECRET);
	assert_true(strlen(event.headers) < 1000);
	webhook_event_release(&event);
	free(lengthy);
	free(deep);
}

static void the_past_makes_duplicates_and_replays(void **state)
{
	enum { NOW = 1000000000 };
	static const struct {
		struct webhook_past past;
		int64_t date;
		enum webhook_verdict verdict;
	} rows[] = {
		{ { .ours = true }, -1, WEBHOOK_GOOD },
		{ { .ours = true }, 5, WEBHOOK_GOOD },		/* late, but news */
		{ { .ours = false }, -1, WEBHOOK_STRANGER },
		{ { .ours = true, .body_at = NOW - 1000 }, -1, WEBHOOK_DUPLICATE },
		{ { .ours = true, .body_at = NOW - WEBHOOK_RETRY_MS }, -1, WEBHOOK_DUPLICATE },
		{ { .ours = true, .body_at = NOW - WEBHOOK_RETRY_MS - 1 }, -1, WEBHOOK_REPLAYED },
		{ { .ours = false, .body_at = NOW - 1000 }, -1, WEBHOOK_DUPLICATE },
		{ { .ours = true, .status_at = NOW - 9000 }, NOW - 10000, WEBHOOK_DUPLICATE },
		{ { .ours = true, .status_at = 5 }, NOW - WEBHOOK_RETRY_MS - 1, WEBHOOK_REPLAYED },
		{ { .ours = true, .status_at = 5 }, -1, WEBHOOK_DUPLICATE },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct webhook_event event = { .date = rows[i].date };

		if (webhook_judge(&event, &rows[i].past, NOW) != rows[i].verdict)
			fail_msg("row %zu", i);
		event.verdict = WEBHOOK_FORGED;		/* stays so, whatever came before */
		assert_int_equal(webhook_judge(&event, &rows[i].past, NOW), WEBHOOK_FORGED);
	}
}

static void every_verdict_has_words(void **state)
{
	(void)state;
	for (int i = 0; i < WEBHOOK_VERDICTS; i++) {
		enum webhook_verdict v = (enum webhook_verdict)i;
		struct webhook_event event = { .verdict = v, .digest = "0" };

		assert_int_equal(webhook_verdict_from(webhook_verdict_name(v)), v);
		assert_true(*webhook_verdict_word(v) && *webhook_verdict_meaning(v) &&
			    *webhook_verdict_next(v));
		assert_int_equal(webhook_status(&event) / 100 == 2, webhook_is_genuine(v));
	}
	for (int i = 0; i < WEBHOOK_KINDS; i++)
		assert_int_equal(webhook_kind_from(webhook_kind_name((enum webhook_kind)i)), i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_vector_of_the_reference_fits),
		cmocka_unit_test(the_kind_is_told_by_the_shape),
		cmocka_unit_test(who_is_behind_it_is_not_kept),
		cmocka_unit_test(what_cannot_be_trusted_is_told_apart),
		cmocka_unit_test(a_good_signature_makes_no_event_of_garbage),
		cmocka_unit_test(depth_and_length_end_somewhere),
		cmocka_unit_test(the_past_makes_duplicates_and_replays),
		cmocka_unit_test(every_verdict_has_words),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
