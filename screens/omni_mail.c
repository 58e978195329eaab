#include "screens/omni_mail.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "api/phone.h"
#include "screens/omni.h"

/* ---- where it is kept ---- */

static bool is_same_phone(const char *a, const char *b)
{
	char one[20], two[20];

	if (!*a || !*b)
		return false;
	phone_same(a, one);
	phone_same(b, two);
	return str_eq(one, two);
}

/* Is the journey in hand that of the customer in hand? */
static bool is_hers(const struct app *app)
{
	const char *email = omni_fact(app, "email");

	return is_same_phone(fact_of(app, "phone"), omni_fact(app, "phone")) ||
	       (*email && !strcasecmp(fact_of(app, "email"), email));
}

/* A page of the first service's journey is open beneath: the customer in hand there
 * must not change under it. */
static bool is_open_beneath(const struct app *app)
{
	for (const struct screen *s = app->top; s; s = s->below)
		if (s->ops->journey)
			return true;
	return false;
}

bool mail_keeps(const struct app *app)
{
	return app->journey && (!omni_has_person(app) || is_hers(app));
}

static void set_fact(struct app *app, const char *key)
{
	if (*omni_fact(app, key) && !*fact_of(app, key))
		journey_set(app->journey, key, omni_fact(app, key));
}

void mail_take(struct app *app)
{
	static const char *const keys[] = {
		"phone", "email", "name", "customerAccountId", "accountAddress"
	};
	const char *phone, *email;
	struct journey j = { 0 };

	if (!omni_has_person(app))
		omni_follow_journey(app);
	phone = omni_fact(app, "phone");
	email = omni_fact(app, "email");
	if (!omni_has_person(app) || (!*phone && !*email))
		return;
	if (app->journey && !is_hers(app) && is_open_beneath(app))
		return;
	if (!app->journey || !is_hers(app)) {
		journey_begin(&j, app->store, *phone ? phone : email);
		flow_let_go(app);
		app->journey = xcalloc(1, sizeof(j));
		*app->journey = j;
	}
	for (size_t i = 0; i < ARRAY_LEN(keys); i++)
		set_fact(app, keys[i]);
	app->dirty = true;
}

bool mail_began(const struct app *app)
{
	return app->journey->row.step <= STEP_CUSTOMER && !*fact_of(app, "userToken") &&
	       (journey_json(app->journey, "omni") || journey_draft(app->journey, "omni.data"));
}

const json_t *mail_left(const struct app *app, const char *key)
{
	return mail_keeps(app) ? journey_json(app->journey, key) : NULL;
}

void mail_leave(struct app *app, const char *key, json_t *taken)
{
	if (mail_keeps(app))
		journey_set_json(app->journey, key, taken);
	else
		json_decref(taken);
}

const char *mail_known(const struct app *app, const char *const *names)
{
	static const char *const records[] = { "register", "profile" };

	const bool keeps = mail_keeps(app);

	for (; *names; names++) {
		if (*omni_fact(app, *names))
			return omni_fact(app, *names);
		if (keeps && *fact_of(app, *names))
			return fact_of(app, *names);
		for (size_t i = 0; keeps && i < ARRAY_LEN(records); i++) {
			const char *word = word_of(journey_json(app->journey, records[i]), *names);

			if (*word)
				return word;
		}
	}
	return "";
}

void mail_learn(struct app *app, const char *key, const char *value)
{
	if (!*value)
		return;
	omni_learn(app, key, value);
	if (mail_keeps(app))
		journey_set(app->journey, key, value);
}

void mail_part(struct app *app)
{
	static const char *const keys[] = { "customerAccountId", "accountAddress" };

	for (size_t i = 0; mail_keeps(app) && i < ARRAY_LEN(keys); i++)
		journey_set(app->journey, keys[i], "");
}

/* ---- the journeys ---- */

static const struct op *const email_ops[] = { &op_requestEmailOtp, &op_verifyEmailOtp, NULL };
static const struct op *const papers_ops[] = {
	&op_getTermsAndPrivacyAgreement, &op_previewAgreement, &op_updatePreviewAgreement,
	&op_previewULAgreement, &op_updateULPreviewAgreement, &op_getAgreement, NULL
};
static const struct op *const consent_ops[] = {
	&op_getConsentMessage, &op_getConsentStatus, NULL
};

const struct omni_journey omni_email = {
	.title = N_("E-mail by a code"),
	.summary = N_("The code that she reads aloud from her e-mail"),
	.needs = N_("Needs her e-mail, which she can read now."),
	.screen = &omni_email_screen, .ops = email_ops,
};

const struct omni_journey omni_papers = {
	.title = N_("Agreements"),
	.summary = N_("Terms, and agreements accepted one by one"),
	.needs = N_("Needs the customer in hand, her tax number and her wallet's address."),
	.screen = &omni_papers_screen, .ops = papers_ops,
};

const struct omni_journey omni_consent = {
	.title = N_("Consent"),
	.summary = N_("Whether a vendor may read her bank account"),
	.needs = N_("Needs her account's number or her wallet's address."),
	.screen = &omni_consent_screen, .ops = consent_ops,
};
