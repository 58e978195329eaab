/* Another process holds the records while an ask is on its way: nothing is lost,
 * nothing leaves that is not recorded, and no key waits long. */

#include "tests/outbox_world.h"

#include <string.h>

#include "api/lang.h"
#include "api/store_db.h"

static struct store *lock(struct world *w)
{
	struct store *other = store_open(w->path, NULL);

	store_patience(w->side.store, 20);
	assert_true(db_begin(other, true, NULL));
	return other;
}

static void unlock(struct store *other)
{
	db_end(other, false, NULL);
	store_close(other);
}

static void turn_until_post(struct world *w)
{
	long until = now_ms() + 4000;

	while (!w->server.posts && now_ms() < until)
		loop_turn(w->loop, 100);
	assert_int_equal(w->server.posts, 1);
}

static void turn_for(struct world *w, long ms)
{
	for (long until = now_ms() + ms; now_ms() < until;)
		loop_turn(w->loop, 20);
}

static void a_confirmation_says_so_at_once(void **state)
{
	struct world *w = *state;
	struct store *other = lock(w);
	struct ask ask = draft();
	struct err err = { 0 };
	long at = now_ms();

	assert_false(outbox_confirm(w->side.box, &ask, &err));
	assert_int_equal(err.kind, ERR_STORE);
	assert_non_null(strstr(err.text, "Another remitty"));
	assert_true(now_ms() - at < 500);
	assert_int_equal(ask.state, ASK_DRAFT);
	unlock(other);
	assert_true(outbox_confirm(w->side.box, &ask, &err));
}

static void what_is_to_be_sent_waits_for_its_record(void **state)
{
	struct world *w = *state;
	struct ask ask = confirmed(&w->side);
	struct store *other = lock(w);

	assert_true(outbox_send(w->side.box, ask.correlation_id, NULL));
	turn_for(w, 60);
	assert_int_equal(w->server.posts, 0);
	assert_int_equal(row(&w->side, ask.correlation_id).state, ASK_READY);
	unlock(other);
	reaches(&w->side, ask.correlation_id, ASK_ACCEPTED);
	assert_int_equal(w->server.posts, 1);
}

static void no_byte_leaves_before_its_record(void **state)
{
	struct world *w = *state;
	struct ask ask = confirmed(&w->side);
	struct store *other;

	assert_true(outbox_send(w->side.box, ask.correlation_id, NULL));
	other = lock(w);		/* between the claim and the first byte */
	turn_for(w, 60);
	assert_int_equal(w->server.posts, 0);
	assert_int_equal(row(&w->side, ask.correlation_id).state, ASK_CONNECTING);
	unlock(other);
	ask = reaches(&w->side, ask.correlation_id, ASK_ACCEPTED);
	assert_int_equal(w->server.posts, 1);
	logged(&w->side, ask.correlation_id, "not sent");
}

struct holder {
	struct store *store;
	bool holds;
	int told;			/* that it is handed */
};

/* It is told once when it left, and once more when its answer cannot be written. */
static void on_handed_lock(void *ctx, const struct ask *ask)
{
	struct holder *other = ctx;

	if (ask->state != ASK_HANDED)
		return;
	other->told++;
	if (!other->holds)
		assert_true(other->holds = db_begin(other->store, true, NULL));
}

static void an_answer_is_kept_until_it_can_be_written(void **state)
{
	struct world *w = *state;
	struct holder other = { .store = store_open(w->path, NULL) };
	struct ask ask = confirmed(&w->side);

	store_patience(w->side.store, 20);
	outbox_on_change(w->side.box, on_handed_lock, &other);
	assert_true(outbox_send(w->side.box, ask.correlation_id, NULL));
	turn_until_post(w);
	turn_for(w, 100);
	assert_int_equal(http_running(w->side.http), 0);
	assert_int_equal(row(&w->side, ask.correlation_id).state, ASK_HANDED);
	assert_true(outbox_cannot_write(w->side.box, ask.correlation_id));
	outbox_look(w->side.box, ask.correlation_id);		/* harmless */
	outbox_recover(w->side.box);
	assert_int_equal(http_running(w->side.http), 0);
	assert_int_equal(other.told, 2);
	unlock(other.store);
	ask = reaches(&w->side, ask.correlation_id, ASK_ACCEPTED);
	assert_false(outbox_cannot_write(w->side.box, ask.correlation_id));
	assert_string_equal(ask.code, "Ze2i4o");
	assert_string_equal(ask.link, "https://links-dev.nomas.cash/EFUb8");
	assert_int_equal(w->server.posts, 1);
}

static void a_refusal_is_kept_with_its_reason(void **state)
{
	struct world *w = *state;
	struct holder other = { .store = store_open(w->path, NULL) };
	struct ask ask = confirmed(&w->side);

	w->server.manner = M_REFUSED;
	store_patience(w->side.store, 20);
	outbox_on_change(w->side.box, on_handed_lock, &other);
	assert_true(outbox_send(w->side.box, ask.correlation_id, NULL));
	turn_until_post(w);
	turn_for(w, 60);
	assert_int_equal(other.told, 2);
	unlock(other.store);
	ask = reaches(&w->side, ask.correlation_id, ASK_REJECTED);
	assert_string_equal(ask.refusal, "ERROR_CONTACT_NOT_FOUND");
	assert_true(*ask.refusal_text != '\0');
}

#define T(name) cmocka_unit_test_setup_teardown(name, world_open, world_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_confirmation_says_so_at_once),
		T(what_is_to_be_sent_waits_for_its_record),
		T(no_byte_leaves_before_its_record),
		T(an_answer_is_kept_until_it_can_be_written),
		T(a_refusal_is_kept_with_its_reason),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
