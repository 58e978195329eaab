/*
 * ACH transfers and the wallet's history (omnumi 8.8, 8.9).
 *
 * The service takes no idempotency key and no reference of ours with an ACH, says
 * its own referenceId in the answer alone, and has no endpoint that would tell of a
 * referenceId ("follow it in the transaction history", 8.8, inferred: off-chain).
 * Of all that we send, an entry of history v2 shows again: the amount, the wallet
 * as one of the two ends, and with it the direction, and the moment.  It shows no
 * bank, no referenceId, no authorisation text, and of memo, partnerName and method
 * nobody says what an ACH puts there.  So an entry is recognised by circumstances,
 * and what they prove is decided here, so that doubt never leads to a second one:
 *
 *  - Not to be seen proves nothing: it is not documented that an ACH shows before
 *    it is settled, days later.  It stays UNKNOWN, however often it was looked for;
 *    only a person who asked the service's support can say that it is not there
 *    (EV_DENIED).
 *  - An entry fits if wallet, direction and amount are ours and it is not older
 *    than our sending, by the service's own clock.  Its `timestamp` is compared:
 *    createdAt went through a 12-hour clock in 4.0.0 (omnumi 12.6).
 *  - An entry that is known to be another ask's is not ours.
 *  - It is ours if there are just as many such entries as asks of ours that they
 *    can belong to, and each entry has an ask of its own that left before: all of
 *    them came to be then, and which is which goes by time, the service's, for ours
 *    may be wrong or be set in between.  Fewer or more, or one of them left before
 *    the service had told its time, and a person decides: nothing tells ours from a
 *    deposit of the same amount made elsewhere.
 *  - An entry that failed is not taken by itself: who reads that it failed does it
 *    again.
 *  - The word of a person that it is not there holds until there is an entry more
 *    that it may be: that one came after the word, and the person is asked again.
 *  - What a person closed is watched: one entry more than the open ones can have is
 *    an alarm, if one is not older than what was closed.  Here a false one is better
 *    than none.
 *  - Our id in the memo settles it.  It is part of the authorisation text, which
 *    the service stores, and no rule says that it never shows.
 */

#include "api/outbox_match.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "api/codes.h"
#include "api/json_path.h"

enum {
	ENTRIES = 256,			/* looked at */
	RIVALS = 64,
	CLOCKS_MS = 5000,		/* its clock tells seconds, and we know it by its answers */
	OWN_CLOCK_MS = 24 * 3600 * 1000,	/* only ours is known, which may be set wrong */
};

struct entry {
	const json_t *json;
	int64_t at;
};

struct matching {
	const struct match_words *words;
	const struct ask *ask;
	int64_t since;			/* older entries are not looked at */
	struct entry fits[ENTRIES];	/* oldest first */
	int n;
	struct ask rivals[RIVALS];
	int n_rivals;
};

/* The earliest moment at which it can have come to be. */
static int64_t earliest(const struct ask *ask)
{
	return ask->server_at ? ask->server_at - CLOCKS_MS : ask->handed_at - OWN_CLOCK_MS;
}

/* Seconds since 1970, as a number or as text. */
static int64_t moment(const json_t *entry, const char *key)
{
	const json_t *at = json_at(entry, key);
	const char *text = json_string_value(at);

	return (text ? strtoll(text, NULL, 10) : (int64_t)json_integer_value(at)) * 1000;
}

static bool names(const json_t *entry, const char *const keys[3], const char *wallet)
{
	for (int i = 0; i < 3; i++) {
		const char *name = keys[i] ? text_at(entry, keys[i]) : NULL;

		if (name && !strcasecmp(name, wallet))
			return true;
	}
	return false;
}

/* An entry that names the wallet at neither end is not ruled out by that. */
static bool is_other_way(const struct matching *m, const json_t *entry)
{
	bool from = names(entry, m->words->from, m->ask->payer);
	bool to = names(entry, m->words->to, m->ask->payer);

	return m->words->incoming ? from && !to : to && !from;
}

