/* Text is decoded character by character; what could move the cursor, reverse
 * the line, hide or pile up is left out before any screen, file or log. */
#include "api/clean.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "api/bank.h"

#define BROKEN 0xfffdu
#define DEPTH_MAX 64		/* of nested objects and arrays in an answer */
#define STRING_MAX 65536	/* characters of one string of an answer */
#define MARKS_MAX 2		/* combining marks on one character */

/* One character at s, not longer than s's NUL allows.  Returns its bytes;
 * anything that is not UTF-8 is one broken byte. */
static size_t decode(const unsigned char *s, uint32_t *c)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t len = s[0] < 0x80 ? 1 : s[0] < 0xc2 ? 0 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3
		   : s[0] < 0xf5 ? 4 : 0;

	*c = BROKEN;
	if (len == 0)
		return 1;
	if (len == 1) {
		*c = s[0];
		return 1;
	}
	uint32_t v = s[0] & (0x7fu >> len);

	for (size_t i = 1; i < len; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 1;
		v = v << 6 | (s[i] & 0x3f);
	}
	if (v < least[len] || v > 0x10ffff || (v >= 0xd800 && v <= 0xdfff))
		return 1;
	*c = v;
	return len;
}

struct range {
	uint32_t first, last;
};

static bool in_ranges(const struct range *r, size_t n, uint32_t c)
{
	for (size_t i = 0; i < n; i++)
		if (c >= r[i].first && c <= r[i].last)
			return true;
	return false;
}

/* Characters that take no room, change direction or look like nothing. */
static bool is_hidden(uint32_t c)
{
	static const struct range hidden[] = {
		{ 0x00, 0x1f }, { 0x7f, 0x9f }, { 0xad, 0xad }, { 0x34f, 0x34f }, { 0x61c, 0x61c },
		{ 0x115f, 0x1160 }, { 0x17b4, 0x17b5 }, { 0x180b, 0x180f }, { 0x200b, 0x200f },
		{ 0x202a, 0x202e }, { 0x2060, 0x206f }, { 0x3164, 0x3164 }, { 0xfe00, 0xfe0f },
		{ 0xfeff, 0xfeff }, { 0xffa0, 0xffa0 }, { 0xfff0, 0xfffb }, { 0xe0000, 0xe0fff },
	};

	return in_ranges(hidden, ARRAY_LEN(hidden), c);
}

