/* An ask on its real way while the disk is full, broken or shut, or memory is
 * out, at one call after the other.  Afterwards, by the service's ledger and
 * the records: nothing was sent without its row, nothing twice, the program did
 * not crash, and the person was told what happened and what to do. */

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/lang.h"
#include "api/memory.h"
#include "tests/scarce/scarce.h"

enum { PRESSES = 3, TURNS = 120, ROWLESS = 110, STEPS = 400 };

static const char *const lack_words[LACKS] = {
	[NO_ROOM] = "disk full", [NO_DISK] = "disk I/O error", [NO_SYNC] = "sync fails",
	[NO_WRITING] = "read-only disk", [NO_READING] = "disk unreadable",
	[NO_MEMORY] = "memory out",
};

struct sums {
	long runs, told, rowless, doubled, lost, crashed, leaked, unsaid;
};

/* There under a sanitizer, which has an allocator of its own and finds what was
 * not freed when a console ends. */
void __lsan_do_leak_check(void) __attribute__((weak));

/* ---- one run ---- */

/* What a person reads now. */
static void hear(const struct err *err)
{
	if (!need->sentences++)
		snprintf(need->first, sizeof(need->first), "%s %s", err->text, err->next);
	if (!*err->text || !*err->next)
		need->unsaid++;
}

/* It is pressed again where it was refused. */
static bool press(struct console *c, struct ask *ask)
{
	struct err err = { 0 };

	for (int i = 0; i < PRESSES; i++) {
		if (outbox_confirm(c->box, ask, &err))
			break;
		hear(&err);
		if (err.kind != ERR_STORE || i + 1 == PRESSES)
			return false;
	}
	if (outbox_send(c->box, ask->correlation_id, &err))
		return true;
	hear(&err);
	return false;
}

/* All that it took is given back when it returns. */
static void live(const char *db, unsigned seed)
{
	struct ask ask = console_draft(seed), rows[4];
	struct ask_query all = { .list = ASKS_NEED_PERSON };
	struct err err = { 0 };
	struct console c;

	need_on(true);
	if (!console_open(&c, db, &err)) {
		hear(&err);
		return;
	}
	c.patience = TURNS;
	outbox_recover(c.box);
	store_asks(c.store, &all, rows, ARRAY_LEN(rows));
	if (press(&c, &ask))
		console_drive(&c, ask.correlation_id, false, 1);
	console_close(&c);
}

static bool has_left(const struct ask *ask)
{
	return ask->state != ASK_DRAFT && ask->state != ASK_READY && ask->state != ASK_CONNECTING;
}

/* The disk is well again, and so is the rest. */
static _Noreturn void afterwards(const char *db)
{
	struct store *store = store_open(db, NULL);
	struct ask ask;

	if (!store)
		_exit(BROKEN);
	if (board->posts && (!store_ask_get(store, board->id, &ask) || !has_left(&ask)))
		_exit(ROWLESS);
	store_close(store);
	console_recover(db);
}

/* It ended by itself: fine, or with a sentence because memory was out. */
static bool ended_well(int status, int said)
{
	struct stat st;

	if (!WIFEXITED(status))
		return false;
	if (!WEXITSTATUS(status))
		return true;
	return WEXITSTATUS(status) == 1 && need->lack == NO_MEMORY && !fstat(said, &st) &&
	       st.st_size > 0;
}

static long *fault_in(int status, int end, int said, struct sums *sums)
{
	if (__lsan_do_leak_check && WIFEXITED(status) && WEXITSTATUS(status))
		return &sums->leaked;
	if (!ended_well(status, said))
		return &sums->crashed;
	if (board->posts > 1)
		return &sums->doubled;
	if (end == ROWLESS || (board->posts && end == NO_ROW))
		return &sums->rowless;
	if (end == BROKEN || end == STUCK ||
	    (board->made && end != ASK_OPEN && end != ASK_DONE))
		return &sums->lost;
	if (need->unsaid)
		return &sums->unsaid;
	return NULL;
}

