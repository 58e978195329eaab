/* The page of a verdict: what was expected beside what came, the lines that differ
 * marked, and below them what went over the wire. */

#include "screens/verdict.h"

#include <stdlib.h>
#include <string.h>

#include "api/json_path.h"
#include "screens/show.h"

#define LINES_OF_ONE 3		/* of a value beside another */

static void add(struct verdict_page *p, const struct pair *line)
{
	if (!(p->n & (p->n - 1)))
		p->lines = xrealloc(p->lines, (size_t)(p->n ? p->n * 2 : 1) *
				     sizeof(*p->lines));
	p->lines[p->n++] = *line;
}

static void add_heading(struct verdict_page *p, const char *left, const char *right)
{
	if (p->n)
		add(p, &(struct pair){ .left = xstrdup("") });
	add(p, &(struct pair){ .left = xstrdup(left), .right = right ? xstrdup(right) : NULL,
				.style = STYLE_LABEL });
}

/* A text as it is, line by line. */
static void add_text(struct verdict_page *p, const char *text, enum style style)
{
	const char *line;
	size_t bytes;

	while (text_wrap_next(&text, p->width - PAGE_GUTTER, &line, &bytes))
		add(p, &(struct pair){ .left = xstrndup(line, bytes), .style = style });
}

int page_half(const struct verdict_page *p)
{
	return (p->width - PAGE_GUTTER - PAGE_BETWEEN) / 2;
}

/* The next line of a side, new; "" when it has no more. */
static char *side_line(const char **text, int w)
{
	const char *line;
	size_t bytes;

	return text_wrap_next(text, w, &line, &bytes) ? xstrndup(line, bytes) : xstrdup("");
}

static void add_pair(struct verdict_page *p, const char *left, const char *right, bool differs)
{
	int w = page_half(p);

	for (int i = 0; i < LINES_OF_ONE && (!i || *left || *right); i++)
		add(p, &(struct pair){
				.left = side_line(&left, w), .right = side_line(&right, w),
				.style = differs ? STYLE_ERROR : STYLE_TEXT,
				.differs = differs, .first = !i });
}

static char *value_text(const json_t *value)
{
	char *text = value ? json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY |
					JSON_REAL_PRECISION(15)) : NULL;

	return text ? text : xstrdup("–");
}

/* ---- expected beside got ---- */

static void add_status(struct verdict_page *p)
{
	const struct run_row *r = p->row;
	char *want = xasprintf("HTTP %d", r->scenario->status);
	char *got = r->status ? xasprintf("HTTP %d", r->status) : xstrdup(_("no answer"));

	add_pair(p, want, got, r->status != r->scenario->status);
	free(want);
	free(got);
}

static void add_code(struct verdict_page *p)
{
	const struct run_row *r = p->row;
	const char *code = r->scenario->code, *got = *r->code ? r->code : word_of(p->body, "code");
	const char *word = r->scenario->op->marks ? "type" : "code";
	char *left, *right;

	if (!code && !*got)
		return;
	left = code ? xasprintf("%s  %s", word, code) : xstrdup("");
	right = xasprintf("%s  %s", word, *got ? got : "–");
	add_pair(p, left, right, code && !str_eq(code, got));
	free(left);
	free(right);
}

/* The message, which alone tells many of the wallet service's refusals apart. */
static void add_message(struct verdict_page *p)
{
	const struct run_row *r = p->row;
	const char *want = r->scenario->status >= 400 ? r->scenario->doc->reason : NULL;
	char *left, *right;

	if (!r->scenario->op->marks || (!want && !*r->message))
		return;
	left = want ? xasprintf("message  %s", want) : xstrdup("");
	right = xasprintf("message  %s", *r->message ? r->message : "–");
	add_pair(p, left, right, want && r->state == ROW_FAILED && !str_eq(want, r->message));
	free(left);
	free(right);
}

/* What the row wants the answer to say besides. */
static void add_expectations(struct verdict_page *p)
{
	json_t *expect = scenario_expect(p->row->scenario), *want;
	const char *key;

	json_object_foreach(expect, key, want) {
		char *got = op_text(json_at(p->body, key));
		char *left = xasprintf("%s  %s", key, json_string_value(want));
		char *right = xasprintf("%s  %s", key, got ? got : "–");

		add_pair(p, left, right, !str_eq(got, json_string_value(want)));
		free(got);
		free(left);
		free(right);
	}
	json_decref(expect);
}

