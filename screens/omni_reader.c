/* A legal text on the whole screen.  What was not on the screen was not read: the
 * lines seen are counted from the top without a gap, and only at the end can the
 * text be accepted. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/html_text.h"
#include "screens/omni_mail.h"
#include "screens/show.h"

#define WIDEST 76
#define INDENT 2			/* columns a level */

struct line {
	int block;			/* -1: an empty line */
	size_t from, bytes;		/* of its text */
	bool first;			/* of its block: the mark stands before it */
};

struct reader_state {
	struct screen screen;
	struct reader_arg arg;		/* title, html and above are copies */
	struct html_text text;
	struct line *lines;
	int n, room, w;			/* w: columns that they were made for */
	int top, rows;
	int seen_block;			/* the last line seen: its block and where it began */
	size_t seen_from;
};

static struct reader_state *state_of(const struct screen *screen)
{
	return (struct reader_state *)screen;
}

/* ---- lines ---- */

static void add_line(struct reader_state *st, struct line line)
{
	if (st->n == st->room) {
		st->room = st->room ? st->room * 2 : 128;
		st->lines = xrealloc(st->lines, (size_t)st->room * sizeof(*st->lines));
	}
	st->lines[st->n++] = line;
}

static int mark_width(const struct html_block *b)
{
	return *b->mark ? text_width(b->mark) + 1 : b->kind == HTML_ITEM ? 2 : 0;
}

static int indent_of(const struct html_block *b)
{
	bool nested = b->kind == HTML_ITEM || b->kind == HTML_PARAGRAPH;

	return nested ? b->level * INDENT : 0;
}

/* What belongs together stands together: items of a list, rows of a table. */
static bool is_apart(const struct html_block *before, const struct html_block *b)
{
	if (b->kind == HTML_ITEM && before->kind == HTML_ITEM)
		return false;
	return b->kind != HTML_ROW || before->kind != HTML_ROW;
}

static void lay_block(struct reader_state *st, int i)
{
	const struct html_block *b = &st->text.blocks[i];
	const char *at = b->text, *line;
	int w = st->w - indent_of(b) - mark_width(b);
	size_t bytes;
	bool first = true;

	if (i && is_apart(b - 1, b))
		add_line(st, (struct line){ .block = -1 });
	if (b->kind == HTML_RULE)
		add_line(st, (struct line){ .block = i, .first = true });
	while (text_wrap_next(&at, w > 10 ? w : 10, &line, &bytes)) {
		add_line(st, (struct line){ .block = i, .from = (size_t)(line - b->text),
					    .bytes = bytes, .first = first });
		first = false;
	}
}

/* How many lines from the top were seen, however they are laid out now. */
static int seen_lines(const struct reader_state *st)
{
	int n = 0;

	for (int i = 0; i < st->n; i++) {
		const struct line *l = &st->lines[i];

		if (l->block > st->seen_block ||
		    (l->block == st->seen_block && l->from > st->seen_from))
			break;
		n = i + 1;
	}
	return n;
}

/* The line stays in view that was at the top. */
static void lay_out(struct reader_state *st, int w)
{
	int block = st->n ? st->lines[st->top].block : 0;

	if (w == st->w)
		return;
	st->w = w;
	st->n = 0;
	for (int i = 0; i < st->text.n; i++)
		lay_block(st, i);
	for (st->top = 0; st->top + 1 < st->n && st->lines[st->top].block < block; )
		st->top++;
}

static void see(struct reader_state *st)
{
	int seen = seen_lines(st), last = st->top + st->rows;

	if (last > st->n)
		last = st->n;
	if (st->top > seen || last <= seen)
		return;
	for (int i = last - 1; i >= 0; i--)
		if (st->lines[i].block >= 0) {
			st->seen_block = st->lines[i].block;
			st->seen_from = st->lines[i].from;
			break;
		}
}

static int lines_left(const struct reader_state *st)
{
	return st->arg.read ? 0 : st->n - seen_lines(st);
}

/* Not beyond the first line that was not seen, however fast the keys come. */
static void scroll_to(struct reader_state *st, int top)
{
	if (lines_left(st) && top > seen_lines(st))
		top = seen_lines(st);
	if (top > st->n - st->rows)
		top = st->n - st->rows;
	st->top = top < 0 ? 0 : top;
}

/* Not before its first picture: nothing was seen until then. */
static bool is_read(const struct reader_state *st)
{
	return st->text.n && (st->arg.read || st->n) && !lines_left(st);
}

/* ---- state ---- */

static void reader_open(struct screen *screen, const void *arg)
{
	struct reader_state *st = state_of(screen);

	st->arg = *(const struct reader_arg *)arg;
	st->arg.title = xstrdup(st->arg.title);
	st->arg.above = xstrdup(st->arg.above ? st->arg.above : "");
	st->seen_block = -1;
	html_read(&st->text, st->arg.html);
	st->arg.html = NULL;
}

static void reader_close(struct screen *screen)
{
	struct reader_state *st = state_of(screen);

	html_release(&st->text);
	free(st->lines);
	free((char *)st->arg.title);
	free((char *)st->arg.above);
}

/* Whoever opened it is told what came of it. */
static void leave(struct screen *screen, bool accepts)
{
	struct reader_state *st = state_of(screen);
	struct screen *below = screen->below;
	const struct reader_arg arg = st->arg;
	bool read = is_read(st);

	app_pop(screen->app);
	if (read && arg.done)
		arg.done(below);
	if (accepts)
		arg.accept(below);
}

static void do_accept(struct screen *screen)
{
	leave(screen, true);
}

