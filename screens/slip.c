#include "screens/slip.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "screens/keep.h"
#include "screens/show.h"
#include "tui/qr.h"
#include "tui/text.h"

struct slip_state {
	struct screen screen;
	struct ask ask;
	bool found;
	char lang[3];			/* of the paper, not of the screen */
	struct text text;
	pid_t printing;			/* 0: none was started */
};

static struct slip_state *state_of(const struct screen *screen)
{
	return (struct slip_state *)screen;
}

static void add_line(struct str *out, const char *label, const char *value)
{
	int pad = 14 - text_width(label);

	if (*value)
		str_addf(out, "%s%*s%s\n", label, pad > 1 ? pad : 1, "", value);
}

/* Shall the payer pay by it now?  Else nobody is given it. */
static bool has_link(const struct ask *ask)
{
	return *ask->link && (ask->state == ASK_ACCEPTED || ask->state == ASK_OPEN);
}

static void add_code(struct str *out, const char *link, bool ascii)
{
	struct qr qr = { 0 };
	char *code;

	if (!*link || !qr_make(&qr, link))
		return;
	code = qr_text(&qr, ascii);
	str_addf(out, "\n%s\n%s\n\n%s", _("Please pass this link on to the payer:"), link, code);
	free(code);
	qr_release(&qr);
}

static const char *standing(const struct ask *ask)
{
	if (ask->state == ASK_REJECTED || ask->state == ASK_FAILED || ask->state == ASK_CANCELLED ||
	    ask->state == ASK_VOIDED)
		return _("This request came to nothing. Nobody has to pay.");
	if (ask->state == ASK_DONE)
		return _("The money has arrived.");
	if (ask->state == ASK_ACCEPTED || ask->state == ASK_OPEN)
		return _("The payer pays with the link. The price is fixed then; nothing was paid "
			 "today.");
	return _("Your request may already be on its way; it is being looked up by its reference. "
		 "Please do not order it elsewhere.");
}

static void add_facts(struct str *out, const struct ask *ask)
{
	char *amount = amount_words(ask);
	char *payer = person_words(ask->payer, ask->payer_phone, ask->payer_country);

	add_line(out, _("Customer"), ask->customer);
	add_line(out, _("Payer"), payer);
	add_line(out, _("Amount"), amount);
	add_line(out, _("Arrives on"), ask->method);
	add_line(out, _("Reason"), ask->note);
	add_line(out, _("Code"), ask->code);
	add_line(out, _("State"),
		 *ask->status ? codes_operation_word(ask->status) : ask_state_word(ask->state));
	add_line(out, _("Reference"), ask->correlation_id);
	free(payer);
	free(amount);
}

char *slip_text(const struct ask *ask, const char *lang, bool ascii)
{
	char *before = xstrdup(lang_get()), at[32];
	time_t t = (time_t)(ask->created_at / 1000);
	struct str out = { 0 };
	struct tm tm;

	lang_set(lang);
	localtime_r(&t, &tm);
	strftime(at, sizeof(at), "%Y-%m-%d %H:%M", &tm);
	str_addf(&out, "%s\n%s\n\n", _("REQUEST FOR MONEY"), at);
	add_facts(&out, ask);
	if (has_link(ask))
		add_code(&out, ask->link, ascii);
	str_addf(&out, "\n%s\n", standing(ask));
	lang_set(before);
	free(before);
	return str_steal(&out);
}

static void build(struct slip_state *st)
{
	char *text = slip_text(&st->ask, st->lang, st->screen.app->grid.ascii);

	text_release(&st->text);
	text_init(&st->text, text, 72);
	free(text);
	st->screen.app->dirty = true;
}

/* The customer's own language where she named one at registration. */
static const char *paper_lang(const struct app *app)
{
	const json_t *sent = app->journey ? journey_json(app->journey, "register") : NULL;

	return *word_of(sent, "lang") ? word_of(sent, "lang") : lang_get();
}

static void slip_open(struct screen *screen, const void *arg)
{
	struct slip_state *st = state_of(screen);
	const struct track_arg *which = arg;

	snprintf(st->lang, sizeof(st->lang), "%s", paper_lang(screen->app));
	st->found = which && store_ask_get(screen->app->store, which->correlation_id, &st->ask);
	if (st->found)
		build(st);
}

static void slip_asked(struct screen *screen, const struct ask *ask)
{
	struct slip_state *st = state_of(screen);

	if (!st->found || !str_eq(ask->correlation_id, st->ask.correlation_id))
		return;
	st->ask = *ask;
	build(st);
}

static void slip_close(struct screen *screen)
{
	struct slip_state *st = state_of(screen);

	if (st->printing > 0)
		waitpid(st->printing, NULL, WNOHANG);
	text_release(&st->text);
}

static const char *why_not_found(const struct screen *screen)
{
	return state_of(screen)->found ? NULL : _("There is no ask to make a slip of.");
}

