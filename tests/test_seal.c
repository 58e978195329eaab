/* Personal data at rest: sealed, found all the same, and never in the way of the
 * states of asks. */

#include "tests/somebody.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/lang.h"

/* ---- ciphers ---- */

static void a_text_opens_with_its_key_in_its_place_alone(void **state)
{
	unsigned char key[SEAL_KEY] = { 1 }, other[SEAL_KEY] = { 2 };
	unsigned char sealed[4 + SEAL_MORE], again[4 + SEAL_MORE];
	char out[5] = "";

	(void)state;
	seal_close(key, "customers.name 1", "Ana!", 4, sealed);
	seal_close(key, "customers.name 1", "Ana!", 4, again);
	assert_memory_not_equal(sealed, again, sizeof(sealed));
	assert_true(seal_open(key, "customers.name 1", sealed, sizeof(sealed), out));
	assert_string_equal(out, "Ana!");
	assert_false(seal_open(other, "customers.name 1", sealed, sizeof(sealed), out));
	assert_false(seal_open(key, "customers.name 2", sealed, sizeof(sealed), out));
	assert_false(seal_open(key, "customers.phone 1", sealed, sizeof(sealed), out));
	for (size_t i = 0; i < sizeof(sealed); i++) {
		sealed[i] ^= 1;
		assert_false(seal_open(key, "customers.name 1", sealed, sizeof(sealed), out));
		sealed[i] ^= 1;
	}
	for (size_t n = 0; n < sizeof(sealed); n++)
		assert_false(seal_open(key, "customers.name 1", sealed, n, out));
}

static void who_has_the_public_half_can_seal_and_not_open(void **state)
{
	unsigned char master[SEAL_KEY] = { 1 }, other[SEAL_KEY] = { 2 };
	struct seal_ring *ring = seal_ring_new(master), *wrong = seal_ring_new(other);
	unsigned char sealed[4 + SEAL_BOX_MORE];
	char out[5] = "";

	(void)state;
	seal_post(ring->post, "asks.link 1", "Ana!", 4, sealed);
	assert_true(seal_is_posted(sealed, sizeof(sealed)));
	assert_true(seal_unpost(ring, "asks.link 1", sealed, sizeof(sealed), out));
	assert_string_equal(out, "Ana!");
	assert_false(seal_unpost(ring, "asks.link 2", sealed, sizeof(sealed), out));
	assert_false(seal_unpost(wrong, "asks.link 1", sealed, sizeof(sealed), out));
	assert_false(seal_unpost(ring, "asks.link 1", sealed, SEAL_BOX_MORE - 1, out));
	seal_ring_free(ring);
	seal_ring_free(wrong);
}

static void a_passphrase_gives_one_key_for_each_salt(void **state)
{
	struct seal_recipe one, two;
	unsigned char a[SEAL_KEY], b[SEAL_KEY];

	(void)state;
	seal_recipe(&one, true);
	seal_recipe(&two, true);
	assert_true(seal_derive(&one, "open sesame", a) && seal_derive(&one, "open sesame", b));
	assert_memory_equal(a, b, sizeof(a));
	assert_true(seal_derive(&two, "open sesame", b));
	assert_memory_not_equal(a, b, sizeof(a));
	assert_true(seal_derive(&one, "open sesamE", b));
	assert_memory_not_equal(a, b, sizeof(a));
}

static void nothing_of_a_person_lies_in_the_files(void **state)
{
	struct place *p = *state;
	struct store *store = opened(p);

	somebody_fill(store);
	assert_int_equal(somebody_plain(p), 0);	/* with a log beside the file */
	somebody_check(store);
	store_close(store);
	assert_int_equal(somebody_plain(p), 0);
	store = opened(p);
	somebody_check(store);
	store_close(store);
}

/* ---- cells in the wrong place ---- */

static void cells_that_were_moved_do_not_open(void **state)
{
	static const char *const swaps[] = {
		"UPDATE customers SET phone = (SELECT phone FROM customers AS o WHERE o.id = 3 - "
		"customers.id)",
		"UPDATE customers SET phone = email",
		"UPDATE asks SET payer = customer",
		"UPDATE asks SET link = (SELECT link FROM asks AS o WHERE o.correlation_id <> "
		"asks.correlation_id)",
		"UPDATE asks SET note = 'paid, hand it out'",
	};
	struct place *p = *state;
	struct store *store = opened(p);
	struct customer c = { .phone = "+525599999999", .name = "Ana Paz", .email = "a@b.mx" };
	struct customer list[2];
	struct ask ask, asks[2];

	somebody_fill(store);
	somebody_ask(&ask, OTHER, 2);
	assert_true(store_customer_put(store, &c, NULL));
	assert_true(store_ask_add(store, &ask, NULL));
	store_close(store);
	for (size_t i = 0; i < ARRAY_LEN(swaps); i++) {
		sql(p, swaps[i]);
		store = opened(p);
		assert_int_equal(store_customers_find(store, "", list, 2), 2);
		assert_int_equal(store_asks(store, &(struct ask_query){ .list = ASKS_ALL }, asks,
					    2), 2);
		assert_string_equal(list[1].phone, "");
		if (i >= 2)
			assert_string_equal(asks[0].payer, "");
		if (i >= 3)
			assert_string_equal(asks[1].link, "");
		if (i >= 4)
			assert_string_equal(asks[0].note, "");
		assert_true(store_spoilt(store) > 0);
		assert_int_equal(asks[0].amount.minor, 50000);
		store_close(store);
	}
}

