#ifndef API_LETTERS_H
#define API_LETTERS_H

/* The sealed channel's two keys, and the letters that carry bodies (raas 9). */

#include "api/journal.h"
#include "api/jwe.h"

struct letters {
	struct jwe_key *to;		/* whom we write to: public */
	struct jwe_key *ours;		/* private */
};

/* Read both PEM files; the private one must be nobody else's to read.  False
 * with *err. */
bool letters_load(struct letters *, const char *public_file, const char *private_file,
		  struct err *);
void letters_release(struct letters *);

/* A sandbox's folder of keys: service.key and service.pub, partner.key and
 * partner.pub, made (0600, in a folder made 0700) where they are missing; 2048
 * bits take a fraction of a second, once. */
bool letters_make(const char *folder, struct err *);

/* The answer in place of the letter that carried it, which the exchange keeps.
 * Whatever is no letter by its head stays as it is.  letters NULL: the channel
 * is not used.  False with *err (ERR_PROTOCOL) when it cannot be opened. */
bool letters_take(struct str *answer, const char *head, const struct letters *,
		  struct exchange *, struct err *);

#endif
