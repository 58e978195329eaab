/* The loop: draw what changed, then sleep until a key, an answer, a deadline
 * or a signal comes. */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "screens/capture.h"

enum { SAVE_AGAIN_MS = 4000 };

/* Written to by the signal handler, read by the loop. */
static int signal_pipe[2] = { -1, -1 };

static void on_signal(int sig)
{
	unsigned char byte = (unsigned char)sig;
	int keep = errno;
	ssize_t rc;

	if (sig != SIGWINCH && sig != SIGTSTP)
		term_hurry();
	rc = write(signal_pipe[1], &byte, 1);

	(void)rc;
	errno = keep;
}

static const int watched[] = { SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGTSTP };

/* before: what they did until now, for unwatch_signals(). */
static void watch_signals(struct sigaction before[static ARRAY_LEN(watched)])
{
	struct sigaction sa = { .sa_handler = on_signal, .sa_flags = SA_RESTART };

	if (pipe2(signal_pipe, O_NONBLOCK | O_CLOEXEC) < 0)
		die("%s", _("there is no pipe left for signals"));
	for (size_t i = 0; i < ARRAY_LEN(watched); i++)
		sigaction(watched[i], &sa, &before[i]);
}

/* The terminal is not given back yet: a signal from here on must still do that. */
static void unwatch_signals(const struct sigaction before[static ARRAY_LEN(watched)])
{
	for (size_t i = 0; i < ARRAY_LEN(watched); i++)
		sigaction(watched[i], &before[i], NULL);
	close(signal_pipe[0]);
	close(signal_pipe[1]);
}

static void take_size(struct app *app)
{
	int w, h;

	term_resize();
	term_size(&w, &h);
	if (w != app->grid.w || h != app->grid.h)
		app_resize(app, w, h);
	app->dirty = true;
}

static void on_signals(void *ctx)
{
	struct app *app = ctx;
	unsigned char sig;

	while (read(signal_pipe[0], &sig, 1) == 1) {
		if (sig == SIGWINCH) {
			take_size(app);
		} else if (sig == SIGTSTP) {
			capture_hold(app, true);
			term_suspend();
			capture_hold(app, false);
			take_size(app);
		} else {
			app->quit = true;
		}
	}
}

/* The keyboard, while it is not lent to the process into which a card is typed. */
struct keyboard {
	struct app *app;
	bool ours;
};

static void on_keys(void *ctx)
{
	struct app *app = ((struct keyboard *)ctx)->app;
	struct pollfd fd = { .fd = term_fd(), .events = POLLIN };
	tui_key key;

	while (!app->quit && !capture_reads(app) && term_key(&key)) {
		app->mouse = term_mouse();
		app_key(app, key);
		capture_watch(app);
	}
	/* A terminal that is gone reads as ready for ever and gives nothing. */
	if (poll(&fd, 1, 0) > 0 && fd.revents & (POLLHUP | POLLERR | POLLNVAL))
		app->quit = true;
}

static void share_keyboard(struct keyboard *k)
{
	struct loop_source keys = { .fd = term_fd(), .step = on_keys, .ctx = k };
	bool ours;

	capture_watch(k->app);
	ours = !capture_reads(k->app);
	if (ours && !k->ours)
		loop_add(k->app->loop, &keys);
	else if (!ours && k->ours)
		loop_forget(k->app->loop, k);
	k->ours = ours;
}

static void save_again(void *owner)
{
	((struct app *)owner)->unsaved = false;
}

/* Drafts go to disk after their keys are on the screen.  A disk that takes
 * nothing must not keep the keys from being read, so it is given a pause. */
static void save_journey(struct app *app)
{
	struct err err;

	if (!app->journey || app->unsaved || app->journey->row.elsewhere ||
	    journey_save(app->journey, app->store, &err))
		return;
	app_blame(app, &err);
	app->unsaved = true;
	app_after(app, SAVE_AGAIN_MS, save_again, app);
}

/* So do the calls that ended, once the picture is up to date. */
static void keep_calls(struct app *app)
{
	if (!app->dirty)
		store_calls_keep(app->store, app->journal, app->config->history);
}

/* What the header speaks of: it is out of date when that changed. */
struct header_state {
	int running;
	long at;
	unsigned faults;
};

static void watch_header(struct app *app, struct header_state *was)
{
	struct header_state now = { .running = http_running(app->http) };

	http_line(app->http, &now.at);
	if (was->at != now.at)
		switchboard_follow(app);
	now.faults = faults_of(app)->changes;
	if (was->running != now.running || was->at != now.at || was->faults != now.faults)
		app->dirty = true;
	*was = now;
}

void app_run(struct app *app)
{
	struct keyboard keyboard = { .app = app };
	struct loop_source signals = { .step = on_signals, .ctx = app };
	struct sigaction before[ARRAY_LEN(watched)];
	struct header_state header = { 0 };

	watch_signals(before);
	signals.fd = signal_pipe[0];
	share_keyboard(&keyboard);		/* keys typed before a resize count before it */
	loop_add(app->loop, &signals);
	outbox_on_change(app->outbox, app_tell, app);
	inbox_on_event(app->inbox, app_heard, app);
	while (!app->quit) {
		share_keyboard(&keyboard);
		if (app->dirty) {
			app_draw(app);
			term_show(&app->grid);
		}
		save_journey(app);
		keep_calls(app);
		if (!app->dirty)
			loop_turn(app->loop, -1);
		watch_header(app, &header);
	}
	outbox_on_change(app->outbox, NULL, NULL);
	inbox_on_event(app->inbox, NULL, NULL);
	loop_forget(app->loop, &keyboard);
	loop_forget(app->loop, app);
	unwatch_signals(before);
}
