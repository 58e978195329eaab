/* When the program listens for events, and that it does not otherwise. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/lang.h"
#include "screens/session.h"

#define REAL "profile \"real\" {\n  environment = \"test\"\n" \
	"  base_url = \"https://127.0.0.1:1/v1\"\n  api_key_file = \"key\"\n"

struct home {
	char dir[64];
	struct session session;
};

static int open_home(void **state)
{
	struct home *home = xcalloc(1, sizeof(*home));
	const char *tmp = getenv("TMPDIR");

	snprintf(home->dir, sizeof(home->dir), "%.40s/remitty-XXXXXX", tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(home->dir));
	assert_int_equal(chdir(home->dir), 0);
	setenv("XDG_CONFIG_HOME", home->dir, 1);
	setenv("XDG_STATE_HOME", home->dir, 1);
	lang_init();
	lang_set("en");
	assert_true(file_write("key", "k-1\n", 4, NULL));
	*state = home;
	return 0;
}

static int close_home(void **state)
{
	struct home *home = *state;
	char *rm = xasprintf("rm -rf '%s'", home->dir);
	FILE *shell;

	session_close(&home->session);
	assert_int_equal(chdir("/"), 0);
	shell = popen(rm, "r");
	assert_int_equal(pclose(shell), 0);
	free(rm);
	free(home);
	return 0;
}

/* ---- sockets of this program on which anybody listens ---- */

static bool is_mine(uint64_t inode)
{
	char wanted[40], path[300], link[64];
	DIR *dir = opendir("/proc/self/fd");
	struct dirent *entry;
	bool found = false;

	snprintf(wanted, sizeof(wanted), "socket:[%" PRIu64 "]", inode);
	while (!found && (entry = readdir(dir))) {
		ssize_t n;

		snprintf(path, sizeof(path), "/proc/self/fd/%s", entry->d_name);
		n = readlink(path, link, sizeof(link) - 1);
		link[n > 0 ? n : 0] = '\0';
		found = str_eq(link, wanted);
	}
	closedir(dir);
	return found;
}

static int listening_in(const char *table)
{
	FILE *f = fopen(table, "re");
	char line[512];
	int n = 0;

	while (f && fgets(line, sizeof(line), f)) {
		unsigned state;
		uint64_t inode;

		if (sscanf(line, "%*s %*s %*s %x %*s %*s %*s %*s %*s %" SCNu64, &state,
			   &inode) == 2 && state == 0x0a)
			n += is_mine(inode);
	}
	if (f)
		fclose(f);
	return n;
}

static int listening(void)
{
	return listening_in("/proc/self/net/tcp") + listening_in("/proc/self/net/tcp6");
}

/* ---- tests ---- */

/* All that the console does about it. */
static struct inbox *begin(struct home *home, const char *conf, const char *profile)
{
	struct options options = { .profile = profile };
	struct err err = { 0 };

	mkdir("remitty", 0700);
	assert_true(file_write("remitty/remitty.conf", conf, strlen(conf), NULL));
	if (!session_open(&home->session, &options, &err))
		fail_msg("%s", err.text);
	session_open_inbox(&home->session);
	session_listen(&home->session);
	return home->session.inbox;
}

static void a_real_profile_listens_only_when_told_to(void **state)
{
	struct inbox *inbox = begin(*state, REAL "  webhook_secret_file = \"key\"\n}\n", "real");

	assert_int_equal(listening(), 0);
	assert_null(inbox_url(inbox));
	assert_int_equal(inbox_trouble(inbox)->kind, ERR_NONE);
	assert_string_equal(inbox_secret(inbox), "k-1");	/* to send kept ones again */
}

static void told_to_it_listens_on_loopback(void **state)
{
	struct inbox *inbox = begin(*state, REAL "  webhook_secret_command = {\"echo\", \"s\"}\n"
				    "  webhook_port = any\n}\n", "real");

	assert_int_equal(listening(), 1);
	assert_true(has_prefix(inbox_url(inbox), "http://127.0.0.1:"));
	assert_false(inbox_is_open(inbox));
	assert_string_equal(inbox_secret(inbox), "s");
}

static void elsewhere_than_on_loopback_others_reach_it(void **state)
{
	struct inbox *inbox = begin(*state, REAL "  webhook_port = any\n"
				    "  webhook_listen = \"0.0.0.0\"\n}\n", "real");

	assert_true(has_prefix(inbox_url(inbox), "http://0.0.0.0:"));
	assert_true(inbox_is_open(inbox));
	assert_null(inbox_secret(inbox));
}

static void without_its_secret_it_does_not_listen(void **state)
{
	struct inbox *inbox = begin(*state, REAL "  webhook_port = any\n"
				    "  webhook_secret_file = \"gone\"\n}\n", "real");

	assert_int_equal(listening(), 0);
	assert_int_equal(inbox_trouble(inbox)->kind, ERR_CONFIG);
	assert_non_null(strstr(inbox_trouble(inbox)->next, "webhook_secret_file"));
}

static void a_secret_that_others_can_read_is_refused(void **state)
{
	assert_int_equal(chmod("key", 0644), 0);
	assert_non_null(strstr(inbox_trouble(begin(*state, "profile \"sandbox\" {\n"
		"  webhook_secret_file = \"key\"\n}\n", "sandbox"))->text, "read by others"));
	assert_int_equal(listening(), 1);	/* the sandbox alone */
}

/* What the sandbox inside tells comes here. */
static void beside_the_sandbox_it_listens_by_itself(void **state)
{
	struct home *home = *state;
	struct inbox *inbox = begin(home, "", "sandbox");

	assert_int_equal(listening(), 2);
	assert_non_null(inbox_url(inbox));
	assert_int_equal(strlen(inbox_secret(inbox)), 48);
}

static void but_not_when_it_is_off(void **state)
{
	struct inbox *inbox = begin(*state, "profile \"sandbox\" {\n  webhook_port = off\n}\n",
				    "sandbox");

	assert_int_equal(listening(), 1);
	assert_null(inbox_url(inbox));
}

int main(void)
{
#define AT_HOME(test) cmocka_unit_test_setup_teardown(test, open_home, close_home)
	const struct CMUnitTest tests[] = {
		AT_HOME(a_real_profile_listens_only_when_told_to),
		AT_HOME(told_to_it_listens_on_loopback),
		AT_HOME(elsewhere_than_on_loopback_others_reach_it),
		AT_HOME(without_its_secret_it_does_not_listen),
		AT_HOME(a_secret_that_others_can_read_is_refused),
		AT_HOME(beside_the_sandbox_it_listens_by_itself),
		AT_HOME(but_not_when_it_is_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
