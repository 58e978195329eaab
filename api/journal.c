#include "api/journal.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/clean.h"
#include "api/multipart.h"
#include "api/share.h"

/* Oldest first: serials ascend. */
struct journal {
	struct exchange **calls;
	int count, room, keep;
	int unkept;			/* those not marked kept, ended or not */
	unsigned serial;
	int64_t run;
	char scenario[sizeof(((struct exchange *)NULL)->scenario)];
};

struct journal *journal_new(int keep)
{
	struct journal *journal = xcalloc(1, sizeof(*journal));

	journal->keep = keep;
	randombytes_buf(&journal->run, sizeof(journal->run));
	return journal;
}

void exchange_release(struct exchange *x)
{
	free(x->method);
	free(x->url);
	json_decref(x->request);
	free(x->request_headers);
	free(x->request_text);
	free(x->response_headers);
	json_decref(x->response);
	json_decref(x->hidden);
	free(x->response_text);
	free(x->letter_out);
	free(x->letter_in);
}

void journal_free(struct journal *journal)
{
	if (!journal)
		return;
	for (int i = 0; i < journal->count; i++) {
		exchange_release(journal->calls[i]);
		free(journal->calls[i]);
	}
	free(journal->calls);
	free(journal);
}

/* Let the oldest finished exchange go; those under way are still written to. */
static void push_out(struct journal *journal)
{
	struct exchange **oldest = journal->calls;
	struct exchange **end = oldest + journal->count;

	while (oldest < end && !(*oldest)->done)
		oldest++;
	if (oldest == end)
		return;
	journal->unkept -= !(*oldest)->kept;
	exchange_release(*oldest);
	free(*oldest);
	journal->count--;
	memmove(oldest, oldest + 1, (size_t)(end - oldest - 1) * sizeof(*oldest));
}

struct exchange *journal_begin(struct journal *journal, const struct op *op)
{
	struct exchange *x = xcalloc(1, sizeof(*x));

	if (journal->count >= journal->keep)
		push_out(journal);
	if (journal->count == journal->room) {
		journal->room = journal->room ? journal->room * 2 : 16;
		journal->calls = xrealloc(journal->calls,
					  (size_t)journal->room * sizeof(struct exchange *));
	}
	*x = (struct exchange){ .serial = ++journal->serial, .op = op, .at = wall_ms() };
	memcpy(x->scenario, journal->scenario, sizeof(x->scenario));
	journal->calls[journal->count++] = x;
	journal->unkept++;
	return x;
}

void journal_scenario(struct journal *journal, const char *id)
{
	snprintf(journal->scenario, sizeof(journal->scenario), "%s", id);
}

int journal_count(const struct journal *journal)
{
	return journal->count;
}

const struct exchange *journal_nth(const struct journal *journal, int n)
{
	return n >= 0 && n < journal->count ? journal->calls[journal->count - 1 - n] : NULL;
}

const struct exchange *journal_find(const struct journal *journal, unsigned serial)
{
	int low = 0, high = journal->count;

	while (low < high) {
		int mid = low + (high - low) / 2;

		if (journal->calls[mid]->serial < serial)
			low = mid + 1;
		else
			high = mid;
	}
	return low < journal->count && journal->calls[low]->serial == serial ?
		journal->calls[low] : NULL;
}

static bool json_speaks(const json_t *value, bool (*speaks)(const char *, const void *),
			const void *who)
{
	char *text = value ? json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT) : NULL;
	bool hit = text && speaks(text, who);

	free(text);
	return hit;
}

static bool exchange_speaks(const struct exchange *x,
			    bool (*speaks)(const char *, const void *), const void *who)
{
	const char *const texts[] = {
		x->url, x->request_text, x->request_headers, x->response_headers,
		x->response_text, x->failure,
	};

	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		if (texts[i] && speaks(texts[i], who))
			return true;
	return json_speaks(x->request, speaks, who) || json_speaks(x->response, speaks, who);
}