static const char *why_not_accept(const struct screen *screen)
{
	const struct reader_state *st = state_of(screen);

	if (!st->arg.accepts)
		return _("There is nothing to accept here: it is to be read.");
	if (!is_read(st))
		return _("It can be accepted when it was read to its end: PgDn goes on.");
	return app_read_only(screen->app);
}

static void do_page(struct screen *screen)
{
	struct reader_state *st = state_of(screen);

	scroll_to(st, st->top + (st->rows > 2 ? st->rows - 1 : 1));
}

static void do_back(struct screen *screen)
{
	leave(screen, false);
}

static bool reader_key(struct screen *screen, tui_key key)
{
	struct reader_state *st = state_of(screen);
	int page = st->rows > 2 ? st->rows - 1 : 1;

	switch (key) {
	case K_UP:
		scroll_to(st, st->top - 1);
		return true;
	case K_DOWN:
		scroll_to(st, st->top + 1);
		return true;
	case K_PAGE_UP:
		scroll_to(st, st->top - page);
		return true;
	case ' ':
		do_page(screen);
		return true;
	case K_HOME:
		scroll_to(st, 0);
		return true;
	case K_END:
		scroll_to(st, st->n);
		return true;
	default:
		return false;
	}
}

/* ---- drawing ---- */

static enum style block_style(const struct html_block *b)
{
	return b->kind == HTML_HEADING ? STYLE_TITLE : STYLE_TEXT;
}

static int draw_piece(struct canvas *c, int x, int y, enum style style, const char *s, size_t n)
{
	char *piece = xstrndup(s, n);

	x = canvas_text(c, x, y, style, piece);
	free(piece);
	return x;
}

/* The bold parts of a line stand out. */
static void draw_words(const struct html_block *b, const struct line *l, struct canvas *c, int x,
		       int y)
{
	size_t at = l->from, end = l->from + l->bytes;

	for (int i = 0; i < b->n_bold && at < end; i++) {
		size_t from = b->bold[i].from, to = b->bold[i].to;

		if (to <= at || from >= end)
			continue;
		if (from > at)
			x = draw_piece(c, x, y, block_style(b), b->text + at, from - at);
		at = from > at ? from : at;
		to = to < end ? to : end;
		x = draw_piece(c, x, y, STYLE_STRONG, b->text + at, to - at);
		at = to;
	}
	draw_piece(c, x, y, block_style(b), b->text + at, end - at);
}

static void draw_line(const struct reader_state *st, const struct line *l, struct canvas *c, int y)
{
	const struct html_block *b;
	int x;

	if (l->block < 0)
		return;
	b = &st->text.blocks[l->block];
	x = indent_of(b);
	if (b->kind == HTML_RULE)
		canvas_rule(c, 0, y, st->w, STYLE_DIM);
	if (l->first && *b->mark)
		canvas_text(c, x, y, STYLE_LABEL, str_eq(b->mark, "•") ? sign(c, "todo") : b->mark);
	draw_words(b, l, c, x + mark_width(b), y);
}

static void draw_left(const struct reader_state *st, struct canvas *c, int y)
{
	int left = lines_left(st), x;

	if (!st->text.n) {
		canvas_text(c, 0, y, STYLE_ERROR,
			    _("This text has no words: it cannot be accepted. Tell your "
			      "supervisor."));
	} else if (left) {
		x = canvas_text(c, 0, y, STYLE_WARN, sign(c, "down")) + 1;
		canvas_textf(c, x, y, STYLE_WARN,
			     ngettext("%d line is left to read, PgDn goes on",
				      "%d lines are left to read, PgDn goes on",
				      (unsigned long)left), left);
	} else {
		canvas_text(c, 0, y, STYLE_OK, sign(c, "ok"));
		canvas_text(c, 2, y, st->arg.accepts ? STYLE_STRONG : STYLE_TEXT,
			    st->arg.accepts ? _("Read to its end. Does she accept it? F10 only "
						"when she says yes.") : _("Read to its end."));
	}
}

static void reader_draw(struct screen *screen, struct canvas *c)
{
	struct reader_state *st = state_of(screen);
	struct canvas page = page_of(c, WIDEST + 2), body;
	int head = *st->arg.above ? 3 : 2;

	canvas_cut(&page, 0, 0, page.w, STYLE_TITLE, st->arg.title);
	canvas_cut(&page, 0, 1, page.w, STYLE_DIM, st->arg.above);
	body = canvas_part(&page, 0, head, page.w, page.h - head - 2);
	lay_out(st, body.w - 2);
	st->rows = body.h;
	scroll_to(st, st->top);
	see(st);
	for (int y = 0; y < body.h && st->top + y < st->n; y++)
		draw_line(st, &st->lines[st->top + y], &body, y);
	if (st->top > 0)
		canvas_text(&body, body.w - 1, 0, STYLE_DIM, sign(c, "up"));
	if (st->top + st->rows < st->n)
		canvas_text(&body, body.w - 1, body.h - 1, STYLE_DIM, sign(c, "down"));
	draw_left(st, &page, page.h - 1);
}

static const struct binding bindings[] = {
	{ .key = K_PAGE_DOWN, .name = "PgDn", .label = N_("Read on"), .run = do_page },
	{ .key = K_F10, .name = "F10", .label = N_("She accepts"), .run = do_accept,
	  .why_not = why_not_accept,
	  .help = N_("Records that the customer accepts this text, when it was read to its end.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops omni_reader_screen = {
	.name = "omni-reader",
	.title = N_("Text of an agreement"),
	.size = sizeof(struct reader_state),
	.bindings = bindings,
	.open = reader_open,
	.close = reader_close,
	.key = reader_key,
	.draw = reader_draw,
};
