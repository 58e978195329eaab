#include "api/share.h"

#include <stdlib.h>
#include <string.h>

#include "api/clean.h"

char *json_text(const json_t *json, bool lines)
{
	size_t flags = (lines ? JSON_INDENT(2) : JSON_COMPACT) | JSON_ENCODE_ANY;

	return json ? json_dumps(json, flags | JSON_REAL_PRECISION(15)) : NULL;
}

json_t *body_safe(const json_t *body)
{
	return body ? record_redact(NULL, body) : NULL;
}

json_t *exchange_json(const struct exchange *x)
{
	char *text = x->response_text ? clean_secrets(x->response_text) : NULL;
	json_t *json = json_pack("{s:s, s:i, s:I, s:o?, s:o?, s:s*}",
				 "operation", x->op ? x->op->name : "", "status", x->status,
				 "ms", (json_int_t)x->ms, "request", body_safe(x->request),
				 "response", body_safe(x->response), "text", text);

	free(text);
	return json;
}

size_t header_hides(const char *line, size_t n, const char **variable)
{
	static const char hidden[] = "[redacted]";
	size_t tail = sizeof(hidden) - 1;
	bool token = n > 5 && (memmem(line, n, "token", 5) || memmem(line, n, "Bearer", 6));

	*variable = token ? "REMITTY_TOKEN" : "REMITTY_KEY";
	return n > tail && !memcmp(line + n - tail, hidden, tail) ? n - tail : 0;
}

/* What is hidden takes a variable of the reader's. */
static void add_header(struct str *out, const char *line, size_t n)
{
	const char *variable;
	size_t shown = header_hides(line, n, &variable);

	if (shown)
		str_addf(out, "%.*s{{%s}}\n", (int)shown, line, variable);
	else
		str_addf(out, "%.*s\n", (int)n, line);
}

/* A file was recorded as its name, size and kind, with commas between. */
static json_t *recorded_part(const struct field *f, const json_t *value)
{
	char *text = op_text(value), *mime = text ? strrchr(text, ',') : NULL;
	char *size = mime ? memrchr(text, ',', (size_t)(mime - text)) : NULL;
	json_t *part;

	if (f->type == &field_file && size)
		part = json_pack("{s:s, s:s#, s:s}", "key", f->key, "file", text,
				 (int)(size - text), "mime", mime + 2);
	else
		part = json_pack("{s:s, s:s}", "key", f->key, "text", text ? text : "");
	free(text);
	return part;
}

json_t *exchange_parts(const struct exchange *x)
{
	json_t *parts = json_array(), *safe = body_safe(x->request);

	field_each(f, x->op->in) {
		const json_t *value = json_object_get(safe, f->key);

		if (value)
			json_array_append_new(parts, recorded_part(f, value));
	}
	json_decref(safe);
	return parts;
}

/* Each file is read from beside the text. */
static void add_parts(struct str *out, const struct exchange *x)
{
	char *type = header_value(x->request_headers, "Content-Type");
	const char *at = type ? strstr(type, "boundary=") : NULL;
	const char *line = at ? at + strlen("boundary=") : "part";
	json_t *parts = exchange_parts(x), *part;
	size_t i;

	str_add(out, "\n");
	json_array_foreach(parts, i, part) {
		const char *key, *text = "", *file = NULL, *mime = "";

		json_unpack(part, "{s:s, s?s, s?s, s?s}", "key", &key, "text", &text, "file", &file,
			    "mime", &mime);
		str_addf(out, "--%s\nContent-Disposition: form-data; name=\"%s\"", line, key);
		if (file)
			str_addf(out, "; filename=\"%s\"\nContent-Type: %s\n\n< ./%s\n", file,
				 mime, file);
		else
			str_addf(out, "\n\n%s\n", text);
	}
	str_addf(out, "--%s--\n", line);
	json_decref(parts);
	free(type);
}

char *exchange_http(const struct exchange *x)
{
	const char *line = x->request_headers;
	char *url = clean_secrets(x->url), *body;
	struct str out = { 0 };
	char at[25];
	json_t *safe;

	iso_time(x->at, at);
	str_addf(&out, "### %s %s\n%s %s\n", x->op ? x->op->name : x->method, at, x->method, url);
	free(url);
	while (line && *line) {
		size_t n = strcspn(line, "\n");

		add_header(&out, line, n);
		line += n + (line[n] == '\n');
	}
	safe = body_safe(x->request);
	body = json_text(safe, true);
	if (body && x->op && x->op->multipart)
		add_parts(&out, x);
	else if (body)
		str_addf(&out, "\n%s\n", body);
	free(body);
	json_decref(safe);
	return str_steal(&out);
}

static void add_body(struct str *out, const json_t *body, const char *text)
{
	json_t *safe = body_safe(body);
	char *lines = safe ? json_dumps(safe, JSON_INDENT(2) | JSON_SORT_KEYS | JSON_ENCODE_ANY |
					JSON_REAL_PRECISION(15)) : NULL;

	if (lines)
		str_addf(out, "%s\n", lines);
	else if (text)
		str_addf(out, "%s\n", text);
	free(lines);
	json_decref(safe);
}

char *exchange_lines(const struct exchange *x)
{
	struct str out = { 0 };

	str_addf(&out, "%s %s\n%s", x->method, x->url, x->request_headers ? x->request_headers :
		 "");
	add_body(&out, x->request, NULL);
	if (x->response_headers)
		str_addf(&out, "\n%s", x->response_headers);
	else
		str_addf(&out, "\nHTTP %d\n", x->status);
	if (!x->status && *x->failure)
		str_addf(&out, "%s\n", x->failure);
	add_body(&out, x->response, x->response_text);
	return str_steal(&out);
}

char *header_value(const char *lines, const char *name)
{
	size_t len = strlen(name);

	while (lines && *lines) {
		size_t n = strcspn(lines, "\n");

		if (n > len && lines[len] == ':' && !strncasecmp(lines, name, len)) {
			const char *value = lines + len + 1;
			size_t gap = strspn(value, " ");

			return xstrndup(value + gap, n - len - 1 - gap);
		}
		lines += n + (lines[n] == '\n');
	}
	return NULL;
}
