/* Names that imitate others, where an agent chooses by them: the sign, the word and
 * the last four digits stand beside them, at 80 columns and in both languages. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "tests/desk.h"

#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"

static const char contacts[] = HEAD
	"[{\"firstName\":\"Hugo\",\"lastName\":\"Tru\",\"phone\":\"+19165550149\","
	"\"countryCode\":\"US\",\"alias\":\"\",\"email\":\"\"},"
	"{\"firstName\":\"Hugo\",\"lastName\":\"Тru\",\"phone\":\"+19165550277\","
	"\"countryCode\":\"US\",\"alias\":\"\",\"email\":\"\"},"
	"{\"firstName\":\"Ra\\u200bsa\",\"lastName\":\"Díaz\",\"phone\":\"+19165550312\","
	"\"countryCode\":\"US\",\"alias\":\"\",\"email\":\"\"},"
	"{\"firstName\":\"María José\",\"lastName\":\"Peña\",\"phone\":\"+19165550450\","
	"\"countryCode\":\"US\",\"alias\":\"\",\"email\":\"\"}]";

static const char methods[] = HEAD
	"[{\"type\":\"UBN\",\"id\":\"b28cd13a-df67-46db-9f2d-c48e634789d6\","
	"\"name\":\"002320275621938815\",\"number\":\"002320275621938815\","
	"\"status\":\"ValidatedPush\",\"isPrimary\":true,\"canOperate\":true,"
	"\"bankName\":\"Bаnamex\",\"accountNumber\":\"002320275621938815\"}]";

static const struct edit edits[] = {
	{ .path = "/v1/user/contacts", .bytes = contacts },
	{ .path = "/v1/user/funding/source/get-receiving-methods", .bytes = methods },
	{ 0 }
};

struct counter {
	struct desk d;
	struct between between;
};

static int begin(void **state)
{
	struct counter *s = xcalloc(1, sizeof(*s));

	desk_open_between(&s->d, "partner_full", &s->between, edits);
	*state = s;
	return 0;
}

static int end(void **state)
{
	struct counter *s = *state;

	lang_set("en");
	desk_close(&s->d);
	between_stop(&s->between);
	free(s);
	return 0;
}

static void a_payer_that_imitates_another_is_marked(void **state)
{
	struct counter *s = *state;

	desk_customer(&s->d, STEP_PAYER);
	assert_screen(&s->d.app, "names-payers");
	lang_set("es");
	assert_screen(&s->d.app, "names-payers-es");
}

static void what_is_odd_stands_beside_the_ask(void **state)
{
	struct counter *s = *state;
	struct app *app = &s->d.app;

	desk_customer(&s->d, STEP_METHOD);
	assert_screen(app, "names-method");
	desk_type(app, "<Enter>");
	desk_settle(app);
	desk_type(app, "0277<Enter>");
	desk_settle(app);
	desk_type(app, "<F10>");
	desk_settle(app);
	desk_type(app, "500<F10>");
	assert_string_equal(app->top->ops->name, "confirm");
	assert_screen(app, "names-read-back");
	lang_set("es");
	assert_screen(app, "names-read-back-es");
	desk_type(app, "<Esc>");
	assert_screen(app, "names-ask-es");
}

static void characters_that_nobody_sees_are_told(void **state)
{
	struct counter *s = *state;
	struct app *app = &s->d.app;

	desk_customer(&s->d, STEP_PAYER);
	assert_true(desk_shows(app, "! Rasa Díaz"));
	desk_type(app, "0312<Enter>");
	desk_settle(app);
	assert_true(strstr(journey_get(app->journey, "payer.odd"), "8 ") != NULL);
	flow_goto(app, STEP_PAYER);
	desk_settle(app);
	desk_type(app, "0450<Enter>");
	desk_settle(app);
	assert_string_equal(journey_get(app->journey, "payer.odd"), "");
}

static void a_name_that_is_being_added_is_judged_as_well(void **state)
{
	struct counter *s = *state;
	struct app *app = &s->d.app;

	desk_customer(&s->d, STEP_PAYER);
	desk_type(app, "<F2>María José<Tab>Peña<Tab>+19165550188");
	assert_true(desk_shows(app, "! same name as ···· 0450"));
	desk_type(app, "<Esc>");
	desk_type(app, "<F2><Tab><Tab><Back><Back><Back><Back>0450");
	assert_false(desk_shows(app, "! same name"));
}

static void a_customer_found_by_name_is_marked(void **state)
{
	struct counter *s = *state;
	struct customer honest = { .phone = "+525521206703", .name = "Ana Paz", .seen_at = 1 };
	struct customer other = { .phone = "+525521206704", .name = "Аna Paz", .seen_at = 2 };

	store_customer_put(s->d.store, &honest, NULL);
	store_customer_put(s->d.store, &other, NULL);
	desk_type(&s->d.app, "+5255");
	desk_settle(&s->d.app);
	assert_screen(&s->d.app, "names-home");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_payer_that_imitates_another_is_marked, begin,
						end),
		cmocka_unit_test_setup_teardown(what_is_odd_stands_beside_the_ask, begin, end),
		cmocka_unit_test_setup_teardown(characters_that_nobody_sees_are_told, begin, end),
		cmocka_unit_test_setup_teardown(a_name_that_is_being_added_is_judged_as_well,
						begin, end),
		cmocka_unit_test_setup_teardown(a_customer_found_by_name_is_marked, begin, end),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
