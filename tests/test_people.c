#include "tests/store_place.h"

extern const char asset_schema_sql[];

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/lang.h"

/* ---- customers ---- */

static struct customer person(const char *phone, const char *email, const char *token,
			      const char *name, int64_t at)
{
	struct customer c = { .seen_at = at };

	snprintf(c.phone, sizeof(c.phone), "%s", phone);
	snprintf(c.email, sizeof(c.email), "%s", email);
	snprintf(c.user_token, sizeof(c.user_token), "%s", token);
	snprintf(c.name, sizeof(c.name), "%s", name);
	return c;
}

static int64_t put(struct store *store, struct customer c)
{
	struct err err = { 0 };

	if (!store_customer_put(store, &c, &err))
		fail_msg("%s", err.text);
	return c.id;
}

static void a_customer_is_known_by_any_of_three(void **state)
{
	struct store *store = opened(*state);
	int64_t id = put(store, person("+525521206703", "", "", "", 1));
	struct customer c;

	assert_true(id > 0);
	assert_true(put(store, person("+525521206703", "Ana@Example.com", "", "Ana Paz", 2)) == id);
	assert_true(put(store, person("", "ana@example.com", "usr_1", "", 3)) == id);
	assert_true(put(store, person("+525521206704", "", "usr_1", "", 4)) == id);
	assert_true(put(store, person("+525599999999", "", "usr_2", "", 5)) != id);
	assert_true(store_customer_get(store, "ana@EXAMPLE.com", &c));
	assert_string_equal(c.name, "Ana Paz");		/* blanks left it as it was */
	assert_string_equal(c.phone, "+525521206704");
	assert_string_equal(c.user_token, "usr_1");
	assert_true(c.seen_at == 4);
	assert_false(store_customer_get(store, "+525521206703", &c));
	assert_false(store_customer_get(store, "", &c));
	store_close(store);
}

static void one_number_has_two_spellings_in_mexico(void **state)
{
	struct store *store = opened(*state);
	struct customer c;
	int64_t id = put(store, person("+5215521206703", "", "", "Ana", 1));

	assert_true(put(store, person("+525521206703", "", "", "", 2)) == id);
	assert_true(store_customer_get(store, "+52 55 2120 6703", &c));
	assert_true(store_customer_get(store, "+52 1 55 2120 6703", &c));
	assert_string_equal(c.name, "Ana");
	store_close(store);
}

static void found(struct store *store, const char *text, const char *names)
{
	struct customer list[8];
	int n = store_customers_find(store, text, list, 8);
	struct str all = { 0 };

	str_add(&all, "");
	for (int i = 0; i < n; i++)
		str_addf(&all, "%s%s", i ? "," : "", list[i].name);
	if (!str_eq(all.s, names))
		fail_msg("%s: found %s", text, all.s);
	str_release(&all);
}

static void customers_are_found_by_how_they_begin(void **state)
{
	struct store *store = opened(*state);

	put(store, person("+525521206703", "maria.nunez@example.com", "a", "María Núñez", 1));
	put(store, person("+525521200000", "mario@example.com", "b", "MARIO Ruiz", 2));
	put(store, person("+19165550149", "o.leary@example.com", "c", "Óscar Łuk", 3));
	found(store, "mari", "MARIO Ruiz,María Núñez");
	found(store, "MARÍA NU", "María Núñez");
	found(store, "maria", "María Núñez");
	found(store, "o", "Óscar Łuk");
	found(store, "oscar lu", "Óscar Łuk");
	found(store, "O.Leary@", "Óscar Łuk");
	found(store, "o.l", "Óscar Łuk");
	found(store, "+52 55 2120", "MARIO Ruiz,María Núñez");
	found(store, "+5255212067", "María Núñez");
	found(store, "nunez", "María Núñez");
	found(store, "NÚÑ ma", "María Núñez");
	found(store, "ru mari", "MARIO Ruiz");
	found(store, "nu ru", "");
	found(store, "unez", "");
	found(store, "lu", "Óscar Łuk");
	found(store, " - ", "");
	found(store, "%", "");
	found(store, "", "Óscar Łuk,MARIO Ruiz,María Núñez");
	store_close(store);
}

static void a_name_has_its_words_as_it_is_now(void **state)
{
	struct store *store = opened(*state);

	put(store, person("+525521206703", "", "a", "Ana García-López", 1));
	put(store, person("+525521206704", "", "b", "Ana O’Farrell", 2));
	put(store, person("+525521206705", "", "c", "Ana Ana D'Angelo", 3));
	found(store, "lopez", "Ana García-López");
	found(store, "garcía-l", "Ana García-López");
	found(store, "farrell", "Ana O’Farrell");
	found(store, "o'f", "Ana O’Farrell");
	found(store, "angelo", "Ana Ana D'Angelo");
	found(store, "ana", "Ana Ana D'Angelo,Ana O’Farrell,Ana García-López");
	put(store, person("+525521206703", "", "a", "Ana Paz", 4));
	found(store, "lopez", "");
	found(store, "ana", "Ana Paz,Ana Ana D'Angelo,Ana O’Farrell");
	put(store, person("+525521206704", "", "b", "", 5));	/* blank leaves the name */
	found(store, "ana", "Ana O’Farrell,Ana Paz,Ana Ana D'Angelo");
	store_close(store);
}

