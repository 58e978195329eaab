#include "api/refusal.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "api/clean.h"

#define DEPTH_MOST 8
#define TOLD_MOST 3			/* messages that make up the sentence */

/* ---- writing ---- */

static json_t *written(enum refusal_shape shape, int status, const char *type, const char *message)
{
	switch (shape) {
	case REFUSAL_ERROR:
		return json_pack("{s:[{s:s, s:s}]}", "errors", "type", type, "error", message);
	case REFUSAL_DATA:
		return json_pack("{s:[{s:{}, s:s}]}", "errors", "data", "message", message);
	case REFUSAL_NESTED:
		return json_pack("{s:[{s:s, s:[{s:s}, {s:s, s:s}]}]}", "errors", "type", type,
				 "message", "errors", "tokenErrors", "type", type, "message",
				 message);
	case REFUSAL_OBJECT:
		return json_pack("{s:{s:s, s:s}}", "errors", "type", type, "message", message);
	case REFUSAL_BARE:
		return json_pack("{s:s, s:s}", "type", type, "message", message);
	case REFUSAL_TYPES:
		return json_pack("[{s:[{s:s, s:s}], s:s}]", "type", "type", type, "message",
				 message, "message", message);
	case REFUSAL_CATCH:
		return json_pack("{s:{}}", "CatchError");
	case REFUSAL_EMPTY:
		return NULL;
	case REFUSAL_FRAMEWORK:
		return json_pack("{s:i, s:s, s:s}", "statusCode", status, "message", message,
				 "error", type);
	case REFUSAL_USUAL:
		break;
	}
	return json_pack("{s:[{s:s, s:s}]}", "errors", "type", type, "message", message);
}

json_t *refusal_body(const struct answer_doc *doc, const char *text)
{
	const char *message = text ? text : doc->reason ? doc->reason : "";

	return written(doc->shape, doc->status, doc->code ? doc->code : "error", message);
}

/* ---- the walk ---- */

struct walk {
	struct refusal_entry *list;
	int n, room;
	const char *word;		/* alone under "errors": told when there is nothing else */
};

static void add_entry(struct walk *w, const char *type, const char *message)
{
	if (w->n < w->room)
		w->list[w->n++] = (struct refusal_entry){ type, message };
}

static void walk_node(struct walk *w, const json_t *node, int depth);

static void walk_object(struct walk *w, const json_t *node, int depth)
{
	const json_t *type = json_object_get(node, "type");
	const json_t *message = json_object_get(node, "message");
	const json_t *error = json_object_get(node, "error");
	const char *text = json_string_value(json_is_string(message) ? message : error);
	int before = w->n;

	walk_node(w, json_is_array(type) ? type : NULL, depth);
	walk_node(w, json_is_array(message) ? message : NULL, depth);
	if (text && w->n == before)	/* what is inside says more */
		add_entry(w, json_is_string(type) ? json_string_value(type) : "", text);
}

static void walk_node(struct walk *w, const json_t *node, int depth)
{
	const json_t *item;
	size_t i;

	if (!node || depth > DEPTH_MOST || w->n == w->room)
		return;
	json_array_foreach(node, i, item)
		walk_node(w, item, depth + 1);
	if (json_is_string(node))
		add_entry(w, "", json_string_value(node));
	if (!json_is_object(node))
		return;
	if (json_is_string(json_object_get(node, "errors")))
		w->word = json_string_value(json_object_get(node, "errors"));
	else if (json_object_get(node, "errors"))
		walk_node(w, json_object_get(node, "errors"), depth + 1);
	else if (json_object_get(node, "CatchError"))
		add_entry(w, "CatchError", "");
	else
		walk_object(w, node, depth + 1);
}

int refusal_entries(const json_t *body, struct refusal_entry *list, int room)
{
	struct walk w = { .list = list, .room = room };

	walk_node(&w, body, 0);
	if (!w.n && w.word)
		add_entry(&w, "", w.word);
	return w.n;
}

/* ---- what is documented ---- */

