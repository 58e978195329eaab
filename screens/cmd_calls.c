/* remitty calls: what went over the wire in earlier runs, as it was kept. */

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "api/har.h"
#include "api/lang.h"
#include "api/share.h"
#include "screens/call_actions.h"
#include "screens/call_rows.h"
#include "screens/cmd.h"

/* Those in which the text occurs, or all. */
static void look(struct call_rows *rows, const struct session *s, const char *text)
{
	struct call_filter filter = { 0 };

	snprintf(filter.text, sizeof(filter.text), "%s", text ? text : "");
	*rows = (struct call_rows){ .journal = s->journal, .store = s->store, .history = true };
	rows_filter(rows, &filter);
	while (rows_step(rows))
		;
}

/* As --json tells it. */
static json_t *head_json(const struct call_head *head)
{
	char at[25];

	iso_time(head->at, at);
	return json_pack("{s:I, s:s, s:s, s:s, s:s, s:i, s:I, s:I, s:s*}", "id",
			 (json_int_t)head->id, "at", at, "operation", head->op, "method",
			 head->method, "url", head->url, "status", head->status,
			 "ms", (json_int_t)head->ms, "bytes", (json_int_t)head->bytes,
			 "scenario", *head->scenario ? head->scenario : NULL);
}

static void print_head(const struct call_head *head)
{
	time_t at = (time_t)(head->at / 1000);
	char when[20] = "";
	struct tm tm;

	if (localtime_r(&at, &tm))
		strftime(when, sizeof(when), "%Y-%m-%d %H:%M:%S", &tm);
	printf("%6" PRId64 "  %s  %3d  %6" PRId64 " ms  %-26s %s %s\n", head->id, when,
	       head->status, head->ms, *head->scenario ? head->scenario : head->op, head->method,
	       head->url);
}

static int list(const struct args *args, const struct session *s, struct call_rows *rows)
{
	json_t *all = args->options.json ? json_array() : NULL;

	for (int i = 0; i < rows_count(rows); i++) {
		const struct call_head *head = rows_head(rows, i);

		if (head && all)
			json_array_append_new(all, head_json(head));
		else if (head)
			print_head(head);
	}
	if (!rows_found(rows) && !all && !args->options.quiet)
		fprintf(stderr, "%s\n", s->config.history ?
			_("No such call is kept.") :
			_("Calls are not kept on disk here (history = 0)."));
	cmd_print(all);
	return CODE_FINE;
}

static int show(const struct args *args, const struct session *s, struct err *err)
{
	const char *word = args->n_words > 1 ? args->words[1] : "";
	struct held_call held;
	char *text;

	if (!call_hold(s->journal, s->store,
		       &(struct exchange_arg){ .id = strtoll(word, NULL, 10) }, &held)) {
		err_set(err, ERR_INPUT, _("There is no call “%.40s” here."), word);
		err_next(err, _("“remitty calls” lists them."));
		return cmd_fail(args, err);
	}
	if (args->options.json) {
		cmd_print(exchange_json(held.x));
	} else {
		text = exchange_lines(held.x);
		fputs(text, stdout);
		free(text);
	}
	call_let_go(&held);
	return CODE_FINE;
}

/* The oldest first. */
static int archive(const struct args *args, const struct session *s, const struct call_rows *rows,
		   struct err *err)
{
	struct har *har = har_onto(stdout, REMITTY_VERSION);

	for (int i = rows_count(rows) - 1; i >= 0; i--) {
		struct exchange_arg which = rows_at(rows, i);
		struct held_call held;

		if (call_hold(s->journal, s->store, &which, &held))
			har_add(har, held.x);
		call_let_go(&held);
	}
	return har_close(har, true, err) ? CODE_FINE : cmd_fail(args, err);
}

static int run(const struct args *args, struct session *s, const char *what)
{
	struct call_rows rows = { 0 };
	struct err err = { 0 };
	int code;

	if (str_eq(what, "show"))
		return show(args, s, &err);
	look(&rows, s, args->n_words > 1 ? args->words[1] : NULL);
	if (str_eq(what, "har"))
		code = archive(args, s, &rows, &err);
	else
		code = list(args, s, &rows);
	rows_release(&rows);
	return code;
}

int cmd_calls(const struct args *args)
{
	static const char *const whats[] = { "list", "show", "har", NULL };
	const char *what = args->n_words ? args->words[0] : "list", *near;
	struct session session;
	struct err err = { 0 };
	bool known = false;
	int code;

	for (int i = 0; whats[i]; i++)
		known |= str_eq(what, whats[i]);
	if (!known) {
		near = nearest_word(what, whats);
		err_set(&err, ERR_INPUT, _("“%.40s” is not something to do with calls."), what);
		err_next(&err, _("Did you mean “remitty calls %s”?"), near ? near : "list");
		return cmd_fail(args, &err);
	}
	if (!session_open(&session, &args->options, &err))
		return cmd_fail(args, &err);
	lang_set(session.config.lang);
	code = session_unlock(&session, &err) ? run(args, &session, what) : cmd_fail(args, &err);
	session_close(&session);
	return code;
}
