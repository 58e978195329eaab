/* The states of an ask in words, and what may be said of one. */

#include "api/ask.h"

static const struct {
	const char *name, *word;
} states[ASK_STATES] = {
	[ASK_DRAFT] = { "DRAFT", N_("Draft") },
	[ASK_READY] = { "READY", N_("Ready to send") },
	[ASK_CONNECTING] = { "CONNECTING", N_("Connecting") },
	[ASK_HANDED] = { "HANDED", N_("Sending") },
	[ASK_ACCEPTED] = { "ACCEPTED", N_("Accepted") },
	[ASK_REJECTED] = { "REJECTED", N_("Not accepted") },
	[ASK_UNKNOWN] = { "UNKNOWN", N_("Outcome unknown") },
	[ASK_ABSENT] = { "ABSENT", N_("Not found") },
	[ASK_MISMATCH] = { "MISMATCH", N_("Stop: call support") },
	[ASK_OPEN] = { "OPEN", N_("Under way") },
	[ASK_DONE] = { "DONE", N_("Completed") },
	[ASK_FAILED] = { "FAILED", N_("Failed") },
	[ASK_CANCELLED] = { "CANCELLED", N_("Cancelled") },
	[ASK_VOIDED] = { "VOIDED", N_("Closed") },
	[ASK_SUPERSEDED] = { "SUPERSEDED", N_("Replaced") },
};

const char *ask_state_name(enum ask_state state)
{
	return (unsigned)state < ASK_STATES ? states[state].name : "";
}

bool ask_state_from_name(const char *name, enum ask_state *state)
{
	for (unsigned i = 0; i < ASK_STATES; i++) {
		if (!str_eq(states[i].name, name))
			continue;
		*state = (enum ask_state)i;
		return true;
	}
	return false;
}

const char *ask_state_word(enum ask_state state)
{
	return (unsigned)state < ASK_STATES ? _(states[state].word) : "";
}

bool ask_is_final(enum ask_state state)
{
	return state == ASK_REJECTED || state == ASK_DONE || state == ASK_FAILED ||
	       state == ASK_CANCELLED || state == ASK_VOIDED || state == ASK_SUPERSEDED;
}

bool ask_is_through(enum ask_state state)
{
	return state == ASK_ACCEPTED || state == ASK_OPEN || state == ASK_DONE;
}

bool ask_is_live(const struct ask *ask)
{
	if (ask_is_final(ask->state))
		return ask->next_look_at != 0;
	return ask->state != ASK_DRAFT && ask->state != ASK_MISMATCH;
}

bool ask_is_keyed(const struct ask *ask)
{
	return *ask->key && !ask_is_blurred(ask);
}

bool ask_is_blurred(const struct ask *ask)
{
	return str_eq(ask->key, ASK_BLURRED);
}

bool ask_has_appeared(const struct ask *ask)
{
	return ask->state == ASK_MISMATCH && *ask->closed;
}

bool ask_needs_person(const struct ask *ask)
{
	switch (ask->state) {
	case ASK_READY:
	case ASK_UNKNOWN:
	case ASK_ABSENT:
	case ASK_MISMATCH:
		return true;
	case ASK_REJECTED:
		return !ask->seen_at;
	default:
		return false;
	}
}
