/* 500 hostile strings from the service, through the real program: onto a terminal
 * byte by byte, into a pipe, and from the records onto the command line.  With an
 * argument the console meets all of them, not some. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include <jansson.h>

#include "api/clean.h"
#include "api/lang.h"
#include "api/store.h"
#include "api/util.h"
#include "tests/agent.h"
#include "tests/between.h"
#include "tests/hostile_strings.h"
#include "tests/ran.h"
#include "tests/side.h"
#include "tests/tape.h"

enum { STRINGS = 500, SEED = 20261123, EACH = 10, ANSWER = 4 << 20 };

#define ID "7011cefb-0c0b-48c1-a68a-7134d32e61e4"
#define HEAD(status) "HTTP/1.1 " status "\r\nContent-Type: application/json\r\n" \
	"Connection: close\r\nX-Note: caf\xc3\xa9 \x1b[6n\r\n\r\n"

struct run {
	struct tw w;			/* first */
	struct side sandbox;
	struct between between;
	struct edit edits[2];
	char *answer;			/* of the contacts; the server's processes see it */
	struct str tape;
	long bytes, texts, controls;
	bool all;
};

static void on_seen(struct tw *w, const char *bytes, size_t len)
{
	str_addn(&((struct run *)w)->tape, bytes, len);
}

/* ---- what the service says ---- */

/* A JSON text whose bytes JSON forbids are escaped; what is no UTF-8 stays. */
static void add_json(struct str *out, const char *text)
{
	str_add(out, "\"");
	for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
		if (*p < ' ' || *p == '"' || *p == '\\')
			str_addf(out, "\\u%04x", *p);
		else
			str_addn(out, (const char *)p, 1);
	}
	str_add(out, "\"");
}

static void put(struct run *r, struct str *out)
{
	assert_true(out->len < ANSWER);
	memcpy(r->answer, out->s, out->len + 1);
	str_release(out);
}

/* Contacts whose names are the strings from..to. */
static void put_contacts(struct run *r, int from, int to)
{
	struct str out = { 0 };

	str_add(&out, HEAD("200 OK") "[");
	for (int n = from; n < to; n++) {
		char *text = hostile_string(n, SEED);

		str_addf(&out, "%s{\"lastName\":\"Tru\",\"countryCode\":\"US\",\"phone\":"
			 "\"+1916555%04d\",\"firstName\":", n > from ? "," : "", n);
		add_json(&out, text);
		str_add(&out, ",\"alias\":");
		add_json(&out, text);
		str_add(&out, "}");
		free(text);
	}
	str_add(&out, "]");
	put(r, &out);
}

static void put_refusal(struct run *r, int n)
{
	char *text = hostile_string(n, SEED);
	struct str out = { 0 };

	str_add(&out, HEAD("400 Bad Request") "{\"code\":");
	add_json(&out, text);
	str_add(&out, ",\"reason\":");
	add_json(&out, text);
	str_add(&out, "}");
	put(r, &out);
	free(text);
}

/* ---- what comes out ---- */

static void check(struct run *r, const char *bytes, size_t len, const char *where)
{
	char *found = tape_found(bytes, len);

	if (found)
		fail_msg("%s: %s", where, found);
	r->bytes += (long)len;
	r->texts++;
}

/* On a pipe there is no control sequence either. */
static void run_piped(struct run *r, const char *const *args, const char *where)
{
	struct ran ran = ran_remitty(r->w.dir, NULL, args);

	if (strchr(ran.out, '\x1b') || strchr(ran.err, '\x1b') || ran.code < 0)
		fail_msg("%s: ended with %d, or wrote a control sequence", where, ran.code);
	check(r, ran.out, strlen(ran.out), where);
	check(r, ran.err, strlen(ran.err), where);
	ran_release(&ran);
}

static void run_on_terminal(struct run *r, const char *const *args, const char *where)
{
	r->tape.len = 0;
	tw_start(&r->w, 80, 24, args);
	while (!waitpid(r->w.pid, NULL, WNOHANG))
		tw_read(&r->w, 20);
	r->w.pid = 0;
	tw_drain(&r->w, 20);
	if (r->tape.len)
		check(r, r->tape.s, r->tape.len, where);
}

