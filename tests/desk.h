#ifndef TESTS_DESK_H
#define TESTS_DESK_H

/* Someone at the keyboard of the console without a terminal: keys go into the
 * app, pictures come out of its grid, and the service is the sandbox inside
 * this process.  Nothing waits for a time: desk_settle() runs the loop until no
 * call is open, desk_await() until a text stands on the screen. */

#include "screens/app.h"
#include "screens/session.h"
#include "tests/between.h"

struct desk {
	char dir[64];			/* settings and state of this run; removed at the end */
	struct config config;
	struct loop *loop;
	struct journal *journal;
	struct http *http;
	struct store *store;
	struct tokens *tokens;		/* of the sandbox's customer who is always signed in */
	struct outbox *outbox;
	struct inbox *inbox;		/* it listens to nobody */
	struct sandbox *sandbox;
	struct app app;
	int keyboard[2];		/* terminal of the process into which cards are typed */
};

/* Home at 80 by 24, English, an empty store, a key with these scopes. */
void desk_open(struct desk *, const char *scopes);

/* The same with a server that spoils answers between the console and the sandbox. */
void desk_open_between(struct desk *, const char *scopes, struct between *, const struct edit *);
void desk_close(struct desk *);

/* The same as a test's set-up and tear-down, with a key for everything. */
int desk_begin(void **state);
int desk_end(void **state);

/* A registered customer in hand, at this step; the journey's facts are set. */
void desk_customer(struct desk *, enum step);

/* The same with a card and a payer, and an ask for 500 MXN read back: the amount
 * typed again sends it. */
void desk_read_back(struct desk *);

/* Run one operation to its end; its body, new.  Fails the test on a refusal. */
json_t *desk_call(struct desk *, const struct op *, const json_t *args);

/* Characters as they are; <F10> <Esc> <Up> <Down> <Left> <Right> <PgDn> <Tab>
 * <BackTab> <Enter> <Back> <lt>. */
void desk_type(struct app *, const char *keys);

void desk_settle(struct app *);
void desk_await(struct app *, const char *text);	/* fails after 10 s, showing the screen */

/* Does the text stand on the screen, on one line? */
bool desk_shows(struct app *, const char *text);

/* The screen as text between header and footer, which are the frame's, without
 * what differs from run to run (times, references, the port, the modules of a
 * code).  The caller frees. */
char *desk_picture(struct app *);

/* Compare the picture with tests/golden/NAME.txt; GOLDEN_UPDATE=1 writes it. */
void assert_screen(struct app *, const char *name);
void assert_picture(char *taken, const char *name);	/* one that was masked further */

#endif
