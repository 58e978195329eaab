#include "api/runner_own.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/json_path.h"
#include "api/sandbox.h"

/* ---- which steps ---- */

static int planned(const struct plan *plan, const struct step *step)
{
	for (int i = plan->n - 1; i >= 0; i--)
		if (plan->list[i].step == step)
			return i;
	return -1;
}

static bool builds_on_fresh(const struct plan *plan, const struct step *step)
{
	for (int i = 0; i < plan->n; i++)
		if (plan->list[i].fresh && step_needs(step, plan->list[i].step))
			return true;
	return false;
}

/* Is the first value that the step keeps given, under any of its names? */
static bool is_given(const struct step *step, const json_t *given)
{
	const char *keep = step->keep;
	struct kept first, kept;

	if (!given || !kept_next(&keep, &first))
		return false;
	kept = first;
	do {
		if (kept.sent == first.sent && str_eq(kept.key, first.key) &&
		    json_object_get(given, kept.name))
			return true;
	} while (kept_next(&keep, &kept));
	return false;
}

/* What is there already is taken, unless it shall be fresh and is not. */
static void add_step(struct plan *plan, const struct step *step, bool fresh)
{
	const char *needs = step->needs ? step->needs : "";
	int at = planned(plan, step);

	if (!fresh && is_given(step, plan->given))
		return;
	if (at >= 0 && (!fresh || plan->list[at].fresh) &&
	    (plan->list[at].fresh || !builds_on_fresh(plan, step)))
		return;
	/* A look-up leaves nothing behind of its own: what it looks at is fresh. */
	for (; *needs; needs += strspn(needs, " ")) {
		size_t n = strcspn(needs, " ");

		add_step(plan, step_find(needs, n), fresh && !step->op->changes);
		needs += n;
	}
	if (plan->n == ARRAY_LEN(plan->list))
		return;
	plan->list[plan->n].fresh = fresh || builds_on_fresh(plan, step);
	plan->list[plan->n++].step = step;
}

static bool row_says(const char *row, const char *key)
{
	struct item item;
	bool found = false;

	while (!found && row && item_next(&row, &item)) {
		found = item.kind == ITEM_KEY ||
			((item.kind == ITEM_FIELD || item.kind == ITEM_WITHOUT) &&
			 str_eq(item.name, key));
		item_release(&item);
	}
	return found;
}

static bool plan_keeps(const struct plan *plan, const char *key)
{
	for (int i = 0; i < plan->n; i++)
		if (step_keeps(plan->list[i].step, key))
			return true;
	return false;
}

static void add_named(struct plan *plan, const char *row)
{
	struct item item;

	while (row && item_next(&row, &item)) {
		if (item.kind == ITEM_STEP)
			add_step(plan, step_find(item.name, strlen(item.name)), item.fresh);
		item_release(&item);
	}
}

/* What a path or a query needs and nobody gives. */
static void add_called_for(struct plan *plan, const struct scenario *s)
{
	field_each(f, s->op->in) {
		const struct step *step = f->required && f->in != IN_BODY ?
					  step_giving(f->key, s->op->service) : NULL;

		if (step && !row_says(s->how, f->key) && !plan_keeps(plan, f->key) &&
		    !json_object_get(s->fields, f->key))
			add_step(plan, step, false);
	}
}

void plan_make(struct plan *plan, const struct scenario *s)
{
	plan->n = 0;
	plan->given = s->given;
	add_named(plan, s->how);
	add_called_for(plan, s);
}

/* ---- what they keep ---- */

static const json_t *kept_value(const struct kept *kept, const json_t *sent, const json_t *reply)
{
	return json_at(kept->sent ? sent : reply, kept->key);
}

void step_keep(const struct step *step, const json_t *sent, const json_t *reply, json_t *values)
{
	const char *keep = step->keep;
	struct kept kept;

	while (kept_next(&keep, &kept)) {
		const json_t *value = kept_value(&kept, sent, reply);

		if (!field_absent(value))
			json_object_set(values, kept.name, (json_t *)value);
	}
}

/* All names under which a step keeps the same as under this one. */
static void give(const struct step *step, const char *name, json_t *value, json_t *values)
{
	const char *keep = step->keep;
	struct kept named, kept;

	while (kept_next(&keep, &named))
		if (str_eq(named.name, name))
			break;
	for (keep = step->keep; kept_next(&keep, &kept);)
		if (kept.sent == named.sent && str_eq(kept.key, named.key))
			json_object_set(values, kept.name, value);
}