static void both_ways(struct run *r, const char *const *args)
{
	char *where = xasprintf("%s %s", args[0], args[1]);

	run_piped(r, args, where);
	run_on_terminal(r, args, where);
	free(where);
}

#define ARGS(...) ((const char *const[]){ __VA_ARGS__, "--profile", "shop", NULL })

static void a_call_prints_no_control_byte(void **state)
{
	struct run *r = *state;

	put_contacts(r, 0, STRINGS);
	both_ways(r, ARGS("call", "listContacts", "-p", "userToken=usr_1"));
	assert_true(r->bytes > 20 * STRINGS);
	both_ways(r, ARGS("call", "listContacts", "-p", "userToken=usr_1", "--json"));
	both_ways(r, ARGS("call", "listContacts", "-p", "userToken=usr_1", "--verbose"));
	for (int n = 0; n < STRINGS; n += r->all ? 1 : STRINGS / EACH) {
		put_refusal(r, n);
		run_piped(r, ARGS("call", "listContacts", "-p", "userToken=usr_1"), "a refusal");
		run_piped(r, ARGS("call", "listContacts", "-p", "userToken=usr_1", "--json",
				  "--verbose"), "a refusal as JSON");
	}
}

/* ---- the records on the command line ---- */

static void keep_ask(struct store *store, const char *clean, int n)
{
	struct ask ask = { .amount = { 50000, "MXN" }, .state = n % 2 ? ASK_UNKNOWN : ASK_REJECTED,
			   .created_at = wall_ms() - n, .updated_at = wall_ms(),
			   .user_token = "usr_1" };

	if (n)
		uuid_new(ask.correlation_id);
	else
		text_put(ask.correlation_id, sizeof(ask.correlation_id), ID);
	text_put(ask.customer, sizeof(ask.customer), clean);
	text_put(ask.payer, sizeof(ask.payer), clean);
	text_put(ask.status, sizeof(ask.status), clean);
	text_put(ask.code, sizeof(ask.code), clean);
	text_put(ask.note, sizeof(ask.note), clean);
	text_put(ask.refusal_text, sizeof(ask.refusal_text), clean);
	assert_true(store_ask_add(store, &ask, NULL));
	store_ask_event(store, ask.correlation_id, clean, NULL);
}

static void keep_event(struct store *store, const char *clean, int n)
{
	struct webhook_event event = { .at = wall_ms() - n, .verdict = WEBHOOK_STRANGER,
				       .kind = WEBHOOK_STATUS, .date = -1 };

	text_put(event.status, sizeof(event.status), clean);
	text_put(event.correlation_id, sizeof(event.correlation_id), clean);
	snprintf(event.digest, sizeof(event.digest), "%064d", n);
	event.headers = xasprintf("X-Note: %s\n", clean);
	event.body = xstrdup(clean);
	assert_true(store_event_add(store, &event, NULL));
	webhook_event_release(&event);
}

static void keep_records(struct run *r)
{
	char *path = xasprintf("%s/state/remitty/shop/remitty.db", r->w.dir);
	struct store *store;
	struct err err = { 0 };

	store = store_open(path, &err);
	assert_string_equal(err.text, "");
	for (int n = 0; n < STRINGS; n += r->all ? 1 : 5) {
		char *text = hostile_string(n, SEED), *clean = clean_text(text, 300);

		keep_ask(store, clean, n);
		keep_event(store, clean, n);
		free(clean);
		free(text);
	}
	store_close(store);
	free(path);
}

static void check_file(struct run *r, const char *path)
{
	char *text = file_read(path, 1 << 20, NULL, NULL);

	assert_non_null(text);
	check(r, text, strlen(text), path);
	free(text);
}

