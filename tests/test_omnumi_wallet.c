/* Wallets: the vendor's examples, adding one, balances and both forms of the history. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/lang.h"
#include "api/refusal.h"
#include "api/world_wallets.h"
#include "tests/samples.h"
#include "tests/world_stage.h"

#define ANA "5f84a0c7-4b29-43f3-8d8e-63a5c8d4b1f9"
#define LUNA "57b99458-f481-4822-b8b3-516d6bd611ca"
#define BADGE "d573926e-358f-482d-8375-6842477ce736"
#define ADDRESS "0x00000000000000000000000000000000000000aa"
#define OWNED(owner, address, more) \
	"{" owner "\"accountAddress\":\"" address "\",\"tokenSymbol\":\"USBC\"," \
	"\"financialBadgeId\":\"" BADGE "\"" more "}"
#define BY_ANA "\"customerAccountId\":\"" ANA "\","
#define HISTORY(who, type, more) "{\"identifier\":\"" who "\",\"type\":\"" type "\"" more "}"

/* What a sample's value becomes for a person. */
static void reads(const struct sample *s, const char *path, const char *words)
{
	char *shown = field_show(field_find(s->op->out, path), sample_at(s, path));

	assert_string_equal(shown, words);
	free(shown);
}

static void check_sample(const struct sample *s)
{
	sample_holds(s);
	if (s->op == &op_getBalance && s->status == 200)
		reads(s, "data.accountBalance", "196.999");
	if (s->op == &op_getHistory && s->status == 200) {
		assert_int_equal(json_array_size(sample_at(s, "data")), 3);
		reads(s, "data.2.amount", "500.00");
		reads(s, "data.0.paymentType", "in");
		reads(s, "data.0.timestamp", "2023-01-05 13:33");
		reads(s, "data.0.isError", "no");
	}
	if (s->op == &op_getHistoryV2 && s->status == 200) {
		reads(s, "data.0.amount", "1.00");
		reads(s, "data.0.paymentType", "out");
		reads(s, "data.0.memo", "");
		reads(s, "data.0.status", "Cancelled");
		reads(s, "data.0.errors.0.error_code", "ULTT0010");
	}
}

static void the_vendors_examples_are_read(void **state)
{
	(void)state;
	assert_int_equal(samples_each("omnumi_wallet.txt", check_sample), 11);
}

/* It is refused with this message. */
static void says(struct stage *s, const char *op, const char *args, const char *message)
{
	struct answer answer = call(s, op, ALL, args);
	struct refusal_entry first = { "", "" };

	assert_int_equal(answer.status, 400);
	refusal_entries(answer.body, &first, 1);
	assert_string_equal(first.message, message);
	json_decref(answer.body);
}

static void balance_is(struct stage *s, const char *who, const char *units)
{
	char *args = xasprintf("{\"identifier\":\"%s\"}", who);
	json_t *body = good(s, "getBalance", args);

	assert_string_equal(at(json_object_get(body, "data"), "accountBalance"), units);
	json_decref(body);
	free(args);
}

static void a_wallet_has_one_owner_and_an_address_of_its_own(void **state)
{
	struct stage s;
	json_t *body;

	(void)state;
	open_stage(&s);
	body = good(&s, "addWallet", OWNED(BY_ANA, ADDRESS, ",\"customNamespace\":\"anita\""));
	assert_string_equal(at(json_object_get(body, "data"), "namespace"), "usbc.ana2.ul");
	json_decref(body);
	balance_is(&s, "usbc.ana2.ul", "0");
	balance_is(&s, "ANITA", "0");
	balance_is(&s, ADDRESS, "0");
	says(&s, "addWallet", OWNED(BY_ANA, "0x00000000000000000000000000000000000000AA", ""),
	     "Please use unique account address");
	says(&s, "addWallet", OWNED(BY_ANA, "0x00000000000000000000000000000000000000ab",
				    ",\"customNamespace\":\"Anita\""),
	     "Custom namespace is already taken");
	do_well(&s, "addWallet", OWNED("\"businessUserId\":\"" LUNA "\",",
				       "0x00000000000000000000000000000000000000ac", ""));
	says(&s, "addWallet", OWNED("", ADDRESS, ""), "Something went wrong, please try again");
	says(&s, "addWallet", OWNED(BY_ANA, "0xabc", ""),
	     "Something went wrong, please try again");
	says(&s, "addWallet", OWNED(BY_ANA "\"businessUserId\":\"" LUNA "\",", ADDRESS, ""),
	     "Something went wrong, please try again");
	says(&s, "addWallet", OWNED("\"customerAccountId\":\"" FRESH "\",", ADDRESS, ""),
	     "Wallet user details not found");
	says(&s, "getBalance", "{\"identifier\":\"nobody.ul\"}",
	     "Unable to fetch balance for address nobody.ul");
	says(&s, "getBalance", "{\"identifier\":\"sunrise.nora.ul\"}",
	     "Identifier does not belong to tenant_id");
	close_stage(&s);
}

