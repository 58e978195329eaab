/* An ask's picture in each of its states. */

#include <stdlib.h>
#include <string.h>

#include "api/carriage.h"
#include "api/link.h"
#include "screens/track.h"
#include "screens/when.h"

char *track_line(const struct ask *ask)
{
	const struct carriage *c = carriage_of(ask->op);
	const char *who = *ask->customer ? ask->customer : ask->customer_phone;
	const char *whom = *ask->payer ? ask->payer : ask->payer_phone;
	char *amount = amount_words(ask), *line;

	if (!*whom)
		line = xasprintf("%s   %s", amount, who);
	else if (c && c->pays)
		line = xasprintf(_("%s   %s pays %s"), amount, who, whom);
	else
		line = xasprintf(_("%s   %s asks %s"), amount, who, whom);
	free(amount);
	return line;
}

static int draw_head(const struct ask *ask, struct canvas *c, enum style style, const char *title)
{
	char *line = track_line(ask);
	int y = parts_head(c, style, title, line);

	free(line);
	return y;
}

static void draw_sending(const struct track_state *st, struct canvas *c)
{
	const struct ask *ask = &st->view.ask;
	bool waits = view_waits(ask);
	int y = draw_head(ask, c, STYLE_TITLE, waits ? _("This ask has not been sent yet") :
			  ask->state == ASK_HANDED ? _("Sending the ask…") : _("Connecting…"));

	y = parts_words(c, y, waits ? _("Nothing has left this machine: the service does not know "
				       "of it and it is safe to send. F6 sends it now, F8 closes "
				       "it.") :
				 parts_wait_words());
	y = parts_stuck(&st->view, st->screen.app, c, y);
	y = parts_events(&st->view, c, 5, y, 6);
	parts_patience(&st->view, st->screen.app, c, 5, y);
	parts_reference(&st->view.ask, c, y + 2);
}

static void draw_unknown(const struct track_state *st, struct canvas *c)
{
	int y = draw_head(&st->view.ask, c, STYLE_WARN,
			  _("We do not know yet whether this request exists"));

	y = parts_words(c, y, _("Do NOT create it again. It is being looked up by its reference; "
			       "if it arrived it will be found here, if not you will be told what "
			       "to do."));
	y = parts_events(&st->view, c, 5, y, 5);
	parts_next_look(&st->view, c, 5, y);
	y += 2;
	canvas_text(c, 0, y++, STYLE_TITLE, _("Tell the customer"));
	y = parts_words(c, y, _("“Your request may already be on its way. I will know within 15 "
			       "minutes and will call you. Please do not order it elsewhere.”"));
	parts_reference(&st->view.ask, c, y);
}

static void draw_absent(const struct track_state *st, struct canvas *c)
{
	int y = draw_head(&st->view.ask, c, STYLE_WARN,
			  _("The service does not know this request"));

	y = parts_words(c, y, _("Do NOT create it again. Call your supervisor: only he or she may "
				"close it with F8, or with n make a new one in its place."));
	y = parts_words(c, y, st->view.ask.next_look_at ?
		_("Not there in a quarter of an hour; it is looked for a day longer.") :
		_("It was looked for over a day and was not there; F5 looks once more."));
	y = parts_events(&st->view, c, 5, y, 4);
	parts_next_look(&st->view, c, 5, y);
	y += 2;
	canvas_text(c, 0, y++, STYLE_TITLE, _("Tell the customer"));
	y = parts_words(c, y, _("“Your request does not seem to have arrived. One moment, please: "
				"my supervisor decides how we go on.”"));
	parts_reference(&st->view.ask, c, y);
}

