#include "api/multipart.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "api/file.h"

void multipart_boundary(char boundary[static MULTIPART_BOUNDARY])
{
	static const char begin[] = "----remitty";
	unsigned char random[12];
	char *end = boundary + sizeof(begin) - 1;

	memcpy(boundary, begin, sizeof(begin));
	randombytes_buf(random, sizeof(random));
	sodium_bin2hex(end, 2 * sizeof(random) + 1, random, sizeof(random));
}

/* What is being put together; its memory never moves, so that no copy of a file
 * stays behind. */
struct body {
	char *bytes;			/* NULL: only to be measured */
	size_t len;
	const char *boundary;
};

static void add(struct body *out, const char *bytes, size_t len)
{
	if (out->bytes)
		memcpy(out->bytes + out->len, bytes, len);
	out->len += len;
}

static void add_text(struct body *out, const char *text)
{
	add(out, text, strlen(text));
}

/* In quotes, where a quote or a new line would end the name. */
static void add_quoted(struct body *out, const char *text)
{
	add_text(out, "\"");
	for (; *text; text++) {
		if (*text == '"')
			add_text(out, "%22");
		else if ((unsigned char)*text >= ' ')
			add(out, text, 1);
	}
	add_text(out, "\"");
}

static void begin_part(struct body *out, const char *key)
{
	add_text(out, "--");
	add_text(out, out->boundary);
	add_text(out, "\r\nContent-Disposition: form-data; name=");
	add_quoted(out, key);
}

/* What cannot be read takes its room as zeros. */
static void add_bytes(struct body *out, const json_t *value)
{
	size_t room = file_size(value), len = 0;
	unsigned char *bytes = out->bytes ? file_bytes(value, &len) : NULL;

	if (bytes && len == room)
		memcpy(out->bytes + out->len, bytes, len);
	if (bytes)
		sodium_memzero(bytes, len);
	out->len += room;
	free(bytes);
}

static bool is_file(const json_t *value)
{
	return json_is_string(json_object_get(value, "fileName")) &&
	       json_is_string(json_object_get(value, "mimeType")) && file_size(value);
}

static void add_file(struct body *out, const char *key, const json_t *value)
{
	begin_part(out, key);
	add_text(out, "; filename=");
	add_quoted(out, json_string_value(json_object_get(value, "fileName")));
	add_text(out, "\r\nContent-Type: ");
	add_text(out, json_string_value(json_object_get(value, "mimeType")));
	add_text(out, "\r\n\r\n");
	add_bytes(out, value);
	add_text(out, "\r\n");
}

static void add_value(struct body *out, const struct field *f, const json_t *value)
{
	char *text;

	if (f->type == &field_file && is_file(value)) {
		add_file(out, f->key, value);
		return;
	}
	text = json_is_string(value) ? xstrdup(json_string_value(value)) :
				       json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
	begin_part(out, f->key);
	add_text(out, "\r\n\r\n");
	add_text(out, text ? text : "");
	add_text(out, "\r\n");
	free(text);
}

static void add_parts(struct body *out, const struct op *op, const json_t *body)
{
	field_each(f, op->in) {
		const json_t *value = json_object_get(body, f->key);

		if (value && f->in == IN_BODY)
			add_value(out, f, value);
	}
	add_text(out, "--");
	add_text(out, out->boundary);
	add_text(out, "--\r\n");
}

char *multipart_body(const struct op *op, const json_t *body, const char *boundary, size_t *len)
{
	struct body out = { .boundary = boundary };

	add_parts(&out, op, body);
	out.bytes = xcalloc(out.len + 1, 1);
	out.len = 0;
	add_parts(&out, op, body);
	*len = out.len;
	return out.bytes;
}
