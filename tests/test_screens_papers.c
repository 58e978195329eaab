/* At the desk of the wallet service: agreements are read to their end and proved by
 * reading them again, a consent is judged by its words. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "api/lang.h"
#include "screens/omni_papers.h"
#include "tests/wallet_desk.h"

#define ANA_ID "5f84a0c7-4b29-43f3-8d8e-63a5c8d4b1f9"
#define LUIS_ID "c02d249a-e720-4df8-b1b6-f016e2d351de"
#define ROSA_ID "cbf2f17a-d0d1-42da-a6cc-cb28f99484ea"

/* ---- (b) agreements ---- */

static const char *const typed[][2] = {
	{ "firstName", "María" }, { "lastName", "Núñez" }, { "dateOfBirth", "1987-06-24" },
	{ "taxCountry", "MX" }, { "email", "maria@example.com" },
	{ "phoneNumber.country", "MX" }, { "phoneNumber.number", "5521206703" },
	{ "phoneNumber.sms", "true" }, { "address.address1", "Calle 1" },
	{ "address.address2", "-" }, { "address.postalCode", "03940" },
	{ "address.city", "CDMX" }, { "address.state", "CMX" }, { "address.country", "MX" },
	{ "accountAddress", "0x874259c8e1d58ac53f6f22e3f3e5a5dc86773248" }, { "ip", "10.1.2.3" },
};

/* All but the tax number, which is typed each time, by way of her draft. */
static void to_papers(struct desk *d)
{
	struct app *app = &d->app;

	if (!app->journey)
		wallet_customer(d);
	for (size_t i = 0; i < ARRAY_LEN(typed); i++)
		journey_set_draft(app->journey, "omni.data", typed[i][0], typed[i][1]);
	app_push(app, &omni_papers_screen, NULL);
	desk_settle(app);
	has(app, "F4 asks for her data");
	type(app, "<F4>");
	type(app, "<Tab><Tab><Tab><Tab><Tab>122-22-2332<F10>");
	has(app, "3 agreements are still to be accepted");
}

static void read_on(struct app *app)
{
	for (int i = 0; i < 12 && desk_shows(app, "left to read"); i++)
		desk_type(app, "<PgDn>");
	app_draw(app);
}

static void an_agreement_is_accepted_at_its_end(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;
	const struct exchange *made;
	const json_t *sent;

	to_papers(d);
	made = last_of(d, &op_previewAgreement);
	sent = made->request;
	assert_string_equal(json_string_value(json_object_get(sent, "dateOfBirth")), "24-06-1987");
	assert_string_not_equal(json_string_value(json_object_get(sent, "taxIdNumber")),
				"122-22-2332");
	has(app, "USA PATRIOT Act notice");
	type(app, "<Enter><F10>");
	has(app, "read to its end");
	assert_null(last_of(d, &op_updatePreviewAgreement));
	read_on(app);
	has(app, "F10 only when she says yes");
	type(app, "<F10>");
	has(app, "accepted, and proved");
	has(app, "2 agreements are still to be accepted");
	assert_ptr_equal(journal_nth(d->journal, 0)->op, &op_getAgreement);
	assert_string_equal(journey_get(app->journey, "customerAccountId"), ROSA_ID);
}

static void a_jump_to_the_end_is_no_reading(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	wallet_customer(d);
	app_push(app, &omni_papers_screen, NULL);
	desk_settle(app);
	type(app, "<Enter>");
	app_draw(app);
	/* However fast: no line is left out. */
	type(app, "<End>");
	has(app, "It holds digital dollars");
	type(app, "<PgDn><PgDn><PgDn><PgDn>");
	has_not(app, "Rights that the law of the place");
	has(app, "left to read");
	type(app, "<Esc>");
	has_not(app, "✓");
	type(app, "<Enter>");
	app_draw(app);
	read_on(app);
	has(app, "Read to its end.");
	type(app, "<Esc>");
	has(app, "✓ Terms and conditions");
}

