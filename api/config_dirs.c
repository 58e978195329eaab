/* Where files are, and the little that the program itself writes of settings. */

#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/config_file.h"

static char *home(void)
{
	const char *set = getenv("HOME");
	const struct passwd *me;

	if (set && *set)
		return xstrdup(set);
	me = getpwuid(getuid());
	return xstrdup(me ? me->pw_dir : "/");
}

char *config_xdg(const char *variable, const char *under_home)
{
	const char *set = getenv(variable);
	char *dir, *own;

	if (set && *set == '/')
		return xasprintf("%s/remitty", set);
	own = home();
	dir = xasprintf("%s/%s/remitty", own, under_home);
	free(own);
	return dir;
}

char *config_state_root(void)
{
	return config_xdg("XDG_STATE_HOME", ".local/state");
}

char *config_expand(const char *path)
{
	char *own, *whole;

	if (!has_prefix(path, "~/"))
		return xstrdup(path);
	own = home();
	whole = xasprintf("%s%s", own, path + 1);
	free(own);
	return whole;
}

/* Make a folder and those above it, for this person alone. */
static bool make_dirs(const char *path)
{
	char *part = xstrdup(path);
	bool ok = true;

	for (char *at = strchr(part + 1, '/'); at && ok; at = strchr(at + 1, '/')) {
		*at = '\0';
		ok = mkdir(part, 0700) == 0 || errno == EEXIST;
		*at = '/';
	}
	ok = ok && (mkdir(path, 0700) == 0 || errno == EEXIST);
	free(part);
	return ok;
}

static bool make_private(const char *path, struct err *err)
{
	struct stat st;

	if (!make_dirs(path) || stat(path, &st) || !S_ISDIR(st.st_mode)) {
		err_set(err, ERR_STORE, _("The folder %.120s cannot be made: %s."), path,
			strerror(errno));
		return err_next(err, _("Check who owns the folder above it and whether the disk "
				       "is full."));
	}
	if ((st.st_mode & 077) && chmod(path, 0700)) {
		err_set(err, ERR_STORE, _("The folder %.150s can be read by others."), path);
		return err_next(err, _("Run: chmod 700 %s"), path);
	}
	return true;
}

bool config_state_dir(const struct config *config, struct err *err)
{
	size_t n = strlen(config->state_dir) - strlen(config->profile) - 1;
	char *root = xstrndup(config->state_dir, n);
	bool ok = make_private(root, err) && make_private(config->state_dir, err);

	free(root);
	return ok;
}

char *config_remembered_path(void)
{
	char *root = config_state_root();
	char *path = xasprintf("%s/settings.conf", root);

	free(root);
	return path;
}

static bool is_word(const char *text)
{
	static const char plain[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";

	return *text && strspn(text, plain) == strlen(text);
}

/* What is remembered for the whole program, with one key's value now another. */
static void add_general(struct str *out, const struct config_file *old, const char *key,
			const char *value)
{
	static const char *const keys[] = { "lang", "theme", "default_profile" };

	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		int line;
		char *before = old ? config_file_text(old, NULL, keys[i], &line) : NULL;
		const char *now = str_eq(keys[i], key) ? value : before;

		if (now && is_word(now))
			str_addf(out, "%s = \"%s\"\n", keys[i], now);
		free(before);
	}
}

static void add_profile(struct str *out, const char *profile, const char *history)
{
	if (history && is_word(history) && is_word(profile))
		str_addf(out, "profile \"%s\" {\n\thistory = %s\n}\n", profile, history);
}

/* What is remembered for a profile: how many calls it keeps. */
static void add_profiles(struct str *out, const struct config_file *old, const char *profile,
			 const char *history)
{
	const char *name;
	int line;

	for (int i = 0; old && (name = config_file_profile(old, i)); i++) {
		char *before = config_file_text(old, name, "history", &line);

		if (!history || !str_eq(name, profile))
			add_profile(out, name, before);
		free(before);
	}
	add_profile(out, profile, history);
}

bool config_remember(const struct config *config, const char *key, const char *value,
		     struct err *err)
{
	char *path = config_remembered_path();
	struct config_file *old = access(path, F_OK) ? NULL : config_file_read(path, NULL);
	struct str text = { 0 };
	bool ok;

	add_general(&text, old, str_eq(key, "profile") ? "default_profile" : key, value);
	add_profiles(&text, old, config->profile, str_eq(key, "history") ? value : NULL);
	ok = config_state_dir(config, err) && file_write(path, text.s ? text.s : "", text.len, err);
	config_file_free(old);
	str_release(&text);
	free(path);
	return ok;
}

char *config_remembered(const char *key)
{
	char *path = config_remembered_path();
	struct config_file *file = access(path, F_OK) ? NULL : config_file_read(path, NULL);
	int line;
	char *value = file ? config_file_text(file, NULL, key, &line) : NULL;

	config_file_free(file);
	free(path);
	return value;
}
