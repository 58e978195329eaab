#include "api/bundle.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "api/clean.h"
#include "api/personal.h"
#include "api/share.h"

enum { EVENTS = 200, WORDS = 24, UUID = 36 };

/* ---- what is known to be a person's ---- */

/* Words that must not stand anywhere: the parts of both names, phones, what was said. */
struct known {
	const char *words[WORDS];
	int n;
	char *text;			/* holds them */
};

static void know(struct known *known, const char *word)
{
	if (strlen(word) > 2 && known->n < WORDS)
		known->words[known->n++] = word;
}

static void know_person(struct known *known, const struct ask *ask)
{
	char *rest, *word;

	*known = (struct known){ .text = xasprintf("%s %s", ask->customer, ask->payer) };
	know(known, ask->customer_phone);
	know(known, ask->payer_phone);
	know(known, ask->key);
	know(known, ask->note);
	know(known, ask->link);		/* whoever has it may pay, or decline */
	for (rest = known->text; (word = strsep(&rest, " ")); )
		know(known, word);
}

static json_t *mask(const struct known *known, json_t *taken)
{
	json_t *masked = taken ? personal_json(taken, known->words, known->n) : NULL;

	json_decref(taken);
	return masked;
}

static json_t *mask_text(const struct known *known, const char *text)
{
	char *safe = clean_secrets(text ? text : ""), *masked;
	json_t *json;

	masked = personal_text(safe, known->words, known->n);
	json = json_string(masked);
	free(safe);
	free(masked);
	return json;
}

static json_t *tail(const char *text)
{
	char *masked = personal_tail(text);
	json_t *json = json_string(masked);

	free(masked);
	return json;
}

/* ---- the ask ---- */

static json_t *moment(int64_t at)
{
	char text[25];

	if (!at)
		return json_null();
	iso_time(at, text);
	return json_string(text);
}

static json_t *ask_json(const struct ask *ask, const struct known *known)
{
	json_t *json = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}",
				 "operationId", ask->correlation_id,
				 "correlationId", ask->correlation_id, "platformId", ask->plat_id,
				 "code", ask->code, "operation", *ask->op ? ask->op :
				 op_requestMoneyV2.name, "state", ask_state_name(ask->state),
				 "status", ask->status, "statusDetail", ask->status_detail);
	json_t *more = json_pack("{s:o, s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:s}",
				 "amount", money_to_json(&ask->amount),
				 "currency", ask->amount.currency,
				 "userToken", ask->user_token, "methodId", ask->method_id,
				 "customer", tail(ask->customer),
				 "customerPhone", tail(ask->customer_phone),
				 "payer", tail(ask->payer), "payerPhone", tail(ask->payer_phone),
				 "refusalText", mask_text(known, ask->refusal_text),
				 "refusal", ask->refusal);
	json_t *times = json_pack("{s:o, s:o, s:o, s:o, s:o}", "created", moment(ask->created_at),
				  "handed", moment(ask->handed_at), "stateSince",
				  moment(ask->state_at), "updated", moment(ask->updated_at),
				  "checked", moment(ask->checked_at));

	json_object_update(json, more);
	json_object_set_new(json, "times", times);
	json_decref(more);
	return json;
}

static json_t *events_json(struct store *store, const struct ask *ask, const struct known *known)
{
	struct ask_event *events = xcalloc(EVENTS, sizeof(*events));
	int n = store_ask_events(store, ask->correlation_id, events, EVENTS);
	json_t *all = json_array();

	for (int i = 0; i < n; i++)
		json_array_append_new(all, json_pack("{s:o, s:o}", "at", moment(events[i].at),
						     "what", mask_text(known, events[i].what)));
	free(events);
	return all;
}

