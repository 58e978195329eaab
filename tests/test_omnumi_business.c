/* Companies, identity by phone and badges: the vendor's examples, what of them may
 * be recorded, and how the sandbox remembers (omnumi 8.5, 8.6, 8.11, 11). */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/document.h"
#include "api/json_path.h"
#include "api/lang.h"
#include "api/refusal.h"
#include "tests/samples.h"
#include "tests/typed.h"
#include "tests/world_stage.h"

/* Neither what is in a paper nor a number is ever recorded; the rest is. */
static void check_sample(const struct sample *s)
{
	static const char *const hidden[] = {
		"iVBORw0KGgo", "122-22-2332", "134567890", "bn01910199", "565228370", "Weedall",
		"1984-12-10", "7f83-b0c4-90e0-90b3-11e10800200c9a66", "\"12345\"",
	};
	char *text;

	sample_holds(s);
	if (s->status >= 400)
		return;
	text = sample_kept(s);
	for (size_t i = 0; i < ARRAY_LEN(hidden); i++)
		if (strstr(text, hidden[i]))
			fail_msg("%s %d: %s is recorded", s->op->name, s->status, hidden[i]);
	if (s->op == &op_getBusinessUser) {
		assert_non_null(strstr(text, "snltd7.biz.sonnyss31.ul"));
		assert_non_null(strstr(text, "8 B, "));
	}
	free(text);
}

static void the_vendors_examples_are_read(void **state)
{
	(void)state;
	assert_int_equal(samples_each("omnumi_business.txt", check_sample), 17);
}

/* ---- E7, field by field ---- */

static void names_field(const char *message, const char *field)
{
	json_t *body = json_pack("[{s:[{s:s, s:s}], s:s}]", "type", "type", "Duplicate", "message",
				 message, "message", "some error message");
	struct err err = { 0 };

	refusal_explain(&op_createBusinessUser, 400, body, &err);
	assert_string_equal(err.field, field);
	assert_int_equal(err.kind, ERR_REFUSED);
	json_decref(body);
}

static void a_refusal_lands_under_its_field(void **state)
{
	(void)state;
	names_field("Business domain already exists", "domain");
	names_field("Business name already exists", "businessUserName");
	names_field("Business user is already registered with provided email id",
		    "businessUserEmail");
	names_field("Business's control person is already registered with provided email id",
		    "controlPersons.emailAddress");
}

/* ---- types ---- */

static void what_is_typed_of_a_company(void **state)
{
	static const struct typed lines[] = {
		{ "+1 (916) 555-0149", "+19165550149", NULL },
		{ "0052 55 1234 5678", "+525512345678", NULL },
		{ "9100000000", "9100000000", NULL },
		{ "12", NULL, "telephone" }, { "call me", NULL, "telephone" },
	};
	static const struct typed states[] = { { "ca", "CA", NULL },
					       { "Jalisco", "Jalisco", NULL } };
	static const struct typed names[] = {
		{ "acta-2020.PDF", "acta-2020.PDF", NULL }, { "acta.exe", NULL, ".exe" },
		{ "acta 2020.pdf", NULL, "dashes" }, { "acta", NULL, "ending" },
		{ ".pdf", NULL, "ending" }, { "a.b.pdf", NULL, "dashes" },
	};
	static const struct typed numbers[] = { { "12 32", "1232", NULL },
						{ "565-22-8370", "565228370", NULL },
						{ "123", NULL, "nine digits" } };

	(void)state;
	check_all(field_line, lines);
	check_all(field_state, states);
	check_all(field_document_name, names);
	check_all(field_ssn, numbers);
}

static void agree(const char *json, bool good)
{
	json_t *args = record_example(op_createBusinessUser.in, false);
	json_t *change = json_loads(json, 0, NULL);
	const char *key;
	json_t *value;
	struct err err = { 0 };

	assert_non_null(change);
	json_object_foreach(change, key, value)
		json_put_at(args, key, json_incref(value));
	if (op_check_request(&op_createBusinessUser, args, NULL, NULL, &err) != good)
		fail_msg("%s: %s", json, err.text);
	json_decref(change);
	json_decref(args);
}

static void a_country_has_rules_of_its_own(void **state)
{
	(void)state;
	agree("{}", true);
	agree("{\"businessUserAddress.state\":\"California\"}", false);
	agree("{\"businessUserAddress.state\":\"ZZ\"}", false);
	agree("{\"businessUserAddress.state\":\"ON\","
	      "\"businessUserAddress.isoCountryCode\":\"CA\"}", true);
	agree("{\"businessUserAddress.state\":\"Jalisco\","
	      "\"businessUserAddress.isoCountryCode\":\"MX\"}", true);
	agree("{\"controlPersons.taxIdNumber\":\"123456789\"}", false);
	agree("{\"controlPersons.taxIdNumber\":\"12-3123123\"}", true);
	agree("{\"controlPersons.taxIdNumber\":\"RFC-1\","
	      "\"controlPersons.address.isoCountryCode\":\"MX\","
	      "\"controlPersons.address.state\":\"Jalisco\"}", true);
	agree("{\"incorporationDocs.documentType\":8}", true);
	agree("{\"incorporationDocs.documentType\":\"10\"}", false);
	agree("{\"incorporationDocs.content\":\"iVBORw0KGgo=\"}", true);
	agree("{\"incorporationDocs.content\":\"base64,no base\"}", false);
}

