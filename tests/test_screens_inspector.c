/* What went over the wire: the list with its filter, one call as a tree, two
 * compared, sent again, saved; and that nothing secret is in any of it. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "api/lang.h"
#include "tests/desk.h"

#define ID "7011cefb-0c0b-48c1-a68a-7134d32e61e4"
#define CARD "4111111111111111"
#define CVV "917"

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

/* ---- calls whose every figure is known ---- */

static struct exchange *call(struct journal *journal, const struct op *op, int status)
{
	struct exchange *x = journal_begin(journal, op);
	static const int64_t times[] = { 400, 1200, 5300, 30000, 34200 };

	x->method = xstrdup(op->method);
	x->url = xasprintf("https://host/v1%s", op->path);
	x->request_headers = xstrdup("api_key: [redacted]\nAccept: application/json\n");
	x->status = status;
	x->ms = 34;
	x->bytes = 120;
	memcpy(x->times, times, sizeof(times));
	x->done = true;
	return x;
}

static void answers(struct exchange *x, const char *headers, json_t *taken)
{
	x->response_headers = xstrdup(headers);
	x->response = taken;
}

/* A look-up that found María, one that found nobody, one without an answer, one of a
 * scenario that went wrong; before them two of another run. */
static void four_calls(struct desk *d)
{
	struct journal *before = journal_new(4);
	struct exchange *x;

	for (int i = 0; i < 2; i++)
		call(before, &op_listContacts, i ? 200 : 500);
	store_calls_keep(d->store, before, 100);
	journal_free(before);
	x = call(d->journal, &op_getUserTokenV2, 200);
	x->request = json_pack("{s:s}", "phoneNumber", "+525521206703");
	answers(x, "HTTP/1.1 200 OK\nContent-Type: application/json\n",
		json_pack("{s:s, s:s, s:[{s:s}, {s:s}]}", "userToken", "usr-1", "name",
			  "María Núñez", "list", "id", "a", "id", "b"));
	x = call(d->journal, &op_getUserTokenV2, 404);
	x->request = json_pack("{s:s}", "phoneNumber", "+525521206799");
	answers(x, "HTTP/1.1 404 Not Found\nContent-Type: application/json\n",
		json_pack("{s:s, s:s}", "code", "ERROR_USER_NOT_FOUND", "reason", "Not found."));
	snprintf(x->failure, sizeof(x->failure), "Nobody is registered with this phone.");
	x = call(d->journal, &op_getProfile, 0);
	memset(x->times, 0, sizeof(x->times));
	snprintf(x->failure, sizeof(x->failure), "The line was cut.");
	x->bytes = 0;
	journal_scenario(d->journal, "createContact.400.ERROR_INVALID_NAME");
	x = call(d->journal, &op_createContact, 200);
	answers(x, "HTTP/1.1 200 OK\n", json_pack("{s:s}", "id", "c-1"));
	journal_scenario(d->journal, "");
}

/* Between keys the rest is looked through. */
static void look_on(struct app *app)
{
	for (int i = 0; i < 20; i++)
		loop_turn(app->loop, 0);
}

/* ---- the list ---- */

static void the_list_shows_what_passes_its_filter(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	four_calls(d);
	desk_type(app, "<F12>");
	assert_screen(app, "inspector");
	desk_type(app, "f");
	assert_true(desk_shows(app, "only failed"));
	look_on(app);
	assert_true(desk_shows(app, "3 of 6"));
	desk_type(app, "ff");
	look_on(app);
	assert_true(desk_shows(app, "only 5xx"));
	assert_true(desk_shows(app, "1 of 6"));
	desk_type(app, "f");
	assert_true(desk_shows(app, "only without an answer"));
	desk_type(app, "<Esc>");
	assert_true(desk_shows(app, "All calls"));
	desk_type(app, "<End>o");
	look_on(app);
	assert_true(desk_shows(app, "listContacts   "));
	assert_true(desk_shows(app, "2 of 6"));
	desk_type(app, "<Esc><Esc>");
	assert_string_equal(app->top->ops->name, "home");
}

