/* The real program against a service that is not its own sandbox: it speaks to
 * the configured address alone, and whatever comes back ends in words. */

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <setjmp.h>
#include <cmocka.h>

#include "api/lang.h"
#include "api/util.h"
#include "tests/agent.h"
#include "tests/between.h"
#include "tests/hostile.h"
#include "tests/side.h"

#define ANA "+525512045518"		/* has methods, payers and a history */
#define FULL "remitty-sandbox-full"

struct counter {
	struct tw w;
	struct side sandbox;
	struct between service;		/* what the profile names; spoils answers */
	struct hostile other;		/* named for cards; nobody has one here */
};

/* A console whose profile, key and file are all its own. */
static void open_counter(struct counter *k, const char *key, const struct edit *edits)
{
	static const char *const people[] = { "--people", "--seed", "5", NULL };
	static const struct hostile_answer nothing[] = { { .path = NULL } };
	char *conf, *path;

	side_start(&k->sandbox, people);
	k->service = (struct between){ .port = k->sandbox.port };
	if (edits)
		between_start(&k->service, k->sandbox.port, edits);
	k->other = hostile_start(nothing);
	tw_init(&k->w);
	conf = xasprintf("default_profile = \"store\"\nprofile \"store\" {\n"
			 "environment = \"test\"\nbase_url = \"http://127.0.0.1:%d/v1\"\n"
			 "vgs_url = \"http://127.0.0.1:%d/post\"\napi_key_file = \"%s/key\"\n"
			 "link_hosts = {\"links.example\"}\ntimeout_ms = 2000\n}\n",
			 k->service.port, k->other.port, k->w.dir);
	tw_file(&k->w, "key", key);
	tw_file(&k->w, "here.conf", conf);
	path = tw_path(&k->w, "here.conf");
	tw_start(&k->w, 80, 24, (const char *const[]){ "--config", path, NULL });
	tw_wait_text(&k->w, "TEST");
	free(path);
	free(conf);
}

static void close_counter(struct counter *k)
{
	tw_keys(&k->w, "<Ctrl-Q>");
	tw_ended(&k->w, 0);
	tw_release(&k->w);
	if (k->service.pid)
		between_stop(&k->service);
	hostile_stop(&k->other);
	side_stop(&k->sandbox);
}

static void add_fault(const struct counter *k, const char *spec)
{
	char *url = xasprintf("%s/__sandbox/faults", k->sandbox.url);
	char *body = xasprintf("{\"spec\": \"%s\"}", spec);
	long status;

	free(web(url, body, &status));
	assert_int_equal(status, 200);
	free(url);
	free(body);
}

/* Help opens and closes again. */
static void assert_keys_alive(struct tw *w)
{
	tw_keys(w, "<F1>");
	tw_wait_text(w, "┌ Help");
	tw_keys(w, "<Esc>");
	tw_wait_gone(w, "┌ Help");
}

static void assert_no_code(struct tw *w)
{
	char *code = tw_qr(w);

	assert_null(code);
}

/* ---- the configured address and no other ---- */

/* Is this TCP socket, by its number, open to another port, or does it listen? */
static void judge_socket(struct tw *w, unsigned long inode, int port)
{
	FILE *table = fopen("/proc/net/tcp", "r");
	char line[512];

	assert_non_null(table);
	while (fgets(line, sizeof(line), table)) {
		unsigned remote, state;
		unsigned long at;

		if (sscanf(line, " %*d: %*8x:%*4x %*8x:%4x %2x %*s %*s %*s %*s %*s %lu", &remote,
			   &state, &at) != 3 || at != inode)
			continue;
		if (state == 0x0a)
			tw_fail(w, "it listens, though it has no sandbox inside");
		if ((int)remote != port)
			tw_fail(w, "a line to port %u, not to %d", remote, port);
	}
	fclose(table);
}

