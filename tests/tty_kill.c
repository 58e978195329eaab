/* The program dies by SIGKILL in the middle of each step; after a restart the
 * journey goes on with what was typed, and an ask is never sent twice: neither so
 * nor by a key that is held down. */

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <cmocka.h>
#include <jansson.h>

#include "api/codes.h"
#include "api/lang.h"
#include "api/store_db.h"
#include "api/util.h"
#include "tests/agent.h"
#include "tests/side.h"

struct counter {
	struct tw w;
	struct side sandbox;
};

/* A sandbox that outlives the console. */
static void open_counter(struct counter *k, const char *fault)
{
	side_counter(&k->sandbox, &k->w, fault);
	tw_start(&k->w, 80, 24, (const char *const[]){ "--profile", "counter", NULL });
}

static void close_counter(struct counter *k)
{
	tw_keys(&k->w, "<Ctrl-Q>");
	tw_ended(&k->w, 0);
	tw_release(&k->w);
	side_stop(&k->sandbox);
}

/* What was typed is saved once the frame that shows it is out: be fair, let that happen. */
static void fall_dead(struct tw *w)
{
	tw_wait_asleep(w);
	tw_kill(w);
	tw_restart(w);
	tw_wait_here(w, "F1", -1);
}

static void take_up_again(struct tw *w)
{
	fall_dead(w);
	tw_wait_text(w, _("UNFINISHED"));
	tw_keys(w, "<Down>\n");
}

static void registration_survives(struct counter *k)
{
	struct tw *w = &k->w;

	agent_look_up(w, maria.phone);
	agent_wait_step(w, STEP_REGISTER);
	tw_keys(w, "María\tElena\tNúñez\tPe");
	tw_wait_text(w, "Núñez");
	take_up_again(w);
	agent_wait_step(w, STEP_REGISTER);
	tw_wait_text(w, "María");
	tw_wait_text(w, "Elena");
	tw_wait_text(w, "Núñez");
	tw_wait_text(w, "Pe");
	agent_clear_registration(w);
	agent_type_registration(w, &maria);
	tw_keys(w, "<F10>");
	agent_wait_step(w, STEP_LINK);
}

static void link_survives(struct counter *k)
{
	char *before = tw_wait_qr(&k->w), *after;

	take_up_again(&k->w);
	agent_wait_step(&k->w, STEP_LINK);
	after = tw_wait_qr(&k->w);
	assert_string_equal(before, after);
	agent_scan_link(&k->w);
	tw_keys(&k->w, "<F10>");
	free(before);
	free(after);
}

static void method_survives(struct counter *k)
{
	struct tw *w = &k->w;

	agent_wait_step(w, STEP_METHOD);
	tw_keys(w, "c");
	tw_wait_text(w, _("Card"));
	tw_keys(w, "4111111111111111\t1228\t12");
	take_up_again(w);
	agent_add_card(w);
	take_up_again(w);
	agent_choose_method(w);
}

static void payer_survives(struct counter *k)
{
	struct tw *w = &k->w;

	agent_wait_step(w, STEP_PAYER);
	tw_keys(w, "<F2>");
	tw_wait_text(w, _("First name(s)"));
	tw_keys(w, "Hugo\tTru\t+1916");
	tw_wait_text(w, "+1916");
	take_up_again(w);
	agent_wait_step(w, STEP_PAYER);
	tw_keys(w, "<F2>");
	tw_wait_text(w, "Hugo");
	tw_keys(w, "<Tab><Tab><End>5550149<F10>");
	tw_wait_text(w, _("Added. Enter takes this person as the payer."));
	tw_wait_text(w, "✓ Hugo Tru");
	tw_keys(w, "\n");
}

static void quote_and_ask_survive(struct counter *k)
{
	struct tw *w = &k->w;

	agent_quote(w, "100");
	take_up_again(w);
	agent_wait_step(w, STEP_QUOTE);
	agent_quote(w, "");
	tw_keys(w, "<F10>");
	agent_wait_step(w, STEP_ASK);
	agent_read_back(w, "1734");
	take_up_again(w);
	agent_wait_step(w, STEP_ASK);
	tw_wait_text(w, "1734");
	agent_read_back(w, "");
}

static void each_step_survives_sigkill(void **state)
{
	struct counter k;

	(void)state;
	open_counter(&k, NULL);
	registration_survives(&k);
	link_survives(&k);
	method_survives(&k);
	payer_survives(&k);
	quote_and_ask_survive(&k);
	agent_send(&k.w, "1734");
	free(tw_wait_qr(&k.w));
	fall_dead(&k.w);
	tw_wait_text(&k.w, _("TODAY"));
	tw_keys(&k.w, "<Down>\n");
	agent_payer_pays(&k.w);
	close_counter(&k);
}

/* What the sandbox knows; new. */
static json_t *ledger(struct counter *k)
{
	char *url = xasprintf("%s/__sandbox/", k->sandbox.url), *text = web(url, NULL, NULL);
	json_t *summary = json_loads(text, 0, NULL);

	free(text);
	free(url);
	return summary;
}

