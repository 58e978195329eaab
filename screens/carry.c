/* The page of a carried row that is no ask, and how the forms that send such
 * rows hear of them. */

#include "screens/carry.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/carriage.h"
#include "screens/ask_parts.h"

struct carry_state {
	struct screen screen;
	struct ask_view view;
	bool ticking;
};

static struct carry_state *state_of(const struct screen *screen)
{
	return (struct carry_state *)screen;
}

/* ---- for the forms ---- */

static enum carried carried_by(const struct ask *ask)
{
	switch (ask->state) {
	case ASK_DONE:
	case ASK_ACCEPTED:
	case ASK_OPEN:
		return CARRIED_THERE;
	case ASK_REJECTED:
		return CARRIED_REFUSED;
	case ASK_READY:
		return ask->looks ? CARRIED_ASK : CARRIED_WAIT;
	case ASK_CONNECTING:
		return ask->looks ? CARRIED_ASK : CARRIED_WAIT;
	case ASK_HANDED:
		return CARRIED_WAIT;
	case ASK_UNKNOWN:
		/* The service says that it exists already: one look tells. */
		return *ask->refusal && !ask->looks ? CARRIED_WAIT : CARRIED_ASK;
	case ASK_ABSENT:
	case ASK_MISMATCH:
		return CARRIED_ASK;
	default:
		return CARRIED_GONE;
	}
}

enum carried carried_is(const struct app *app, const struct ask *ask)
{
	enum carried is = carried_by(ask);

	return is == CARRIED_WAIT && outbox_cannot_write(app->outbox, ask->correlation_id) ?
	       CARRIED_ASK : is;
}

void carried_refusal(struct app *app, const struct ask *ask, struct err *err)
{
	const struct carriage *c = carriage_of(ask->op);

	*err = (struct err){ 0 };
	codes_explain(c ? c->op : &op_requestMoneyV2, 400, *ask->refusal ? ask->refusal : NULL,
		      *ask->refusal_text ? ask->refusal_text : NULL, err);
	if (*ask->refusal_field)
		text_put(err->field, sizeof(err->field), ask->refusal_field);
	outbox_seen(app->outbox, ask->correlation_id);
}

bool carried_begin(struct app *app, const char *fact, const struct op *op, const json_t *args,
		   struct ask *ask, struct err *err)
{
	uuid_new(ask->correlation_id);
	ask->journey_id = app->journey->row.id;
	journey_set(app->journey, fact, ask->correlation_id);
	if (journey_save(app->journey, app->store, err)) {
		ask->journey_id = app->journey->row.id;
		if (outbox_take(app->outbox, op, args, ask, err)) {
			parts_send(app, ask->correlation_id);
			return true;
		}
	}
	journey_set(app->journey, fact, "");
	return false;
}

bool carried_get(const struct app *app, const char *fact, struct ask *ask)
{
	const char *id = fact_of(app, fact);

	return *id && store_ask_get(app->store, id, ask);
}

static bool is_shown(const struct app *app, const char *id)
{
	for (const struct screen *s = app->top; s; s = s->below)
		if (s->ops == &carry_screen && str_eq(state_of(s)->view.ask.correlation_id, id))
			return true;
	return false;
}

static void show_now(struct screen *screen)
{
	char id[sizeof(screen->app->carrying)];
	struct track_arg arg = { .correlation_id = id };

	text_put(id, sizeof(id), screen->app->carrying);
	if (!is_shown(screen->app, id))
		app_push(screen->app, &carry_screen, &arg);
}

void carried_show(struct screen *screen, const struct ask *ask)
{
	struct app *app = screen->app;

	text_put(app->carrying, sizeof(app->carrying), ask->correlation_id);
	app_when_top(screen, show_now);
}

/* ---- the page ---- */

/* Over the form that sent it, which goes on by itself; or opened from home. */
static bool is_over_form(const struct screen *screen)
{
	return screen->below && screen->below->below;
}

static void leave(void *owner)
{
	struct screen *screen = owner;

	if (screen->app->top == screen)
		app_pop(screen->app);
}

static bool needs_page(const struct app *app, const struct ask *ask)
{
	enum carried is = carried_is(app, ask);

	return is == CARRIED_WAIT || is == CARRIED_ASK;
}

static void take(struct carry_state *st, const struct ask *ask)
{
	st->view.looking = false;
	view_take(&st->view, st->screen.app, ask);
	if (!needs_page(st->screen.app, ask) && is_over_form(&st->screen))
		app_after(st->screen.app, 0, leave, st);
}

static void on_tick(void *owner)
{
	struct carry_state *st = owner;
	struct app *app = st->screen.app;

	st->ticking = app->top == &st->screen && needs_page(st->screen.app, &st->view.ask);
	app->dirty = true;
	if (!st->ticking)
		return;
	app_after(app, 1000, on_tick, st);
	view_poll(&st->view, app);
}

