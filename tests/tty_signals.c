/* The terminal comes back on every screen, whatever ends the program there: its
 * modes, its first screen, cursor, mouse and colours.  With an argument every
 * signal meets every screen, else each screen meets one and each signal some. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/lang.h"
#include "api/util.h"
#include "tests/agent.h"

#define ANA "+525512045518"		/* has methods, payers and a history */

/* What ends within 200 ms is asked of a quiet machine; beyond this it hangs. */
enum { QUIET_MS = 200, HANGS_MS = 2000 };

static const int signals[] = {
	SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT,
};

/* How a screen is come by, from home or with a customer in hand: keys, and what
 * stands there then, in turns. */
struct place {
	const char *name;
	bool customer;
	const char *way[14];
};

#define TO_CALL "<F12>", "Earlier", "/requestMoney\n", "“requestMoney”", "\n", "HTTP 200"
#define TO_PAYER "\n", "✓ Method", "<Ctrl-P>payer step\n", "▸ Payer", "", "+1 916"
#define TO_ASK TO_PAYER, "\n", "✓ Payer", "<Ctrl-P>ask step\n", "How much"

static const struct place places[] = {
	{ "home", false, { NULL } },
	{ "help", false, { "<F1>", "Help" } },
	{ "palette", false, { "<Ctrl-P>", "Palette" } },
	{ "settings", false, { "<Ctrl-P>settings\n", "Language" } },
	{ "history", false, { "<Ctrl-P>history\n", "WHEN" } },
	{ "track", false, { "<F3>", "WHEN", "<Down>\n", "confirmed" } },
	{ "slip", false, { "<F3>", "WHEN", "<Down>\n", "confirmed",
			   "p", "REQUEST FOR MONEY" } },
	{ "rates", false, { "<Ctrl-P>rates\n", "arrives on" } },
	{ "inspector", false, { "<Ctrl-P>inspector\n", "Earlier" } },
	{ "exchange", false, { TO_CALL } },
	{ "bundle", false, { TO_CALL, "b", "Calls with it" } },
	{ "diff", false, { "<F12>", "Earlier", "m<Down>d", "Next difference" } },
	{ "operations", false, { "<Ctrl-P>operations\n", "registerUserV2" } },
	{ "operation", false, { "<Ctrl-P>createContact\n", "Surname" } },
	{ "matrix", false, { "<Ctrl-P>matrix\n", "all operations" } },
	{ "faults", false, { "<Ctrl-P>faults\n", "wrong-code" } },
	{ "fault", false, { "<F8>", "wrong-code", "\n", "Seed" } },
	{ "events", false, { "<Ctrl-N>", "VERDICT" } },
	{ "event", false, { "<Ctrl-N>", "VERDICT", "\n", "Meaning" } },
	{ "method", true, { NULL } },
	{ "card", true, { "c", "Security code" } },
	{ "account", true, { "b", "CLABE " } },
	{ "register", true, { "<Ctrl-P>register\n", "Surname" } },
	{ "link", true, { "<Ctrl-P>link step\n", "Scan it" } },
	{ "payer", true, { TO_PAYER } },
	{ "new payer", true, { TO_PAYER, "<F2>", "First name" } },
	{ "quote", true, { TO_PAYER, "\n", "✓ Payer", "<Ctrl-P>quote step\n", "▸ Quote" } },
	{ "ask", true, { TO_ASK } },
	{ "confirm", true, { TO_ASK, "<Ctrl-U>500<F10>", "Read this aloud" } },
	{ "cash points", true, { "<Ctrl-P>cash points\n", "Cash points" } },
};

struct run {
	struct tw w;
	bool all;		/* every pair */
	int ends;
	int64_t worst_ns;
	const char *worst;	/* screen */
};

/* A home in which somebody worked already. */
static int prepare(void **state)
{
	static const char *const args[] = { "--theme", "light", NULL };
	struct run *r = *state;

	tw_init(&r->w);
	/* The sanitizers would take some of the signals for themselves. */
	tw_env(&r->w, "ASAN_OPTIONS", "handle_segv=0:handle_abort=0:handle_sigbus=0:"
				      "handle_sigfpe=0:handle_sigill=0:detect_leaks=0");
	tw_start(&r->w, 80, 24, args);
	agent_look_up(&r->w, ANA);
	agent_choose_method(&r->w);
	agent_choose_payer(&r->w);
	agent_quote(&r->w, "100");
	tw_keys(&r->w, "<F10>");
	agent_read_back(&r->w, "500");
	agent_send(&r->w, "500");
	tw_wait_text(&r->w, "confirmed");
	agent_home(&r->w);
	tw_keys(&r->w, "<Ctrl-Q>");
	tw_ended(&r->w, 0);
	return 0;
}

static int put_away(void **state)
{
	struct run *r = *state;

	tw_release(&r->w);
	return 0;
}

static bool shows(struct tw *w, const void *arg)
{
	return tw_has(w, arg);
}

