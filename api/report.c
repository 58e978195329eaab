#include "api/report.h"

#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/clean.h"
#include "api/csv.h"
#include "api/report_own.h"
#include "api/words.h"

#define DUMP_FLAGS (JSON_INDENT(2) | JSON_ENCODE_ANY | JSON_REAL_PRECISION(15))

/* ---- rows ---- */

static void put_text(json_t *object, const char *key, const char *text)
{
	if (text && *text)
		json_object_set_new(object, key, json_string(text));
}

static void put_safe(json_t *object, const char *key, const char *text)
{
	char *safe = text ? clean_secrets(text) : NULL;

	put_text(object, key, safe);
	free(safe);
}

/* A report is sent around: whatever looks like a secret is looked for once more.
 * Where a bare number had to be hidden it is no JSON any longer. */
static void put_json(json_t *object, const char *key, const json_t *value)
{
	char *text = value ? json_dumps(value, DUMP_FLAGS) : NULL;
	char *safe = text ? clean_secrets(text) : NULL;
	json_t *again = safe ? json_loads(safe, JSON_DECODE_ANY, NULL) : NULL;

	if (!again && safe)
		again = json_string(safe);
	if (again)
		json_object_set_new(object, key, again);
	free(safe);
	free(text);
}

static json_t *exchange_json(const struct exchange *x)
{
	json_t *out = json_pack("{s:s*}", "method", x->method);

	put_safe(out, "url", x->url);
	put_text(out, "requestHeaders", x->request_headers);	/* the key in them is a mark */
	put_json(out, "request", x->request);
	put_safe(out, "requestText", x->request_text);
	json_object_set_new(out, "status", json_integer(x->status));
	put_safe(out, "responseHeaders", x->response_headers);
	put_json(out, "response", x->response);
	put_safe(out, "responseText", x->response_text);
	put_safe(out, "failure", x->failure);
	return out;
}

static void clean_into(char *text, size_t room)
{
	char *clean = clean_text(text, room);

	snprintf(text, room, "%s", clean);
	free(clean);
}

void report_add(struct report *report, const struct run_row *row, const struct exchange *x)
{
	struct run_row *kept;

	if (!(report->n & (report->n - 1)))
		report->rows = xrealloc(report->rows, (size_t)(report->n ? report->n * 2 : 1) *
					sizeof(*report->rows));
	report->rows[report->n++] = (struct report_row){
		.row = *row, .exchange = x ? exchange_json(x) : NULL,
	};
	kept = &report->rows[report->n - 1].row;
	clean_into(kept->why, sizeof(kept->why));
	clean_into(kept->code, sizeof(kept->code));
}

void report_release(struct report *report)
{
	for (int i = 0; i < report->n; i++)
		json_decref(report->rows[i].exchange);
	free(report->rows);
	report->rows = NULL;
	report->n = 0;
}

struct report_tally report_count(const struct report *report, const struct op *op)
{
	struct report_tally tally = { 0 };

	for (int i = 0; i < report->n; i++) {
		const struct run_row *row = &report->rows[i].row;

		if (op && row->scenario->op != op)
			continue;
		tally.passed += row->state == ROW_PASSED;
		tally.failed += row->state == ROW_FAILED;
		tally.skipped += row->state == ROW_SKIPPED;
	}
	return tally;
}

const char *verdict_word(enum row_state state)
{
	return state == ROW_PASSED ? "passed" : state == ROW_FAILED ? "failed" : "skipped";
}

/* ---- texts that several forms share ---- */

/* "400 Challenge: Wallet user not found"; what is blank is left out. */
static char *answer_text(int status, const char *code, const char *message)
{
	struct str text = { 0 };

	str_addf(&text, "%d", status);
	if (code && *code)
		str_addf(&text, " %s", code);
	if (message && *message)
		str_addf(&text, ": %s", message);
	return str_steal(&text);
}

/* What tells a wallet service's answers of one type apart; NULL elsewhere. */
static const char *wanted_message(const struct scenario *s)
{
	return s->op->marks && s->status >= 400 ? s->doc->reason : NULL;
}

char *expected_text(const struct run_row *row)
{
	return answer_text(row->scenario->status, row->scenario->code,
			   wanted_message(row->scenario));
}

char *actual_text(const struct run_row *row)
{
	return row->status ? answer_text(row->status, row->code, row->message) :
	       xstrdup(_("no answer"));
}

