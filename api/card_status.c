#include "api/card_status.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "api/text_type.h"

/* The codes of /cards/details, and the texts that were seen. */
static const struct {
	const char *word;
	enum card_state state;
	const char *words;
} states[] = {
	{ "1000", CARD_ACTIVE, N_("Works") },
	{ "1001", CARD_LIMITED, N_("The shop has to ask the issuer") },
	{ "1004", CARD_LIMITED, N_("Shops are told to keep the card") },
	{ "1005", CARD_BLOCKED, N_("Blocked: all payments are refused") },
	{ "1007", CARD_BLOCKED, N_("Blocked: all payments are refused") },
	{ "1008", CARD_LIMITED, N_("Works with an identity paper") },
	{ "1041", CARD_LOST, N_("Lost: shops keep it") },
	{ "1043", CARD_STOLEN, N_("Stolen: shops keep it") },
	{ "1054", CARD_EXPIRED, N_("Expired: it is reported") },
	{ "1062", CARD_BLOCKED, N_("Restricted") },
	{ "1140", CARD_LOST, N_("Lost: shops do not keep it") },
	{ "1143", CARD_STOLEN, N_("Stolen: shops do not keep it") },
	{ "1154", CARD_EXPIRED, N_("Expired: nobody is told") },
	{ "Active", CARD_ACTIVE, N_("Works") },
	{ "Temporary block", CARD_BLOCKED, N_("Blocked for a time") },
	{ "Lost", CARD_LOST, N_("Lost") },
	{ "Stolen", CARD_STOLEN, N_("Stolen") },
	{ "Expired", CARD_EXPIRED, N_("Expired") },
};

/* Its row, or -1; text is the status as it came. */
static int row_of(const char *text)
{
	for (size_t i = 0; i < ARRAY_LEN(states); i++)
		if (!strcasecmp(states[i].word, text))
			return (int)i;
	return -1;
}

static char *text_of(const json_t *status)
{
	if (json_is_string(status))
		return xstrdup(json_string_value(status));
	return json_is_integer(status) ? json_compact(status) : xstrdup("");
}

enum card_state card_state(const json_t *status)
{
	char *text = text_of(status);
	int row = row_of(text);

	free(text);
	return row < 0 ? CARD_UNKNOWN : states[row].state;
}

bool card_is_over(const json_t *status)
{
	return card_state(status) >= CARD_EXPIRED;
}

char *card_state_words(const json_t *status)
{
	char *text = text_of(status), *words;
	int row = row_of(text);

	if (row < 0)
		return text;
	words = is_digits(text) ? xasprintf("%s (%s)", _(states[row].words), text) :
		xstrdup(_(states[row].words));
	free(text);
	return words;
}

static char *status_show(const struct field *f, const json_t *value)
{
	(void)f;
	return card_state_words(value);
}

static char *status_typed(const struct field *f, const json_t *value)
{
	(void)f;
	return text_of(value);
}

static bool status_check(const struct field *f, const json_t *value, struct err *err)
{
	return json_is_string(value) || json_is_integer(value) ||
	       err_set(err, ERR_INPUT, _("%s must be text"), _(f->label));
}

const struct field_type field_card_status = {
	.name = "card status", .json = "any", .parse = text_type_parse, .show = status_show,
	.check = status_check, .typed = status_typed,
};
