/*
 * The least program that looks people up as one types, and pages through a list, in
 * plain SQLite by index with ncurses.
 *
 *	floor_find FILE.db
 */
#include <curses.h>
#include <locale.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { FOUND = 10, ROWS = 18, TOP = 4 };

struct floor {
	sqlite3 *db;
	sqlite3_stmt *by_phone, *by_name, *page, *end;
	char typed[64];
	size_t n;
	sqlite3_int64 oldest;
};

static void prepare(struct floor *f, sqlite3_stmt **stmt, const char *sql)
{
	sqlite3_prepare_v3(f->db, sql, -1, SQLITE_PREPARE_PERSISTENT, stmt, NULL);
}

static void draw_row(int i, sqlite3_stmt *stmt)
{
	mvprintw(TOP + i, 0, "    %-14s %-28s %12s", (const char *)sqlite3_column_text(stmt, 1),
		 (const char *)sqlite3_column_text(stmt, 2),
		 (const char *)sqlite3_column_text(stmt, 3));
}

static void look_up(struct floor *f)
{
	bool phone = strchr("+0123456789", f->typed[0]);
	sqlite3_stmt *stmt = phone ? f->by_phone : f->by_name;
	char beyond[72];

	erase();
	mvaddstr(2, 2, f->typed);
	mvaddstr(LINES - 1, 0, " F1 Help  F3 History");
	snprintf(beyond, sizeof(beyond), "%s~", f->typed);
	sqlite3_bind_text(stmt, 1, f->typed, -1, SQLITE_STATIC);
	sqlite3_bind_text(stmt, 2, beyond, -1, SQLITE_STATIC);
	for (int i = 0; f->n && i < FOUND && sqlite3_step(stmt) == SQLITE_ROW; i++)
		draw_row(i, stmt);
	sqlite3_reset(stmt);
	move(2, 2 + (int)f->n);
}

static void show_page(struct floor *f, sqlite3_stmt *stmt, bool upwards)
{
	erase();
	mvaddstr(LINES - 1, 0, " F1 Help  Esc Back");
	if (!upwards)
		sqlite3_bind_int64(stmt, 1, f->oldest);
	for (int i = 0; i < ROWS && sqlite3_step(stmt) == SQLITE_ROW; i++) {
		draw_row(upwards ? ROWS - 1 - i : i, stmt);
		if (!upwards)
			f->oldest = sqlite3_column_int64(stmt, 0);
	}
	sqlite3_reset(stmt);
}

static void serve_keys(struct floor *f)
{
	int key;

	while ((key = getch()) != ERR) {
		if (key == KEY_F(3))
			f->oldest = INT64_MAX;
		if (key == KEY_F(3) || key == KEY_NPAGE)
			show_page(f, f->page, false);
		if (key == KEY_END)
			show_page(f, f->end, true);
		if (key > ' ' && key < 0x7f && f->n < sizeof(f->typed) - 1)
			f->typed[f->n++] = (char)key;
		else if (f->n && (key == KEY_BACKSPACE || key == 0x7f || key == '\b'))
			f->n--;
		f->typed[f->n] = '\0';
		if (key < 0x100 || key == KEY_BACKSPACE)
			look_up(f);
		refresh();
	}
}

int main(int argc, char **argv)
{
	struct floor f = { .oldest = INT64_MAX };

	if (argc < 2 || sqlite3_open(argv[1], &f.db) != SQLITE_OK)
		return 2;
	prepare(&f, &f.by_phone, "select id, phone, name, at from people "
				 "where phone >= ?1 and phone < ?2 limit 10");
	prepare(&f, &f.by_name, "select p.id, phone, name, at from words join people p using (id) "
				"where word >= ?1 and word < ?2 limit 10");
	prepare(&f, &f.page, "select at, amount, name, state from asks where at < ?1 "
			     "order by at desc limit 18");
	prepare(&f, &f.end, "select at, amount, name, state from asks order by at limit 18");
	setlocale(LC_ALL, "");
	initscr();
	raw();
	noecho();
	keypad(stdscr, TRUE);
	look_up(&f);
	refresh();
	serve_keys(&f);
	endwin();
	return 0;
}
