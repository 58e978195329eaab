/* The session link: a code for the customer's phone, and live, what she does there. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "api/link.h"
#include "screens/keep.h"
#include "screens/show.h"
#include "screens/when.h"

struct link_state {
	struct screen screen;
	struct err err;		/* why there is no link, or why it is refused */
	char *link;		/* accepted, or NULL */
	struct qr qr;
	bool asking;		/* for the link */
	bool looking;		/* for the status */
	bool big;
	bool none_needed;	/* the service answered 204 */
	int looks;
	int64_t made_at, looked_at, next_at;	/* wall ms; 0: not yet, none due */
};

static struct link_state *state_of(const struct screen *screen)
{
	return (struct link_state *)screen;
}

static const char *status_of(const struct screen *screen)
{
	return journey_get(screen->app->journey, "status");
}

static bool is_done(const struct screen *screen)
{
	return codes_user_stage(status_of(screen)) == STAGE_GOOD;
}

static void look(void *owner);

/* Draw the count-down once a second while a look is ahead. */
static void tick(void *owner)
{
	struct link_state *st = owner;

	st->screen.app->dirty = true;
	if (st->next_at)
		app_after(st->screen.app, 1000, tick, st);
}

static void look_later(struct link_state *st)
{
	static const int waits[] = { 2, 3, 5, 5, 5, 5, 10 };
	int n = st->looks < (int)ARRAY_LEN(waits) ? st->looks : (int)ARRAY_LEN(waits) - 1;
	struct app *app = st->screen.app;

	loop_cancel(app->loop, look, st);
	loop_cancel(app->loop, tick, st);
	st->next_at = 0;
	if (is_done(&st->screen))
		return;
	st->next_at = wall_ms() + waits[n] * 1000;
	app_after(app, waits[n] * 1000, look, st);
	app_after(app, 1000, tick, st);
}

static void on_status(void *owner, const struct op *op, const struct reply *reply)
{
	struct link_state *st = owner;
	struct app *app = st->screen.app;
	bool was_done = is_done(&st->screen);

	(void)op;
	st->looking = false;
	st->looks++;
	if (!reply->err.kind) {
		st->looked_at = wall_ms();
		flow_keep_user(app, reply->body);
		if (is_done(&st->screen) && !was_done)
			app_note(app, NOTE_GOOD, "%s", _("Done: the customer can receive money."));
	} else {
		app_blame(app, &reply->err);
	}
	look_later(st);
	app->dirty = true;
}

static void look(void *owner)
{
	struct link_state *st = owner;
	struct app *app = st->screen.app;
	const char *phone = journey_get(app->journey, "phone");
	json_t *args = json_pack("{s:s}", *phone ? "phoneNumber" : "email",
				 *phone ? phone : journey_get(app->journey, "email"));

	st->next_at = 0;
	st->looking = true;
	http_send(app->http, &op_getUserTokenV2, args, on_status, st);
	json_decref(args);
	app->dirty = true;
}

static void take_link(struct link_state *st, const char *text)
{
	const struct config *config = st->screen.app->config;

	free(st->link);
	st->link = link_accept(text, config->link_hosts, config->environment == ENV_SANDBOX,
			       &st->err);
	if (st->link && !qr_make(&st->qr, st->link))
		err_set(&st->err, ERR_PROTOCOL, "%s",
			_("This link is too long for a code. Copy it instead."));
}

static void on_link(void *owner, const struct op *op, const struct reply *reply)
{
	struct link_state *st = owner;
	struct app *app = st->screen.app;
	const char *link = json_string_value(json_object_get(reply->body, "link"));

	(void)op;
	st->asking = false;
	app->dirty = true;
	if (reply->err.kind) {
		st->err = reply->err;
		return;
	}
	if (!link) {
		st->none_needed = true;
		look(st);
		return;
	}
	st->made_at = wall_ms();
	journey_set(app->journey, "link", link);
	take_link(st, link);
	look_later(st);
}

/* What the link asks for: the registration as sent, or what the profile holds. */
static json_t *link_args(const struct app *app)
{
	json_t *typed = journey_json(app->journey, "register");
	json_t *profile = journey_json(app->journey, "profile");
	json_t *args = typed ? json_deep_copy(typed) : json_object();

	if (!typed && profile) {
		json_object_update(args, profile);
		if (json_object_get(profile, "secondLastName"))
			json_object_set(args, "lastName2",
					json_object_get(profile, "secondLastName"));
	}
	return args;
}

static void ask_link(struct link_state *st)
{
	struct app *app = st->screen.app;
	json_t *args = link_args(app);
	const char *code;
	int status;

	if (!op_check_request(&op_getSessionLinkV2, args, &status, &code, &st->err)) {
		err_next(&st->err, "%s",
			 _("F7 opens the details: fill in what is missing and come back."));
	} else {
		st->err.kind = ERR_NONE;
		st->asking = true;
		http_send(app->http, &op_getSessionLinkV2, args, on_link, st);
	}
	json_decref(args);
}

