/* A file from a folder: what is taken is said before one is chosen. */

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "api/clean.h"
#include "api/document.h"
#include "api/file.h"
#include "screens/company.h"

#define FOLDER "papers_folder"		/* where the last one was chosen */

enum { MOST = 2000 };			/* names of a folder that are shown */

struct entry {
	char *name;
	bool folder;
	size_t bytes;
};

struct files_state {
	struct screen screen;
	char *title, *folder;
	void (*run)(struct screen *below, const char *path);
	struct entry *entries;
	struct list list;
};

static struct files_state *state_of(const struct screen *screen)
{
	return (struct files_state *)screen;
}

static void forget(struct files_state *st)
{
	for (int i = 0; i < st->list.n; i++)
		free(st->entries[i].name);
	free(st->entries);
	st->entries = NULL;
}

/* Folders before files, both by name. */
static int by_name(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->folder != y->folder)
		return x->folder ? -1 : 1;
	return strcasecmp(x->name, y->name);
}

static bool read_entry(struct files_state *st, const char *name, struct entry *entry)
{
	char *path = xasprintf("%s/%s", st->folder, name);
	struct stat about;
	bool there = *name != '.' && !stat(path, &about) &&
		     (S_ISDIR(about.st_mode) || S_ISREG(about.st_mode));

	free(path);
	if (there)
		*entry = (struct entry){ xstrdup(name), S_ISDIR(about.st_mode),
					 (size_t)about.st_size };
	return there;
}

static void load(struct files_state *st)
{
	DIR *dir = opendir(st->folder);
	struct dirent *found;
	int n = 0;

	forget(st);
	st->entries = xcalloc(MOST, sizeof(*st->entries));
	while (dir && n < MOST && (found = readdir(dir)))
		n += read_entry(st, found->d_name, &st->entries[n]);
	if (dir)
		closedir(dir);
	qsort(st->entries, (size_t)n, sizeof(*st->entries), by_name);
	st->list.at = 0;
	list_set(&st->list, n);
}

static void go(struct files_state *st, char *folder)
{
	free(st->folder);
	st->folder = folder;
	load(st);
	st->screen.app->dirty = true;
}

/* Where what was typed before is, else where the last was chosen, else at home. */
static char *first_folder(struct app *app, const char *path)
{
	const char *slash = strrchr(path, '/'), *home = getenv("HOME");
	char *kept;

	if (*path == '/' && slash > path)
		return xstrndup(path, (size_t)(slash - path));
	kept = store_value(app->store, FOLDER);
	if (kept)
		return kept;
	kept = xstrdup(home && *home ? home : "/");
	if (kept[1] && kept[strlen(kept) - 1] == '/')
		kept[strlen(kept) - 1] = '\0';
	return kept;
}

static void files_open(struct screen *screen, const void *arg)
{
	struct files_state *st = state_of(screen);
	const struct files_arg *files = arg;

	st->title = xstrdup(files->title);
	st->run = files->run;
	st->folder = first_folder(screen->app, files->path);
	load(st);
}

static void files_close(struct screen *screen)
{
	struct files_state *st = state_of(screen);

	forget(st);
	free(st->folder);
	free(st->title);
}

/* May it be sent, under a name made of its own? */
static bool fits(const struct entry *entry, struct err *err)
{
	char *name = document_name(entry->name);
	bool ok = document_fits(name, entry->bytes, err);

	free(name);
	return ok && (entry->bytes || err_set(err, ERR_INPUT, _("There is nothing in this file")));
}

static void do_up(struct screen *screen)
{
	struct files_state *st = state_of(screen);
	char *slash = strrchr(st->folder, '/');

	go(st, slash > st->folder ? xstrndup(st->folder, (size_t)(slash - st->folder))
				  : xstrdup("/"));
}

static char *path_of(const struct files_state *st, const struct entry *entry)
{
	return xasprintf("%s/%s", str_eq(st->folder, "/") ? "" : st->folder, entry->name);
}

