/* Do the settings of a profile fit together?  Errors name file and line. */

#include "api/config_file.h"

#include <arpa/inet.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "api/address.h"

#define HISTORY_MOST 100000

const char *config_origin(const struct config *config, const char *key)
{
	for (int i = 0; i < config->n_origins; i++)
		if (str_eq(config->origins[i].key, key))
			return config->origins[i].origin;
	return "";
}

const char *config_value(const struct config *config, const char *key)
{
	for (int i = 0; i < config->n_origins; i++)
		if (str_eq(config->origins[i].key, key))
			return config->origins[i].value;
	return "";
}

static bool check_url(const struct config *config, const char *key, const char *url,
		      struct err *err)
{
	struct err why;

	if (!url || address_check(url, &why))
		return true;
	err_set(err, ERR_CONFIG, "%.90s: %.150s", config_origin(config, key), why.text);
	return err_next(err, _("Correct %s."), key);
}

/* Nothing may wait for ever, and nobody can answer at once. */
static bool check_wait(const struct config *config, const char *key, double ms, struct err *err)
{
	if (ms >= 100 && ms <= 600000)
		return true;
	err_set(err, ERR_CONFIG, _("%s: %s is from 100 to 600000 (milliseconds)."),
		config_origin(config, key), key);
	return err_next(err, _("Correct %s."), key);
}

static bool check_history(const struct config *config, struct err *err)
{
	const char *text = config_value(config, "history");
	size_t n = strspn(text, "0123456789");

	if (n && !text[n] && n <= 6 && config->history <= HISTORY_MOST)
		return true;
	err_set(err, ERR_CONFIG, _("%s: history is a whole number from 0 to %d."),
		config_origin(config, "history"), HISTORY_MOST);
	return err_next(err, _("It is how many calls are kept for the inspector; 0 keeps none."));
}

static bool check_purge(const struct config *config, struct err *err)
{
	const char *text = config_value(config, "purge_after");
	size_t n = strspn(text, "0123456789");

	if (n && !text[n] && n <= 5)
		return true;
	err_set(err, ERR_CONFIG, _("%s: purge_after is a whole number of days."),
		config_origin(config, "purge_after"));
	return err_next(err, _("What tells of customers goes after so long; 0: never by itself."));
}

static bool check_counts(const struct config *config, struct err *err)
{
	return check_history(config, err) && check_purge(config, err);
}

static bool check_request4r(const struct config *config, struct err *err)
{
	bool theirs = config->request4r_public_key, ours = config->request4r_private_key;
	bool built_in = config->environment == ENV_SANDBOX && !config->base_url;

	if (theirs != ours)
		return err_set(err, ERR_CONFIG, "%s",
			       _("request4r_public_key and request4r_private_key need each "
				 "other."));
	if (!config->request4r || theirs || built_in)
		return true;
	err_set(err, ERR_CONFIG, _("Profile “%s” has no keys for request4r."), config->profile);
	return err_next(err, "%s", _("Set request4r_public_key and request4r_private_key."));
}

static bool read_port(const char *text, int *port)
{
	size_t n = strspn(text, "0123456789");
	bool number = n && n <= 5 && !text[n];

	*port = str_eq(text, "any") ? -1 : number ? (int)strtol(text, NULL, 10) : 0;
	return number ? *port <= 65535 : *text && word_in("auto,off,any", text);
}

int config_webhook_port(const struct config *config, bool builtin)
{
	int port;

	if (str_eq(config->webhook_port, "auto"))
		return builtin ? -1 : 0;
	return read_port(config->webhook_port, &port) ? port : 0;
}

static bool check_webhook(const struct config *config, struct err *err)
{
	unsigned char address[sizeof(struct in6_addr)];
	int port;

	if (!read_port(config->webhook_port, &port)) {
		err_set(err, ERR_CONFIG, _("%s: “%.40s” is not a value of %s."),
			config_origin(config, "webhook_port"), config->webhook_port,
			"webhook_port");
		return err_next(err, _("It is off, any, auto, or a number up to 65535."));
	}
	if (inet_pton(AF_INET, config->webhook_listen, address) != 1 &&
	    inet_pton(AF_INET6, config->webhook_listen, address) != 1) {
		err_set(err, ERR_CONFIG, _("%s: “%.40s” is not a value of %s."),
			config_origin(config, "webhook_listen"), config->webhook_listen,
			"webhook_listen");
		return err_next(err, _("It is an address of this computer, such as 127.0.0.1."));
	}
	if (config->webhook_secret_file && config->webhook_secret_command)
		return err_set(err, ERR_CONFIG,
			       _("Set webhook_secret_file or webhook_secret_command, not both."));
	if (config->seal_key_file && config->seal_key_command)
		return err_set(err, ERR_CONFIG,
			       _("Set seal_key_file or seal_key_command, not both."));
	return check_url(config, "webhook_forward", config->webhook_forward, err);
}

static bool is_uuid(const char *text)
{
	const struct field uuid = { .key = "omnumi_tenant_id", .label = "omnumi_tenant_id",
				    .type = &field_uuid };
	json_t *value = json_string(text);
	bool fits = uuid.type->check(&uuid, value, NULL);

	json_decref(value);
	return fits;
}

/* The wallet service is used where its address stands, and never without a tenant. */
static bool check_omnumi(const struct config *config, struct err *err)
{
	const char *tenant = config->omnumi_tenant_id;

	if (!check_url(config, "omnumi_url", config->omnumi_url, err))
		return false;
	if (config->omnumi_api_key_file && config->omnumi_api_key_command)
		return err_set(err, ERR_CONFIG, _("Set omnumi_api_key_file or "
						  "omnumi_api_key_command, not both."));
	if (tenant && !is_uuid(tenant)) {
		err_set(err, ERR_CONFIG, _("%s: “%.40s” is not a value of %s."),
			config_origin(config, "omnumi_tenant_id"), tenant, "omnumi_tenant_id");
		return err_next(err, _("It is 32 letters a to f and digits, in five groups."));
	}
	if (tenant || !config->omnumi_url || config->environment == ENV_SANDBOX)
		return true;
	err_set(err, ERR_CONFIG, _("Profile “%s” has no omnumi_tenant_id."), config->profile);
	return err_next(err, _("Add the tenant's identification to it, or leave omnumi_url away."));
}

bool config_check(const struct config *config, struct err *err)
{
	bool sandbox = config->environment == ENV_SANDBOX;

	if (!sandbox && !config->base_url) {
		err_set(err, ERR_CONFIG, _("Profile “%s” has no base_url."), config->profile);
		return err_next(err, _("Add the address of the service to it."));
	}
	if (!check_url(config, "base_url", config->base_url, err) ||
	    !check_url(config, "vgs_url", config->vgs_url, err))
		return false;
	if (config->client_p12 && config->client_certificate)
		return err_set(err, ERR_CONFIG,
			       _("Set client_p12 or client_certificate, not both."));
	if (!config->client_certificate != !config->client_key)
		return err_set(err, ERR_CONFIG,
			       _("client_certificate and client_key need each other."));
	if (!isfinite(config->sandbox_clock) || config->sandbox_clock < 0)
		return err_set(err, ERR_CONFIG, _("%s: sandbox_clock is 0 or more."),
			       config_origin(config, "sandbox_clock"));
	return check_wait(config, "connect_timeout_ms", config->connect_timeout_ms, err) &&
	       check_wait(config, "timeout_ms", config->timeout_ms, err) &&
	       check_counts(config, err) && check_request4r(config, err) &&
	       check_webhook(config, err) && check_omnumi(config, err);
}
