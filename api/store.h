#ifndef API_STORE_H
#define API_STORE_H

/* What must survive: customers seen, journeys under way, asks and what became
 * of them, the last calls.  One SQLite file (WAL) per profile; several
 * processes share it. */

#include "api/ask.h"
#include "api/calls.h"
#include "api/webhook.h"

struct store;

/* Open or create (0600, in a folder made 0700 if it is not there); brings the
 * schema up to date (user_version).  A damaged file is left as it is.  path
 * ":memory:" for tests.  NULL with *err. */
struct store *store_open(const char *path, struct err *);
void store_close(struct store *);

/* How long a write waits while another process is writing (3 s unless told); and
 * whether that was why the last one failed. */
void store_patience(struct store *, int ms);
bool store_is_busy(const struct store *);

struct customer {
	int64_t id;
	char phone[24];			/* as phone_same() spells it */
	char email[128];
	char user_token[80];
	char name[128];
	char status[40];		/* registration: "Completed" … */
	char detail[40];
	int64_t seen_at;
};

/* Insert or update by user_token, else phone, else e-mail; fills id.  What is
 * blank leaves what was known; seen_at 0 is now.  Phone and e-mail are kept in
 * the spelling under which they are found. */
bool store_customer_put(struct store *, struct customer *, struct err *);
bool store_customer_get(struct store *, const char *phone_or_email, struct customer *);

bool store_customer_by_id(struct store *, int64_t id, struct customer *);

/* Customers of whom each word of text (whatever its case and accents) begins
 * some word of the name, or whose phone or e-mail begins with text, newest
 * first; "" is all of them.  At most max; returns how many. */
int store_customers_find(struct store *, const char *text, struct customer *, int max);

struct journey_row {
	int64_t id;
	char name[128];
	char alias[128];		/* phone or e-mail it began with, as it is looked up */
	char user_token[80];
	int step;
	bool closed;
	int64_t updated_at;
	int64_t version;		/* of what was read */
	bool elsewhere;			/* another console changed it since */
	char *doc;			/* JSON text; owned, journey_row_release() */
};

void journey_row_release(struct journey_row *);

/* Insert (id 0, filled) or update.  Not synced: it survives the program, not
 * the power.  False, and elsewhere is set, when another console changed it since
 * it was read. */
bool store_journey_put(struct store *, struct journey_row *, struct err *);

/* Mark it as ended, whoever has it in hand. */
void store_journey_close(struct store *, int64_t id);
bool store_journey_get(struct store *, int64_t id, struct journey_row *);

/* The newest open one of this phone or e-mail; the open ones, newest first, without doc. */
bool store_journey_by_alias(struct store *, const char *alias, struct journey_row *);
int store_journeys_open(struct store *, struct journey_row *, int max);

/* Asks.  Each write is one transaction with synchronous=FULL; it is on disk
 * when the function returns true. */
/* created_at is moved on by a millisecond when another ask has it already. */
bool store_ask_add(struct store *, const struct ask *, struct err *);

/* The same for one just confirmed, unless there is a twin: one of the same
 * customer, amount and method that store_ask_twin() would find, or that is about
 * to leave or waits to.  Then false with err->kind ERR_NONE and the twin.  Looking and
 * adding are one: of two consoles that confirm the same at once one is first. */
/* body: the frozen request, kept beside the row; NULL: none. */
bool store_ask_confirm(struct store *, const struct ask *, const char *body, struct ask *twin,
		       struct err *err);
char *store_ask_body(struct store *, const char *correlation_id);	/* caller frees; NULL */
bool store_ask_get(struct store *, const char *correlation_id, struct ask *);

/* Compare-and-set: write what may change of the row (never what was frozen for
 * sending) if its state is still `from` (and, for a claimed one, if owner_pid
 * is ours or 0).  False with err->kind ERR_NONE when another process was first;
 * and when it would be HANDED beside a twin that store_ask_twin() finds. */
bool store_ask_move(struct store *, enum ask_state from, const struct ask *, struct err *);

/* The same for a row whose owner is gone: only if it is still as in dead. */
bool store_ask_rescue(struct store *, const struct ask *dead, const struct ask *, struct err *);

/* Line of the ask's own log, kept in English and read in the language now set:
 * an N_() text, whose %s stands for what follows a bar ("the service says %s|Sent"). */
bool store_ask_event(struct store *, const char *correlation_id, const char *what, struct err *);
struct ask_event {
	int64_t at;
	char what[288];
};

/* The last max lines, oldest first, translated.  Returns how many. */
int store_ask_events(struct store *, const char *correlation_id, struct ask_event *, int max);

/* A whole answer (redacted JSON) that only a person can judge; on disk when it
 * returns true.  answer: the last one kept, the caller frees; NULL without. */
