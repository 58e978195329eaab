/* Personal data at rest: sealed, found all the same, and never in the way of the
 * states of asks. */

#include "tests/store_place.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/lang.h"
#include "api/store_runs.h"
#include "api/store_seal.h"
#include "tests/needles.h"

extern const char asset_schema_sql[];

#define PHONE "+525521206703"
#define EMAIL "maria.nunez@example.com"
#define ACCOUNT "002180012345678908"
#define PAYER "+19165550149"
#define ID "7011cefb-0c0b-48c1-a68a-7134d32e61e4"
#define OTHER "7011cefb-0c0b-48c1-a68a-7134d32e61e5"

/* ---- the end of the program at the Nth write ---- */

static int writes_left = -1;

static void one_write(void)
{
	if (writes_left > 0 && !--writes_left)
		raise(SIGKILL);
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at)
{
	ssize_t (*real)(int, const void *, size_t, off64_t);

	*(void **)&real = dlsym(RTLD_NEXT, "pwrite64");
	one_write();
	return real(fd, bytes, n, at);
}

int ftruncate64(int fd, off64_t size)
{
	int (*real)(int, off64_t);

	*(void **)&real = dlsym(RTLD_NEXT, "ftruncate64");
	one_write();
	return real(fd, size);
}

/* ---- ciphers ---- */

static void a_text_opens_with_its_key_in_its_place_alone(void **state)
{
	unsigned char key[SEAL_KEY] = { 1 }, other[SEAL_KEY] = { 2 };
	unsigned char sealed[4 + SEAL_MORE], again[4 + SEAL_MORE];
	char out[5] = "";

	(void)state;
	seal_close(key, "customers.name 1", "Ana!", 4, sealed);
	seal_close(key, "customers.name 1", "Ana!", 4, again);
	assert_memory_not_equal(sealed, again, sizeof(sealed));
	assert_true(seal_open(key, "customers.name 1", sealed, sizeof(sealed), out));
	assert_string_equal(out, "Ana!");
	assert_false(seal_open(other, "customers.name 1", sealed, sizeof(sealed), out));
	assert_false(seal_open(key, "customers.name 2", sealed, sizeof(sealed), out));
	assert_false(seal_open(key, "customers.phone 1", sealed, sizeof(sealed), out));
	for (size_t i = 0; i < sizeof(sealed); i++) {
		sealed[i] ^= 1;
		assert_false(seal_open(key, "customers.name 1", sealed, sizeof(sealed), out));
		sealed[i] ^= 1;
	}
	for (size_t n = 0; n < sizeof(sealed); n++)
		assert_false(seal_open(key, "customers.name 1", sealed, n, out));
}

static void who_has_the_public_half_can_seal_and_not_open(void **state)
{
	unsigned char master[SEAL_KEY] = { 1 }, other[SEAL_KEY] = { 2 };
	struct seal_ring *ring = seal_ring_new(master), *wrong = seal_ring_new(other);
	unsigned char sealed[4 + SEAL_BOX_MORE];
	char out[5] = "";

	(void)state;
	seal_post(ring->post, "asks.link 1", "Ana!", 4, sealed);
	assert_true(seal_is_posted(sealed, sizeof(sealed)));
	assert_true(seal_unpost(ring, "asks.link 1", sealed, sizeof(sealed), out));
	assert_string_equal(out, "Ana!");
	assert_false(seal_unpost(ring, "asks.link 2", sealed, sizeof(sealed), out));
	assert_false(seal_unpost(wrong, "asks.link 1", sealed, sizeof(sealed), out));
	assert_false(seal_unpost(ring, "asks.link 1", sealed, SEAL_BOX_MORE - 1, out));
	seal_ring_free(ring);
	seal_ring_free(wrong);
}

static void a_passphrase_gives_one_key_for_each_salt(void **state)
{
	struct seal_recipe one, two;
	unsigned char a[SEAL_KEY], b[SEAL_KEY];

	(void)state;
	seal_recipe(&one, true);
	seal_recipe(&two, true);
	assert_true(seal_derive(&one, "open sesame", a) && seal_derive(&one, "open sesame", b));
	assert_memory_equal(a, b, sizeof(a));
	assert_true(seal_derive(&two, "open sesame", b));
	assert_memory_not_equal(a, b, sizeof(a));
	assert_true(seal_derive(&one, "open sesamE", b));
	assert_memory_not_equal(a, b, sizeof(a));
}

