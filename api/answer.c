#include "api/answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/clean.h"
#include "api/codes.h"
#include "api/refusal.h"

#define KEEP_TEXT 2000			/* characters of an answer that is not JSON */
#define KEEP_JSON (256 * 1024)		/* bytes of an answer that is kept whole */

static const char hidden[] = "[redacted]";

static const char *text_of(const json_t *body, const char *key)
{
	const char *text = json_string_value(json_object_get(body, key));

	return text && *text ? text : NULL;
}

/* The framework's names of inputs begin with where they travel. */
static const char *input_name(const char *key)
{
	static const char *const places[] = { "body.", "path.", "query.", "requestBody." };

	for (size_t i = 0; i < ARRAY_LEN(places); i++)
		if (has_prefix(key, places[i]))
			return key + strlen(places[i]);
	return key;
}

/* ValidateError (raas 1.5, E4) names each input at fault; the first one is
 * told.  Returns a reason (the caller frees) or NULL. */
static char *first_invalid(const struct op *op, const json_t *body, char *name, size_t room)
{
	json_t *fields = json_object_get(body, "fields");
	void *at = json_object_iter(fields);
	const struct field *field;
	const char *key, *message;

	if (!at)
		return NULL;
	key = input_name(json_object_iter_key(at));
	message = text_of(json_object_iter_value(at), "message");
	text_put(name, room, key);
	field = op->in ? field_find(op->in, key) : NULL;
	return xasprintf("%s: %s", field && field->label ? _(field->label) : key,
			 message ? message : _("this value was not accepted"));
}

/* Whose members the body shows is what it is, whatever its code (or none): so
 * a wrong attempt is told from a failure of the service, both of which are 500. */
static const char *telling_code(const struct op *op, int status, const json_t *body)
{
	const char *code = text_of(body, "code");
	const struct answer_doc *doc = op_answer(op, status, code);

	if (doc && doc->more && json_object_get(body, doc->more->key))
		return doc->code;
	return code;
}

/* What this refusal has besides reason and code: "Attempts left: 2". */
static void tell_more(const struct op *op, int status, const json_t *body, struct err *err)
{
	const struct answer_doc *doc = op_answer(op, status, text_of(body, "code"));

	field_each(f, doc ? doc->more : NULL) {
		char *value = field_show(f, json_object_get(body, f->key));
		char *before = xstrdup(err->next);

		if (*value)
			err_next(err, "%s%s%s: %s.", before, *before ? " " : "", _(f->label),
				 value);
		free(before);
		free(value);
	}
}

static void read_refusal(const struct op *op, int status, const json_t *body, struct err *err)
{
	const char *code = text_of(body, "code");
	const char *reason = text_of(body, "reason");
	char name[sizeof(err->field)] = "";
	char *invalid = first_invalid(op, body, name, sizeof(name));
	char *safe, *word;

	if (!reason)
		reason = invalid ? invalid : text_of(body, "message");
	if (!reason && json_is_string(body))
		reason = json_string_value(body);
	safe = reason ? clean_secrets(reason) : NULL;
	word = clean_text(code ? code : "", sizeof(err->code) - 1);
	codes_explain(op, status, telling_code(op, status, body), safe, err);
	text_put(err->code, sizeof(err->code), word);
	text_whole(err->code);
	tell_more(op, status, body, err);
	if (!*err->field)
		text_put(err->field, sizeof(err->field), name);
	text_whole(err->field);
	free(word);
	free(safe);
	free(invalid);
}

static void not_json(int status, size_t len, struct err *err)
{
	if (len)
		err_set(err, ERR_PROTOCOL,
			_("The service answered something that is not JSON (status %d)."), status);
	else
		err_set(err, ERR_PROTOCOL, _("The service answered with nothing (status %d)."),
			status);
}

static void advise_protocol(const struct op *op, struct err *err)
{
	if (op->changes)
		err_next(err, _("It may have been carried out all the same: look before you "
				"repeat it. The answer is kept in the inspector."));
	else
		err_next(err, _("Try again. If it stays like this, report it with the answer that "
				"the inspector keeps."));
}

static void read_success(const struct op *op, int status, const json_t *body, size_t len,
			 struct err *err)
{
	struct err found = { 0 };

	bool empty = op->may_be_empty || op->shape == REPLY_NONE;

	if (!body && (len || !empty)) {
		not_json(status, len, err);
	} else if (!op_check_reply(op, body, &found)) {
		err_set(err, ERR_PROTOCOL,
			_("The service answered something we do not understand: %.150s"),
			found.text);
		text_put(err->field, sizeof(err->field), found.field);
	} else {
		return;
	}
	advise_protocol(op, err);
}

json_t *answer_read(const struct op *op, int status, const char *bytes, size_t len, struct err *err)
{
	json_t *body = len ? clean_parse(bytes, len) : NULL;

	*err = (struct err){ 0 };
	if (status >= 400 && op->service == SVC_OMNUMI) {
		refusal_explain(op, status, body, err);
	} else if (status >= 400) {
		read_refusal(op, status, body, err);
	} else if (status >= 300 || status < 200) {
		err_set(err, ERR_PROTOCOL,
			_("The service sent us to another address (status %d), which is not "
			  "followed."), status);
		err_next(err, _("Check base_url in the configuration."));
	} else {
		read_success(op, status, body, len, err);
	}
	err->status = status;
	return body;
}

struct cut_words {
	enum err_kind kind;
	const char *text, *next;	/* text ends with a full stop; the host is put before it */
};

