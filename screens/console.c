#include "screens/console.h"

#include <stdio.h>

#include "screens/app.h"
#include "screens/purge.h"

static void recover(void *owner)
{
	struct app *app = owner;

	outbox_recover(app->outbox);
	switchboard_look(app);
	purge_by_itself(app);
}

static void listen_now(void *owner)
{
	session_listen(owner);
}

/* A key never waits longer for another console that is writing; what must be
 * written all the same is tried again by the loop. */
enum { PATIENCE_MS = 100 };

static void fill_app(struct app *app, struct session *s)
{
	app->config = &s->config;
	app->loop = s->loop;
	app->http = s->http;
	app->tokens = s->tokens;
	app->journal = s->journal;
	app->store = s->store;
	app->outbox = s->outbox;
	app->inbox = s->inbox;
	app->sandbox = s->sandbox;
	app->grid.ascii = s->config.ascii;
	theme_from_name(s->config.theme, &app->theme);
}

int console_run(struct session *s)
{
	struct app app;
	const char *why;
	bool restart;
	int w, h;

	session_open_inbox(s);		/* its secret may have to be asked for */
	if (!term_open(&why)) {
		fprintf(stderr, "remitty: %s\n", why);
		return 3;
	}
	die_hook = term_close;
	term_size(&w, &h);
	store_patience(s->store, PATIENCE_MS);
	app_init(&app, w, h);
	fill_app(&app, s);
	term_look(app.theme, s->config.mouse);
	app_push(&app, &home_screen, NULL);
	lock_begin(&app);
	loop_after(s->loop, 0, recover, &app);		/* behind the first frame */
	loop_after(s->loop, 0, listen_now, s);
	app_run(&app);
	restart = app.restart;
	app_release(&app);
	term_close();
	die_hook = NULL;
	return restart ? CONSOLE_RESTART : 0;
}
