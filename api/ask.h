#ifndef API_ASK_H
#define API_ASK_H

/* One operation that may not be doubled, and the states it passes through.  An
 * ask for money is the first of them; a registration and a payout method go the
 * same way.  Everything here is pure: no clock, no disk, no network, so that a
 * simulator can drive it. */

#include "api/money.h"

enum ask_state {
	ASK_DRAFT, ASK_READY, ASK_CONNECTING, ASK_HANDED, ASK_ACCEPTED, ASK_REJECTED, ASK_UNKNOWN,
	ASK_ABSENT, ASK_MISMATCH, ASK_OPEN, ASK_DONE, ASK_FAILED, ASK_CANCELLED, ASK_VOIDED,
	ASK_SUPERSEDED, ASK_STATES
};

struct ask {
	char correlation_id[37];
	int64_t journey_id;
	char user_token[80];
	char customer[128], customer_phone[24];
	char payer[128], payer_phone[24], payer_country[3];
	struct money amount;			/* what the customer receives */
	char method_id[64], method[64];		/* method: its words, "Visa ···· 1111" */
	char note[160];				/* reason shown to the payer */
	enum ask_state state;
	char status[32], status_detail[48];	/* the service's words, "" before the answer */
	char code[40], link[256], plat_id[72];
	char refusal[64], refusal_text[256];	/* why it was rejected, or its link refused */
	int64_t created_at, handed_at, updated_at, checked_at;	/* wall ms; 0: not yet */
	int64_t state_at;			/* wall ms; since when it is in this state */
	int64_t seen_at;			/* wall ms; a person saw how it ended; 0: not yet */
	int64_t next_look_at;			/* wall ms; 0: no look is due */
	int looks, good_looks;			/* tries, looks, polls in this state */
	int owner_pid;				/* process that is CONNECTING or HANDED; 0: none */
	int64_t owner_born;			/* tells it from a later one so numbered */
	char op[32];				/* operation's name; "": requestMoneyV2 */
	char key[72];				/* what it is known by where the service takes no
						 * correlation id; "": by that */
	bool held;				/* its body is in its owner's memory alone */
	int64_t server_at;			/* when it left, by the service's clock; 0: not
						 * known */
	char refusal_field[64];			/* input that the refusal speaks of, "" */
	char closed[256];			/* who closed it and why */
	char replaces[37];			/* the superseded one in whose place it stands */
	int alike;				/* entries of the history that it might have
						 * been at the last look: api/outbox_match.h */
};

enum ask_event_kind {
	EV_CONFIRMED,		/* the agent confirmed: DRAFT -> READY */
	EV_CLAIMED,		/* READY -> CONNECTING */
	EV_NOT_SENT,		/* no byte left: CONNECTING -> READY */
	EV_HANDING,		/* the first body byte is about to leave: CONNECTING -> HANDED */
	EV_ANSWER,		/* an answer to the POST; see struct ask_answer */
	EV_CUT,			/* no usable answer after HANDED */
	EV_LOOK_FOUND,		/* a look found it; answer holds what it says */
	EV_LOOK_ABSENT,		/* a good look did not find it */
	EV_LOOK_FAILED,		/* the look itself failed */
	EV_POLLED,		/* status read while OPEN */
	EV_PROCESS_DIED,	/* at start: its owner is gone */
	EV_VOID, EV_SUPERSEDE,	/* a supervisor's word */
	EV_SEEN,		/* a person read how it ended */
	EV_DENIED,		/* a person learnt elsewhere that it was not carried out */
	ASK_EVENTS
};

struct ask_answer {
	int http;			/* status line */
	bool parsed;			/* fits the operation's description */
	const char *echo;		/* correlation id in the answer, NULL when it has none */
	const char *code_word;		/* error code, NULL */
	const char *reason;		/* why, in words for a person, NULL */
	const char *status, *status_detail, *code, *link, *plat_id;
	int64_t amount_minor;		/* -1: the answer names none */
	const char *user_token, *method_id;	/* what came into being, NULL */
	const char *field;		/* input that a refusal speaks of, NULL */
	int64_t server_ms;		/* the service's clock, 0: not told */
	bool refused;			/* a documented refusal, whatever its status */
	bool already;			/* the refusal says that it exists: look it up */
	bool stands;			/* such a refusal holds when a look does not find it */
	bool settled;			/* once it exists nothing is left to follow */
	int alike;			/* entries that it may be, of which none is sure; 0: not
					 * told */
};

const char *ask_state_name(enum ask_state);		/* "UNKNOWN" */
bool ask_state_from_name(const char *, enum ask_state *);
const char *ask_state_word(enum ask_state);		/* for a person, translated */

/* Unknown, absent, mismatch, ready but not sent, rejected and unseen. */
bool ask_needs_person(const struct ask *);
bool ask_is_final(enum ask_state);
bool ask_is_through(enum ask_state);	/* the service took it: accepted, open, done */

/* Must somebody still look after it?  Not final, or final and still watched. */
bool ask_is_live(const struct ask *);

/* Known at the service by its natural key (a phone, an account), of which there
 * can be but one there: found after it was closed it is no second one. */
bool ask_is_keyed(const struct ask *);

/* Nothing of ours comes back from the service, neither a reference nor a natural
 * key: it is looked for by its circumstances (api/outbox_match.c).  Not to be seen
 * is no proof then, so that it never becomes ABSENT by itself: a person says so. */
#define ASK_BLURRED "?"			/* its key */
bool ask_is_blurred(const struct ask *);

/* Has it been unknown for so long that a person may say what became of it? */
bool ask_may_be_decided(const struct ask *, int64_t now);

/* Closed as not found, and there after all: an alarm. */
bool ask_has_appeared(const struct ask *);

/* The state after the event, with the ask's fields filled; false when the
 * event has no meaning in its state (nothing is changed then).  now: wall ms. */
bool ask_step(struct ask *, enum ask_event_kind, const struct ask_answer *, int64_t now);

/* Milliseconds until the next look, poll or try, from what ask_step left;
 * jitter is 0..999 thousandths and spreads by up to a tenth.  -1: none is due. */
long ask_wait(const struct ask *, int64_t now, int jitter);

#endif
