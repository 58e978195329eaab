#include "tests/store_place.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/lang.h"
#include "api/process.h"

#define ID "7011cefb-0c0b-48c1-a68a-7134d32e61e4"

static unsigned mode_of(const char *path)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	return (unsigned)st.st_mode & 07777;
}

/* ---- the file ---- */

static void only_its_owner_reads_it(void **state)
{
	struct place *p = *state;
	mode_t before = umask(0);
	struct store *store = opened(p);
	char path[128];

	store_value_put(store, "lang", "es");
	assert_int_equal(mode_of(p->path), 0600);
	snprintf(path, sizeof(path), "%s-wal", p->path);
	assert_int_equal(mode_of(path), 0600);
	snprintf(path, sizeof(path), "%s-shm", p->path);
	assert_int_equal(mode_of(path), 0600);
	snprintf(path, sizeof(path), "%s/state", p->dir);
	assert_int_equal(mode_of(path), 0700);
	store_close(store);
	umask(before);
}

static void what_was_put_is_there_after_opening_again(void **state)
{
	struct place *p = *state;
	struct store *store = opened(p);
	char *value;

	assert_null(store_value(store, "lang"));
	store_value_put(store, "lang", "es");
	store_value_put(store, "lang", "en");
	store_value_put(store, "country", "MX");
	store_value_put(store, "country", NULL);
	store_close(store);
	store = opened(p);
	value = store_value(store, "lang");
	assert_string_equal(value, "en");
	assert_null(store_value(store, "country"));
	free(value);
	store_close(store);
}

static void a_damaged_file_is_left_as_it_is(void **state)
{
	static const char junk[] = "This is not what it should be, and somebody may want it back. ";
	struct place *p = *state;
	struct err err = { 0 };
	char dir[96], *text;
	struct str all = { 0 };
	size_t len;

	snprintf(dir, sizeof(dir), "%s/state", p->dir);
	assert_int_equal(mkdir(dir, 0700), 0);
	while (all.len < 9000)
		str_add(&all, junk);
	assert_true(file_write(p->path, all.s, all.len, NULL));
	assert_null(store_open(p->path, &err));
	assert_int_equal(err.kind, ERR_STORE);
	assert_non_null(strstr(err.text, "damaged"));
	assert_non_null(strstr(err.text, p->path));
	assert_true(*err.next != '\0');
	text = file_read(p->path, 100000, &len, NULL);
	assert_int_equal(len, all.len);
	assert_memory_equal(text, all.s, len);
	free(text);
	str_release(&all);
}

static void a_folder_in_its_place_is_told(void **state)
{
	struct place *p = *state;
	struct err err = { 0 };

	assert_null(store_open(p->dir, &err));
	assert_int_equal(err.kind, ERR_STORE);
	assert_non_null(strstr(err.text, p->dir));
}

static void records_of_a_newer_version_are_left_alone(void **state)
{
	struct place *p = *state;
	struct err err = { 0 };
	char back[40];
	int version;

	store_close(opened(p));
	version = version_of(p);
	sql(p, "PRAGMA user_version = 999");
	assert_null(store_open(p->path, &err));
	assert_int_equal(err.kind, ERR_STORE);
	assert_non_null(strstr(err.text, "newer"));
	snprintf(back, sizeof(back), "PRAGMA user_version = %d", version);
	sql(p, back);
	store_close(opened(p));
}

/* A process that ended in the middle of the first step left an empty file. */
static void a_file_without_a_version_gets_the_schema(void **state)
{
	struct place *p = *state;
	struct store *store;
	char dir[96];

	snprintf(dir, sizeof(dir), "%s/state", p->dir);
	assert_int_equal(mkdir(dir, 0700), 0);
	sql(p, "PRAGMA journal_mode = WAL");
	store = opened(p);
	assert_int_equal(store_asks(store, &(struct ask_query){ .list = ASKS_ALL },
			NULL, 0), 0);
	store_value_put(store, "lang", "es");
	store_close(store);
}

