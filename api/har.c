/* The shape is that of the HAR 1.2 specification (softwareishard.com), with every
 * member that it does not call optional.  Numbers that are not known are -1. */

#include "api/har.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/clean.h"
#include "api/share.h"
#include "api/words.h"

struct har {
	FILE *out;
	char *path, *temp;		/* NULL: onto somebody's stream */
	int entries;
};

/* ---- one call ---- */

static json_t *pair(const char *name, size_t n, char *value_taken)
{
	char *safe = clean_secrets(value_taken);
	json_t *json = json_pack("{s:s%, s:s}", "name", name, n, "value", safe);

	free(safe);
	free(value_taken);
	return json;
}

static json_t *headers(const char *line)
{
	json_t *all = json_array();

	while (line && *line) {
		size_t n = strcspn(line, "\n"), name = strcspn(line, ":\n");

		if (name < n) {		/* the status line is none */
			size_t gap = name + 1 + strspn(line + name + 1, " ");

			json_array_append_new(all, pair(line, name,
							xstrndup(line + gap, n - gap)));
		}
		line += n + (line[n] == '\n');
	}
	return all;
}

static json_t *query(const char *url)
{
	json_t *all = json_array();
	const char *at = strchr(url, '?');
	char *name, *value;

	for (at = at ? at + 1 : ""; query_next(&at, &name, &value); free(name))
		json_array_append_new(all, pair(name, strlen(name), value));
	return all;
}

static char *body_text(const json_t *body)
{
	json_t *safe = body_safe(body);
	char *text = json_text(safe, false);

	json_decref(safe);
	return text;
}

/* Type and text of a body, as postData and content have them. */
static json_t *body(const char *lines, const char *text)
{
	char *type = header_value(lines, "Content-Type");
	json_t *json = json_pack("{s:s, s:s}", "mimeType", type ? type : "", "text", text);

	free(type);
	return json;
}

static json_t *request(const struct exchange *x)
{
	char *text = body_text(x->request), *url = clean_secrets(x->url);
	json_t *json = json_pack("{s:s, s:s, s:s, s:[], s:o, s:o, s:i, s:i}", "method", x->method,
				 "url", url, "httpVersion", "HTTP/1.1", "cookies", "headers",
				 headers(x->request_headers), "queryString", query(url),
				 "headersSize", -1, "bodySize", text ? (int)strlen(text) : 0);

	if (text)
		json_object_set_new(json, "postData", body(x->request_headers, text));
	free(text);
	free(url);
	return json;
}

/* "HTTP/1.1 404 Not Found" stands above the headers. */
static char *status_text(const char *lines)
{
	const char *at = lines && has_prefix(lines, "HTTP/") ? strchr(lines, ' ') : NULL;
	size_t n;

	at = at ? strpbrk(at + 1, " \n") : NULL;
	n = at && *at == ' ' ? strcspn(at + 1, "\n") : 0;
	return xstrndup(n ? at + 1 : "", n);
}

static json_t *response(const struct exchange *x)
{
	char *text = x->response ? body_text(x->response) :
		     x->response_text ? clean_secrets(x->response_text) : xstrdup("");
	char *words = status_text(x->response_headers), *failure = clean_secrets(x->failure);
	json_t *content = body(x->response_headers, text);
	json_t *json;

	json_object_set_new(content, "size", json_integer((json_int_t)x->bytes));
	json = json_pack("{s:i, s:s, s:s, s:[], s:o, s:o, s:s, s:i, s:I}", "status", x->status,
			 "statusText", words, "httpVersion", "HTTP/1.1", "cookies", "headers",
			 headers(x->response_headers), "content", content, "redirectURL", "",
			 "headersSize", -1, "bodySize", (json_int_t)x->bytes);
	if (*failure)
		json_object_set_new(json, "comment", json_string(failure));
	free(text);
	free(words);
	free(failure);
	return json;
}

static json_t *ms(int64_t us)
{
	return json_real((int)us / 1000.0);
}

/* What happened between two moments; -1 when the later one did not come. */
static json_t *between(int64_t from, int64_t to)
{
	return to > from ? ms(to - from) : json_integer(-1);
}

/* TLS is part of connecting, says the specification. */
static json_t *timings(const struct exchange *x)
{
	const int64_t *t = x->times;
	int64_t ready = t[TIME_TLS] ? t[TIME_TLS] : t[TIME_CONNECT];
	int64_t first = t[TIME_FIRST] > ready ? t[TIME_FIRST] : ready;

	return json_pack("{s:i, s:o, s:o, s:o, s:i, s:o, s:o}", "blocked", -1,
			 "dns", between(0, t[TIME_NAME]), "connect", between(t[TIME_NAME], ready),
			 "ssl", between(t[TIME_CONNECT], t[TIME_TLS]), "send", 0,
			 "wait", ms(first - ready),
			 "receive", ms(t[TIME_TOTAL] > first ? t[TIME_TOTAL] - first : 0));
}

json_t *har_entry(const struct exchange *x)
{
	char at[25];
	json_t *entry;

	iso_time(x->at, at);
	entry = json_pack("{s:s, s:o, s:o, s:o, s:{}, s:o}", "startedDateTime", at,
			  "time", x->times[TIME_TOTAL] ? ms(x->times[TIME_TOTAL]) :
							 json_integer(x->ms),
			  "request", request(x), "response", response(x), "cache",
			  "timings", timings(x));
	json_object_set_new(entry, "comment",
			    json_string(*x->scenario ? x->scenario : x->op ? x->op->name : ""));
	return entry;
}

/* ---- the archive ---- */

static void begin(struct har *har, const char *version)
{
	fprintf(har->out, "{\"log\": {\"version\": \"1.2\", \"creator\": {\"name\": \"remitty\", "
		"\"version\": \"%s\"}, \"entries\": [", version);
}

struct har *har_onto(void *stream, const char *version)
{
	struct har *har = xcalloc(1, sizeof(*har));

	har->out = stream;
	begin(har, version);
	return har;
}

static void har_free(struct har *har)
{
	free(har->path);
	free(har->temp);
	free(har);
}

struct har *har_open(const char *path, const char *version, struct err *err)
{
	struct har *har = xcalloc(1, sizeof(*har));
	int fd;

	har->path = xstrdup(path);
	har->temp = xasprintf("%s.XXXXXX", path);
	fd = mkostemp(har->temp, O_CLOEXEC);	/* 0600 */
	har->out = fd < 0 ? NULL : fdopen(fd, "w");
	if (!har->out) {
		err_set(err, ERR_STORE, _("%s cannot be written: %s"), path, strerror(errno));
		if (fd >= 0)
			close(fd);
		har_free(har);
		return NULL;
	}
	begin(har, version);
	return har;
}

void har_add(struct har *har, const struct exchange *x)
{
	json_t *entry = har_entry(x);

	fputs(har->entries++ ? ",\n" : "\n", har->out);
	json_dumpf(entry, har->out, JSON_INDENT(1) | JSON_REAL_PRECISION(15));
	json_decref(entry);
}

bool har_close(struct har *har, bool keep, struct err *err)
{
	bool ok;

	fputs("\n]}}\n", har->out);
	ok = fflush(har->out) == 0 && !ferror(har->out);
	if (har->path) {
		ok &= fclose(har->out) == 0;
		ok = ok && keep && rename(har->temp, har->path) == 0;
		if (!ok)
			unlink(har->temp);
	}
	if (!ok && keep)
		err_set(err, ERR_STORE, _("%s cannot be written: %s"),
			har->path ? har->path : "stdout", strerror(errno));
	har_free(har);
	return ok;
}