/* A success by its description: what is needed, and what else came. */
static void add_field(struct verdict_page *p, const struct field *f, const json_t *value)
{
	bool absent = field_absent(value);
	bool wrong = absent ? f->required && !(f->nullable && json_is_null(value)) :
			      !f->secret && f->type->check && !f->type->check(f, value, NULL);
	char *text = value_text(value), *left, *right;

	if (!absent || f->required) {
		left = xasprintf(f->required ? "%s  %s" : "%s  (%s)", f->key, f->type->name);
		right = xasprintf("%s  %s", f->key, text);
		add_pair(p, left, right, wrong);
		free(left);
		free(right);
	}
	free(text);
}

/* A refusal gives a reason, in whatever words. */
static void add_reason(struct verdict_page *p, const json_t *body)
{
	const char *sample = p->row->scenario->doc->reason;
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)body, key, value) {
		char *text = value_text(value), *right = xasprintf("%s  %s", key, text);
		char *left = str_eq(key, "reason") && sample ? xasprintf("reason  “%s”", sample) :
							       xstrdup("");

		if (!str_eq(key, "code"))
			add_pair(p, left, right, false);
		free(left);
		free(right);
		free(text);
	}
}

static void add_comparison(struct verdict_page *p)
{
	const struct run_row *r = p->row;
	const struct op *op = r->scenario->op;
	const json_t *body = p->body;

	add_heading(p, _("EXPECTED"), _("GOT"));
	add_status(p);
	add_code(p);
	add_message(p);
	if (!p->call || !p->call->done)
		return;
	add_expectations(p);
	if (json_is_array(body))
		body = json_array_get(body, 0);
	if (r->scenario->status >= 300 || r->status >= 300)
		add_reason(p, body);
	else if (json_is_object(body) && op->shape <= REPLY_LIST)
		field_each(f, op->out)
			add_field(p, f, json_object_get(body, f->key));
}

/* ---- the whole ---- */

static void add_json(struct verdict_page *p, const json_t *value)
{
	char *text = value ? json_dumps(value, JSON_INDENT(2) | JSON_ENCODE_ANY |
					JSON_REAL_PRECISION(15)) : NULL;

	if (text)
		add_text(p, text, STYLE_TEXT);
	free(text);
}

static void add_answer(struct verdict_page *p)
{
	add_heading(p, _("THE ANSWER"), NULL);
	if (*p->call->failure)
		add_text(p, p->call->failure, STYLE_HINT);
	if (p->body)
		add_json(p, p->body);
	else if (p->call->response_text)
		add_text(p, p->call->response_text, STYLE_TEXT);
}

static void add_call(struct verdict_page *p)
{
	char *line;

	add_heading(p, _("THE CALL"), NULL);
	if (!p->call) {
		add_text(p, p->row->serial
			 ? _("This call is no longer kept: newer ones took its place.")
			 : _("Nothing went over the wire for this row."), STYLE_HINT);
		return;
	}
	line = xasprintf("%s %s", p->call->method, p->call->url);
	add_text(p, line, STYLE_TEXT);
	free(line);
	add_json(p, p->call->request);
	if (p->call->done)
		add_answer(p);
}

void page_release(struct verdict_page *p)
{
	for (int i = 0; i < p->n; i++) {
		free(p->lines[i].left);
		free(p->lines[i].right);
	}
	free(p->lines);
	p->lines = NULL;
	p->n = 0;
}

void page_make(struct verdict_page *p, int width)
{
	const struct scenario *s = p->row->scenario;
	json_t *safe = p->call ? record_safe(p->config, s->op->out, p->call->response) : NULL;

	page_release(p);
	p->width = width;
	p->body = safe;
	if (p->row->status || p->row->state == ROW_FAILED)
		add_comparison(p);
	if (s->doc->provoke) {
		add_heading(p, _("HOW IT IS PROVOKED"), NULL);
		add_text(p, s->doc->provoke, STYLE_TEXT);
	}
	add_call(p);
	p->body = NULL;
	json_decref(safe);
}
