#ifndef API_WORLD_OWN_H
#define API_WORLD_OWN_H

/* Shared by the files of the world and by nobody else. */

#include "api/money.h"
#include "api/world.h"

/* Behaviour that an e-mail address asks for (raas 14). */
enum quirk {
	QUIRK_OFAC = 1, QUIRK_ADDRESS = 2, QUIRK_NO_SUBSCRIBER = 4, QUIRK_NO_CIP = 8,
	QUIRK_CRASH = 16, QUIRK_NO_LINK = 32, QUIRK_SILENT = 64
};

#define TENANT_COUNTRY "MX"
#define TENANT_CURRENCY "MXN"

struct user {
	char id[33];
	char same[20];			/* phone as phone_same() has it, "" without */
	json_t *record;			/* as registered: keys of registerUserV2 */
	json_t *contacts;		/* ContactInfo by phone_same(), oldest first */
	json_t *methods;		/* RaaSPaymentMethod by id, oldest first */
	json_t *cip;			/* what is known of her identification: world_cip.c */
	json_t *lock;			/* "phone", "email": proved; "pin": its mark, "pinLeft" */
	unsigned quirks;
	int polls_left;			/* look-ups that still show it under way */
	const char *status, *detail;	/* decided; NULL: the look-ups decide */
	int64_t created_at;
	struct ask_list {
		struct deal **deals;	/* oldest first */
		int n, room;
	} asks;
};

/* A stretch of an ask's life: what it is called and how long it lasts. */
struct leg {
	const char *status, *details;
	int ms;				/* 0: for ever */
};

/* An ask as the service keeps it. */
struct deal {
	char code[7], plat_id[37], link[8];
	char *correlation_id, *reason;
	struct user *user;		/* who asks and receives; of a transfer, who sends */
	json_t *payer;			/* the contact as it was then: who pays, or receives */
	json_t *method;			/* where the money arrives */
	json_t *source;			/* of a transfer: where it comes from; NULL: not said */
	bool sends;			/* a transfer that user makes, not an ask */
	struct money amount, pays;	/* what arrives, what is paid for it */
	int64_t rate;			/* payer's currency to hers, RATE_ONE is 1 */
	int64_t created_at, updated_at;	/* wall ms */
	int64_t since;			/* world_clock() when the first leg began */
	const struct leg *legs, *seen;	/* seen: the leg last told */
	bool ignored;			/* the payer refused */
	char told[16];			/* status last told by webhook; "": none */
	int repeats;			/* later requests with the same correlation id */
};

struct world {
	struct world_conf conf;
	char *host;
	uint64_t random;
	unsigned char vault_key[32];
	int64_t clock_ms;		/* world clock at clock_from */
	long clock_from;		/* now_ms() then */
	double rate;
	struct user **users;
	int n_users, room;
	struct ask_list deals;
	json_t *by_id, *by_phone, *by_email;	/* to the index in users */
	json_t *by_correlation, *by_plat_id, *by_payer_link;	/* to the index in deals */
	json_t *by_session_link;		/* to the index in users */
	json_t *calls;				/* requests carried out, by operation */
	json_t *codes;				/* sent by message, by phone_same() or e-mail */
	json_t *full, *full_open;		/* whole asks by correlation id; those under way */
	json_t *events;				/* not taken out yet: {"due", "body"} */
	json_t *kept;				/* by kind, then id: see world_kept() */
	int64_t quotes;
};

struct request {
	struct world *world;
	const struct op *op;
	const json_t *args;
	const struct caller *caller;	/* NULL: nobody known */
	struct user *user;		/* of the path's userToken; NULL when unknown */
	struct answer *answer;
};

typedef void call_fn(struct request *);

/* How an ask advances, as a word to keep: "" is by its amount. */
const char *deal_way_name(const struct deal *);
void deal_take_way(struct deal *, const char *name);

/* Answers.  body is taken.  refuse: reason NULL takes the documented one. */
void answer_with(struct request *, json_t *body);
void answer_nothing(struct request *);				/* 204: nothing had to change */
void refuse(struct request *, int status, const char *code);
void refuse_because(struct request *, int status, const char *code, const char *reason);

/* In the framework's own shape (raas 1.5, E4), which names the input at fault;
 * with reason and code as all others. */
void refuse_fields(struct request *, int status, const char *code, const char *key);

/* What the catalogue can tell of a request; false after a refusal.  It was asked
 * already where a handler runs, but for that of the whole ask. */
bool request_fits(struct request *);

/* True when the path's user exists; else it is refused so. */
bool need_user(struct request *, int status, const char *code);

const char *arg_text(const json_t *args, const char *key);	/* "" when missing */

/* What is remembered of one kind ("quotes", "tickets" …) by id; borrowed.  Adding
 * takes value; beyond WORLD_KEPT the oldest goes. */
#define WORLD_KEPT 500
json_t *world_kept(struct world *, const char *kind);
void world_keep(struct world *, const char *kind, const char *id, json_t *value);

/* A copy with these keys only, of which the last is NULL. */
json_t *picked(const json_t *from, const char *const *keys);

#define WORLD_LETTERS "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

uint64_t world_random(struct world *);
void world_letters(struct world *, char *buf, int n);		/* n base62 characters and a NUL */
void world_uuid(struct world *, char buf[static 37]);
int64_t world_clock(const struct world *);

