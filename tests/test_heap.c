/* The allocator of the process into which a card is typed, taken into use in a process
 * of its own: what it gives is zero, stays apart and is zero again when it is freed. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "screens/heap.h"

enum { SLOTS = 400, ROUNDS = 60000 };

struct slot {
	unsigned char *p;
	size_t size;
	unsigned char fill;
};

static void check(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "# %s\n", what);
	_exit(1);
}

static bool is_all(const unsigned char *p, unsigned char byte, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i] != byte)
			return false;
	return true;
}

static size_t some_size(unsigned *seed)
{
	unsigned r = (unsigned)rand_r(seed);

	return r % 50 ? r / 50 % 700 : r / 50 % 70000;
}

static void take(struct slot *s, unsigned *seed)
{
	unsigned how = (unsigned)rand_r(seed) % 4;
	size_t align = (size_t)32 << (unsigned)rand_r(seed) % 6;

	s->size = some_size(seed);
	s->fill = (unsigned char)(1 + (unsigned)rand_r(seed) % 255);
	if (how == 0)
		s->p = calloc(1, s->size);
	else if (how == 1)
		s->p = aligned_alloc(align, s->size);
	else
		s->p = malloc(s->size);
	check(s->p, "memory is out");
	check((uintptr_t)s->p % (how == 1 ? align : 16) == 0, "not aligned");
	check(malloc_usable_size(s->p) >= s->size, "it says that it is smaller");
	check(is_all(s->p, 0, s->size), "not zero");
	memset(s->p, s->fill, s->size);
}

static void change(struct slot *s, unsigned *seed)
{
	size_t size = some_size(seed), kept = size < s->size ? size : s->size;

	s->p = realloc(s->p, size);
	check(s->p, "memory is out");
	check(is_all(s->p, s->fill, kept), "lost when it moved");
	memset(s->p, s->fill, size);
	s->size = size;
}

/* Many at a time, of all sizes; each keeps what was written into it. */
static void many_blocks(void)
{
	static struct slot slots[SLOTS];
	unsigned seed = 7;

	heap_lock();
	for (int i = 0; i < ROUNDS; i++) {
		struct slot *s = &slots[(unsigned)rand_r(&seed) % SLOTS];

		check(!s->p || is_all(s->p, s->fill, s->size), "written over");
		if (!s->p)
			take(s, &seed);
		else if (rand_r(&seed) % 3 == 0)
			change(s, &seed);
		else {
			free(s->p);
			s->p = NULL;
		}
	}
}

/* Looks where a compiler knows that nothing is any more. */
static bool is_zero(uintptr_t at, size_t n)
{
	const volatile unsigned char *p = (const volatile unsigned char *)at;
	size_t zeros = 0;

	while (zeros < n && !p[zeros])
		zeros++;
	return zeros == n;
}

static void what_is_freed_is_overwritten(void)
{
	unsigned char *p;
	uintptr_t at;
	char *text;

	heap_lock();
	p = malloc(100);
	at = (uintptr_t)p;
	memset(p, '4', 100);
	p = realloc(p, 40);		/* the same block, shorter */
	check((uintptr_t)p == at && is_zero(at + 40, 60), "what was cut off is there");
	p = realloc(p, 5000);
	check((uintptr_t)p != at && is_zero(at, 90), "it moved, and is there still");
	memset(p, '4', 5000);
	at = (uintptr_t)p;
	free(p);
	check(is_zero(at, 5000), "it was freed, and is there still");
	text = strdup("4622943127013705");
	at = (uintptr_t)text;
	heap_wipe();
	check(is_zero(at, 16), "it is there at the end");
}

/* Where nothing may be locked it says so, and gives none to who insists. */
static void without_locked_memory(void)
{
	struct rlimit none = { 0, 0 };

	setrlimit(RLIMIT_MEMLOCK, &none);
	if (setuid(65534) != 0 && geteuid() == 0)
		_exit(0);
	check(!heap_lock(), "it says that memory is locked");
	check(malloc(10), "memory that is not locked is better than none");
	heap_insist();
	check(!malloc(2 << 20), "it gave memory that is not locked");
}

static void apart(void (*test)(void))
{
	int status;
	pid_t pid;

	if (!heap_lock) {
		print_message("# skipped: a sanitizer has an allocator of its own\n");
		skip();
	}
	pid = fork();
	if (pid == 0) {
		test();
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static void blocks_stay_apart(void **state)
{
	(void)state;
	apart(many_blocks);
}

static void nothing_stays_in_what_is_freed(void **state)
{
	(void)state;
	apart(what_is_freed_is_overwritten);
}

static void memory_that_cannot_be_locked_is_told(void **state)
{
	(void)state;
	apart(without_locked_memory);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_stay_apart),
		cmocka_unit_test(nothing_stays_in_what_is_freed),
		cmocka_unit_test(memory_that_cannot_be_locked_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
