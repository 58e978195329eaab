/* The store, in memory: a write is on disk when it returns true, and a process
 * may be killed on either side of that. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/sim/sim.h"

bool __wrap_store_ask_get(struct store *, const char *id, struct ask *);
bool __wrap_store_ask_confirm(struct store *, const struct ask *, const char *body,
			      struct ask *twin, struct err *);
bool __wrap_store_ask_move(struct store *, enum ask_state from, const struct ask *, struct err *);
bool __wrap_store_ask_rescue(struct store *, const struct ask *dead, const struct ask *,
			     struct err *);
bool __wrap_store_ask_twin(struct store *, const struct ask *, char id[37]);
bool __wrap_store_ask_event(struct store *, const char *id, const char *what, struct err *);
bool __wrap_store_ask_keep_answer(struct store *, const char *id, const char *json, struct err *);
char *__wrap_store_ask_body(struct store *, const char *id);
bool __wrap_store_is_busy(const struct store *);
bool __wrap_store_is_locked(const struct store *);
char *__wrap_store_value_once(struct store *, const char *key, const char *value);
int __wrap_store_asks(struct store *, const struct ask_query *, struct ask *, int max);
int __wrap_store_ask_rivals(struct store *, const struct ask *, struct ask *, int max);

struct store *store_for(struct console *c)
{
	return (struct store *)c;
}

void store_gone(struct console *c)
{
	(void)c;
}

bool rows_known(void)
{
	return true;
}

void rows_read(void)
{
}

struct ask *row_of(const char *id)
{
	for (int i = 0; i < sim->n_rows; i++)
		if (!strcmp(sim->rows[i].correlation_id, id))
			return &sim->rows[i];
	return NULL;
}

/* Is the disk full or locked just now? */
static bool fails(struct err *err)
{
	return chance(2) && !err_set(err, ERR_STORE, "the disk is full");
}

bool __wrap_store_ask_get(struct store *store, const char *id, struct ask *ask)
{
	const struct ask *row = row_of(id);
	int i = row ? (int)(row - sim->rows) : 0;

	if (step_of(store)->dead || !row)
		return false;
	/* Another console may write between this reading and what comes of it: then
	 * what was read was already the past. */
	*ask = sim->writer[i] != sim->who && *sim->before[i].correlation_id && chance(15) ?
		sim->before[i] : *row;
	return true;
}

static bool is_twin(const struct ask *a, const struct ask *b)
{
	return a != b && strcmp(a->correlation_id, b->correlation_id) && ask_is_live(a) &&
	       !strcmp(a->op, b->op) && !strcmp(a->user_token, b->user_token) &&
	       a->amount.minor == b->amount.minor && !strcmp(a->method_id, b->method_id) &&
	       !strcmp(a->key, b->key);
}

static bool is_afloat(const struct ask *ask)
{
	return ask->state == ASK_HANDED || ask->state == ASK_UNKNOWN || ask->state == ASK_ABSENT;
}

static const struct ask *twin_of(const struct ask *ask, bool waiting)
{
	for (int i = 0; i < sim->n_rows; i++) {
		const struct ask *row = &sim->rows[i];

		if (is_twin(row, ask) &&
		    (is_afloat(row) || (waiting && (row->state == ASK_CONNECTING ||
						    row->state == ASK_READY))))
			return row;
	}
	return NULL;
}

bool __wrap_store_ask_twin(struct store *store, const struct ask *ask, char id[37])
{
	bool blind = step_of(store)->dead || sim->broken == BROKEN_TWINS;
	const struct ask *twin = blind ? NULL : twin_of(ask, false);

	if (twin)
		snprintf(id, 37, "%s", twin->correlation_id);
	return twin != NULL;
}

bool __wrap_store_ask_confirm(struct store *store, const struct ask *ask, const char *body,
			      struct ask *twin, struct err *err)
{
	struct console *c = step_of(store);
	const struct ask *other;

	(void)body;
	*err = (struct err){ 0 };
	if (c->dead || fails(err))
		return false;
	other = sim->broken == BROKEN_TWINS ? NULL : twin_of(ask, true);
	if (other) {
		*twin = *other;
		return false;
	}
	if (row_of(ask->correlation_id) || sim->n_rows == ROWS)
		return err_set(err, ERR_STORE, "it is there");
	sim->rows[sim->n_rows] = *ask;
	sim->rows[sim->n_rows].created_at = ask->created_at + sim->n_rows;
	sim->n_rows++;
	return !step_of(store)->dead;
}

static bool has_left(const struct ask *ask)
{
	return ask->state != ASK_DRAFT && ask->state != ASK_READY && ask->state != ASK_CONNECTING;
}

