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

#define HERE "home/.config/remitty/remitty.conf"

/* Each test has an empty home of its own. */
static int begin(void **state)
{
	const char *tmp = getenv("TMPDIR");
	char *dir = xasprintf("%s/remitty-config-XXXXXX", tmp ? tmp : "/tmp");
	static const char *const unset[] = {
		"XDG_CONFIG_HOME", "XDG_STATE_HOME", "REMITTY_CONFIG", "REMITTY_PROFILE",
		"REMITTY_LANG", "REMITTY_THEME", "REMITTY_ASCII", "REMITTY_MOUSE",
		"REMITTY_READ_ONLY", "REMITTY_HISTORY", "REMITTY_SANDBOX_URL", "LANGUAGE",
		"LC_ALL", "LC_MESSAGES", "LANG",
	};

	for (size_t i = 0; i < ARRAY_LEN(unset); i++)
		unsetenv(unset[i]);
	lang_init();
	lang_set("en");
	unsetenv("LANGUAGE");
	assert_non_null(mkdtemp(dir));
	assert_int_equal(chdir(dir), 0);
	assert_int_equal(mkdir("home", 0700), 0);
	assert_int_equal(mkdir("home/.config", 0700), 0);
	assert_int_equal(mkdir("home/.config/remitty", 0700), 0);
	*state = xasprintf("%s/home", dir);
	setenv("HOME", *state, 1);
	free(dir);
	return 0;
}

static int end(void **state)
{
	char *home = *state;
	char *rm = xasprintf("rm -rf '%.*s'", (int)(strlen(home) - strlen("/home")), home);
	FILE *shell = popen(rm, "r");

	assert_non_null(shell);
	assert_int_equal(pclose(shell), 0);
	free(rm);
	free(home);
	return 0;
}

static void write_file(const char *path, const char *text, mode_t mode)
{
	assert_true(file_write(path, text, strlen(text), NULL));
	assert_int_equal(chmod(path, mode), 0);
}

static const char cv[] =
	"lang = \"es\"\n"
	"profile \"cv\" {\n"
	"  environment = \"test\"\n"
	"  base_url = \"https://raas.example/v1\"\n"
	"  api_key_file = \"~/cv.key\"\n"
	"  link_hosts = {\"links.example\", \"more.example\"}\n"
	"  scopes = {\"partner\"}\n"
	"  theme = \"light\"\n"
	"  timeout_ms = 2500\n"
	"}\n";

static void load(struct config *config, const struct options *options)
{
	struct err err = { 0 };

	if (!config_load(config, options, &err))
		fail_msg("%s %s", err.text, err.next);
}

static void refused(const struct options *options, const char *words)
{
	struct config config;
	struct err err = { 0 };

	assert_false(config_load(&config, options, &err));
	assert_int_equal(err.kind, ERR_CONFIG);
	if (!strstr(err.text, words))
		fail_msg("“%s” without “%s”", err.text, words);
}

static const char *origin(const struct config *config, const char *key)
{
	for (int i = 0; i < config->n_origins; i++)
		if (str_eq(config->origins[i].key, key))
			return config->origins[i].origin;
	return "?";
}

static void without_a_file_there_is_the_sandbox(void **state)
{
	struct config config;
	char *dir = xasprintf("%s/.local/state/remitty/sandbox", (char *)*state);

	load(&config, &(struct options){ 0 });
	assert_string_equal(config.profile, "sandbox");
	assert_int_equal(config.environment, ENV_SANDBOX);
	assert_null(config.base_url);
	assert_null(config.config_file);
	assert_true(config.typed_cards);
	assert_true(config.mouse);
	assert_string_equal(config.lang, "en");
	assert_string_equal(config.theme, "auto");
	assert_int_equal(config.history, 5000);
	assert_string_equal(config.state_dir, dir);
	assert_string_equal(config.profiles[0], "sandbox");
	assert_null(config.profiles[1]);
	config_release(&config);
	free(dir);
}

static void a_profile_is_read_whole(void **state)
{
	struct config config;
	struct http_conf conf;
	char *key = xasprintf("%s/cv.key", (char *)*state);

	write_file(HERE, cv, 0600);
	load(&config, &(struct options){ .profile = "cv" });
	assert_int_equal(config.environment, ENV_TEST);
	assert_string_equal(config.base_url, "https://raas.example/v1");
	assert_string_equal(config.link_hosts, "links.example,more.example");
	assert_string_equal(config.scopes, "partner");
	assert_string_equal(config.api_key_file, key);
	assert_false(config.typed_cards);
	assert_string_equal(config.lang, "es");
	assert_string_equal(config.profiles[1], "cv");
	assert_non_null(strstr(origin(&config, "base_url"), "remitty.conf:4"));
	assert_non_null(strstr(origin(&config, "link_hosts"), "remitty.conf:6"));
	assert_non_null(strstr(origin(&config, "lang"), "remitty.conf:1"));
	assert_string_equal(origin(&config, "tenant_country"), "built-in");
	config_http(&config, "k", &conf);
	assert_string_equal(conf.service[SVC_RAAS].key, "k");
	assert_null(conf.service[SVC_VGS].key);
	assert_int_equal(conf.connect_ms, 10000);
	assert_int_equal(conf.total_ms, 2500);
	config_release(&config);
	free(key);
}

