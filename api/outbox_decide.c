/* What a person found out about a transfer that nothing of ours comes back of. */

#include "api/outbox_follow.h"

#include <stdlib.h>

static bool is_free(struct outbox *box, const char *id, struct err *err)
{
	const struct follow *f = follow_find(box, id);

	return !f || (!f->busy && !f->late) ||
	       err_set(err, ERR_INPUT, _("It is just being looked up. Try again in a moment."));
}

static bool decide(struct outbox *box, const char *id, const struct news *news, struct err *err)
{
	struct follow *f = follow_find(box, id);
	struct ask ask;

	if (!outbox_happen(box, id, news, &ask, err)) {
		if (err && err->kind == ERR_NONE)
			err_set(err, ERR_INPUT, _("It is known by now what became of it."));
		return false;
	}
	follow_rest(f ? f : follow_of(box, id), &ask);
	outbox_notify(box, &ask);
	return true;
}

bool outbox_deny(struct outbox *box, const char *id, const char *who, struct err *err)
{
	struct ask ask;

	if (!is_free(box, id, err))
		return false;
	if (!store_ask_get(box->store, id, &ask) || !ask_may_be_decided(&ask, wall_ms()))
		return err_set(err, ERR_INPUT, _("It is too early to say that it was not carried "
						 "out. Wait a quarter of an hour."));
	return decide(box, id, &(struct news){ .on = EV_DENIED, .closed = who }, err);
}

bool outbox_vouch(struct outbox *box, const char *id, const char *entry, const char *who,
		  struct err *err)
{
	struct heard *h;
	struct ask ask;
	char *line;
	bool ok;

	if (!is_free(box, id, err))
		return false;
	if (!store_ask_get(box->store, id, &ask) || !ask_is_blurred(&ask))
		return err_set(err, ERR_INPUT, _("It is known by now what became of it."));
	h = heard_word("");
	h->answer.plat_id = entry;
	ok = decide(box, id, &(struct news){ .on = EV_LOOK_FOUND, .heard = h }, err);
	heard_free(h);
	if (!ok)
		return false;
	line = xasprintf("%s|%s", N_("it was carried out, says %s"), who);
	store_ask_event(box->store, id, line, NULL);
	free(line);
	return true;
}
