/* Any operation, run from its table: the form above, the answer below. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/carriage.h"
#include "api/store_disclosures.h"
#include "screens/ask_parts.h"
#include "screens/capture.h"
#include "screens/carry.h"
#include "screens/omni.h"
#include "tui/text.h"

struct op_state {
	struct screen screen;
	const struct op *op;
	struct form form;
	struct text answer;
	char *head;			/* "HTTP 200 · 34 ms"; NULL before the first answer */
	enum style style;
	unsigned serial;		/* of the call in the journal; 0: none yet */
	bool waiting;
	json_t *args;			/* of what moves money, until it is confirmed; of what
					 * discloses something, until it is answered */
	char carried[37];		/* row of a registration or a method just sent; "" */
};

static struct op_state *state_of(const struct screen *screen)
{
	return (struct op_state *)screen;
}

/* A card is typed into a process of its own, which also sends it. */
static bool is_vault(const struct op_state *st)
{
	return st->op->service == SVC_VGS;
}

static void on_capture(struct screen *screen, const struct capture_told *told);

static void take_up(struct op_state *st)
{
	static const struct capture_field card[] = {
		{ &op_tokenizeCard, "CardNumber" }, { &op_tokenizeCard, "Cvv" }, { NULL, NULL }
	};

	if (st->op == &op_tokenizeCard && !capture_why_not(st->screen.app))
		capture_open(&st->screen, card, &st->form, on_capture);
}

/* What the version of its service does not know is not asked for. */
static void begin_form(struct op_state *st, const json_t *prefill)
{
	const char *version = st->screen.app->config->omnumi_version, *known[64];
	int n = 0;
	bool newer = false;

	field_each(f, st->op->in) {
		bool left_out = st->op->marks && version_before(version, f->since);

		newer |= left_out;
		if (!left_out && n < (int)ARRAY_LEN(known) - 1)
			known[n++] = f->key;
	}
	known[n] = NULL;
	form_init(&st->form, st->op->in, newer ? known : NULL, prefill);
}

static void op_open(struct screen *screen, const void *arg)
{
	struct op_state *st = state_of(screen);
	json_t *prefill = json_pack("{ssss}", "userToken", fact_of(screen->app, "userToken"),
				    "id", fact_of(screen->app, "ask")), *known;

	st->op = arg;
	if (st->op->marks) {
		known = omni_prefill(screen->app, st->op);
		json_object_update(prefill, known);
		json_decref(known);
	}
	begin_form(st, prefill);
	json_decref(prefill);
	take_up(st);
}

static void fill(struct op_state *st, const json_t *fields)
{
	form_release(&st->form);
	begin_form(st, fields);
}

void op_screen_fill(struct app *app, const struct op *op, const json_t *fields)
{
	app_push(app, &op_screen, op);
	fill(state_of(app->top), fields);
}

static void op_close(struct screen *screen)
{
	struct op_state *st = state_of(screen);

	capture_close(screen);
	form_release(&st->form);
	text_release(&st->answer);
	free(st->head);
	json_decref(st->args);
}

/* The reply as a person reads it by its description, else as JSON. */
static char *answer_words(const struct config *config, const struct op *op,
			  const struct reply *reply)
{
	json_t *shown, *safe;
	char *text;

	if (reply->err.kind && !reply->body)
		return xasprintf("%s\n%s\n", reply->err.text, reply->err.next);
	if (!reply->err.kind && (op->shape == REPLY_OBJECT || op->shape == REPLY_LIST) &&
	    json_object_size(reply->body) + json_array_size(reply->body) > 0) {
		safe = record_safe(config, op->out, reply->body);
		text = record_words(op->out, safe);
		json_decref(safe);
		return text;
	}
	shown = op_redact_out(op, reply->body);
	safe = record_safe(config, op->out, shown);
	text = json_dumps(safe, JSON_INDENT(2) | JSON_ENCODE_ANY);
	json_decref(safe);
	json_decref(shown);
	return text ? text : xstrdup(_("An answer without a body."));
}

static void on_reply(void *owner, const struct op *op, const struct reply *reply)
{
	struct op_state *st = owner;
	struct reply unwritten = *reply;
	char *words;

	if (!reply->err.kind &&
	    !store_disclosure_of(st->screen.app->store, op, st->args, &unwritten.err)) {
		unwritten.body = NULL;		/* what is not on record is not shown */
		reply = &unwritten;
	}
	words = answer_words(st->screen.app->config, op, reply);
	st->waiting = false;
	st->screen.app->dirty = true;
	st->serial = reply->exchange ? reply->exchange->serial : 0;
	st->style = reply->err.kind ? STYLE_ERROR : STYLE_OK;
	free(st->head);
	st->head = xasprintf("HTTP %d · %ld ms", reply->status, reply->ms);
	text_release(&st->answer);
	text_init(&st->answer, words, 0);
	free(words);
	if (reply->err.kind && !form_blame(&st->form, &reply->err))
		app_blame(st->screen.app, &reply->err);
}

