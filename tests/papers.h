#ifndef TESTS_PAPERS_H
#define TESTS_PAPERS_H

/* Certificates for servers of tests on loopback, made when they are needed. */

#include <openssl/ssl.h>

enum paper {
	PAPER_GOOD,		/* for 127.0.0.1, by the authority in papers_authority() */
	PAPER_SELF,		/* by itself */
	PAPER_STRANGER,		/* by an authority nobody knows */
	PAPER_FORGED,		/* by one that takes the name of the good one */
	PAPER_EXPIRED, PAPER_NOT_YET,
	PAPER_OTHER_NAME,	/* for a host of another name */
	PAPER_OTHER_ADDRESS,	/* for another address */
	PAPERS
};

struct papers;

struct papers *papers_new(void);
void papers_free(struct papers *);

/* The authority's certificate as a PEM file: what a client names as ca_file. */
void papers_authority(const struct papers *, const char *path);

/* What a server needs to show this one; the caller frees. */
SSL_CTX *papers_show(const struct papers *, enum paper);

#endif
