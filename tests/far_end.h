#ifndef TESTS_FAR_END_H
#define TESTS_FAR_END_H

/* The terminal module drives the near end of a pseudo-terminal, which stands
 * in for stdin and stdout; the test is the terminal at the far end. */

#include <termios.h>
#include <vterm.h>

#include "api/util.h"
#include "tui/term.h"

#define FAR_W 80
#define FAR_H 24

struct far_end {
	int master, slave, in, out;	/* in, out: what stdin and stdout were */
	int screen;			/* what the terminal got, by way of the pump */
	struct termios before;
	struct grid grid;
	struct canvas all;
	struct str got;			/* what the last frame sent */
	VTerm *vt;
};

/* Make it and be plugged in; the terminal module is not opened yet. */
void plug_in(struct far_end *, const char *term);
void unplug(struct far_end *);

/* The same with the module opened, as cmocka's set-up and tear-down; the
 * latter fails when the terminal's modes are not as they were before. */
int far_end_set_up(void **state);
int far_end_tear_down(void **state);

/* Read into got what was sent up to now. */
void receive(struct far_end *);

/* Show the grid; returns how many bytes that took. */
size_t show(struct far_end *);

/* Type bytes; the keys that come of them go to got, and their number is returned. */
int type_keys(struct far_end *, const char *bytes, tui_key *got, int max);
void expect_key(struct far_end *, const char *bytes, tui_key key);	/* exactly this one */

void open_term(void);
bool as_before(const struct far_end *);		/* are the terminal's modes as before opening? */

#endif
