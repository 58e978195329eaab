/* What a person says of an ask: it is right, send it, close it, seen. */

#include "api/outbox_follow.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "api/json_path.h"
#include "api/process.h"

enum { LEAVING_MS = 5000 };	/* what a confirmed ask may take to be picked up */

/* ---- twins ---- */

/* How a twin in the way is spoken of. */
static const struct {
	const char *left, *waits, *leaving;
} twin_words[] = {
	[CARRIES_MONEY] = {
		N_("The same amount to the same method was sent at %s, and what became of that "
		   "request is not known yet."),
		N_("The same amount to the same method was confirmed at %s and has not been sent "
		   "yet."),
		N_("The same amount to the same method was confirmed at %s and is just being "
		   "sent."),
	},
	[CARRIES_CUSTOMER] = {
		N_("A registration of this phone was sent at %s, and what became of it is not "
		   "known yet."),
		N_("A registration of this phone was made at %s and has not been sent yet."),
		N_("A registration of this phone was made at %s and is just being sent."),
	},
	[CARRIES_METHOD] = {
		N_("The same method was sent at %s, and what became of it is not known yet."),
		N_("The same method was added at %s and has not been sent yet."),
		N_("The same method was added at %s and is just being sent."),
	},
	[CARRIES_ACH] = {
		N_("The same amount between this bank and the wallet was sent at %s, and what "
		   "became of it is not known yet."),
		N_("The same amount between this bank and the wallet was confirmed at %s and has "
		   "not been sent yet."),
		N_("The same amount between this bank and the wallet was confirmed at %s and is "
		   "just being sent."),
	},
};

static void time_words(int64_t at_ms, char when[static 32])
{
	time_t at = (time_t)(at_ms / 1000);
	bool today = time(NULL) - at < 12 * 3600;
	struct tm tm = { 0 };

	*when = '\0';
	if (localtime_r(&at, &tm) && today)
		strftime(when, 32, "%H:%M", &tm);
	else
		strftime(when, 32, "%Y-%m-%d %H:%M", &tm);
}

/* A sentence with the time in it, in whatever language it is. */
static void say(struct err *err, const char *text, const char *when)
{
	const char *hole = strstr(text, "%s");
	int n = hole ? (int)(hole - text) : (int)strlen(text);

	err_set(err, ERR_INPUT, "%.*s%s%s", n, text, hole ? when : "", hole ? hole + 2 : "");
}

static void blame_twin(const struct ask *twin, struct err *err)
{
	const struct carriage *c = carriage_of(twin->op);
	enum carriage_kind kind = c ? c->kind : CARRIES_MONEY;
	bool left = twin->state != ASK_READY && twin->state != ASK_CONNECTING;
	char when[32];

	time_words(left && twin->handed_at ? twin->handed_at : twin->created_at, when);
	if (left) {
		say(err, _(twin_words[kind].left), when);
		err_next(err, _("Do not create it again. Wait for its outcome: it is among what "
				"needs you on the home page."));
	} else if (twin->state == ASK_READY && wall_ms() - twin->created_at > LEAVING_MS) {
		say(err, _(twin_words[kind].waits), when);
		err_next(err, _("Send or close that one: it is among what needs you on the home "
				"page."));
	} else {
		say(err, _(twin_words[kind].leaving), when);
		err_next(err, _("Do not create it again. What becomes of it is on the home page."));
	}
}

bool outbox_has_twin(struct outbox *box, const struct ask *ask, struct err *err)
{
	struct ask twin;
	char id[37];

	if (!store_ask_twin(box->store, ask, id) || !store_ask_get(box->store, id, &twin))
		return false;
	blame_twin(&twin, err);
	return true;
}

/* ---- it is right ---- */

static const char *id_key(const struct carriage *c)
{
	for (size_t i = 0; i < ARRAY_LEN(c->facts) && c->facts[i].key; i++)
		if (c->facts[i].at == offsetof(struct ask, correlation_id))
			return c->facts[i].key;
	return NULL;
}

/* The request's own id, else the row's, else a fresh one; in both from here on. */
static bool settle_id(const struct carriage *c, json_t *args, struct ask *ask, struct err *err)
{
	const char *key = id_key(c), *given = key ? text_at(args, key) : NULL;

	if (given && strlen(given) >= sizeof(ask->correlation_id)) {
		err_set(err, ERR_INPUT, _("The reference may have at most %d characters."),
			(int)sizeof(ask->correlation_id) - 1);
		snprintf(err->field, sizeof(err->field), "%s", key);
		return false;
	}
	if (given)
		snprintf(ask->correlation_id, sizeof(ask->correlation_id), "%s", given);
	else if (!*ask->correlation_id)
		uuid_new(ask->correlation_id);
	if (key)
		json_put_at(args, key, json_string(ask->correlation_id));
	return true;
}

/* Are these the same to the service?  Amounts are compared elsewhere. */
static bool is_whole(const struct carriage *c, const struct ask *ask, const json_t *args)
{
	json_t *again = carriage_args(c, ask), *mine = op_body(c->op, again);
	json_t *given = op_body(c->op, args), *value;
	const char *key;
	bool same = json_object_size(mine) == json_object_size(given);

	json_object_foreach(given, key, value) {
		const json_t *other = json_object_get(mine, key);

		same &= json_is_number(value) ? json_is_number(other) : json_equal(value, other);
	}
	json_decref(again);
	json_decref(mine);
	json_decref(given);
	return same;
}

