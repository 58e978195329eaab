/* libjose would write and read the letters, but its release in Debian 12 does
 * not know RSA-OAEP-256 beside OpenSSL 3; so OpenSSL does the two ciphers and
 * the five parts are joined here (RFC 7516, 7.1). */

#include "api/jwe.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define BITS_LEAST 2048
#define LETTER_CAP ((size_t)6 << 20)
#define HEAD "{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A256GCM\"}"

enum { HEADER, SECRET, IV, TEXT, TAG, PARTS };
enum { KEY_LEN = 32, IV_LEN = 12, TAG_LEN = 16, SECRET_MOST = 1024 };

struct jwe_key {
	EVP_PKEY *pkey;
};

typedef EVP_PKEY *read_fn(BIO *bio, EVP_PKEY **key, pem_password_cb *ask, void *ctx);

/* A key behind a passphrase is not read: nobody is there to be asked. */
static int no_passphrase(char *room, int size, int writing, void *ctx)
{
	(void)room, (void)size, (void)writing, (void)ctx;
	return 0;
}

static struct jwe_key *from_pem(const char *pem, read_fn *read, const char *from, struct err *err)
{
	BIO *bio = BIO_new_mem_buf(pem, -1);
	EVP_PKEY *pkey = bio ? read(bio, NULL, no_passphrase, NULL) : NULL;
	struct jwe_key *key;

	BIO_free(bio);
	if (!pkey || EVP_PKEY_get_base_id(pkey) != EVP_PKEY_RSA ||
	    EVP_PKEY_get_bits(pkey) < BITS_LEAST || EVP_PKEY_get_size(pkey) > SECRET_MOST) {
		EVP_PKEY_free(pkey);
		err_set(err, ERR_CONFIG, _("%.120s holds no RSA key of %d bits or more as PEM."),
			from, BITS_LEAST);
		err_next(err, _("Correct request4r_public_key and request4r_private_key."));
		return NULL;
	}
	key = xcalloc(1, sizeof(*key));
	key->pkey = pkey;
	return key;
}

struct jwe_key *jwe_public(const char *pem, const char *from, struct err *err)
{
	return from_pem(pem, PEM_read_bio_PUBKEY, from, err);
}

struct jwe_key *jwe_private(const char *pem, const char *from, struct err *err)
{
	return from_pem(pem, PEM_read_bio_PrivateKey, from, err);
}

void jwe_free(struct jwe_key *key)
{
	if (key)
		EVP_PKEY_free(key->pkey);
	free(key);
}

/* The content key under the recipient's key, or back.  *n is the room of out
 * before and what is in it after. */
static bool wrap(const struct jwe_key *key, bool open, const unsigned char *in, size_t in_len,
		 unsigned char *out, size_t *n)
{
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new(key->pkey, NULL);
	bool ok = ctx && (open ? EVP_PKEY_decrypt_init(ctx) : EVP_PKEY_encrypt_init(ctx)) == 1 &&
		  EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_OAEP_PADDING) == 1 &&
		  EVP_PKEY_CTX_set_rsa_oaep_md(ctx, EVP_sha256()) == 1 &&
		  EVP_PKEY_CTX_set_rsa_mgf1_md(ctx, EVP_sha256()) == 1 &&
		  (open ? EVP_PKEY_decrypt(ctx, out, n, in, in_len)
			: EVP_PKEY_encrypt(ctx, out, n, in, in_len)) == 1;

	EVP_PKEY_CTX_free(ctx);
	return ok;
}

/* Everything the content's cipher works on; in and out have the same length. */
struct content {
	unsigned char key[KEY_LEN], iv[IV_LEN], tag[TAG_LEN];
	const char *head;		/* base64url, authenticated with the text */
	const unsigned char *in;
	unsigned char *out;
	size_t len;
};

static bool run_cipher(struct content *c, bool open)
{
	EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
	const EVP_CIPHER *gcm = EVP_aes_256_gcm();
	int n;
	bool ok = ctx && EVP_CipherInit_ex2(ctx, gcm, c->key, c->iv, !open, NULL) == 1 &&
		  EVP_CipherUpdate(ctx, NULL, &n, (const unsigned char *)c->head,
				   (int)strlen(c->head)) == 1 &&
		  (!c->len || EVP_CipherUpdate(ctx, c->out, &n, c->in, (int)c->len) == 1);

	if (ok && open)
		ok = EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_GCM_SET_TAG, TAG_LEN, c->tag) == 1;
	ok = ok && EVP_CipherFinal_ex(ctx, c->out + c->len, &n) == 1;
	if (ok && !open)
		ok = EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_GCM_GET_TAG, TAG_LEN, c->tag) == 1;
	EVP_CIPHER_CTX_free(ctx);
	return ok;
}

static char *to_base64(const void *bytes, size_t len)
{
	const int how = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
	size_t room = sodium_base64_encoded_len(len, how);

	return sodium_bin2base64(xcalloc(room, 1), room, bytes, len, how);
}

char *jwe_seal_as(const struct jwe_key *to, const char *head, const char *text, size_t len)
{
	struct content c = { .head = to_base64(head, strlen(head)), .len = len,
			     .in = (const unsigned char *)text, .out = xcalloc(len + TAG_LEN, 1) };
	unsigned char secret[SECRET_MOST];
	size_t secret_len = sizeof(secret);
	char *joined[PARTS] = { 0 }, *letter = NULL;

	randombytes_buf(c.key, sizeof(c.key));
	randombytes_buf(c.iv, sizeof(c.iv));
	if (len < LETTER_CAP && run_cipher(&c, false) &&
	    wrap(to, false, c.key, sizeof(c.key), secret, &secret_len)) {
		joined[SECRET] = to_base64(secret, secret_len);
		joined[IV] = to_base64(c.iv, sizeof(c.iv));
		joined[TEXT] = to_base64(c.out, c.len);
		joined[TAG] = to_base64(c.tag, sizeof(c.tag));
		letter = xasprintf("%s.%s.%s.%s.%s", c.head, joined[SECRET], joined[IV],
				   joined[TEXT], joined[TAG]);
	}
	for (int i = 0; i < PARTS; i++)
		free(joined[i]);
	sodium_memzero(c.key, sizeof(c.key));
	free((char *)c.head);
	free(c.out);
	return letter;
}