static const struct cut_words cut_words[] = {
	[CUT_NO_HOST] = { ERR_NETWORK, N_("The service was not found on the network."),
			  N_("Check the network connection and the spelling of base_url.") },
	[CUT_NO_CONNECTION] = { ERR_NETWORK, N_("No connection to the service could be made."),
				N_("Check the network connection, then try again.") },
	[CUT_TIMEOUT] = { ERR_NETWORK, N_("The service did not answer in time."),
			  N_("Check the network connection, then try again.") },
	[CUT_UNTRUSTED] = { ERR_NETWORK,
			    N_("The certificate of the service cannot be trusted, so nothing was "
			       "sent to it."),
			    N_("Check this computer's date and time. If the service has its own "
			       "authority, name its certificate as ca_file.") },
	[CUT_DATES] = { ERR_NETWORK,
			N_("The certificate of the service is not valid today, so nothing was sent "
			   "to it."),
			N_("Check this computer's date and time. If they are right, the service "
			   "needs a new certificate: tell its operator.") },
	[CUT_OTHER_NAME] = { ERR_NETWORK,
			     N_("The certificate of the service is for another name, so nothing "
				"was sent to it."),
			     N_("Check base_url in the configuration. If it is right, somebody may "
				"stand in between: tell your supervisor.") },
	[CUT_TLS] = { ERR_NETWORK, N_("No secure connection to the service could be made."),
		      N_("It may ask for a client certificate: set client_certificate and "
			 "client_key, or client_p12. If it does not, somebody may stand in "
			 "between: tell your supervisor.") },
	[CUT_OWN_CERTIFICATE] = { ERR_CONFIG,
				  N_("The client certificate for the service cannot be used."),
				  N_("Check client_certificate and client_key, or client_p12.") },
	[CUT_CA_FILE] = { ERR_CONFIG,
			  N_("The authorities' certificates for the service cannot be read."),
			  N_("Check ca_file in the configuration.") },
	[CUT_BROKEN] = { ERR_NETWORK,
			 N_("The connection to the service broke before the answer was whole."),
			 N_("Try again.") },
	[CUT_STOPPED] = { ERR_NETWORK,
			  N_("Nothing was sent to the service: it was stopped before."), "" },
	[CUT_GARBAGE] = { ERR_PROTOCOL, N_("The service answered something that is not HTTP."),
			  N_("Check base_url in the configuration.") },
};

/* TLS 1.3 lets a service ask for a certificate and hang up only afterwards. */
static const struct cut_words bare_words = {
	.next = N_("Try again. If it stays like this, the service may ask for a client "
		   "certificate."),
};

void answer_cut(enum cut cut, const char *host, const struct cut_facts *facts, struct err *err)
{
	const struct cut_words *words = &cut_words[cut];

	if (cut == CUT_TOO_LARGE) {
		err_set(err, ERR_PROTOCOL,
			_("The answer was larger than %zu KiB, so it was not read to its end."),
			facts->cap / 1024);
		err_next(err, _("Report it: the service should not send so much."));
	} else if (cut == CUT_TIMEOUT && facts->wait_ms >= 1000) {
		err_set(err, ERR_NETWORK,
			_("The service did not answer within %ld seconds (%.80s)."),
			facts->wait_ms / 1000, host);
		err_next(err, "%s", _(words->next));
	} else {
		const char *text = _(words->text);

		err_set(err, words->kind, "%.*s (%.80s).", (int)strlen(text) - 1, text, host);
		if (cut == CUT_BROKEN && facts->bare && !facts->status)
			words = &bare_words;
		if (*words->next)
			err_next(err, "%s", _(words->next));
	}
	err->status = facts->status;
}

void answer_unknown(const struct op *op, bool once, bool handed, struct err *err)
{
	struct err before = *err;

	if (!handed || (!once && !op->changes) || (!once && before.kind != ERR_NETWORK))
		return;
	err_set(err, ERR_UNKNOWN, _("%.170s It is not known whether the request was carried out."),
		before.text);
	err_next(err, _("Do not repeat it. Look first whether it exists."));
	err->status = before.status;
}

/* A refusal may repeat what was sent in its words. */
static void hide_in_texts(json_t *json)
{
	const char *key;
	json_t *value;
	size_t i;
	char *safe;

	if (json_is_string(json)) {
		safe = clean_secrets(json_string_value(json));
		json_string_set(json, safe);
		free(safe);
	}
	json_object_foreach(json, key, value)
		hide_in_texts(value);
	json_array_foreach(json, i, value)
		hide_in_texts(value);
}

static void hide_invalid(const struct op *op, json_t *body)
{
	const char *key;
	json_t *value;

	json_object_foreach(json_object_get(body, "fields"), key, value) {
		const struct field *field = op->in ? field_find(op->in, input_name(key)) : NULL;

		if (!field || field->secret)
			json_object_set_new(value, "value", json_string(hidden));
	}
}

static char *start_of(const char *bytes, size_t len)
{
	char *start = xstrndup(bytes, len < 4 * KEEP_TEXT ? len : 4 * KEEP_TEXT);
	char *clean = clean_text(start, KEEP_TEXT);
	char *safe = clean_secrets(clean);

	free(start);
	free(clean);
	return safe;
}

void answer_record(struct exchange *x, const json_t *body, const char *bytes, size_t len)
{
	char *text;

	x->hidden = body ? clean_hidden(bytes, len) : NULL;
	if (!body) {
		x->response_text = len ? start_of(bytes, len) : NULL;
		return;
	}
	if (x->status >= 400) {
		x->response = json_deep_copy(body);
		hide_invalid(x->op, x->response);
		hide_in_texts(x->response);
	} else {
		x->response = op_redact_out(x->op, body);
	}
	if (len <= KEEP_JSON)
		return;
	text = json_dumps(x->response, JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
	x->response_text = start_of(text, strlen(text));
	json_decref(x->response);
	x->response = NULL;
	free(text);
}
