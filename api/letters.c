#include "api/letters.h"

#include <errno.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/clean.h"
#include "api/config.h"

#define PEM_MOST ((size_t)16 << 10)
#define LETTER_KEEP ((size_t)32 << 10)	/* characters that the exchange keeps */

bool letters_load(struct letters *letters, const char *public_file, const char *private_file,
		  struct err *err)
{
	char *public = file_read(public_file, PEM_MOST, NULL, err);
	size_t len = 0;
	char *private = public ? secret_file(private_file, PEM_MOST, "request4r_private_key", &len,
					     err) : NULL;

	*letters = (struct letters){ 0 };
	if (public && private) {
		letters->to = jwe_public(public, public_file, err);
		letters->ours = letters->to ? jwe_private(private, private_file, err) : NULL;
	}
	if (private)
		sodium_memzero(private, len);
	free(private);
	free(public);
	if (letters->ours)
		return true;
	letters_release(letters);
	return false;
}

void letters_release(struct letters *letters)
{
	jwe_free(letters->to);
	jwe_free(letters->ours);
	*letters = (struct letters){ 0 };
}

static bool make_pair(const char *folder, const char *whose, struct err *err)
{
	char *private_file = xasprintf("%s/%s.key", folder, whose);
	char *public_file = xasprintf("%s/%s.pub", folder, whose);
	char *private = NULL, *public = NULL;
	bool ok = !access(private_file, F_OK) && !access(public_file, F_OK);

	if (!ok && !jwe_make_pair(&private, &public))
		err_set(err, ERR_CONFIG, "%s", _("A key pair could not be made."));
	else if (!ok)
		ok = file_write(private_file, private, strlen(private), err) &&
		     file_write(public_file, public, strlen(public), err);
	secret_free(private);
	free(public);
	free(public_file);
	free(private_file);
	return ok;
}

bool letters_make(const char *folder, struct err *err)
{
	if (mkdir(folder, 0700) && errno != EEXIST)
		return err_set(err, ERR_CONFIG, _("The folder %s cannot be made: %s"), folder,
			       strerror(errno));
	return make_pair(folder, "service", err) && make_pair(folder, "partner", err);
}

/* Does the head say that the answer is a letter?  One header a line. */
static bool is_letter(const char *head)
{
	static const char name[] = "Content-Type:", type[] = "application/jose";

	while (head && *head) {
		const char *value = head + sizeof(name) - 1;

		if (!strncasecmp(head, name, sizeof(name) - 1))
			return !strncasecmp(value + strspn(value, " "), type, sizeof(type) - 1);
		head += strcspn(head, "\n");
		head += *head == '\n';
	}
	return false;
}

bool letters_take(struct str *answer, const char *head, const struct letters *letters,
		  struct exchange *x, struct err *err)
{
	size_t len;
	char *text;

	if (!letters || !answer->s || !is_letter(head))
		return true;
	x->letter_in = clean_text(answer->s, LETTER_KEEP);
	text = jwe_open(letters->ours, answer->s, answer->len, &len);
	if (!text) {
		err_set(err, ERR_PROTOCOL, "%s",
			_("The service's sealed answer cannot be opened with our key."));
		return err_next(err, "%s", _("Ask whether the service has the public half of "
					     "request4r_private_key."));
	}
	str_release(answer);
	str_addn(answer, text, len);
	sodium_memzero(text, len);
	free(text);
	return true;
}
