/* Which commands there are, their help, and how every one of them fails. */

#include "screens/cmd.h"

#include <stdio.h>
#include <stdlib.h>

#include "api/lang.h"
#include "screens/console.h"

struct command {
	const char *name;
	int (*run)(const struct args *);
	const char *usage;
	const char *summary;
	const char *examples;		/* shown as they are */
	bool hidden;
};

static int run_sandbox(const struct args *args)
{
	return cmd_sandbox(args->n_rest, (char **)args->rest);
}

static const struct command commands[] = {
	{ .name = "call", .run = cmd_call,
	  .usage = "call OPERATION [-p NAME=VALUE]... [--data JSON|@FILE|-]",
	  .summary = N_("one call, the answer as JSON on stdout"),
	  .examples =
		"  remitty call getUserTokenV2 -p phoneNumber=+525521206703\n"
		"  remitty call listContacts -p userToken=TOKEN --json\n"
		"  remitty call registerUserV2 --data @customer.json --dry-run\n"
		"  remitty call uploadProofOfLife -p phoneNumber=+525521206703 "
		"-p selfie=@face.jpg\n"
		"  remitty call requestMoneyV2 --data @ask.json -p userToken=TOKEN --yes\n" },
	{ .name = "operations", .run = cmd_operations,
	  .usage = "operations [OPERATION] [--service NAME] [--json|--openapi|--names]",
	  .summary = N_("what each operation takes, gives and needs"),
	  .examples =
		"  remitty operations\n"
		"  remitty operations requestMoneyV2\n"
		"  remitty operations --openapi > raas.json\n"
		"  remitty operations --openapi --service omnumi > omnumi.json\n" },
	{ .name = "scenarios", .run = cmd_scenarios, .usage = "scenarios list|run [SELECT]...",
	  .summary = N_("every documented answer, provoked and compared"),
	  .examples =
		"  remitty scenarios list createContact\n"
		"  remitty scenarios run\n"
		"  remitty scenarios run requestMoneyV2 4xx --report html=run.html\n"
		"  remitty scenarios run --failed --fail-fast\n"
		"  remitty scenarios run --profile cv --yes --data people.csv "
		"--report junit=cv.xml\n" },
	{ .name = "sandbox", .run = run_sandbox, .usage = "sandbox [--port N] [--clock RATE] ...",
	  .summary = N_("the sandbox alone, on loopback") },
	{ .name = "asks", .run = cmd_asks, .usage = "asks [list|show ID [--bundle FILE]|reconcile]",
	  .summary = N_("requests for money that this computer sent, and what became of them"),
	  .examples =
		"  remitty asks\n"
		"  remitty asks show 7011cefb-0c0b-48c1-a68a-7134d32e61e4\n"
		"  remitty asks show 7011cefb-0c0b-48c1-a68a-7134d32e61e4 --bundle ask.json\n"
		"  remitty asks reconcile --json\n" },
	{ .name = "calls", .run = cmd_calls, .usage = "calls [list [TEXT]|show ID|har [TEXT]]",
	  .summary = N_("what went over the wire before, as the inspector keeps it"),
	  .examples =
		"  remitty calls list ERROR_INVALID_NAME --json\n"
		"  remitty calls show 117 --json\n"
		"  remitty calls har createContact > calls.har\n" },
	{ .name = "events", .run = cmd_events,
	  .usage = "events [list|show ID|replay ID|forward ID URL|listen]",
	  .summary = N_("what the service told by itself (webhooks), and whether it is genuine"),
	  .examples =
		"  remitty events\n"
		"  remitty events show 12\n"
		"  remitty events replay 12\n"
		"  remitty events forward 12 http://127.0.0.1:3000/hooks\n"
		"  remitty events listen --profile cv --json\n" },
	{ .name = "doctor", .run = cmd_doctor, .usage = "doctor",
	  .summary = N_("is this installation fit to work"),
	  .examples = "  remitty doctor\n  remitty doctor --profile cv --json\n" },
	{ .name = "seal", .run = cmd_seal,
	  .usage = "seal [status|passphrase|keyfile|anew|forget-pin]",
	  .summary = N_("what customers' data on this computer is opened with"),
	  .examples =
		"  remitty seal\n"
		"  remitty seal passphrase --profile cv\n"
		"  remitty seal keyfile --profile cv\n"
		"  remitty seal forget-pin\n"
		"  remitty seal anew --profile cv\n" },
	{ .name = "purge", .run = cmd_purge,
	  .usage = "purge --older-than 90d | purge --customer PHONE|EMAIL",
	  .summary = N_("deletes what tells of customers, by age or of one of them"),
	  .examples =
		"  remitty purge --older-than 90d --dry-run\n"
		"  remitty purge --older-than 12m --profile cv --yes\n"
		"  remitty purge --customer +525521206703\n" },
	{ .name = "config", .run = cmd_config, .usage = "config paths|explain|example",
	  .summary = N_("where files are, which setting won and why, a commented example"),
	  .examples =
		"  remitty config explain --profile cv\n"
		"  remitty config example > ~/.config/remitty/remitty.conf\n" },
	{ .name = "docs", .run = cmd_docs, .usage = "docs keys|operations",
	  .summary = N_("tables of the README"), .hidden = true },
};

static const struct command *find_command(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(commands); i++)
		if (str_eq(commands[i].name, name))
			return &commands[i];
	return NULL;
}

