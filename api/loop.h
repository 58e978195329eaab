#ifndef API_LOOP_H
#define API_LOOP_H

/* The one place where the program sleeps.  Sources bring a descriptor and a
 * step; deadlines bring a time.  Nothing ticks while nothing waits. */

#include <stdbool.h>

struct http;
struct loop;

struct loop_source {
	int fd;				/* -1: none */
	int (*timeout)(void *ctx);	/* ms until step wants to run, -1 never; may be NULL */
	void (*step)(void *ctx);	/* fd is readable or the timeout passed */
	void *ctx;			/* also what loop_forget() takes; borrowed */
};

struct loop *loop_new(void);
void loop_free(struct loop *);

/* From now on sleep inside the network library's own wait.  Borrowed. */
void loop_use_http(struct loop *, struct http *);

void loop_add(struct loop *, const struct loop_source *);	/* copied */

typedef void loop_fn(void *owner);

/* Run fn(owner) once, ms from now. */
void loop_after(struct loop *, long ms, loop_fn *fn, void *owner);

/* Take back this one deadline, if it is still ahead. */
void loop_cancel(struct loop *, loop_fn *fn, const void *owner);

/* Drop every source and deadline of this ctx/owner. */
void loop_forget(struct loop *, const void *owner);

/* Sleep until something is ready or max_ms passed (-1: as long as it takes),
 * then run what is due. */
void loop_turn(struct loop *, int max_ms);

#endif
