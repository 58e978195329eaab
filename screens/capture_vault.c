/* What of a card leaves the process into which it is typed: number and code to the
 * vault, and to the process that draws what it may know. */

#include "screens/capture_child.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/bank.h"
#include "api/exchange_pack.h"
#include "api/ops.h"
#include "screens/capture_own.h"

enum { ANSWER_CAP = 32 << 10, FAULTS = 16 };

/* ---- what the other process may know ---- */

/* The digits of the number as far as it was typed; the caller wipes and frees. */
static char *digits_of(const struct child *c)
{
	char *text = form_get(&c->form, CARD_NUMBER), *to = text;

	for (const char *p = text; *p; p++)
		if (isdigit((unsigned char)*p))
			*to++ = *p;
	explicit_bzero(to, strlen(to));
	return text;
}

static void drop(char *secret)
{
	explicit_bzero(secret, strlen(secret));
	free(secret);
}

/* The last gate: whatever a vault may answer, the number does not pass. */
static bool repeats_number(const struct child *c, const json_t *message)
{
	char *text = json_dumps(message, JSON_COMPACT), *digits = digits_of(c);
	bool repeats = strlen(digits) > 8 && strstr(text, digits);

	drop(text);
	drop(digits);
	return repeats;
}

bool child_say(struct child *c, json_t *taken)
{
	bool passes = !repeats_number(c, taken);
	struct err err = { 0 };

	if (!passes) {
		json_decref(taken);
		err_set(&err, ERR_PROTOCOL,
			_("The card vault's answer repeats the card number; it was thrown away."));
		taken = json_pack("{s:{s:o}}", "answered", "err", err_pack(&err));
	}
	c->ended |= !capture_say(CAPTURE_LINE, taken);
	return passes;
}

static json_t *hint_of(const struct child *c)
{
	char *digits = digits_of(c), last4[5] = "";
	const char *network = card_network(digits);
	size_t n = strlen(digits);
	json_t *hint;

	if (network && n >= 13 && luhn_ok(digits))
		snprintf(last4, sizeof(last4), "%s", digits + n - 4);
	hint = json_pack("{s:s, s:s}", "network", network ? network : "", "last4", last4);
	drop(digits);
	return hint;
}

void child_show(struct child *c, const char *why)
{
	json_t *seen = json_pack("{s:o, s:o}", "form", form_seen(&c->form), "hint", hint_of(c));

	if (why)
		json_object_set_new(seen, why, json_true());
	child_say(c, seen);
}

/* ---- to the vault ---- */

static json_t *tokens_of(const struct reply *reply)
{
	const json_t *tokens = json_object_get(reply->body, "json");
	json_t *kept = json_object();

	field_each(f, field_find(op_tokenizeCard.out, "json")->fields)
		if (json_object_get(tokens, f->key))
			json_object_set(kept, f->key, json_object_get(tokens, f->key));
	return json_pack("{s:o}", "json", kept);
}

static void on_reply(void *owner, const struct op *op, const struct reply *reply)
{
	struct child *c = owner;
	json_t *call = exchange_pack(reply->exchange), *body;
	bool passed;

	if (c->vault)		/* it stands in for that one */
		json_object_set_new(call, "url", json_string(c->url));
	if (reply->err.kind)
		body = reply->body ? op_redact_out(op, reply->body) : json_null();
	else
		body = tokens_of(reply);
	c->sending = false;
	if (reply->err.kind)
		form_blame(&c->form, &reply->err);
	child_show(c, NULL);
	passed = child_say(c, json_pack("{s:{s:o, s:i, s:I, s:o, s:o}}", "answered", "err",
				  err_pack(&reply->err), "status", reply->status, "ms",
				  (json_int_t)reply->ms, "body", body, "call", call));
	c->ended |= passed && !reply->err.kind;
}

static void wipe_text(json_t *value)
{
	if (json_is_string(value))
		explicit_bzero((char *)json_string_value(value), json_string_length(value));
}

/* Number and code out of the record, into what the vault is sent. */
static json_t *vault_args(const struct child *c, json_t *record)
{
	json_t *args = json_object();

	for (int i = 0; c->fields[i].key; i++) {
		json_t *value = json_object_get(record, c->fields[i].key);

		if (!c->vaulted[i])
			continue;
		if (value && !json_is_null(value))
			json_object_set(args, c->fields[i].key, value);
		json_object_del(record, c->fields[i].key);
	}
	return args;
}

void child_send(struct child *c)
{
	json_t *record = c->sending ? NULL : form_record(&c->form), *args, *value;
	const char *network, *key;

	if (!record) {
		child_show(c, "unfit");
		return;
	}
	args = vault_args(c, record);
	network = card_network(json_string_value(json_object_get(args, CARD_NUMBER)));
	c->sending = true;
	child_show(c, NULL);
	child_say(c, json_pack("{s:{s:o, s:s}}", "sending", "record", record, "network",
			 network ? network : ""));
	http_send(c->http, &op_tokenizeCard, args, on_reply, c);
	json_object_foreach(args, key, value)
		wipe_text(value);
	json_decref(args);
}

/* ---- where it is ---- */

static const char *text_of(const json_t *begin, const char *key)
{
	return json_string_value(json_object_get(begin, key));
}

/* The vault of a sandbox that is inside the other process: its secret and its
 * faults are here as well, so that no number goes there. */
static char *open_vault(struct child *c, const json_t *begin)
{
	const char *specs[FAULTS + 1] = { NULL };
	const json_t *faults = json_object_get(begin, "faults");
	struct sandbox_conf conf = { .seed = 1, .registration_polls = -1, .faults = specs,
				     .vault = text_of(begin, "vault") };

	for (size_t i = 0; i < json_array_size(faults) && i < FAULTS; i++)
		specs[i] = json_string_value(json_array_get(faults, i));
	c->vault = sandbox_new(&conf, NULL);
	if (!c->vault)
		return NULL;
	sandbox_attach(c->vault, c->loop);
	return xasprintf("http://127.0.0.1:%d/vgs/post", sandbox_port(c->vault));
}

void child_open_line(struct child *c, const json_t *begin)
{
	char *inside = text_of(begin, "vault") ? open_vault(c, begin) : NULL;
	struct http_conf conf = {
		.service = { [SVC_VGS] = { .base_url = inside ? inside : c->url } },
		.ca_file = text_of(begin, "ca"),
		.connect_ms = (long)json_integer_value(json_object_get(begin, "connect_ms")),
		.total_ms = (long)json_integer_value(json_object_get(begin, "total_ms")),
		.cap = ANSWER_CAP,
	};

	c->http = http_new(&conf, c->journal);
	loop_use_http(c->loop, c->http);
	free(inside);
}

