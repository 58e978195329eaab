#include "tui/stop.h"

#include <signal.h>
#include <stddef.h>
#include <unistd.h>

/* By the signal itself, not SIGSTOP: that could not be ignored. */
void stop_here(void)
{
	struct sigaction before, now = { .sa_handler = SIG_DFL };
	sigset_t stop_only, mask;

	sigaction(SIGTSTP, &now, &before);
	sigemptyset(&stop_only);
	sigaddset(&stop_only, SIGTSTP);
	kill(getpid(), SIGTSTP);
	sigprocmask(SIG_UNBLOCK, &stop_only, &mask);
	sigprocmask(SIG_SETMASK, &mask, NULL);
	sigaction(SIGTSTP, &before, NULL);
}
