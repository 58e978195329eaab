#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "api/lang.h"
#include "api/link.h"

#define HOSTS "links-dev.nomas.cash, pay.example.com"

struct row {
	const char *text;
	bool sandbox;
	const char *accepted;		/* NULL: refused */
};

static const struct row links[] = {
	{ "https://links-dev.nomas.cash/Q1nO3", false,
	  "https://links-dev.nomas.cash/Q1nO3" },
	{ "HTTPS://Links-Dev.NOMAS.cash/Q1nO3", false,
	  "https://links-dev.nomas.cash/Q1nO3" },
	{ "https://pay.example.com", false, "https://pay.example.com/" },
	{ "https://pay.example.com?a=1#x", false, "https://pay.example.com/?a=1#x" },
	{ "https://pay.example.com:443/a", false, "https://pay.example.com/a" },
	{ "https://pay.example.com/a%20b?x=@y", false,
	  "https://pay.example.com/a%20b?x=@y" },
	{ "http://127.0.0.1:8123/l/abc", true, "http://127.0.0.1:8123/l/abc" },
	{ "http://localhost:80/l", true, "http://localhost/l" },
	{ "http://[::1]:9/l", true, "http://[::1]:9/l" },
	{ "https://links-dev.nomas.cash/a", true, "https://links-dev.nomas.cash/a" },
	{ "http://127.0.0.1:8123/l/abc", false, NULL },
	{ "https://127.0.0.1:8123/l/abc", false, NULL },
	{ "http://127.0.0.1.evil.com/l", true, NULL },
	{ "http://127.0.0.1@evil.com/l", true, NULL },
	{ "http://links-dev.nomas.cash/Q1nO3", false, NULL },
	{ "http://links-dev.nomas.cash/Q1nO3", true, NULL },
	{ "https://evil.com/Q1nO3", false, NULL },
	{ "https://evil.com/links-dev.nomas.cash", false, NULL },
	{ "https://links-dev.nomas.cash.evil.com/", false, NULL },
	{ "https://xlinks-dev.nomas.cash/", false, NULL },
	{ "https://links-dev.nomas.cash./", false, NULL },
	{ "https://pay.example.co/", false, NULL },	/* begins like one of the list */
	{ "https://links-dev.nomas.cash@evil.com/", false, NULL },
	{ "https://user:pw@links-dev.nomas.cash/", false, NULL },
	{ "https://links-dev.nomas.cash:8443/", false, NULL },
	{ "https://links-dev.nomas.cash:/", false, NULL },
	{ "https://links-dev.nomas.cash:443x/", false, NULL },
	{ "https://links-dev.nomas.cash:99999/", false, NULL },
	{ "https://links-dev.nomas.cash\\@evil.com/", false, NULL },
	{ "https:\\\\links-dev.nomas.cash/", false, NULL },
	{ "https:links-dev.nomas.cash/", false, NULL },
	{ "https:///links-dev.nomas.cash/", false, NULL },
	{ "https://", false, NULL },
	{ "//links-dev.nomas.cash/", false, NULL },
	{ "links-dev.nomas.cash/Q1nO3", false, NULL },
	{ "javascript:alert(1)", false, NULL },
	{ "file:///etc/passwd", true, NULL },
	{ " https://links-dev.nomas.cash/", false, NULL },
	{ "https://links-dev.nomas.cash/a b", false, NULL },
	{ "https://links-dev.nomas.cash/\x1b[2J", false, NULL },
	{ "https://links-dev.nomas.cash/\u202e", false, NULL },
	{ "https://links-dev.nom\u0430s.cash/", false, NULL },
	{ "https://[::1/", true, NULL },
	{ "", false, NULL },
	{ NULL, false, NULL },
};

static void links_are_rebuilt_or_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(links); i++) {
		struct err err = { 0 };
		char *got = link_accept(links[i].text, HOSTS, links[i].sandbox, &err);

		if (!str_eq(got, links[i].accepted))
			fail_msg("%s gave %s", links[i].text, got ? got : "(refused)");
		if (!got) {
			assert_int_equal(err.kind, ERR_PROTOCOL);
			assert_true(err.text[0] && err.next[0]);
		}
		free(got);
	}
}

static void no_list_means_no_host(void **state)
{
	(void)state;
	assert_null(link_accept("https://links-dev.nomas.cash/a", NULL, false, NULL));
	assert_null(link_accept("https://links-dev.nomas.cash/a", "", true, NULL));
	assert_null(link_accept("https://links-dev.nomas.cash/a", "nomas.cash", true, NULL));
	assert_null(link_accept("http://127.0.0.1/a", "127.0.0.1", false, NULL));
}

static void length_has_an_end(void **state)
{
	char text[1100] = "https://pay.example.com/";
	char *got;

	(void)state;
	memset(text + 24, 'a', 1000);
	text[1024] = '\0';
	got = link_accept(text, HOSTS, false, NULL);
	assert_string_equal(got, text);
	free(got);
	text[1024] = 'a';
	assert_null(link_accept(text, HOSTS, false, NULL));
}

static void refusal_names_the_host(void **state)
{
	struct err err;

	(void)state;
	assert_null(link_accept("https://evil.com/x", HOSTS, false, &err));
	assert_non_null(strstr(err.text, "evil.com"));
	assert_non_null(strstr(err.next, "link_hosts"));
}

static void shape_needs_no_list(void **state)
{
	(void)state;
	assert_true(link_shape("https://any.example/x", NULL));
	assert_true(link_shape("http://127.0.0.1:9/l", NULL));
	assert_false(link_shape("http://any.example/x", NULL));
	assert_false(link_shape("ftp://any.example/x", NULL));
	assert_false(link_shape(NULL, NULL));
}

static void shown_is_short(void **state)
{
	static const struct row rows[] = {
		{ "https://links-dev.nomas.cash/Q1nO3", false, "links-dev.nomas.cash/Q1nO3" },
		{ "http://127.0.0.1:81/l/a", false, "127.0.0.1:81/l/a" },
		{ "https://pay.example.com/", false, "pay.example.com" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char *got = link_shown(rows[i].text);

		assert_string_equal(got, rows[i].accepted);
		free(got);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(links_are_rebuilt_or_refused),
		cmocka_unit_test(no_list_means_no_host),
		cmocka_unit_test(length_has_an_end),
		cmocka_unit_test(refusal_names_the_host),
		cmocka_unit_test(shape_needs_no_list),
		cmocka_unit_test(shown_is_short),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
