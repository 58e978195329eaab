/* Field types of bank accounts, cards and their tokens.  No sentence about a
 * card repeats a digit of it. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "api/bank.h"
#include "api/text_type.h"

#define ACCOUNT_LEAST 6		/* digits of an account elsewhere (raas 10.5 [I]) */
#define ACCOUNT_MOST 34
#define CLABE_DIGITS 18
#define ABA_DIGITS 9
#define ACCOUNT_SHOWN 4		/* characters of an account number */

static json_t *digits_parse(const struct field *f, const char *text, struct err *err)
{
	(void)f;
	return text_type_without(text, " -", err);
}

static bool clabe_ok(const char *s, struct err *err)
{
	char digit;

	if (strlen(s) != CLABE_DIGITS)
		return err_set(err, ERR_INPUT, _("A CLABE has 18 digits; this has %zu"), strlen(s));
	digit = clabe_check_digit(s);
	if (s[CLABE_DIGITS - 1] == digit)
		return true;
	err_set(err, ERR_INPUT, _("The last digit should be %c"), digit);
	return err_next(err, _("One digit was misread: please read the number again."));
}

/* Where a sibling names the country, only the length is left to it. */
static bool clabe_check(const struct field *f, const json_t *value, struct err *err)
{
	const char *s = text_type_value(f, value, err);
	size_t n = s ? strlen(s) : 0;

	if (!s)
		return false;
	if (!is_digits(s))
		return err_set(err, ERR_INPUT, _("An account number has only digits"));
	if (!f->country_key || n == CLABE_DIGITS)
		return clabe_ok(s, err);
	return (n >= ACCOUNT_LEAST && n <= ACCOUNT_MOST) ||
	       err_set(err, ERR_INPUT, _("An account number has %d to %d digits; this has %zu"),
		       ACCOUNT_LEAST, ACCOUNT_MOST, n);
}

static bool clabe_check_in(const struct field *f, const json_t *value, const json_t *record,
			   struct err *err)
{
	const char *country = field_sibling(record, f->country_key);

	return (country && !str_eq(country, "MX")) || clabe_ok(json_string_value(value), err);
}

const struct field_type field_clabe = {
	.name = "CLABE", .json = "string", .pattern = "^[0-9]{6,34}$",
	.parse = digits_parse, .show = text_type_show, .check = clabe_check,
	.check_in = clabe_check_in,
};

/* ---- accounts in the USA ---- */

/* "···· 0412": all of an account number that anybody sees. */
static char *account_show(const struct field *f, const json_t *value)
{
	const char *s = json_string_value(value);
	size_t n = s ? strlen(s) : 0;
	bool plain = n > ACCOUNT_SHOWN;

	(void)f;
	for (size_t i = plain ? n - ACCOUNT_SHOWN : n; i < n; i++)
		plain = plain && isalnum((unsigned char)s[i]);
	return plain ? xasprintf("···· %s", s + n - ACCOUNT_SHOWN) : xstrdup("····");
}

/* Letters may be in it (omnumi 8.7). */
static bool account_check(const struct field *f, const json_t *value, struct err *err)
{
	const char *s = text_type_value(f, value, err);

	if (!s)
		return false;
	for (const char *p = s; *p; p++)
		if (!isalnum((unsigned char)*p))
			return err_set(err, ERR_INPUT,
				       _("An account number has only letters and digits"));
	return strlen(s) <= ACCOUNT_MOST ||
	       err_set(err, ERR_INPUT, _("This is too long for an account number"));
}

const struct field_type field_account = {
	.name = "account number", .json = "string", .parse = digits_parse, .show = account_show,
	.check = account_check, .typed = text_type_show, .redact = account_show,
};

/* The ninth digit makes 3, 7 and 1 times the digits a multiple of ten. */
static bool aba_check(const struct field *f, const json_t *value, struct err *err)
{
	static const int weights[] = { 3, 7, 1 };
	const char *s = text_type_value(f, value, err);
	int sum = 0;

	if (!s)
		return false;
	if (!is_digits(s) || strlen(s) != ABA_DIGITS)
		return err_set(err, ERR_INPUT, _("A routing number has 9 digits"));
	for (size_t i = 0; i < ABA_DIGITS; i++)
		sum += weights[i % ARRAY_LEN(weights)] * (s[i] - '0');
	if (sum % 10 == 0 && sum)
		return true;
	err_set(err, ERR_INPUT, _("One digit of the routing number was misread"));
	return err_next(err, _("Please read it again, three digits at a time."));
}

