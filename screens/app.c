/* The stack of screens, the keys that reach them and the frame around them. */

#include "screens/omni.h"
#include "screens/app.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "screens/frame.h"
#include "screens/show.h"
#include "screens/matrix.h"

void app_init(struct app *app, int w, int h)
{
	*app = (struct app){ .dirty = true, .capture_program = "/proc/self/exe",
			     .capture_tty = STDIN_FILENO };
	app->look = lookalike_new();
	grid_init(&app->grid, w, h);
}

void app_release(struct app *app)
{
	lock_release(app);
	while (app->top)
		app_pop(app);
	if (app->http)
		http_cancel(app->http, app);
	switchboard_release(app);
	matrix_release(app);
	flow_let_go(app);
	omni_let_go(app);
	grid_release(&app->grid);
	lookalike_free(app->look);
}

void app_push(struct app *app, const struct screen_ops *ops, const void *arg)
{
	struct screen *screen = xcalloc(1, ops->size);

	screen->ops = ops;
	screen->app = app;
	screen->below = app->top;
	app->top = screen;
	app->dirty = true;
	if (ops->open)
		ops->open(screen, arg);
}

/* Take the top screen away without telling the one below. */
static void drop(struct app *app)
{
	struct screen *screen = app->top;
	const struct screen_ops *ops = screen->ops;

	if (app->http)
		http_cancel(app->http, screen);		/* its replies have nowhere to go */
	if (app->loop)
		loop_forget(app->loop, screen);
	app->top = screen->below;
	if (screen->ops->close)
		screen->ops->close(screen);
	free(screen);
	app->dirty = true;
	if (ops == &track_screen)
		lock_ask_left(app);
}

/* Later, because who closed the screen above may go on with the one below. */
static void go_on(void *owner)
{
	struct screen *screen = owner;
	void (*fn)(struct screen *) = screen->awaits;

	if (!fn || screen->app->top != screen)
		return;
	screen->awaits = NULL;
	fn(screen);
}

void app_when_top(struct screen *screen, void (*fn)(struct screen *))
{
	screen->awaits = fn;
	go_on(screen);
}

void app_pop(struct app *app)
{
	drop(app);
	if (app->top && app->top->ops->shown)
		app->top->ops->shown(app->top);
	if (app->top && app->top->awaits)
		app_after(app, 0, go_on, app->top);
}

void app_clear(struct app *app)
{
	while (app->top && app->top->below)
		drop(app);
}

void app_home(struct app *app)
{
	struct err err;

	/* What cannot be kept now is not thrown away either; what another console has
	 * gone on with is not ours to keep. */
	if (app->journey && !journey_save(app->journey, app->store, &err) &&
	    !app->journey->row.elsewhere) {
		app_blame(app, &err);
		return;
	}
	app_clear(app);
	flow_let_go(app);
	if (app->top && app->top->ops->shown)
		app->top->ops->shown(app->top);
}

void app_note(struct app *app, enum note_kind kind, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(app->note, sizeof(app->note), fmt, ap);
	va_end(ap);
	text_whole(app->note);
	app->note_kind = kind;
	app->note_next[0] = '\0';
	app->dirty = true;
}

void app_blame(struct app *app, const struct err *err)
{
	app_note(app, NOTE_BAD, *err->code ? "%s [%s]" : "%s", err->text, err->code);
	text_put(app->note_next, sizeof(app->note_next), err->next);
}

/* It was closed as never made, perhaps made anew, and now it is there. */
static void alarm_of(struct app *app, const struct ask *ask)
{
	char *amount = amount_words(ask);

	app_note(app, NOTE_BAD, _("Stop: an ask that was closed has appeared at the service after "
				  "all (%s, %s)."), amount, ask->customer);
	text_put(app->note_next, sizeof(app->note_next),
		 _("Send nothing more for this customer; open it on the home page, where it needs "
		   "you."));
	free(amount);
}

void app_tell(void *ctx, const struct ask *ask)
{
	struct app *app = ctx;

	for (struct screen *s = app->top; s; s = s->below)
		if (s->ops->asked)
			s->ops->asked(s, ask);
	if (ask_has_appeared(ask))
		alarm_of(app, ask);
	app->quit |= app->leaving && !outbox_is_sending(app->outbox);
	app->dirty = true;
}

void app_heard(void *ctx, const struct webhook_event *event)
{
	struct app *app = ctx;

	for (struct screen *s = app->top; s; s = s->below)
		if (s->ops->heard)
			s->ops->heard(s, event);
	app->dirty = true;
}

