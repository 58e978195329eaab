#include "screens/sheet.h"

#include <stdlib.h>

struct sheet_state {
	struct screen screen;
	char *title, *text;
	struct form form;
	void (*run)(struct screen *, const json_t *);
};

static struct sheet_state *state_of(const struct screen *screen)
{
	return (struct sheet_state *)screen;
}

json_t *record_given(const json_t *record)
{
	json_t *given = json_object(), *value;
	const char *key;

	json_object_foreach((json_t *)record, key, value)
		if (!field_absent(value) && !(json_is_object(value) && !json_object_size(value)))
			json_object_set(given, key, value);
	return given;
}

static void sheet_open(struct screen *screen, const void *arg)
{
	struct sheet_state *st = state_of(screen);
	const struct sheet_arg *a = arg;

	st->title = xstrdup(a->title);
	st->text = xstrdup(a->text);
	st->run = a->run;
	form_init(&st->form, a->fields, a->only, a->prefill);
}

static void sheet_close(struct screen *screen)
{
	struct sheet_state *st = state_of(screen);

	form_release(&st->form);
	free(st->title);
	free(st->text);
}

static void do_yes(struct screen *screen)
{
	struct sheet_state *st = state_of(screen);
	void (*run)(struct screen *, const json_t *) = st->run;
	json_t *record = form_record(&st->form), *given;
	struct app *app = screen->app;

	if (!record)
		return;
	given = record_given(record);
	app_pop(app);
	run(app->top, given);
	json_decref(record);
	json_decref(given);
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static bool sheet_key(struct screen *screen, tui_key key)
{
	return form_key(&state_of(screen)->form, key);
}

static void sheet_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	(void)mouse;
	form_click(&state_of(screen)->form, hot);
}

static void sheet_draw(struct screen *screen, struct canvas *c)
{
	struct sheet_state *st = state_of(screen);
	int w = c->w < 76 ? c->w : 76, lines = text_wrap_lines(st->text, w - 6);
	int h = lines + st->form.n + 9, x = (c->w - w) / 2, y;
	struct canvas in, form;

	h = h < c->h ? h : c->h;
	y = (c->h - h) / 2;
	canvas_box(c, x, y, w, h, st->title);
	in = canvas_part(c, x + 3, y + 2, w - 6, h - 3);
	lines = canvas_wrap(&in, 0, 0, in.w, in.h, STYLE_TEXT, st->text);
	form = canvas_part(&in, 0, lines + (lines > 0), in.w, in.h - lines - 1);
	form_draw(&st->form, &form, false);
}

static const struct binding bindings[] = {
	{ .key = K_F10, .name = "F10", .label = N_("Do it"), .run = do_yes,
	  .help = N_("Does what the box says, with what was filled in.") },
	{ .key = K_ENTER, .name = "Enter", .label = N_("Do it"), .run = do_yes, .quiet = true },
	{ .key = K_ESC, .name = "Esc", .label = N_("Leave it"), .run = do_back,
	  .help = N_("Closes the box; nothing is done.") },
	{ 0 }
};

const struct screen_ops sheet_screen = {
	.name = "sheet", .title = N_("Question"), .size = sizeof(struct sheet_state),
	.overlay = true, .typing = true, .bindings = bindings, .open = sheet_open,
	.close = sheet_close, .key = sheet_key, .click = sheet_click, .draw = sheet_draw,
};
