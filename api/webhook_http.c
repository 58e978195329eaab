/* As in api/sandbox.c the server library is driven from the loop.  Who sends is
 * not known before his signature was checked, so everything he can take of us is
 * bounded: connections, their memory, a body's size, the time he may take. */

#include "api/webhook_http.h"

#include <arpa/inet.h>
#include <limits.h>
#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum {
	CONNECTIONS = 32, CONNECTIONS_OF_ONE = 16, MEMORY = 16 * 1024,
	HEADERS_CAP = 8 * 1024, PATIENCE_S = 10,
};

struct webhook_http {
	struct MHD_Daemon *daemon;
	struct loop *loop;
	struct webhook_http_conf conf;
	char *url;
	int port;
	bool closing;
};

/* One request under way. */
struct visit {
	long since;			/* now_ms() when it began */
	struct str body;
	bool too_large;
};

static void on_completed(void *ctx, struct MHD_Connection *conn, void **state,
			 enum MHD_RequestTerminationCode why)
{
	struct visit *visit = *state;

	(void)ctx, (void)conn, (void)why;
	if (!visit)
		return;
	str_release(&visit->body);
	free(visit);
	*state = NULL;
}

static enum MHD_Result add_header(void *ctx, enum MHD_ValueKind kind, const char *name,
				  const char *value)
{
	struct str *out = ctx;

	(void)kind;
	if (out->len + strlen(name) + (value ? strlen(value) : 0) < HEADERS_CAP)
		str_addf(out, "%s: %s\n", name, value ? value : "");
	return MHD_YES;
}

static enum MHD_Result reply(struct MHD_Connection *conn, int status)
{
	struct MHD_Response *response = MHD_create_response_from_buffer(0, (void *)"",
									MHD_RESPMEM_PERSISTENT);
	enum MHD_Result rc;

	if (status == MHD_HTTP_METHOD_NOT_ALLOWED)
		MHD_add_response_header(response, "Allow", "POST");
	rc = MHD_queue_response(conn, (unsigned)status, response);
	MHD_destroy_response(response);
	return rc;
}

static enum MHD_Result take(struct webhook_http *w, struct visit *visit,
			    struct MHD_Connection *conn)
{
	struct str headers = { 0 };
	struct webhook_post post = {
		.body = visit->too_large ? NULL : visit->body.s ? visit->body.s : "",
		.len = visit->too_large ? 0 : visit->body.len,
		.signature = MHD_lookup_connection_value(conn, MHD_HEADER_KIND, WEBHOOK_SIGNATURE),
		.too_large = visit->too_large,
	};
	int status;

	MHD_get_connection_values(conn, MHD_HEADER_KIND, add_header, &headers);
	post.headers = headers.s;
	status = w->conf.take(w->conf.ctx, &post);
	str_release(&headers);
	return reply(conn, status);
}

static enum MHD_Result on_request(void *ctx, struct MHD_Connection *conn, const char *path,
				  const char *method, const char *version, const char *data,
				  size_t *len, void **state)
{
	struct webhook_http *w = ctx;
	struct visit *visit = *state;

	(void)path, (void)version;
	if (!visit) {
		visit = xcalloc(1, sizeof(*visit));
		visit->since = now_ms();
		*state = visit;
		return MHD_YES;
	}
	/* The library's own patience begins again with every byte that drips in. */
	if (w->closing || now_ms() - visit->since > w->conf.patience_s * 1000L)
		return MHD_NO;
	if (*len) {
		if (visit->body.len + *len > WEBHOOK_BODY_CAP)
			visit->too_large = true;
		else
			str_addn(&visit->body, data, *len);
		*len = 0;		/* too much is read and dropped: the 413 gets through */
		return MHD_YES;
	}
	if (!str_eq(method, "POST"))
		return reply(conn, MHD_HTTP_METHOD_NOT_ALLOWED);
	return take(w, visit, conn);
}

/* ---- where it listens ---- */

union place {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

static bool read_place(const char *address, int port, union place *place)
{
	uint16_t n = htons((uint16_t)(port < 0 ? 0 : port));

	*place = (union place){ .v4 = { .sin_family = AF_INET, .sin_port = n } };
	if (inet_pton(AF_INET, address, &place->v4.sin_addr) == 1)
		return true;
	*place = (union place){ .v6 = { .sin6_family = AF_INET6, .sin6_port = n } };
	return inet_pton(AF_INET6, address, &place->v6.sin6_addr) == 1;
}

bool webhook_is_loopback(const char *address)
{
	union place place;

	if (!read_place(address, 0, &place))
		return false;
	if (place.any.sa_family == AF_INET6)
		return IN6_IS_ADDR_LOOPBACK(&place.v6.sin6_addr);
	return ntohl(place.v4.sin_addr.s_addr) >> 24 == 127;
}

static struct MHD_Daemon *listen_on(struct webhook_http *w, const union place *place)
{
	unsigned flags = MHD_USE_EPOLL;

	if (place->any.sa_family == AF_INET6)
		flags |= MHD_USE_IPv6;
	return MHD_start_daemon(flags, 0, NULL, NULL, on_request, w,
				MHD_OPTION_SOCK_ADDR, &place->any,
				MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS,
				MHD_OPTION_PER_IP_CONNECTION_LIMIT, (unsigned)CONNECTIONS_OF_ONE,
				MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)MEMORY,
				MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)w->conf.patience_s,
				MHD_OPTION_NOTIFY_COMPLETED, on_completed, NULL, MHD_OPTION_END);
}

static int timeout(void *ctx)
{
	struct webhook_http *w = ctx;
	MHD_UNSIGNED_LONG_LONG ms;

	if (MHD_get_timeout(w->daemon, &ms) != MHD_YES)
		return -1;
	return ms < INT_MAX ? (int)ms : INT_MAX;
}

static void step(void *ctx)
{
	MHD_run(((struct webhook_http *)ctx)->daemon);
}

static void attach(struct webhook_http *w)
{
	const struct loop_source source = {
		.fd = MHD_get_daemon_info(w->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd,
		.timeout = timeout, .step = step, .ctx = w,
	};

	loop_add(w->loop, &source);
}

struct webhook_http *webhook_http_new(const struct webhook_http_conf *conf, struct loop *loop,
				      struct err *err)
{
	struct webhook_http *w = xcalloc(1, sizeof(*w));
	bool six = strchr(conf->address, ':');
	union place place;

	*w = (struct webhook_http){ .loop = loop, .conf = *conf };
	if (!w->conf.patience_s)
		w->conf.patience_s = PATIENCE_S;
	if (read_place(conf->address, conf->port, &place))
		w->daemon = listen_on(w, &place);
	if (!w->daemon) {
		free(w);
		err_set(err, ERR_CONFIG, _("Nobody can listen for events at %s, port %d."),
			conf->address, conf->port < 0 ? 0 : conf->port);
		err_next(err, _("Another program, perhaps another remitty, may have it: correct "
				"webhook_listen or webhook_port."));
		return NULL;
	}
	w->port = MHD_get_daemon_info(w->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
	w->url = xasprintf("http://%s%s%s:%d/", six ? "[" : "", conf->address, six ? "]" : "",
			   w->port);
	attach(w);
	return w;
}

void webhook_http_free(struct webhook_http *w)
{
	if (!w)
		return;
	loop_forget(w->loop, w);
	w->closing = true;
	MHD_stop_daemon(w->daemon);
	free(w->url);
	free(w);
}

const char *webhook_http_url(const struct webhook_http *w)
{
	return w->url;
}
