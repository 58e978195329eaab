/* A card's number is shown for its time at the real console while a tracer looks into
 * its memory: while it stands on the screen it must be found, or the search is worth
 * nothing; afterwards it is nowhere, not in memory and not in a file. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <ctype.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/lang.h"
#include "screens/wallet.h"
#include "tests/needles.h"
#include "tests/side.h"
#include "tests/tracer.h"
#include "tests/wallet_agent.h"

#define DUMPS "dumps"

enum { DUMP_MOST = 128 << 20, SHOWN_MS = 20000, SLACK_MS = 5000 };

struct run {
	struct tw w;
	struct side sandbox;
	struct needles needles;
	pid_t console;
	int dumps;
};

static bool is_there(struct tw *w, const void *arg)
{
	char *path = xasprintf("%s/" DUMPS "/%s", w->dir, (const char *)arg);
	bool there = access(path, F_OK) == 0;

	free(path);
	return there;
}

/* How often the number stands in the console's memory as it is now. */
static int hits_now(struct run *r, bool quiet)
{
	char *done = xasprintf("%d.done", ++r->dumps), *name, *path, *bytes;
	size_t len;
	int hits;

	tw_wait_asleep(&r->w);
	kill(r->w.pid, SIGUSR1);
	tw_wait_state(&r->w, is_there, done, done);
	name = xasprintf(DUMPS "/%d.%d", (int)r->console, r->dumps);
	path = tw_path(&r->w, name);
	bytes = file_read(path, DUMP_MOST, &len, NULL);
	assert_non_null(bytes);
	r->needles.quiet = quiet;
	hits = needles_in(&r->needles, name, bytes, len);
	unlink(path);
	free(bytes);
	free(path);
	free(name);
	free(done);
	return hits;
}

/* The sandbox has its own memory of the number, so it stands outside. */
static void write_settings(struct run *r)
{
	char *conf = xasprintf("profile \"shop\" {\n  environment = \"sandbox\"\n"
			       "  base_url = \"%s/v1\"\n  omnumi_url = \"%s/omnumi\"\n}\n",
			       r->sandbox.url, r->sandbox.url);

	tw_file(&r->w, "config/remitty/remitty.conf", conf);
	free(conf);
}

static void start(struct run *r)
{
	char *self = tw_program("tty_omnumi_reveal"), *program = tw_program("remitty");
	char *folder;
	const char *args[] = { self, "--trace", NULL, program, "--profile", "shop", NULL };

	tw_init(&r->w);
	tw_file(&r->w, DUMPS "/none", "");
	write_settings(r);
	args[2] = folder = tw_path(&r->w, DUMPS);
	tw_start(&r->w, 80, 24, args);
	r->console = tracer_console(&r->w, folder);
	free(folder);
	free(program);
	free(self);
}

static void add_number(struct run *r)
{
	char *text = tw_text(&r->w), *at = strstr(text, "4219 22"), number[17] = "";

	assert_non_null(at);
	for (int n = 0; n < 16; at++)
		if (isdigit((unsigned char)*at))
			number[n++] = *at;
	needles_add(&r->needles, "card number", number);
	free(text);
}

static bool is_gone(struct tw *w, const void *arg)
{
	(void)arg;
	return !tw_has(w, "4219");
}

/* There under a sanitizer, which keeps what was freed, and whose memory has no end. */
void __asan_init(void) __attribute__((weak));

static void a_number_that_was_shown_leaves_nothing(void **state)
{
	static const char *const people[] = { "--people", "--seed", "5", NULL };
	struct run *r;

	(void)state;
	if (__asan_init) {
		print_message("# skipped: a sanitizer has an allocator of its own\n");
		skip();
	}
	r = xcalloc(1, sizeof(*r));
	r->needles.tokens_pass = true;
	side_start(&r->sandbox, people);
	start(r);
	wallet_take(&r->w, "usbc.ana.ul");
	wallet_journey(&r->w, &omni_cards);
	tw_wait_text(&r->w, _("Cards on offer"));
	tw_keys(&r->w, "<F10>");
	tw_wait_text(&r->w, "“ViaCarte Classic Debit Card”");
	tw_keys(&r->w, "<F10>");
	tw_wait_text(&r->w, _("The card was issued. Its number is masked here."));
	tw_keys(&r->w, "<F4>");
	tw_wait_text(&r->w, _("Show the whole number?"));
	tw_keys(&r->w, "<F10>");
	tw_wait_text(&r->w, "4219 22");
	add_number(r);
	assert_true(hits_now(r, true) > 0);
	if (!tw_try(&r->w, is_gone, NULL, SHOWN_MS + SLACK_MS))
		tw_fail(&r->w, "the number is still there");
	tw_wait_asleep(&r->w);
	assert_int_equal(hits_now(r, false), 0);
	assert_int_equal(needles_in_tree(&r->needles, r->w.dir, DUMPS), 0);
	print_message("# figure: memory after a card's number was shown | 0 bytes of it in the "
		      "console and its files, %d forms; found while it is shown\n",
		      r->needles.n);
	wallet_end(&r->w);
	side_stop(&r->sandbox);
	free(r);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_number_that_was_shown_leaves_nothing),
	};

	if (argc > 3 && str_eq(argv[1], "--trace"))
		return tracer_main(argv[2], argv + 3);
	lang_init();
	lang_set("en");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
