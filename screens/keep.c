#include "screens/keep.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tui/qr.h"

enum { PIXELS = 8 };		/* of the picture for each module */

char *keep_base(const struct config *config, const char *folder, const char *name, struct err *err)
{
	struct str base = { 0 };

	if (!config_state_dir(config, err))
		return NULL;
	str_addf(&base, "%s/%s", config->state_dir, folder);
	if (mkdir(base.s, 0700) < 0 && errno != EEXIST) {
		err_set(err, ERR_STORE, _("The folder %s cannot be made: %s"), base.s,
			strerror(errno));
		str_release(&base);
		return NULL;
	}
	str_add(&base, "/");
	for (; *name; name++)
		if (isalnum((unsigned char)*name) || *name == '-')
			str_addn(&base, name, 1);
	return str_steal(&base);
}

static bool keep(const char *base, const char *ending, const char *bytes, size_t len,
		 struct err *err)
{
	char *path = xasprintf("%s.%s", base, ending);
	bool ok = file_write(path, bytes, len, err);

	free(path);
	return ok;
}

bool keep_code(const char *link, const char *base, struct err *err)
{
	struct qr qr = { 0 };
	char *svg, *png;
	size_t len;
	bool ok;

	if (!qr_make(&qr, link))
		return err_set(err, ERR_PROTOCOL, "%s",
			       _("This link is too long for a code. Copy it instead."));
	svg = qr_svg(&qr);
	png = qr_png(&qr, PIXELS, &len);
	ok = keep(base, "svg", svg, strlen(svg), err) && keep(base, "png", png, len, err);
	free(svg);
	free(png);
	qr_release(&qr);
	return ok;
}
