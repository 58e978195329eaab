#ifndef API_LANG_H
#define API_LANG_H

/* Which language texts are shown in.  Catalogues are gettext's, found beside
 * the program (build/locale) or where it was installed. */

/* Take over the environment's locale; UTF-8 always, whatever it says. */
void lang_init(void);

/* "en" or "es"; anything else is taken as "en".  Works while running. */
void lang_set(const char *lang);
const char *lang_get(void);		/* borrowed, static */

#endif