static bool has_amount(const struct matching *m, const json_t *entry)
{
	const json_t *amount = json_at(entry, m->words->amount);
	struct money money;

	return money_from_wire(amount, m->ask->amount.currency, &money, NULL) &&
	       money.minor == m->ask->amount.minor;
}

static bool is_taken(const struct matching *m, const json_t *entry)
{
	const char *id = text_at(entry, m->words->id);

	for (int i = 0; id && i < m->n_rivals; i++)
		if (str_eq(m->rivals[i].plat_id, id))
			return true;
	return false;
}

static bool has_failed(const struct matching *m, const json_t *entry)
{
	const char *status = text_at(entry, m->words->status);

	return json_integer_value(json_at(entry, m->words->failed)) ||
	       (status && codes_operation_stage(status) == STAGE_BAD);
}

static int by_time(const void *a, const void *b)
{
	int64_t x = ((const struct entry *)a)->at, y = ((const struct entry *)b)->at;

	return (x > y) - (x < y);
}

/* False: there are more than are looked at. */
static bool gather(struct matching *m, const json_t *list)
{
	const json_t *entry;
	size_t i;

	json_array_foreach(list, i, entry) {
		int64_t at = moment(entry, m->words->at);

		/* Its clock tells whole seconds. */
		if (at + 999 < m->since || !has_amount(m, entry) ||
		    is_other_way(m, entry) || is_taken(m, entry))
			continue;
		if (m->n == ENTRIES)
			return false;
		m->fits[m->n++] = (struct entry){ entry, at };
	}
	qsort(m->fits, (size_t)m->n, sizeof(m->fits[0]), by_time);
	return true;
}

static bool is_closed(const struct ask *ask)
{
	return ask->state == ASK_VOIDED || ask->state == ASK_SUPERSEDED;
}

/* Was it sent, perhaps carried out, and is no entry known to be its own? */
static bool wants_entry(const struct matching *m, const struct ask *ask)
{
	return !*ask->plat_id && ask->handed_at && ask->state != ASK_REJECTED &&
	       str_eq(ask->payer, m->ask->payer);
}

/* A person said that it was not carried out. */
static bool is_denied(const struct ask *ask)
{
	return is_closed(ask) || ask->state == ASK_ABSENT;
}

/* Can it be that ask's, by the time?  Our own clock rules nothing out. */
static bool is_in_time(const struct entry *entry, const struct ask *ask)
{
	return !ask->server_at || earliest(ask) <= entry->at + 999;
}

/* Can one of these be that ask's?  What was denied may have been carried out later
 * all the same, which is to be noticed: so another does not take an entry that may
 * be a denied one's, while that is watched; but a denied one does not wait for
 * others of which a person said the same. */
static bool may_own(const struct matching *m, const struct ask *rival)
{
	return m->n && wants_entry(m, rival) &&
	       is_in_time(&m->fits[m->n - 1], rival) &&
	       (!is_denied(rival) || (!is_denied(m->ask) && ask_is_live(rival)));
}

/* What was closed is seen to be there when there are more entries than the open ones
 * can have, so theirs are counted as well. */
static int64_t since_when(const struct matching *m)
{
	int64_t since = earliest(m->ask);

	for (int i = 0; is_closed(m->ask) && i < m->n_rivals; i++) {
		const struct ask *rival = &m->rivals[i];

		if (wants_entry(m, rival) && !is_denied(rival) &&
		    earliest(rival) < since)
			since = earliest(rival);
	}
	return since;
}

/* How many asks these can belong to, with ours. */
static int count_owners(const struct matching *m)
{
	int n = 1;

	for (int i = 0; i < m->n_rivals; i++)
		n += may_own(m, &m->rivals[i]);
	return n;
}

/* How many of them can have that entry; to an older one there are no more. */
static int owners_of(const struct matching *m, const struct entry *entry)
{
	int n = is_in_time(entry, m->ask);

	for (int i = 0; i < m->n_rivals; i++)
		n += may_own(m, &m->rivals[i]) && is_in_time(entry, &m->rivals[i]);
	return n;
}

