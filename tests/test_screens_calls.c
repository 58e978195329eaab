/* Calls sent again, saved, given to support, kept or not: and that nothing secret is
 * in any of it. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "api/lang.h"
#include "tests/call_stage.h"

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
	struct exchange *x = stage_call(d->journal, &op_requestMoneyV2, 200);

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

	stage_four(d);
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
	x = stage_call(d->journal, &op_requestMoneyV2, 200);
	x->request = json_pack("{s:s, s:s}", "correlationId", ID, "requestTo", "+19165550149");
	stage_call(d->journal, &op_getProfile, 200);
	desk_type(app, "<F12>b");
	assert_true(desk_shows(app, "speaks of no ask"));
	desk_type(app, "<Down>b");
	stage_look(app);
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
		stage_look(app);
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

	stage_four(d);
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