static void assert_lines_lead_to(struct tw *w, int port)
{
	char *folder = xasprintf("/proc/%d/fd", (int)w->pid), *path, to[64];
	DIR *dir = opendir(folder);
	const struct dirent *entry;
	unsigned long inode;
	ssize_t n;

	if (!dir && errno == EACCES) {
		free(folder);		/* it cannot be dumped: only root looks inside */
		return;
	}
	assert_non_null(dir);
	while ((entry = readdir(dir))) {
		path = xasprintf("%s/%s", folder, entry->d_name);
		n = readlink(path, to, sizeof(to) - 1);
		to[n > 0 ? n : 0] = '\0';
		if (sscanf(to, "socket:[%lu]", &inode) == 1)
			judge_socket(w, inode, port);
		free(path);
	}
	closedir(dir);
	free(folder);
}

static void only_the_configured_service_is_called(void **state)
{
	static const struct edit none[] = { { .path = NULL } };
	struct counter k;

	(void)state;
	open_counter(&k, FULL, none);
	assert_int_equal(*k.service.requests, 0);
	agent_look_up(&k.w, ANA);
	agent_wait_step(&k.w, STEP_METHOD);
	assert_lines_lead_to(&k.w, k.service.port);
	agent_choose_method(&k.w);
	agent_choose_payer(&k.w);
	agent_quote(&k.w, "50");
	tw_keys(&k.w, "<F10>");
	agent_read_back(&k.w, "800");
	agent_send(&k.w, "800");
	tw_wait_text(&k.w, "Waiting for the payer");
	assert_lines_lead_to(&k.w, k.service.port);
	assert_true(*k.service.requests >= 7);
	assert_int_equal(k.other.seen->connections, 0);
	close_counter(&k);
}

/* ---- links to other hosts ---- */

static const struct edit foreign_links[] = {
	{ .path = "/v1/auth/sessionlink-v2", .key = "link",
	  .value = "\"https://links.evil.example/id\"" },
	{ .path = "/v1/user/operations/", .key = "attributionLink",
	  .value = "\"https://links.evil.example/pay\"" },
	{ .path = NULL }
};

static void a_foreign_session_link_is_refused(void **state)
{
	struct counter k;

	(void)state;
	open_counter(&k, FULL, foreign_links);
	agent_look_up(&k.w, maria.phone);
	agent_register(&k.w, &maria);
	tw_wait_text(&k.w, "The link is refused: links.evil.example is not one of the hosts of "
			   "this profile");
	tw_wait_text(&k.w, "add it to link_hosts in the configuration.");
	assert_no_code(&k.w);
	k.w.clipboard[0] = '\0';
	tw_keys(&k.w, "y");
	tw_wait_text(&k.w, "There is no code to show yet");
	assert_string_equal(k.w.clipboard, "");
	assert_keys_alive(&k.w);
	close_counter(&k);
}

static void a_foreign_link_for_the_payer_is_refused(void **state)
{
	struct counter k;

	(void)state;
	open_counter(&k, "remitty-sandbox-partner", foreign_links);
	agent_look_up(&k.w, ANA);
	agent_choose_method(&k.w);
	agent_choose_payer(&k.w);
	agent_read_back(&k.w, "500");
	agent_send(&k.w, "500");
	tw_wait_text(&k.w, "The link is refused: links.evil.example is not one of the hosts of "
			   "this profile. If this host is right, add it to link_hosts");
	tw_wait_text(&k.w, "There is no link to hand out.");
	assert_no_code(&k.w);
	assert_false(tw_has(&k.w, "/pay"));
	tw_keys(&k.w, "p");
	tw_wait_text(&k.w, "REQUEST FOR MONEY");
	assert_no_code(&k.w);
	assert_false(tw_has(&k.w, "evil"));
	tw_keys(&k.w, "<Esc>");
	tw_wait_gone(&k.w, "REQUEST FOR MONEY");
	tw_keys(&k.w, "h");
	tw_wait_text(&k.w, "1,250.50 MXN");
	tw_keys(&k.w, "<Down>\n");
	tw_wait_text(&k.w, "Link for the payer");
	assert_false(tw_has(&k.w, "/pay"));
	close_counter(&k);
}

/* ---- a key that may not quote ---- */