/* Has each entry an ask of its own?  If not, one was made elsewhere. */
static bool has_each_an_owner(const struct matching *m)
{
	for (int i = 0; i < m->n; i++)
		if (owners_of(m, &m->fits[i]) <= i)
			return false;
	return true;
}

static bool left_before(const struct ask *a, const struct ask *b)
{
	return a->server_at != b->server_at ? a->server_at < b->server_at :
	       strcmp(a->correlation_id, b->correlation_id) < 0;
}

/* Which of the asks that these can belong to is ours, the oldest first; -1: not
 * known.  Only the service's clock tells: this computer's may have been set back
 * between two of them, and an entry taken in the wrong order is too young for the
 * one and leaves one that is too old for the other. */
static int place_among(const struct matching *m)
{
	int before = 0;

	for (int i = 0; i < m->n_rivals; i++) {
		if (!may_own(m, &m->rivals[i]))
			continue;
		if (!m->rivals[i].server_at || !m->ask->server_at)
			return -1;
		before += left_before(&m->rivals[i], m->ask);
	}
	return before;
}

static const json_t *with_text(const json_t *list, const char *key, const char *text, bool whole)
{
	const json_t *entry;
	size_t i;

	json_array_foreach(list, i, entry) {
		const char *word = text_at(entry, key);

		if (word && (whole ? str_eq(word, text) : strcasestr(word, text) != NULL))
			return entry;
	}
	return NULL;
}

/* May there be more of it on a further page? */
static bool is_cut(const struct matching *m, const json_t *list)
{
	size_t n = json_array_size(list);
	const json_t *last = json_array_get(list, n - 1);

	return n && (int)n >= m->words->page &&
	       moment(last, m->words->at) + 999 >= m->since;
}

/* Is there more than the open ones can have, and one of it young enough? */
static enum seen judge_closed(const struct matching *m, const json_t **it)
{
	const struct entry *last = &m->fits[m->n - 1];

	if (m->n < count_owners(m) || last->at + 999 < earliest(m->ask))
		return SEEN_DOUBTFUL;
	*it = last->json;		/* an alarm: a person is called */
	return SEEN_IT;
}

static enum seen judge(struct outbox *box, struct matching *m, const json_t *list,
		       const json_t **it)
{
	int place;

	m->n_rivals = store_ask_rivals(box->store, m->ask, m->rivals, RIVALS);
	m->since = since_when(m);
	if (!gather(m, list) || is_cut(m, list) || m->n_rivals == RIVALS) {
		m->n = 0;		/* not counted to the end */
		return SEEN_DOUBTFUL;
	}
	if (!m->n)
		return SEEN_NOTHING;
	if (is_closed(m->ask))
		return judge_closed(m, it);
	if (!m->ask->server_at)
		return SEEN_DOUBTFUL;
	place = place_among(m);
	if (place < 0 || m->n != count_owners(m) || !has_each_an_owner(m) ||
	    has_failed(m, m->fits[place].json))
		return SEEN_DOUBTFUL;
	*it = m->fits[place].json;
	return SEEN_IT;
}

enum seen match_read(struct outbox *box, const struct ask_look *look, const struct ask *ask,
		     const struct reply *reply, const json_t **it, int *alike)
{
	const json_t *list = json_at(reply->body, look->match->list);
	struct matching *m;
	enum seen seen;

	if (reply->err.kind || !json_is_array(list))
		return SEEN_FAILED;
	*it = *ask->plat_id ? with_text(list, look->match->id, ask->plat_id, true) :
	      with_text(list, look->match->memo, ask->correlation_id, false);
	if (*it)
		return SEEN_IT;
	if (*ask->plat_id)
		return SEEN_FAILED;	/* on a further page by now */
	m = xcalloc(1, sizeof(*m));
	*m = (struct matching){ .words = look->match, .ask = ask };
	seen = judge(box, m, list, it);
	*alike = m->n;
	free(m);
	return seen;
}
