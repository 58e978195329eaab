#include "screens/args.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/words.h"

#define AT(member) offsetof(struct args, member)

static const struct option_row {
	const char *name, *value;	/* value: its name in the help; NULL: takes none */
	size_t member;
	const char *command;		/* where alone it has a meaning; NULL: everywhere */
	const char *help;
} rows[] = {
	{ "-p", "NAME=VALUE", 0, "call",
	  N_("a field of path, query or body, by its name on the wire") },
	{ "--data", "JSON", AT(data), "call", N_("the whole body; @FILE reads it, - takes stdin") },
	{ "--data", "FILE.csv", AT(data), "scenarios",
	  N_("each row of this table makes a run with its values") },
	{ "--failed", NULL, AT(failed), "scenarios", N_("only rows that failed the last time") },
	{ "--fail-fast", NULL, AT(fail_fast), "scenarios",
	  N_("end with the first row that fails") },
	{ "--retry-until", "SECONDS", AT(retry_until), "scenarios",
	  N_("try a row again for so long before it fails") },
	{ "--report", "KIND=FILE", 0, "scenarios",
	  N_("junit, json, tap, csv or html; repeat for more; FILE - is stdout") },
	{ "--curl", NULL, AT(options.curl), "call",
	  N_("print it as a curl command, send nothing") },
	{ "--bundle", "FILE", AT(bundle), "asks",
	  N_("of “asks show”: write what support needs into this file") },
	{ "--older-than", "AGE", AT(older_than), "purge",
	  N_("what was last touched so long ago: 90d, 12w, 6m, 2y") },
	{ "--customer", "PHONE", AT(customer), "purge",
	  N_("this one customer, by phone or e-mail") },
	{ "--dry-run", NULL, AT(options.dry_run), NULL, N_("print the request, send nothing") },
	{ "--yes", NULL, AT(options.yes), NULL, N_("confirm what moves money") },
	{ "--openapi", NULL, AT(openapi), "operations", N_("an OpenAPI 3.1 document") },
	{ "--service", "NAME", AT(service), "operations",
	  N_("of this service alone: raas, vgs or omnumi") },
	{ "--names", NULL, AT(names), "operations", N_("the names alone") },
	{ "--profile", "NAME", AT(options.profile), NULL,
	  N_("the service and key of this profile") },
	{ "--config", "FILE", AT(options.config), NULL, N_("read this configuration file") },
	{ "--lang", "en|es", AT(options.lang), NULL, N_("language") },
	{ "--theme", "NAME", AT(options.theme), NULL, N_("auto, dark, light, contrast or mono") },
	{ "--ascii", NULL, AT(options.ascii), NULL, N_("frames and signs of plain characters") },
	{ "--no-mouse", NULL, AT(options.no_mouse), NULL, N_("leave the mouse to the terminal") },
	{ "--fault", "SPEC", 0, NULL,
	  N_("a fault of the sandbox, such as 500:getProfile:count=1; repeat for more") },
	{ "--read-only", NULL, AT(options.read_only), NULL,
	  N_("refuse whatever changes something") },
	{ "--json", NULL, AT(options.json), NULL, N_("stdout is one JSON value, errors too") },
	{ "--quiet", NULL, AT(options.quiet), NULL, N_("nothing on stderr but errors") },
	{ "--verbose", NULL, AT(options.verbose), NULL, N_("what goes over the wire, on stderr") },
	{ "--version", NULL, AT(version), NULL, N_("print the version") },
	{ "--help", NULL, AT(help), NULL, N_("this help") },
};

/* ---- the nearest word ---- */

const char *nearest_word(const char *wrong, const char *const *list)
{
	const char *best = NULL;
	int least = (int)strlen(wrong) / 3 + 2;

	for (; *list; list++) {
		int d = word_distance(wrong, *list);

		if (d < least) {
			least = d;
			best = *list;
		}
	}
	return best;
}

static bool unknown_option(const char *word, struct err *err)
{
	const char *names[ARRAY_LEN(rows) + 1] = { NULL };
	const char *near;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		names[i] = rows[i].name;
	near = nearest_word(word, names);
	err_set(err, ERR_INPUT, _("“%.60s” is not an option."), word);
	if (near)
		return err_next(err, _("Did you mean %s?"), near);
	return err_next(err, _("“remitty --help” lists them."));
}

/* ---- reading ---- */

static const struct option_row *find_row(const char *word, const char **value)
{
	size_t n = strcspn(word, "=");

	*value = NULL;
	if (has_prefix(word, "-p") && word[2])	/* -pNAME=VALUE */
		*value = word + 2;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		if (*value && rows[i].name[1] == 'p')
			return &rows[i];
		if (*value || strlen(rows[i].name) != n || strncmp(rows[i].name, word, n))
			continue;
		if (word[n] && !rows[i].value)
			return NULL;
		*value = word[n] ? word + n + 1 : NULL;
		return &rows[i];
	}
	return NULL;
}