static void a_key_without_quotes_hides_them_and_says_why(void **state)
{
	struct counter k;

	(void)state;
	open_counter(&k, "remitty-sandbox-partner", NULL);
	agent_look_up(&k.w, ANA);
	agent_choose_method(&k.w);
	agent_choose_payer(&k.w);
	agent_wait_step(&k.w, STEP_ASK);
	tw_wait_text(&k.w, "– Quote");
	tw_wait_text(&k.w, "Prices cannot be shown: this key may ask for money, but not quote.");
	tw_keys(&k.w, "<Esc>");
	agent_wait_step(&k.w, STEP_PAYER);
	close_counter(&k);
}

/* ---- answers that make no sense ---- */

/* Each spoils one look-up: what is said, and what to do. */
static const struct {
	const char *fault, *says, *next;
} spoilt[] = {
	{ "html:getUserTokenV2:count=1", "The service does not accept our key.",
	  "Check that the key of this profile is right and still valid." },
	{ "oversized:getUserTokenV2:count=1", "The answer was larger than 2048 KiB",
	  "Report it: the service should not send so much." },
	{ "half-body:getUserTokenV2:count=1",
	  "The connection to the service broke before the answer was whole", "Try again." },
	{ "malformed:getUserTokenV2:count=1",
	  "The service answered something that is not JSON (status 200).",
	  "Try again. If it stays like this, report it" },
	{ "missing-field:getUserTokenV2:count=1",
	  "The service answered something we do not understand: Customer is needed",
	  "Try again. If it stays like this, report it" },
	{ "wrong-type:getUserTokenV2:count=1",
	  "The service answered something we do not understand: Customer must be text",
	  "Try again. If it stays like this, report it" },
	{ "empty:getUserTokenV2:count=1", "The service answered with nothing (status 200).",
	  "Try again. If it stays like this, report it" },
	/* a read is asked twice, and by libcurl once more where the connection was an old one */
	{ "reset-before:getUserTokenV2:count=3",
	  "The connection to the service broke before the answer was whole", "Try again." },
	{ "429:getUserTokenV2:count=1", "The service is asked too often just now.",
	  "Wait a little, then try again." },
	{ "500:getUserTokenV2:count=1", "The service had a failure of its own.",
	  "Try again in a minute." },
};

static void a_spoilt_answer_ends_in_words(void **state)
{
	struct counter k;

	(void)state;
	open_counter(&k, FULL, NULL);
	tw_keys(&k.w, ANA);
	for (size_t i = 0; i < ARRAY_LEN(spoilt); i++) {
		add_fault(&k, spoilt[i].fault);
		tw_keys(&k.w, "\n");
		tw_wait_text(&k.w, spoilt[i].says);
		tw_wait_text(&k.w, spoilt[i].next);
		tw_wait_text(&k.w, ANA);	/* what was typed is there for another try */
		assert_keys_alive(&k.w);
	}
	tw_keys(&k.w, "\n");
	agent_wait_step(&k.w, STEP_METHOD);
	close_counter(&k);
}

static void keys_answer_while_the_service_stalls(void **state)
{
	struct counter k;

	(void)state;
	open_counter(&k, FULL, NULL);
	add_fault(&k, "stall:getUserTokenV2:count=1");
	agent_look_up(&k.w, ANA);
	tw_wait_text(&k.w, "Looking the customer up");
	assert_keys_alive(&k.w);
	tw_keys(&k.w, "<F3>");
	tw_wait_text(&k.w, "No ask was made yet.");
	tw_keys(&k.w, "<Esc>");
	tw_wait_text(&k.w, "Phone or e-mail of the customer");
	tw_wait_text(&k.w, "The service did not answer within 2 seconds");
	tw_wait_text(&k.w, "Check the network connection, then try again.");
	tw_keys(&k.w, "\n");
	agent_wait_step(&k.w, STEP_METHOD);
	close_counter(&k);
}

