#include "screens/person.h"

#include <stdlib.h>
#include <string.h>

#include "api/json_path.h"
#include "api/op.h"

/* Each fact and what forms call it, the first that is there. */
static const struct {
	const char *known, *rows[3];
} facts[] = {
	{ "firstName", { "firstName" } },
	{ "lastName", { "lastName" } },
	{ "emailAddresses.0", { "emailAddress", "email" } },
	{ "dob", { "dateOfBirth", "dob" } },
	{ "ssn", { "taxIdNumber" } },
	{ "addresses.address", { "address.address1" } },
	{ "addresses.city", { "address.city" } },
	{ "addresses.region", { "address.state" } },
	{ "addresses.postalCode", { "address.postalCode" } },
};

/* The row whose path is, or in a group ends in, this one; NULL. */
static const char *row_called(const struct form *form, const char *path)
{
	size_t n = strlen(path);

	for (int i = 0; i < form->n; i++) {
		const char *row = form->rows[i].path;
		size_t len = strlen(row);

		if (len == n ? str_eq(row, path)
			     : len > n && row[len - n - 1] == '.' && str_eq(row + len - n, path))
			return row;
	}
	return NULL;
}

bool person_is(const struct form *form)
{
	return row_called(form, "firstName") != NULL;
}

char *person_phone(const struct form *form)
{
	const char *row = row_called(form, "phoneNumber");

	return row ? form_get(form, row) : xstrdup("");
}

/* Nine digits as the form for a person's number wants them. */
static char *spelled(const char *known, const char *text)
{
	if (str_eq(known, "ssn") && strlen(text) == 9)
		return xasprintf("%.3s-%.2s-%s", text, text + 3, text + 5);
	return xstrdup(text);
}

void person_fill(struct form *form, const json_t *known)
{
	for (size_t i = 0; i < ARRAY_LEN(facts); i++) {
		const char *text = text_at(known, facts[i].known), *row = NULL;
		char *value;

		for (int k = 0; facts[i].rows[k] && !row; k++)
			row = row_called(form, facts[i].rows[k]);
		if (!text || !row)
			continue;
		value = spelled(facts[i].known, text);
		form_set(form, row, value);
		explicit_bzero(value, strlen(value));
		free(value);
	}
}

char *person_trust(const json_t *known)
{
	enum { HIGH = 800, FAIR = 400 };
	json_int_t score = json_integer_value(json_object_get(known, "trustScore"));
	const char *word = score >= HIGH ? _("high") : score >= FAIR ? _("fair") : _("low");

	if (!json_is_number(json_object_get(known, "trustScore")))
		return xstrdup(_("not told"));
	return xasprintf(_("%s: %lld (its scale is not documented; 1000 is the most seen)"), word,
			 (long long)score);
}
