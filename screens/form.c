/* Rows, their values and what is typed into them.  Drawing is form_draw.c. */

#include "screens/form_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wctype.h>

#include "api/geo.h"

enum { JSON_MOST = 1 << 16 };	/* characters of a list of groups, typed as it travels */

static const struct choice yes_no[] = {
	{ "true", N_("yes") },
	{ "false", N_("no") },
	{ NULL, NULL }
};

static struct form_row *row_of(const struct form *form, const char *path)
{
	for (int i = 0; i < form->n; i++)
		if (str_eq(form->rows[i].path, path))
			return &form->rows[i];
	return NULL;
}

/* The path of a sibling: the same dotted parent, another key. */
static struct form_row *sibling(const struct form *form, const struct form_row *row,
				const char *key)
{
	const char *dot = strrchr(row->path, '.');
	char *path;
	struct form_row *found;

	if (!key)
		return NULL;
	path = xasprintf("%.*s%s", dot ? (int)(dot - row->path + 1) : 0, row->path, key);
	found = row_of(form, path);
	free(path);
	return found;
}

const char *form_choice(const struct form_row *row)
{
	return row->choices && row->choice >= 0 ? row->choices[row->choice].value : "";
}

static const struct choice *choices_for(const struct form *form, const struct form_row *row)
{
	const struct field *f = row->field;
	const struct form_row *country = sibling(form, row, f->country_key);

	if (f->choices)
		return f->choices;
	if (f->type == &field_bool)
		return yes_no;
	if (f->type == &field_country)
		return country_choices();
	if (f->type == &field_subdivision && country && *form_choice(country))
		return subdivision_choices(form_choice(country));
	return NULL;
}

static int choice_find(const struct choice *choices, const char *value)
{
	for (int i = 0; choices && choices[i].value; i++)
		if (!strcmp(choices[i].value, value))
			return i;
	return -1;
}

/* The choice that a text means: its value, or a place as the service spells it. */
static int choice_meant(const struct form *form, const struct form_row *row, const char *text)
{
	const struct form_row *country = sibling(form, row, row->field->country_key);
	int choice = choice_find(row->choices, text);
	const char *code;

	if (choice >= 0 || !*text || row->field->type != &field_subdivision || !country)
		return choice;
	code = subdivision_match(form_choice(country), text);
	return code ? choice_find(row->choices, code) : -1;
}

static void row_set(const struct form *form, struct form_row *row, const char *text)
{
	row->choice = choice_meant(form, row, text);
	input_set(&row->input, text);
	row->err.kind = ERR_NONE;
}

/* A country was chosen: its subdivisions are another list now. */
static void refresh_choices(struct form *form)
{
	for (int i = 0; i < form->n; i++) {
		struct form_row *row = &form->rows[i];
		const struct choice *now = choices_for(form, row);
		char *text;

		if (now == row->choices)
			continue;
		text = row->choices ? xstrdup(form_choice(row)) : input_value(&row->input);
		row->choices = now;
		row_set(form, row, text);
		free(text);
	}
}

static const json_t *prefill_of(const json_t *prefill, const char *path)
{
	const json_t *value = json_object_get(prefill, path);
	char *copy, *rest, *key;

	if (value || !strchr(path, '.'))
		return value;
	copy = rest = xstrdup(path);
	for (value = prefill; (key = strsep(&rest, ".")) && value; )
		value = json_object_get(value, key);
	free(copy);
	return value;
}

/* What a row begins with.  A half-typed draft is given back as it was typed. */
static char *first_text(const struct field *f, const json_t *value)
{
	if (!value || json_is_null(value) || f->secret)
		return xstrdup("");
	if (str_eq(f->type->json, "string") && !json_is_string(value))
		return xstrdup("");	/* whoever sent it knows this key as something else */
	if (json_is_string(value) && (f->choices || !f->type->check(f, value, NULL)))
		return xstrdup(json_string_value(value));
	if (f->type == &field_country || f->type == &field_subdivision)
		return xstrdup(json_string_value(value));
	if (f->type == &field_bool)
		return xstrdup(json_is_true(value) ? "true" : "false");
	return field_typed(f, value);
}

