/* A key, cards, tokens and a webhook secret go through everything that the
 * program can do with a call; then all that it left behind or ever showed is searched
 * for them.  In the clear stays one thing: `remitty call` without --json gives the
 * answer of the service as it came, for the program that it is piped into. */

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>
#include <jansson.h>

#include "api/lang.h"
#include "api/util.h"
#include "tests/agent.h"
#include "tests/between.h"
#include "tests/needles.h"
#include "tests/side.h"

#define KEY "kq7PlantedApiKeyZx4w"		/* as long as the sandbox's own */
#define HOOK_SECRET "wh5PlantedHookSecretRt9"
#define CARD "4622943127013705"
#define CVV "838"
#define OTHER_CARD "2222630000001125"
enum { PLACES = 20 };		/* at least: databases, archives, reports, bundle, slip, screens */
#define OWN "own"		/* folder of what the test wrote: that holds the secrets */

/* All that was planted, in the words of a service that repeats it. */
#define REPEATED "{\"code\":\"CARD_VERIFICATION_ERROR\",\"reason\":\"card 4622 9431 2701 3705 (" \
	CARD ") {\\\"CardNumber\\\":\\\"" CARD "\\\",\\\"Cvv\\\":\\\"" CVV "\\\"} refused, " \
	"securityCode=" CVV ", api_key: " KEY ", for " KEY "\",\"message\":" \
	"\"4622-9431-2701-3705 cvv " CVV "\"}"

static const struct edit fair[] = {
	{ .path = "/", .word = KEY, .as = "remitty-sandbox-full" },
	{ .path = NULL }
};

static const struct edit refusing[] = {
	{ .path = "/vgs/", .bytes = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n"
	  "Content-Type: application/json\r\nX-Echo: " CARD " " KEY "\r\n\r\n" REPEATED },
	{ .path = "/v1/user/funding", .bytes = "HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\n"
	  "Content-Type: text/html\r\n\r\n<p>" REPEATED "</p>" },
	{ .path = "/", .word = KEY, .as = "remitty-sandbox-full" },
	{ .path = NULL }
};

struct run {
	struct tw w;			/* first */
	struct side sandbox;
	struct between service, refuser;
	char *token, *other_token;	/* of the two cards */
	struct str tape, screens;	/* what came, and the screen after each portion */
	struct needles needles;
};

/* ---- the stage ---- */

static void on_seen(struct tw *w, const char *bytes, size_t len)
{
	struct run *r = (struct run *)w;
	char *text = tw_text(w);

	str_addn(&r->tape, bytes, len);
	str_add(&r->screens, text);
	free(text);
}

/* The vault's token of a card; new. */
static char *vault_token(struct run *r, const char *card, const char *cvv)
{
	char *url = xasprintf("%s/vgs/post", r->sandbox.url);
	char *body = xasprintf("{\"CardNumber\":\"%s\",\"Cvv\":\"%s\"}", card, cvv);
	char *text = web(url, body, NULL), *token;
	json_t *json = json_loads(text, 0, NULL), *tokens = json_object_get(json, "json");
	const char *of_card = json_string_value(json_object_get(tokens, "CardNumber"));
	const char *of_cvv = json_string_value(json_object_get(tokens, "Cvv"));

	assert_non_null(of_card);
	assert_non_null(of_cvv);
	token = xstrdup(of_card);
	needles_add(&r->needles, "card token", of_card);
	needles_add(&r->needles, "security code token", of_cvv);
	json_decref(json);
	free(text);
	free(body);
	free(url);
	return token;
}

static void write_settings(struct run *r)
{
	struct str conf = { 0 };
	const int ports[] = { r->service.port, r->refuser.port };

	for (size_t i = 0; i < ARRAY_LEN(ports); i++)
		str_addf(&conf, "profile \"%s\" {\n  environment = \"sandbox\"\n"
			 "  base_url = \"http://127.0.0.1:%d/v1\"\n"
			 "  vgs_url = \"http://127.0.0.1:%d/vgs/post\"\n"
			 "  api_key_file = \"%s/" OWN "/key\"\n  webhook_port = any\n"
			 "  webhook_secret_file = \"%s/" OWN "/secret\"\n}\n",
			 i ? "refused" : "shop", ports[i], ports[i], r->w.dir, r->w.dir);
	tw_file(&r->w, "config/remitty/remitty.conf", conf.s);
	tw_file(&r->w, OWN "/key", KEY "\n");
	tw_file(&r->w, OWN "/secret", HOOK_SECRET "\n");
	tw_file(&r->w, "out/none", "");
	free(conf.s);
}

