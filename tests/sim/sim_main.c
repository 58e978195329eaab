/* Stories of the outbox, one for each seed: asks, two consoles, kills, lost and
 * late requests and answers, a service that lies, clocks that jump.  None may
 * end with an ask sent twice, lost, or left without a word.  Then the same with
 * one rule broken at a time: each has to be noticed. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/sim/sim.h"

enum {
	SEEDS = 20000, STORY_MS = 40 * 60 * 1000, CALM_MS = 4 * 3600 * 1000, CATCH_WITHIN = 4000
};

bool __real_ask_step(struct ask *, enum ask_event_kind, const struct ask_answer *, int64_t now);
bool __wrap_ask_step(struct ask *, enum ask_event_kind, const struct ask_answer *, int64_t now);
json_t *__real_money_to_json(const struct money *);
json_t *__wrap_money_to_json(const struct money *);

/* Some of the rules are the table's: they are broken on its way out. */
bool __wrap_ask_step(struct ask *ask, enum ask_event_kind on, const struct ask_answer *a,
		     int64_t now)
{
	struct ask_answer no = a ? *a : (struct ask_answer){ .amount_minor = -1 };
	bool handed = ask->state == ASK_HANDED;

	if (sim->broken == BROKEN_ABSENT && on == EV_LOOK_FAILED && ask->state == ASK_UNKNOWN)
		on = EV_LOOK_ABSENT;
	if (sim->broken == BROKEN_REFUSAL && on == EV_ANSWER && no.http >= 500) {
		no.http = 400;
		no.parsed = true;
		a = &no;
	}
	if (sim->broken == BROKEN_SILENCE && on == EV_LOOK_ABSENT && ask->state == ASK_UNKNOWN)
		*ask->key = '\0';
	if (!__real_ask_step(ask, on, a, now))
		return false;
	if (sim->broken == BROKEN_RESEND && handed && ask->state == ASK_UNKNOWN) {
		ask->state = ASK_READY;
		ask->looks = 1;
		ask->next_look_at = now + 1000;
	}
	return true;
}

json_t *__wrap_money_to_json(const struct money *money)
{
	struct money told = *money;

	told.minor += sim->broken == BROKEN_AMOUNT;
	return __real_money_to_json(&told);
}

enum kind { ASKS, ACH, KEYED, KINDS };

static const char *const kind_words[KINDS] = { "", "ACH", "keys" };

static void tell(struct sim *story, uint64_t seed, enum broken broken, enum kind kind)
{
	*story = (struct sim){ .seed = seed, .dice = (seed + 1) * 0x9e3779b97f4a7c15u | 1,
			       .broken = broken, .now = INT64_C(1792000000000) };
	sim = story;
	roll(2);
	sim->asks_left = 2 + (int)roll(6);
	sim->ach = broken == BROKEN_SILENCE || broken == BROKEN_RIVALS ||
		   kind == ACH;
	sim->keyed = kind == KEYED;
	for (int i = 0; i < CONSOLES; i++) {
		sim->who = i;
		later(AT_START, roll(2000));
		later(AT_AGENT, 2000 + roll(20000));
	}
	if (roll(4) == 0)
		later(AT_JUMP, roll(STORY_MS));
	if (roll(3) == 0)
		later(AT_OUTAGE, roll(STORY_MS));
	run_until(sim->now + STORY_MS);
	sim->calm = true;
	sim->asks_left = 0;
	for (int i = 0; i < CONSOLES; i++)
		sim->consoles[i].fuse = 0;
	run_until(sim->now + CALM_MS);
	if (!*sim->violation)
		check_end();
	for (int i = 0; i < CONSOLES; i++) {
		sim->who = i;
		sim->consoles[i].dead = true;
		outbox_free(sim->consoles[i].box);
	}
	for (int i = 0; i < CALLS; i++)
		json_decref(sim->calls[i].args);
}