static bool is_blank(uint32_t c)
{
	return c == '\t' || c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* Blocks that hold combining marks alone; wcwidth knows the others where the
 * locale is UTF-8. */
static bool is_mark(uint32_t c)
{
	static const struct range marks[] = {
		{ 0x300, 0x36f }, { 0x483, 0x489 }, { 0x591, 0x5bd }, { 0x610, 0x61a },
		{ 0x64b, 0x65f }, { 0x1ab0, 0x1aff }, { 0x1dc0, 0x1dff }, { 0x20d0, 0x20ff },
		{ 0xfe20, 0xfe2f },
	};

	return in_ranges(marks, ARRAY_LEN(marks), c) || (c >= 0x300 && wcwidth((wchar_t)c) == 0);
}

char *clean_text(const char *s, size_t max)
{
	const unsigned char *p = (const unsigned char *)(s ? s : "");
	struct str out = { 0 };
	size_t marks = MARKS_MAX;	/* a first mark would sit on what stands before */

	for (size_t n = 0; *p && n < max;) {
		uint32_t c;
		size_t len = decode(p, &c);
		const char *bytes = (const char *)p;

		p += len;
		if (is_blank(c)) {
			bytes = " ";
			len = 1;
		} else if (is_hidden(c)) {
			continue;
		} else if (c == BROKEN || (c & 0xfffe) == 0xfffe) {
			bytes = "\xef\xbf\xbd";
			len = 3;
		}
		marks = is_mark(c) ? marks + 1 : 0;
		if (marks > MARKS_MAX)
			continue;
		str_addn(&out, bytes, len);
		n++;
	}
	return str_steal(&out);
}

/* ---- JSON ---- */

static bool is_clean(const char *s)
{
	char *clean;
	bool same;

	for (const char *p = s;; p++) {
		if (!*p && (size_t)(p - s) <= STRING_MAX)
			return true;
		if ((unsigned char)*p < ' ' || (unsigned char)*p > '~')
			break;
	}
	clean = clean_text(s, STRING_MAX);
	same = str_eq(s, clean);
	free(clean);
	return same;
}

/* Give the object clean keys.  Where two become the same, the one that was
 * clean from the start wins. */
static void clean_keys(json_t *object)
{
	json_t *copy = NULL, *v;
	const char *key;

	json_object_foreach(object, key, v)
		if (!copy && !is_clean(key))
			copy = json_object();
	if (!copy)
		return;
	json_object_foreach(object, key, v) {
		char *clean = clean_text(key, STRING_MAX);

		if (str_eq(key, clean) || !json_object_get(copy, clean))
			json_object_set_nocheck(copy, clean, v);
		free(clean);
	}
	json_object_clear(object);
	json_object_update(object, copy);
	json_decref(copy);
}

void clean_json(json_t *v)
{
	const char *key;
	json_t *item;
	size_t i;

	if (json_is_string(v) && !is_clean(json_string_value(v))) {
		char *clean = clean_text(json_string_value(v), STRING_MAX);

		json_string_set_nocheck(v, clean);
		free(clean);
	} else if (json_is_array(v)) {
		json_array_foreach(v, i, item)
			clean_json(item);
	} else if (json_is_object(v)) {
		clean_keys(v);
		json_object_foreach(v, key, item)
			clean_json(item);
	}
}

/* Does it nest deeper than we follow?  Brackets within strings do not count. */
static bool too_deep(const char *bytes, size_t len)
{
	bool quoted = false;
	int depth = 0;

	for (size_t i = 0; i < len; i++) {
		char c = bytes[i];

		if (quoted && c == '\\')
			i++;
		else if (c == '"')
			quoted = !quoted;
		else if (!quoted && (c == '{' || c == '['))
			depth++;
		else if (!quoted && (c == '}' || c == ']'))
			depth--;
		if (depth > DEPTH_MAX)
			return true;
	}
	return false;
}

/* The same bytes with U+FFFD for what is not UTF-8. */
static char *repair(const char *bytes, size_t len)
{
	char *text = xstrndup(bytes, len);
	const unsigned char *p = (const unsigned char *)text;
	struct str out = { 0 };

	while (*p) {
		uint32_t c;
		size_t n = decode(p, &c);

		if (c == BROKEN)
			str_add(&out, "\xef\xbf\xbd");
		else
			str_addn(&out, (const char *)p, n);
		p += n;
	}
	free(text);
	return str_steal(&out);
}

json_t *clean_parse(const char *bytes, size_t len)
{
	const size_t flags = JSON_REJECT_DUPLICATES | JSON_DECODE_ANY;
	json_error_t error;
	json_t *v;

	if (len >= 3 && !memcmp(bytes, "\xef\xbb\xbf", 3)) {
		bytes += 3;
		len -= 3;
	}
	if (too_deep(bytes, len))
		return NULL;
	v = json_loadb(bytes, len, flags, &error);
	if (!v && json_error_code(&error) == json_error_invalid_utf8 && !memchr(bytes, '\0', len)) {
		char *repaired = repair(bytes, len);

		v = json_loads(repaired, flags, &error);
		free(repaired);
	}
	clean_json(v);
	return v;
}

/* ---- what was left out ---- */

/* Does the text hold what is neither seen nor a blank? */
static bool has_hidden(const char *s)
{
	const unsigned char *p = (const unsigned char *)s;
	uint32_t c;

	for (; *p; p += decode(p, &c)) {
		decode(p, &c);
		if (is_hidden(c) && !is_blank(c))
			return true;
	}
	return false;
}

static void find_hidden(const json_t *v, const char *path, json_t *found)
{
	const char *key, *dot = *path ? "." : "";
	json_t *item;
	size_t i;

	if (json_is_string(v) && has_hidden(json_string_value(v)))
		json_array_append_new(found, json_string(path));
	json_object_foreach((json_t *)v, key, item) {
		char *clean = clean_text(key, STRING_MAX);
		char *below = xasprintf("%s%s%s", path, dot, clean);

		find_hidden(item, below, found);
		free(below);
		free(clean);
	}
	json_array_foreach(v, i, item) {
		char *below = xasprintf("%s%s%zu", path, dot, i);

		find_hidden(item, below, found);
		free(below);
	}
}

json_t *clean_hidden(const char *bytes, size_t len)
{
	char *text = xstrndup(bytes, len);
	json_t *v = NULL, *found = NULL;

	/* Answers seldom hide anything: most are not read a second time. */
	if ((strstr(text, "\\u") || has_hidden(text)) && !too_deep(bytes, len))
		v = json_loadb(bytes, len, JSON_DECODE_ANY, NULL);
	if (v) {
		found = json_array();
		find_hidden(v, "", found);
	}
	if (!json_array_size(found)) {
		json_decref(found);
		found = NULL;
	}
	json_decref(v);
	free(text);
	return found;
}

/* ---- secrets in free text ---- */

#define REDACTED "[redacted]"

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '-';
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

/* A vault token: its ends stay, "tok_[redacted]_1111". */
static size_t token_at(const char *s, struct str *out)
{
	size_t len = 0;

	if (strncasecmp(s, "tok_", 4) != 0)
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

		if (strncasecmp(s, names[i], n) != 0)
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

		if (strncasecmp(s, names[i], n) != 0)
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
	struct str out = { 0 };
	char before = ' ';

	s = s ? s : "";
	while (*s) {
		size_t n = is_word(before) ? 0 : special(s, &out);

		if (!n && isdigit((unsigned char)*s) && !isdigit((unsigned char)before) &&
		    before != '+') {
			n = card_at(s);
			if (n)
				str_add(&out, REDACTED);
		}
		if (!n)
			str_addn(&out, s, n = 1);
		before = s[n - 1];
		s += n;
	}
	return str_steal(&out);
}
