#include "screens/frame.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/omni.h"
#include "screens/when.h"

#define MIN_W 60
#define MIN_H 20
#define RAIL_W 26		/* of the rail at the left, from 110 columns on */
#define TALL_W 110

bool frame_too_small(const struct grid *g)
{
	return g->w < MIN_W || g->h < MIN_H;
}

void frame_draw_too_small(struct grid *g)
{
	struct canvas c = grid_canvas(g);
	char *text = xasprintf(_("This window is %d by %d; %d by %d or more is needed. "
				 "Make it larger: nothing is lost."), g->w, g->h, MIN_W, MIN_H);

	canvas_wrap(&c, 1, g->h / 3, g->w - 2, g->h, STYLE_WARN, text);
	free(text);
}

/* The screen that the frame speaks of: the one that fills the window. */
static const struct screen *base_screen(const struct app *app)
{
	const struct screen *s = app->top;

	while (s->ops->overlay && s->below)
		s = s->below;
	return s;
}

static bool has_rail(const struct app *app)
{
	return base_screen(app)->ops->journey && app->journey;
}

struct canvas frame_body(struct app *app)
{
	struct canvas all = grid_canvas(&app->grid);
	int left = has_rail(app) && all.w >= TALL_W ? RAIL_W : 0;

	return canvas_part(&all, left + 2, 3 - !has_rail(app) - (left > 0), all.w - left - 4,
			   all.h - 5 + !has_rail(app) + (left > 0));
}

enum style frame_environment_style(const struct app *app)
{
	static const enum style styles[] = {
		[ENV_SANDBOX] = STYLE_SANDBOX, [ENV_TEST] = STYLE_TEST, [ENV_LIVE] = STYLE_LIVE,
	};

	return styles[app->config->environment];
}

/* What the last call showed about the line, with the time it did: true for
 * ever, so that nothing has to tick. */
static void draw_line_state(struct app *app, struct canvas *c)
{
	long at = 0;
	int line = http_line(app->http, &at);
	bool waiting = http_running(app->http) > 0;
	char *text, clock[8];

	clock_text(wall_ms() - (now_ms() - at), clock);
	if (waiting)
		text = xasprintf("%s %s", sign(c, "half"), _("asking"));
	else if (line == 0)
		text = xasprintf("%s %s", sign(c, "todo"), _("not asked yet"));
	else
		text = xasprintf("%s %s %s", sign(c, line > 0 ? "live" : "warn"),
				 line > 0 ? _("online") : _("no answer"), clock);
	canvas_right(c, c->w - 1, 0, line < 0 && !waiting ? STYLE_ERROR : STYLE_BAR_DIM, text);
	free(text);
}

static const char *customer_phone(struct app *app, const char *phone)
{
	if (!str_eq(phone, app->header_phone.e164)) {
		text_put(app->header_phone.e164, sizeof(app->header_phone.e164), phone);
		phone_words(phone, app->header_phone.words);
	}
	return app->header_phone.words;
}

/* Where both have no room the name is cut: the number tells who it is. */
static void draw_who(struct canvas *c, int x, const char *name, const char *phone)
{
	int room = c->w - x - 18, rest = room - text_width(phone) - 3;

	if (!*name || !*phone || rest < 5) {
		canvas_cut(c, x, 0, room, STYLE_BAR, *name ? name : phone);
		return;
	}
	x = canvas_cut(c, x, 0, text_width(name) < rest ? text_width(name) : rest, STYLE_BAR, name);
	canvas_textf(c, x, 0, STYLE_BAR, " · %s", phone);
}

static void draw_wallet_customer(struct app *app, struct canvas *c, int x)
{
	const char *name = omni_fact(app, "name");
	const char *phone = customer_phone(app, omni_fact(app, "phone"));

	if (!*phone)
		phone = omni_fact(app, "email");
	if (!*name && !*phone)		/* known by her wallet alone */
		phone = omni_fact(app, *omni_fact(app, "namespace") ? "namespace"
								    : "customerAccountId");
	draw_who(c, x, name, phone);
}

/* While she is being registered her name stands in the form: the header would
 * change with every key that is typed there. */
static void draw_customer(struct app *app, struct canvas *c, int x)
{
	bool registers = base_screen(app)->ops->step == STEP_REGISTER;
	const char *phone;

	if (omni_in_front(app)) {
		draw_wallet_customer(app, c, x);
	} else if (app->journey) {
		phone = customer_phone(app, journey_get(app->journey, "phone"));
		draw_who(c, x, registers ? "" : journey_get(app->journey, "name"),
			 *phone ? phone : journey_get(app->journey, "email"));
	}
}

