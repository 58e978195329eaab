/* One multi handle carries every call, so that connections, names and the
 * authorities' certificates are looked up once.  It is made at the first call:
 * a program that calls nobody does not wake the network library. */

#include "api/http.h"

#include <curl/curl.h>
#include <limits.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/address.h"
#include "api/answer.h"
#include "api/call.h"
#include "api/clean.h"
#include "api/http_end.h"
#include "api/letters.h"

struct http {
	struct http_conf conf;		/* its strings are ours */
	struct journal *journal;
	struct journal *aside;		/* of what the sandbox is told: nobody's to read */
	CURLM *multi;			/* NULL until the first call */
	struct call *calls;
	struct curl_waitfd *extra;
	int n_extra;
	int line;
	long line_at;
	/* What the services' clocks showed, 0: not told, and ours then. */
	int64_t told_ms[SVC_COUNT], told_at[SVC_COUNT];
};

struct http *http_new(const struct http_conf *conf, struct journal *journal)
{
	struct http *http = xcalloc(1, sizeof(*http));

	http_conf_copy(&http->conf, conf);
	http->journal = journal;
	http->aside = journal_new(1);
	return http;
}

static void call_free(struct call *call)
{
	struct http *http = call->http;
	struct call **link = &http->calls;

	while (*link != call)
		link = &(*link)->next;
	*link = call->next;
	if (call->easy) {
		curl_multi_remove_handle(http->multi, call->easy);
		curl_easy_cleanup(call->easy);
	}
	for (struct curl_slist *line = call->headers; line; line = line->next)
		sodium_memzero(line->data, strlen(line->data));
	curl_slist_free_all(call->headers);
	call_release(call);
	free(call);
}

/* A call that nobody waits for any longer. */
static void drop(struct call *call)
{
	struct exchange *x = call->exchange;

	x->done = true;
	x->ms = now_ms() - call->started;
	snprintf(x->failure, sizeof(x->failure), "%s", _("cancelled"));
	call_free(call);
}

void http_free(struct http *http)
{
	if (!http)
		return;
	while (http->calls)
		drop(http->calls);
	if (http->multi) {
		curl_multi_cleanup(http->multi);
		curl_global_cleanup();
	}
	http_conf_release(&http->conf);
	journal_free(http->aside);
	free(http->extra);
	free(http);
}

void http_cancel(struct http *http, const void *owner)
{
	struct call *call, *next;

	for (call = http->calls; call; call = next) {
		next = call->next;
		if (call->owner == owner)
			drop(call);
	}
}

void http_cover_keys(const struct http *http, char *bytes, size_t len)
{
	call_cover(bytes, len, &http->conf);
}

int64_t http_server_ms(const struct http *http, enum service service)
{
	int64_t told = http->told_ms[service];

	return told ? told + now_ms() - http->told_at[service] : 0;
}

int http_running(const struct http *http)
{
	int n = 0;

	for (const struct call *call = http->calls; call; call = call->next)
		n += call->op->service != SVC_SANDBOX;
	return n;
}

int http_line(const struct http *http, long *at)
{
	if (at)
		*at = http->line_at;
	return http->line;
}

/* What the network library calls back. */

static size_t on_data(char *data, size_t size, size_t n, void *ctx)
{
	struct call *call = ctx;

	if (call->answer.len + size * n > call->cap)
		return 0;		/* CURLE_WRITE_ERROR */
	str_addn(&call->answer, data, size * n);
	return size * n;
}

static size_t on_header(char *data, size_t size, size_t n, void *ctx)
{
	struct call *call = ctx;
	char *date = call_take_header(call, data, size * n);

	if (date)
		call->server_ms = (int64_t)curl_getdate(date, NULL) * 1000;
	free(date);
	return size * n;
}

/* There is no way to seek: a body that began to leave can not leave again. */
static size_t on_read(char *room, size_t size, size_t n, void *ctx)
{
	struct call *call = ctx;
	size_t left = call->body_len - call->body_at;

	if (!call->handed && call->handing && !call->handing(call->owner))
		return CURL_READFUNC_ABORT;
	call->handed = true;
	if (left > size * n)
		left = size * n;
	memcpy(room, call->body + call->body_at, left);
	call->body_at += left;
	return left;
}

/* Setting up a call. */

/* Whether its body left, and how often, changes nothing. */
static bool asks_only(const struct call *call)
{
	return !call->once && !call->op->changes && !call->op->moves_money;
}

static void open_library(struct http *http)
{
	bool tls = false;

	if (http->multi)
		return;
	for (int i = 0; i < SVC_COUNT; i++)
		tls |= http->conf.service[i].base_url &&
		       has_prefix(http->conf.service[i].base_url, "https");
	http_library(tls);
	http->multi = curl_multi_init();
	if (!http->multi)
		die("the network library cannot be started");
}

static void add_header(struct call *call, const char *line)
{
	struct curl_slist *longer = curl_slist_append(call->headers, line);

	if (!longer)
		die("out of memory");
	call->headers = longer;
}

