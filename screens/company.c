#include "screens/company.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/document.h"
#include "api/file.h"
#include "api/json_path.h"

#define FACT "company"			/* of the journey: what was typed */

/* ---- its journey ---- */

bool company_is(const struct journey_row *row)
{
	return has_prefix(row->alias, COMPANY_ALIAS);
}

bool company_is_sent(const struct journey_row *row)
{
	return row->step > STEP_REGISTER;
}

bool company_take(struct app *app, int64_t journey_id)
{
	struct journey j = { 0 };
	char alias[64], uuid[37];

	uuid_new(uuid);
	snprintf(alias, sizeof(alias), COMPANY_ALIAS "%.8s", uuid);
	if (!journey_id)
		journey_begin(&j, app->store, alias);
	else if (!journey_load(&j, app->store, journey_id))
		return false;
	flow_let_go(app);
	app->journey = xcalloc(1, sizeof(j));
	*app->journey = j;
	if (!journey_id)
		journey_goto(app->journey, STEP_REGISTER);
	app->dirty = true;
	return true;
}

void company_init(struct company *company, struct app *app)
{
	json_t *kept = app->journey ? journey_json(app->journey, FACT) : NULL;

	*company = (struct company){ .app = app };
	company->typed = json_is_object(kept) ? json_deep_copy(kept) : json_object();
}

/* A copy of what was typed, which shares nothing with it, since that is wiped; of
 * what is secret that it was. */
static json_t *keepable(const struct field *table, const json_t *typed)
{
	json_t *copy = json_object(), *list, *entry;
	size_t i;

	field_each(f, table) {
		json_t *value = json_object_get(typed, f->key);

		if (json_is_object(value) && f->fields) {
			json_object_set_new(copy, f->key, keepable(f->fields, value));
		} else if (json_is_array(value) && f->fields) {
			list = json_array();
			json_array_foreach(value, i, entry)
				json_array_append_new(list, keepable(f->fields, entry));
			json_object_set_new(copy, f->key, list);
		} else if (f->secret && (json_is_true(value) || json_string_length(value))) {
			json_object_set_new(copy, f->key, json_true());
		} else if (json_is_string(value) && !f->secret) {
			json_object_set_new(copy, f->key, json_deep_copy(value));
		}
	}
	return copy;
}

void company_drop(json_t *record)
{
	json_wipe(record);
	json_decref(record);
}

void company_release(struct company *company)
{
	company_drop(company->typed);
	*company = (struct company){ 0 };
}

void company_changed(struct company *company)
{
	struct journey *j = company->app->journey;
	const char *name = typed_text(company->typed, "businessUserLegalName");

	company->app->dirty = true;
	if (!j)
		return;
	journey_set_json(j, FACT, keepable(op_createBusinessUser.in, company->typed));
	journey_set(j, "name", name);
}

bool company_clicked(struct list *list, int hot)
{
	int row = hot - COMPANY_ROW;
	bool again = list->at == row;

	if (row < 0 || row >= list->n)
		return false;
	list->at = row;
	return again;
}

/* ---- what was typed ---- */

const char *typed_text(const json_t *typed, const char *path)
{
	const char *text = text_at(typed, path);

	return text ? text : "";
}

json_t *typed_list(json_t *typed, const char *path)
{
	json_t *list = json_at(typed, path);

	if (json_is_array(list))
		return list;
	json_put_at(typed, path, json_array());
	return json_at(typed, path);
}

void company_fields(struct field fields[static COMPANY_FIELDS], const char *const *keys)
{
	int n = 0;

	for (; keys[n] && n + 1 < COMPANY_FIELDS; n++)
		fields[n] = *field_find(op_createBusinessUser.in, keys[n]);
	fields[n] = (struct field){ .key = NULL };
}

/* ---- what it comes to ---- */

static json_t *record_of(struct tally *t, const struct field *table, const json_t *typed,
			 const char *prefix);

static void fault(struct tally *t, const char *path, const struct err *err)
{
	struct err at = *err;

	snprintf(at.field, sizeof(at.field), "%s", path);
	if (!t->first.kind)
		t->first = at;
	if (t->blame)
		form_blame(t->blame, &at);
}

