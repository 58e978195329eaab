/* Text is decoded character by character; what could move the cursor, reverse
 * the line, hide or pile up is left out before any screen, file or log. */
#include "api/clean.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "api/util.h"

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

bool in_ranges(const struct range *r, size_t n, uint32_t c)
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

/* How many of the next characters, at most max, are such that nothing is to be done
 * about them: nearly all are. */
static size_t plain_run(const unsigned char *p, size_t max)
{
	size_t n = 0;

	while (n < max && p[n] >= ' ' && p[n] <= '~')
		n++;
	return n;
}

char *clean_text(const char *s, size_t max)
{
	const unsigned char *p = (const unsigned char *)(s ? s : "");
	struct str out = { 0 };
	size_t marks = MARKS_MAX;	/* a first mark would sit on what stands before */

	for (size_t n = 0; *p && n < max;) {
		uint32_t c;
		size_t len = plain_run(p, max - n);
		const char *bytes = (const char *)p;

		if (len) {
			str_addn(&out, bytes, len);
			p += len;
			n += len;
			marks = 0;
			continue;
		}
		len = decode(p, &c);
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

	for (;;) {
		p += plain_run(p, SIZE_MAX);
		if (!*p)
			return false;
		p += decode(p, &c);
		if (is_hidden(c) && !is_blank(c))
			return true;
	}
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
