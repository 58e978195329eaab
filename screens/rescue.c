#include "screens/rescue.h"

#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "api/util.h"

/* A signal handler is handed nothing, so what it needs stands here; written
 * once, before the handlers are set. */
static struct {
	struct termios before;
	bool known;
	struct sigaction old[NSIG];
} rescue;

static const int ends[] = { SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV, SIGBUS, SIGFPE, SIGILL,
			    SIGABRT };

/* Leave the second screen, show the cursor, plain text, no mouse reports, no
 * marked pastes: what any terminal understands or ignores. */
static const char plain[] = "\033[?1l\033>\033[?1006l\033[?1002l\033[?1000l\033[?2004l\033[0m\033[?25h"
			    "\033[?1049l";

static void on_end(int sig)
{
	struct termios now;

	/* Untouched: then nobody drew on it either. */
	if (rescue.known && tcgetattr(STDIN_FILENO, &now) == 0 &&
	    now.c_lflag != rescue.before.c_lflag) {
		ssize_t n = write(STDOUT_FILENO, plain, sizeof(plain) - 1);

		(void)n;
		tcsetattr(STDIN_FILENO, TCSANOW, &rescue.before);
	}
	sigaction(sig, &rescue.old[sig], NULL);
	raise(sig);
}

void rescue_terminal(void)
{
	struct sigaction act = { .sa_handler = on_end };

	rescue.known = tcgetattr(STDIN_FILENO, &rescue.before) == 0;
	for (size_t i = 0; i < ARRAY_LEN(ends); i++)
		sigaction(ends[i], &act, &rescue.old[ends[i]]);
}

/* A name, or the beginning of names when it ends with an underscore. */
static const char *const kept[] = {
	"HOME", "PATH", "USER", "TMPDIR", "TZ", "LANG", "LANGUAGE", "LC_", "XDG_", "REMITTY_",
	"TERM", "TERMINFO", "COLORTERM", "COLORFGBG", "NO_COLOR", "TMUX", "SSH_TTY", "DISPLAY",
	"WAYLAND_DISPLAY",
	/* what a command that gives the key may need */
	"GPG_TTY", "GNUPGHOME", "PASSWORD_STORE_DIR", "DBUS_SESSION_BUS_ADDRESS",
	"ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS",
};

static bool is_kept(const char *entry)
{
	size_t n = strcspn(entry, "=");

	for (size_t i = 0; i < ARRAY_LEN(kept); i++) {
		size_t len = strlen(kept[i]);
		bool begins = !strncmp(entry, kept[i], len);

		if (begins && (n == len || kept[i][len - 1] == '_'))
			return true;
	}
	return false;
}

/* Proxies, key logs and the like must not reach the libraries. */
static void clean_environment(void)
{
	char **to = environ;

	for (char **from = environ; *from; from++)
		if (is_kept(*from))
			*to++ = *from;
	*to = NULL;
}

void harden(void)
{
	umask(077);
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
	prctl(PR_SET_DUMPABLE, 0);
	signal(SIGPIPE, SIG_IGN);	/* a line that breaks is an error, not an end */
	clean_environment();
}
