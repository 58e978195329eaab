#include "tests/needles.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include <sodium.h>

#include "api/util.h"

enum { CVV_NEAR = 28, TOKEN_BODY = 16, FILE_MOST = 256 << 20 };

/* ---- forms ---- */

static void add(struct needles *n, const char *what, const char *form, const void *bytes,
		size_t len)
{
	struct needle *needle = &n->list[n->n];

	if (n->n == (int)ARRAY_LEN(n->list) || len > sizeof(needle->bytes))
		die("too many or too long needles");
	snprintf(needle->what, sizeof(needle->what), "%s, %s", what, form);
	memcpy(needle->bytes, bytes, len);
	needle->len = len;
	n->n++;
}

/* width: bytes of a character; either order of them has what is looked for. */
static void add_wide(struct needles *n, const char *what, const char *secret, size_t width)
{
	char wide[256] = "";
	size_t len = strlen(secret);

	for (size_t i = 0; i < len; i++)
		wide[width * i] = secret[i];
	add(n, what, width == 2 ? "wide" : "wider", wide, width * (len - 1) + 1);
}

/* What base64 is the same whatever stands before and behind. */
static void add_base64(struct needles *n, const char *what, const char *secret)
{
	size_t len = strlen(secret);
	char text[512];

	for (size_t at = 0; at < 3; at++) {
		char *padded = xasprintf("%.*s%s", (int)at, "xx", secret);
		size_t from = at ? at + 1 : 0, to = (at + len) * 8 / 6;

		sodium_bin2base64(text, sizeof(text), (unsigned char *)padded, at + len,
				  sodium_base64_VARIANT_ORIGINAL);
		add(n, what, "base64", text + from, to - from);
		free(padded);
	}
}

static void add_hex(struct needles *n, const char *what, const char *secret)
{
	char text[512];

	sodium_bin2hex(text, sizeof(text), (const unsigned char *)secret, strlen(secret));
	add(n, what, "hex", text, strlen(text));
	for (char *c = text; *c; c++)
		*c = (char)toupper((unsigned char)*c);
	add(n, what, "HEX", text, strlen(text));
}

static void add_grouped(struct needles *n, const char *what, const char *digits, char between)
{
	struct str text = { 0 };

	for (size_t i = 0; digits[i]; i++) {
		if (i && i % 4 == 0)
			str_addn(&text, &between, 1);
		str_addn(&text, &digits[i], 1);
	}
	add(n, what, between == ' ' ? "spaced" : "dashed", text.s, text.len);
	add_wide(n, what, text.s, 2);
	add_wide(n, what, text.s, 4);
	free(text.s);
}

void needles_add(struct needles *n, const char *what, const char *secret)
{
	size_t len = strlen(secret);

	add(n, what, "plain", secret, len);
	add_wide(n, what, secret, 2);
	if (4 * len < sizeof(n->list->bytes))
		add_wide(n, what, secret, 4);
	add_base64(n, what, secret);
	add_hex(n, what, secret);
	if (strspn(secret, "0123456789") < len)
		return;
	if (len >= 10)		/* five digits alone stand in times and ids by chance */
		add(n, what, "its beginning", secret, len - 4);
	add_grouped(n, what, secret, ' ');
	add_grouped(n, what, secret, '-');
}

void needles_add_code(struct needles *n, const char *what, const char *code)
{
	char quoted[16];

	snprintf(quoted, sizeof(quoted), "\"%s\"", code);
	add(n, what, "plain", code, strlen(code));
	n->list[n->n - 1].alone = true;
	add_wide(n, what, code, 2);
	add_wide(n, what, code, 4);
	add_hex(n, what, code);
	add_base64(n, what, quoted);
}

void needles_add_cvv(struct needles *n, const char *cvv)
{
	snprintf(n->cvv, sizeof(n->cvv), "%s", cvv);
}

/* ---- looking ---- */

static void found(struct needles *n, const char *what, const char *place)
{
	n->hits++;
	if (!n->quiet)
		printf("# found: %s in %s\n", what, place);
}

static bool names_a_code(const char *before, size_t len)
{
	static const char *const names[] = { "cvv", "cvc", "security", "seguridad" };

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		for (size_t at = 0; at + strlen(names[i]) <= len; at++)
			if (!strncasecmp(before + at, names[i], strlen(names[i])))
				return true;
	return false;
}

static bool is_digit_at(const char *bytes, size_t len, size_t at)
{
	return at < len && isdigit((unsigned char)bytes[at]);
}