/* A list that is still being read takes no Enter: then once more. */
static void take(struct tw *w, const char *text)
{
	for (int i = 0; i < 20 && !tw_try(w, shows, text, 700); i++)
		tw_keys(w, "\n");
}

static void open_place(struct tw *w, const struct place *p)
{
	tw_restart(w);
	tw_wait_here(w, "F1", -1);
	if (p->customer) {
		agent_look_up(w, ANA);
		tw_wait_here(w, "▸", 1);		/* where the last one was left */
		tw_keys(w, "<Ctrl-P>method step\n");
		agent_wait_step(w, STEP_METHOD);
		tw_wait_text(w, "····");
	}
	for (size_t i = 0; i + 1 < ARRAY_LEN(p->way) && p->way[i]; i += 2) {
		tw_keys(w, p->way[i]);
		if (str_eq(p->way[i], "\n"))
			take(w, p->way[i + 1]);
		tw_wait_text(w, p->way[i + 1]);
	}
	assert_true(w->alternate && w->ground);
}

/* Are the modes as they were?  Asked of the terminal itself. */
static bool same_modes(const struct tw *w)
{
	struct termios now;

	tcgetattr(w->slave, &now);
	return now.c_iflag == w->before.c_iflag && now.c_oflag == w->before.c_oflag &&
	       now.c_cflag == w->before.c_cflag && now.c_lflag == w->before.c_lflag &&
	       !memcmp(now.c_cc, w->before.c_cc, sizeof(now.c_cc));
}

static bool given_back(const struct tw *w)
{
	return same_modes(w) && !w->alternate && w->cursor_shown && !w->mouse && !w->ground;
}

static void assert_given_back(struct tw *w, const struct place *p, int sig)
{
	if (!given_back(w))
		tw_fail(w, "%s, %s: modes %s, alternate screen %d, cursor %d, mouse %d, colours %d",
			p->name, strsignal(sig), same_modes(w) ? "good" : "other", w->alternate,
			w->cursor_shown, w->mouse, w->ground);
}

/* Until the program is gone; reads meanwhile what it writes, unless told not to. */
static void await_end(struct run *r, const struct place *p, int sig, bool reading)
{
	struct tw *w = &r->w;
	int64_t from = now_ns();
	int status = 0;
	pid_t pid;

	tw_signal(w, sig);
	while ((pid = waitpid(w->pid, &status, WNOHANG)) == 0) {
		if (now_ns() - from > HANGS_MS * INT64_C(1000000))
			tw_fail(w, "%s, %s: it did not end", p->name, strsignal(sig));
		if (reading)
			tw_read(w, 2);
		else
			poll(NULL, 0, 2);
	}
	from = now_ns() - from;
	w->pid = 0;
	if (from > r->worst_ns) {
		r->worst_ns = from;
		r->worst = p->name;
	}
	r->ends++;
	if (!WIFEXITED(status) && WTERMSIG(status) != sig)
		tw_fail(w, "%s, %s: it ended by %s", p->name, strsignal(sig),
			strsignal(WTERMSIG(status)));
}

static void tell(const struct run *r, const char *what, size_t screens)
{
	print_message("# figure: %s | %d ends on %zu screens by %zu signals, every time modes, "
		      "screen, cursor, mouse and colours as before; slowest %lld ms (%s, goal %d "
		      "on a quiet machine)\n",
		      what, r->ends, screens, ARRAY_LEN(signals),
		      (long long)r->worst_ns / 1000000, r->worst, QUIET_MS);
}

static void a_signal_gives_the_terminal_back(void **state)
{
	struct run *r = *state;
	size_t n = r->all ? ARRAY_LEN(signals) : 1;

	r->ends = 0;
	r->worst_ns = 0;
	for (size_t i = 0; i < ARRAY_LEN(places) * n; i++) {
		const struct place *p = &places[i / n];
		int sig = signals[(i + i / n * (n - 1)) % ARRAY_LEN(signals)];

		sig = r->all ? signals[i % n] : sig;
		open_place(&r->w, p);
		await_end(r, p, sig, true);
		while (tw_read(&r->w, 0))
			;
		assert_given_back(&r->w, p, sig);
	}
	tell(r, "terminal given back", ARRAY_LEN(places));
}

static bool is_back(struct tw *w, const void *arg)
{
	(void)arg;
	return w->alternate && w->ground;
}

/* What stands on the screen when the place is open. */
static const char *last_text(const struct place *p)
{
	const char *text = "F1";

	for (size_t i = 0; i + 1 < ARRAY_LEN(p->way) && p->way[i]; i += 2)
		text = p->way[i + 1];
	return text;
}

