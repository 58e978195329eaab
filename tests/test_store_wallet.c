/* A person that both services know is one, found by any of her names. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "api/store_seal.h"
#include "api/store_wallet.h"

#define ACCOUNT "5f84a0c7-4b29-43f3-8d8e-63a5c8d4b1f9"
#define ADDRESS "0x9086F595C67a0aE52B859fD63CbB984b825B4587"

static int begin(void **state)
{
	*state = store_open(":memory:", NULL);
	return *state ? 0 : 1;
}

static int end(void **state)
{
	store_close(*state);
	return 0;
}

static void what_is_blank_leaves_what_was_known(void **state)
{
	struct wallet_person w = { .customer_account_id = ACCOUNT, .namespace = "usbc.ana.ul" };
	struct wallet_person more = { .customer_account_id = ACCOUNT, .account_address = ADDRESS };
	struct wallet_person found;

	assert_true(store_wallet_put(*state, &w, NULL));
	assert_true(store_wallet_put(*state, &more, NULL));
	assert_int_equal(w.id, more.id);
	assert_true(store_wallet_find(*state, "0x9086f595c67a0ae52b859fd63cbb984b825b4587",
				      &found));
	assert_string_equal(found.namespace, "usbc.ana.ul");
	assert_string_equal(found.account_address, ADDRESS);
	assert_true(store_wallet_find(*state, "USBC.ANA.UL", &found));
	assert_int_equal(found.id, w.id);
	assert_false(store_wallet_find(*state, "usbc.an.ul", &found));
	assert_false(store_wallet_find(*state, "", &found));
}

static void the_customer_of_both_services_is_one(void **state)
{
	struct customer c = { .phone = "+525512045518", .user_token = "usr_1", .name = "Ana Paz" };
	struct customer again = { .phone = "+52 1 55 1204 5518", .email = "ana@example.com" };
	struct wallet_person w = { .customer_account_id = ACCOUNT }, found;
	struct customer found_customer;

	assert_true(store_wallet_put(*state, &w, NULL));	/* nobody's yet */
	assert_true(store_customer_put(*state, &c, NULL));
	w.customer_id = c.id;
	assert_true(store_wallet_put(*state, &w, NULL));
	assert_true(store_customer_put(*state, &again, NULL));
	assert_int_equal(c.id, again.id);
	assert_true(store_wallet_of(*state, again.id, &found));
	assert_string_equal(found.customer_account_id, ACCOUNT);
	assert_true(store_customer_by_id(*state, found.customer_id, &found_customer));
	assert_string_equal(found_customer.name, "Ana Paz");
	assert_string_equal(found_customer.email, "ana@example.com");
}

static void two_people_stay_two(void **state)
{
	struct customer a = { .phone = "+525512045518" }, b = { .phone = "+523312087741" };
	struct wallet_person of_a = { .account_address = ADDRESS };
	struct wallet_person of_b = { .account_address = ADDRESS }, found;

	store_customer_put(*state, &a, NULL);
	store_customer_put(*state, &b, NULL);
	of_a.customer_id = a.id;
	of_b.customer_id = b.id;
	assert_true(store_wallet_put(*state, &of_a, NULL));
	assert_true(store_wallet_put(*state, &of_b, NULL));
	assert_int_not_equal(of_a.id, of_b.id);
	assert_true(store_wallet_of(*state, a.id, &found));
	assert_int_equal(found.id, of_a.id);
}

static void what_was_dropped_is_not_found(void **state)
{
	struct customer c = { .phone = "+525512045518" };
	struct wallet_person w = { .customer_account_id = ACCOUNT }, found;

	store_customer_put(*state, &c, NULL);
	w.customer_id = c.id;
	assert_true(store_wallet_put(*state, &w, NULL));
	assert_true(store_wallet_drop(*state, w.id, NULL));
	assert_false(store_wallet_of(*state, c.id, &found));
	assert_false(store_wallet_find(*state, ACCOUNT, &found));
	assert_true(store_customer_by_id(*state, c.id, &c));
}

int main(void)
{
#define CASE(fn) cmocka_unit_test_setup_teardown(fn, begin, end)
	const struct CMUnitTest tests[] = {
		CASE(what_is_blank_leaves_what_was_known),
		CASE(the_customer_of_both_services_is_one),
		CASE(two_people_stay_two),
		CASE(what_was_dropped_is_not_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
