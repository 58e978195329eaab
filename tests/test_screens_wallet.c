/* What the screens of wallets say of what came: movements and fraud checks in words,
 * changes of personal data side by side, and who was shown what. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include <cmocka.h>

#include "api/lang.h"
#include "api/store_disclosures.h"
#include "screens/pii.h"
#include "screens/wallet.h"
#include "screens/wallet_words.h"
#include "tests/desk.h"
#include "tests/samples.h"

static void is(char *got, const char *want)
{
	assert_string_equal(got, want);
	free(got);
}

/* ---- movements ---- */

static void check_movement(const struct sample *s)
{
	struct movement m;
	bool old = s->op == &op_getHistory;

	if (s->status != 200 || (!old && s->op != &op_getHistoryV2))
		return;
	m = movement_of(s->op, sample_at(s, "data.0"));
	is(movement_other(&m), old ? "itech_sheetalus_ul" : "narendracorpbank.automationu.ul");
	assert_int_equal(movement_goes_out(&m), !old);
	assert_int_equal(movement_failed(&m), !old);
	is(movement_value(&m, "amount"), old ? "2.00" : "1.00");
	is(movement_failure(&m), old ? "" : "Stored value per month criteria not met [ULTT0010]");
	is(movement_fraud(&m), !json_object_get(m.item, "fraudDetails") ? "" :
	   "It could not be checked for fraud. What kept it from being checked: Execution error.");
}

static void the_vendors_movements_in_words(void **state)
{
	(void)state;
	samples_each("omnumi_wallet.txt", check_movement);
}

static void fraud_says(const char *json, const char *words)
{
	json_t *item = json_loads(json, 0, NULL);
	const struct movement m = movement_of(&op_getHistoryV2, item);

	assert_non_null(item);
	is(movement_fraud(&m), words);
	json_decref(item);
}

static void each_fraud_check_in_words(void **state)
{
	(void)state;
	fraud_says("{}", "");
	fraud_says("{\"fraudDetails\":null}", "");
	fraud_says("{\"fraudDetails\":{\"status\":\"Approved\"}}",
		   "The fraud check found nothing.");
	fraud_says("{\"fraudDetails\":{\"status\":\"Review\",\"appliedRules\":[\"velocity\","
		   "{\"id\":7},\"velocity\"]}}",
		   "The fraud check says: Review. Rules that were applied: velocity, {\"id\":7}.");
	fraud_says("{\"fraudDetails\":{}}", "The fraud check says: ?.");
}

static void without_names_an_address_is_told(void **state)
{
	json_t *item = json_pack("{s:s, s:s, s:s, s:s}", "paymentType", "CREDIT", "from",
				 "0xdddd5eacf20148ac39e4c3ed540ab419da835bce", "fromNamespace",
				 "NA", "fromCustomNamespace", "NA");
	const struct movement m = movement_of(&op_getHistoryV2, item);

	(void)state;
	is(movement_other(&m), "0xdddd…5bce");
	json_decref(item);
}

