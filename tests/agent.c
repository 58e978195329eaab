#include "tests/agent.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <cmocka.h>

#include "api/codes.h"
#include "tests/side.h"

const struct person maria = {
	.phone = "+525521206703", .email = "maria.nunez@example.com", .first = "María",
	.middle = "Elena", .last = "Núñez", .last2 = "Peña", .born = "1987-02-28",
};

/* The rail's sign of the present step before this word; close to it where the
 * rail is narrow. */
static bool marked(const char *text, const char *word)
{
	static const char *const signs[] = { "▸ ", "▸", "> ", ">" };
	bool found = false;

	for (size_t i = 0; i < ARRAY_LEN(signs) && !found; i++) {
		char *both = xasprintf("%s%s", signs[i], word);

		found = strstr(text, both) != NULL;
		free(both);
	}
	return found;
}

static bool on_step(struct tw *w, const void *arg)
{
	const enum step *step = arg;
	char *text = w->cols >= 110 ? tw_text(w) : tw_line(w, 1);
	bool found = marked(text, step_word(*step));

	free(text);
	return found;
}

void agent_wait_step(struct tw *w, enum step step)
{
	tw_wait_state(w, on_step, &step, step_word(step));
}

/* Type into a field and go to the next. */
static void fill(struct tw *w, const char *text)
{
	tw_keys(w, text);
	tw_keys(w, "<Tab>");
}

void agent_look_up(struct tw *w, const char *phone_or_email)
{
	tw_wait_here(w, "F1", -1);
	tw_keys(w, phone_or_email);
	tw_keys(w, "\n");
}

void agent_type_registration(struct tw *w, const struct person *p)
{
	agent_wait_step(w, STEP_REGISTER);
	fill(w, p->first);
	fill(w, p->middle);
	fill(w, p->last);
	fill(w, p->last2);
	fill(w, p->born);
	fill(w, "<Right>");		/* gender */
	fill(w, "<Right>");		/* born in */
	fill(w, "");			/* phone: known already */
	fill(w, p->email);
	fill(w, "");			/* language */
	fill(w, "Av. Insurgentes Sur 1602");
	fill(w, "Crédito Constructor");
	fill(w, "Ciudad de México");
	fill(w, "03940");
	fill(w, "");			/* country: the shop's own */
	tw_keys(w, "<Right>");		/* state */
}

void agent_clear_registration(struct tw *w)
{
	agent_wait_step(w, STEP_REGISTER);
	for (int i = 0; i < 4; i++)
		fill(w, "<End><Ctrl-U>");
	tw_keys(w, "<BackTab><BackTab><BackTab><BackTab>");
}

void agent_register(struct tw *w, const struct person *p)
{
	agent_type_registration(w, p);
	tw_keys(w, "<F10>");
	agent_wait_step(w, STEP_LINK);
}

static bool is_copied(struct tw *w, const void *arg)
{
	(void)arg;
	return *w->clipboard;
}

static bool has_code_or_says_why(struct tw *w, const void *arg)
{
	char *link = tw_qr(w);
	bool has = link != NULL;

	(void)arg;
	free(link);
	return has ||
	       tw_has(w, _("The window is too small for the code. Make it larger, or use the "
			   "link below.")) ||
	       tw_has(w, _("The window is too small for the code. Make it larger, or pass on the "
			   "link below."));
}

void agent_wait_link(struct tw *w)
{
	tw_wait_state(w, has_code_or_says_why, NULL, "a code");
}

/* The link as Copy gives it, which is what the code says where one fits; new. */
static char *take_link(struct tw *w)
{
	char *code;

	agent_wait_link(w);
	w->clipboard[0] = '\0';
	tw_keys(w, "y");
	tw_wait_state(w, is_copied, NULL, "the link on the clipboard");
	code = tw_qr(w);
	if (code)
		assert_string_equal(code, w->clipboard);
	free(code);
	return xstrdup(w->clipboard);
}

void agent_scan_link(struct tw *w)
{
	char *link;
	long status;

	agent_wait_step(w, STEP_LINK);
	link = take_link(w);
	free(web(link, "button=finish", &status));
	assert_int_equal(status, 200);
	tw_wait_any(w, _("The customer is ready. F10 continues."),
		    _("Done: the customer can receive money."));
	free(link);
}