static void a_name_is_made_of_a_file(void **state)
{
	static const char *const names[][2] = {
		{ "/home/a/Acta Constitutiva (2020).pdf", "Acta-Constitutiva-2020.pdf" },
		{ "plain.png", "plain.png" }, { "año.2020.pdf", "a-o-2020.pdf" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		char *name = document_name(names[i][0]);

		assert_string_equal(name, names[i][1]);
		free(name);
	}
}

/* Owners own owners: down to the fifth company everything is known and checked. */
static void owners_are_known_to_the_fifth(void **state)
{
	struct str path = { 0 };

	(void)state;
	for (int depth = 1; depth <= 6; depth++) {
		const struct field *f;

		str_addf(&path, "%sentityBeneficialOwners.0", depth > 1 ? "." : "");
		str_add(&path, ".taxIdNumber");
		f = field_find(op_createBusinessUser.in, path.s);
		assert_true(depth > 5 ? !f : f && f->secret);
		path.len -= strlen(".taxIdNumber");
		path.s[path.len] = '\0';
	}
	str_release(&path);
}

/* ---- the sandbox ---- */

static struct answer make(struct stage *s, const char *key, const char *value)
{
	json_t *args = record_example(op_createBusinessUser.in, true);
	char *text;
	struct answer answer;

	json_object_set_new(args, "domain", json_string("bodegasol"));
	if (key)
		json_put_at(args, key, json_string(value));
	text = json_dumps(args, 0);
	answer = call(s, "createBusinessUser", ALL, text);
	free(text);
	json_decref(args);
	return answer;
}

static void refused_saying(struct stage *s, const char *key, const char *value,
			   const char *message)
{
	struct answer answer = make(s, key, value);
	struct refusal_entry first = { "", "" };

	assert_int_equal(answer.status, 400);
	assert_true(json_is_array(answer.body));
	assert_int_equal(refusal_entries(answer.body, &first, 1), 1);
	assert_string_equal(first.message, message);
	json_decref(answer.body);
}

static void a_company_is_kept_without_numbers_and_papers(void **state)
{
	struct stage s;
	struct answer made;
	json_t *body, *all;
	char *args, *text;

	(void)state;
	open_stage(&s);
	made = make(&s, NULL, NULL);
	assert_int_equal(made.status, 201);
	args = xasprintf("{\"businessUserId\":\"%s\"}",
			 text_at(made.body, "data.business_user_metadata.businessUserId"));
	body = good(&s, "getBusinessUser", args);
	assert_string_equal(text_at(body, "data.domain"), "bodegasol");
	assert_string_equal(text_at(body, "data.complianceStatus"), "PENDING");
	assert_string_equal(text_at(body, "data.business_user_namespaces.businessUserNamespace"),
			    "bodegasol.biz.usbc.ul");
	assert_true(json_is_object(json_at(body, "data.business_user_metadata.signatories")));
	all = world_pack(s.world);
	text = json_dumps(all, JSON_COMPACT);
	assert_null(strstr(text, "122-22-2332"));
	assert_non_null(strstr(text, "bodegasol"));
	free(text);
	json_decref(all);
	json_decref(body);
	json_decref(made.body);
	free(args);
	close_stage(&s);
}

static void nobody_is_registered_twice(void **state)
{
	struct stage s;

	(void)state;
	open_stage(&s);
	json_decref(make(&s, NULL, NULL).body);
	refused_saying(&s, NULL, NULL, "Business domain already exists");
	refused_saying(&s, "domain", "other",
		       "Business user is already registered with provided email id");
	refused_saying(&s, "domain", "BodegaLuna", "Business domain already exists");
	refused_saying(&s, "controlPersons.emailAddress", "LUNA@bodegaluna.example.com",
		       "Business domain already exists");
	close_stage(&s);
}

static void badges_come_in_pages(void **state)
{
	struct stage s;
	json_t *first, *second;

	(void)state;
	open_stage(&s);
	first = good(&s, "listBadges", "{\"page\":1,\"pagesize\":10}");
	second = good(&s, "listBadges", "{\"page\":2,\"pagesize\":10}");
	assert_int_equal(json_array_size(json_object_get(first, "data")), 10);
	assert_int_equal(json_array_size(json_object_get(second, "data")), 2);
	json_decref(first);
	json_decref(second);
	first = good(&s, "listBadges", "{\"page\":1000000000,\"pagesize\":1000000000}");
	assert_int_equal(json_array_size(json_object_get(first, "data")), 0);
	json_decref(first);
	first = good(&s, "listBadges", "{\"page\":1,\"pagesize\":10,\"search\":\"financial\"}");
	assert_int_equal(json_array_size(json_object_get(first, "data")), 5);
	json_decref(first);
	close_stage(&s);
}

static void a_check_by_phone_needs_its_beginning(void **state)
{
	struct stage s;
	json_t *begun, *known;
	char *args;

	(void)state;
	open_stage(&s);
	begun = good(&s, "getAuthUrl",
		     "{\"sourceIp\":\"127.0.0.1\",\"finalTargetUrl\":\"https://google.com\","
		     "\"mobileNumber\":\"2001001686\",\"ssn\":\"1232\"}");
	args = xasprintf("{\"vfp\":\"word\",\"requestId\":\"%s\"}",
			 text_at(begun, "data.requestId"));
	known = good(&s, "validateUser", args);
	assert_string_equal(text_at(known, "data.lastName"), "Weedall");
	json_decref(known);
	json_decref(begun);
	free(args);
	close_stage(&s);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_vendors_examples_are_read),
		cmocka_unit_test(a_refusal_lands_under_its_field),
		cmocka_unit_test(what_is_typed_of_a_company),
		cmocka_unit_test(a_country_has_rules_of_its_own),
		cmocka_unit_test(a_name_is_made_of_a_file),
		cmocka_unit_test(owners_are_known_to_the_fifth),
		cmocka_unit_test(a_company_is_kept_without_numbers_and_papers),
		cmocka_unit_test(nobody_is_registered_twice),
		cmocka_unit_test(badges_come_in_pages),
		cmocka_unit_test(a_check_by_phone_needs_its_beginning),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
