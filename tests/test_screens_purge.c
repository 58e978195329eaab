/* Deleting a customer at the desk: from the palette, for the customers of either
 * service, and nothing of her is left in what this run remembers. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/lang.h"
#include "screens/omni.h"
#include "tests/desk.h"

#define ACCOUNT "5f84a0c7-4b29-43f3-8d8e-63a5c8d4b1f9"
#define EMAIL "ana.paz@example.com"

/* How many calls of this run speak of her. */
static int spoken(const struct desk *d, const char *word)
{
	int n = 0;

	for (int i = 0; i < journal_count(d->journal); i++) {
		const struct exchange *x = journal_nth(d->journal, i);
		json_t *all = json_pack("{s:s?, s:O?, s:O?}", "url", x->url, "request", x->request,
					"response", x->response);
		char *text = json_dumps(all, 0);

		n += strstr(text, word) != NULL;
		free(text);
		json_decref(all);
	}
	return n;
}

static void ask_for_deletion(struct desk *d)
{
	app_key(&d->app, K_CTRL('P'));
	desk_type(&d->app, "delete this<Enter>");
	assert_string_equal(d->app.top->ops->name, "purge");
}

static void a_customer_is_deleted_by_the_end_of_her_phone(void **state)
{
	struct desk *d = *state;
	struct customer c = { .name = "María Núñez" };
	char phone[24];
	int calls;

	desk_customer(d, STEP_METHOD);
	text_put(phone, sizeof(phone), fact_of(&d->app, "phone"));
	text_put(c.phone, sizeof(c.phone), phone);
	assert_true(store_customer_put(d->store, &c, NULL));
	calls = journal_count(d->journal);
	assert_true(spoken(d, phone + 1) > 0);
	ask_for_deletion(d);
	desk_type(&d->app, "0000<F10>");
	assert_true(desk_shows(&d->app, "to say that she is meant"));
	assert_true(spoken(d, phone + 1) > 0);
	desk_type(&d->app, "<Back><Back><Back><Back>");
	desk_type(&d->app, phone + strlen(phone) - 4);
	desk_type(&d->app, "<F10>");
	assert_string_equal(d->app.top->ops->name, "home");
	assert_int_equal(spoken(d, phone + 1), 0);
	assert_true(journal_count(d->journal) >= calls);	/* serials have no gaps */
	assert_false(store_customer_get(d->store, phone, &c));
}

/* Known by e-mail alone: her calls and transfers name her account. */
static void a_wallet_customer_is_deleted_with_what_names_her_account(void **state)
{
	struct desk *d = *state;
	struct ask ask = { .correlation_id = "7011cefb-0c0b-48c1-a68a-7134d32e61e4",
			   .op = "achIn", .user_token = ACCOUNT, .customer = "Ana Paz",
			   .payer = "usbc.ana.ul", .amount = { 7725, "USBC" }, .state = ASK_DONE,
			   .created_at = 1, .updated_at = 1 };
	struct customer c;

	assert_true(omni_take(&d->app, EMAIL, NULL));
	omni_learn(&d->app, "customerAccountId", ACCOUNT);
	assert_true(store_ask_add(d->store, &ask, NULL));
	app_push(&d->app, &op_screen, &op_getPiiCustomerDetails);
	desk_type(&d->app, "<F10>");
	desk_await(&d->app, "HTTP 200");
	app_pop(&d->app);
	assert_true(spoken(d, ACCOUNT) > 0);
	app_push(&d->app, &omni_screen, NULL);
	ask_for_deletion(d);
	desk_type(&d->app, "ana.<F10>");
	assert_string_equal(d->app.top->ops->name, "home");
	assert_false(omni_has_person(&d->app));
	assert_int_equal(spoken(d, ACCOUNT), 0);
	assert_false(store_customer_get(d->store, EMAIL, &c));
	assert_true(store_ask_get(d->store, ask.correlation_id, &ask));
	assert_string_equal(ask.customer, "");
	assert_string_equal(ask.user_token, "");
	assert_int_equal(ask.amount.minor, 7725);
}

/* Nobody else who is known so goes with her. */
static void whoever_is_known_by_her_wallet_alone_is_deleted_too(void **state)
{
	struct desk *d = *state;
	struct wallet_person w;

	assert_true(omni_take(&d->app, "usbc.eva.ul", NULL));
	omni_let_go(&d->app);
	assert_true(omni_take(&d->app, "usbc.ana.ul", NULL));
	app_push(&d->app, &omni_screen, NULL);
	ask_for_deletion(d);
	assert_true(desk_shows(&d->app, "usbc.ana.ul: this would go: 1 customer."));
	desk_type(&d->app, "usbc<F10>");
	assert_string_equal(d->app.top->ops->name, "home");
	assert_false(store_wallet_find(d->store, "usbc.ana.ul", &w));
	assert_true(store_wallet_find(d->store, "usbc.eva.ul", &w));
}

int main(void)
{
#define CASE(fn) cmocka_unit_test_setup_teardown(fn, desk_begin, desk_end)
	const struct CMUnitTest tests[] = {
		CASE(a_customer_is_deleted_by_the_end_of_her_phone),
		CASE(a_wallet_customer_is_deleted_with_what_names_her_account),
		CASE(whoever_is_known_by_her_wallet_alone_is_deleted_too),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
