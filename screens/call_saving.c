#include "screens/call_saving.h"

#include <stdlib.h>

#include "api/har.h"
#include "screens/call_actions.h"
#include "screens/cmd.h"

enum { SLICE_MS = 4 };

static void release(struct saving *saving)
{
	free(saving->calls);
	free(saving->path);
	*saving = (struct saving){ 0 };
}

/* An archive tells of the oldest first. */
bool saving_begin(struct saving *saving, struct app *app, const struct call_rows *rows)
{
	struct err err = { 0 };
	int n = rows_count(rows);

	saving->path = call_archive_path(app, "calls", &err);
	saving->har = saving->path ? har_open(saving->path, REMITTY_VERSION, &err) : NULL;
	if (!saving->har) {
		app_blame(app, &err);
		release(saving);
		return false;
	}
	saving->calls = xcalloc((size_t)n, sizeof(*saving->calls));
	for (int i = n - 1; i >= 0; i--)
		if (!rows_is_heading(rows, i))
			saving->calls[saving->n++] = rows_at(rows, i);
	return true;
}

static void finish(struct saving *saving, struct app *app)
{
	struct err err = { 0 };

	if (har_close(saving->har, true, &err))
		app_note(app, NOTE_GOOD, _("%d calls saved as an HTTP archive: %s"),
			 saving->saved, saving->path);
	else
		app_blame(app, &err);
	release(saving);
}

bool saving_step(struct saving *saving, struct app *app)
{
	long end = now_ms() + SLICE_MS;

	for (; saving->at < saving->n && now_ms() < end; saving->at++) {
		struct held_call held;

		if (call_hold(app->journal, app->store, &saving->calls[saving->at], &held) &&
		    held.x->done) {
			har_add(saving->har, held.x);
			saving->saved++;
		}
		call_let_go(&held);
	}
	app->dirty = true;
	if (saving->at < saving->n)
		return true;
	finish(saving, app);
	return false;
}

void saving_stop(struct saving *saving)
{
	if (saving->har)
		har_close(saving->har, false, NULL);
	release(saving);
}
