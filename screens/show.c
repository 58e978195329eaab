#include "screens/show.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/geo.h"
#include "api/link.h"
#include "screens/frame.h"
#include "tui/text.h"

const char *word_of(const json_t *record, const char *key)
{
	const char *s = json_string_value(json_object_get(record, key));

	return s ? s : "";
}

const char *fact_of(const struct app *app, const char *key)
{
	return app->journey ? journey_get(app->journey, key) : "";
}

const char *why_no_customer(const struct app *app)
{
	if (!*fact_of(app, "userToken"))
		return _("No registered customer is in hand. Look one up at home first.");
	return NULL;
}

const char *why_not_change(const struct app *app)
{
	const char *why = app_read_only(app);

	return why ? why : why_no_customer(app);
}

void phone_words(const char *e164, char buf[static 32])
{
	struct phone phone;

	snprintf(buf, 32, "%s", phone_parse(e164, "", &phone, NULL) ? phone.shown : e164);
	text_whole(buf);
}

char *person_words(const char *name, const char *phone, const char *country)
{
	const char *where = country_name(country);
	char shown[32];

	phone_words(phone, shown);
	return xasprintf(where ? "%s   %s   (%s)" : "%s   %s", name, shown, where);
}

char *amount_words(const struct ask *ask)
{
	const struct op *op = op_find(ask->op);

	if (*ask->amount.currency || !op)
		return money_text_full(&ask->amount);
	return xstrdup(_(op->title));
}

void draft_changed(void *ctx, const char *path, const char *text)
{
	const struct draft *draft = ctx;

	if (draft->app->journey)
		journey_set_draft(draft->app->journey, draft->form, path, text);
}

struct canvas page_of(const struct canvas *c, int max_w)
{
	return canvas_part(c, 0, 0, c->w < max_w ? c->w : max_w, c->h);
}

struct canvas form_box(const struct canvas *c, int h)
{
	enum { WIDEST = 84, LOWEST = 12 };
	int y = c->h - h < LOWEST ? c->h - h : LOWEST;

	return canvas_part(c, 0, y < 0 ? 0 : y, c->w < WIDEST ? c->w : WIDEST, h < c->h ? h : c->h);
}

int show_facts(struct canvas *c, int x, int y, const struct fact *facts, int n)
{
	int label_w = 0, lines = 0;

	for (int i = 0; i < n; i++)
		if (*facts[i].value && text_width(facts[i].label) > label_w)
			label_w = text_width(facts[i].label);
	for (int i = 0; i < n; i++) {
		int at = x + label_w + 2;

		if (!*facts[i].value)
			continue;
		canvas_text(c, x, y + lines, STYLE_LABEL, facts[i].label);
		lines += canvas_wrap(c, at, y + lines, c->w - at, 3, facts[i].style,
				     facts[i].value);
	}
	return lines;
}

int show_problem(struct canvas *c, int x, int y, int w, const struct err *err)
{
	int lines;

	canvas_text(c, x, y, STYLE_ERROR, sign(c, "bad"));
	lines = canvas_wrap(c, x + 2, y, w - 2, 4, STYLE_ERROR, err->text);
	if (*err->next)
		lines += canvas_wrap(c, x + 2, y + lines, w - 2, 4, STYLE_TEXT, err->next);
	if (*err->code) {
		canvas_textf(c, x + 2, y + lines, STYLE_DIM, "[%s]", err->code);
		lines++;
	}
	return lines;
}

bool show_code_fits(const struct canvas *c, const struct qr *qr, bool big)
{
	int w, h;

	qr_size(qr, big, c->grid->ascii, &w, &h);
	return w <= c->w && h <= c->h;
}

const char *show_why_not_big(struct app *app, const struct qr *qr)
{
	struct canvas body = frame_body(app);

	return show_code_fits(&body, qr, true) && !app->grid.ascii ? NULL :
		_("There is no room for a larger code in this window.");
}

void show_waiting(struct canvas *c, int x, int y, const char *what)
{
	x = canvas_text(c, x, y, STYLE_WARN, sign(c, "half"));
	canvas_text(c, x + 1, y, STYLE_HINT, what);
}

static void words_add(struct str *out, const struct field *fields, const json_t *record, int depth);

static void word_add(struct str *out, const struct field *f, const json_t *value, int depth);

