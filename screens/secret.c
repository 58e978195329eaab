/* A new PIN or passphrase: typed twice, after the one that is in use.  Each is
 * turned into a key by a child (api/derive.h), so this goes on in steps. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/config.h"
#include "screens/show.h"
#include "screens/unseal.h"

enum { F_NOW, F_NEW, F_AGAIN, FIELDS, HOT_FIELDS = 100 };

struct secret_state {
	struct screen screen;
	bool passphrase;
	bool has;			/* there is one, which has to be typed first */
	bool removing;
	struct input in[FIELDS];
	int at;
	struct derive *working;
	struct seal_recipe recipe;	/* of the new one */
	struct err err;
};

static struct secret_state *state_of(const struct screen *screen)
{
	return (struct secret_state *)screen;
}

static void secret_open(struct screen *screen, const void *arg)
{
	struct secret_state *st = state_of(screen);
	struct app *app = screen->app;

	st->passphrase = ((const struct secret_arg *)arg)->passphrase;
	pin_load(app->store, &app->lock.pin);
	st->has = st->passphrase ? store_seal_kind(app->store) == SEAL_PASSPHRASE :
		  app->lock.pin.set;
	st->at = st->has ? F_NOW : F_NEW;
	for (int i = 0; i < FIELDS; i++) {
		input_init(&st->in[i], "", true);
		st->in[i].max = st->passphrase ? 128 : PIN_MOST;
	}
}

static void secret_close(struct screen *screen)
{
	struct secret_state *st = state_of(screen);

	derive_cancel(st->working);
	for (int i = 0; i < FIELDS; i++)
		input_release(&st->in[i]);
}

/* ---- in steps ---- */

static void fail(struct secret_state *st, const char *why)
{
	for (int i = 0; i < FIELDS; i++)
		input_set(&st->in[i], "");
	st->at = st->has ? F_NOW : F_NEW;
	err_set(&st->err, ERR_INPUT, "%s", why);
	st->screen.app->dirty = true;
}

static void done(struct secret_state *st, bool ok, const char *said)
{
	struct app *app = st->screen.app;

	if (!ok) {
		app->dirty = true;
		return;
	}
	lock_pin_changed(app);
	app_pop(app);
	app_note(app, NOTE_GOOD, "%s", said);
}

static void start(struct secret_state *st, int field, const struct seal_recipe *recipe,
		  derive_fn *fn)
{
	char *typed = input_value(&st->in[field]);

	st->working = derive_start(st->screen.app->loop, recipe, typed, fn, st);
	secret_free(typed);
	if (!st->working)
		fn(st, NULL);
}

static bool reseal(struct app *app, struct secret_state *st, const unsigned char *key)
{
	bool ok = store_reseal(app->store, &st->recipe, key, &st->err);

	if (ok)
		unseal_drop_file(app->config);
	return ok;
}

static void on_new(void *owner, const unsigned char *key)
{
	struct secret_state *st = owner;
	struct app *app = st->screen.app;

	st->working = NULL;
	if (!key)
		fail(st, _("This computer has not the memory for it just now. Try again."));
	else if (st->passphrase)
		done(st, reseal(app, st, key), _("From now on the passphrase opens the records."));
	else
		done(st, pin_put(app->store, &st->recipe, key, &st->err),
		     _("The PIN is set. Ctrl-X locks the screen."));
}

static void go_on(struct secret_state *st)
{
	struct app *app = st->screen.app;

	if (st->removing) {
		done(st, pin_remove(app->store, &st->err), _("There is no PIN any longer."));
		return;
	}
	seal_recipe(&st->recipe, !st->passphrase);
	start(st, F_NEW, &st->recipe, on_new);
}

static bool is_right(struct secret_state *st, const unsigned char *key)
{
	struct app *app = st->screen.app;

	return st->passphrase ? store_key_fits(app->store, key) :
	       pin_try(app->store, &app->lock.pin, key, wall_ms());
}

static void on_now(void *owner, const unsigned char *key)
{
	struct secret_state *st = owner;

	st->working = NULL;
	if (!key)
		fail(st, _("This computer has not the memory for it just now. Try again."));
	else if (!is_right(st, key))
		fail(st, st->passphrase ? _("The present passphrase is another one.") :
		     _("The present PIN is another one."));
	else
		go_on(st);
}

static bool news_fit(struct secret_state *st)
{
	char *new = input_value(&st->in[F_NEW]), *again = input_value(&st->in[F_AGAIN]);
	bool ok = st->passphrase ? unseal_passphrase_fits(new, &st->err) : pin_fits(new, &st->err);

	if (ok && !str_eq(new, again))
		ok = err_set(&st->err, ERR_INPUT, _("The two are not the same. Type both again."));
	secret_free(new);
	secret_free(again);
	return ok;
}

