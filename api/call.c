#include "api/call.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/address.h"
#include "api/clean.h"
#include "api/letters.h"
#include "api/sandbox.h"
#include "api/tokens.h"

#define CONNECT_MS 10000L
#define TOTAL_MS 30000L
#define CAP ((size_t)2 << 20)
#define HEADERS_CAP ((size_t)16 << 10)
#define HEADER_TEXT 1000		/* characters of one header */
#define SHOWN_TEXT 2000			/* characters of a body that is no JSON */
#define KEY_LEAST 8			/* characters of a key that is looked for in answers */

static char *copy(const char *text)
{
	return text ? xstrdup(text) : NULL;
}

void http_conf_copy(struct http_conf *conf, const struct http_conf *from)
{
	*conf = *from;
	for (int i = 0; i < SVC_COUNT; i++) {
		const char *url = from->service[i].base_url;

		conf->service[i].base_url = i == SVC_RAAS && url && from->letters ?
			jwe_base_url(url) : copy(url);
		conf->service[i].key = copy(from->service[i].key);
		conf->service[i].tenant = copy(from->service[i].tenant);
	}
	conf->ca_file = copy(from->ca_file);
	conf->client_cert = copy(from->client_cert);
	conf->client_key = copy(from->client_key);
	conf->client_p12 = copy(from->client_p12);
	conf->connect_ms = from->connect_ms ? from->connect_ms : CONNECT_MS;
	conf->total_ms = from->total_ms ? from->total_ms : TOTAL_MS;
	conf->cap = from->cap ? from->cap : CAP;
}

void wipe_free(char *secret)
{
	if (secret)
		sodium_memzero(secret, strlen(secret));
	free(secret);
}

void http_conf_release(struct http_conf *conf)
{
	for (int i = 0; i < SVC_COUNT; i++) {
		free((char *)conf->service[i].base_url);
		wipe_free((char *)conf->service[i].key);
		free((char *)conf->service[i].tenant);
	}
	free((char *)conf->ca_file);
	free((char *)conf->client_cert);
	free((char *)conf->client_key);
	free((char *)conf->client_p12);
}

/* "http://host:port" of an address on this computer, where alone a sandbox
 * listens; 0 for any other. */
static size_t sandbox_length(const char *base)
{
	const char *host = base && has_prefix(base, "http://") ? base + strlen("http://") : NULL;

	return host ? (size_t)(host - base) + strcspn(host, "/") : 0;
}

/* The proxy's base_url is its whole address: its operation adds no path. */
static char *full_url(const struct http_conf *conf, const struct op *op, const json_t *args,
		      struct err *err)
{
	bool aside = op->service == SVC_SANDBOX;
	const char *base = conf->service[aside ? SVC_RAAS : op->service].base_url;
	size_t n = aside ? sandbox_length(base) : base ? strlen(base) : 0;
	char *target, *url;

	if (!n) {
		err_set(err, ERR_CONFIG, _("No address is configured for “%s”."), op->name);
		err_next(err, _("Set %s in the configuration."),
			 op->service == SVC_VGS ? "vgs_url" :
			 op->service == SVC_OMNUMI ? "omnumi_url" : "base_url");
		return NULL;
	}
	if (op->service == SVC_VGS)
		return xstrdup(base);
	target = op_target(op, args, err);
	if (!target)
		return NULL;
	while (n && base[n - 1] == '/')
		n--;
	url = xasprintf("%.*s%s", (int)n, base, target);
	free(target);
	return url;
}

static void begin_record(struct call *call, const struct http_conf *conf, struct journal *journal,
			 const json_t *args)
{
	struct exchange *x = journal_begin(journal, call->op);
	json_t *shown = op_redact_in(call->op, args);

	if (call->how && call->how->scenario)
		snprintf(x->scenario, sizeof(x->scenario), "%s", call->how->scenario);
	x->method = xstrdup(call->op->method);
	x->url = full_url(conf, call->op, shown, NULL);
	if (!x->url)
		x->url = xstrdup(call->op->path);
	x->request = op_body(call->op, shown);
	json_decref(shown);
	call->exchange = x;
}