static void carry_open(struct screen *screen, const void *arg)
{
	struct carry_state *st = state_of(screen);
	const struct track_arg *which = arg;
	struct ask ask;

	if (!store_ask_get(screen->app->store, which->correlation_id, &ask))
		return;
	take(st, &ask);
	on_tick(st);
}

static void carry_asked(struct screen *screen, const struct ask *ask)
{
	if (str_eq(ask->correlation_id, state_of(screen)->view.ask.correlation_id))
		take(state_of(screen), ask);
}

static void carry_shown(struct screen *screen)
{
	struct carry_state *st = state_of(screen);

	if (!needs_page(st->screen.app, &st->view.ask) && is_over_form(screen))
		app_after(screen->app, 0, leave, st);
	else if (!st->ticking)
		on_tick(st);
}

static void carry_close(struct screen *screen)
{
	const struct ask *ask = &state_of(screen)->view.ask;

	if (ask->state == ASK_REJECTED && !ask->seen_at)
		outbox_seen(screen->app->outbox, ask->correlation_id);
}

/* ---- keys ---- */

static void do_look(struct screen *screen)
{
	struct carry_state *st = state_of(screen);

	st->view.looking = true;
	outbox_look(screen->app->outbox, st->view.ask.correlation_id);
}

static const char *why_not_look(const struct screen *screen)
{
	enum ask_state state = state_of(screen)->view.ask.state;

	if (state == ASK_READY || state == ASK_CONNECTING || state == ASK_HANDED)
		return _("It is still being sent; there is nothing to look for yet.");
	if (state != ASK_UNKNOWN && state != ASK_ABSENT)
		return _("This is its final state; it will not change any more.");
	return NULL;
}

static void do_send(struct screen *screen)
{
	parts_send_now(screen->app, &state_of(screen)->view.ask);
}

static const char *why_not_send(const struct screen *screen)
{
	if (state_of(screen)->view.ask.state != ASK_READY)
		return _("There is nothing waiting to be sent.");
	return app_read_only(screen->app);
}

static void do_close(struct screen *screen)
{
	struct err err = { 0 };

	if (!outbox_void(screen->app->outbox, state_of(screen)->view.ask.correlation_id, NULL,
			 &err))
		app_blame(screen->app, &err);
}

static const char *why_not_close(const struct screen *screen)
{
	enum ask_state state = state_of(screen)->view.ask.state;

	if (state != ASK_READY && state != ASK_ABSENT)
		return _("First it must be clear what became of it.");
	return app_read_only(screen->app);
}

static void do_home(struct screen *screen)
{
	app_home(screen->app);
}

/* ---- its picture ---- */

static const struct carry_words {
	const char *sending, *waits, *waits_text, *unknown, *unknown_text, *absent, *absent_text;
	const char *tell, *there, *gone;
} words[] = {
	[CARRIES_CUSTOMER] = {
		.sending = N_("Registering the customer…"),
		.waits = N_("The registration has not been sent yet"),
		.waits_text = N_("Nothing has left this machine: the service could not be "
				 "reached. It is tried again by itself. F6 tries at once, F8 goes "
				 "back to the form, where everything is kept."),
		.unknown = N_("We do not know yet whether the customer is registered"),
		.unknown_text = N_("Do NOT send the registration again. The customer is being "
				   "looked up by phone: if the registration arrived, this goes "
				   "on by itself; if not, you will be told what to do."),
		.absent = N_("The service does not know this customer"),
		.absent_text = N_("The registration was looked for several times and did not "
				  "arrive. F8 goes back to the form, where everything is kept; "
				  "F10 sends it from there."),
		.tell = N_("“I have handed in your details and am waiting to see that they "
			   "arrived. It takes a minute or two.”"),
		.there = N_("The customer is registered"),
		.gone = N_("The registration was not sent"),
	},
	[CARRIES_METHOD] = {
		.sending = N_("Adding the method…"),
		.waits = N_("The method has not been sent yet"),
		.waits_text = N_("Nothing has left this machine: the service could not be "
				 "reached. It is tried again by itself. F6 tries at once, F8 "
				 "gives it up."),
		.unknown = N_("We do not know yet whether the method was added"),
		.unknown_text = N_("Do NOT add it again. It is being looked for among the "
				   "customer's methods: if it arrived, this goes on by itself; "
				   "if not, you will be told what to do."),
		.absent = N_("The service does not know this method"),
		.absent_text = N_("It was looked for several times among the customer's methods "
				  "and was not there. F8 closes this; after that the method may "
				  "be added again."),
		.tell = N_("“I have sent your card or account and am waiting to see that it "
			   "arrived. It takes a minute or two.”"),
		.there = N_("The method was added"),
		.gone = N_("The method was not sent"),
	},
};