static void show(const char *what, int status, int end, int said)
{
	char text[300] = "";
	ssize_t n = pread(said, text, sizeof(text) - 1, 0);

	printf("# %s at call %ld%s: status %#x, ends as %d (%s); %s%.*s\n", what, need->fuse,
	       need->lasting ? " and after" : "", (unsigned)status, end,
	       end < ASK_STATES ? ask_state_name((enum ask_state)end) : "-", need->first,
	       (int)(n > 0 ? n : 0), text);
}

/* False: the way is over before that call. */
static bool run(const struct place *p, long fuse, bool lasting, unsigned seed, struct sums *sums)
{
	int said = memfd_create("said", MFD_CLOEXEC), status, end;
	long *counter;
	pid_t pid;

	fflush(stdout);
	place_fresh(p);
	*need = (struct need){ .lack = need->lack, .fuse = fuse, .lasting = lasting };
	snprintf(need->dir, sizeof(need->dir), "%s", p->dir);
	pid = fork();
	if (!pid) {
		dup2(said, 2);
		live(p->db, seed);
		exit(0);
	}
	status = status_of(pid);
	pid = fork();
	if (!pid)
		afterwards(p->db);
	end = WEXITSTATUS(status_of(pid));
	counter = fault_in(status, end, said, sums);
	if (counter && ++*counter <= 4)
		show(lack_words[need->lack], status, end, said);
	close(said);
	sums->runs++;
	sums->told += need->sentences + (WIFEXITED(status) && WEXITSTATUS(status) == 1);
	return need->failed;
}

/* ---- all of them ---- */

static long count_calls(const struct place *p, enum lack lack, unsigned seed)
{
	struct sums sums = { 0 };

	need->lack = lack;
	run(p, 0, false, seed, &sums);
	return need->calls;
}

/* each: every call of the way, else about so many of them, spread by the seed. */
static bool campaign(const struct place *p, enum lack lack, bool each, unsigned seed)
{
	long calls = count_calls(p, lack, seed), every = each ? 1 : 1 + calls / STEPS;
	struct sums sums = { 0 };
	long bad, tried = 0;

	for (int lasting = 0; lasting < 2; lasting++) {
		long fuse = every > 1 ? 1 + (long)(seed + (unsigned)lasting * 7) % every : 1;

		for (; run(p, fuse, lasting, seed, &sums); fuse += every)
			tried++;
	}
	bad = sums.rowless + sums.doubled + sums.lost + sums.crashed + sums.leaked + sums.unsaid;
	printf("%s %d - %s at each call\n", bad || !tried ? "not ok" : "ok", (int)lack + 1,
	       lack_words[lack]);
	printf("# figure: %s | seed %u: %ld runs over %ld calls, every %ld: %ld sends without a "
	       "record, %ld doubled, %ld lost, %ld crashed, %ld of %ld sentences unclear%s\n",
	       lack_words[lack], seed, sums.runs, calls, every, sums.rowless, sums.doubled,
	       sums.lost, sums.crashed, sums.unsaid, sums.told,
	       !__lsan_do_leak_check ? "" : sums.leaked ? ", leaks" : ", 0 leaks");
	fflush(stdout);
	return !bad && tried;
}

/* scarce [each] [SEED]: each call of those that allocate, too. */
int main(int argc, char **argv)
{
	bool each = argc > 1 && str_eq(argv[1], "each"), ok = true;
	unsigned seed = argc > 1 + each ? (unsigned)strtoul(argv[1 + each], NULL, 10) : 1;
	struct place p;
	pid_t service;
	int listener;

	memory_begin();
	lang_init();
	board = shared(sizeof(*board));
	need = shared(sizeof(*need));
	place_make(&p);
	listener = service_listen();
	fflush(stdout);
	service = fork();
	if (!service)
		serve(listener);
	close(listener);
	for (int lack = 0; lack < LACKS - !!__lsan_do_leak_check; lack++)
		ok &= campaign(&p, (enum lack)lack, each || lack != NO_MEMORY, seed);
	kill(service, SIGKILL);
	status_of(service);
	place_remove(&p);
	return !ok;
}