static void draw_mismatch(const struct track_state *st, struct canvas *c)
{
	const struct ask *ask = &st->view.ask;
	bool closed = ask_has_appeared(ask);
	int y = draw_head(ask, c, STYLE_ERROR, closed ?
			  _("Stop: this ask was closed, and the service shows it now") :
			  _("Stop: the answer does not belong to this request"));

	if (closed)
		y = parts_words(c, y, *st->view.other ?
			_("It was closed as not found, and a new one was made in its place: the "
			  "payer may now pay both. Hand out no link and call support with the "
			  "two references below.") :
			_("It was closed as not found, but the payer may now pay it. Do NOT make "
			  "it again and call support with the reference below."));
	else
		y = parts_words(c, y, _("The service answered with another reference or another "
					"amount. Do NOT repeat it and do not hand out a link. "
					"Call support and give them the reference below."));
	y = parts_events(&st->view, c, 5, y, 6) + 1;
	y = parts_reference(ask, c, y);
	if (*st->view.other)
		canvas_textf(c, 5, y, STYLE_DIM, _("in its place %s"), st->view.other);
}

static void draw_rejected(const struct track_state *st, struct canvas *c)
{
	const struct ask *ask = &st->view.ask;
	struct err err = { 0 };
	int y = draw_head(ask, c, STYLE_ERROR, _("The service refused this request"));

	codes_explain(&op_requestMoneyV2, 400, *ask->refusal ? ask->refusal : NULL,
		      *ask->refusal_text ? ask->refusal_text : NULL, &err);
	y += show_problem(c, 5, y, c->w - 5, &err) + 1;
	y = parts_words(c, y, _("Nothing was asked of the payer. F7 makes a corrected copy with "
			       "the same amount and words."));
	y = parts_events(&st->view, c, 5, y, 4) + 1;
	parts_reference(ask, c, y);
}

static void draw_closed(const struct track_state *st, struct canvas *c)
{
	int y = draw_head(&st->view.ask, c, STYLE_DIM, _("This request was closed"));

	y = parts_words(c, y, st->view.ask.next_look_at ?
		_("The service never showed it. It is still watched for seven days.") :
		st->view.ask.handed_at ? _("The service never showed it.") :
		_("It was never sent; the service does not know of it."));
	y = parts_events(&st->view, c, 5, y, 6) + 1;
	parts_reference(&st->view.ask, c, y);
}

static enum style final_style(const struct ask *ask, enum style open)
{
	enum stage stage = codes_operation_stage(ask->status);

	return stage == STAGE_GOOD ? STYLE_OK : stage == STAGE_BAD ? STYLE_ERROR : open;
}

/* How old what is shown is, and when it is looked at again. */
static int draw_age(const struct track_state *st, struct canvas *c, int y)
{
	const struct ask *ask = &st->view.ask;
	int64_t now = wall_ms();
	char ago[24], next[24], *text;

	if (ask_is_final(ask->state))
		return y;
	if (st->view.looking) {
		canvas_text(c, 0, y, STYLE_DIM, _("looking now…"));
		return y + 1;
	}
	if (!ask->checked_at) {
		canvas_text(c, 0, y, STYLE_DIM, _("not looked at yet"));
		return y + 1;
	}
	span_text(now - ask->checked_at, ago);
	span_text(ask->next_look_at - now + 999, next);
	text = ask->next_look_at > now ? xasprintf(_("looked %s ago, again in %s"), ago, next) :
					 xasprintf(_("looked %s ago"), ago);
	y += canvas_wrap(c, 0, y, c->w, 2, STYLE_DIM, text);
	free(text);
	return y;
}

static const char *standing_words(const struct ask *ask)
{
	switch (codes_operation_stage(ask->status)) {
	case STAGE_GOOD:
		return _("The money has arrived. Nothing is left to do.");
	case STAGE_BAD:
		return _("It ended without money. F7 makes a copy to ask again.");
	default:
		if (!*ask->link)
			return _("There is no link to hand out. The payer is told by the service.");
		return _("Hand the link to the customer, who passes it on to the payer.");
	}
}

