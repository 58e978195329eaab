/* Settings of the wallet service: what fits together, and who may read its secrets. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/config.h"
#include "api/lang.h"

static const struct options options = { .profile = "w", .config = "remitty.conf" };

static const char *const files[] = { "remitty.conf", "w.secret", "w.token" };

static int begin(void **state)
{
	const char *tmp = getenv("TMPDIR");
	char *dir = xasprintf("%s/remitty-wallet-XXXXXX", tmp ? tmp : "/tmp");

	lang_init();
	lang_set("en");
	assert_non_null(mkdtemp(dir));
	assert_int_equal(chdir(dir), 0);
	setenv("XDG_STATE_HOME", dir, 1);
	*state = dir;
	return 0;
}

static int end(void **state)
{
	for (size_t i = 0; i < ARRAY_LEN(files); i++)
		unlink(files[i]);
	assert_int_equal(chdir("/"), 0);
	rmdir(*state);
	free(*state);
	return 0;
}

static void write_file(const char *path, const char *text, mode_t mode)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
	assert_int_equal(chmod(path, mode), 0);
}

static void load(struct config *config)
{
	struct err err = { 0 };

	if (!config_load(config, &options, &err))
		fail_msg("%s", err.text);
}

static void refused(const char *words)
{
	struct config config;
	struct err err = { 0 };

	assert_false(config_load(&config, &options, &err));
	if (!strstr(err.text, words))
		fail_msg("“%s” without “%s”", err.text, words);
}

#define WALLET "profile \"w\" {\n environment = \"test\"\n" \
	" base_url = \"https://a.example/v1\"\n omnumi_url = \"https://b.example\"\n"
#define TENANT " omnumi_tenant_id = \"1cd4bca0-e30b-449b-8117-cdd9963847df\"\n"

static void the_wallet_service_needs_its_settings(void **state)
{
	static const struct {
		const char *text, *words;
	} rows[] = {
		{ WALLET "}\n", "has no omnumi_tenant_id" },
		{ WALLET " omnumi_tenant_id = \"us\"\n}\n", "is not a value of omnumi_tenant_id" },
		{ WALLET TENANT " omnumi_version = \"4.2.0\"\n}\n", "omnumi_version" },
		{ WALLET TENANT " omnumi_api_key_file = \"a\"\n"
		  " omnumi_api_key_command = {\"b\"}\n}\n", "not both" },
		{ "profile \"w\" {\n environment = \"test\"\n"
		  " base_url = \"https://a.example/v1\"\n omnumi_url = \"http://b.example\"\n"
		  TENANT "}\n", "needs https" },
	};
	struct config config;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		write_file("remitty.conf", rows[i].text, 0600);
		refused(rows[i].words);
	}
	write_file("remitty.conf", WALLET TENANT "}\n", 0600);
	load(&config);
	assert_string_equal(config.omnumi_version, "4.0.0");
	config_release(&config);
}

static void the_wallets_secrets_are_private(void **state)
{
	struct config config;
	struct err err;
	char *key, *token;

	(void)state;
	write_file("remitty.conf", WALLET TENANT " omnumi_api_key_file = \"w.secret\"\n"
		   " omnumi_access_token_file = \"w.token\"\n}\n", 0600);
	load(&config);
	write_file("w.secret", "sk_wallet\n", 0644);
	write_file("w.token", "ey.one.two\n", 0600);
	assert_false(config_wallet_secrets(&config, &key, &token, &err));
	assert_non_null(strstr(err.text, "by others"));
	assert_null(strstr(err.text, "sk_wallet"));
	assert_int_equal(chmod("w.secret", 0600), 0);
	assert_true(config_wallet_secrets(&config, &key, &token, &err));
	assert_string_equal(key, "sk_wallet");
	assert_string_equal(token, "ey.one.two");
	secret_free(key);
	secret_free(token);
	assert_int_equal(chmod("w.token", 0640), 0);
	assert_false(config_wallet_secrets(&config, &key, &token, &err));
	assert_null(key);
	assert_null(token);
	config_release(&config);
}

int main(void)
{
#define CASE(fn) cmocka_unit_test_setup_teardown(fn, begin, end)
	const struct CMUnitTest tests[] = {
		CASE(the_wallet_service_needs_its_settings),
		CASE(the_wallets_secrets_are_private),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
