/* JUnit's XML, one suite for each operation. */

#include <stdlib.h>

#include "api/report_own.h"

static void add_attribute(struct str *out, const char *name, const char *value)
{
	str_addf(out, " %s=\"", name);
	add_markup(out, value);
	str_add(out, "\"");
}

static void add_seconds(struct str *out, long ms)
{
	str_addf(out, " time=\"%ld.%03ld\"", ms / 1000, ms % 1000);
}

static void add_counts(struct str *out, const struct report_tally *tally)
{
	str_addf(out, " tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"%d\"",
		 tally->passed + tally->failed + tally->skipped, tally->failed, tally->skipped);
}

static void add_failure(struct str *out, const struct report_row *row)
{
	char *expected = expected_text(&row->row), *actual = actual_text(&row->row);
	char *exchange = exchange_text(row);

	str_add(out, "      <failure");
	add_attribute(out, "message", row->row.why);
	str_add(out, ">expected: ");
	add_markup(out, expected);
	str_add(out, "\nactual:   ");
	add_markup(out, actual);
	str_add(out, "\n\n");
	add_markup(out, exchange);
	str_add(out, "</failure>\n");
	free(exchange);
	free(expected);
	free(actual);
}

static void add_case(struct str *out, const struct report_row *row)
{
	const struct scenario *s = row->row.scenario;

	str_add(out, "    <testcase");
	add_attribute(out, "classname", s->op->name);
	add_attribute(out, "name", s->id);
	add_seconds(out, row->row.ms);
	if (row->row.state == ROW_PASSED) {
		str_add(out, "/>\n");
		return;
	}
	str_add(out, ">\n");
	if (row->row.state == ROW_SKIPPED) {
		str_add(out, "      <skipped");
		add_attribute(out, "message", row->row.why);
		str_add(out, "/>\n");
	} else {
		add_failure(out, row);
	}
	str_add(out, "    </testcase>\n");
}

static void add_suite(struct str *out, const struct report *report, const struct op *op)
{
	struct report_tally tally = report_count(report, op);
	long ms = 0;
	char at[25];

	if (!tally.passed && !tally.failed && !tally.skipped)
		return;
	for (int i = 0; i < report->n; i++)
		if (report->rows[i].row.scenario->op == op)
			ms += report->rows[i].row.ms;
	iso_time(report->at, at);
	at[19] = '\0';			/* without a zone, as the schema has it */
	str_add(out, "  <testsuite");
	add_attribute(out, "name", op->name);
	add_counts(out, &tally);
	add_seconds(out, ms);
	str_addf(out, " timestamp=\"%s\">\n", at);
	for (int i = 0; i < report->n; i++)
		if (report->rows[i].row.scenario->op == op)
			add_case(out, &report->rows[i]);
	str_add(out, "  </testsuite>\n");
}

char *report_junit(const struct report *report)
{
	struct report_tally tally = report_count(report, NULL);
	struct str out = { 0 };

	str_add(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites");
	add_attribute(&out, "name", report->base_url ? report->base_url : "remitty");
	add_counts(&out, &tally);
	add_seconds(&out, report->ms);
	str_add(&out, ">\n");
	for (const struct op *const *op = op_list; *op; op++)
		add_suite(&out, report, *op);
	str_add(&out, "</testsuites>\n");
	return str_steal(&out);
}