/* The row with what follows from its request; *body: what goes to the disk
 * beside it, NULL when nothing does. */
static bool freeze(struct outbox *box, const struct carriage *c, json_t *args, struct ask *ask,
		   char **body, struct err *err)
{
	if (!settle_id(c, args, ask, err) || !op_check_request(c->op, args, NULL, NULL, err) ||
	    !carriage_fill(c, args, c->name ? outbox_salt(box) : NULL, ask, err))
		return false;
	if (is_whole(c, ask, args))
		return true;
	if (c->keeps_body)
		*body = json_dumps(args, JSON_COMPACT | MONEY_DUMP);
	else
		ask->held = true;
	return true;
}

static bool record(struct outbox *box, struct ask *ask, const char *body, struct err *err)
{
	struct ask twin;
	struct err why;

	if (!ask_step(ask, EV_CONFIRMED, NULL, wall_ms()))
		return err_set(err, ERR_INPUT, _("This request was confirmed already."));
	if (ask->held) {
		ask->owner_pid = (int)getpid();
		ask->owner_born = process_born(ask->owner_pid);
	}
	if (store_ask_confirm(box->store, ask, body, &twin, &why)) {
		store_ask_event(box->store, ask->correlation_id, N_("confirmed"), NULL);
		return true;
	}
	if (why.kind == ERR_NONE)
		blame_twin(&twin, &why);
	if (err)
		*err = why;
	return false;
}

bool outbox_fits(struct outbox *box, const struct op *op, const json_t *given, struct ask *ask,
		 struct err *err)
{
	const struct carriage *c = carriage_of(op->name);
	json_t *args;
	char *body = NULL;
	bool ok;

	if (!c)
		return err_set(err, ERR_INPUT, _("“%.40s” cannot be sent from here."), op->name);
	args = json_deep_copy(given);
	ok = freeze(box, c, args, ask, &body, err);
	json_decref(args);
	free(body);
	return ok;
}

bool outbox_take(struct outbox *box, const struct op *op, const json_t *given, struct ask *ask,
		 struct err *err)
{
	const struct carriage *c = carriage_of(op->name);
	json_t *args = json_deep_copy(given);
	struct ask ready = *ask;
	char *body = NULL;
	bool ok;

	assert(c);
	ok = freeze(box, c, args, &ready, &body, err) && record(box, &ready, body, err);

	if (ok && ready.held)
		outbox_hold(box, ready.correlation_id, json_incref(args));
	json_decref(args);
	free(body);
	if (!ok)
		return false;
	*ask = ready;
	outbox_notify(box, ask);
	return true;
}

bool outbox_confirm(struct outbox *box, struct ask *ask, struct err *err)
{
	const struct carriage *c = carriage_of(ask->op);
	json_t *args = carriage_args(c, ask);
	bool ok = outbox_take(box, c->op, args, ask, err);

	json_decref(args);
	return ok;
}

/* ---- send it, close it, seen ---- */

bool outbox_sent_already(struct err *err)
{
	return err_set(err, ERR_INPUT, _("This request is being sent, or was sent, already."));
}

bool outbox_send(struct outbox *box, const char *id, struct err *err)
{
	struct follow *f = follow_find(box, id);
	struct ask ask;

	if (!store_ask_get(box->store, id, &ask))
		return err_set(err, ERR_STORE, _("This request is not in the records."));
	if ((f && (f->busy || f->late)) || ask.state != ASK_READY)
		return outbox_sent_already(err);
	if (outbox_has_twin(box, &ask, err))
		return false;
	f = f ? f : follow_of(box, id);
	if (follow_send(f, err) || follow_waits(f))
		return true;
	f = follow_find(box, id);
	if (f && store_ask_get(box->store, id, &ask))
		follow_rest(f, &ask);
	return false;
}

static bool give_up(struct outbox *box, const char *id, const struct news *news, struct err *err)
{
	struct follow *f = follow_find(box, id);
	struct ask ask;

	if (f && (f->busy || f->late))
		return err_set(err, ERR_INPUT,
			       _("It is just being looked up. Try again in a moment."));
	if (!outbox_happen(box, id, news, &ask, err)) {
		if (err && err->kind == ERR_NONE)
			err_set(err, ERR_INPUT, _("Only a request that was not found, or was "
						  "never sent, can be closed."));
		return false;
	}
	follow_rest(f ? f : follow_of(box, id), &ask);
	outbox_notify(box, &ask);
	return true;
}

bool outbox_void(struct outbox *box, const char *id, const char *closed, struct err *err)
{
	return give_up(box, id, &(struct news){ .on = EV_VOID, .closed = closed }, err);
}

bool outbox_supersede(struct outbox *box, const char *id, const char *closed, struct err *err)
{
	return give_up(box, id, &(struct news){ .on = EV_SUPERSEDE, .closed = closed }, err);
}

void outbox_seen(struct outbox *box, const char *id)
{
	struct ask ask;

	outbox_happen(box, id, &(struct news){ .on = EV_SEEN }, &ask, NULL);
}
