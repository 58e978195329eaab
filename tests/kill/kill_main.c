/* SIGKILL at each point of an ask's way, for each way in which the service may
 * take it; afterwards, by the service's ledger: none doubled, none lost, none
 * without a row. */

#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/lang.h"
#include "tests/kill/kill.h"

enum { SEEDS = 20, NO_ROW = 100, STUCK = 101, BROKEN = 102 };

static const char *const outcome_words[SERVICE_WAYS] = {
	"carried out, answered", "carried out, no answer", "not carried out", "carried out late",
	"500, not carried out", "500, carried out",
};

struct place {
	char dir[64], db[96], empty[96];
};

struct sums {
	long runs, doubled, lost, rowless, wrong, points, consoles;
};

/* ---- one console ---- */

struct console {
	bool told;			/* something was written since the row was read */
	struct loop *loop;
	struct http *http;
	struct store *store;
	struct outbox *box;
};

static void on_change(void *ctx, const struct ask *ask)
{
	(void)ask;
	((struct console *)ctx)->told = true;
}

static void open_console(struct console *c, const char *db)
{
	char *url = xasprintf("http://127.0.0.1:%d/v1", board->port);
	struct http_conf conf = { .service = { [SVC_RAAS] = { url, "key" } }, .connect_ms = 2000,
				  .total_ms = 5000 };

	c->loop = loop_new();
	c->http = http_new(&conf, journal_new(20));
	loop_use_http(c->loop, c->http);
	c->store = store_open(db, NULL);
	if (!c->store)
		_exit(BROKEN);
	c->box = outbox_new(c->store, c->http, c->loop, "links-dev.nomas.cash", false);
	c->told = true;
	outbox_on_change(c->box, on_change, c);
	free(url);
}

static bool is_settled(enum ask_state state)
{
	return state == ASK_OPEN || state == ASK_DONE || state == ASK_REJECTED ||
	       state == ASK_MISMATCH || state == ASK_VOIDED;
}

/* Turn until it is settled or has been looked for so often; hours without an
 * answer pass at once.  late: what is absent is watched until it shows up. */
static enum ask_state drive(struct console *c, const char *id, bool late, int looks)
{
	struct ask ask = { 0 };

