#include "api/csv.h"

#include <stdlib.h>
#include <string.h>

#include "api/clean.h"

#define CELL_MOST 65536

struct reader {
	const char *at, *name;
	char comma;
	int line;
	struct err *err;
};

static bool spoilt(const struct reader *r, int line, const char *what)
{
	err_set(r->err, ERR_INPUT, _("%.120s, line %d: %s."), r->name, line, what);
	return false;
}

static struct csv_row *add_row(struct csv *csv, int line)
{
	if (!(csv->n & (csv->n - 1)))
		csv->rows = xrealloc(csv->rows, (size_t)(csv->n ? csv->n * 2 : 1) *
				     sizeof(*csv->rows));
	csv->rows[csv->n] = (struct csv_row){ .line = line };
	return &csv->rows[csv->n++];
}

/* The text is taken. */
static void add_cell(struct csv_row *row, char *text, bool quoted)
{
	row->cells = xrealloc(row->cells, (size_t)(row->n + 1) * sizeof(*row->cells));
	row->cells[row->n++] = (struct csv_cell){ text, quoted };
}

static bool is_end(const struct reader *r, char c)
{
	return !c || c == r->comma || c == '\n' || c == '\r';
}

/* Up to the quote that closes the cell; a doubled one stands for itself. */
static bool read_quoted(struct reader *r, struct str *out)
{
	int began = r->line;

	for (r->at++; *r->at != '"' || r->at[1] == '"'; r->at++) {
		if (!*r->at)
			return spoilt(r, began, _("a quotation mark is not closed"));
		r->line += *r->at == '\n';
		r->at += *r->at == '"';
		str_addn(out, r->at, 1);
	}
	r->at++;
	if (!is_end(r, *r->at))
		return spoilt(r, r->line, _("something follows a closing quotation mark"));
	return true;
}

/* Tabs and line breaks may be in a quoted cell, other controls in none. */
static bool is_text(const char *text)
{
	char *blank = xstrdup(text), *clean;
	bool same;

	for (char *at = blank; (at = strpbrk(at, "\t\r\n"));)
		*at = ' ';
	clean = clean_text(blank, CELL_MOST);
	same = str_eq(clean, blank);
	free(clean);
	free(blank);
	return same;
}

static bool read_cell(struct reader *r, struct csv_row *row)
{
	struct str text = { 0 };
	bool quoted = *r->at == '"', ok = true;

	if (quoted) {
		ok = read_quoted(r, &text);
	} else {
		size_t n = 0;

		while (!is_end(r, r->at[n]))
			n++;
		str_addn(&text, r->at, n);
		r->at += n;
	}
	if (ok && text.s && !is_text(text.s))
		ok = spoilt(r, r->line, _("a value has characters that are not text"));
	if (ok)
		add_cell(row, str_steal(&text), quoted);
	str_release(&text);
	return ok;
}

static void end_line(struct reader *r)
{
	r->at += *r->at == '\r';
	r->line += *r->at == '\n';
	r->at += *r->at == '\n';
}

static bool read_row(struct reader *r, struct csv *csv)
{
	struct csv_row *row;

	if (*r->at == '\r' || *r->at == '\n') {
		end_line(r);
		return true;
	}
	row = add_row(csv, r->line);
	while (read_cell(r, row)) {
		if (*r->at != r->comma) {
			end_line(r);
			return true;
		}
		r->at++;
	}
	return false;
}

bool csv_read(struct csv *csv, const char *text, const char *name, struct err *err)
{
	struct reader r = { .at = text, .name = name, .line = 1, .err = err };
	size_t first;
	bool ok = true;

	if (has_prefix(text, "\xef\xbb\xbf"))
		r.at += 3;		/* the mark that spreadsheets put before UTF-8 */
	first = strcspn(r.at, "\n");
	r.comma = !memchr(r.at, ',', first) && memchr(r.at, ';', first) ? ';' : ',';
	*csv = (struct csv){ 0 };
	while (ok && *r.at)
		ok = read_row(&r, csv);
	if (!ok)
		csv_release(csv);
	return ok;
}

void csv_release(struct csv *csv)
{
	for (int i = 0; i < csv->n; i++) {
		for (int k = 0; k < csv->rows[i].n; k++)
			free(csv->rows[i].cells[k].text);
		free(csv->rows[i].cells);
	}
	free(csv->rows);
	*csv = (struct csv){ 0 };
}

void csv_add(struct str *out, const char *given)
{
	char *text = clean_text(given, CELL_MOST), *at = text;
	bool runs = *text && strchr("=+-@", *text);

	if (!runs && !strpbrk(text, ",;\"' ")) {
		str_add(out, text);
		free(text);
		return;
	}
	str_add(out, runs ? "\"'" : "\"");
	for (; *at; at++)
		str_addf(out, *at == '"' ? "\"%c" : "%c", *at);
	str_add(out, "\"");
	free(text);
}
