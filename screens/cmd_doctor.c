/* remitty doctor: is this installation fit to work?  Each check says ok, warn
 * or bad, and what to do; nothing is changed on the way. */

#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "api/address.h"
#include "api/lang.h"
#include "api/lookalike.h"
#include "screens/cmd.h"

enum verdict { OK, WARN, BAD };

struct doctor {
	const struct args *args;
	json_t *all;			/* with --json */
	enum verdict worst;
	struct session *session;
};

static const char *const signs[] = { [OK] = "ok", [WARN] = "warn", [BAD] = "bad" };

/* One line.  what and next are translated. */
static void say(struct doctor *d, enum verdict v, const char *check, const char *what,
		const char *next)
{
	if (v > d->worst)
		d->worst = v;
	if (d->all) {
		json_array_append_new(d->all, json_pack("{s:s, s:s, s:s, s:s}", "check", check,
							"verdict", signs[v], "what", what,
							"next", v == OK ? "" : next));
		return;
	}
	if (v == OK && d->args->options.quiet)
		return;
	printf("%-4s  %-14s %s\n", signs[v], check, what);
	if (v != OK && *next)
		printf("                     %s\n", next);
}

static void say_err(struct doctor *d, enum verdict v, const char *check, const struct err *err)
{
	say(d, v, check, err->text, err->next);
}

/* ---- the terminal ---- */

static void check_terminal(struct doctor *d)
{
	const char *term = getenv("TERM");
	struct winsize size = { 0 };
	char *what;

	if (!term || !*term || str_eq(term, "dumb")) {
		say(d, BAD, "terminal", _("TERM does not name a terminal that can be drawn on."),
		    _("Open remitty in a terminal window; the commands work without."));
		return;
	}
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && ioctl(STDIN_FILENO, TIOCGWINSZ, &size)) {
		say(d, OK, "terminal", _("not on a terminal just now"), "");
		return;
	}
	what = xasprintf(_("%s, %d x %d characters"), term, size.ws_col, size.ws_row);
	say(d, size.ws_col >= 80 && size.ws_row >= 24 ? OK : WARN, "terminal", what,
	    _("Make the window 80 x 24 or larger, or its letters smaller."));
	free(what);
}

static void check_utf8(struct doctor *d)
{
	const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };
	const char *value = NULL;

	for (size_t i = 0; !value && i < ARRAY_LEN(names); i++)
		if (getenv(names[i]) && *getenv(names[i]))
			value = getenv(names[i]);
	if (value && (strcasestr(value, "utf-8") || strcasestr(value, "utf8")))
		say(d, OK, "letters", value, "");
	else
		say(d, WARN, "letters",
		    _("The locale does not say that this terminal speaks UTF-8."),
		    _("Set LANG to a UTF-8 locale, or use --ascii."));
}

/* ---- files ---- */

static void check_state(struct doctor *d)
{
	const struct config *config = &d->session->config;
	struct statvfs disk;
	struct err err = { 0 };

	if (!config_state_dir(config, &err)) {
		say_err(d, BAD, "state", &err);
		return;
	}
	if (access(config->state_dir, W_OK))
		say(d, BAD, "state", _("The state folder cannot be written."), config->state_dir);
	else if (!statvfs(config->state_dir, &disk) &&
		 (uint64_t)disk.f_bavail * disk.f_frsize < (uint64_t)64 << 20)
		say(d, WARN, "state", _("The disk is nearly full."), config->state_dir);
	else
		say(d, OK, "state", config->state_dir, "");
}

static void check_store(struct doctor *d)
{
	struct err err = { 0 };

	if (!session_open_store(d->session, &err)) {
		say_err(d, BAD, "records", &err);
		return;
	}
	say(d, OK, "records", _("can be read and written"), "");
	if (store_seal_kind(d->session->store) == SEAL_PASSPHRASE)
		say(d, OK, "seal", _("what tells of customers is opened by a passphrase"), "");
	else if (store_is_locked(d->session->store))
		say_err(d, BAD, "seal", &d->session->locked);
	else
		say(d, OK, "seal", _("what tells of customers is opened by a key file"), "");
}

