#include "screens/names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/bank.h"

void odd_take(const struct name_look *looks, int i, struct odd_name *out)
{
	const struct name_look *look = &looks[i];

	*out = (struct odd_name){ .odd = look->odd, .same = look->same };
	if (look->twin >= 0)
		text_put(out->twin, sizeof(out->twin), looks[look->twin].number);
}

char *odd_words(const struct odd_name *name)
{
	return name_words(name->odd, *name->twin ? name->twin : NULL, name->same);
}

unsigned odd_hidden(const struct reply *reply, const char *path, const char *keys)
{
	const json_t *found = reply->exchange ? reply->exchange->hidden : NULL, *at;
	size_t n = strlen(path), i;

	json_array_foreach(found, i, at) {
		const char *key = json_string_value(at);

		if (n && (!has_prefix(key, path) || key[n] != '.'))
			continue;
		if (word_in(keys, key + (n ? n + 1 : 0)))
			return NAME_HIDDEN;
	}
	return 0;
}

void odd_cell(struct canvas *c, int x, int w, const char *name, const char *words)
{
	if (!words) {
		canvas_cut(c, x, 0, w, STYLE_TEXT, name);
		return;
	}
	canvas_text(c, x, 0, STYLE_WARN, sign(c, "warn"));
	canvas_cut(c, x + 2, 0, w - 2, STYLE_WARN, name);
}

/* Where the journey keeps it, its name and the number that tells who it is. */
static const struct person {
	const char *who, *label, *odd, *name, *number;
} people[] = {
	{ "customer", N_("Customer"), "customer.odd", "name", "phone" },
	{ "payer", N_("Payer"), "payer.odd", "payer.name", "payer.phone" },
	{ "method", N_("Method"), "method.odd", "method.name", "method.name" },
};

void odd_keep(struct journey *j, const char *who, const struct odd_name *name)
{
	char text[64];

	snprintf(text, sizeof(text), "%u %d %s", name->odd, name->same, name->twin);
	for (size_t i = 0; i < ARRAY_LEN(people); i++)
		if (str_eq(people[i].who, who))
			journey_set(j, people[i].odd, name->odd || *name->twin ? text : "");
}

static char *kept_words(struct app *app, const struct person *p)
{
	struct odd_name name = { 0 };
	int same = 0;

	if (sscanf(fact_of(app, p->odd), "%u %d %23s", &name.odd, &same, name.twin) < 2)
		name.odd = 0;
	name.same = same;
	name.odd |= name_odd(app->look, fact_of(app, p->name));
	return odd_words(&name);
}

int odd_draw(struct app *app, struct canvas *c, int x, int y)
{
	int lines = 0;

	for (size_t i = 0; i < ARRAY_LEN(people); i++) {
		char *words = kept_words(app, &people[i]), *line;

		if (!words)
			continue;
		line = xasprintf("%s ···· %s: %s", _(people[i].label),
				 last_four(fact_of(app, people[i].number)), words);
		canvas_text(c, x, y + lines, STYLE_WARN, sign(c, "warn"));
		canvas_cut(c, x + 2, y + lines++, c->w - x - 2, STYLE_WARN, line);
		free(line);
		free(words);
	}
	if (lines)
		lines += canvas_wrap(c, x + 2, y + lines, c->w - x - 2, 2, STYLE_TEXT,
				     _("A name may be imitated, its number not: ask for the last "
				       "four digits."));
	return lines;
}