static int asks_there(struct counter *k)
{
	json_t *summary = ledger(k);
	int n = (int)json_array_size(json_object_get(summary, "asks"));

	json_decref(summary);
	return n;
}

/* How often this operation was carried out. */
static int carried_out(struct counter *k, const char *op)
{
	json_t *summary = ledger(k);
	json_t *n = json_object_get(json_object_get(summary, "calls"), op);
	int calls = (int)json_integer_value(n);

	json_decref(summary);
	return calls;
}

/* How many customers have this phone or e-mail; methods: how many she has. */
static int customers_there(struct counter *k, const char *alias, int *methods)
{
	json_t *summary = ledger(k), *user;
	int n = 0;
	size_t i;

	json_array_foreach(json_object_get(summary, "users"), i, user) {
		const char *phone = json_string_value(json_object_get(user, "phoneNumber"));
		const char *email = json_string_value(json_object_get(user, "email"));

		if (!str_eq(phone, alias) && !str_eq(email, alias))
			continue;
		n++;
		*methods = (int)json_integer_value(json_object_get(user, "methods"));
	}
	json_decref(summary);
	return n;
}

static void wait_carried_out(struct counter *k, const char *op, int nth)
{
	long until = now_ms() + 10000;

	while (carried_out(k, op) < nth && now_ms() < until)
		;
	assert_int_equal(carried_out(k, op), nth);
}

/* It dies as soon as the service has carried the operation out; the answer, which
 * is late, is heard by nobody. */
static void die_unheard(struct counter *k, const char *op, int nth)
{
	wait_carried_out(k, op, nth);
	tw_kill(&k->w);
	tw_restart(&k->w);
	tw_wait_text(&k->w, _("NEEDS YOU"));
	tw_keys(&k->w, "<Down>\n");
}

static void to_the_ask(struct tw *w)
{
	agent_look_up(w, "rosa.diaz@example.com");
	agent_add_clabe(w);
	tw_keys(w, "\n");
	agent_add_payer(w);
	tw_keys(w, "\n");
	agent_quote(w, "100");
	tw_keys(w, "<F10>");
	agent_read_back(w, "800");
}

/* It dies after the ask has left and before the answer comes. */
static void an_ask_on_its_way_is_found_again(void **state)
{
	struct counter k;
	int before;

	(void)state;
	open_counter(&k, "delay:requestMoneyV2:ms=1200:count=1");
	before = asks_there(&k);
	to_the_ask(&k.w);
	tw_keys(&k.w, "800<F10>");
	agent_wait_step(&k.w, STEP_TRACK);
	tw_wait_text(&k.w, _("sent, waiting for the answer"));
	fall_dead(&k.w);
	tw_wait_text(&k.w, _("NEEDS YOU"));
	tw_keys(&k.w, "<Down>\n");
	agent_wait_step(&k.w, STEP_TRACK);
	agent_payer_pays(&k.w);
	assert_int_equal(asks_there(&k), before + 1);
	close_counter(&k);
}

static void a_registration_on_its_way_is_found_again(void **state)
{
	struct counter k;
	int methods = 0;

	(void)state;
	open_counter(&k, "delay:registerUserV2:ms=60000");
	agent_look_up(&k.w, maria.phone);
	agent_wait_step(&k.w, STEP_REGISTER);
	agent_type_registration(&k.w, &maria);
	tw_keys(&k.w, "<F10>");
	die_unheard(&k, "registerUserV2", 1);
	agent_wait_step(&k.w, STEP_LINK);	/* found, by itself */
	assert_int_equal(carried_out(&k, "registerUserV2"), 1);
	assert_int_equal(customers_there(&k, maria.phone, &methods), 1);
	close_counter(&k);
}

/* The customer is taken up again, and what she was given is found among hers. */
static void a_method_on_its_way_is_found_again(void **state)
{
	static const struct {
		const char *op, *keys, *shown;
	} ways[] = {
		{ "addUBNAccount", "b002320275621938815<F10>", "···· 8815" },
		{ "createFundingCard", "c4111111111111111<Tab><Ctrl-U>1228<Tab>123<F10>",
		  "···· 1111" },
	};
	int before = 0, after = 0;
	struct counter k;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
		char *fault = xasprintf("delay:%s:ms=60000", ways[i].op);

		open_counter(&k, fault);
		assert_int_equal(customers_there(&k, "rosa.diaz@example.com", &before), 1);
		agent_look_up(&k.w, "rosa.diaz@example.com");
		agent_wait_step(&k.w, STEP_METHOD);
		tw_wait_text(&k.w, _("Card number typed here"));
		tw_keys(&k.w, ways[i].keys);
		die_unheard(&k, ways[i].op, 1);
		tw_wait_text(&k.w, _("Added. Enter takes it for this ask."));
		tw_wait_text(&k.w, ways[i].shown);
		customers_there(&k, "rosa.diaz@example.com", &after);
		assert_int_equal(after, before + 1);
		assert_int_equal(carried_out(&k, ways[i].op), 1);
		close_counter(&k);
		free(fault);
	}
}

