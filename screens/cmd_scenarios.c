/* remitty scenarios: the matrix listed, and run against a service. */

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "api/data_rows.h"
#include "api/lang.h"
#include "api/report.h"
#include "screens/cmd.h"

enum { DATA_CAP = 8 << 20, KEEP_EVERY = 64, FLUSH_MS = 100 };

struct play {
	const struct args *args;
	struct session session;
	struct scenarios matrix, data;	/* data: of --data, made of the matrix */
	const struct scenarios *set;	/* the one of them that runs */
	const struct scenario **chosen;
	int n_chosen;
	struct report_target *targets;
	struct runner *runner;
	struct report report;
	int *rows, n_rows, done;
	int signals;			/* descriptor */
	bool ended, interrupted;
	bool progress;			/* a line on the terminal that is written again */
	bool flushing;			/* what was printed goes out in a moment */
};

/* ---- which rows ---- */

static bool fits_any(const struct args *args, const struct scenario *s)
{
	for (int i = 1; i < args->n_words; i++)
		if (scenario_fits(s, args->words[i]))
			return true;
	return args->n_words < 2;
}

static bool word_selects(const struct scenarios *all, const char *word, struct err *err)
{
	const struct op *near;

	for (int i = 0; i < all->n; i++)
		if (scenario_fits(&all->list[i], word))
			return true;
	near = op_nearest(word);
	err_set(err, ERR_INPUT, _("There is no scenario “%.80s”."), word);
	if (near)
		return err_next(err, _("Did you mean %s?"), near->name);
	return err_next(err, _("“remitty scenarios list” lists them; an operation, a tag or a "
			       "status such as 4xx selects as well."));
}

static bool choose(struct play *p, struct err *err)
{
	scenarios_make(&p->matrix);
	for (int i = 1; i < p->args->n_words; i++)
		if (!word_selects(&p->matrix, p->args->words[i], err))
			return false;
	p->chosen = xcalloc((size_t)p->matrix.n, sizeof(*p->chosen));
	for (int i = 0; i < p->matrix.n; i++)
		if (fits_any(p->args, &p->matrix.list[i]))
			p->chosen[p->n_chosen++] = &p->matrix.list[i];
	return true;
}

static bool read_data(struct play *p, struct err *err)
{
	const char *path = p->args->data;
	char *text;
	size_t len;
	bool ok;

	p->set = path ? &p->data : &p->matrix;
	if (!path)
		return true;
	text = file_read(path, DATA_CAP, &len, err);
	if (!text)
		return false;
	ok = strlen(text) == len ? data_rows_make(&p->data, p->chosen, p->n_chosen, text, path, err)
				 : err_set(err, ERR_INPUT, _("%.120s is not a text."), path);
	free(text);
	return ok;
}

static bool is_chosen(const struct play *p, const struct scenario *s)
{
	if (p->set == &p->data)
		return true;
	for (int i = 0; i < p->n_chosen; i++)
		if (p->chosen[i] == s)
			return true;
	return false;
}

static void pick_rows(struct play *p)
{
	p->rows = xcalloc((size_t)p->set->n, sizeof(*p->rows));
	for (int i = 0; i < p->set->n; i++) {
		bool wanted = !p->args->failed ||
			      runner_row(p->runner, i)->before == ROW_FAILED;

		if (wanted && is_chosen(p, &p->set->list[i]))
			p->rows[p->n_rows++] = i;
	}
}

/* ---- what is said while it runs ---- */

static void clear_progress(const struct play *p)
{
	if (p->progress)
		fputs("\r\033[K", stderr);
}

static void show_progress(const struct play *p)
{
	struct report_tally tally = report_count(&p->report, NULL);

	if (!p->progress || p->ended)
		return;
	fprintf(stderr, _("%d of %d · %d failed"), p->done, p->n_rows, tally.failed);
	fflush(stderr);
}

static void print_failed(const struct run_row *row)
{
	char *expected = expected_text(row), *actual = actual_text(row);

	printf("%-8s %s\n         ", _("failed"), row->scenario->id);
	printf(_("expected %s, got %s"), expected, actual);
	printf("\n         %s\n", row->why);
	free(expected);
	free(actual);
}

static void print_row(const struct run_row *row)
{
	const char *id = row->scenario->id;

	if (row->state == ROW_PASSED)
		printf("%-8s %-60s %4ld ms\n", _("passed"), id, row->ms);
	else if (row->state == ROW_SKIPPED)
		printf("%-8s %s\n         %s\n", _("skipped"), id, row->why);
	else
		print_failed(row);
}

static void on_flush(void *owner)
{
	struct play *p = owner;

	p->flushing = false;
	clear_progress(p);
	fflush(stdout);
	show_progress(p);
}

/* With --verbose: what went over the wire for a row that failed. */
static void print_wire(const struct play *p)
{
	const struct report_row *row = &p->report.rows[p->report.n - 1];
	char *text = exchange_text(row);

	if (row->row.state == ROW_FAILED && *text) {
		clear_progress(p);
		fflush(stdout);
		fprintf(stderr, "%s\n", text);
	}
	free(text);
}

