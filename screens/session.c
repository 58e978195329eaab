#include "screens/session.h"

#include <stdlib.h>
#include <string.h>

#include "screens/unseal.h"

#define KEEP 2000		/* exchanges: as many as a run of the whole matrix makes */

static void set_text(char **member, char *taken)
{
	free(*member);
	*member = taken;
}

/* Where the keys of the built-in sandbox's sealed channel are. */
static char *letters_folder(const struct config *config)
{
	return xasprintf("%s/request4r", config->state_dir);
}

static int open_world(struct session *s, const struct sandbox_conf *conf, struct err *err)
{
	s->sandbox = sandbox_new(conf, err);
	if (!s->sandbox)
		return 0;
	sandbox_attach(s->sandbox, s->loop);
	return sandbox_port(s->sandbox);
}

/* A world that nobody else sees, and that is the same every time. */
static int sandbox_apart(struct session *s, struct err *err)
{
	char *letters = letters_folder(&s->config);
	const struct sandbox_conf conf = {
		.seed = 1, .clock = s->config.sandbox_clock, .registration_polls = 1,
		.omnumi_version = s->config.omnumi_version,
		.faults = s->options.faults,
		.letters = s->config.request4r && config_state_dir(&s->config, NULL) ? letters :
			   NULL,
	};
	int port = open_world(s, &conf, err);

	free(letters);
	return port;
}

/* The port of the sandbox: of another console's that has this profile open, so
 * that both see one world, else of one inside this program.  0 with *err. */
static int sandbox_at(struct session *s, struct err *err)
{
	struct sandbox_conf conf = { .clock = s->config.sandbox_clock, .registration_polls = -1,
				     .people = true, .faults = s->options.faults,
				     .omnumi_version = s->config.omnumi_version };
	char *keep = xasprintf("%s/sandbox.json", s->config.state_dir);
	char *letters = letters_folder(&s->config);
	int port = sandbox_running(keep);

	if (!port) {
		conf.keep = config_state_dir(&s->config, NULL) ? keep : NULL;
		conf.letters = s->config.request4r && conf.keep ? letters : NULL;
		port = open_world(s, &conf, err);
	}
	free(letters);
	free(keep);
	return port;
}

/* The service of a sandbox profile that names no address. */
static bool open_sandbox(struct session *s, struct err *err)
{
	int port = 80;

	if (s->config.environment != ENV_SANDBOX || s->config.base_url)
		return true;
	if (!s->options.dry_run && !s->options.curl)
		port = s->apart ? sandbox_apart(s, err) : sandbox_at(s, err);
	if (!port)
		return false;
	set_text(&s->config.base_url, xasprintf("http://127.0.0.1:%d/v1", port));
	set_text(&s->config.vgs_url, xasprintf("http://127.0.0.1:%d/vgs/post", port));
	set_text(&s->config.omnumi_url, xasprintf("http://127.0.0.1:%d/omnumi", port));
	return true;
}

/* The sandbox's keys are no secrets: one for each set of scopes. */
static char *sandbox_key(const struct config *config, struct err *err)
{
	const char *key = sandbox_key_for(config->scopes ? config->scopes : "partner_full");

	if (key)
		return xstrdup(key);
	err_set(err, ERR_CONFIG, _("The sandbox has no key with the scopes “%.60s”."),
		config->scopes);
	err_next(err, _("Correct scopes in profile “%s”."), config->profile);
	return NULL;
}

/* The sandbox makes its own keys, and ours, where the profile names none. */
static bool open_letters(struct session *s, struct err *err)
{
	const struct config *config = &s->config;
	const char *public = config->request4r_public_key;
	char *folder, *theirs, *ours;
	bool ok;

	if (!config->request4r)
		return true;
	if (public)
		return letters_load(&s->letters, public, config->request4r_private_key, err);
	folder = letters_folder(config);
	theirs = xasprintf("%s/service.pub", folder);
	ours = xasprintf("%s/partner.key", folder);
	ok = config_state_dir(config, err) && letters_make(folder, err) &&
	     letters_load(&s->letters, theirs, ours, err);
	free(ours);
	free(theirs);
	free(folder);
	return ok;
}

/* Key, tenant and token of the wallet service; the sandbox's are no secrets.  The
 * strings are new. */
static bool open_wallet(struct session *s, char **key, struct err *err)
{
	struct config *config = &s->config;
	bool sandbox = config->environment == ENV_SANDBOX, silent = s->options.dry_run ||
		       s->options.curl;
	char *token = NULL;

	s->tokens = tokens_new();
	*key = NULL;
	if ((sandbox || !silent) && !config_wallet_secrets(config, key, &token, err))
		return false;
	if (sandbox && !*key)
		*key = xstrdup(SANDBOX_WALLET_KEY);
	if (sandbox && !config->omnumi_tenant_id)
		config->omnumi_tenant_id = xstrdup(SANDBOX_TENANT_ID);
	if (token || sandbox)
		tokens_set(s->tokens, TOKEN_CUSTOMER, token ? token : SANDBOX_WALLET_TOKEN, 0);
	secret_free(token);
	return true;
}

