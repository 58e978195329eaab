/* Profile, language, theme, mouse, and who may look.  What is changed here works at once;
 * language and theme are remembered.  A profile is another service with other
 * keys, so it takes a new session. */

#include <stdlib.h>
#include <string.h>

#include "screens/show.h"
#include "tui/list.h"

enum {
	ROW_PROFILE, ROW_LANG, ROW_THEME, ROW_MOUSE, ROW_HISTORY,
	ROW_PIN, ROW_IDLE, ROW_AFTER, ROW_SEAL, ROWS,
	HOT_ROWS = 100, MAX_VALUES = 24
};

struct settings_state {
	struct screen screen;
	struct list list;
	int profile;			/* the one shown, not yet the one in use */
	int history;			/* as well: calls to be kept */
};

static struct settings_state *state_of(const struct screen *screen)
{
	return (struct settings_state *)screen;
}

static const struct {
	const char *key, *label, *help;
} rows[ROWS] = {
	[ROW_PROFILE] = { "profile", N_("Profile"),
			  N_("Which service and key. Changing it begins a new session; nothing "
			     "typed is lost.") },
	[ROW_LANG] = { "lang", N_("Language"),
		       N_("Of the screens. The customer's slip has its own.") },
	[ROW_THEME] = { "theme", N_("Theme"),
			N_("Colours; mono uses none. Codes stay black on white.") },
	[ROW_MOUSE] = { "mouse", N_("Mouse"),
			N_("While it is on, hold Shift to select text as usual.") },
	[ROW_HISTORY] = { "history", N_("Call history"),
			  N_("How many calls of this profile are kept on disk for the inspector, "
			     "without secrets. Left and right choose, Enter changes.") },
	[ROW_PIN] = { "pin", N_("PIN"),
		      N_("Four to eight digits that open the locked screen; Ctrl-X locks it. "
			 "Enter sets, changes or takes it away.") },
	[ROW_IDLE] = { "lock_idle", N_("Lock if idle"),
		       N_("After so long without a key the screen locks, when there is a PIN.") },
	[ROW_AFTER] = { "lock_after_ask", N_("Lock per ask"),
			N_("When an ask's page is left the screen locks, when there is a PIN.") },
	[ROW_SEAL] = { "seal", N_("Records’ key"),
		       N_("What customers' data on the disk is sealed with. Enter sets a "
			  "passphrase, which is then asked for at the start, or changes it.") },
};

/* The values a row can take; borrowed.  Returns how many. */
static int values_of(const struct app *app, int row, const char *values[static MAX_VALUES])
{
	int n = 0;

	if (row == ROW_PROFILE) {
		for (; n < MAX_VALUES && app->config->profiles && app->config->profiles[n]; n++)
			values[n] = app->config->profiles[n];
	} else if (row == ROW_LANG) {
		values[n++] = "en";
		values[n++] = "es";
	} else if (row == ROW_THEME) {
		values[n++] = "auto";
		for (int i = 0; i < THEME_COUNT; i++)
			values[n++] = theme_name((enum theme)i);
	} else if (row == ROW_MOUSE || row == ROW_AFTER) {
		values[n++] = "true";
		values[n++] = "false";
	}
	return n;
}

static const char *value_words(int row, const char *value)
{
	static const struct {
		int row;
		const char *value, *words;
	} words[] = {
		{ ROW_LANG, "en", "English" },
		{ ROW_LANG, "es", "Español" },
		{ ROW_THEME, "auto", N_("automatic") },
		{ ROW_THEME, "dark", N_("dark") },
		{ ROW_THEME, "light", N_("light") },
		{ ROW_THEME, "contrast", N_("strong contrast") },
		{ ROW_THEME, "mono", N_("without colour") },
		{ ROW_MOUSE, "true", N_("on") },
		{ ROW_MOUSE, "false", N_("off") },
		{ ROW_PIN, "set", N_("set") },
		{ ROW_PIN, "none", N_("none") },
		{ ROW_AFTER, "true", N_("on") },
		{ ROW_AFTER, "false", N_("off") },
		{ ROW_SEAL, "file", N_("a key file") },
		{ ROW_SEAL, "passphrase", N_("a passphrase") },
	};

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (words[i].row == row && str_eq(words[i].value, value))
			return row == ROW_LANG ? words[i].words : _(words[i].words);
	return value;
}

static const char *value_now(const struct app *app, int row)
{
	if (row == ROW_PROFILE)
		return app->config->profile;
	if (row == ROW_PIN)
		return app->lock.pin.set ? "set" : "none";
	if (row == ROW_AFTER)
		return app->lock.after_ask ? "true" : "false";
	if (row == ROW_SEAL)
		return store_seal_kind(app->store) == SEAL_PASSPHRASE ? "passphrase" : "file";
	if (row == ROW_LANG)
		return lang_get();
	if (row == ROW_THEME)
		return app->config->theme && *app->config->theme ? app->config->theme : "auto";
	return app->config->mouse ? "true" : "false";
}

