/* remitty asks: what this computer asked for, and what became of it. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "api/carriage.h"
#include "api/lang.h"
#include "api/share.h"
#include "screens/bundle.h"
#include "screens/cmd.h"

enum { PAGE = 50, EVENTS = 50, LOOK_MS = 20 * 1000 };

static json_t *amount_json(const struct ask *ask)
{
	return *ask->amount.currency ? money_to_json(&ask->amount) : json_null();
}

static const char *op_name(const struct ask *ask)
{
	const struct carriage *c = carriage_of(ask->op);

	return c ? c->op->name : ask->op;
}

static json_t *ask_json(const struct ask *ask)
{
	return json_pack("{s:s, s:s, s:s, s:o, s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:o}",
			 "id", ask->correlation_id, "operation", op_name(ask),
			 "state", ask_state_name(ask->state),
			 "amount", amount_json(ask), "currency", ask->amount.currency,
			 "customer", ask->customer, "payer", ask->payer_phone,
			 "status", ask->status, "code", ask->code, "link", ask->link,
			 "created", cmd_time_json(ask->created_at),
			 "updated", cmd_time_json(ask->updated_at));
}

static void print_ask(const struct ask *ask)
{
	char *amount = *ask->amount.currency ? money_text_full(&ask->amount) : xstrdup("-");
	const char *whom = *ask->payer_phone ? ask->payer_phone :
			   *ask->customer_phone ? ask->customer_phone : ask->payer;
	time_t at = (time_t)(ask->created_at / 1000);
	char when[20] = "";
	struct tm tm;

	if (localtime_r(&at, &tm))
		strftime(when, sizeof(when), "%Y-%m-%d %H:%M", &tm);
	printf("%s  %s  %-17s  %16s  %-16s %-10s %s\n", ask->correlation_id, when, op_name(ask),
	       amount, *whom ? whom : "-", *ask->code ? ask->code : "-",
	       ask_state_word(ask->state));
	free(amount);
}

static int list(const struct args *args, struct session *s)
{
	struct ask *asks = xcalloc(PAGE, sizeof(*asks));
	json_t *all = args->options.json ? json_array() : NULL;
	int64_t before = 0;
	int n, total = 0;

	do {
		n = store_asks(s->store, &(struct ask_query){ .list = ASKS_ALL, .before = before },
			asks, PAGE);
		for (int i = 0; i < n; i++) {
			if (all)
				json_array_append_new(all, ask_json(&asks[i]));
			else
				print_ask(&asks[i]);
			before = asks[i].created_at;
		}
		total += n;
	} while (n == PAGE);
	if (!total && !all && !args->options.quiet)
		fprintf(stderr, "%s\n", _("No request was made here yet."));
	cmd_print(all);
	free(asks);
	return CODE_FINE;
}

/* What support needs, into a file for this person alone. */
static int write_bundle(const struct args *args, const struct session *s, const struct ask *ask,
			struct err *err)
{
	struct call_rows rows = { .journal = s->journal, .store = s->store, .history = true };
	json_t *bundle;
	char *text;
	bool ok;

	bundle_look(&rows, ask);
	while (rows_step(&rows))
		;
	bundle = bundle_whole(&rows, ask, &s->config);
	text = json_text(bundle, true);
	ok = file_write(args->bundle, text, strlen(text), err);
	if (ok && !args->options.quiet)
		fprintf(stderr, _("Saved for support: %s\n"), args->bundle);
	free(text);
	json_decref(bundle);
	rows_release(&rows);
	return ok ? CODE_FINE : cmd_fail(args, err);
}

