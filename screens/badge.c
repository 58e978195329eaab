/* One badge: what it is for, its tokens, its rules in words, and what it brings. */

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "screens/company.h"
#include "tui/text.h"

struct badge_state {
	struct screen screen;
	char *id;
	json_t *badge, *linked;		/* NULL before their answers */
	struct text text;
	int width;			/* for which text was wrapped; 0: it is out of date */
	struct err problem;
	bool waiting;
};

static struct badge_state *state_of(const struct screen *screen)
{
	return (struct badge_state *)screen;
}

/* A reply's data is the badge or a list of it. */
static const json_t *first_of(const json_t *value)
{
	return json_is_array(value) ? json_array_get(value, 0) : value;
}

static void on_linked(void *owner, const struct op *op, const struct reply *reply)
{
	struct badge_state *st = owner;

	(void)op;
	st->waiting = false;
	st->screen.app->dirty = true;
	st->problem = reply->err;
	st->width = 0;
	json_decref(st->linked);
	st->linked = reply->err.kind ? NULL :
		     json_deep_copy(json_object_get(reply->body, "data"));
}

static void do_linked(struct screen *screen)
{
	struct badge_state *st = state_of(screen);
	json_t *args = json_pack("{s:s}", op_listBadgeAssignments.in[0].key, st->id);

	st->waiting = true;
	http_send(screen->app->http, &op_listBadgeAssignments, args, on_linked, st);
	json_decref(args);
}

static void on_badge(void *owner, const struct op *op, const struct reply *reply)
{
	struct badge_state *st = owner;

	(void)op;
	st->waiting = false;
	st->screen.app->dirty = true;
	st->problem = reply->err;
	if (reply->err.kind)
		return;
	st->badge = json_deep_copy(first_of(json_object_get(reply->body, "data")));
	st->width = 0;
	if (strcasestr(word_of(st->badge, "badgeType"), "identification") ||
	    strcasestr(word_of(st->badge, "badgeName"), "identification"))
		do_linked(&st->screen);
}

static void badge_open(struct screen *screen, const void *arg)
{
	struct badge_state *st = state_of(screen);
	json_t *args = json_pack("{s:s}", op_getBadge.in[0].key, arg);

	st->id = xstrdup(arg);
	st->waiting = true;
	http_send(screen->app->http, &op_getBadge, args, on_badge, st);
	json_decref(args);
}

static void badge_close(struct screen *screen)
{
	struct badge_state *st = state_of(screen);

	text_release(&st->text);
	json_decref(st->badge);
	json_decref(st->linked);
	free(st->id);
}

/* ---- in words ---- */

/* A day of a rule; booleans come as words. */
static void day_of(const json_t *rule, const char *key, char buf[static 11])
{
	snprintf(buf, 11, "%.10s", word_of(rule, key));
}

static bool says_yes(const json_t *rule, const char *key)
{
	const json_t *value = json_object_get(rule, key);

	return json_is_true(value) || !strcasecmp(word_of(rule, key), "true");
}

/* A member of a rule as its description words it; the caller frees. */
static char *rule_word(const json_t *rule, const char *key)
{
	const struct field *rules = field_find(op_getBadge.out[0].fields, "badge_rules");

	return field_show(field_find(rules->fields, key), json_object_get(rule, key));
}

static void add_whose(struct str *out, const json_t *rule)
{
	char *group = rule_word(rule, "ruleGroup"), *status = rule_word(rule, "status");
	char *version = rule_word(rule, "ruleVersion");

	if (*group)
		str_addf(out, _("; for %s"), group);
	if (*status)
		str_addf(out, _("; status %s"), status);
	if (*version)
		str_addf(out, _("; version %s"), version);
	free(group);
	free(status);
	free(version);
}

static void add_rule(struct str *out, const json_t *rule)
{
	bool active = says_yes(rule, "isActive");
	char from[11], until[11], ended[11];

	day_of(rule, "startDate", from);
	day_of(rule, "endDate", until);
	day_of(rule, "inactiveDate", ended);
	str_addf(out, "  - %s", active ? _("in force") : _("not in force"));
	if (*from)
		str_addf(out, _(", from %s"), from);
	if (*until)
		str_addf(out, _(" until %s"), until);
	if (*ended && !active)
		str_addf(out, _(", ended %s"), ended);
	str_addf(out, "; %s", says_yes(rule, "isDefaultRule")
		 ? _("holds where no other rule does") : _("holds only where it is chosen"));
	add_whose(out, rule);
	str_add(out, ".\n");
}

