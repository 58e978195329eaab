/* remitty call for what may not be doubled: carried by the outbox, so that it is
 * recorded before it leaves and never sent twice.  What moves money is read back and
 * confirmed before. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "screens/cmd.h"

struct wait {
	char id[37];
	struct ask ask;			/* as last changed */
	json_t *body;			/* of the answer, as it came; NULL without */
};

#define COPY(to, from) text_put((to), sizeof(to), (from))

/* The whole of it, read back before it is confirmed. */
static void print_preview(const struct session *s, const struct op *op, const struct ask *ask)
{
	char *amount = *ask->amount.currency ? money_text_full(&ask->amount) : xstrdup("");
	const char *facts[] = { amount, ask->payer_phone, ask->customer_phone, ask->method_id };

	fprintf(stderr, "%s: %s", environment_word(s->config.environment), _(op->title));
	for (size_t i = 0; i < ARRAY_LEN(facts); i++)
		if (*facts[i])
			fprintf(stderr, " · %s", facts[i]);
	fputc('\n', stderr);
	free(amount);
}

static bool confirm(const struct args *args, const struct session *s, const struct op *op,
		    const struct ask *ask, struct err *err)
{
	char line[16] = "";
	bool yes;

	if (args->options.yes || !op->moves_money)
		return true;
	if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO)) {
		err_set(err, ERR_INPUT, _("This asks for money, so it has to be confirmed."));
		return err_next(err, _("Add --yes when you are sure."));
	}
	print_preview(s, op, ask);
	fprintf(stderr, "%s ", _("Type yes to send it:"));
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

static void on_answer(void *ctx, const struct op *op, const struct reply *reply)
{
	struct wait *wait = ctx;

	(void)op;
	json_decref(wait->body);
	wait->body = json_incref((json_t *)reply->body);
}

/* The service says that it is there already: one look puts that into the records. */
static bool is_looking(const struct ask *ask)
{
	return ask->state == ASK_UNKNOWN && ask_is_keyed(ask) && *ask->refusal && !ask->looks;
}

static bool is_settled(const struct ask *ask)
{
	return ask->state != ASK_DRAFT && ask->state != ASK_CONNECTING &&
	       ask->state != ASK_HANDED && !is_looking(ask);
}

/* It said no; that a look found it afterwards means that it was there before. */
static bool is_refused(const struct ask *ask, int status)
{
	return ask->state == ASK_REJECTED ||
	       (ask_is_keyed(ask) && ask->state == ASK_DONE && status >= 400 && status < 500);
}

static void refuse(const struct ask *ask, const struct exchange *x, struct err *err)
{
	const char *code = json_string_value(json_object_get(x ? x->response : NULL, "code"));
	bool auth = x && (x->status == 401 || x->status == 403);

	err_set(err, auth ? ERR_AUTH : ERR_REFUSED, "%s",
		x && *x->failure ? x->failure : ask->refusal_text);
	COPY(err->code, *ask->refusal ? ask->refusal : code ? code : "");
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
	} else if (is_refused(ask, status)) {
		refuse(ask, x, err);
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
	if (wait->ask.state == ASK_READY && outbox_void(s->outbox, wait->id, NULL, NULL))
		store_ask_get(s->store, wait->id, &wait->ask);
}

/* draft: the row as outbox_fits() made it. */
static bool carry(const struct args *args, struct session *s, const json_t *fields,
		  struct ask *draft, struct err *err)
{
	const struct op *op = op_find(draft->op);
	struct wait wait = { 0 };
	const struct exchange *x;

	if (!outbox_take(s->outbox, op, fields, draft, err))
		return false;
	COPY(wait.id, draft->correlation_id);
	outbox_on_change(s->outbox, on_change, &wait);
	outbox_on_answer(s->outbox, on_answer, &wait);
	if (!outbox_send(s->outbox, wait.id, err)) {
		outbox_void(s->outbox, wait.id, NULL, NULL);
		return false;
	}
	wait.ask.state = ASK_CONNECTING;
	while (!is_settled(&wait.ask))
		loop_turn(s->loop, -1);
	take_back(s, &wait);
	if (ask_is_keyed(&wait.ask))
		outbox_seen(s->outbox, wait.id);	/* nobody at home needs to read it */
	x = exchange_of(s->journal, op);
	judge(&wait.ask, x, err);
	if (x)
		cmd_print_answer(args, x, json_incref(wait.body), err);
	json_decref(wait.body);
	return true;
}

int cmd_call_carried(const struct args *args, const struct op *op, const json_t *fields)
{
	struct session session;
	struct err err = { 0 };
	struct ask ask = { .created_at = wall_ms() };
	bool told = false;

	if (!session_open(&session, &args->options, &err))
		return cmd_fail(args, &err);
	if (cmd_may_change(&session, op, &err) && session_unlock(&session, &err) &&
	    outbox_fits(session.outbox, op, fields, &ask, &err) &&
	    confirm(args, &session, op, &ask, &err))
		told = carry(args, &session, fields, &ask, &err);
	if (!told)
		cmd_fail(args, &err);
	session_close(&session);
	return cmd_code(&err);
}