void plan_given(const json_t *given, json_t *values)
{
	const char *name;
	json_t *value;

	json_object_foreach((json_t *)given, name, value) {
		const struct step *step = step_giving(name, SVC_COUNT);

		json_object_set(values, name, value);
		if (step)
			give(step, name, value, values);
	}
}

bool step_is_done(const struct step *step, const json_t *reply)
{
	size_t n = step->until ? strcspn(step->until, "=") : 0;
	char *key, *text;
	bool done;

	if (!n)
		return true;
	key = xstrndup(step->until, n);
	text = op_text(json_at(reply, key));
	done = str_eq(text, step->until + n + 1);
	free(key);
	free(text);
	return done;
}

/* ---- what may run where ---- */

#define ONLY_READING N_("It changes something, and only reading is allowed here.")

struct limits {
	const struct runner_conf *conf;
	bool changes, money, vault, wallet, reached;
};

static void count_op(struct limits *l, const struct op *op, bool own_key)
{
	const struct config *config = l->conf->config;

	l->changes |= op->changes;
	l->money |= op->moves_money;
	l->vault |= op->service == SVC_VGS;
	l->wallet |= op->service == SVC_OMNUMI;
	if (!own_key && op->scopes && config->scopes)
		l->reached &= op_allowed(op, config->scopes);
}

static char *wanted_key(const char *row)
{
	struct item item;
	char *key = NULL;

	while (!key && item_next(&row, &item)) {
		if (item.kind == ITEM_KEY)
			key = xstrdup(item.value);
		item_release(&item);
	}
	return key;
}

/* The first thing that is in the way, or NULL; in the order in which a person
 * could do something about it last. */
static const char *obstacle(const struct limits *l)
{
	const struct config *config = l->conf->config;
	const struct {
		bool there;
		const char *why;
	} list[] = {
		{ l->money && config->environment == ENV_LIVE,
		  N_("It asks for money, which never happens in a live profile.") },
		{ !l->reached,
		  N_("The key of this profile does not reach an operation it needs.") },
		{ l->vault && !config->vgs_url,
		  N_("This profile has no address of the card vault (vgs_url).") },
		{ l->wallet && !config->omnumi_url,
		  N_("This profile has no address of the wallet service (omnumi_url).") },
		{ l->changes && config->read_only,
		  ONLY_READING },
		{ l->changes && !l->conf->yes,
		  N_("It changes something at the service: allow that with --yes.") },
	};

	for (size_t i = 0; i < ARRAY_LEN(list); i++)
		if (list[i].there)
			return list[i].why;
	return NULL;
}

static bool own_is_narrow(const struct op *op, const struct config *config)
{
	return config->scopes && !op_allowed(op, config->scopes);
}

/* The wallet service has no call that makes a customer or a wallet: the examples are
 * the sandbox's people.  Is each such field of the row said, made by a step or given? */
static bool knows_somebody(const struct plan *plan, const struct scenario *s)
{
	bool known = true;

	field_each(f, s->op->in) {
		bool names = f->required && (f->type == &field_uuid ||
					     f->type == &field_wallet_address ||
					     strcasestr(f->key, "namespace") ||
					     str_eq(f->key, "identifier"));

		known &= !names || row_says(s->how, f->key) || plan_keeps(plan, f->key) ||
			 json_object_get(s->fields, f->key) || json_object_get(s->given, f->key);
	}
	return known;
}

/* Why a real service does not get the row, or NULL. */
static const char *obstacle_there(const struct limits *l, const struct plan *plan,
				  const struct scenario *s, const char *key)
{
	if (row_needs_sandbox(s->how))
		return N_("Only the sandbox can be made to answer this.");
	if (str_eq(key, "narrow") && !own_is_narrow(s->op, l->conf->config))
		return N_("The key of this profile is not too narrow for it.");
	if (s->op->marks && !knows_somebody(plan, s))
		return N_("Nobody is known there whom it could be about: give it as --data.");
	return obstacle(l);
}

static const char *wallet_version(const struct config *config)
{
	return config->omnumi_version ? config->omnumi_version : OP_VERSION_USUAL;
}

