/* A supervisor's word on an ask that was not found: who says it and why, which
 * is kept with the ask. */

#include <stdio.h>
#include <stdlib.h>

#include "screens/show.h"

struct close_state {
	struct screen screen;
	struct form form;
	const struct close_arg *arg;
};

static struct close_state *state_of(const struct screen *screen)
{
	return (struct close_state *)screen;
}

static const struct field fields[] = {
	{ .key = "who", .label = N_("Supervisor"), .type = &field_name, .required = true,
	  .max = 40, .example = "Rosa Vega",
	  .help = N_("Whoever answers for it; the name is kept with the ask") },
	{ .key = "why", .label = N_("Why"), .type = &field_text, .required = true, .max = 60,
	  .example = "The customer left", .help = N_("In a few words; kept with the ask") },
	{ .key = "entry", .label = N_("In the history"), .type = &field_text, .max = 66,
	  .example = "0x0396397d2a…", .help = N_("The transfer's number in the wallet's history, "
						 "where somebody saw it") },
	{ .key = NULL }
};

static void close_open(struct screen *screen, const void *arg)
{
	static const char *const brief[] = { "who", "why", NULL };
	struct close_state *st = state_of(screen);

	st->arg = arg;
	form_init(&st->form, fields, st->arg->entry ? NULL : brief, NULL);
}

static void close_close(struct screen *screen)
{
	form_release(&state_of(screen)->form);
}

static void do_yes(struct screen *screen)
{
	struct close_state *st = state_of(screen);
	void (*run)(struct screen *, const char *, const char *) = st->arg->run;
	json_t *record = form_record(&st->form);
	struct app *app = screen->app;
	char *closed;

	if (!record)
		return;
	closed = xasprintf("%s: %s", word_of(record, "who"), word_of(record, "why"));
	app_pop(app);
	run(app->top, closed, word_of(record, "entry"));
	json_decref(record);
	free(closed);
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static bool close_key(struct screen *screen, tui_key key)
{
	return form_key(&state_of(screen)->form, key);
}

static void close_click(struct screen *screen, int hot, const struct mouse *m)
{
	(void)m;
	form_click(&state_of(screen)->form, hot);
}

static void close_draw(struct screen *screen, struct canvas *c)
{
	struct close_state *st = state_of(screen);
	int w = c->w < 70 ? c->w : 70, lines = text_wrap_lines(_(st->arg->text), w - 6);
	int h = lines + st->form.n + 8, x = (c->w - w) / 2, y = c->h > h ? (c->h - h) / 2 : 0;
	struct canvas in, form;

	canvas_box(c, x, y, w, h, _(st->arg->title));
	in = canvas_part(c, x + 3, y + 2, w - 6, h - 3);
	canvas_wrap(&in, 0, 0, in.w, in.h, STYLE_TEXT, _(st->arg->text));
	form = canvas_part(&in, 0, lines + 1, in.w, in.h - lines - 1);
	form_draw(&st->form, &form, false);
}

static const struct binding bindings[] = {
	{ .key = K_F10, .name = "F10", .label = N_("Yes"), .run = do_yes,
	  .help = N_("Does what the box asks about.") },
	{ .key = K_ENTER, .name = "Enter", .label = N_("Yes"), .run = do_yes, .quiet = true },
	{ .key = K_ESC, .name = "Esc", .label = N_("Close"), .run = do_back,
	  .help = N_("Closes the box; nothing is done.") },
	{ 0 }
};

const struct screen_ops close_screen = {
	.name = "close",
	.title = N_("A supervisor's word"),
	.size = sizeof(struct close_state),
	.overlay = true,
	.typing = true,
	.bindings = bindings,
	.open = close_open,
	.close = close_close,
	.key = close_key,
	.click = close_click,
	.draw = close_draw,
};
