/* remitty events: what the service told by itself, and what came of it. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/lang.h"
#include "screens/cmd.h"

enum { PAGE = 100, WAIT_MS = 40 * 1000 };

static json_t *event_json(const struct webhook_event *event)
{
	json_t *body = event->body ? json_loads(event->body, JSON_DECODE_ANY, NULL) : NULL;
	json_t *json = json_pack(
		"{s:I, s:o, s:s, s:s, s:s, s:s, s:o, s:b, s:s, s:s}", "id", (json_int_t)event->id,
		"at", cmd_time_json(event->at), "verdict", webhook_verdict_name(event->verdict),
		"kind", webhook_kind_name(event->kind), "ask", event->correlation_id, "status",
		event->status, "date", cmd_time_json(event->date), "replay", event->replay, "note",
		event->note, "forwarded", event->forwarded);

	if (event->body && !body)
		body = json_string(event->body);
	if (body)
		json_object_set_new(json, "body", body);
	if (event->headers)
		json_object_set_new(json, "headers", json_string(event->headers));
	return json;
}

static void print_event(const struct webhook_event *event)
{
	char at[25];

	iso_time(event->at, at);
	printf("%4lld  %s  %-7s  %-11s%s  %-36s  %s\n", (long long)event->id, at,
	       webhook_kind_name(event->kind), webhook_verdict_name(event->verdict),
	       event->replay ? "*" : " ", event->correlation_id, event->status);
}

static int list(const struct args *args, struct session *s)
{
	struct webhook_event *events = xcalloc(PAGE, sizeof(*events));
	json_t *all = args->options.json ? json_array() : NULL;
	int64_t before = 0;
	int n, total = 0;

	do {
		n = store_events(s->store, before, events, PAGE);
		for (int i = 0; i < n; i++) {
			if (all)
				json_array_append_new(all, event_json(&events[i]));
			else
				print_event(&events[i]);
			before = events[i].id;
		}
		total += n;
	} while (n == PAGE);
	if (!total && !all && !args->options.quiet)
		fprintf(stderr, "%s\n", _("No event came yet."));
	cmd_print(all);
	free(events);
	return CODE_FINE;
}

/* The event that the command line names. */
static bool named(const struct args *args, struct session *s, struct webhook_event *event,
		  struct err *err)
{
	const char *id = args->n_words > 1 ? args->words[1] : "";

	if (store_event_get(s->store, strtoll(id, NULL, 10), event))
		return true;
	err_set(err, ERR_INPUT, _("There is no event “%.40s” here."), id);
	return err_next(err, _("“remitty events” lists them."));
}

static void print_whole(const struct args *args, const struct webhook_event *event)
{
	json_t *body;

	if (args->options.json) {
		cmd_print(event_json(event));
		return;
	}
	print_event(event);
	printf("%s\n%s\n", webhook_verdict_meaning(event->verdict),
	       webhook_verdict_next(event->verdict));
	if (*event->note)
		printf("%s\n", _(event->note));
	if (*event->forwarded)
		printf("%s\n", event->forwarded);
	printf("\n%s\n", event->headers);
	body = json_loads(event->body, JSON_DECODE_ANY, NULL);
	if (body)
		cmd_print(body);
	else if (*event->body)
		printf("%s\n", event->body);
}

static int show(const struct args *args, struct session *s, struct err *err)
{
	struct webhook_event event;

	if (!named(args, s, &event, err))
		return cmd_fail(args, err);
	print_whole(args, &event);
	webhook_event_release(&event);
	return CODE_FINE;
}

/* By the same way as from the network; the new one is shown. */
static int replay(const struct args *args, struct session *s, struct err *err)
{
	struct webhook_event old, event;

	if (!named(args, s, &old, err))
		return cmd_fail(args, err);
	session_open_inbox(s);
	if (!inbox_replay(s->inbox, old.id, &event, err)) {
		webhook_event_release(&old);
		return cmd_fail(args, err);
	}
	print_whole(args, &event);
	webhook_event_release(&event);
	webhook_event_release(&old);
	return CODE_FINE;
}