/* What no table describes: each member by its own name. */
static void members_add(struct str *out, const json_t *value, int depth)
{
	const char *key;
	json_t *item;

	json_object_foreach((json_t *)value, key, item)
		word_add(out, &(struct field){ .key = key, .type = &field_any }, item, depth);
}

/* One value on its line, or a group or list below its heading. */
static void word_add(struct str *out, const struct field *f, const json_t *value, int depth)
{
	const char *label = f->label ? _(f->label) : f->key;
	int pad = 28 - depth * 2 - text_width(label);
	char *text;

	if (!value || json_is_null(value))
		return;
	if (f->fields && (json_is_object(value) || json_is_array(value))) {
		str_addf(out, "%*s%s\n", depth * 2, "", label);
		words_add(out, f->fields, value, depth + 1);
		return;
	}
	if (json_is_object(value) && f->type == &field_any && !f->secret) {
		str_addf(out, "%*s%s\n", depth * 2, "", label);
		members_add(out, value, depth + 1);
		return;
	}
	text = field_show(f, value);
	if (*text)		/* else there is nothing to tell: "", "N/A" */
		str_addf(out, "%*s%s%*s  %s\n", depth * 2, "", label, pad > 0 ? pad : 0, "", text);
	free(text);
}

static void words_add(struct str *out, const struct field *fields, const json_t *record, int depth)
{
	const json_t *item;
	size_t i;

	if (!json_is_array(record)) {
		field_each(f, fields)
			word_add(out, f, json_object_get(record, f->key), depth);
		return;
	}
	json_array_foreach((json_t *)record, i, item) {
		if (i)
			str_add(out, "\n");
		words_add(out, fields, item, depth);
	}
}

char *record_words(const struct field *fields, const json_t *record)
{
	struct str out = { 0 };

	words_add(&out, fields, record, 0);
	return str_steal(&out);
}

struct record_state {
	struct screen screen;
	char *title, *words;
	struct text text;
	int width;			/* that the text is wrapped to */
};

static struct record_state *state_of(const struct screen *screen)
{
	return (struct record_state *)screen;
}

static json_t *safe_link(const struct config *config, const json_t *value)
{
	struct err err;
	char *link = link_accept(json_string_value(value), config->link_hosts,
				 config->environment == ENV_SANDBOX, &err);
	json_t *safe = json_string(link ? link : err.text);

	free(link);
	return safe;
}

static void make_safe(const struct config *config, const struct field *fields, json_t *record)
{
	json_t *item;
	size_t i;

	json_array_foreach(record, i, item)
		make_safe(config, fields, item);
	if (!json_is_object(record))
		return;
	field_each(f, fields) {
		json_t *value = json_object_get(record, f->key);

		if (f->type == &field_link && json_string_length(value))
			json_object_set_new(record, f->key, safe_link(config, value));
		else if (f->fields)
			make_safe(config, f->fields, value);
	}
}

json_t *record_safe(const struct config *config, const struct field *fields, const json_t *record)
{
	json_t *safe = json_deep_copy(record);

	if (fields)
		make_safe(config, fields, safe);
	return safe;
}

static void record_open(struct screen *screen, const void *arg)
{
	struct record_state *st = state_of(screen);
	const struct record_arg *record = arg;
	json_t *safe = record_safe(screen->app->config, record->fields, record->record);

	st->title = xstrdup(record->title);
	st->words = record_words(record->fields, safe);
	json_decref(safe);
}

static void record_close(struct screen *screen)
{
	free(state_of(screen)->title);
	free(state_of(screen)->words);
	text_release(&state_of(screen)->text);
}

static bool record_key(struct screen *screen, tui_key key)
{
	return text_key(&state_of(screen)->text, key);
}

static void record_draw(struct screen *screen, struct canvas *c)
{
	struct record_state *st = state_of(screen);
	struct canvas body = canvas_part(c, 0, 2, c->w, c->h - 2);
	int top = st->text.top;

	if (st->width != body.w - 1) {		/* all of a long number, in a small window too */
		st->width = body.w - 1;
		text_release(&st->text);
		text_init(&st->text, st->words, st->width);
		st->text.top = top;
	}
	canvas_cut(c, 0, 0, c->w, STYLE_TITLE, st->title);
	text_draw(&st->text, &body);
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static const struct binding bindings[] = {
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops record_screen = {
	.name = "record",
	.title = N_("Details"),
	.size = sizeof(struct record_state),
	.bindings = bindings,
	.open = record_open,
	.close = record_close,
	.key = record_key,
	.draw = record_draw,
};