static void the_list_shows_what_came_since(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	call(d->journal, &op_getProfile, 200)->at = wall_ms() - 30 * 60 * 1000;
	call(d->journal, &op_getProfile, 200)->at = 1776102856022;
	call(d->journal, &op_getProfile, 200);
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

	four_calls(d);
	desk_type(app, "<F12>/listcon");
	look_on(app);
	assert_true(desk_shows(app, "/listcon"));
	assert_true(desk_shows(app, "2 of 6"));
	desk_type(app, "<Esc>/MARÍA<Enter>");
	look_on(app);
	assert_true(desk_shows(app, "“MARÍA”"));
	assert_true(desk_shows(app, "1 of 6"));
	desk_type(app, "<Enter>");	/* it is looked for in the call as well */
	assert_true(desk_shows(app, "\"María Núñez\""));
	assert_true(desk_shows(app, "  name\n") || desk_shows(app, "  name "));
	desk_type(app, "<Esc><Esc>/nobody said this<Enter>");
	look_on(app);
	assert_true(desk_shows(app, "No call fits. Esc shows all of them again."));
	desk_type(app, "<Enter>");
	assert_string_equal(app->top->ops->name, "inspector");
	desk_type(app, "<Esc>/v1/<Enter>");
	look_on(app);
	desk_type(app, "nnn<Enter>");
	assert_true(desk_shows(app, "1  getUserTokenV2"));
}

static void the_list_is_wide_and_spanish(void **state)
{
	struct desk *d = *state;

	four_calls(d);
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

	four_calls(d);
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

	four_calls(d);
	lang_set("es");
	app_resize(&d->app, 120, 40);
	desk_type(&d->app, "<F12><Down><Down><Enter><Tab>");
	assert_screen(&d->app, "exchange-es-120");
}

static void what_was_expected_stands_beside_what_came(void **state)
{
	struct desk *d = *state;

	four_calls(d);
	desk_type(&d->app, "<F12><Enter>");
	assert_screen(&d->app, "exchange-scenario");
}

static void times_of_a_kept_call_are_there_too(void **state)
{
	struct desk *d = *state;

	four_calls(d);
	desk_type(&d->app, "<F12><End><Enter>");
	assert_true(desk_shows(&d->app, "34.20 ms"));
	assert_true(desk_shows(&d->app, "waiting"));
	assert_true(desk_shows(&d->app, "24.70 ms"));
}

/* A long value is cut in its line and shown whole when asked for. */
static void a_long_value_is_shown_whole(void **state)
{
	struct desk *d = *state;
	struct exchange *x = call(d->journal, &op_getProfile, 200);
	char text[301] = "";

	memset(text, 'x', 299);
	text[299] = 'E';
	answers(x, "HTTP/1.1 200 OK\n", json_pack("{s:s}", "long", text));
	desk_type(&d->app, "<F12><Enter>/long<Enter>");
	assert_false(desk_shows(&d->app, "xE"));
	desk_type(&d->app, "<Enter>");
	assert_true(desk_shows(&d->app, "xE"));
}

static void a_call_stays_readable_when_the_journal_lets_it_go(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	call(d->journal, &op_getProfile, 200);
	store_calls_keep(d->store, d->journal, 1000);
	for (int i = 0; i < 120; i++)
		call(d->journal, &op_listContacts, 200);
	app_push(app, &exchange_screen, &(struct exchange_arg){ .serial = 1 });
	assert_true(desk_shows(app, "getProfile"));
	assert_true(desk_shows(app, "HTTP 200"));
}

/* ---- two calls ---- */

