/* A card asked for line by line, on a terminal on which nobody draws. */

#include "screens/capture_child.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { LINE_MOST = 64, TRIES = 3 };

/* How the terminal was, for a signal that ends this meanwhile. */
static struct termios before;
static volatile sig_atomic_t quiet;

void child_unquiet(void)
{
	if (quiet)
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
	quiet = 0;
}

/* What is typed is not shown; what was typed too early is not read. */
static bool be_quiet(void)
{
	struct termios now;

	if (tcgetattr(STDIN_FILENO, &before) != 0)
		return false;
	quiet = 1;
	now = before;
	now.c_lflag &= ~(tcflag_t)ECHO;
	now.c_lflag |= ECHONL | ICANON;
	return tcsetattr(STDIN_FILENO, TCSAFLUSH, &now) == 0;
}

/* The terminal gives a line at a time; false at its end. */
static bool read_line(char line[static LINE_MOST])
{
	ssize_t n = read(STDIN_FILENO, line, LINE_MOST - 1);

	if (n <= 0)
		return false;
	line[n] = '\0';
	line[strcspn(line, "\r\n")] = '\0';
	return true;
}

static bool fits(struct form_row *row, const char *line)
{
	json_t *value = field_read(row->field, line, &row->err);

	json_decref(value);
	return value;
}

static bool ask(struct child *c, struct form_row *row)
{
	char line[LINE_MOST];
	bool taken = false;

	for (int i = 0; i < TRIES && !taken; i++) {
		dprintf(STDIN_FILENO, "%s", _(row->field->label));
		if (!row->field->required)
			dprintf(STDIN_FILENO, " (%s)", _("optional"));
		dprintf(STDIN_FILENO, ": ");
		if (!read_line(line))
			break;
		taken = fits(row, line);
		if (taken)
			form_set(&c->form, row->path, line);
		else
			dprintf(STDIN_FILENO, "%s\n", row->err.text);
	}
	explicit_bzero(line, sizeof(line));
	return taken;
}

bool child_ask(struct child *c)
{
	bool all = be_quiet();

	for (int i = 0; i < c->form.n && all; i++)
		all = ask(c, &c->form.rows[i]);
	child_unquiet();
	return all;
}
