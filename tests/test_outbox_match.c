/* Which entry of a history is whose, where nothing of ours comes back. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "api/carriage.h"
#include "api/json_path.h"
#include "api/lang.h"
#include "api/outbox_match.h"

#define WALLET "usbc.ana.ul"
#define NOON INT64_C(1792000000)	/* seconds; what follows counts from here */

/* Sent so many seconds after noon, by the service's clock and by ours; 0: never told. */
struct leaving {
	const char *bank;
	long by_service, by_ours;
	enum ask_state state;
	const char *entry;		/* known to be its own, NULL */
};

struct desk {
	struct outbox box;
	struct ask asks[4];
	json_t *entries;
	int alike;
};

static struct ask row_of(const struct leaving *l)
{
	struct ask ask = {
		.state = ASK_READY, .op = "achIn", .key = ASK_BLURRED, .payer = WALLET,
		.user_token = "c-1", .amount = { 15000, "USBC" }, .created_at = 1,
	};

	snprintf(ask.correlation_id, sizeof(ask.correlation_id), "%s",
		 "00000000-0000-4000-8000-00000000000");
	text_put(ask.correlation_id + 35, 2, l->bank);
	text_put(ask.method_id, sizeof(ask.method_id), l->bank);
	return ask;
}

static void send_it(struct desk *d, struct ask *ask, const struct leaving *l)
{
	struct ask twin = { 0 };
	struct err err = { 0 };

	*ask = row_of(l);
	if (!store_ask_confirm(d->box.store, ask, "{}", &twin, &err))
		fail_msg("%s", err.text);
	ask->state = l->state;
	ask->handed_at = (NOON + l->by_ours) * 1000;
	ask->server_at = l->by_service ? (NOON + l->by_service) * 1000 : 0;
	ask->state_at = ask->handed_at;
	ask->next_look_at = ask->handed_at + 1;		/* watched still */
	text_put(ask->plat_id, sizeof(ask->plat_id), l->entry ? l->entry : "");
	if (!store_ask_move(d->box.store, ASK_READY, ask, &err))
		fail_msg("%s", err.text);
}

/* leavings ends with no bank; entries, seconds after noon, with 0. */
static void desk_open(struct desk *d, const struct leaving *leavings, const long *entries)
{
	*d = (struct desk){ .box.store = store_open(":memory:", NULL), .entries = json_array() };
	for (int i = 0; leavings[i].bank; i++)
		send_it(d, &d->asks[i], &leavings[i]);
	for (; *entries; entries++) {
		char id[24];

		snprintf(id, sizeof(id), "0x%ld", *entries);
		json_array_append_new(d->entries, json_pack(
			"{s:s, s:s, s:s, s:s, s:I}", "trxId", id, "amount", "150.00",
			"toNamespace", WALLET, "status", "Completed", "timestamp",
			(json_int_t)(NOON + *entries)));
	}
}

static void desk_close(struct desk *d)
{
	json_decref(d->entries);
	store_close(d->box.store);
}

/* The entry that is this ask's; 0: a person is to say, -1: there is none. */
static long found(struct desk *d, int nth)
{
	const struct ask_look *look = &carriage_of("achIn")->looks[0];
	json_t *body = json_pack("{s:O}", "data", d->entries);
	struct reply reply = { .status = 200, .body = body };
	const json_t *it = NULL;
	enum seen seen = match_read(&d->box, look, &d->asks[nth], &reply, &it, &d->alike);
	long at = -1;

	if (seen == SEEN_IT)
		at = (long)(json_integer_value(json_at(it, "timestamp")) - NOON);
	else if (seen == SEEN_DOUBTFUL)
		at = 0;
	json_decref(body);
	return at;
}

/* The clock of this computer was set back between two of them.  By it the second
 * came first; then the first took the second's entry, and its own was too old for
 * the second, which counted as not found for ever and would have been made anew. */
static void which_left_first_is_told_by_the_service(void **state)
{
	struct leaving leavings[] = {
		{ "1", 193, 193, ASK_ACCEPTED, NULL }, { "2", 1237, -696, ASK_ABSENT, NULL }, { 0 },
	};
	const long entries[] = { 205, 3344, 0 };
	struct desk d;

	(void)state;
	desk_open(&d, leavings, entries);
	assert_int_equal(found(&d, 0), 205);
	assert_int_equal(found(&d, 1), 0);	/* until it is known whose the first is */
	desk_close(&d);
	leavings[0].entry = "0x205";
	desk_open(&d, leavings, entries);
	assert_int_equal(found(&d, 1), 3344);
	desk_close(&d);
}

static void by_our_own_clock_nothing_is_taken(void **state)
{
	static const struct leaving alone[] = { { "1", 0, 193, ASK_UNKNOWN, NULL }, { 0 } };
	static const struct leaving beside[] = {
		{ "1", 193, 193, ASK_UNKNOWN, NULL }, { "2", 0, 9000, ASK_UNKNOWN, NULL }, { 0 },
	};
	static const long entries[] = { 205, 0 };
	struct desk d;

	(void)state;
	desk_open(&d, alone, entries);
	assert_int_equal(found(&d, 0), 0);
	desk_close(&d);
	desk_open(&d, beside, entries);		/* it may have been sent before */
	assert_int_equal(found(&d, 0), 0);
	desk_close(&d);
}

/* As many as could be ours, but two of them before the second of ours left. */
static void each_entry_needs_one_that_left_before(void **state)
{
	static const struct leaving leavings[] = {
		{ "1", 193, 193, ASK_UNKNOWN, NULL }, { "2", 1237, 1237, ASK_UNKNOWN, NULL },
		{ "3", 1300, 1300, ASK_UNKNOWN, NULL }, { 0 },
	};
	static const long elsewhere[] = { 205, 300, 3344, 0 }, ours[] = { 205, 1240, 3344, 0 };
	struct desk d;

	(void)state;
	desk_open(&d, leavings, elsewhere);
	assert_int_equal(found(&d, 0), 0);
	desk_close(&d);
	desk_open(&d, leavings, ours);
	assert_int_equal(found(&d, 0), 205);
	desk_close(&d);
}

/* Two that are under way and one more made elsewhere, all before what was closed. */
static void an_alarm_is_for_what_is_younger(void **state)
{
	static const struct leaving leavings[] = {
		{ "1", 95, 95, ASK_ACCEPTED, NULL }, { "2", 110, 110, ASK_ACCEPTED, NULL },
		{ "3", 354, 354, ASK_SUPERSEDED, NULL }, { 0 },
	};
	static const long before[] = { 95, 104, 110, 0 }, after[] = { 95, 110, 400, 0 };
	struct desk d;

	(void)state;
	desk_open(&d, leavings, before);
	assert_int_equal(found(&d, 2), 0);
	desk_close(&d);
	desk_open(&d, leavings, after);
	assert_int_equal(found(&d, 2), 400);
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(which_left_first_is_told_by_the_service),
		cmocka_unit_test(by_our_own_clock_nothing_is_taken),
		cmocka_unit_test(each_entry_needs_one_that_left_before),
		cmocka_unit_test(an_alarm_is_for_what_is_younger),
	};

	lang_init();
	lang_set("en");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
