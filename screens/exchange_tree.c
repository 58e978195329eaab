#include "screens/exchange.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/answer.h"
#include "api/share.h"
#include "api/verdict.h"
#include "screens/call_actions.h"
#include "screens/show.h"

static void add_taken(struct tree *tree, int parent, const char *key, char *text)
{
	tree_add(tree, parent, key, text);
	free(text);
}

void exchange_headers(struct tree *tree, int section, const char *line)
{
	int parent, n = 0;
	char *count;

	if (!line || !*line)
		return;
	parent = tree_add(tree, section, _("headers"), "");
	while (*line) {
		size_t len = strcspn(line, "\n"), name = strcspn(line, ":\n");
		size_t gap = name < len ? name + 1 + strspn(line + name + 1, " ") : 0;
		char *key = xstrndup(line, gap ? name : 0);

		add_taken(tree, parent, key, xstrndup(line + gap, len - gap));
		free(key);
		line += len + (line[len] == '\n');
		n++;
	}
	count = xasprintf("(%d)", n);
	free(tree->nodes[parent].text);
	tree->nodes[parent].text = count;
	tree->nodes[parent].folded = true;
}

/* What of a text has lines stands below it line by line. */
static void add_text(struct tree *tree, int section, const char *key, const char *text)
{
	if (text && *text)
		tree_add(tree, section, key, text);
}

static void add_json(struct tree *tree, int section, json_t *json)
{
	if (json_is_object(json) || json_is_array(json))
		tree_add_json(tree, section, _("body"), json);
	else if (json)
		tree_add_json(tree, section, "", json);
}

static int add_request(struct tree *tree, const struct exchange *call)
{
	char *head = xasprintf("%s %s", call->method, call->url);
	int section = tree_add(tree, -1, _("Request"), head);

	free(head);
	exchange_headers(tree, section, call->request_headers);
	add_text(tree, section, _("sealed letter"), call->letter_out);
	add_json(tree, section, call->request);
	return section;
}

static char *answer_head(const struct exchange *call)
{
	if (!call->done)
		return xstrdup(_("No answer yet."));
	if (!call->status)
		return xstrdup(_("none"));
	return xasprintf("HTTP %d   %ld ms   %zu B", call->status, call->ms, call->bytes);
}

static int add_answer(struct tree *tree, const struct config *config, const struct exchange *call)
{
	char *head = answer_head(call);
	int section = tree_add(tree, -1, _("Answer"), head);
	json_t *safe = call_shown(config, call).response;
	bool good = call->status / 100 == 2;

	tree->nodes[section].tag = call->done ? good ? TAG_GOOD : TAG_BAD : TAG_SECTION;
	free(head);
	if (*call->failure) {
		int node = tree_add(tree, section, "", call->failure);

		tree->nodes[node].tag = TAG_BAD;
	}
	exchange_headers(tree, section, call->response_headers);
	add_text(tree, section, _("sealed letter"), call->letter_in);
	add_json(tree, section, safe);
	add_text(tree, section, _("text"), call->response_text);
	json_decref(safe);
	return section;
}

/* ---- times ---- */

static char *ms_text(int64_t us)
{
	return xasprintf("%" PRId64 ".%02" PRId64 " ms", us / 1000, us / 10 % 100);
}

/* A phase lasts from where the one before it ended; -1: it did not happen. */
static void add_phase(struct tree *tree, int section, const char *name, int64_t from, int64_t to)
{
	int64_t total = tree->nodes[section].to;
	char *text = ms_text(to > from ? to - from : 0);
	int node = tree_add(tree, section, name, text);

	tree->nodes[node].tag = TAG_BAR;
	tree->nodes[node].from = (int)(from * 1000 / total);
	tree->nodes[node].to = (int)(to * 1000 / total);
	free(text);
}

static int add_times(struct tree *tree, const struct exchange *call)
{
	const int64_t *t = call->times;
	int64_t ready = t[TIME_TLS] ? t[TIME_TLS] : t[TIME_CONNECT], first = t[TIME_FIRST];
	char *total;
	int section;

	if (!t[TIME_TOTAL])
		return -1;
	total = ms_text(t[TIME_TOTAL]);
	section = tree_add(tree, -1, _("Times"), total);
	free(total);
	tree->nodes[section].to = (int)t[TIME_TOTAL];
	first = first > ready ? first : t[TIME_TOTAL];
	add_phase(tree, section, _("name look-up"), 0, t[TIME_NAME]);
	add_phase(tree, section, _("connecting"), t[TIME_NAME], t[TIME_CONNECT]);
	if (t[TIME_TLS])
		add_phase(tree, section, "TLS", t[TIME_CONNECT], t[TIME_TLS]);
	add_phase(tree, section, _("waiting"), ready, first);
	add_phase(tree, section, _("receiving"), first, t[TIME_TOTAL]);
	return section;
}

/* ---- scenario ---- */

enum { NAME_W = 10, EXPECTED_W = 32 };

static void add_padded(struct str *out, const char *text, int w)
{
	int pad = w - text_width(text);

	str_addf(out, "%s%*s", text, pad > 2 ? pad : 2, "");
}

/* Expected at the left, what came at the right, and whether they are the same. */
static void add_pair(struct tree *tree, int section, const char *name, const char *expected,
		     const char *got)
{
	struct str line = { 0 };
	int node;

	add_padded(&line, name, NAME_W);
	add_padded(&line, expected, EXPECTED_W);
	str_add(&line, *got ? got : "–");
	node = tree_add(tree, section, "", line.s);
	tree->nodes[node].tag = !*name ? TAG_VALUE : str_eq(expected, got) ? TAG_GOOD : TAG_BAD;
	str_release(&line);
}

static void compare(struct tree *tree, int section, const struct scenario *s,
		    const struct exchange *call)
{
	struct reply reply = { .status = call->status, .body = call->response };
	char *text = json_text(call->response, false), expected[12], got[12];
	struct err err = { 0 };
	bool passed;
	int node;

	json_decref(answer_read(call->op, call->status, text ? text : "", text ? strlen(text) : 0,
				&reply.err));
	passed = verdict(s, &reply, NULL, false, &err);
	snprintf(expected, sizeof(expected), "%d", s->status);
	snprintf(got, sizeof(got), "%d", call->status);
	add_pair(tree, section, "", _("expected"), _("got"));
	add_pair(tree, section, _("status"), expected, got);
	if (s->code)
		add_pair(tree, section, _("code"), s->code, verdict_code(s, &reply));
	node = tree_add(tree, section, "", passed ? _("As expected.") : err.text);
	tree->nodes[node].tag = passed ? TAG_GOOD : TAG_BAD;
	free(text);
}

static int add_scenario(struct tree *tree, const struct exchange *call)
{
	struct scenarios all = { 0 };
	const struct scenario *s;
	int section;

	if (!*call->scenario)
		return -1;
	section = tree_add(tree, -1, _("Scenario"), call->scenario);
	scenarios_make(&all);
	s = scenario_find(&all, call->scenario);
	if (s)
		add_text(tree, section, "", s->doc->title ? _(s->doc->title) : NULL);
	if (s && call->done && call->op == s->op)
		compare(tree, section, s, call);
	scenarios_release(&all);
	return section;
}

void exchange_tree(struct tree *tree, const struct config *config, const struct exchange *call,
		   int sections[static SECTIONS])
{
	sections[SECTION_SCENARIO] = add_scenario(tree, call);
	sections[SECTION_REQUEST] = add_request(tree, call);
	sections[SECTION_ANSWER] = add_answer(tree, config, call);
	sections[SECTION_TIMES] = add_times(tree, call);
	tree_show(tree);
}
