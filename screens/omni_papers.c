/* What the customer has to read and accept: terms and privacy policy are read; each
 * agreement is accepted apart.  Not the answer to accepting is the proof, but what
 * reading the agreement again says (omnumi 9 b). */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/omni_papers.h"
#include "screens/omni.h"
#include "tui/list.h"

enum { HOT_ROWS = 100, FOOT = 6 };

struct papers_state {
	struct screen screen;
	struct papers papers;
	struct list list;
};

static struct papers_state *state_of(const struct screen *screen)
{
	return (struct papers_state *)screen;
}

static struct paper *focused(const struct screen *screen)
{
	struct papers_state *st = state_of(screen);

	return &st->papers.list[st->list.at];
}

static void was_read(struct screen *screen)
{
	papers_read(&state_of(screen)->papers, state_of(screen)->list.at);
}

static void was_accepted(struct screen *screen)
{
	papers_accept(&state_of(screen)->papers, state_of(screen)->list.at);
}

/* Its name as the catalogue knows it, else the service's own word; the caller frees. */
static char *name_of(const struct paper *p)
{
	const struct field *f = p->text_type ? op_getTermsAndPrivacyAgreement.in :
				field_find(op_getAgreement.out, "data.agreement_type");
	json_t *word = json_string(p->type);
	char *name = *p->type ? field_show(f, word) : xstrdup(_("Agreement"));

	json_decref(word);
	return name;
}

static void do_open(struct screen *screen)
{
	const struct paper *p = focused(screen);
	char *name = name_of(p);
	const struct reader_arg arg = {
		.title = name, .html = p->html, .read = p->read || paper_is_accepted(p),
		.above = p->text_type ? _("For everybody; it is read, not accepted") :
			 paper_is_accepted(p) ? _("Accepted") : _("To be accepted apart"),
		.accepts = !p->text_type && !paper_is_accepted(p),
		.done = was_read, .accept = was_accepted,
	};

	app_push(screen->app, &omni_reader_screen, &arg);
	free(name);
}

static const char *why_not_open(const struct screen *screen)
{
	const struct papers_state *st = state_of(screen);
	const struct paper *p = focused(screen);

	if (!st->list.n)
		return _("There is nothing to read yet.");
	if (papers_is_accepting(&st->papers))
		return _("Her yes is being recorded. One moment.");
	if (!p->html)
		return p->err.kind ? _("Its text could not be had; F5 asks again.") :
				     _("Its text is being fetched.");
	return NULL;
}

/* ---- keys ---- */

static void do_make(struct screen *screen)
{
	app_push(screen->app, &omni_data_screen, NULL);
}

static const char *why_not_make(const struct screen *screen)
{
	if (!screen->app->journey)
		return _("Look the customer up first.");
	if (!mail_keeps(screen->app))
		return _("Another customer's journey is open: go home with Esc first.");
	return app_read_only(screen->app);
}

static void do_again(struct screen *screen)
{
	papers_again(&state_of(screen)->papers);
}

static const char *why_not_again(const struct screen *screen)
{
	return state_of(screen)->papers.busy >= 0 ?
	       _("The service is being asked; its answer comes here") : NULL;
}

static void do_consent(struct screen *screen)
{
	app_push(screen->app, &omni_consent_screen, NULL);
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static void take(struct papers_state *st)
{
	papers_take(&st->papers, st->screen.app);
	list_set(&st->list, st->papers.n);
	papers_fetch(&st->papers);
}

static void papers_open(struct screen *screen, const void *arg)
{
	(void)arg;
	mail_take(screen->app);
	take(state_of(screen));
}

/* Her data may have made new ones meanwhile. */
static void papers_shown(struct screen *screen)
{
	struct papers_state *st = state_of(screen);

	if (!papers_changed(&st->papers))
		return;
	take(st);
	st->list.at = papers_first_own(&st->papers);
}

static void papers_close(struct screen *screen)
{
	papers_release(&state_of(screen)->papers);
}

static bool papers_key(struct screen *screen, tui_key key)
{
	return list_key(&state_of(screen)->list, key);
}

static void papers_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	struct papers_state *st = state_of(screen);

	(void)mouse;
	if (hot >= HOT_ROWS && hot < HOT_ROWS + st->list.n)
		st->list.at = hot - HOT_ROWS;
}

/* ---- drawing ---- */

struct state_word {
	const char *sign, *word;
	enum style style;
};

