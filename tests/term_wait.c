/* What a test waits for on the screen. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/util.h"
#include "tests/term_world.h"

static bool has_text(struct tw *w, const void *arg)
{
	return tw_has(w, arg);
}

static bool lacks_text(struct tw *w, const void *arg)
{
	return !tw_has(w, arg);
}

void tw_wait_text(struct tw *w, const char *text)
{
	if (!tw_try(w, has_text, text, TW_PATIENCE))
		tw_fail(w, "waited in vain for \"%s\"", text);
}

void tw_wait_gone(struct tw *w, const char *text)
{
	if (!tw_try(w, lacks_text, text, TW_PATIENCE))
		tw_fail(w, "\"%s\" should have gone", text);
}

bool tw_sleeps(struct tw *w)
{
	char *path = xasprintf("/proc/%d/stat", (int)w->pid), line[256] = "", *state;
	FILE *f = fopen(path, "r");

	free(path);
	assert_non_null(f);
	if (!fgets(line, sizeof(line), f))
		line[0] = '\0';
	fclose(f);
	state = strrchr(line, ')');
	return state && state[1] && state[2] == 'S';
}

static bool is_asleep(struct tw *w, const void *arg)
{
	(void)arg;
	return tw_sleeps(w);
}

void tw_wait_asleep(struct tw *w)
{
	tw_wait_state(w, is_asleep, NULL, "it to sleep");
}

struct place {
	const char *text;
	int y;
};

static bool has_here(struct tw *w, const void *arg)
{
	const struct place *p = arg;
	char *line = tw_line(w, p->y < 0 ? w->rows + p->y : p->y);
	bool found = strstr(line, p->text) != NULL;

	free(line);
	return found;
}

void tw_wait_here(struct tw *w, const char *text, int y)
{
	struct place place = { .text = text, .y = y };

	if (!tw_try(w, has_here, &place, TW_PATIENCE))
		tw_fail(w, "waited in vain for \"%s\" on line %d", text, y);
}

static bool has_code(struct tw *w, const void *arg)
{
	char **text = *(char **const *)arg;

	*text = tw_qr(w);
	return *text != NULL;
}

char *tw_wait_qr(struct tw *w)
{
	char *text = NULL, **place = &text;

	if (!tw_try(w, has_code, &place, TW_PATIENCE))
		tw_fail(w, "waited in vain for a QR code");
	return text;
}

static bool has_either(struct tw *w, const void *arg)
{
	const char *const *texts = arg;

	return tw_has(w, texts[0]) || tw_has(w, texts[1]);
}

void tw_wait_any(struct tw *w, const char *one, const char *other)
{
	const char *texts[] = { one, other };

	if (!tw_try(w, has_either, texts, TW_PATIENCE))
		tw_fail(w, "waited in vain for \"%s\" or \"%s\"", one, other);
}
