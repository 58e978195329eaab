/* remitty call for what moves money: read back, confirmed, and carried by the
 * outbox, so that it is recorded before it leaves and never sent twice. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "screens/cmd.h"

struct wait {
	char id[37];
	struct ask ask;			/* as last changed */
};

static const char *text_of(const json_t *fields, const char *key)
{
	const char *text = json_string_value(json_object_get(fields, key));

	return text ? text : "";
}

#define COPY(to, from) snprintf((to), sizeof(to), "%s", (from))

/* The outbox sends exactly what it records.  A body that says more than an ask
 * can hold would be sent with something missing, so it is refused. */
static bool is_whole(const struct ask *ask, const json_t *fields, struct err *err)
{
	json_t *recorded = outbox_body(ask), *given = op_body(&op_requestMoneyV2, fields);
	const char *key;
	json_t *value;
	bool whole = true;

	json_object_foreach(given, key, value) {
		const json_t *kept = json_object_get(recorded, key);
		bool same = json_is_number(value) ? json_is_number(kept) : json_equal(value, kept);

		if (whole && !same) {
			whole = err_set(err, ERR_INPUT, _("“%.60s” cannot be sent this way."), key);
			err_next(err, _("Name the method by its id; “remitty operations %s” says "
					"which fields there are."), op_requestMoneyV2.name);
		}
	}
	json_decref(recorded);
	json_decref(given);
	return whole;
}

static bool fill_ask(struct ask *ask, const json_t *fields, struct err *err)
{
	const char *code;
	int status;
	json_t *whole = json_deep_copy(fields);
	bool fits;

	*ask = (struct ask){ .state = ASK_DRAFT, .created_at = wall_ms() };
	COPY(ask->correlation_id, text_of(fields, "correlationId"));
	if (!*ask->correlation_id)
		uuid_new(ask->correlation_id);
	json_object_set_new(whole, "correlationId", json_string(ask->correlation_id));
	fits = op_check_request(&op_requestMoneyV2, whole, &status, &code, err) &&
	       money_from_json(json_object_get(whole, "recipientAmount"),
			       text_of(whole, "recipientCurrency"), &ask->amount, err);
	if (fits) {
		COPY(ask->user_token, text_of(whole, "userToken"));
		COPY(ask->payer_phone, text_of(whole, "requestTo"));
		COPY(ask->method_id, text_of(whole, "destinationPaymentMethodId"));
		COPY(ask->note, text_of(whole, "reason"));
		fits = is_whole(ask, whole, err);
	}
	json_decref(whole);
	return fits;
}

static bool confirm(const struct args *args, const struct session *s, const struct ask *ask,
		    struct err *err)
{
	char *amount, line[16] = "";
	bool yes;

	if (args->options.yes)
		return true;
	if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO)) {
		err_set(err, ERR_INPUT, _("This asks for money, so it has to be confirmed."));
		return err_next(err, _("Add --yes when you are sure."));
	}
	amount = money_text_full(&ask->amount);
	fprintf(stderr, _("%s: ask %s for %s, to be received on method %s.\n"),
		environment_word(s->config.environment), ask->payer_phone, amount, ask->method_id);
	fprintf(stderr, "%s ", _("Type yes to send it:"));
	free(amount);
	yes = fgets(line, sizeof(line), stdin) &&
	      (has_prefix(line, "yes\n") || has_prefix(line, _("yes\n")));
	if (yes)
		return true;
	return err_set(err, ERR_INPUT, _("Nothing was sent."));
}

static void on_change(void *ctx, const struct ask *ask)
{
	struct wait *wait = ctx;

	if (str_eq(wait->id, ask->correlation_id))
		wait->ask = *ask;
}

static bool is_settled(enum ask_state state)
{
	return state != ASK_DRAFT && state != ASK_CONNECTING && state != ASK_HANDED;
}

/* What its state comes to for a script. */
static void judge(const struct ask *ask, const struct exchange *x, struct err *err)
{
	int status = x ? x->status : 0;

	*err = (struct err){ 0 };
	if (ask->state == ASK_READY || ask->state == ASK_VOIDED) {
		err_set(err, ERR_NETWORK, "%s", x && *x->failure ? x->failure :
			_("The service could not be reached; nothing was sent."));
		err_next(err, _("Nothing was sent and nothing will be. Try again."));
	} else if (ask->state == ASK_REJECTED) {
		err_set(err, status == 401 || status == 403 ? ERR_AUTH : ERR_REFUSED, "%s",
			x && *x->failure ? x->failure : ask->refusal_text);
		COPY(err->code, ask->refusal);
	} else if (ask->state == ASK_UNKNOWN || ask->state == ASK_MISMATCH) {
		err_set(err, ERR_UNKNOWN,
			_("It is not known whether this request exists (reference %s)."),
			ask->correlation_id);
		err_next(err, _("Do not create it again. “remitty asks reconcile” looks for it."));
	}
	err->status = status;
}

static const struct exchange *exchange_of(const struct journal *journal, const struct op *op)
{
	const struct exchange *x;

	for (int i = 0; (x = journal_nth(journal, i)); i++)
		if (x->op == op)
			return x;
	return NULL;
}

/* A request of which no byte left must not leave later, behind the back of a
 * script that was told so. */
static void take_back(struct session *s, struct wait *wait)
{
	if (wait->ask.state == ASK_READY && outbox_void(s->outbox, wait->id, NULL))
		store_ask_get(s->store, wait->id, &wait->ask);
}

static bool carry(const struct args *args, struct session *s, struct ask *ask, struct err *err)
{
	struct wait wait = { 0 };
	const struct exchange *x;

	if (!outbox_confirm(s->outbox, ask, err))
		return false;
	COPY(wait.id, ask->correlation_id);
	outbox_on_change(s->outbox, on_change, &wait);
	if (!outbox_send(s->outbox, wait.id, err)) {
		outbox_void(s->outbox, wait.id, NULL);
		return false;
	}
	wait.ask.state = ASK_CONNECTING;
	while (!is_settled(wait.ask.state))
		loop_turn(s->loop, -1);
	take_back(s, &wait);
	x = exchange_of(s->journal, &op_requestMoneyV2);
	judge(&wait.ask, x, err);
	if (x)
		cmd_print_answer(args, x, json_incref(x->response), err);
	return true;
}

int cmd_call_money(const struct args *args, const json_t *fields)
{
	struct session session;
	struct err err = { 0 };
	struct ask ask;
	bool told = false;

	if (!session_open(&session, &args->options, &err))
		return cmd_fail(args, &err);
	if (cmd_may_change(&session, &op_requestMoneyV2, &err) && fill_ask(&ask, fields, &err) &&
	    confirm(args, &session, &ask, &err))
		told = carry(args, &session, &ask, &err);
	if (!told)
		cmd_fail(args, &err);
	session_close(&session);
	return cmd_code(&err);
}