/* Memos, newest first as they come: "a, b"; the caller frees. */
static char *memos(struct stage *s, const char *args)
{
	json_t *body = good(s, "getHistoryV2", args), *item;
	struct str all = { 0 };
	size_t i;

	json_array_foreach(json_object_get(body, "data"), i, item)
		str_addf(&all, "%s%s", i ? ", " : "", at(item, "memo"));
	json_decref(body);
	return str_steal(&all);
}

static void listed(struct stage *s, const char *args, const char *want)
{
	char *got = memos(s, args);

	assert_string_equal(got, want);
	free(got);
}

#define CHAIN(more) HISTORY("usbc.ana.ul", "on-chain", more)

static void history_is_filtered_sorted_and_paged(void **state)
{
	struct stage s;

	(void)state;
	open_stage(&s);
	listed(&s, CHAIN(""), "Renta de junio, Renta de junio, Boda de Lupita, Comida, "
	       "Renta de mayo");
	listed(&s, CHAIN(",\"sort\":\"asc\",\"pageSize\":2"), "Renta de mayo, Comida");
	listed(&s, CHAIN(",\"sort\":\"asc\",\"pageSize\":2,\"page\":2"),
	       "Boda de Lupita, Renta de junio");
	listed(&s, CHAIN(",\"pageSize\":2,\"page\":4"), "");
	listed(&s, CHAIN(",\"memo\":\"RENTA\""), "Renta de junio, Renta de junio, Renta de mayo");
	listed(&s, CHAIN(",\"secondaryIdentifier\":\"usbc.jorge.ul\""), "Boda de Lupita");
	listed(&s, HISTORY("usbc.luis.ul", "on-chain", ",\"secondaryIdentifier\":\"usbc.ana.ul\","
			   "\"memo\":\"comida\""), "Comida");
	listed(&s, HISTORY("usbc.ana.ul", "off-chain", ""), "NA, Recarga");
	listed(&s, CHAIN(",\"startdate\":\"01/01/2099\""), "");
	listed(&s, CHAIN(",\"enddate\":\"01/01/2001\""), "");
	says(&s, "getHistoryV2", CHAIN(",\"secondaryIdentifier\":\"x.ul\""),
	     "No address found for namespace x.ul");
	close_stage(&s);
}

static void dates_hold_both_their_days(void **state)
{
	struct stage s;
	json_t *body, *item;
	char day[16], *args;

	(void)state;
	open_stage(&s);
	body = good(&s, "getHistoryV2", CHAIN(",\"memo\":\"lupita\""));
	item = json_array_get(json_object_get(body, "data"), 0);
	snprintf(day, sizeof(day), "%.2s/%.2s/%.4s", at(item, "createdAt") + 5,
		 at(item, "createdAt") + 8, at(item, "createdAt"));
	args = xasprintf(CHAIN(",\"startdate\":\"%s\",\"enddate\":\"%s\""), day, day);
	listed(&s, args, "Boda de Lupita");
	free(args);
	json_decref(body);
	close_stage(&s);
}

