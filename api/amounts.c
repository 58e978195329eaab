/* Field types of numbers that are money, and of rates and links. */
#include <stdlib.h>
#include <string.h>

#include "api/link.h"
#include "api/money.h"
#include "api/text_type.h"

/* ---- money ---- */

static json_t *amount_parse(const struct field *f, const char *text, struct err *err)
{
	(void)f;
	return money_parse_json(text, err);
}

/* Whoever knows the currency shows money; here two decimals are the custom. */
static char *amount_show(const struct field *f, const json_t *value)
{
	struct money m;

	(void)f;
	return money_from_json(value, NULL, &m, NULL) ? money_text(&m) : rate_text(value);
}

/* Without its record only the size is judged; the currency decides on decimals. */
static bool fee_check(const struct field *f, const json_t *value, struct err *err)
{
	if (!json_is_number(value))
		return err_set(err, ERR_INPUT, _("%s must be a number"), _(f->label));
	if (json_number_value(value) < 0)
		return err_set(err, ERR_INPUT, _("An amount cannot be negative"));
	return json_number_value(value) <= MONEY_MAX / 100 ||
	       err_set(err, ERR_INPUT, _("This amount is too large to be true"));
}

static bool amount_check(const struct field *f, const json_t *value, struct err *err)
{
	if (!fee_check(f, value, err))
		return false;
	return json_number_value(value) > 0 ||
	       err_set(err, ERR_INPUT, _("The amount must be more than zero"));
}

static bool amount_check_in(const struct field *f, const json_t *value, const json_t *record,
			    struct err *err)
{
	struct money m;

	return money_from_json(value, field_sibling(record, f->currency_key), &m, err);
}

const struct field_type field_amount = {
	.name = "amount", .json = "number", .format = "double",
	.parse = amount_parse, .show = amount_show, .check = amount_check,
	.check_in = amount_check_in,
};

const struct field_type field_fee = {
	.name = "fee", .json = "number", .format = "double",
	.parse = amount_parse, .show = amount_show, .check = fee_check,
	.check_in = amount_check_in,
};

/* ---- money that also comes as text ---- */

static bool either_check(const struct field *f, const json_t *value, struct err *err)
{
	struct money m;

	(void)f;
	if (!money_from_wire(value, NULL, &m, err))
		return false;
	return m.minor > 0 || err_set(err, ERR_INPUT, _("The amount must be more than zero"));
}

static bool either_check_in(const struct field *f, const json_t *value, const json_t *record,
			    struct err *err)
{
	struct money m;

	return money_from_wire(value, field_sibling(record, f->currency_key), &m, err);
}

static char *either_show(const struct field *f, const json_t *value)
{
	struct money m;

	(void)f;
	return money_from_wire(value, NULL, &m, NULL) ? money_text(&m) : rate_text(value);
}

const struct field_type field_amount_either = {
	.name = "amount", .json = "number|string",
	.parse = amount_parse, .show = either_show, .check = either_check,
	.check_in = either_check_in,
};

/* ---- rates ---- */

static char *rate_show(const struct field *f, const json_t *value)
{
	(void)f;
	return rate_text(value);
}

static bool rate_check(const struct field *f, const json_t *value, struct err *err)
{
	if (!json_is_number(value))
		return err_set(err, ERR_INPUT, _("%s must be a number"), _(f->label));
	return json_number_value(value) >= 0 ||
	       err_set(err, ERR_INPUT, _("A rate cannot be negative"));
}

static json_t *rate_parse(const struct field *f, const char *text, struct err *err)
{
	json_t *v = json_loads(text, JSON_DECODE_ANY, NULL);

	(void)f;
	if (json_is_number(v))
		return v;
	json_decref(v);
	err_set(err, ERR_INPUT, _("A rate is a number with a point: 17.25"));
	return NULL;
}

const struct field_type field_rate = {
	.name = "rate", .json = "number", .format = "double",
	.parse = rate_parse, .show = rate_show, .check = rate_check,
};

/* ---- links ---- */

static bool link_check(const struct field *f, const json_t *value, struct err *err)
{
	const char *s = text_type_value(f, value, err);

	return s && link_shape(s, err);
}

const struct field_type field_link = {
	.name = "link", .json = "string", .format = "uri",
	.parse = text_type_parse, .show = text_type_show, .check = link_check,
};
