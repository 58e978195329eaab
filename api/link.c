/* A link is taken apart, each part is judged, and what is drawn is put
 * together again from the parts: nothing passes that was not looked at. */
#include "api/link.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define LINK_MAX 1024	/* characters; a QR code of more is hard to scan */
#define NAMED_MAX 60	/* bytes of a refused link's host that are shown */

struct parts {
	const char *text;
	bool tls;
	char host[254];		/* lower case */
	long port;		/* 0: none */
	const char *rest;	/* path, query and fragment, in the text */
};

#define AUTHORITY_ENDS "/?#"

static bool is_plain(unsigned char c)
{
	return c > ' ' && c < 0x7f && !strchr("\"<>\\^`{|}", c);
}

/* Visible ASCII that is legal in a URL; everything else can deceive the eye. */
static bool characters_ok(const char *text)
{
	for (const char *p = text; *p; p++)
		if (!is_plain((unsigned char)*p))
			return false;
	return true;
}

/* Where a link leads, for the person who is told that it is refused: the host
 * behind any user name, what does not belong in a link as %XX, so that a letter
 * that only looks like another is seen.  The caller frees. */
static char *destination(const char *text)
{
	const char *from = strstr(text, "://"), *at;
	struct str out = { 0 };
	size_t len;

	from = from ? from + 3 : text;
	len = strcspn(from, AUTHORITY_ENDS);
	at = memrchr(from, '@', len);
	if (at && characters_ok(text)) {
		len -= (size_t)(at + 1 - from);
		from = at + 1;
	}
	for (size_t i = 0; i < len && out.len < NAMED_MAX; i++)
		str_addf(&out, is_plain((unsigned char)from[i]) ? "%c" : "%%%02X",
			 (unsigned char)from[i]);
	if (out.len >= NAMED_MAX)
		str_add(&out, "…");
	return str_steal(&out);
}

bool link_refuse(struct err *err, const char *text, const char *why)
{
	char *host = destination(text ? text : "");

	if (*host)
		err_set(err, ERR_PROTOCOL, _("The link to %s is refused: %s."), host, why);
	else
		err_set(err, ERR_PROTOCOL, _("The link is refused: %s."), why);
	free(host);
	return err_next(err, _("Do not hand it out. Please tell your supervisor."));
}

static bool host_ok(const char *host)
{
	size_t len = strlen(host);

	if (str_eq(host, "[::1]"))
		return true;
	if (!len || host[0] == '.' || host[0] == '-' || host[len - 1] == '.' ||
	    strstr(host, ".."))
		return false;
	for (; *host; host++)
		if (!isalnum((unsigned char)*host) && *host != '-' && *host != '.')
			return false;
	return true;
}

static bool is_loopback(const char *host)
{
	return str_eq(host, "127.0.0.1") || str_eq(host, "localhost") || str_eq(host, "[::1]");
}

/* "host" or "host:port", len bytes, into p. */
static bool split_authority(const char *text, size_t len, struct parts *p)
{
	const char *colon = text[0] == '[' ? memchr(text, ']', len) : text;
	size_t n = len;

	colon = colon ? memchr(colon, ':', len - (size_t)(colon - text)) : NULL;
	if (colon) {
		size_t digits = strspn(colon + 1, "0123456789");

		n = (size_t)(colon - text);
		if (!digits || digits > 5 || n + 1 + digits != len)
			return false;
		p->port = strtol(colon + 1, NULL, 10);
		if (p->port < 1 || p->port > 65535)
			return false;
	}
	if (n >= sizeof(p->host))
		return false;
	for (size_t i = 0; i < n; i++)
		p->host[i] = (char)tolower((unsigned char)text[i]);
	p->host[n] = '\0';
	return host_ok(p->host);
}

static bool take_apart(const char *text, struct parts *p, struct err *err)
{
	const char *from;
	size_t len;

	*p = (struct parts){ .text = text };
	if (!text || !*text)
		return link_refuse(err, text, _("it is empty"));
	if (strlen(text) > LINK_MAX)
		return link_refuse(err, text, _("it is far too long"));
	if (!characters_ok(text))
		return link_refuse(err, text, _("it has characters that do not belong in a link"));
	p->tls = !strncasecmp(text, "https://", 8);
	if (!p->tls && strncasecmp(text, "http://", 7) != 0)
		return link_refuse(err, text, _("it does not begin with https://"));
	from = strstr(text, "://") + 3;
	len = strcspn(from, AUTHORITY_ENDS);
	if (memchr(from, '@', len))
		return link_refuse(err, text, _("it hides its address behind a user name"));
	if (!split_authority(from, len, p))
		return link_refuse(err, text, _("its address is not a host name"));
	if (!p->tls && !is_loopback(p->host))
		return link_refuse(err, text, _("it is not encrypted (http)"));
	p->rest = from + len;
	return true;
}

bool link_shape(const char *text, struct err *err)
{
	struct parts p;

	return take_apart(text, &p, err);
}

/* Is the host one of the list?  Blanks around a name and case do not matter. */
static bool host_listed(const char *hosts, const char *host)
{
	size_t n = strlen(host);

	while (hosts && *hosts) {
		size_t len;

		hosts += strspn(hosts, ", \t");
		len = strcspn(hosts, ", \t");
		if (len == n && !strncasecmp(hosts, host, n))
			return true;
		hosts += len;
	}
	return false;
}

static bool place_ok(const struct parts *p, const char *hosts, bool sandbox, struct err *err)
{
	if (sandbox && is_loopback(p->host))
		return true;
	if (!p->tls)
		return link_refuse(err, p->text, _("it is not encrypted (http)"));
	if (!host_listed(hosts, p->host)) {
		char named[NAMED_MAX + 4];

		snprintf(named, sizeof(named), "%.*s%s", NAMED_MAX, p->host,
			 strlen(p->host) > NAMED_MAX ? "…" : "");
		err_set(err, ERR_PROTOCOL,
			_("The link is refused: %s is not one of the hosts of this profile."),
			named);
		return err_next(err, _("If this host is right, add it to link_hosts in the "
				       "configuration."));
	}
	if (p->port && p->port != 443)
		return link_refuse(err, p->text, _("it names an unusual port"));
	return true;
}

char *link_accept(const char *text, const char *hosts, bool sandbox, struct err *err)
{
	struct parts p;
	struct str out = { 0 };

	if (!take_apart(text, &p, err) || !place_ok(&p, hosts, sandbox, err))
		return NULL;
	str_addf(&out, "%s://%s", p.tls ? "https" : "http", p.host);
	if (p.port && p.port != (p.tls ? 443 : 80))
		str_addf(&out, ":%ld", p.port);
	if (*p.rest != '/')
		str_add(&out, "/");
	str_add(&out, p.rest);
	return str_steal(&out);
}

char *link_shown(const char *accepted)
{
	const char *from = strstr(accepted, "://");
	size_t len;

	from = from ? from + 3 : accepted;
	len = strlen(from);
	if (len && from[len - 1] == '/')
		len--;
	return xstrndup(from, len);
}
