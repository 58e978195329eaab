#ifndef API_REPORT_OWN_H
#define API_REPORT_OWN_H

/* Shared by the forms of a report. */

#include "api/report.h"

/* The documents; new. */
char *report_junit(const struct report *);
char *report_html(const struct report *);

/* Append a text so that XML and HTML take it for nothing but text; what XML does
 * not allow is left out. */
void add_markup(struct str *, const char *text);

const char *verdict_word(enum row_state);	/* "passed", for machines */

#endif
