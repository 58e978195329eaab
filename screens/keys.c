/* Keys that work on every screen. */

#include "screens/matrix.h"

#include <stdio.h>

/* Opening what already lies on top would only pile up. */
static bool is_open(const struct app *app, const struct screen_ops *ops)
{
	for (const struct screen *s = app->top; s; s = s->below)
		if (s->ops == ops)
			return true;
	return false;
}

static void open_once(struct screen *screen, const struct screen_ops *ops)
{
	if (!is_open(screen->app, ops))
		app_push(screen->app, ops, NULL);
}

static void do_help(struct screen *screen)
{
	open_once(screen, &help_screen);
}

static void do_palette(struct screen *screen)
{
	open_once(screen, &palette_screen);
}

static void do_inspector(struct screen *screen)
{
	open_once(screen, &inspector_screen);
}

static void do_settings(struct screen *screen)
{
	open_once(screen, &settings_screen);
}

static void do_matrix(struct screen *screen)
{
	open_once(screen, &matrix_screen);
}

static void do_faults(struct screen *screen)
{
	open_once(screen, &faults_screen);
}

static void do_events(struct screen *screen)
{
	open_once(screen, &events_screen);
}

static void do_operations(struct screen *screen)
{
	open_once(screen, &ops_screen);
}

static void do_home(struct screen *screen)
{
	app_home(screen->app);
}

static void do_redraw(struct screen *screen)
{
	term_redraw();
	screen->app->dirty = true;
}

/* What is being sent is waited for, unless it is said twice: then the next start
 * looks it up. */
static void do_quit(struct screen *screen)
{
	struct app *app = screen->app;
	bool again = app->leaving;

	app->leaving = true;
	if (again || !outbox_is_sending(app->outbox)) {
		app->quit = true;
		return;
	}
	app_note(app, NOTE_BAD, "%s", _("Something is just being sent. remitty closes as soon as "
					"the answer is here."));
	text_put(app->note_next, sizeof(app->note_next),
		 _("Ctrl-Q again leaves at once; what became of it is then looked up at the next "
		   "start."));
}

static void do_lock(struct screen *screen)
{
	lock_now(screen->app);
}

static const char *why_not_lock(const struct screen *screen)
{
	return lock_why_not(screen->app);
}

static void do_suspend(struct screen *screen)
{
	term_suspend();
	screen->app->dirty = true;
}

static const char *why_not_here(const struct screen *screen)
{
	return screen->ops->overlay ? _("Close what lies on top first: Esc") : NULL;
}

static const char *why_not_home(const struct screen *screen)
{
	return screen->below ? NULL : _("This is home");
}

const struct binding app_bindings[] = {
	{ .key = K_F1,
	  .twin = '?',
	  .name = "F1",
	  .label = N_("Help"),
	  .run = do_help,
	  .why_not = why_not_here,
	  .help = N_("What the keys of this screen do.") },
	{ .key = K_CTRL('P'),
	  .twin = ':',
	  .name = "Ctrl-P",
	  .label = N_("Palette"),
	  .run = do_palette,
	  .why_not = why_not_here,
	  .help = N_("Finds and runs any action by name.") },
	{ .key = K_F2,
	  .name = "F2",
	  .label = N_("Home"),
	  .run = do_home,
	  .why_not = why_not_home,
	  .quiet = true,
	  .help = N_("Back to the start; the journey is kept.") },
	{ .key = K_F6,
	  .name = "F6",
	  .label = N_("Matrix"),
	  .run = do_matrix,
	  .why_not = why_not_here,
	  .quiet = true,
	  .help = N_("Every documented answer of the service, to be run and compared, for QA.") },
	{ .key = K_F8,
	  .name = "F8",
	  .label = N_("Faults"),
	  .run = do_faults,
	  .why_not = why_not_here,
	  .quiet = true,
	  .help = N_("Makes the sandbox fail on purpose, for QA and for showing it.") },
	{ .key = K_F9,
	  .name = "F9",
	  .label = N_("Settings"),
	  .run = do_settings,
	  .why_not = why_not_here,
	  .quiet = true,
	  .help = N_("Profile, language, theme, mouse, call history, PIN and passphrase.") },
	{ .key = K_F11,
	  .name = "F11",
	  .label = N_("Operations"),
	  .run = do_operations,
	  .why_not = why_not_here,
	  .quiet = true,
	  .help = N_("Any operation of the service, for QA.") },
	{ .key = K_CTRL('N'),
	  .name = "Ctrl-N",
	  .label = N_("Events"),
	  .run = do_events,
	  .why_not = why_not_here,
	  .quiet = true,
	  .help = N_("What the service told by itself: webhooks, and whether they are genuine.") },
	{ .key = K_F12,
	  .name = "F12",
	  .label = N_("Inspector"),
	  .run = do_inspector,
	  .quiet = true,
	  .help = N_("What went over the wire, in this run and before.") },
	{ .key = K_CTRL('L'),
	  .name = "Ctrl-L",
	  .label = N_("Redraw"),
	  .run = do_redraw,
	  .quiet = true,
	  .help = N_("Draws the whole screen again.") },
	{ .key = K_CTRL('X'),
	  .name = "Ctrl-X",
	  .label = N_("Lock"),
	  .run = do_lock,
	  .why_not = why_not_lock,
	  .quiet = true,
	  .help = N_("Hides everything until the PIN is typed; asks are followed all the same.") },
	{ .key = K_CTRL('Z'),
	  .name = "Ctrl-Z",
	  .label = N_("Suspend"),
	  .run = do_suspend,
	  .quiet = true,
	  .help = N_("Back to the shell for a moment; `fg` returns.") },
	{ .key = K_CTRL('Q'),
	  .twin = K_CTRL('C'),
	  .name = "Ctrl-Q",
	  .label = N_("Quit"),
	  .run = do_quit,
	  .help = N_("Leaves remitty. Everything typed is kept for the next time.") },
	{ 0 }
};
