/* Where an event is passed on to: asked for, and remembered. */

#include <stdio.h>
#include <stdlib.h>

#include "screens/show.h"

#define REMEMBERED "webhook_forward"

struct forward_state {
	struct screen screen;
	struct form form;
	int64_t id;			/* of the event */
};

static const struct field fields[] = {
	{ .key = "url", .label = N_("Web address"), .type = &field_text, .required = true,
	  .example = "http://127.0.0.1:3000/hooks",
	  .help = N_("Of a program that takes webhooks: https, or http on this computer.") },
	{ .key = NULL }
};

static struct forward_state *state_of(const struct screen *screen)
{
	return (struct forward_state *)screen;
}

static void forward_open(struct screen *screen, const void *arg)
{
	struct forward_state *st = state_of(screen);
	const struct config *config = screen->app->config;
	char *before = store_value(screen->app->store, REMEMBERED);
	const char *url = before ? before : config->webhook_forward;
	json_t *prefill = json_pack("{s:s}", "url", url ? url : "");

	st->id = ((const struct event_arg *)arg)->id;
	form_init(&st->form, fields, NULL, prefill);
	json_decref(prefill);
	free(before);
}

static void forward_close(struct screen *screen)
{
	form_release(&state_of(screen)->form);
}

static void do_pass_on(struct screen *screen)
{
	struct forward_state *st = state_of(screen);
	struct app *app = screen->app;
	json_t *record = form_record(&st->form);
	struct err err = { 0 };
	const char *url = word_of(record, "url");

	if (!record)
		return;
	if (inbox_forward(app->inbox, st->id, url, &err)) {
		store_value_put(app->store, REMEMBERED, url);
		app_pop(app);
		app_note(app, NOTE_INFO, "%s", _("On its way. What became of it stands with it."));
	} else {
		snprintf(err.field, sizeof(err.field), "url");
		form_blame(&st->form, &err);
	}
	json_decref(record);
}

static void do_close(struct screen *screen)
{
	app_pop(screen->app);
}

static bool forward_key(struct screen *screen, tui_key key)
{
	return form_key(&state_of(screen)->form, key);
}

static void forward_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	(void)mouse;
	form_click(&state_of(screen)->form, hot);
}

static void forward_draw(struct screen *screen, struct canvas *c)
{
	struct forward_state *st = state_of(screen);
	struct canvas box = form_box(c, 11), form;

	canvas_box(&box, 0, 0, box.w, box.h, _("Pass the event on"));
	canvas_wrap(&box, 2, 1, box.w - 4, 3, STYLE_DIM,
		    _("It goes as it is kept: without names and phones, and signed anew with this "
		      "profile's secret."));
	form = canvas_part(&box, 2, 5, box.w - 4, box.h - 6);
	form_draw(&st->form, &form, false);
}

static const struct binding bindings[] = {
	{ .key = K_F10, .name = "F10", .label = N_("Pass on"), .run = do_pass_on,
	  .help = N_("Sends the event to this address, once.") },
	{ .key = K_ENTER, .name = "Enter", .label = N_("Pass on"), .run = do_pass_on,
	  .quiet = true },
	{ .key = K_ESC, .name = "Esc", .label = N_("Close"), .run = do_close,
	  .help = N_("Closes the form; nothing is sent.") },
	{ 0 }
};

const struct screen_ops forward_screen = {
	.name = "forward",
	.title = N_("Pass the event on"),
	.size = sizeof(struct forward_state),
	.overlay = true,
	.typing = true,
	.bindings = bindings,
	.open = forward_open,
	.close = forward_close,
	.key = forward_key,
	.click = forward_click,
	.draw = forward_draw,
};
