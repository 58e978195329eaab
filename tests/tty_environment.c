/* A hostile environment: variables that make libraries log keys, go through
 * proxies, trust other authorities, load modules or read other files.  Each
 * points into a trap: a folder in which every open file is noticed, or a port
 * that counts who comes. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/lang.h"
#include "api/util.h"
#include "tests/agent.h"
#include "tests/faulty.h"
#include "tests/ran.h"

/* {T}: the trap's folder, {P}: its port. */
static const char *const hostile[] = {
	"SSLKEYLOGFILE={T}/keys", "http_proxy=http://127.0.0.1:{P}",
	"https_proxy=http://127.0.0.1:{P}", "HTTPS_PROXY=http://127.0.0.1:{P}",
	"ALL_PROXY=socks5://127.0.0.1:{P}", "CURL_CA_BUNDLE={T}/ca.pem", "SSL_CERT_FILE={T}/ca.pem",
	"SSL_CERT_DIR={T}", "OPENSSL_CONF={T}/openssl.cnf", "OPENSSL_MODULES={T}",
	"OPENSSL_ENGINES={T}", "SQLITE_TMPDIR={T}", "MALLOC_TRACE={T}/malloc", "GCONV_PATH={T}",
	"LOCPATH={T}", "NLSPATH={T}/%N", "LANGUAGE=../../../../../../../../..{T}",
	"RES_OPTIONS=ndots:9", "HOSTALIASES={T}/hosts", "LOCALDOMAIN=evil.example",
	"CURL_HOME={T}", "NETRC={T}/.netrc", "QLOGDIR={T}", "TERMINFO_DIRS={T}",
	"TERMCAP={T}/termcap", "NCURSES_TRACE=9", "TZDIR={T}", "BASH_ENV={T}/bash", "ENV={T}/bash",
	"IFS=/", "TMPDIR=/nowhere/at/all", "HOME",
};

/* What the trap holds, so that reading it is noticed. */
static const char *const baits[] = {
	"keys", "ca.pem", "openssl.cnf", "malloc", "gconv-modules", "hosts", ".netrc", ".curlrc",
	"termcap", "bash", "x/xterm-256color", "78/xterm-256color", "en_US.UTF-8/LC_CTYPE",
	"en_US.utf8/LC_CTYPE", "C.UTF-8/LC_CTYPE", "C.utf8/LC_CTYPE", "LC_MESSAGES/remitty.mo",
	"UTC",
	"legacy.so", "default.so",
};

struct trap {
	char *home, *folder;
	struct papers *papers;
	struct faulty proxy, service;
	int watch;
};

static void lay_bait(struct trap *t, const char *name)
{
	char *path = xasprintf("%s/%s", t->folder, name), *slash = strrchr(path, '/');

	*slash = '\0';
	mkdir(path, 0700);
	assert_true(inotify_add_watch(t->watch, path, IN_OPEN | IN_CREATE | IN_MODIFY) >= 0);
	*slash = '/';
	close(open(path, O_CREAT | O_WRONLY, 0600));
	free(path);
}

/* How often something in the folder was touched since. */
static int touched(struct trap *t, bool tell)
{
	char room[8192] __attribute__((aligned(8)));
	int n = 0;
	ssize_t len;

	while ((len = read(t->watch, room, sizeof(room))) > 0)
		for (char *at = room; at < room + len; n++) {
			const struct inotify_event *event = (const struct inotify_event *)at;

			if (tell)
				print_message("  touched: %s\n", event->len ? event->name : "it");
			at += sizeof(*event) + event->len;
		}
	return n;
}

static void trap_open(struct trap *t)
{
	static const struct kind proxy = { .name = "proxy", .reads = READS_NOTHING };
	static const struct kind service = { .name = "service", .tls = TLS_GOOD };
	char *ca, *conf;

	*t = (struct trap){ .home = ran_home(), .papers = papers_new() };
	t->folder = xasprintf("%s/trap", t->home);
	mkdir(t->folder, 0700);
	t->watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	for (size_t i = 0; i < ARRAY_LEN(baits); i++)
		lay_bait(t, baits[i]);
	touched(t, false);
	faulty_start(&t->proxy, &proxy, t->papers);
	faulty_start(&t->service, &service, t->papers);
	ca = xasprintf("%s/ca.pem", t->home);
	conf = xasprintf("default_profile = \"far\"\nprofile \"far\" {\nenvironment = \"test\"\n"
			 "base_url = \"https://127.0.0.1:%d/v1\"\napi_key_file = \"%s/key\"\n"
			 "ca_file = \"%s\"\n}\n", t->service.port, t->home, ca);
	papers_authority(t->papers, ca);
	ran_file(t->home, "key", "sk_test_0123456789\n");
	ran_file(t->home, "here.conf", conf);
	free(conf);
	free(ca);
}