static void the_nearer_source_wins(void **state)
{
	struct config config;

	(void)state;
	write_file(HERE, cv, 0600);
	setenv("REMITTY_PROFILE", "cv", 1);
	load(&config, &(struct options){ 0 });
	assert_string_equal(config.theme, "light");
	config_release(&config);
	setenv("REMITTY_THEME", "dark", 1);
	setenv("REMITTY_LANG", "en", 1);
	setenv("REMITTY_ASCII", "1", 1);
	setenv("REMITTY_HISTORY", "20", 1);
	load(&config, &(struct options){ .lang = "es" });
	assert_string_equal(config.theme, "dark");
	assert_string_equal(origin(&config, "theme"), "REMITTY_THEME");
	assert_string_equal(config.lang, "es");
	assert_string_equal(origin(&config, "lang"), "--lang");
	assert_true(config.ascii);
	assert_int_equal(config.history, 20);
	config_release(&config);
	load(&config, &(struct options){ .profile = "sandbox", .no_mouse = true,
					 .read_only = true });
	assert_string_equal(config.profile, "sandbox");
	assert_false(config.mouse);
	assert_true(config.read_only);
	config_release(&config);
}

static void the_desktop_tells_the_language(void **state)
{
	struct config config;

	(void)state;
	setenv("LANG", "es_MX.UTF-8", 1);
	load(&config, &(struct options){ 0 });
	assert_string_equal(config.lang, "es");
	config_release(&config);
}

