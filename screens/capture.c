/* The side of a capture that has the screen. */

#include "screens/capture.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>

#include "api/exchange_pack.h"
#include "api/ops.h"
#include "screens/capture_own.h"
#include "screens/frame.h"

enum { TRIES = 3 };			/* starts for one form, when it ends by itself */

struct capture {
	struct app *app;
	struct screen *owner;
	const struct capture_field *fields;
	struct form *form;
	capture_fn *told;
	pid_t pid;			/* 0: it does not run */
	int line;
	int starts;
	bool reading;			/* it has the keyboard … */
	bool asked_back;		/* … and was told to give it back */
	bool deaf, locked;		/* as it was told last */
	bool asked, sending;		/* asked: to send, if all fits */
	struct capture_hint hint;
};

static struct capture *capture_of(const struct screen *screen)
{
	struct capture *c = screen->app->capture;

	return c && c->owner == screen ? c : NULL;
}

/* ---- its process ---- */

static void end_process(struct capture *c)
{
	if (!c->pid)
		return;
	loop_forget(c->app->loop, c);
	capture_end(c->line, c->pid);
	c->pid = 0;
	c->line = -1;
	c->reading = c->asked_back = c->asked = c->sending = false;
	tcflush(c->app->capture_tty, TCIFLUSH);	/* it may have been meant for the form */
}

static void tell(struct capture *c, const struct capture_told *told)
{
	c->app->dirty = true;
	c->told(c->owner, told);
}

/* ---- how it begins ---- */

static json_t *fields_of(const struct capture *c)
{
	json_t *fields = json_array();

	for (const struct capture_field *f = c->fields; f->op; f++)
		json_array_append_new(fields, json_pack("[s, s]", f->op->name, f->key));
	return fields;
}

static bool say_beginning(struct capture *c)
{
	struct app *app = c->app;
	json_t *begin = capture_beginning(app->config, app->sandbox, faults_of(app));

	json_object_set_new(begin, "fields", fields_of(c));
	json_object_set_new(begin, "form", form_seen(c->form));
	return capture_say(c->line, json_pack("{s:o}", "begin", begin));
}

static void on_line(void *ctx);

static bool start(struct capture *c, struct err *err)
{
	struct loop_source source = { .step = on_line, .ctx = c };
	int line = capture_spawn(c->app->capture_program, c->app->capture_tty, &c->pid, err);

	if (line < 0)
		return false;
	c->line = source.fd = line;
	c->starts++;
	c->deaf = c->locked = false;
	c->hint.network[0] = c->hint.last4[0] = '\0';
	form_hide(c->form);
	loop_add(c->app->loop, &source);
	return say_beginning(c);
}

static void off(struct capture *c, const struct err *err)
{
	struct capture_told told = { .news = CAPTURE_OFF, .err = *err };

	end_process(c);
	tell(c, &told);
}

static void start_later(void *owner)
{
	struct capture *c = owner;
	struct err err = { 0 };

	if (!start(c, &err) && !c->pid)
		off(c, &err);
}

void capture_open(struct screen *owner, const struct capture_field *fields, struct form *form,
		  capture_fn *told)
{
	struct app *app = owner->app;
	struct capture *c;

	if (app->capture)
		capture_close(app->capture->owner);
	c = xcalloc(1, sizeof(*c));
	*c = (struct capture){ .app = app, .owner = owner, .fields = fields, .form = form,
			       .told = told, .line = -1 };
	app->capture = c;
	start_later(c);
}

void capture_close(struct screen *owner)
{
	struct capture *c = capture_of(owner);

	if (!c)
		return;
	owner->app->capture = NULL;
	end_process(c);
	loop_forget(owner->app->loop, c);
	free(c);
}

/* ---- what it tells ---- */

static void take_form(struct capture *c, const json_t *said)
{
	const json_t *hint = json_object_get(said, "hint");
	const char *network = json_string_value(json_object_get(hint, "network"));
	const char *last4 = json_string_value(json_object_get(hint, "last4"));

	form_take_seen(c->form, json_object_get(said, "form"));
	snprintf(c->hint.network, sizeof(c->hint.network), "%s", network ? network : "");
	snprintf(c->hint.last4, sizeof(c->hint.last4), "%s", last4 ? last4 : "");
	if (json_object_get(said, "typed")) {
		c->app->note[0] = '\0';
		lock_touched(c->app);
	}
	if (json_object_get(said, "unfit"))
		c->asked = false;
	c->app->dirty = true;
}

/* A key that its form did not take, as if it had been typed here. */
static void take_key(struct capture *c, const json_t *key, const json_t *mouse)
{
	struct app *app = c->app;

	c->reading = false;
	if (mouse) {
		app->mouse = (struct mouse){
			.x = (int)json_integer_value(json_array_get(mouse, 0)),
			.y = (int)json_integer_value(json_array_get(mouse, 1)),
			.what = (unsigned)json_integer_value(json_array_get(mouse, 2)) };
		app_key(app, K_MOUSE);
	} else {
		app_key(app, (tui_key)json_integer_value(key));
	}
}

static void take_sending(struct capture *c, const json_t *said)
{
	struct capture_told told = { .news = CAPTURE_SENDING };

	c->asked = false;
	c->sending = true;
	told.record = json_object_get(said, "record");
	told.network = json_string_value(json_object_get(said, "network"));
	tell(c, &told);
}