static void read_but_not_accepted_stays_so(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	to_papers(d);
	type(app, "<Enter>");
	read_on(app);
	type(app, "<Esc>");
	has(app, "read, not accepted yet");
	/* Left, and taken up again: what she read is not to be read twice. */
	type(app, "<Esc>");
	app_push(app, &omni_papers_screen, NULL);
	desk_settle(app);
	has(app, "read, not accepted yet");
	type(app, "<Down><Down><Enter>");
	has(app, "F10 only when she says yes");
	type(app, "<F10>");
	has(app, "accepted, and proved");
}

static void all_are_accepted_apart(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	to_papers(d);
	for (int i = 0; i < 3; i++) {
		type(app, "<Enter>");
		read_on(app);
		type(app, i < 2 ? "<F10><Down>" : "<F10>");
	}
	has(app, "All agreements are accepted");
	assert_non_null(last_of(d, &op_updateULPreviewAgreement));
	assert_pictures(app, "omni-papers-accepted");
}

static void a_refused_yes_is_told(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	to_papers(d);
	fault(d, "answer:updatePreviewAgreement:status=400:count=1");
	type(app, "<Enter>");
	read_on(app);
	type(app, "<F10>");
	has(app, "see below");
	has(app, "Could't Update agreement");
	has_not(app, "accepted, and proved");
	/* Cut off after it was carried out: reading again tells. */
	fault(d, "reset-after:updatePreviewAgreement:count=1");
	type(app, "<Enter><F10>");
	has(app, "accepted, and proved");
}

/* ---- what comes between ---- */

static void with_edits(const struct edit *edits, void (*run)(struct desk *))
{
	struct desk d;
	struct between between;

	desk_open_between(&d, "partner_full", &between, edits);
	run(&d);
	between_stop(&between);
	desk_close(&d);
}

static void accept_first(struct desk *d)
{
	to_papers(d);
	type(&d->app, "<Enter>");
	read_on(&d->app);
	type(&d->app, "<F10>");
}

static void expect_proof(struct desk *d)
{
	accept_first(d);
	has(&d->app, "accepted, and proved");
}

static void expect_no_proof(struct desk *d)
{
	accept_first(d);
	has(&d->app, "reading it again does not show it");
	has_not(&d->app, "accepted, and proved");
}

static void the_proof_is_what_is_read_again(void **state)
{
	static const struct edit put[] = {
		{ .path = "/omnumi/tenant/agreement/preview-agreement/", .key = "status",
		  .value = "\"PENDING\"" },
		{ .path = NULL }
	}, get[] = {
		{ .path = "/omnumi/tenant/agreement/get-agreement", .key = "status",
		  .value = "\"PENDING\"" },
		{ .path = NULL }
	};

	(void)state;
	with_edits(put, expect_proof);
	with_edits(get, expect_no_proof);
}

static void expect_harmless(struct desk *d)
{
	struct app *app = &d->app;

	to_papers(d);
	type(app, "<Enter>");
	has(app, "Mind [2Jthe fee (bank.example)");
	has_not(app, "alert");
	has_not(app, "<");
	has_not(app, "\033");
	has(app, "F10 only when she says yes");
}

static void hostile_markup_is_text(void **state)
{
	static const struct edit edits[] = {
		{ .path = "/omnumi/tenant/agreement/get-agreement", .key = "content",
		  .value = "\"<script>alert(1)</script><a href='https://bank.example/'>Mind \\u001b"
			   "[2Jthe\\u202e fee</a><img src=x "
			   "onerror=alert(2)><style>*{}</style>\"" },
		{ .path = NULL }
	};

	(void)state;
	with_edits(edits, expect_harmless);
}

/* ---- consent ---- */

static void open_consent(struct desk *d, const char *id)
{
	if (!d->app.journey)
		wallet_customer(d);
	journey_set(d->app.journey, "customerAccountId", id);
	app_push(&d->app, &omni_consent_screen, NULL);
	desk_settle(&d->app);
}