static bool row_has_fault(const char *row)
{
	struct item item;
	bool found = false;

	while (!found && item_next(&row, &item)) {
		found = item.kind == ITEM_FAULT;
		item_release(&item);
	}
	return found;
}

/* Does the row speak of a field that came with a later version? */
static bool names_newer(const struct scenario *s, const char *version)
{
	const char *row = s->how;
	struct item item;
	bool found = false;

	while (!found && item_next(&row, &item)) {
		const struct field *f = item.kind == ITEM_FIELD ?
					field_find(s->op->in, item.name) : NULL;

		found = f && version_before(version, f->since);
		item_release(&item);
	}
	return found;
}

/* What the version of the wallet service makes of the row, or NULL. */
static const char *obstacle_version(const struct plan *plan, const struct scenario *s,
				    const char *version)
{
	bool retired = op_deprecated(s->op, version), gone = op_mark(s->op, version) == '-';

	for (int i = 0; i < plan->n; i++)
		gone |= op_mark(plan->list[i].step->op, version) == '-' ||
			op_deprecated(plan->list[i].step->op, version);
	if (gone)
		return N_("The version of the wallet service here does not have it.");
	if (names_newer(s, version))
		return N_("It gives a field that the version of the wallet service here does not "
			  "know.");
	if (retired != (s->status == 410) && s->op->marks && !row_has_fault(s->how))
		return retired ? N_("The version of the wallet service here has retired it.") :
		       N_("The version of the wallet service here has not retired it.");
	return NULL;
}

bool plan_may(const struct plan *plan, const struct scenario *s, const struct runner_conf *conf,
	      char why[static 256])
{
	struct limits limits = { .conf = conf, .reached = true };
	char *key = wanted_key(s->how);
	const char *found = NULL;

	count_op(&limits, s->op, key);
	for (int i = 0; i < plan->n; i++)
		count_op(&limits, plan->list[i].step->op, false);
	if (conf->config->request4r && s->op->multipart)
		found = N_("Files cannot go by the sealed channel.");
	else if ((found = obstacle_version(plan, s, wallet_version(conf->config))))
		;
	else if (conf->config->environment != ENV_SANDBOX)
		found = obstacle_there(&limits, plan, s, key);
	else if (limits.changes && conf->config->read_only)
		found = ONLY_READING;
	free(key);
	snprintf(why, 256, "%s", found ? _(found) : "");
	return !found;
}

/* ---- keys ---- */

static const char *narrow_key(const struct op *op)
{
	for (const struct sandbox_key *k = sandbox_keys(); k->key; k++)
		if (!op_allowed(op, k->scopes))
			return k->key;
	return NULL;
}

static const char *sandbox_key(const struct op *op, const char *wanted)
{
	const char *key;

	if (!wanted)
		return sandbox_key_for("partner_full");
	if (str_eq(wanted, "narrow"))
		return narrow_key(op);
	if (str_eq(wanted, "no-tenant"))
		return SANDBOX_NO_TENANT_KEY;
	key = sandbox_key_for(wanted);
	return key ? key : wanted;
}

const char *plan_key(const struct op *op, const char *wanted, const struct config *config)
{
	if (str_eq(wanted, "none"))
		return "";
	if (str_eq(wanted, "wrong"))
		return "not-a-key";
	if (config->environment != ENV_SANDBOX || !op->scopes)
		return NULL;
	return sandbox_key(op, wanted);
}

const char *plan_tenant(const char *wanted)
{
	static const struct {
		const char *word, *id;
	} ids[] = {
		{ "none", "" }, { "wrong", "00000000-0000-4000-8000-000000000000" },
		{ "bad", "not-a-tenant" }, { "other", SANDBOX_OTHER_TENANT_ID },
	};

	for (size_t i = 0; wanted && i < ARRAY_LEN(ids); i++)
		if (str_eq(ids[i].word, wanted))
			return ids[i].id;
	return wanted;
}

const char *plan_token(const char *wanted)
{
	if (str_eq(wanted, "none"))
		return "";
	return str_eq(wanted, "wrong") ? "not-a-token" : wanted;
}

char *plan_fault(const struct scenario *s, const char *wanted)
{
	if (!str_eq(wanted, "answer"))
		return wanted ? xstrdup(wanted) : NULL;
	return xasprintf("answer:n=%d", (int)(s->doc - s->op->answers) + 1);
}