static void two_calls_are_compared(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	four_calls(d);
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

/* ---- once more ---- */

static void a_call_is_edited_and_sent_again(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;
	json_t *args, *body;

	desk_customer(d, STEP_METHOD);
	args = json_pack("{s:s}", "phoneNumber", "+525521206703");
	json_decref(desk_call(d, &op_getUserTokenV2, args));
	json_decref(args);
	desk_type(app, "<F12>e");
	assert_string_equal(app->top->ops->name, "operation");
	assert_true(desk_shows(app, "5521206703") || desk_shows(app, "55 2120 6703"));
	desk_type(app, "<F10>");
	desk_settle(app);
	assert_true(desk_shows(app, "HTTP 200"));
	/* Path and body of a contact: both are there. */
	args = record_example(op_createContact.in, true);
	json_object_set_new(args, "userToken", json_string(journey_get(app->journey, "userToken")));
	body = desk_call(d, &op_createContact, args);
	desk_type(app, "<Esc><Home>e");
	assert_true(desk_shows(app, "createContact"));
	assert_true(desk_shows(app, journey_get(app->journey, "userToken") + 16));
	d->config.read_only = true;
	desk_type(app, "<F10>");
	assert_true(desk_shows(app, "look only"));
	json_decref(args);
	json_decref(body);
}

static void a_secret_is_typed_again(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;
	json_t *card = record_example(op_tokenizeCard.in, false);

	json_decref(desk_call(d, &op_tokenizeCard, card));
	desk_type(app, "<F12>e");
	assert_true(desk_shows(app, "is not kept"));
	assert_false(desk_shows(app, "···· 1111"));
	desk_type(app, "<F10>");
	assert_int_equal(journal_count(d->journal), 1);
	json_decref(card);
}

static void what_moves_money_is_not_sent_again(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;
	struct exchange *x = call(d->journal, &op_requestMoneyV2, 200);

	x->request = json_pack("{s:s}", "correlationId", ID);
	desk_type(app, "<F12>e");
	assert_string_equal(app->top->ops->name, "dialog");
	assert_true(desk_shows(app, "never sent a second time"));
	desk_type(app, "<F10>");
	assert_string_equal(app->top->ops->name, "dialog");	/* nobody is in hand */
	desk_type(app, "<Esc><Esc>");
	desk_customer(d, STEP_METHOD);
	desk_type(app, "<F12><End>");
	while (!desk_shows(app, "This call asks"))
		desk_type(app, "e<Up>");
	desk_type(app, "<F10>");
	assert_string_equal(app->top->ops->name, "ask");
	for (int i = 0; i < journal_count(d->journal); i++)
		assert_true(journal_nth(d->journal, i) == x ||
			    !journal_nth(d->journal, i)->op->moves_money);
}

/* ---- files ---- */

static char *found_file;
static const char *found_ending;

static int look_at(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)kind, (void)at;
	if (!S_ISREG(st->st_mode) || !strstr(path, found_ending))
		return 0;
	free(found_file);
	found_file = xstrdup(path);
	assert_int_equal(st->st_mode & 0777, 0600);
	return 0;
}

/* The text of the one file below the desk's folder with this in its name; new. */
static char *file_of(const struct desk *d, const char *ending)
{
	char *text;

	found_ending = ending;
	assert_int_equal(nftw(d->dir, look_at, 8, FTW_PHYS), 0);
	assert_non_null(found_file);
	text = file_read(found_file, 1 << 22, NULL, NULL);
	free(found_file);
	found_file = NULL;
	assert_non_null(text);
	return text;
}

static void calls_are_saved_as_archives(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;
	json_t *har, *first;
	const char *url;
	char *text;

	four_calls(d);
	desk_type(app, "<F12>s");
	assert_true(desk_shows(app, "Saved as an HTTP archive"));
	text = file_of(d, "createContact-");
	assert_non_null(strstr(text, "\"entries\""));
	free(text);
	desk_type(app, "S");
	desk_await(app, "6 calls saved as an HTTP archive");
	text = file_of(d, "calls-");
	har = json_loads(text, 0, NULL);
	assert_int_equal(json_unpack(har, "{s:{s:o}}", "log", "entries", &first), 0);
	assert_int_equal(json_array_size(first), 6);
	assert_int_equal(json_unpack(json_array_get(first, 5), "{s:{s:s}}", "request", "url", &url),
			 0);
	assert_string_equal(url, "https://host/v1/user/contacts/{userToken}");
	json_decref(har);
	free(text);
}

static struct ask an_ask(void)
{
	return (struct ask){
		.correlation_id = ID, .user_token = "usr-1", .customer = "María Núñez",
		.customer_phone = "+525521206703", .payer = "Hugo Tru",
		.payer_phone = "+19165550149", .amount = { 173456, "MXN" }, .state = ASK_OPEN,
		.code = "Ze2i4o", .plat_id = "22038600-846a-47fd-8733-3b0fa886d894",
		.created_at = wall_ms(),
	};
}