/* Stopped under a shell and continued: the same picture again. */
static void stopped_it_lends_the_terminal(void **state)
{
	struct run *r = *state;
	struct tw *w = &r->w;
	char *shell = tw_program("tty_signals"), *program = tw_program("remitty");
	const char *args[] = { shell, "--shell", program, "--theme", "light", NULL };

	tw_start(w, 80, 24, args);
	tw_wait_here(w, "F1", -1);
	tw_keys(w, "<Ctrl-C>");
	tw_ended(w, 0);
	for (size_t i = 0; i < ARRAY_LEN(places); i += r->all ? 1 : 5) {
		const struct place *p = &places[i];

		open_place(w, p);
		tw_keys(w, "<Ctrl-Z>");
		tw_wait_text(w, "[stopped]");
		assert_given_back(w, p, SIGTSTP);
		tw_keys(w, "\n");
		tw_wait_state(w, is_back, NULL, "the screen to be back");
		tw_wait_text(w, last_text(p));
		tw_keys(w, "<Ctrl-C>");
		tw_ended(w, 0);
	}
	tw_start(w, 80, 24, args + 2);
	tw_wait_here(w, "F1", -1);
	tw_keys(w, "<Ctrl-C>");
	tw_ended(w, 0);
	free(shell);
	free(program);
}

/* Redraw until the far end, which reads nothing, can take no more. */
static void block(struct tw *w)
{
	struct pollfd out = { .fd = w->slave, .events = POLLOUT };
	const char again = 0x0c;		/* Ctrl-L */

	for (long end = now_ms() + TW_PATIENCE; now_ms() < end && poll(&out, 1, 0) > 0;) {
		assert_int_equal(write(w->master, &again, 1), 1);
		poll(NULL, 0, 1);		/* its turn; busy, it draws once for several */
	}
	assert_int_equal(poll(&out, 1, 0), 0);
}

static void a_far_end_that_reads_nothing_holds_nothing_up(void **state)
{
	struct run *r = *state;
	size_t n = r->all ? ARRAY_LEN(places) * ARRAY_LEN(signals) : ARRAY_LEN(signals);

	r->ends = 0;
	r->worst_ns = 0;
	for (size_t i = 0; i < n; i++) {
		const struct place *p = &places[r->all ? i / ARRAY_LEN(signals)
						       : i * 3 % ARRAY_LEN(places)];
		int sig = signals[i % ARRAY_LEN(signals)];

		open_place(&r->w, p);
		block(&r->w);
		await_end(r, p, sig, false);
		while (same_modes(&r->w) && tw_read(&r->w, 0))	/* it reads on */
			;
		assert_given_back(&r->w, p, sig);
	}
	tell(r, "the same, output blocked", r->all ? ARRAY_LEN(places) : ARRAY_LEN(signals));
}

/* The line is gone: nothing can be given back, but nothing stays behind either. */
static void a_line_that_is_hung_up_ends_it(void **state)
{
	struct run *r = *state;
	size_t step = r->all ? 1 : 6;

	for (size_t i = 0; i < ARRAY_LEN(places); i += step) {
		struct tw *w = &r->w;
		int64_t from;
		int status = 0;

		open_place(w, &places[i]);
		if (i % 2)
			block(w);
		from = now_ns();
		close(w->master);
		w->master = -1;
		while (waitpid(w->pid, &status, WNOHANG) == 0) {
			if (now_ns() - from > HANGS_MS * INT64_C(1000000))
				fail_msg("%s: the line is gone and it still runs", places[i].name);
			poll(NULL, 0, 2);
		}
		w->pid = 0;
		assert_true(WIFEXITED(status) || WTERMSIG(status) == SIGHUP);
	}
}

/* What a shell does for a program: a group of its own in the foreground, and
 * after a stop the terminal back, until a line is typed. */
static int be_shell(char **argv)
{
	int status = 0;
	pid_t child;
	char key;

	signal(SIGTTOU, SIG_IGN);
	signal(SIGINT, SIG_IGN);
	child = fork();
	if (child == 0) {
		setpgid(0, 0);
		tcsetpgrp(0, getpid());
		signal(SIGTTOU, SIG_DFL);
		signal(SIGINT, SIG_DFL);
		execv(argv[0], argv);
		_exit(127);
	}
	setpgid(child, child);
	tcsetpgrp(0, child);
	while (waitpid(child, &status, WUNTRACED) == child && WIFSTOPPED(status)) {
		tcsetpgrp(0, getpgrp());
		dprintf(1, "[stopped]");
		if (read(0, &key, 1) != 1)
			return 1;
		tcsetpgrp(0, child);
		kill(-child, SIGCONT);
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

int main(int argc, char **argv)
{
	struct run run = { .all = argc > 1 };
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_prestate(a_signal_gives_the_terminal_back, &run),
		cmocka_unit_test_prestate(stopped_it_lends_the_terminal, &run),
		cmocka_unit_test_prestate(a_far_end_that_reads_nothing_holds_nothing_up, &run),
		cmocka_unit_test_prestate(a_line_that_is_hung_up_ends_it, &run),
	};
	void *state = &run;
	int failed;

	if (argc > 2 && str_eq(argv[1], "--shell"))
		return be_shell(argv + 2);
	lang_init();
	prepare(&state);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	put_away(&state);
	return failed;
}
