/*
 * While the lock is on, the loop draws it in place of the screens and gives it all
 * keys.  The screens stay as they are beneath: what ends meanwhile changes them, but
 * nothing of that is drawn, and the terminal is cleared once so that nothing of
 * before stays in it either.
 */

#include "screens/lock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/frame.h"
#include "screens/purge.h"
#include "screens/show.h"
#include "screens/unseal.h"
#include "screens/when.h"

enum { FIELD_W = 40 };

static const char key_idle[] = "lock_idle", key_after[] = "lock_after_ask";

/* ---- when ---- */

static void on_idle(void *owner)
{
	struct app *app = owner;
	struct lock *lock = &app->lock;
	long left = lock->key_at + (long)lock->idle_s * 1000 - now_ms();

	if (!lock->idle_s || lock->on || !lock->pin.set)
		return;
	if (left > 0)
		app_after(app, left, on_idle, app);
	else
		lock_now(app);
}

/* One deadline, which looks at the last key when it comes; keys do not move it. */
static void arm(struct app *app)
{
	if (!app->loop)
		return;
	loop_cancel(app->loop, on_idle, app);
	on_idle(app);
}

void lock_touched(struct app *app)
{
	app->lock.key_at = now_ms();
}

void lock_asked(struct app *app)
{
	app->lock.asked = true;
}

void lock_ask_left(struct app *app)
{
	struct lock *lock = &app->lock;

	if (lock->asked && lock->after_ask && !lock_why_not(app))
		lock_now(app);
	lock->asked = false;
}

static void load(struct app *app)
{
	char *idle = store_value(app->store, key_idle), *after = store_value(app->store, key_after);

	pin_load(app->store, &app->lock.pin);
	app->lock.idle_s = idle ? (int)strtol(idle, NULL, 10) : 0;
	app->lock.after_ask = str_eq(after, "1");
	free(idle);
	free(after);
}

void lock_set_idle(struct app *app, int seconds)
{
	char text[16];

	snprintf(text, sizeof(text), "%d", seconds);
	store_value_put(app->store, key_idle, text);
	app->lock.idle_s = seconds;
	arm(app);
}

void lock_set_after_ask(struct app *app, bool on)
{
	store_value_put(app->store, key_after, on ? "1" : "0");
	app->lock.after_ask = on;
}

/* ---- on and off ---- */

const char *lock_why_not(const struct app *app)
{
	return app->lock.pin.set ? NULL :
	       _("There is no PIN yet: it is set under Settings (F9)");
}

void lock_now(struct app *app)
{
	struct lock *lock = &app->lock;

	lock->store = store_is_locked(app->store);
	lock->on = true;
	lock->said[0] = '\0';
	input_release(&lock->typed);
	input_init(&lock->typed, "", true);
	lock->typed.max = 128;
	grid_clear(&app->grid);
	term_redraw();		/* what was there is cleared, not just written over */
	app->dirty = true;
}

static void on_free_again(void *owner)
{
	((struct app *)owner)->dirty = true;
}

static void open_up(struct app *app)
{
	struct lock *lock = &app->lock;
	bool store = lock->store;

	lock->on = false;
	lock->said[0] = '\0';
	input_set(&lock->typed, "");
	if (store) {		/* what could not be read before can be followed now */
		load(app);
		outbox_recover(app->outbox);
		purge_by_itself(app);
		if (app->top && app->top->ops->shown)
			app->top->ops->shown(app->top);
	}
	lock_touched(app);
	arm(app);
	app->dirty = true;
}

void lock_release(struct app *app)
{
	derive_cancel(app->lock.working);
	app->lock.working = NULL;
	input_release(&app->lock.typed);
	if (app->loop)
		loop_cancel(app->loop, on_idle, app);
}

/* ---- a try ---- */

static void say_err(struct lock *lock, const struct err *err)
{
	snprintf(lock->said, sizeof(lock->said), "%s %s", err->text, err->next);
}

static void say_wrong(struct app *app)
{
	struct lock *lock = &app->lock;
	int64_t wait = pin_wait(&lock->pin, wall_ms());
	char clock[16] = "";

	if (!wait) {
		text_put(lock->said, sizeof(lock->said), _("This is not the PIN. Try again."));
		return;
	}
	clock_seconds(wall_ms() + wait + 999, clock);
	snprintf(lock->said, sizeof(lock->said),
		 _("This is not the PIN. The next try is possible at %s."), clock);
	app_after(app, (long)wait, on_free_again, app);
}

