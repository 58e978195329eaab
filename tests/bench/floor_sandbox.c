/*
 * The least server that takes JSON and answers JSON with libmicrohttpd and
 * jansson: it parses what comes and answers a constant, driven by its own loop
 * as the sandbox is.
 *
 *	floor_sandbox ANSWER
 */
#include <arpa/inet.h>
#include <jansson.h>
#include <microhttpd.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct visit {
	char body[4096];
	size_t len;
};

static enum MHD_Result answer(struct MHD_Connection *conn, struct visit *visit, const char *text)
{
	json_t *json = json_loadb(visit->body, visit->len, 0, NULL);
	struct MHD_Response *response = MHD_create_response_from_buffer(
		strlen(text), (void *)(uintptr_t)text, MHD_RESPMEM_PERSISTENT);
	enum MHD_Result rc;

	MHD_add_response_header(response, "Content-Type", "application/json");
	rc = MHD_queue_response(conn, json ? 200 : 400, response);
	MHD_destroy_response(response);
	json_decref(json);
	return rc;
}

static enum MHD_Result on_request(void *ctx, struct MHD_Connection *conn, const char *path,
				  const char *method, const char *version, const char *data,
				  size_t *len, void **state)
{
	struct visit *visit = *state;

	(void)path, (void)method, (void)version;
	if (!visit) {
		*state = calloc(1, sizeof(*visit));
		return *state ? MHD_YES : MHD_NO;
	}
	if (!*len)
		return answer(conn, visit, ctx);
	if (*len > sizeof(visit->body) - visit->len)
		return MHD_NO;
	memcpy(visit->body + visit->len, data, *len);
	visit->len += *len;
	*len = 0;
	return MHD_YES;
}

static void on_completed(void *ctx, struct MHD_Connection *conn, void **state,
			 enum MHD_RequestTerminationCode why)
{
	(void)ctx, (void)conn, (void)why;
	free(*state);
}

int main(int argc, char **argv)
{
	struct sockaddr_in addr = { .sin_family = AF_INET };
	char *text = argc > 1 ? argv[1] : (char[]){ "{}" };
	struct MHD_Daemon *daemon;
	struct pollfd fd = { .events = POLLIN };

	addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	daemon = MHD_start_daemon(MHD_USE_EPOLL, 0, NULL, NULL, on_request, text,
				  MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&addr,
				  MHD_OPTION_NOTIFY_COMPLETED, on_completed, NULL, MHD_OPTION_END);
	if (!daemon)
		return 1;
	printf("READY http://127.0.0.1:%d\n",
	       MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
	fflush(stdout);
	fd.fd = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
	for (;;) {
		MHD_UNSIGNED_LONG_LONG ms;
		bool due = MHD_get_timeout(daemon, &ms) == MHD_YES;

		if (poll(&fd, 1, due ? (int)ms : -1) >= 0)
			MHD_run(daemon);
	}
}
