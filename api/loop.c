/* Sources and deadlines are lists.  What a step forgets is only marked, and
 * swept when the outermost turn is over, so that steps may do as they like. */

#include "api/loop.h"

#include <limits.h>
#include <poll.h>
#include <stdlib.h>

#include "api/http.h"

struct source {
	struct source *next;
	struct loop_source given;
	bool gone;
	long due;			/* when its timeout passes; -1: never */
	int slot;			/* place in the poll array of this turn; -1: none */
};

struct deadline {
	struct deadline *next;
	long at;
	unsigned long serial;
	loop_fn *fn;
	void *owner;
};

struct loop {
	struct source *sources;
	struct deadline *deadlines;	/* soonest first; equals in the order of asking */
	unsigned long serial;
	struct http *http;
	int depth;			/* turns under way: a step may turn the loop itself */
};

struct loop *loop_new(void)
{
	return xcalloc(1, sizeof(struct loop));
}

static void sweep(struct loop *loop)
{
	struct source **link = &loop->sources;

	while (*link) {
		struct source *source = *link;

		if (!source->gone) {
			link = &source->next;
			continue;
		}
		*link = source->next;
		free(source);
	}
}

static void drop_deadlines(struct loop *loop, loop_fn *fn, const void *owner)
{
	struct deadline **link = &loop->deadlines;

	while (*link) {
		struct deadline *line = *link;

		if (line->owner != owner || (fn && line->fn != fn)) {
			link = &line->next;
			continue;
		}
		*link = line->next;
		free(line);
	}
}

void loop_free(struct loop *loop)
{
	if (!loop)
		return;
	for (struct source *s = loop->sources; s; s = s->next)
		s->gone = true;
	sweep(loop);
	while (loop->deadlines) {
		struct deadline *line = loop->deadlines;

		loop->deadlines = line->next;
		free(line);
	}
	free(loop);
}

void loop_use_http(struct loop *loop, struct http *http)
{
	loop->http = http;
}

void loop_add(struct loop *loop, const struct loop_source *given)
{
	struct source **link = &loop->sources;
	struct source *source = xcalloc(1, sizeof(*source));

	while (*link)
		link = &(*link)->next;
	*source = (struct source){ .given = *given, .due = -1, .slot = -1 };
	*link = source;
}

void loop_after(struct loop *loop, long ms, loop_fn *fn, void *owner)
{
	struct deadline **link = &loop->deadlines;
	struct deadline *line = xcalloc(1, sizeof(*line));

	*line = (struct deadline){ .at = now_ms() + (ms > 0 ? ms : 0), .serial = loop->serial++,
				   .fn = fn, .owner = owner };
	while (*link && (*link)->at <= line->at)
		link = &(*link)->next;
	line->next = *link;
	*link = line;
}

void loop_cancel(struct loop *loop, loop_fn *fn, const void *owner)
{
	drop_deadlines(loop, fn, owner);
}

void loop_forget(struct loop *loop, const void *owner)
{
	drop_deadlines(loop, NULL, owner);
	for (struct source *s = loop->sources; s; s = s->next)
		if (s->given.ctx == owner)
			s->gone = true;
	if (!loop->depth)
		sweep(loop);
}

/* The earlier of a wait so far (-1: for ever) and a time ahead. */
static int sooner(int wait, long left)
{
	if (left < 0)
		left = 0;
	if (left > INT_MAX)
		left = INT_MAX;
	return wait < 0 || left < wait ? (int)left : wait;
}

/* Ask every source for its descriptor and its timeout.  Returns the array of
 * descriptors (the caller frees), their number and how long to sleep. */
static struct pollfd *gather(struct loop *loop, int *n, int *wait)
{
	struct pollfd *fds;
	long now = now_ms();
	size_t count = 0;

	for (struct source *s = loop->sources; s; s = s->next)
		count++;
	fds = xcalloc(count, sizeof(*fds));
	*n = 0;
	for (struct source *s = loop->sources; s; s = s->next) {
		int ms = -1;

		if (!s->gone && s->given.timeout)
			ms = s->given.timeout(s->given.ctx);
		s->due = ms < 0 ? -1 : now + ms;
		s->slot = -1;
		if (ms >= 0)
			*wait = sooner(*wait, ms);
		if (s->gone || s->given.fd < 0)
			continue;
		s->slot = *n;
		fds[(*n)++] = (struct pollfd){ .fd = s->given.fd, .events = POLLIN };
	}
	if (loop->deadlines)
		*wait = sooner(*wait, loop->deadlines->at - now);
	return fds;
}

static void run_sources(struct loop *loop, const struct pollfd *fds, int n)
{
	long now = now_ms();

	for (struct source *s = loop->sources; s; s = s->next) {
		bool ready = s->slot >= 0 && s->slot < n && fds[s->slot].revents;
		bool due = s->due >= 0 && s->due <= now;

		s->slot = -1;
		s->due = -1;
		if (!s->gone && (ready || due))
			s->given.step(s->given.ctx);
	}
}

/* Only what was asked for before this turn: a deadline that renews itself at
 * once must not keep the loop from ever looking at the descriptors again. */
static void run_deadlines(struct loop *loop)
{
	unsigned long limit = loop->serial;
	long now = now_ms();

	while (loop->deadlines && loop->deadlines->at <= now && loop->deadlines->serial < limit) {
		struct deadline line = *loop->deadlines;

		free(loop->deadlines);
		loop->deadlines = line.next;
		line.fn(line.owner);
	}
}

void loop_turn(struct loop *loop, int max_ms)
{
	int n, wait = max_ms;
	struct pollfd *fds;

	loop->depth++;
	fds = gather(loop, &n, &wait);
	if (loop->http)
		http_wait(loop->http, fds, n, wait);
	else if (poll(fds, (nfds_t)n, wait) < 0)
		n = 0;			/* a signal: its handler's pipe is read next time */
	run_sources(loop, fds, n);
	if (loop->http)
		http_step(loop->http);
	run_deadlines(loop);
	free(fds);
	if (--loop->depth == 0)
		sweep(loop);
}
