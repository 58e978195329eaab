/* A form as it looks, from the process in which it is filled in to the one that
 * draws it. */

#include "screens/form_own.h"

#include <stdlib.h>
#include <string.h>

enum { HIDDEN_MOST = 60 };		/* characters that a field of ours shows at a time */

static json_t *row_seen(const struct form_row *row)
{
	json_t *seen = json_object();
	char *text;

	json_object_set_new(seen, "at", json_integer(row->input.at));
	if (row->choices) {
		json_object_set_new(seen, "choice", json_integer(row->choice));
	} else if (row->field->secret) {
		json_object_set_new(seen, "hidden", json_integer(row->input.len));
	} else {
		text = input_value(&row->input);
		json_object_set_new(seen, "text", json_string(text));
		free(text);
	}
	if (row->err.kind)
		json_object_set_new(seen, "error", json_string(row->err.text));
	return seen;
}

json_t *form_seen(const struct form *form)
{
	json_t *rows = json_array();

	for (int i = 0; i < form->n; i++)
		json_array_append_new(rows, row_seen(&form->rows[i]));
	return json_pack("{s:i, s:b, s:o}", "at", form->at, "open", form->open, "rows", rows);
}

static int number_of(const json_t *seen, const char *key, int most)
{
	json_int_t n = json_integer_value(json_object_get(seen, key));

	return n < 0 ? 0 : n > most ? most : (int)n;
}

static int count_choices(const struct choice *choices)
{
	int n = 0;

	while (choices && choices[n].value)
		n++;
	return n;
}

/* So many characters of which nothing is known. */
static void set_hidden(struct form_row *row, int n)
{
	char text[HIDDEN_MOST + 1];

	memset(text, '*', sizeof(text));
	text[n] = '\0';
	input_set(&row->input, text);
}

static bool set_value(struct form_row *row, const json_t *seen)
{
	const char *text = json_string_value(json_object_get(seen, "text"));
	int choice = row->choice, n = count_choices(row->choices);
	char *was;
	bool same;

	if (row->choices) {
		row->choice = number_of(seen, "choice", n ? n - 1 : 0);
		if (!n || json_integer_value(json_object_get(seen, "choice")) < 0)
			row->choice = -1;
		return row->choice != choice;
	}
	if (row->field->secret) {
		set_hidden(row, number_of(seen, "hidden", HIDDEN_MOST));
		return false;
	}
	was = input_value(&row->input);
	same = str_eq(was, text ? text : "");
	free(was);
	if (!same)
		input_set(&row->input, text ? text : "");
	return !same;
}

static void take_row(struct form *form, struct form_row *row, const json_t *seen)
{
	const char *error = json_string_value(json_object_get(seen, "error"));
	bool changed = set_value(row, seen);
	char *text;

	row->input.at = number_of(seen, "at", row->input.len);
	row->err = (struct err){ .kind = ERR_NONE };
	if (error)
		err_set(&row->err, ERR_INPUT, "%s", error);
	if (!changed || !form->changed)
		return;
	text = form_row_text(row);
	form->changed(form->ctx, row->path, text);
	free(text);
}

void form_take_seen(struct form *form, const json_t *seen)
{
	const json_t *rows = json_object_get(seen, "rows");

	for (int i = 0; i < form->n && json_array_get(rows, (size_t)i); i++)
		take_row(form, &form->rows[i], json_array_get(rows, (size_t)i));
	form->at = form->n ? number_of(seen, "at", form->n - 1) : 0;
	form->open = json_is_true(json_object_get(seen, "open"));
}

void form_hide(struct form *form)
{
	for (int i = form->n - 1; i >= 0; i--)
		if (form->rows[i].field->secret) {
			input_release(&form->rows[i].input);
			input_init(&form->rows[i].input, "", true);
			form->at = i;
		}
}