static void print_help(void)
{
	printf("%s\n", _("Examples:"));
	printf("  remitty\n"
	       "  remitty --profile cv --lang es\n"
	       "  remitty call getUserTokenV2 -p phoneNumber=+525521206703\n"
	       "  remitty doctor\n");
	printf("\n%s\n", _("Commands; without one, the console opens:"));
	for (size_t i = 0; i < ARRAY_LEN(commands); i++)
		if (!commands[i].hidden)
			printf("  remitty %s\n        %s\n", commands[i].usage,
			       _(commands[i].summary));
	printf("\n%s\n", _("Options, before or after the command's words:"));
	args_print_options(NULL);
	printf("\n%s\n", _("“remitty COMMAND --help” says more."));
}

static void print_command_help(const struct command *command)
{
	if (command->examples)
		printf("%s\n%s\n", _("Examples:"), command->examples);
	printf("remitty %s\n        %s\n\n%s\n", command->usage, _(command->summary),
	       _("Options:"));
	args_print_options(command->name);
}

/* ---- how a command speaks ---- */

int cmd_code(const struct err *err)
{
	static const int codes[] = {
		[ERR_NONE] = CODE_FINE, [ERR_INPUT] = CODE_USAGE, [ERR_REFUSED] = CODE_REFUSED,
		[ERR_AUTH] = CODE_AUTH, [ERR_NETWORK] = CODE_NETWORK, [ERR_UNKNOWN] = CODE_UNKNOWN,
		[ERR_PROTOCOL] = CODE_CHECK, [ERR_CONFIG] = CODE_CONFIG, [ERR_STORE] = CODE_CONFIG,
	};

	return codes[err->kind];
}

json_t *cmd_error_json(const struct err *err)
{
	return json_pack("{s:s, s:s, s:s*, s:s*}", "text", err->text, "next", err->next,
			 "code", *err->code ? err->code : NULL,
			 "field", *err->field ? err->field : NULL);
}

json_t *cmd_time_json(int64_t at)
{
	char text[25];

	if (at <= 0)
		return json_null();
	iso_time(at, text);
	return json_string(text);
}

void cmd_print(json_t *taken)
{
	if (!taken)
		return;
	json_dumpf(taken, stdout, JSON_INDENT(2) | JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
	putchar('\n');
	json_decref(taken);
}

int cmd_fail(const struct args *args, const struct err *err)
{
	if (args->options.json) {
		cmd_print(json_pack("{s:o}", "error", cmd_error_json(err)));
		return cmd_code(err);
	}
	fprintf(stderr, "remitty: %s", err->text);
	if (*err->code)
		fprintf(stderr, " [%s]", err->code);
	fprintf(stderr, "\n");
	if (*err->next)
		fprintf(stderr, "%s\n", err->next);
	return cmd_code(err);
}

bool cmd_may_change(const struct session *s, const struct op *op, struct err *err)
{
	lang_set(s->config.lang);
	if (!op_offered(op, s->config.omnumi_version, err))
		return false;
	if (!op->changes || !s->config.read_only)
		return true;
	err_set(err, ERR_INPUT, _("%s changes something, and only reading is allowed here."),
		op->name);
	return err_next(err, _("Leave --read-only (or read_only in the configuration) away."));
}

/* ---- the program ---- */

/* The settings screen remembered another profile, which now goes before what
 * the command line and the configuration say. */
static int run_console(const struct args *args)
{
	struct options options = args->options;
	struct session session;
	struct err err = { 0 };
	char *profile = NULL;
	int code;

	do {
		if (!session_open(&session, &options, &err)) {
			free(profile);
			return cmd_fail(args, &err);
		}
		lang_set(session.config.lang);
		code = console_run(&session);
		session_close(&session);
		if (code == CONSOLE_RESTART) {
			free(profile);
			profile = config_remembered("default_profile");
			options.profile = profile;
			options.faults = NULL;	/* they were meant for the one before */
		}
	} while (code == CONSOLE_RESTART);
	free(profile);
	return code;
}

/* The language of the desktop, asked before lang_set() speaks for it. */
static const char *desktop_lang(void)
{
	static const char *const names[] = { "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return has_prefix(value, "es") ? "es" : "en";
	}
	return "en";
}

/* Until the settings are read. */
static void guess_lang(const struct options *options)
{
	const char *variable = getenv("REMITTY_LANG");

	lang_set(options->lang ? options->lang : variable && *variable ? variable :
		 options->desktop_lang);
}

static int run(const struct args *args)
{
	const struct command *command = args->command ? find_command(args->command) : NULL;

	if (args->version)
		printf("remitty %s\n", REMITTY_VERSION);
	else if (args->help && command)
		print_command_help(command);
	else if (args->help)
		print_help();
	else
		return command ? command->run(args) : run_console(args);
	return CODE_FINE;
}

int cmd_main(int argc, char **argv)
{
	const char *names[ARRAY_LEN(commands) + 1] = { NULL };
	const char *desktop = desktop_lang();
	struct err err = { 0 };
	struct args args;
	int code;

	for (size_t i = 0; i < ARRAY_LEN(commands); i++)
		names[i] = commands[i].name;
	lang_init();
	guess_lang(&(struct options){ .desktop_lang = desktop });
	if (args_read(&args, argc, argv, names, &err)) {
		args.options.desktop_lang = desktop;
		guess_lang(&args.options);
		code = run(&args);
	} else {
		code = cmd_fail(&args, &err);
	}
	args_release(&args);
	return code;
}