/* The passphrase of the records opens both. */
static void try_passphrase(struct app *app, const unsigned char *key)
{
	struct lock *lock = &app->lock;
	struct err err = { 0 };

	if (lock->store && store_unlock(app->store, SEAL_PASSPHRASE, key, &err)) {
		open_up(app);
	} else if (!lock->store && store_key_fits(app->store, key)) {
		store_value_put(app->store, "pin_tries", NULL);
		open_up(app);
	} else if (lock->store) {
		say_err(lock, &err);
	} else {
		pin_try(app->store, &lock->pin, key, wall_ms());
		say_wrong(app);
	}
}

static void on_derived(void *owner, const unsigned char *key)
{
	struct app *app = owner;
	struct lock *lock = &app->lock;

	lock->working = NULL;
	app->dirty = true;
	if (!key)
		text_put(lock->said, sizeof(lock->said),
			 _("This computer has not the memory for it just now. Try again."));
	else if (lock->as_passphrase)
		try_passphrase(app, key);
	else if (pin_try(app->store, &lock->pin, key, wall_ms()))
		open_up(app);
	else
		say_wrong(app);
}

static void derive(struct app *app, const char *typed)
{
	struct lock *lock = &app->lock;
	struct seal_recipe recipe = lock->pin.recipe;

	lock->as_passphrase = lock->store || (!pin_fits(typed, NULL) &&
		store_seal_kind(app->store) == SEAL_PASSPHRASE);
	if (!lock->as_passphrase || store_recipe(app->store, &recipe))
		lock->working = derive_start(app->loop, &recipe, typed, on_derived, app);
	if (!lock->working)
		on_derived(app, NULL);
}

/* What the settings say opens it: at once, or as if it had been typed. */
static void try_settings(struct app *app)
{
	struct lock *lock = &app->lock;
	struct err err = { 0 };
	char *word;

	if (store_seal_kind(app->store) != SEAL_PASSPHRASE) {
		if (unseal(app->store, app->config, &err))
			open_up(app);
	} else if ((word = config_seal_word(app->config, &err))) {
		derive(app, word);
		secret_free(word);
	}
	if (err.kind != ERR_NONE)
		say_err(lock, &err);
}

static void try_it(struct app *app)
{
	struct lock *lock = &app->lock;
	char *typed;

	if (lock->store && store_seal_kind(app->store) != SEAL_PASSPHRASE) {
		try_settings(app);
		return;
	}
	if (lock->working || input_empty(&lock->typed))
		return;
	if (!lock->store) {
		pin_load(app->store, &lock->pin);	/* another console may have changed it */
		if (pin_wait(&lock->pin, wall_ms())) {
			say_wrong(app);
			input_set(&lock->typed, "");
			return;
		}
	}
	typed = input_value(&lock->typed);
	input_set(&lock->typed, "");
	derive(app, typed);
	secret_free(typed);
}

/* Where a passphrase is wished for it is asked for until there is one; elsewhere a
 * service of real people gets a word about it, once. */
static void offer_passphrase(struct app *app)
{
	static const char key[] = "seal_told";
	const struct config *config = app->config;
	char *told;

	if (store_seal_kind(app->store) != SEAL_FILE || config->seal_key_file ||
	    config->seal_key_command || app_read_only(app))
		return;
	if (str_eq(config->seal, "passphrase")) {
		app_push(app, &secret_screen, &(struct secret_arg){ .passphrase = true });
		return;
	}
	if (config->environment == ENV_SANDBOX || str_eq(config->seal, "keyfile"))
		return;
	told = store_value(app->store, key);
	if (!told)
		app_note(app, NOTE_INFO, "%s", _("Customers' data is sealed with a key file beside "
						 "the records. Settings (F9) take a passphrase "
						 "instead."));
	store_value_put(app->store, key, "1");
	free(told);
}

void lock_begin(struct app *app)
{
	bool store = store_is_locked(app->store);

	load(app);
	lock_touched(app);
	if (store || app->lock.pin.set)
		lock_now(app);
	else
		arm(app);
	if (store)
		try_settings(app);
	else
		offer_passphrase(app);
}

