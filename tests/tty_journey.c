/* The real program in a terminal, from a phone number to a paid ask. */

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <setjmp.h>
#include <cmocka.h>

#include "api/lang.h"
#include "api/util.h"
#include "tests/agent.h"

static void begin(struct tw *w, const char *lang)
{
	const char *const args[] = { "--lang", lang, NULL };

	lang_set(lang);
	tw_init(w);
	tw_start(w, 80, 24, args);
}

static void quit(struct tw *w)
{
	tw_keys(w, "<Ctrl-Q>");
	tw_ended(w, 0);
	tw_release(w);
}

/* She is registered by phone number with a date that does not exist; then mends it. */
static void register_with_mistake(struct tw *w)
{
	struct person p = maria;
	char *one = xasprintf(ngettext("%d field needs a look before this can be sent",
				       "%d fields need a look before this can be sent", 1), 1);

	p.born = "1987-02-30";
	agent_look_up(w, p.phone);
	agent_type_registration(w, &p);
	tw_wait_text(w, "1987-02-30");
	tw_keys(w, "<F10>");
	tw_wait_text(w, one);
	agent_wait_step(w, STEP_REGISTER);
	tw_keys(w, "<Back><Back>28<F10>");
	free(one);
}

static void new_customer(const char *lang)
{
	struct tw w;

	begin(&w, lang);
	register_with_mistake(&w);
	free(tw_wait_qr(&w));		/* a code there is, that a camera can read */
	agent_scan_link(&w);
	tw_keys(&w, "<F10>");
	agent_add_card(&w);
	tw_keys(&w, "\n");
	agent_add_payer(&w);
	tw_keys(&w, "\n");
	agent_quote(&w, "100");
	tw_keys(&w, "<F10>");
	agent_read_back(&w, "1734.56");
	agent_send(&w, "1,734.56");
	free(tw_wait_qr(&w));
	agent_payer_pays(&w);
	quit(&w);
}

static void returning_customer_with_clabe(void **state)
{
	struct tw w;

	(void)state;
	begin(&w, "en");
	agent_look_up(&w, "rosa.diaz@example.com");
	agent_add_clabe(&w);
	tw_keys(&w, "\n");
	agent_add_payer(&w);
	tw_keys(&w, "\n");
	agent_quote(&w, "50");
	tw_keys(&w, "<F10>");
	agent_read_back(&w, "800");
	agent_send(&w, "800");
	agent_payer_pays(&w);
	quit(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TW_BOTH(new_customer),
		cmocka_unit_test(returning_customer_with_clabe),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
