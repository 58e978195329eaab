#ifndef API_STORE_SEAL_H
#define API_STORE_SEAL_H

/* The seal of the store: with which key its personal columns are readable, and
 * how that key is come by.  A locked store still keeps the states of asks, and
 * what is written to it is sealed for later. */

#include "api/seal.h"
#include "api/store.h"

enum seal_kind {
	SEAL_NONE,			/* new, or of an earlier version */
	SEAL_FILE,			/* a word in a file beside it, or as the settings say */
	SEAL_PASSPHRASE,
};

/* As store_open(), but nobody has unlocked it yet. */
struct store *store_open_locked(const char *path, struct err *);

enum seal_kind store_seal_kind(const struct store *);
bool store_is_locked(const struct store *);
bool store_locked(struct err *);	/* sets the error that it is; returns false */

/* The file that store_open() takes the key from: beside the records.  New. */
char *store_key_path(const char *path);

/* The word in that file; made (0600, on the disk when it returns) if it is not there and
 * the store has no seal yet.  New, secret_free(); NULL with *err. */
char *store_key_word(struct store *, const char *key_path, struct err *);

bool store_key_make(const char *key_path, struct err *);	/* one that there is stays */

/* Unlock it with this key (seal_word(), seal_derive()); the first time it is what
 * the store will be sealed with, and what was there is sealed then.  False with
 * *err when it is not the key. */
bool store_unlock(struct store *, enum seal_kind, const unsigned char key[SEAL_KEY], struct err *);

/* How its passphrase becomes the key; false when it has none. */
bool store_recipe(struct store *, struct seal_recipe *);

/* From now on another key unlocks it; recipe: NULL for SEAL_FILE.  The records
 * stay as they are. */
bool store_reseal(struct store *, const struct seal_recipe *, const unsigned char key[SEAL_KEY],
		  struct err *);

/* Give up all that is sealed: customers, journeys, calls, events, and of asks the
 * names and links.  The asks stay, and are followed.  As if it had no seal yet
 * afterwards: store_unlock() makes one. */
bool store_seal_anew(struct store *, struct err *);

/* Is this the key of the store's passphrase, whether it is locked or not? */
bool store_key_fits(struct store *, const unsigned char key[SEAL_KEY]);

/* As store_value(), but sealed: NULL as well while it is locked.  NULL takes it away;
 * false with *err. */
char *store_sealed_value(struct store *, const char *key);
bool store_sealed_value_put(struct store *, const char *key, const char *value, struct err *);

/* How many cells did not open where they stood, in this run. */
int store_spoilt(const struct store *);

#endif