static void on_capture(struct screen *screen, const struct capture_told *told)
{
	struct op_state *st = state_of(screen);

	if (told->news == CAPTURE_OFF)
		app_blame(screen->app, &told->err);
	if (told->news == CAPTURE_SENDING) {
		st->waiting = true;
	} else if (told->news == CAPTURE_ANSWERED) {
		on_reply(st, st->op, told->reply);
		if (!capture_is_open(screen))
			take_up(st);
	}
}

/* From here on it is the outbox's; its page tells what becomes of it. */
static void carry(struct screen *screen)
{
	struct op_state *st = state_of(screen);
	struct app *app = screen->app;
	struct track_arg arg;
	struct ask ask = { 0 };
	struct err err = { 0 };

	text_put(ask.customer, sizeof(ask.customer), fact_of(app, "name"));
	if (!outbox_take(app->outbox, st->op, st->args, &ask, &err)) {
		app_blame(app, &err);
		return;
	}
	arg.correlation_id = ask.correlation_id;
	parts_send(app, ask.correlation_id);
	lock_asked(app);
	app_push(app, view_page(&ask), &arg);
}

/* A registration or a method: its answer shows here all the same. */
static void carry_here(struct op_state *st, const json_t *args)
{
	struct app *app = st->screen.app;
	struct ask ask = { 0 };
	struct err err = { 0 };

	text_put(ask.customer, sizeof(ask.customer), fact_of(app, "name"));
	st->waiting = outbox_take(app->outbox, st->op, args, &ask, &err);
	if (st->waiting) {
		text_put(st->carried, sizeof(st->carried), ask.correlation_id);
		parts_send(app, ask.correlation_id);
	} else if (!form_blame(&st->form, &err)) {
		app_blame(app, &err);
	}
}

static const struct exchange *last_call(const struct app *app, const struct op *op)
{
	const struct exchange *x;

	for (int i = 0; (x = journal_nth(app->journal, i)); i++)
		if (x->op == op)
			return x;
	return NULL;
}

static void op_asked(struct screen *screen, const struct ask *ask)
{
	struct op_state *st = state_of(screen);
	struct app *app = screen->app;
	enum carried is = carried_is(app, ask);
	const struct exchange *x = last_call(app, st->op);
	struct reply reply = { .status = x ? x->status : 0, .ms = x ? x->ms : 0, .exchange = x,
			       .body = x ? x->response : NULL };

	if (!str_eq(ask->correlation_id, st->carried) || is == CARRIED_WAIT)
		return;
	if (is == CARRIED_ASK) {
		carried_show(screen, ask);
		return;
	}
	st->carried[0] = '\0';
	if (is == CARRIED_REFUSED)
		carried_refusal(app, ask, &reply.err);
	else if (is == CARRIED_GONE)
		err_set(&reply.err, ERR_NETWORK, "%s", ask->handed_at ?
			_("The service never showed it.") : _("Nothing was sent."));
	else if (reply.status >= 400)		/* it was there before; a look found that */
		err_set(&reply.err, ERR_REFUSED, "%s", x->failure);
	on_reply(st, st->op, &reply);
}

static void keep_args(struct op_state *st, json_t *args)
{
	json_decref(st->args);
	st->args = json_incref(args);
}

static void ask_first(struct op_state *st, json_t *args)
{
	struct app *app = st->screen.app;
	struct dialog_arg arg = { .title = _(st->op->title), .yes = _("Send"), .run = carry };
	struct ask ask = { 0 };
	struct err err = { 0 };
	char *amount, *text;

	if (!outbox_fits(app->outbox, st->op, args, &ask, &err)) {
		if (!form_blame(&st->form, &err))
			app_blame(app, &err);
		return;
	}
	keep_args(st, args);
	amount = amount_words(&ask);
	text = xasprintf("%s%s%s. %s", amount, *ask.payer_phone ? " · " : "", ask.payer_phone,
			 _("It moves money: it is recorded first, sent once and never repeated by "
			   "itself."));
	arg.text = text;
	app_push(app, &dialog_screen, &arg);
	free(text);
	free(amount);
}

static void do_send(struct screen *screen)
{
	struct op_state *st = state_of(screen);
	json_t *args = is_vault(st) ? NULL : form_record(&st->form), *value;
	const char *key;
	void *next;

	if (is_vault(st))
		capture_send(screen);
	if (!args)
		return;
	json_object_foreach_safe(args, next, key, value)
		if (json_is_null(value))
			json_object_del(args, key);
	if (st->op->moves_money) {
		ask_first(st, args);
	} else if (carriage_of(st->op->name)) {
		carry_here(st, args);
	} else {
		st->waiting = true;
		keep_args(st, args);
		http_send(screen->app->http, st->op, args, on_reply, st);
	}
	json_decref(args);
}

