#ifndef SCREENS_SESSION_H
#define SCREENS_SESSION_H

/* What a run of the program works with: settings, key, service, disk.  The
 * console and every command open the same. */

#include "api/config.h"
#include "api/inbox.h"
#include "api/journal.h"
#include "api/letters.h"
#include "api/loop.h"
#include "api/outbox.h"
#include "api/sandbox.h"
#include "api/store_seal.h"
#include "api/tokens.h"

struct session {
	struct options options;		/* its strings are the command line's */
	struct config config;
	struct loop *loop;
	struct journal *journal;
	struct http *http;
	struct err locked;		/* why its store is not open to customers' data */
	struct store *store;		/* NULL in a session of the line alone */
	struct tokens *tokens;		/* of the wallet service */
	struct letters letters;		/* of the sealed channel; empty: it is not used */
	struct outbox *outbox;		/* NULL with it */
	struct inbox *inbox;		/* NULL before session_open_inbox() */
	struct sandbox *sandbox;	/* the one inside, or NULL */
	bool apart;			/* its world is of this run alone */
};

/* Everything.  Zeroes the session first; on failure nothing is left open. */
bool session_open(struct session *, const struct options *, struct err *err);

/* Settings, key and line alone, for what needs no disk. */
bool session_open_line(struct session *, const struct options *, struct err *err);

/* Everything, but where the sandbox is the one inside its world is empty, always the
 * same and gone afterwards. */
bool session_open_apart(struct session *, const struct options *, struct err *err);

/* Add store and outbox to such a session.  A store that nobody has unlocked yet is
 * fine: s->locked says why. */
bool session_open_store(struct session *, struct err *err);

/* Add what takes webhooks to a session with a store; afterwards listen where the
 * settings say, and let the sandbox inside know.  What stands against it is told
 * by inbox_trouble() alone: the rest works without. */
void session_open_inbox(struct session *);
void session_listen(struct session *);

/* Unlock the store as the settings say, or with the passphrase typed on this terminal,
 * if there is one.  False with *err. */
bool session_unlock(struct session *, struct err *);

void session_close(struct session *);

#endif