/* Rows are quick: what they say goes out together, and soon. */
static void say_row(struct play *p, const struct run_row *row)
{
	const struct options *options = &p->args->options;

	if (!options->json && (row->state == ROW_FAILED || !options->quiet))
		print_row(row);
	if (options->verbose)
		print_wire(p);
	if (p->flushing)
		return;
	p->flushing = true;
	loop_after(p->session.loop, FLUSH_MS, on_flush, p);
}

static void on_change(void *owner, int at)
{
	struct play *p = owner;
	const struct run_row *row = runner_row(p->runner, at);
	bool over = row && row->state != ROW_NEW && row->state != ROW_WAITING &&
		    row->state != ROW_RUNNING;

	if (at < 0)
		p->ended = true;
	if (!over)
		return;
	report_add(&p->report, row, p->args->n_reports || p->args->options.verbose ?
		   journal_find(p->session.journal, row->serial) : NULL);
	p->done++;
	say_row(p, row);
	/* The journal holds a part of the run only: what a service said goes to the disk. */
	if (!p->session.apart && p->done % KEEP_EVERY == 0)
		store_calls_keep(p->session.store, p->session.journal, p->session.config.history);
}

/* ---- the run ---- */

static void on_signal(void *owner)
{
	struct play *p = owner;
	struct signalfd_siginfo info;

	if (read(p->signals, &info, sizeof(info)) != sizeof(info))
		return;
	p->interrupted = true;
	runner_cancel(p->runner);
}

static void play(struct play *p)
{
	struct loop_source source = { .step = on_signal, .ctx = p };
	long began = now_ms();
	sigset_t ends, before;

	sigemptyset(&ends);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGTERM);
	sigprocmask(SIG_BLOCK, &ends, &before);
	source.fd = p->signals = signalfd(-1, &ends, SFD_CLOEXEC | SFD_NONBLOCK);
	loop_add(p->session.loop, &source);
	runner_start(p->runner, p->rows, p->n_rows);
	show_progress(p);
	while (!p->ended)
		loop_turn(p->session.loop, -1);
	clear_progress(p);
	loop_forget(p->session.loop, p);
	close(p->signals);
	sigprocmask(SIG_SETMASK, &before, NULL);
	p->report.ms = now_ms() - began;
}

/* Of a world that is gone the disk gets what failed alone: the inspector's history
 * is not there for a thousand calls that went as they should. */
static void forget_passed(struct play *p)
{
	struct journal *journal = p->session.journal;
	struct exchange **calls = xcalloc((size_t)journal_count(journal) + 1, sizeof(*calls));
	json_t *failed = json_object();
	int n = journal_unkept(journal, calls, journal_count(journal));

	for (int i = 0; i < p->report.n; i++) {
		const struct run_row *row = &p->report.rows[i].row;

		if (row->state == ROW_FAILED)
			json_object_set_new(failed, row->scenario->id, json_true());
	}
	for (int i = 0; i < n; i++)
		if (!json_object_get(failed, calls[i]->scenario))
			journal_mark_kept(journal, calls[i]);
	json_decref(failed);
	free(calls);
}

/* Which would run, and why not the others. */
static int rehearse(const struct play *p)
{
	json_t *all = json_array();
	char why[256];

	for (int i = 0; i < p->n_rows; i++) {
		const struct scenario *s = runner_row(p->runner, p->rows[i])->scenario;
		bool may = runner_may(p->runner, p->rows[i], why);

		if (p->args->options.json)
			json_array_append_new(all, json_pack("{s:s, s:b, s:s*}", "id", s->id,
							     "runs", may, "why",
							     may ? NULL : why));
		else if (may)
			printf("%-8s %s\n", _("runs"), s->id);
		else
			printf("%-8s %s\n         %s\n", _("skipped"), s->id, why);
	}
	if (p->args->options.json)
		cmd_print(json_incref(all));
	json_decref(all);
	return CODE_FINE;
}

/* ---- the end ---- */

static void print_end(const struct play *p)
{
	struct report_tally tally = report_count(&p->report, NULL);
	json_t *all;

	if (p->args->options.json) {
		all = json_array();
		for (int i = 0; i < p->report.n; i++)
			json_array_append_new(all, report_row_json(&p->report.rows[i]));
		cmd_print(all);
	}
	fflush(stdout);
	if (!p->args->options.quiet)
		fprintf(stderr, _("%d passed, %d failed, %d skipped · %ld ms\n"), tally.passed,
			tally.failed, tally.skipped, p->report.ms);
}

static int end(struct play *p)
{
	struct err err = { 0 };
	int code = CODE_FINE;

	print_end(p);
	if (report_count(&p->report, NULL).failed)
		code = CODE_CHECK;
	for (int i = 0; i < p->args->n_reports; i++)
		if (!report_save(&p->report, &p->targets[i], &err))
			code = cmd_fail(p->args, &err);
	return p->interrupted ? CODE_INTERRUPTED : code;
}