struct passing {
	bool ended, taken;
};

static void on_passed(void *ctx, const struct webhook_event *event)
{
	*(struct passing *)ctx = (struct passing){ true, event->taken };
}

static int forward(const struct args *args, struct session *s, struct err *err)
{
	const char *url = args->n_words > 2 ? args->words[2] : s->config.webhook_forward;
	long limit = now_ms() + WAIT_MS;
	struct webhook_event event;
	struct passing passing = { 0 };
	int code;

	if (!named(args, s, &event, err))
		return cmd_fail(args, err);
	session_open_inbox(s);
	inbox_on_event(s->inbox, on_passed, &passing);
	if (!url)
		err_set(err, ERR_INPUT, _("An address is needed: remitty events forward ID URL"));
	if (!url || !inbox_forward(s->inbox, event.id, url, err)) {
		webhook_event_release(&event);
		return cmd_fail(args, err);
	}
	while (!passing.ended && now_ms() < limit)
		loop_turn(s->loop, 200);
	webhook_event_release(&event);
	code = show(args, s, err);
	return passing.taken ? code : CODE_NETWORK;
}

/* ---- listening ---- */

struct ear {
	const struct args *args;
	struct session *session;
};

static void print_line(json_t *taken)
{
	json_dumpf(taken, stdout, JSON_COMPACT);
	putchar('\n');
	json_decref(taken);
}

static void on_event(void *ctx, const struct webhook_event *event)
{
	const struct ear *ear = ctx;

	if (ear->args->options.json)
		print_line(event_json(event));
	else
		print_event(event);
	fflush(stdout);
}

static void announce(void *ctx)
{
	const struct ear *ear = ctx;
	const char *url = inbox_url(ear->session->inbox);

	if (ear->args->options.json)
		print_line(json_pack("{s:s}", "listening", url));
	else
		printf("LISTENING %s\n", url);
	fflush(stdout);
}

static int listen_on(const struct args *args, struct session *s, struct err *err)
{
	struct ear ear = { .args = args, .session = s };

	session_open_inbox(s);
	session_listen(s);
	*err = *inbox_trouble(s->inbox);
	if (!inbox_url(s->inbox) && !err->kind) {
		err_set(err, ERR_CONFIG, _("webhook_port is off in profile “%s”."),
			s->config.profile);
		err_next(err, _("Set it to a number, or to any, which takes a free one."));
	}
	if (err->kind)
		return cmd_fail(args, err);
	inbox_on_event(s->inbox, on_event, &ear);
	cmd_serve(s->loop, announce, &ear);
	inbox_on_event(s->inbox, NULL, NULL);
	return CODE_FINE;
}

static int run(const char *what, const struct args *args, struct session *s, struct err *err)
{
	if (str_eq(what, "show"))
		return show(args, s, err);
	if (str_eq(what, "replay"))
		return replay(args, s, err);
	if (str_eq(what, "forward"))
		return forward(args, s, err);
	if (str_eq(what, "listen"))
		return listen_on(args, s, err);
	return list(args, s);
}

int cmd_events(const struct args *args)
{
	static const char *const whats[] = { "list", "show", "replay", "forward", "listen", NULL };
	const char *what = args->n_words ? args->words[0] : "list";
	const char *near = nearest_word(what, whats);
	struct session session;
	struct err err = { 0 };
	int code;

	if (!near || !str_eq(near, what)) {
		err_set(&err, ERR_INPUT, _("“%.40s” is not something to do with events."),
			what);
		err_next(&err, _("Did you mean “remitty events %s”?"), near ? near : "list");
		return cmd_fail(args, &err);
	}
	if (!session_open(&session, &args->options, &err))
		return cmd_fail(args, &err);
	lang_set(session.config.lang);
	/* Listening keeps what comes, whoever may read it. */
	if (str_eq(what, "listen") || session_unlock(&session, &err))
		code = run(what, args, &session, &err);
	else
		code = cmd_fail(args, &err);
	session_close(&session);
	return code;
}
