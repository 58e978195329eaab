/* The disk refuses to keep what is typed: the console says so and goes on. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "api/lang.h"
#include "tests/agent.h"
#include "tests/store_place.h"

static void change(struct tw *w, const char *text)
{
	char *path = tw_path(w, "state/remitty/sandbox/remitty.db");
	struct place place = { .dir = "" };

	snprintf(place.path, sizeof(place.path), "%s", path);
	sql(&place, text);
	free(path);
}

static void a_full_disk_freezes_no_key_and_loses_nothing(void **state)
{
	struct tw w;

	(void)state;
	tw_init(&w);
	tw_start(&w, 80, 24, NULL);
	agent_look_up(&w, "+525512345678");
	agent_wait_step(&w, STEP_REGISTER);
	tw_wait_asleep(&w);
	change(&w, "CREATE TRIGGER full BEFORE UPDATE ON journeys BEGIN "
	       "SELECT RAISE(FAIL, 'full'); END;");
	tw_keys(&w, "Ev");
	tw_wait_text(&w, "could not be read or written");
	tw_wait_asleep(&w);
	tw_keys(&w, "angelina");
	tw_wait_text(&w, "Evangelina");
	tw_keys(&w, "<F2>");		/* going home would lose it */
	tw_wait_text(&w, "could not be read or written");
	agent_wait_step(&w, STEP_REGISTER);
	change(&w, "DROP TRIGGER full;");
	tw_keys(&w, "<Tab>");
	tw_wait_gone(&w, "could not be read or written");
	tw_keys(&w, "<F2>");
	tw_wait_text(&w, "UNFINISHED");
	tw_wait_text(&w, "Evangelina");
	tw_keys(&w, "<Ctrl-Q>");
	tw_ended(&w, 0);
	tw_release(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_full_disk_freezes_no_key_and_loses_nothing),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
