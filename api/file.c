/* Files are named by their path and travel by what is in them.  Their kind is
 * told by their first bytes: the name's ending is only somebody's word. */

#include "api/file.h"

#include <dirent.h>
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "api/clean.h"
#include "api/text_type.h"

#define BASE64 sodium_base64_VARIANT_ORIGINAL
#define ALPHABET "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
#define HEAD_CHARS 16			/* base64 of the bytes that tell the kind */
#define SAMPLE "sample:"

/* Kinds, and a smallest file of each to try things with: "sample:png".  The one
 * without a mark is a kind that is never accepted. */
static const struct {
	const char *ending, *mime, *mark;
	size_t at, len;			/* where the mark stands */
	const char *sample;
} kinds[] = {
	{ "png", "image/png", "\x89PNG\r\n\x1a\n", 0, 8,
	  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5E"
	  "rkJggg==" },
	{ "jpeg", "image/jpeg", "\xff\xd8\xff", 0, 3, "/9j/4AAQSkZJRgABAQAAAQABAAD/2Q==" },
	{ "pdf", "application/pdf", "%PDF-", 0, 5, "JVBERi0xLjQKJSVFT0YK" },
	{ "mp4", "video/mp4", "ftyp", 4, 4, "AAAAGGZ0eXBpc29tAAACAGlzb21tcDQx" },
	{ "txt", "text/plain", NULL, 0, 0, "bm8gcGljdHVyZQo=" },
};

static const char *kind_of(const unsigned char *bytes, size_t len)
{
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (kinds[i].mark && len >= kinds[i].at + kinds[i].len &&
		    !memcmp(bytes + kinds[i].at, kinds[i].mark, kinds[i].len))
			return kinds[i].mime;
	return NULL;
}

static const char *last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static json_t *packed(const char *name, const char *mime, const char *base64)
{
	char *clean = clean_text(last_part(name), 100);
	json_t *value = json_pack("{s:s, s:s, s:s}", "fileName", clean, "mimeType", mime,
				  "base64", base64);

	free(clean);
	return value;
}

json_t *file_value(const char *name, const char *mime, const char *bytes, size_t len)
{
	size_t room = sodium_base64_encoded_len(len, BASE64);
	char *text = xcalloc(room, 1);
	json_t *value;

	if (!mime)
		mime = kind_of((const unsigned char *)bytes, len);
	sodium_bin2base64(text, room, (const unsigned char *)bytes, len, BASE64);
	value = packed(name, mime ? mime : "application/octet-stream", text);
	sodium_memzero(text, room);
	free(text);
	return value;
}

static const char *member(const json_t *value, const char *key)
{
	const char *text = json_string_value(json_object_get(value, key));

	return text ? text : "";
}

size_t base64_size(const char *base64)
{
	size_t n = strlen(base64);

	while (n && base64[n - 1] == '=')
		n--;
	return n * 3 / 4;
}

size_t file_size(const json_t *value)
{
	return base64_size(member(value, "base64"));
}

unsigned char *file_bytes(const json_t *value, size_t *len)
{
	const char *text = member(value, "base64");
	size_t room = strlen(text) / 4 * 3 + 3;
	unsigned char *bytes = xcalloc(room, 1);

	if (json_is_object(value) &&
	    !sodium_base642bin(bytes, room, text, strlen(text), NULL, len, NULL, BASE64))
		return bytes;
	free(bytes);
	return NULL;
}

/* ---- what a person sees of it ---- */

void size_words(size_t bytes, char buf[static 24])
{
	if (bytes < 1000)
		snprintf(buf, 24, "%zu B", bytes);
	else if (bytes < 1000000)
		snprintf(buf, 24, "%zu kB", (bytes + 500) / 1000);
	else
		snprintf(buf, 24, "%zu.%zu MB", bytes / 1000000, bytes / 100000 % 10);
}

/* "photo.jpg, 48 kB, image/jpeg"; a value that went through a journal is that. */
static char *file_show(const struct field *f, const json_t *value)
{
	char size[24];

	(void)f;
	if (!json_is_object(value))
		return xstrdup(json_is_string(value) ? json_string_value(value) : "");
	size_words(base64_size(member(value, "base64")), size);
	return xasprintf("%s, %s, %s", member(value, "fileName"), size, member(value, "mimeType"));
}

/* Only a sample can be named again: of others the path is not known. */
static char *file_typed(const struct field *f, const json_t *value)
{
	const char *name = member(value, "fileName");

	(void)f;
	return has_prefix(name, "sample.") ? xasprintf(SAMPLE "%s", name + strlen("sample.")) :
					     xstrdup("");
}

/* ---- reading one ---- */

static json_t *sample(const char *ending)
{
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (str_eq(kinds[i].ending, ending)) {
			char *name = xasprintf("sample.%s", ending);
			json_t *value = packed(name, kinds[i].mime, kinds[i].sample);

			free(name);
			return value;
		}
	return NULL;
}

static char *expanded(const char *path)
{
	const char *home = getenv("HOME");

	if (home && has_prefix(path, "~/"))
		return xasprintf("%s%s", home, path + 1);
	return xstrdup(path);
}