/* ---- before anybody unlocked ---- */

static struct store *locked(const struct place *p)
{
	struct err err = { 0 };
	struct store *store = store_open_locked(p->path, &err);

	if (!store)
		fail_msg("%s", err.text);
	assert_true(store_is_locked(store));
	return store;
}

static void the_state_goes_on_while_it_is_locked(void **state)
{
	struct place *p = *state;
	struct store *store = opened(p);
	struct customer c = { 0 };
	struct ask ask, twin;
	struct err err;

	somebody_fill(store);
	store_close(store);
	store = locked(p);
	assert_true(store_ask_get(store, ID, &ask));
	assert_string_equal(ask.customer, "");
	assert_string_equal(ask.link, "");
	assert_string_equal(ask.user_token, "usr_1");
	assert_int_equal(ask.amount.minor, 50000);
	assert_false(store_customer_get(store, PHONE, &c));
	assert_int_equal(store_customers_find(store, "mar", &c, 1), 0);
	ask.state = ASK_OPEN;
	snprintf(ask.refusal_text, sizeof(ask.refusal_text), "said to Trujillo");
	assert_true(store_ask_move(store, ASK_UNKNOWN, &ask, &err));
	assert_true(store_ask_event(store, ID, "closed by %s|Trujillo", &err));
	somebody_calls(store);
	somebody_ask(&ask, OTHER, 3);
	assert_false(store_ask_confirm(store, &ask, NULL, &twin, &err));
	assert_int_equal(err.kind, ERR_STORE);
	store_close(store);
	assert_int_equal(somebody_plain(p), 0);
	store = opened(p);
	assert_true(store_ask_get(store, ID, &ask));
	assert_int_equal(ask.state, ASK_OPEN);
	assert_string_equal(ask.link, "https://links.example/Trujillo");
	assert_string_equal(ask.refusal_text, "said to Trujillo");
	assert_int_equal(store_spoilt(store), 0);
	store_close(store);
}

/* ---- keys ---- */

static void the_key_file_is_for_its_owner_alone(void **state)
{
	struct place *p = *state;
	char *key_path = store_key_path(p->path), *aside = xasprintf("%s.aside", key_path);
	struct err err = { 0 };
	struct stat st;

	store_close(opened(p));
	assert_int_equal(stat(key_path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(chmod(key_path, 0640), 0);
	assert_null(store_open(p->path, &err));
	assert_non_null(strstr(err.text, "can be read by others"));
	assert_int_equal(rename(key_path, aside), 0);
	assert_null(store_open(p->path, &err));
	assert_non_null(strstr(err.text, "is not there"));
	assert_int_equal(access(key_path, F_OK), -1);	/* no other is made in its place */
	assert_true(file_write(key_path, "0123456789abcdef\n", 17, &err));
	assert_null(store_open(p->path, &err));
	assert_non_null(strstr(err.text, "does not fit"));
	assert_int_equal(rename(aside, key_path), 0);
	assert_int_equal(chmod(key_path, 0600), 0);
	store_close(opened(p));
	free(aside);
	free(key_path);
}

static void a_passphrase_takes_the_place_of_the_key_file(void **state)
{
	struct place *p = *state;
	struct store *store = opened(p);
	unsigned char key[SEAL_KEY], wrong[SEAL_KEY];
	struct seal_recipe recipe, kept;
	struct err err = { 0 };

	somebody_fill(store);
	seal_recipe(&recipe, true);
	assert_true(seal_derive(&recipe, "open sesame", key));
	assert_true(store_reseal(store, &recipe, key, &err));
	store_close(store);
	store = locked(p);
	assert_int_equal(store_seal_kind(store), SEAL_PASSPHRASE);
	assert_true(store_recipe(store, &kept));
	assert_true(seal_derive(&kept, "close sesame", wrong));
	assert_false(store_unlock(store, SEAL_PASSPHRASE, wrong, &err));
	assert_non_null(strstr(err.text, "not the passphrase"));
	assert_true(store_is_locked(store));
	assert_true(seal_derive(&kept, "open sesame", wrong));
	assert_true(store_unlock(store, SEAL_PASSPHRASE, wrong, &err));
	somebody_check(store);
	store_close(store);
}

#define T(name) cmocka_unit_test_setup_teardown(name, place_open, place_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_text_opens_with_its_key_in_its_place_alone),
		T(who_has_the_public_half_can_seal_and_not_open),
		T(a_passphrase_gives_one_key_for_each_salt),
		T(nothing_of_a_person_lies_in_the_files),
		T(cells_that_were_moved_do_not_open),
		T(the_state_goes_on_while_it_is_locked),
		T(the_key_file_is_for_its_owner_alone),
		T(a_passphrase_takes_the_place_of_the_key_file),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
