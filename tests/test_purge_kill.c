/* A console that dies in the middle of deleting a customer: at the next start she is
 * gone with all that speaks of her, or she is there and can be deleted once more.
 * Where it dies is said by how far a file may grow. */

#include "tests/somebody.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/lang.h"
#include "screens/purge.h"

enum { STEP = 8 << 10, FAR = 256 << 10 };

struct shop {
	struct place place;
	struct config config;
	char slips[112], paper[160];
};

static void shop_fill(struct shop *s)
{
	static const char slip[] = "paid by " PHONE;
	struct store *store = opened(&s->place);
	struct ask ask;

	somebody_fill(store);
	assert_true(store_ask_get(store, ID, &ask));
	ask.state = ASK_DONE;
	assert_true(store_ask_move(store, ASK_UNKNOWN, &ask, NULL));
	store_close(store);
	mkdir(s->slips, 0700);
	assert_true(file_write(s->paper, slip, strlen(slip), NULL));
}

static bool delete_her(struct shop *s, struct err *err)
{
	struct store *store = opened(&s->place);
	struct purged done;
	struct customer c;
	bool ok = !store_customer_get(store, PHONE, &c) ||
		  purge_customer(store, &s->config, &c, false, &done, err);

	store_close(store);
	return ok;
}

/* In a process that ends where a file would grow beyond so much. */
static bool dies_at(struct shop *s, rlim_t most)
{
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		struct store *store = opened(&s->place);
		struct purged done;
		struct customer c;
		bool ok;

		signal(SIGXFSZ, SIG_DFL);
		setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
		setrlimit(RLIMIT_FSIZE, &(struct rlimit){ most, most });
		ok = store_customer_get(store, PHONE, &c) &&
		     purge_customer(store, &s->config, &c, false, &done, NULL);
		_exit(ok ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFSIGNALED(status);
}

static void remove_files(struct shop *s)
{
	static const char *const ends[] = { "", "-wal", "-shm", ".seal" };

	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		char *path = xasprintf("%s%s", s->place.path, ends[i]);

		unlink(path);
		free(path);
	}
	unlink(s->paper);
}

static void gone_or_once_more(void **state)
{
	struct place *p = *state;
	int died = 0, whole = 0;
	struct shop s = { .place = *p };

	s.config.state_dir = xasprintf("%s/state", p->dir);
	snprintf(s.slips, sizeof(s.slips), "%s/slips", s.config.state_dir);
	snprintf(s.paper, sizeof(s.paper), "%s/slip-1.txt", s.slips);
	for (rlim_t most = 0; most <= FAR; most += STEP) {
		struct err err = { 0 };
		struct store *store;
		struct customer c;

		shop_fill(&s);
		died += dies_at(&s, most);
		store = opened(&s.place);		/* the next start */
		whole += store_customer_get(store, PHONE, &c);
		store_close(store);
		if (!delete_her(&s, &err))
			fail_msg("%s", err.text);
		assert_int_equal(somebody_plain(&s.place), 0);
		assert_int_equal(access(s.paper, F_OK), -1);
		remove_files(&s);
	}
	print_message("# figure: kills while deleting a customer | %d of %d runs died, %d left her "
		      "whole, 0 left a part of her\n", died, FAR / STEP + 1, whole);
	assert_true(died > 3 && whole > 0 && whole < FAR / STEP + 1);
	rmdir(s.slips);
	free(s.config.state_dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(gone_or_once_more, place_open, place_close),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
