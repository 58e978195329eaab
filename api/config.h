#ifndef API_CONFIG_H
#define API_CONFIG_H

/* Settings: option, REMITTY_* variable, profile, file, built-in, in that
 * order; each remembers which of them won. */

#include "api/http.h"

enum environment { ENV_SANDBOX, ENV_TEST, ENV_LIVE };

/* What the command line said; NULL or false: nothing. */
struct options {
	const char *profile, *config, *lang, *theme;
	const char *desktop_lang;	/* what LANG and its kin said at the start; NULL: look */
	const char *const *faults;	/* specs for the sandbox, NULL-terminated, or NULL */
	bool ascii, no_mouse, read_only, json, quiet, verbose, dry_run, yes, curl;
};

struct config {
	char *profile;
	enum environment environment;
	char *base_url, *vgs_url;
	char *omnumi_url, *omnumi_version;	/* of the wallet service; NULL: none is used */
	char *omnumi_tenant_id;
	char *omnumi_api_key_file, *omnumi_access_token_file;
	char **omnumi_api_key_command;	/* NULL-terminated, or NULL */
	char *api_key_file;
	char **api_key_command;		/* NULL-terminated, or NULL */
	char *scopes;			/* comma-separated, or NULL: found out by asking */
	char *link_hosts;		/* comma-separated */
	char *tenant_country, *tenant_currency;
	char *client_certificate, *client_key, *client_p12, *ca_file;
	bool request4r;			/* bodies travel sealed (raas 9) */
	char *request4r_public_key, *request4r_private_key;	/* theirs and ours, PEM files */
	bool typed_cards;
	char *seal;			/* of the records: auto, keyfile, passphrase */
	char *seal_key_file;		/* instead of the one beside them */
	char **seal_key_command;	/* NULL-terminated, or NULL */
	char *webhook_port;		/* as config_webhook_port() reads it */
	char *webhook_listen;		/* address of this computer, without its port */
	char *webhook_secret_file;
	char **webhook_secret_command;	/* NULL-terminated, or NULL */
	char *webhook_forward;		/* where genuine events go on to, or NULL */
	double sandbox_clock;		/* of the built-in sandbox: 1 is real time */
	double connect_timeout_ms, timeout_ms;	/* of one call: until connected, altogether */
	char *lang, *theme;
	bool ascii, mouse, read_only;
	int purge_after;		/* days after which persons go by themselves; 0: never */
	int history;			/* calls kept on disk for the inspector; 0: none */
	char *config_file;		/* that was read, or NULL */
	char *state_dir;		/* …/remitty/PROFILE */
	char **profiles;		/* names, NULL-terminated; "sandbox" is always one */
	struct setting_origin {
		const char *key;
		char *value;		/* as text, never a secret */
		char *origin;		/* "--lang", "REMITTY_LANG", "…/remitty.conf:3" */
	} *origins;
	int n_origins;
};

/* Read everything.  False with *err naming file and line. */
bool config_load(struct config *, const struct options *, struct err *);
void config_release(struct config *);

/* The key, from its file (refused when others can read it) or command.  New,
 * wiped and freed by secret_free(). */
char *config_key(const struct config *, struct err *);

/* Can nobody else read the client's private key?  One that is not there is found out
 * about, and told, when it is used. */
bool config_client_key(const struct config *, struct err *);

/* Of the wallet service: its key and a customer's token, each NULL where the profile
 * names none; new, as above.  False with *err when one cannot be had. */
bool config_wallet_secrets(const struct config *, char **key, char **token, struct err *err);

/* One word from a file, refused when others can read it; setting is what names
 * it, for the error.  New, as above. */
char *secret_word(const char *path, const char *setting, struct err *);
void secret_free(char *);

/* A file that nobody but its owner can read, shorter than most bytes, with a NUL
 * behind it.  New; the caller wipes and frees it.  NULL with *err, which names
 * the setting to correct. */
char *secret_file(const char *path, size_t most, const char *setting, size_t *len, struct err *);

/* The secret shared with the service for its webhooks, in the same ways.  What
 * config_has_webhook_secret() says costs nothing. */
char *config_webhook_secret(const struct config *, struct err *);
bool config_has_webhook_secret(const struct config *);

/* What unlocks the records, where the settings say: a line from a file or a command.
 * NULL with err->kind ERR_NONE: they do not say. */
char *config_seal_word(const struct config *, struct err *);

/* Where to listen for webhooks: 0: nowhere, -1: at any free port.  builtin: the
 * sandbox is inside this program, which listens unless told otherwise. */
int config_webhook_port(const struct config *, bool builtin);

/* Make the state folder (0700) if it is not there. */
bool config_state_dir(const struct config *, struct err *);

/* What http_new wants; key is borrowed, NULL for the built-in sandbox's. */
void config_http(const struct config *, const char *key, struct http_conf *);

const char *environment_word(enum environment);		/* "SANDBOX" */

/* Remember what was changed in the settings screen (lang, theme, profile, and for
 * this profile history) in the settings file above the state folders, which stands
 * below the config file. */
bool config_remember(const struct config *, const char *key, const char *value, struct err *);

/* What is remembered under "lang", "theme" or "default_profile"; new, NULL without. */
char *config_remembered(const char *key);

#endif
