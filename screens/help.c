/* Help for the screen below, made of the same table that its keys are. */

#include "screens/app.h"
#include "tui/text.h"

#define TEXT_W 64

struct help_state {
	struct screen screen;
	struct text text;
};

static struct help_state *state_of(const struct screen *screen)
{
	return (struct help_state *)screen;
}

/* A sentence under its key, in lines that begin below the key's label. */
static void add_sentence(struct str *s, const char *text, int w)
{
	const char *line;
	size_t bytes;

	while (text_wrap_next(&text, w - 8, &line, &bytes))
		str_addf(s, "        %.*s\n", (int)bytes, line);
}

static void add_keys(struct str *s, const struct binding *b, int w)
{
	for (; b && b->run; b++) {
		int pad = 8 - text_width(b->name);

		str_addf(s, "%s%*s%s", b->name, pad > 1 ? pad : 1, "", _(b->label));
		if (b->twin && b->twin < KEYS_BASE && b->twin > ' ')
			str_addf(s, _("   also %c"), (char)b->twin);
		str_add(s, "\n");
		if (b->help)
			add_sentence(s, _(b->help), w);
	}
}

static const struct screen *subject(const struct screen *screen)
{
	const struct screen *s = screen->below;

	while (s && s->ops->overlay && s->below)
		s = s->below;
	return s;
}

static void help_open(struct screen *screen, const void *arg)
{
	const struct screen *s = subject(screen);
	struct str text = { 0 };
	int w = screen->app->grid.w - 11;	/* the frame and the mark that there is more */

	(void)arg;
	if (w > TEXT_W)
		w = TEXT_W;
	str_addf(&text, "%s\n\n", _(s->ops->title));
	add_keys(&text, s->ops->bindings, w);
	str_addf(&text, "\n%s\n\n", _("Everywhere"));
	add_keys(&text, app_bindings, w);
	str_addf(&text, "\n%s\n",
		 _("Letters work where no field takes them. With the mouse on, hold "
		   "Shift to select text."));
	text_init(&state_of(screen)->text, text.s, w);
	str_release(&text);
}

static void help_close(struct screen *screen)
{
	text_release(&state_of(screen)->text);
}

static bool help_key(struct screen *screen, tui_key key)
{
	return text_key(&state_of(screen)->text, key);
}

static void help_draw(struct screen *screen, struct canvas *c)
{
	int w = c->w < 72 ? c->w : 72, x = (c->w - w) / 2;
	struct canvas in;

	canvas_box(c, x, 0, w, c->h, _("Help"));
	in = canvas_part(c, x + 3, 1, w - 6, c->h - 2);
	text_draw(&state_of(screen)->text, &in);
}

static void do_close(struct screen *screen)
{
	app_pop(screen->app);
}

static const struct binding bindings[] = {
	{ .key = K_ESC, .twin = 'q', .name = "Esc", .label = N_("Close"), .run = do_close,
	  .help = N_("Closes the help.") },
	{ 0 }
};

const struct screen_ops help_screen = {
	.name = "help", .title = N_("Help"), .size = sizeof(struct help_state), .overlay = true,
	.bindings = bindings, .open = help_open, .close = help_close, .key = help_key,
	.draw = help_draw,
};
