/* The scenario matrix as data: every row can be read, names steps and fields
 * that there are, and is found by its words. */

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/lang.h"
#include "api/runner_own.h"

/* In a success or in a refusal. */
static bool is_told(const struct op *op, const char *key)
{
	for (const struct answer_doc *a = op->answers; a->status; a++)
		if (a->more && field_find(a->more, key))
			return true;
	return op->out && field_find(op->out, key);
}

static void check_item(const char *where, const struct op *op, const struct item *item)
{
	if (item->kind == ITEM_BAD)
		fail_msg("%s: “%s” is no item", where, item->name);
	if ((item->kind == ITEM_FIELD || item->kind == ITEM_WITHOUT) &&
	    !field_find(op->in, item->name))
		fail_msg("%s: %s takes no “%s”", where, op->name, item->name);
	if (item->kind == ITEM_EXPECT && *item->name && !is_told(op, item->name))
		fail_msg("%s: %s gives no “%s”", where, op->name, item->name);
}

static void check_row(const char *where, const struct op *op, const char *row)
{
	struct item item;

	while (row && item_next(&row, &item)) {
		check_item(where, op, &item);
		item_release(&item);
	}
}

static bool is_kept(const struct plan *plan, const char *name)
{
	for (int i = 0; i < plan->n; i++)
		if (step_keeps(plan->list[i].step, name))
			return true;
	return false;
}

/* Every ${name} is a fresh value or kept by a step that is made by then. */
static void check_names(const char *where, const char *text, const struct plan *plan)
{
	while (text && (text = strstr(text, "${"))) {
		char *name = xstrndup(text + 2, strcspn(text + 2, "}"));
		char *fresh = fresh_value(&(struct fresh){ .country = "MX" }, name);

		if (!fresh && !is_kept(plan, name))
			fail_msg("%s: nothing keeps “%s”", where, name);
		free(fresh);
		free(name);
		text += 2;
	}
}

static void every_name_is_kept(void **state)
{
	struct scenarios all;
	struct plan plan;

	(void)state;
	scenarios_make(&all);
	for (int i = 0; i < all.n; i++) {
		plan_make(&plan, &all.list[i]);
		check_names(all.list[i].id, all.list[i].how, &plan);
		for (int k = plan.n - 1; k >= 0; k--) {
			plan.n = k;	/* what was made before this step */
			check_names(plan.list[k].step->name, plan.list[k].step->set, &plan);
		}
	}
	scenarios_release(&all);
}

static void every_row_can_be_read(void **state)
{
	struct scenarios all;

	(void)state;
	scenarios_make(&all);
	for (int i = 0; i < all.n; i++)
		check_row(all.list[i].id, all.list[i].op, all.list[i].how);
	scenarios_release(&all);
}

static void check_kept(const struct step *s)
{
	for (const char *at = s->keep; at && *at; at += strspn(at, " ")) {
		char *word = xstrndup(at, strcspn(at, " ")), *key = strchr(word, '=');
		bool sent = key && key[1] == '^', listed = key && isdigit((unsigned char)key[1]);

		assert_non_null(key);
		key += 1 + sent + 2 * listed;
		if (!field_find(sent ? s->op->in : s->op->out, key))
			fail_msg("step %s keeps %s", s->name, word);
		free(word);
		at += strcspn(at, " ");
	}
}

static void every_step_can_be_made(void **state)
{
	(void)state;
	step_each(s) {
		const char *needs = s->needs ? s->needs : "";

		assert_ptr_equal(step_find(s->name, strlen(s->name)), s);
		assert_non_null(s->op);
		check_row(s->name, s->op, s->set);
		check_kept(s);
		for (; *needs; needs += strspn(needs, " ")) {
			size_t n = strcspn(needs, " ");
			const struct step *before = step_find(needs, n);

			if (!before || before == s || step_needs(before, s))
				fail_msg("step %s needs %s", s->name, needs);
			assert_true(step_needs(s, before));
			needs += n;
		}
	}
}

static void ids_are_one_of_a_kind(void **state)
{
	struct scenarios all;

	(void)state;
	scenarios_make(&all);
	for (int i = 0; i < all.n; i++) {
		const struct scenario *s = &all.list[i];

		if (scenario_find(&all, s->id) != s)
			fail_msg("%s is there twice", s->id);
		assert_true(has_prefix(s->id, s->op->name));
		assert_int_equal(s->status, s->doc->status);
		assert_ptr_equal(s->code, s->doc->code);
	}
	assert_non_null(scenario_find(&all, "createContact.400.ERROR_INVALID_NAME"));
	assert_non_null(scenario_find(&all, "getUserTokenV2.401.2"));
	assert_null(scenario_find(&all, "getUserTokenV2"));
	scenarios_release(&all);
}