static bool too_large(size_t bytes, struct err *err)
{
	char size[24], most[24];

	if (bytes <= FILE_CAP)
		return false;
	size_words(bytes, size);
	size_words(FILE_CAP, most);
	err_set(err, ERR_INPUT, _("The file has %s; at most %s are sent"), size, most);
	err_next(err, _("Take the picture again with less resolution."));
	return true;
}

/* Anything but a file of some size could be waited for without an end. */
static bool is_readable(const char *path, struct err *err)
{
	struct stat st;

	if (stat(path, &st))
		return errno == EACCES ?
			err_set(err, ERR_INPUT, _("This file may not be read")) :
			err_set(err, ERR_INPUT, _("There is no file “%.80s”"), path);
	if (S_ISDIR(st.st_mode))
		return err_set(err, ERR_INPUT, _("This is a folder, not a file"));
	if (!S_ISREG(st.st_mode))
		return err_set(err, ERR_INPUT, _("This is not a file"));
	return !too_large((size_t)st.st_size, err);
}

bool file_is_there(const char *typed, struct err *err)
{
	char *path;
	bool there;

	if (has_prefix(typed, SAMPLE))
		return true;
	path = expanded(typed + (*typed == '@'));
	there = is_readable(path, err);
	free(path);
	return there;
}

static json_t *file_load(const char *path, struct err *err)
{
	json_t *value = NULL;
	char *bytes;
	size_t len;

	if (!is_readable(path, err))
		return NULL;
	bytes = file_read(path, FILE_CAP, &len, NULL);
	if (!bytes) {
		err_set(err, ERR_INPUT, _("This file may not be read"));
		return NULL;
	}
	value = file_value(path, NULL, bytes, len);
	sodium_memzero(bytes, len);
	free(bytes);
	return value;
}

static json_t *file_parse(const struct field *f, const char *text, struct err *err)
{
	json_t *path = text_type_parse(f, text, err), *value = NULL;
	const char *name = json_string_value(path);
	char *whole;

	if (name && has_prefix(name, SAMPLE))
		value = sample(name + strlen(SAMPLE));
	if (name && !value) {
		whole = expanded(name + (*name == '@'));
		value = file_load(whole, err);
		free(whole);
	}
	json_decref(path);
	return value;
}

bool base64_fits(const char *text)
{
	size_t n = strspn(text, ALPHABET), pad = strspn(text + n, "=");

	return n && pad <= 2 && !text[n + pad] && (n + pad) % 4 == 0;
}

static bool file_check(const struct field *f, const json_t *value, struct err *err)
{
	const char *text = member(value, "base64"), *kind;
	unsigned char head[HEAD_CHARS];
	size_t len = 0;

	if (!json_is_object(value) || !*member(value, "fileName") || !base64_fits(text))
		return err_set(err, ERR_INPUT, _("%s must be a file"), _(f->label));
	if (too_large(base64_size(text), err))
		return false;
	sodium_base642bin(head, sizeof(head), text,
			  strlen(text) < HEAD_CHARS ? strlen(text) : HEAD_CHARS, NULL, &len, NULL,
			  BASE64);
	kind = kind_of(head, len);
	if (!kind) {
		err_set(err, ERR_INPUT, _("This is neither a picture nor a PDF nor a film"));
		return err_next(err, _("PNG, JPEG, PDF and MP4 are taken."));
	}
	return str_eq(kind, member(value, "mimeType")) ||
	       err_set(err, ERR_INPUT, _("The file is of the kind %s, but was announced as %.40s"),
		       kind, member(value, "mimeType"));
}

/* ---- typing a path ---- */

static bool is_candidate(const struct dirent *entry, const char *begin)
{
	return has_prefix(entry->d_name, begin) && !str_eq(entry->d_name, ".") &&
	       !str_eq(entry->d_name, "..") && (*begin == '.' || entry->d_name[0] != '.');
}

/* The names of a directory that begin so, as far as they agree; NULL: none. */
static char *common_name(const char *dir, const char *begin)
{
	DIR *d = opendir(*dir ? dir : ".");
	struct dirent *entry;
	char *common = NULL;

	while (d && (entry = readdir(d))) {
		if (!is_candidate(entry, begin))
			continue;
		if (!common)
			common = xstrdup(entry->d_name);
		for (size_t i = 0; common[i]; i++)
			if (common[i] != entry->d_name[i])
				common[i] = '\0';
	}
	if (d)
		closedir(d);
	return common;
}

static bool is_dir(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

/* The path goes on as far as the disk leaves no choice; as it is where it does. */
static char *file_complete(const char *typed)
{
	char *path = expanded(typed), *name, *out;
	size_t n = (size_t)(last_part(path) - path);
	char *dir = xstrndup(path, n);

	name = common_name(dir, path + n);
	if (name) {
		free(path);
		path = xasprintf("%s%s", dir, name);
	}
	out = name && is_dir(path) ? xasprintf("%s/", path) : xstrdup(name ? path : typed);
	free(name);
	free(path);
	free(dir);
	return out;
}

const struct field_type field_file = {
	.name = "file", .json = "object",
	.parse = file_parse, .show = file_show, .check = file_check,
	.typed = file_typed, .redact = file_show, .complete = file_complete,
};
