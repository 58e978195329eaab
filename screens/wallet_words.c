#include "screens/wallet_words.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "api/text_type.h"

struct movement movement_of(const struct op *op, const json_t *item)
{
	return (struct movement){ item, field_find(op->out, "data")->fields };
}

bool movement_goes_out(const struct movement *m)
{
	return !strcasecmp(word_of(m->item, "paymentType"), "debit");
}

char *movement_value(const struct movement *m, const char *key)
{
	const struct field *f = field_find(m->fields, key);

	return f ? field_show(f, json_object_get(m->item, key)) : xstrdup("");
}

bool movement_failed(const struct movement *m)
{
	char *yes = movement_value(m, "isError");
	bool failed = str_eq(yes, _("yes"));

	free(yes);
	return failed;
}

static char *side_value(const struct movement *m, bool to, const char *what)
{
	char *key = xasprintf("%s%s", to ? "to" : "from", what), *text = movement_value(m, key);

	free(key);
	return text;
}

char *movement_other(const struct movement *m)
{
	static const char *const names[] = { "CustomNamespace", "Namespace", "" };
	bool to = movement_goes_out(m);
	char *text = NULL, *ends;

	for (size_t i = 0; i < ARRAY_LEN(names) && (!text || !*text); i++) {
		free(text);
		text = side_value(m, to, names[i]);
	}
	if (!has_prefix(text, "0x") || strlen(text) < 20)
		return text;
	ends = xasprintf("%.6s…%s", text, text + strlen(text) - 4);
	free(text);
	return ends;
}

char *movement_failure(const struct movement *m)
{
	const json_t *error = json_array_get(json_object_get(m->item, "errors"), 0);
	const char *why = word_of(error, "message"), *code = word_of(error, "error_code");

	if (!*why)
		why = word_of(m->item, "revertReason");
	if (!movement_failed(m) && !*why)
		return xstrdup("");
	return xasprintf("%s%s%s%s", *why ? why : _("The service does not say why it failed."),
			 *code ? " [" : "", code, *code ? "]" : "");
}

/* Different ones once each, with commas between. */
static void add_once(struct str *all, const char *text)
{
	if (*text && !(all->s && strstr(all->s, text)))
		str_addf(all, "%s%s", all->len ? ", " : "", text);
}

static char *rules_of(const json_t *fraud)
{
	struct str all = { 0 };
	const json_t *rule;
	size_t i;

	json_array_foreach(json_object_get(fraud, "appliedRules"), i, rule) {
		char *text = json_is_string(rule) ? xstrdup(json_string_value(rule)) :
			     json_compact(rule);

		add_once(&all, text);
		free(text);
	}
	return str_steal(&all);
}

static char *hindrances_of(const json_t *fraud)
{
	struct str all = { 0 };
	const json_t *error;
	size_t i;

	json_array_foreach(json_object_get(fraud, "oscilarErrors"), i, error)
		add_once(&all, word_of(error, "message"));
	return str_steal(&all);
}

char *movement_fraud(const struct movement *m)
{
	const json_t *fraud = json_object_get(m->item, "fraudDetails");
	const char *status = word_of(fraud, "status");
	char *rules, *hindrances;
	struct str text = { 0 };

	if (!json_is_object(fraud))
		return xstrdup("");
	rules = rules_of(fraud);
	hindrances = hindrances_of(fraud);
	if (!strcasecmp(status, "Error"))
		str_add(&text, _("It could not be checked for fraud."));
	else if (!strcasecmp(status, "Approved"))
		str_add(&text, _("The fraud check found nothing."));
	else
		str_addf(&text, _("The fraud check says: %s."), *status ? status : "?");
	if (*hindrances)
		str_addf(&text, " %s: %s.", _("What kept it from being checked"), hindrances);
	if (*rules)
		str_addf(&text, " %s: %s.", _("Rules that were applied"), rules);
	free(rules);
	free(hindrances);
	return str_steal(&text);
}
