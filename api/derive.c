#include "api/derive.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sodium.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/util.h"

struct derive {
	struct loop *loop;
	int fd;
	pid_t pid;
	unsigned char *key;		/* in locked memory */
	size_t have;
	derive_fn *done;
	void *owner;
};

/* What ends or stops the parent's terminal is none of the child's business. */
static void forget_handlers(void)
{
	for (int sig = 1; sig < NSIG; sig++)
		if (sig != SIGKILL && sig != SIGSTOP)
			signal(sig, SIG_DFL);
	signal(SIGINT, SIG_IGN);
	signal(SIGTSTP, SIG_IGN);
}

static _Noreturn void derive_here(const struct seal_recipe *recipe, const char *secret, int fd)
{
	unsigned char key[SEAL_KEY];
	bool ok;

	forget_handlers();
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	sodium_mlock(key, sizeof(key));
	ok = seal_derive(recipe, secret, key) && write(fd, key, sizeof(key)) == sizeof(key);
	sodium_munlock(key, sizeof(key));
	_exit(!ok);
}

static void release(struct derive *d)
{
	loop_forget(d->loop, d);
	close(d->fd);
	while (waitpid(d->pid, NULL, 0) < 0 && errno == EINTR)
		;
	sodium_free(d->key);
	free(d);
}

static void on_key(void *ctx)
{
	struct derive *d = ctx;
	ssize_t n = read(d->fd, d->key + d->have, SEAL_KEY - d->have);

	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	d->have += n > 0 ? (size_t)n : 0;
	if (n > 0 && d->have < SEAL_KEY)
		return;
	loop_forget(d->loop, d);
	d->done(d->owner, d->have == SEAL_KEY ? d->key : NULL);
	release(d);
}

struct derive *derive_start(struct loop *loop, const struct seal_recipe *recipe, const char *secret,
			    derive_fn *done, void *owner)
{
	struct derive *d;
	int ends[2];
	pid_t pid;

	if (sodium_init() < 0 || pipe2(ends, O_CLOEXEC))
		return NULL;
	pid = fork();
	if (!pid)
		derive_here(recipe, secret, ends[1]);
	close(ends[1]);
	if (pid < 0) {
		close(ends[0]);
		return NULL;
	}
	d = xcalloc(1, sizeof(*d));
	*d = (struct derive){ .loop = loop, .fd = ends[0], .pid = pid,
			      .key = sodium_malloc(SEAL_KEY), .done = done, .owner = owner };
	if (!d->key)
		die("out of memory");
	loop_add(loop, &(struct loop_source){ .fd = d->fd, .step = on_key, .ctx = d });
	return d;
}

void derive_cancel(struct derive *d)
{
	if (!d)
		return;
	kill(d->pid, SIGKILL);
	release(d);
}
