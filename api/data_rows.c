#include "api/data_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/csv.h"
#include "api/scenes.h"
#include "api/words.h"

#define ANY_CODE "-"

struct table {
	struct csv csv;
	const char *name;
	const struct scenario *const *chosen;
	int n;
	struct err *err;
};

/* ---- columns ---- */

/* The name of a value in "${name}"; the caller frees.  NULL for other columns. */
static char *value_name(const char *column)
{
	size_t n = strlen(column);

	return has_prefix(column, "${") && n > 3 && column[n - 1] == '}' ?
	       xstrndup(column + 2, n - 3) : NULL;
}

static bool is_own(const char *column)
{
	return word_in("scenario,expect.status,expect.code", column);
}

static bool is_value(const char *column)
{
	char *name = value_name(column);
	bool found = name && (step_giving(name, SVC_COUNT) || has_prefix(name, "new."));

	free(name);
	return found;
}

static bool is_field(const struct table *t, const char *column)
{
	for (int i = 0; i < t->n; i++)
		if (field_find(t->chosen[i]->op->in, column))
			return true;
	return false;
}

/* The field with the nearest name; borrowed, NULL when none is near. */
static const char *nearest_field(const struct table *t, const char *column)
{
	const char *near = NULL;
	int least = (int)strlen(column) / 3 + 2;

	for (int i = 0; i < t->n; i++)
		field_each(f, t->chosen[i]->op->in) {
			int d = word_distance(column, f->key);

			if (d < least) {
				least = d;
				near = f->key;
			}
		}
	return near;
}

static bool columns_fit(const struct table *t)
{
	const struct csv_row *head = &t->csv.rows[0];

	for (int i = 0; i < head->n; i++) {
		const char *column = head->cells[i].text, *near;

		if (is_own(column) || is_value(column) || is_field(t, column))
			continue;
		near = nearest_field(t, column);
		err_set(t->err, ERR_INPUT, _("%.120s, line %d: no chosen scenario takes “%.60s”."),
			t->name, head->line, column);
		if (near)
			return err_next(t->err, _("Did you mean “%s”?"), near);
		return err_next(t->err, _("A column is a field of a chosen operation, ${NAME}, "
					  "scenario, expect.status or expect.code."));
	}
	return true;
}

/* ---- rows ---- */

/* What a row says under a column; NULL when it says nothing. */
static const char *cell(const struct table *t, const struct csv_row *row, const char *column)
{
	const struct csv_row *head = &t->csv.rows[0];

	for (int i = 0; i < head->n && i < row->n; i++)
		if (str_eq(head->cells[i].text, column))
			return *row->cells[i].text || row->cells[i].quoted ? row->cells[i].text :
			       NULL;
	return NULL;
}

static void take_data(const struct table *t, const struct csv_row *row, struct scenario *s)
{
	const struct csv_row *head = &t->csv.rows[0];

	s->fields = json_object();
	s->given = json_object();
	for (int i = 0; i < head->n; i++) {
		const char *column = head->cells[i].text, *text = cell(t, row, column);
		char *name = value_name(column);

		if (text && name)
			json_object_set_new(s->given, name, json_string(text));
		else if (text && !is_own(column) && field_find(s->op->in, column))
			json_object_set_new(s->fields, column, json_string(text));
		free(name);
	}
}

static void take_expectation(const struct table *t, const struct csv_row *row, struct scenario *s)
{
	const char *status = cell(t, row, "expect.status"), *code = cell(t, row, "expect.code");

	if (status)
		s->status = (int)strtol(status, NULL, 10);
	if (status && s->status != s->doc->status)
		s->code = NULL;		/* it was the other status's */
	if (!code)
		return;
	s->own_code = xstrdup(code);
	s->code = str_eq(code, ANY_CODE) || !*code ? NULL : s->own_code;
}

static bool row_fits(const struct table *t, const struct csv_row *row)
{
	const char *status = cell(t, row, "expect.status");
	char *end;

	if (row->n != t->csv.rows[0].n)
		return err_set(t->err, ERR_INPUT,
			       _("%.120s, line %d: %d values, but the first line names %d."),
			       t->name, row->line, row->n, t->csv.rows[0].n);
	if (status && (strtol(status, &end, 10) < 100 || strtol(status, &end, 10) > 599 || *end))
		return err_set(t->err, ERR_INPUT,
			       _("%.120s, line %d: “%.40s” is not a status, such as 400."),
			       t->name, row->line, status);
	return true;
}

static bool add_data_row(struct table *t, int nth, struct scenarios *out)
{
	const struct csv_row *row = &t->csv.rows[nth];
	const char *word;
	int before = out->n;

	if (!row_fits(t, row))
		return false;
	word = cell(t, row, "scenario");
	for (int i = 0; i < t->n; i++) {
		struct scenario *s;

		if (word && !scenario_fits(t->chosen[i], word))
			continue;
		s = scenarios_add(out, t->chosen[i], nth);
		take_data(t, row, s);
		take_expectation(t, row, s);
	}
	if (out->n > before)
		return true;
	return err_set(t->err, ERR_INPUT,
		       _("%.120s, line %d: no chosen scenario is called “%.60s”."), t->name,
		       row->line, word ? word : "");
}

bool data_rows_make(struct scenarios *out, const struct scenario *const *chosen, int n,
		    const char *text, const char *name, struct err *err)
{
	struct table t = { .name = name, .chosen = chosen, .n = n, .err = err };
	bool ok = csv_read(&t.csv, text, name, err);

	*out = (struct scenarios){ 0 };
	if (ok && t.csv.n < 2)
		ok = err_set(err, ERR_INPUT, _("%.120s has no row under a line of names."), name);
	ok = ok && columns_fit(&t);
	for (int i = 1; ok && i < t.csv.n; i++)
		ok = add_data_row(&t, i, out);
	csv_release(&t.csv);
	if (!ok)
		scenarios_release(out);
	return ok;
}
