/* One page that needs nothing else: the tally of each operation, then its rows,
 * with the exchange folded under each. */

#include <stdio.h>
#include <stdlib.h>

#include "api/lang.h"
#include "api/report_own.h"

extern const char asset_report_html[];	/* what stands in the page's head */

static const char *shown_verdict(enum row_state state)
{
	return state == ROW_PASSED ? _("passed") : state == ROW_FAILED ? _("failed") : _("skipped");
}

static void add_element(struct str *out, const char *open, const char *text, const char *close)
{
	str_add(out, open);
	add_markup(out, text);
	str_add(out, close);
}

static void add_number(struct str *out, int n)
{
	str_addf(out, "<td class=\"n\">%d</td>", n);
}

static void add_about(struct str *out, const struct report *report)
{
	char at[25], *text;

	iso_time(report->at, at);
	text = xasprintf("%s · %s · %s · %s · %ld ms", report->profile, report->environment,
			 report->base_url ? report->base_url : "", at, report->ms);
	add_element(out, "<h1>", _("Scenarios"), "</h1>\n");
	add_element(out, "<p class=\"about\">", text, "</p>\n");
	free(text);
}

static void add_heads(struct str *out, const char *const *heads)
{
	str_add(out, "<table>\n<tr>");
	for (int i = 0; heads[i]; i++)
		add_element(out, i ? "<th class=\"n\">" : "<th>", _(heads[i]), "</th>");
	str_add(out, "</tr>\n");
}

static bool is_in(const struct report_tally *tally)
{
	return tally->passed || tally->failed || tally->skipped;
}

static void add_counts(struct str *out, const struct report_tally *tally)
{
	add_number(out, tally->passed);
	add_number(out, tally->failed);
	add_number(out, tally->skipped);
	str_add(out, "</tr>\n");
}

static void add_tally(struct str *out, const struct report *report)
{
	static const char *const heads[] = {
		N_("Operation"), N_("passed"), N_("failed"), N_("skipped"), NULL
	};
	struct report_tally all = report_count(report, NULL);

	add_heads(out, heads);
	for (const struct op *const *op = op_list; *op; op++) {
		struct report_tally tally = report_count(report, *op);

		if (!is_in(&tally))
			continue;
		str_addf(out, "<tr><td class=\"%s\"><a href=\"#%s\">%s</a></td>",
			 tally.failed ? "failed" : "", (*op)->name, (*op)->name);
		add_counts(out, &tally);
	}
	add_element(out, "<tr><th>", _("All"), "</th>");
	add_counts(out, &all);
	str_add(out, "</table>\n");
}

static void add_row(struct str *out, const struct report_row *row)
{
	const struct scenario *s = row->row.scenario;
	const char *verdict = verdict_word(row->row.state);
	char *expected = expected_text(&row->row), *actual = actual_text(&row->row);
	char *exchange = exchange_text(row);

	str_addf(out, "<details%s><summary><span class=\"%s\">",
		 row->row.state == ROW_FAILED ? " open" : "", verdict);
	add_markup(out, shown_verdict(row->row.state));
	add_element(out, "</span><span>", _(s->doc->title), "<br>");
	add_element(out, "<code>", s->id, "</code></span>");
	add_element(out, "<code>", expected, "</code>");
	add_element(out, "<code>", actual, "</code>");
	str_addf(out, "<span class=\"n\">%ld ms</span></summary>\n<div>", row->row.ms);
	if (*row->row.why) {
		str_addf(out, "<p class=\"%s\">", verdict);
		add_element(out, "", row->row.why, "</p>\n");
	}
	add_element(out, "<p class=\"about\">", s->doc->provoke ? s->doc->provoke : "", "</p>\n");
	if (*exchange)
		add_element(out, "<pre>", exchange, "</pre>");
	str_add(out, "</div></details>\n");
	free(exchange);
	free(expected);
	free(actual);
}

static void add_operation(struct str *out, const struct report *report, const struct op *op)
{
	struct report_tally tally = report_count(report, op);

	if (!is_in(&tally))
		return;
	str_addf(out, "<h2 id=\"%s\">%s <small>", op->name, op->name);
	add_element(out, "", _(op->title), "</small></h2>\n");
	str_add(out, "<div class=\"heads\"><span></span>");
	add_element(out, "<span>", _("Scenario"), "</span>");
	add_element(out, "<span>", _("expected"), "</span>");
	add_element(out, "<span>", _("got"), "</span><span></span></div>\n");
	for (int i = 0; i < report->n; i++)
		if (report->rows[i].row.scenario->op == op)
			add_row(out, &report->rows[i]);
}

char *report_html(const struct report *report)
{
	struct str out = { 0 };

	str_addf(&out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n", lang_get());
	add_element(&out, "<title>", _("Scenarios"), "</title>\n");
	str_addf(&out, "%s</head>\n<body>\n", asset_report_html);
	add_about(&out, report);
	add_tally(&out, report);
	for (const struct op *const *op = op_list; *op; op++)
		add_operation(&out, report, *op);
	str_add(&out, "</body>\n</html>\n");
	return str_steal(&out);
}