static void stage_open(struct run *r)
{
	static const char *const people[] = { "--people", "--seed", "5", NULL };

	*r = (struct run){ .token = NULL };
	side_start(&r->sandbox, people);
	between_start(&r->service, r->sandbox.port, fair);
	between_start(&r->refuser, r->sandbox.port, refusing);
	tw_init(&r->w);
	r->w.seen = on_seen;
	write_settings(r);
	needles_add(&r->needles, "api key", KEY);
	needles_add(&r->needles, "webhook secret", HOOK_SECRET);
	needles_add(&r->needles, "card number", CARD);
	needles_add(&r->needles, "other card's number", OTHER_CARD);
	needles_add_cvv(&r->needles, CVV);
	r->token = vault_token(r, CARD, CVV);
	r->other_token = vault_token(r, OTHER_CARD, "916");
}

static void stage_close(struct run *r)
{
	tw_release(&r->w);
	between_stop(&r->service);
	between_stop(&r->refuser);
	side_stop(&r->sandbox);
	free(r->token);
	free(r->other_token);
	free(r->tape.s);
	free(r->screens.s);
}

static void tell_sandbox(struct run *r, const char *what, const char *body)
{
	char *url = xasprintf("%s/__sandbox/%s", r->sandbox.url, what);
	long status;

	free(web(url, body, &status));
	assert_int_equal(status, 200);
	free(url);
}

static void start_console(struct run *r, const char *profile)
{
	tw_start(&r->w, 100, 30, (const char *const[]){ "--profile", profile, NULL });
	tw_wait_here(&r->w, "F1", -1);
}

static void quit(struct tw *w)
{
	tw_keys(w, "<Ctrl-Q>");
	tw_ended(w, 0);
}

static bool shows(struct tw *w, const void *arg)
{
	return tw_has(w, arg);
}

/* Esc until this is on the screen. */
static void back_to(struct tw *w, const char *text)
{
	for (int i = 0; i < 3 && !tw_has(w, text); i++) {
		tw_keys(w, "<Esc>");
		tw_try(w, shows, text, 300);
	}
	tw_wait_text(w, text);
}

/* Esc, and until that is gone which stood on the screen left. */
static void leave(struct tw *w, const char *gone)
{
	tw_keys(w, "<Esc>");
	tw_wait_gone(w, gone);
}

/* ---- at the counter ---- */

static void type_card(struct tw *w)
{
	agent_wait_step(w, STEP_METHOD);
	tw_wait_text(w, _("Card number typed here"));
	tw_keys(w, "c");
	tw_wait_text(w, _("Add"));
	tw_keys(w, CARD "<Tab><Ctrl-U>1228<Tab>" CVV);
	tw_wait_text(w, "3705");
	tw_wait_asleep(w);		/* what was typed is on the disk now */
	tw_keys(w, "<F10>");
}

/* The calls of the last card, whole: each form of copying, and saved. */
static void copy_each_way(struct tw *w)
{
	static const char *const ways[][2] = {
		{ "c", "Copied as a curl command" }, { "h", "Copied as an HTTP file" },
		{ "j", "Copied as JSON" },
	};

	for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
		tw_keys(w, ways[i][0]);
		tw_wait_text(w, ways[i][1]);
	}
	tw_keys(w, "s");
	tw_wait_text(w, "Saved as an HTTP archive");
}

static void a_card_is_refused(struct run *r)
{
	struct tw *w = &r->w;

	start_console(r, "refused");
	agent_look_up(w, "rosa.diaz@example.com");
	type_card(w);
	tw_wait_text(w, "CARD_VERIFICATION_ERROR");
	tw_keys(w, "<F12>");
	tw_wait_text(w, "tokenizeCard");
	tw_keys(w, "\n");
	tw_wait_text(w, "HTTP 400");
	copy_each_way(w);
	tw_keys(w, "+<End>");
	tw_wait_asleep(w);
	quit(w);
}

static void an_ask_is_made(struct run *r)
{
	struct tw *w = &r->w;

	start_console(r, "shop");
	agent_look_up(w, "rosa.diaz@example.com");
	type_card(w);
	tw_wait_any(w, "···· 3705", ".... 3705");
	agent_choose_method(w);
	agent_add_payer(w);
	tw_keys(w, "\n");
	agent_quote(w, "50");
	tw_keys(w, "<F10>");
	agent_read_back(w, "800");
	agent_send(w, "800");
	agent_payer_pays(w);
	tw_keys(w, "p");
	tw_wait_text(w, _("Other language"));
	tw_keys(w, "<F10>");
	tw_wait_text(w, "slips/");
	leave(w, _("Other language"));
}