static void take_answer(struct capture *c, const json_t *said)
{
	const json_t *body = json_object_get(said, "body"), *call = json_object_get(said, "call");
	struct reply reply = {
		.status = (int)json_integer_value(json_object_get(said, "status")),
		.ms = (long)json_integer_value(json_object_get(said, "ms")),
		.body = json_is_null(body) ? NULL : body, .server_ms = -1,
	};
	struct capture_told told = { .news = CAPTURE_ANSWERED, .reply = &reply };
	struct screen *owner = c->owner;
	struct exchange *x = NULL;

	if (call) {
		x = journal_begin(c->app->journal, &op_tokenizeCard);
		exchange_unpack(x, call);
	}
	reply.exchange = x;
	err_unpack(&reply.err, json_object_get(said, "err"));
	c->sending = false;
	if (!reply.err.kind) {		/* it ends by itself: nothing is left for it to do */
		capture_fn *fn = c->told;

		capture_close(owner);
		owner->app->dirty = true;
		fn(owner, &told);
		return;
	}
	tell(c, &told);
}

static void hear(struct capture *c, const json_t *said)
{
	const json_t *key = json_object_get(said, "key"), *mouse = json_object_get(said, "mouse");
	struct err err;

	c->hint.heard++;
	if (json_object_get(said, "form"))
		take_form(c, said);
	else if (key || mouse)
		take_key(c, key, mouse);
	else if (json_object_get(said, "paused"))
		c->reading = c->asked_back = false;
	else if (json_object_get(said, "sending"))
		take_sending(c, json_object_get(said, "sending"));
	else if (json_object_get(said, "answered"))
		take_answer(c, json_object_get(said, "answered"));
	else if (json_object_get(said, "off")) {
		err_unpack(&err, json_object_get(said, "off"));
		off(c, &err);
	}
}

static void once_more(struct capture *c, bool was_sending)
{
	struct reply reply = { .server_ms = -1 };
	struct capture_told told = { .news = CAPTURE_ANSWERED, .reply = &reply };

	err_set(&reply.err, ERR_CONFIG,
		_("Typing of the card was interrupted; the number is forgotten."));
	err_next(&reply.err, _("The card was not added. Please type its number again."));
	if (was_sending)
		tell(c, &told);
	else
		app_blame(c->app, &reply.err);
}

/* It ended without being told to: killed, or broken. */
static void lost(struct capture *c)
{
	bool was_sending = c->sending;
	struct err err = { 0 };

	end_process(c);
	if (c->starts < TRIES && start(c, &err)) {
		once_more(c, was_sending);
		return;
	}
	if (!err.kind) {
		err_set(&err, ERR_CONFIG,
			_("Typing of cards is interrupted again and again."));
		err_next(&err, _("Use a card token, or a bank account."));
	}
	off(c, &err);
}

static void on_line(void *ctx)
{
	struct capture *c = ctx;
	struct app *app = c->app;
	bool gone = false;
	json_t *said;

	while ((said = capture_hear(c->line, app->http, &gone))) {
		hear(c, said);
		json_decref(said);
		if (app->capture != c || !c->pid)
			return;		/* that was its end */
	}
	if (gone)
		lost(c);
}

/* ---- what it is told ---- */

bool capture_is_open(const struct screen *owner)
{
	return capture_of(owner);
}

bool capture_is_sending(const struct app *app)
{
	return app->capture && (app->capture->asked || app->capture->sending);
}

/* Nothing to do about a line that is broken: its end is heard next. */
static void say(struct screen *owner, json_t *taken)
{
	const struct capture *c = capture_of(owner);

	if (c && c->pid)
		capture_say(c->line, taken);
	else
		json_decref(taken);
}

void capture_send(struct screen *owner)
{
	struct capture *c = capture_of(owner);

	if (c && c->pid)
		c->asked = true;
	say(owner, json_pack("{s:b}", "send", true));
}

void capture_click(struct screen *owner, int hot)
{
	say(owner, json_pack("{s:i}", "hot", hot));
}

void capture_example(struct screen *owner)
{
	say(owner, json_pack("{s:b}", "example", true));
}

struct capture_hint capture_hint(const struct screen *owner)
{
	const struct capture *c = capture_of(owner);

	return c ? c->hint : (struct capture_hint){ .network = "" };
}

const char *capture_why_not(const struct app *app)
{
	if (app->config->environment == ENV_SANDBOX || app->config->typed_cards)
		return NULL;
	return _("Card numbers are not typed at this counter (typed_cards is off).");
}

/* ---- the keyboard ---- */

bool capture_reads(const struct app *app)
{
	return app->capture && app->capture->reading;
}

static void make_deaf(struct capture *c, bool deaf)
{
	if (c->deaf == deaf)
		return;
	c->deaf = deaf;
	capture_say(c->line, json_pack("{s:b}", "deaf", deaf));
}

/* Behind a locked screen no number waits for whoever comes. */
static void heed_lock(struct capture *c, bool locked)
{
	if (locked && !c->locked)
		capture_say(c->line, json_pack("{s:b}", "forget", true));
	c->locked = locked;
}

void capture_watch(struct app *app)
{
	struct capture *c = app->capture;
	bool wanted = c && c->pid && app->top == c->owner && !app->lock.on;

	if (!c || !c->pid)
		return;
	make_deaf(c, frame_too_small(&app->grid));
	heed_lock(c, app->lock.on);
	if (wanted && !c->reading) {
		c->reading = true;
		c->asked_back = false;
		capture_say(c->line, json_pack("{s:b}", "read", true));
	} else if (!wanted && c->reading && !c->asked_back) {
		c->asked_back = true;
		capture_say(c->line, json_pack("{s:b}", "read", false));
	}
}

void capture_hold(struct app *app, bool held)
{
	if (app->capture && app->capture->pid)
		kill(app->capture->pid, held ? SIGSTOP : SIGCONT);
}