void app_after(struct app *app, long ms, loop_fn *fn, void *owner)
{
	loop_after(app->loop, ms, fn, owner);
}

const char *app_read_only(const struct app *app)
{
	return app->config && app->config->read_only
		? _("This console was started to look only (--read-only)") : NULL;
}

bool app_typing(const struct app *app)
{
	const struct screen *top = app->top;

	if (!top)
		return false;
	return top->ops->is_typing ? top->ops->is_typing(top) : top->ops->typing;
}

static const struct binding *find_binding(const struct binding *b, tui_key key, bool typing)
{
	for (; b && b->run; b++)
		if (b->key == key || (!typing && b->twin && b->twin == key))
			return b;
	return NULL;
}

void app_do(struct app *app, const struct binding *b)
{
	const char *why = b->why_not ? b->why_not(app->top) : NULL;

	if (why)
		app_note(app, NOTE_INFO, "%s", why);
	else
		b->run(app->top);
}

/* A click on the footer is its key; on anything else the screen knows. */
static void take_mouse(struct app *app)
{
	struct mouse m = app->mouse;
	struct screen *top = app->top;
	int hot = grid_hit(&app->grid, m.x, m.y);

	if (m.what == MOUSE_WHEEL_UP || m.what == MOUSE_WHEEL_DOWN) {
		if (top->ops->key)
			top->ops->key(top, m.what == MOUSE_WHEEL_UP ? K_UP : K_DOWN);
	} else if (hot >= FRAME_HOT) {
		const struct binding *b = frame_binding(app, hot - FRAME_HOT);

		if (b)
			app_do(app, b);
	} else if (hot >= 0 && top->ops->click) {
		top->ops->click(top, hot, &m);
	}
}

static bool is_quit(tui_key key)
{
	return key == K_CTRL('Q') || key == K_CTRL('C');
}

/* Leaving and drawing anew show nothing, so they work; all else is the lock's. */
static void key_while_locked(struct app *app, tui_key key)
{
	bool works = is_quit(key) || key == K_CTRL('L') || key == K_CTRL('Z');
	const struct binding *b = works ? find_binding(app_bindings, key, false) : NULL;

	if (b)
		b->run(app->top);
	else
		lock_key(app, key);
}

void app_key(struct app *app, tui_key key)
{
	struct screen *top = app->top;
	const struct binding *b;

	app->dirty = true;
	if (key == K_PASTE_BEGIN || key == K_PASTE_END) {
		app->pasting = key == K_PASTE_BEGIN;
		app->pastes += app->pasting;
		return;
	}
	if (app->pasting && (key == K_ENTER || key == K_TAB || key == '\n'))
		key = ' ';		/* a pasted line break confirms nothing */
	app->note[0] = '\0';
	app->leaving &= is_quit(key);
	if (frame_too_small(&app->grid))
		return;
	if (app->lock.on) {
		key_while_locked(app, key);
		return;
	}
	lock_touched(app);
	if (key == K_MOUSE) {
		take_mouse(app);
		return;
	}
	if (top->ops->key && top->ops->key(top, key))
		return;
	if (app->pasting)
		return;
	b = find_binding(top->ops->bindings, key, app_typing(app));
	if (!b)
		b = find_binding(app_bindings, key, app_typing(app));
	if (b)
		app_do(app, b);
}

/* The screens from the lowest that shows to the top one. */
static void draw_screens(struct screen *screen, struct app *app, struct canvas *body)
{
	if (screen->ops->overlay && screen->below) {
		draw_screens(screen->below, app, body);
		app->grid.cursor_x = app->grid.cursor_y = -1;
		app->grid.n_hots = 0;
	}
	screen->ops->draw(screen, body);
}

void app_draw(struct app *app)
{
	struct canvas body;

	grid_clear(&app->grid);
	app->dirty = false;
	if (frame_too_small(&app->grid)) {
		frame_draw_too_small(&app->grid);
		return;
	}
	if (app->lock.on) {
		lock_draw(app);
		return;
	}
	body = frame_body(app);
	draw_screens(app->top, app, &body);
	frame_draw(app);
}

void app_resize(struct app *app, int w, int h)
{
	bool ascii = app->grid.ascii;

	grid_release(&app->grid);
	grid_init(&app->grid, w, h);
	app->grid.ascii = ascii;
	app->dirty = true;
}
