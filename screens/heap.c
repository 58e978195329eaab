/* Blocks by size, in two arenas: one that is locked, and one for the certificates of
 * all the authorities that TLS reads, which would not fit into what may be locked and
 * hold no card.  A freed block is zero, so that what is handed out is zero as well;
 * blocks are not joined, for the process that uses this lives shortly. */

#include "screens/heap.h"

#include <dlfcn.h>
#include <errno.h>
#include <sched.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>

#include <openssl/crypto.h>

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
size_t malloc_usable_size(void *p);

enum {
	ARENA = 32 << 20,		/* of addresses; memory is taken as it is used */
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

struct arena {
	char *base;			/* NULL: not in use */
	size_t used;
	void *freed[CLASSES];		/* lists linked through their blocks */
};

/* malloc() is handed nothing to find its state by. */
static struct {
	struct arena inner, aside;	/* one behind the other */
	size_t locked;			/* bytes of the inner one */
	bool partly, insist;		/* some of it could not be locked; then there is none */
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

/* More of the inner arena locked; false when it must be and cannot. */
static bool reach(size_t end)
{
	while (heap.locked < end) {
		if (mlock(heap.inner.base + heap.locked, STEP) != 0) {
			heap.partly = true;
			if (heap.insist)
				return false;
		}
		heap.locked += STEP;
	}
	return true;
}

static void *take(struct arena *a, size_t size)
{
	unsigned class = class_of(size + sizeof(struct block));
	char *block = NULL;
	size_t room;

	if (size > ARENA || class >= CLASSES)
		return NULL;
	room = class_size(class);
	enter();
	if (a->freed[class]) {
		block = a->freed[class];
		memcpy(&a->freed[class], block, sizeof(void *));
		memset(block, 0, sizeof(void *));
	} else if (a->used + room <= ARENA && (a == &heap.aside || reach(a->used + room))) {
		block = a->base + a->used;
		a->used += room;
	}
	leave();
	if (!block)
		return NULL;
	*(struct block *)(void *)block = (struct block){ .class = class, .asked = size };
	return block + sizeof(struct block);
}

static bool is_in(const struct arena *a, const void *p)
{
	const char *at = p;

	return a->base && at >= a->base && at < a->base + ARENA;
}

/* NULL: the C library's. */
static struct arena *arena_of(const void *p)
{
	if (is_in(&heap.inner, p))
		return &heap.inner;
	return is_in(&heap.aside, p) ? &heap.aside : NULL;
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

static void give_back(struct arena *a, void *p)
{
	struct block *b = head_of(p);
	unsigned class = b->class;
	char *begin = (char *)b - b->shift;

	explicit_bzero(begin, class_size(class));
	enter();
	memcpy(begin, &a->freed[class], sizeof(void *));
	a->freed[class] = begin;
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
	return heap.inner.base ? or_errno(take(&heap.inner, size)) : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
	size_t all;

	if (!heap.inner.base)
		return __libc_calloc(n, size);
	return or_errno(__builtin_mul_overflow(n, size, &all) ? NULL : take(&heap.inner, all));
}

void free(void *p)
{
	struct arena *a = arena_of(p);
	int keep = errno;

	if (!a)
		__libc_free(p);
	else
		give_back(a, p);
	errno = keep;
}

static void *move(void *old, size_t len, size_t size)
{
	void *p = take(arena_of(old), size);

	if (!p)
		return or_errno(NULL);
	memcpy(p, old, len < size ? len : size);
	free(old);
	return p;
}

void *realloc(void *old, size_t size)
{
	struct block *b;

	if (!old)
		return malloc(size);
	if (!arena_of(old))		/* from before this was in use: it holds no card */
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

	if (!heap.inner.base)
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

/* Of this alone the library has no second name. */
size_t malloc_usable_size(void *p)
{
	static size_t (*theirs)(void *);

	if (arena_of(p))
		return head_of(p)->asked;
	if (!theirs)
		*(void **)&theirs = dlsym(RTLD_NEXT, "malloc_usable_size");
	return theirs(p);
}

/* The part of the stack that will be used. */
static bool lock_stack(void)
{
	char room[STACK];

	explicit_bzero(room, sizeof(room));
	return mlock(room, sizeof(room)) == 0;
}

/* TLS says which of its files asks: "ssl/record/ssl3_buffer.c" holds what is sent, and
 * nothing outside of ssl/ does. */
static void *tls_malloc(size_t size, const char *file, int line)
{
	(void)line;
	if (!file || !*file || strstr(file, "ssl/"))
		return malloc(size);
	return or_errno(take(&heap.aside, size));
}

static void *tls_realloc(void *old, size_t size, const char *file, int line)
{
	return old ? realloc(old, size) : tls_malloc(size, file, line);
}

static void tls_free(void *p, const char *file, int line)
{
	(void)file, (void)line;
	free(p);
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
	char *base = mmap(NULL, 2 * (size_t)ARENA, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (base == MAP_FAILED)
		return false;
	madvise(base, 2 * (size_t)ARENA, MADV_DONTDUMP);
	madvise(base, 2 * (size_t)ARENA, MADV_DONTFORK);
	raise_limit();
	heap.partly = !lock_stack();
	heap.inner.base = base;
	heap.aside.base = base + ARENA;
	CRYPTO_set_mem_functions(tls_malloc, tls_realloc, tls_free);
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
	if (heap.inner.base)
		explicit_bzero(heap.inner.base, heap.inner.used);
	if (heap.aside.base)
		explicit_bzero(heap.aside.base, heap.aside.used);
	wipe_stack();
}
