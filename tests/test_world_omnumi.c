/* The wallet service's side of the sandbox: its people, what it keeps, how it writes. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/world_omnumi.h"

extern const char asset_people_json[];

static const struct world_conf conf = { .seed = 1, .host = "http://127.0.0.1:1" };

static void the_world_is_kept(void **state)
{
	struct world *before = world_new(&conf), *after = world_new(&conf);
	json_t *doc, *wallet;

	(void)state;
	om_token_add(before, "one", "somebody", 0);
	wallet = om_wallet_add(before, json_pack("{s:s, s:s}", "accountAddress",
		"0x00000000000000000000000000000000000000Aa", "customNamespace", "eva.eth"));
	assert_ptr_equal(om_wallet(before, "EVA.eth"), wallet);
	assert_string_equal(arg_text(om_customer_by(before, "email", "ANA.PAZ@example.com"),
				     "customerAccountId"), sandbox_wallets()->account);
	doc = world_pack(before);
	assert_true(world_unpack(after, doc));
	assert_string_equal(om_token_holder(after, "one"), "somebody");
	assert_null(om_token_holder(after, "two"));
	assert_non_null(om_wallet(after, "0x00000000000000000000000000000000000000aA"));
	assert_non_null(om_customer(after, sandbox_wallets()->account));
	json_decref(doc);
	world_free(before);
	world_free(after);
}

/* Each of the file's people has a wallet, and is found by phone and by e-mail. */
static void its_people_are_those_of_the_file(void **state)
{
	json_t *people = json_loads(asset_people_json, 0, NULL), *person;
	struct world *world = world_new(&conf);
	size_t i;

	(void)state;
	json_array_foreach(people, i, person) {
		const json_t *record = json_object_get(person, "record");
		json_t *found = om_customer_by(world, "phoneNumber",
					       arg_text(record, "phoneNumber"));
		const char *account = arg_text(found, "customerAccountId");

		assert_non_null(found);
		assert_ptr_equal(om_customer_by(world, "email", arg_text(record, "email")), found);
		assert_string_equal(account, sandbox_wallets()[i].account);
		assert_true(om_is_uuid(account));
		assert_true(om_is_address(arg_text(om_wallet_of(world, "customerAccountId",
							       account), "accountAddress")));
		assert_non_null(om_wallet(world, sandbox_wallets()[i].space));
	}
	assert_null(sandbox_wallets()[i].account);
	json_decref(people);
	world_free(world);
}

static void a_token_ends_by_the_worlds_clock(void **state)
{
	struct world *world = world_new(&conf);

	(void)state;
	om_token_add(world, "short", "eva", 1000);
	assert_string_equal(om_token_holder(world, "short"), "eva");
	world_advance(world, 1000, -1);
	assert_null(om_token_holder(world, "short"));
	assert_non_null(om_token_holder(world, SANDBOX_WALLET_TOKEN));
	assert_null(om_token_holder(world, NULL));
	world_free(world);
}

static void times_and_names_have_their_form(void **state)
{
	char text[OM_TIME_SIZE];

	(void)state;
	om_time(1751891793773, text);
	assert_string_equal(text, "2025-07-07T12:36:33.0000000+00:00");
	assert_true(om_is_address("0x3fD2aE74c5a1f45E9B6f23f7B9c18D52A8e6D8a9"));
	assert_false(om_is_address("0x3fD2aE74c5a1f45E9B6f23f7B9c18D52A8e6D8a"));
	assert_false(om_is_address("3fD2aE74c5a1f45E9B6f23f7B9c18D52A8e6D8a9aa"));
	assert_true(om_is_uuid("1CD4bca0-e30b-449b-8117-cdd9963847df"));
	assert_false(om_is_uuid("1cd4bca0-e30b-449b-8117-cdd9963847d"));
	assert_false(om_is_uuid(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_world_is_kept),
		cmocka_unit_test(its_people_are_those_of_the_file),
		cmocka_unit_test(a_token_ends_by_the_worlds_clock),
		cmocka_unit_test(times_and_names_have_their_form),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
