#ifndef SCREENS_UNSEAL_H
#define SCREENS_UNSEAL_H

/* The key of the records: from the file beside them, from where the settings say, or
 * typed. */

#include "api/config.h"
#include "api/store_seal.h"

/* Where its key file is by default.  New. */
char *unseal_key_path(const struct config *);

/* Unlock by a file or command, at once or, when it gives a passphrase, after the half
 * second that deriving takes.  False with *err. */
bool unseal(struct store *, const struct config *, struct err *);

/* The same by what is typed on the terminal, unseen; ERR_NONE: there is none. */
bool unseal_typed(struct store *, struct err *);

/* A new passphrase, typed twice on the terminal: how it becomes the key, which the
 * caller wipes.  False with *err. */
bool unseal_new(struct seal_recipe *, unsigned char key[SEAL_KEY], struct err *);

bool unseal_passphrase_fits(const char *, struct err *);

/* From now on a key file opens it, or what the settings say. */
bool unseal_by_file(struct store *, const struct config *, struct err *);

/* The key file by default opens nothing any longer: overwrite it and take it away. */
void unseal_drop_file(const struct config *);

/* Somebody at the terminal says that all that is sealed may go; false with *err. */
bool unseal_sure(struct err *);

#endif
