#ifndef TESTS_POST_ROOM_H
#define TESTS_POST_ROOM_H

/* A console that listens for events, an ask that it made, and who sends. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "api/inbox.h"
#include "api/webhook_http.h"
#include "tests/desk.h"
#include "tests/peer.h"

#define SECRET "a-shared-secret"

struct room {
	struct desk desk;
	struct inbox *inbox;
	struct peer peer;		/* who sends */
	struct ask ask;			/* open, made here */
	struct webhook_event last;	/* the last one told, without what it points to */
};

int open_room(void **state);
int close_room(void **state);
#define IN_ROOM(test) cmocka_unit_test_setup_teardown(test, open_room, close_room)

/* Listen anew, with other settings. */
void listen_with(struct room *, const struct inbox_conf *);
int port_of(const char *url);

/* Post len bytes with this signature (NULL: none), a text with the right one, a
 * status of the room's ask.  The status of the answer. */
int post(struct room *, const char *body, size_t len, const char *signature);
int post_signed(struct room *, const char *body);
int post_update(struct room *, const char *status);

/* What makes these; the caller frees. */
char *signature_of(const char *body, size_t len);
char *update_of(const char *id, const char *status);

int calls(const struct room *);			/* made to the service so far */
int kept(struct room *);			/* events in the store */

/* As if everything kept had come so much earlier. */
void let_pass(struct room *, int64_t ms);

#endif
