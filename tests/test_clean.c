#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "api/clean.h"
#include "api/lang.h"
#include "api/util.h"

struct row {
	const char *in, *out;
};

static void hostile_text_is_tamed(void **state)
{
	static const struct row rows[] = {
		{ "María Ñandú, 東京", "María Ñandú, 東京" },
		{ "", "" },
		{ "a\x1b[2Jb", "a[2Jb" },
		{ "\x1b]52;c;ZXZpbA==\x07", "]52;c;ZXZpbA==" },
		{ "\x1b]0;title\x1b\\", "]0;title\\" },
		{ "a\nb\tc\rd", "a b c d" },
		{ "bell\x07 back\x08 del\x7f", "bell back del" },
		{ "c1\xc2\x9b" "31m", "c131m" },		/* CSI as one character */
		{ "nel\xc2\x85", "nel " },
		{ "line\u2028sep\u2029", "line sep " },
		{ "raw\x9b" "31m", "raw\ufffd31m" },		/* CSI as one byte */
		{ "\u202eevil", "evil" },
		{ "a\u202ab\u202bc\u202cd\u202de", "abcde" },
		{ "\u2066x\u2067y\u2068z\u2069", "xyz" },
		{ "\u200emark\u200f\u061c", "mark" },
		{ "pay\u200bpal\u200c\u200d\u2060\ufeff", "paypal" },
		{ "soft\u00adhyphen", "softhyphen" },
		{ "\U000e0041tag\U000e007f", "tag" },
		{ "vs\ufe0f\ufe0e", "vs" },
		{ "filler\u3164\uffa0\u115f", "filler" },
		{ "annot\ufff9a\ufffa\ufffb", "annota" },
		{ "\xff\xfe", "\ufffd\ufffd" },
		{ "a\xc3", "a\ufffd" },				/* cut short */
		{ "a\xe2\x82", "a\ufffd\ufffd" },
		{ "\xc0\xaf", "\ufffd\ufffd" },			/* overlong / */
		{ "\xe0\x80\xaf", "\ufffd\ufffd\ufffd" },
		{ "\xf0\x80\x80\xaf", "\ufffd\ufffd\ufffd\ufffd" },
		{ "\xc1\x9b", "\ufffd\ufffd" },
		{ "\xed\xa0\x80", "\ufffd\ufffd\ufffd" },	/* surrogate */
		{ "\xf4\x90\x80\x80", "\ufffd\ufffd\ufffd\ufffd" },
		{ "\xf8\x88\x80\x80\x80", "\ufffd\ufffd\ufffd\ufffd\ufffd" },
		{ "\x80", "\ufffd" },
		{ "\xef\xbf\xbf", "\ufffd" },			/* not a character */
		{ "\xf0\x9f\xbf\xbf", "\ufffd" },
		{ "Z\u0301\u0302\u0303\u0304y", "Z\u0301\u0302y" },
		{ "\u0301a",
		  "a" },				/* would sit on what stands before */
		{ "e\u0301e\u0301e\u0301", "e\u0301e\u0301e\u0301" },
		{ "a\u200b\u0301\u200b\u0302\u200b\u0303", "a\u0301\u0302" },
		{ "\u20dd\u20de" "box", "box" },
		{ "🙂👩‍👧", "🙂👩👧" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char *got = clean_text(rows[i].in, 100), *again;

		if (!str_eq(got, rows[i].out))
			fail_msg("row %zu gave \"%s\", not \"%s\"", i, got, rows[i].out);
		again = clean_text(got, 100);
		assert_string_equal(again, got);
		free(again);
		free(got);
	}
}

static void length_counts_characters(void **state)
{
	char *got = clean_text("ñandú", 3);

	(void)state;
	assert_string_equal(got, "ñan");
	free(got);
	got = clean_text("\x1b\x1b\x1b" "abc", 2);
	assert_string_equal(got, "ab");
	free(got);
	got = clean_text("abc", 0);
	assert_string_equal(got, "");
	free(got);
	got = clean_text(NULL, 5);
	assert_string_equal(got, "");
	free(got);
}

/* Every byte pair: the result is text without controls, whatever came. */
static void any_bytes_come_out_clean(void **state)
{
	(void)state;
	for (unsigned i = 1; i < 65536; i++) {
		char in[4] = { (char)(i >> 8 ? i >> 8 : 'x'), (char)(i & 0xff), 'z', '\0' };
		char *got = clean_text(in, 10);
		json_t *v = json_string(got);	/* NULL unless valid UTF-8 */

		assert_non_null(v);
		for (const char *p = got; *p; p++)
			assert_true((unsigned char)*p >= ' ' && *p != 0x7f);
		json_decref(v);
		free(got);
	}
}

static void parse_is(const char *text, const char *expected)
{
	json_t *v = clean_parse(text, strlen(text));
	char *dump = v ? json_dumps(v, JSON_COMPACT | JSON_ENCODE_ANY) : NULL;

	if (!str_eq(dump, expected))
		fail_msg("%s gave %s", text, dump ? dump : "NULL");
	free(dump);
	json_decref(v);
}

static void answers_are_parsed_carefully(void **state)
{
	(void)state;
	parse_is("{\"a\":1}", "{\"a\":1}");
	parse_is(" \"x\" ", "\"x\"");
	parse_is("null", "null");
	parse_is("\xef\xbb\xbf{}", "{}");
	parse_is("{\"a\":1,\"a\":2}", NULL);
	parse_is("{\"a\":1} x", NULL);
	parse_is("{\"a\":1", NULL);
	parse_is("", NULL);
	parse_is("<html></html>", NULL);
	parse_is("{\"a\":\"x\\u0000y\"}", NULL);
	parse_is("{'a':1}", NULL);
	parse_is("[NaN]", NULL);
	parse_is("{\"n\":\"a\\u202eb\\u001b[0m\"}", "{\"n\":\"ab[0m\"}");
	parse_is("[\"a\\n\",[\"\\u200b\"]]", "[\"a \",[\"\"]]");
	parse_is("{\"o\":{\"x\":\"\\u0007\"}}", "{\"o\":{\"x\":\"\"}}");
	parse_is("{\"n\":\"Mar\xed" "a\"}", "{\"n\":\"Mar\ufffd" "a\"}");	/* Latin-1 */
	assert_null(clean_parse("{}\0", 3));
	assert_null(clean_parse("\xff\0\xff", 3));
}

static void keys_are_cleaned(void **state)
{
	(void)state;
	parse_is("{\"a\\u001b\":1,\"b\":2}", "{\"a\":1,\"b\":2}");
	/* a forged key never displaces the real one */
	parse_is("{\"status\":1,\"sta\\u200btus\":2}", "{\"status\":1}");
	parse_is("{\"sta\\u200btus\":2,\"status\":1}", "{\"status\":1}");
	parse_is("{\"k\\n\":{\"k\\n\":[{\"k\\n\":1}]}}", "{\"k \":{\"k \":[{\"k \":1}]}}");
}

static char *nested(int depth, char open, char close)
{
	char *text = xcalloc((size_t)depth * 2 + 1, 1);

	memset(text, open, (size_t)depth);
	memset(text + depth, close, (size_t)depth);
	return text;
}

static void depth_has_an_end(void **state)
{
	char *fits = nested(64, '[', ']'), *deep = nested(65, '[', ']'),
	     *bomb = nested(200000, '[', ']');
	json_t *v = clean_parse(fits, strlen(fits));

	(void)state;
	assert_non_null(v);
	json_decref(v);
	assert_null(clean_parse(deep, strlen(deep)));
	assert_null(clean_parse(bomb, strlen(bomb)));
	free(fits);
	free(deep);
	free(bomb);
	/* brackets in strings are text */
	fits = nested(200, '[', '[');
	fits[0] = fits[399] = '"';
	fits[200] = '\\';
	fits[201] = '"';
	v = clean_parse(fits, 400);
	free(fits);
	assert_non_null(v);
	json_decref(v);
}

static void clean_json_takes_nothing(void **state)
{
	json_t *v = json_pack("{s:[s,i,n,b]}", "a", "x\x07", 1, 1);

	(void)state;
	clean_json(NULL);
	clean_json(v);
	assert_string_equal(json_string_value(json_array_get(json_object_get(v, "a"), 0)), "x");
	json_decref(v);
}

static void secrets_are_covered(void **state)
{
	static const struct row rows[] = {
		{ "card 4111111111111111 ok", "card [redacted] ok" },
		{ "4111 1111 1111 1111", "[redacted]" },
		{ "4111-1111-1111-1111.", "[redacted]." },
		{ "{\"number\":\"5555555555554444\"}", "{\"number\":\"[redacted]\"}" },
		{ "378282246310005", "[redacted]" },
		{ "4111111111111112", "[redacted]" },		/* misread, still a card */
		{ "pan=6011000990139424&x=1", "pan=[redacted]&x=1" },
		{ "x4111111111111111y", "x[redacted]y" },
		{ "+5215521206703", "+5215521206703" },
		{ "+52 1 55 2120 6703 and +19165550149", "+52 1 55 2120 6703 and +19165550149" },
		{ "+491512345678901", "+491512345678901" },
		{ "0a1b2c3d-e29b-41d4-a416-446655440000", "0a1b2c3d-e29b-41d4-a416-446655440000" },
		{ "/Date(1776102856022)/", "/Date(1776102856022)/" },
		{ "002320275621938815", "002320275621938815" },	/* a CLABE is no secret */
		{ "55012345-1234-4321-9876-411111111111", "55012345-1234-4321-9876-411111111111" },
		{ "2026-04-13T17:54:15.180Z 500.00", "2026-04-13T17:54:15.180Z 500.00" },
		{ "41111111111111111111111", "41111111111111111111111" },	/* 23 digits */
		{ "tok_sandbox_9PNgfqqpdpyQpnD1jYkdw1_1111", "tok_[redacted]_1111" },
		{ "[\"tok_sandbox_cE5jCyTLtr2cC666to2ie2\"]", "[\"tok_[redacted]\"]" },
		{ "TOK_live_abcdefgh_4444,", "TOK_[redacted]_4444," },
		{ "tok_", "tok_" },
		{ "stok_abcdefghij", "stok_abcdefghij" },
		{ "api_key: abc123DEF", "api_key: [redacted]" },
		{ "-H 'api_key: abc123DEF' -d x", "-H 'api_key: [redacted]' -d x" },
		{ "{\"apiKey\":\"abc\",\"a\":1}", "{\"apiKey\":\"[redacted]\",\"a\":1}" },
		{ "?api-key=abc&b=1", "?api-key=[redacted]&b=1" },
		{ "Authorization: Bearer eyJhbGciOi.x.y z", "Authorization: [redacted] z" },
		{ "bearer eyJhbGciOi", "bearer [redacted]" },
		{ "got eyJhbGciOi.eyJz-_.c2ln, no", "got [redacted], no" },
		{ "eyJhbGciOi.eyJz", "[redacted]" },
		{ "eyJ is no token", "eyJ is no token" },
		{ "heyJab.cd", "heyJab.cd" },
		{ "access-token: abc def", "access-token: [redacted] def" },
		{ "{\"access_token\":\"abc\"}", "{\"access_token\":\"[redacted]\"}" },
		{ "\\\"api_key\\\":\\\"abc\\\",", "\\\"api_key\\\":\\\"[redacted]\\\"," },
		{ "api_key: [redacted], x", "api_key: [redacted], x" },
		{ "{\"Cvv\":\"838\",\"a\":1}", "{\"Cvv\":\"[redacted]\",\"a\":1}" },
		{ "\\\"securityCode\\\": \\\"0838", "\\\"securityCode\\\": \\\"[redacted]" },
		{ "cvv 838 is wrong", "cvv [redacted] is wrong" },
		{ "código de seguridad: 838.", "código de seguridad: [redacted]." },
		{ "cvv must have 3 or 4 digits", "cvv must have 3 or 4 digits" },
		{ "cvv 83", "cvv 83" },
		{ "the api_key is missing", "the api_key is missing" },
		{ "Missing or invalid API key", "Missing or invalid API key" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char *got = clean_secrets(rows[i].in);

		if (!str_eq(got, rows[i].out))
			fail_msg("%s gave %s", rows[i].in, got);
		free(got);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hostile_text_is_tamed),
		cmocka_unit_test(length_counts_characters),
		cmocka_unit_test(any_bytes_come_out_clean),
		cmocka_unit_test(answers_are_parsed_carefully),
		cmocka_unit_test(keys_are_cleaned),
		cmocka_unit_test(depth_has_an_end),
		cmocka_unit_test(clean_json_takes_nothing),
		cmocka_unit_test(secrets_are_covered),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
