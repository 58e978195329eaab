/* An arena of blocks by size.  A freed block is zero, so that what is handed out is
 * zero as well; blocks are not joined, for the process that uses it lives shortly. */

#include "screens/heap.h"

#include <errno.h>
#include <sched.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>

/* The C library's own, which it keeps under these names. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t align, size_t size);
void __libc_free(void *p);

/* What takes the place of the library's has its prototypes elsewhere. */
void *malloc(size_t size);
void *calloc(size_t n, size_t size);
void *realloc(void *old, size_t size);
void free(void *p);
void *memalign(size_t align, size_t size);
void *aligned_alloc(size_t align, size_t size);
int posix_memalign(void **p, size_t align, size_t size);

enum {
	ARENA = 64 << 20,		/* of addresses; memory is taken as it is used */
	STEP = 256 << 10,		/* locked at a time */
	STACK = 128 << 10,
	GRAIN = 16,
	CLASSES = 92,			/* four sizes for each power of two */
};

struct block {
	uint32_t class;
	uint32_t shift;			/* bytes from the block's begin to this head */
	size_t asked;
};

/* malloc() is handed nothing to find its state by. */
static struct {
	char *base;			/* NULL: not in use */
	size_t used, locked;
	bool partly, insist;		/* some of it could not be locked; then there is none */
	void *freed[CLASSES];		/* lists linked through their blocks */
	atomic_flag busy;		/* the network library looks up names in a thread */
} heap;

static void enter(void)
{
	while (atomic_flag_test_and_set_explicit(&heap.busy, memory_order_acquire))
		sched_yield();
}

static void leave(void)
{
	atomic_flag_clear_explicit(&heap.busy, memory_order_release);
}

static size_t class_size(unsigned class)
{
	return (size_t)(4 + class % 4) << (class / 4 + 4);	/* 64, 80, 96, 112, 128 … */
}

static unsigned class_of(size_t size)
{
	unsigned class = 0;

	while (class < CLASSES && class_size(class) < size)
		class++;
	return class;
}

/* More of the arena locked; false when it must be and cannot. */
static bool reach(size_t end)
{
	while (heap.locked < end) {
		if (mlock(heap.base + heap.locked, STEP) != 0) {
			heap.partly = true;
			if (heap.insist)
				return false;
		}
		heap.locked += STEP;
	}
	return true;
}

static void *take(size_t size)
{
	unsigned class = class_of(size + sizeof(struct block));
	char *block = NULL;
	size_t room;

	if (size > ARENA || class >= CLASSES)
		return NULL;
	room = class_size(class);
	enter();
	if (heap.freed[class]) {
		block = heap.freed[class];
		memcpy(&heap.freed[class], block, sizeof(void *));
		memset(block, 0, sizeof(void *));
	} else if (heap.used + room <= ARENA && reach(heap.used + room)) {
		block = heap.base + heap.used;
		heap.used += room;
	}
	leave();
	if (!block)
		return NULL;
	*(struct block *)(void *)block = (struct block){ .class = class, .asked = size };
	return block + sizeof(struct block);
}

static bool is_ours(const void *p)
{
	const char *at = p;

	return heap.base && at >= heap.base && at < heap.base + ARENA;
}

static struct block *head_of(void *p)
{
	return (struct block *)p - 1;
}

/* Bytes that may be used from p on. */
static size_t room_of(void *p)
{
	const struct block *b = head_of(p);

	return class_size(b->class) - b->shift - sizeof(*b);
}

static void give_back(void *p)
{
	struct block *b = head_of(p);
	unsigned class = b->class;
	char *begin = (char *)b - b->shift;

	explicit_bzero(begin, class_size(class));
	enter();
	memcpy(begin, &heap.freed[class], sizeof(void *));
	heap.freed[class] = begin;
	leave();
}

static void *or_errno(void *p)
{
	if (!p)
		errno = ENOMEM;
	return p;
}

void *malloc(size_t size)
{
	return heap.base ? or_errno(take(size)) : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
	size_t all;

	if (!heap.base)
		return __libc_calloc(n, size);
	return or_errno(__builtin_mul_overflow(n, size, &all) ? NULL : take(all));
}

void free(void *p)
{
	int keep = errno;

	if (!is_ours(p))
		__libc_free(p);
	else
		give_back(p);
	errno = keep;
}

static void *move(void *old, size_t len, size_t size)
{
	void *p = take(size);

	if (!p)
		return or_errno(NULL);
	if (old)
		memcpy(p, old, len < size ? len : size);
	free(old);
	return p;
}

void *realloc(void *old, size_t size)
{
	struct block *b;

	if (!heap.base)
		return __libc_realloc(old, size);
	if (!old)
		return malloc(size);
	if (!is_ours(old))		/* from before: its end is not known, what is read is */
		return __libc_realloc(old, size);
	b = head_of(old);
	if (size > room_of(old))
		return move(old, b->asked, size);
	if (size < b->asked)
		explicit_bzero((char *)old + size, b->asked - size);
	b->asked = size;
	return old;
}

void *memalign(size_t align, size_t size)
{
	struct block *b, old;
	uintptr_t at;
	char *p;

	if (!heap.base)
		return __libc_memalign(align, size);
	if (align <= GRAIN)
		return malloc(size);
	p = size + align < size ? NULL : malloc(size + align);
	if (!p)
		return or_errno(NULL);
	at = ((uintptr_t)p + align - 1) & ~(uintptr_t)(align - 1);
	old = *head_of(p);
	b = head_of(p + (at - (uintptr_t)p));
	*b = (struct block){ .class = old.class, .shift = (uint32_t)(at - (uintptr_t)p),
			     .asked = size };
	return b + 1;
}

void *aligned_alloc(size_t align, size_t size)
{
	return memalign(align, size);
}

int posix_memalign(void **p, size_t align, size_t size)
{
	void *got = memalign(align, size);

	if (!got)
		return ENOMEM;
	*p = got;
	return 0;
}

/* The part of the stack that will be used. */
static bool lock_stack(void)
{
	char room[STACK];

	explicit_bzero(room, sizeof(room));
	return mlock(room, sizeof(room)) == 0;
}

static void raise_limit(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_MEMLOCK, &limit) == 0) {
		limit.rlim_cur = limit.rlim_max;
		setrlimit(RLIMIT_MEMLOCK, &limit);
	}
}

bool heap_lock(void)
{
	void *base = mmap(NULL, ARENA, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (base == MAP_FAILED)
		return false;
	madvise(base, ARENA, MADV_DONTDUMP);
	madvise(base, ARENA, MADV_DONTFORK);
	raise_limit();
	heap.partly = !lock_stack();
	heap.base = base;
	reach(4 * STEP);
	return !heap.partly;
}

void heap_insist(void)
{
	heap.insist = true;
}

/* Nothing that the caller still needs lies so deep. */
__attribute__((noinline)) static void wipe_stack(void)
{
	char room[STACK / 2];

	explicit_bzero(room, sizeof(room));
}

void heap_wipe(void)
{
	if (heap.base)
		explicit_bzero(heap.base, heap.used);
	wipe_stack();
}
