#ifndef TUI_CANVAS_H
#define TUI_CANVAS_H

/* A rectangle of cells in memory.  Everything draws here; only term.c knows of
 * a terminal, so a test reads a screen as text. */

#include <stdbool.h>
#include <stddef.h>
#include <wchar.h>

enum style {
	STYLE_TEXT, STYLE_DIM, STYLE_LABEL, STYLE_TITLE, STYLE_STRONG,
	STYLE_FOCUS,		/* the row or button that has the focus */
	STYLE_FIELD,		/* a field's value; STYLE_FIELD_FOCUS while typing in it */
	STYLE_FIELD_FOCUS,
	STYLE_OK, STYLE_WARN, STYLE_ERROR, STYLE_HINT,
	STYLE_KEY,		/* a key's name in the footer */
	STYLE_BAR, STYLE_BAR_DIM, STYLE_BAR_WARN,	/* header and footer ground */
	STYLE_SANDBOX, STYLE_TEST, STYLE_LIVE,	/* the environment's word */
	STYLE_BOX,		/* frame of what lies on top */
	STYLE_QR,		/* black on white whatever the theme */
	STYLE_COUNT
};

/* Without padding: rows of cells are compared as bytes. */
struct cell {
	wchar_t ch;		/* 0 in the right half of a wide character */
	wchar_t mark;		/* one combining mark, or 0 */
	unsigned style;
};

/* A place that the mouse can hit. */
struct hot {
	int x, y, w, h;		/* grid coordinates */
	int id;
};

struct grid {
	struct cell *cells;
	int w, h;
	struct hot hots[128];
	int n_hots;
	int cursor_x, cursor_y;	/* -1: hidden */
	bool ascii;		/* draw frames and signs with ASCII alone */
};

struct box {
	int x, y, w, h;
};

struct canvas {
	struct grid *grid;	/* shared by all parts */
	int x, y, w, h;		/* this part, in grid coordinates */
};

void grid_init(struct grid *, int w, int h);
void grid_release(struct grid *);
void grid_clear(struct grid *);
struct canvas grid_canvas(struct grid *);

/* A part; drawing in it is clipped to it.  What of it lies outside its parent
 * is cut away, so a negative x or y moves its origin. */
struct canvas canvas_part(const struct canvas *, int x, int y, int w, int h);

/* Write UTF-8 text; returns the column after it.  What does not fit is cut;
 * control characters are never drawn. */
int canvas_text(struct canvas *, int x, int y, enum style, const char *text);
int canvas_textf(struct canvas *, int x, int y, enum style, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));

/* The same, ending at column x_end (exclusive); returns where it began. */
int canvas_right(struct canvas *, int x_end, int y, enum style, const char *text);

/* At most w columns, with "…" where it was cut. */
int canvas_cut(struct canvas *, int x, int y, int w, enum style, const char *text);

/* Words wrapped to w columns; returns the number of lines used (0 for "").
 * At most max_lines; the last one ends in "…" when there was more. */
#define canvas_wrap(c, X, Y, W, MAX_LINES, style, text) canvas_wrap_in(c, \
	(struct box){ .x = (X), .y = (Y), .w = (W), .h = (MAX_LINES) }, style, text)
int canvas_wrap_in(struct canvas *, struct box, enum style, const char *text);
int text_wrap_lines(const char *text, int w);

/* The next wrapped line of *at: its first byte and length in bytes, *at moves
 * on.  False at the end.  "\n" ends a line; a word longer than w is cut. */
bool text_wrap_next(const char **at, int w, const char **line, size_t *bytes);

/* canvas_fill draws characters of one column. */
#define canvas_fill(c, X, Y, W, H, style, ch) canvas_fill_in(c, \
	(struct box){ .x = (X), .y = (Y), .w = (W), .h = (H) }, style, ch)
void canvas_fill_in(struct canvas *, struct box, enum style, wchar_t ch);
void canvas_restyle(struct canvas *, int x, int y, int w, int h, enum style);
/* Clears what is inside, hides the cursor and what could be clicked beneath. */
void canvas_box(struct canvas *, int x, int y, int w, int h, const char *title);
void canvas_rule(struct canvas *, int x, int y, int w, enum style);
/* A bar w columns wide, filled in parts of 1000. */
void canvas_gauge(struct canvas *, int x, int y, int w, int thousandths, enum style);

void canvas_cursor(struct canvas *, int x, int y);
void canvas_hot(struct canvas *, int x, int y, int w, int h, int id);
int grid_hit(const struct grid *, int x, int y);	/* id of the topmost, or -1 */

int text_width(const char *text);		/* columns */

/* Columns of a character; 0 for a combining mark, -1 for what is never drawn:
 * controls, bidi and zero-width characters, what has no assigned shape. */
int char_width(wchar_t);

/* A sign by name that has an ASCII twin: "ok" ✓ +, "bad" ✗ x, "now" ▸ >,
 * "todo" · ., "warn" ! !, "live" ● *, "half" ◐ o, "down" ▾ v, "up" ▴ ^,
 * "hook" ╰ \, "skip" – -, "more" … . */
const char *sign(const struct canvas *, const char *name);

/* The grid as text: h lines without trailing blanks, each ended by a newline;
 * the caller frees. */
char *grid_dump(const struct grid *);

#endif