/* ---- the tester's screens ---- */

static void operation_by_form(struct run *r)
{
	struct tw *w = &r->w;

	agent_home(w);
	tw_keys(w, "<F11>");
	tw_wait_text(w, "registerUserV2");
	tw_keys(w, "tokenizeCard\n");
	tw_wait_text(w, _("Card number"));
	tw_keys(w, CARD "<Tab>" CVV "<F10>");
	tw_wait_text(w, "HTTP 200");
	agent_home(w);
	tw_keys(w, "<F11>");
	tw_wait_text(w, "registerUserV2");
	tw_keys(w, "checkCardValidityPush\n");
	tw_wait_text(w, _("Card token"));
	tw_keys(w, "<F3>");		/* every field has its example, this one the token */
	tw_wait_asleep(w);
	tw_keys(w, "<Ctrl-U>");
	tw_keys(w, r->other_token);
	tw_keys(w, "<F10>");
	tw_wait_text(w, "HTTP ");
	agent_home(w);
}

/* Only the calls with this text, once one of them is listed. */
static void find_calls(struct tw *w, const char *text, const char *one)
{
	char *quoted = xasprintf("“%s”", text);

	tw_keys(w, "/<Ctrl-U>");
	tw_keys(w, text);
	tw_keys(w, "\n");
	tw_wait_text(w, quoted);
	tw_wait_text(w, one);
	tw_wait_asleep(w);
	free(quoted);
}

static void inspect(struct tw *w)
{
	tw_keys(w, "<F12>");
	tw_wait_text(w, "createFundingCard");
	find_calls(w, "Card", "getAvailablePaymentMethods");
	tw_keys(w, "m<Down>d");
	tw_wait_text(w, _("Next difference"));
	tw_keys(w, "+");
	tw_wait_asleep(w);
	leave(w, _("Next difference"));
	tw_wait_text(w, "“Card”");
	find_calls(w, "tokenizeCard", "tokenizeCard POST");
	tw_keys(w, "\n");
	tw_wait_text(w, "HTTP 200");
	copy_each_way(w);
	back_to(w, "“tokenizeCard”");
	find_calls(w, "createFundingCard", "createFundingCard POST");
	copy_each_way(w);
	tw_keys(w, "S");
	tw_wait_text(w, "calls-");
	find_calls(w, "requestMoneyV2", "requestMoneyV2 POST");
	tw_keys(w, "b");
	tw_wait_text(w, _("Calls with it"));
	tw_keys(w, "y<F10>");
	tw_wait_text(w, "bundle");
	tw_keys(w, "\n");
	tw_wait_asleep(w);
	agent_home(w);
}

static void a_row_fails(struct tw *w)
{
	tw_keys(w, "<F8>");
	tw_wait_text(w, "wrong-code");
	tw_keys(w, "<End><Up>\n");
	tw_wait_text(w, _("Seed"));
	tw_keys(w, "createFundingCard<Tab>9<F10>");
	tw_wait_gone(w, _("Seed"));
	leave(w, "wrong-code");
	tw_keys(w, "<F6>");
	tw_wait_text(w, _("all operations"));
	tw_keys(w, "/createFundingCard\na");
	tw_wait_text(w, strchr(_("%d passed"), ' '));
	tw_keys(w, "v<Right>\n");
	tw_wait_text(w, "THE CALL");
	tw_keys(w, "<End>");
	tw_wait_text(w, "THE ANSWER");
	tw_keys(w, "\n");
	tw_wait_text(w, _("Whole value"));
	copy_each_way(w);
	back_to(w, "THE ANSWER");
	back_to(w, _("Search"));
	tw_keys(w, "e");
	tw_wait_text(w, ".tap");
	agent_home(w);
}

