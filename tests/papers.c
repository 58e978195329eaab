#include "tests/papers.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>

#include "api/util.h"

#define DAY 86400L

struct papers {
	EVP_PKEY *key;			/* of all servers and of the authority */
	EVP_PKEY *stranger;
	X509 *authority;
	X509 *server[PAPERS];
};

struct wish {
	const char *name, *place;	/* subject, and where it is valid (NULL: an authority's) */
	long from, until;		/* days from now */
};

static const struct wish wishes[PAPERS] = {
	[PAPER_GOOD] = { "service", "IP:127.0.0.1", -1, 2 },
	[PAPER_SELF] = { "service", "IP:127.0.0.1", -1, 2 },
	[PAPER_STRANGER] = { "service", "IP:127.0.0.1", -1, 2 },
	[PAPER_FORGED] = { "service", "IP:127.0.0.1", -1, 2 },
	[PAPER_EXPIRED] = { "service", "IP:127.0.0.1", -9, -2 },
	[PAPER_NOT_YET] = { "service", "IP:127.0.0.1", 2, 9 },
	[PAPER_OTHER_NAME] = { "127.0.0.1", "DNS:other.example", -1, 2 },
	[PAPER_OTHER_ADDRESS] = { "127.0.0.1", "IP:127.0.0.2", -1, 2 },
};

static void must(bool good, const char *what)
{
	if (!good)
		die("certificates of a test: %s", what);
}

static void extend(X509 *cert, int nid, const char *value)
{
	X509_EXTENSION *ext = X509V3_EXT_conf_nid(NULL, NULL, nid, value);

	must(ext && X509_add_ext(cert, ext, -1), value);
	X509_EXTENSION_free(ext);
}

/* issuer NULL: itself. */
static X509 *write_paper(const struct wish *w, EVP_PKEY *of, X509 *issuer, EVP_PKEY *by)
{
	static long serial;
	X509 *cert = X509_new();
	X509_NAME *name = cert ? X509_get_subject_name(cert) : NULL;

	must(name != NULL, "memory");
	X509_set_version(cert, X509_VERSION_3);
	ASN1_INTEGER_set(X509_get_serialNumber(cert), ++serial);
	X509_gmtime_adj(X509_getm_notBefore(cert), w->from * DAY);
	X509_gmtime_adj(X509_getm_notAfter(cert), w->until * DAY);
	X509_set_pubkey(cert, of);
	X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *)w->name, -1,
				   -1, 0);
	X509_set_issuer_name(cert, issuer ? X509_get_subject_name(issuer) : name);
	extend(cert, NID_basic_constraints, w->place ? "CA:FALSE" : "critical,CA:TRUE");
	if (w->place)
		extend(cert, NID_subject_alt_name, w->place);
	must(X509_sign(cert, by, EVP_sha256()) > 0, "signing");
	return cert;
}

/* By an authority of this name that has another key than ours. */
static X509 *write_alien(const struct papers *p, const char *name, enum paper which)
{
	X509 *alien = write_paper(&(struct wish){ name, NULL, -30, 30 }, p->stranger, NULL,
				  p->stranger);
	X509 *cert = write_paper(&wishes[which], p->key, alien, p->stranger);

	X509_free(alien);
	return cert;
}

struct papers *papers_new(void)
{
	static const struct wish authority = { "authority", NULL, -30, 30 };
	struct papers *p = xcalloc(1, sizeof(*p));

	p->key = EVP_EC_gen("P-256");
	p->stranger = EVP_EC_gen("P-256");
	must(p->key && p->stranger, "keys");
	p->authority = write_paper(&authority, p->key, NULL, p->key);
	for (int i = 0; i < PAPERS; i++) {
		if (i == PAPER_SELF)
			p->server[i] = write_paper(&wishes[i], p->key, NULL, p->key);
		else if (i == PAPER_STRANGER)
			p->server[i] = write_alien(p, "stranger", i);
		else if (i == PAPER_FORGED)
			p->server[i] = write_alien(p, "authority", i);
		else
			p->server[i] = write_paper(&wishes[i], p->key, p->authority, p->key);
	}
	return p;
}

void papers_free(struct papers *p)
{
	for (int i = 0; i < PAPERS; i++)
		X509_free(p->server[i]);
	X509_free(p->authority);
	EVP_PKEY_free(p->key);
	EVP_PKEY_free(p->stranger);
	free(p);
}

void papers_authority(const struct papers *p, const char *path)
{
	FILE *file = fopen(path, "w");

	must(file && PEM_write_X509(file, p->authority) && !fclose(file), path);
}

SSL_CTX *papers_show(const struct papers *p, enum paper which)
{
	SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());

	must(ctx && SSL_CTX_use_certificate(ctx, p->server[which]) == 1 &&
	     SSL_CTX_use_PrivateKey(ctx, p->key) == 1, "server");
	return ctx;
}
