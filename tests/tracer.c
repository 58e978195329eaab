#include "tests/tracer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/util.h"

enum { MOST = 16, PAGE = 4096, OPTIONS = PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
	PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC | PTRACE_O_TRACEEXIT | PTRACE_O_EXITKILL };

/* Who may look is asked when these are opened, not when they are read. */
struct seen {
	pid_t pid;			/* 0: none */
	int mem, maps;
};

struct tracer {
	const char *folder;
	struct seen seen[MOST];
	int asked;
};

/* What a process can have written of a mapping, without the pages that hold nothing;
 * where some are left out there is one of zeros. */
static void write_mapping(int mem, FILE *to, unsigned long from, unsigned long end)
{
	static const char none[PAGE];
	char page[PAGE];
	bool gap = true;

	for (; from < end; from += PAGE) {
		bool empty = pread(mem, page, PAGE, (off_t)from) != PAGE ||
			     !memcmp(page, none, PAGE);

		if (!empty || !gap)
			fwrite(empty ? none : page, 1, PAGE, to);
		gap = empty;
	}
}

static void write_memory(const struct seen *s, FILE *to)
{
	FILE *maps = fdopen(dup(s->maps), "r");
	unsigned long from, end;
	char line[512], modes[8];

	rewind(maps);
	while (fgets(line, sizeof(line), maps))
		if (sscanf(line, "%lx-%lx %7s", &from, &end, modes) == 3 && modes[0] == 'r' &&
		    modes[1] == 'w' && !strstr(line, "[v"))
			write_mapping(s->mem, to, from, end);
	fclose(maps);
}

static void put_file(const struct tracer *t, const char *name, const struct seen *s)
{
	char *path = xasprintf("%s/%s", t->folder, name);
	char *part = xasprintf("%s.part", path);
	FILE *to = fopen(part, "w");

	if (to && s)
		write_memory(s, to);
	if (to)
		fclose(to);
	rename(part, path);
	free(part);
	free(path);
}

static void put(const struct tracer *t, const struct seen *s, const char *when, bool memory)
{
	char *name = xasprintf("%d.%s", (int)s->pid, when);

	put_file(t, name, memory ? s : NULL);
	free(name);
}

static struct seen *find(struct tracer *t, pid_t pid)
{
	for (int i = 0; i < MOST; i++)
		if (t->seen[i].pid == pid)
			return &t->seen[i];
	return NULL;
}

static void forget(struct seen *s)
{
	close(s->mem);
	close(s->maps);
	*s = (struct seen){ .pid = 0 };
}

/* It has a memory of its own now. */
static void on_exec(struct tracer *t, pid_t pid)
{
	struct seen *s = find(t, pid);
	char path[64];

	if (s)
		forget(s);
	s = find(t, 0);
	if (!s)
		return;
	s->pid = pid;
	snprintf(path, sizeof(path), "/proc/%d/mem", (int)pid);
	s->mem = open(path, O_RDONLY | O_CLOEXEC);
	snprintf(path, sizeof(path), "/proc/%d/maps", (int)pid);
	s->maps = open(path, O_RDONLY | O_CLOEXEC);
	put(t, s, "exec", false);
}

/* The signal with which it goes on. */
static int on_stop(struct tracer *t, pid_t pid, int status)
{
	int event = status >> 16, sig = WSTOPSIG(status);
	struct seen *s = find(t, pid);

	if (event == PTRACE_EVENT_EXEC)
		on_exec(t, pid);
	if (event == PTRACE_EVENT_EXIT && s) {
		put(t, s, "exit", true);
		forget(s);
	}
	return event || sig == SIGTRAP || sig == SIGSTOP ? 0 : sig;
}

static void on_asked(struct tracer *t)
{
	char *when = xasprintf("%d", ++t->asked), *done = xasprintf("%s.done", when);

	for (int i = 0; i < MOST; i++)
		if (t->seen[i].pid)
			put(t, &t->seen[i], when, true);
	put_file(t, done, NULL);
	free(done);
	free(when);
}

/* All that has changed; true with the exit status once the first of them is gone. */
static bool look(struct tracer *t, pid_t first, int *code)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG | __WALL)) > 0) {
		if (WIFSTOPPED(status)) {
			ptrace(PTRACE_CONT, pid, 0, (long)on_stop(t, pid, status));
		} else if (pid == first) {
			*code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
			return true;
		}
	}
	return false;
}

static void be_traced(char **argv, const sigset_t *before)
{
	sigprocmask(SIG_SETMASK, before, NULL);
	if (ptrace(PTRACE_TRACEME, 0, 0, 0) != 0)
		_exit(TRACER_CANNOT);
	raise(SIGSTOP);
	execv(argv[0], argv);
	_exit(127);
}

int tracer_main(const char *folder, char **argv)
{
	struct tracer t = { .folder = folder };
	sigset_t watched, before;
	int code, status;
	pid_t first;

	sigemptyset(&watched);
	sigaddset(&watched, SIGCHLD);
	sigaddset(&watched, SIGUSR1);
	sigprocmask(SIG_BLOCK, &watched, &before);
	first = fork();
	if (first == 0)
		be_traced(argv, &before);
	if (waitpid(first, &status, 0) != first || !WIFSTOPPED(status) ||
	    ptrace(PTRACE_SETOPTIONS, first, 0, (long)OPTIONS) != 0)
		return TRACER_CANNOT;
	ptrace(PTRACE_CONT, first, 0, 0);
	while (!look(&t, first, &code))
		if (sigwaitinfo(&watched, NULL) == SIGUSR1)
			on_asked(&t);
	return code;
}

pid_t tracer_other(const char *folder, pid_t but)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	pid_t found = 0;
	int pid, end;

	while (dir && (entry = readdir(dir))) {
		end = 0;
		if (sscanf(entry->d_name, "%d.exec%n", &pid, &end) == 1 && end &&
		    !entry->d_name[end] && pid != but && kill(pid, 0) == 0)
			found = pid;
	}
	if (dir)
		closedir(dir);
	return found;
}

pid_t tracer_console(struct tw *w, const char *folder)
{
	pid_t console;
	int status;

	while (!(console = tracer_other(folder, 0))) {
		if (waitpid(w->pid, &status, WNOHANG) == w->pid) {
			w->pid = 0;
			print_message("# skipped: this system lets nobody look into a process\n");
			assert_int_equal(WEXITSTATUS(status), TRACER_CANNOT);
			skip();
		}
		tw_read(w, 5);
	}
	return console;
}
