#include "api/calls.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/share.h"

bool filter_is_set(const struct call_filter *filter)
{
	return *filter->text || *filter->op || filter->outcome != OUTCOME_ANY || filter->since;
}

static bool is_outcome(enum call_outcome outcome, const struct call_facts *call)
{
	bool good = call->status / 100 == 2 && !call->failed;

	switch (outcome) {
	case OUTCOME_BAD:
		return !good;
	case OUTCOME_REFUSED:
		return call->status / 100 == 4;
	case OUTCOME_BROKEN:
		return call->status / 100 == 5;
	case OUTCOME_NONE:
		return !call->status;
	case OUTCOME_GOOD:
		return good;
	default:
		return true;
	}
}

bool filter_fits(const struct call_filter *filter, const struct call_facts *call)
{
	if (call->at < filter->since || (*filter->op && !str_eq(filter->op, call->op)))
		return false;
	return filter->outcome == OUTCOME_ANY || (call->done && is_outcome(filter->outcome, call));
}

bool filter_finds(const struct call_filter *filter, const char *const *texts, int n)
{
	size_t len;

	for (int i = 0; i < n; i++)
		if (texts[i] && text_seek(texts[i], filter->text, &len))
			return true;
	return !*filter->text;
}

/* Bodies are compared as the store writes them, so that a call is found by the
 * same words before and after it went to disk. */
bool exchange_fits(const struct exchange *x, const struct call_filter *filter)
{
	struct call_facts facts = { .op = x->op ? x->op->name : "", .at = x->at,
				    .status = x->status, .done = x->done, .failed = *x->failure };
	char status[12], *request, *response;
	bool found;

	if (!filter_fits(filter, &facts))
		return false;
	if (!*filter->text)
		return true;
	snprintf(status, sizeof(status), "%d", x->status);
	request = json_text(x->request, false);
	response = json_text(x->response, false);
	found = filter_finds(filter, (const char *const[]){
		facts.op, x->method, x->url, x->scenario, x->failure, status, request, response,
		x->response_text, x->request_headers, x->response_headers }, 11);
	free(request);
	free(response);
	return found;
}
