#include "tests/somebody.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/store_runs.h"
#include "tests/needles.h"

void somebody_ask(struct ask *ask, const char *id, int64_t at)
{
	*ask = (struct ask){
		.user_token = "usr_1", .customer = "María Núñez", .customer_phone = PHONE,
		.payer = "Hugo Trujillo", .payer_phone = PAYER, .payer_country = "US",
		.amount = { .minor = 50000, .currency = "MXN" }, .method_id = "pm_1",
		.method = "UBN " ACCOUNT, .note = "for Hugo Trujillo", .state = ASK_UNKNOWN,
		.link = "https://links.example/Trujillo",
		.refusal_text = "María Núñez is not there",
		.key = PHONE, .closed = "Hugo Trujillo: because", .created_at = at,
	};
	snprintf(ask->correlation_id, sizeof(ask->correlation_id), "%s", id);
}

void somebody_calls(struct store *store)
{
	struct journal *journal = journal_new(4);
	struct exchange *x = journal_begin(journal, &op_getProfile);

	x->method = xstrdup("GET");
	x->url = xstrdup("https://host/v1/user?phoneNumber=" PHONE);
	x->request = json_pack("{s:s}", "firstName", "Trujillo");
	x->response = json_pack("{s:s}", "email", EMAIL);
	x->response_text = xstrdup("account " ACCOUNT);
	x->done = true;
	store_calls_keep(store, journal, 100);
	journal_free(journal);
}

void somebody_fill(struct store *store)
{
	struct customer c = { .phone = PHONE, .email = EMAIL, .user_token = "usr_1",
			      .name = "María Núñez", .status = "Completed", .seen_at = 7 };
	struct journey_row row = { .name = "María Núñez", .alias = PHONE, .user_token = "usr_1",
				   .updated_at = 5, .doc = xstrdup("{\"email\":\"" EMAIL "\"}") };
	struct webhook_event event = { .verdict = WEBHOOK_GOOD, .at = 9,
				       .body = xstrdup("{\"to\":\"" EMAIL "\"}"),
				       .headers = xstrdup("X-Name: Trujillo") };
	struct run_result result = { .scenario = "s", .verdict = "failed", .code = "",
				     .why = "expected Trujillo" };
	struct ask ask, twin;
	struct err err;

	somebody_ask(&ask, ID, 1);
	assert_true(store_customer_put(store, &c, &err));
	assert_true(store_journey_put(store, &row, &err));
	assert_true(store_ask_confirm(store, &ask, "{\"to\":\"" EMAIL "\"}", &twin, &err));
	assert_true(store_ask_event(store, ID, "closed by %s|Hugo Trujillo", &err));
	assert_true(store_ask_keep_answer(store, ID, "{\"to\":\"" EMAIL "\"}", &err));
	assert_true(store_event_add(store, &event, &err));
	store_run_keep(store, 1, "https://host", &result, 1);
	somebody_calls(store);
	journey_row_release(&row);
	webhook_event_release(&event);
}

static void add_needles(struct needles *n)
{
	needles_add(n, "phone", PHONE);
	needles_add(n, "number", &PHONE[3]);
	needles_add(n, "e-mail", EMAIL);
	needles_add(n, "name", "María");
	needles_add(n, "family name", "Núñez");
	needles_add(n, "folded name", "nunez");
	needles_add(n, "payer", "Trujillo");
	needles_add(n, "payer's phone", &PAYER[1]);
	needles_add(n, "account", ACCOUNT);
}

long somebody_plain(const struct place *p)
{
	struct needles *n = xcalloc(1, sizeof(*n));
	char *folder = xasprintf("%s/state", p->dir);
	long hits;

	add_needles(n);
	needles_in_tree(n, folder, NULL);
	hits = n->hits;
	free(folder);
	free(n);
	return hits;
}

void somebody_check(struct store *store)
{
	struct customer c = { 0 };
	struct journey_row row;
	struct webhook_event event;
	struct ask ask, want;
	struct ask_event line;
	struct exchange x;
	char *text;

	assert_true(store_customer_get(store, EMAIL, &c));
	assert_string_equal(c.phone, PHONE);
	assert_string_equal(c.name, "María Núñez");
	assert_int_equal(store_customers_find(store, "nun", &c, 1), 1);
	assert_true(store_journey_by_alias(store, PHONE, &row));
	assert_string_equal(row.doc, "{\"email\":\"" EMAIL "\"}");
	journey_row_release(&row);
	somebody_ask(&want, ID, 1);
	assert_true(store_ask_get(store, ID, &ask));
	assert_string_equal(ask.customer, want.customer);
	assert_string_equal(ask.payer_phone, want.payer_phone);
	assert_string_equal(ask.method, want.method);
	assert_string_equal(ask.note, want.note);
	assert_string_equal(ask.link, want.link);
	assert_string_equal(ask.refusal_text, want.refusal_text);
	assert_string_equal(ask.key, want.key);
	assert_string_equal(ask.closed, want.closed);
	assert_int_equal(store_ask_events(store, ID, &line, 1), 1);
	assert_string_equal(line.what, "closed by Hugo Trujillo");
	text = store_ask_body(store, ID);
	assert_string_equal(text, "{\"to\":\"" EMAIL "\"}");
	free(text);
	text = store_ask_answer(store, ID);
	assert_string_equal(text, "{\"to\":\"" EMAIL "\"}");
	free(text);
	assert_true(store_event_get(store, 1, &event));
	assert_string_equal(event.body, "{\"to\":\"" EMAIL "\"}");
	webhook_event_release(&event);
	assert_true(store_call_get(store, 1, &x));
	assert_string_equal(x.url, "https://host/v1/user?phoneNumber=" PHONE);
	assert_string_equal(json_string_value(json_object_get(x.response, "email")), EMAIL);
	exchange_release(&x);
	assert_int_equal(store_spoilt(store), 0);
}