/* The sandbox tells the console what became of the ask. */
static void events_come(struct run *r)
{
	struct tw *w = &r->w;
	char *line, *hook, url[64];

	tw_keys(w, "<Ctrl-N>");
	tw_wait_text(w, "http://127.0.0.1:");
	line = tw_line(w, 2);
	assert_int_equal(sscanf(strstr(line, "http://"), "%63s", url), 1);
	hook = xasprintf("{\"url\":\"%s\",\"secret\":\"" HOOK_SECRET "\"}", url);
	tell_sandbox(r, "hooks", hook);
	free(hook);
	free(line);
	agent_home(w);
	agent_look_up(w, "rosa.diaz@example.com");
	agent_choose_method(w);
	agent_choose_payer(w);
	agent_quote(w, "50");
	tw_keys(w, "<F10>");
	agent_read_back(w, "700");
	agent_send(w, "700");
	tw_keys(w, "<Ctrl-N>");
	tw_wait_text(w, "good");
	tw_keys(w, "r");
	tw_wait_text(w, "duplicate");
	tw_keys(w, "\n");
	tw_wait_text(w, _("Meaning"));
	quit(w);
}

/* ---- from the command line ---- */

/* One command; its output is kept in a file of the home as well as searched. */
static void command(struct run *r, int status, const char *words)
{
	char *program = tw_program("remitty");
	char *line = xasprintf("cd \"$HOME/out\" && '%s' %s 2>&1 | tee -a all.txt; exit "
			       "$PIPESTATUS", program, words);

	tw_start(&r->w, 100, 30, (const char *const[]){ "/bin/bash", "-c", line, NULL });
	tw_ended(&r->w, status);
	free(line);
	free(program);
}

#define CALL "call --profile %s %s --json --verbose "

static void call_card(struct run *r, int status, const char *profile, const char *more)
{
	char *tokenize = xasprintf(CALL "tokenizeCard -p CardNumber=" CARD " -p Cvv=" CVV,
				   profile, more);
	char *add = xasprintf(CALL "createFundingCard -p userToken=nobody -p number=%s "
			      "-p nameOnCard='A B' -p expirationDate=1231 -p cardtype=DebitCard "
			      "-p cardNetwork=Visa -p country=MX -p currency=MXN",
			      profile, more, r->token);

	command(r, status, tokenize);
	command(r, *more ? 0 : 5, add);
	free(add);
	free(tokenize);
}

static void commands(struct run *r)
{
	call_card(r, 0, "shop", "");
	call_card(r, 0, "shop", "--dry-run");
	call_card(r, 0, "shop", "--curl");
	call_card(r, 5, "refused", "");
	command(r, 0, "calls list --profile shop --json");
	command(r, 0, "calls show 1 --profile refused --json");
	command(r, 0, "calls har --profile shop");
	command(r, 0, "calls har --profile refused");
	command(r, 0, "asks --profile shop --json");
	command(r, 1, "scenarios run --profile shop createFundingCard tokenizeCard --verbose "
		"--fault wrong-code:createFundingCard:count=9 --report junit=r.xml "
		"--report json=r.json --report tap=r.tap --report csv=r.csv --report html=r.html");
	command(r, 0, "config explain --profile shop");
	command(r, 0, "doctor --profile shop --json");
	command(r, 0, "events --profile shop --json");
}

/* ---- the search ---- */

static void search(struct run *r)
{
	char *flat = needles_squeeze(r->tape.s, r->tape.len);
	char *squeezed = needles_squeeze(r->screens.s, r->screens.len);
	struct needles *n = &r->needles;

	assert_non_null(strstr(squeezed, "3705"));	/* the last four are shown */
	assert_non_null(strstr(r->tape.s, "\033]52;"));
	needles_in(n, "what the terminal was sent", r->tape.s, r->tape.len);
	needles_in(n, "the same without its sequences", flat, strlen(flat));
	needles_in(n, "screens", r->screens.s, r->screens.len);
	needles_in(n, "screens without frames", squeezed, strlen(squeezed));
	needles_in_tree(n, r->w.dir, OWN);
	assert_true(n->places > PLACES);
	printf("# figure: secrets searched for | %ld hits of %d forms in %ld places, %.1f MB\n",
	       n->hits, n->n, n->places, (double)n->bytes / 1e6);
	free(squeezed);
	free(flat);
}

static void no_secret_is_left_or_shown(void **state)
{
	struct run *r = xcalloc(1, sizeof(*r));
	long hits;

	(void)state;
	stage_open(r);
	a_card_is_refused(r);
	an_ask_is_made(r);
	operation_by_form(r);
	inspect(&r->w);
	a_row_fails(&r->w);
	events_come(r);
	commands(r);
	search(r);
	hits = r->needles.hits;
	stage_close(r);
	free(r);
	assert_int_equal(hits, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_secret_is_left_or_shown),
	};

	lang_init();
	lang_set("en");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
