/* The sandbox's HTTP side.  The server library is driven from the program's
 * loop: its epoll descriptor is a source, and a deadline exists only while an
 * answer is being delayed on purpose. */

#include "api/sandbox.h"

#include <arpa/inet.h>
#include <limits.h>
#include <microhttpd.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "api/sandbox_hooks.h"
#include "api/sandbox_own.h"
#include "api/world_events.h"

#define USUAL_POLLS 2
#define DRIP_BYTES 16

struct sandbox {
	struct MHD_Daemon *daemon;
	struct loop *loop;		/* NULL: not attached */
	struct sandbox_conf conf;
	struct world *world;		/* NULL until it is asked for: world_of() */
	struct fault_list faults;
	struct hooks *hooks;
	bool listened;			/* the world knows that somebody takes its events */
	struct letters letters;		/* of the sealed channel, or empty */
	struct visit *asleep;		/* visits whose answer waits for a deadline */
	int port;
	bool closing, changed;		/* changed: since it was kept last */
	bool held;			/* the world is not kept for now */
	char *keep;			/* file of the world, or NULL */
};

/* One request under way, from its first line until the answer is out. */
struct visit {
	struct sandbox *sb;
	struct MHD_Connection *conn;
	struct visit *next;		/* in sb->asleep */
	char *uri;
	struct str body;
	struct web_form *form;		/* in place of the body, or NULL */
	size_t taken, cap;		/* bytes of the body so far; at most, 0: not asked yet */
	bool begun, too_large, answered;
	struct web_reply reply;
	struct fault fault;
	long wake_at;			/* now_ms() at which it goes on, while asleep */
	bool rested;			/* it has slept since the last bytes went out */
};

static void *on_uri(void *ctx, const char *uri, struct MHD_Connection *conn)
{
	struct visit *visit = xcalloc(1, sizeof(*visit));

	visit->sb = ctx;
	visit->conn = conn;
	visit->uri = xstrdup(uri);
	return visit;
}

static void sleep_for(struct visit *visit, int ms)
{
	visit->wake_at = now_ms() + ms;
	visit->rested = true;
	visit->next = visit->sb->asleep;
	visit->sb->asleep = visit;
	MHD_suspend_connection(visit->conn);
}

static void wake(struct sandbox *sb, long now)
{
	struct visit **link = &sb->asleep;

	while (*link) {
		struct visit *visit = *link;

		if (!sb->closing && visit->wake_at > now) {
			link = &visit->next;
			continue;
		}
		*link = visit->next;
		MHD_resume_connection(visit->conn);
	}
}

static void on_completed(void *ctx, struct MHD_Connection *conn, void **state,
			 enum MHD_RequestTerminationCode why)
{
	struct visit *visit = *state;

	(void)ctx, (void)conn, (void)why;
	if (!visit)
		return;
	for (struct visit **link = &visit->sb->asleep; *link; link = &(*link)->next) {
		if (*link != visit)
			continue;
		*link = visit->next;
		break;
	}
	if (visit->body.s)
		sodium_memzero(visit->body.s, visit->body.room);	/* may hold a card number */
	str_release(&visit->body);
	web_form_free(visit->form);
	free(visit->reply.text);
	free(visit->reply.location);
	free(visit->uri);
	free(visit);
	*state = NULL;
}

/* An answer that comes in pieces: half of it, or slowly. */
static ssize_t on_read(void *ctx, uint64_t pos, char *buf, size_t max)
{
	struct visit *visit = ctx;
	enum fault_kind kind = visit->fault.kind;
	size_t half = visit->reply.len / 2, end = visit->reply.len, at = (size_t)pos;

	if (visit->sb->closing || (kind == FAULT_HALF_BODY && at >= half))
		return MHD_CONTENT_READER_END_WITH_ERROR;
	if (!visit->rested && (kind == FAULT_DRIP || (kind == FAULT_STALL && at >= half))) {
		sleep_for(visit, visit->fault.ms);
		return 0;
	}
	if (kind == FAULT_DRIP)
		end = at + DRIP_BYTES < end ? at + DRIP_BYTES : end;
	else if (at < half)
		end = half;
	if (end - at < max)
		max = end - at;
	memcpy(buf, visit->reply.text + at, max);
	/* Drips rest between any two; a stall rests once. */
	visit->rested = kind == FAULT_STALL && visit->rested;
	return (ssize_t)max;
}