/* A body that is sent as it is may be anything, and anything may be in it. */
static void take_text(struct call *call, const char *text)
{
	struct exchange *x = call->exchange;
	json_t *body = clean_parse(text, strlen(text));
	char *clean = clean_text(text, SHOWN_TEXT);

	json_decref(x->request);
	x->request = json_is_object(body) ? op_redact_in(call->op, body) : NULL;
	if (!x->request)
		x->request_text = clean_secrets(clean);
	json_decref(body);
	free(clean);
	call->body = xstrdup(text);
	call->body_len = strlen(text);
}

/* A letter in place of the body, which the journal keeps beside it. */
static bool seal_body(struct call *call, const struct letters *letters)
{
	char *letter;

	if (*call->boundary) {
		err_set(&call->early, ERR_CONFIG, "%s",
			_("Files cannot go by the sealed channel."));
		return err_next(&call->early, "%s",
				_("Use a profile without it, or the operation that takes files "
				  "as JSON (uploadFiles)."));
	}
	letter = jwe_seal(letters->to, call->body, call->body_len);
	if (!letter)
		return err_set(&call->early, ERR_CONFIG, "%s",
			       _("The request cannot be sealed with the service's key."));
	call->exchange->letter_out = xstrdup(letter);
	sodium_memzero(call->body, call->body_len);
	free(call->body);
	call->body = letter;
	call->body_len = strlen(letter);
	return true;
}

/* Written straight into memory that is wiped later; jansson keeps no copy. */
static void fill_body(struct call *call, const json_t *args)
{
	json_t *body = op_body(call->op, args);
	size_t flags = JSON_COMPACT | JSON_REAL_PRECISION(15);

	if (!body)
		return;
	if (call->op->multipart) {
		multipart_boundary(call->boundary);
		call->body = multipart_body(call->op, body, call->boundary, &call->body_len);
	} else {
		call->body_len = json_dumpb(body, NULL, 0, flags);
		call->body = xcalloc(call->body_len + 1, 1);
		json_dumpb(body, call->body, call->body_len, flags);
	}
	json_decref(body);
}

bool call_prepare(struct call *call, const struct http_conf *conf, struct journal *journal,
		  const json_t *args)
{
	call->cap = conf->cap;
	call->server_ms = -1;
	call->started = now_ms();
	begin_record(call, conf, journal, args);
	call->url = call->how && call->how->url ? xstrdup(call->how->url) :
		    full_url(conf, call->op, args, &call->early);
	if (!call->url || !address_check(call->url, &call->early))
		return false;
	if (call->how && call->how->body)
		take_text(call, call->how->body);
	else
		fill_body(call, args);
	call->sealed = conf->letters && call->op->service == SVC_RAAS;
	return !call->sealed || !call->body || seal_body(call, conf->letters);
}

/* What is sent where a call may say otherwise: "" is none. */
static const char *chosen(const char *own, const char *usual)
{
	if (!own)
		return usual;
	return *own ? own : NULL;
}

static void add_secret(struct str *sent, struct str *shown, const char *name, const char *value)
{
	const char *scheme = str_eq(name, "Authorization") ? "Bearer " : "";

	if (!value)
		return;
	str_addf(sent, "%s: %s%s\n", name, scheme, value);
	str_addf(shown, "%s: %s[redacted]\n", name, scheme);
}

/* The headers that open the service (omnumi 3.3: all that are held are sent). */
static void add_credentials(const struct call *call, const struct http_conf *conf,
			    struct str *sent, struct str *shown)
{
	const struct http_how none = { 0 }, *how = call->how ? call->how : &none;
	enum service service = call->op->service;
	bool wallet = service == SVC_OMNUMI;
	const char *token = tokens_text(conf->tokens);
	const char *tenant = chosen(how->tenant, conf->service[SVC_OMNUMI].tenant);

