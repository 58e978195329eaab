/* Letters of the sealed channel: what goes in comes out, and nothing else does. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "api/jwe.h"
#include "api/lang.h"

struct pair {
	struct jwe_key *public, *private;
};

static struct pair make_pair(void)
{
	struct pair pair;
	char *private, *public;
	struct err err = { 0 };

	assert_true(jwe_make_pair(&private, &public));
	assert_non_null(strstr(private, "-----BEGIN PRIVATE KEY-----"));
	assert_non_null(strstr(public, "-----BEGIN PUBLIC KEY-----"));
	pair = (struct pair){ jwe_public(public, "public", &err),
			      jwe_private(private, "private", &err) };
	if (!pair.public || !pair.private)
		fail_msg("%s", err.text);
	free(private);
	free(public);
	return pair;
}

static int make_pairs(void **state)
{
	struct pair *pairs = xcalloc(2, sizeof(*pairs));

	pairs[0] = make_pair();
	pairs[1] = make_pair();
	*state = pairs;
	return 0;
}

static int free_pairs(void **state)
{
	struct pair *pairs = *state;

	for (int i = 0; i < 2; i++) {
		jwe_free(pairs[i].public);
		jwe_free(pairs[i].private);
	}
	free(pairs);
	return 0;
}

static void opens_as(const struct jwe_key *private, const char *letter, const char *text)
{
	size_t len = 0;
	char *plain = jwe_open(private, letter, strlen(letter), &len);

	if (!text) {
		if (plain)
			fail_msg("opened: %s", plain);
		return;
	}
	assert_non_null(plain);
	assert_int_equal(len, strlen(text));
	assert_string_equal(plain, text);
	free(plain);
}

static void a_letter_comes_out_as_it_went_in(void **state)
{
	struct pair *pairs = *state;
	static const char *const texts[] = { "", "{}", "{\"city\":\"Canc\xc3\xban\"}" };

	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		char *letter = jwe_seal(pairs[0].public, texts[i], strlen(texts[i]));
		char *line = xasprintf("%s\r\n", letter);

		assert_null(strchr(letter, '\n'));
		opens_as(pairs[0].private, letter, texts[i]);
		opens_as(pairs[0].private, line, texts[i]);
		opens_as(pairs[1].private, letter, NULL);
		free(line);
		free(letter);
	}
}

static void no_two_letters_are_alike(void **state)
{
	struct pair *pairs = *state;
	char *a = jwe_seal(pairs[0].public, "{}", 2), *b = jwe_seal(pairs[0].public, "{}", 2);

	assert_string_not_equal(a, b);
	free(a);
	free(b);
}

static void a_changed_letter_stays_shut(void **state)
{
	struct pair *pairs = *state;
	char *letter = jwe_seal(pairs[0].public, "{\"amount\":500}", 14);

	for (char *at = letter, *part = letter; (part = strchr(at, '.')); at = part + 1) {
		char kept = part[1];

		part[1] = kept == 'A' ? 'B' : 'A';
		opens_as(pairs[0].private, letter, NULL);
		part[1] = kept;
	}
	opens_as(pairs[0].private, letter, "{\"amount\":500}");
	free(letter);
}

static void what_is_no_letter_stays_shut(void **state)
{
	struct pair *pairs = *state;
	static const char *const others[] = {
		"", ".", "....", ".....", "{}", "a.b.c.d.e", "a.b.c.d", "a.b.c.d.e.f", "\xff\xfe",
		"eyJhbGciOiJub25lIn0....", "{\"protected\":\"\"}",
	};

	for (size_t i = 0; i < ARRAY_LEN(others); i++)
		opens_as(pairs[0].private, others[i], NULL);
}

/* A head that names another way does not lead there. */
static void another_way_of_sealing_is_refused(void **state)
{
	struct pair *pairs = *state;
	static const char *const heads[] = {
		"{\"alg\":\"RSA1_5\",\"enc\":\"A256GCM\"}",
		"{\"alg\":\"RSA-OAEP\",\"enc\":\"A256GCM\"}",
		"{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A128GCM\"}",
		"{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A256GCM\",\"zip\":\"DEF\"}",
		"{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A256CBC-HS512\"}",
	};

	for (size_t i = 0; i < ARRAY_LEN(heads); i++) {
		char *letter = jwe_seal_as(pairs[0].public, heads[i], "{}", 2);

		assert_non_null(letter);
		opens_as(pairs[0].private, letter, NULL);
		free(letter);
	}
}

static void what_is_no_key_is_said_so(void **state)
{
	static const char *const pems[] = {
		"", "hello", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
		/* an elliptic key */
		"-----BEGIN PUBLIC KEY-----\n"
		"MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n"
		"-----END PUBLIC KEY-----\n",
	};
	struct err err;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(pems); i++) {
		err = (struct err){ 0 };
		assert_null(jwe_public(pems[i], "/keys/service.pub", &err));
		assert_int_equal(err.kind, ERR_CONFIG);
		assert_non_null(strstr(err.text, "/keys/service.pub"));
		assert_null(jwe_private(pems[i], "/keys/ours.key", &err));
	}
}

static void the_channel_has_its_own_address(void **state)
{
	static const char *const cases[][2] = {
		{ "https://h/v1", "https://h/v1/partners/request4r" },
		{ "https://h/v1/", "https://h/v1/partners/request4r" },
		{ "https://h/v1/partners/request4r", "https://h/v1/partners/request4r" },
		{ "https://h/v1/partners/request4r/", "https://h/v1/partners/request4r" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char *url = jwe_base_url(cases[i][0]);

		assert_string_equal(url, cases[i][1]);
		free(url);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_letter_comes_out_as_it_went_in),
		cmocka_unit_test(no_two_letters_are_alike),
		cmocka_unit_test(a_changed_letter_stays_shut),
		cmocka_unit_test(what_is_no_letter_stays_shut),
		cmocka_unit_test(another_way_of_sealing_is_refused),
		cmocka_unit_test(what_is_no_key_is_said_so),
		cmocka_unit_test(the_channel_has_its_own_address),
	};

	lang_init();
	return cmocka_run_group_tests(tests, make_pairs, free_pairs);
}
