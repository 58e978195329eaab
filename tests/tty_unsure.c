/* Whoever is not sure whether to press again is told, at 80x24 and in both languages:
 * what to do, what not, and when it is looked at next.  No key that is offered sends a
 * second time; pressing the one that sent it changes nothing. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "api/lang.h"
#include "api/store.h"
#include "api/util.h"
#include "tests/agent.h"
#include "tests/side.h"

struct desk_day {
	struct tw w;
	struct side sandbox;
};

/* A row as an earlier day left it, and what its page has to say. */
static const struct unsure {
	const char *op;			/* "": an ask */
	enum ask_state state;
	int look_in;			/* seconds; 0: no look is due */
	const char *home;		/* what its line at home says, up to a figure */
	const char *say;		/* on its page: what to do and what not */
	const char *next;		/* what counts down, up to its figure; NULL: nothing */
	const char *keys[3];		/* labels that are offered beyond looking and leaving */
} rows[] = {
	{ "", ASK_UNKNOWN, 50, N_("Do NOT repeat; look in %s"),
	  N_("Do NOT create it again. It is being looked up by its reference; if it arrived it "
	     "will be found here, if not you will be told what to do."),
	  N_("next look in %s"), { NULL } },
	{ "", ASK_ABSENT, 290, N_("Not found: supervisor decides"),
	  N_("Do NOT create it again. Call your supervisor: only he or she may close it with F8, "
	     "or with n make a new one in its place."),
	  N_("next look in %s"), { N_("Close it"), N_("Make a new one") } },
	{ "", ASK_MISMATCH, 0, N_("Stop: call support"),
	  N_("The service answered with another reference or another amount. Do NOT repeat it "
	     "and do not hand out a link. Call support and give them the reference below."),
	  NULL, { NULL } },
	{ "registerUserV2", ASK_UNKNOWN, 50, N_("Do NOT repeat; look in %s"),
	  N_("Do NOT send the registration again. The customer is being looked up by phone: if "
	     "the registration arrived, this goes on by itself; if not, you will be told what "
	     "to do."),
	  N_("next look in %s"), { NULL } },
	{ "registerUserV2", ASK_ABSENT, 290, N_("Not found: open it"),
	  N_("The registration was looked for several times and did not arrive. F8 goes back to "
	     "the form, where everything is kept; F10 sends it from there."),
	  N_("next look in %s"), { N_("Close it") } },
	{ "addUBNAccount", ASK_UNKNOWN, 50, N_("Do NOT repeat; look in %s"),
	  N_("Do NOT add it again. It is being looked for among the customer's methods: if it "
	     "arrived, this goes on by itself; if not, you will be told what to do."),
	  N_("next look in %s"), { NULL } },
};

static void day_begins(struct desk_day *day, const char *fault)
{
	side_counter(&day->sandbox, &day->w, fault);
	tw_file(&day->w, "state/remitty/none", "");
}

static void open_console(struct desk_day *day, const char *lang)
{
	lang_set(lang);
	tw_start(&day->w, 80, 24, (const char *const[]){ "--profile", "counter", "--lang", lang,
							 NULL });
	tw_wait_here(&day->w, "F1", -1);
}

static void day_ends(struct desk_day *day)
{
	tw_kill(&day->w);
	tw_release(&day->w);
	side_stop(&day->sandbox);
	lang_set("en");
}

static void leave_behind(struct desk_day *day, const struct unsure *u)
{
	char *path = tw_path(&day->w, "state/remitty/counter/remitty.db");
	int64_t now = wall_ms();
	struct ask ask = {
		.state = u->state, .user_token = "usr_1", .customer = "Ana Paz",
		.customer_phone = "+525512045518", .created_at = now - 300000,
		.handed_at = now - 300000, .updated_at = now, .state_at = now - 200000,
		.checked_at = now, .next_look_at = u->look_in ? now + u->look_in * 1000 : 0,
		.looks = 3, .good_looks = 3,
	};
	struct store *store;
	struct err err = { 0 };

	uuid_new(ask.correlation_id);
	text_put(ask.op, sizeof(ask.op), u->op);
	if (*u->op) {
		text_put(ask.key, sizeof(ask.key), "+525512045518");
	} else {
		text_put(ask.payer, sizeof(ask.payer), "Hugo Tru");
		ask.amount = (struct money){ 50000, "MXN" };
	}
	store = store_open(path, &err);
	assert_string_equal(err.text, "");
	assert_true(store_ask_add(store, &ask, &err));
	for (int i = 0; i < 7; i++)		/* more than have room */
		store_ask_event(store, ask.correlation_id, "looked: not there yet", &err);
	store_close(store);
	free(path);
}

/* The text up to its figure. */
static void wait_begin(struct tw *w, const char *format)
{
	char *text = xstrndup(format, strcspn(format, "%"));

	tw_wait_text(w, text);
	free(text);
}

static bool is_offered(const struct unsure *u, const char *label)
{
	for (size_t i = 0; i < ARRAY_LEN(u->keys) && u->keys[i]; i++)
		if (str_eq(u->keys[i], label))
			return true;
	return false;
}