static void a_consent_is_judged_by_its_words(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	open_consent(d, ANA_ID);
	has(app, "Plaid Inc.");
	has(app, "v1.0.3");
	has(app, "The consent is in force.");
	type(app, "<Esc>");
	open_consent(d, LUIS_ID);
	has(app, "The consent is not valid: it does not count.");
	assert_pictures(app, "omni-consent-not-valid");
	type(app, "<Esc>");
	open_consent(d, ROSA_ID);
	has(app, "She has not given this consent.");
	/* Of somebody else nothing was said yet. */
	type(app, "<Back>");
	has_not(app, "She has not given");
	has(app, "F5 asks");
}

/* The first version knows no vendor and no wallet address there. */
static void an_older_version_is_asked_as_it_knows(void **state)
{
	struct desk *d = *state;
	const struct exchange *asked;

	free(d->config.omnumi_version);
	d->config.omnumi_version = xstrdup("3.1.0");
	open_consent(d, ANA_ID);
	has(&d->app, "The consent is in force.");
	has_not(&d->app, "Wallet address");
	asked = last_of(d, &op_getConsentStatus);
	assert_null(strstr(asked->url, "paymentPartner"));
	assert_non_null(strstr(asked->url, "subCategory=Deposits"));
	assert_null(strstr(last_of(d, &op_getConsentMessage)->url, "paymentPartner"));
}

static void expect_unclear(struct desk *d)
{
	open_consent(d, ANA_ID);
	has(&d->app, "The service says both yes and no: it does not count.");
	has_not(&d->app, "in force");
}

/* The vendor's own example has both answers in a list. */
static void a_list_of_both_answers_does_not_count(void **state)
{
	static const struct edit edits[] = {
		{ .path = "/omnumi/consent/consent-status", .key = "message",
		  .value = "[\"Consent is accepted\",\"Consent is not valid. Please accept the "
			   "consent\"]" },
		{ .path = NULL }
	};

	(void)state;
	with_edits(edits, expect_unclear);
}

static void both_answers_at_once_are_no_yes(void **state)
{
	static const struct {
		const char *body;
		bool yes;
	} cases[] = {
		{ "{\"message\":\"Consent is accepted\"}", true },
		{ "{\"message\":[\"Consent is accepted\"]}", true },
		{ "{\"message\":[\"Consent is accepted\",\"Consent is not valid. Please accept the "
		  "consent\"]}", false },
		{ "{\"message\":\"Consent is not valid. Please accept the consent\"}", false },
		{ "{\"message\":[]}", false }, { "{}", false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		json_t *body = json_loads(cases[i].body, 0, NULL);

		assert_int_equal(omni_consent_in_force(body), cases[i].yes);
		json_decref(body);
	}
}

/* ---- pictures ---- */

static void they_look_as_they_should(void **state)
{
	struct desk *d = *state;
	struct app *app = &d->app;

	to_papers(d);
	app->note[0] = '\0';
	assert_pictures(app, "omni-papers");
	type(app, "<Enter>");
	assert_pictures(app, "omni-reader");
	type(app, "<Esc><F4>");
	assert_pictures(app, "omni-data");
}

#define AT_DESK(test) cmocka_unit_test_setup_teardown(test, desk_begin, desk_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		AT_DESK(an_agreement_is_accepted_at_its_end),
		AT_DESK(a_jump_to_the_end_is_no_reading),
		AT_DESK(read_but_not_accepted_stays_so),
		AT_DESK(all_are_accepted_apart),
		AT_DESK(a_refused_yes_is_told),
		cmocka_unit_test(the_proof_is_what_is_read_again),
		cmocka_unit_test(hostile_markup_is_text),
		AT_DESK(a_consent_is_judged_by_its_words),
		AT_DESK(an_older_version_is_asked_as_it_knows),
		cmocka_unit_test(a_list_of_both_answers_does_not_count),
		cmocka_unit_test(both_answers_at_once_are_no_yes),
		AT_DESK(they_look_as_they_should),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
