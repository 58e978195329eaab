#include "api/journal.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

struct entry {
	struct entry *older;
	struct exchange exchange;
};

struct journal {
	struct entry *newest;
	int count, keep;
	int unkept;			/* those not marked kept, ended or not */
	unsigned serial;
	int64_t run;
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
	free(x->response_text);
}

static void entry_free(struct entry *entry)
{
	exchange_release(&entry->exchange);
	free(entry);
}

void journal_free(struct journal *journal)
{
	if (!journal)
		return;
	while (journal->newest) {
		struct entry *entry = journal->newest;

		journal->newest = entry->older;
		entry_free(entry);
	}
	free(journal);
}

/* Let the oldest finished exchange go; those under way are still written to. */
static void push_out(struct journal *journal)
{
	struct entry **oldest = NULL, *entry;

	for (struct entry **link = &journal->newest; *link; link = &(*link)->older)
		if ((*link)->exchange.done)
			oldest = link;
	if (!oldest)
		return;
	entry = *oldest;
	*oldest = entry->older;
	journal->count--;
	journal->unkept -= !entry->exchange.kept;
	entry_free(entry);
}

struct exchange *journal_begin(struct journal *journal, const struct op *op)
{
	struct entry *entry = xcalloc(1, sizeof(*entry));

	if (journal->count >= journal->keep)
		push_out(journal);
	entry->exchange = (struct exchange){ .serial = ++journal->serial, .op = op,
					     .at = wall_ms() };
	entry->older = journal->newest;
	journal->newest = entry;
	journal->count++;
	journal->unkept++;
	return &entry->exchange;
}

int journal_count(const struct journal *journal)
{
	return journal->count;
}

const struct exchange *journal_nth(const struct journal *journal, int n)
{
	const struct entry *entry = journal->newest;

	for (; entry && n > 0; n--)
		entry = entry->older;
	return entry && n == 0 ? &entry->exchange : NULL;
}

const struct exchange *journal_find(const struct journal *journal, unsigned serial)
{
	const struct entry *entry = journal->newest;

	while (entry && entry->exchange.serial != serial)
		entry = entry->older;
	return entry ? &entry->exchange : NULL;
}

int64_t journal_run(const struct journal *journal)
{
	return journal->run;
}

int journal_unkept(const struct journal *journal, struct exchange **found, int max)
{
	int left = journal->unkept, n = 0;

	for (struct entry *entry = journal->newest; entry && left; entry = entry->older) {
		struct exchange *x = &entry->exchange;

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

/* A header of which only the name is known gets the key from the environment
 * of whoever runs the command. */
static void add_header(struct str *out, const char *line, size_t n)
{
	static const char hidden[] = ": [redacted]";
	size_t tail = sizeof(hidden) - 1;

	str_add(out, " -H ");
	if (n > tail && !memcmp(line + n - tail, hidden, tail))
		str_addf(out, "\"%.*s: $REMITTY_KEY\"", (int)(n - tail), line);
	else
		add_quoted(out, line, n);
}

char *exchange_curl(const struct exchange *x)
{
	struct str out = { 0 };
	const char *line = x->request_headers;
	char *body;

	str_addf(&out, "curl -sS -X %s ", x->method);
	add_quoted(&out, x->url, strlen(x->url));
	while (line && *line) {
		size_t n = strcspn(line, "\n");

		add_header(&out, line, n);
		line += n + (line[n] == '\n');
	}
	if (x->request) {
		body = json_dumps(x->request, JSON_COMPACT | JSON_REAL_PRECISION(15));
		str_add(&out, " --data ");
		add_quoted(&out, body, strlen(body));
		free(body);
	}
	return str_steal(&out);
}