/* How a child ended: true when it exited with 0. */
static bool ended_well(pid_t pid)
{
	int status;

	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void several_may_be_first(void **state)
{
	struct place *p = *state;
	pid_t pids[4];

	for (size_t i = 0; i < ARRAY_LEN(pids); i++) {
		pids[i] = fork();
		if (pids[i] == 0) {
			struct store *store = store_open(p->path, NULL);

			if (store)
				store_value_put(store, "who", "me");
			store_close(store);
			_exit(store ? 0 : 1);
		}
	}
	for (size_t i = 0; i < ARRAY_LEN(pids); i++)
		assert_true(ended_well(pids[i]));
	store_close(opened(p));
}

/* ---- asks ---- */

static struct ask sample(const char *id, int64_t at)
{
	struct ask ask;

	memset(&ask, 0, sizeof(ask));	/* with what lies between the members: asks are compared */
	snprintf(ask.correlation_id, sizeof(ask.correlation_id), "%s", id);
	ask.journey_id = 7;
	snprintf(ask.user_token, sizeof(ask.user_token), "usr_1");
	snprintf(ask.customer, sizeof(ask.customer), "María Núñez");
	snprintf(ask.customer_phone, sizeof(ask.customer_phone), "+525521206703");
	snprintf(ask.payer, sizeof(ask.payer), "Hugo Tru");
	snprintf(ask.payer_phone, sizeof(ask.payer_phone), "+19165550149");
	snprintf(ask.payer_country, sizeof(ask.payer_country), "US");
	ask.amount.minor = 173456;
	snprintf(ask.amount.currency, sizeof(ask.amount.currency), "MXN");
	snprintf(ask.method_id, sizeof(ask.method_id), "m-1");
	snprintf(ask.method, sizeof(ask.method), "Visa ···· 1111");
	snprintf(ask.note, sizeof(ask.note), "Renta de mayo");
	ask.state = ASK_READY;
	ask.created_at = ask.updated_at = ask.state_at = at;
	return ask;
}

static void added(struct store *store, const char *id, int64_t at, enum ask_state state)
{
	struct ask ask = sample(id, at);
	struct err err = { 0 };

	ask.state = state;
	if (!store_ask_add(store, &ask, &err))
		fail_msg("%s", err.text);
}

static void an_ask_comes_back_as_it_went(void **state)
{
	struct store *store = opened(*state);
	struct ask ask = sample(ID, 1000), back;
	struct err err = { 0 };

	memset(&back, 0, sizeof(back));
	assert_true(store_ask_add(store, &ask, &err));
	assert_true(store_ask_get(store, ID, &back));
	assert_memory_equal(&back, &ask, sizeof(ask));

	/* What may change, each with a value of its own. */
	ask.state = ASK_MISMATCH;
	snprintf(ask.status, sizeof(ask.status), "a");
	snprintf(ask.status_detail, sizeof(ask.status_detail), "b");
	snprintf(ask.code, sizeof(ask.code), "c");
	snprintf(ask.link, sizeof(ask.link), "d");
	snprintf(ask.plat_id, sizeof(ask.plat_id), "e");
	snprintf(ask.refusal, sizeof(ask.refusal), "f");
	snprintf(ask.refusal_text, sizeof(ask.refusal_text), "g");
	ask.handed_at = 11, ask.updated_at = 12, ask.checked_at = 13, ask.state_at = 14;
	ask.seen_at = 15, ask.next_look_at = 16, ask.looks = 17, ask.good_looks = 18;
	ask.owner_pid = 19, ask.owner_born = INT64_MAX;
	assert_true(store_ask_move(store, ASK_READY, &ask, &err));
	memset(&back, 0, sizeof(back));
	assert_true(store_ask_get(store, ID, &back));
	assert_memory_equal(&back, &ask, sizeof(ask));
	assert_false(store_ask_get(store, "no such", &back));
	store_close(store);
}

static void what_was_frozen_stays(void **state)
{
	struct store *store = opened(*state);
	struct ask ask = sample(ID, 1000), back;

	added(store, ID, 1000, ASK_READY);
	ask.amount.minor = 1;
	ask.created_at = 5;
	snprintf(ask.method_id, sizeof(ask.method_id), "other");
	snprintf(ask.payer_phone, sizeof(ask.payer_phone), "+19165550000");
	ask.state = ASK_CONNECTING;
	assert_true(store_ask_move(store, ASK_READY, &ask, NULL));
	assert_true(store_ask_get(store, ID, &back));
	assert_int_equal(back.state, ASK_CONNECTING);
	assert_true(back.amount.minor == 173456 && back.created_at == 1000);
	assert_string_equal(back.method_id, "m-1");
	assert_string_equal(back.payer_phone, "+19165550149");
	store_close(store);
}

static void the_same_ask_is_added_once(void **state)
{
	struct store *store = opened(*state);
	struct ask ask = sample(ID, 1000);
	struct err err = { 0 };

	assert_true(store_ask_add(store, &ask, &err));
	assert_false(store_ask_add(store, &ask, &err));
	assert_int_equal(err.kind, ERR_STORE);
	store_close(store);
}

static void one_of_two_claims_a_ready_ask(void **state)
{
	struct store *a = opened(*state), *b = opened(*state);
	struct ask mine = sample(ID, 1000), theirs = mine;
	struct err err = { 0 };

	added(a, ID, 1000, ASK_READY);
	mine.state = theirs.state = ASK_CONNECTING;
	assert_true(store_ask_move(a, ASK_READY, &mine, &err));
	assert_false(store_ask_move(b, ASK_READY, &theirs, &err));
	assert_int_equal(err.kind, ERR_NONE);
	store_close(a);
	store_close(b);
}

static void many_processes_race_and_one_wins(void **state)
{
	enum { RACERS = 4 };
	struct place *p = *state;
	struct store *store = opened(p);
	int go[2], won = 0;
	pid_t pids[RACERS];
	char byte;

	added(store, ID, 1000, ASK_READY);
	store_close(store);		/* no connection is carried into a child */
	assert_int_equal(pipe(go), 0);
	for (int i = 0; i < RACERS; i++) {
		pids[i] = fork();
		if (pids[i] == 0) {
			struct store *own = store_open(p->path, NULL);
			struct ask ask = sample(ID, 1000);
			bool first;

			close(go[1]);
			if (!own || read(go[0], &byte, 1) != 0)
				_exit(2);
			ask.state = ASK_CONNECTING;
			ask.owner_pid = (int)getpid();
			first = store_ask_move(own, ASK_READY, &ask, NULL);
			store_close(own);
			_exit(first ? 0 : 1);
		}
	}
	close(go[0]);
	close(go[1]);			/* off they go */
	for (int i = 0; i < RACERS; i++)
		won += ended_well(pids[i]);
	assert_int_equal(won, 1);
}

static void a_claim_is_its_owners_until_he_is_gone(void **state)
{
	struct store *store = opened(*state);
	struct ask ask = sample(ID, 1000), next, wrong;
	struct err err = { 0 };

	ask.state = ASK_HANDED;
	ask.owner_pid = 1;		/* init: alive, and not us */
	ask.owner_born = 99;
	assert_true(store_ask_add(store, &ask, &err));
	next = ask;
	next.state = ASK_UNKNOWN;
	next.owner_pid = 0, next.owner_born = 0;
	assert_false(store_ask_move(store, ASK_HANDED, &next, &err));
	assert_int_equal(err.kind, ERR_NONE);
	/* It may only be taken as it was found. */
	wrong = ask;
	wrong.owner_born = 98;
	assert_false(store_ask_rescue(store, &wrong, &next, &err));
	assert_true(store_ask_rescue(store, &ask, &next, &err));
	assert_false(store_ask_rescue(store, &ask, &next, &err));
	store_close(store);
}

static void processes_are_told_apart(void **state)
{
	int64_t mine = process_born((int)getpid());
	int status;
	pid_t pid;

	(void)state;
	assert_true(mine > 0);
	assert_false(process_is_gone((int)getpid(), mine));
	assert_true(process_is_gone((int)getpid(), mine + 1));	/* the number was ours before us */
	assert_true(process_is_gone(0, 0));
	pid = fork();
	if (pid == 0)
		_exit(0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(process_is_gone((int)pid, mine));
}

static void lists_go_newest_first_in_pages(void **state)
{
	struct store *store = opened(*state);
	struct ask page[4];
	int64_t before = 0;
	char id[40];
	int n, seen = 0;

	for (int i = 0; i < 10; i++) {
		snprintf(id, sizeof(id), "id-%d", i);
		added(store, id, 1000, ASK_DONE);	/* all in the same moment */
	}
	while ((n = store_asks(store, &(struct ask_query){ .list = ASKS_ALL, .before = before },
			page, 4)) > 0) {
		for (int i = 0; i < n; i++, seen++) {
			snprintf(id, sizeof(id), "id-%d", 9 - seen);
			assert_string_equal(page[i].correlation_id, id);
		}
		before = page[n - 1].created_at;
	}
	assert_int_equal(seen, 10);
	store_close(store);
}

static void each_list_has_its_own(void **state)
{
	struct store *store = opened(*state);
	struct ask page[ASK_STATES + 1], other = sample("other", 5000);
	char id[16];

	for (int s = ASK_READY; s < ASK_STATES; s++) {
		snprintf(id, sizeof(id), "s%d", s);
		added(store, id, 1000 + s, (enum ask_state)s);
	}
	snprintf(other.user_token, sizeof(other.user_token), "usr_2");
	other.state = ASK_DONE;
	assert_true(store_ask_add(store, &other, NULL));

	assert_int_equal(store_asks(store, &(struct ask_query){ .list = ASKS_ALL },
			page, ASK_STATES + 1), ASK_STATES);
	assert_int_equal(store_asks(store, &(struct ask_query){ .list = ASKS_NEED_PERSON },
			page, ASK_STATES), 5);
	assert_int_equal(store_asks(store, &(struct ask_query){ .list = ASKS_LIVE },
			page, ASK_STATES), 7);
	assert_int_equal(store_asks(store, &(struct ask_query){ .list = ASKS_SINCE, .since = 5000 },
			page, ASK_STATES), 1);
	assert_string_equal(page[0].correlation_id, "other");
	assert_int_equal(store_asks(store, &(struct ask_query){ .list = ASKS_OF_CUSTOMER,
			 .user_token = "usr_2" },
			page, ASK_STATES), 1);
	assert_int_equal(store_asks(store, &(struct ask_query){ .list = ASKS_OF_CUSTOMER,
			 .user_token = "nobody" },
			page, ASK_STATES), 0);
	assert_int_equal(store_asks(store, &(struct ask_query){ .list = ASKS_ALL },
			page, 3), 3);
	store_close(store);
}

static void its_log_is_read_in_order(void **state)
{
	struct store *store = opened(*state);
	struct ask_event events[3];
	struct err err = { 0 };

	added(store, ID, 1000, ASK_READY);
	assert_true(store_ask_event(store, ID, "one", &err));
	assert_true(store_ask_event(store, ID, "two", &err));
	assert_true(store_ask_event(store, ID, "the service says: %s|Sent|x", &err));
	assert_true(store_ask_event(store, ID, "50%s", &err));
	assert_int_equal(store_ask_events(store, ID, events, 3), 3);
	assert_string_equal(events[0].what, "two");
	assert_string_equal(events[1].what, "the service says: Sent|x");
	assert_string_equal(events[2].what, "50%s");
	assert_false(store_ask_event(store, "no such", "one", &err));
	store_close(store);
}

static void a_strange_answer_is_kept(void **state)
{
	struct store *store = opened(*state);
	char *body;

	added(store, ID, 1000, ASK_HANDED);
	assert_null(store_ask_answer(store, ID));
	assert_true(store_ask_keep_answer(store, ID, "{\"a\":1}", NULL));
	assert_true(store_ask_keep_answer(store, ID, "{\"a\":2}", NULL));
	body = store_ask_answer(store, ID);
	assert_string_equal(body, "{\"a\":2}");
	free(body);
	store_close(store);
}

#define T(name) cmocka_unit_test_setup_teardown(name, place_open, place_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(only_its_owner_reads_it),
		T(what_was_put_is_there_after_opening_again),
		T(a_damaged_file_is_left_as_it_is),
		T(a_folder_in_its_place_is_told),
		T(records_of_a_newer_version_are_left_alone),
		T(a_file_without_a_version_gets_the_schema),
		T(several_may_be_first),
		T(an_ask_comes_back_as_it_went),
		T(what_was_frozen_stays),
		T(the_same_ask_is_added_once),
		T(one_of_two_claims_a_ready_ask),
		T(many_processes_race_and_one_wins),
		T(a_claim_is_its_owners_until_he_is_gone),
		T(processes_are_told_apart),
		T(lists_go_newest_first_in_pages),
		T(each_list_has_its_own),
		T(its_log_is_read_in_order),
		T(a_strange_answer_is_kept),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