static void set_headers(struct call *call)
{
	char *lines = call_headers(call, &call->http->conf);

	for (char *line = lines; *line; line += strcspn(line, "\n") + 1) {
		char *one = xstrndup(line, strcspn(line, "\n"));

		add_header(call, one);
		wipe_free(one);
	}
	wipe_free(lines);
	add_header(call, "Expect:");	/* the body goes with the request */
	curl_easy_setopt(call->easy, CURLOPT_HTTPHEADER, call->headers);
}

static void set_safety(struct call *call)
{
	const struct http_conf *conf = &call->http->conf;
	CURL *easy = call->easy;

	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");	/* see address_check() */
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(easy, CURLOPT_PROXY, "");
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, conf->connect_ms);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, conf->total_ms);
	curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
	if (conf->ca_file)
		curl_easy_setopt(easy, CURLOPT_CAINFO, conf->ca_file);
	if (call->op->service != SVC_RAAS)
		return;			/* the certificate is for the service alone */
	if (conf->client_p12) {
		curl_easy_setopt(easy, CURLOPT_SSLCERTTYPE, "P12");
		curl_easy_setopt(easy, CURLOPT_SSLCERT, conf->client_p12);
	} else if (conf->client_cert) {
		curl_easy_setopt(easy, CURLOPT_SSLCERT, conf->client_cert);
		curl_easy_setopt(easy, CURLOPT_SSLKEY, conf->client_key);
	}
}

static void set_body(struct call *call)
{
	CURL *easy = call->easy;

	if (str_eq(call->op->method, "GET") && !call->body) {
		curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
		return;
	}
	curl_easy_setopt(easy, CURLOPT_POST, 1L);
	curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)call->body_len);
	if (call->body && asks_only(call)) {	/* in one piece with the headers */
		curl_easy_setopt(easy, CURLOPT_POSTFIELDS, call->body);
	} else {
		curl_easy_setopt(easy, CURLOPT_READFUNCTION, on_read);
		curl_easy_setopt(easy, CURLOPT_READDATA, call);
	}
	if (!str_eq(call->op->method, "POST"))
		curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, call->op->method);
}