static bool comes_in_pieces(const struct visit *visit)
{
	return visit->reply.len && (visit->fault.kind == FAULT_HALF_BODY ||
				    visit->fault.kind == FAULT_STALL ||
				    visit->fault.kind == FAULT_DRIP);
}

static struct MHD_Response *response_of(struct visit *visit)
{
	struct web_reply *reply = &visit->reply;
	struct MHD_Response *response;

	if (comes_in_pieces(visit)) {
		visit->rested = false;
		return MHD_create_response_from_callback(reply->len, 4096, on_read, visit, NULL);
	}
	if (!reply->text)
		reply->text = xstrdup("");
	response = MHD_create_response_from_buffer(reply->len, reply->text, MHD_RESPMEM_MUST_FREE);
	reply->text = NULL;
	return response;
}

static enum MHD_Result send_reply(struct visit *visit)
{
	struct web_reply *reply = &visit->reply;
	struct MHD_Response *response = response_of(visit);
	enum MHD_Result rc;

	if (reply->type)
		MHD_add_response_header(response, "Content-Type", reply->type);
	if (reply->location)
		MHD_add_response_header(response, "Location", reply->location);
	if (reply->retry_after >= 0) {
		char *seconds = xasprintf("%d", reply->retry_after);

		MHD_add_response_header(response, "Retry-After", seconds);
		free(seconds);
	}
	rc = MHD_queue_response(visit->conn, (unsigned)reply->status, response);
	MHD_destroy_response(response);
	return rc;
}

/* Let the line break: the other end sees a reset, not an end.  The library
 * would say goodbye first; dissolving the connection under it does not. */
static enum MHD_Result cut(struct visit *visit)
{
	const struct sockaddr nobody = { .sa_family = AF_UNSPEC };
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(visit->conn, MHD_CONNECTION_INFO_CONNECTION_FD);

	connect(info->connect_fd, &nobody, sizeof(nobody));
	return MHD_NO;
}

static struct world *world_of(struct sandbox *);

static const char *header_of(const struct visit *visit, const char *name)
{
	return MHD_lookup_connection_value(visit->conn, MHD_HEADER_KIND, name);
}

static const struct letters *letters_of(const struct sandbox *sb)
{
	return sb->letters.ours ? &sb->letters : NULL;
}

static enum MHD_Result answer(struct visit *visit, const char *method)
{
	const struct web_request req = {
		.method = method, .uri = visit->uri, .body = visit->body.s, .len = visit->body.len,
		.parts = visit->form ? web_form_parts(visit->form) : NULL,
		.key = header_of(visit, "api_key"), .too_large = visit->too_large,
		.wallet = { .tenant = header_of(visit, "tenant-id"),
			    .api_key = header_of(visit, "api-key"),
			    .access_token = header_of(visit, "access-token"),
			    .bearer = header_of(visit, "Authorization") },
		.fault = header_of(visit, SANDBOX_FAULT_HEADER),
		.clock = header_of(visit, SANDBOX_CLOCK_HEADER),
		.unsealed = header_of(visit, "X-Skip-Encryption") != NULL,
	};
	struct sandbox *sb = visit->sb;

	if (sb->closing)
		return MHD_NO;
	if (!visit->answered) {
		visit->answered = true;
		if (hooks_is_uri(req.uri))
			hooks_answer(sb->hooks, &req, &visit->reply);
		else if (is_sealed_uri(req.uri))
			web_answer_sealed(world_of(sb), &sb->faults, letters_of(sb), &req,
					  &visit->reply, &visit->fault);
		else
			web_answer(world_of(sb), &sb->faults, &req, &visit->reply, &visit->fault);
		if (!str_eq(req.method, "GET") || req.clock)
			sb->changed = true;
		if (visit->fault.kind == FAULT_DELAY) {
			sleep_for(visit, visit->fault.ms);
			return MHD_YES;
		}
	}
	if (visit->fault.kind == FAULT_RESET_BEFORE || visit->fault.kind == FAULT_RESET_AFTER)
		return cut(visit);
	return send_reply(visit);
}