static struct state_word state_word(const struct paper *p)
{
	if (p->doing == PAPER_ACCEPTS)
		return (struct state_word){ "half", _("her yes is being recorded…"), STYLE_HINT };
	if (p->doing == PAPER_PROVES)
		return (struct state_word){ "half", _("being read again as the proof…"),
					    STYLE_HINT };
	if (p->err.kind)
		return (struct state_word){ "bad", _("see below"), STYLE_ERROR };
	if (p->doing == PAPER_LOADS || !p->html)
		return (struct state_word){ "half", _("being fetched…"), STYLE_DIM };
	if (paper_is_accepted(p))
		return (struct state_word){ "ok", _("accepted, and proved"), STYLE_OK };
	if (p->text_type)
		return p->read ? (struct state_word){ "ok", _("read"), STYLE_OK } :
				 (struct state_word){ "todo", _("to read"), STYLE_TEXT };
	return p->read ? (struct state_word){ "warn", _("read, not accepted yet"), STYLE_WARN } :
			 (struct state_word){ "todo", _("to read and accept"), STYLE_TEXT };
}

static void draw_paper(const void *ctx, int i, struct canvas *row)
{
	const struct papers_state *st = ctx;
	struct state_word is = state_word(&st->papers.list[i]);
	char *name = name_of(&st->papers.list[i]);

	canvas_text(row, 0, 0, is.style, sign(row, is.sign));
	canvas_cut(row, 2, 0, 38, STYLE_TEXT, name);
	canvas_cut(row, 42, 0, row->w - 42, is.style, is.word);
	free(name);
}

static void draw_foot(const struct papers_state *st, struct canvas *c)
{
	const struct paper *p = &st->papers.list[st->list.at];
	int left = papers_open_ones(&st->papers);

	if (st->list.n && p->err.kind)
		show_problem(c, 0, 0, c->w, &p->err);
	else if (!st->screen.app->journey)
		canvas_wrap(c, 0, 0, c->w, 3, STYLE_HINT,
			    _("Her own agreements begin with her look-up: go home with Esc and "
			      "look her up by phone or e-mail."));
	else if (papers_first_own(&st->papers) == st->papers.n)
		canvas_wrap(c, 0, 0, c->w, 3, STYLE_HINT,
			    _("Her own agreements are not made yet: F4 asks for her data and makes "
			      "them."));
	else if (left)
		canvas_textf(c, 0, 0, STYLE_HINT,
			     ngettext("%d agreement is still to be accepted. Enter opens the one "
				      "under the bar.",
				      "%d agreements are still to be accepted. Enter opens the one "
				      "under the bar.", (unsigned long)left), left);
	else
		canvas_wrap(c, 0, 0, c->w, 3, STYLE_OK,
			    _("All agreements are accepted, and the service shows them so. F8: her "
			      "consent for the bank's vendor."));
}

static void papers_draw(struct screen *screen, struct canvas *c)
{
	struct papers_state *st = state_of(screen);
	struct canvas page = page_of(c, 90), rows, foot;
	int h = st->list.n < page.h - 4 - FOOT ? st->list.n : page.h - 4 - FOOT;

	canvas_text(&page, 0, 0, STYLE_TITLE, _("What she reads and accepts"));
	rows = canvas_part(&page, 0, 2, page.w, h);
	list_draw(&st->list, &rows, true, HOT_ROWS, draw_paper, st);
	foot = canvas_part(&page, 0, 3 + h, page.w < 76 ? page.w : 76, FOOT);
	draw_foot(st, &foot);
}

static const struct binding bindings[] = {
	{ .key = K_ENTER, .name = "Enter", .label = N_("Read"), .run = do_open,
	  .why_not = why_not_open,
	  .help = N_("Opens the text under the bar; an agreement is accepted at its end.") },
	{ .key = K_F4, .twin = 'd', .name = "F4", .label = N_("Her data"), .run = do_make,
	  .why_not = why_not_make,
	  .help = N_("Her data, with which the service makes her agreements.") },
	{ .key = K_F5, .twin = 'r', .name = "F5", .label = N_("Read again"), .run = do_again,
	  .why_not = why_not_again,
	  .help = N_("Asks the service again how each agreement stands.") },
	{ .key = K_F8, .twin = 'c', .name = "F8", .label = N_("Consent"), .run = do_consent,
	  .help = N_("Her consent for the vendor who reads her bank account.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops omni_papers_screen = {
	.name = "omni-papers",
	.title = N_("Agreements"),
	.size = sizeof(struct papers_state),
	.bindings = bindings,
	.open = papers_open,
	.close = papers_close,
	.shown = papers_shown,
	.key = papers_key,
	.click = papers_click,
	.draw = papers_draw,
};