int journal_forget(struct journal *journal, bool (*speaks)(const char *, const void *),
		   const void *who)
{
	int n = 0;

	for (int i = 0; i < journal->count; i++) {
		struct exchange *x = journal->calls[i], kept = *x;

		if (!x->done || !exchange_speaks(x, speaks, who))
			continue;
		*x = (struct exchange){
			.serial = kept.serial, .op = kept.op, .at = kept.at, .done = true,
			.method = kept.method, .url = xstrdup(""), .status = kept.status,
			.ms = kept.ms, .bytes = kept.bytes, .kept = kept.kept,
		};
		memcpy(x->times, kept.times, sizeof(x->times));
		memcpy(x->scenario, kept.scenario, sizeof(x->scenario));
		kept.method = NULL;
		exchange_release(&kept);
		n++;
	}
	return n;
}

int64_t journal_run(const struct journal *journal)
{
	return journal->run;
}

int journal_unkept(const struct journal *journal, struct exchange **found, int max)
{
	int left = journal->unkept, n = 0;

	for (int i = journal->count - 1; i >= 0 && left; i--) {
		struct exchange *x = journal->calls[i];

		left -= !x->kept;
		if (x->kept || !x->done)
			continue;
		memmove(found + 1, found, (size_t)(n < max ? n++ : max - 1) * sizeof(*found));
		found[0] = x;
	}
	return n;
}

void journal_mark_kept(struct journal *journal, struct exchange *x)
{
	journal->unkept -= !x->kept;
	x->kept = true;
}

/* One word of a shell command, whatever is in it. */
static void add_quoted(struct str *out, const char *word, size_t n)
{
	str_add(out, "'");
	for (size_t i = 0; i < n; i++)
		if (word[i] == '\'')
			str_add(out, "'\\''");
		else
			str_addn(out, word + i, 1);
	str_add(out, "'");
}

/* What is hidden comes from the environment of whoever runs the command. */
static void add_header(struct str *out, const char *line, size_t n)
{
	const char *variable;
	size_t shown = header_hides(line, n, &variable);

	str_add(out, " -H ");
	if (shown)
		str_addf(out, "\"%.*s$%s\"", (int)shown, line, variable);
	else
		add_quoted(out, line, n);
}

static void add_form(struct str *out, const struct exchange *x)
{
	json_t *parts = exchange_parts(x), *part;
	const char *key, *text = "", *file;
	char *word;
	size_t i;

	json_array_foreach(parts, i, part) {
		file = NULL;
		json_unpack(part, "{s:s, s?s, s?s}", "key", &key, "text", &text, "file", &file);
		word = xasprintf("%s=%s%s", key, file ? "@" : "", file ? file : text);
		str_add(out, " -F ");
		add_quoted(out, word, strlen(word));
		free(word);
	}
	json_decref(parts);
}

char *exchange_curl(const struct exchange *x)
{
	struct str out = { 0 };
	const char *line = x->request_headers;
	char *body, *url = clean_secrets(x->url);
	json_t *safe;

	str_addf(&out, "curl -sS -X %s ", x->method);
	add_quoted(&out, url, strlen(url));
	free(url);
	while (line && *line) {
		size_t n = strcspn(line, "\n");

		if (!has_prefix(line, "Content-Type: " MULTIPART))	/* it makes its own */
			add_header(&out, line, n);
		line += n + (line[n] == '\n');
	}
	if (x->letter_out) {
		str_add(&out, " --data ");
		add_quoted(&out, x->letter_out, strlen(x->letter_out));
	} else if (x->request && x->op && x->op->multipart) {
		add_form(&out, x);
	} else if (x->request) {
		safe = body_safe(x->request);
		body = json_text(safe, false);
		str_add(&out, " --data ");
		add_quoted(&out, body, strlen(body));
		free(body);
		json_decref(safe);
	}
	return str_steal(&out);
}
