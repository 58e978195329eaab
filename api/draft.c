#include "api/draft.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/json_path.h"
#include "api/phone.h"
#include "api/scenes.h"

/* ---- fresh values ---- */

/* At most 18 of them. */
static void random_digits(char *at, size_t n)
{
	uint64_t number;

	randombytes_buf(&number, sizeof(number));
	for (size_t i = 0; i < n; i++, number /= 10)
		at[i] = (char)('0' + number % 10);
}

/* The example of a country with other digits at its end, as long as that is a
 * valid number. */
/* So many digits of a phone by chance that a world of thousands of runs has room
 * for another; a country has few numbers that are none. */
enum { OF_PHONE = 9 };

static char *new_phone(struct fresh *fresh)
{
	const char *country = fresh->country;
	char example[20], text[20];
	struct phone phone;
	size_t len, n;

	if (!phone_example(country, example))
		phone_example(country = "MX", example);
	len = strlen(example);
	n = len > OF_PHONE + 3 ? OF_PHONE : len - 4;	/* + and the country's code stay */
	for (int i = 0; i < 200; i++) {
		memcpy(text, example, sizeof(text));
		random_digits(text + len - n, n);
		if (phone_parse(text, NULL, &phone, NULL) && str_eq(phone.country, country))
			return xstrdup(text);
	}
	return xstrdup(example);
}

/* Numbers that are given to nobody: +1 916 555 0100 to 0199. */
static char *new_payer(struct fresh *fresh)
{
	return xasprintf("+19165550%u", 100 + fresh->serial++ % 100);
}

static char *new_word(struct fresh *fresh)
{
	(void)fresh;
	return xasprintf("%08x", randombytes_random());
}

static char *new_email(struct fresh *fresh)
{
	(void)fresh;
	return xasprintf("qa.%08x@example.com", randombytes_random());
}

static char *new_uuid(struct fresh *fresh)
{
	char uuid[37];

	(void)fresh;
	uuid_new(uuid);
	return xstrdup(uuid);
}

/* A bank and a place that there are; the last digit checks the others. */
static char *new_clabe(struct fresh *fresh)
{
	static const struct field clabe = { .key = "clabe", .type = &field_clabe };
	char *number = xstrdup("002180000000000000");

	(void)fresh;
	random_digits(number + 6, 11);
	for (char digit = '0'; digit <= '9'; digit++) {
		json_t *value;
		bool fits;

		number[17] = digit;
		value = json_string(number);
		fits = field_clabe.check(&clabe, value, NULL);
		json_decref(value);
		if (fits)
			break;
	}
	return number;
}

/* Of a wallet: 0x and 40 hex digits. */
static char *new_address(struct fresh *fresh)
{
	(void)fresh;
	return xasprintf("0x%08x%08x%08x%08x%08x", randombytes_random(), randombytes_random(),
			 randombytes_random(), randombytes_random(), randombytes_random());
}

char *fresh_value(struct fresh *fresh, const char *name)
{
	static const struct {
		const char *name;
		char *(*make)(struct fresh *);
	} makers[] = {
		{ "new.phone", new_phone }, { "new.payer", new_payer }, { "new.word", new_word },
		{ "new.email", new_email }, { "new.uuid", new_uuid }, { "new.clabe", new_clabe },
		{ "new.address", new_address },
	};

	for (size_t i = 0; i < ARRAY_LEN(makers); i++)
		if (str_eq(makers[i].name, name))
			return makers[i].make(fresh);
	return NULL;
}

/* ---- values in texts ---- */

static void add_value(struct str *out, const char *name, const json_t *values,
		      struct fresh *fresh)
{
	char *text = op_text(json_object_get(values, name));

	if (!text)
		text = fresh_value(fresh, name);
	str_add(out, text ? text : "");
	free(text);
}

/* The text with its ${name}s filled in; the caller frees. */
static char *expand(const char *text, const json_t *values, struct fresh *fresh)
{
	struct str out = { 0 };

	while (*text) {
		const char *at = strstr(text, "${"), *end = at ? strchr(at, '}') : NULL;
		char *name;

		if (!end) {
			str_add(&out, text);
			break;
		}
		str_addn(&out, text, (size_t)(at - text));
		name = xstrndup(at + 2, (size_t)(end - at - 2));
		add_value(&out, name, values, fresh);
		free(name);
		text = end + 1;
	}
	return str_steal(&out);
}

/* ---- the request ---- */

