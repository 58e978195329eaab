#include "tui/theme.h"

#include <stdlib.h>
#include <string.h>

#include "api/util.h"

/* Grounds are the terminal's own (theme_ground sees to it that they fit), except
 * where a state or the focus needs one.  What is typed into has no colour:
 * drawing one character of it must not cost three colour changes. */

#define OWN -1

/* The table's order: colours of 256, the same of 8, flags. */
#define LOOK(FG, BG, FG8, BG8, FLAGS) \
	{ .fg = (FG), .bg = (BG), .fg8 = (FG8), .bg8 = (BG8), .flags = (FLAGS) }
#define PLAIN(FLAGS) LOOK(OWN, OWN, OWN, OWN, FLAGS)

static const struct look looks[THEME_COUNT][STYLE_COUNT] = {
	[THEME_DARK] = {
		[STYLE_TEXT]		= PLAIN(0),
		[STYLE_DIM]		= LOOK(245, OWN, OWN, OWN, 0),
		[STYLE_LABEL]		= LOOK(248, OWN, OWN, OWN, 0),
		[STYLE_TITLE]		= PLAIN(LOOK_BOLD),
		[STYLE_STRONG]		= PLAIN(LOOK_BOLD),
		[STYLE_FOCUS]		= LOOK(15, 24, 7, 4, 0),
		[STYLE_FIELD]		= PLAIN(0),
		[STYLE_FIELD_FOCUS]	= PLAIN(LOOK_UNDERLINE),
		[STYLE_OK]		= LOOK(114, OWN, 2, OWN, 0),
		[STYLE_WARN]		= LOOK(221, OWN, 3, OWN, 0),
		[STYLE_ERROR]		= LOOK(210, OWN, 1, OWN, LOOK_BOLD),
		[STYLE_HINT]		= LOOK(109, OWN, 6, OWN, 0),
		[STYLE_KEY]		= LOOK(15, 236, 7, OWN, LOOK_BOLD),
		[STYLE_BAR]		= LOOK(252, 236, OWN, OWN, 0),
		[STYLE_BAR_DIM]		= LOOK(246, 236, OWN, OWN, 0),
		[STYLE_BAR_WARN]	= LOOK(221, 236, 3, OWN, 0),
		[STYLE_SANDBOX]		= LOOK(16, 114, 0, 2, 0),
		[STYLE_TEST]		= LOOK(16, 221, 0, 3, 0),
		[STYLE_LIVE]		= LOOK(231, 160, 7, 1, LOOK_BOLD),
		[STYLE_BOX]		= LOOK(245, OWN, OWN, OWN, 0),
		[STYLE_QR]		= LOOK(16, 231, 0, 7, 0),
	},
	[THEME_LIGHT] = {
		[STYLE_TEXT]		= PLAIN(0),
		[STYLE_DIM]		= LOOK(242, OWN, OWN, OWN, 0),
		[STYLE_LABEL]		= LOOK(240, OWN, OWN, OWN, 0),
		[STYLE_TITLE]		= PLAIN(LOOK_BOLD),
		[STYLE_STRONG]		= PLAIN(LOOK_BOLD),
		[STYLE_FOCUS]		= LOOK(231, 25, 7, 4, 0),
		[STYLE_FIELD]		= PLAIN(0),
		[STYLE_FIELD_FOCUS]	= PLAIN(LOOK_UNDERLINE),
		[STYLE_OK]		= LOOK(28, OWN, 2, OWN, 0),
		[STYLE_WARN]		= LOOK(130, OWN, 5, OWN, 0),
		[STYLE_ERROR]		= LOOK(160, OWN, 1, OWN, LOOK_BOLD),
		[STYLE_HINT]		= LOOK(24, OWN, 4, OWN, 0),
		[STYLE_KEY]		= LOOK(16, 254, 0, OWN, LOOK_BOLD),
		[STYLE_BAR]		= LOOK(236, 254, OWN, OWN, 0),
		[STYLE_BAR_DIM]		= LOOK(241, 254, OWN, OWN, 0),
		[STYLE_BAR_WARN]	= LOOK(130, 254, 5, OWN, 0),
		[STYLE_SANDBOX]		= LOOK(231, 28, 7, 2, 0),
		[STYLE_TEST]		= LOOK(16, 214, 0, 3, 0),
		[STYLE_LIVE]		= LOOK(231, 160, 7, 1, LOOK_BOLD),
		[STYLE_BOX]		= LOOK(242, OWN, OWN, OWN, 0),
		[STYLE_QR]		= LOOK(16, 231, 0, 7, 0),
	},
	/* Nothing faint; every state stands on its own ground, so that it reads
	 * on any terminal's. */
	[THEME_CONTRAST] = {
		[STYLE_TEXT]		= PLAIN(0),
		[STYLE_DIM]		= PLAIN(0),
		[STYLE_LABEL]		= PLAIN(0),
		[STYLE_TITLE]		= PLAIN(LOOK_BOLD),
		[STYLE_STRONG]		= PLAIN(LOOK_BOLD),
		[STYLE_FOCUS]		= LOOK(16, 226, 0, 3, LOOK_BOLD),
		[STYLE_FIELD]		= PLAIN(LOOK_BOLD),
		[STYLE_FIELD_FOCUS]	= PLAIN(LOOK_UNDERLINE),
		[STYLE_OK]		= LOOK(120, 16, 2, 0, LOOK_BOLD),
		[STYLE_WARN]		= LOOK(220, 16, 3, 0, LOOK_BOLD),
		[STYLE_ERROR]		= LOOK(231, 124, 7, 1, LOOK_BOLD),
		[STYLE_HINT]		= PLAIN(LOOK_UNDERLINE),
		[STYLE_KEY]		= PLAIN(LOOK_BOLD | LOOK_REVERSE),
		[STYLE_BAR]		= PLAIN(LOOK_REVERSE),
		[STYLE_BAR_DIM]		= PLAIN(LOOK_REVERSE),
		[STYLE_BAR_WARN]	= LOOK(220, 16, 3, 0, LOOK_BOLD),
		[STYLE_SANDBOX]		= LOOK(16, 120, 0, 2, LOOK_BOLD),
		[STYLE_TEST]		= LOOK(16, 214, 0, 3, LOOK_BOLD),
		[STYLE_LIVE]		= LOOK(231, 124, 7, 1, LOOK_BOLD),
		[STYLE_BOX]		= PLAIN(LOOK_BOLD),
		[STYLE_QR]		= LOOK(16, 231, 0, 7, 0),
	},
	[THEME_MONO] = {
		[STYLE_TITLE]		= PLAIN(LOOK_BOLD),
		[STYLE_TEXT]		= PLAIN(0),
		[STYLE_DIM]		= PLAIN(0),
		[STYLE_LABEL]		= PLAIN(0),
		[STYLE_STRONG]		= PLAIN(LOOK_BOLD),
		[STYLE_FOCUS]		= PLAIN(LOOK_REVERSE),
		[STYLE_FIELD]		= PLAIN(0),
		[STYLE_FIELD_FOCUS]	= PLAIN(LOOK_UNDERLINE),
		[STYLE_OK]		= PLAIN(0),
		[STYLE_WARN]		= PLAIN(LOOK_BOLD),
		[STYLE_ERROR]		= PLAIN(LOOK_BOLD),
		[STYLE_HINT]		= PLAIN(0),
		[STYLE_KEY]		= PLAIN(LOOK_BOLD),
		[STYLE_BAR]		= PLAIN(0),
		[STYLE_BAR_DIM]		= PLAIN(0),
		[STYLE_BAR_WARN]	= PLAIN(LOOK_BOLD),
		[STYLE_SANDBOX]		= PLAIN(LOOK_BOLD),
		[STYLE_TEST]		= PLAIN(LOOK_BOLD | LOOK_UNDERLINE),
		[STYLE_LIVE]		= PLAIN(LOOK_BOLD | LOOK_REVERSE),
		[STYLE_BOX]		= PLAIN(0),
		[STYLE_QR]		= PLAIN(LOOK_REVERSE),
	},
};

