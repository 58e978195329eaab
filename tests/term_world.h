#ifndef TESTS_TERM_WORLD_H
#define TESTS_TERM_WORLD_H

/* Someone at the keyboard of the real program.  It runs on a pseudo-terminal
 * that libvterm shows; a test types, and waits for a text or a state, never for
 * a time.  What does not come within the time limit prints the whole screen
 * and fails the test. */

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <termios.h>

#include <vterm.h>

struct tw {
	char dir[64];		/* home of this run: config, state and cache folders lie in it */
	char *argv[16];		/* what tw_restart starts again */
	char *env[16];		/* beyond the fixed ones, "NAME=value" */
	int cols, rows;
	int master, slave;
	pid_t pid;		/* 0 when it does not run */
	struct termios before;
	VTerm *vt;
	VTermScreen *screen;
	VTermPos cursor;
	bool cursor_shown, alternate, mouse;
	unsigned ink, paper;	/* 0xrrggbb as the program set them (OSC 10, 11) */
	bool ground;		/* it did */
	char clipboard[512];	/* what the program put there last (OSC 52) */
	long bytes, reads;	/* what came from the program so far, and in how many portions */
	int64_t last_ns;	/* when the last of it came, by the monotonic clock */
	/* Told of each portion once the screen shows it; NULL: nobody. */
	void (*seen)(struct tw *, const char *bytes, size_t len);
};

enum { TW_PATIENCE = 15000 };	/* ms that the waits without a limit of their own wait */

/* A home of its own under the folder for temporary files; nothing runs yet. */
void tw_init(struct tw *);
/* Stops what runs and removes the home. */
void tw_release(struct tw *);

/* Add a variable to the program's environment, before it is started. */
void tw_env(struct tw *, const char *name, const char *value);
/* Write a file under the home, e.g. "config/remitty/remitty.conf", 0600. */
void tw_file(struct tw *, const char *name, const char *text);
/* The path of a file of the home; the caller frees. */
char *tw_path(const struct tw *, const char *name);
/* The program beside this test: "remitty" of the same build; the caller frees. */
char *tw_program(const char *name);

/* Start the console with these arguments (after the program's name; NULL ends,
 * args may be NULL), or another program when args[0] has a slash. */
void tw_start(struct tw *, int cols, int rows, const char *const *args);
/* Start the same again, with the same home. */
void tw_restart(struct tw *);
void tw_kill(struct tw *);		/* SIGKILL, reaped */
void tw_signal(struct tw *, int signal);

/* Wait for it to end and check its exit status (a signal counts negative), and
 * that it gave the terminal back: modes as before, first screen, cursor shown, mouse off. */
void tw_ended(struct tw *, int status);

/* Type.  Characters as they are, \n is Enter, \t Tab; <F10> <Esc> <Up> <Down>
 * <Left> <Right> <Home> <End> <PgUp> <PgDn> <Ins> <Del> <Back> <Tab> <BackTab>
 * <Enter> <Ctrl-X> <lt>.  After <Esc> wait for something before typing on: a
 * terminal cannot tell Esc, x from Alt-x. */
void tw_keys(struct tw *, const char *keys);
void tw_paste(struct tw *, const char *text);
void tw_click(struct tw *, int x, int y);
void tw_resize(struct tw *, int cols, int rows);

/* Texts are found across line breaks: blanks of any kind count as one. */
bool tw_has(struct tw *, const char *text);
void tw_wait_text(struct tw *, const char *text);
void tw_wait_here(struct tw *, const char *text,
		  int y); /* on line y, from the end when negative */
void tw_wait_any(struct tw *, const char *one, const char *other);
void tw_wait_gone(struct tw *, const char *text);
typedef bool tw_question(struct tw *, const void *arg);
void tw_wait_state(struct tw *, tw_question *, const void *arg, const char *what);
/* True when it came to be within ms. */
bool tw_try(struct tw *, tw_question *, const void *arg, long ms);

int64_t now_ns(void);

bool tw_sleeps(struct tw *);
/* Until the program sleeps: it has done all that the last key asked for.  One
 * that merely waits for its turn on a busy machine does not sleep. */
void tw_wait_asleep(struct tw *);

/* Take in what the program writes until it was quiet for ms. */
void tw_drain(struct tw *, long ms);
/* One portion of output, at most ms away; false when none came. */
bool tw_read(struct tw *, long ms);

char *tw_text(struct tw *); /* lines without trailing blanks; the caller frees */
char *tw_line(struct tw *, int y);		/* the caller frees */
/* Where a text begins that stands on one line. */
bool tw_find(struct tw *, const char *text, int *x, int *y);
void tw_cell(struct tw *, int x, int y, VTermScreenCell *);
/* Colours as the person sees them, reverse video taken into account. */
void tw_colours(struct tw *, const VTermScreenCell *, VTermColor *fg, VTermColor *bg);

/* The text of the QR code on the screen, read from its cells' colours; NULL
 * when there is none.  The caller frees. */
char *tw_qr(struct tw *);

/* The same, waited for. */
char *tw_wait_qr(struct tw *);

/* The screen as an SVG picture; the caller frees. */
char *tw_svg(struct tw *);

/* For libvterm's parser: what it does not know itself, the clipboard and the
 * default colours. */
int tw_osc(const char *command, size_t len, void *tw);

/* Print the screen and fail the test. */
_Noreturn void tw_fail(struct tw *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* A walk in English and the same in Spanish: two tests of a program's list. */
struct tw_walk {
	void (*walk)(const char *lang);
	const char *lang;
};
void tw_walks(void **state);
#define TW_WALK(fn, language) \
	{ .name = #fn " " language, .test_func = tw_walks, \
	  .initial_state = &(struct tw_walk){ .walk = fn, .lang = language } }
#define TW_BOTH(fn) TW_WALK(fn, "en"), TW_WALK(fn, "es")

#endif