static struct form_row *add_row(struct form *form, const struct field *f, const char *path,
				const json_t *prefill)
{
	struct form_row *row;
	char *text = first_text(f, prefill_of(prefill, path));

	form->rows = xrealloc(form->rows, (size_t)(form->n + 1) * sizeof(*form->rows));
	row = &form->rows[form->n++];
	*row = (struct form_row){ .field = f, .choice = -1 };
	snprintf(row->path, sizeof(row->path), "%s", path);
	input_init(&row->input, "", f->secret);
	row->input.max = f->fields ? JSON_MOST : 0;
	input_set(&row->input, text);
	row->choices = choices_for(form, row);
	row->choice = choice_meant(form, row, text);
	free(text);
	return row;
}

static void add_rows(struct form *form, const struct field *table, const char *parent, int group,
		     const json_t *prefill)
{
	field_each(f, table) {
		char *path = xasprintf("%s%s%s", parent, *parent ? "." : "", f->key);
		int inner = f->required ? group : (int)strlen(path);

		if (f->type == &field_group && f->fields)
			add_rows(form, f->fields, path, inner, prefill);
		else
			add_row(form, f, path, prefill)->group = group;
		free(path);
	}
}

void form_init(struct form *form, const struct field *table, const char *const *only,
	       const json_t *prefill)
{
	*form = (struct form){ 0 };
	if (!only)
		add_rows(form, table, "", 0, prefill);
	for (; only && *only; only++) {
		const struct field *f = field_find(table, *only);

		if (f)
			add_row(form, f, *only, prefill);
	}
	refresh_choices(form);
}

void form_release(struct form *form)
{
	for (int i = 0; i < form->n; i++)
		input_release(&form->rows[i].input);
	free(form->rows);
	*form = (struct form){ 0 };
}

static void tell_changed(struct form *form, struct form_row *row)
{
	char *text;

	row->err.kind = ERR_NONE;
	if (row->field->type == &field_country)
		refresh_choices(form);
	if (!form->changed || row->field->secret)
		return;
	text = form_row_text(row);
	form->changed(form->ctx, row->path, text);
	free(text);
}

void form_set(struct form *form, const char *path, const char *text)
{
	struct form_row *row = row_of(form, path);

	if (!row)
		return;
	row_set(form, row, text);
	tell_changed(form, row);
}

char *form_get(const struct form *form, const char *path)
{
	const struct form_row *row = row_of(form, path);

	return row ? form_row_text(row) : xstrdup("");
}

void form_count(struct form *form, const char *path, int entries)
{
	struct form_row *row = row_of(form, path);

	if (!row)
		return;
	row->elsewhere = true;
	row->entries = entries;
	row->err.kind = ERR_NONE;
}

void form_focus(struct form *form, const char *path)
{
	struct form_row *row = row_of(form, path);

	if (row)
		form->at = (int)(row - form->rows);
}

/* Check a field on leaving it.  An empty one is left in peace until the whole
 * form is wanted. */
static void leave(struct form *form)
{
	struct form_row *row = &form->rows[form->at];
	char *text = form_row_text(row);

	form->open = false;
	form->seek[0] = '\0';
	if (*text && !row->choices && !row->elsewhere)
		form_wipe_value(row, field_read(row->field, text, &row->err));
	form_free_text(row, text);
}

static void move(struct form *form, int by)
{
	leave(form);
	form->at = (form->at + by + form->n) % form->n;
}

static void choose(struct form *form, int choice)
{
	struct form_row *row = &form->rows[form->at];
	int n = 0;

	while (row->choices[n].value)
		n++;
	if (!n)
		return;
	row->choice = (choice + n) % n;
	tell_changed(form, row);
}

/* Letters go to the first choice whose words begin with them. */
static bool seek(struct form *form, tui_key key)
{
	struct form_row *row = &form->rows[form->at];
	char one[8];
	size_t len = strlen(form->seek);

	if (key >= KEYS_BASE || !iswprint((wint_t)key) || key > 0x7e)
		return false;
	snprintf(one, sizeof(one), "%c", (char)key);
	if (len + 1 < sizeof(form->seek))
		snprintf(form->seek + len, sizeof(form->seek) - len, "%s", one);
	for (int i = 0; row->choices[i].value; i++) {
		const char *label = _(row->choices[i].label);

		if (strncasecmp(label, form->seek, strlen(form->seek)) &&
		    strcasecmp(row->choices[i].value, form->seek))
			continue;
		form->open = true;
		choose(form, i);
		return true;
	}
	snprintf(form->seek, sizeof(form->seek), "%s", one);
	return true;
}