/* Can events be taken here?  Nobody stays to listen. */
static void check_webhooks(struct doctor *d)
{
	struct session *s = d->session;
	const struct err *trouble;

	if (!config_webhook_port(&s->config, s->sandbox != NULL)) {
		say(d, OK, "webhooks", _("off; asks are followed by asking"), "");
		return;
	}
	session_open_inbox(s);
	session_listen(s);
	trouble = inbox_trouble(s->inbox);
	if (trouble->kind)
		say_err(d, WARN, "webhooks", trouble);
	else if (!inbox_secret(s->inbox))
		say(d, BAD, "webhooks", webhook_verdict_meaning(WEBHOOK_UNCHECKED),
		    webhook_verdict_next(WEBHOOK_UNCHECKED));
	else if (inbox_is_open(s->inbox))
		say(d, WARN, "webhooks", _("Others than this computer can reach the listener."),
		    _("Let a tunnel or a proxy on this computer take them, and leave "
		      "webhook_listen away."));
	else
		say(d, OK, "webhooks", inbox_url(s->inbox), "");
}

static void check_links(struct doctor *d)
{
	const struct config *config = &d->session->config;

	if (*config->link_hosts)
		say(d, OK, "links", config->link_hosts, "");
	else if (config->environment == ENV_SANDBOX)
		say(d, OK, "links", _("the sandbox's own"), "");
	else
		say(d, BAD, "links", _("No host of links is named, so every link is refused."),
		    _("Set link_hosts in the profile."));
}

/* ---- the line ---- */

struct probe {
	bool here;
	struct err err;
	int status;
	int64_t server_ms, wall;
	long ms;
};

static void on_reply(void *owner, const struct op *op, const struct reply *reply)
{
	struct probe *probe = owner;

	(void)op;
	*probe = (struct probe){ .here = true, .err = reply->err, .status = reply->status,
				 .server_ms = reply->server_ms, .wall = wall_ms(),
				 .ms = reply->ms };
}

/* Ask with the catalogue's own example: reads only, so nothing happens. */
static struct probe ask(struct doctor *d, const struct op *op)
{
	json_t *args = record_example(op->in, true);
	struct probe probe = { 0 };

	http_send(d->session->http, op, args, on_reply, &probe);
	json_decref(args);
	while (!probe.here)
		loop_turn(d->session->loop, -1);
	return probe;
}

static void check_clock(struct doctor *d, const struct probe *probe)
{
	long off = (long)((probe->wall - probe->server_ms) / 1000);
	char *what;

	if (probe->server_ms < 0) {
		say(d, WARN, "clock", _("The service does not tell its time."), "");
		return;
	}
	if (labs(off) <= 5) {
		say(d, OK, "clock", _("agrees with the service's"), "");
		return;
	}
	what = xasprintf(_("This computer's clock is %ld seconds off the service's."), off);
	say(d, labs(off) > 60 ? BAD : WARN, "clock", what, _("Let the system set its time."));
	free(what);
}

/* False when the service cannot be reached at all. */
static bool check_line(struct doctor *d, const struct probe *probe)
{
	const struct config *config = &d->session->config;
	char *host = address_host(config->base_url);
	char *what = xasprintf(_("%s answered in %ld ms"), host, probe->ms);

	if (!probe->status)
		say_err(d, BAD, "line", &probe->err);
	else
		say(d, OK, "line", what, "");
	if (probe->status)
		say(d, OK, "encryption", has_prefix(config->base_url, "https") ?
		    _("TLS 1.2 or better, certificate checked") :
		    _("none, and none needed on this computer"), "");
	free(what);
	free(host);
	return probe->status;
}

static bool is_refused(const struct probe *probe)
{
	return probe->status == 401 || probe->status == 403;
}

