#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/journal.h"

static const struct op op = { .name = "try", .method = "POST", .path = "/try" };

static void newest_comes_first(void **state)
{
	struct journal *journal = journal_new(8);

	(void)state;
	assert_null(journal_nth(journal, 0));
	journal_begin(journal, &op);
	journal_begin(journal, &op);
	assert_int_equal(journal_count(journal), 2);
	assert_int_equal(journal_nth(journal, 0)->serial, 2);
	assert_int_equal(journal_nth(journal, 1)->serial, 1);
	assert_null(journal_nth(journal, 2));
	assert_null(journal_nth(journal, -1));
	assert_ptr_equal(journal_find(journal, 1), journal_nth(journal, 1));
	assert_null(journal_find(journal, 3));
	journal_free(journal);
}

static void the_oldest_finished_one_goes(void **state)
{
	struct journal *journal = journal_new(2);
	struct exchange *running = journal_begin(journal, &op);

	(void)state;
	journal_begin(journal, &op)->done = true;
	journal_begin(journal, &op)->done = true;
	journal_begin(journal, &op)->done = true;
	assert_int_equal(journal_count(journal), 2);
	assert_int_equal(journal_nth(journal, 0)->serial, 4);
	assert_ptr_equal(journal_nth(journal, 1), running);
	running->done = true;
	journal_begin(journal, &op);
	assert_null(journal_find(journal, 1));
	journal_free(journal);
}

/* What the shell makes of the command, one argument a line. */
static char *run_shell(const char *command)
{
	char *script = xasprintf("curl() { printf '%%s\\n' \"$@\"; }\nREMITTY_KEY='k e\"y'\n%s\n",
				 command);
	char *quoted = xasprintf("sh -s <<'END_OF_SCRIPT'\n%sEND_OF_SCRIPT\n", script);
	FILE *shell = popen(quoted, "r");
	struct str out = { 0 };
	char part[512];
	size_t n;

	assert_non_null(shell);
	while ((n = fread(part, 1, sizeof(part), shell)) > 0)
		str_addn(&out, part, n);
	assert_int_equal(pclose(shell), 0);
	free(script);
	free(quoted);
	return str_steal(&out);
}

static void curl_command_survives_the_shell(void **state)
{
	struct journal *journal = journal_new(2);
	struct exchange *x = journal_begin(journal, &op);
	char *command, *out;

	(void)state;
	x->method = xstrdup("POST");
	x->url = xstrdup("https://host/v1/try?a='$(id)'");
	x->request_headers = xstrdup("api_key: [redacted]\nAccept: application/json\n");
	x->request = json_pack("{s:s, s:f}", "name", "O'Hara `id` $HOME \"x\"", "amount", 500.25);
	command = exchange_curl(x);
	assert_non_null(strstr(command, "$REMITTY_KEY"));
	out = run_shell(command);
	assert_string_equal(out, "-sS\n-X\nPOST\nhttps://host/v1/try?a='$(id)'\n"
			    "-H\napi_key: k e\"y\n-H\nAccept: application/json\n"
			    "--data\n"
			    "{\"name\":\"O'Hara `id` $HOME \\\"x\\\"\",\"amount\":500.25}\n");
	free(command);
	free(out);
	journal_free(journal);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(newest_comes_first),
		cmocka_unit_test(the_oldest_finished_one_goes),
		cmocka_unit_test(curl_command_survives_the_shell),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
