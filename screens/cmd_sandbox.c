/* remitty sandbox: the service alone, until somebody ends it. */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "api/address.h"
#include "api/fault.h"
#include "api/sandbox.h"
#include "screens/cmd.h"

struct settings {
	struct sandbox_conf conf;
	const char **faults;		/* NULL-terminated */
	int n_faults;
	const char **hooks;		/* whom its events go to */
	int n_hooks;
	const char *hook_secret_file;
	bool help;
	struct err err;			/* why a value does not fit, if it says more than that */
};

static bool read_number(const char *text, long max, long *out)
{
	char *end;

	errno = 0;
	*out = strtol(text, &end, 10);
	return end != text && !*end && !errno && *out >= 0 && *out <= max;
}

static bool set_port(struct settings *s, const char *value)
{
	long n;

	if (!read_number(value, 65535, &n))
		return false;
	s->conf.port = (int)n;
	return true;
}

static bool set_seed(struct settings *s, const char *value)
{
	long n;

	if (!read_number(value, 4294967295, &n))
		return false;
	s->conf.seed = (unsigned)n;
	return true;
}

static bool set_polls(struct settings *s, const char *value)
{
	long n;

	if (!read_number(value, 1000, &n))
		return false;
	s->conf.registration_polls = (int)n;
	return true;
}

static bool set_clock(struct settings *s, const char *value)
{
	char *end;

	s->conf.clock = strtod(value, &end);
	return end != value && !*end && s->conf.clock >= 0 && s->conf.clock <= 100000;
}

static bool add_fault(struct settings *s, const char *value)
{
	struct fault fault;

	if (!fault_parse(value, &fault, &s->err))
		return false;
	s->faults = xrealloc(s->faults, (size_t)(s->n_faults + 2) * sizeof(*s->faults));
	s->faults[s->n_faults++] = value;
	s->faults[s->n_faults] = NULL;
	return true;
}

static bool set_letters(struct settings *s, const char *value)
{
	s->conf.letters = value;
	return *value;
}

static bool add_hook(struct settings *s, const char *value)
{
	if (!address_check(value, &s->err))
		return false;
	s->hooks = xrealloc(s->hooks, (size_t)(s->n_hooks + 1) * sizeof(*s->hooks));
	s->hooks[s->n_hooks++] = value;
	return true;
}

static bool set_hook_secret(struct settings *s, const char *value)
{
	s->hook_secret_file = value;
	return true;
}

static bool set_api(struct settings *s, const char *value)
{
	for (int i = 0; op_versions[i]; i++)
		if (str_eq(op_versions[i], value))
			s->conf.omnumi_version = op_versions[i];
	return s->conf.omnumi_version;
}

static bool want_people(struct settings *s, const char *value)
{
	(void)value;
	s->conf.people = true;
	return true;
}

static bool want_help(struct settings *s, const char *value)
{
	(void)value;
	s->help = true;
	return true;
}

static const struct option_row {
	const char *name, *value;	/* value: its name in the help; NULL: takes none */
	bool (*set)(struct settings *, const char *value);
	const char *help;
} options[] = {
	{ "--port", "N", set_port,
	  N_("listen on this port of 127.0.0.1; without it, any free one") },
	{ "--seed", "N", set_seed, N_("the same ids, codes and chances each time") },
	{ "--clock", "RATE", set_clock,
	  N_("how fast requests for money advance: 1 as in life, 0 stands still") },
	{ "--fault", "SPEC", add_fault,
	  N_("a fault on demand, such as delay:requestMoneyV2:ms=3000; repeat for more") },
	{ "--polls", "N", set_polls,
	  N_("look-ups until a registration completes; 2 unless told otherwise") },
	{ "--people", NULL, want_people,
	  N_("begin with customers who have methods and a history") },
	{ "--api", "VERSION", set_api,
	  N_("of the wallet service: 3.1.0 or 4.0.0, which it is without this") },
	{ "--request4r", "FOLDER", set_letters,
	  N_("open the sealed channel too; its keys are in this folder, made when missing") },
	{ "--hook", "URL", add_hook,
	  N_("tell this address what happens to asks; repeat for more") },
	{ "--hook-secret-file", "FILE", set_hook_secret,
	  N_("what that is signed with: one word in a file that nobody else can read") },
	{ "--help", NULL, want_help, N_("this help") },
};

static void print_wallet(void)
{
	printf(_("\nThe wallet service is under /omnumi. What opens it:\n"));
	printf("  tenant-id %s\n  api-key %s\n  access-token %s\n", SANDBOX_TENANT_ID,
	       SANDBOX_WALLET_KEY, SANDBOX_WALLET_TOKEN);
	printf(_("POST /omnumi/auth/login is not part of the API: it takes address, nonce and any "
		 "signature in place of the login that no document describes. Its customers:\n"));
	for (const struct sandbox_wallet *w = sandbox_wallets(); w->account; w++)
		printf("  %s  %s  %s\n", w->account, w->address, w->space);
}