static void support_gets_one_file(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;
	struct ask ask = an_ask();
	struct exchange *x;
	char *text;

	assert_true(store_ask_add(d->store, &ask, NULL));
	x = call(d->journal, &op_requestMoneyV2, 200);
	x->request = json_pack("{s:s, s:s}", "correlationId", ID, "requestTo", "+19165550149");
	call(d->journal, &op_getProfile, 200);
	desk_type(app, "<F12>b");
	assert_true(desk_shows(app, "speaks of no ask"));
	desk_type(app, "<Down>b");
	look_on(app);
	assert_screen(app, "bundle");
	desk_type(app, "<F10>");
	text = file_of(d, "ask-" ID ".json");
	assert_non_null(strstr(text, ID));
	assert_null(strstr(text, "María"));
	assert_null(strstr(text, "9165550149"));
	free(text);
	desk_type(app, "<Esc><Esc>");
	app_push(app, &track_screen, &(struct track_arg){ .correlation_id = ID });
	desk_type(app, "s");
	assert_string_equal(app->top->ops->name, "bundle");
	lang_set("es");
	app_resize(app, 120, 40);
	assert_screen(app, "bundle-es-120");
}

/* ---- secrets ---- */

static int search_all(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	static const char *const secrets[] = { CARD, "\"" CVV "\"", "4111 1111" };
	size_t len = 0;
	char *text = S_ISREG(st->st_mode) ? file_read(path, 1 << 24, &len, NULL) : NULL;

	(void)kind, (void)at;
	for (size_t i = 0; text && i < ARRAY_LEN(secrets); i++)
		if (memmem(text, len, secrets[i], strlen(secrets[i])))
			fail_msg("%s holds %s", path, secrets[i]);
	if (text && memmem(text, len, sandbox_key_for("partner_full"),
			   strlen(sandbox_key_for("partner_full"))))
		fail_msg("%s holds the key", path);
	free(text);
	return 0;
}

/* A typed card: on no screen of the inspector and in no file that it makes. */
static void no_secret_is_shown_or_saved(void **state)
{
	static const char *const keys[] = {
		"<Enter>+", "c", "<Esc>h", "<Esc>j", "<Esc><Esc>", "sS", "m<Down>d+", "<Esc>"
	};
	struct desk *d = *state;
	struct app *app = &d->app;
	json_t *card = record_example(op_tokenizeCard.in, false), *args;

	json_object_set_new(card, "CardNumber", json_string(CARD));
	json_object_set_new(card, "Cvv", json_string(CVV));
	args = json_pack("{s:s}", "phoneNumber", "+525521206703");
	json_decref(desk_call(d, &op_tokenizeCard, card));
	app_resize(app, 120, 60);
	desk_type(app, "<F12>");
	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		desk_type(app, keys[i]);
		look_on(app);
		assert_false(desk_shows(app, CARD));
		assert_false(desk_shows(app, "\"" CVV "\""));
		assert_false(desk_shows(app, sandbox_key_for("partner_full")));
	}
	free(file_of(d, ".har"));
	assert_int_equal(nftw(d->dir, search_all, 8, FTW_PHYS), 0);
	json_decref(card);
	json_decref(args);
}

/* ---- how many are kept ---- */

static void fewer_calls_are_kept_after_a_question(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;
	int n;

	four_calls(d);
	desk_type(app, "<F9><Down><Down><Down><Down>");
	assert_true(desk_shows(app, "the last 5000 calls"));
	desk_type(app, "<Left><Left>");
	assert_true(desk_shows(app, "off: nothing of a call goes to the disk"));
	assert_int_equal(d->config.history, 5000);
	desk_type(app, "<Enter>");
	assert_true(desk_shows(app, "are deleted"));
	desk_type(app, "<Esc>");
	assert_int_equal(d->config.history, 5000);
	desk_type(app, "<Enter><F10>");
	assert_int_equal(d->config.history, 0);
	store_calls_keep(d->store, d->journal, d->config.history);
	free(store_call_ids(d->store, d->journal, &n));
	assert_int_equal(n, 0);
	desk_type(app, "<Right><Right><Enter>");
	assert_int_equal(d->config.history, 5000);
	assert_string_equal(app->top->ops->name, "settings");
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
		CASE(a_long_value_is_shown_whole),
		CASE(a_call_stays_readable_when_the_journal_lets_it_go),
		CASE(two_calls_are_compared),
		CASE(a_call_is_edited_and_sent_again),
		CASE(a_secret_is_typed_again),
		CASE(what_moves_money_is_not_sent_again),
		CASE(calls_are_saved_as_archives),
		CASE(support_gets_one_file),
		CASE(no_secret_is_shown_or_saved),
		CASE(fewer_calls_are_kept_after_a_question),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
