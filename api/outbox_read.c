#include "api/outbox_read.h"

#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#include "api/json_path.h"
#include "api/link.h"

static const char *told_at(const json_t *object, const char *key)
{
	return key ? text_at(object, key) : NULL;
}

static int64_t amount_heard(const json_t *object, const struct told *told, const struct ask *ask)
{
	const json_t *amount = told->amount ? json_at(object, told->amount) : NULL;
	struct money money;

	if (!json_is_number(amount) ||
	    !str_eq(told_at(object, told->currency), ask->amount.currency))
		return -1;
	/* What does not even fit the currency is not what was asked for. */
	if (!money_from_json(amount, ask->amount.currency, &money, NULL))
		return INT64_MAX;
	return money.minor;
}

struct heard *heard_object(const struct ask *ask, const struct told *told, const json_t *object)
{
	struct heard *h = xcalloc(1, sizeof(*h));
	struct ask_answer *a = &h->answer;

	h->object = json_incref((json_t *)object);
	*a = (struct ask_answer){
		.echo = told_at(object, told->echo),
		.status = told_at(object, told->status),
		.status_detail = told_at(object, told->status_detail),
		.code = told_at(object, told->code),
		.plat_id = told_at(object, told->plat_id),
		.user_token = told_at(object, told->user_token),
		.method_id = told_at(object, told->method_id),
		.amount_minor = amount_heard(object, told, ask),
	};
	snprintf(h->id, sizeof(h->id), "%s", ask->correlation_id);
	if (!told->echo && (a->user_token || a->method_id))
		a->echo = h->id;
	return h;
}

struct heard *heard_word(const char *status)
{
	struct heard *h = xcalloc(1, sizeof(*h));

	h->object = json_string(status);
	h->answer = (struct ask_answer){ .status = json_string_value(h->object),
					 .amount_minor = -1 };
	return h;
}

void heard_link(struct heard *h, const struct told *told, const char *hosts, bool sandbox)
{
	const char *link = told_at(h->object, told->link);

	if (!link)
		return;
	h->link = link_accept(link, hosts, sandbox, &h->refused);
	/* One that does not fit its record would be cut and lead elsewhere. */
	if (h->link && strlen(h->link) >= sizeof(((struct ask *)NULL)->link)) {
		free(h->link);
		h->link = NULL;
		link_refuse(&h->refused, link, _("it is far too long"));
	}
	h->answer.link = h->link;
}

void heard_free(struct heard *h)
{
	if (!h)
		return;
	json_decref(h->object);
	free(h->link);
	free(h);
}

/* One of the shapes in which the service refuses (raas 1.5). */
static bool is_documented_refusal(const json_t *body)
{
	return text_at(body, "reason") || text_at(body, "code") ||
	       (text_at(body, "name") && json_is_object(json_object_get(body, "fields")));
}

/* The same of the other service: an entry that says what kind of refusal it is
 * (omnumi 4.2, E1, which is the shape of what is carried). */
static bool is_refusal_with_entries(const json_t *body)
{
	return text_at(body, "errors.0.type") && text_at(body, "errors.0.message");
}

struct heard *heard_reply(const struct carriage *c, const struct ask *ask,
			  const struct reply *reply)
{
	struct heard *h = heard_object(ask, c->told, reply->body);
	bool good = reply->status >= 200 && reply->status < 300;
	struct ask_answer *a = &h->answer;

	a->http = reply->status;
	a->settled = c->settled;
	if (good) {
		a->parsed = reply->err.kind == ERR_NONE;
		a->echo = c->silent ? h->id : a->echo;
		return h;
	}
	a->parsed = c->any_refusal ? json_is_object(reply->body) :
		    c->op->service == SVC_OMNUMI ? is_refusal_with_entries(reply->body) :
						   is_documented_refusal(reply->body);
	a->refused = a->parsed && c->refuses == reply->status;
	h->why = reply->err;
	a->code_word = *h->why.code ? h->why.code : text_at(reply->body, "code");
	a->reason = *h->why.text ? h->why.text : text_at(reply->body, "reason");
	a->field = h->why.field;
	a->code = NULL;			/* of a refusal it is the error's, not the payer's */
	a->already = c->already && a->code_word && word_in(c->already, a->code_word);
	a->stands = c->name != NULL && !c->blurred;
	return h;
}

enum seen look_read(const struct ask_look *look, const struct ask *ask, const unsigned char *salt,
		    const struct reply *reply, const json_t **it)
{
	const char *code = reply->status >= 400 ? text_at(reply->body, "code") : NULL;
	const json_t *entry;
	size_t i;

	json_array_foreach(look->is_it ? reply->body : NULL, i, entry) {
		if (!look->is_it(entry, ask, salt))
			continue;
		*it = entry;
		return SEEN_IT;
	}
	if (code && look->absent && word_in(look->absent, code))
		return SEEN_NOTHING;
	if (look->absent_status && reply->status == look->absent_status)
		return SEEN_NOTHING;
	if (reply->err.kind)
		return SEEN_FAILED;
	if (json_is_array(reply->body) && look->is_it)
		return SEEN_NOTHING;
	if (!json_is_object(reply->body))
		return SEEN_FAILED;
	*it = reply->body;
	return !look->is_it || look->is_it(*it, ask, salt) ? SEEN_IT : SEEN_NOTHING;
}
