/* What went over the wire: the list with its filter, one call as a tree, two
 * compared. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "api/lang.h"
#include "tests/call_stage.h"

static int open_desk(void **state)
{
	struct desk *d = xcalloc(1, sizeof(*d));

	desk_open(d, "partner_full");
	*state = d;
	return 0;
}

static int close_desk(void **state)
{
	lang_set("en");
	desk_close(*state);
	free(*state);
	return 0;
}

/* ---- the list ---- */

static void the_list_shows_what_passes_its_filter(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	stage_four(d);
	desk_type(app, "<F12>");
	assert_screen(app, "inspector");
	desk_type(app, "f");
	assert_true(desk_shows(app, "only failed"));
	stage_look(app);
	assert_true(desk_shows(app, "3 of 6"));
	desk_type(app, "ff");
	stage_look(app);
	assert_true(desk_shows(app, "only 5xx"));
	assert_true(desk_shows(app, "1 of 6"));
	desk_type(app, "f");
	assert_true(desk_shows(app, "only without an answer"));
	desk_type(app, "<Esc>");
	assert_true(desk_shows(app, "All calls"));
	desk_type(app, "<End>o");
	stage_look(app);
	assert_true(desk_shows(app, "listContacts   "));
	assert_true(desk_shows(app, "2 of 6"));
	desk_type(app, "<Esc><Esc>");
	assert_string_equal(app->top->ops->name, "home");
}

static void the_list_shows_what_came_since(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	stage_call(d->journal, &op_getProfile, 200)->at = wall_ms() - 30 * 60 * 1000;
	stage_call(d->journal, &op_getProfile, 200)->at = 1776102856022;
	stage_call(d->journal, &op_getProfile, 200);
	desk_type(app, "<F12>t");
	assert_true(desk_shows(app, "since "));
	assert_true(desk_shows(app, "1 of 3"));
	desk_type(app, "t");
	assert_true(desk_shows(app, "2 of 3"));
	desk_type(app, "ttt");
	assert_true(desk_shows(app, "All calls"));
}

static void a_search_finds_words_of_bodies_here_and_on_disk(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	stage_four(d);
	desk_type(app, "<F12>/listcon");
	stage_look(app);
	assert_true(desk_shows(app, "/listcon"));
	assert_true(desk_shows(app, "2 of 6"));
	desk_type(app, "<Esc>/MARÍA<Enter>");
	stage_look(app);
	assert_true(desk_shows(app, "“MARÍA”"));
	assert_true(desk_shows(app, "1 of 6"));
	desk_type(app, "<Enter>");	/* it is looked for in the call as well */
	assert_true(desk_shows(app, "\"María Núñez\""));
	assert_true(desk_shows(app, "  name\n") || desk_shows(app, "  name "));
	desk_type(app, "<Esc><Esc>/nobody said this<Enter>");
	stage_look(app);
	assert_true(desk_shows(app, "No call fits. Esc shows all of them again."));
	desk_type(app, "<Enter>");
	assert_string_equal(app->top->ops->name, "inspector");
	desk_type(app, "<Esc>/v1/<Enter>");
	stage_look(app);
	desk_type(app, "nnn<Enter>");
	assert_true(desk_shows(app, "1  getUserTokenV2"));
}

static void the_list_is_wide_and_spanish(void **state)
{
	struct desk *d = *state;

	stage_four(d);
	lang_set("es");
	app_resize(&d->app, 120, 40);
	desk_type(&d->app, "<F12>m<Down>");
	assert_screen(&d->app, "inspector-es-120");
}

static void without_history_it_is_said(void **state)
{
	struct desk *d = *state;

	d->config.history = 0;
	desk_type(&d->app, "<F12>");
	assert_true(desk_shows(&d->app, "history = 0"));
}

/* ---- one call ---- */

static void a_call_is_a_tree(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	stage_four(d);
	desk_type(app, "<F12><Down><Down><Down><Enter>");
	assert_screen(app, "exchange");
	desk_type(app, "<Down><Enter>");
	assert_true(desk_shows(app, "[redacted]"));
	desk_type(app, "-");
	assert_false(desk_shows(app, "[redacted]"));
	assert_true(desk_shows(app, "Times"));
	desk_type(app, "+/\"b\"<Enter>");
	assert_true(desk_shows(app, "list[1].id"));
	desk_type(app, "<Left>");
	assert_true(desk_shows(app, "list[1]"));
	desk_type(app, "<Left>");
	assert_true(desk_shows(app, "{\"id\":\"b\"}"));
	desk_type(app, "/María<Enter><Enter>");
	assert_string_equal(app->top->ops->name, "whole");
	assert_true(desk_shows(app, "María Núñez"));
	desk_type(app, "<Esc>/nobody<Enter>");
	assert_true(desk_shows(app, "does not occur"));
}

static void a_call_is_wide_and_spanish(void **state)
{
	struct desk *d = *state;

	stage_four(d);
	lang_set("es");
	app_resize(&d->app, 120, 40);
	desk_type(&d->app, "<F12><Down><Down><Enter><Tab>");
	assert_screen(&d->app, "exchange-es-120");
}

static void what_was_expected_stands_beside_what_came(void **state)
{
	struct desk *d = *state;

	stage_four(d);
	desk_type(&d->app, "<F12><Enter>");
	assert_screen(&d->app, "exchange-scenario");
}

