#ifndef API_CONFIG_FILE_H
#define API_CONFIG_FILE_H

/* The settings that exist, and a file that sets some of them.  Used by
 * the files api/config*.c alone. */

#include "api/config.h"

enum setting_type { SET_TEXT, SET_WORDS, SET_COMMAND, SET_FLAG, SET_NUMBER, SET_COUNT,
		    SET_PATH };

struct setting {
	const char *key;		/* NULL ends the table */
	enum setting_type type;
	size_t offset;			/* in struct config */
	const char *builtin;		/* NULL: unset */
	const char *variable;		/* REMITTY_…, or NULL */
	bool anywhere;			/* also outside of a profile */
	const char *words;		/* comma-separated legal values, or NULL */
};

extern const struct setting settings[];

struct config_file;

/* NULL with *err (which may be NULL) naming file and line; the caller frees.
 * path is borrowed for as long as the file is open. */
struct config_file *config_file_read(const char *path, struct err *err);
void config_file_free(struct config_file *);

/* A value as text (lists joined by commas), new; NULL when it is not set.
 * profile NULL: outside of a profile.  *line is where it stands. */
char *config_file_text(const struct config_file *, const char *profile, const char *key, int *line);

/* A list's items, NULL-terminated, new; NULL when it is not set. */
char **config_file_list(const struct config_file *, const char *profile, const char *key);

/* Name of the n-th profile; NULL past the last.  Borrowed. */
const char *config_file_profile(const struct config_file *, int n);

/* Does all of it fit together?  False with *err naming file and line. */
bool config_check(const struct config *, struct err *err);

/* "…/remitty.conf:12" of a setting and its value as text, both ""; borrowed. */
const char *config_origin(const struct config *, const char *key);
const char *config_value(const struct config *, const char *key);

/* Places; all new. */
char *config_xdg(const char *variable, const char *under_home);	/* "…/remitty" */
char *config_state_root(void);
char *config_remembered_path(void);		/* what the settings screen changed */
char *config_expand(const char *path);		/* ~/ is the home folder */

#endif