static bool same_word(const char *a, const char *b)
{
	size_t n, m;

	a += strspn(a, " ");
	b += strspn(b, " ");
	for (n = strlen(a); n && a[n - 1] == ' '; n--)
		;
	for (m = strlen(b); m && b[m - 1] == ' '; m--)
		;
	return n == m && !strncasecmp(a, b, n);
}

/* Bytes of a place for text of the moment: "<reason>", "${error.message}", "{type}"; or 0. */
static size_t place_at(const char *s)
{
	const char *mark = s + (*s == '$' && s[1] == '{');
	const char *end = *mark == '<' ? strchr(mark, '>') : *mark == '{' ? strchr(mark, '}') :
			  NULL;

	return end ? (size_t)(end + 1 - s) : 0;
}

/* A sample that ends in such a place stands for all that begin like it. */
static bool message_fits(const char *sample, const char *message)
{
	size_t n = strcspn(sample, "<{");

	if (n && sample[n] == '{' && sample[n - 1] == '$')
		n--;
	if (!place_at(sample + n) || sample[n + place_at(sample + n)])
		return str_eq(sample, message);
	return !strncmp(sample, message, n);
}

static bool entry_says(const struct refusal_entry *e, const struct answer_doc *doc)
{
	bool typed = doc->code && doc->shape != REFUSAL_DATA && doc->shape != REFUSAL_CATCH &&
		     doc->shape != REFUSAL_FRAMEWORK;

	return (!typed || same_word(e->type, doc->code)) &&
	       (!doc->reason || doc->shape == REFUSAL_CATCH ||
		message_fits(doc->reason, e->message));
}

bool refusal_says(const json_t *body, const struct answer_doc *doc)
{
	struct refusal_entry list[REFUSAL_MOST];
	int n = refusal_entries(body, list, REFUSAL_MOST);

	if (doc->shape == REFUSAL_EMPTY)
		return !body;
	for (int i = 0; i < n; i++)
		if (entry_says(&list[i], doc))
			return true;
	return false;
}

/* The row of this status that the first entries mean; NULL: it is documented nowhere. */
static const struct answer_doc *row_of(const struct op *op, int status,
				       const struct refusal_entry *list, int n)
{
	for (int i = 0; i < n; i++)
		for (const struct answer_doc *a = op->answers; a && a->status; a++)
			if (a->status == status && a->reason && entry_says(&list[i], a))
				return a;
	return NULL;
}

/* ---- the input it speaks of ---- */

/* "accountAddress" as it is said: "account address". */
static void spoken(const char *key, char *out, size_t room)
{
	size_t n = 0;

	for (; *key && n + 2 < room; key++) {
		if (isupper((unsigned char)*key) && n)
			out[n++] = ' ';
		out[n++] = (char)(*key == '_' ? ' ' : tolower((unsigned char)*key));
	}
	out[n] = '\0';
}

static bool has_word(const char *text, const char *word)
{
	size_t len = strlen(word);

	for (const char *at = text; len > 2 && (at = strcasestr(at, word)); at++)
		if ((at == text || !isalpha((unsigned char)at[-1])) &&
		    !isalpha((unsigned char)at[len]))
			return true;
	return false;
}

/* How much of the message is about this input: 0 nothing; what the table itself says
 * of it more than any word. */
static size_t concerns(const struct field *f, const char *message)
{
	char words[64];

	spoken(f->key, words, sizeof(words));
	if (str_eq(f->code_bad, message) || str_eq(f->code_missing, message) ||
	    str_eq(f->code_in, message))
		return sizeof(words);
	if (has_word(message, f->key) || has_word(message, words))
		return strlen(words);
	return f->label && has_word(message, f->label) ? strlen(f->label) : 0;
}

struct blame {
	size_t best;
	char field[sizeof(((struct err *)0)->field)];
};

static void look_for_field(const struct field *table, const char *message, const char *prefix,
			   struct blame *blame)
{
	field_each(f, table) {
		size_t found = concerns(f, message);
		char path[sizeof(blame->field)];

		snprintf(path, sizeof(path), "%.23s%.39s", prefix, f->key);
		if (found > blame->best) {
			blame->best = found;
			text_put(blame->field, sizeof(blame->field), path);
		}
		if (f->type != &field_group || *prefix)
			continue;
		snprintf(path, sizeof(path), "%.22s.", f->key);
		look_for_field(f->fields, message, path, blame);
	}
}

