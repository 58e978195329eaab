/* A configuration file. */

#include <sys/mman.h>
#include <unistd.h>

#include "api/config_file.h"
#include "tests/fuzz/fuzz.h"

static void read_settings(const char *path)
{
	struct config_file *file = config_file_read(path, NULL);
	const char *profile = NULL;

	if (!file)
		return;
	for (int i = -1; i < 0 || (profile = config_file_profile(file, i)); i++)
		for (const struct setting *s = settings; s->key; s++) {
			int line = 0;
			char *text = config_file_text(file, profile, s->key, &line);
			char **list = s->type == SET_WORDS || s->type == SET_COMMAND ?
				      config_file_list(file, profile, s->key) : NULL;

			for (char **word = list; word && *word; word++)
				free(*word);
			free(list);
			free(text);
		}
	config_file_free(file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int fd = memfd_create("remitty.conf", MFD_CLOEXEC);
	char *path = xasprintf("/proc/self/fd/%d", fd);
	const struct options options = { .config = path, .desktop_lang = "en" };
	struct config config = { 0 };
	struct err err = { 0 };

	setenv("HOME", "/nonexistent", 1);
	unsetenv("XDG_STATE_HOME");
	must(fd >= 0 && write(fd, data, size) == (ssize_t)size);
	read_settings(path);
	if (config_load(&config, &options, &err))
		config_release(&config);
	else
		must(err.kind == ERR_CONFIG && *err.text);
	close(fd);
	free(path);
	return 0;
}