static const struct carry_words *words_of(const struct ask *ask)
{
	const struct carriage *c = carriage_of(ask->op);

	return &words[c && c->kind == CARRIES_METHOD ? CARRIES_METHOD : CARRIES_CUSTOMER];
}

static int draw_head(const struct ask *ask, struct canvas *c, enum style style, const char *title)
{
	char phone[32], *line;
	int y;

	phone_words(ask->customer_phone, phone);
	line = xasprintf("%s   %s", *ask->method ? ask->method : ask->customer,
			 *ask->method ? ask->customer : phone);
	y = parts_head(c, style, title, line);
	free(line);
	return y;
}

static void draw_sending(const struct carry_state *st, struct canvas *c)
{
	const struct carry_words *w = words_of(&st->view.ask);
	bool waits = carried_by(&st->view.ask) == CARRIED_ASK;
	int y = draw_head(&st->view.ask, c, STYLE_TITLE, waits ? _(w->waits) : _(w->sending));

	y = parts_words(c, y, waits ? _(w->waits_text) :
			parts_wait_words());
	y = parts_stuck(&st->view, st->screen.app, c, y);
	y = parts_events(&st->view, c, 5, y, 6);
	parts_next_look(&st->view, c, 5, y);
	parts_patience(&st->view, st->screen.app, c, 5, y);
}

static void draw_unknown(const struct carry_state *st, struct canvas *c)
{
	const struct carry_words *w = words_of(&st->view.ask);
	int y = draw_head(&st->view.ask, c, STYLE_WARN, _(w->unknown));

	y = parts_words(c, y, _(w->unknown_text));
	y = parts_events(&st->view, c, 5, y, 6);
	parts_next_look(&st->view, c, 5, y);
	y += 2;
	canvas_text(c, 0, y++, STYLE_TITLE, _("Tell the customer"));
	parts_words(c, y, _(w->tell));
}

static void draw_absent(const struct carry_state *st, struct canvas *c)
{
	const struct carry_words *w = words_of(&st->view.ask);
	int y = draw_head(&st->view.ask, c, STYLE_WARN, _(w->absent));

	y = parts_words(c, y, _(w->absent_text));
	y = parts_events(&st->view, c, 5, y, 6);
	parts_next_look(&st->view, c, 5, y);
}

static void draw_ended(const struct carry_state *st, struct canvas *c)
{
	const struct carry_words *w = words_of(&st->view.ask);
	const struct ask *ask = &st->view.ask;
	struct err err = { 0 };
	int y;

	if (ask->state != ASK_REJECTED) {
		bool there = carried_by(ask) == CARRIED_THERE;

		y = draw_head(ask, c, there ? STYLE_OK : STYLE_DIM, there ? _(w->there) :
			      _(w->gone));
		parts_events(&st->view, c, 5, y, 8);
		return;
	}
	y = draw_head(ask, c, STYLE_ERROR, _("The service refused this request"));
	codes_explain(carriage_of(ask->op)->op, 400, ask->refusal, ask->refusal_text, &err);
	y += show_problem(c, 5, y, c->w - 5, &err) + 1;
	parts_events(&st->view, c, 5, y, 6);
}

static void carry_draw(struct screen *screen, struct canvas *c)
{
	static void (*const draws[ASK_STATES])(const struct carry_state *, struct canvas *) = {
		[ASK_READY] = draw_sending, [ASK_CONNECTING] = draw_sending,
		[ASK_HANDED] = draw_sending, [ASK_UNKNOWN] = draw_unknown,
		[ASK_ABSENT] = draw_absent,
	};
	struct carry_state *st = state_of(screen);
	const struct ask *ask = &st->view.ask;
	struct canvas page = page_of(c, 84);

	if (draws[ask->state])
		draws[ask->state](st, &page);
	else
		draw_ended(st, &page);
}

static const struct binding bindings[] = {
	{ .key = K_F5, .twin = 'r', .name = "F5", .label = N_("Look now"), .run = do_look,
	  .why_not = why_not_look, .help = N_("Asks the service at once instead of waiting.") },
	{ .key = K_F6, .name = "F6", .label = N_("Send now"), .run = do_send,
	  .why_not = why_not_send, .help = N_("Tries at once to send what has not left yet.") },
	{ .key = K_F8, .name = "F8", .label = N_("Close it"), .run = do_close,
	  .why_not = why_not_close,
	  .help = N_("Gives up what did not arrive or was not sent; it can then be sent anew.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Home"), .run = do_home,
	  .help = N_("Home; it is followed on its own and listed there.") },
	{ 0 }
};

const struct screen_ops carry_screen = {
	.name = "carry",
	.title = N_("On its way to the service"),
	.size = sizeof(struct carry_state),
	.journey = true,
	.bindings = bindings,
	.open = carry_open,
	.close = carry_close,
	.shown = carry_shown,
	.draw = carry_draw,
	.asked = carry_asked,
};