static void check_scopes(struct doctor *d, const struct probe *asks, const struct probe *quotes)
{
	if (is_refused(asks))
		say_err(d, BAD, "key", &asks->err);
	else
		say(d, OK, "key", _("the service knows it; it may ask for money"), "");
	if (is_refused(quotes) && !is_refused(asks))
		say(d, WARN, "quotes", _("This key may not quote prices; asks work without."),
		    _("For prices, ask the provider for a key with the scope partner_send or "
		      "partner_full."));
	else if (!is_refused(quotes))
		say(d, OK, "quotes", _("the key may quote prices"), "");
}

static void check_service(struct doctor *d)
{
	struct probe asks = ask(d, &op_getReceivingMethods), quotes;

	if (!check_line(d, &asks))
		return;
	quotes = ask(d, &op_operationQuoteLite);
	check_scopes(d, &asks, &quotes);
	check_clock(d, &asks);
}

/* Any answer but one at the door will do: the wallet asked for is nobody's. */
static void check_wallet(struct doctor *d)
{
	const struct config *config = &d->session->config;
	struct probe probe;
	char *what;

	if (!config->omnumi_url)
		return;
	probe = ask(d, &op_getChallenge);
	if (!probe.status || is_refused(&probe)) {
		say_err(d, BAD, "wallets", &probe.err);
		return;
	}
	what = xasprintf(_("the wallet service answers; it is taken for version %s"),
			 config->omnumi_version);
	say(d, OK, "wallets", what, "");
	free(what);
}

static void check_names(struct doctor *d)
{
	struct lookalike *look = lookalike_new();

	if (lookalike_works(look))
		say(d, OK, "names", _("those that imitate others are recognised"), "");
	else
		say(d, WARN, "names", _("Names that imitate others are not recognised."),
		    _("Install the Debian package libicu72."));
	lookalike_free(look);
}

/* ---- cards ---- */

/* Not refused to who may lock as much as there is. */
static bool can_lock(size_t size)
{
	void *room = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct rlimit limit;
	bool can;

	if (room == MAP_FAILED)
		return false;
	if (getrlimit(RLIMIT_MEMLOCK, &limit) == 0) {
		limit.rlim_cur = limit.rlim_max;
		setrlimit(RLIMIT_MEMLOCK, &limit);
	}
	can = mlock(room, size) == 0;
	munmap(room, size);
	return can;
}

static void check_cards(struct doctor *d)
{
	const struct config *config = &d->session->config;
	enum { NEEDED = 2 << 20 };

	if (config->environment != ENV_SANDBOX && !config->typed_cards)
		return;
	if (can_lock(NEEDED))
		say(d, OK, "cards", _("can be typed: their memory is not swapped"), "");
	else
		say(d, config->typed_cards && config->environment != ENV_SANDBOX ? BAD : WARN,
		    "cards", _("Memory cannot be locked, so real card numbers cannot be typed."),
		    _("Raise the limit (ulimit -l) to 8 MB, or use a card token."));
}

/* ---- the whole ---- */

static void check_session(struct doctor *d)
{
	const struct config *config = &d->session->config;
	char *what = xasprintf("%s, %s", config->profile, environment_word(config->environment));

	lang_set(config->lang);
	say(d, OK, "profile", what, "");
	free(what);
	check_links(d);
	check_cards(d);
	check_state(d);
	check_store(d);
	if (d->session->store)
		check_webhooks(d);
	if (!d->session->options.dry_run) {
		check_service(d);
		check_wallet(d);
	}
}

int cmd_doctor(const struct args *args)
{
	struct session session;
	struct doctor d = { .args = args, .session = &session };
	struct err err = { 0 };

	if (args->options.json)
		d.all = json_array();
	check_terminal(&d);
	check_utf8(&d);
	check_names(&d);
	if (session_open_line(&session, &args->options, &err)) {
		check_session(&d);
		session_close(&session);
	} else {
		say_err(&d, BAD, "settings", &err);
	}
	cmd_print(d.all);
	return d.worst == BAD ? CODE_CHECK : CODE_FINE;
}