static void both_forms_tell_the_same_in_their_own_way(void **state)
{
	struct stage s;
	json_t *first, *second, *old, *new;

	(void)state;
	open_stage(&s);
	first = good(&s, "getHistory", CHAIN(",\"memo\":\"lupita\""));
	second = good(&s, "getHistoryV2", CHAIN(",\"memo\":\"lupita\""));
	old = json_array_get(json_object_get(first, "data"), 0);
	new = json_array_get(json_object_get(second, "data"), 0);
	assert_string_equal(at(old, "amount"), "75250000000000000000");
	assert_true(number(new, "amount") == 75.25);
	assert_string_equal(at(old, "paymentType"), "debit");
	assert_string_equal(at(new, "paymentType"), "DEBIT");
	assert_true(strtoll(at(old, "timestamp"), NULL, 10) ==
		    json_integer_value(json_object_get(new, "timestamp")));
	assert_string_equal(at(old, "toNamespace"), at(new, "toNamespace"));
	assert_string_equal(at(json_object_get(new, "fraudDetails"), "status"), "Approved");
	json_decref(first);
	json_decref(second);
	close_stage(&s);
}

static void the_older_version_knows_no_fraud_check_and_no_business(void **state)
{
	const struct world_conf conf = { .seed = 1, .host = "http://127.0.0.1:1",
					 .omnumi_version = "3.1.0" };
	struct stage s;
	json_t *body;

	(void)state;
	open_stage(&s);
	world_free(s.world);
	s.world = world_new(&conf);
	body = good(&s, "getHistoryV2", CHAIN(""));
	assert_null(json_object_get(json_array_get(json_object_get(body, "data"), 0),
				    "fraudDetails"));
	json_decref(body);
	do_well(&s, "addWallet", OWNED(BY_ANA "\"businessUserId\":\"" FRESH "\",", ADDRESS, ""));
	close_stage(&s);
}

static void what_moves_is_on_both_sides_to_the_last_unit(void **state)
{
	struct stage s;
	struct om_move move = { .units = "1", .memo = "Un pelo", .method = "ACH" };

	(void)state;
	open_stage(&s);
	move.from = om_wallet(s.world, "usbc.ana.ul");
	move.to = om_wallet(s.world, "usbc.rosa.ul");
	assert_true(om_move(s.world, &move));
	balance_is(&s, "usbc.ana.ul", "1250499999999999999999");
	balance_is(&s, "usbc.rosa.ul", "1");
	listed(&s, HISTORY("usbc.rosa.ul", "on-chain", ""), "Un pelo");
	move.units = "1250500000000000000000";
	assert_false(om_move(s.world, &move));
	balance_is(&s, "usbc.ana.ul", "1250499999999999999999");
	move = (struct om_move){ .to = move.to, .units = "99", .off_chain = true };
	assert_true(om_move(s.world, &move));
	balance_is(&s, "usbc.rosa.ul", "100");
	listed(&s, HISTORY("usbc.rosa.ul", "off-chain", ""), "NA");
	close_stage(&s);
}

static void a_transfer_is_announced(void **state)
{
	struct stage s;
	json_t *body;

	(void)state;
	open_stage(&s);
	body = good(&s, "createCorrelation", "{\"memo\":\"m\",\"ip\":\"127.0.0.1\","
		    "\"deviceId\":\"d\"}");
	assert_int_equal(strlen(at(json_object_get(body, "data"), "correlationId")), 36);
	json_decref(body);
	close_stage(&s);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_vendors_examples_are_read),
		cmocka_unit_test(a_wallet_has_one_owner_and_an_address_of_its_own),
		cmocka_unit_test(history_is_filtered_sorted_and_paged),
		cmocka_unit_test(dates_hold_both_their_days),
		cmocka_unit_test(both_forms_tell_the_same_in_their_own_way),
		cmocka_unit_test(the_older_version_knows_no_fraud_check_and_no_business),
		cmocka_unit_test(what_moves_is_on_both_sides_to_the_last_unit),
		cmocka_unit_test(a_transfer_is_announced),
	};

	setenv("TZ", "UTC", 1);
	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
