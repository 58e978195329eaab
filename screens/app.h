#ifndef SCREENS_APP_H
#define SCREENS_APP_H

/* The stack of open screens and the one loop that serves them. */

#include "api/codes.h"
#include "api/config.h"
#include "api/http.h"
#include "api/inbox.h"
#include "api/journey.h"
#include "api/lang.h"
#include "api/lookalike.h"
#include "api/loop.h"
#include "api/outbox.h"
#include "api/sandbox.h"
#include "api/store_seal.h"
#include "api/tokens.h"
#include "screens/lock.h"
#include "screens/switchboard.h"
#include "tui/term.h"

struct screen;

/* A key that a screen answers to.  Footer, help, palette and the README's keys
 * are made from the same table, so they cannot disagree with what it does. */
struct binding {
	tui_key key;
	tui_key twin;	/* letter that does the same where no field takes it; 0 */
	const char *name;			/* "F10" */
	const char *label;			/* N_("Send"): footer and palette */
	const char *help;			/* N_("…"): one sentence for the help page */
	void (*run)(struct screen *);
	/* Translated reason why it is off now, or NULL. */
	const char *(*why_not)(const struct screen *);
	bool quiet;				/* not in the footer */
};

struct screen_ops {
	const char *name;			/* for tests and pictures: "home" */
	const char *title;			/* N_("…"): for help and palette */
	size_t size;				/* of the struct that begins with struct screen */
	bool overlay;	/* lies on top of the screen below, which shows through */
	bool journey;				/* part of the customer's way: the rail is drawn */
	bool typing;	/* a field has the focus: letters are text, not twins */
	enum step step;
	const struct binding *bindings;		/* ends with run NULL */
	void (*open)(struct screen *, const void *arg);
	void (*close)(struct screen *);
	bool (*key)(struct screen *, tui_key);	/* first look, e.g. for the focused field */
	void (*click)(struct screen *, int hot, const struct mouse *);
	void (*shown)(struct screen *);		/* it is on top again after what lay above closed */
	void (*draw)(struct screen *, struct canvas *);	/* state to canvas, nothing else */
	bool (*is_typing)(const struct screen *);	/* NULL: as .typing says */
	void (*asked)(struct screen *, const struct ask *);	/* an ask changed on disk */
	void (*heard)(struct screen *, const struct webhook_event *);	/* came, or went on */
};

struct screen {
	const struct screen_ops *ops;
	struct app *app;
	struct screen *below;
	void (*awaits)(struct screen *);	/* app_when_top() */
};

enum note_kind { NOTE_INFO, NOTE_GOOD, NOTE_BAD };

struct app {
	struct config *config;
	struct loop *loop;
	struct http *http;
	struct tokens *tokens;		/* of the wallet service */
	struct omni_person *omni;	/* wallet customer in hand, or NULL; owned: omni.h */
	struct journal *journal;
	struct store *store;
	struct outbox *outbox;
	struct inbox *inbox;
	struct capture *capture;	/* of a card: who has the keyboard (capture.h), or NULL */
	const char *capture_program;	/* what is started for it … */
	int capture_tty;		/* … and the terminal that it reads */
	struct sandbox *sandbox;	/* NULL when talking to a real service */
	struct screen *top;
	struct journey *journey;	/* customer in hand, or NULL; owned */
	bool unsaved;			/* it could not be written; tried again soon */
	char sending[37];		/* ask just confirmed, which leaves after the frame */
	char carrying[37];		/* what carried_show() shows once its screen is on top */
	struct { char e164[32], words[32]; } header_phone;	/* read once, not in each frame */
	struct lookalike *look;		/* judges names; owned */
	struct grid grid;
	enum theme theme;
	struct mouse mouse;		/* of the last K_MOUSE */
	bool dirty;			/* the picture is out of date */
	bool pasting;			/* between the brackets of a paste: keys are text */
	unsigned pastes;		/* how many began: one is told from the next */
	bool leaving;			/* it quits as soon as nothing is being sent */
	bool quit, restart;		/* restart: open again with the settings as they are now */
	struct lock lock;		/* of the screen: lock.c */
	enum note_kind note_kind;
	char note[336], note_next[224];	/* what just happened and what to do; "" none */
	bool scopes_asked;		/* scopes_find_out() has been here */
	unsigned denied;		/* what the key was refused: see scopes.c */
	struct switchboard faults;
	struct matrix *matrix;	/* of scenarios; NULL until it is looked at */
	struct err quote_off;	/* why quoting is off for this key; kind ERR_NONE: it is on */
};

