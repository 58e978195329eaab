/* SIGKILL at each point of an ask's way, for each way in which the service may
 * take it; afterwards, by the service's ledger: none doubled, none lost, none
 * without a row. */

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/lang.h"
#include "tests/kill/kill.h"

enum { SEEDS = 20 };

static const char *const outcome_words[SERVICE_WAYS] = {
	"carried out, answered", "carried out, no answer", "not carried out", "carried out late",
	"500, not carried out", "500, carried out",
};

struct sums {
	long runs, doubled, lost, rowless, wrong, points, consoles;
};

/* ---- one run ---- */

/* Confirm, send, follow until it is known: killed somewhere on the way. */
static _Noreturn void live(const char *db, unsigned seed)
{
	struct console c;
	char id[37];

	if (!console_open(&c, db, NULL))
		_exit(BROKEN);
	points_on(true);
	if (!board->subject->confirm(&c, seed, id) || !outbox_send(c.box, id, NULL))
		_exit(BROKEN);
	console_drive(&c, id, false, 1);
	points_on(false);
	_exit(0);
}

/* Of two consoles that recover at once, either may be the one that sends. */
static int recovered(const struct place *p, bool two)
{
	pid_t first = fork(), second;
	int one, other = 0;

	if (!first)
		console_recover(p->db);
	second = two ? fork() : 0;
	if (two && !second)
		console_recover(p->db);
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

	place_fresh(p);
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

	place_fresh(p);
	board->fuse = 0;
	pid = fork();
	if (!pid)
		live(p->db, 1);
	status_of(pid);
	return board->n_points < POINTS ? board->n_points : POINTS;
}

/* A part of the seeds, but one at least. */
static unsigned part_of(unsigned seeds)
{
	unsigned part = seeds * board->subject->seeds / 100;

	return part ? part : 1;
}

/* "named points" or "system calls": all of them, for all outcomes. */
static bool campaign(const struct place *p, bool calls, unsigned all_seeds, unsigned first, int nth)
{
	const struct subject *subject = board->subject;
	struct sums sums = { 0 };
	unsigned seeds = part_of(all_seeds), step;
	long bad;

	board->calls = calls;
	/* Of what is driven in part, a quarter of all system calls, each time another. */
	step = calls && seeds == 1 && subject->seeds < 100 ? 4 : 1;
	for (int outcome = 0; outcome < SERVICE_WAYS; outcome++) {
		int points;

		board->outcome = (enum outcome)outcome;
		points = count_points(p);
		/* Named steps repeat while it is looked up: the first hundred tell all. */
		if (points > 100 && !calls)
			points = 100;
		if (points > sums.points)
			sums.points = points;
		for (int fuse = 1 + (int)(first % step); fuse <= points; fuse += (int)step)
			for (unsigned seed = first; seed < first + seeds; seed++)
				run(p, fuse, seed, &sums);
	}
	bad = sums.doubled + sums.lost + sums.rowless + sums.wrong;
	printf("%s %d - %s: killed at each %s\n", bad ? "not ok" : "ok", nth, subject->name,
	       calls ? "system call that writes" : "named point");
	printf("# figure: %s at %s | seed %u: up to %ld points x %d outcomes x %u seeds = "
	       "%ld kills: %ld doubled, %ld lost, %ld without a row, %ld wrong\n",
	       subject->name, calls ? "system calls" : "named points", first, sums.points,
	       SERVICE_WAYS, seeds, sums.runs, sums.doubled, sums.lost, sums.rowless, sums.wrong);
	return !bad;
}

static const struct subject *const subjects[] = {
	&subject_ask, &subject_deposit, &subject_withdrawal, &subject_registration,
	&subject_account,
};

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
	bool ok = true;

	lang_init();
	board = shared(sizeof(*board));
	place_make(&p);
	listener = service_listen();
	fflush(stdout);
	service = fork();
	if (!service)
		serve(listener);
	close(listener);
	for (size_t i = 0; i < ARRAY_LEN(subjects); i++) {
		board->subject = subjects[i];
		ok &= campaign(&p, false, seeds, first, 2 * (int)i + 1);
		ok &= campaign(&p, true, 1 + seeds / 21, first, 2 * (int)i + 2);
	}
	kill(service, SIGKILL);
	status_of(service);
	place_remove(&p);
	return !ok;
}
