/* The journeys of the start screen, each in its place. */

#include "screens/bank.h"
#include "screens/company.h"
#include "screens/omni.h"
#include "screens/omni_mail.h"
#include "screens/pii.h"
#include "screens/wallet.h"

const struct omni_journey *const omni_journeys[] = {
	/* a: an e-mail address by code */
	&omni_email,

	/* b: agreements and consents */
	&omni_papers,
	&omni_consent,

	/* c: onboarding a business */
	&company_journey,

	/* c2: identity by phone */
	&prove_journey,

	/* d: linking a bank, money in and out */
	&omni_banks,

	/* e: the wallet: login, balance, history */
	&omni_login,
	&omni_wallet,

	/* f: debit cards */
	&omni_cards,

	/* g: badges */
	&badges_journey,

	/* h: personal data and its history */
	&omni_pii,

	NULL
};

static const char *first_lack(const struct app *app, const struct omni_journey *journey,
			      char buf[static OMNI_WHY])
{
	for (const struct op *const *op = journey->ops; op && *op; op++)
		if (omni_lacks(app, *op, buf))
			return buf;
	return NULL;
}

const char *omni_journey_off(const struct app *app, const struct omni_journey *journey,
			     char buf[static OMNI_WHY])
{
	const char *why = omni_why_not(app);

	return why ? why : first_lack(app, journey, buf);
}