static void records_print_no_control_byte(void **state)
{
	struct run *r = *state;
	char *bundle = tw_path(&r->w, "bundle.json");

	keep_records(r);
	run_piped(r, ARGS("asks", "show", ID, "--bundle", bundle), "a bundle");
	check_file(r, bundle);
	free(bundle);
	both_ways(r, ARGS("asks", "list"));
	both_ways(r, ARGS("asks", "list", "--json"));
	both_ways(r, ARGS("asks", "show", ID));
	both_ways(r, ARGS("asks", "show", ID, "--json"));
	both_ways(r, ARGS("events", "list"));
	both_ways(r, ARGS("events", "list", "--json"));
	both_ways(r, ARGS("events", "show", "1"));
	both_ways(r, ARGS("events", "show", "1", "--json"));
	both_ways(r, ARGS("calls", "list"));
	both_ways(r, ARGS("calls", "list", "--json"));
	both_ways(r, ARGS("calls", "show", "1"));
	both_ways(r, ARGS("calls", "har"));
}

/* ---- the console ---- */

static bool asked_more(struct tw *w, const void *arg)
{
	return *((struct run *)w)->between.requests >= *(const int *)arg;
}

/* The list of payers, read again for each portion of strings; and what the inspector
 * has of it. */
static void the_console_sends_no_control_of_theirs(void **state)
{
	struct run *r = *state;
	struct tw *w = &r->w;
	int step = r->all ? EACH : STRINGS / 5;

	put_contacts(r, 0, 1);
	r->tape.len = 0;
	tw_start(w, 80, 24, (const char *const[]){ "--profile", "shop", NULL });
	tw_wait_here(w, "F1", -1);
	agent_look_up(w, "+525512045518");
	agent_wait_step(w, STEP_METHOD);
	agent_add_clabe(w);
	agent_choose_method(w);
	agent_wait_step(w, STEP_PAYER);
	for (int n = 0; n + EACH <= STRINGS; n += step) {
		int wanted = *r->between.requests + 2;

		put_contacts(r, n, n + EACH);
		tw_keys(w, "<F5>");
		tw_wait_state(w, asked_more, &wanted, "the list read again");
		tw_drain(w, 60);
	}
	tw_keys(w, "<F12>");
	tw_wait_text(w, "listContacts");
	tw_keys(w, "<Enter>");
	tw_drain(w, 200);
	check(r, r->tape.s, r->tape.len, "the console");
	assert_string_equal(w->clipboard, "");
	tw_kill(w);
}

/* ---- the stage ---- */

static int begin(void **state)
{
	struct run *r = *state;
	char *conf;

	r->answer = mmap(NULL, ANSWER, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_true(r->answer != MAP_FAILED);
	r->edits[0] = (struct edit){ .path = "/v1/user/contacts", .bytes = r->answer };
	side_start(&r->sandbox, (const char *const[]){ "--people", "--seed", "5", NULL });
	between_start(&r->between, r->sandbox.port, r->edits);
	tw_init(&r->w);
	r->w.seen = on_seen;
	conf = xasprintf("profile \"shop\" {\n  environment = \"sandbox\"\n"
			 "  base_url = \"http://127.0.0.1:%d/v1\"\n"
			 "  api_key_file = \"%s/key\"\n}\n",
			 r->between.port, r->w.dir);
	tw_file(&r->w, "config/remitty/remitty.conf", conf);
	tw_file(&r->w, "key", "remitty-sandbox-full\n");
	free(conf);
	return 0;
}

static int end(void **state)
{
	struct run *r = *state;

	tw_release(&r->w);
	between_stop(&r->between);
	side_stop(&r->sandbox);
	munmap(r->answer, ANSWER);
	free(r->tape.s);
	return 0;
}

int main(int argc, char **argv)
{
	static struct run run;
	void *state = &run;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_prestate(a_call_prints_no_control_byte, &run),
		cmocka_unit_test_prestate(the_console_sends_no_control_of_theirs, &run),
		cmocka_unit_test_prestate(records_print_no_control_byte, &run),
	};
	int failed;

	(void)argv;
	run.all = argc > 1;
	lang_init();
	begin(&state);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	end(&state);
	print_message("# seed %d\n", SEED);
	print_message("# figure: hostile strings, real program | %d strings from the service and "
		      "in the records: %ld texts, %ld bytes on a terminal and in a pipe, 0 control "
		      "bytes of theirs\n", STRINGS, run.texts, run.bytes);
	return failed;
}
