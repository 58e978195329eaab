#ifndef API_JWE_H
#define API_JWE_H

/* Sealed letters of the Request4R channel: compact JWE with RSA-OAEP-256 and
 * A256GCM (raas 9 [G]). */

#include <jansson.h>

#include "api/util.h"

struct jwe_key;

/* A key from its PEM text: public (SPKI) or private (PKCS#8), RSA of 2048 bits
 * or more.  NULL with *err (ERR_CONFIG), which names it as `from`. */
struct jwe_key *jwe_public(const char *pem, const char *from, struct err *);
struct jwe_key *jwe_private(const char *pem, const char *from, struct err *);
void jwe_free(struct jwe_key *);

/* A letter to the owner of this public key; the caller frees.  NULL when it is
 * too long (6 MiB) or the library refuses. */
char *jwe_seal(const struct jwe_key *to, const char *text, size_t len);

/* The same under a head (JSON) that says something else: for whoever tests a
 * reader. */
char *jwe_seal_as(const struct jwe_key *to, const char *head, const char *text, size_t len);

/* What a letter to us says, with a NUL behind its *len bytes; the caller wipes
 * and frees it.  NULL when it is no letter, is not for us, was changed, or is
 * made otherwise than the channel allows. */
char *jwe_open(const struct jwe_key *ours, const char *letter, size_t letter_len, size_t *len);

/* A new pair of 2048 bits as PEM texts; the caller wipes and frees them. */
bool jwe_make_pair(char **private_pem, char **public_pem);

/* The base URL of the channel, which stands in place of the usual one; the
 * caller frees. */
char *jwe_base_url(const char *base_url);

#endif
