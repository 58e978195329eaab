/* Corridors and rates agree with the quotes that are made by them. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/lang.h"
#include "tests/world_stage.h"

static const struct refusal_case cases[] = {
	{ "getCorridors", "partner", "{}", 401, "" },
	{ "getCorridors", ALL, "{\"sourceCountry\":\"XX\"}", 500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ "getAvailableOperationType", "admin", USER, 401, "" },
	{ "getAvailableOperationType", ALL, NOBODY, 500, "ERROR_USER_NOT_FOUND" },
	{ "getAvailableOperationType", ALL, CRASH, 500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ "getAvailableOperationsNoUser", "admin", "{}", 401, "" },
	{ "getAvailableOperationsNoUser", ALL, "{\"toPhoneNumber\":\"525512345678\"}", 500,
	  "ERROR_INTERNAL_SERVER_ERROR" },
	{ "getAvailablePayoutMethods", "admin", USER, 401, "" },
	{ "getAvailablePayoutMethods", ALL, NOBODY, 404, "ERROR_USER_NOT_FOUND" },
	{ "getAvailablePayoutMethods", ALL, CRASH, 500, "ERROR_INTERNAL_SERVER_ERROR" },
	{ "getExchangeRates", "partner", "{}", 401, "" },
	{ "getExchangeRates", ALL, "{\"currencyCodeSrc\":\"XXQ\"}", 500,
	  "ERROR_INTERNAL_SERVER_ERROR" },
	{ .op = NULL }
};

static void refusals_are_as_documented(void **state)
{
	static const struct op *const ops[] = {
#define THIS_OP(id) &op_##id,
		OPS_CORRIDORS(THIS_OP) NULL
	};

	(void)state;
	refused_as_documented(cases);
	every_refusal_has_a_case(ops, cases);
}

static json_t *lite(struct stage *s, const json_t *corridor, double amount)
{
	char *args = xasprintf(
		"{\"operationType\":\"SendFunds\",\"sourceCountry\":\"%s\","
		"\"sourcePaymentMethodType\":\"%s\",\"destinationCountry\":\"%s\","
		"\"destinationPaymentMethodType\":\"%s\",\"isSenderAmount\":true,"
		"\"amount\":%.2f,\"amountCurrency\":\"%s\",\"destinationCurrency\":\"%s\"}",
		at(corridor, "SourceCountry"), at(corridor, "SourcePaymentMethodType"),
		at(corridor, "DestinationCountry"), at(corridor, "DestinationPaymentMethodType"),
		amount, at(corridor, "SourceCurrency"), at(corridor, "DestinationCurrency"));
	json_t *quote = good(s, "operationQuoteLite", args);

	free(args);
	return quote;
}

/* A quote at this amount gives this reason, and the limits and fees listed. */
static void quote_says(struct stage *s, const json_t *corridor, double amount, const char *reason)
{
	static const char *const fees[][2] = {
		{ "SourceFee", "sourceFee" }, { "TransactionFee", "transactionFee" },
		{ "PartnerFee", "partnerFee" }, { "TenantFee", "tenantFee" },
		{ "DestinationFee", "destinationFee" },
	};
	json_t *quote = lite(s, corridor, amount), *listed = json_object_get(corridor, "Fees");

	assert_string_equal(at(quote, "reason"), reason);
	assert_true(number(quote, "lowerLimit") == number(corridor, "LowerLimit"));
	assert_true(number(quote, "upperLimit") == number(corridor, "UpperLimit"));
	for (size_t i = 0; i < ARRAY_LEN(fees); i++)
		assert_true(number(quote, fees[i][1]) == number(listed, fees[i][0]));
	json_decref(quote);
}

static void each_corridor_can_be_quoted_within_its_limits_alone(void **state)
{
	struct stage s;
	json_t *corridors, *c;
	size_t i;

	(void)state;
	open_stage(&s);
	corridors = good(&s, "getCorridors", "{}");
	assert_true(json_array_size(corridors) > 100);
	json_array_foreach(corridors, i, c) {
		quote_says(&s, c, number(c, "LowerLimit"), "None");
		quote_says(&s, c, number(c, "UpperLimit"), "None");
		quote_says(&s, c, number(c, "UpperLimit") + 1, "LimitsValidation");
	}
	json_decref(corridors);
	close_stage(&s);
}

static void lists_are_narrowed(void **state)
{
	struct stage s;
	json_t *list, *c;
	size_t i;

	(void)state;
	open_stage(&s);
	list = good(&s, "getCorridors",
		    "{\"sourceCountry\":\"US\",\"destinationCountry\":\"MX\"}");
	assert_int_equal(json_array_size(list), 9);
	json_array_foreach(list, i, c) {
		assert_string_equal(at(c, "SourceCountry"), "US");
		assert_string_equal(at(c, "DestinationCurrency"), "MXN");
	}
	json_decref(list);
	list = good(&s, "getCorridors", "{\"destinationCountry\":\"FR\"}");
	assert_int_equal(json_array_size(list), 0);
	json_decref(list);
	list = good(&s, "getCorridors", "{\"operationType\":\"TopUp\"}");
	assert_int_equal(json_array_size(list), 0);
	json_decref(list);
	list = good(&s, "getAvailablePayoutMethods", USER);
	assert_int_equal(json_array_size(list), 3);
	json_decref(list);
	list = good(&s, "getAvailablePayoutMethods",
		    "{\"userToken\":\"$eva\",\"destinationCountry\":\"FR\"}");
	assert_int_equal(json_array_size(list), 0);
	json_decref(list);
	list = good(&s, "getAvailableOperationType", USER);
	assert_string_equal(json_string_value(json_array_get(list, 1)), "RequestFunds");
	json_decref(list);
	list = good(&s, "getAvailableOperationsNoUser", "{\"toPhoneNumber\":\"+525512345678\"}");
	assert_int_equal(json_array_size(list), 2);
	assert_string_equal(at(json_array_get(list, 0), "destinationCurrency"), "MXN");
	json_decref(list);
	close_stage(&s);
}

static void the_rate_is_that_of_quotes(void **state)
{
	struct stage s;
	json_t *rates, *rate, *quote;
	int64_t since;

	(void)state;
	open_stage(&s);
	rates = good(&s, "getExchangeRates",
		     "{\"currencyCodeSrc\":\"USD\",\"currencyCodeDest\":\"MXN\"}");
	assert_int_equal(json_array_size(rates), 1);
	rate = json_array_get(rates, 0);
	quote = good(&s, "operationQuoteLite", LITE("true", "100", "USD", "UBN", "MX"));
	assert_true(number(rate, "exchangeRate") == number(quote, "exchangeRate"));
	since = wall_ms() - parse_time(at(rate, "exchangeRateUpdatedAt"));
	assert_true(since >= 0 && since < 3600000);
	json_decref(quote);
	json_decref(rates);
	rates = good(&s, "getExchangeRates", "{}");
	assert_int_equal(json_array_size(rates), 42);
	json_decref(rates);
	close_stage(&s);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(refusals_are_as_documented),
		cmocka_unit_test(each_corridor_can_be_quoted_within_its_limits_alone),
		cmocka_unit_test(lists_are_narrowed),
		cmocka_unit_test(the_rate_is_that_of_quotes),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
