#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "api/lang.h"
#include "tests/line.h"

#define JSON "Content-Type: application/json\r\nConnection: close\r\n\r\n"

const struct hostile_answer line_answers[] = {
	{ "/ok", "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nSet-Cookie: a=b\r\n"
		 JSON "{\"name\":\"Ana\",\"more\":1}" },
	{ "/wrong-type", "HTTP/1.1 200 OK\r\n" JSON "{\"name\":7}" },
	{ "/nameless", "HTTP/1.1 200 OK\r\n" JSON "{}" },
	{ "/malformed", "HTTP/1.1 200 OK\r\n" JSON "{\"name\":" },
	{ "/twice", "HTTP/1.1 200 OK\r\n" JSON "{\"name\":\"a\",\"name\":\"b\"}" },
	{ "/page", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>\033[31mhello</html>" },
	{ "/nothing", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n" },
	{ "/empty", "HTTP/1.1 204 No Content\r\n\r\n" },
	{ "/word", "HTTP/1.1 200 OK\r\n" JSON "\"Sent\"" },
	{ "/html401", "HTTP/1.1 401 Unauthorized\r\nContent-Type: text/html\r\n"
		      "Connection: close\r\n\r\n"
		      "<html><h1>401 Authorization Required</h1></html>" },
	{ "/html502", "HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\n\r\n<html>nginx</html>" },
	{ "/nocode", "HTTP/1.1 400 Bad Request\r\n" JSON
		     "{\"reason\":\"The moon is \\u001b[2Jfull\"}" },
	{ "/pan", "HTTP/1.1 400 Bad Request\r\n" JSON
		  "{\"reason\":\"bad card 4111111111111111\"}" },
	{ "/validate", "HTTP/1.1 422 Unprocessable\r\n" JSON
		       "{\"name\":\"ValidateError\",\"message\":\"Validation failed\","
		       "\"status\":422,"
		       "\"fields\":{\"body.name\":{\"message\":\"Too short\",\"value\":\"x\"},"
		       "\"body.pin\":{\"message\":\"No\",\"value\":\"9182\"}}}" },
	{ "/refusal-word", "HTTP/1.1 403 Forbidden\r\n" JSON "\"Forbidden by the gateway\"" },
	{ "/broken500", "HTTP/1.1 500 Oops\r\n" JSON "{\"code\":" },
	{ "/teapot", "HTTP/1.1 418 Teapot\r\n" JSON "{}" },
	{ "/moved", "HTTP/1.1 302 Found\r\nLocation: /ok\r\nContent-Length: 0\r\n\r\n" },
	{ "/garbage", "SSH-2.0-OpenSSH_9.2\r\n" },
	{ "/half", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"name\":" },
	{ NULL, NULL }
};

static const struct field in[] = {
	{ .key = "name", .label = "Name", .type = &field_text },
	{ .key = "pin", .label = "Pin", .type = &field_text, .secret = true },
	{ .key = NULL }
};

static const struct field out[] = {
	{ .key = "name", .label = "Name", .type = &field_text, .required = true },
	{ .key = NULL }
};

int line_languages(void **state)
{
	(void)state;
	lang_init();
	lang_set("en");
	return 0;
}

void line_begin_at(struct line *w, const char *base, struct http_conf conf)
{
	char *own;

	w->server = hostile_start(line_answers);
	own = xasprintf("http://127.0.0.1:%d", w->server.port);
	conf.service[SVC_RAAS] = (struct http_service){ .base_url = base ? base : own,
							.key = LINE_KEY };
	conf.total_ms = conf.total_ms ? conf.total_ms : 5000;
	w->journal = journal_new(16);
	w->http = http_new(&conf, w->journal);
	w->loop = loop_new();
	loop_use_http(w->loop, w->http);
	free(own);
}

void line_begin(struct line *w)
{
	line_begin_at(w, NULL, (struct http_conf){ 0 });
}

void line_end(struct line *w)
{
	loop_free(w->loop);
	http_free(w->http);
	journal_free(w->journal);
	hostile_stop(&w->server);
}

void line_reply(void *owner, const struct op *op, const struct reply *reply)
{
	struct got *got = owner;
	const char *name = json_string_value(json_object_get(reply->body, "name"));

	(void)op;
	got->times++;
	got->reply = *reply;
	free(got->name);
	got->name = name ? xstrdup(name) : NULL;
}

static bool on_handing(void *owner)
{
	struct got *got = owner;

	got->asked++;
	return got->agree;
}

void line_settle(struct line *w)
{
	long limit = now_ms() + 10000;

	while (http_running(w->http) && now_ms() < limit)
		loop_turn(w->loop, 100);
	assert_int_equal(http_running(w->http), 0);
}

struct op line_read(const char *path)
{
	return (struct op){ .name = "try", .title = "Try", .method = "GET", .path = path,
			    .out = out };
}

struct op line_write(const char *path)
{
	return (struct op){ .name = "try", .title = "Try", .method = "POST", .path = path, .in = in,
			    .out = out, .changes = true };
}

static json_t *some_args(void)
{
	return json_pack("{s:s, s:s}", "name", "Ana", "pin", "9182");
}

void line_ask(struct line *w, const struct op *op, struct got *got)
{
	json_t *args = some_args();

	http_send(w->http, op, args, line_reply, got);
	json_decref(args);
	assert_int_equal(got->times, 0);	/* never from inside */
	line_settle(w);
	assert_int_equal(got->times, 1);
}

void line_ask_once(struct line *w, const struct op *op, struct got *got)
{
	json_t *args = some_args();

	http_send_once(w->http, op, args, on_handing, line_reply, got);
	json_decref(args);
	line_settle(w);
	assert_int_equal(got->times, 1);
}