char *jwe_seal(const struct jwe_key *to, const char *text, size_t len)
{
	return jwe_seal_as(to, HEAD, text, len);
}

/* A letter's parts, as text between its dots. */
struct parts {
	const char *at[PARTS];
	size_t len[PARTS];
};

static bool take_apart(const char *letter, size_t len, struct parts *p)
{
	const char *end = letter + len;

	for (int i = 0; i < PARTS; i++) {
		const char *dot = memchr(letter, '.', (size_t)(end - letter));
		const char *stop = dot ? dot : end;

		if ((i + 1 == PARTS) == (dot != NULL))
			return false;
		p->at[i] = letter;
		p->len[i] = (size_t)(stop - letter);
		letter = stop + 1;
	}
	return true;
}

/* The bytes of a part; false when it is not base64url or there are more than room. */
static bool bytes_of(const struct parts *p, int part, void *room, size_t size, size_t *len)
{
	return !sodium_base642bin(room, size, p->at[part], p->len[part], NULL, len, NULL,
				  sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

/* Nothing but the channel's own ways: a letter does not choose how it is read. */
static bool is_our_way(const struct parts *p)
{
	char text[512];
	size_t len;
	json_t *head = NULL;
	bool ours;

	if (bytes_of(p, HEADER, text, sizeof(text), &len))
		head = json_loadb(text, len, JSON_REJECT_DUPLICATES, NULL);
	ours = str_eq(json_string_value(json_object_get(head, "alg")), "RSA-OAEP-256") &&
	       str_eq(json_string_value(json_object_get(head, "enc")), "A256GCM") &&
	       !json_object_get(head, "zip") && !json_object_get(head, "crit");
	json_decref(head);
	return ours;
}

static bool open_key(const struct jwe_key *ours, const struct parts *p, struct content *c)
{
	unsigned char secret[SECRET_MOST], key[SECRET_MOST];
	size_t secret_len, key_len = sizeof(key), iv_len, tag_len;
	bool ok = bytes_of(p, SECRET, secret, sizeof(secret), &secret_len) &&
		  bytes_of(p, IV, c->iv, sizeof(c->iv), &iv_len) && iv_len == IV_LEN &&
		  bytes_of(p, TAG, c->tag, sizeof(c->tag), &tag_len) && tag_len == TAG_LEN &&
		  wrap(ours, true, secret, secret_len, key, &key_len) && key_len == KEY_LEN;

	if (ok)
		memcpy(c->key, key, KEY_LEN);
	sodium_memzero(key, sizeof(key));
	return ok;
}

static char *read_text(const struct jwe_key *ours, const struct parts *p, size_t *len)
{
	unsigned char *sealed = xcalloc(p->len[TEXT] + 1, 1);
	struct content c = { .in = sealed, .head = xstrndup(p->at[HEADER], p->len[HEADER]),
			     .out = xcalloc(p->len[TEXT] + TAG_LEN, 1) };
	bool ok = bytes_of(p, TEXT, sealed, p->len[TEXT] + 1, &c.len) && open_key(ours, p, &c) &&
		  run_cipher(&c, true);

	sodium_memzero(c.key, sizeof(c.key));
	free((char *)c.head);
	free(sealed);
	if (!ok) {
		free(c.out);
		return NULL;
	}
	c.out[c.len] = '\0';
	*len = c.len;
	return (char *)c.out;
}

char *jwe_open(const struct jwe_key *ours, const char *letter, size_t letter_len, size_t *len)
{
	struct parts p;

	while (letter_len && strchr(" \r\n", letter[letter_len - 1]))
		letter_len--;
	if (!letter_len || letter_len > LETTER_CAP || !take_apart(letter, letter_len, &p) ||
	    !is_our_way(&p))
		return NULL;
	return read_text(ours, &p, len);
}

/* The text that a memory BIO holds; frees it. */
static char *text_of(BIO *bio)
{
	char *bytes;
	long n = bio ? BIO_get_mem_data(bio, &bytes) : 0;
	char *text = n > 0 ? xstrndup(bytes, (size_t)n) : NULL;

	BIO_free(bio);
	return text;
}

bool jwe_make_pair(char **private_pem, char **public_pem)
{
	EVP_PKEY *key = EVP_RSA_gen((unsigned)BITS_LEAST);
	BIO *private = BIO_new(BIO_s_secmem()), *public = BIO_new(BIO_s_mem());
	bool ok = key && private && public &&
		  PEM_write_bio_PKCS8PrivateKey(private, key, NULL, NULL, 0, NULL, NULL) == 1 &&
		  PEM_write_bio_PUBKEY(public, key) == 1;

	*private_pem = text_of(private);
	*public_pem = text_of(public);
	EVP_PKEY_free(key);
	return ok;
}

char *jwe_base_url(const char *base_url)
{
	static const char way[] = "/partners/request4r";
	size_t n = strlen(base_url), w = sizeof(way) - 1;

	while (n && base_url[n - 1] == '/')
		n--;
	if (n > w && !strncmp(base_url + n - w, way, w))
		return xstrndup(base_url, n);
	return xasprintf("%.*s%s", (int)n, base_url, way);
}
