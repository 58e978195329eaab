/* Every place that can set a setting gives text, the first that does wins, and
 * the text becomes the member. */

#include "api/config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/config_file.h"

#define AT(member) offsetof(struct config, member)

/* Where values come from, most important first. */
struct sources {
	const struct options *options;
	struct config_file *file;	/* NULL: none */
	struct config_file *remembered;	/* NULL: none */
	const char *path;		/* of file */
};

/* ---- one value ---- */

/* What the command line says about a key, or NULL. */
static const char *from_option(const struct options *o, const char *key, const char **name)
{
	const struct {
		const char *key, *name, *value;
	} rows[] = {
		{ "default_profile", "--profile", o->profile },
		{ "lang", "--lang", o->lang },
		{ "theme", "--theme", o->theme },
		{ "ascii", "--ascii", o->ascii ? "true" : NULL },
		{ "mouse", "--no-mouse", o->no_mouse ? "false" : NULL },
		{ "read_only", "--read-only", o->read_only ? "true" : NULL },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (str_eq(rows[i].key, key) && rows[i].value) {
			*name = rows[i].name;
			return rows[i].value;
		}
	return NULL;
}

static char *from_file(const struct config_file *file, const char *profile, const char *key,
		       const char *path, char **origin)
{
	int line = 0;
	char *text = file ? config_file_text(file, profile, key, &line) : NULL;

	if (text)
		*origin = xasprintf("%s:%d", path, line);
	return text;
}

/* A language the rest of the desktop speaks, else English. */
static const char *desktop_lang(const char **variable)
{
	static const char *const names[] = { "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		const char *value = getenv(names[i]);

		if (value && *value) {
			*variable = names[i];
			return has_prefix(value, "es") ? "es" : "en";
		}
	}
	return NULL;
}

/* Said for this run alone: by an option, else by a variable. */
static const char *from_run(const struct setting *s, const struct options *options,
			    const char **name)
{
	const char *value = from_option(options, s->key, name);

	if (value || !s->variable)
		return value;
	*name = s->variable;
	value = getenv(s->variable);
	return value && *value ? value : NULL;
}

/* Said for good: by the profile, the file around it, or the settings screen. */
static char *from_disk(const struct setting *s, const struct sources *from, const char *profile,
		       char **origin)
{
	char *text = profile ? from_file(from->file, profile, s->key, from->path, origin) : NULL;

	if (text || !s->anywhere)
		return text;
	text = from_file(from->file, NULL, s->key, from->path, origin);
	if (text)
		return text;
	if (profile)
		text = from_file(from->remembered, profile, s->key, "", origin);
	if (!text)
		text = from_file(from->remembered, NULL, s->key, "", origin);
	if (text) {
		free(*origin);
		*origin = xstrdup(_("settings screen"));
	}
	return text;
}

/* The first source that has it; *origin says which.  NULL: unset everywhere. */
static char *look_up(const struct setting *s, const struct sources *from, const char *profile,
		     char **origin)
{
	const char *name = NULL, *value = from_run(s, from->options, &name);
	char *text = value ? NULL : from_disk(s, from, profile, origin);

	if (text)
		return text;
	if (!value && str_eq(s->key, "lang")) {
		name = "LANG";
		value = from->options->desktop_lang;
		if (!value)
			value = desktop_lang(&name);
	}
	*origin = xstrdup(value ? name : _("built-in"));
	if (!value)
		value = s->builtin;
	return value ? xstrdup(value) : NULL;
}

static bool is_true(const char *text)
{
	return word_in("true,yes,on,1", text);
}

static bool judge(const struct setting *s, const char *text, const char *origin, struct err *err)
{
	const char *words = s->type == SET_FLAG ? "true,false,yes,no,on,off,1,0" : s->words;

	if (!words || (*text && word_in(words, text)))
		return true;
	err_set(err, ERR_CONFIG, _("%s: “%.40s” is not a value of %s."), origin, text, s->key);
	return err_next(err, _("It is one of: %s."), words);
}

static void put(struct config *config, const struct setting *s, const struct sources *from,
		const char *text)
{
	char *member = (char *)config + s->offset;

	if (s->type == SET_FLAG)
		*(bool *)member = is_true(text);
	else if (s->type == SET_NUMBER)
		*(double *)member = strtod(text, NULL);
	else if (s->type == SET_COUNT)
		*(int *)member = (int)strtol(text, NULL, 10);
	else if (s->type == SET_COMMAND)
		*(char ***)member = config_file_list(from->file, config->profile, s->key);
	else if (str_eq(s->key, "environment"))
		config->environment = str_eq(text, "live") ? ENV_LIVE :
				      str_eq(text, "test") ? ENV_TEST : ENV_SANDBOX;
	else
		*(char **)member = s->type == SET_PATH ? config_expand(text) : xstrdup(text);
}

static void note_origin(struct config *config, const char *key, const char *value, char *origin)
{
	config->origins = xrealloc(config->origins, (size_t)(config->n_origins + 1) *
				   sizeof(*config->origins));
	config->origins[config->n_origins++] = (struct setting_origin){
		.key = key, .value = xstrdup(value), .origin = origin };
}

static bool set_one(struct config *config, const struct setting *s, const struct sources *from,
		    struct err *err)
{
	char *origin = NULL;
	char *text = look_up(s, from, config->profile, &origin);
	bool fits = !text || judge(s, text, origin, err);

	if (fits && text)
		put(config, s, from, text);
	if (fits)
		note_origin(config, s->key, text ? text : "", origin);
	else
		free(origin);
	free(text);
	return fits;
}

/* ---- the whole ---- */

static bool check_profile(const struct config *config, const struct sources *from, struct err *err)
{
	const char *name;

	for (int i = 0; from->file && (name = config_file_profile(from->file, i)); i++)
		if (str_eq(name, config->profile))
			return true;
	if (str_eq(config->profile, "sandbox"))
		return true;
	err_set(err, ERR_CONFIG, _("There is no profile “%.40s” in %s."), config->profile,
		from->path);
	return err_next(err, _("Add it, or choose another with --profile. “remitty config example” "
			       "shows how."));
}

/* The environment decides what money is played with: outside of the built-in
 * profile it has to be said, never guessed. */
static bool check_environment(const struct config *config, const struct sources *from,
			      struct err *err)
{
	const char *profile = config->profile;
	char *said = NULL;
	bool fits;
	int line;

	if (from->file)
		said = config_file_text(from->file, profile, "environment", &line);
	fits = said || str_eq(profile, "sandbox");
	free(said);
	if (fits)
		return true;
	err_set(err, ERR_CONFIG, _("Profile “%s” does not say which environment it is."),
		config->profile);
	return err_next(err, _("Add environment = \"test\" or \"live\" to it."));
}

static bool is_plain_name(const char *name)
{
	static const char plain[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";

	return *name && *name != '.' && strspn(name, plain) == strlen(name);
}

static void replace(struct config *config, const char *key, const char *value, const char *origin)
{
	for (int i = 0; i < config->n_origins; i++) {
		struct setting_origin *at = &config->origins[i];

		if (!str_eq(at->key, key))
			continue;
		free(at->value);
		free(at->origin);
		at->value = xstrdup(value);
		at->origin = xstrdup(origin);
	}
}

/* What it has besides, unless the profile says otherwise; url is taken. */
static void take_beside(struct config *config, const char *key, char **member, char *url)
{
	if (*member) {
		free(url);
		return;
	}
	*member = url;
	replace(config, key, url, "REMITTY_SANDBOX_URL");
}

/* A sandbox that runs on its own says where: "http://127.0.0.1:8080". */
static void take_running_sandbox(struct config *config)
{
	const char *url = getenv("REMITTY_SANDBOX_URL");
	size_t n = url ? strlen(url) : 0;

	while (n && url[n - 1] == '/')
		n--;
	if (!n)
		return;
	config->base_url = xasprintf("%.*s/v1", (int)n, url);
	replace(config, "base_url", config->base_url, "REMITTY_SANDBOX_URL");
	take_beside(config, "vgs_url", &config->vgs_url, xasprintf("%.*s/vgs/post", (int)n, url));
	take_beside(config, "omnumi_url", &config->omnumi_url,
		    xasprintf("%.*s/omnumi", (int)n, url));
}

static bool fill(struct config *config, const struct sources *from, struct err *err)
{
	char *root;

	for (const struct setting *s = settings; s->key; s++) {
		if (!set_one(config, s, from, err))
			return false;
		if (s->offset != AT(profile))
			continue;
		if (!is_plain_name(config->profile))
			return err_set(err, ERR_CONFIG, _("“%.40s” is not a name of a profile."),
				       config->profile);
		if (!check_profile(config, from, err))
			return false;
	}
	if (!config->lang)
		config->lang = xstrdup("en");
	if (!*config_value(config, "typed_cards")) {
		config->typed_cards = config->environment == ENV_SANDBOX;
		replace(config, "typed_cards", config->typed_cards ? "true" : "false",
			_("built-in"));
	}
	if (config->environment == ENV_SANDBOX && !config->base_url)
		take_running_sandbox(config);
	root = config_state_root();
	config->state_dir = xasprintf("%s/%s", root, config->profile);
	free(root);
	return check_environment(config, from, err) && config_check(config, err);
}

static void list_profiles(struct config *config, const struct config_file *file)
{
	const char *name;
	int n = 0, count = 0;

	while (file && config_file_profile(file, count))
		count++;
	config->profiles = xcalloc((size_t)count + 2, sizeof(char *));
	config->profiles[n++] = xstrdup("sandbox");
	for (int i = 0; i < count; i++) {
		name = config_file_profile(file, i);
		if (!str_eq(name, "sandbox"))
			config->profiles[n++] = xstrdup(name);
	}
}

/* The path that was asked for has to be there; the usual one need not. */
static bool open_file(struct sources *from, char **path, struct err *err)
{
	const char *option = from->options->config;
	const char *asked = option ? option : getenv("REMITTY_CONFIG");
	char *dir;

	if (asked && *asked) {
		*path = config_expand(asked);
	} else {
		dir = config_xdg("XDG_CONFIG_HOME", ".config");
		*path = xasprintf("%s/remitty.conf", dir);
		free(dir);
		if (access(*path, F_OK) != 0)
			return true;
	}
	from->file = config_file_read(*path, err);
	return from->file;
}

static struct config_file *open_remembered(void)
{
	char *path = config_remembered_path();
	struct config_file *file = access(path, F_OK) ? NULL : config_file_read(path, NULL);

	free(path);
	return file;
}

bool config_load(struct config *config, const struct options *options, struct err *err)
{
	struct sources from = { .options = options };
	struct config fresh = { 0 };
	char *path = NULL;
	bool ok;

	ok = open_file(&from, &path, err);
	from.path = path;
	if (ok) {
		from.remembered = open_remembered();
		ok = fill(&fresh, &from, err);
		list_profiles(&fresh, from.file);
		fresh.config_file = from.file ? xstrdup(path) : NULL;
	}
	config_file_free(from.file);
	config_file_free(from.remembered);
	free(path);
	if (ok)
		*config = fresh;
	else
		config_release(&fresh);
	return ok;
}

static void free_list(char **list)
{
	for (char **at = list; at && *at; at++)
		free(*at);
	free(list);
}

void config_release(struct config *config)
{
	for (const struct setting *s = settings; s->key; s++) {
		bool text = s->type == SET_TEXT || s->type == SET_WORDS || s->type == SET_PATH;

		if (text && s->offset != AT(environment))
			free(*(char **)((char *)config + s->offset));
		if (s->type == SET_COMMAND)
			free_list(*(char ***)((char *)config + s->offset));
	}
	free_list(config->profiles);
	for (int i = 0; i < config->n_origins; i++) {
		free(config->origins[i].value);
		free(config->origins[i].origin);
	}
	free(config->origins);
	free(config->config_file);
	free(config->state_dir);
	*config = (struct config){ 0 };
}

const char *environment_word(enum environment environment)
{
	static const char *const words[] = {
		[ENV_SANDBOX] = N_("SANDBOX"), [ENV_TEST] = N_("TEST"), [ENV_LIVE] = N_("LIVE"),
	};

	return _(words[environment]);
}