static void words_select(void **state)
{
	struct scenarios all;
	const struct scenario *s;

	(void)state;
	scenarios_make(&all);
	s = scenario_find(&all, "requestMoneyV2.400.ERROR_CONTACT_NOT_FOUND");
	assert_true(scenario_fits(s, "requestMoneyV2"));
	assert_true(scenario_fits(s, "requestMoneyV2.400"));
	assert_true(scenario_fits(s, s->id));
	assert_true(scenario_fits(s, "400"));
	assert_true(scenario_fits(s, "4xx"));
	assert_true(scenario_fits(s, "money"));
	assert_true(scenario_fits(s, "asks"));
	assert_true(scenario_fits(s, "raas"));
	assert_false(scenario_fits(s, "requestMoney"));
	assert_false(scenario_fits(s, "requestMoneyV2.40"));
	assert_false(scenario_fits(s, "5xx"));
	assert_false(scenario_fits(s, "4"));
	assert_false(scenario_fits(s, "as"));
	assert_false(scenario_fits(s, "happy"));
	assert_false(scenario_fits(s, ""));
	s = scenario_find(&all, "getProfile.404.ERROR_SUBSCRIBER_NOT_FOUND");
	assert_true(scenario_fits(s, "sandbox"));
	assert_false(scenario_fits(s, "money"));
	s = scenario_find(&all, "tokenizeCard.200");
	assert_true(scenario_fits(s, "card-vault"));
	assert_true(scenario_fits(s, "vgs"));
	assert_true(scenario_fits(s, "happy"));
	scenarios_release(&all);
}

static void a_row_falls_into_its_items(void **state)
{
	const char *row = " customer! ;-a.b;c=d=e ; ?x=1;@again; @key=none;@key; nothing; ?y;=z ";
	static const struct {
		enum item_kind kind;
		bool fresh;
		const char *name, *value;
	} want[] = {
		{ ITEM_STEP, true, "customer", NULL }, { ITEM_WITHOUT, false, "a.b", NULL },
		{ ITEM_FIELD, false, "c", "d=e" }, { ITEM_EXPECT, false, "x", "1" },
		{ ITEM_AGAIN, false, "@again", NULL }, { ITEM_KEY, false, "@key", "none" },
		{ ITEM_BAD, false, "@key", NULL }, { ITEM_BAD, false, "nothing", NULL },
		{ ITEM_BAD, false, "?y", NULL }, { ITEM_BAD, false, "", "z" },
	};
	struct item item;
	size_t n = 0;

	(void)state;
	while (item_next(&row, &item)) {
		assert_true(n < ARRAY_LEN(want));
		assert_int_equal(item.kind, want[n].kind);
		assert_int_equal(item.fresh, want[n].fresh);
		assert_string_equal(item.name, want[n].name);
		assert_true(str_eq(item.value, want[n].value));
		item_release(&item);
		n++;
	}
	assert_int_equal(n, ARRAY_LEN(want));
	assert_true(row_needs_sandbox("a=b; @fault=500"));
	assert_true(row_needs_sandbox("@key=no-tenant"));
	assert_true(row_needs_sandbox("no-cip"));
	assert_true(row_needs_sandbox("refused-customer"));
	assert_false(row_needs_sandbox("@key=wrong; customer!"));
}

/* "customer registered!" for the plan of a row. */
static char *plan_text(const char *op, const char *row)
{
	const struct scenario s = { .op = op_find(op), .how = (char *)(uintptr_t)row };
	struct str out = { 0 };
	struct plan plan;

	plan_make(&plan, &s);
	for (int i = 0; i < plan.n; i++)
		str_addf(&out, "%s%s%s", i ? " " : "", plan.list[i].step->name,
			 plan.list[i].fresh ? "!" : "");
	return str_steal(&out);
}

static void steps_are_shared_or_a_row_s_own(void **state)
{
	static const struct {
		const char *op, *row, *plan;
	} cases[] = {
		{ "listContacts", "", "registered customer" },
		{ "listContacts", "userToken=nobody", "" },
		{ "listContacts", "@key=none", "" },
		{ "listContacts", "-userToken", "" },
		{ "listContacts", "customer!", "registered! customer!" },
		{ "listContacts", "customer!; payer", "registered! customer! payer!" },
		{ "listContacts", "payer; customer!",
		  "registered customer payer registered! customer!" },
		{ "getPaymentMethodV2", "card!; id=1", "registered customer token card!" },
		{ "getPaymentMethodV2", "card; card; id=1", "registered customer token card" },
		{ "operationQuoteLite", "", "" },
		{ "getProfile", "no-subscriber", "no-subscriber" },
		{ "getOperationStatus", "",
		  "registered customer payer token card ask" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char *plan = plan_text(cases[i].op, cases[i].row);

		if (!str_eq(plan, cases[i].plan))
			fail_msg("%s %s: %s", cases[i].op, cases[i].row, plan);
		free(plan);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_can_be_read),
		cmocka_unit_test(every_step_can_be_made),
		cmocka_unit_test(every_name_is_kept),
		cmocka_unit_test(steps_are_shared_or_a_row_s_own),
		cmocka_unit_test(ids_are_one_of_a_kind),
		cmocka_unit_test(words_select),
		cmocka_unit_test(a_row_falls_into_its_items),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