/* Zeroes the app and makes its grid; the caller then fills in the borrowed
 * pointers.  Does not touch a terminal. */
void app_init(struct app *, int w, int h);

/* Keys that work on every screen; ends with run NULL. */
extern const struct binding app_bindings[];

void app_release(struct app *);

void app_push(struct app *, const struct screen_ops *, const void *arg);
void app_pop(struct app *);
void app_clear(struct app *);	/* close all but the first screen, which is not told */
/* Close all but the first screen and put the journey away; stays, and says why,
 * while it cannot be kept. */
void app_home(struct app *);

/* fn(screen) now when it is on top, else once what lies above it was closed: an
 * answer never takes away what somebody is just reading or typing. */
void app_when_top(struct screen *, void (*fn)(struct screen *));

void app_note(struct app *, enum note_kind, const char *fmt, ...) PRINTF_LIKE(3, 4);
void app_blame(struct app *, const struct err *);	/* note from an error, with its next step */

void app_key(struct app *, tui_key);	/* one key, as if typed */
void app_draw(struct app *);		/* into app->grid */
void app_resize(struct app *, int w, int h);
void app_run(struct app *);		/* until quit; owns the terminal meanwhile */

/* Tell every open screen that an ask changed on disk; an outbox_changed_fn.  A
 * screen that closes because of it does so later (app_after). */
void app_tell(void *app, const struct ask *);
void app_heard(void *app, const struct webhook_event *);	/* the same of an event */

/* fn(owner) once, ms from now; dropped when the screen closes. */
void app_after(struct app *, long ms, loop_fn *fn, void *owner);

/* Read-only: why something that changes is off, or NULL. */
const char *app_read_only(const struct app *);

/* Find out, once and in the background, whether the key may quote; fills
 * quote_off when not (scopes.c). */
void scopes_find_out(struct app *);

/* Journey (flow.c). */
void flow_begin(struct app *, const char *alias);	/* from home: look up and go on */
void home_give_back(struct screen *home, const char *alias);	/* it failed: back into the field */
void flow_resume(struct app *, int64_t journey_id);
void flow_goto(struct app *, enum step);	/* the step's screen in place of the present one */
void flow_next(struct app *);	/* mark this step done and open the next that is needed */
void flow_back(struct app *);				/* one step back, or home */
void flow_keep_user(struct app *, const json_t *user_token_response);	/* into journey and cache */

/* An ask came through while its journey was not in hand: nothing of that is
 * left unfinished. */
void flow_ask_through(struct app *, const struct ask *);
void flow_let_go(struct app *);				/* save the journey and put it away */
void flow_rail(struct app *, struct canvas *);	/* one line: ✓ Customer ▸ Register · Link … */
void flow_rail_tall(struct app *, struct canvas *);	/* the same at the left, from 110 columns */

extern const struct screen_ops home_screen, register_screen, link_screen, method_screen,
	payer_screen, quote_screen, ask_screen, track_screen, history_screen, slip_screen,
	inspector_screen, exchange_screen, settings_screen, help_screen, palette_screen,
	dialog_screen, close_screen, op_screen, ops_screen, faults_screen, events_screen,
	event_screen, forward_screen;

/* The form of an operation, filled with these fields (path, query and body). */
void op_screen_fill(struct app *, const struct op *, const json_t *fields);

/* Arguments of those that take one. */
struct track_arg {
	const char *correlation_id;
};
struct exchange_arg {
	unsigned serial;			/* of this run; 0: of an earlier one … */
	int64_t id;				/* … in the store */
	const char *find;			/* looked for at once; NULL: nothing */
};
struct close_arg {
	const char *title, *text;		/* N_(); borrowed for good */
	bool entry;				/* its number in a history may be given, too */
	/* When confirmed; closed: who and why; entry: "" where none was given.  below is on
	 * top again. */
	void (*run)(struct screen *below, const char *closed, const char *entry);
};
struct event_arg {
	int64_t id;				/* in the store */
};
struct dialog_arg {
	const char *title, *text;		/* translated; copied */
	const char *yes;	/* label of the confirming key (F10); NULL: just a message */
	void (*run)(struct screen *below);	/* when confirmed; below is on top again */
};

#endif
