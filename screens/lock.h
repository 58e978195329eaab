#ifndef SCREENS_LOCK_H
#define SCREENS_LOCK_H

/* The locked screen: instead of all that stands on it, until somebody types the PIN,
 * or at the start the passphrase of the records.  Behind it everything goes on. */

#include "api/derive.h"
#include "api/pin.h"
#include "tui/input.h"

struct app;
struct screen_ops;

struct lock {
	bool on;
	bool store;			/* the records themselves are locked */
	struct pin pin;
	struct input typed;
	struct derive *working;
	bool as_passphrase;		/* what is being derived is no PIN */
	char said[500];			/* what came of the last try, "" */
	int idle_s;			/* 0: it does not lock by itself */
	bool after_ask;
	bool asked;			/* an ask was confirmed: lock when its page is left */
	long key_at;			/* the last key */
};

/* Once, when the console opens: locked from the start when there is a PIN or the
 * records are locked. */
void lock_begin(struct app *);
void lock_release(struct app *);

/* Translated: why it cannot be locked, or NULL. */
const char *lock_why_not(const struct app *);
void lock_now(struct app *);

void lock_key(struct app *, tui_key);	/* while it is on; what it does not know is nobody's */
void lock_draw(struct app *);
void lock_touched(struct app *);	/* a key was pressed while it is off */

/* An ask was confirmed; its page was left. */
void lock_asked(struct app *);
void lock_ask_left(struct app *);

void lock_pin_changed(struct app *);	/* set, or taken away */

/* Settings.  Kept for all consoles of this store. */
void lock_set_idle(struct app *, int seconds);
void lock_set_after_ask(struct app *, bool);

/* A new PIN or passphrase, typed twice, after the old one (secret.c). */
struct secret_arg {
	bool passphrase;
};
extern const struct screen_ops secret_screen;

#endif