/* Killed before anything could leave: the form has what was typed, and it is sent
 * by the agent's key alone. */
static void a_registration_that_never_left_is_sent_once(void **state)
{
	struct counter k;
	int methods = 0;

	(void)state;
	open_counter(&k, NULL);
	agent_look_up(&k.w, maria.phone);
	agent_wait_step(&k.w, STEP_REGISTER);
	agent_type_registration(&k.w, &maria);
	tw_wait_text(&k.w, "Aguascalientes");	/* the last that was typed */
	take_up_again(&k.w);
	agent_wait_step(&k.w, STEP_REGISTER);
	tw_wait_text(&k.w, "Núñez");
	assert_int_equal(carried_out(&k, "registerUserV2"), 0);
	tw_keys(&k.w, "<F10>");
	agent_wait_step(&k.w, STEP_LINK);
	assert_int_equal(carried_out(&k, "registerUserV2"), 1);
	assert_int_equal(customers_there(&k, maria.phone, &methods), 1);
	close_counter(&k);
}

/* Another program holds the records when the answer comes: that is said, and the
 * answer is there as soon as it lets go. */
static void an_answer_that_cannot_be_written_is_said_so(void **state)
{
	struct store *other;
	struct counter k;
	char *path;

	(void)state;
	open_counter(&k, "delay:requestMoneyV2:ms=1200:count=1");
	to_the_ask(&k.w);
	tw_keys(&k.w, "800<F10>");
	tw_wait_text(&k.w, _("sent, waiting for the answer"));
	path = tw_path(&k.w, "state/remitty/counter/remitty.db");
	other = store_open(path, NULL);
	assert_non_null(other);
	assert_true(db_begin(other, true, NULL));
	tw_wait_text(&k.w, _("The records cannot be written just now"));
	tw_wait_text(&k.w, _("sent, waiting for the answer"));
	db_end(other, false, NULL);
	store_close(other);
	free(tw_wait_qr(&k.w));
	assert_int_equal(carried_out(&k, "requestMoneyV2"), 1);
	close_counter(&k);
	free(path);
}

/* The same of a registration, which waits at its form until then. */
static void nor_can_a_registrations(void **state)
{
	struct store *other;
	struct counter k;
	char *path;

	(void)state;
	open_counter(&k, "delay:registerUserV2:ms=1200:count=1");
	agent_look_up(&k.w, maria.phone);
	agent_wait_step(&k.w, STEP_REGISTER);
	agent_type_registration(&k.w, &maria);
	tw_keys(&k.w, "<F10>");
	wait_carried_out(&k, "registerUserV2", 1);
	path = tw_path(&k.w, "state/remitty/counter/remitty.db");
	other = store_open(path, NULL);
	assert_true(db_begin(other, true, NULL));
	tw_wait_text(&k.w, _("The records cannot be written just now"));
	db_end(other, false, NULL);
	store_close(other);
	agent_wait_step(&k.w, STEP_LINK);
	assert_int_equal(carried_out(&k, "registerUserV2"), 1);
	close_counter(&k);
	free(path);
}

/* A thousand times, as fast as it is taken. */
static void hold_down(struct tw *w, const char *key)
{
	for (int i = 0; i < 1000; i++) {
		tw_keys(w, key);
		if (i % 20 == 19)
			tw_wait_asleep(w);
	}
}

/* How many there are once the console has nothing more to do; the service is slow. */
static int asks_awaited(struct counter *k, int least)
{
	long until = now_ms() + 10000;

	while (asks_there(k) < least && now_ms() < until)
		;
	tw_wait_asleep(&k->w);
	return asks_there(k);
}

static void a_key_held_down_sends_once(void **state)
{
	static const char *const keys[] = { "\n", "<F10>" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		struct counter k;
		int before, unsaid, sent;

		open_counter(&k, "delay:requestMoneyV2:ms=300");
		before = asks_there(&k);
		to_the_ask(&k.w);
		hold_down(&k.w, keys[i]);
		unsaid = asks_there(&k) - before;
		tw_wait_text(&k.w, _("To send, type the amount again"));
		tw_keys(&k.w, "800");
		hold_down(&k.w, keys[i]);
		sent = asks_awaited(&k, before + 1) - before;
		printf("# figure: %s held down | 2,000 times, half without and half with the "
		       "amount: %d asks and %d\n", i ? "F10" : "Enter", unsaid, sent);
		assert_int_equal(unsaid, 0);
		assert_int_equal(sent, 1);
		assert_int_equal(carried_out(&k, "requestMoneyV2"), 1);
		close_counter(&k);	/* it still answers */
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_step_survives_sigkill),
		cmocka_unit_test(an_ask_on_its_way_is_found_again),
		cmocka_unit_test(a_registration_on_its_way_is_found_again),
		cmocka_unit_test(a_method_on_its_way_is_found_again),
		cmocka_unit_test(a_registration_that_never_left_is_sent_once),
		cmocka_unit_test(an_answer_that_cannot_be_written_is_said_so),
		cmocka_unit_test(nor_can_a_registrations),
		cmocka_unit_test(a_key_held_down_sends_once),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
