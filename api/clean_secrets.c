/* Secrets in free text: at the beginning of each word it is looked whether one stands
 * there.  All that is kept or shown passes here, so most letters say no at once. */
#include "api/clean.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "api/bank.h"

#define REDACTED "[redacted]"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Asked of every byte there is: not by way of the locale. */
static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' ||
	       c == '-';
}

/* Bytes of a UUID at s, or 0. */
static size_t uuid_at(const char *s)
{
	static const char shape[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

	for (size_t i = 0; shape[i]; i++)
		if (shape[i] == '-' ? s[i] != '-' : !isxdigit((unsigned char)s[i]))
			return 0;
	return is_word(s[sizeof(shape) - 1]) ? 0 : sizeof(shape) - 1;
}

/* Bytes of something like a card number at s, the first digit of a run, or 0:
 * 13 to 19 digits, single blanks or dashes between them.  15 and 16 digits
 * count even with a wrong check digit: a card misread is nearly a card. */
static size_t card_at(const char *s)
{
	char digits[20] = "";
	size_t n = 0, i = 0;

	for (;; i++) {
		if ((s[i] == ' ' || s[i] == '-') && n && isdigit((unsigned char)s[i + 1]))
			continue;
		if (!isdigit((unsigned char)s[i]))
			break;
		if (n == 19)
			return 0;
		digits[n++] = s[i];
	}
	if (n < 13 || digits[0] < '2' || digits[0] > '6')
		return 0;
	return n == 15 || n == 16 || luhn_ok(digits) ? i : 0;
}

/* Does s begin so, in whatever letters?  The first one says no at once, mostly. */
static bool begins(const char *s, const char *name, size_t n)
{
	return tolower((unsigned char)*s) == *name && !strncasecmp(s, name, n);
}

/* A vault token: its ends stay, "tok_[redacted]_1111". */
static size_t token_at(const char *s, struct str *out)
{
	size_t len = 0;

	if (!begins(s, "tok_", 4))
		return 0;
	while (isalnum((unsigned char)s[len]) || s[len] == '_')
		len++;
	if (len < 8)
		return 0;
	str_addf(out, "%.4s" REDACTED, s);
	if (s[len - 5] == '_' && strspn(s + len - 4, "0123456789") >= 4)
		str_addn(out, s + len - 5, 5);
	return len;
}

/* What may stand between a name and its value, also where that is JSON within a text. */
#define GAP " \t:='\"\\"

/* Bytes of a card's security code with its name before it at s, or 0; *name: of
 * the name and what follows it. */
static size_t code_at(const char *s, size_t *name)
{
	static const char *const names[] = {
		"cvv2", "cvv", "cvc2", "cvc", "securitycode", "security_code", "security code",
		"seguridad",
	};

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		size_t n = strlen(names[i]), gap, digits;

		if (!begins(s, names[i], n))
			continue;
		gap = strspn(s + n, GAP);
		digits = strspn(s + n + gap, "0123456789");
		*name = n + gap;
		if (gap && (digits == 3 || digits == 4))
			return n + gap + digits;
	}
	return 0;
}

/* Bytes of a header's or key's name at s after which a secret stands, with the
 * marks between them: `api_key: `, `"apiKey":"`, `Bearer `. */
static size_t key_name_at(const char *s)
{
	static const char *const names[] = {
		"api_key", "api-key", "apikey", "authorization", "access-token", "access_token",
		"bearer",	/* the last: a blank alone may follow it */
	};

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		size_t n = strlen(names[i]), gap;

		if (!begins(s, names[i], n))
			continue;
		gap = strspn(s + n, GAP);
		if (strcspn(s + n, ":=") < gap || (gap && i == ARRAY_LEN(names) - 1))
			return n + gap;
	}
	return 0;
}

/* Length of the value after such a name; "Bearer abc" follows Authorization as one. */
static size_t key_value(const char *s)
{
	static const char ends[] = " \t\r\n'\",;&)}]\\";
	size_t len = strcspn(s, ends);

	if (!strncmp(s, REDACTED, sizeof(REDACTED) - 1))
		return sizeof(REDACTED) - 1;
	if (s[len] == ' ' && (!strncasecmp(s, "bearer", len) || !strncasecmp(s, "basic", len)))
		len += 1 + strcspn(s + len + 1, ends);
	return len;
}

/* Length of a JSON web token: three parts of base64, the first of which begins an
 * object; 0: it is none. */
static size_t jwt_at(const char *s)
{
	static const char base64[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=";
	size_t head = has_prefix(s, "eyJ") ? strspn(s, base64) : 0, body;

	if (!head || s[head] != '.')
		return 0;
	body = strspn(s + head + 1, base64);
	if (!body)
		return 0;
	head += 1 + body;
	return s[head] == '.' ? head + 1 + strspn(s + head + 1, base64) : head;
}

/* Copy what stands at the beginning of a word, masked when it is secret;
 * returns its bytes, or 0 when it is nothing special. */
static size_t special(const char *s, struct str *out)
{
	size_t n = uuid_at(s), name, value;

	if (n) {
		str_addn(out, s, n);
		return n;
	}
	n = token_at(s, out);
	if (n)
		return n;
	n = jwt_at(s);
	if (n) {
		str_add(out, REDACTED);
		return n;
	}
	n = code_at(s, &name);
	if (n) {
		str_addn(out, s, name);
		str_add(out, REDACTED);
		return n;
	}
	n = key_name_at(s);
	value = n ? key_value(s + n) : 0;
	if (!value)
		return 0;
	str_addn(out, s, n);
	str_add(out, REDACTED);
	return n + value;
}

char *clean_secrets(const char *s)
{
	struct str out = { 0 }, word = { 0 };
	char before = ' ';
	const char *plain;

	for (s = plain = s ? s : ""; *s;) {
		size_t n = is_word(before) || !is_word(*s) ? 0 : special(s, &word);

		if (!n && is_digit(*s) && !is_digit(before) && before != '+') {
			n = card_at(s);
			if (n)
				str_add(&word, REDACTED);
		}
		if (n) {
			str_addn(&out, plain, (size_t)(s - plain));
			str_addn(&out, word.s, word.len);
			word.len = 0;
			plain = s + n;
		}
		n = n ? n : 1;
		before = s[n - 1];
		s += n;
	}
	str_addn(&out, plain, (size_t)(s - plain));
	str_release(&word);
	return str_steal(&out);
}