void lock_key(struct app *app, tui_key key)
{
	struct lock *lock = &app->lock;

	app->dirty = true;
	if (key == K_ENTER) {
		try_it(app);
	} else if (key == K_ESC) {
		input_set(&lock->typed, "");
	} else if (!lock->working && key != K_MOUSE && !app->pasting) {
		lock->said[0] = '\0';
		input_key(&lock->typed, key);
	}
}

/* ---- what is seen ---- */

static int count(struct app *app, enum ask_list list)
{
	enum { MOST = 100 };
	struct ask *asks = xcalloc(MOST, sizeof(*asks));
	int n = store_asks(app->store, &(struct ask_query){ .list = list }, asks, MOST);

	free(asks);
	return n;
}

static const char *why_locked(const struct app *app)
{
	if (app->lock.store && store_seal_kind(app->store) != SEAL_PASSPHRASE)
		return _("What these records hold of customers is sealed, and the key is missing. "
			 "Enter tries again. Asks under way are followed meanwhile.");
	return app->lock.store ? _("What these records hold of customers is sealed. The passphrase "
			       "opens it. Asks under way are followed meanwhile.") :
	       _("Asks under way are followed meanwhile, and nothing is lost.");
}

void lock_pin_changed(struct app *app)
{
	pin_load(app->store, &app->lock.pin);
	arm(app);
}

/* Of those that need somebody only how many there are. */
static int draw_counts(struct app *app, struct canvas *c, int y)
{
	int needing = count(app, ASKS_NEED_PERSON);

	if (!needing)
		return y;
	canvas_textf(c, 0, y, STYLE_WARN, "%s %s: %d", sign(c, "warn"), _("Asks that need you"),
		     needing);
	return y + 2;
}

static const char *forgotten(struct app *app)
{
	if (app->lock.store)
		return _("Forgotten? Leave with Ctrl-Q; “remitty seal anew” begins with empty "
			 "records of customers and keeps following asks.");
	if (store_seal_kind(app->store) == SEAL_PASSPHRASE)
		return _("Forgotten? The passphrase of the records opens this as well.");
	return _("Forgotten? Leave with Ctrl-Q; “remitty seal forget-pin” takes the PIN away.");
}

static void draw_bars(struct app *app, struct canvas *c)
{
	static const struct {
		const char *name, *label;
	} keys[] = { { "Enter", N_("Unlock") }, { "Ctrl-Q", N_("Quit") } };
	int x;

	canvas_fill(c, 0, 0, c->w, 1, STYLE_BAR, L' ');
	x = canvas_text(c, 1, 0, STYLE_BAR, "remitty") + 2;
	canvas_textf(c, x, 0, frame_environment_style(app), " %s ",
		     environment_word(app->config->environment));
	canvas_fill(c, 0, c->h - 1, c->w, 1, STYLE_BAR, L' ');
	x = 1;
	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		x = canvas_text(c, x, c->h - 1, STYLE_KEY, keys[i].name) + 1;
		x = canvas_text(c, x, c->h - 1, STYLE_BAR, _(keys[i].label)) + 2;
	}
}

void lock_draw(struct app *app)
{
	struct canvas all = grid_canvas(&app->grid), page = page_of(&all, 64), field;
	struct lock *lock = &app->lock;
	int y = all.h / 4;

	draw_bars(app, &all);
	canvas_text(&page, 2, y, STYLE_TITLE, _("Locked"));
	page = canvas_part(&page, 2, y + 2, page.w - 4, all.h - y - 4);
	y = canvas_wrap(&page, 0, 0, page.w, 4, STYLE_TEXT, why_locked(app)) + 1;
	y = draw_counts(app, &page, y);
	if (lock->store && store_seal_kind(app->store) != SEAL_PASSPHRASE) {
		canvas_wrap(&page, 0, y, page.w, 8, STYLE_ERROR, lock->said);
		return;
	}
	canvas_text(&page, 0, y, STYLE_LABEL, lock->store ? _("Passphrase") : _("PIN"));
	field = canvas_part(&page, 14, y, page.w - 14 < FIELD_W ? page.w - 14 : FIELD_W, 1);
	if (lock->working)
		show_waiting(&field, 0, 0, _("checking…"));
	else
		input_draw(&lock->typed, &field, true);
	canvas_wrap(&page, 0, y + 2, page.w, 4, STYLE_ERROR, lock->said);
	y += 3 + text_wrap_lines(lock->said, page.w);
	canvas_wrap(&page, 0, y, page.w, 3, STYLE_HINT, forgotten(app));
}
