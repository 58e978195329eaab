#include "tests/side.h"

#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <setjmp.h>
#include <cmocka.h>
#include <curl/curl.h>

#include "api/util.h"
#include "tests/term_world.h"

void side_start(struct side *s, const char *const *args)
{
	const char *argv[20] = { NULL };
	char *program = tw_program("remitty"), line[256];
	int fds[2], n = 0;

	if (!args || !*args || !strchr(*args, '/')) {
		argv[n++] = program;
		argv[n++] = "sandbox";
	}
	for (; args && *args; args++)
		argv[n++] = *args;
	memset(s, 0, sizeof(*s));
	assert_int_equal(pipe(fds), 0);
	s->pid = fork();
	if (s->pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		dup2(fds[1], 1);
		close(fds[0]);
		close(fds[1]);
		execv(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	free(program);
	close(fds[1]);
	s->out = fdopen(fds[0], "r");
	while (fgets(line, sizeof(line), s->out)) {
		if (sscanf(line, "READY http://127.0.0.1:%d", &s->port) != 1)
			continue;
		snprintf(s->url, sizeof(s->url), "http://127.0.0.1:%d", s->port);
		return;
	}
	fail_msg("remitty sandbox ended without a READY line");
}

void side_counter(struct side *side, struct tw *w, const char *fault)
{
	const char *const with[] = { "--people", fault ? "--fault" : NULL, fault, NULL };
	char *conf;

	side_start(side, with);
	tw_init(w);
	conf = xasprintf("profile \"counter\" {\n\tenvironment = \"sandbox\"\n"
			 "\tbase_url = \"%s/v1\"\n\tvgs_url = \"%s/vgs/post\"\n}\n",
			 side->url, side->url);
	tw_file(w, "config/remitty/remitty.conf", conf);
	free(conf);
}

void side_stop(struct side *s)
{
	if (s->pid <= 0)
		return;
	kill(s->pid, SIGTERM);
	waitpid(s->pid, NULL, 0);
	s->pid = 0;
	fclose(s->out);
}

static size_t on_page(char *bytes, size_t size, size_t n, void *user)
{
	str_addn(user, bytes, size * n);
	return size * n;
}

char *web(const char *url, const char *form, long *status)
{
	CURL *curl = curl_easy_init();
	struct str page = { 0 };
	long code = 0;
	CURLcode rc;

	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, 10L);
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_page);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, &page);
	if (form)
		curl_easy_setopt(curl, CURLOPT_POSTFIELDS, form);
	rc = curl_easy_perform(curl);
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
	curl_easy_cleanup(curl);
	if (rc != CURLE_OK)
		fail_msg("%s: %s", url, curl_easy_strerror(rc));
	if (status)
		*status = code;
	return str_steal(&page);
}
