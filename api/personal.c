#include "api/personal.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "api/util.h"

#define HIDDEN "····"

enum { TAIL = 4, LEAST = 8, PHONE_DIGITS = 8 };

static size_t characters(const char *text)
{
	size_t n = 0;

	for (; *text; text++)
		n += ((unsigned char)*text & 0xc0) != 0x80;
	return n;
}

char *personal_tail(const char *text)
{
	size_t n = characters(text);

	if (n < LEAST)
		return xstrdup(*text ? HIDDEN : "");
	while (n > TAIL)
		n -= ((unsigned char)*++text & 0xc0) != 0x80;
	return xasprintf(HIDDEN " %s", text);
}

/* ---- in free text ---- */

static bool in_word(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* Bytes of one of the words at s, or 0. */
static size_t word_at(const char *s, const char *const *words, int n)
{
	for (int i = 0; i < n; i++) {
		size_t len;

		if (text_seek(s, words[i], &len) == s && !in_word(s[len]))
			return len;
	}
	return 0;
}

/* Bytes of "+52 55…" or, as an address spells it, "%2B5255…"; or 0. */
static size_t phone_at(const char *s)
{
	size_t start = *s == '+' ? 1 : !strncasecmp(s, "%2b", 3) ? 3 : 0, n = start, digits = 0;

	for (; start && (isdigit((unsigned char)s[n]) || s[n] == ' ' || s[n] == '-'); n++)
		digits += isdigit((unsigned char)s[n]) != 0;
	while (n > start && !isdigit((unsigned char)s[n - 1]))
		n--;
	return digits >= PHONE_DIGITS ? n : 0;
}

/* Bytes of an e-mail address at s, or 0. */
static size_t email_at(const char *s)
{
	static const char part[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				   "0123456789._+-";
	size_t n = strspn(s, part), host;
	size_t at = s[n] == '@' ? 1 : !strncmp(s + n, "%40", 3) ? 3 : 0;

	host = n && at ? strspn(s + n + at, part) : 0;
	return host ? n + at + host : 0;
}

static void add_tail(struct str *out, const char *s, size_t n)
{
	char *whole = xstrndup(s, n), *tail = personal_tail(whole);

	str_add(out, tail);
	free(whole);
	free(tail);
}

char *personal_text(const char *text, const char *const *words, int n)
{
	struct str out = { 0 };
	char before = ' ';

	while (*text) {
		bool begins = !in_word(before);
		size_t len = begins ? email_at(text) : 0;

		if (len || (len = phone_at(text)))
			add_tail(&out, text, len);
		else if (begins && (len = word_at(text, words, n)))
			str_add(&out, HIDDEN);
		else
			str_addn(&out, text, len = 1);
		before = text[len - 1];
		text += len;
	}
	return str_steal(&out);
}

/* ---- in JSON ---- */

static bool is_personal(const char *key)
{
	static const char *const parts[] = {
		"name", "phone", "mail", "birth", "dob", "address", "street", "city", "zip",
		"postal", "gender", "picture", "image", "curp", "ssn", "passport",
	};
	size_t len;

	for (size_t i = 0; i < ARRAY_LEN(parts); i++)
		if (text_seek(key, parts[i], &len))
			return true;
	return false;
}

static json_t *hide_all(const json_t *value);

static json_t *text_taken(char *text)
{
	json_t *json = json_string(text);

	free(text);
	return json;
}

json_t *personal_json(const json_t *value, const char *const *words, int n)
{
	json_t *copy, *item;
	const char *key;
	size_t i;

	if (json_is_string(value))
		return text_taken(personal_text(json_string_value(value), words, n));
	if (json_is_array(value)) {
		copy = json_array();
		json_array_foreach(value, i, item)
			json_array_append_new(copy, personal_json(item, words, n));
		return copy;
	}
	if (!json_is_object(value))
		return json_deep_copy(value);
	copy = json_object();
	json_object_foreach((json_t *)value, key, item)
		json_object_set_new(copy, key, is_personal(key) ? hide_all(item)
							       : personal_json(item, words, n));
	return copy;
}

/* What is in a group of such a name is the person's as well. */
static json_t *hide_all(const json_t *value)
{
	json_t *copy, *item;
	const char *key;
	size_t i;

	if (json_is_object(value)) {
		copy = json_object();
		json_object_foreach((json_t *)value, key, item)
			json_object_set_new(copy, key, hide_all(item));
		return copy;
	}
	if (json_is_array(value)) {
		copy = json_array();
		json_array_foreach(value, i, item)
			json_array_append_new(copy, hide_all(item));
		return copy;
	}
	if (json_is_string(value))
		return text_taken(personal_tail(json_string_value(value)));
	return json_is_number(value) ? json_string(HIDDEN) : json_deep_copy(value);
}