bool store_ask_keep_answer(struct store *, const char *correlation_id, const char *json,
			   struct err *);
char *store_ask_answer(struct store *, const char *correlation_id);

/* Of everything, or of what moves money alone: ASKS_MONEY, _SINCE, _OF_CUSTOMER. */
enum ask_list {
	ASKS_ALL, ASKS_MONEY, ASKS_NEED_PERSON, ASKS_SINCE, ASKS_OF_CUSTOMER, ASKS_LIVE
};

/* Which asks, and from where: those older than before (0: from the newest). */
struct ask_query {
	enum ask_list list;
	const char *user_token;		/* of ASKS_OF_CUSTOMER */
	int64_t since;			/* of ASKS_SINCE, wall ms */
	int64_t before;			/* created_at of the last one read; 0: the first page */
};

/* Newest first, pages by key.  Returns how many, at most max. */
int store_asks(struct store *, const struct ask_query *, struct ask *, int max);

/* The one that was made in the place of this one. */
bool store_ask_replacing(struct store *, const char *correlation_id, char id[37]);

/* Is an ask of the same customer, amount and method HANDED, UNKNOWN or ABSENT? */
bool store_ask_twin(struct store *, const struct ask *, char id[37]);

/* Others of the same operation, customer and amount that left, newest first; at
 * most max.  Returns how many. */
int store_ask_rivals(struct store *, const struct ask *, struct ask *, int max);

/* Calls, as the journal holds them: redacted. */

/* Write what ended in this run and is not kept yet, in one transaction that
 * does not wait for the disk; of all runs' calls the newest `most` stay, with 0
 * none.  It says nothing when it fails: who is busy is tried again at the next
 * call of this, what cannot be written is left out. */
void store_calls_keep(struct store *, struct journal *, int most);

/* Of the kept calls the newest `most` stay. */
bool store_calls_trim(struct store *, int most, struct err *);

struct call_head {
	int64_t id;
	int64_t at;			/* wall clock, ms */
	char op[48], method[8], url[200];
	int status;			/* 0: there was no answer */
	int64_t ms, bytes;
	char scenario[96];
};

/* Ids of those that the journal does not hold (any more), newest first; new,
 * *n of them.  Takes no longer for more of them: the disk is asked for the first
 * and the last alone. */
int64_t *store_call_ids(struct store *, const struct journal *, int *n);
int store_calls_count(struct store *, const struct journal *);	/* how many that would be */

/* What of one a list shows; false when it is no longer kept. */
bool store_call_head(struct store *, int64_t id, struct call_head *);

/* Look through at most `most` of those that the journal does not hold, newest
 * first, from below *before (0: from the newest): the ids of those that fit go
 * into found, which has room for as many.  *before moves on, *looked counts;
 * fewer than `most` were looked at when there are no more.  Returns how many fit. */
struct call_look {
	const struct journal *journal;
	const struct call_filter *filter;
	int64_t before;
	int most, looked;
};
int store_calls_look(struct store *, struct call_look *, int64_t *found);

/* The id of a call of some run; 0 when it is not kept. */
int64_t store_call_find(struct store *, int64_t run, unsigned serial);

/* One of them, whole; its op is NULL when this version does not know it.  What
 * was cut for its size is response_text.  exchange_release() frees what it
 * points to.  False when it is no longer kept. */
bool store_call_get(struct store *, int64_t id, struct exchange *);

/* Events, newest first, pages by key: those with an id below before (0: from the
 * start); without their headers and bodies.  Returns how many. */
int store_events(struct store *, int64_t before, struct webhook_event *, int max);

/* Judge an event by what is kept of earlier ones, and keep it, as one; fills
 * verdict and id.  The oldest go: those that anybody could have sent never push
 * out genuine ones. */
bool store_event_add(struct store *, struct webhook_event *, struct err *);

/* One of them, whole; webhook_event_release() frees what it points to.  False
 * when it is no longer kept. */
bool store_event_get(struct store *, int64_t id, struct webhook_event *);

/* The last genuine one that tells how an ask of ours went; to be released. */
bool store_event_outcome(struct store *, const char *correlation_id, struct webhook_event *);

/* What became of passing it on, translated. */
void store_event_forwarded(struct store *, int64_t id, const char *what);

/* A small value of this profile ("lang", "last_country"); NULL when unset; the caller frees. */
char *store_value(struct store *, const char *key);
void store_value_put(struct store *, const char *key, const char *value);

/* The value of this key, which is this one if there was none: of several
 * processes that say so all get the same.  The caller frees; NULL when it could
 * not be kept. */
char *store_value_once(struct store *, const char *key, const char *value);

#endif