static enum MHD_Result on_request(void *ctx, struct MHD_Connection *conn, const char *path,
				  const char *method, const char *version, const char *data,
				  size_t *len, void **state)
{
	struct visit *visit = *state;

	(void)ctx, (void)conn, (void)path, (void)version;
	if (!visit->begun) {
		visit->begun = true;
		visit->form = web_form_new(conn);
		return MHD_YES;
	}
	if (!*len)
		return answer(visit, method);
	/* Too much is read to its end and dropped, so that the 413 gets through. */
	visit->taken += *len;
	if (visit->taken > SANDBOX_BODY_CAP && !visit->cap)
		visit->cap = web_body_cap(method, visit->uri);
	visit->too_large |= visit->cap && visit->taken > visit->cap;
	if (!visit->too_large && visit->form)
		web_form_take(visit->form, data, *len);
	else if (!visit->too_large)
		str_addn(&visit->body, data, *len);
	*len = 0;
	return MHD_YES;
}

static struct MHD_Daemon *listen_on(struct sandbox *sb, int port)
{
	struct sockaddr_in addr = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };

	addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return MHD_start_daemon(MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL,
				on_request, sb,
				MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&addr,
				MHD_OPTION_URI_LOG_CALLBACK, on_uri, sb,
				MHD_OPTION_NOTIFY_COMPLETED, on_completed, NULL, MHD_OPTION_END);
}

/* ---- outliving the program ---- */

static struct world *make_world(const struct sandbox *sb)
{
	const struct sandbox_conf *conf = &sb->conf;
	char *host = xasprintf("http://127.0.0.1:%d", sb->port);
	json_t *kept = sandbox_kept_world(sb->keep);
	const struct world_conf given = {
		.seed = conf->seed,
		.clock = conf->clock,
		.host = host,
		.people = conf->people && !kept,
		.listened = hooks_on(sb->hooks),
		.omnumi_version = conf->omnumi_version,
		.registration_polls =
			conf->registration_polls < 0 ? USUAL_POLLS : conf->registration_polls,
		.vault = conf->vault,
	};
	struct world *world = world_new(&given);

	if (kept)
		world_unpack(world, kept);
	json_decref(kept);
	free(host);
	return world;
}

/* Made when somebody asks it something for the first time: a console shows its
 * first frame before that. */
static struct world *world_of(struct sandbox *sb)
{
	if (!sb->world) {
		sb->world = make_world(sb);
		sb->listened = hooks_on(sb->hooks);
	}
	return sb->world;
}

void sandbox_keep(struct sandbox *sb)
{
	json_t *doc, *world;
	char *text;

	sb->changed = false;
	if (!sb->keep)
		return;
	world = world_pack(world_of(sb));
	doc = json_pack("{s:i}", "port", sb->port);
	json_object_update(doc, world);
	text = json_dumps(doc, JSON_COMPACT);
	file_write_soon(sb->keep, text, strlen(text), NULL); /* play money: no more is promised */
	free(text);
	json_decref(world);
	json_decref(doc);
}

void sandbox_hold(struct sandbox *sb, bool held)
{
	sb->held = held;
	if (!held && sb->changed)
		sandbox_keep(sb);
}

static void begin_faults(struct sandbox *sb)
{
	sb->faults.chance = sb->conf.seed;
	if (!sb->conf.seed)
		randombytes_buf(&sb->faults.chance, sizeof(sb->faults.chance));
	sb->faults.chance = sb->faults.chance * 0x9e3779b97f4a7c15u | 1;
}

static bool open_letters(struct sandbox *sb, const char *folder, struct err *err)
{
	char *theirs = xasprintf("%s/partner.pub", folder);
	char *ours = xasprintf("%s/service.key", folder);
	bool ok = letters_make(folder, err) && letters_load(&sb->letters, theirs, ours, err);

	free(ours);
	free(theirs);
	return ok;
}

struct sandbox *sandbox_new(const struct sandbox_conf *conf, struct err *err)
{
	struct sandbox *sb = xcalloc(1, sizeof(*sb));
	int kept = conf->port ? 0 : sandbox_kept_port(conf->keep);