/* ---- a store with somebody in every corner of it ---- */

static void fill_ask(struct ask *ask, const char *id, int64_t at)
{
	*ask = (struct ask){
		.user_token = "usr_1", .customer = "María Núñez", .customer_phone = PHONE,
		.payer = "Hugo Trujillo", .payer_phone = PAYER, .payer_country = "US",
		.amount = { .minor = 50000, .currency = "MXN" }, .method_id = "pm_1",
		.method = "UBN " ACCOUNT, .note = "for Hugo Trujillo", .state = ASK_UNKNOWN,
		.link = "https://links.example/Trujillo", .refusal_text = "María Núñez is not there",
		.key = PHONE, .closed = "Hugo Trujillo: because", .created_at = at,
	};
	snprintf(ask->correlation_id, sizeof(ask->correlation_id), "%s", id);
}

static void fill_calls(struct store *store)
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

static void fill(struct store *store)
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

	fill_ask(&ask, ID, 1);
	assert_true(store_customer_put(store, &c, &err));
	assert_true(store_journey_put(store, &row, &err));
	assert_true(store_ask_confirm(store, &ask, "{\"to\":\"" EMAIL "\"}", &twin, &err));
	assert_true(store_ask_event(store, ID, "closed by %s|Hugo Trujillo", &err));
	assert_true(store_ask_keep_answer(store, ID, "{\"to\":\"" EMAIL "\"}", &err));
	assert_true(store_event_add(store, &event, &err));
	store_run_keep(store, 1, "https://host", &result, 1);
	fill_calls(store);
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

static long plain_in(const struct place *p)
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

static void check(struct store *store)
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
	fill_ask(&want, ID, 1);
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

static void nothing_of_a_person_lies_in_the_files(void **state)
{
	struct place *p = *state;
	struct store *store = opened(p);

	fill(store);
	assert_int_equal(plain_in(p), 0);	/* with a log beside the file */
	check(store);
	store_close(store);
	assert_int_equal(plain_in(p), 0);
	store = opened(p);
	check(store);
	store_close(store);
}

/* ---- cells in the wrong place ---- */

static void cells_that_were_moved_do_not_open(void **state)
{
	static const char *const swaps[] = {
		"UPDATE customers SET phone = (SELECT phone FROM customers AS o WHERE o.id = 3 - "
		"customers.id)",
		"UPDATE customers SET phone = email",
		"UPDATE asks SET payer = customer",
		"UPDATE asks SET link = (SELECT link FROM asks AS o WHERE o.correlation_id <> "
		"asks.correlation_id)",
		"UPDATE asks SET note = 'paid, hand it out'",
	};
	struct place *p = *state;
	struct store *store = opened(p);
	struct customer c = { .phone = "+525599999999", .name = "Ana Paz", .email = "a@b.mx" };
	struct customer list[2];
	struct ask ask, asks[2];

	fill(store);
	fill_ask(&ask, OTHER, 2);
	assert_true(store_customer_put(store, &c, NULL));
	assert_true(store_ask_add(store, &ask, NULL));
	store_close(store);
	for (size_t i = 0; i < ARRAY_LEN(swaps); i++) {
		sql(p, swaps[i]);
		store = opened(p);
		assert_int_equal(store_customers_find(store, "", list, 2), 2);
		assert_int_equal(store_asks(store, &(struct ask_query){ .list = ASKS_ALL }, asks,
					    2), 2);
		assert_string_equal(list[1].phone, "");
		if (i >= 2)
			assert_string_equal(asks[0].payer, "");
		if (i >= 3)
			assert_string_equal(asks[1].link, "");
		if (i >= 4)
			assert_string_equal(asks[0].note, "");
		assert_true(store_spoilt(store) > 0);
		assert_int_equal(asks[0].amount.minor, 50000);
		store_close(store);
	}
}

/* ---- before anybody unlocked ---- */

static struct store *locked(const struct place *p)
{
	struct err err = { 0 };
	struct store *store = store_open_locked(p->path, &err);

	if (!store)
		fail_msg("%s", err.text);
	assert_true(store_is_locked(store));
	return store;
}