static void add_part(struct str *out, const json_t *x, const char *headers, const char *body,
		     const char *text)
{
	const json_t *json = json_object_get(x, body);
	char *dumped = json ? json_dumps(json, DUMP_FLAGS) : NULL;
	const char *raw = json_string_value(json_object_get(x, text));
	const char *lines = json_string_value(json_object_get(x, headers));

	str_add(out, lines ? lines : "");
	if (dumped || raw)
		str_addf(out, "\n%s\n", dumped ? dumped : raw);
	free(dumped);
}

char *exchange_text(const struct report_row *row)
{
	const json_t *x = row->exchange;
	const char *failure = json_string_value(json_object_get(x, "failure"));
	struct str out = { 0 };

	if (!x)
		return xstrdup("");
	str_addf(&out, "%s %s\n", json_string_value(json_object_get(x, "method")),
		 json_string_value(json_object_get(x, "url")));
	add_part(&out, x, "requestHeaders", "request", "requestText");
	str_add(&out, "\n");
	if (row->row.status)
		add_part(&out, x, "responseHeaders", "response", "responseText");
	else if (failure)
		str_addf(&out, "%s\n", failure);
	return str_steal(&out);
}

/* Bytes of one character of valid UTF-8 that XML 1.0 allows; 0 for any other. */
static size_t xml_length(const unsigned char *s)
{
	size_t n = *s < 0x80 ? 1 : *s >= 0xf0 ? 4 : *s >= 0xe0 ? 3 : *s >= 0xc2 ? 2 : 0;

	if (n == 1 && *s < 0x20 && *s != '\n' && *s != '\t')
		return 0;
	for (size_t i = 1; i < n; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	if (*s == 0x7f || (*s == 0xef && s[1] == 0xbf && s[2] >= 0xbe))
		return 0;
	return n;
}

void add_markup(struct str *out, const char *text)
{
	static const char *const names[128] = {
		['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;",
	};

	while (*text) {
		unsigned char c = (unsigned char)*text;
		size_t n = xml_length((const unsigned char *)text);

		if (n == 1 && names[c])
			str_add(out, names[c]);
		else
			str_addn(out, text, n);
		text += n ? n : 1;
	}
}

/* ---- JSON ---- */

static json_t *answer_json(int status, const char *code, const char *message)
{
	json_t *json = json_pack("{s:o, s:o}", "status",
				 status ? json_integer(status) : json_null(), "code",
				 code && *code ? json_string(code) : json_null());

	if (message && *message)
		json_object_set_new(json, "message", json_string(message));
	return json;
}

static json_t *tags_json(const char *tags)
{
	json_t *all = json_array();

	for (; *tags; tags += strspn(tags, " ")) {
		size_t n = strcspn(tags, " ");

		json_array_append_new(all, json_stringn(tags, n));
		tags += n;
	}
	return all;
}

json_t *scenario_json(const struct scenario *s)
{
	return json_pack("{s:s, s:s, s:s, s:o, s:o, s:s, s:s}", "id", s->id, "operation",
			 s->op->name, "title", _(s->doc->title), "tags", tags_json(s->tags),
			 "expect", answer_json(s->status, s->code, wanted_message(s)),
			 "provoke", s->doc->provoke,
			 "how", s->how);
}

json_t *report_row_json(const struct report_row *row)
{
	const struct run_row *r = &row->row;
	json_t *out = scenario_json(r->scenario);

	json_object_del(out, "provoke");
	json_object_del(out, "how");
	json_object_set_new(out, "actual", answer_json(r->status, r->code, r->message));
	json_object_set_new(out, "pass", r->state == ROW_SKIPPED ? json_null() :
			    json_boolean(r->state == ROW_PASSED));
	json_object_set_new(out, "verdict", json_string(verdict_word(r->state)));
	json_object_set_new(out, "ms", json_integer(r->ms));
	put_text(out, "why", r->why);
	return out;
}

static char *report_json(const struct report *report)
{
	struct report_tally tally = report_count(report, NULL);
	json_t *rows = json_array(), *doc;
	char at[25], *text;

	for (int i = 0; i < report->n; i++) {
		json_t *row = report_row_json(&report->rows[i]);

		if (report->rows[i].exchange)
			json_object_set(row, "exchange", report->rows[i].exchange);
		json_array_append_new(rows, row);
	}
	iso_time(report->at, at);
	doc = json_pack("{s:s, s:s, s:s*, s:s, s:I, s:{s:i, s:i, s:i}, s:o}", "profile",
			report->profile, "environment", report->environment, "baseUrl",
			report->base_url, "at", at, "ms", (json_int_t)report->ms, "tally",
			"passed", tally.passed, "failed", tally.failed, "skipped", tally.skipped,
			"rows", rows);
	text = json_dumps(doc, DUMP_FLAGS);
	json_decref(doc);
	return text;
}

/* ---- TAP ---- */

/* A description ends at a #, and a line at its end. */
static void add_tap(struct str *out, const char *text)
{
	for (; *text; text++)
		str_addf(out, *text == '#' || *text == '\\' ? "\\%c" : "%c",
			 (unsigned char)*text < ' ' ? ' ' : *text);
}

/* A YAML string; JSON's are such. */
static void add_yaml(struct str *out, const char *key, const char *text)
{
	json_t *value = json_string(text);
	char *quoted = value ? json_dumps(value, JSON_ENCODE_ANY) : xstrdup("\"\"");

	str_addf(out, "  %s: %s\n", key, quoted);
	free(quoted);
	json_decref(value);
}

static void add_tap_row(struct str *out, int nth, const struct run_row *row)
{
	char *expected = expected_text(row), *actual = actual_text(row);

	str_addf(out, "%sok %d - ", row->state == ROW_FAILED ? "not " : "", nth);
	add_tap(out, row->scenario->id);
	if (row->state == ROW_SKIPPED) {
		str_add(out, " # SKIP ");
		add_tap(out, row->why);
	}
	str_add(out, "\n");
	if (row->state == ROW_FAILED) {
		str_add(out, "  ---\n");
		add_yaml(out, "message", row->why);
		add_yaml(out, "expected", expected);
		add_yaml(out, "actual", actual);
		str_add(out, "  ...\n");
	}
	free(expected);
	free(actual);
}

static char *report_tap(const struct report *report)
{
	struct str out = { 0 };

	str_addf(&out, "TAP version 13\n1..%d\n", report->n);
	for (int i = 0; i < report->n; i++)
		add_tap_row(&out, i + 1, &report->rows[i].row);
	return str_steal(&out);
}

/* ---- CSV ---- */

static void add_csv_row(struct str *out, const struct run_row *row)
{
	const struct scenario *s = row->scenario;
	char expected[12], actual[12], ms[24];
	const char *const cells[] = {
		s->id, s->op->name, _(s->doc->title), expected, s->code ? s->code : "",
		actual, row->code, verdict_word(row->state), ms, row->why,
	};

	snprintf(expected, sizeof(expected), "%d", s->status);
	snprintf(actual, sizeof(actual), "%d", row->status);
	snprintf(ms, sizeof(ms), "%ld", row->ms);
	for (size_t i = 0; i < ARRAY_LEN(cells); i++) {
		str_add(out, i ? "," : "");
		csv_add(out, cells[i]);
	}
	str_add(out, "\r\n");
}

static char *report_csv(const struct report *report)
{
	struct str out = { 0 };

	str_add(&out, "scenario,operation,title,expect.status,expect.code,status,code,verdict,ms,"
		      "why\r\n");
	for (int i = 0; i < report->n; i++)
		add_csv_row(&out, &report->rows[i].row);
	return str_steal(&out);
}

/* ---- where it goes ---- */

static const struct {
	const char *name;
	char *(*make)(const struct report *);
} kinds[] = {
	{ "junit", report_junit }, { "json", report_json }, { "tap", report_tap },
	{ "csv", report_csv }, { "html", report_html },
};

/* The folder has to be there before the run, whose evidence this is. */
static bool has_place(const char *file, struct err *err)
{
	char *copy = xstrdup(file);
	bool there = str_eq(file, "-") || access(dirname(copy), W_OK) == 0;

	free(copy);
	if (there)
		return true;
	err_set(err, ERR_CONFIG, _("The report %.120s cannot be written there."), file);
	return err_next(err, _("Name a folder that there is and that you may write to."));
}

bool report_target(const char *text, struct report_target *target, struct err *err)
{
	size_t n = strcspn(text, "=");

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		if (strlen(kinds[i].name) != n || strncmp(kinds[i].name, text, n) || !text[n] ||
		    !text[n + 1])
			continue;
		*target = (struct report_target){ text + n + 1, kinds[i].make };
		return has_place(target->file, err);
	}
	err_set(err, ERR_INPUT, _("“%.60s” is not a report."), text);
	return err_next(err, _("Write it as KIND=FILE; kinds are junit, json, tap, csv and html."));
}

bool report_save(const struct report *report, const struct report_target *target, struct err *err)
{
	char *text = target->make(report);
	bool ok = true;

	if (str_eq(target->file, "-"))
		ok = fputs(text, stdout) >= 0;
	else
		ok = file_write(target->file, text, strlen(text), err);
	free(text);
	return ok;
}