void agent_add_card(struct tw *w)
{
	agent_wait_step(w, STEP_METHOD);
	tw_wait_text(w, _("Card number typed here"));
	tw_keys(w, "c");
	tw_wait_text(w, _("Add"));
	fill(w, "4111111111111111");
	fill(w, "<Ctrl-U>1228");
	tw_keys(w, "123<F10>");
	tw_wait_text(w, _("Added. Enter takes it for this ask."));
	tw_wait_any(w, "···· 1111", ".... 1111");
}

void agent_add_clabe(struct tw *w)
{
	agent_wait_step(w, STEP_METHOD);
	tw_wait_text(w, _("Bank account (CLABE)"));
	tw_keys(w, "b");
	tw_wait_text(w, "CLABE ");
	tw_keys(w, "002320275621938816<Tab>");
	tw_wait_text(w, _("CLABE"));
	tw_keys(w, "<BackTab><Back>5<F10>");
	tw_wait_text(w, _("Added. Enter takes it for this ask."));
	tw_wait_any(w, "···· 8815", ".... 8815");
}

void agent_choose_method(struct tw *w)
{
	agent_wait_step(w, STEP_METHOD);
	tw_wait_any(w, "···· ", ".... ");
	tw_keys(w, "\n");
}

void agent_choose_payer(struct tw *w)
{
	agent_wait_step(w, STEP_PAYER);
	tw_wait_text(w, "+1");
	tw_keys(w, "\n");
}

void agent_home(struct tw *w)
{
	tw_keys(w, "<F2>");
	tw_wait_text(w, _("Phone or e-mail of the customer"));
}

void agent_add_payer(struct tw *w)
{
	agent_wait_step(w, STEP_PAYER);
	tw_keys(w, "<F2>");
	tw_wait_text(w, _("First name(s)"));
	fill(w, "Hugo");
	fill(w, "Tru");
	tw_keys(w, "+19165550149<F10>");
	tw_wait_text(w, _("Added. Enter takes this person as the payer."));
	tw_wait_any(w, "✓ Hugo Tru", "+ Hugo Tru");
}

/* In place of what stands in the field; "" leaves that. */
static void type_over(struct tw *w, const char *text)
{
	if (*text)
		tw_keys(w, "<Ctrl-U>");
	tw_keys(w, text);
}

void agent_quote(struct tw *w, const char *amount)
{
	agent_wait_step(w, STEP_QUOTE);
	type_over(w, amount);
	if (*amount)
		tw_keys(w, "\n");
	tw_wait_text(w, _("Arrives on"));
}

void agent_read_back(struct tw *w, const char *amount)
{
	agent_wait_step(w, STEP_ASK);
	tw_wait_text(w, _("How much shall be asked for?"));
	type_over(w, amount);
	tw_keys(w, "<F10>");
	tw_wait_text(w, _("Read this aloud to the customer"));
}

void agent_send(struct tw *w, const char *amount)
{
	tw_wait_text(w, _("To send, type the amount again"));
	tw_keys(w, amount);
	tw_keys(w, "<F10>");
	agent_wait_step(w, STEP_TRACK);
}

/* An hour passes at the sandbox that made this link. */
static void let_time_pass(const char *link)
{
	char *clock = xasprintf("%.*s/__sandbox/clock", (int)(strstr(link, "/l/") - link), link);

	free(web(clock, "{\"advance_ms\": 3600000}", NULL));
	free(clock);
}

static bool shows(struct tw *w, const void *arg)
{
	return tw_has(w, arg);
}

void agent_payer_pays(struct tw *w)
{
	char *link = take_link(w);
	long status;

	free(web(link, "button=pay", &status));
	assert_int_equal(status, 200);
	for (int i = 0; i < 20 && !tw_try(w, shows, codes_operation_word("Completed"), 200); i++) {
		let_time_pass(link);
		tw_keys(w, "<F5>");
	}
	tw_wait_text(w, codes_operation_word("Completed"));
	free(link);
}
