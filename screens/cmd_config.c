/* remitty config: where files are, which setting won, an example. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/lang.h"
#include "screens/cmd.h"

static void print_path(const struct args *args, json_t *all, const char *name, const char *path)
{
	if (args->options.json)
		json_object_set_new(all, name, path ? json_string(path) : json_null());
	else
		printf("%-10s %s\n", name, path ? path : _("(none)"));
}

static void print_paths(const struct args *args, const struct config *config)
{
	json_t *all = json_object();

	print_path(args, all, "config", config->config_file);
	print_path(args, all, "state", config->state_dir);
	print_path(args, all, "key", config->api_key_file);
	if (args->options.json)
		cmd_print(all);
	else
		json_decref(all);
}

static void explain(const struct args *args, const struct config *config)
{
	json_t *all = json_array();

	for (int i = 0; i < config->n_origins; i++) {
		const struct setting_origin *o = &config->origins[i];

		if (args->options.json)
			json_array_append_new(all, json_pack("{s:s, s:s, s:s}", "setting", o->key,
							     "value", o->value, "from", o->origin));
		else
			printf("%-20s %-36s %s\n", o->key, *o->value ? o->value : "-", o->origin);
	}
	if (args->options.json)
		cmd_print(all);
	else
		json_decref(all);
}

int cmd_config(const struct args *args)
{
	extern const char asset_example_conf[];
	const char *what = args->n_words ? args->words[0] : "";
	static const char *const whats[] = { "paths", "explain", "example", NULL };
	const char *near = nearest_word(what, whats);
	struct config config;
	struct err err = { 0 };

	if (str_eq(what, "example")) {
		fputs(asset_example_conf, stdout);
		return CODE_FINE;
	}
	if (!str_eq(what, "paths") && !str_eq(what, "explain")) {
		err_set(&err, ERR_INPUT, _("“remitty config” shows paths, explain or example."));
		if (*what && near)
			err_next(&err, _("Did you mean “remitty config %s”?"), near);
		return cmd_fail(args, &err);
	}
	if (!config_load(&config, &args->options, &err))
		return cmd_fail(args, &err);
	lang_set(config.lang);
	if (str_eq(what, "paths"))
		print_paths(args, &config);
	else
		explain(args, &config);
	config_release(&config);
	return CODE_FINE;
}