/* A service that fails on purpose must not be taken for one that is broken. */
static int draw_faults(struct app *app, struct canvas *c, int x)
{
	int on = faults_on(faults_of(app));

	if (!on)
		return x;
	return canvas_textf(c, x, 0, STYLE_BAR_WARN, "%s %s: %d", sign(c, "warn"), _("faults"),
			    on) + 2;
}

static void draw_header(struct app *app, struct canvas *c)
{
	int x;

	canvas_fill(c, 0, 0, c->w, 1, STYLE_BAR, L' ');
	x = canvas_text(c, 1, 0, STYLE_BAR, "remitty") + 2;
	x = canvas_textf(c, x, 0, frame_environment_style(app), " %s ",
			 environment_word(app->config->environment)) + 1;
	if (strcasecmp(app->config->profile, environment_word(app->config->environment)))
		x = canvas_cut(c, x, 0, 16, STYLE_BAR_DIM, app->config->profile) + 2;
	if (app->config->read_only)
		x = canvas_text(c, x, 0, STYLE_BAR_WARN, _("look only")) + 2;
	x = draw_faults(app, c, x);
	draw_customer(app, c, x < 26 ? 26 : x);
	if (app->http)
		draw_line_state(app, c);
}

static bool in_footer(const struct app *app, const struct binding *b)
{
	return !b->quiet && b->label && !(b->why_not && b->why_not(app->top));
}

/* In the footer: help first, which no window is too narrow for, the screen's
 * own keys, then the others that always work. */
const struct binding *frame_binding(struct app *app, int i)
{
	const struct binding *tables[] = { app->top->ops->bindings, app_bindings + 1 };

	if (in_footer(app, app_bindings) && i-- == 0)
		return app_bindings;
	for (size_t t = 0; t < ARRAY_LEN(tables); t++)
		for (const struct binding *b = tables[t]; b && b->run; b++)
			if (in_footer(app, b) && i-- == 0)
				return b;
	return NULL;
}

static int key_width(const struct binding *b)
{
	return text_width(b->name) + 1 + text_width(_(b->label));
}

/* The way back has its place, however many keys stand before it. */
static int way_back_width(struct app *app)
{
	const struct binding *b;

	for (int i = 0; (b = frame_binding(app, i)); i++)
		if (b->key == K_ESC)
			return key_width(b) + 2;
	return 0;
}

static void draw_footer(struct app *app, struct canvas *c)
{
	int x = 1, y = c->h - 1, kept = way_back_width(app);
	const struct binding *b;

	canvas_fill(c, 0, y, c->w, 1, STYLE_BAR, L' ');
	for (int i = 0; (b = frame_binding(app, i)); i++) {
		int w = key_width(b);

		if (b->key == K_ESC)
			kept = 0;
		if (x + w + kept > c->w - 1)
			continue;
		canvas_hot(c, x, y, w, 1, FRAME_HOT + i);
		x = canvas_text(c, x, y, STYLE_KEY, b->name) + 1;
		x = canvas_text(c, x, y, STYLE_BAR, _(b->label)) + 2;
	}
}

static void draw_note(struct app *app, struct canvas *c)
{
	static const enum style styles[] = {
		[NOTE_INFO] = STYLE_STRONG, [NOTE_GOOD] = STYLE_OK, [NOTE_BAD] = STYLE_ERROR,
	};
	int first = text_wrap_lines(app->note, c->w - 4);
	int rest = *app->note_next ? text_wrap_lines(app->note_next, c->w - 4) : 0;
	int y;

	if (!*app->note)
		return;
	first = first > 3 ? 3 : first;
	rest = rest > 3 ? 3 : rest;
	y = c->h - 1 - first - rest;
	canvas_fill(c, 0, y, c->w, first + rest, STYLE_TEXT, L' ');
	canvas_wrap(c, 2, y, c->w - 4, first, styles[app->note_kind], app->note);
	canvas_wrap(c, 2, y + first, c->w - 4, rest, STYLE_TEXT, app->note_next);
}

void frame_draw(struct app *app)
{
	struct canvas all = grid_canvas(&app->grid);

	draw_header(app, &all);
	if (has_rail(app) && all.w >= TALL_W) {
		struct canvas rail = canvas_part(&all, 2, 2, RAIL_W - 2, all.h - 4);

		flow_rail_tall(app, &rail);
	} else if (has_rail(app)) {
		struct canvas rail = canvas_part(&all, 2, 1, all.w - 3, 1);

		flow_rail(app, &rail);
	}
	draw_note(app, &all);
	draw_footer(app, &all);
}
