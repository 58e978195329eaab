/*
 * The document of a journey:
 *
 *   { "phone": …, "payer": { "phone": … }, …        plain facts, by dotted key
 *     "drafts": { FORM: { FIELD: TEXT } },           what was typed so far
 *     "marks": [ … ], "was": n }                     the steps; the mark that the present step had
 *
 * Name, alias, token and step stand in columns as well, for lists.
 */

#include "api/journey.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/json_path.h"

static const char *const words[STEPS] = {
	[STEP_CUSTOMER] = N_("Customer"),
	[STEP_REGISTER] = N_("Register"),
	[STEP_LINK] = N_("Link"),
	[STEP_METHOD] = N_("Method"),
	[STEP_PAYER] = N_("Payer"),
	[STEP_QUOTE] = N_("Quote"),
	[STEP_ASK] = N_("Ask"),
	[STEP_TRACK] = N_("Track"),
};

const char *step_word(enum step step)
{
	return (unsigned)step < STEPS ? _(words[step]) : "";
}

/* ---- life ---- */

static void open_row(struct journey *j)
{
	j->doc = j->row.doc ? json_loads(j->row.doc, 0, NULL) : NULL;
	if (!json_is_object(j->doc)) {
		json_decref(j->doc);
		j->doc = json_object();
	}
	free(j->row.doc);
	j->row.doc = NULL;
	j->dirty = false;
	if (j->row.step < 0 || j->row.step >= STEPS)
		j->row.step = STEP_CUSTOMER;
}

void journey_begin(struct journey *j, struct store *store, const char *alias)
{
	*j = (struct journey){ 0 };
	if (store_journey_by_alias(store, alias, &j->row)) {
		open_row(j);
		return;
	}
	text_put(j->row.alias, sizeof(j->row.alias), alias);
	open_row(j);
	journey_goto(j, STEP_CUSTOMER);
}

bool journey_load(struct journey *j, struct store *store, int64_t id)
{
	struct journey_row row = { 0 };

	if (!store_journey_get(store, id, &row))
		return false;
	*j = (struct journey){ .row = row };
	open_row(j);
	return true;
}

void journey_release(struct journey *j)
{
	if (!j)
		return;
	json_decref(j->doc);
	journey_row_release(&j->row);
	*j = (struct journey){ 0 };
}

bool journey_save(struct journey *j, struct store *store, struct err *err)
{
	bool ok;

	if (!j->dirty)
		return true;
	j->row.updated_at = wall_ms();
	j->row.doc = json_dumps(j->doc, JSON_COMPACT);
	ok = store_journey_put(store, &j->row, err);
	free(j->row.doc);
	j->row.doc = NULL;
	j->dirty = !ok;
	return ok;
}

/* ---- facts ---- */

json_t *journey_json(const struct journey *j, const char *key)
{
	return json_at(j->doc, key);
}

const char *journey_get(const struct journey *j, const char *key)
{
	const char *text = json_string_value(journey_json(j, key));

	return text ? text : "";
}

static void copy_out(struct journey *j, const char *key)
{
	if (str_eq(key, "name"))
		text_put(j->row.name, sizeof(j->row.name), journey_get(j, "name"));
	if (str_eq(key, "userToken"))
		text_put(j->row.user_token, sizeof(j->row.user_token), journey_get(j, "userToken"));
}

void journey_set_json(struct journey *j, const char *key, json_t *taken)
{
	json_t *old = journey_json(j, key), *in;
	const char *last;

	if (old == taken || (old && taken && json_equal(old, taken))) {
		if (old != taken)
			json_decref(taken);
		return;
	}
	in = json_holder(j->doc, key, &last, taken != NULL);
	if (taken)
		json_object_set_new(in, last, taken);
	else if (in)
		json_object_del(in, last);
	j->dirty = true;
	copy_out(j, key);
}

void journey_set(struct journey *j, const char *key, const char *value)
{
	journey_set_json(j, key, value && *value ? json_string(value) : NULL);
}

/* ---- drafts ---- */

json_t *journey_draft(const struct journey *j, const char *form)
{
	return json_object_get(json_object_get(j->doc, "drafts"), form);
}

/* Forms and fields are keys of their own: their dots ("requestTo.phone") do not step. */
static json_t *made(json_t *in, const char *key)
{
	json_t *inner = json_object_get(in, key);

	if (!json_is_object(inner)) {
		inner = json_object();
		json_object_set_new(in, key, inner);
	}
	return inner;
}

void journey_set_draft(struct journey *j, const char *form, const char *field, const char *text)
{
	json_t *draft = made(made(j->doc, "drafts"), form);
	const char *old = json_string_value(json_object_get(draft, field));

	if (str_eq(old ? old : "", text ? text : ""))
		return;
	json_object_set_new(draft, field, json_string(text ? text : ""));
	j->dirty = true;
}

void journey_drop_draft(struct journey *j, const char *form)
{
	if (json_object_del(json_object_get(j->doc, "drafts"), form) == 0)
		j->dirty = true;
}

/* ---- steps ---- */

enum mark journey_marked(const struct journey *j, enum step step)
{
	json_int_t mark = json_integer_value(
		json_array_get(json_object_get(j->doc, "marks"), (size_t)step));

	return mark > MARK_AHEAD && mark <= MARK_SKIPPED ? (enum mark)mark : MARK_AHEAD;
}

void journey_mark(struct journey *j, enum step step, enum mark mark)
{
	json_t *marks = json_object_get(j->doc, "marks");

	if (journey_marked(j, step) == mark)
		return;
	if (!json_is_array(marks)) {
		marks = json_array();
		json_object_set_new(j->doc, "marks", marks);
	}
	while (json_array_size(marks) < STEPS)
		json_array_append_new(marks, json_integer(MARK_AHEAD));
	json_array_set_new(marks, (size_t)step, json_integer(mark));
	j->dirty = true;
}

void journey_goto(struct journey *j, enum step step)
{
	enum step left = (enum step)j->row.step;

	if (left == step && journey_marked(j, step) == MARK_NOW)
		return;
	/* Whoever only visits a step leaves it as it was found. */
	if (journey_marked(j, left) == MARK_NOW)
		journey_mark(j, left,
			     (enum mark)json_integer_value(json_object_get(j->doc, "was")));
	json_object_set_new(j->doc, "was", json_integer(journey_marked(j, step)));
	journey_mark(j, step, MARK_NOW);
	j->row.step = step;
	j->dirty = true;
}

enum step journey_next(const struct journey *j)
{
	for (int step = 0; step < STEPS; step++) {
		enum mark mark = journey_marked(j, (enum step)step);

		if (mark != MARK_DONE && mark != MARK_SKIPPED)
			return (enum step)step;
	}
	return STEP_TRACK;
}