static void the_state_goes_on_while_it_is_locked(void **state)
{
	struct place *p = *state;
	struct store *store = opened(p);
	struct customer c = { 0 };
	struct ask ask, twin;
	struct err err;

	fill(store);
	store_close(store);
	store = locked(p);
	assert_true(store_ask_get(store, ID, &ask));
	assert_string_equal(ask.customer, "");
	assert_string_equal(ask.link, "");
	assert_string_equal(ask.user_token, "usr_1");
	assert_int_equal(ask.amount.minor, 50000);
	assert_false(store_customer_get(store, PHONE, &c));
	assert_int_equal(store_customers_find(store, "mar", &c, 1), 0);
	ask.state = ASK_OPEN;
	snprintf(ask.refusal_text, sizeof(ask.refusal_text), "said to Trujillo");
	assert_true(store_ask_move(store, ASK_UNKNOWN, &ask, &err));
	assert_true(store_ask_event(store, ID, "closed by %s|Trujillo", &err));
	fill_calls(store);
	fill_ask(&ask, OTHER, 3);
	assert_false(store_ask_confirm(store, &ask, NULL, &twin, &err));
	assert_int_equal(err.kind, ERR_STORE);
	store_close(store);
	assert_int_equal(plain_in(p), 0);
	store = opened(p);
	assert_true(store_ask_get(store, ID, &ask));
	assert_int_equal(ask.state, ASK_OPEN);
	assert_string_equal(ask.link, "https://links.example/Trujillo");
	assert_string_equal(ask.refusal_text, "said to Trujillo");
	assert_int_equal(store_spoilt(store), 0);
	store_close(store);
}

/* ---- keys ---- */

