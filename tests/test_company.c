/* What was typed of a company: what of it is kept, and what it comes to. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/document.h"
#include "api/json_path.h"
#include "api/lang.h"
#include "screens/company.h"

struct place {
	struct app app;
	struct journey journey;
	struct company company;
};

static void open_place(struct place *p)
{
	struct err err;

	*p = (struct place){ 0 };
	p->app.store = store_open(":memory:", &err);
	assert_non_null(p->app.store);
	journey_begin(&p->journey, p->app.store, COMPANY_ALIAS "12345678");
	p->app.journey = &p->journey;
	company_init(&p->company, &p->app);
}

static void close_place(struct place *p)
{
	company_release(&p->company);
	journey_release(&p->journey);
	store_close(p->app.store);
}

static void type(struct place *p, const char *path, const char *text)
{
	json_put_at(p->company.typed, path, json_string(text));
}

/* It is saved, the program ends, and it is taken up again. */
static void leave_and_come_back(struct place *p)
{
	struct err err;
	int64_t id;

	company_changed(&p->company);
	company_release(&p->company);
	assert_true(journey_save(&p->journey, p->app.store, &err));
	id = p->journey.row.id;
	journey_release(&p->journey);
	assert_true(journey_load(&p->journey, p->app.store, id));
	company_init(&p->company, &p->app);
}

static void numbers_are_never_kept(void **state)
{
	struct place p;
	struct tally t = { .light = true };
	char *kept;

	(void)state;
	open_place(&p);
	type(&p, "businessUserLegalName", "Bodega Sol Inc");
	type(&p, "taxIdNumber", "12-3123123");
	type(&p, "controlPersons.tax.idNumber", "134567890");
	json_array_append_new(typed_list(p.company.typed, "signatories"),
			      json_pack("{s:s, s:s}", "firstName", "Rosa", "bvn", "BVN-99"));
	leave_and_come_back(&p);
	kept = json_dumps(p.journey.doc, JSON_COMPACT);
	assert_null(strstr(kept, "12-3123123"));
	assert_null(strstr(kept, "134567890"));
	assert_null(strstr(kept, "BVN-99"));
	assert_non_null(strstr(kept, "Rosa"));
	assert_string_equal(p.journey.row.name, "Bodega Sol Inc");
	assert_true(company_is(&p.journey.row));
	company_drop(company_record(&t, op_createBusinessUser.in, p.company.typed));
	assert_int_equal(t.again, 3);
	free(kept);
	close_place(&p);
}

static json_t *texts_of(const struct field *table);

/* What somebody would type: the examples, and a file for each paper. */
static json_t *text_of(const struct field *f)
{
	if (f->type == &field_list)
		return json_pack("[o]", texts_of(f->fields));
	if (f->type == &field_group)
		return texts_of(f->fields);
	return json_string(f->type == &field_document ? "sample:png" : f->example);
}

static json_t *texts_of(const struct field *table)
{
	json_t *texts = json_object();

	field_each(f, table)
		json_object_set_new(texts, f->key, text_of(f));
	return texts;
}

static void all_that_is_typed_becomes_the_request(void **state)
{
	json_t *texts = texts_of(op_createBusinessUser.in), *record;
	json_t *example = record_example(op_createBusinessUser.in, false);
	struct tally t = { 0 };
	struct err err = { 0 };

	(void)state;
	record = company_record(&t, op_createBusinessUser.in, texts);
	if (tally_faults(&t))
		fail_msg("%s: %s", t.first.field, t.first.text);
	assert_int_equal(json_object_size(record), json_object_size(example));
	assert_true(json_equal(json_object_get(record, "businessUserAddress"),
			       json_object_get(example, "businessUserAddress")));
	assert_true(has_prefix(text_at(record, "signatories.0.documents.0.content"),
			       "base64,iVBOR"));
	assert_true(op_check_request(&op_createBusinessUser, record, NULL, NULL, &err));
	json_decref(example);
	company_drop(record);
	company_drop(texts);
}

static void faults_are_counted_where_they_are(void **state)
{
	json_t *texts = texts_of(op_createBusinessUser.in);
	struct tally t = { .light = true };
	char *words;

	(void)state;
	json_put_at(texts, "businessUserAddress.state", json_string("California"));
	json_put_at(texts, "incorporationDocs.content", json_string("/nowhere/at-all.pdf"));
	json_object_del(texts, "domain");
	json_object_del(json_at(texts, "signatories.0"), "firstName");
	company_drop(company_record(&t, op_createBusinessUser.in, texts));
	assert_int_equal(t.missing, 2);
	assert_int_equal(t.wrong, 2);
	assert_string_equal(t.first.field, "domain");
	words = tally_words(&t);
	assert_string_equal(words, "2 missing, 2 to be corrected");
	free(words);
	company_drop(texts);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_never_kept),
		cmocka_unit_test(all_that_is_typed_becomes_the_request),
		cmocka_unit_test(faults_are_counted_where_they_are),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
