/* Records that a passphrase opens, in the real program: set at the first start, asked
 * for at the next, by scripts from a file; and what goes when it is deleted. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "api/lang.h"
#include "api/util.h"
#include "tests/agent.h"
#include "tests/needles.h"
#include "tests/ran.h"

#define WORDS "correct horse battery"
#define STATE "state/remitty/sandbox"

static void begin(struct tw *w, const char *lang)
{
	const char *const args[] = { "--lang", lang, NULL };

	lang_set(lang);
	tw_init(w);
	tw_file(w, "config/remitty/remitty.conf",
		"profile \"sandbox\" { seal = \"passphrase\" }\n");
	tw_start(w, 80, 24, args);
}

static void end(struct tw *w)
{
	tw_keys(w, "<Ctrl-Q>");
	tw_ended(w, 0);
}

static bool is_there(struct tw *w, const char *name)
{
	char *path = tw_path(w, name);
	bool there = access(path, F_OK) == 0;

	free(path);
	return there;
}

static void set_passphrase(struct tw *w)
{
	tw_wait_text(w, _("New passphrase"));
	tw_keys(w, "short\nshort\n");
	tw_wait_text(w, "8");			/* characters at least */
	tw_keys(w, WORDS "\n" WORDS "\n");
	tw_wait_text(w, _("From now on the passphrase opens the records."));
}

static void a_passphrase_opens_the_records(const char *lang)
{
	struct tw w;

	begin(&w, lang);
	set_passphrase(&w);
	assert_false(is_there(&w, STATE "/remitty.key"));
	agent_look_up(&w, "rosa.diaz@example.com");
	tw_wait_text(&w, "Rosa");
	end(&w);
	tw_restart(&w);
	tw_wait_text(&w, _("Locked"));
	tw_wait_text(&w, _("Passphrase"));
	assert_false(tw_has(&w, "Rosa"));
	tw_keys(&w, "wrong horse\n");
	tw_wait_text(&w, _("This is not the passphrase of these records."));
	tw_keys(&w, "<F1><F9><F2>");		/* keys of what is beneath */
	assert_false(tw_has(&w, "Rosa"));
	tw_keys(&w, "<Esc>");
	tw_wait_gone(&w, _("This is not the passphrase of these records."));
	tw_keys(&w, WORDS "\n");
	tw_wait_gone(&w, _("Locked"));
	tw_wait_text(&w, "Rosa");		/* her unfinished journey, on the home page */
	end(&w);
	tw_release(&w);
}

#define OTHER_WORDS "battery staple horse"

/* Changed under Settings; it opens the locked screen of who has forgotten the PIN. */
static void another_passphrase_takes_its_place(void **state)
{
	struct tw w;

	(void)state;
	begin(&w, "en");
	set_passphrase(&w);
	tw_keys(&w, "<F9><Down><Down><Down><Down><Down><Down><Down><Down>\n");
	tw_wait_text(&w, "Present passphrase");
	tw_keys(&w, "not this one\n" OTHER_WORDS "\n" OTHER_WORDS "\n");
	tw_wait_text(&w, "The present passphrase is another one.");
	tw_keys(&w, WORDS "\n" OTHER_WORDS "\n" OTHER_WORDS "\n");
	tw_wait_text(&w, "From now on the passphrase opens the records.");
	tw_keys(&w, "<Up><Up><Up>\n");
	tw_wait_text(&w, "New PIN");
	tw_keys(&w, "4831\n4831\n");
	tw_wait_text(&w, "The PIN is set.");
	tw_keys(&w, "<Ctrl-X>");
	tw_wait_text(&w, "The passphrase of the records opens this as well.");
	tw_keys(&w, WORDS "\n");
	tw_wait_text(&w, "This is not the PIN.");
	tw_keys(&w, OTHER_WORDS "\n");
	tw_wait_gone(&w, "Locked");
	end(&w);
	tw_restart(&w);
	tw_wait_text(&w, "Passphrase");
	tw_keys(&w, WORDS "\n");
	tw_wait_text(&w, "This is not the passphrase of these records.");
	tw_keys(&w, OTHER_WORDS "\n");
	tw_wait_gone(&w, "Locked");		/* the PIN is not asked for on top of it */
	end(&w);
	tw_release(&w);
}

static struct ran ran(struct tw *w, const char *const *args)
{
	char *state = xasprintf("XDG_STATE_HOME=%s/state", w->dir);
	char *conf = tw_path(w, "config/remitty/remitty.conf");
	const char *all[16] = { NULL };
	struct ran r;
	int n = 0;

	for (; args[n]; n++)
		all[n] = args[n];
	all[n++] = "--config";
	all[n] = conf;
	r = ran_remitty(w->dir, state, all);
	free(conf);
	free(state);
	return r;
}

