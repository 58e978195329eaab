/* The inspector's picture: what is filtered by and how much was found, then a row
 * for each call. */

#include "screens/inspector.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/when.h"

static void join(struct str *out, const char *text)
{
	if (out->len)
		str_add(out, " · ");
	str_add(out, text);
}

char *inspector_words(const struct inspector_state *st)
{
	static const char *const outcomes[OUTCOMES] = {
		[OUTCOME_BAD] = N_("only failed"), [OUTCOME_REFUSED] = N_("only 4xx"),
		[OUTCOME_BROKEN] = N_("only 5xx"), [OUTCOME_NONE] = N_("only without an answer"),
		[OUTCOME_GOOD] = N_("only successful"),
	};
	const struct call_filter *filter = &st->rows.filter;
	struct str out = { 0 };
	char at[24], *words;

	if (outcomes[filter->outcome])
		join(&out, _(outcomes[filter->outcome]));
	if (*filter->op)
		join(&out, filter->op);
	if (filter->since) {
		day_text(filter->since, at);
		words = xasprintf(_("since %s"), at);
		join(&out, words);
		free(words);
	}
	if (*filter->text) {
		words = xasprintf("“%s”", filter->text);
		join(&out, words);
		free(words);
	}
	return str_steal(&out);
}

/* How many, at the right; returns where it begins. */
static int draw_count(const struct inspector_state *st, struct canvas *c)
{
	const struct call_rows *rows = &st->rows;
	char *text;
	int x;

	if (st->saving.har)
		text = xasprintf(_("saving %d of %d"), st->saving.at, st->saving.n);
	else if (rows_are_looking(rows))
		text = xasprintf(_("%d found, looking at %d of %d"), rows_found(rows),
				 rows->n_live + rows->looked, rows_all(rows));
	else if (filter_is_set(&rows->filter))
		text = xasprintf(_("%d of %d"), rows_found(rows), rows_all(rows));
	else
		text = xasprintf(_("calls: %d"), rows_all(rows));
	x = canvas_right(c, c->w, 0, STYLE_DIM, text);
	free(text);
	return x;
}

static void draw_filter(const struct inspector_state *st, struct canvas *c)
{
	int x = draw_count(st, c);
	struct canvas field;
	char *words;

	if (st->finding) {
		canvas_text(c, 0, 0, STYLE_LABEL, "/");
		field = canvas_part(c, 1, 0, x - 3, 1);
		input_draw(&st->find, &field, true);
		return;
	}
	words = inspector_words(st);
	if (*words)
		canvas_cut(c, 0, 0, x - 2, STYLE_STRONG, words);
	else
		canvas_cut(c, 0, 0, x - 2, STYLE_DIM, _("All calls"));
	free(words);
}

static enum style status_style(int status, bool done)
{
	if (!done)
		return STYLE_WARN;
	return status >= 200 && status < 300 ? STYLE_OK : STYLE_ERROR;
}

/* Columns from the right edge: bytes, milliseconds, status; the name takes the
 * rest.  What a scenario made is called by the scenario, which names the operation. */
static void draw_call(struct canvas *row, const char *at, const struct call_head *call, bool done)
{
	char number[24];

	canvas_cut(row, 0, 0, 9, STYLE_DIM, at);
	if (*call->scenario) {
		canvas_cut(row, 10, 0, row->w > 90 ? 33 : 37, STYLE_TEXT, call->scenario);
	} else {
		canvas_cut(row, 10, 0, 26, STYLE_TEXT, call->op);
		canvas_cut(row, 37, 0, 6, STYLE_DIM, call->method);
	}
	if (row->w > 90)
		canvas_cut(row, 44, 0, row->w - 44 - 32, STYLE_DIM, call->url);
	if (!done)
		snprintf(number, sizeof(number), "%s", sign(row, "half"));
	else if (call->status)
		snprintf(number, sizeof(number), "%d", call->status);
	else
		snprintf(number, sizeof(number), "%s", _("none"));
	canvas_right(row, row->w - 24, 0, status_style(call->status, done), number);
	if (!done)
		return;
	snprintf(number, sizeof(number), "%" PRId64 " ms", call->ms);
	canvas_right(row, row->w - 13, 0, STYLE_TEXT, number);
	snprintf(number, sizeof(number), "%" PRId64 " B", call->bytes);
	canvas_right(row, row->w - 2, 0, STYLE_TEXT, number);
}

