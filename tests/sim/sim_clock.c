/* Time, chance and processes, as the outbox gets to see them. */

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "tests/sim/sim.h"

struct sim *sim;

int64_t __wrap_wall_ms(void);
long __wrap_now_ms(void);
uint32_t __wrap_randombytes_uniform(uint32_t n);
void __wrap_uuid_new(char buf[static 37]);
int __wrap_getpid(void);
int64_t __wrap_process_born(int pid);
bool __wrap_process_is_gone(int pid, int64_t born);
void __wrap_loop_after(struct loop *, long ms, loop_fn *, void *owner);
void __wrap_loop_cancel(struct loop *, loop_fn *, const void *owner);
void __wrap_loop_forget(struct loop *, const void *owner);

uint32_t roll(uint32_t n)
{
	sim->dice ^= sim->dice << 13;
	sim->dice ^= sim->dice >> 7;
	sim->dice ^= sim->dice << 17;
	return (uint32_t)((sim->dice >> 16) % n);
}

bool chance(int percent)
{
	return !sim->calm && roll(100) < (uint32_t)percent;
}

void violate(const char *fmt, ...)
{
	va_list args;

	if (*sim->violation)
		return;
	va_start(args, fmt);
	vsnprintf(sim->violation, sizeof(sim->violation), fmt, args);
	va_end(args);
}

struct console *step_of(const void *fake)
{
	struct console *c = (struct console *)fake;

	sim->steps++;
	if (c->fuse && --c->fuse == 0 && !c->dead) {
		c->dead = true;
		sim->kills++;
	}
	return c;
}

int64_t __wrap_wall_ms(void)
{
	return sim->now + sim->skew;
}

long __wrap_now_ms(void)
{
	return (long)sim->now;
}

uint32_t __wrap_randombytes_uniform(uint32_t n)
{
	return roll(n);
}

void __wrap_uuid_new(char buf[static 37])
{
	snprintf(buf, 37, "%08x-0000-4000-8000-%012lx", (unsigned)sim->seed, ++sim->ids);
}

int __wrap_getpid(void)
{
	return sim->consoles[sim->who].pid;
}

int64_t __wrap_process_born(int pid)
{
	return pid * 7;
}

bool __wrap_process_is_gone(int pid, int64_t born)
{
	(void)born;
	for (int i = 0; i < CONSOLES; i++)
		if (sim->consoles[i].box && !sim->consoles[i].dead && sim->consoles[i].pid == pid)
			return false;
	return true;
}

/* ---- what is still to come ---- */

struct event *later(enum event_kind kind, int64_t ms)
{
	struct event *e = &sim->events[sim->n_events];

	if (sim->n_events == EVENTS) {
		violate("more events than a story has");
		e = &sim->events[EVENTS - 1];
	} else {
		sim->n_events++;
	}
	*e = (struct event){ .kind = kind, .at = sim->now + ms, .order = sim->order++,
			     .console = sim->who, .pid = sim->consoles[sim->who].pid };
	return e;
}

void __wrap_loop_after(struct loop *loop, long ms, loop_fn *fn, void *owner)
{
	struct console *c = step_of(loop);
	struct event *e;

	if (c->dead)
		return;
	e = later(AT_TIMER, ms);
	e->fn = fn;
	e->owner = owner;
}

static void drop(int i)
{
	sim->events[i] = sim->events[--sim->n_events];
}

void __wrap_loop_cancel(struct loop *loop, loop_fn *fn, const void *owner)
{
	(void)loop;
	for (int i = sim->n_events - 1; i >= 0; i--)
		if (sim->events[i].kind == AT_TIMER && sim->events[i].fn == fn &&
		    sim->events[i].owner == owner)
			drop(i);
}

void __wrap_loop_forget(struct loop *loop, const void *owner)
{
	(void)loop;
	for (int i = sim->n_events - 1; i >= 0; i--)
		if (sim->events[i].kind == AT_TIMER && sim->events[i].owner == owner)
			drop(i);
}

void forget_console(int console)
{
	for (int i = sim->n_events - 1; i >= 0; i--)
		if (sim->events[i].kind == AT_TIMER && sim->events[i].console == console)
			drop(i);
	for (int i = 0; i < CALLS; i++)
		if (sim->calls[i].used && sim->calls[i].console == console)
			sim->calls[i].over = true;
}

static void happen(struct event *e)
{
	struct console *c = &sim->consoles[e->console];

	sim->who = e->console;
	switch (e->kind) {
	case AT_TIMER:
		e->fn(e->owner);
		break;
	case AT_CONNECT:
		call_connects(e);
		break;
	case AT_ARRIVE:
		call_arrives(e);
		break;
	case AT_ANSWER:
	case AT_CUT:
		call_ends(e);
		break;
	case AT_AGENT:
		agent_acts();
		break;
	case AT_START:
		console_starts(e->console);
		break;
	case AT_JUMP:
		sim->skew += ((int64_t)roll(7200) - 3600) * 1000;
		break;
	case AT_OUTAGE:
		sim->outage = !sim->outage && !sim->calm;
		if (sim->outage)
			later(AT_OUTAGE, 60000 + roll(30 * 60000));
	}
	/* What was killed on the way is gone when its step has run out. */
	if (c->dead)
		console_ends(e->console);
}

void run_until(int64_t end)
{
	while (sim->n_events && !*sim->violation) {
		int first = 0;
		struct event e;

		for (int i = 1; i < sim->n_events; i++) {
			const struct event *a = &sim->events[i], *b = &sim->events[first];

			if (a->at < b->at || (a->at == b->at && a->order < b->order))
				first = i;
		}
		e = sim->events[first];
		if (e.at > end)
			break;
		drop(first);
		sim->now = e.at;
		happen(&e);
	}
	sim->now = end;
}