static void check_present(struct secret_state *st)
{
	struct app *app = st->screen.app;
	struct seal_recipe recipe = app->lock.pin.recipe;

	if (!st->passphrase && pin_wait(&app->lock.pin, wall_ms()))
		fail(st, _("After several wrong ones the next try has to wait a little."));
	else if (st->passphrase && !store_recipe(app->store, &recipe))
		fail(st, _("The records cannot be read just now. Try again."));
	else
		start(st, F_NOW, &recipe, on_now);
}

static void do_save(struct screen *screen)
{
	struct secret_state *st = state_of(screen);

	st->err = (struct err){ 0 };
	if (st->working)
		return;
	if (!news_fit(st)) {		/* both are typed again; the present one stands */
		input_set(&st->in[F_NEW], "");
		input_set(&st->in[F_AGAIN], "");
		st->at = F_NEW;
		return;
	}
	st->removing = false;
	if (st->has)
		check_present(st);
	else
		go_on(st);
}

static void do_remove(struct screen *screen)
{
	struct secret_state *st = state_of(screen);

	st->err = (struct err){ 0 };
	if (st->working)
		return;
	st->removing = true;
	check_present(st);
}

static const char *why_not_remove(const struct screen *screen)
{
	struct secret_state *st = state_of(screen);

	return st->passphrase || !st->has ? _("There is nothing to take away") : NULL;
}

static void do_next(struct screen *screen)
{
	struct secret_state *st = state_of(screen);

	if (st->at == F_AGAIN)
		do_save(screen);
	else
		st->at++;
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

/* ---- on the screen ---- */

static bool secret_key(struct screen *screen, tui_key key)
{
	struct secret_state *st = state_of(screen);
	int first = st->has ? F_NOW : F_NEW, n = FIELDS - first;

	if (st->working)
		return key != K_ESC;
	if (key == K_TAB || key == K_DOWN)
		st->at = first + (st->at - first + 1) % n;
	else if (key == K_BACKTAB || key == K_UP)
		st->at = first + (st->at - first + n - 1) % n;
	else
		return input_key(&st->in[st->at], key);
	return true;
}

static void secret_click(struct screen *screen, int hot, const struct mouse *m)
{
	(void)m;
	if (hot >= HOT_FIELDS && hot < HOT_FIELDS + FIELDS)
		state_of(screen)->at = hot - HOT_FIELDS;
}

static const char *explained(const struct secret_state *st)
{
	if (st->passphrase)
		return _("It is asked for when remitty starts, and nobody can bring it back: "
			 "without it what the records hold of customers is lost. Asks stay "
			 "followed.");
	return _("Four to eight digits that open the locked screen. Ctrl-X locks it.");
}

static void secret_draw(struct screen *screen, struct canvas *c)
{
	struct secret_state *st = state_of(screen);
	const char *const labels[FIELDS] = {
		st->passphrase ? _("Present passphrase") : _("Present PIN"),
		st->passphrase ? _("New passphrase") : _("New PIN"), _("Once more"),
	};
	int w = c->w < 70 ? c->w : 70, lines = text_wrap_lines(explained(st), w - 6);
	int h = lines + 10, y = c->h > h ? (c->h - h) / 2 : 0;
	struct canvas in, field;

	canvas_box(c, (c->w - w) / 2, y, w, h,
		   st->passphrase ? _("Passphrase of the records") : _("PIN"));
	in = canvas_part(c, (c->w - w) / 2 + 3, y + 2, w - 6, h - 3);
	canvas_wrap(&in, 0, 0, in.w, lines, STYLE_TEXT, explained(st));
	y = lines + 1;
	for (int i = st->has ? F_NOW : F_NEW; i < FIELDS; i++, y++) {
		canvas_text(&in, 0, y, STYLE_LABEL, labels[i]);
		field = canvas_part(&in, 22, y, in.w - 22, 1);
		canvas_hot(&field, 0, 0, field.w, 1, HOT_FIELDS + i);
		input_draw(&st->in[i], &field, i == st->at && !st->working);
	}
	if (st->working)
		show_waiting(&in, 0, y + 1, _("checking…"));
	else
		canvas_wrap(&in, 0, y + 1, in.w, 2, STYLE_ERROR, st->err.text);
}

static const struct binding bindings[] = {
	{ .key = K_F10, .name = "F10", .label = N_("Save"), .run = do_save,
	  .help = N_("Sets what was typed twice.") },
	{ .key = K_ENTER, .name = "Enter", .label = N_("Next"), .run = do_next, .quiet = true },
	{ .key = K_F8, .name = "F8", .label = N_("Take the PIN away"), .run = do_remove,
	  .why_not = why_not_remove, .help = N_("After the present PIN; the screen is not locked "
						"any longer.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops secret_screen = {
	.name = "secret",
	.title = N_("PIN and passphrase"),
	.size = sizeof(struct secret_state),
	.overlay = true,
	.typing = true,
	.bindings = bindings,
	.open = secret_open,
	.close = secret_close,
	.key = secret_key,
	.click = secret_click,
	.draw = secret_draw,
};