/* What must hold of every step that reaches the disk. */
static void watch(const struct ask *before, const struct ask *after)
{
	const struct operation *op = operation_of(after->correlation_id, false);
	if (has_left(before) && !has_left(after))
		violate("%s goes back from %s to %s", after->correlation_id,
			ask_state_name(before->state), ask_state_name(after->state));
	if (after->state == ASK_ABSENT && before->state != ASK_ABSENT && op && op->exists &&
	    op->told_at < sim->now - 120000)
		violate("%s counts as absent and can be seen", after->correlation_id);
	if (after->state == ASK_HANDED && twin_of(after, false))
		violate("%s leaves beside its twin", after->correlation_id);
	if (after->state == before->state)
		return;
	sim->unknown += after->state == ASK_UNKNOWN;
	sim->absent += after->state == ASK_ABSENT;
	sim->alarms += after->state == ASK_MISMATCH;
}

/* Is the row still as the writer knew it, and his to write? */
static bool compares(const struct ask *row, enum ask_state from, const struct ask *dead, int pid)
{
	if (sim->broken == BROKEN_CAS)
		return true;
	return row->state == from && (!row->owner_pid || row->owner_pid == pid ||
				      (dead && row->owner_pid == dead->owner_pid));
}

static bool write_row(struct store *store, enum ask_state from, const struct ask *dead,
		      const struct ask *next, struct err *err)
{
	struct console *c = step_of(store);
	struct ask *row = row_of(next->correlation_id);

	if (err)
		*err = (struct err){ 0 };
	if (c->dead || !row || fails(err))
		return false;
	if (!compares(row, from, dead, c->pid))
		return false;
	if (next->state == ASK_HANDED && sim->broken != BROKEN_TWINS && twin_of(next, false))
		return false;
	if (sim->broken == BROKEN_HANDED_LATE && next->state == ASK_HANDED) {
		snprintf(c->unwritten, sizeof(c->unwritten), "%s", next->correlation_id);
		return true;
	}
	watch(row, next);
	ach_watch(row, next);
	sim->before[row - sim->rows] = *row;
	sim->writer[row - sim->rows] = sim->who;
	*row = *next;
	return !step_of(store)->dead;
}

bool __wrap_store_ask_move(struct store *store, enum ask_state from, const struct ask *next,
			   struct err *err)
{
	struct console *c = (struct console *)store;
	struct ask *row = row_of(next->correlation_id);

	if (row && !strcmp(c->unwritten, next->correlation_id)) {
		row->state = ASK_HANDED;	/* too late, but then */
		c->unwritten[0] = '\0';
	}
	return write_row(store, from, NULL, next, err);
}

bool __wrap_store_ask_rescue(struct store *store, const struct ask *dead, const struct ask *next,
			     struct err *err)
{
	return write_row(store, dead->state, dead, next, err);
}

bool __wrap_store_ask_event(struct store *store, const char *id, const char *what,
			    struct err *err)
{
	(void)id, (void)what, (void)err;
	return !step_of(store)->dead;
}

bool __wrap_store_ask_keep_answer(struct store *store, const char *id, const char *json,
				  struct err *err)
{
	(void)id, (void)json, (void)err;
	return !step_of(store)->dead;
}

char *__wrap_store_ask_body(struct store *store, const char *id)
{
	(void)store, (void)id;
	return NULL;
}

bool __wrap_store_is_locked(const struct store *store)
{
	(void)store;
	return false;
}

bool __wrap_store_is_busy(const struct store *store)
{
	(void)store;
	return false;
}

char *__wrap_store_value_once(struct store *store, const char *key, const char *value)
{
	(void)store, (void)key;
	if (!*sim->salt)
		text_put(sim->salt, sizeof(sim->salt), value);
	return xstrdup(sim->salt);
}

int __wrap_store_ask_rivals(struct store *store, const struct ask *ask, struct ask *rivals,
			    int max)
{
	int n = 0;

	if (step_of(store)->dead)
		return max;
	for (int i = 0; i < sim->n_rows && sim->broken != BROKEN_RIVALS; i++) {
		const struct ask *row = &sim->rows[i];

		if (strcmp(row->correlation_id, ask->correlation_id) && row->handed_at &&
		    !strcmp(row->op, ask->op) && !strcmp(row->user_token, ask->user_token) &&
		    row->amount.minor == ask->amount.minor)
			rivals[n++] = *row;
	}
	return n;
}

int __wrap_store_asks(struct store *store, const struct ask_query *q, struct ask *asks, int max)
{
	int64_t before = q->before ? q->before : INT64_MAX;
	int n = 0;

	while (n < max && !step_of(store)->dead) {
		const struct ask *next = NULL;

		for (int i = 0; i < sim->n_rows; i++) {
			const struct ask *row = &sim->rows[i];

			if (ask_is_live(row) && row->created_at < before &&
			    (!next || row->created_at > next->created_at))
				next = row;
		}
		if (!next)
			break;
		before = next->created_at;
		asks[n++] = *next;
	}
	return n;
}