static bool is_in(const struct needle *needle, const char *bytes, size_t len)
{
	const char *hit = memmem(bytes, len, needle->bytes, needle->len);
	size_t at;

	for (; hit; hit = memmem(hit + 1, len - at - 1, needle->bytes, needle->len)) {
		at = (size_t)(hit - bytes);
		if (!needle->alone || ((!at || !is_digit_at(bytes, len, at - 1)) &&
				       !is_digit_at(bytes, len, at + needle->len)))
			return true;
	}
	return false;
}

static void look_for_cvv(struct needles *n, const char *place, const char *bytes, size_t len)
{
	size_t size = strlen(n->cvv), at, near;
	const char *hit = size ? memmem(bytes, len, n->cvv, size) : NULL;

	for (; hit; hit = memmem(hit + 1, len - at - 1, n->cvv, size)) {
		at = (size_t)(hit - bytes);
		near = at < CVV_NEAR ? at : CVV_NEAR;
		if ((!at || !is_digit_at(bytes, len, at - 1)) &&
		    !is_digit_at(bytes, len, at + size) && names_a_code(hit - near, near)) {
			found(n, "security code beside its name", place);
			return;
		}
	}
}

static bool is_example(const char *token)
{
	static const char *const examples[] = {
		"9PNgfqqpdpyQpnD1jYkdw1", "9PNaaaqpqwertnD1jYkdw1", "brucMoj9eTJR3xhqdmM4AQ",
		"cE5jCyTLtr2cC666to2ie2",
	};

	for (size_t i = 0; i < ARRAY_LEN(examples); i++)
		if (!strncmp(token, examples[i], strlen(examples[i])))
			return true;
	return false;
}

static void look_for_tokens(struct needles *n, const char *place, const char *bytes, size_t len)
{
	static const char begin[] = "tok_sandbox_";
	size_t size = sizeof(begin) - 1, at, body;
	const char *hit = memmem(bytes, len, begin, size);

	for (; hit; hit = memmem(hit + size, len - at - size, begin, size)) {
		at = (size_t)(hit - bytes);
		for (body = 0; at + size + body < len; body++)
			if (!isalnum((unsigned char)hit[size + body]))
				break;
		if (body >= TOKEN_BODY && !is_example(hit + size)) {
			found(n, "a vault token", place);
			return;
		}
	}
}

int needles_in(struct needles *n, const char *place, const char *bytes, size_t len)
{
	long before = n->hits;

	n->bytes += (long)len;
	n->places++;
	for (int i = 0; i < n->n; i++)
		if (is_in(&n->list[i], bytes, len))
			found(n, n->list[i].what, place);
	look_for_cvv(n, place, bytes, len);
	if (!n->tokens_pass)
		look_for_tokens(n, place, bytes, len);
	return (int)(n->hits - before);
}

static int in_file(struct needles *n, const char *path)
{
	struct err err = { 0 };
	size_t len;
	char *bytes = file_read(path, FILE_MOST, &len, &err);
	int hits = bytes ? needles_in(n, path, bytes, len) : 0;

	if (!bytes) {
		found(n, err.text, path);
		hits = 1;
	}
	free(bytes);
	return hits;
}

int needles_in_tree(struct needles *n, const char *path, const char *except)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	int hits = 0;

	while (dir && (entry = readdir(dir))) {
		char *inner = xasprintf("%s/%s", path, entry->d_name);
		struct stat st;

		if (str_eq(entry->d_name, ".") || str_eq(entry->d_name, "..") ||
		    str_eq(entry->d_name, except) || lstat(inner, &st))
			st.st_mode = 0;
		if (S_ISDIR(st.st_mode))
			hits += needles_in_tree(n, inner, NULL);
		else if (S_ISREG(st.st_mode))
			hits += in_file(n, inner);
		free(inner);
	}
	if (dir)
		closedir(dir);
	return hits;
}

/* Bytes of a control sequence at s. */
static size_t sequence(const char *s, size_t len)
{
	size_t n = 2;

	if (len < 2 || s[0] != '\033')
		return 0;
	if (s[1] == '[')
		while (n < len && (s[n] < '@' || s[n] > '~'))
			n++;
	else if (s[1] == ']')
		while (n < len && s[n] != '\a' && s[n] != '\033')
			n++;
	else
		return 2;
	return n < len ? n + 1 : n;
}

char *needles_squeeze(const char *bytes, size_t len)
{
	struct str text = { 0 };

	str_add(&text, "");
	for (size_t i = 0, n; i < len; i += n ? n : 1) {
		n = sequence(bytes + i, len - i);
		if (!n && (isalnum((unsigned char)bytes[i]) || bytes[i] == '_'))
			str_addn(&text, bytes + i, 1);
	}
	return str_steal(&text);
}
