#include "tests/wallet_desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "api/lang.h"

void has(struct app *app, const char *text)
{
	char *now;

	if (desk_shows(app, text))
		return;
	now = desk_picture(app);
	fail_msg("“%s” is not there:\n%s", text, now);
}

void has_not(struct app *app, const char *text)
{
	assert_false(desk_shows(app, text));
}

void fault(struct desk *d, const char *spec)
{
	assert_true(faults_add(sandbox_faults(d->sandbox), spec, NULL));
}

void type(struct app *app, const char *keys)
{
	desk_type(app, keys);
	desk_settle(app);
}

void paste(struct app *app, const char *text)
{
	app_key(app, K_PASTE_BEGIN);
	for (; *text; text++)
		app_key(app, (tui_key)*text);
	app_key(app, K_PASTE_END);
}

/* What the service was asked last for an operation; borrowed, NULL: nothing. */
const struct exchange *last_of(const struct desk *d, const struct op *op)
{
	for (int i = 0; i < journal_count(d->journal); i++)
		if (journal_nth(d->journal, i)->op == op)
			return journal_nth(d->journal, i);
	return NULL;
}

void wallet_customer(struct desk *d)
{
	desk_customer(d, STEP_METHOD);
	journey_set(d->app.journey, "email", "maria@example.com");
}

/* The picture, in both languages. */
void assert_pictures(struct app *app, const char *name)
{
	char *es = xasprintf("%s-es", name);

	assert_screen(app, name);
	lang_set("es");
	assert_screen(app, es);
	lang_set("en");
	free(es);
}