struct filling {
	const struct op *op;
	json_t *args;
	const json_t *values;
};

/* What the steps kept goes where a field has its name: into what the request
 * has already, and beside it where the request begins. */
static void fill(struct filling *f, const struct field *table, const json_t *record,
		 const char *prefix)
{
	field_each(field, table) {
		const json_t *there = json_object_get(record, field->key);
		char *path = xasprintf("%s%s", prefix, field->key);
		char *text = NULL, uuid[37];

		if (field->fields && json_is_object(there)) {
			char *deeper = xasprintf("%s.", path);

			fill(f, field->fields, there, deeper);
			free(deeper);
		} else if (there || !*prefix) {
			text = op_text(json_object_get(f->values, field->key));
		}
		/* The wallet service has no call that makes a customer: an example is one. */
		if (!text && there && field->type == &field_uuid && !f->op->marks) {
			uuid_new(uuid);
			text = xstrdup(uuid);
		}
		if (text)
			op_set_text(f->op, f->args, path, text);
		free(text);
		free(path);
	}
}

static void leave_out(json_t *args, const char *key)
{
	const char *last;
	json_t *in = json_holder(args, key, &last, false);

	if (in)
		json_object_del(in, last);
}

static void take_item(struct draft *d, const struct op *op, const struct item *item, char *value)
{
	char **const texts[] = {
		[ITEM_KEY] = &d->key, [ITEM_FAULT] = &d->fault, [ITEM_BODY] = &d->body,
		[ITEM_TENANT] = &d->tenant, [ITEM_BEARER] = &d->bearer, [ITEM_TOKEN] = &d->token,
	};

	if (item->kind == ITEM_FIELD) {
		op_set_text(op, d->args, item->name, value);
	} else if (item->kind == ITEM_WITHOUT) {
		leave_out(d->args, item->name);
	} else if (item->kind == ITEM_EXPECT) {
		if (!d->expect)
			d->expect = json_object();
		json_object_set_new(d->expect, item->name, json_string(value));
	} else if (item->kind == ITEM_CLOCK) {
		d->clock_ms = strtol(value, NULL, 10);
	} else if (item->kind == ITEM_AGAIN) {
		d->again++;
	} else if (item->kind < ARRAY_LEN(texts) && texts[item->kind]) {
		free(*texts[item->kind]);
		*texts[item->kind] = xstrdup(value);
	}
}

/* Does the row speak of one of these keys, or has the request one already? */
static bool is_settled(const char *keys, const char *row, const json_t *args)
{
	struct item item;
	bool said = false;

	for (const char *at = keys; *at && !said; at += strcspn(at, ","), at += *at == ',') {
		char *key = xstrndup(at, strcspn(at, ","));

		said = json_object_get(args, key) != NULL;
		free(key);
	}
	while (!said && row && item_next(&row, &item)) {
		bool field = item.kind == ITEM_FIELD || item.kind == ITEM_WITHOUT;
		char *key = field ? xstrndup(item.name, strcspn(item.name, ".")) : NULL;

		said = item.kind == ITEM_BODY || (field && word_in(keys, key));
		free(key);
		item_release(&item);
	}
	return said;
}

/* Of several fields one is needed: the first that is a text, at its example, so
 * that nothing but what the row is about is wrong with its request. */
static void complete(const struct op *op, const char *row, json_t *args)
{
	if (!op->one_of || is_settled(op->one_of, row, args))
		return;
	field_each(f, op->in) {
		if (f->fields || !f->example || !word_in(op->one_of, f->key))
			continue;
		op_set_text(op, args, f->key, f->example);
		return;
	}
}

void draft_make(struct draft *d, const struct op *op, const char *row, const json_t *values,
		struct fresh *fresh)
{
	struct filling filling = { .op = op, .values = values };
	struct item item;

	*d = (struct draft){ .args = record_example(op->in, true) };
	filling.args = d->args;
	fill(&filling, op->in, d->args, "");
	complete(op, row, d->args);
	while (row && item_next(&row, &item)) {
		char *value = item.value ? expand(item.value, values, fresh) : NULL;

		take_item(d, op, &item, value);
		free(value);
		item_release(&item);
	}
}

void draft_release(struct draft *d)
{
	json_decref(d->args);
	json_decref(d->expect);
	free(d->key);
	free(d->body);
	free(d->fault);
	free(d->tenant);
	free(d->bearer);
	free(d->token);
	*d = (struct draft){ 0 };
}