static bool read_seconds(const char *text, long *ms, struct err *err)
{
	char *stop;
	long n = text ? strtol(text, &stop, 10) : 0;

	*ms = n * 1000;
	if (!text || (*text && !*stop && n >= 0 && n <= 86400))
		return true;
	return err_set(err, ERR_INPUT, _("“%.40s” is not a number of seconds."), text);
}

static bool read_targets(struct play *p, struct err *err)
{
	p->targets = xcalloc((size_t)p->args->n_reports + 1, sizeof(*p->targets));
	for (int i = 0; i < p->args->n_reports; i++) {
		if (!report_target(p->args->reports[i], &p->targets[i], err))
			return false;
		if (str_eq(p->targets[i].file, "-") && p->args->options.json)
			return err_set(err, ERR_INPUT,
				       _("With --json stdout is taken: give the report a file."));
	}
	return true;
}

/* Without a profile it is the sandbox, in a world that no console has open. */
static bool open_session(struct play *p, struct err *err)
{
	struct options options = p->args->options;
	bool ok;

	if (options.profile) {
		ok = session_open(&p->session, &options, err);
	} else {
		options.profile = "sandbox";
		ok = session_open_apart(&p->session, &options, err);
	}
	if (!ok)
		return false;
	lang_set(p->session.config.lang);
	p->report = (struct report){
		.profile = p->session.config.profile, .base_url = p->session.config.base_url,
		.environment = environment_word(p->session.config.environment), .at = wall_ms(),
	};
	return true;
}

static int run_all(struct play *p, long retry_ms)
{
	const struct runner_conf conf = {
		.config = &p->session.config, .http = p->session.http, .loop = p->session.loop,
		.journal = p->session.journal, .store = p->session.store, .scenarios = p->set,
		.yes = p->args->options.yes, .fail_fast = p->args->fail_fast,
		.retry_ms = retry_ms,
	};

	p->runner = runner_new(&conf, on_change, p);
	p->progress = isatty(STDERR_FILENO) && !p->args->options.quiet;
	setvbuf(stdout, NULL, _IOFBF, 1 << 16);
	pick_rows(p);
	if (p->args->options.dry_run)
		return rehearse(p);
	if (p->n_rows)
		play(p);
	if (p->session.apart)
		forget_passed(p);
	if (!p->n_rows && !p->args->options.quiet)
		fprintf(stderr, "%s\n", _("No chosen row failed the last time."));
	return end(p);
}

static int run(const struct args *args)
{
	struct play p = { .args = args };
	struct err err = { 0 };
	long retry_ms;
	int code;

	if (read_seconds(args->retry_until, &retry_ms, &err) && read_targets(&p, &err) &&
	    choose(&p, &err) && read_data(&p, &err) && open_session(&p, &err))
		code = run_all(&p, retry_ms);
	else
		code = cmd_fail(args, &err);
	runner_free(p.runner);
	if (p.session.loop)
		session_close(&p.session);
	report_release(&p.report);
	scenarios_release(&p.data);
	scenarios_release(&p.matrix);
	free(p.chosen);
	free(p.targets);
	free(p.rows);
	return code;
}

/* ---- list ---- */

static void print_scenario(const struct scenario *s, const struct op **last)
{
	if (s->op != *last)
		printf("%s%s: %s\n", *last ? "\n" : "", s->op->name, _(s->op->title));
	*last = s->op;
	printf("  %-58s %s\n      %s\n", s->id, _(s->doc->title), s->doc->provoke);
	if (*s->how)
		printf("      %s\n", s->how);
}

static int list(const struct args *args)
{
	struct play p = { .args = args };
	const struct op *last = NULL;
	struct err err = { 0 };
	json_t *all = json_array();
	int code = CODE_FINE;

	if (!choose(&p, &err))
		code = cmd_fail(args, &err);
	for (int i = 0; i < p.n_chosen; i++) {
		if (args->options.json)
			json_array_append_new(all, scenario_json(p.chosen[i]));
		else
			print_scenario(p.chosen[i], &last);
	}
	if (args->options.json && !code)
		cmd_print(json_incref(all));
	json_decref(all);
	scenarios_release(&p.matrix);
	free(p.chosen);
	return code;
}

int cmd_scenarios(const struct args *args)
{
	static const char *const whats[] = { "list", "run", NULL };
	const char *what = args->n_words ? args->words[0] : "list", *near;
	struct err err = { 0 };

	if (str_eq(what, "run"))
		return run(args);
	if (str_eq(what, "list"))
		return list(args);
	near = nearest_word(what, whats);
	err_set(&err, ERR_INPUT, _("“%.40s” is not something to do with scenarios."), what);
	err_next(&err, _("Did you mean “remitty scenarios %s”?"), near ? near : "run");
	return cmd_fail(args, &err);
}