	for (const char *const *spec = conf->faults; spec && *spec; spec++) {
		if (faults_add(&sb->faults, *spec, err))
			continue;
		sandbox_free(sb);
		return NULL;
	}
	if (conf->letters && !open_letters(sb, conf->letters, err)) {
		sandbox_free(sb);
		return NULL;
	}
	/* Links and stored addresses hold the port: the same one, if it is free. */
	if (kept)
		sb->daemon = listen_on(sb, kept);
	if (!sb->daemon)
		sb->daemon = listen_on(sb, conf->port);
	if (!sb->daemon) {
		sandbox_free(sb);
		err_set(err, ERR_CONFIG, _("the sandbox cannot listen on port %d"), conf->port);
		err_next(err, _("Another program may have it: choose another port with --port."));
		return NULL;
	}
	sb->port = MHD_get_daemon_info(sb->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
	sb->hooks = hooks_new();
	sb->conf = *conf;
	sb->conf.faults = NULL;		/* theirs; read by now */
	sb->conf.letters = NULL;
	sb->conf.keep = sb->keep = conf->keep ? xstrdup(conf->keep) : NULL;
	begin_faults(sb);
	return sb;
}

void sandbox_free(struct sandbox *sb)
{
	if (!sb)
		return;
	if (sb->loop)
		loop_forget(sb->loop, sb);
	sb->closing = true;
	wake(sb, now_ms());		/* the library does not stop over sleepers */
	if (sb->daemon)
		MHD_stop_daemon(sb->daemon);
	hooks_free(sb->hooks);
	world_free(sb->world);
	faults_clear(&sb->faults);
	letters_release(&sb->letters);
	free(sb->keep);
	free(sb);
}

struct fault_list *sandbox_faults(struct sandbox *sb)
{
	return &sb->faults;
}

/* The world is told whether anybody wants to know. */
static void listen_to_world(struct sandbox *sb)
{
	bool on = hooks_on(sb->hooks);

	if (sb->world && on != sb->listened)
		world_listen(sb->world, on);
	sb->listened = on;
}

void sandbox_use_http(struct sandbox *sb, struct http *http)
{
	hooks_use(sb->hooks, http);
	listen_to_world(sb);
}

bool sandbox_hook(struct sandbox *sb, const char *url, const char *secret, struct err *err)
{
	bool ok = hooks_add(sb->hooks, url, secret, err);

	listen_to_world(sb);
	return ok;
}

int sandbox_port(const struct sandbox *sb)
{
	return sb->port;
}

/* The shorter of two waits, of which -1 is for ever. */
static long sooner(long a, long b)
{
	return a < 0 || (b >= 0 && b < a) ? b : a;
}

int sandbox_timeout(void *ctx)
{
	struct sandbox *sb = ctx;
	MHD_UNSIGNED_LONG_LONG ms;
	long now = now_ms(), wait = -1;

	if (MHD_get_timeout(sb->daemon, &ms) == MHD_YES)
		wait = ms < INT_MAX ? (long)ms : INT_MAX;
	for (struct visit *v = sb->asleep; v; v = v->next)
		wait = sooner(wait, v->wake_at > now ? v->wake_at - now : 0);
	wait = sooner(wait, hooks_wait(sb->hooks, sb->world));
	return wait < INT_MAX ? (int)wait : INT_MAX;
}

static void step(void *ctx)
{
	struct sandbox *sb = ctx;

	wake(sb, now_ms());
	MHD_run(sb->daemon);
	listen_to_world(sb);
	if (hooks_step(sb->hooks, sb->world))
		sb->changed = true;	/* what was told is not told again */
	/* Once for all requests of this turn, and before this program reads the
	 * answers: what it was told is kept. */
	if (sb->changed && !sb->held)
		sandbox_keep(sb);
}

void sandbox_attach(struct sandbox *sb, struct loop *loop)
{
	const struct loop_source source = {
		.fd = MHD_get_daemon_info(sb->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd,
		.timeout = sandbox_timeout, .step = step, .ctx = sb,
	};

	sb->loop = loop;
	loop_add(loop, &source);
}