const struct field_type field_aba = {
	.name = "routing number", .json = "string", .pattern = "^[0-9]{9}$",
	.parse = digits_parse, .show = text_type_show, .check = aba_check,
};

/* ---- cards ---- */

static bool pan_check(const struct field *f, const json_t *value, struct err *err)
{
	const char *s = text_type_value(f, value, err), *network;
	int least, most, n = s ? (int)strlen(s) : 0;

	if (!s)
		return false;
	if (!is_digits(s))
		return err_set(err, ERR_INPUT, _("A card number has only digits"));
	network = card_network(s);
	card_lengths(network, &least, &most);
	if ((n < least || n > most) && least == most)
		return err_set(err, ERR_INPUT, _("A card number of %s has %d digits; this has %d"),
			       network, least, n);
	if (n < least || n > most)
		return err_set(err, ERR_INPUT, _("A card number has %d to %d digits; this has %d"),
			       least, most, n);
	if (luhn_ok(s))
		return true;
	err_set(err, ERR_INPUT, _("One digit of the card number was misread"));
	return err_next(err, _("Please read it again, four digits at a time."));
}

static char *secret_show(const struct field *f, const json_t *value)
{
	(void)f;
	return secret_mask(value);
}

const struct field_type field_pan = {
	.name = "card number", .json = "string", .pattern = "^[0-9]{12,19}$",
	.parse = digits_parse, .show = secret_show, .check = pan_check,
};

static bool cvv_check(const struct field *f, const json_t *value, struct err *err)
{
	const char *s = text_type_value(f, value, err);

	if (!s)
		return false;
	if (is_digits(s) && (strlen(s) == 3 || strlen(s) == 4))
		return true;
	err_set(err, ERR_INPUT, _("The security code has 3 or 4 digits"));
	return err_next(err, _("It stands on the back; on American Express on the front."));
}

const struct field_type field_cvv = {
	.name = "security code", .json = "string", .pattern = "^[0-9]{3,4}$",
	.parse = digits_parse, .show = secret_show, .check = cvv_check,
};

static bool no_token(struct err *err)
{
	err_set(err, ERR_INPUT, _("This is the number of a card, not its token"));
	return err_next(err, _("Use the typed card, which turns it into a token first."));
}

/* More digits in a row than the beginning of a card's number that may be spoken of. */
static bool token_refuses(const char *typed, struct err *err)
{
	enum { MOST = 6 };
	int digits = 0;

	typed += strspn(typed, " ");
	if (!strncasecmp(typed, "tok_", 4))
		return false;
	for (; *typed && digits <= MOST; typed++) {
		if (isdigit((unsigned char)*typed))
			digits++;
		else if (*typed != ' ' && *typed != '-')
			digits = 0;
	}
	if (digits <= MOST)
		return false;
	no_token(err);
	return true;
}

/* tok_ and word characters; last4: it ends in _ and four digits. */
static bool token_ok(const char *s, bool last4, struct err *err)
{
	size_t n = strlen(s);
	bool word = true;

	for (const char *p = s; *p; p++)
		word = word && (isalnum((unsigned char)*p) || *p == '_');
	if (word && !strncasecmp(s, "tok_", 4) && n > (last4 ? 9 : 4) &&
	    (!last4 || (s[n - 5] == '_' && is_digits(s + n - 4))))
		return true;
	if (n >= 12 && s[strspn(s, "0123456789 -")] == '\0')
		return no_token(err);
	return err_set(err, ERR_INPUT,
		       last4 ? _("A card token begins with tok_ and ends in _ and four digits")
			     : _("A token begins with tok_, letters and digits behind it"));
}

static bool card_token_check(const struct field *f, const json_t *value, struct err *err)
{
	const char *s = text_type_value(f, value, err);

	return s && token_ok(s, true, err);
}

static bool cvv_token_check(const struct field *f, const json_t *value, struct err *err)
{
	const char *s = text_type_value(f, value, err);

	return s && token_ok(s, false, err);
}

const struct field_type field_card_token = {
	.name = "card token", .json = "string",
	.pattern = "^[Tt][Oo][Kk]_[A-Za-z0-9_]+_[0-9]{4}$",
	.parse = text_type_parse, .show = secret_show, .check = card_token_check,
	.refuses = token_refuses,
};

const struct field_type field_cvv_token = {
	.name = "security code token", .json = "string",
	.pattern = "^[Tt][Oo][Kk]_[A-Za-z0-9_]+$",
	.parse = text_type_parse, .show = secret_show, .check = cvv_token_check,
	.refuses = token_refuses,
};