static void do_take(struct screen *screen)
{
	struct files_state *st = state_of(screen);
	struct app *app = screen->app;
	void (*run)(struct screen *, const char *) = st->run;
	const struct entry *entry = &st->entries[st->list.at];
	struct err err = { 0 };
	char *path = path_of(st, entry);

	if (entry->folder) {
		go(st, path);
		return;
	}
	if (!fits(entry, &err)) {
		app_blame(app, &err);
	} else {
		store_value_put(app->store, FOLDER, st->folder);
		app_pop(app);
		run(app->top, path);
	}
	free(path);
}

static const char *why_not_take(const struct screen *screen)
{
	return state_of(screen)->list.n ? NULL : _("There is no file in this folder.");
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

/* Letters go to the next name that begins so. */
static bool seek(struct files_state *st, tui_key key)
{
	if (key >= 0x7f || key <= ' ')
		return false;
	for (int i = 1; i <= st->list.n; i++) {
		int at = (st->list.at + i) % st->list.n;

		if (strncasecmp(st->entries[at].name, (char[]){ (char)key, '\0' }, 1))
			continue;
		st->list.at = at;
		return true;
	}
	return true;
}

static bool files_key(struct screen *screen, tui_key key)
{
	struct files_state *st = state_of(screen);

	if (key == K_LEFT || key == K_BACK) {
		do_up(screen);
		return true;
	}
	return list_key(&st->list, key) || seek(st, key);
}

static void files_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	(void)mouse;
	if (company_clicked(&state_of(screen)->list, hot))
		do_take(screen);
}

static void draw_entry(const void *ctx, int i, struct canvas *row)
{
	const struct files_state *st = ctx;
	const struct entry *entry = &st->entries[i];
	char *name = clean_text(entry->name, 200);
	struct err err = { 0 };
	bool good = entry->folder || fits(entry, &err);
	enum style style = good ? STYLE_TEXT : STYLE_DIM;
	char size[24] = "";

	if (!entry->folder)
		size_words(entry->bytes, size);
	canvas_cut(row, 0, 0, row->w - 45, entry->folder ? STYLE_STRONG : style, name);
	canvas_right(row, row->w - 34, 0, style, size);
	canvas_cut(row, row->w - 32, 0, 31, style,
		   entry->folder ? _("folder") : good ? "" : _("is not taken"));
	free(name);
}

static int draw_rules(struct canvas *c, int y)
{
	struct str endings = { 0 };
	char most[24], *text;

	for (const char *const *e = document_endings; *e; e++)
		str_addf(&endings, "%s%s", endings.len ? " " : "", *e);
	size_words(FILE_CAP, most);
	text = xasprintf(_("Taken are files of at most %s that end in: %s. Identity papers are "
			   "checked only as pictures. Signs other than letters and digits become "
			   "dashes in the name."), most, endings.s);
	y += canvas_wrap(c, 0, y, c->w, 4, STYLE_HINT, text);
	free(text);
	str_release(&endings);
	return y;
}

static void files_draw(struct screen *screen, struct canvas *c)
{
	struct files_state *st = state_of(screen);
	struct canvas page = page_of(c, 100), rows;
	char *folder = clean_text(st->folder, 400);
	int y;

	canvas_cut(&page, 0, 0, page.w, STYLE_TITLE, st->title);
	y = draw_rules(&page, 1) + 1;
	canvas_cut(&page, 0, y, page.w, STYLE_STRONG, folder);
	rows = canvas_part(&page, 0, y + 1, page.w, page.h - y - 1);
	if (!st->list.n)
		canvas_text(&rows, 0, 0, STYLE_HINT, _("There is nothing in this folder."));
	list_draw(&st->list, &rows, true, COMPANY_ROW, draw_entry, st);
	free(folder);
}

static const struct binding bindings[] = {
	{ .key = K_ENTER, .name = "Enter", .label = N_("Take it"), .run = do_take,
	  .why_not = why_not_take, .help = N_("Takes the file, or opens the folder.") },
	{ .key = K_LEFT, .name = "Left", .label = N_("Folder above"), .run = do_up,
	  .help = N_("Goes to the folder in which this one is.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Close"), .run = do_back },
	{ 0 }
};

const struct screen_ops files_screen = {
	.name = "files",
	.title = N_("Choose a file"),
	.size = sizeof(struct files_state),
	.typing = true,
	.bindings = bindings,
	.open = files_open,
	.close = files_close,
	.key = files_key,
	.click = files_click,
	.draw = files_draw,
};