static void the_key_file_is_for_its_owner_alone(void **state)
{
	struct place *p = *state;
	char *key_path = store_key_path(p->path), *aside = xasprintf("%s.aside", key_path);
	struct err err = { 0 };
	struct stat st;

	store_close(opened(p));
	assert_int_equal(stat(key_path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(chmod(key_path, 0640), 0);
	assert_null(store_open(p->path, &err));
	assert_non_null(strstr(err.text, "can be read by others"));
	assert_int_equal(rename(key_path, aside), 0);
	assert_null(store_open(p->path, &err));
	assert_non_null(strstr(err.text, "is not there"));
	assert_int_equal(access(key_path, F_OK), -1);	/* no other is made in its place */
	assert_true(file_write(key_path, "0123456789abcdef\n", 17, &err));
	assert_null(store_open(p->path, &err));
	assert_non_null(strstr(err.text, "does not fit"));
	assert_int_equal(rename(aside, key_path), 0);
	assert_int_equal(chmod(key_path, 0600), 0);
	store_close(opened(p));
	free(aside);
	free(key_path);
}

static void a_passphrase_takes_the_place_of_the_key_file(void **state)
{
	struct place *p = *state;
	struct store *store = opened(p);
	unsigned char key[SEAL_KEY], wrong[SEAL_KEY];
	struct seal_recipe recipe, kept;
	struct err err = { 0 };

	fill(store);
	seal_recipe(&recipe, true);
	assert_true(seal_derive(&recipe, "open sesame", key));
	assert_true(store_reseal(store, &recipe, key, &err));
	store_close(store);
	store = locked(p);
	assert_int_equal(store_seal_kind(store), SEAL_PASSPHRASE);
	assert_true(store_recipe(store, &kept));
	assert_true(seal_derive(&kept, "close sesame", wrong));
	assert_false(store_unlock(store, SEAL_PASSPHRASE, wrong, &err));
	assert_non_null(strstr(err.text, "not the passphrase"));
	assert_true(store_is_locked(store));
	assert_true(seal_derive(&kept, "open sesame", wrong));
	assert_true(store_unlock(store, SEAL_PASSPHRASE, wrong, &err));
	check(store);
	store_close(store);
}

/* ---- records of an earlier version ---- */

#define PLAIN_ASK(id, at) \
	"INSERT INTO asks VALUES ('" id "', 1, 'usr_1', 'María Núñez', '" PHONE "', " \
	"'Hugo Trujillo', '" PAYER "', 'US', 50000, 'MXN', 'pm_1', 'UBN " ACCOUNT "', " \
	"'for Hugo Trujillo', 'UNKNOWN', '', '', '', 'https://links.example/Trujillo', '', '', " \
	"'María Núñez is not there', " at ", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, " \
	"'requestMoneyV2', '" PHONE "', 0, 0, '', 'Hugo Trujillo: because', '', 1); "

/* Many enough that sealing them takes some pages. */
static void make_version_4(const struct place *p)
{
	const char *end = strstr(asset_schema_sql, "-- version 5");
	char *steps = xstrndup(asset_schema_sql, (size_t)(end - asset_schema_sql));
	char *folder = xasprintf("%s/state", p->dir);

	if (mkdir(folder, 0700))
		assert_int_equal(errno, EEXIST);
	sql(p, "PRAGMA journal_mode = WAL");
	sql(p, steps);
	sql(p, "INSERT INTO customers VALUES (1, '" PHONE "', '" EMAIL "', 'usr_1', "
	       "'María Núñez', 'maria nunez', 'Completed', '', 7);"
	       "INSERT INTO customer_words VALUES ('maria', 7, 1), ('nunez', 7, 1);"
	       "INSERT INTO journeys VALUES (1, 'María Núñez', '" PHONE "', 'usr_1', 0, 0, 5, "
	       "'{\"email\":\"" EMAIL "\"}', 0);" PLAIN_ASK(ID, "1")
	       "INSERT INTO ask_events VALUES (1, '" ID "', 1, 'closed by %s|Hugo Trujillo');"
	       "INSERT INTO ask_answers VALUES (1, '" ID "', 1, '{\"to\":\"" EMAIL "\"}');"
	       "INSERT INTO ask_bodies VALUES ('" ID "', '{\"to\":\"" EMAIL "\"}');"
	       "INSERT INTO events VALUES (1, 9, 'good', 1, 'outcome', 0, '', '', 0, '', "
	       "'about Trujillo', '', 'X-Name: Trujillo', '{\"to\":\"" EMAIL "\"}');"
	       "INSERT INTO calls VALUES (1, 1, 1, 1, 'getProfile', 'GET', "
	       "'https://host/v1/user?phoneNumber=" PHONE "', 200, 1, 1, 'Trujillo', NULL, "
	       "'{\"firstName\":\"Trujillo\"}', NULL, '{\"email\":\"" EMAIL "\"}', NULL, '', '');"
	       "INSERT INTO scenario_runs VALUES (1, 1, 'https://host');"
	       "INSERT INTO scenario_rows VALUES (1, 's', 'failed', 0, '', 1, 'not Trujillo');"
	       "INSERT INTO settings VALUES ('last_country', 'MX');"
	       "PRAGMA user_version = 4");
	free(folder);
	free(steps);
}

static void plain_records_are_sealed_once_and_for_all(void **state)
{
	struct place *p = *state;
	struct store *store;

	make_version_4(p);
	assert_true(plain_in(p) > 0);
	store = opened(p);
	assert_int_equal(plain_in(p), 0);
	check(store);
	store_close(store);
	assert_int_equal(plain_in(p), 0);
}

static void remove_records(const struct place *p)
{
	static const char *const ends[] = { "db", "db-wal", "db-shm", "key" };
	char path[128];

	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		snprintf(path, sizeof(path), "%s/state/remitty.%s", p->dir, ends[i]);
		unlink(path);
	}
}

/* Killed at every sixth write on the way: the next start finds everything, and leaves
 * nothing plain behind. */
static void sealing_survives_being_killed_anywhere(void **state)
{
	struct place *p = *state;
	struct store *store;
	int n = -5, status;
	pid_t pid;

	do {
		remove_records(p);
		make_version_4(p);
		n += 6;
		pid = fork();
		if (!pid) {
			writes_left = n;
			store_close(store_open(p->path, NULL));
			_exit(0);
		}
		assert_int_equal(waitpid(pid, &status, 0), pid);
		store = opened(p);
		check(store);
		assert_int_equal(plain_in(p), 0);
		store_close(store);
		assert_int_equal(plain_in(p), 0);
	} while (WIFSIGNALED(status));
	printf("# figure: plain records sealed, killed at every sixth write | "
	       "%d writes, 0 plain, 0 lost\n", n);
	assert_true(n > 20);
}

#define T(name) cmocka_unit_test_setup_teardown(name, place_open, place_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_text_opens_with_its_key_in_its_place_alone),
		T(who_has_the_public_half_can_seal_and_not_open),
		T(a_passphrase_gives_one_key_for_each_salt),
		T(nothing_of_a_person_lies_in_the_files),
		T(cells_that_were_moved_do_not_open),
		T(the_state_goes_on_while_it_is_locked),
		T(the_key_file_is_for_its_owner_alone),
		T(a_passphrase_takes_the_place_of_the_key_file),
		T(plain_records_are_sealed_once_and_for_all),
		T(sealing_survives_being_killed_anywhere),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