	for (int turns = 0; turns < 60000; turns++) {
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

static struct ask draft(unsigned seed)
{
	struct ask ask = {
		.op = "requestMoneyV2", .user_token = "usr_1", .payer_phone = "+19165550149",
		.amount = { 100 + seed * 7919 % 900000, "MXN" }, .method_id = "m-1",
	};

	snprintf(ask.note, 1 + seed * 31 % 140, "%0139d", (int)seed);
	return ask;
}

/* Confirm, send, follow until it is known: killed somewhere on the way. */
static _Noreturn void live(const char *db, unsigned seed)
{
	struct console c;
	struct ask ask = draft(seed);

	open_console(&c, db);
	points_on(true);
	if (!outbox_confirm(c.box, &ask, NULL) ||
	    !outbox_send(c.box, ask.correlation_id, NULL))
		_exit(BROKEN);
	drive(&c, ask.correlation_id, false, 1);
	points_on(false);
	_exit(0);
}

/* The next start: what is not sent is sent by the agent, the rest finds itself. */
static _Noreturn void recover(const char *db)
{
	struct ask_query all = { .list = ASKS_ALL };
	struct console c;
	struct ask ask;
	enum ask_state state;

	open_console(&c, db);
	outbox_recover(c.box);
	if (store_asks(c.store, &all, &ask, 1) != 1)
		_exit(NO_ROW);
	if (ask.state == ASK_READY)
		outbox_send(c.box, ask.correlation_id, NULL);
	state = drive(&c, ask.correlation_id, board->outcome == CARRIED_LATE, 1000);
	_exit(is_settled(state) || state == ASK_ABSENT ? (int)state : STUCK);
}

/* ---- one run ---- */

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

static void fresh(const struct place *p)
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
	board->id[0] = '\0';
}

static int status_of(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		;
	return status;
}

/* Of two consoles that recover at once, either may be the one that sends. */
static int recovered(const struct place *p, bool two)
{
	pid_t first = fork(), second;
	int one, other = 0;

	if (!first)
		recover(p->db);
	second = two ? fork() : 0;
	if (two && !second)
		recover(p->db);
	one = WEXITSTATUS(status_of(first));
	if (second)
		other = WEXITSTATUS(status_of(second));
	return two && one == STUCK ? other : one;
}

/* The counter that this end belongs to; NULL: all is well. */
static long *fault_in(int end, struct sums *sums, const char **why)
{
	bool known = end == ASK_OPEN || end == ASK_DONE;

	*why = "doubled";
	if (board->posts > 1)
		return &sums->doubled;
	*why = "without a row";
	if (board->posts && end == NO_ROW)
		return &sums->rowless;
	*why = "lost";
	if (board->made && !known)
		return &sums->lost;
	*why = "wrong";
	return known != board->made || end == STUCK || end == BROKEN ? &sums->wrong : NULL;
}

static void judge(int end, const char *name, struct sums *sums)
{
	const char *why;
	long *counter = fault_in(end, sums, &why);

	if (counter && ++*counter <= 4)
		printf("# %s: killed %s, %s: ends as %s\n", why, name,
		       outcome_words[board->outcome],
		       end < ASK_STATES ? ask_state_name((enum ask_state)end) : "nothing");
}

static void run(const struct place *p, int fuse, unsigned seed, struct sums *sums)
{
	char name[NAME];
	pid_t pid;
	int status;

	fresh(p);
	board->fuse = fuse;
	pid = fork();
	if (!pid)
		live(p->db, seed);
	status = status_of(pid);
	if (!WIFSIGNALED(status) && WEXITSTATUS(status) == BROKEN)
		sums->wrong++;
	snprintf(name, sizeof(name), "%s", board->names[fuse - 1]);
	board->fuse = 0;
	judge(recovered(p, seed % 2), name, sums);
	sums->runs++;
}

/* Without a kill: which points there are for this outcome. */
static int count_points(const struct place *p)
{
	pid_t pid;

	fresh(p);
	board->fuse = 0;
	pid = fork();
	if (!pid)
		live(p->db, 1);
	status_of(pid);
	return board->n_points < POINTS ? board->n_points : POINTS;
}

/* "named points" or "system calls": all of them, for all outcomes. */
static bool campaign(const struct place *p, bool calls, unsigned seeds, unsigned first)
{
	struct sums sums = { 0 };
	long bad;

	board->calls = calls;
	for (int outcome = 0; outcome < SERVICE_WAYS; outcome++) {
		int points;

		board->outcome = (enum outcome)outcome;
		points = count_points(p);
		/* Named steps repeat while it is looked up: the first hundred tell all. */
		if (points > 100 && !calls)
			points = 100;
		if (points > sums.points)
			sums.points = points;
		for (int fuse = 1; fuse <= points; fuse++)
			for (unsigned seed = first; seed < first + seeds; seed++)
				run(p, fuse, seed, &sums);
	}
	bad = sums.doubled + sums.lost + sums.rowless + sums.wrong;
	printf("%s %d - killed at each %s\n", bad ? "not ok" : "ok", calls ? 2 : 1,
	       calls ? "system call that writes" : "named point");
	printf("# figure: %s | seed %u: up to %ld points x %d outcomes x %u seeds = %ld kills: "
	       "%ld doubled, %ld lost, %ld without a row, %ld wrong\n",
	       calls ? "kill -9 at system calls" : "kill -9 at named points", first, sums.points,
	       SERVICE_WAYS, seeds, sums.runs, sums.doubled, sums.lost, sums.rowless, sums.wrong);
	return !bad;
}

/* ---- the stage ---- */

static int listen_somewhere(void)
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

static void make_place(struct place *p)
{
	const char *base = access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm";
	struct store *store;

	snprintf(p->dir, sizeof(p->dir), "%s/remitty-kill-XXXXXX", base);
	if (!mkdtemp(p->dir))
		die("no folder for the test");
	snprintf(p->db, sizeof(p->db), "%s/db", p->dir);
	snprintf(p->empty, sizeof(p->empty), "%s/empty", p->dir);
	store = store_open(p->empty, NULL);
	store_close(store);		/* which leaves one file, without a log beside it */
}

static void remove_place(const struct place *p)
{
	fresh(p);
	unlink(p->db);
	unlink(p->empty);
	rmdir(p->dir);
}

/* kill [SEEDS [FIRST]]; PROOF_SEEDS where each costs more, as under sanitizers. */
int main(int argc, char **argv)
{
	const char *fewer = getenv("PROOF_SEEDS");
	const char *asked = argc > 1 ? argv[1] : fewer;
	unsigned seeds = asked ? (unsigned)strtoul(asked, NULL, 10) : SEEDS;
	unsigned first = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 1;
	struct place p;
	pid_t service;
	int listener;
	bool ok;

	lang_init();
	board = mmap(NULL, sizeof(*board), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
		     0);
	make_place(&p);
	listener = listen_somewhere();
	fflush(stdout);
	service = fork();
	if (!service)
		serve(listener);
	close(listener);
	ok = campaign(&p, false, seeds, first);
	ok &= campaign(&p, true, 1 + seeds / 21, first);
	kill(service, SIGKILL);
	status_of(service);
	remove_place(&p);
	return !ok;
}