static bool open_http(struct session *s, struct err *err)
{
	const struct config *config = &s->config;
	bool own_key = config->api_key_file || config->api_key_command;
	struct http_conf conf;
	char *key, *wallet_key;

	if (config->environment == ENV_SANDBOX && !own_key)
		key = sandbox_key(config, err);
	else if (s->options.dry_run || s->options.curl)
		key = xstrdup("");	/* nothing is sent, so nobody is asked for it */
	else
		key = config_client_key(config, err) ? config_key(config, err) : NULL;
	if (!key)
		return false;
	if (!open_letters(s, err) || !open_wallet(s, &wallet_key, err)) {
		secret_free(key);
		return false;
	}
	config_http(config, key, &conf);
	conf.service[SVC_OMNUMI].key = wallet_key;
	conf.tokens = s->tokens;
	conf.letters = config->request4r ? &s->letters : NULL;
	conf.dry_run = s->options.dry_run || s->options.curl;
	s->http = http_new(&conf, s->journal);
	loop_use_http(s->loop, s->http);
	secret_free(key);
	secret_free(wallet_key);
	return true;
}

/* ---- faults asked for on the command line ---- */

struct told {
	bool ended;
	struct err err;
};

static void on_told(void *owner, const struct op *op, const struct reply *reply)
{
	struct told *told = owner;

	(void)op;
	told->ended = true;
	told->err = reply->err;
}

/* One fault into a sandbox that runs outside this program, before anything is
 * asked of it. */
static bool send_fault(struct session *s, const char *spec, struct err *err)
{
	json_t *args = json_pack("{s:s}", "spec", spec);
	struct told told = { 0 };

	http_send(s->http, &op_sandboxAddFault, args, on_told, &told);
	json_decref(args);
	while (!told.ended)
		loop_turn(s->loop, -1);
	if (!told.err.kind)
		return true;
	err_set(err, ERR_CONFIG, _("The sandbox at %s takes no faults."), s->config.base_url);
	return err_next(err, _("Start it with “remitty sandbox”, or leave --fault away."));
}

static bool open_faults(struct session *s, struct err *err)
{
	const char *const *spec = s->options.faults;
	struct fault fault;

	if (!spec)
		return true;
	if (s->config.environment != ENV_SANDBOX) {
		err_set(err, ERR_CONFIG, _("--fault works with the sandbox alone; profile “%s” "
					   "talks to a real service."), s->config.profile);
		return err_next(err, _("Choose a sandbox profile, or leave --fault away."));
	}
	for (const char *const *each = spec; *each; each++)
		if (!fault_parse(*each, &fault, err))
			return false;
	while (!s->sandbox && !s->options.dry_run && !s->options.curl && *spec)
		if (!send_fault(s, *spec++, err))
			return false;
	return true;
}

static bool open_line(struct session *s, struct err *err)
{
	if (!config_load(&s->config, &s->options, err))
		return false;
	s->loop = loop_new();
	s->journal = journal_new(KEEP);
	if (open_sandbox(s, err) && open_http(s, err) && open_faults(s, err))
		return true;
	session_close(s);
	return false;
}

bool session_open_line(struct session *s, const struct options *options, struct err *err)
{
	*s = (struct session){ .options = *options };
	return open_line(s, err);
}

bool session_open_store(struct session *s, struct err *err)
{
	char *path;

	if (!config_state_dir(&s->config, err))
		return false;
	path = xasprintf("%s/remitty.db", s->config.state_dir);
	s->store = store_open_locked(path, err);
	free(path);
	if (!s->store)
		return false;
	/* A passphrase takes long: whoever needs what it opens asks for it. */
	if (store_seal_kind(s->store) == SEAL_PASSPHRASE) {
		store_locked(&s->locked);
	} else if (!unseal(s->store, &s->config, &s->locked) &&
		 store_seal_kind(s->store) == SEAL_NONE) {
		*err = s->locked;	/* nothing may be kept that is not sealed */
		return false;
	}
	s->outbox = outbox_new(s->store, s->http, s->loop, s->config.link_hosts,
			       s->config.environment == ENV_SANDBOX);
	return true;
}

bool session_unlock(struct session *s, struct err *err)
{
	bool asks;

	if (!store_is_locked(s->store) && s->locked.kind == ERR_NONE)
		return true;
	asks = store_seal_kind(s->store) == SEAL_PASSPHRASE && !s->config.seal_key_file &&
	       !s->config.seal_key_command;
	if (asks ? unseal_typed(s->store, err) : unseal(s->store, &s->config, err)) {
		s->locked = (struct err){ 0 };
		return true;
	}
	if (err->kind == ERR_NONE)
		*err = s->locked;
	return false;
}

static bool open_all(struct session *s, struct err *err)
{
	if (!open_line(s, err))
		return false;
	if (session_open_store(s, err))
		return true;
	session_close(s);
	return false;
}

bool session_open(struct session *s, const struct options *options, struct err *err)
{
	*s = (struct session){ .options = *options };
	return open_all(s, err);
}

bool session_open_apart(struct session *s, const struct options *options, struct err *err)
{
	*s = (struct session){ .options = *options, .apart = true };
	return open_all(s, err);
}

void session_close(struct session *s)
{
	inbox_free(s->inbox);
	outbox_free(s->outbox);
	if (s->sandbox)
		sandbox_use_http(s->sandbox, NULL);
	http_free(s->http);
	tokens_free(s->tokens);
	letters_release(&s->letters);
	sandbox_free(s->sandbox);
	if (s->store)
		store_calls_keep(s->store, s->journal, s->config.history);
	store_close(s->store);
	loop_free(s->loop);
	journal_free(s->journal);
	config_release(&s->config);
	*s = (struct session){ 0 };
}