static void link_open(struct screen *screen, const void *arg)
{
	struct link_state *st = state_of(screen);
	const char *link = journey_get(screen->app->journey, "link");

	(void)arg;
	if (*link) {
		take_link(st, link);
		look_later(st);
	} else if (!app_read_only(screen->app)) {
		ask_link(st);
	}
}

static void link_close(struct screen *screen)
{
	struct link_state *st = state_of(screen);

	free(st->link);
	qr_release(&st->qr);
}

static void do_look(struct screen *screen)
{
	struct link_state *st = state_of(screen);

	if (st->err.kind && !st->link && !app_read_only(screen->app))
		ask_link(st);
	else
		look(st);
}

static const char *why_not_look(const struct screen *screen)
{
	return state_of(screen)->looking || state_of(screen)->asking
		? _("The service is being asked already") : NULL;
}

static void do_big(struct screen *screen)
{
	state_of(screen)->big = !state_of(screen)->big;
}

static const char *why_no_code(const struct screen *screen)
{
	return state_of(screen)->qr.dark ? NULL : _("There is no code to show yet");
}

static const char *why_not_big(const struct screen *screen)
{
	const struct link_state *st = state_of(screen);

	return st->big || !st->qr.dark ? why_no_code(screen) :
					 show_why_not_big(screen->app, &st->qr);
}

static void do_copy(struct screen *screen)
{
	term_copy(state_of(screen)->link);
	app_note(screen->app, NOTE_GOOD, "%s",
		 _("The link is on the clipboard, if this terminal allows it."));
}

/* Named by the time, so that no name of a file holds a link. */
static void do_save(struct screen *screen)
{
	const struct link_state *st = state_of(screen);
	struct app *app = screen->app;
	struct err err = { 0 };
	char name[40], *base;
	time_t now = time(NULL);
	struct tm tm;

	localtime_r(&now, &tm);
	strftime(name, sizeof(name), "link-%Y%m%d-%H%M%S", &tm);
	base = keep_base(app->config, "links", name, &err);
	if (base && keep_code(st->link, base, &err))
		app_note(app, NOTE_GOOD, _("The code was saved for printing: %s.svg and .png"),
			 base);
	else
		app_blame(app, &err);
	free(base);
}

static void do_details(struct screen *screen)
{
	flow_goto(screen->app, STEP_REGISTER);
}

static void do_continue(struct screen *screen)
{
	flow_next(screen->app);
}

static void do_later(struct screen *screen)
{
	app_home(screen->app);
}

static void do_back(struct screen *screen)
{
	struct link_state *st = state_of(screen);

	if (st->big)
		st->big = false;
	else
		flow_back(screen->app);
}

/* Where values stand; beside a wide code, below their labels. */
static int value_column(const struct canvas *c)
{
	return c->w < 36 ? 2 : 16;
}

static int draw_fact(struct canvas *c, int y, const char *label, enum style style, const char *text)
{
	int lines, x = value_column(c);

	canvas_cut(c, 0, y, 15, STYLE_LABEL, label);
	y += x < 16;
	lines = canvas_wrap(c, x, y, c->w - x, 4, style, text);
	return y + (lines ? lines : 1);
}

static int draw_identity(const struct screen *screen, struct canvas *c, int y)
{
	const char *detail = journey_get(screen->app->journey, "statusDetail");
	struct words words = codes_status_detail(detail);
	enum stage stage = codes_user_stage(status_of(screen));
	bool trouble = *detail && strcmp(detail, "None");
	int x = value_column(c);

	y = draw_fact(c, y, _("Identity"),
		      stage == STAGE_GOOD  ? STYLE_OK
		      : stage == STAGE_BAD ? STYLE_ERROR
					   : STYLE_TEXT,
		      codes_user_word(status_of(screen)));
	if (!trouble)
		return y;
	y += canvas_wrap(c, x, y, c->w - x, 4, STYLE_WARN, words.what);
	y += canvas_wrap(c, x, y, c->w - x, 4, STYLE_STRONG, words.next);
	canvas_textf(c, x, y, STYLE_DIM, "[%s]", detail);
	return y + 1;
}

static void draw_looks(const struct link_state *st, struct canvas *c, int y)
{
	int64_t now = wall_ms();
	char ago[24], in[24];

	if (is_done(&st->screen)) {
		canvas_wrap(c, 0, y, c->w, 2, STYLE_OK, _("The customer is ready. F10 continues."));
		return;
	}
	canvas_text(c, 0, y, STYLE_STRONG, _("Waiting for the customer"));
	span_text(now - st->looked_at, ago);
	span_text(st->next_at - now + 999, in);
	if (st->looking)
		canvas_text(c, 0, y + 1, STYLE_DIM, _("looking now…"));
	else if (st->looked_at && st->next_at)
		canvas_textf(c, 0, y + 1, STYLE_DIM, _("looked %s ago, again in %s"), ago, in);
	else if (st->next_at)
		canvas_textf(c, 0, y + 1, STYLE_DIM, _("first look in %s"), in);
}

