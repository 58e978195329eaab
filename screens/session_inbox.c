/* What a session does about webhooks. */

#include <sodium.h>
#include <stdlib.h>

#include "screens/session.h"

/* The sandbox inside and this program agree on a secret for this run. */
static char *made_up_secret(void)
{
	unsigned char random[24];
	char *secret = xcalloc(1, 2 * sizeof(random) + 1);

	randombytes_buf(random, sizeof(random));
	sodium_bin2hex(secret, 2 * sizeof(random) + 1, random, sizeof(random));
	return secret;
}

static int port_of(const struct session *s)
{
	return config_webhook_port(&s->config, s->sandbox != NULL);
}

/* A command may ask a person: it is run only where somebody listens. */
static char *secret_of(const struct session *s, struct err *err)
{
	if (s->config.webhook_secret_file || (port_of(s) && config_has_webhook_secret(&s->config)))
		return config_webhook_secret(&s->config, err);
	return s->sandbox && port_of(s) ? made_up_secret() : NULL;
}

void session_open_inbox(struct session *s)
{
	struct inbox_conf conf = { .forward = s->config.webhook_forward };
	struct err err = { 0 };
	char *secret = secret_of(s, &err);

	conf.secret = secret;
	s->inbox = inbox_new(s->store, s->http, s->outbox, s->loop, &conf);
	secret_free(secret);
	if (err.kind)
		inbox_give_up(s->inbox, &err);
}

void session_listen(struct session *s)
{
	struct err err = { 0 };
	int port = port_of(s);

	if (!port || inbox_trouble(s->inbox)->kind ||
	    !inbox_listen(s->inbox, s->config.webhook_listen, port, NULL) || !s->sandbox)
		return;
	sandbox_use_http(s->sandbox, s->http);
	if (!sandbox_hook(s->sandbox, inbox_url(s->inbox), inbox_secret(s->inbox), &err))
		inbox_give_up(s->inbox, &err);
}