static void times_of_a_kept_call_are_there_too(void **state)
{
	struct desk *d = *state;

	stage_four(d);
	desk_type(&d->app, "<F12><End><Enter>");
	assert_true(desk_shows(&d->app, "34.20 ms"));
	assert_true(desk_shows(&d->app, "waiting"));
	assert_true(desk_shows(&d->app, "24.70 ms"));
}

/* Of a call on the sealed channel both are there: the envelope and what was inside. */
static void a_sealed_call_shows_its_letter(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;
	struct exchange *x = stage_call(d->journal, &op_getUserTokenV2, 200);

	x->request = json_pack("{s:s}", "phoneNumber", "+525521206703");
	x->letter_out = xstrdup("eyJhbGciOiJSU0EtT0FFUC0yNTYi.sent");
	x->letter_in = xstrdup("eyJhbGciOiJSU0EtT0FFUC0yNTYi.came");
	stage_answer(x, "HTTP/1.1 200 OK\n", json_pack("{s:s}", "userToken", "usr-1"));
	desk_type(app, "<F12><Enter>");
	assert_true(desk_shows(app, "sealed letter  eyJhbGciOiJSU0EtT0FFUC0yNTYi.sent"));
	assert_true(desk_shows(app, "phoneNumber  \"+525521206703\""));
	assert_true(desk_shows(app, "sealed letter  eyJhbGciOiJSU0EtT0FFUC0yNTYi.came"));
	assert_true(desk_shows(app, "userToken  \"usr-1\""));
}

/* A long value is cut in its line and shown whole when asked for. */
static void a_long_value_is_shown_whole(void **state)
{
	struct desk *d = *state;
	struct exchange *x = stage_call(d->journal, &op_getProfile, 200);
	char text[301] = "";

	memset(text, 'x', 299);
	text[299] = 'E';
	stage_answer(x, "HTTP/1.1 200 OK\n", json_pack("{s:s}", "long", text));
	desk_type(&d->app, "<F12><Enter>/long<Enter>");
	assert_false(desk_shows(&d->app, "xE"));
	desk_type(&d->app, "<Enter>");
	assert_true(desk_shows(&d->app, "xE"));
}

static void a_call_stays_readable_when_the_journal_lets_it_go(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	stage_call(d->journal, &op_getProfile, 200);
	store_calls_keep(d->store, d->journal, 1000);
	for (int i = 0; i < 120; i++)
		stage_call(d->journal, &op_listContacts, 200);
	app_push(app, &exchange_screen, &(struct exchange_arg){ .serial = 1 });
	assert_true(desk_shows(app, "getProfile"));
	assert_true(desk_shows(app, "HTTP 200"));
}

/* ---- two calls ---- */

static void two_calls_are_compared(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	stage_four(d);
	desk_type(app, "<F12>d");
	assert_true(desk_shows(app, "Mark a call first"));
	desk_type(app, "<Down><Down><Down>m");
	desk_type(app, "d");
	assert_true(desk_shows(app, "This is the marked one"));
	desk_type(app, "<Up>d");
	assert_screen(app, "diff");
	desk_type(app, "<Home><Enter>");
	assert_true(desk_shows(app, "api_key: [redacted]"));
	desk_type(app, "-");
	assert_false(desk_shows(app, "api_key: [redacted]"));
	desk_type(app, "<Home>n");
	desk_type(app, "<Enter>");
	assert_true(desk_shows(app, "- "));
	assert_string_equal(app->top->ops->name, "whole");
	desk_type(app, "<Esc>");
	lang_set("es");
	app_resize(app, 120, 40);
	assert_screen(app, "diff-es-120");
}

static const struct size {
	int w, h;
} sizes[] = { { 60, 20 }, { 80, 24 }, { 110, 30 }, { 120, 40 }, { 200, 60 } };

/* Each draws itself within the window and names its way back, in the narrowest as well. */
static void fits(struct app *app)
{
	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		app_resize(app, sizes[i].w, sizes[i].h);
		if (!desk_shows(app, "Esc"))
			fail_msg("%s at %d: no way back", app->top->ops->name, sizes[i].w);
	}
}

static void every_page_fits_every_size(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	stage_four(d);
	for (int es = 0; es < 2; es++) {
		lang_set(es ? "es" : "en");
		app->grid.ascii = es;
		desk_type(app, "<F12>");
		fits(app);
		desk_type(app, "/v1");
		fits(app);
		desk_type(app, "<Esc>m<Down>d");
		fits(app);
		desk_type(app, "<Esc><Enter>");
		fits(app);
		desk_type(app, "c");
		fits(app);
		desk_type(app, "<Esc><Down><Down><Enter>");
		fits(app);
		while (app->top->below)
			app_pop(app);
	}
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, open_desk, close_desk)
	const struct CMUnitTest tests[] = {
		CASE(the_list_shows_what_passes_its_filter),
		CASE(the_list_shows_what_came_since),
		CASE(a_search_finds_words_of_bodies_here_and_on_disk),
		CASE(the_list_is_wide_and_spanish),
		CASE(without_history_it_is_said),
		CASE(a_call_is_a_tree),
		CASE(a_call_is_wide_and_spanish),
		CASE(what_was_expected_stands_beside_what_came),
		CASE(times_of_a_kept_call_are_there_too),
		CASE(a_sealed_call_shows_its_letter),
		CASE(a_long_value_is_shown_whole),
		CASE(a_call_stays_readable_when_the_journal_lets_it_go),
		CASE(two_calls_are_compared),
		CASE(every_page_fits_every_size),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
