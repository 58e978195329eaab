/* Stricter than the network library's own reading, so that the two cannot
 * disagree about which host is meant. */

#include "api/address.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-";

static bool is_loopback(const char *host)
{
	int a, b, c, d;
	char end;

	if (str_eq(host, "localhost") || str_eq(host, "[::1]"))
		return true;
	return sscanf(host, "%3d.%3d.%3d.%3d%c", &a, &b, &c, &d, &end) == 4 && a == 127;
}

/* Host (with its brackets) and port of what stands between // and the path. */
static bool split(const char *at, size_t n, char *host, size_t room)
{
	size_t len = *at == '[' ? strcspn(at, "]") + 1 : strspn(at, plain);
	size_t digits;

	if (!len || len > n || len >= room)
		return false;
	snprintf(host, room, "%.*s", (int)len, at);
	if (*at == '[' && strspn(host + 1, "0123456789abcdefABCDEF:.") != len - 2)
		return false;
	if (len == n)
		return true;
	digits = strspn(at + len + 1, "0123456789");
	return at[len] == ':' && digits > 0 && digits <= 5 && len + 1 + digits == n;
}

bool address_check(const char *url, struct err *err)
{
	bool secure = url && has_prefix(url, "https://");
	const char *at = url ? url + strlen(secure ? "https://" : "http://") : NULL;
	char host[256];

	if (!secure && (!url || !has_prefix(url, "http://")))
		err_set(err, ERR_CONFIG, _("“%.100s” does not begin with https://."),
			url ? url : "");
	else if (!split(at, strcspn(at, "/?#"), host, sizeof(host)))
		err_set(err, ERR_CONFIG, _("“%.100s” is not the address of a service."), url);
	else if (secure || is_loopback(host))
		return true;
	else
		err_set(err, ERR_CONFIG,
			_("%.100s was not called: http:// is only for this computer itself, "
			  "everything else needs https://."), host);
	return err_next(err, _("Correct base_url or vgs_url in the configuration."));
}

char *address_host(const char *url)
{
	const char *at = strstr(url, "://");

	at = at ? at + 3 : url;
	return xstrndup(at, strcspn(at, "/?#"));
}