static void add_rules(struct str *out, const json_t *rules)
{
	const json_t *rule;
	size_t i;

	str_addf(out, "\n%s\n", _("Rules"));
	if (!json_array_size(rules) && !json_is_object(rules))
		str_addf(out, "  %s\n", _("None are told."));
	if (json_is_object(rules))
		add_rule(out, rules);
	json_array_foreach((json_t *)rules, i, rule)
		add_rule(out, rule);
}

static void add_tokens(struct str *out, const json_t *tokens)
{
	const json_t *token;
	size_t i;

	str_addf(out, "\n%s\n", _("Tokens"));
	if (json_is_object(tokens))
		str_addf(out, "  - %s\n", word_of(tokens, "tokenSymbol"));
	else if (!json_array_size(tokens))
		str_addf(out, "  %s\n", _("None: this badge is not about money."));
	json_array_foreach((json_t *)tokens, i, token)
		str_addf(out, "  - %s\n", word_of(token, "tokenSymbol"));
}

static void add_linked(struct str *out, const json_t *linked)
{
	static const char *const groups[] = {
		"financialBadgeDetails", "customFinanceBadgeDetails", "informationBadgeDetails",
	};
	const json_t *one;
	size_t i;

	str_addf(out, "\n%s\n", _("What it brings"));
	json_array_foreach((json_t *)linked, i, one)
		for (size_t k = 0; k < ARRAY_LEN(groups); k++) {
			const struct field *f = field_find(op_listBadgeAssignments.out[0].fields,
							   groups[k]);
			const char *name = word_of(json_object_get(one, groups[k]), "badgeName");

			if (*name)
				str_addf(out, "  - %s (%s)\n", name, _(f->label));
		}
	if (!json_array_size(linked))
		str_addf(out, "  %s\n", _("Nothing is attached to it."));
}

static char *words_of(const struct badge_state *st)
{
	static const char *const keys[] = {
		"badgeDescription", "badgeType", "userGroup", "createdAt", "badgeId",
	};
	const struct field *table = op_getBadge.out[0].fields;
	struct str out = { 0 };

	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		const struct field *f = field_find(table, keys[i]);
		char *value = field_show(f, json_object_get(st->badge, keys[i]));
		int pad = 14 - text_width(_(f->label));

		if (*value)
			str_addf(&out, "%s%*s%s\n", _(f->label), pad > 1 ? pad : 1, "", value);
		free(value);
	}
	add_tokens(&out, json_object_get(st->badge, "financial_badge_token"));
	if (st->linked)
		add_linked(&out, st->linked);
	add_rules(&out, json_object_get(st->badge, "badge_rules"));
	return str_steal(&out);
}

static void badge_draw(struct screen *screen, struct canvas *c)
{
	struct badge_state *st = state_of(screen);
	struct canvas page = page_of(c, 100), body = canvas_part(&page, 0, 2, page.w, page.h - 4);
	const char *name = word_of(st->badge, "badgeName");

	canvas_cut(&page, 0, 0, page.w, STYLE_TITLE, *name ? name : _("Badge"));
	if (st->badge && st->width != body.w) {
		char *words = words_of(st);
		int top = st->text.top;

		text_release(&st->text);
		text_init(&st->text, words, body.w);
		st->text.top = top;
		st->width = body.w;
		free(words);
	}
	if (st->badge)
		text_draw(&st->text, &body);
	if (st->waiting)
		show_waiting(&page, 0, st->badge ? page.h - 1 : 2, _("Asking for the badge…"));
	else if (st->problem.kind)
		show_problem(&page, 0, st->badge ? page.h - 2 : 2, page.w, &st->problem);
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static const char *why_not_linked(const struct screen *screen)
{
	return state_of(screen)->waiting ? _("The last answer is still awaited.") : NULL;
}

static bool badge_key(struct screen *screen, tui_key key)
{
	return text_key(&state_of(screen)->text, key);
}

static const struct binding bindings[] = {
	{ .key = K_F5, .twin = 'b', .name = "F5", .label = N_("What it brings"), .run = do_linked,
	  .why_not = why_not_linked,
	  .help = N_("Asks for the badges that are attached to this one.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops badge_screen = {
	.name = "badge",
	.title = N_("A badge"),
	.size = sizeof(struct badge_state),
	.bindings = bindings,
	.open = badge_open,
	.close = badge_close,
	.key = badge_key,
	.draw = badge_draw,
};
