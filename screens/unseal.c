#include "screens/unseal.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { TYPED_MOST = 512, CTRL_C = 3, PASSPHRASE_LEAST = 8 };

char *unseal_key_path(const struct config *config)
{
	char *path = xasprintf("%s/remitty.db", config->state_dir), *key = store_key_path(path);

	free(path);
	return key;
}

static bool unlock_with(struct store *store, const char *word, struct err *err)
{
	enum seal_kind kind = store_seal_kind(store);
	unsigned char key[SEAL_KEY];
	struct seal_recipe recipe;
	bool ok = true;

	if (kind != SEAL_PASSPHRASE)
		seal_word(word, key);
	else if (!store_recipe(store, &recipe) || !seal_derive(&recipe, word, key))
		ok = err_set(err, ERR_STORE, _("This computer has not the memory for it just now. "
					       "Try again."));
	ok = ok && store_unlock(store, kind == SEAL_PASSPHRASE ? kind : SEAL_FILE, key, err);
	sodium_memzero(key, sizeof(key));
	return ok;
}

bool unseal(struct store *store, const struct config *config, struct err *err)
{
	char *word = config_seal_word(config, err), *path;
	bool ok;

	if (!word && err->kind == ERR_NONE && store_seal_kind(store) != SEAL_PASSPHRASE) {
		path = unseal_key_path(config);
		word = store_key_word(store, path, err);
		free(path);
	} else if (!word && err->kind == ERR_NONE) {
		store_locked(err);
	}
	ok = word && unlock_with(store, word, err);
	secret_free(word);
	return ok;
}

static void put(int fd, const char *text)
{
	ssize_t rc = write(fd, text, strlen(text));

	(void)rc;
}

/* One line, which the terminal does not show.  New; NULL: nothing was typed. */
static char *read_unseen(int fd, const char *prompt)
{
	char line[TYPED_MOST], *typed = NULL;
	struct termios as_it_was, quiet;
	ssize_t n;

	if (tcgetattr(fd, &as_it_was))
		return NULL;
	quiet = as_it_was;
	quiet.c_lflag &= ~(tcflag_t)(ECHO | ISIG);	/* a signal would leave it like this */
	quiet.c_cc[VEOL] = CTRL_C;
	tcsetattr(fd, TCSAFLUSH, &quiet);
	put(fd, prompt);
	n = read(fd, line, sizeof(line));
	tcsetattr(fd, TCSAFLUSH, &as_it_was);
	put(fd, "\n");
	if (n > 0 && line[n - 1] == CTRL_C)
		n = 0;
	while (n > 0 && strchr("\r\n", line[n - 1]))
		n--;
	if (n > 0)
		typed = xstrndup(line, (size_t)n);
	sodium_memzero(line, sizeof(line));
	return typed;
}

static int open_terminal(void)
{
	return isatty(STDIN_FILENO) ? open("/dev/tty", O_RDWR | O_CLOEXEC) : -1;
}

bool unseal_typed(struct store *store, struct err *err)
{
	int fd = open_terminal();
	char *typed = fd >= 0 ? read_unseen(fd, _("Passphrase of the records: ")) : NULL;
	bool ok;

	*err = (struct err){ 0 };
	if (fd >= 0)
		close(fd);
	if (!typed)
		return false;
	ok = unlock_with(store, typed, err);
	secret_free(typed);
	return ok;
}

bool unseal_passphrase_fits(const char *typed, struct err *err)
{
	if (strlen(typed) >= PASSPHRASE_LEAST)
		return true;
	return err_set(err, ERR_INPUT, _("A passphrase has at least %d characters; a few words "
					 "that only you would choose are good."), PASSPHRASE_LEAST);
}

bool unseal_new(struct seal_recipe *recipe, unsigned char key[SEAL_KEY], struct err *err)
{
	int fd = open_terminal();
	char *one, *two;
	bool ok;

	if (fd < 0) {
		err_set(err, ERR_INPUT, _("A new passphrase is typed on a terminal."));
		return err_next(err, _("Scripts use a key file: “remitty seal keyfile”."));
	}
	one = read_unseen(fd, _("New passphrase: "));
	ok = unseal_passphrase_fits(one ? one : "", err);
	two = ok ? read_unseen(fd, _("Once more: ")) : NULL;
	close(fd);
	if (ok && !str_eq(one, two))
		ok = err_set(err, ERR_INPUT, _("The two are not the same. Type both again."));
	seal_recipe(recipe, false);
	if (ok && !seal_derive(recipe, one, key))
		ok = err_set(err, ERR_STORE, _("This computer has not the memory for it just now. "
					       "Try again."));
	secret_free(one);
	secret_free(two);
	return ok;
}

bool unseal_by_file(struct store *store, const struct config *config, struct err *err)
{
	char *word = config_seal_word(config, err), *path = unseal_key_path(config);
	unsigned char key[SEAL_KEY];
	bool ok;

	if (!word && err->kind == ERR_NONE &&
	    (access(path, F_OK) == 0 || store_key_make(path, err)))
		word = secret_word(path, "seal_key_file", err);
	if (word)
		seal_word(word, key);
	ok = word && store_reseal(store, NULL, key, err);
	sodium_memzero(key, sizeof(key));
	secret_free(word);
	free(path);
	return ok;
}

void unseal_drop_file(const struct config *config)
{
	char *path = unseal_key_path(config), nothing[2 * SEAL_KEY + 1] = "";
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	ssize_t rc;

	if (fd >= 0) {
		rc = write(fd, nothing, sizeof(nothing));
		(void)rc;
		fsync(fd);
		close(fd);
		unlink(path);
	}
	free(path);
}

bool unseal_sure(struct err *err)
{
	char line[16] = "";

	if (!isatty(STDIN_FILENO)) {
		err_set(err, ERR_INPUT, _("This gives up what the records hold of customers, so it "
					  "has to be confirmed."));
		return err_next(err, _("Add --yes when you are sure."));
	}
	fprintf(stderr, "%s\n%s ", _("Gone for good are: customers, journeys begun, the history of "
				     "calls and events, and the names and links of asks. The asks "
				     "themselves stay and are followed."),
		_("Type yes to go on:"));
	if (fgets(line, sizeof(line), stdin) &&
	    (has_prefix(line, "yes\n") || has_prefix(line, _("yes\n"))))
		return true;
	return err_set(err, ERR_INPUT, _("Nothing was changed."));
}