static int trap_close(struct trap *t)
{
	int came = faulty_stop(&t->proxy).connections;

	faulty_stop(&t->service);
	papers_free(t->papers);
	close(t->watch);
	free(t->folder);
	ran_remove(t->home);
	return came;
}

static char *pointed(const struct trap *t, const char *variable)
{
	struct str out = { 0 };

	for (const char *at = variable; *at; at++) {
		if (has_prefix(at, "{T}"))
			str_addf(&out, "%s", t->folder);
		else if (has_prefix(at, "{P}"))
			str_addf(&out, "%d", t->proxy.port);
		else
			str_addn(&out, at, 1);
		at += *at == '{' ? 2 : 0;
	}
	return str_steal(&out);
}

static struct ran call_with(const struct trap *t, const char *extra)
{
	char *conf = xasprintf("%s/here.conf", t->home);
	struct ran ran = ran_remitty(t->home, extra, (const char *const[]){
		"--config", conf, "--quiet", "call", "listContacts", "-p",
		"userToken=usr_1", NULL });

	free(conf);
	return ran;
}

static void no_variable_has_an_effect(void **state)
{
	struct ran plain, ran;
	int effects = 0, came;
	struct trap t;

	(void)state;
	trap_open(&t);
	plain = call_with(&t, NULL);
	assert_int_equal(plain.code, 5);
	assert_int_equal(touched(&t, true), 0);
	for (size_t i = 0; i < ARRAY_LEN(hostile); i++) {
		char *variable = pointed(&t, hostile[i]);
		int calls = t.service.seen->connections, n;
		bool same;

		ran = call_with(&t, variable);
		same = ran.code == plain.code && str_eq(ran.out, plain.out) &&
		       str_eq(ran.err, plain.err) && t.service.seen->connections == calls + 1;
		n = touched(&t, true);
		if (!same || n)
			print_message("%s: exit code %d, %d touched, %s\n", variable, ran.code, n,
				      ran.err);
		effects += !same || n;
		ran_release(&ran);
		free(variable);
	}
	ran_release(&plain);
	came = trap_close(&t);
	print_message("# figure: hostile environment | %zu variables: %d with an effect, %d at the "
		      "proxy\n", ARRAY_LEN(hostile), effects, came);
	assert_int_equal(effects + came, 0);
	assert_true(ARRAY_LEN(hostile) >= 14);
}

/* The console's own libraries, with as many at once as the terminal's world takes. */
static void the_console_does_not_notice_either(void **state)
{
	static const char *const names[] = {
		"SSLKEYLOGFILE", "https_proxy", "OPENSSL_CONF", "SQLITE_TMPDIR", "MALLOC_TRACE",
		"GCONV_PATH", "LOCPATH", "TERMINFO_DIRS", "TERMCAP", "TZDIR", "HOSTALIASES",
		"NLSPATH"
	};
	struct trap t;
	struct tw w;

	(void)state;
	trap_open(&t);
	tw_init(&w);
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		for (size_t h = 0; h < ARRAY_LEN(hostile); h++) {
			char *variable = pointed(&t, hostile[h]);
			size_t len = strcspn(variable, "=");

			if (len == strlen(names[i]) && has_prefix(variable, names[i]))
				tw_env(&w, names[i], variable + len + 1);
			free(variable);
		}
	tw_start(&w, 80, 24, NULL);
	agent_look_up(&w, "rosa.diaz@example.com");
	agent_wait_step(&w, STEP_METHOD);
	tw_keys(&w, "<Ctrl-Q>");
	tw_ended(&w, 0);
	tw_release(&w);
	assert_int_equal(touched(&t, true), 0);
	assert_int_equal(trap_close(&t), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_variable_has_an_effect),
		cmocka_unit_test(the_console_does_not_notice_either),
	};

	/* A library that is loaded with ours calls newlocale() before main(), which
	 * loses the path that it makes of LOCPATH: the C library's leak. */
	setenv("ASAN_OPTIONS", "detect_leaks=0", 1);
	lang_init();
	lang_set("en");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