/* ---- in words ---- */

/* The first messages as one text, cleaned and without secrets; the caller frees. */
static char *told(const struct refusal_entry *list, int n)
{
	struct str all = { 0 };
	char *clean, *safe;

	for (int i = 0, k = 0; i < n && k < TOLD_MOST; i++)
		if (*list[i].message) {
			str_addf(&all, "%s%s", k ? "; " : "", list[i].message);
			k++;
		}
	clean = clean_text(all.s ? all.s : "", 160);
	safe = clean_secrets(clean);
	str_release(&all);
	free(clean);
	return safe;
}

static void explain_door(int status, const char *text, struct err *err)
{
	if (status == 401 && strcasestr(text, "token")) {
		err_set(err, ERR_AUTH, _("The wallet service does not accept our token."));
		err_next(err, _("Get a new one: wallet login, on the start screen of wallet "
				"customers."));
	} else if (status == 410) {
		err_set(err, ERR_REFUSED, _("The wallet service has retired this."));
		err_next(err, _("Use what has taken its place, or tell your supervisor."));
	} else if (status == 401) {
		err_set(err, ERR_AUTH, _("The wallet service does not accept our key."));
		err_next(err, _("Check omnumi_api_key_file in the configuration."));
	} else {
		err_set(err, ERR_AUTH, _("The wallet service does not let our tenant do this."));
		err_next(err, _("Check omnumi_tenant_id in the configuration."));
	}
}

static void explain_failure(const struct op *op, int status, const char *text, struct err *err)
{
	if (status == 429) {
		err_set(err, ERR_REFUSED, _("The service is asked too often just now."));
		err_next(err, _("Wait a little, then try again."));
		return;
	}
	if (*text)
		err_set(err, ERR_REFUSED, _("The service had a failure of its own: %s"), text);
	else
		err_set(err, ERR_REFUSED, _("The service had a failure of its own."));
	if (op->changes)
		err_next(err, _("Look whether it was carried out before you repeat it."));
	else
		err_next(err, _("Try again in a minute. If it stays, call support with the time."));
}

/* "err.message", or nothing: it tells nobody anything. */
static bool is_code(const char *text)
{
	return !*text || (strpbrk(text, "._") && !strchr(text, ' '));
}

static void explain_refusal(const struct answer_doc *doc, const char *text, struct err *err)
{
	if (doc && doc->title && is_code(text))
		err_set(err, ERR_REFUSED, _("The service refused: %s"), _(doc->title));
	else if (doc && doc->title)
		err_set(err, ERR_REFUSED, _("The service refused: %s (“%s”)"), _(doc->title), text);
	else if (*text)
		err_set(err, ERR_REFUSED, _("The service refused: %s"), text);
	else
		err_set(err, ERR_REFUSED, _("The service refused this and did not say why."));
	err_next(err, *text ? _("Correct what it names. If it stays unclear, call support.") :
			      _("Look through what was typed. If it stays unclear, call support."));
}

void refusal_explain(const struct op *op, int status, const json_t *body, struct err *err)
{
	struct refusal_entry list[REFUSAL_MOST];
	int n = refusal_entries(body, list, REFUSAL_MOST);
	const struct answer_doc *doc = row_of(op, status, list, n);
	struct blame blame = { 0 };
	char *text = told(list, n), *type;

	if (status == 401 || status == 410 || (status == 403 && !doc))
		explain_door(status, text, err);
	else if (status >= 500 || status == 429)
		explain_failure(op, status, text, err);
	else
		explain_refusal(doc, text, err);
	for (int i = 0; i < n && !blame.best; i++)
		look_for_field(op->in, list[i].message, "", &blame);
	text_put(err->field, sizeof(err->field), blame.field);
	type = clean_text(n ? list[0].type : "", sizeof(err->code) - 1);
	text_put(err->code, sizeof(err->code), type);
	text_whole(err->code);
	err->status = status;
	free(type);
	free(text);
}
