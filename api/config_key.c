/* The key: from a file that nobody else can read, or from a program of the
 * person's own.  Never from an argument, a variable or the configuration.  And
 * the line that it opens. */

#include "api/config.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sodium.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define KEY_MOST 4096
#define COMMAND_MS 60000L		/* a person may have to type a passphrase */

void secret_free(char *secret)
{
	if (secret)
		sodium_memzero(secret, strlen(secret));
	free(secret);
}

static bool is_private(int fd, const char *path, struct err *err)
{
	struct stat st;

	if (fstat(fd, &st) || !S_ISREG(st.st_mode))
		return err_set(err, ERR_CONFIG, _("The key file %s is not a file."), path);
	if (st.st_mode & (S_IRWXG | S_IRWXO)) {
		err_set(err, ERR_CONFIG,
			_("The key file %s can be read by others, so it is not used."), path);
		return err_next(err, _("Run: chmod 600 %s"), path);
	}
	if (st.st_uid != geteuid() && st.st_uid != 0)
		return err_set(err, ERR_CONFIG, _("The key file %s belongs to somebody else."),
			       path);
	return true;
}

/* Read until the end, or until nothing came for too long.  -1 on failure. */
static ssize_t read_until_end(int fd, char *room, size_t most, long limit)
{
	size_t len = 0;

	for (;;) {
		struct pollfd wait = { .fd = fd, .events = POLLIN };
		long left = limit - now_ms();
		ssize_t n;

		if (left <= 0 || len == most)
			return -1;
		if (poll(&wait, 1, (int)left) < 0 && errno != EINTR)
			return -1;
		if (!wait.revents)
			continue;
		n = read(fd, room + len, most - len);
		if (n == 0)
			return (ssize_t)len;
		if (n < 0)
			return -1;
		len += (size_t)n;
	}
}

/* One word, or one line, of printable characters, without the newline at its end. */
static char *take_key(const char *room, size_t len, bool line, const char *from, struct err *err)
{
	while (len && strchr(" \t\r\n", room[len - 1]))
		len--;
	for (size_t i = 0; i < len; i++) {
		if (line ? (unsigned char)room[i] >= ' ' : room[i] > ' ' && room[i] < 127)
			continue;
		err_set(err, ERR_CONFIG, _("What %s holds is not a key: it has to be one word."),
			from);
		return NULL;
	}
	if (!len) {
		err_set(err, ERR_CONFIG, _("%s holds no key."), from);
		return NULL;
	}
	return xstrndup(room, len);
}

char *secret_file(const char *path, size_t most, const char *setting, size_t *len,
		  struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	char *text = NULL;
	ssize_t n;

	if (fd < 0) {
		err_set(err, ERR_CONFIG, _("The key file %.120s cannot be read: %s."), path,
			strerror(errno));
		err_next(err, _("Write the key into it, or correct %s."), setting);
		return NULL;
	}
	if (is_private(fd, path, err)) {
		text = xcalloc(most + 1, 1);
		n = read(fd, text, most);
		if (n < 0 || n == (ssize_t)most) {
			err_set(err, ERR_CONFIG, _("The key file %s is too large to be one."),
				path);
			sodium_memzero(text, most);
			free(text);
			text = NULL;
		}
		*len = (size_t)n;
	}
	close(fd);
	return text;
}

static char *from_file(const char *path, const char *setting, bool line, struct err *err)
{
	size_t len;
	char *text = secret_file(path, KEY_MOST, setting, &len, err);
	char *key = text ? take_key(text, len, line, path, err) : NULL;

	if (text)
		sodium_memzero(text, len);
	free(text);
	return key;
}

char *secret_word(const char *path, const char *setting, struct err *err)
{
	return from_file(path, setting, false, err);
}

/* Start the command with its output in a pipe.  -1 with *err. */
static int start_command(char *const *command, const char *setting, pid_t *pid, struct err *err)
{
	posix_spawn_file_actions_t actions;
	int ends[2], failed;

	if (pipe2(ends, O_CLOEXEC)) {
		err_set(err, ERR_CONFIG, _("%s could not be started: %s."), command[0],
			strerror(errno));
		return -1;
	}
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
	failed = posix_spawnp(pid, command[0], &actions, NULL, command, environ);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	if (!failed)
		return ends[0];
	close(ends[0]);
	err_set(err, ERR_CONFIG, _("%s could not be started: %s."), command[0], strerror(failed));
	err_next(err, _("Correct %s."), setting);
	return -1;
}

