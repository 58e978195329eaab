#ifndef SCREENS_CALL_ACTIONS_H
#define SCREENS_CALL_ACTIONS_H

/* What can be done with a call, in the list of calls and in the one that is open. */

#include "screens/app.h"

/* A call while one works with it: of this run borrowed, of an earlier one read
 * from the disk. */
struct held_call {
	const struct exchange *x;	/* NULL: it is no longer kept */
	struct exchange past;
};

bool call_hold(const struct journal *, struct store *, const struct exchange_arg *,
	       struct held_call *);
void call_let_go(struct held_call *);

/* Onto the clipboard, with a note that says so. */
enum call_form { FORM_CURL, FORM_HTTP, FORM_JSON };
void call_copy(struct app *, const struct exchange *, enum call_form);
char *call_text(const struct app *, const struct exchange *, enum call_form);	/* the same, new */

/* A call as it may stand on the screen: in place of links that are refused stands
 * the reason.  Borrows everything but its response, which is the caller's. */
struct exchange call_shown(const struct config *, const struct exchange *);

/* As an HTTP archive into the profile's folder. */
void call_save(struct app *, const struct exchange *);

/* A path for one, STATE/exports/NAME-TIME.har; new, NULL with *err. */
char *call_archive_path(const struct app *, const char *name, struct err *);

/* Its operation's form, filled as it was sent but for what is secret.  What moves
 * money is not sent again: it is said why, and the ask's own screen opens where
 * there is one. */
void call_resend(struct app *, const struct exchange *);

/* The support bundle of the ask that it speaks of. */
void call_bundle(struct app *, const struct exchange *);

/* Two calls beside each other. */
extern const struct screen_ops diff_screen;
struct diff_arg {
	struct exchange_arg left, right;
};

#endif
