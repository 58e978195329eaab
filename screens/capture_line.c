/* Between the two processes of a capture. */

#include "screens/capture_own.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/lang.h"

enum { SAID_MOST = 128 << 10 };

bool capture_say(int line, json_t *taken)
{
	size_t len = json_dumpb(taken, NULL, 0, JSON_COMPACT);
	char *text = xcalloc(len + 1, 1);
	ssize_t sent = -1;

	json_dumpb(taken, text, len, JSON_COMPACT);
	json_decref(taken);
	if (len && len < SAID_MOST)
		sent = send(line, text, len, MSG_NOSIGNAL);
	free(text);
	return sent == (ssize_t)len;
}

json_t *capture_hear(int line, const struct http *http, bool *gone)
{
	ssize_t n = recv(line, NULL, 0, MSG_PEEK | MSG_TRUNC | MSG_DONTWAIT);
	json_t *said = NULL;
	char *text;

	*gone = n == 0 || n > SAID_MOST || (n < 0 && errno != EAGAIN && errno != EINTR);
	if (n <= 0 || n > SAID_MOST)
		return NULL;
	text = xcalloc((size_t)n + 1, 1);
	n = recv(line, text, (size_t)n, MSG_DONTWAIT);
	if (n > 0 && http)
		http_cover_keys(http, text, (size_t)n);
	if (n > 0)
		said = json_loadb(text, (size_t)n, JSON_REJECT_DUPLICATES, NULL);
	free(text);
	return said;
}

/* ---- its process ---- */

static int spawn(const char *program, int tty, int line, pid_t *pid)
{
	char name[] = "remitty", arg[] = CAPTURE_ARG;
	char *argv[] = { name, arg, NULL };
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attr;
	sigset_t usual;
	int failed;

	sigemptyset(&usual);
	sigaddset(&usual, SIGTSTP);
	sigaddset(&usual, SIGINT);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGDEF);
	posix_spawnattr_setsigdefault(&attr, &usual);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, line, CAPTURE_LINE);
	posix_spawn_file_actions_adddup2(&actions, tty, STDIN_FILENO);
	posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	failed = posix_spawn(pid, program, &actions, &attr, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attr);
	return failed;
}

int capture_spawn(const char *program, int tty, pid_t *pid, struct err *err)
{
	int ends[2], failed;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
		failed = errno;
	} else {
		failed = spawn(program, tty, ends[1], pid);
		close(ends[1]);
		if (!failed)
			return ends[0];
		close(ends[0]);
	}
	*pid = 0;
	err_set(err, ERR_CONFIG, _("Typing of cards could not be started: %s."), strerror(failed));
	err_next(err, _("Use a card token, or a bank account."));
	return -1;
}

/* It wipes its memory when it is told to end, which needs it to run. */
void capture_end(int line, pid_t pid)
{
	kill(pid, SIGTERM);
	kill(pid, SIGCONT);
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
	close(line);
}

/* ---- what it is told first ---- */

/* The secret of the vault where the sandbox is inside this program or inside another
 * console: there no card number is to go either. */
static char *vault_of(const struct config *config, struct sandbox *inside)
{
	char *keep = xasprintf("%s/sandbox.json", config->state_dir), *vault;
	int port = 0;

	if (inside)
		sandbox_keep(inside);
	if (config->vgs_url)
		sscanf(config->vgs_url, "http://127.0.0.1:%d/", &port);
	vault = config->environment == ENV_SANDBOX ? sandbox_vault(keep, port) : NULL;
	free(keep);
	return vault;
}

static json_t *specs_of(const struct fault_list *faults)
{
	json_t *specs = json_array();

	for (int i = 0; i < faults->n; i++) {
		char *spec = fault_text(&faults->faults[i]);

		json_array_append_new(specs, json_string(spec));
		free(spec);
	}
	return specs;
}

json_t *capture_beginning(const struct config *config, struct sandbox *inside,
			  const struct fault_list *faults)
{
	char *vault = vault_of(config, inside);
	struct http_conf conf;
	json_t *begin;

	config_http(config, NULL, &conf);
	begin = json_pack("{s:s, s:b, s:s*, s:s*, s:s*, s:I, s:I, s:o}",
			  "lang", lang_get(), "strict", config->environment != ENV_SANDBOX,
			  "url", config->vgs_url, "vault", vault, "ca", conf.ca_file,
			  "connect_ms", (json_int_t)conf.connect_ms,
			  "total_ms", (json_int_t)conf.total_ms, "faults", specs_of(faults));
	free(vault);
	return begin;
}