static bool choice_key(struct form *form, tui_key key)
{
	struct form_row *row = &form->rows[form->at];

	switch (key) {
	case K_LEFT:
		choose(form, row->choice < 0 ? -1 : row->choice - 1);
		return true;
	case K_RIGHT:
		choose(form, row->choice + 1);
		return true;
	case ' ':
		if (!form->seek[0]) {
			form->open = !form->open;
			return true;
		}
		break;
	case K_BACK: case K_DELETE:
		form->seek[0] = '\0';
		if (!row->field->required || row->group)
			row->choice = -1;
		tell_changed(form, row);
		return true;
	}
	return seek(form, key);
}

static bool open_key(struct form *form, tui_key key)
{
	struct form_row *row = &form->rows[form->at];

	switch (key) {
	case K_UP:
		choose(form, row->choice < 0 ? -1 : row->choice - 1);
		return true;
	case K_DOWN:
		choose(form, row->choice + 1);
		return true;
	case K_ENTER: case K_ESC:
		form->open = false;
		form->seek[0] = '\0';
		return true;
	}
	return false;
}

bool form_completes(const struct form *form)
{
	const struct form_row *row = &form->rows[form->at];
	char *text = row->choices ? NULL : field_complete(row->field, "");
	bool completes = text;

	free(text);
	return completes;
}

/* At the end of a path the arrow goes on as far as there is only one way. */
static bool complete(struct form *form)
{
	struct form_row *row = &form->rows[form->at];
	char *typed, *whole;

	if (row->input.at < row->input.len || input_empty(&row->input))
		return false;
	typed = input_value(&row->input);
	whole = field_complete(row->field, typed);
	if (whole && strcmp(whole, typed)) {
		input_set(&row->input, whole);
		tell_changed(form, row);
	}
	free(typed);
	free(whole);
	return true;
}

/* A key for the text of a row.  What must not be typed there is wiped at once, and
 * what is left of it, pasted or still under the fingers, is not taken. */
static bool text_key(struct form *form, struct form_row *row, tui_key key)
{
	bool rest = row->refused && key < KEYS_BASE && (iswdigit((wint_t)key) || key == ' ' ||
							key == '-');
	struct err err = { 0 };
	char *typed;

	if (rest)
		return true;
	row->refused = false;
	if (!input_key(&row->input, key))
		return false;
	if (row->field->type->refuses) {
		typed = form_row_text(row);
		row->refused = row->field->type->refuses(typed, &err);
		form_free_text(row, typed);
	}
	if (row->refused)
		input_set(&row->input, "");
	tell_changed(form, row);
	if (row->refused)
		row->err = err;
	return true;
}

bool form_key(struct form *form, tui_key key)
{
	struct form_row *row;

	if (!form->n)
		return false;
	row = &form->rows[form->at];
	if (form->open && open_key(form, key))
		return true;
	switch (key) {
	case K_TAB: case K_DOWN:
		move(form, 1);
		return true;
	case K_BACKTAB: case K_UP:
		move(form, -1);
		return true;
	case K_ENTER:
		if (row->elsewhere)
			return false;
		if (form->at + 1 == form->n) {
			leave(form);
			return false;
		}
		move(form, 1);
		return true;
	}
	if (row->elsewhere)
		return false;
	if (row->choices)
		return choice_key(form, key);
	if (key == K_RIGHT && complete(form))
		return true;
	return text_key(form, row, key);
}

bool form_click(struct form *form, int hot)
{
	int i = hot - FORM_HOT;

	if (i < 0 || i >= form->n)
		return false;
	if (i == form->at && form->rows[i].choices) {
		form->open = !form->open;
		return true;
	}
	leave(form);
	form->at = i;
	return true;
}

bool form_blame(struct form *form, const struct err *err)
{
	struct form_row *row = row_of(form, err->field);

	if (!row || !*err->field)
		return false;
	row->err = *err;
	form->at = (int)(row - form->rows);
	return true;
}

int form_errors(const struct form *form)
{
	int n = 0;

	for (int i = 0; i < form->n; i++)
		n += form->rows[i].err.kind != ERR_NONE;
	return n;
}
