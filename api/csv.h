#ifndef API_CSV_H
#define API_CSV_H

/* Tables as spreadsheets write them (RFC 4180). */

#include "api/util.h"

struct csv_cell {
	char *text;
	bool quoted;			/* "" is a text, nothing at all is none */
};

struct csv_row {
	struct csv_cell *cells;
	int n;
	int line;			/* of the file, on which it begins */
};

struct csv {
	struct csv_row *rows;		/* empty lines are left out */
	int n;
};

/* Read a table whose columns are parted by commas, or by semicolons where the
 * first line has no comma.  False with *err in which name and line stand; cells
 * hold valid UTF-8 without control characters but tab and line break. */
bool csv_read(struct csv *, const char *text, const char *name, struct err *err);
void csv_release(struct csv *);

/* Append a cell without control characters, quoted where needed; what a spreadsheet
 * would run is kept from that by a leading apostrophe. */
void csv_add(struct str *, const char *text);

#endif