static void launch(struct call *call)
{
	struct http *http = call->http;

	open_library(http);
	call->easy = curl_easy_init();
	if (!call->easy)
		die("out of memory");
	set_headers(call);
	set_safety(call);
	set_body(call);
	curl_easy_setopt(call->easy, CURLOPT_URL, call->url);
	curl_easy_setopt(call->easy, CURLOPT_WRITEFUNCTION, on_data);
	curl_easy_setopt(call->easy, CURLOPT_WRITEDATA, call);
	curl_easy_setopt(call->easy, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(call->easy, CURLOPT_HEADERDATA, call);
	curl_easy_setopt(call->easy, CURLOPT_PRIVATE, call);
	/* What changes something never meets a connection that died while it was
	 * kept: its failure could not be told from one after the fact. */
	if (call->once || (call->op->changes && !(call->how && call->how->keep_alive)))
		curl_easy_setopt(call->easy, CURLOPT_FRESH_CONNECT, 1L);
	if (call->once)
		curl_easy_setopt(call->easy, CURLOPT_FORBID_REUSE, 1L);
	curl_multi_add_handle(http->multi, call->easy);
}

static void start(struct http *http, const struct call *given, const json_t *args)
{
	struct journal *journal = given->op->service == SVC_SANDBOX ? http->aside : http->journal;
	struct call **link = &http->calls;
	struct call *call = xcalloc(1, sizeof(*call));

	*call = *given;
	call->http = http;
	while (*link)
		link = &(*link)->next;
	*link = call;
	if (!call_prepare(call, &http->conf, journal, args)) {
		call->how = NULL;
		return;
	}
	launch(call);
	call->how = NULL;		/* theirs, and read by now */
	if (http->conf.dry_run) {	/* everything but the sending */
		curl_multi_remove_handle(http->multi, call->easy);
		curl_easy_cleanup(call->easy);
		call->easy = NULL;
	}
}

void http_send(struct http *http, const struct op *op, const json_t *args, reply_fn *done,
	       void *owner)
{
	start(http, &(struct call){ .op = op, .done = done, .owner = owner }, args);
}

void http_send_as(struct http *http, const struct op *op, const json_t *args,
		  const struct http_how *how, reply_fn *done, void *owner)
{
	start(http, &(struct call){ .op = op, .done = done, .owner = owner, .how = how }, args);
}

void http_send_once(struct http *http, const struct op *op, const json_t *args, handing_fn *handing,
		    reply_fn *done, void *owner)
{
	start(http, &(struct call){ .op = op, .done = done, .owner = owner, .handing = handing,
				    .once = true }, args);
}

/* The end of a call. */

/* A read whose connection broke before any answer is asked once more. */
static bool repeat(struct call *call, enum cut cut, long status)
{
	if (cut != CUT_BROKEN || status || call->repeated || !asks_only(call))
		return false;
	call->repeated = true;
	call->handed = false;
	call->body_at = 0;
	call->head.len = call->answer.len = 0;
	curl_multi_remove_handle(call->http->multi, call->easy);
	curl_easy_setopt(call->easy, CURLOPT_FRESH_CONNECT, 1L);
	curl_multi_add_handle(call->http->multi, call->easy);
	return true;
}

static bool is_bare(const struct call *call)
{
	const struct http_conf *conf = &call->http->conf;

	return has_prefix(call->url, "https") && !conf->client_cert && !conf->client_p12;
}

static const struct letters *letters_of(const struct call *call)
{
	return call->sealed ? call->http->conf.letters : NULL;
}

/* What became of it, in the reply and in the journal.  Returns the answer's
 * JSON (new reference) or NULL. */
static json_t *conclude(struct call *call, CURLcode code, struct reply *reply)
{
	struct exchange *x = call->exchange;
	bool readable = code != CURLE_OK || letters_take(&call->answer, call->head.s,
							 letters_of(call), x, &reply->err);
	const char *bytes = call->answer.s ? call->answer.s : "";
	json_t *body = NULL;

	call_cover_key(call, &call->http->conf);
	if (!readable) {
		reply->err.status = reply->status;
	} else if (code == CURLE_OK) {
		body = answer_read(call->op, reply->status, bytes, call->answer.len, &reply->err);
		reply->body = body;
	} else {
		char *host = address_host(call->url);

		answer_cut(http_why(call->easy, code), host,
			   &(struct cut_facts){ .wait_ms = call->http->conf.total_ms,
						.cap = call->cap, .status = reply->status,
						.bare = is_bare(call) }, &reply->err);
		free(host);
	}
	if (reply->err.kind == ERR_NETWORK || reply->err.kind == ERR_PROTOCOL)
		answer_unknown(call->op, call->once, call->handed, &reply->err);
	x->status = reply->status;
	x->bytes = call->answer.len;
	x->response_headers = call_head_shown(call);
	answer_record(x, body, bytes, call->answer.len);
	return body;
}

/* What the end of a call says about the line, and about the service's clock. */
static void note_line(const struct call *call, long status)
{
	struct http *http = call->http;

	if (call->op->service == SVC_SANDBOX)
		return;
	http->line = status ? 1 : -1;
	http->line_at = now_ms();
	if (call->server_ms <= 0)
		return;
	http->told_ms[call->op->service] = call->server_ms;
	http->told_at[call->op->service] = http->line_at;
}

static void finish(struct call *call, CURLcode code)
{
	struct exchange *x = call->exchange;
	struct reply reply = { .server_ms = call->server_ms, .handed = call->handed,
			       .exchange = x, .err = call->early };
	reply_fn *done = call->done;
	void *owner = call->owner;
	json_t *body = NULL;
	long status = 0;

	if (call->easy) {
		curl_easy_getinfo(call->easy, CURLINFO_RESPONSE_CODE, &status);
		if (code != CURLE_OK && repeat(call, http_cut(code), status))
			return;
		reply.status = (int)status;
		http_times(call->easy, x);
		body = conclude(call, code, &reply);
	}
	if (call->easy)
		note_line(call, status);
	reply.ms = now_ms() - call->started;
	x->ms = reply.ms;
	x->done = true;
	snprintf(x->failure, sizeof(x->failure), "%s", reply.err.text);
	call_free(call);		/* before done, which may send or cancel */
	done(owner, x->op, &reply);
	json_decref(body);
}

/* A call that ended before it began, or NULL. */
static struct call *stillborn(const struct http *http)
{
	struct call *call = http->calls;

	while (call && call->easy)
		call = call->next;
	return call;
}

void http_wait(struct http *http, struct pollfd *fds, int n, int timeout_ms)
{
	if (stillborn(http)) {
		timeout_ms = 0;
	} else if (http->calls) {
		if (n > http->n_extra) {
			http->extra = xrealloc(http->extra, (size_t)n * sizeof(*http->extra));
			http->n_extra = n;
		}
		for (int i = 0; i < n; i++)
			http->extra[i] = (struct curl_waitfd){ .fd = fds[i].fd,
							       .events = CURL_WAIT_POLLIN };
		/* "For ever" is an error to curl, and would return at once. */
		curl_multi_poll(http->multi, http->extra, (unsigned)n,
				timeout_ms < 0 ? INT_MAX : timeout_ms, NULL);
		timeout_ms = 0;		/* only to learn which; it hides hang-ups */
	}
	if (poll(fds, (nfds_t)n, timeout_ms) < 0)
		for (int i = 0; i < n; i++)
			fds[i].revents = 0;
}

static int count_calls(const struct http *http)
{
	int n = 0;

	for (const struct call *call = http->calls; call; call = call->next)
		n++;
	return n;
}

void http_step(struct http *http)
{
	struct call *call;
	CURLMsg *msg;
	int left;

	/* Only those there now: what done starts waits for the next turn. */
	for (int n = count_calls(http); n > 0 && (call = stillborn(http)); n--)
		finish(call, CURLE_OK);
	if (!http->calls)
		return;
	curl_multi_perform(http->multi, &left);
	while ((msg = curl_multi_info_read(http->multi, &left))) {
		CURLcode code = msg->data.result;

		curl_easy_getinfo(msg->easy_handle, CURLINFO_PRIVATE, &call);
		finish(call, code);
	}
}
