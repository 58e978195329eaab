/* Forms of parts as they come in: read while they arrive, then laid out as the
 * body that the operation takes. */

#include <microhttpd.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "api/file.h"
#include "api/multipart.h"
#include "api/sandbox_own.h"

#define PARTS_MOST 64

struct web_form {
	struct MHD_PostProcessor *reader;
	json_t *parts;			/* of {"key", "text"} or {"key", "file"} */
	struct str bytes;		/* of the part that is arriving */
	char *key, *name, *mime;	/* its own; key NULL: none is */
};

static void forget_part(struct web_form *form)
{
	if (form->bytes.s)
		sodium_memzero(form->bytes.s, form->bytes.room);
	str_release(&form->bytes);
	free(form->key);
	free(form->name);
	free(form->mime);
	form->key = form->name = form->mime = NULL;
}

static void end_part(struct web_form *form)
{
	const char *bytes = form->bytes.s ? form->bytes.s : "";
	json_t *part;

	if (!form->key)
		return;
	part = json_pack("{s:s}", "key", form->key);
	if (form->name)
		json_object_set_new(part, "file", file_value(form->name, form->mime, bytes,
							     form->bytes.len));
	else
		json_object_set_new(part, "text", json_stringn(bytes, form->bytes.len));
	json_array_append_new(form->parts, part);
	forget_part(form);
}

static enum MHD_Result on_part(void *ctx, enum MHD_ValueKind kind, const char *key,
			       const char *name, const char *mime, const char *encoding,
			       const char *data, uint64_t off, size_t size)
{
	struct web_form *form = ctx;

	(void)kind, (void)encoding;
	if (off == 0) {
		end_part(form);
		if (!key || json_array_size(form->parts) >= PARTS_MOST)
			return MHD_NO;
		form->key = xstrdup(key);
		form->name = name ? xstrdup(name) : NULL;
		form->mime = mime ? xstrdup(mime) : NULL;
	}
	str_addn(&form->bytes, data, size);
	return MHD_YES;
}

struct web_form *web_form_new(struct MHD_Connection *conn)
{
	const char *type = MHD_lookup_connection_value(conn, MHD_HEADER_KIND, "Content-Type");
	struct web_form *form;

	if (!type || strncasecmp(type, MULTIPART, strlen(MULTIPART)))
		return NULL;
	form = xcalloc(1, sizeof(*form));
	form->parts = json_array();
	form->reader = MHD_create_post_processor(conn, 32 << 10, on_part, form);
	return form;
}

void web_form_take(struct web_form *form, const char *data, size_t len)
{
	if (form->reader)
		MHD_post_process(form->reader, data, len);
}

const json_t *web_form_parts(struct web_form *form)
{
	if (form->reader)
		MHD_destroy_post_processor(form->reader);
	form->reader = NULL;
	end_part(form);
	return form->parts;
}

void web_form_free(struct web_form *form)
{
	if (!form)
		return;
	web_form_parts(form);
	json_decref(form->parts);
	free(form);
}

/* A text is never taken for the path of a file: it came from somebody else. */
static json_t *part_value(const struct field *f, const json_t *part)
{
	const char *text = json_string_value(json_object_get(part, "text"));
	json_t *value = json_object_get(part, "file");

	if (value)
		return json_incref(value);
	if (text && strcmp(f->type->json, "string") && f->type != &field_file)
		value = f->type->parse(f, text, NULL);
	return value ? value : json_string(text ? text : "");
}

json_t *web_form_body(const struct op *op, const json_t *parts)
{
	json_t *body = json_object();
	const json_t *part;
	size_t i;

	json_array_foreach(parts, i, part) {
		const char *key = json_string_value(json_object_get(part, "key"));
		const struct field *f = field_find(op->in, key);

		if (f && f->in == IN_BODY)
			json_object_set_new(body, f->key, part_value(f, part));
	}
	return body;
}