static void expect(struct tw *w, const char *const *args, int code, const char *says)
{
	struct ran r = ran(w, args);

	if (r.code != code || (says && !strstr(r.out, says) && !strstr(r.err, says)))
		fail_msg("%s: %d, not %d with “%s”:\n%s%s", args[0], r.code, code, says, r.out,
			 r.err);
	ran_release(&r);
}

/* Off a terminal: states without the passphrase, all with it from a file. */
static void scripts_take_it_from_a_file(void **state)
{
	static const char *const status[] = { "seal", "--json", NULL };
	static const char *const asks[] = { "asks", NULL };
	static const char *const money[] = {
		"call", "requestMoneyV2", "-p", "userToken=usr_1", "--yes", NULL
	};
	static const char *const calls[] = { "calls", NULL };
	struct tw w;
	char *conf;

	(void)state;
	begin(&w, "en");
	set_passphrase(&w);
	end(&w);
	expect(&w, status, 0, "\"locked\": true");
	expect(&w, asks, 0, "The records of customers are locked.");
	expect(&w, calls, 3, "The records of customers are locked.");
	expect(&w, money, 3, "The records of customers are locked.");
	tw_file(&w, "words", WORDS "\n");
	conf = xasprintf("profile \"sandbox\" { seal_key_file = \"%s/words\" }\n", w.dir);
	tw_file(&w, "config/remitty/remitty.conf", conf);
	expect(&w, calls, 0, NULL);
	tw_file(&w, "words", "something else\n");
	expect(&w, calls, 3, "This is not the passphrase of these records.");
	tw_restart(&w);				/* the console says so, and asks */
	tw_wait_text(&w, "This is not the passphrase of these records.");
	tw_keys(&w, WORDS "\n");
	tw_wait_gone(&w, "Locked");
	end(&w);
	free(conf);
	tw_release(&w);
}

static long plain_in(struct tw *w)
{
	struct needles *n = xcalloc(1, sizeof(*n));
	char *folder = tw_path(w, STATE);
	long hits;

	needles_add(n, "name", "Rosa");
	needles_add(n, "family name", "Díaz");
	needles_add(n, "e-mail", "rosa.diaz");
	needles_add(n, "payer", "Hugo");
	needles_add(n, "payer's phone", "9165550149");
	needles_in_tree(n, folder, "sandbox.json");	/* the practice service's own world */
	hits = n->hits;
	free(folder);
	free(n);
	return hits;
}

/* The number that a query gives. */
static int number_in(struct tw *w, const char *query)
{
	char *path = tw_path(w, STATE "/remitty.db");
	sqlite3_stmt *stmt;
	sqlite3 *db;
	int n;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, query, -1, &stmt, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	n = sqlite3_column_int(stmt, 0);
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	free(path);
	return n;
}

/* "Type 7781", before the field. */
static void type_what_is_asked_for(struct tw *w)
{
	char *text = tw_text(w), *at = strstr(text, "Type ");
	char word[5] = "";

	assert_non_null(at);
	memcpy(word, at + 5, 4);
	tw_keys(w, word);
	free(text);
}

/* A whole journey leaves no person plain on the disk; then she is deleted. */
static void a_customer_is_deleted_by_typing_the_end_of_her_phone(void **state)
{
	struct tw w;

	(void)state;
	lang_set("en");
	tw_init(&w);
	tw_start(&w, 80, 24, NULL);
	agent_look_up(&w, "rosa.diaz@example.com");
	agent_add_clabe(&w);
	tw_keys(&w, "\n");
	agent_add_payer(&w);
	tw_keys(&w, "\n");
	agent_quote(&w, "50");
	tw_wait_asleep(&w);
	assert_int_equal(plain_in(&w), 0);
	tw_keys(&w, "<Ctrl-P>");
	tw_keys(&w, "delete this\n");
	tw_wait_text(&w, "this would go");
	tw_wait_text(&w, "1 customer");
	tw_keys(&w, "<F10>");
	tw_wait_text(&w, "to say that she is meant");
	type_what_is_asked_for(&w);
	tw_keys(&w, "<F10>");
	tw_wait_text(&w, "Gone: 1 customer");
	tw_wait_gone(&w, "Rosa");
	end(&w);
	assert_int_equal(plain_in(&w), 0);
	assert_int_equal(number_in(&w, "SELECT (SELECT count(*) FROM customers) + "
				   "(SELECT count(*) FROM journeys) + (SELECT count(*) FROM "
				   "customer_marks) + (SELECT count(*) FROM seal_keys) + "
				   "(SELECT count(*) FROM calls WHERE length(response) > 0 AND "
				   "op LIKE 'getUser%')"), 0);
	tw_release(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TW_BOTH(a_passphrase_opens_the_records),
		cmocka_unit_test(another_passphrase_takes_its_place),
		cmocka_unit_test(scripts_take_it_from_a_file),
		cmocka_unit_test(a_customer_is_deleted_by_typing_the_end_of_her_phone),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
