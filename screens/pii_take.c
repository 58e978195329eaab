/* Of somebody's personal data what tells who she is, for the customer in hand. */

#include "screens/pii.h"

#include <stdlib.h>
#include <strings.h>

#include "api/phone.h"

/* Her phone as it is kept; "" when it is none. */
static void phone_told(const struct app *app, const json_t *data, char e164[static 20])
{
	struct phone phone;

	e164[0] = '\0';
	if (phone_parse(word_of(data, "phone"), app->config->tenant_country,
			&phone, NULL))
		phone_same(phone.e164, e164);
}

static const char *space_told(const json_t *data)
{
	const json_t *spaces = json_object_get(data, "namespaces");

	return word_of(json_array_get(spaces, 0), "namespace");
}

/* Is the one in hand she of whom this tells? */
static bool is_in_hand(const struct app *app, const json_t *data, const char *e164)
{
	const char *account = omni_fact(app, "customerAccountId"), *phone;
	const char *email = word_of(data, "email");
	char same[20];

	if (*account)
		return !strcasecmp(account, word_of(data, "customerAccountId"));
	phone = omni_fact(app, "phone");
	phone_same(phone, same);
	return (*phone && str_eq(same, e164)) ||
	       (*email && !strcasecmp(email, omni_fact(app, "email")));
}

void pii_take(struct app *app, const json_t *data)
{
	const char *id = word_of(data, "customerAccountId");
	char *name = xasprintf("%s %s", word_of(data, "firstName"),
			       word_of(data, "lastName"));
	char e164[20];

	phone_told(app, data, e164);
	app_note(app, NOTE_GOOD, _("In hand with name, phone, e-mail and wallet: %s"), name);
	if (!is_in_hand(app, data, e164))
		omni_take(app, id, NULL);
	omni_learn(app, "customerAccountId", id);
	if (!*omni_fact(app, "namespace"))
		omni_learn(app, "namespace", space_told(data));
	omni_learn(app, "phone", e164);
	omni_learn(app, "email", word_of(data, "email"));
	if (!*omni_fact(app, "name"))
		omni_learn(app, "name", name);
	free(name);
}