static void print_help(void)
{
	printf(_("Examples:\n"
		 "  remitty sandbox --people\n"
		 "  remitty sandbox --port 8090 --clock 10 --fault 500:getProfile:count=1\n"
		 "\nOptions:\n"));
	for (size_t i = 0; i < ARRAY_LEN(options); i++)
		printf("  %s %-*s %s\n", options[i].name, 12 - (int)strlen(options[i].name),
		       options[i].value ? options[i].value : "", _(options[i].help));
	printf("\n%s\n",
	       _("A fault is KIND[:OPERATION][:count=N][:chance=0.1][:seed=N], and of some kinds "
		 "ms=N, retry=N or status=N:"));
	for (int kind = FAULT_NONE + 1; kind < FAULT_KINDS; kind++)
		printf("  %-14s %s\n", fault_kind_name((enum fault_kind)kind),
		       fault_kind_words((enum fault_kind)kind));
	print_wallet();
	printf(_("\nHeaders of one request, for it alone:\n"
		 "  %s: SPEC  a fault without its operation, such as html:status=502\n"
		 "  %s: MS    requests for money advance by so many milliseconds before\n"),
	       SANDBOX_FAULT_HEADER, SANDBOX_CLOCK_HEADER);
}

/* The option of this word, which may carry its value after an =. */
static const struct option_row *find_option(const char *word)
{
	size_t n = strcspn(word, "=");

	for (size_t i = 0; i < ARRAY_LEN(options); i++)
		if (strlen(options[i].name) == n && !strncmp(options[i].name, word, n) &&
		    (options[i].value || !word[n]))
			return &options[i];
	return NULL;
}

static bool read_options(struct settings *s, int argc, char **argv)
{
	for (int i = 0; i < argc; i++) {
		const struct option_row *row = find_option(argv[i]);
		const char *value = strchr(argv[i], '=');

		if (!row) {
			fprintf(stderr,
				_("remitty: “%s” is not known here; see remitty sandbox --help\n"),
				argv[i]);
			return false;
		}
		value = value ? value + 1 : row->value && i + 1 < argc ? argv[++i] : NULL;
		if (row->value && !value) {
			fprintf(stderr, _("remitty: %s needs a value (%s)\n"), row->name,
				row->value);
			return false;
		}
		if (!row->set(s, value)) {
			fprintf(stderr, _("remitty: “%s” does not fit %s\n"), value, row->name);
			if (*s->err.text)
				fprintf(stderr, "%s\n%s\n", s->err.text, s->err.next);
			return false;
		}
	}
	return true;
}

struct ending {
	int fd;				/* of the signals that end the program */
	bool wanted;
};

static void on_signal(void *ctx)
{
	struct ending *ending = ctx;
	struct signalfd_siginfo info;

	ending->wanted = read(ending->fd, &info, sizeof(info)) == sizeof(info);
}

void cmd_serve(struct loop *loop, void (*ready)(void *ctx), void *ctx)
{
	struct ending ending = { 0 };
	struct loop_source source = { .step = on_signal, .ctx = &ending };
	sigset_t ends, before;

	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGINT);
	sigprocmask(SIG_BLOCK, &ends, &before);
	source.fd = ending.fd = signalfd(-1, &ends, SFD_CLOEXEC | SFD_NONBLOCK);
	loop_add(loop, &source);
	ready(ctx);
	while (!ending.wanted)
		loop_turn(loop, -1);
	loop_forget(loop, &ending);
	close(ending.fd);
	sigprocmask(SIG_SETMASK, &before, NULL);
}

static void announce(void *ctx)
{
	printf("READY http://127.0.0.1:%d\n", sandbox_port(ctx));
	for (const struct sandbox_key *k = sandbox_keys(); k->key; k++)
		printf("%s %s\n", k->key, k->scopes);
	printf("tenant-id %s\napi-key %s\naccess-token %s\n", SANDBOX_TENANT_ID,
	       SANDBOX_WALLET_KEY, SANDBOX_WALLET_TOKEN);
	fflush(stdout);
}

/* Whom it tells, and by which line. */
static bool set_hooks(struct settings *s, struct sandbox *sandbox, struct http *http)
{
	char *secret = NULL;
	bool ok = true;

	sandbox_use_http(sandbox, http);
	if (s->n_hooks && !s->hook_secret_file)
		return err_set(&s->err, ERR_CONFIG, _("%s needs %s."), "--hook",
			       "--hook-secret-file");
	if (s->hook_secret_file)
		secret = secret_word(s->hook_secret_file, "--hook-secret-file", &s->err);
	if (s->hook_secret_file && !secret)
		return false;
	for (int i = 0; ok && i < s->n_hooks; i++)
		ok = sandbox_hook(sandbox, s->hooks[i], secret, &s->err);
	secret_free(secret);
	return ok;
}

static bool serve(struct settings *s, struct sandbox *sandbox)
{
	struct loop *loop = loop_new();
	struct journal *journal = journal_new(1);
	struct http *http = http_new(&(struct http_conf){ 0 }, journal);
	bool ok = set_hooks(s, sandbox, http);

	if (ok) {
		loop_use_http(loop, http);
		sandbox_attach(sandbox, loop);
		cmd_serve(loop, announce, sandbox);
	}
	sandbox_use_http(sandbox, NULL);
	sandbox_free(sandbox);
	http_free(http);
	journal_free(journal);
	loop_free(loop);
	return ok;
}

int cmd_sandbox(int argc, char **argv)
{
	struct settings s = { .conf = { .clock = 1, .registration_polls = -1 } };
	struct sandbox *sandbox = NULL;
	int code = CODE_FINE;

	if (!read_options(&s, argc, argv)) {
		code = CODE_USAGE;
	} else if (s.help) {
		print_help();
	} else {
		s.conf.faults = s.faults;
		sandbox = sandbox_new(&s.conf, &s.err);
		if (!sandbox || !serve(&s, sandbox)) {
			fprintf(stderr, "remitty: %s\n%s\n", s.err.text, s.err.next);
			code = CODE_CONFIG;
		}
	}
	free(s.faults);
	free(s.hooks);
	return code;
}