/* Where this slip is kept, without ending; the caller frees.  NULL with *err. */
static char *slip_base(const struct slip_state *st, struct err *err)
{
	char *name = xasprintf("slip-%s", *st->ask.code ? st->ask.code : st->ask.correlation_id);
	char *base = keep_base(st->screen.app->config, "slips", name, err);

	free(name);
	return base;
}

static bool save_code(const struct slip_state *st, const char *base, struct err *err)
{
	return !has_link(&st->ask) || keep_code(st->ask.link, base, err);
}

/* Write the text and, beside it, the code as a picture.  The path of the text,
 * new; NULL with *err. */
static char *save(const struct slip_state *st, struct err *err)
{
	char *base = slip_base(st, err), *path, *text;
	bool ok;

	if (!base)
		return NULL;
	path = xasprintf("%s.txt", base);
	text = slip_text(&st->ask, st->lang, st->screen.app->grid.ascii);
	ok = file_write(path, text, strlen(text), err) && save_code(st, base, err);
	free(text);
	free(base);
	if (ok)
		return path;
	free(path);
	return NULL;
}

static void do_save(struct screen *screen)
{
	struct err err = { 0 };
	char *path = save(state_of(screen), &err);

	if (path)
		app_note(screen->app, NOTE_GOOD,
			 _("Saved, with the code as a picture beside it: %s"), path);
	else
		app_blame(screen->app, &err);
	free(path);
}

/* Start a program that prints a file, without waiting for it. */
static bool spawn_printer(const char *program, const char *path, pid_t *pid)
{
	char *argv[] = { (char *)program, (char *)path, NULL };
	posix_spawn_file_actions_t files;
	bool ok;

	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	ok = posix_spawnp(pid, program, &files, NULL, argv, environ) == 0;
	posix_spawn_file_actions_destroy(&files);
	return ok;
}

static void do_print(struct screen *screen)
{
	struct slip_state *st = state_of(screen);
	struct err err = { 0 };
	char *path = save(st, &err);

	if (!path) {
		app_blame(screen->app, &err);
		return;
	}
	if (spawn_printer("lpr", path, &st->printing) || spawn_printer("lp", path, &st->printing))
		app_note(screen->app, NOTE_GOOD, _("Handed to the printer. It is also kept as %s"),
			 path);
	else
		app_note(screen->app, NOTE_BAD,
			 _("No printing program (lpr or lp) is installed. The slip was saved to "
			   "print it elsewhere: %s"),
			 path);
	free(path);
}

static void do_lang(struct screen *screen)
{
	struct slip_state *st = state_of(screen);

	snprintf(st->lang, sizeof(st->lang), "%s", str_eq(st->lang, "es") ? "en" : "es");
	build(st);
}

static void do_copy(struct screen *screen)
{
	const struct slip_state *st = state_of(screen);

	term_copy(has_link(&st->ask) ? st->ask.link : st->ask.correlation_id);
	app_note(screen->app, NOTE_GOOD, "%s",
		 _("Copied to the clipboard, if this terminal allows it."));
}

static void do_back(struct screen *screen)
{
	app_pop(screen->app);
}

static bool slip_key(struct screen *screen, tui_key key)
{
	return text_key(&state_of(screen)->text, key);
}

static void slip_draw(struct screen *screen, struct canvas *c)
{
	struct slip_state *st = state_of(screen);
	struct canvas page = page_of(c, 76), paper;

	if (!st->found) {
		canvas_text(c, 0, 0, STYLE_HINT, _("There is no ask to make a slip of."));
		return;
	}
	canvas_textf(&page, 0, 0, STYLE_TITLE, _("Slip for the customer (%s)"),
		     str_eq(st->lang, "es") ? _("Spanish") : _("English"));
	paper = canvas_part(&page, 2, 2, page.w - 2, page.h - 2);
	text_draw(&st->text, &paper);
}

static const struct binding bindings[] = {
	{ .key = K_F10, .twin = 's', .name = "F10", .label = N_("Save"), .run = do_save,
	  .why_not = why_not_found,
	  .help = N_("Saves the slip as text and its code as a picture.") },
	{ .key = 'p', .name = "p", .label = N_("Print"), .run = do_print, .why_not = why_not_found,
	  .help = N_("Prints the slip with lpr or lp; without them it is saved.") },
	{ .key = K_F2, .twin = 'l', .name = "F2", .label = N_("Other language"), .run = do_lang,
	  .why_not = why_not_found, .help = N_("The slip's language; the screen keeps its own.") },
	{ .key = 'y', .name = "y", .label = N_("Copy"), .run = do_copy, .why_not = why_not_found,
	  .help = N_("Puts the link on the clipboard.") },
	{ .key = K_ESC, .name = "Esc", .label = N_("Back"), .run = do_back },
	{ 0 }
};

const struct screen_ops slip_screen = {
	.name = "slip",
	.title = N_("Slip"),
	.size = sizeof(struct slip_state),
	.bindings = bindings,
	.open = slip_open,
	.close = slip_close,
	.key = slip_key,
	.draw = slip_draw,
	.asked = slip_asked,
};
