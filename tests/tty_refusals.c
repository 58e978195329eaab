/* A service whose certificate is not good, or that asks for one of ours: nothing
 * of the key or of a request reaches it, and the person reads why. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/lang.h"
#include "api/util.h"
#include "tests/faulty.h"
#include "tests/ran.h"

#define UNTRUSTED N_("The certificate of the service cannot be trusted, so nothing was sent to it.")
#define DATES N_("The certificate of the service is not valid today, so nothing was sent to it.")
#define NAME N_("The certificate of the service is for another name, so nothing was sent to it.")
#define LINE N_("No secure connection to the service could be made.")
#define ASKS N_("It may ask for a client certificate: set client_certificate and client_key, or " \
		"client_p12. If it does not, somebody may stand in between: tell your supervisor.")
#define BROKEN N_("The connection to the service broke before the answer was whole.")
#define OWN N_("Try again. If it stays like this, the service may ask for a client certificate.")

#define UNKNOWN N_("Do not create it again. “remitty asks reconcile” looks for it.")

static const struct refusal {
	struct kind kind;
	const char *why, *next;		/* next NULL: not looked at */
} refusals[] = {
	{ { .name = "self-signed", .tls = TLS_SELF }, UNTRUSTED, NULL },
	{ { .name = "unknown authority", .tls = TLS_STRANGER }, UNTRUSTED, NULL },
	{ { .name = "forged authority", .tls = TLS_FORGED }, LINE, ASKS },
	{ { .name = "expired", .tls = TLS_EXPIRED }, DATES, NULL },
	{ { .name = "not yet valid", .tls = TLS_NOT_YET }, DATES, NULL },
	{ { .name = "wrong name", .tls = TLS_OTHER_NAME }, NAME, NULL },
	{ { .name = "wrong address", .tls = TLS_OTHER_ADDRESS }, NAME, NULL },
	{ { .name = "wrong host", .tls = TLS_GOOD, .localhost = true }, NAME, NULL },
	{ { .name = "old version", .tls = TLS_OLD }, LINE, NULL },
	{ { .name = "no client certificate, TLS 1.2", .tls = TLS_ASKS_12 }, LINE, ASKS },
	{ { .name = "no client certificate, TLS 1.3", .tls = TLS_ASKS_13 }, BROKEN, OWN },
};

struct desk {
	const struct papers *papers;
	char *home;
	int calls, wrong;
	long bytes;
};

static void write_profile(const struct desk *d, const struct kind *kind, int port)
{
	char *ca = xasprintf("%s/ca.pem", d->home);
	char *conf = xasprintf("default_profile = \"far\"\nprofile \"far\" {\n"
			       "environment = \"test\"\nbase_url = \"https://%s:%d/v1\"\n"
			       "api_key_file = \"%s/key\"\nca_file = \"%s\"\n}\n",
			       kind->localhost ? "localhost" : "127.0.0.1", port, d->home, ca);

	papers_authority(d->papers, ca);
	ran_file(d->home, "key", "sk_test_never_to_be_sent\n");
	ran_file(d->home, "here.conf", conf);
	free(conf);
	free(ca);
}

/* The sentence without its full stop, after which the host is named. */
static bool says(const char *text, const char *sentence)
{
	const char *whole = _(sentence);
	char *begin = xstrndup(whole, strlen(whole) - 1);
	bool found = strstr(text, begin) != NULL;

	free(begin);
	return found;
}

static void judge(struct desk *d, const struct refusal *r, const struct ran *ran, bool read)
{
	/* TLS 1.3 refuses us only when the ask may be on its way already: by chance
	 * the line breaks before it or after, and then nobody knows. */
	bool unknown = !read && r->kind.tls == TLS_ASKS_13 && ran->code == 7;
	bool good = unknown ? says(ran->err, r->why) || strstr(ran->err, _(UNKNOWN)) :
		    ran->code == 4 && says(ran->err, r->why) &&
		    (!r->next || !read || says(ran->err, r->next));

	d->calls++;
	d->wrong += !good;
	if (!good)
		print_message("%s, %s: exit code %d, %s\n", r->kind.name, lang_get(), ran->code,
			      ran->err);
}

static void call_it(struct desk *d, const struct refusal *r, const char *lang)
{
	char *conf = xasprintf("%s/here.conf", d->home);
	const char *const read[] = { "--config", conf, "--lang", lang, "call", "listContacts", "-p",
				     "userToken=usr_1", NULL };
	const char *const ask[] = {
		"--config", conf, "--lang", lang, "call", "requestMoneyV2", "--yes", "-p",
		"userToken=usr_1", "-p", "requestTo=+19165550149", "-p", "recipientAmount=500",
		"-p", "recipientCurrency=MXN", "-p",
		"destinationPaymentMethodId=6af8e158-be29-422a-8d69-703d6c343c3c", NULL
	};
	struct faulty server;
	struct seen seen;
	struct ran ran;

	lang_set(lang);
	faulty_start(&server, &r->kind, d->papers);
	write_profile(d, &r->kind, server.port);
	ran = ran_remitty(d->home, NULL, read);
	judge(d, r, &ran, true);
	ran_release(&ran);
	ran = ran_remitty(d->home, NULL, ask);
	judge(d, r, &ran, false);
	ran_release(&ran);
	seen = faulty_stop(&server);
	d->bytes += seen.bytes;
	if (seen.bytes || seen.connections < 2) {
		print_message("%s: %ld bytes on %d connections\n", r->kind.name, seen.bytes,
			      seen.connections);
		d->wrong++;
	}
	free(conf);
}

static void nothing_is_sent_to_whom_is_not_trusted(void **state)
{
	static const char *const langs[] = { "en", "es" };
	struct papers *papers = papers_new();
	struct desk d = { .papers = papers };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(refusals); i++) {
		for (size_t l = 0; l < ARRAY_LEN(langs); l++) {
			d.home = ran_home();
			call_it(&d, &refusals[i], langs[l]);
			ran_remove(d.home);
		}
	}
	papers_free(papers);
	print_message("# figure: services not to be trusted | %zu kinds, %d calls in two "
		      "languages: %ld bytes of key or body sent, %d without a clear sentence\n",
		      ARRAY_LEN(refusals), d.calls, d.bytes, d.wrong);
	assert_int_equal(d.bytes, 0);
	assert_int_equal(d.wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_sent_to_whom_is_not_trusted),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