static void a_wallet_is_named_by_its_form(void **state)
{
	static const struct {
		const char *selector, *key;
	} rows[] = {
		{ "0x9086F595C67a0aE52B859fD63CbB984b825B4587", "walletAddress" },
		{ "usbc.ana.ul", "nameSpace" }, { "partner-xyz", "customNameSpace" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		json_t *args = wallet_selector(rows[i].selector);

		assert_int_equal(json_object_size(args), 1);
		assert_string_equal(word_of(args, rows[i].key), rows[i].selector);
		json_decref(args);
	}
}

/* ---- personal data ---- */

static const struct field *details(void)
{
	return field_find(op_getPiiCustomerDetails.out, "data.historyData.oldDetails")->fields;
}

static void differs(const char *before, const char *after, const char *want)
{
	json_t *old = json_loads(before, 0, NULL), *new = json_loads(after, 0, NULL);
	struct pii_difference list[8];
	struct str all = { 0 };
	int n = pii_differences(details(), old, new, list, ARRAY_LEN(list));

	for (int i = 0; i < n; i++)
		str_addf(&all, "%s%s: %s > %s", i ? "; " : "", list[i].label, list[i].before,
			 list[i].after);
	assert_string_equal(all.s ? all.s : "", want);
	pii_differences_release(list, n);
	str_release(&all);
	json_decref(old);
	json_decref(new);
}

static void only_what_changed_is_told_and_masked(void **state)
{
	(void)state;
	differs("{\"firstName\":\"John\",\"gender\":\"male\"}",
		"{\"firstName\":\"Jon\",\"gender\":\"male\"}", "First name(s): John > Jon");
	differs("{\"address\":{\"city\":\"Puebla\",\"state\":\"PUE\"}}",
		"{\"address\":{\"city\":\"Tepic\",\"state\":\"PUE\"}}",
		"Address, City: Puebla > Tepic");
	differs("{}", "{\"ssn\":\"122-22-2332\"}", "Social security number:  > ···· 2332");
	differs("{\"bankAccountDetails\":{\"bankAccountNumber\":\"Ul22440412\"}}",
		"{\"bankAccountDetails\":{\"bankAccountNumber\":\"Ul99990412\"}}",
		"Bank account, Account number: ···· 0412 > ···· 0412");
	differs("{\"tax\":{\"idNumber\":\"134567890\"}}", "{\"tax\":{\"idNumber\":\"1345\"}}",
		"Tax, Tax number: ···· 7890 > ····");
	differs("{\"governmentDocuments\":[{\"content\":\"base64,AAAA\",\"side\":\"front\"}]}",
		"{\"governmentDocuments\":[{\"content\":\"base64,BBBB\",\"side\":\"front\"}]}",
		"Identity papers, Picture: a picture, not shown > a picture, not shown");
	differs("{\"proofOfAddress\":[{\"side\":\"front\"}]}",
		"{\"proofOfAddress\":[{\"side\":\"front\"},{\"side\":\"back\"}]}",
		"Proof of address 2, Side:  > back");
	differs("{\"governmentDocuments\":[{\"expired\":false}]}",
		"{\"governmentDocuments\":[{\"expired\":true}]}",
		"Identity papers, Expired: no > yes");
}

static void more_than_there_is_room_for_is_left_out(void **state)
{
	json_t *old = json_pack("{s:s, s:s}", "firstName", "A", "lastName", "B");
	json_t *new = json_pack("{s:s, s:s}", "firstName", "C", "lastName", "D");
	struct pii_difference list[1];

	(void)state;
	assert_int_equal(pii_differences(details(), old, new, list, 1), 1);
	pii_differences_release(list, 1);
	json_decref(old);
	json_decref(new);
}

/* ---- who was shown what ---- */

static void what_was_shown_is_written_down(void **state)
{
	struct desk *d = *state;
	struct disclosure rows[4];

	assert_int_equal(store_disclosures(d->store, NULL, rows, 4), 0);
	assert_true(store_disclosure_add(d->store, "card number", "···· 5986", NULL));
	assert_true(store_disclosure_add(d->store, "card number", "···· 1111", NULL));
	assert_true(store_disclosure_add(d->store, "personal data", "···· 5986", NULL));
	assert_int_equal(store_disclosures(d->store, NULL, rows, 4), 3);
	assert_int_equal(store_disclosures(d->store, "···· 5986", rows, 4), 2);
	assert_string_equal(rows[0].what, "personal data");
	assert_string_equal(rows[1].what, "card number");
	assert_true(*rows[0].who != '\0');
	assert_true(rows[0].at >= rows[1].at && rows[1].at > wall_ms() - 60000);
	assert_int_equal(store_disclosures(d->store, NULL, rows, 2), 2);
}

/* Another process that does not end its writing. */
static sqlite3 *somebody_writes(const char *path)
{
	sqlite3 *other;

	assert_int_equal(sqlite3_open(path, &other), SQLITE_OK);
	assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	return other;
}

/* What cannot be written down is not shown. */
static void nothing_is_shown_that_is_not_written_down(void **state)
{
	struct desk *d = *state;
	struct err err = { 0 };
	struct store *whole = d->app.store;
	char *path = xasprintf("%s/other.db", d->dir);
	sqlite3 *other;

	omni_take(&d->app, "usbc.ana.ul", &err);
	app_push(&d->app, &cards_screen, NULL);
	desk_await(&d->app, "Cards on offer");
	desk_type(&d->app, "<F10>");
	desk_await(&d->app, "Read this aloud");
	desk_type(&d->app, "<F10>");
	desk_await(&d->app, "Works");
	d->app.store = store_open(path, &err);
	assert_non_null(d->app.store);
	store_patience(d->app.store, 10);
	other = somebody_writes(path);
	desk_type(&d->app, "<F4>");
	desk_await(&d->app, "Show the whole number?");
	desk_type(&d->app, "<F10>");
	desk_settle(&d->app);
	assert_int_equal(d->app.note_kind, NOTE_BAD);
	assert_false(desk_shows(&d->app, "4219"));
	sqlite3_close(other);
	desk_type(&d->app, "<F4>");
	desk_await(&d->app, "Show the whole number?");
	desk_type(&d->app, "<F10>");
	desk_await(&d->app, "4219");
	desk_type(&d->app, "h");
	assert_false(desk_shows(&d->app, "4219"));
	store_close(d->app.store);
	d->app.store = whole;
	free(path);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_vendors_movements_in_words),
		cmocka_unit_test(each_fraud_check_in_words),
		cmocka_unit_test(without_names_an_address_is_told),
		cmocka_unit_test(a_wallet_is_named_by_its_form),
		cmocka_unit_test(only_what_changed_is_told_and_masked),
		cmocka_unit_test(more_than_there_is_room_for_is_left_out),
		cmocka_unit_test_setup_teardown(what_was_shown_is_written_down, desk_begin,
						desk_end),
		cmocka_unit_test_setup_teardown(nothing_is_shown_that_is_not_written_down,
						desk_begin, desk_end),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