static const char *const broken_words[BROKEN_RULES] = {
	[BROKEN_RESEND] = "an ask whose outcome is unknown is sent again",
	[BROKEN_HANDED_LATE] = "it leaves before the disk says so",
	[BROKEN_CAS] = "rows are written without comparing first",
	[BROKEN_TWINS] = "twins are not looked for",
	[BROKEN_ABSENT] = "a failed look counts as an absent one",
	[BROKEN_REFUSAL] = "a 500 counts as not carried out",
	[BROKEN_AMOUNT] = "the amount is off by a cent",
	[BROKEN_RECOVERY] = "nothing is taken up at the start",
	[BROKEN_SILENCE] = "an ACH that is not to be seen counts as not carried out",
	[BROKEN_RIVALS] = "an entry is taken though it may be another ACH's",
};

/* The seed that notices, or -1. */
static long seed_that_notices(struct sim *story, enum broken broken, uint64_t first)
{
	for (long i = 0; i < CATCH_WITHIN; i++) {
		tell(story, first + (uint64_t)i, broken, ASKS);
		if (*story->violation)
			return i;
	}
	return -1;
}

static int break_rules(struct sim *story, uint64_t first)
{
	int missed = 0;

	for (int broken = UNBROKEN + 1; broken < BROKEN_RULES; broken++) {
		long after = seed_that_notices(story, (enum broken)broken, first);

		missed += after < 0;
		printf("%s %d - caught: %s\n", after < 0 ? "not ok" : "ok", broken + KINDS,
		       broken_words[broken]);
		if (after >= 0)
			printf("# after %ld stories: %s\n", after + 1, story->violation);
	}
	return missed;
}

static long number(const char *text, long usual)
{
	return text ? strtol(text, NULL, 10) : usual;
}

/* How many of them end badly. */
static long tell_all(struct sim *story, long seeds, uint64_t first, enum kind kind)
{
	struct sim sum = { 0 };
	long bad = 0;

	for (long i = 0; i < seeds; i++) {
		tell(story, first + (uint64_t)i, UNBROKEN, kind);
		sum.steps += story->steps;
		sum.posts += story->posts;
		sum.kills += story->kills;
		sum.unknown += story->unknown;
		sum.absent += story->absent;
		sum.alarms += story->alarms;
		if (*story->violation && bad++ < 10)
			printf("# seed %llu: %s\n", (unsigned long long)(first + (uint64_t)i),
			       story->violation);
	}
	printf("%s %d - no story%s%s ends badly\n", bad ? "not ok" : "ok", kind + 1,
	       kind ? " of " : "", kind_words[kind]);
	printf("# figure: simulator%s%s | seeds %llu to %llu: %ld bad; %ld steps, %ld requests, "
	       "%ld kills, %ld unknown, %ld absent, %ld alarms\n", kind ? ", " : "",
	       kind_words[kind],
	       (unsigned long long)first,
	       (unsigned long long)first + (unsigned long long)seeds - 1, bad, sum.steps,
	       sum.posts, sum.kills, sum.unknown, sum.absent, sum.alarms);
	return bad;
}

/* sim [STORIES [FIRST-SEED]]; PROOF_SEEDS, in thousands, where each story costs more,
 * as under sanitizers. */
int main(int argc, char **argv)
{
	const char *fewer = getenv("PROOF_SEEDS");
	long seeds = number(argc > 1 ? argv[1] : NULL, fewer ? 1000 * number(fewer, 1) : SEEDS);
	uint64_t first = (uint64_t)number(argc > 2 ? argv[2] : NULL, 1);
	struct sim *story = xcalloc(1, sizeof(*story));
	long bad = tell_all(story, seeds, first, ASKS);
	int missed;

	bad += tell_all(story, seeds / 4 + 1, first, ACH);
	bad += tell_all(story, seeds / 4 + 1, first, KEYED);
	missed = break_rules(story, first);
	printf("# figure: broken rules | %d of %d noticed\n", BROKEN_RULES - 1 - missed,
	       BROKEN_RULES - 1);
	free(story);
	return bad || missed;
}