static char *from_command(char *const *command, const char *setting, bool line,
			  struct err *err)
{
	char room[KEY_MOST];
	char *key = NULL;
	int status = -1;
	pid_t pid;
	ssize_t n;
	int fd = start_command(command, setting, &pid, err);

	if (fd < 0)
		return NULL;
	n = read_until_end(fd, room, sizeof(room), now_ms() + COMMAND_MS);
	close(fd);
	if (n < 0)
		kill(pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (n < 0 || !WIFEXITED(status) || WEXITSTATUS(status)) {
		err_set(err, ERR_CONFIG, _("%s gave no key."), command[0]);
		err_next(err, _("Run %s by hand to see why."), setting);
	} else {
		key = take_key(room, (size_t)n, line, command[0], err);
	}
	sodium_memzero(room, sizeof(room));
	return key;
}

char *config_key(const struct config *config, struct err *err)
{
	if (config->api_key_file)
		return secret_word(config->api_key_file, "api_key_file", err);
	if (config->api_key_command && config->api_key_command[0])
		return from_command(config->api_key_command, "api_key_command", false, err);
	err_set(err, ERR_CONFIG, _("Profile “%s” has no key."), config->profile);
	err_next(err, _("Set api_key_file or api_key_command in the configuration."));
	return NULL;
}

bool config_client_key(const struct config *config, struct err *err)
{
	const char *path = config->client_p12 ? config->client_p12 : config->client_key;
	int fd = path ? open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) : -1;
	bool ok = fd < 0 || is_private(fd, path, err);

	if (fd >= 0)
		close(fd);
	return ok;
}

bool config_has_webhook_secret(const struct config *config)
{
	return config->webhook_secret_file ||
	       (config->webhook_secret_command && config->webhook_secret_command[0]);
}

char *config_webhook_secret(const struct config *config, struct err *err)
{
	if (config->webhook_secret_file)
		return secret_word(config->webhook_secret_file, "webhook_secret_file", err);
	if (config_has_webhook_secret(config))
		return from_command(config->webhook_secret_command, "webhook_secret_command", false,
				    err);
	err_set(err, ERR_CONFIG, _("Profile “%s” has no secret for webhooks."), config->profile);
	err_next(err, _("Set webhook_secret_file or webhook_secret_command in the configuration."));
	return NULL;
}

bool config_wallet_secrets(const struct config *config, char **key, char **token, struct err *err)
{
	char *const *command = config->omnumi_api_key_command;

	*key = *token = NULL;
	if (!config->omnumi_url)
		return true;
	if (config->omnumi_api_key_file)
		*key = secret_word(config->omnumi_api_key_file, "omnumi_api_key_file", err);
	else if (command && command[0])
		*key = from_command(command, "omnumi_api_key_command", false, err);
	if (!*key && (config->omnumi_api_key_file || (command && command[0])))
		return false;
	if (!config->omnumi_access_token_file)
		return true;
	*token = secret_word(config->omnumi_access_token_file, "omnumi_access_token_file", err);
	if (*token)
		return true;
	secret_free(*key);
	*key = NULL;
	return false;
}

char *config_seal_word(const struct config *config, struct err *err)
{
	*err = (struct err){ 0 };
	if (config->seal_key_file)
		return from_file(config->seal_key_file, "seal_key_file", true, err);
	if (config->seal_key_command && config->seal_key_command[0])
		return from_command(config->seal_key_command, "seal_key_command", true, err);
	return NULL;
}

void config_http(const struct config *config, const char *key, struct http_conf *conf)
{
	*conf = (struct http_conf){
		.service = { [SVC_RAAS] = { .base_url = config->base_url, .key = key },
			     [SVC_VGS] = { .base_url = config->vgs_url },
			     [SVC_OMNUMI] = { .base_url = config->omnumi_url,
					      .tenant = config->omnumi_tenant_id } },
		.ca_file = config->ca_file,
		.client_cert = config->client_certificate,
		.client_key = config->client_key,
		.client_p12 = config->client_p12,
		.connect_ms = (long)config->connect_timeout_ms,
		.total_ms = (long)config->timeout_ms,
		.sandbox = config->environment == ENV_SANDBOX,
	};
}