static void a_wrong_file_is_an_error_with_its_line(void **state)
{
	static const struct {
		const char *text, *words;
	} rows[] = {
		{ "colour = \"red\"\n", "line 1: no such option 'colour'" },
		{ "\n\nprofile \"a\" {\n  api_key = \"x\"\n}\n",
		  "line 4: no such option 'api_key'" },
		{ "lang = {", "line 1" },
		{ "lang = \"fr\"\n", "remitty.conf:1: “fr” is not a value of lang" },
		{ "mouse = maybe\n", "line 1" },
		{ "default_profile = \"../up\"\n", "not a name of a profile" },
		{ "default_profile = \"none\"\n", "no profile “none”" },
		{ "default_profile=\"a\"\nprofile \"a\" {\n base_url = \"https://a/\"\n}\n",
		  "does not say which environment" },
		{ "default_profile=\"a\"\nprofile \"a\" {\n environment = \"test\"\n}\n",
		  "no base_url" },
		{ "default_profile=\"a\"\nprofile \"a\" {\n environment = \"prod\"\n}\n",
		  "conf:3: “prod”" },
		{ "default_profile=\"a\"\nprofile \"a\" {\n environment = \"test\"\n"
		  "base_url = \"http://10.0.0.1/v1\"\n}\n", "conf:4: 10.0.0.1 was not called" },
		{ "default_profile=\"a\"\nprofile \"a\" {\n environment = \"test\"\n"
		  "base_url = \"https://a/v1\"\n client_key=\"k\"\n}\n", "need each other" },
		{ "profile \"a\" {\n}\nprofile \"a\" {\n}\n", "line 3" },
		{ "profile \"sandbox\" {\n timeout_ms = 99\n}\n",
		  "conf:2: timeout_ms is from 100 to 600000" },
		{ "profile \"sandbox\" {\n connect_timeout_ms = 600001\n}\n",
		  "connect_timeout_ms is from 100" },
		{ "profile \"sandbox\" {\n sandbox_clock = -1\n}\n", "sandbox_clock is 0 or more" },
		{ "history = -1\n", "conf:1: history is a whole number from 0 to 100000" },
		{ "profile \"sandbox\" {\n webhook_port = 65536\n}\n",
		  "conf:2: “65536” is not a value of webhook_port" },
		{ "profile \"sandbox\" {\n webhook_port = \"\"\n}\n",
		  "not a value of webhook_port" },
		{ "profile \"sandbox\" {\n webhook_port = 80a\n}\n",
		  "not a value of webhook_port" },
		{ "profile \"sandbox\" {\n webhook_listen = localhost\n}\n",
		  "“localhost” is not a value of webhook_listen" },
		{ "profile \"sandbox\" {\n webhook_forward = \"http://example.com\"\n}\n",
		  "example.com was not called" },
		{ "profile \"sandbox\" {\n webhook_secret_file = \"a\"\n"
		  " webhook_secret_command = {\"b\"}\n}\n", "not both" },
		{ "history = 2.5\n", "history is a whole number" },
		{ "history = 100001\n", "history is a whole number" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		write_file(HERE, rows[i].text, 0600);
		refused(&(struct options){ 0 }, rows[i].words);
	}
	refused(&(struct options){ .config = "not-there.conf" }, "not-there.conf cannot be read");
}

/* Every line of the example that is only switched off by its mark. */
static char *switched_on(const char *text)
{
	struct str out = { 0 };

	for (const char *line = text; *line; line += strcspn(line, "\n") + 1) {
		size_t n = strcspn(line, "\n");
		size_t skip = strspn(line, "# ");
		const char *mark = memchr(line + skip, '=', n - skip);
		const char *brace = n ? memchr("{}", line[n - 1], 2) : NULL;

		if (mark || brace)
			str_addf(&out, "%.*s\n", (int)(n - skip), line + skip);
	}
	return str_steal(&out);
}

static void the_example_is_a_configuration(void **state)
{
	extern const char asset_example_conf[];
	char *on = switched_on(asset_example_conf);
	struct config config;

	(void)state;
	write_file(HERE, asset_example_conf, 0600);
	load(&config, &(struct options){ 0 });
	assert_string_equal(config.profile, "sandbox");
	config_release(&config);
	write_file(HERE, on, 0600);
	refused(&(struct options){ .profile = "cv" }, "not both");
	load(&config, &(struct options){ 0 });
	assert_string_equal(config.scopes, "partner");
	assert_true(config.sandbox_clock > 9 && config.sandbox_clock < 11);
	config_release(&config);
	free(on);
}

static void where_to_listen_is_read_from_a_word_or_a_number(void **state)
{
	static const struct {
		const char *text;
		int port, beside_sandbox;
	} rows[] = {
		{ "auto", 0, -1 }, { "off", 0, 0 }, { "0", 0, 0 }, { "any", -1, -1 },
		{ "8099", 8099, 8099 }, { "65535", 65535, 65535 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char *text = xasprintf("profile \"sandbox\" {\n webhook_port = %s\n}\n",
				       rows[i].text);
		struct config config;

		write_file(HERE, text, 0600);
		load(&config, &(struct options){ 0 });
		assert_int_equal(config_webhook_port(&config, false), rows[i].port);
		assert_int_equal(config_webhook_port(&config, true), rows[i].beside_sandbox);
		config_release(&config);
		free(text);
	}
}

static void plain_http_is_for_loopback(void **state)
{
	struct config config;

	(void)state;
	write_file(HERE, "default_profile=\"a\"\nprofile \"a\" {\n environment = \"test\"\n"
		   "base_url = \"http://127.0.0.1:8080/v1\"\n}\n", 0600);
	load(&config, &(struct options){ 0 });
	assert_string_equal(config.base_url, "http://127.0.0.1:8080/v1");
	config_release(&config);
}

static void a_running_sandbox_is_found(void **state)
{
	struct config config;

	(void)state;
	setenv("REMITTY_SANDBOX_URL", "http://127.0.0.1:9/", 1);
	load(&config, &(struct options){ 0 });
	assert_string_equal(config.base_url, "http://127.0.0.1:9/v1");
	assert_string_equal(config.vgs_url, "http://127.0.0.1:9/vgs/post");
	assert_string_equal(config.omnumi_url, "http://127.0.0.1:9/omnumi");
	assert_string_equal(origin(&config, "base_url"), "REMITTY_SANDBOX_URL");
	config_release(&config);
	setenv("REMITTY_SANDBOX_URL", "http://elsewhere.example", 1);
	refused(&(struct options){ 0 }, "elsewhere.example");
}

static void a_key_file_is_private(void **state)
{
	struct config config;
	struct err err;
	char *key;

	(void)state;
	write_file(HERE, cv, 0600);
	load(&config, &(struct options){ .profile = "cv" });
	assert_null(config_key(&config, &err));
	assert_non_null(strstr(err.text, "cannot be read"));
	write_file("home/cv.key", "sk_1\n", 0640);
	assert_null(config_key(&config, &err));
	assert_non_null(strstr(err.text, "by others"));
	assert_non_null(strstr(err.next, "chmod 600"));
	assert_null(strstr(err.text, "sk_1"));
	assert_int_equal(chmod("home/cv.key", 0600), 0);
	key = config_key(&config, &err);
	assert_string_equal(key, "sk_1");
	secret_free(key);
	write_file("home/cv.key", "two words\n", 0600);
	assert_null(config_key(&config, &err));
	assert_null(strstr(err.text, "two words"));
	write_file("home/cv.key", "\n", 0600);
	assert_null(config_key(&config, &err));
	config_release(&config);
}

static void a_command_can_give_the_key(void **state)
{
	char *good[] = { (char []){ "printf" }, (char []){ "%s\\n" }, (char []){ "$(id)" }, NULL };
	char *bad[] = { (char []){ "false" }, NULL };
	char *none[] = { (char []){ "no-such-program-here" }, NULL };
	struct config config = { .profile = good[0], .api_key_command = good };
	struct err err;
	char *key = config_key(&config, &err);

	(void)state;
	assert_string_equal(key, "$(id)");	/* no shell read it */
	secret_free(key);
	config.api_key_command = bad;
	assert_null(config_key(&config, &err));
	assert_non_null(strstr(err.text, "gave no key"));
	config.api_key_command = none;
	assert_null(config_key(&config, &err));
	assert_non_null(strstr(err.text, "no-such-program-here"));
	config.api_key_command = NULL;
	assert_null(config_key(&config, &err));
	assert_true(*err.next);
}

static void the_state_folder_is_private(void **state)
{
	struct config config;
	struct err err;
	struct stat st;

	(void)state;
	load(&config, &(struct options){ 0 });
	assert_true(config_state_dir(&config, &err));
	assert_int_equal(stat(config.state_dir, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	assert_int_equal(chmod(config.state_dir, 0755), 0);
	assert_true(config_state_dir(&config, &err));
	assert_int_equal(stat(config.state_dir, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	assert_int_equal(rmdir(config.state_dir), 0);
	write_file(config.state_dir, "", 0600);
	assert_false(config_state_dir(&config, &err));
	assert_int_equal(err.kind, ERR_STORE);
	config_release(&config);
}

static void settings_are_remembered_below_the_file(void **state)
{
	struct config config;
	struct err err;

	(void)state;
	load(&config, &(struct options){ 0 });
	assert_true(config_remember(&config, "lang", "es", &err));
	assert_true(config_remember(&config, "theme", "light", &err));
	assert_true(config_remember(&config, "theme", "mono", &err));
	config_release(&config);
	load(&config, &(struct options){ 0 });
	assert_string_equal(config.lang, "es");
	assert_string_equal(config.theme, "mono");
	assert_string_equal(origin(&config, "theme"), "settings screen");
	config_release(&config);
	write_file(HERE, "theme = \"dark\"\n", 0600);
	load(&config, &(struct options){ 0 });
	assert_string_equal(config.theme, "dark");
	assert_string_equal(config.lang, "es");
	config_release(&config);
}

static void how_many_calls_are_kept_is_remembered_for_each_profile(void **state)
{
	static const char two[] = "profile \"a\" {\n environment = \"test\"\n"
		"base_url = \"https://a/v1\"\n}\n";
	struct options a = { .profile = "a" }, sandbox = { .profile = "sandbox" };
	struct config config;
	struct err err;

	(void)state;
	write_file(HERE, two, 0600);
	load(&config, &a);
	assert_true(config_remember(&config, "history", "0", &err));
	config_release(&config);
	load(&config, &sandbox);
	assert_int_equal(config.history, 5000);
	assert_true(config_remember(&config, "history", "500", &err));
	assert_true(config_remember(&config, "lang", "es", &err));
	config_release(&config);
	load(&config, &a);
	assert_int_equal(config.history, 0);
	assert_string_equal(origin(&config, "history"), "settings screen");
	assert_string_equal(config.lang, "es");
	config_release(&config);
	load(&config, &sandbox);
	assert_int_equal(config.history, 500);
	config_release(&config);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(without_a_file_there_is_the_sandbox),
		TEST(a_profile_is_read_whole),
		TEST(the_nearer_source_wins),
		TEST(the_desktop_tells_the_language),
		TEST(a_wrong_file_is_an_error_with_its_line),
		TEST(the_example_is_a_configuration),
		TEST(where_to_listen_is_read_from_a_word_or_a_number),
		TEST(plain_http_is_for_loopback),
		TEST(a_running_sandbox_is_found),
		TEST(a_key_file_is_private),
		TEST(a_command_can_give_the_key),
		TEST(the_state_folder_is_private),
		TEST(settings_are_remembered_below_the_file),
		TEST(how_many_calls_are_kept_is_remembered_for_each_profile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