/* Code, link, state and what happened, one below the other. */
static void draw_facts(const struct track_state *st, struct canvas *c)
{
	const struct ask *ask = &st->view.ask;
	char *amount = amount_words(ask),
	     *shown = *ask->link ? link_shown(ask->link) : xstrdup("");
	struct fact facts[] = {
		{ _("Amount"), amount, STYLE_STRONG },
		{ _("Payer"), ask->payer, STYLE_TEXT },
		{ _("Arrives on"), ask->method, STYLE_TEXT },
		{ _("Code"), ask->code, STYLE_STRONG },
		{ _("State"),
		  *ask->status ? codes_operation_word(ask->status) : ask_state_word(ask->state),
		  final_style(ask, STYLE_STRONG) },
	};
	int y = show_facts(c, 0, 0, facts, ARRAY_LEN(facts));

	y = draw_age(st, c, y) + 1;
	y += canvas_wrap(c, 0, y, c->w, 3, final_style(ask, STYLE_TEXT), standing_words(ask));
	if (codes_operation_stage(ask->status) == STAGE_OPEN)
		y += canvas_wrap(c, 0, y, c->w, 3, STYLE_STRONG, shown);
	if (!*ask->link && *ask->refusal_text)
		y += canvas_wrap(c, 0, y, c->w, 6, STYLE_WARN, ask->refusal_text);
	y++;
	if (y < c->h)
		parts_events(&st->view, c, 0, y, c->h - y);
	free(shown);
	free(amount);
}

static void draw_too_small(const struct track_state *st, struct canvas *c)
{
	struct canvas rest;
	int y = 1 + canvas_wrap(c, 0, 0, c->w, 2, STYLE_WARN,
				_("The window is too small for the code. Make it larger, or "
				  "pass on the link below."));

	rest = canvas_part(c, 0, y, c->w, c->h - y);
	draw_facts(st, &rest);
}

static void draw_open(const struct track_state *st, struct canvas *c)
{
	enum ask_state state = st->view.ask.state;
	bool wants_code = st->qr.dark && state != ASK_DONE && state != ASK_FAILED &&
			  state != ASK_CANCELLED;
	bool big = st->big && show_code_fits(c, &st->qr, true);
	struct canvas facts;
	int w, h;

	if (!wants_code) {
		facts = page_of(c, 76);
		draw_facts(st, &facts);
		return;
	}
	if (!show_code_fits(c, &st->qr, big)) {
		draw_too_small(st, c);
		return;
	}
	qr_size(&st->qr, big, c->grid->ascii, &w, &h);
	qr_draw(&st->qr, c, 0, 0, big);
	if (c->w - w < 24)
		return;
	facts = canvas_part(c, w + 2, 0, c->w - w - 2 < 60 ? c->w - w - 2 : 60, c->h);
	draw_facts(st, &facts);
}

void track_draw(struct screen *screen, struct canvas *c)
{
	static void (*const draws[ASK_STATES])(const struct track_state *, struct canvas *) = {
		[ASK_DRAFT] = draw_sending,	 [ASK_READY] = draw_sending,
		[ASK_CONNECTING] = draw_sending, [ASK_HANDED] = draw_sending,
		[ASK_ACCEPTED] = draw_open,	 [ASK_REJECTED] = draw_rejected,
		[ASK_UNKNOWN] = draw_unknown,	 [ASK_ABSENT] = draw_absent,
		[ASK_MISMATCH] = draw_mismatch,	 [ASK_OPEN] = draw_open,
		[ASK_DONE] = draw_open,		 [ASK_FAILED] = draw_open,
		[ASK_CANCELLED] = draw_open,	 [ASK_VOIDED] = draw_closed,
		[ASK_SUPERSEDED] = draw_closed,
	};
	const struct track_state *st = (const struct track_state *)screen;
	struct canvas page = page_of(c, 84);

	if (!st->found) {
		canvas_wrap(c, 0, 0, c->w, 2, STYLE_HINT,
			    _("This ask is not stored here. Esc goes back."));
		return;
	}
	draws[st->view.ask.state](st, draws[st->view.ask.state] == draw_open ? c : &page);
}