static int index_of(const char *const *values, int n, const char *value)
{
	for (int i = 0; i < n; i++)
		if (str_eq(values[i], value))
			return i;
	return 0;
}

static void settings_open(struct screen *screen, const void *arg)
{
	struct settings_state *st = state_of(screen);
	const char *values[MAX_VALUES];
	int n = values_of(screen->app, ROW_PROFILE, values);

	(void)arg;
	list_set(&st->list, ROWS);
	st->profile = index_of(values, n, screen->app->config->profile);
	st->history = screen->app->config->history;
}

static void replace_text(char **text, const char *value)
{
	char *old = *text;

	*text = xstrdup(value);
	free(old);
}

static void apply(struct app *app, int row, const char *value)
{
	struct config *config = app->config;
	struct err err = { 0 };

	if (row == ROW_LANG) {
		replace_text(&config->lang, value);
		lang_set(value);
	} else if (row == ROW_THEME) {
		replace_text(&config->theme, value);
		theme_from_name(value, &app->theme);
	} else if (row == ROW_AFTER) {
		lock_set_after_ask(app, str_eq(value, "true"));
	} else {
		config->mouse = str_eq(value, "true");
	}
	term_look(app->theme, config->mouse);
	if (row != ROW_MOUSE && row != ROW_AFTER &&
	    !config_remember(config, rows[row].key, value, &err))
		app_blame(app, &err);
}

/* The next larger or smaller of some limits, round the end. */
static int other_of(const int *limits, int n, int now, int by)
{
	for (int i = 0; i < n; i++) {
		int at = by > 0 ? i : n - 1 - i;

		if (by > 0 ? limits[at] > now : limits[at] < now)
			return limits[at];
	}
	return limits[by > 0 ? 0 : n - 1];
}

static int other_limit(int now, int by)
{
	static const int limits[] = { 0, 500, 5000, 20000, 100000 };

	return other_of(limits, ARRAY_LEN(limits), now, by);
}

static int other_idle(int now, int by)
{
	static const int seconds[] = { 0, 60, 120, 300, 600, 900, 1800, 3600 };

	return other_of(seconds, ARRAY_LEN(seconds), now, by);
}

/* The value before or after the present one, round the end. */
static void turn(struct settings_state *st, int by)
{
	const char *values[MAX_VALUES];
	int row = st->list.at, n = values_of(st->screen.app, row, values), at;

	if (row == ROW_IDLE)
		lock_set_idle(st->screen.app, other_idle(st->screen.app->lock.idle_s, by));
	if (row == ROW_HISTORY)
		st->history = other_limit(st->history, by);
	if (!n)
		return;
	if (row == ROW_PROFILE) {
		st->profile = (st->profile + by + n) % n;
		return;
	}
	at = index_of(values, n, value_now(st->screen.app, row));
	apply(st->screen.app, row, values[(at + by + n) % n]);
}

static void switch_profile(struct screen *screen)
{
	struct app *app = screen->app;
	const char *values[MAX_VALUES];
	int n = values_of(app, ROW_PROFILE, values);
	struct err err = { 0 };

	if (state_of(screen)->profile >= n)
		return;
	if (!config_remember(app->config, "profile", values[state_of(screen)->profile], &err)) {
		app_blame(app, &err);
		return;
	}
	app->restart = true;
	app->quit = true;
}

static bool other_profile(const struct settings_state *st, const char **name)
{
	const char *values[MAX_VALUES];
	int n = values_of(st->screen.app, ROW_PROFILE, values);

	*name = st->profile < n ? values[st->profile] : "";
	return **name && !str_eq(*name, st->screen.app->config->profile);
}

/* What is over the limit goes at once, not with the next call. */
static void keep_history(struct screen *screen)
{
	struct app *app = screen->app;
	char *text = xasprintf("%d", state_of(screen)->history);
	struct err err = { 0 };

	app->config->history = state_of(screen)->history;
	if (!config_remember(app->config, rows[ROW_HISTORY].key, text, &err) ||
	    !store_calls_trim(app->store, app->config->history, &err))
		app_blame(app, &err);
	free(text);
}

static void change_history(struct screen *screen)
{
	int now = screen->app->config->history, then = state_of(screen)->history;
	char *text;

	if (then >= now) {
		keep_history(screen);
		return;
	}
	text = then ? xasprintf(_("Of the calls kept so far only the newest %d stay."), then) :
		xstrdup(_("From now on nothing of a call goes to the disk, and the calls kept so "
			  "far are deleted. The inspector shows those of each run while it "
			  "lasts."));
	app_push(screen->app, &dialog_screen,
		 &(struct dialog_arg){ .title = _("Keep fewer calls?"), .text = text,
				       .yes = _("Change"), .run = keep_history });
	free(text);
}

static void set_secret(struct screen *screen, bool passphrase)
{
	const char *why = app_read_only(screen->app);

	if (why)
		app_note(screen->app, NOTE_INFO, "%s", why);
	else
		app_push(screen->app, &secret_screen,
			 &(struct secret_arg){ .passphrase = passphrase });
}

