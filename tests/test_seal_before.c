/* Records of an earlier version, in which everything is plain: they are sealed when
 * they are first opened, whatever happens meanwhile. */

#include "tests/somebody.h"

#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/lang.h"

extern const char asset_schema_sql[];

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

/* ---- records as version 4 made them ---- */

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
	       /* What was deleted then was not overwritten. */
	       "PRAGMA secure_delete = OFF;"
	       "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 99) "
	       "INSERT INTO settings SELECT 'k' || i, 'Trujillo " PHONE " ' || i FROM n;"
	       "DELETE FROM settings WHERE key LIKE 'k%';"
	       "PRAGMA user_version = 4");
	free(folder);
	free(steps);
}

static void plain_records_are_sealed_once_and_for_all(void **state)
{
	struct place *p = *state;
	struct store *store;

	make_version_4(p);
	assert_true(somebody_plain(p) > 0);
	store = opened(p);
	assert_int_equal(somebody_plain(p), 0);
	somebody_check(store);
	store_close(store);
	assert_int_equal(somebody_plain(p), 0);
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
		somebody_check(store);
		assert_int_equal(somebody_plain(p), 0);
		store_close(store);
		assert_int_equal(somebody_plain(p), 0);
	} while (WIFSIGNALED(status));
	printf("# figure: plain records sealed, killed at every sixth write | "
	       "%d writes, 0 plain, 0 lost\n", n);
	assert_true(n > 20);
}

#define T(name) cmocka_unit_test_setup_teardown(name, place_open, place_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(plain_records_are_sealed_once_and_for_all),
		T(sealing_survives_being_killed_anywhere),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
