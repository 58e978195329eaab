#include "screens/rescue.h"

#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/memory.h"
#include "api/util.h"
#include "tui/term.h"

/* A signal handler is handed nothing, so what it needs stands here: who was
 * asked before us.  Written once, before the handlers are set. */
static struct sigaction before[NSIG];

static const int ends[] = { SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV, SIGBUS, SIGFPE, SIGILL,
			    SIGABRT };

static void on_end(int sig)
{
	term_rescue();
	sigaction(sig, &before[sig], NULL);
	raise(sig);
}

void rescue_terminal(void)
{
	struct sigaction act = { .sa_handler = on_end };

	for (size_t i = 0; i < ARRAY_LEN(ends); i++)
		sigaction(ends[i], &act, &before[ends[i]]);
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
	memory_begin();
	umask(077);
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
	prctl(PR_SET_DUMPABLE, 0);
	signal(SIGPIPE, SIG_IGN);	/* a line that breaks is an error, not an end */
	clean_environment();
}
