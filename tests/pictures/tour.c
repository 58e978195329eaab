/*
 * Walks through the console as an agent would and keeps a picture of each
 * screen.
 *
 *	tour FOLDER [--size 80x24] [option of the console]...
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/lang.h"
#include "api/util.h"
#include "tests/agent.h"

struct tour {
	struct tw w;
	const char *folder;
	int cols, rows;
	const char *args[12];
};

/* What the screen shows once nothing more comes. */
static void keep(struct tour *t, const char *name)
{
	char *path = xasprintf("%s/%s.svg", t->folder, name), *svg;
	struct err err;

	tw_drain(&t->w, 120);
	svg = tw_svg(&t->w);
	if (!file_write(path, svg, strlen(svg), &err))
		fail_msg("%s", err.text);
	printf("%s\n", path);
	free(svg);
	free(path);
}

/* Open something that lies on top, keep it, close it. */
static void keep_overlay(struct tour *t, const char *key, const char *title, const char *name)
{
	tw_keys(&t->w, key);
	tw_wait_text(&t->w, title);
	keep(t, name);
	tw_keys(&t->w, "<Esc>");
	tw_drain(&t->w, 200);
}

/* A customer who has everything asks for an amount. */
static void returning(struct tour *t, const char *phone, const char *amount, bool paid)
{
	struct tw *w = &t->w;

	agent_look_up(w, phone);
	agent_choose_method(w);
	agent_choose_payer(w);
	agent_quote(w, "100");
	tw_keys(w, "<F10>");
	agent_read_back(w, amount);
	agent_send(w, amount);
	if (paid)
		agent_payer_pays(w);
	agent_home(w);
}

static void fill_home(struct tour *t)
{
	returning(t, "+525512045518", "1250", true);
	returning(t, "+523312087741", "800", false);
	agent_look_up(&t->w, "+523310448820");
	agent_wait_step(&t->w, STEP_METHOD);
	agent_home(&t->w);
	tw_drain(&t->w, 300);
	keep(t, "home");
}

static void tour_register(struct tour *t)
{
	struct person p = maria;

	p.born = "1987-02-30";
	agent_look_up(&t->w, p.phone);
	agent_type_registration(&t->w, &p);
	tw_keys(&t->w, "<F10>");
	keep(t, "register");
	tw_keys(&t->w, "<Back><Back>28");
	tw_keys(&t->w, "<F10>");
	agent_wait_step(&t->w, STEP_LINK);
}

static void tour_link(struct tour *t)
{
	agent_wait_link(&t->w);
	keep(t, "link");
	tw_keys(&t->w, "<F4>");
	keep(t, "link-big");
	tw_keys(&t->w, "<F4>");
	agent_scan_link(&t->w);
	tw_keys(&t->w, "<F10>");
}

static void tour_method(struct tour *t)
{
	agent_add_card(&t->w);
	tw_keys(&t->w, "b");
	tw_wait_text(&t->w, _("Add"));
	tw_keys(&t->w, "002320275621938816<Tab>");
	keep(t, "method");
	tw_keys(&t->w, "<Esc>");
	tw_drain(&t->w, 200);
	agent_choose_method(&t->w);
}

static void tour_payer(struct tour *t)
{
	agent_add_payer(&t->w);
	keep(t, "payer");
	tw_keys(&t->w, "\n");
}

static void tour_ask(struct tour *t)
{
	struct tw *w = &t->w;

	agent_quote(w, "100");
	keep(t, "quote");
	tw_keys(w, "<F10>");
	agent_wait_step(w, STEP_ASK);
	keep(t, "ask-form");
	agent_read_back(w, "1734");
	keep(t, "ask");
	agent_send(w, "1734");
	agent_wait_link(w);
	keep(t, "track");
	agent_payer_pays(w);
	keep(t, "track-done");
	keep_overlay(t, "p", _("Slip"), "slip");
}

static void tour_rest(struct tour *t)
{
	keep_overlay(t, "<F1>", _("Help"), "help");
	keep_overlay(t, "<Ctrl-P>", _("Palette"), "palette");
	keep_overlay(t, "<F12>", "requestMoneyV2", "inspector");
	keep_overlay(t, "<F9>", _("Settings"), "settings");
	agent_home(&t->w);
	keep_overlay(t, "<F3>", _("WHEN"), "history");
	keep(t, "home-after");
}

static void read_args(struct tour *t, char **argv)
{
	size_t n = 0;

	for (argv += 2; *argv; argv++) {
		if (str_eq(*argv, "--size") && argv[1]) {
			if (sscanf(*++argv, "%dx%d", &t->cols, &t->rows) != 2)
				fail_msg("not a size: %s", *argv);
			continue;
		}
		if (str_eq(*argv, "--lang") && argv[1])
			lang_set(argv[1]);
		assert_true(n + 1 < ARRAY_LEN(t->args));
		t->args[n++] = *argv;
	}
}

int main(int argc, char **argv)
{
	struct tour t = { .cols = 80, .rows = 24 };

	if (argc < 2)
		return 2;
	lang_init();
	t.folder = argv[1];
	tw_init(&t.w);
	read_args(&t, argv);
	tw_start(&t.w, t.cols, t.rows, t.args);
	fill_home(&t);
	tour_register(&t);
	tour_link(&t);
	tour_method(&t);
	tour_payer(&t);
	tour_ask(&t);
	tour_rest(&t);
	tw_keys(&t.w, "<Ctrl-Q>");
	tw_ended(&t.w, 0);
	tw_release(&t.w);
	return 0;
}
