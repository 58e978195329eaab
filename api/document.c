/* Bytes and names are read and judged by the general file type; what is added
 * here is the service's own spelling of the two. */

#include "api/document.h"

#include <ctype.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "api/file.h"
#include "api/text_type.h"

#define PREFIX "base64,"

const char *const document_endings[] = {
	"pdf", "png", "jpg", "jpeg", "jpe", "jfif", "tiff", "tif", "dib", "bmp", "gif", "heic",
	"txt", "csv", "doc", "docx", "xls", "xlsx", "ppt", "pptx", NULL
};

static const char *base64_of(const char *text)
{
	return text + (has_prefix(text, PREFIX) ? strlen(PREFIX) : 0);
}

/* ---- content ---- */

static json_t *document_parse(const struct field *f, const char *text, struct err *err)
{
	json_t *file, *value;
	char *whole;

	if (has_prefix(text, PREFIX))
		return json_string(text);
	file = field_file.parse(f, text, err);
	if (!file)
		return NULL;
	if (!file_size(file)) {
		err_set(err, ERR_INPUT, _("There is nothing in this file"));
		json_decref(file);
		return NULL;
	}
	whole = xasprintf(PREFIX "%s", json_string_value(json_object_get(file, "base64")));
	value = json_string(whole);
	explicit_bzero(whole, strlen(whole));
	free(whole);
	json_decref(file);
	return value;
}

static bool document_check(const struct field *f, const json_t *value, struct err *err)
{
	const char *text = text_type_value(f, value, err);

	if (!text)
		return false;
	if (!base64_fits(base64_of(text)))
		return err_set(err, ERR_INPUT, _("%s must be a file"), _(f->label));
	return document_fits(NULL, base64_size(base64_of(text)), err);
}

static bool told_check(const struct field *f, const json_t *value, struct err *err)
{
	return field_any.check(f, value, err);
}

/* "48 kB"; what went through a journal says so itself. */
static char *document_show(const struct field *f, const json_t *value)
{
	const char *text = json_is_string(value) ? base64_of(json_string_value(value)) : "";
	char size[24];

	(void)f;
	if (!base64_fits(text))
		return xstrdup(text);
	size_words(base64_size(text), size);
	return xstrdup(size);
}

/* Two papers can be told apart by what is recorded of them, and nothing is in it. */
static char *document_redact(const struct field *f, const json_t *value)
{
	const char *text = json_is_string(value) ? base64_of(json_string_value(value)) : "";
	unsigned char digest[crypto_generichash_BYTES_MIN];
	char hex[2 * sizeof(digest) + 1], *size;

	if (!base64_fits(text))
		return secret_mask(value);
	size = document_show(f, value);
	crypto_generichash(digest, sizeof(digest), (const unsigned char *)text, strlen(text), NULL,
			   0);
	sodium_bin2hex(hex, sizeof(hex), digest, sizeof(digest));
	hex[12] = '\0';
	text = size;
	size = xasprintf("%s, %s", text, hex);
	free((char *)text);
	return size;
}

/* The path is not known any more; a sample of a few bytes is no paper. */
static char *document_typed(const struct field *f, const json_t *value)
{
	enum { SAMPLE = 64 };
	const char *text = json_string_value(value);

	(void)f;
	return xstrdup(!text || (has_prefix(text, PREFIX) && strlen(text) > SAMPLE) ? "" : text);
}

static char *document_complete(const char *typed)
{
	return field_file.complete(typed);
}

/* "any", though it is a text: what is typed is not yet the value. */
const struct field_type field_document = {
	.name = "document in Base64", .json = "any",
	.parse = document_parse, .show = document_show, .check = document_check,
	.typed = document_typed, .redact = document_redact, .complete = document_complete,
};

const struct field_type field_document_told = {
	.name = "document in Base64", .json = "any",
	.parse = document_parse, .show = document_show, .check = told_check,
	.redact = document_redact,
};

/* ---- name ---- */

static bool ending_fits(const char *ending)
{
	for (const char *const *e = document_endings; *e; e++)
		if (!strcasecmp(*e, ending))
			return true;
	return false;
}

static bool name_fits(const char *name, struct err *err)
{
	const char *dot = strchr(name, '.');

	for (const char *p = name; *p; p++)
		if (p != dot && !isalnum((unsigned char)*p) && *p != '-') {
			err_set(err, ERR_INPUT, _("The name of a paper has letters without "
						  "accents, digits and dashes only"));
			return err_next(err, _("Give it another name, such as %s."),
					"acta-2020.pdf");
		}
	if (!dot || dot == name)
		return err_set(err, ERR_INPUT,
			       _("The name of a paper has an ending, such as .pdf"));
	return ending_fits(dot + 1) ||
	       err_set(err, ERR_INPUT, _("Files that end in .%.20s are not taken"), dot + 1);
}

bool document_fits(const char *name, size_t bytes, struct err *err)
{
	char size[24], most[24];

	if (name && !name_fits(name, err))
		return false;
	if (bytes <= FILE_CAP)
		return true;
	size_words(bytes, size);
	size_words(FILE_CAP, most);
	return err_set(err, ERR_INPUT, _("The file has %s; at most %s are sent"), size, most);
}

char *document_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *name = xstrdup(slash ? slash + 1 : path), *dot = strrchr(name, '.'), *out = name;

	for (char *p = name; *p; p++) {
		bool same = p == dot || isalnum((unsigned char)*p);

		if (p == dot && out > name && out[-1] == '-')
			out--;
		if (same)
			*out++ = *p;
		else if (out > name && out[-1] != '-' && p[1])
			*out++ = '-';
	}
	*out = '\0';
	return name;
}

static bool document_name_check(const struct field *f, const json_t *value, struct err *err)
{
	const char *name = text_type_value(f, value, err);

	return name && name_fits(name, err);
}

const struct field_type field_document_name = {
	.name = "name of a document", .json = "string",
	.pattern = "^[A-Za-z0-9-]+\\.[A-Za-z]+$",
	.parse = text_type_parse, .show = text_type_show, .check = document_name_check,
};