/* Codes are drawn in ink: a block character is a dark module.  Without
 * colours the ink must be the darker of the terminal's own two: on a dark
 * ground that takes reverse video, on a light one it is so already. */
static const struct look qr_on_light = PLAIN(0);

/* COLORFGBG is "ink;ground" or "ink;something;ground" in the 16 colours, where
 * 7 and all above 8 are light; not set is taken as dark. */
static bool light_ground(void)
{
	const char *ground = getenv("COLORFGBG");
	char *end;
	long n;

	ground = ground ? strrchr(ground, ';') : NULL;
	if (!ground)
		return false;
	n = strtol(ground + 1, &end, 10);
	return end > ground + 1 && !*end && (n == 7 || (n > 8 && n < 16));
}

const struct look *theme_look(enum theme theme, enum style style)
{
	if (theme == THEME_MONO && style == STYLE_QR && light_ground())
		return &qr_on_light;
	return &looks[theme][style];
}

/* Styles name no ground where they can do without, so one theme's styles upon
 * the other's ground would be pale on pale. */
const struct ground *theme_ground(enum theme theme)
{
	static const struct ground dark = { .ink = "#e4e4e4", .paper = "#121418" };
	static const struct ground light = { .ink = "#1f2328", .paper = "#fbfbfa" };

	if (theme == THEME_LIGHT && !light_ground())
		return &light;
	if (theme == THEME_DARK && light_ground())
		return &dark;
	return NULL;
}

static const char *const names[THEME_COUNT] = {
	[THEME_DARK] = "dark",
	[THEME_LIGHT] = "light",
	[THEME_CONTRAST] = "contrast",
	[THEME_MONO] = "mono",
};

const char *theme_name(enum theme theme)
{
	return names[theme];
}

bool theme_from_name(const char *name, enum theme *theme)
{
	const char *no_color = getenv("NO_COLOR");

	if (str_eq(name, "auto")) {
		*theme = light_ground() ? THEME_LIGHT : THEME_DARK;
		if (no_color && *no_color)
			*theme = THEME_MONO;
		return true;
	}
	for (int i = 0; i < THEME_COUNT; i++) {
		if (str_eq(name, names[i])) {
			*theme = (enum theme)i;
			return true;
		}
	}
	return false;
}