static void a_refusal_without_its_code_is_told(void **state)
{
	static const struct edit edits[] = {
		{ .path = "/v1/auth/register-user-v2",
		  .bytes = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"
			   "{\"reason\": \"The state does not exist\"}" },
		{ .path = NULL }
	};
	struct counter k;

	(void)state;
	open_counter(&k, FULL, edits);
	agent_look_up(&k.w, maria.phone);
	agent_type_registration(&k.w, &maria);
	tw_keys(&k.w, "<F10>");
	tw_wait_text(&k.w, "The service refused: The state does not exist");
	tw_wait_text(&k.w, "Correct what it names. If it stays unclear, call support.");
	tw_wait_text(&k.w, "Insurgentes");
	assert_keys_alive(&k.w);
	close_counter(&k);
}

static void no_session_link_is_fine(void **state)
{
	static const struct edit edits[] = {
		{ .path = "/v1/auth/sessionlink-v2",
		  .bytes = "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n" },
		{ .path = NULL }
	};
	struct counter k;

	(void)state;
	open_counter(&k, FULL, edits);
	agent_look_up(&k.w, maria.phone);
	agent_register(&k.w, &maria);
	tw_wait_text(&k.w, "The service made no link: nothing is left to do on the customer's "
			   "phone.");
	assert_no_code(&k.w);
	assert_keys_alive(&k.w);
	tw_keys(&k.w, "<F10>");
	agent_wait_step(&k.w, STEP_METHOD);
	close_counter(&k);
}

static void what_nobody_knows_yet_is_shown_as_it_is(void **state)
{
	static const struct edit edits[] = {
		{ .path = "/v1/user/operations/", .key = "status", .value = "\"Teleported\"" },
		{ .path = "/v1/user/operations/", .key = "createdAt",
		  .value = "\"/Date(1747842893000)/\"" },
		{ .path = "/v1/user/operations/", .key = "attributionLink",
		  .value = "\"https://links.example/pay\"" },
		{ .path = NULL }
	};
	struct counter k;
	char *link;

	(void)state;
	open_counter(&k, "remitty-sandbox-partner", edits);
	agent_look_up(&k.w, ANA);
	agent_choose_method(&k.w);
	agent_choose_payer(&k.w);
	agent_read_back(&k.w, "500");
	agent_send(&k.w, "500");
	tw_wait_text(&k.w, "Teleported");
	tw_wait_text(&k.w, "again in");			/* it is still followed */
	link = tw_wait_qr(&k.w);			/* and may still be paid */
	assert_string_equal(link, "https://links.example/pay");
	tw_keys(&k.w, "h");
	tw_wait_text(&k.w, "21 May 2025");
	tw_wait_text(&k.w, "Teleported");
	assert_false(tw_has(&k.w, "Date("));
	assert_keys_alive(&k.w);
	close_counter(&k);
	free(link);
}

static const struct edit other_currency[] = {
	{ .path = "/v1/user/operations/operation-quote-lite", .key = "destinationCurrency",
	  .value = "\"GTQ\"" },
	{ .path = NULL }
};

static void a_price_in_another_currency_is_no_price(void **state)
{
	struct counter k;

	(void)state;
	open_counter(&k, FULL, other_currency);
	agent_look_up(&k.w, ANA);
	agent_choose_method(&k.w);
	agent_choose_payer(&k.w);
	agent_wait_step(&k.w, STEP_QUOTE);
	tw_keys(&k.w, "500\n");
	tw_wait_text(&k.w, "quoted in GTQ");
	tw_keys(&k.w, "<F10>");			/* the ask needs no price */
	agent_wait_step(&k.w, STEP_ASK);
	close_counter(&k);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_the_configured_service_is_called),
		cmocka_unit_test(a_foreign_session_link_is_refused),
		cmocka_unit_test(a_foreign_link_for_the_payer_is_refused),
		cmocka_unit_test(a_key_without_quotes_hides_them_and_says_why),
		cmocka_unit_test(a_spoilt_answer_ends_in_words),
		cmocka_unit_test(keys_answer_while_the_service_stalls),
		cmocka_unit_test(a_refusal_without_its_code_is_told),
		cmocka_unit_test(no_session_link_is_fine),
		cmocka_unit_test(a_price_in_another_currency_is_no_price),
		cmocka_unit_test(what_nobody_knows_yet_is_shown_as_it_is),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
