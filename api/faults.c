#include "api/faults.h"

#include <stdlib.h>
#include <string.h>

enum { MOST = 200 };	/* a list that only ever grows would be nobody's any more */

bool fault_used_up(const struct fault *fault)
{
	return fault->count == 0;
}

int faults_on(const struct fault_list *list)
{
	int n = 0;

	for (int i = 0; i < list->n; i++)
		n += !fault_used_up(&list->faults[i]);
	return n;
}

static void drop_at(struct fault_list *list, int i)
{
	list->changes++;
	list->n--;
	memmove(&list->faults[i], &list->faults[i + 1],
		(size_t)(list->n - i) * sizeof(*list->faults));
}

/* Room is made by what is used up first, then by the oldest. */
static void make_room(struct fault_list *list)
{
	int i = 0;

	if (list->n < MOST)
		return;
	while (i < list->n && !fault_used_up(&list->faults[i]))
		i++;
	drop_at(list, i < list->n ? i : 0);
}

static void append(struct fault_list *list, const struct fault *fault)
{
	list->changes++;
	list->faults = xrealloc(list->faults, (size_t)(list->n + 1) * sizeof(*list->faults));
	list->faults[list->n++] = *fault;
}

/* A seed as dice that have left their first, alike throws behind. */
static uint64_t dice_of(unsigned seed)
{
	return seed * 0x9e3779b97f4a7c15u | 1;
}

unsigned faults_put(struct fault_list *list, const struct fault *fault)
{
	struct fault own = *fault;

	own.id = ++list->serial;
	own.fired = 0;
	own.dice = dice_of(own.seed);
	make_room(list);
	append(list, &own);
	return own.id;
}

bool faults_add(struct fault_list *list, const char *spec, struct err *err)
{
	struct fault fault;

	if (!fault_parse(spec, &fault, err))
		return false;
	faults_put(list, &fault);
	return true;
}

bool faults_drop(struct fault_list *list, unsigned id)
{
	for (int i = 0; i < list->n; i++) {
		if (list->faults[i].id != id)
			continue;
		drop_at(list, i);
		return true;
	}
	return false;
}

void faults_clear(struct fault_list *list)
{
	list->changes++;
	free(list->faults);
	list->faults = NULL;
	list->n = 0;
}

/* A die of a thousand sides (xorshift). */
static int roll(uint64_t *dice)
{
	*dice ^= *dice << 13;
	*dice ^= *dice >> 7;
	*dice ^= *dice << 17;
	return (int)((*dice >> 11) % 1000);
}

static bool strikes(struct fault_list *list, struct fault *f, const char *operation)
{
	if (fault_used_up(f))
		return false;
	if (strcmp(f->operation, "*") != 0 && strcmp(f->operation, operation) != 0)
		return false;
	return f->chance >= 1000 || roll(f->seed ? &f->dice : &list->chance) < f->chance;
}

struct fault faults_strike(struct fault_list *list, const char *operation)
{
	for (int i = 0; i < list->n; i++) {
		struct fault *f = &list->faults[i];

		if (!strikes(list, f, operation))
			continue;
		f->fired++;
		list->changes++;
		if (f->count > 0)
			f->count--;
		return *f;
	}
	return (struct fault){ .kind = FAULT_NONE };
}

json_t *faults_tell(const struct fault_list *list)
{
	json_t *specs = json_array(), *struck = json_array();

	for (int i = 0; i < list->n; i++) {
		const struct fault *f = &list->faults[i];
		char *spec = fault_text(f);

		if (!fault_used_up(f))
			json_array_append_new(specs, json_string(spec));
		json_array_append_new(struck, json_pack("{s:i, s:s, s:i, s:b}", "id", (int)f->id,
			"spec", spec, "fired", f->fired, "used", fault_used_up(f)));
		free(spec);
	}
	return json_pack("{s:o, s:o}", "faults", specs, "struck", struck);
}

static bool read_one(const json_t *told, struct fault *fault)
{
	const char *spec = json_string_value(json_object_get(told, "spec"));

	if (!spec || !fault_parse(spec, fault, NULL))
		return false;
	fault->id = (unsigned)json_integer_value(json_object_get(told, "id"));
	fault->fired = (int)json_integer_value(json_object_get(told, "fired"));
	if (json_is_true(json_object_get(told, "used")))
		fault->count = 0;
	return true;
}

bool faults_read(struct fault_list *list, const json_t *told)
{
	const json_t *struck = json_object_get(told, "struck"), *item;
	struct fault fault;
	size_t i;

	if (!json_is_array(struck))
		return false;
	json_array_foreach((json_t *)struck, i, item)
		if (!read_one(item, &fault))
			return false;
	faults_clear(list);
	json_array_foreach((json_t *)struck, i, item)
		if (i < MOST && read_one(item, &fault))
			append(list, &fault);
	return true;
}