static int show(const struct args *args, struct session *s, struct err *err)
{
	const char *id = args->n_words > 1 ? args->words[1] : "";
	struct ask_event *events = xcalloc(EVENTS, sizeof(*events));
	json_t *all = NULL, *log;
	struct ask ask;
	char *answer;
	int n;

	if (!store_ask_get(s->store, id, &ask)) {
		free(events);
		err_set(err, ERR_INPUT, _("There is no request “%.40s” here."), id);
		err_next(err, _("“remitty asks” lists them."));
		return cmd_fail(args, err);
	}
	if (args->bundle) {
		free(events);
		return write_bundle(args, s, &ask, err);
	}
	n = store_ask_events(s->store, id, events, EVENTS);
	answer = store_ask_answer(s->store, id);	/* what only a person can judge */
	if (args->options.json) {
		all = ask_json(&ask);
		log = json_array();
		for (int i = 0; i < n; i++)
			json_array_append_new(log, json_pack("{s:o, s:s}", "at",
							     cmd_time_json(events[i].at), "what",
							     events[i].what));
		json_object_set_new(all, "events", log);
		if (answer)
			json_object_set_new(all, "answer", json_loads(answer, 0, NULL));
		cmd_print(all);
	} else {
		print_ask(&ask);
		if (*ask.link)
			printf("%s\n", ask.link);
		for (int i = 0; i < n; i++) {
			char at[25];

			iso_time(events[i].at, at);
			printf("  %s  %s\n", at, events[i].what);
		}
		if (answer)
			cmd_print(json_loads(answer, 0, NULL));
	}
	free(answer);
	free(events);
	return CODE_FINE;
}

/* Ids of all that somebody must still look after; the caller frees. */
static char (*live_ids(struct store *store, int *n))[37]
{
	struct ask_query live = { .list = ASKS_LIVE };
	struct ask *page = xcalloc(PAGE, sizeof(*page));
	char (*ids)[37] = NULL;
	int got;

	*n = 0;
	do {
		got = store_asks(store, &live, page, PAGE);
		ids = xrealloc(ids, (size_t)(*n + PAGE) * sizeof(*ids));
		for (int i = 0; i < got; i++) {
			memcpy(ids[(*n)++], page[i].correlation_id, sizeof(*ids));
			live.before = page[i].created_at;
		}
	} while (got == PAGE);
	free(page);
	return ids;
}

static bool is_unclear(struct store *store, const char *id)
{
	struct ask ask;

	return store_ask_get(store, id, &ask) &&
	       (ask.state == ASK_UNKNOWN || ask.state == ASK_HANDED || ask.state == ASK_MISMATCH);
}

/* Look once for everything whose outcome is not known or that is still open. */
static int reconcile(const struct args *args, struct session *s, struct err *err)
{
	long limit = now_ms() + LOOK_MS;
	int n, unclear = 0;
	char (*ids)[37] = live_ids(s->store, &n);

	outbox_recover(s->outbox);
	for (int i = 0; i < n; i++)
		outbox_look(s->outbox, ids[i]);
	while (http_running(s->http) && now_ms() < limit)
		loop_turn(s->loop, 200);
	outbox_stop(s->outbox);
	for (int i = 0; i < n; i++)
		unclear += is_unclear(s->store, ids[i]);
	free(ids);
	list(args, s);
	if (!unclear)
		return CODE_FINE;
	err_set(err, ERR_UNKNOWN, _("What became of %d of them is not known yet."), unclear);
	err_next(err, _("Do not create them again. Run this again in a minute."));
	if (!args->options.json)
		cmd_fail(args, err);
	return CODE_UNKNOWN;
}

int cmd_asks(const struct args *args)
{
	const char *what = args->n_words ? args->words[0] : "list";
	static const char *const whats[] = { "list", "show", "reconcile", NULL };
	const char *near = nearest_word(what, whats);
	struct err err = { 0 }, locked;
	struct session session;
	int code;

	if (!str_eq(what, "list") && !str_eq(what, "show") && !str_eq(what, "reconcile")) {
		err_set(&err, ERR_INPUT, _("“%.40s” is not something to do with asks."), what);
		if (!near)
			near = "list";
		err_next(&err, _("Did you mean “remitty asks %s”?"), near);
		return cmd_fail(args, &err);
	}
	if (!session_open(&session, &args->options, &err))
		return cmd_fail(args, &err);
	lang_set(session.config.lang);
	/* States are readable without; names and links are blank then. */
	if (!session_unlock(&session, &locked) && !args->options.quiet)
		fprintf(stderr, "%s\n%s\n", locked.text, locked.next);
	if (str_eq(what, "reconcile"))
		code = reconcile(args, &session, &err);
	else if (str_eq(what, "show"))
		code = show(args, &session, &err);
	else
		code = list(args, &session);
	session_close(&session);
	return code;
}