static const char *why_not_send(const struct screen *screen)
{
	const struct op_state *st = state_of(screen);

	if (st->waiting)
		return _("The last answer is still awaited.");
	if (st->op->marks && op_mark(st->op, screen->app->config->omnumi_version) == '-')
		return _("The version of the wallet service here does not have this operation.");
	if (st->op->moves_money && screen->app->config->environment == ENV_LIVE)
		return _("This one moves money. With a live service it is sent from a customer's "
			 "journey only, where it is read back.");
	if (is_vault(st) && capture_why_not(screen->app))
		return capture_why_not(screen->app);
	return st->op->changes ? app_read_only(screen->app) : NULL;
}

static void do_example(struct screen *screen)
{
	struct op_state *st = state_of(screen);
	json_t *example;

	if (is_vault(st)) {
		capture_example(screen);
		return;
	}
	example = record_example(st->op->in, false);
	fill(st, example);
	json_decref(example);
}

static void do_exchange(struct screen *screen)
{
	struct exchange_arg arg = { .serial = state_of(screen)->serial };

	app_push(screen->app, &exchange_screen, &arg);
}

static const char *why_not_exchange(const struct screen *screen)
{
	return state_of(screen)->serial ? NULL : _("Nothing was sent from here yet.");
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static bool op_key(struct screen *screen, tui_key key)
{
	struct op_state *st = state_of(screen);

	if (key == K_PAGE_UP || key == K_PAGE_DOWN)
		return text_key(&st->answer, key);
	return !is_vault(st) && st->form.n && form_key(&st->form, key);
}

static void op_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	(void)mouse;
	if (is_vault(state_of(screen)))
		capture_click(screen, hot);
	else
		form_click(&state_of(screen)->form, hot);
}

/* Before it is sent: what its service's version makes of it, and that reading its answer
 * is recorded.  Returns the lines used. */
static int draw_version(const struct op_state *st, struct canvas *c, int y)
{
	char buf[OMNI_WHY];
	const char *text = omni_lacks(st->screen.app, st->op, buf);

	if (!text)
		text = omni_retired(st->screen.app, st->op, buf);
	if (text)
		return canvas_wrap(c, 0, y, c->w, 2, STYLE_WARN, text) + 1;
	if (!st->op->discloses)
		return 0;
	canvas_text(c, 0, y, STYLE_HINT, _("Reading it is recorded, with who read it."));
	return 2;
}

static void op_draw(struct screen *screen, struct canvas *c)
{
	struct op_state *st = state_of(screen);
	int head = 2, form_h = st->form.n + 2, top;
	struct canvas form, answer;

	canvas_textf(c, 0, 0, STYLE_TITLE, "%s   %s %s", st->op->name, st->op->method,
		     st->op->path);
	head += canvas_wrap(c, 0, 1, c->w, 2, STYLE_DIM, _(st->op->summary));
	head += draw_version(st, c, head);
	if (!st->head && !st->waiting)
		form_h = c->h - head;		/* no answer needs the room yet */
	else if (form_h > (c->h - head) * 3 / 5)
		form_h = (c->h - head) * 3 / 5;
	form = canvas_part(c, 0, head, c->w, form_h);
	form_draw(&st->form, &form, true);
	top = head + form_h;
	canvas_rule(c, 0, top, c->w, STYLE_DIM);
	if (st->waiting)
		show_waiting(c, 0, top + 1, _("Waiting for the answer…"));
	else if (st->head)
		canvas_text(c, 0, top + 1, st->style, st->head);
	answer = canvas_part(c, 0, top + 2, c->w, c->h - top - 2);
	if (st->head)
		text_draw(&st->answer, &answer);
}

static const struct binding bindings[] = {
	{ .key = K_F10, .name = "F10", .label = N_("Send"), .run = do_send, .why_not = why_not_send,
	  .help = N_("Sends the operation as filled in.") },
	{ .key = K_ENTER, .name = "Enter", .label = N_("Send"), .run = do_send,
	  .why_not = why_not_send,
	  .quiet = true },
	{ .key = K_F3, .name = "F3", .label = N_("Example"), .run = do_example,
	  .help = N_("Fills every field with its documented example.") },
	{ .key = K_F4, .name = "F4", .label = N_("Over the wire"), .run = do_exchange,
	  .why_not = why_not_exchange, .help = N_("Shows the whole call in the inspector.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops op_screen = {
	.name = "operation",
	.title = N_("Operation"),
	.size = sizeof(struct op_state),
	.typing = true,
	.bindings = bindings,
	.open = op_open,
	.close = op_close,
	.key = op_key,
	.click = op_click,
	.draw = op_draw,
	.asked = op_asked,
};