static void draw_live(struct canvas *row, const struct exchange *call)
{
	struct call_head head = { .status = call->status, .ms = call->ms,
				  .bytes = (int64_t)call->bytes };
	char at[12];

	clock_seconds(call->at, at);
	snprintf(head.op, sizeof(head.op), "%s", call->op->name);
	snprintf(head.method, sizeof(head.method), "%s", call->method);
	snprintf(head.url, sizeof(head.url), "%s", call->url);
	snprintf(head.scenario, sizeof(head.scenario), "%s", call->scenario);
	draw_call(row, at, &head, call->done);
}

static void draw_past(struct canvas *row, const struct call_head *head)
{
	char at[24];

	if (!head) {
		canvas_text(row, 10, 0, STYLE_DIM, _("no longer kept"));
		return;
	}
	day_text(head->at, at);
	draw_call(row, at, head, true);
}

static bool is_marked(const struct inspector_state *st, const struct exchange_arg *which)
{
	return (which->serial || which->id) && which->serial == st->marked.serial &&
	       which->id == st->marked.id;
}

static void draw_row(const void *ctx, int i, struct canvas *row)
{
	/* Reading a row of the disk keeps it at hand for the next picture. */
	struct inspector_state *st = (struct inspector_state *)ctx;
	struct exchange_arg which = rows_at(&st->rows, i);
	const struct exchange *call = journal_find(st->rows.journal, which.serial);

	if (rows_is_heading(&st->rows, i))
		canvas_text(row, 0, 0, STYLE_LABEL, _("Earlier"));
	else if (call)
		draw_live(row, call);
	else
		draw_past(row, rows_head(&st->rows, i));
	if (is_marked(st, &which))
		canvas_text(row, 9, 0, STYLE_WARN, sign(row, "now"));
}

/* Why there is nothing to see. */
static void draw_empty(const struct inspector_state *st, struct canvas *c)
{
	const char *text = _("Nothing went over the wire yet.");

	if (rows_are_looking(&st->rows))
		text = _("Nothing found so far.");
	else if (filter_is_set(&st->rows.filter))
		text = _("No call fits. Esc shows all of them again.");
	canvas_text(c, 0, 0, STYLE_HINT, text);
	if (!st->rows.history)
		canvas_wrap(c, 0, 2, c->w, 3, STYLE_HINT,
			    _("Only the calls of this run are shown: keeping them on disk is "
			      "switched off (history = 0; Settings switches it on)."));
}

void inspector_draw(struct screen *screen, struct canvas *c)
{
	struct inspector_state *st = (struct inspector_state *)screen;
	struct canvas rows = canvas_part(c, 0, 2, c->w, c->h - 2);
	int w = c->w - (st->list.n > rows.h);	/* a long list keeps a column to say so */

	draw_filter(st, c);
	canvas_text(c, 0, 1, STYLE_LABEL, _("TIME"));
	canvas_text(c, 10, 1, STYLE_LABEL, _("OPERATION"));
	canvas_right(c, w - 24, 1, STYLE_LABEL, _("STATUS"));
	canvas_right(c, w - 13, 1, STYLE_LABEL, _("TOOK"));
	canvas_right(c, w - 2, 1, STYLE_LABEL, _("ANSWER"));
	if (st->list.n)
		list_draw(&st->list, &rows, true, INSPECTOR_ROWS, draw_row, st);
	else
		draw_empty(st, &rows);
}
