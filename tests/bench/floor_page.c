/*
 * The least program that shows a page of rows from SQLite with ncurses: a bar
 * to move, a line to type in.  It links what remitty links, and does nothing
 * else; what remitty takes longer is remitty's own.
 *
 *	floor_page FILE.db
 */
#include <curses.h>
#include <locale.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

enum { ROWS = 18, TOP = 4 };

static int read_page(const char *path, char rows[ROWS][81])
{
	sqlite3_stmt *stmt = NULL;
	sqlite3 *db = NULL;
	int n = 0;

	if (sqlite3_open(path, &db) == SQLITE_OK &&
	    sqlite3_prepare_v2(
		    db, "select at, name, amount, state from page order by id desc limit 18", -1,
		    &stmt, NULL) == SQLITE_OK)
		while (n < ROWS && sqlite3_step(stmt) == SQLITE_ROW) {
			snprintf(rows[n++], 81, "    %-7s %-28s %12s   %-22s",
				 (const char *)sqlite3_column_text(stmt, 0),
				 (const char *)sqlite3_column_text(stmt, 1),
				 (const char *)sqlite3_column_text(stmt, 2),
				 (const char *)sqlite3_column_text(stmt, 3));
		}
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return n;
}

static void draw_row(char rows[ROWS][81], int i, bool bar)
{
	attrset(bar ? A_REVERSE : A_NORMAL);
	mvaddstr(TOP + i, 0, rows[i]);
	attrset(A_NORMAL);
}

static void serve_keys(char rows[ROWS][81], int n)
{
	int at = 0, x = 2, key, next;

	while ((key = getch()) != 'q' && key != ERR) {
		next = at + (key == KEY_DOWN) - (key == KEY_UP);
		if (next != at && next >= 0 && next < n) {
			draw_row(rows, at, false);
			draw_row(rows, at = next, true);
			move(2, x);
		} else if (key >= ' ' && key < 0x7f && x < 70) {
			mvaddch(2, x++, (chtype)key);
		}
		refresh();
	}
}

int main(int argc, char **argv)
{
	static char rows[ROWS][81];
	int n = argc > 1 ? read_page(argv[1], rows) : 0;

	setlocale(LC_ALL, "");
	initscr();
	raw();
	noecho();
	keypad(stdscr, TRUE);
	start_color();
	use_default_colors();
	attrset(A_REVERSE);
	mvprintw(0, 0, "%-80s", " floor");
	attrset(A_NORMAL);
	for (int i = 0; i < n; i++)
		draw_row(rows, i, i == 0);
	mvaddstr(LINES - 1, 0, " F1 Help  Enter Open");
	move(2, 2);
	refresh();
	serve_keys(rows, n);
	endwin();
	return 0;
}
