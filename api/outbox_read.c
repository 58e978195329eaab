#include "api/outbox_read.h"

#include <stdlib.h>
#include <string.h>

#include "api/link.h"
#include "api/outbox.h"

static const char *text_at(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text && *text ? text : NULL;
}

static void put(json_t *args, const char *key, const char *text)
{
	if (*text)
		json_object_set_new(args, key, json_string(text));
}

json_t *ask_args(const struct ask *ask)
{
	json_t *args = json_object();

	put(args, "userToken", ask->user_token);
	put(args, "requestTo", ask->payer_phone);
	put(args, "correlationId", ask->correlation_id);
	json_object_set_new(args, "recipientAmount", money_to_json(&ask->amount));
	put(args, "recipientCurrency", ask->amount.currency);
	put(args, "destinationPaymentMethodId", ask->method_id);
	put(args, "reason", ask->note);
	return args;
}

json_t *outbox_body(const struct ask *ask)
{
	json_t *args = ask_args(ask);
	json_t *body = op_body(&op_requestMoneyV2, args);

	json_decref(args);
	return body;
}

/* What the customer will receive, as the answer has it (its key is misspelt by
 * the service, raas 5.13).  Other amounts may be the payer's, in any currency. */
static int64_t amount_heard(const json_t *object, const struct ask *ask)
{
	const json_t *amount = json_object_get(object, "recipientAmout");
	struct money money;

	if (!json_is_number(amount) ||
	    !str_eq(text_at(object, "recipientCurrency"), ask->amount.currency))
		return -1;
	/* What does not even fit the currency is not what was asked for. */
	if (!money_from_json(amount, ask->amount.currency, &money, NULL))
		return INT64_MAX;
	return money.minor;
}

void heard_init(struct heard *h, const struct ask *ask, const json_t *object)
{
	*h = (struct heard){
		.answer = {
			.echo = text_at(object, "correlationId"),
			.status = text_at(object, "status"),
			.status_detail = text_at(object, "statusDetails"),
			.code = text_at(object, "code"),
			.plat_id = text_at(object, "platId"),
			.amount_minor = amount_heard(object, ask),
		},
	};
}

void heard_link(struct heard *h, const json_t *object, const char *hosts, bool sandbox)
{
	const char *link = text_at(object, "attributionLink");

	if (!link)
		return;
	h->link = link_accept(link, hosts, sandbox, &h->refused);
	/* One that does not fit its record would be cut and lead elsewhere. */
	if (h->link && strlen(h->link) >= sizeof(((struct ask *)NULL)->link)) {
		free(h->link);
		h->link = NULL;
		err_set(&h->refused, ERR_PROTOCOL, _("The link is refused: %s."),
			_("it is far too long"));
		err_next(&h->refused, _("Do not hand it out. Please tell your supervisor."));
	}
	h->answer.link = h->link;
}

void heard_release(struct heard *h)
{
	free(h->link);
	h->link = NULL;
}

/* One of the shapes in which the service refuses (raas 1.5). */
static bool is_documented_refusal(const json_t *body)
{
	return text_at(body, "reason") || text_at(body, "code") ||
	       (text_at(body, "name") && json_is_object(json_object_get(body, "fields")));
}

void heard_reply(struct heard *h, const struct reply *reply)
{
	bool good = reply->status >= 200 && reply->status < 300;

	h->answer.http = reply->status;
	h->answer.parsed = good ? reply->err.kind == ERR_NONE : is_documented_refusal(reply->body);
	if (good)
		return;
	h->answer.code_word = *reply->err.code ? reply->err.code : text_at(reply->body, "code");
	h->answer.reason = *reply->err.text ? reply->err.text : text_at(reply->body, "reason");
	h->answer.code = NULL;		/* of a refusal it is the error's, not the payer's */
}

bool says_not_found(const struct reply *reply)
{
	const char *code = text_at(reply->body, "code");

	/* A 500 by documentation (raas 5.17), where prose and table differ in the word. */
	return reply->status >= 400 && code &&
	       word_in("ERROR_OPERATION_NOT_FOUND,OPERATION_NOT_FOUND", code);
}

const json_t *find_listed(const json_t *list, const struct ask *ask)
{
	const json_t *item;
	size_t i;

	json_array_foreach(list, i, item) {
		if (str_eq(text_at(item, "correlationId"), ask->correlation_id) ||
		    str_eq(text_at(item, "id"), ask->correlation_id))
			return item;
	}
	return NULL;
}
