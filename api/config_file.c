#include "api/config_file.h"

#include <assert.h>
#include <confuse.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST 80				/* settings */
#define FILE_CAP (256 * 1024)

struct line {
	struct line *next;
	char *profile;			/* NULL: outside of one */
	const char *key;
	int at;
};

struct config_file {
	cfg_t *cfg;
	struct line *lines;
	struct err err;
	const char *path;
};

/* The library passes no pointer of the caller's to its callbacks.  An option
 * without a name, which no file can set, carries it. */
#define CARRIER ""

static struct config_file *file_of(const cfg_t *cfg)
{
	const cfg_opt_t *opt = cfg->opts;

	while (*opt->name)
		opt++;
	return (struct config_file *)(void *)opt->simple_value.ptr;
}

static void on_error(cfg_t *cfg, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));

static void on_error(cfg_t *cfg, const char *fmt, va_list ap)
{
	struct config_file *file = file_of(cfg);
	char why[160];

	if (file->err.kind)
		return;			/* the first one is the cause */
	vsnprintf(why, sizeof(why), fmt, ap);
	err_set(&file->err, ERR_CONFIG, _("%.80s, line %d: %s."), file->path, cfg->line, why);
	err_next(&file->err, _("Correct that line; “remitty config example” shows every setting."));
}

static int on_value(cfg_t *cfg, cfg_opt_t *opt)
{
	struct config_file *file = file_of(cfg);
	struct line *line = xcalloc(1, sizeof(*line));

	*line = (struct line){ .next = file->lines, .key = opt->name, .at = cfg->line,
			       .profile = cfg->title ? xstrdup(cfg->title) : NULL };
	file->lines = line;
	return 0;
}

static cfg_opt_t option_of(const struct setting *setting)
{
	static const cfg_opt_t text = CFG_STR(NULL, NULL, CFGF_NODEFAULT),
		list = CFG_STR_LIST(NULL, NULL, CFGF_NODEFAULT),
		flag = CFG_BOOL(NULL, cfg_false, CFGF_NODEFAULT),
		number = CFG_FLOAT(NULL, 0, CFGF_NODEFAULT);
	static const cfg_opt_t *const of[] = {
		[SET_TEXT] = &text, [SET_PATH] = &text, [SET_WORDS] = &list,
		[SET_COMMAND] = &list, [SET_FLAG] = &flag, [SET_NUMBER] = &number,
		[SET_COUNT] = &number,
	};
	cfg_opt_t opt = *of[setting->type];

	opt.name = setting->key;
	opt.validcb = on_value;
	return opt;
}

/* Options of a profile, or of the file outside of them; returns how many. */
static int fill(cfg_opt_t *opts, struct config_file *file, bool profile)
{
	cfg_opt_t carrier = CFG_SIMPLE_INT(CARRIER, NULL);
	int n = 0;

	carrier.simple_value.ptr = (void *)file;
	opts[n++] = carrier;
	for (const struct setting *s = settings; s->key; s++)
		if (profile ? !str_eq(s->key, "default_profile") : s->anywhere)
			opts[n++] = option_of(s);
	assert(n < MOST - 1);		/* one more, and one that ends them */
	return n;
}

struct config_file *config_file_read(const char *path, struct err *err)
{
	struct config_file *file;
	cfg_opt_t profile[MOST] = { 0 }, top[MOST] = { 0 };
	cfg_opt_t section = CFG_SEC("profile", profile, CFGF_MULTI | CFGF_TITLE |
				    CFGF_NO_TITLE_DUPES);
	char *text = file_read(path, FILE_CAP, NULL, err);
	int n;

	if (!text)
		return NULL;
	file = xcalloc(1, sizeof(*file));
	file->path = path;
	fill(profile, file, true);
	n = fill(top, file, false);
	top[n] = section;
	file->cfg = cfg_init(top, CFGF_NONE);
	if (!file->cfg)
		die("out of memory");
	cfg_set_error_function(file->cfg, on_error);
	if (cfg_parse_buf(file->cfg, text) != CFG_SUCCESS) {
		if (!file->err.kind)
			err_set(&file->err, ERR_CONFIG, _("%.80s is not a configuration file."),
				path);
		if (err)
			*err = file->err;
		config_file_free(file);
		file = NULL;
	}
	free(text);
	return file;
}

void config_file_free(struct config_file *file)
{
	if (!file)
		return;
	while (file->lines) {
		struct line *line = file->lines;

		file->lines = line->next;
		free(line->profile);
		free(line);
	}
	cfg_free(file->cfg);
	free(file);
}

static cfg_opt_t *find(const struct config_file *file, const char *profile, const char *key)
{
	cfg_t *section = profile ? cfg_gettsec(file->cfg, "profile", profile) : file->cfg;

	for (cfg_opt_t *opt = section ? section->opts : NULL; opt && opt->name; opt++)
		if (str_eq(opt->name, key) && opt->nvalues)
			return opt;
	return NULL;
}

static void add_value(struct str *out, cfg_opt_t *opt, unsigned i)
{
	if (i)
		str_add(out, ",");
	if (opt->type == CFGT_BOOL)
		str_add(out, cfg_opt_getnbool(opt, i) ? "true" : "false");
	else if (opt->type == CFGT_FLOAT)
		str_addf(out, "%g", cfg_opt_getnfloat(opt, i));
	else
		str_add(out, cfg_opt_getnstr(opt, i));
}

char *config_file_text(const struct config_file *file, const char *profile, const char *key,
		       int *line)
{
	cfg_opt_t *opt = find(file, profile, key);
	const struct line *at = file->lines;
	struct str out = { 0 };

	if (!opt)
		return NULL;
	for (unsigned i = 0; i < opt->nvalues; i++)
		add_value(&out, opt, i);
	while (at && !(str_eq(at->key, key) && str_eq(at->profile, profile)))
		at = at->next;
	*line = at ? at->at : 0;
	return str_steal(&out);
}

char **config_file_list(const struct config_file *file, const char *profile, const char *key)
{
	cfg_opt_t *opt = find(file, profile, key);
	char **items;

	if (!opt)
		return NULL;
	items = xcalloc(opt->nvalues + 1, sizeof(*items));
	for (unsigned i = 0; i < opt->nvalues; i++)
		items[i] = xstrdup(cfg_opt_getnstr(opt, i));
	return items;
}

const char *config_file_profile(const struct config_file *file, int n)
{
	if (n >= (int)cfg_size(file->cfg, "profile"))
		return NULL;
	return cfg_title(cfg_getnsec(file->cfg, "profile", (unsigned)n));
}
