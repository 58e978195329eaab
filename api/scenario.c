/* The matrix is derived: one scenario for each row of each documented answer. */

#include "api/scenario.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/scenes.h"

#define SLUG_MOST 48

/* A group's English name as one word: "card-vault". */
static void add_group(struct str *tags, const char *group)
{
	str_add(tags, " ");
	for (; *group; group++)
		str_addf(tags, "%c", isalnum((unsigned char)*group) ?
			 tolower((unsigned char)*group) : '-');
}

static bool has_item(const char *row, enum item_kind kind)
{
	struct item item;
	bool found = false;

	while (!found && item_next(&row, &item)) {
		found = item.kind == kind;
		item_release(&item);
	}
	return found;
}

/* Does setting its scene wait for something that takes its time elsewhere? */
static bool is_slow(const char *row)
{
	struct item item;
	bool found = false;

	while (!found && item_next(&row, &item)) {
		const struct step *step = item.kind == ITEM_STEP && item.fresh ?
					  step_find(item.name, strlen(item.name)) : NULL;

		if (step)
			step_each(s)
				found |= s->until && (s == step || step_needs(step, s));
		item_release(&item);
	}
	return found;
}

static char *tags_of(const struct op *op, const struct answer_doc *doc, const char *row)
{
	const struct {
		const char *tag;
		bool applies;
	} tags[] = {
		{ "happy", doc->status < 300 },
		{ "refusal", doc->status >= 300 },
		{ "auth", doc->status == 401 || has_item(row, ITEM_KEY) },
		{ "fault", has_item(row, ITEM_FAULT) },
		{ "changes", op->changes },
		{ "money", op->moves_money },
		{ "slow", is_slow(row) },
		{ "sandbox", row_needs_sandbox(row) },
	};
	struct str text = { 0 };

	str_add(&text, op_services[op->service]);
	add_group(&text, op->group);
	for (size_t i = 0; i < ARRAY_LEN(tags); i++)
		if (tags[i].applies)
			str_addf(&text, " %s", tags[i].tag);
	return str_steal(&text);
}

/* Messages tell the wallet service's answers apart: "wallet-user-not-found". */
static void add_slug(struct str *id, const char *text)
{
	size_t from = id->len;

	if (!text)
		return;
	str_add(id, ".");
	for (; *text && id->len - from < SLUG_MOST; text++) {
		if (isalnum((unsigned char)*text))
			str_addf(id, "%c", tolower((unsigned char)*text));
		else if (!strchr(".-", id->s[id->len - 1]))
			str_add(id, "-");
	}
	while (*text && id->len > from + 1 && id->s[id->len - 1] != '-')
		id->s[--id->len] = '\0';	/* no half words */
	while (id->len > from && strchr(".-", id->s[id->len - 1]))
		id->s[--id->len] = '\0';
}

/* How many rows of this operation have the id already, or it with a number. */
static int rows_called(const struct scenarios *all, const struct op *op, const char *id)
{
	size_t len = strlen(id);
	int n = 0;

	for (int i = all->n - 1; i >= 0 && all->list[i].op == op; i--) {
		const char *rest = all->list[i].id + len;

		n += has_prefix(all->list[i].id, id) &&
		     (!*rest || (*rest == '.' && !rest[1 + strspn(rest + 1, "0123456789")]));
	}
	return n;
}

static char *id_of(const struct scenarios *all, const struct op *op, const struct answer_doc *doc)
{
	struct str id = { 0 };
	int before;

	str_addf(&id, "%s.%d", op->name, doc->status);
	if (op->marks && doc->status >= 400)
		add_slug(&id, doc->reason && *doc->reason ? doc->reason : doc->code);
	else if (doc->code)
		str_addf(&id, ".%s", doc->code);
	before = rows_called(all, op, id.s);
	if (before)
		str_addf(&id, ".%d", before + 1);
	return str_steal(&id);
}

static struct scenario *append(struct scenarios *all, const struct scenario *s)
{
	if (!(all->n & (all->n - 1)))
		all->list = xrealloc(all->list, (size_t)(all->n ? all->n * 2 : 1) *
				     sizeof(*all->list));
	all->list[all->n] = *s;
	return &all->list[all->n++];
}

static void add_row(struct scenarios *all, const struct op *op, const struct answer_doc *doc,
		    char *row)
{
	append(all, &(struct scenario){
		.id = id_of(all, op, doc), .op = op, .doc = doc, .how = row,
		.tags = tags_of(op, doc, row), .status = doc->status, .code = doc->code,
	});
}

static void add_answer(struct scenarios *all, const struct op *op, const struct answer_doc *doc)
{
	const char *how = doc->how ? doc->how : "";

	do {
		size_t n = strcspn(how, "|");
		size_t from = strspn(how, " "), end = n;

		while (end > from && how[end - 1] == ' ')
			end--;
		add_row(all, op, doc, xstrndup(how + from, end > from ? end - from : 0));
		how += n;
	} while (*how++);
}

void scenarios_make(struct scenarios *all)
{
	*all = (struct scenarios){ 0 };
	for (const struct op *const *op = op_list; *op; op++)
		for (const struct answer_doc *doc = (*op)->answers; doc && doc->status; doc++)
			add_answer(all, *op, doc);
}

struct scenario *scenarios_add(struct scenarios *all, const struct scenario *from, int nth)
{
	return append(all, &(struct scenario){
		.id = xasprintf("%s[%d]", from->id, nth), .op = from->op, .doc = from->doc,
		.how = xstrdup(from->how), .tags = xstrdup(from->tags), .status = from->status,
		.code = from->code,
	});
}

void scenarios_release(struct scenarios *all)
{
	for (int i = 0; i < all->n; i++) {
		free(all->list[i].id);
		free(all->list[i].how);
		free(all->list[i].tags);
		free(all->list[i].own_code);
		json_decref(all->list[i].fields);
		json_decref(all->list[i].given);
	}
	free(all->list);
	*all = (struct scenarios){ 0 };
}

const struct scenario *scenario_find(const struct scenarios *all, const char *id)
{
	for (int i = 0; i < all->n; i++)
		if (str_eq(all->list[i].id, id))
			return &all->list[i];
	return NULL;
}

static bool has_tag(const char *tags, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = tags; *at; at += strspn(at, " ")) {
		if (strcspn(at, " ") == n && !strncmp(at, word, n))
			return true;
		at += strcspn(at, " ");
	}
	return false;
}

static bool has_status(int status, const char *word)
{
	char text[12];

	snprintf(text, sizeof(text), "%d", status);
	if (strlen(word) != 3 || *word != *text)
		return false;
	return !strcmp(word + 1, "xx") || !strcmp(word, text);
}

json_t *scenario_expect(const struct scenario *s)
{
	json_t *expect = json_object();
	const char *how = s->how;
	struct item item;

	while (item_next(&how, &item)) {
		if (item.kind == ITEM_EXPECT)
			json_object_set_new(expect, item.name, json_string(item.value));
		item_release(&item);
	}
	return expect;
}

bool scenario_fits(const struct scenario *s, const char *word)
{
	size_t n = strlen(word);

	if (!n)
		return false;
	return (!strncmp(s->id, word, n) && (!s->id[n] || strchr(".[", s->id[n]))) ||
	       has_tag(s->tags, word) || has_status(s->status, word);
}
