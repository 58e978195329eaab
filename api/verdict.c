#include "api/verdict.h"

#include <stdlib.h>

#include "api/json_path.h"
#include "api/refusal.h"

static const char *text_of(const json_t *body, const char *key)
{
	const char *text = json_string_value(json_object_get(body, key));

	return text ? text : "";
}

const char *verdict_code(const struct scenario *s, const struct reply *reply)
{
	struct refusal_entry first = { "", "" };

	if (s->op->marks && reply->status >= 400) {
		refusal_entries(reply->body, &first, 1);
		return first.type;
	}
	return reply->status >= 400 || s->code ? text_of(reply->body, "code") : "";
}

const char *verdict_message(const struct scenario *s, const struct reply *reply)
{
	struct refusal_entry first = { "", "" };

	if (s->op->marks && reply->status >= 400)
		refusal_entries(reply->body, &first, 1);
	return first.message;
}

static bool says_code(const struct scenario *s, const char *code, struct err *err)
{
	if (!s->code || str_eq(code, s->code))
		return true;
	if (*code)
		return err_set(err, ERR_PROTOCOL, _("The code is %.60s, not %.60s."), code,
			       s->code);
	return err_set(err, ERR_PROTOCOL, _("The answer has no code; it should be %.60s."),
		       s->code);
}

/* A refusal gives its reason, or names the inputs at fault (raas 1.5). */
static bool is_refusal(const struct answer_doc *doc, const json_t *body, struct err *err)
{
	if (doc->bare)
		return (json_is_string(body) && *json_string_value(body)) ||
		       err_set(err, ERR_PROTOCOL, _("The refusal is not one JSON text."));
	if (!json_is_object(body))
		return err_set(err, ERR_PROTOCOL, _("The refusal is not a JSON object."));
	if (*text_of(body, "reason") || (*text_of(body, "message") &&
					 json_is_object(json_object_get(body, "fields"))))
		return true;
	return err_set(err, ERR_PROTOCOL, _("The refusal gives no reason."));
}

static bool is_success(const struct op *op, const struct reply *reply, struct err *err)
{
	if (reply->err.kind) {
		*err = reply->err;
		return false;
	}
	/* An empty body may be declared, for another status. */
	if (reply->status == 200 && op->out && !reply->body)
		return err_set(err, ERR_PROTOCOL, _("The answer is empty."));
	return true;
}

static bool says_all(const json_t *body, const json_t *expect, struct err *err)
{
	const char *key;
	json_t *want;

	json_object_foreach((json_t *)expect, key, want) {
		char *got = op_text(json_at(body, key));
		bool same = str_eq(got, json_string_value(want));

		if (!same)
			err_set(err, ERR_PROTOCOL, _("The answer says %.40s “%.60s”, not “%.60s”."),
				key, got ? got : "", json_string_value(want));
		free(got);
		if (!same)
			return false;
	}
	return true;
}

/* Did no whole answer come? */
static bool is_cut(const struct reply *reply)
{
	enum err_kind kind = reply->err.kind;

	return !reply->status || kind == ERR_NETWORK || kind == ERR_UNKNOWN ||
	       (kind == ERR_PROTOCOL && reply->status >= 400);
}

/* Type and message, in whatever shape: the wallet service's (omnumi 4.2). */
static bool says_entry(const struct scenario *s, const json_t *body, struct err *err)
{
	struct refusal_entry first = { "", "" };

	if (refusal_says(body, s->doc))
		return true;
	refusal_entries(body, &first, 1);
	return err_set(err, ERR_PROTOCOL, _("The answer says “%.40s: %.60s”, not “%.40s: %.60s”."),
		       first.type, first.message, s->doc->code ? s->doc->code : "",
		       s->doc->reason ? s->doc->reason : "");
}

bool verdict(const struct scenario *s, const struct reply *reply, const json_t *expect, bool lax,
	     struct err *err)
{
	if (is_cut(reply)) {
		*err = reply->err;
		return false;
	}
	if (reply->status != s->status)
		return err_set(err, ERR_PROTOCOL, _("The status is %d, not %d."), reply->status,
			       s->status);
	if (s->status < 400)
		return is_success(s->op, reply, err) &&
		       says_code(s, verdict_code(s, reply), err) &&
		       says_all(reply->body, expect, err);
	if (lax && !s->code && (s->status == 401 || s->status == 403))
		return true;
	if (s->op->marks)
		return says_entry(s, reply->body, err) && says_all(reply->body, expect, err);
	return is_refusal(s->doc, reply->body, err) && says_code(s, verdict_code(s, reply), err) &&
	       says_all(reply->body, expect, err);
}