static void do_change(struct screen *screen)
{
	struct settings_state *st = state_of(screen);
	const char *name;
	char *text;

	if (st->list.at == ROW_HISTORY) {
		change_history(screen);
		return;
	}
	if (st->list.at == ROW_PIN || st->list.at == ROW_SEAL) {
		set_secret(screen, st->list.at == ROW_SEAL);
		return;
	}
	if (st->list.at != ROW_PROFILE) {
		turn(st, 1);
		return;
	}
	if (!other_profile(st, &name)) {
		app_note(screen->app, NOTE_INFO, "%s",
			 _("This profile is in use. Left and right show the others; Enter changes "
			   "to one."));
		return;
	}
	text = xasprintf(
		_("The console begins again with the profile “%s”. The present journey is kept and "
		  "waits in its own profile."),
		name);
	app_push(screen->app, &dialog_screen,
		 &(struct dialog_arg){ .title = _("Change the profile?"),
				       .text = text,
				       .yes = _("Change"),
				       .run = switch_profile });
	free(text);
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static bool settings_key(struct screen *screen, tui_key key)
{
	struct settings_state *st = state_of(screen);

	if (key == K_LEFT || key == K_RIGHT || key == ' ') {
		turn(st, key == K_LEFT ? -1 : 1);
		return true;
	}
	return list_key(&st->list, key);
}

static void settings_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	struct settings_state *st = state_of(screen);

	(void)mouse;
	if (hot < HOT_ROWS || hot >= HOT_ROWS + ROWS)
		return;
	if (st->list.at == hot - HOT_ROWS)
		do_change(screen);
	st->list.at = hot - HOT_ROWS;
}

enum { FACTS = 4 };
static const char *const fact_labels[FACTS] = {
	N_("Environment"), N_("Service"), N_("Settings file"), N_("Kept in")
};

/* The values of the settings stand above those of the facts below them. */
static int value_column(void)
{
	int w = 0;

	for (int i = 0; i < FACTS; i++)
		if (text_width(_(fact_labels[i])) > w)
			w = text_width(_(fact_labels[i]));
	return 2 + w + 2;
}

static char *history_words(int limit)
{
	return limit ? xasprintf(_("the last %d calls"), limit) :
		       xstrdup(_("off: nothing of a call goes to the disk"));
}

static char *idle_words(int seconds)
{
	return seconds ? xasprintf(_("after %d min"), (seconds + 59) / 60) : xstrdup(_("off"));
}

static void draw_row(const void *ctx, int i, struct canvas *row)
{
	const struct settings_state *st = ctx;
	int x = value_column();
	const char *value = value_now(st->screen.app, i), *name;
	char *words = i == ROW_HISTORY ? history_words(st->history) :
		      i == ROW_IDLE ? idle_words(st->screen.app->lock.idle_s) : NULL;

	if (i == ROW_PROFILE && other_profile(st, &name))
		value = name;
	canvas_cut(row, 2, 0, x - 3, STYLE_LABEL, _(rows[i].label));
	canvas_cut(row, x, 0, row->w - x - 1, STYLE_TEXT, words ? words : value_words(i, value));
	free(words);
}

static const char *environment_words(enum environment environment)
{
	static const char *const words[] = {
		[ENV_SANDBOX] = N_("practice: a service inside the program, no real money"),
		[ENV_TEST] = N_("test: a real service, no real money"),
		[ENV_LIVE] = N_("live: real people, real money"),
	};

	return _(words[environment]);
}

static void settings_draw(struct screen *screen, struct canvas *c)
{
	struct settings_state *st = state_of(screen);
	const struct config *config = screen->app->config;
	struct canvas page = page_of(c, 76), list = canvas_part(&page, 0, 2, page.w, ROWS);
	struct fact facts[] = {
		{ _(fact_labels[0]), environment_words(config->environment), STYLE_TEXT },
		{ _(fact_labels[1]), config->base_url ? config->base_url : "", STYLE_TEXT },
		{ _(fact_labels[2]), config->config_file ? config->config_file : _("none"),
		  STYLE_TEXT },
		{ _(fact_labels[3]), config->state_dir ? config->state_dir : "", STYLE_TEXT },
	};

	canvas_text(&page, 0, 0, STYLE_TITLE, _("Settings"));
	list_draw(&st->list, &list, true, HOT_ROWS, draw_row, st);
	canvas_wrap(&page, 2, ROWS + 3, page.w - 2, 2, STYLE_HINT, _(rows[st->list.at].help));
	show_facts(&page, 2, ROWS + 6, facts, ARRAY_LEN(facts));
}

static const struct binding bindings[] = {
	{ .key = K_ENTER, .name = "Enter", .label = N_("Change"), .run = do_change,
	  .help = N_("Takes the next value; left and right go both ways.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops settings_screen = {
	.name = "settings",
	.title = N_("Settings"),
	.size = sizeof(struct settings_state),
	.bindings = bindings,
	.open = settings_open,
	.key = settings_key,
	.click = settings_click,
	.draw = settings_draw,
};