struct user *user_by(struct world *, json_t *index, const char *key);
struct user *user_by_alias(struct world *, const char *phone, const char *email);
struct user *user_called(struct world *, const char *phone_or_email);
struct user *user_add(struct world *, const json_t *record);	/* record is copied */
struct user *user_at(struct world *, int index);
int user_index(struct world *, const struct user *);
const char *user_status(const struct user *, const char **detail);
bool user_is_complete(const struct user *);
void user_look_at(struct user *);	/* a look-up: it moves the registration on */
char *user_name(const struct user *);				/* the caller frees */
void user_fail(struct user *, const char *detail);		/* identification failed for this */
void user_free(struct user *);
bool user_detail_known(const char *detail);
char *session_link_for(struct world *, struct user *);		/* whole link; the caller frees */
json_t *session_link_body(struct world *, struct user *, bool with_method);

/* What an e-mail address asks for, and the form in which two are compared. */
unsigned email_quirks(const char *email);
void lower_email(const char *email, char buf[static 128]);

/* Registering the person of a request: the code that refuses it, or NULL; and
 * doing it.  user_move: from now on under this e-mail. */
const char *registration_fault(struct request *);
struct user *user_enrol(struct request *);
void user_move(struct world *, struct user *, const char *email);

/* A contact of this user by any spelling of the phone, borrowed; NULL. */
json_t *contact_of(const struct user *, const char *phone);
void contact_add(struct world *, struct user *, const json_t *contact);

/* Methods.  Adding takes the request's fields and returns a borrowed object,
 * or NULL with the code to refuse with. */
json_t *method_of(const struct user *, const char *id);
json_t *card_add(struct world *, struct user *, const json_t *card, const char **code);
json_t *ubn_add(struct world *, struct user *, const json_t *ubn, const char **code);
json_t *ubn_held(const struct user *, const char *number);
void card_token(struct world *, const char *pan, char buf[static 48]);
const char *card_fault(const char *token);	/* code of the processor's refusal, or NULL */
bool method_is_card(const json_t *method);

/* n base62 characters that belong to this text in this sandbox and cannot be
 * turned back into it, and a NUL. */
void vault_word(struct world *, const char *text, int n, char *out);

/* Asks. */
struct deal_request {
	const char *correlation_id, *reason;
	const json_t *payer, *method;
	struct money amount;
	bool sends;			/* then the rest is told, too */
	const json_t *source;		/* NULL: not said */
	struct money pays;
	int64_t rate;
};
struct deal *deal_add(struct world *, struct user *, const struct deal_request *);
struct deal *deal_by(struct world *, json_t *index, const char *key);
struct deal *deal_named(struct world *, const char *id);	/* correlation or platform id */
json_t *deal_answer(struct world *, struct deal *);		/* as its making is answered */
json_t *deal_detail(struct world *, struct deal *);		/* as it is told later */
bool deal_is_with(const struct deal *, const char *phone, const char *email);
bool deal_is_over(struct world *, struct deal *);

/* Where it stands now; told as well, which is when it counts as changed; and after
 * unpacking, that this status was told. */
const struct leg *deal_stands(const struct world *, const struct deal *);
const struct leg *deal_leg(struct world *, struct deal *);
void deal_seen_at(struct deal *, const char *status);
bool deal_settle(struct deal *, const char *status);	/* for good; false: no such status */
bool deal_press(struct world *, struct deal *, const char *button);

/* While it waits or is being paid it can be taken back; while it waits it can
 * be accepted or refused.  False: too late. */
bool deal_can_cancel(struct world *, struct deal *);
bool deal_cancel(struct world *, struct deal *);
bool deal_accept(struct world *, struct deal *, bool accept);
void deal_free(struct deal *);
void deal_relink(struct world *, struct deal *, const char *link);	/* under this link now */
bool payer_can_pay_from(const char *country);

/* Whole asks (world_full.c): was one made with this id; doing what is due by
 * now; when there is something to do next (INT64_MAX: never); finding those that
 * are under way after unpacking. */
bool full_has(const struct world *, const char *correlation_id);
void full_advance(struct world *);
int64_t full_next(const struct world *);
void full_reopen(struct world *);

/* Let everything happen that has happened by the clock; before each change. */
void world_catch_up(struct world *);

/* For webhooks.  Adding takes body; nothing is kept when nobody listens. */
void event_add(struct world *, int64_t due, json_t *body);
void deal_hush(struct world *, struct deal *);	/* its status counts as told */

#define RATE_ONE 1000000
int64_t world_rate(const char *from, const char *to);	/* 0: no such pair */
int64_t convert(int64_t minor, int64_t rate);		/* half up */
int64_t convert_back(int64_t minor, int64_t rate);
json_t *rate_json(int64_t rate);
const char *currency_of(const char *country);		/* "USD" where the country is unknown */
bool world_serves(const char *country);			/* can money arrive there? */

/* What quotes reckon with, one after another; NULL: no further one. */
const char *rate_currency(int);
const char *served_country(int);

/* A way of money from country to country by kinds of method, which are given;
 * the rest is what a quote for it is made of, in minor units.  False when a
 * quote for it could not be carried out. */
struct corridor {
	const char *source, *destination, *source_type, *destination_type;
	const char *from, *to;		/* currencies */
	int64_t lower, upper, source_fee, transaction_fee, partner_fee, tenant_fee;
	int64_t destination_fee;
};
bool corridor_fill(struct corridor *);

/* The customer whom a path of the identification names by token or phone; NULL
 * when that was refused.  A fact about her, by the names of world_cip.c; value is
 * taken. */
struct user *cip_customer(struct request *);
void cip_note(struct user *, const char *key, json_t *value);

void people_load(struct world *);

/* Handlers, one per operation. */
#define WORLD_HANDLER(id) call_fn do_##id;
OPS(WORLD_HANDLER)

#endif