/* A file as version 2 made it, with two customers in it. */
static void make_version_2(const struct place *p)
{
	const char *end = strstr(asset_schema_sql, "-- version 3");
	char *steps = xstrndup(asset_schema_sql, (size_t)(end - asset_schema_sql));
	char *folder = xasprintf("%s/state", p->dir);

	assert_int_equal(mkdir(folder, 0700), 0);
	sql(p, steps);
	sql(p, "INSERT INTO customers VALUES (1, '+525521206703', '', 'a', 'José García-López', "
	       "'jose garcia-lopez', '', '', 1), (2, '+525521206704', '', 'b', '', '', '', '', 2); "
	       "PRAGMA user_version = 2");
	free(folder);
	free(steps);
}

static void customers_from_before_have_words_as_well(void **state)
{
	struct place *p = *state;
	struct store *store;

	make_version_2(p);
	store = opened(p);
	found(store, "lopez", "José García-López");
	found(store, "gar jo", "José García-López");
	store_close(store);
}

/* Above some number of matches another way is taken; it must say the same. */
static void many_matches_come_newest_first_as_well(void **state)
{
	struct store *store = store_open(":memory:", NULL);
	char phone[24], name[32];

	(void)state;
	for (int i = 0; i < 6000; i++) {
		snprintf(phone, sizeof(phone), "+1916555%04d", i);
		snprintf(name, sizeof(name), "%s %d", i < 1600 ? "Zoe" : i % 2 ? "Ana" : "Élan", i);
		put(store, person(phone, "", "", name, 1000 + i));
	}
	found(store, "+1916", "Ana 5999,Élan 5998,Ana 5997,Élan 5996,Ana 5995,Élan 5994,Ana 5993,"
	      "Élan 5992");
	found(store, "an", "Ana 5999,Ana 5997,Ana 5995,Ana 5993,Ana 5991,Ana 5989,Ana 5987,"
	      "Ana 5985");
	found(store, "59", "Ana 5999,Élan 5998,Ana 5997,Élan 5996,Ana 5995,Élan 5994,Ana 5993,"
	      "Élan 5992");
	found(store, "elan 299", "Élan 2998,Élan 2996,Élan 2994,Élan 2992,Élan 2990");
	/* So many, and none among the newest. */
	found(store, "zo", "Zoe 1599,Zoe 1598,Zoe 1597,Zoe 1596,Zoe 1595,Zoe 1594,Zoe 1593,"
	      "Zoe 1592");
	found(store, "8 zoe", "Zoe 899,Zoe 898,Zoe 897,Zoe 896,Zoe 895,Zoe 894,Zoe 893,Zoe 892");
	store_close(store);
}

/* ---- journeys ---- */

static void a_journey_row_comes_back(void **state)
{
	struct store *store = opened(*state);
	struct journey_row row = { .name = "Ana Paz", .alias = "+52 55 2120 6703",
				   .user_token = "usr_1", .step = 3, .updated_at = 5,
				   .doc = (char *)"{\"a\":1}" };
	struct journey_row back = { 0 }, list[2];

	assert_true(store_journey_put(store, &row, NULL));
	assert_true(row.id > 0);
	row.step = 4;
	assert_true(store_journey_put(store, &row, NULL));
	assert_true(store_journey_get(store, row.id, &back));
	assert_string_equal(back.name, "Ana Paz");
	assert_string_equal(back.alias, "+525521206703");
	assert_int_equal(back.step, 4);
	assert_string_equal(back.doc, "{\"a\":1}");
	journey_row_release(&back);
	assert_int_equal(store_journeys_open(store, list, 2), 1);
	assert_null(list[0].doc);
	assert_true(store_journey_by_alias(store, "+5215521206703", &back));
	journey_row_release(&back);
	row.closed = true;
	assert_true(store_journey_put(store, &row, NULL));
	assert_false(store_journey_by_alias(store, "+525521206703", &back));
	assert_int_equal(store_journeys_open(store, list, 2), 0);
	store_close(store);
}

static void a_killed_process_loses_nothing_it_put(void **state)
{
	struct place *p = *state;
	struct journey_row list[4];
	struct store *store;
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		struct journey_row row = { .alias = "ana@example.com", .updated_at = 1 };

		store = store_open(p->path, NULL);
		if (store && store_journey_put(store, &row, NULL))
			raise(SIGKILL);
		_exit(1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	store = opened(p);
	assert_int_equal(store_journeys_open(store, list, 4), 1);
	assert_string_equal(list[0].alias, "ana@example.com");
	store_close(store);
}

#define T(name) cmocka_unit_test_setup_teardown(name, place_open, place_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_customer_is_known_by_any_of_three),
		T(one_number_has_two_spellings_in_mexico),
		T(customers_are_found_by_how_they_begin),
		T(a_name_has_its_words_as_it_is_now),
		T(customers_from_before_have_words_as_well),
		T(many_matches_come_newest_first_as_well),
		T(a_journey_row_comes_back),
		T(a_killed_process_loses_nothing_it_put),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
