/* What the proofs around one ask share: a console without a screen, the time it
 * lives in, and its records on a disk in memory. */

#include <arpa/inet.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/kill/kill.h"

struct board *board;

void *shared(size_t size)
{
	void *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (at == MAP_FAILED)
		die("no memory for the test");
	return at;
}

/* ---- time ---- */

static struct {
	int64_t skipped;
} here;

void skip_time(long ms)
{
	here.skipped += ms;
	if (board && board->skipped < here.skipped)
		board->skipped = here.skipped;
}

int64_t __real_wall_ms(void);
int64_t __wrap_wall_ms(void);
long __real_now_ms(void);
long __wrap_now_ms(void);

int64_t __wrap_wall_ms(void)
{
	return __real_wall_ms() + here.skipped;
}

long __wrap_now_ms(void)
{
	return __real_now_ms() + (long)here.skipped;
}

/* ---- one console ---- */

static void on_change(void *ctx, const struct ask *ask)
{
	(void)ask;
	((struct console *)ctx)->told = true;
}

bool console_open(struct console *c, const char *db, struct err *err)
{
	char *url = xasprintf("http://127.0.0.1:%d/v1", board->port);
	struct http_conf conf = { .service[SVC_RAAS] = { .base_url = url, .key = "key" },
				  .service[SVC_OMNUMI] = { .base_url = url },
				  .connect_ms = 2000,
				  .total_ms = 5000 };

	*c = (struct console){ .told = true, .patience = 60000 };
	c->store = store_open(db, err);
	if (!c->store) {
		free(url);
		return false;
	}
	c->loop = loop_new();
	c->journal = journal_new(20);
	c->http = http_new(&conf, c->journal);
	loop_use_http(c->loop, c->http);
	c->box = outbox_new(c->store, c->http, c->loop, "links-dev.nomas.cash", false);
	outbox_on_change(c->box, on_change, c);
	free(url);
	return true;
}

void console_close(struct console *c)
{
	outbox_free(c->box);
	http_free(c->http);
	journal_free(c->journal);
	loop_free(c->loop);
	store_close(c->store);
}

bool is_settled(enum ask_state state)
{
	return state == ASK_OPEN || state == ASK_DONE || state == ASK_REJECTED ||
	       state == ASK_MISMATCH || state == ASK_VOIDED;
}

enum ask_state console_drive(struct console *c, const char *id, bool late, int looks)
{
	struct ask ask = { 0 };

	for (int turns = 0; turns < c->patience; turns++) {
		/* Another console may write it as well, which nobody tells. */
		if ((c->told || turns % 64 == 0) && !store_ask_get(c->store, id, &ask))
			break;
		c->told = false;
		if (is_settled(ask.state) || (ask.state == ASK_ABSENT && !late) ||
		    ask.state == ASK_READY || (ask.state == ASK_UNKNOWN && ask.looks >= looks))
			break;
		loop_turn(c->loop, http_running(c->http) ? 1000 : 0);
		if (!http_running(c->http))
			skip_time(1000 + 250 * turns);
	}
	return ask.state;
}

void console_recover(const char *db)
{
	struct ask_query all = { .list = ASKS_ALL };
	struct console c;
	struct ask ask;
	enum ask_state state;

	if (!console_open(&c, db, NULL))
		_exit(BROKEN);
	outbox_recover(c.box);
	if (store_asks(c.store, &all, &ask, 1) != 1)
		_exit(NO_ROW);
	if (ask.state == ASK_READY)
		outbox_send(c.box, ask.correlation_id, NULL);
	state = console_drive(&c, ask.correlation_id, board->outcome == CARRIED_LATE,
			      board->subject->looks);
	_exit(is_settled(state) || state == ASK_ABSENT ||
	      (state == ASK_UNKNOWN && board->subject->blurred) ? (int)state : STUCK);
}

/* ---- its place ---- */

static void copy_file(const char *from, const char *to)
{
	char bytes[65536];
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	ssize_t n;

	while ((n = read(in, bytes, sizeof(bytes))) > 0)
		if (write(out, bytes, (size_t)n) != n)
			die("the disk is full");
	close(in);
	close(out);
}

void place_fresh(const struct place *p)
{
	static const char *const ends[] = { "-wal", "-shm", "-journal" };

	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		char *path = xasprintf("%s%s", p->db, ends[i]);

		unlink(path);
		free(path);
	}
	copy_file(p->empty, p->db);
	board->posts = board->looks_until_made = board->n_points = 0;
	board->made = false;
	board->skipped = 0;
	board->id[0] = '\0';
}

/* The key that opens the empty one opens what is copied from it. */
static void name_keys(const struct place *p, char *of_empty, char *of_db, size_t size)
{
	snprintf(of_empty, size, "%s.key", p->empty);
	snprintf(of_db, size, "%s.key", p->db);
}

void place_make(struct place *p)
{
	char of_empty[sizeof(p->empty) + 8], of_db[sizeof(of_empty)];
	const char *base = access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm";
	struct store *store;

	snprintf(p->dir, sizeof(p->dir), "%s/remitty-kill-XXXXXX", base);
	if (!mkdtemp(p->dir))
		die("no folder for the test");
	snprintf(p->db, sizeof(p->db), "%s/db", p->dir);
	snprintf(p->empty, sizeof(p->empty), "%s/empty", p->dir);
	store = store_open(p->empty, NULL);
	board->subject = &subject_ask;
	store_close(store);		/* which leaves one file, without a log beside it */
	name_keys(p, of_empty, of_db, sizeof(of_db));
	if (link(of_empty, of_db))
		die("the key cannot be shared");
}

void place_remove(const struct place *p)
{
	char of_empty[sizeof(p->empty) + 8], of_db[sizeof(of_empty)];

	name_keys(p, of_empty, of_db, sizeof(of_db));
	unlink(of_empty);
	unlink(of_db);
	place_fresh(p);
	unlink(p->db);
	unlink(p->empty);
	rmdir(p->dir);
}

/* ---- processes ---- */

int status_of(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		;
	return status;
}

int service_listen(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t len = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (bind(fd, (struct sockaddr *)&at, sizeof(at)) || listen(fd, 64) ||
	    getsockname(fd, (struct sockaddr *)&at, &len))
		die("nothing can listen on loopback");
	board->port = ntohs(at.sin_port);
	return fd;
}