static void keep(const char ***list, int *n, const char *word)
{
	*list = xrealloc(*list, (size_t)(*n + 2) * sizeof(**list));
	(*list)[(*n)++] = word;
	(*list)[*n] = NULL;
}

static bool take_option(struct args *args, const struct option_row *row, const char *value,
			struct err *err)
{
	char *member = (char *)args + row->member;

	if (row->value && !value) {
		err_set(err, ERR_INPUT, _("%s needs a value (%s)."), row->name, row->value);
		return err_next(err, _("“remitty --help” has examples."));
	}
	if (str_eq(row->name, "-p"))
		keep(&args->params, &args->n_params, value);
	else if (str_eq(row->name, "--fault"))
		keep(&args->faults, &args->n_faults, value);
	else if (str_eq(row->name, "--report"))
		keep(&args->reports, &args->n_reports, value);
	else if (row->value)
		*(const char **)member = value;
	else
		*(bool *)member = true;
	return true;
}

static bool take_word(struct args *args, const char *word, const char *const *commands,
		      struct err *err)
{
	const char *const *name = commands;
	const char *near;

	if (args->command) {
		keep(&args->words, &args->n_words, word);
		return true;
	}
	while (*name && !str_eq(*name, word))
		name++;
	args->command = *name;
	if (*name)
		return true;
	near = nearest_word(word, commands);
	err_set(err, ERR_INPUT, _("“%.60s” is not a command."), word);
	if (near)
		return err_next(err, _("Did you mean “remitty %s”?"), near);
	return err_next(err, _("“remitty --help” lists them."));
}

/* Two commands may have an option of the same name. */
static bool has_option(const char *command, const char *option)
{
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (str_eq(rows[i].name, option) && str_eq(rows[i].command, command))
			return true;
	return false;
}

/* Options that belong to another command than the one given. */
static bool check_places(const struct args *args, char **argv, struct err *err)
{
	for (char **word = argv + 1; *word && !str_eq(*word, "--"); word++) {
		const char *value;
		const struct option_row *row = **word == '-' ? find_row(*word, &value) : NULL;

		if (row && row->command && !has_option(args->command, row->name)) {
			err_set(err, ERR_INPUT, _("%s belongs to “remitty %s”."), row->name,
				row->command);
			return err_next(err, _("“remitty %s --help” has examples."), row->command);
		}
		if (row && row->value && !value && word[1])
			word++;
	}
	return true;
}

/* The sandbox has options of its own and reads them itself. */
static bool is_own(const struct args *args, const char *word)
{
	const char *value;
	const struct option_row *row = *word == '-' ? find_row(word, &value) : NULL;

	return str_eq(args->command, "sandbox") &&
	       (!row || row->command || str_eq(word, "--help") || str_eq(row->name, "--fault"));
}

/* An option at argv[*i], and its value, which may be the next word. */
static bool read_option(struct args *args, char **argv, int *i, struct err *err)
{
	const char *word = argv[*i], *value;
	const struct option_row *row = find_row(word, &value);

	if (str_eq(word, "-h") || str_eq(word, "-V")) {
		*(word[1] == 'h' ? &args->help : &args->version) = true;
		return true;
	}
	if (!row)
		return unknown_option(word, err);
	if (row->value && !value && argv[*i + 1])
		value = argv[++*i];
	return take_option(args, row, value, err);
}

bool args_read(struct args *args, int argc, char **argv, const char *const *commands,
	       struct err *err)
{
	bool words_only = false, ok = true;

	*args = (struct args){ .words = xcalloc(1, sizeof(char *)) };
	for (int i = 1; i < argc && ok; i++) {
		bool option = argv[i][0] == '-' && argv[i][1] && !words_only;

		if (is_own(args, argv[i]))
			keep(&args->rest, &args->n_rest, argv[i]);
		else if (option && str_eq(argv[i], "--"))
			words_only = true;
		else if (option)
			ok = read_option(args, argv, &i, err);
		else
			ok = take_word(args, argv[i], commands, err);
	}
	args->options.faults = args->faults;
	return ok && check_places(args, argv, err);
}

void args_release(struct args *args)
{
	free(args->words);
	free(args->params);
	free(args->faults);
	free(args->reports);
	free(args->rest);
	*args = (struct args){ 0 };
}

void args_print_options(const char *command)
{
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct option_row *row = &rows[i];
		int room = 22 - (int)strlen(row->name);

		if (row->command && command && !str_eq(row->command, command))
			continue;
		if (row->command && !command)
			continue;
		printf("  %s %-*s %s\n", row->name, room, row->value ? row->value : "",
		       _(row->help));
	}
}
