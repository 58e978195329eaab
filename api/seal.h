#ifndef API_SEAL_H
#define API_SEAL_H

/* The ciphers of what is kept: sealing a cell of a table so that it can be read
 * only with its key and only where it was written, marks by which sealed words
 * are found, and the key that a passphrase gives.  It knows no disk and no table. */

#include <stdbool.h>
#include <stddef.h>

enum {
	SEAL_KEY = 32,		/* bytes of a key */
	SEAL_MORE = 41,		/* by which a sealed text is longer: kind, nonce, tag */
	SEAL_BOX_MORE = 81,	/* the same of one sealed without the key */
	SEAL_MARK = 8,
	SEAL_SALT = 16,
	SEAL_PLACE = 160,	/* longest name of a place */
};

/* All that one secret key opens.  In memory that is locked and never in a core. */
struct seal_ring {
	unsigned char master[SEAL_KEY];
	unsigned char cells[SEAL_KEY];	/* what belongs to nobody in particular */
	unsigned char marks[SEAL_KEY];
	unsigned char wraps[SEAL_KEY];	/* the customers' own keys */
	unsigned char box[SEAL_KEY], post[SEAL_KEY];	/* what was sealed without the key: its
							 * secret and its public half */
};

/* New, of chance or of the master key given; seal_ring_free() wipes it. */
struct seal_ring *seal_ring_new(const unsigned char master[SEAL_KEY]);
void seal_ring_free(struct seal_ring *);

/* Seal len bytes for a place ("customers.phone 12") into out, which holds len +
 * SEAL_MORE.  The same text never looks the same twice. */
void seal_close(const unsigned char key[SEAL_KEY], const char *place, const void *text, size_t len,
		unsigned char *out);

/* Open what seal_close() made; out holds len - SEAL_MORE.  False when it was made
 * with another key, for another place, or was changed. */
bool seal_open(const unsigned char key[SEAL_KEY], const char *place, const unsigned char *sealed,
	       size_t len, void *out);

/* The same for who has but the public half, as long as nobody unlocked: len +
 * SEAL_BOX_MORE.  Only the ring opens it. */
void seal_post(const unsigned char post[SEAL_KEY], const char *place, const void *text, size_t len,
	       unsigned char *out);
bool seal_unpost(const struct seal_ring *, const char *place, const unsigned char *sealed,
		 size_t len, void *out);

/* Is it sealed, and in the second way? */
bool seal_is_posted(const unsigned char *sealed, size_t len);

/* The mark of a text of some kind: who has the file sees that two are the same
 * and nothing else. */
void seal_mark(const struct seal_ring *, const char *kind, const char *text,
	       unsigned char mark[SEAL_MARK]);

/* What deriving a key from a passphrase costs, by choice of who set it. */
struct seal_recipe {
	unsigned char salt[SEAL_SALT];
	unsigned long long ops;
	size_t memory;				/* bytes */
};

/* A recipe with a salt of its own: about half a second, 64 MB; light: for a PIN,
 * which stays behind the other key. */
void seal_recipe(struct seal_recipe *, bool light);

/* Argon2id.  Slow: not for the loop.  False when memory is out. */
bool seal_derive(const struct seal_recipe *, const char *passphrase, unsigned char key[SEAL_KEY]);

/* The key that a word of much chance (a key file's) gives, at once. */
void seal_word(const char *word, unsigned char key[SEAL_KEY]);

#endif
