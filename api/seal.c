/*
 * XChaCha20-Poly1305 with a random nonce for cells, X25519 boxes for what is
 * written before anybody unlocked, BLAKE2b for marks and derived keys, Argon2id
 * for passphrases; all libsodium's.  The place of a cell is its associated data,
 * so that one moved elsewhere does not open there.
 */

#include "api/seal.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "api/util.h"

enum { KIND_KEYED = 1, KIND_POSTED = 2, PLACE_HASH = 32 };
enum { KEY_CELLS = 1, KEY_MARKS, KEY_WRAPS, KEY_BOX };

static const char context[] = "remitty1";

#define NONCE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES

_Static_assert(SEAL_MORE == 1 + NONCE + crypto_aead_xchacha20poly1305_ietf_ABYTES, "keyed");
_Static_assert(SEAL_BOX_MORE == 1 + crypto_box_SEALBYTES + PLACE_HASH, "posted");
_Static_assert(SEAL_SALT == crypto_pwhash_SALTBYTES, "salt");
_Static_assert(SEAL_KEY == crypto_kdf_KEYBYTES && SEAL_KEY == crypto_box_SEEDBYTES, "keys");

struct seal_ring *seal_ring_new(const unsigned char master[SEAL_KEY])
{
	unsigned char seed[SEAL_KEY];
	struct seal_ring *ring;

	if (sodium_init() < 0)
		die("%s", _("the library for sealing does not work on this computer"));
	ring = sodium_malloc(sizeof(*ring));
	if (!ring)
		die("out of memory");
	memcpy(ring->master, master, SEAL_KEY);
	crypto_kdf_derive_from_key(ring->cells, SEAL_KEY, KEY_CELLS, context, master);
	crypto_kdf_derive_from_key(ring->marks, SEAL_KEY, KEY_MARKS, context, master);
	crypto_kdf_derive_from_key(ring->wraps, SEAL_KEY, KEY_WRAPS, context, master);
	crypto_kdf_derive_from_key(seed, SEAL_KEY, KEY_BOX, context, master);
	crypto_box_seed_keypair(ring->post, ring->box, seed);
	sodium_memzero(seed, sizeof(seed));
	return ring;
}

void seal_ring_free(struct seal_ring *ring)
{
	sodium_free(ring);
}

void seal_close(const unsigned char key[SEAL_KEY], const char *place, const void *text, size_t len,
		unsigned char *out)
{
	unsigned char *nonce = out + 1;

	*out = KIND_KEYED;
	randombytes_buf(nonce, NONCE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + NONCE, NULL, text, len,
						   (const unsigned char *)place, strlen(place),
						   NULL, nonce, key);
}

bool seal_open(const unsigned char key[SEAL_KEY], const char *place, const unsigned char *sealed,
	       size_t len, void *out)
{
	const unsigned char *nonce = sealed + 1;

	return len >= SEAL_MORE && *sealed == KIND_KEYED &&
	       !crypto_aead_xchacha20poly1305_ietf_decrypt(
		       out, NULL, NULL, nonce + NONCE, len - 1 - NONCE,
		       (const unsigned char *)place, strlen(place), nonce, key);
}

/* A box has no associated data: what it holds begins with its place's hash. */
static void hash_place(const char *place, unsigned char hash[PLACE_HASH])
{
	crypto_generichash(hash, PLACE_HASH, (const unsigned char *)place, strlen(place), NULL, 0);
}

void seal_post(const unsigned char post[SEAL_KEY], const char *place, const void *text, size_t len,
	       unsigned char *out)
{
	unsigned char *inner = xmalloc(PLACE_HASH + len);

	hash_place(place, inner);
	memcpy(inner + PLACE_HASH, text, len);
	*out = KIND_POSTED;
	crypto_box_seal(out + 1, inner, PLACE_HASH + len, post);
	sodium_memzero(inner, PLACE_HASH + len);
	free(inner);
}

bool seal_unpost(const struct seal_ring *ring, const char *place, const unsigned char *sealed,
		 size_t len, void *out)
{
	unsigned char *inner, hash[PLACE_HASH];
	bool ok;

	if (!seal_is_posted(sealed, len))
		return false;
	inner = xmalloc(PLACE_HASH + len);
	hash_place(place, hash);
	ok = !crypto_box_seal_open(inner, sealed + 1, len - 1, ring->post, ring->box) &&
	     !sodium_memcmp(inner, hash, PLACE_HASH);
	if (ok)
		memcpy(out, inner + PLACE_HASH, len - SEAL_BOX_MORE);
	sodium_memzero(inner, PLACE_HASH + len);
	free(inner);
	return ok;
}

bool seal_is_posted(const unsigned char *sealed, size_t len)
{
	return len >= SEAL_BOX_MORE && *sealed == KIND_POSTED;
}

void seal_mark(const struct seal_ring *ring, const char *kind, const char *text,
	       unsigned char mark[SEAL_MARK])
{
	unsigned char hash[crypto_generichash_BYTES_MIN];
	crypto_generichash_state state;

	crypto_generichash_init(&state, ring->marks, SEAL_KEY, sizeof(hash));
	crypto_generichash_update(&state, (const unsigned char *)kind, strlen(kind) + 1);
	crypto_generichash_update(&state, (const unsigned char *)text, strlen(text));
	crypto_generichash_final(&state, hash, sizeof(hash));
	memcpy(mark, hash, SEAL_MARK);
	sodium_memzero(&state, sizeof(state));
}

void seal_recipe(struct seal_recipe *recipe, bool light)
{
	*recipe = (struct seal_recipe){
		.ops = light ? crypto_pwhash_OPSLIMIT_INTERACTIVE : 6,
		.memory = light ? 32U << 20 : crypto_pwhash_MEMLIMIT_INTERACTIVE,
	};
	randombytes_buf(recipe->salt, sizeof(recipe->salt));
}

bool seal_derive(const struct seal_recipe *recipe, const char *passphrase,
		 unsigned char key[SEAL_KEY])
{
	return sodium_init() >= 0 &&
	       !crypto_pwhash(key, SEAL_KEY, passphrase, strlen(passphrase), recipe->salt,
			      recipe->ops, recipe->memory, crypto_pwhash_ALG_ARGON2ID13);
}

void seal_word(const char *word, unsigned char key[SEAL_KEY])
{
	crypto_generichash(key, SEAL_KEY, (const unsigned char *)word, strlen(word),
			   (const unsigned char *)context, sizeof(context) - 1);
}
