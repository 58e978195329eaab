/* Whose is it: the wallet that was typed may be of the customer in hand, or somebody
 * else's.  Only people can tell, so neither is done unasked. */

#include "screens/omni_own.h"

#include <stdlib.h>
#include <string.h>

struct whose_state {
	struct screen screen;
	char *text;
	struct sandbox_person practice;		/* wallet NULL: it was typed */
};

static struct whose_state *state_of(const struct screen *screen)
{
	return (struct whose_state *)screen;
}

static void whose_open(struct screen *screen, const void *arg)
{
	struct whose_state *st = state_of(screen);
	const struct whose_arg *whose = arg;

	st->text = xstrdup(whose->text);
	if (whose->practice)
		st->practice = *whose->practice;
}

static void whose_close(struct screen *screen)
{
	free(state_of(screen)->text);
}

/* Answered: the page where it was typed closes too. */
static void finish(struct screen *screen)
{
	struct whose_state *st = state_of(screen);
	struct app *app = screen->app;

	if (st->practice.wallet)
		omni_practise(app, &st->practice);
	app_pop(app);
	app_pop(app);
}

static void do_join(struct screen *screen)
{
	struct app *app = screen->app;

	omni_join(app, state_of(screen)->text);
	app_note(app, NOTE_GOOD, _("Kept together: %s. F6 among the journeys parts them again."),
		 omni_called(app));
	finish(screen);
}

static void do_other(struct screen *screen)
{
	omni_take(screen->app, state_of(screen)->text, NULL);
	finish(screen);
}

static void do_close(struct screen *screen)
{
	app_pop(screen->app);
}

static void whose_draw(struct screen *screen, struct canvas *c)
{
	const struct whose_state *st = state_of(screen);
	const char *what = st->practice.wallet ? st->practice.wallet->space : st->text;
	char *text = xasprintf(_("In hand: %s. Typed: %s. Is it of the same person?"),
			       omni_called(screen->app), what);
	int w = c->w < 66 ? c->w : 66, lines = text_wrap_lines(text, w - 6), h = lines + 8;
	int x = (c->w - w) / 2, y = (c->h - h) / 2;
	struct canvas in;

	canvas_box(c, x, y, w, h, _("Whose is it?"));
	in = canvas_part(c, x + 3, y + 2, w - 6, h - 3);
	canvas_wrap(&in, 0, 0, in.w, in.h, STYLE_TEXT, text);
	canvas_cut(&in, 0, lines + 1, in.w, STYLE_STRONG,
		   _("F10  The same person: keep both together"));
	canvas_cut(&in, 0, lines + 2, in.w, STYLE_STRONG,
		   _("F2   Somebody else: take that one instead"));
	canvas_cut(&in, 0, lines + 3, in.w, STYLE_STRONG, _("Esc  Leave it as it is"));
	free(text);
}

static const struct binding bindings[] = {
	{ .key = K_F10, .name = "F10", .label = N_("Same person"), .run = do_join,
	  .help = N_("What was typed is of the customer in hand, who is known by both.") },
	{ .key = K_F2, .name = "F2", .label = N_("Somebody else"), .run = do_other,
	  .help = N_("Takes whom it names in place of the customer in hand.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Leave it"), .run = do_close,
	  .help = N_("Goes back to what was typed; nothing is done.") },
	{ 0 }
};

const struct screen_ops omni_whose_screen = {
	.name = "whose", .title = N_("Whose is it?"), .size = sizeof(struct whose_state),
	.overlay = true, .bindings = bindings, .open = whose_open, .close = whose_close,
	.draw = whose_draw,
};
