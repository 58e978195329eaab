#include "api/lang.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/util.h"

#ifndef LOCALEDIR
#define LOCALEDIR "/usr/local/share/locale"
#endif

#define DOMAIN "remitty"

/* gettext re-reads LANGUAGE only when this counter of its own moves. */
extern int _nl_msg_cat_cntr;

/* The catalogues beside the program, as in a build tree; else the installed ones. */
static char *catalogue_dir(void)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);
	char *dir;

	for (; n > 0; n--) {
		if (path[n - 1] != '/')
			continue;
		dir = xasprintf("%.*slocale", (int)n, path);
		if (access(dir, R_OK) == 0)
			return dir;
		free(dir);
		if (n > 1 && has_prefix(path + n, "remitty"))
			continue;	/* tests live one folder deeper than the program */
	}
	return xstrdup(LOCALEDIR);
}

void lang_init(void)
{
	char *dir;

	/* Characters and messages are all that is asked of the locale; each further
	 * category is one more file to read at the start.  JSON and SQL have one
	 * decimal point. */
	if (!setlocale(LC_CTYPE, "") || !str_eq(nl_langinfo(CODESET), "UTF-8"))
		setlocale(LC_CTYPE, "C.UTF-8");
	/* In the locale "C" gettext translates nothing, whatever LANGUAGE says. */
	if (!setlocale(LC_MESSAGES, "") || str_eq(setlocale(LC_MESSAGES, NULL), "C") ||
	    str_eq(setlocale(LC_MESSAGES, NULL), "POSIX"))
		setlocale(LC_MESSAGES, "C.UTF-8");
	dir = catalogue_dir();
	bindtextdomain(DOMAIN, dir);
	bind_textdomain_codeset(DOMAIN, "UTF-8");
	textdomain(DOMAIN);
	free(dir);
}

static const char *const langs[] = { "en", "es" };
static int current;

/* A frame asks for a hundred texts, and gettext does not remember what it did
 * not find. */
const char *translated(const char *msgid)
{
	return current ? gettext(msgid) : msgid;
}

void lang_set(const char *lang)
{
	current = str_eq(lang, "es");
	setenv("LANGUAGE", langs[current], 1);
	++_nl_msg_cat_cntr;
}

const char *lang_get(void)
{
	return langs[current];
}
