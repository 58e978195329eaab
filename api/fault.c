#include "api/fault.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "api/op.h"
#include "api/words.h"

static const char *const kinds[FAULT_KINDS] = {
	[FAULT_NONE] = "none", [FAULT_DELAY] = "delay", [FAULT_500] = "500", [FAULT_429] = "429",
	[FAULT_RESET_BEFORE] = "reset-before", [FAULT_RESET_AFTER] = "reset-after",
	[FAULT_HALF_BODY] = "half-body", [FAULT_STALL] = "stall", [FAULT_MALFORMED] = "malformed",
	[FAULT_WRONG_TYPE] = "wrong-type", [FAULT_MISSING_FIELD] = "missing-field",
	[FAULT_OVERSIZED] = "oversized", [FAULT_HTML] = "html", [FAULT_DRIP] = "drip",
	[FAULT_EMPTY] = "empty", [FAULT_WRONG_CODE] = "wrong-code", [FAULT_NO_CODE] = "no-code",
	[FAULT_ANSWER] = "answer",
};

static const char *const words[FAULT_KINDS] = {
	[FAULT_NONE] = "",
	[FAULT_DELAY] = N_("carried out, answered late"),
	[FAULT_500] = N_("refused with 500, not carried out"),
	[FAULT_429] = N_("refused with 429 and Retry-After, not carried out"),
	[FAULT_RESET_BEFORE] = N_("line cut before it was carried out"),
	[FAULT_RESET_AFTER] = N_("line cut after it was carried out"),
	[FAULT_HALF_BODY] = N_("half of the answer, then the line is cut"),
	[FAULT_STALL] = N_("half of the answer, then a long pause"),
	[FAULT_MALFORMED] = N_("an answer that is no whole JSON"),
	[FAULT_WRONG_TYPE] = N_("an answer with a value of a wrong type"),
	[FAULT_MISSING_FIELD] = N_("an answer without a field that is needed"),
	[FAULT_OVERSIZED] = N_("an answer that is far too large"),
	[FAULT_HTML] = N_("a page of a gateway in place of the answer"),
	[FAULT_DRIP] = N_("an answer that comes a few bytes at a time"),
	[FAULT_EMPTY] = N_("an answer without a body"),
	[FAULT_WRONG_CODE] = N_("a refusal with another code"),
	[FAULT_NO_CODE] = N_("a refusal without its code"),
	[FAULT_ANSWER] = N_("a documented answer by its number or status, not carried out"),
};

/* What ms means where the spec does not say. */
static const int usual_ms[FAULT_KINDS] = {
	[FAULT_DELAY] = 2000, [FAULT_STALL] = 60000, [FAULT_429] = 5, [FAULT_DRIP] = 20,
};

const char *fault_kind_name(enum fault_kind kind)
{
	return (unsigned)kind < FAULT_KINDS ? kinds[kind] : kinds[FAULT_NONE];
}

const char *fault_kind_words(enum fault_kind kind)
{
	return (unsigned)kind < FAULT_KINDS && kind ? _(words[kind]) : "";
}

int fault_kind_ms(enum fault_kind kind)
{
	return (unsigned)kind < FAULT_KINDS ? usual_ms[kind] : 0;
}

static enum fault_kind kind_named(const char *name)
{
	for (int kind = FAULT_NONE + 1; kind < FAULT_KINDS; kind++)
		if (!strcmp(kinds[kind], name))
			return (enum fault_kind)kind;
	return FAULT_NONE;
}

static bool whole_number(const char *text, long min, long max, int *out)
{
	char *end;
	long n = strtol(text, &end, 10);

	if (end == text || *end || n < min || n > max)
		return false;
	*out = (int)n;
	return true;
}

/* "0.1" to 100 thousandths. */
static bool share(const char *text, int *thousandths)
{
	char *end;
	double value = strtod(text, &end);

	if (end == text || *end || !(value > 0 && value <= 1))
		return false;
	*thousandths = (int)(value * 1000 + 0.5);
	return *thousandths > 0;
}