static void draw_facts(const struct link_state *st, struct canvas *c, bool code)
{
	char *shown = st->link ? link_shown(st->link) : NULL;
	char at[12];
	int y = 0;

	if (code)
		y += 1 + canvas_wrap(c, 0, y, c->w, 2, STYLE_TEXT,
				     _("Scan it with the customer's phone"));
	if (shown)
		y += 1 + canvas_wrap(c, 0, y, c->w, 4, STYLE_STRONG, shown);
	if (st->made_at) {
		clock_seconds(st->made_at, at);
		y = draw_fact(c, y, _("Link made"), STYLE_TEXT, at);
	}
	if (st->none_needed)
		y += canvas_wrap(c, 0, y, c->w, 3, STYLE_TEXT,
				 _("The service made no link: nothing is left to do on the "
				   "customer's phone."));
	y = draw_identity(&st->screen, c, y);
	draw_looks(st, c, y + 1);
	free(shown);
}

static void draw_trouble(const struct link_state *st, struct canvas *c)
{
	int y = canvas_wrap(c, 0, 0, c->w, 3, STYLE_ERROR, st->err.text);

	y += canvas_wrap(c, 0, y, c->w, 3, STYLE_TEXT, st->err.next);
	if (*st->err.code)
		canvas_textf(c, 0, y, STYLE_DIM, "[%s]", st->err.code);
}

/* The code at the left and the facts at its right, where both fit. */
static void draw_code(const struct link_state *st, struct canvas *c)
{
	bool big = st->big && show_code_fits(c, &st->qr, true);
	struct canvas facts;
	int w, h;

	if (!show_code_fits(c, &st->qr, big)) {
		int y = canvas_wrap(c, 0, 0, c->w, 3, STYLE_WARN,
				    _("The window is too small for the code. Make it larger, or "
				      "use the link below."));

		facts = canvas_part(c, 0, y + 1, c->w, c->h - y - 1);
		draw_facts(st, &facts, false);
		return;
	}
	qr_size(&st->qr, big, c->grid->ascii, &w, &h);
	qr_draw(&st->qr, c, 0, 0, big);
	if (w + 20 <= c->w) {
		facts = canvas_part(c, w + 2, 0, c->w - w - 2, c->h);
		draw_facts(st, &facts, true);
	}
}

static void link_draw(struct screen *screen, struct canvas *c)
{
	struct link_state *st = state_of(screen);

	if (st->qr.dark)
		draw_code(st, c);
	else if (st->asking)
		canvas_text(c, 0, 0, STYLE_HINT, _("Making the link…"));
	else if (st->err.kind)
		draw_trouble(st, c);
	else
		draw_facts(st, c, false);
}

static const struct binding bindings[] = {
	{ .key = K_F10,
	  .twin = 'c',
	  .name = "F10",
	  .label = N_("Continue"),
	  .run = do_continue,
	  .help = N_("Goes on to the payout method; the customer can finish on her phone "
		     "meanwhile.") },
	{ .key = K_F4,
	  .twin = 'b',
	  .name = "F4",
	  .label = N_("Bigger"),
	  .run = do_big,
	  .why_not = why_not_big,
	  .help = N_("Shows the code larger, for a camera that is far away.") },
	{ .key = K_F5,
	  .twin = 'r',
	  .name = "F5",
	  .label = N_("Check now"),
	  .run = do_look,
	  .why_not = why_not_look,
	  .help = N_("Asks the service now how far the customer is.") },
	{ .key = 'y',
	  .name = "y",
	  .label = N_("Copy"),
	  .run = do_copy,
	  .why_not = why_no_code,
	  .help = N_("Puts the link on the clipboard.") },
	{ .key = 'p',
	  .name = "p",
	  .label = N_("Print"),
	  .run = do_save,
	  .why_not = why_no_code,
	  .help = N_("Saves the code as a picture (SVG and PNG) for printing.") },
	{ .key = K_F8,
	  .twin = 'l',
	  .name = "F8",
	  .label = N_("Later"),
	  .run = do_later,
	  .help = N_("Home; this journey waits there under UNFINISHED.") },
	{ .key = K_F7,
	  .twin = 'd',
	  .name = "F7",
	  .label = N_("Details"),
	  .run = do_details,
	  .quiet = true,
	  .help = N_("Opens the registration details.") },
	{ .key = K_ESC,
	  .name = "Esc",
	  .label = N_("Back"),
	  .run = do_back,
	  .help = N_("One step back; nothing is lost.") },
	{ 0 }
};

const struct screen_ops link_screen = {
	.name = "link", .title = N_("Session link"), .size = sizeof(struct link_state),
	.journey = true, .step = STEP_LINK, .bindings = bindings,
	.open = link_open, .close = link_close, .draw = link_draw,
};
