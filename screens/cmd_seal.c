/* remitty seal: what the records of customers are opened with. */

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/lang.h"
#include "api/pin.h"
#include "screens/cmd.h"
#include "screens/unseal.h"

static int status(const struct args *args, struct session *s)
{
	static const char *const words[] = {
		[SEAL_NONE] = N_("nothing is kept yet"), [SEAL_FILE] = N_("a key file"),
		[SEAL_PASSPHRASE] = N_("a passphrase"),
	};
	static const char *const names[] = { "none", "keyfile", "passphrase" };
	enum seal_kind kind = store_seal_kind(s->store);
	struct pin pin;
	char *path = unseal_key_path(&s->config);

	pin_load(s->store, &pin);
	if (args->options.json) {
		cmd_print(json_pack("{s:s, s:b, s:s*}", "seal", names[kind], "locked",
				    store_is_locked(s->store), "keyFile",
				    kind == SEAL_FILE && !s->config.seal_key_file &&
				    !s->config.seal_key_command ? path : NULL));
	} else {
		printf("%s: %s\n", _("Customers’ data is opened by"), _(words[kind]));
		if (kind == SEAL_FILE && !s->config.seal_key_file && !s->config.seal_key_command)
			printf("%s: %s\n", _("Key file"), path);
		if (!store_is_locked(s->store))
			printf("%s: %s\n", _("PIN of the locked screen"),
			       pin.set ? _("set") : _("none"));
		if (store_is_locked(s->store) && *s->locked.text)
			printf("%s %s\n", s->locked.text, s->locked.next);
	}
	free(path);
	return CODE_FINE;
}

static bool passphrase(struct session *s, struct err *err)
{
	unsigned char key[SEAL_KEY];
	struct seal_recipe recipe;
	bool ok;

	if (!session_unlock(s, err) || !unseal_new(&recipe, key, err))
		return false;
	ok = store_reseal(s->store, &recipe, key, err);
	sodium_memzero(key, sizeof(key));
	if (ok)
		unseal_drop_file(&s->config);
	return ok;
}

static bool keyfile(struct session *s, struct err *err)
{
	return session_unlock(s, err) && unseal_by_file(s->store, &s->config, err);
}

static bool anew(struct session *s, struct err *err)
{
	if (!s->options.yes && !unseal_sure(err))
		return false;
	return store_seal_anew(s->store, err) && unseal(s->store, &s->config, err);
}

static bool forget_pin(struct session *s, struct err *err)
{
	return session_unlock(s, err) && pin_remove(s->store, err);
}

static const struct what {
	const char *name;
	bool (*run)(struct session *, struct err *);
	const char *done;
} whats[] = {
	{ "status", NULL, NULL },
	{ "passphrase", passphrase, N_("From now on the passphrase opens the records.") },
	{ "keyfile", keyfile, N_("From now on the key file opens the records.") },
	{ "anew", anew, N_("What was sealed is gone; asks stay followed.") },
	{ "forget-pin", forget_pin, N_("There is no PIN any longer.") },
};

static const struct what *find(const char *word, struct err *err)
{
	const char *names[ARRAY_LEN(whats) + 1] = { NULL }, *near;

	for (size_t i = 0; i < ARRAY_LEN(whats); i++) {
		names[i] = whats[i].name;
		if (str_eq(word, names[i]))
			return &whats[i];
	}
	near = nearest_word(word, names);
	err_set(err, ERR_INPUT, _("“%.40s” is not something to do with the seal."), word);
	err_next(err, _("Did you mean “remitty seal %s”?"), near ? near : "status");
	return NULL;
}

static int run(const struct args *args, struct session *s, const struct what *what)
{
	struct err err = { 0 };

	lang_set(s->config.lang);
	if (!what->run)
		return status(args, s);
	if (s->config.read_only) {
		err_set(&err, ERR_INPUT, _("Only reading is allowed here."));
		err_next(&err, _("Leave --read-only (or read_only in the configuration) away."));
		return cmd_fail(args, &err);
	}
	if (!what->run(s, &err))
		return cmd_fail(args, &err);
	if (args->options.json)
		return status(args, s);
	if (!args->options.quiet)
		fprintf(stderr, "%s\n", _(what->done));
	return CODE_FINE;
}

int cmd_seal(const struct args *args)
{
	struct err err = { 0 };
	const struct what *what = find(args->n_words ? args->words[0] : "status", &err);
	struct session session;
	int code;

	if (!what || !session_open(&session, &args->options, &err))
		return cmd_fail(args, &err);
	code = run(args, &session, what);
	session_close(&session);
	return code;
}