static void count_missing(struct tally *t, const struct field *f, const char *path)
{
	struct err err;

	err_set(&err, ERR_INPUT, _("%s is needed"), _(f->label));
	fault(t, path, &err);
	t->missing++;
}

/* A file is read only to be sent; before that it has to be there. */
static json_t *paper_of(struct tally *t, const struct field *f, const char *text, struct err *err)
{
	if (!t->light)
		return field_read(f, text, err);
	return file_is_there(text, err) ? json_string("base64,AAAA") : NULL;
}

static json_t *leaf_of(struct tally *t, const struct field *f, const json_t *typed,
		       const char *path)
{
	const char *text = json_is_string(typed) ? json_string_value(typed) : "";
	struct err err = { 0 };
	json_t *value;

	if (!text[strspn(text, " ")]) {
		t->again += f->required && json_is_true(typed);
		if (f->required)
			count_missing(t, f, path);
		return NULL;
	}
	t->papers += f->type == &field_document;
	value = f->type == &field_document ? paper_of(t, f, text, &err)
					   : field_read(f, text, &err);
	if (!value) {
		fault(t, path, &err);
		t->wrong++;
	}
	return value;
}

/* What is wrong with the entries of a list is counted, and told of the list. */
static json_t *list_of(struct tally *t, const struct field *f, const json_t *typed,
		       const char *path)
{
	json_t *list = json_array(), *entry;
	int bad = 0;
	size_t i;

	json_array_foreach(typed, i, entry) {
		struct tally inner = { .light = t->light };

		json_array_append_new(list, record_of(&inner, f->fields, entry, ""));
		bad += tally_faults(&inner) > 0;
		t->papers += inner.papers;
		t->again += inner.again;
		t->missing += inner.missing;
		t->wrong += inner.wrong;
	}
	if (bad) {
		struct err err;

		err_set(&err, ERR_INPUT,
			ngettext("%d entry needs a look", "%d entries need a look",
				 (unsigned long)bad), bad);
		fault(t, path, &err);
	}
	return list;
}

static json_t *value_of(struct tally *t, const struct field *f, const json_t *typed,
			const char *path)
{
	if (f->type == &field_list && f->fields)
		return list_of(t, f, typed, path);
	if (f->type == &field_group && f->fields) {
		char *prefix = xasprintf("%s.", path);
		json_t *group = record_of(t, f->fields, typed, prefix);

		free(prefix);
		return group;
	}
	return leaf_of(t, f, typed, path);
}

/* Does it agree with its siblings? */
static void check_in(struct tally *t, const struct field *f, const json_t *record,
		     const char *path)
{
	const json_t *value = json_object_get(record, f->key);
	struct err err = { 0 };

	if (!value || !f->type->check_in || f->type->check_in(f, value, record, &err))
		return;
	fault(t, path, &err);
	t->wrong++;
}

static json_t *record_of(struct tally *t, const struct field *table, const json_t *typed,
			 const char *prefix)
{
	json_t *record = json_object();

	field_each(f, table) {
		char *path = xasprintf("%s%s", prefix, f->key);
		json_t *value = value_of(t, f, json_object_get(typed, f->key), path);

		if (value)
			json_object_set_new(record, f->key, value);
		free(path);
	}
	field_each(f, table) {
		char *path = xasprintf("%s%s", prefix, f->key);

		check_in(t, f, record, path);
		free(path);
	}
	return record;
}

json_t *company_record(struct tally *t, const struct field *table, const json_t *typed)
{
	return record_of(t, table, typed, "");
}

int tally_faults(const struct tally *t)
{
	return t->missing + t->wrong;
}

char *tally_words(const struct tally *t)
{
	struct str out = { 0 };
	int missing = t->missing - t->again;

	if (!tally_faults(t))
		return xstrdup(_("complete"));
	if (missing)
		str_addf(&out, ngettext("%d missing", "%d missing", (unsigned long)missing),
			 missing);
	if (t->again)
		str_addf(&out, "%s", out.len ? ", " : "");
	if (t->again)
		str_addf(&out, _("%d to be typed again"), t->again);
	if (t->wrong)
		str_addf(&out, "%s", out.len ? ", " : "");
	if (t->wrong)
		str_addf(&out, _("%d to be corrected"), t->wrong);
	return str_steal(&out);
}
