/* What was typed into a form, as one record. */

#include "screens/form_own.h"

#include <stdlib.h>
#include <string.h>

char *form_row_text(const struct form_row *row)
{
	return row->choices ? xstrdup(form_choice(row)) : input_value(&row->input);
}

/* A copy of what was typed; a secret one does not stay in freed memory. */
void form_free_text(const struct form_row *row, char *text)
{
	if (row->field->secret)
		explicit_bzero(text, strlen(text));
	free(text);
}

void form_wipe_value(const struct form_row *row, json_t *value)
{
	if (value && row->field->secret && json_is_string(value))
		explicit_bzero((char *)json_string_value(value), json_string_length(value));
	json_decref(value);
}

static bool is_empty(const struct form_row *row)
{
	return row->choices ? row->choice < 0 : input_empty(&row->input);
}

/* Is the group that this row belongs to left out: nothing was typed in it? */
static bool left_out(const struct form *form, const struct form_row *row)
{
	for (int i = 0; row->group && i < form->n; i++)
		if (!strncmp(form->rows[i].path, row->path, (size_t)row->group + 1) &&
		    !is_empty(&form->rows[i]))
			return false;
	return row->group;
}

bool form_needs(const struct form *form, const struct form_row *row)
{
	return row->field->required && !left_out(form, row);
}

/* Put a value where its dotted path says, making the groups on the way. */
static void record_put(json_t *record, const char *path, json_t *value)
{
	const char *dot;

	while ((dot = strchr(path, '.'))) {
		char *key = xstrndup(path, (size_t)(dot - path));

		if (!json_object_get(record, key))
			json_object_set_new(record, key, json_object());
		record = json_object_get(record, key);
		free(key);
		path = dot + 1;
	}
	json_object_set_new(record, path, value);
}

json_t *form_record(struct form *form)
{
	json_t **values = xcalloc((size_t)form->n, sizeof(*values));
	json_t *record = NULL;
	int wrong = -1;

	form->open = false;
	for (int i = form->n - 1; i >= 0; i--) {
		struct form_row *row = &form->rows[i];
		char *text = form_row_text(row);

		if (left_out(form, row)) {
			row->err.kind = ERR_NONE;
			values[i] = json_null();
		} else {
			values[i] = field_read(row->field, text, &row->err);
		}
		form_free_text(row, text);
		wrong = values[i] ? wrong : i;
	}
	if (wrong < 0)
		record = json_object();
	else
		form->at = wrong;
	for (int i = 0; i < form->n; i++) {
		if (record && !json_is_null(values[i]))
			record_put(record, form->rows[i].path, values[i]);
		else
			form_wipe_value(&form->rows[i], values[i]);
	}
	free(values);
	return record;
}