json_t *bundle_new(struct store *store, const struct ask *ask, const struct config *config,
		   const char *version)
{
	static const char *const environments[] = {
		[ENV_SANDBOX] = "sandbox", [ENV_TEST] = "test", [ENV_LIVE] = "live",
	};
	struct known known;
	json_t *bundle;

	know_person(&known, ask);
	bundle = json_pack("{s:s, s:o, s:s, s:s, s:s, s:o, s:o, s:[]}", "remitty", version,
			   "made", moment(wall_ms()), "profile", config->profile,
			   "environment", environments[config->environment],
			   "service", config->base_url ? config->base_url : "",
			   "ask", ask_json(ask, &known),
			   "events", events_json(store, ask, &known), "exchanges");
	free(known.text);
	return bundle;
}

/* ---- calls ---- */

const char *bundle_reference(const struct ask *ask)
{
	return *ask->key ? ask->key : ask->correlation_id;
}

static bool has(const json_t *json, const char *text)
{
	char *whole = json_text(json, false);
	size_t len;
	bool found = whole && text_seek(whole, text, &len);

	free(whole);
	return found;
}

/* A list of the customer's operations tells of others, too: those are left out. */
static json_t *only_of(const json_t *body, const char *reference)
{
	json_t *only, *item;
	size_t i;

	if (!json_is_array(body) || !has(body, reference))
		return body_safe(body);
	only = json_array();
	json_array_foreach((json_t *)body, i, item)
		if (has(item, reference))
			json_array_append_new(only, body_safe(item));
	return only;
}

static json_t *times_json(const struct exchange *x)
{
	return json_pack("{s:I, s:I, s:I, s:I, s:I}", "nameLookup", (json_int_t)x->times[TIME_NAME],
			 "connect", (json_int_t)x->times[TIME_CONNECT],
			 "tls", (json_int_t)x->times[TIME_TLS],
			 "firstByte", (json_int_t)x->times[TIME_FIRST],
			 "total", (json_int_t)x->times[TIME_TOTAL]);
}

void bundle_add(json_t *bundle, const struct ask *ask, const struct exchange *x)
{
	const char *reference = bundle_reference(ask);
	struct known known;
	json_t *json;

	know_person(&known, ask);
	json = json_pack("{s:o, s:s, s:s, s:o, s:i, s:I, s:o}", "at", moment(x->at), "operation",
			 x->op ? x->op->name : "", "method", x->method,
			 "url", mask_text(&known, x->url), "status", x->status,
			 "ms", (json_int_t)x->ms, "microseconds", times_json(x));
	json_object_set_new(json, "requestHeaders", mask_text(&known, x->request_headers));
	json_object_set_new(json, "request", mask(&known, body_safe(x->request)));
	json_object_set_new(json, "responseHeaders", mask_text(&known, x->response_headers));
	json_object_set_new(json, "response", mask(&known, only_of(x->response, reference)));
	if (x->response_text)
		json_object_set_new(json, "text", mask_text(&known, x->response_text));
	if (*x->failure)
		json_object_set_new(json, "failure", mask_text(&known, x->failure));
	json_array_insert_new(json_object_get(bundle, "exchanges"), 0, json);
	free(known.text);
}

/* ---- whose call ---- */

static bool is_uuid(const char *s)
{
	for (int i = 0; i < UUID; i++)
		if (i == 8 || i == 13 || i == 18 || i == 23 ? s[i] != '-' :
		    !isxdigit((unsigned char)s[i]))
			return false;
	return true;
}

bool bundle_ask_of(struct store *store, const struct exchange *x, struct ask *ask)
{
	char *request = json_text(x->request, false), *response = json_text(x->response, false);
	char *all = xasprintf("%s %s %s", x->url, request ? request : "",
			      response ? response : "");
	bool found = false;

	for (const char *s = all, *end = s + strlen(s); s + UUID <= end && !found; s++) {
		char id[UUID + 1];

		if (!is_uuid(s))
			continue;
		memcpy(id, s, UUID);
		id[UUID] = '\0';
		found = store_ask_get(store, id, ask);
		s += UUID - 1;
	}
	free(all);
	free(request);
	free(response);
	return found;
}
