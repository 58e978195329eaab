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

/* A header of which only the name is known takes a variable of the reader's. */
static void add_header(struct str *out, const char *line, size_t n)
{
	static const char hidden[] = ": [redacted]";
	size_t tail = sizeof(hidden) - 1;

	if (n > tail && !memcmp(line + n - tail, hidden, tail))
		str_addf(out, "%.*s: {{REMITTY_KEY}}\n", (int)(n - tail), line);
	else
		str_addf(out, "%.*s\n", (int)n, line);
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
	if (body)
		str_addf(&out, "\n%s\n", body);
	free(body);
	json_decref(safe);
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
