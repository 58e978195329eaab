/* Where a form's rows stand.  Sections flow into one or two columns; an error
 * takes the lines it needs under its field and pushes down only its column. */

#include "screens/form.h"

#include <stdlib.h>

#define GAP 3			/* between two columns */
#define LABEL_MAX 20
#define VALUE_MAX 44
#define HELP_Y 17		/* line of the help in a tall window */
#define LIST_ROWS 6		/* of an open list of choices */

struct place {
	int column, y;		/* of the row's own line */
	int heading;		/* y of the section's heading before it, -1: none */
};

struct layout {
	struct place *places;
	int width, label[2], height;
};

static const char *section_of(const struct form_row *row)
{
	return row->field->section ? row->field->section : "";
}

static bool starts_section(const struct form *form, int i)
{
	return i == 0 || !str_eq(section_of(&form->rows[i]), section_of(&form->rows[i - 1]));
}

static int error_lines(const struct form_row *row, int width)
{
	return row->err.kind ? text_wrap_lines(row->err.text, width - 2) : 0;
}

static void measure_labels(const struct form *form, struct layout *l)
{
	int most = l->width / 2 < LABEL_MAX ? l->width / 2 : LABEL_MAX;

	l->label[0] = l->label[1] = most < 4 ? most : 4;
	for (int i = 0; i < form->n; i++) {
		int *w = &l->label[l->places[i].column];
		int n = text_width(_(form->rows[i].field->label));

		if (n > *w)
			*w = n < most ? n : most;
	}
}

static int section_rows(const struct form *form)
{
	int i = 1;

	while (i < form->n && !starts_section(form, i))
		i++;
	return i;
}

/* Each section goes to the column that is shorter so far. */
static void place_columns(const struct form *form, struct layout *l, int columns)
{
	int y[2] = { 0, 0 }, column = 0;

	for (int i = 0; i < form->n; i++) {
		if (starts_section(form, i)) {
			if (columns == 2)
				column = y[1] < y[0];
			y[column] += 2;
		}
		l->places[i].column = column;
		y[column]++;
	}
}

static void place_rows(const struct form *form, struct layout *l)
{
	int y[2] = { 0, 0 };

	for (int i = 0; i < form->n; i++) {
		struct place *p = &l->places[i];
		int column = p->column;

		p->heading = -1;
		if (starts_section(form, i)) {
			if (y[column])
				y[column]++;
			if (*section_of(&form->rows[i]))
				p->heading = y[column]++;
		}
		p->y = y[column]++;
		y[column] += error_lines(&form->rows[i], l->width - l->label[column] - 2);
		if (y[column] > l->height)
			l->height = y[column];
	}
}

static void layout_init(struct layout *l, const struct form *form, int w, bool two)
{
	int columns = two && w >= 72 && section_rows(form) < form->n ? 2 : 1;

	*l = (struct layout){ .width = columns == 2 ? (w - GAP) / 2 : w };
	l->places = xcalloc((size_t)form->n, sizeof(*l->places));
	/* Columns first, without regard to errors, which must not make a section
	 * change sides; then the lines, once the labels' widths are known. */
	place_columns(form, l, columns);
	measure_labels(form, l);
	place_rows(form, l);
}

static const char *choice_label(const struct form_row *row)
{
	return row->choice >= 0 ? _(row->choices[row->choice].label) : "";
}

static void draw_entries(const struct form_row *row, struct canvas *box, enum style style)
{
	char *text = !row->entries ? xstrdup(_("none yet")) :
		     xasprintf(ngettext("%d entry", "%d entries", (unsigned long)row->entries),
			       row->entries);

	canvas_fill(box, 0, 0, box->w, 1, style, L' ');
	canvas_cut(box, 0, 0, box->w - 2, style, text);
	canvas_text(box, box->w - 1, 0, style, sign(box, "now"));
	free(text);
}

static void draw_value(const struct form *form, const struct form_row *row, struct canvas *box,
		       bool focus)
{
	enum style style = focus ? STYLE_FIELD_FOCUS : STYLE_FIELD;
	bool empty = row->choices ? row->choice < 0 : input_empty(&row->input);

	if (row->elsewhere) {
		draw_entries(row, box, style);
		return;
	}
	if (row->choices) {
		canvas_fill(box, 0, 0, box->w, 1, style, L' ');
		canvas_cut(box, 0, 0, box->w - 2, style, choice_label(row));
		canvas_text(box, box->w - 1, 0, style, sign(box, "down"));
		if (focus)
			canvas_cursor(box, 0, 0);
	} else {
		input_draw(&row->input, box, focus);
	}
	if (empty && !focus && !form_needs(form, row))
		canvas_cut(box, 0, 0, box->w - 2, STYLE_DIM, _("optional"));
}