static bool set_option(struct fault *fault, const char *key, const char *value)
{
	if (!strcmp(key, "count"))
		return whole_number(value, 1, 1000000, &fault->count);
	if (!strcmp(key, "chance"))
		return share(value, &fault->chance);
	if (!strcmp(key, "seed"))
		return whole_number(value, 1, INT_MAX, (int *)&fault->seed);
	if (!strcmp(key, "ms") && fault->kind != FAULT_429 && usual_ms[fault->kind])
		return whole_number(value, 1, 3600000, &fault->ms);
	if (!strcmp(key, "retry") && fault->kind == FAULT_429)
		return whole_number(value, 0, 86400, &fault->ms);
	if (!strcmp(key, "n") && fault->kind == FAULT_ANSWER)
		return whole_number(value, 1, 999, &fault->n);
	if (!strcmp(key, "status") && (fault->kind == FAULT_HTML || fault->kind == FAULT_ANSWER))
		return whole_number(value, 200, 599, &fault->status);
	return false;
}

static bool bad_kind(const char *name, struct err *err)
{
	const char *near = NULL;
	int least = 4, d;

	err_set(err, ERR_CONFIG, _("there is no fault “%s”"), name);
	for (int kind = FAULT_NONE + 1; kind < FAULT_KINDS; kind++)
		if ((d = word_distance(name, kinds[kind])) < least) {
			least = d;
			near = kinds[kind];
		}
	if (near)
		return err_next(err, _("Did you mean %s?"), near);
	return err_next(err, _("Faults are: delay, 500, 429, reset-before, reset-after, half-body, "
			       "stall, malformed, wrong-type, missing-field, oversized, html, "
			       "drip, empty, wrong-code, no-code, answer."));
}

static bool bad_operation(const char *name, struct err *err)
{
	const struct op *near = op_nearest(name);

	err_set(err, ERR_CONFIG, _("there is no operation “%s”"), name);
	return near ? err_next(err, _("Did you mean %s?"), near->name) : false;
}

/* One part of a spec after its kind: an operation or key=value. */
static bool read_part(struct fault *fault, char *part, struct err *err)
{
	char *value = strchr(part, '=');

	if (!value) {
		if (strcmp(part, "*") && !op_find(part))
			return bad_operation(part, err);
		strncpy(fault->operation, part, sizeof(fault->operation) - 1);
		return true;
	}
	*value++ = '\0';
	if (!set_option(fault, part, value))
		return err_set(err, ERR_CONFIG, _("“%s=%s” does not fit the fault “%s”"),
			       part, value, kinds[fault->kind]);
	return true;
}

bool fault_parse(const char *spec, struct fault *out, struct err *err)
{
	struct fault fault = { .operation = "*", .count = -1, .chance = 1000 };
	char *copy = xstrdup(spec), *rest = copy, *part = strsep(&rest, ":");
	bool ok = true;
	int status = 0;

	fault.kind = kind_named(part);
	if (fault.kind == FAULT_NONE && whole_number(part, 200, 599, &status))
		fault.kind = FAULT_ANSWER;
	if (fault.kind == FAULT_NONE)
		ok = bad_kind(part, err);
	fault.ms = usual_ms[fault.kind];
	fault.status = fault.kind == FAULT_HTML ? 401 :
		       fault.kind == FAULT_ANSWER && !status ? 400 : status;
	while (ok && (part = strsep(&rest, ":")))
		ok = read_part(&fault, part, err);
	if (ok)
		*out = fault;
	free(copy);
	return ok;
}

char *fault_text(const struct fault *fault)
{
	struct str text = { 0 };

	str_addf(&text, "%s:%s", fault_kind_name(fault->kind), fault->operation);
	if (fault->ms != usual_ms[fault->kind])
		str_addf(&text, fault->kind == FAULT_429 ? ":retry=%d" : ":ms=%d", fault->ms);
	if (fault->kind == FAULT_HTML && fault->status != 401)
		str_addf(&text, ":status=%d", fault->status);
	if (fault->kind == FAULT_ANSWER && fault->n)
		str_addf(&text, ":n=%d", fault->n);
	else if (fault->kind == FAULT_ANSWER)
		str_addf(&text, ":status=%d", fault->status);
	if (fault->count > 0)
		str_addf(&text, ":count=%d", fault->count);
	if (fault->chance != 1000)
		str_addf(&text, ":chance=%d.%03d", fault->chance / 1000, fault->chance % 1000);
	if (fault->seed)
		str_addf(&text, ":seed=%u", fault->seed);
	return str_steal(&text);
}
