#ifndef API_DATA_ROWS_H
#define API_DATA_ROWS_H

/* Scenarios with data of one's own: each row of a CSV file makes a run of the
 * chosen rows of the matrix.  Its first line names the columns:
 *
 *	KEY			a field of the request, over what the row says itself
 *	${NAME}			a value for the rows' ${NAME}, in place of the steps that
 *				would make it ("${userToken}": a customer there is)
 *	scenario		only the scenarios that this word selects
 *	expect.status, expect.code	instead of what is documented; a code of - is any
 *
 * A cell with nothing in it says nothing; "" in quotes is an empty text. */

#include "api/scenario.h"

/* The chosen scenarios once for each row of the table in text, whose ids end in
 * [1], [2] …  False with *err, in which name, line and what is wrong stand. */
bool data_rows_make(struct scenarios *out, const struct scenario *const *chosen, int n,
		    const char *text, const char *name, struct err *err);

#endif
