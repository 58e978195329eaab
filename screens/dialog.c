/* A question or a message that lies on top. */

#include <stdlib.h>

#include "screens/app.h"

struct dialog_state {
	struct screen screen;
	char *title, *text, *yes;
	void (*run)(struct screen *);
};

static struct dialog_state *state_of(const struct screen *screen)
{
	return (struct dialog_state *)screen;
}

static void dialog_open(struct screen *screen, const void *arg)
{
	struct dialog_state *st = state_of(screen);
	const struct dialog_arg *d = arg;

	st->title = xstrdup(d->title);
	st->text = xstrdup(d->text);
	st->yes = d->yes ? xstrdup(d->yes) : NULL;
	st->run = d->run;
}

static void dialog_close(struct screen *screen)
{
	struct dialog_state *st = state_of(screen);

	free(st->title);
	free(st->text);
	free(st->yes);
}

static void do_close(struct screen *screen)
{
	app_pop(screen->app);
}

static void do_yes(struct screen *screen)
{
	struct app *app = screen->app;
	void (*run)(struct screen *) = state_of(screen)->run;

	app_pop(app);
	if (run)
		run(app->top);
}

static const char *why_not_yes(const struct screen *screen)
{
	return state_of(screen)->yes ? NULL : _("There is nothing to confirm here");
}

static void dialog_draw(struct screen *screen, struct canvas *c)
{
	struct dialog_state *st = state_of(screen);
	int w = c->w < 62 ? c->w : 62, lines = text_wrap_lines(st->text, w - 6);
	int h = lines + (st->yes ? 6 : 4), x = (c->w - w) / 2, y = (c->h - h) / 2;
	struct canvas in;

	canvas_box(c, x, y, w, h, st->title);
	in = canvas_part(c, x + 3, y + 2, w - 6, h - 3);
	canvas_wrap(&in, 0, 0, in.w, in.h, STYLE_TEXT, st->text);
	if (st->yes)
		canvas_textf(&in, 0, lines + 1, STYLE_STRONG, _("F10 %s   Esc leave it"), st->yes);
}

static const struct binding bindings[] = {
	{ .key = K_F10, .name = "F10", .label = N_("Yes"), .run = do_yes, .why_not = why_not_yes,
	  .help = N_("Does what the box asks about.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Close"), .run = do_close,
	  .help = N_("Closes the box; nothing is done.") },
	{ 0 }
};

const struct screen_ops dialog_screen = {
	.name = "dialog",
	.title = N_("Question"),
	.size = sizeof(struct dialog_state),
	.overlay = true,
	.bindings = bindings,
	.open = dialog_open,
	.close = dialog_close,
	.draw = dialog_draw,
};