static void draw_row(const struct form *form, int i, const struct layout *l, struct canvas *c,
		     int y)
{
	const struct form_row *row = &form->rows[i];
	const struct place *p = &l->places[i];
	int x = p->column * (l->width + GAP), label = l->label[p->column];
	int room = l->width - label - 2;
	struct canvas box =
		canvas_part(c, x + label + 2, y, room < VALUE_MAX ? room : VALUE_MAX, 1);

	canvas_cut(c, x, y, label, i == form->at ? STYLE_STRONG : STYLE_LABEL,
		   _(row->field->label));
	draw_value(form, row, &box, i == form->at);
	canvas_hot(c, x, y, l->width, 1, FORM_HOT + i);
	if (row->err.kind) {
		canvas_text(c, x + label + 2, y + 1, STYLE_ERROR, sign(c, "hook"));
		canvas_wrap(c, x + label + 4, y + 1, room - 2, 4, STYLE_ERROR, row->err.text);
	}
}

/* The open list lies over what is below its field, or above where there is no room. */
static void draw_choices(const struct form *form, const struct layout *l, struct canvas *c, int y)
{
	const struct form_row *row = &form->rows[form->at];
	const struct place *p = &l->places[form->at];
	int x = p->column * (l->width + GAP) + l->label[p->column] + 1;
	int w = l->width - l->label[p->column] - 1, n = 0, rows, top;

	while (row->choices[n].value)
		n++;
	if (w > VALUE_MAX)
		w = VALUE_MAX;
	rows = n < LIST_ROWS ? n : LIST_ROWS;
	top = row->choice < rows / 2 ? 0 : row->choice - rows / 2;
	if (top > n - rows)
		top = n - rows;
	y = y + rows + 2 > c->h ? y - rows - 3 : y;
	canvas_box(c, x, y + 1, w, rows + 2, NULL);
	for (int i = 0; i < rows; i++) {
		enum style style = top + i == row->choice ? STYLE_FOCUS : STYLE_TEXT;

		canvas_fill(c, x + 1, y + 2 + i, w - 2, 1, style, L' ');
		canvas_cut(c, x + 2, y + 2 + i, w - 4, style, _(row->choices[top + i].label));
	}
}

/* Scroll so that the focused row, its heading and its error show. */
static void scroll_to_focus(struct form *form, const struct layout *l, int h)
{
	const struct place *p = &l->places[form->at];
	int from = p->heading >= 0 ? p->heading : p->y;
	int to = p->y + error_lines(&form->rows[form->at], l->width - l->label[p->column] - 2);

	if (l->height <= h)
		form->top = 0;
	else if (from < form->top)
		form->top = from;
	else if (to >= form->top + h)
		form->top = to - h + 1;
}

/* Help for the focused field keeps two lines of its own, so nothing jumps: at
 * the bottom, or in a tall window not too far from the form. */
static int draw_help(const struct form *form, const struct layout *l, struct canvas *c)
{
	const char *help = form->rows[form->at].field->help;
	int y = l->height + 2 < HELP_Y ? HELP_Y : l->height + 2;

	if (y > c->h - 2)
		y = c->h - 2;
	if (form_completes(form)) {
		char *more = xasprintf("%s%s%s", help ? _(help) : "", help ? ". " : "",
				       _("The right arrow completes the path."));

		canvas_wrap(c, 0, y, c->w, 2, STYLE_HINT, more);
		free(more);
	} else if (help) {
		canvas_wrap(c, 0, y, c->w, 2, STYLE_HINT, _(help));
	}
	return y + 2;
}

int form_draw(struct form *form, struct canvas *c, bool two)
{
	struct layout l;
	struct canvas body;
	int end = c->h;

	if (!form->n)
		return 0;
	layout_init(&l, form, c->w, two);
	body = canvas_part(c, 0, 0, c->w, c->h > 8 ? c->h - 3 : c->h);
	scroll_to_focus(form, &l, body.h);
	for (int i = 0; i < form->n; i++) {
		const struct place *p = &l.places[i];

		if (p->heading >= 0 && p->heading >= form->top)
			canvas_text(&body, p->column * (l.width + GAP), p->heading - form->top,
				    STYLE_TITLE, _(section_of(&form->rows[i])));
		if (p->y >= form->top && p->y - form->top < body.h)
			draw_row(form, i, &l, &body, p->y - form->top);
	}
	if (c->h > 8)
		end = draw_help(form, &l, c);
	if (form->open && form->rows[form->at].choices)
		draw_choices(form, &l, c, l.places[form->at].y - form->top);
	free(l.places);
	return end;
}