	add_secret(sent, shown, wallet ? "api-key" : "api_key",
		   chosen(how->key, service == SVC_SANDBOX ? NULL : conf->service[service].key));
	if (!wallet)
		return;
	if (tenant) {
		str_addf(sent, "tenant-id: %s\n", tenant);
		str_addf(shown, "tenant-id: %s\n", tenant);
	}
	add_secret(sent, shown, "access-token", chosen(how->access_token, token));
	add_secret(sent, shown, "Authorization", chosen(how->bearer, token));
}

char *call_headers(struct call *call, const struct http_conf *conf)
{
	const struct http_how *how = conf->sandbox ? call->how : NULL;
	struct str sent = { 0 }, shown = { 0 }, rest = { 0 };

	str_addf(&rest, "Accept: %sapplication/json\n", call->sealed ? "application/jose, " : "");
	if (*call->boundary)
		str_addf(&rest, "Content-Type: " MULTIPART "; boundary=%s\n", call->boundary);
	else if (call->body)
		str_addf(&rest, "Content-Type: %s\n",
			 call->sealed ? "text/plain" : "application/json");
	if (how && how->fault)
		str_addf(&rest, SANDBOX_FAULT_HEADER ": %s\n", how->fault);
	if (how && how->clock_ms)
		str_addf(&rest, SANDBOX_CLOCK_HEADER ": %ld\n", how->clock_ms);
	if (call->how && call->how->headers)
		str_add(&rest, call->how->headers);
	add_credentials(call, conf, &sent, &shown);
	str_add(&sent, rest.s);
	str_add(&shown, rest.s);
	call->exchange->request_headers = str_steal(&shown);
	str_release(&rest);
	return str_steal(&sent);
}

static bool is_header(const char *line, const char *name)
{
	return !strncasecmp(line, name, strlen(name));
}

char *call_take_header(struct call *call, const char *data, size_t len)
{
	char *raw = xstrndup(data, len), *line, *date = NULL;

	raw[strcspn(raw, "\r\n")] = '\0';
	line = clean_text(raw, HEADER_TEXT);
	if (has_prefix(line, "HTTP/"))
		call->head.len = 0;	/* the one before was only an interim answer */
	if (is_header(line, "Date:"))
		date = xstrdup(line + strlen("Date:"));
	if (is_header(line, "Set-Cookie:"))
		line[strlen("Set-Cookie:")] = '\0';
	if (*line && call->head.len + strlen(line) < HEADERS_CAP)
		str_addf(&call->head, "%s\n", line);
	free(line);
	free(raw);
	return date;
}

/* Stars in place of a key that is long enough not to be met by chance. */
static void cover(char *bytes, size_t len, const char *key)
{
	size_t n = key ? strlen(key) : 0;
	char *at = bytes;

	if (n < KEY_LEAST)
		return;
	while (at && (at = memmem(at, len - (size_t)(at - bytes), key, n)))
		memset(at, '*', n);
}

void call_cover(char *bytes, size_t len, const struct http_conf *conf)
{
	for (size_t i = 0; i < ARRAY_LEN(conf->service); i++)
		cover(bytes, len, conf->service[i].key);
	cover(bytes, len, tokens_text(conf->tokens));
}

void call_cover_key(struct call *call, const struct http_conf *conf)
{
	call_cover(call->answer.s, call->answer.len, conf);
	call_cover(call->head.s, call->head.len, conf);
}

char *call_head_shown(const struct call *call)
{
	return clean_secrets(call->head.s);
}

void call_release(struct call *call)
{
	free(call->url);
	if (call->body)
		sodium_memzero(call->body, call->body_len);
	free(call->body);
	if (call->answer.s)
		sodium_memzero(call->answer.s, call->answer.room);
	str_release(&call->answer);
	str_release(&call->head);
}
