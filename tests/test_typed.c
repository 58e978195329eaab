/* Keys read without curses are those that curses gives. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/lang.h"
#include "tui/typed.h"

enum { MOST = 64 };

struct hand {
	struct typed typed;
	int out;
};

static int open_hand(void **state)
{
	struct hand *h = calloc(1, sizeof(*h));
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	h->typed.fd = ends[0];
	h->out = ends[1];
	*state = h;
	return 0;
}

static int close_hand(void **state)
{
	struct hand *h = *state;

	close(h->typed.fd);
	close(h->out);
	free(h);
	return 0;
}

static int type(struct hand *h, const char *bytes, tui_key keys[MOST])
{
	int n = 0;

	assert_int_equal(write(h->out, bytes, strlen(bytes)), strlen(bytes));
	while (n < MOST && typed_key(&h->typed, &keys[n]))
		n++;
	/* Nothing of it stays behind. */
	for (size_t i = 0; i < sizeof(h->typed.bytes); i++)
		assert_int_equal(h->typed.bytes[i], 0);
	return n;
}

static void expect(struct hand *h, const char *bytes, const tui_key *expected)
{
	tui_key keys[MOST];
	int n = type(h, bytes, keys), i = 0;

	for (; expected[i]; i++) {
		assert_true(i < n);
		assert_int_equal(keys[i], expected[i]);
	}
	assert_int_equal(n, i);
}

#define KEYS(...) (const tui_key[]){ __VA_ARGS__, 0 }

static void characters_are_keys(void **state)
{
	expect(*state, "4ñ€", KEYS('4', 0xf1, 0x20ac));
	expect(*state, "\r\t\177\b\005", KEYS(K_ENTER, K_TAB, K_BACK, K_BACK, K_CTRL('e')));
	expect(*state, "a\xff\xc3(b", KEYS('a', '(', 'b'));
}

static void every_sequence_is_its_key(void **state)
{
	for (const struct key_sequence *k = key_sequences; k->bytes; k++) {
		if (k->key == K_PASTE_BEGIN || k->key == K_PASTE_END)
			continue;
		expect(*state, k->bytes, KEYS(k->key));
	}
}

static void escape_stands_alone_or_before_a_letter(void **state)
{
	expect(*state, "\033", KEYS(K_ESC));
	expect(*state, "\033x", KEYS(K_ESC, 'x'));
	expect(*state, "\033[", KEYS(K_ESC, '['));
	expect(*state, "\033\033[A", KEYS(K_ESC, K_UP));
}

static void what_nobody_knows_is_swallowed(void **state)
{
	expect(*state, "\033[99;5u4", KEYS('4'));
	expect(*state, "\033Oz4", KEYS('4'));
	expect(*state, "\033[?1;2c\033[200000000000000000000000000000000000000000000000000000000q4",
	       KEYS('4'));
}

static void a_paste_is_text(void **state)
{
	expect(*state, "\033[200~4622\r9431\033[A\033[201~\r",
	       KEYS(K_PASTE_BEGIN, '4', '6', '2', '2', '\n', '9', '4', '3', '1', K_PASTE_END,
		    K_ENTER));
}

static void a_click_has_its_place(void **state)
{
	struct hand *h = *state;

	expect(h, "\033[<0;12;5M\033[<0;12;5m", KEYS(K_MOUSE));
	assert_int_equal(h->typed.mouse.x, 11);
	assert_int_equal(h->typed.mouse.y, 4);
	assert_int_equal(h->typed.mouse.what, MOUSE_CLICK);
	expect(h, "\033[<0;12;5M", KEYS(K_MOUSE));
	assert_int_equal(h->typed.mouse.what, MOUSE_DOUBLE);
	expect(h, "\033[<65;1;1M", KEYS(K_MOUSE));
	assert_int_equal(h->typed.mouse.what, MOUSE_WHEEL_DOWN);
	expect(h, "\033[M !\"", KEYS(K_MOUSE));
	assert_int_equal(h->typed.mouse.x, 0);
	assert_int_equal(h->typed.mouse.y, 1);
	expect(h, "\033[<2;1;1M4", KEYS('4'));
}

static void no_byte_is_read_before_its_turn(void **state)
{
	struct hand *h = *state;
	tui_key key;
	char rest[8] = "";

	assert_int_equal(write(h->out, "\033[A4622", 7), 7);
	assert_true(typed_key(&h->typed, &key));
	assert_int_equal(key, K_UP);
	assert_int_equal(read(h->typed.fd, rest, sizeof(rest) - 1), 4);
	assert_string_equal(rest, "4622");
}

static void a_terminal_that_is_gone_is_noticed(void **state)
{
	struct hand *h = *state;
	tui_key key;

	close(h->out);
	h->out = -1;
	assert_false(typed_key(&h->typed, &key));
	assert_true(h->typed.gone);
}

#define HAND(test) cmocka_unit_test_setup_teardown(test, open_hand, close_hand)

int main(void)
{
	const struct CMUnitTest tests[] = {
		HAND(characters_are_keys),
		HAND(every_sequence_is_its_key),
		HAND(escape_stands_alone_or_before_a_letter),
		HAND(what_nobody_knows_is_swallowed),
		HAND(a_paste_is_text),
		HAND(a_click_has_its_place),
		HAND(no_byte_is_read_before_its_turn),
		HAND(a_terminal_that_is_gone_is_noticed),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