/* What the last line offers: nothing that sends, but what a supervisor may do. */
static void check_keys(struct tw *w, const struct unsure *u)
{
	static const char *const labels[] = {
		N_("Send"), N_("Send now"), N_("Make a corrected copy"), N_("New ask"),
		N_("Close it"), N_("Make a new one"), N_("Done"),
	};
	char *line = tw_line(w, 23);

	for (size_t i = 0; i < ARRAY_LEN(labels); i++) {
		char *key = xasprintf(" %s ", _(labels[i]));
		bool shown = strstr(line, key) != NULL;

		if (shown && !is_offered(u, labels[i]))
			tw_fail(w, "offers \"%s\"", _(labels[i]));
		free(key);
	}
	free(line);
}

static void check_page(struct tw *w, const struct unsure *u)
{
	tw_wait_text(w, _(u->say));
	if (u->next)
		wait_begin(w, _(u->next));
	if (!*u->op)
		wait_begin(w, _("reference %s"));
	check_keys(w, u);
}

static void to_the_page(struct tw *w, const struct unsure *u)
{
	tw_wait_text(w, _("NEEDS YOU"));
	wait_begin(w, _(u->home));
	tw_keys(w, "<Down>\n");
	check_page(w, u);
}

static int carried_out(struct desk_day *day)
{
	char *url = xasprintf("%s/__sandbox/", day->sandbox.url), *text = web(url, NULL, NULL);
	json_t *summary = json_loads(text, 0, NULL), *calls = json_object_get(summary, "calls");
	static const char *const ops[] = { "requestMoneyV2", "registerUserV2", "addUBNAccount" };
	int n = 0;

	for (size_t i = 0; i < ARRAY_LEN(ops); i++)
		n += (int)json_integer_value(json_object_get(calls, ops[i]));
	json_decref(summary);
	free(text);
	free(url);
	return n;
}

static void each_page_says_whether_to_press_again(void **state)
{
	static const char *const langs[] = { "en", "es" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows) * 2; i++) {
		const struct unsure *u = &rows[i / 2];
		struct desk_day day;

		day_begins(&day, NULL);
		leave_behind(&day, u);
		open_console(&day, langs[i % 2]);
		to_the_page(&day.w, u);
		tw_keys(&day.w, "<F10>");
		tw_wait_asleep(&day.w);
		tw_keys(&day.w, "\n");
		tw_wait_asleep(&day.w);
		check_page(&day.w, u);
		tw_kill(&day.w);
		tw_restart(&day.w);
		to_the_page(&day.w, u);
		tw_keys(&day.w, "<Esc>");
		tw_wait_text(&day.w, _("NEEDS YOU"));
		assert_int_equal(carried_out(&day), 0);
		day_ends(&day);
	}
}

/* An ask is opened from the history as well. */
static void the_history_leads_to_the_same_page(void **state)
{
	static const char *const langs[] = { "en", "es" };

	(void)state;
	for (size_t i = 0; i < 2 * 2; i++) {
		struct desk_day day;

		day_begins(&day, NULL);
		leave_behind(&day, &rows[i / 2]);
		open_console(&day, langs[i % 2]);
		tw_wait_text(&day.w, _("NEEDS YOU"));
		tw_keys(&day.w, "<F3>");
		tw_wait_text(&day.w, "Hugo Tru");
		tw_keys(&day.w, "\n");
		check_page(&day.w, &rows[i / 2]);
		day_ends(&day);
	}
}

/* While it is being sent: that, and how long an answer is waited for at most. */
static void sending_says_so(void **state)
{
	static const char *const langs[] = { "en", "es" };
	static const struct unsure none = { .keys = { NULL } };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(langs); i++) {
		struct desk_day day;
		struct tw *w = &day.w;

		day_begins(&day, "delay:requestMoneyV2:ms=20000");
		open_console(&day, langs[i]);
		agent_look_up(w, "rosa.diaz@example.com");
		agent_add_clabe(w);
		tw_keys(w, "\n");
		agent_add_payer(w);
		tw_keys(w, "\n");
		agent_quote(w, "100");
		tw_keys(w, "<F10>");
		agent_read_back(w, "800");
		tw_keys(w, "800<F10>");
		tw_wait_text(w, _("It is sent once and never repeated by itself. Do NOT send it "
				  "again: wait here, the answer appears by itself."));
		tw_wait_text(w, strchr(_("%s more at most"), ' ') + 1);
		check_keys(w, &none);
		tw_keys(w, "<F10>");
		tw_wait_text(w, _("It is just being sent, once. Do NOT send it again: wait here."));
		day_ends(&day);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_page_says_whether_to_press_again),
		cmocka_unit_test(the_history_leads_to_the_same_page),
		cmocka_unit_test(sending_says_so),
	};
	int failed;

	lang_init();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	if (!failed)
		print_message("# figure: pages of what is not settled | sending, unknown, absent, "
			      "mismatch, of asks, registrations and methods, from home, history "
			      "and after a kill, at 80x24 in 2 languages: each says what to do "
			      "and not, none offers a second send\n");
	return failed;
}
