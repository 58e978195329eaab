/* A card typed at the real console when things go wrong: with the number, the vault,
 * the process into which it is typed, the window. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/lang.h"
#include "api/util.h"
#include "screens/capture_own.h"
#include "tests/agent.h"
#include "tests/faulty.h"
#include "tests/side.h"

#define CARD "4622943127013705"
#define FORM "Goes to the card vault alone"
#define INTERRUPTED "Typing of the card was interrupted"
#define BULLETS "Card number ••••••••••••••••"

struct run {
	struct tw w;
	struct side sandbox;
	struct faulty vault;
};

static const struct kind vaults[] = {
	{ .name = "refused", .ends = REFUSES },
	{ .name = "says no", .says = "HTTP/1.1 400 X\r\nContent-Type: application/json\r\n"
	  "Connection: close\r\n\r\n"
	  "{\"code\":\"ERROR_INVALID_SCHEMA\",\"reason\":\"Invalid JSON\"}" },
	{ .name = "holds", .ends = HOLDS },
	{ .name = "repeats", .says = "HTTP/1.1 200 X\r\nContent-Type: application/json\r\n"
	  "Connection: close\r\n\r\n{\"json\":{\"CardNumber\":\"tok_" CARD "_3705\"}}" },
	{ .name = NULL }
};

/* ---- the stage ---- */

static void open_counter(struct run *r, const char *vault_url)
{
	static const char *const people[] = { "--people", "--seed", "5", NULL };
	static const char *const args[] = { "--profile", "shop", NULL };
	char *own, *conf;

	tw_init(&r->w);
	side_start(&r->sandbox, people);
	own = xasprintf("%s/vgs/post", r->sandbox.url);
	conf = xasprintf("profile \"shop\" {\n  environment = \"sandbox\"\n"
			 "  base_url = \"%s/v1\"\n  vgs_url = \"%s\"\n}\n",
			 r->sandbox.url, vault_url ? vault_url : own);
	tw_file(&r->w, "config/remitty/remitty.conf", conf);
	tw_start(&r->w, 80, 24, args);
	tw_wait_here(&r->w, "F1", -1);
	agent_look_up(&r->w, "rosa.diaz@example.com");
	free(conf);
	free(own);
}

static void open_form(struct run *r)
{
	agent_wait_step(&r->w, STEP_METHOD);
	tw_wait_text(&r->w, _("Card number typed here"));
	tw_keys(&r->w, "c");
	tw_wait_text(&r->w, FORM);
}

static void close_counter(struct run *r)
{
	tw_keys(&r->w, "<Ctrl-Q>");
	tw_ended(&r->w, 0);
	tw_release(&r->w);
	side_stop(&r->sandbox);
}

/* The process whose parent this is; 0 when there is none. */
static pid_t child_of(pid_t parent)
{
	DIR *dir = opendir("/proc");
	struct dirent *entry;
	pid_t found = 0;

	while (dir && (entry = readdir(dir)) && !found) {
		char path[300], line[512] = "", *at;
		int above = 0;
		FILE *f;

		snprintf(path, sizeof(path), "/proc/%s/stat", entry->d_name);
		f = fopen(path, "r");
		if (f && fgets(line, sizeof(line), f) && (at = strrchr(line, ')')) &&
		    strstr(line, "(" CAPTURE_NAME ")") &&
		    sscanf(at, ") %*c %d", &above) == 1 && above == parent && at[2] != 'Z')
			found = (pid_t)strtol(entry->d_name, NULL, 10);
		if (f)
			fclose(f);
	}
	if (dir)
		closedir(dir);
	return found;
}

static bool has_child(struct tw *w, const void *but)
{
	pid_t child = child_of(w->pid);

	return child && child != *(const pid_t *)but;
}

static bool has_none(struct tw *w, const void *arg)
{
	(void)arg;
	return !child_of(w->pid);
}

static bool is_read(struct tw *w, const void *arg)
{
	int waiting = 1;

	(void)arg;
	ioctl(w->slave, FIONREAD, &waiting);
	return !waiting;
}

static pid_t await_child(struct tw *w, pid_t but)
{
	tw_wait_state(w, has_child, &but, "a process into which the card is typed");
	return child_of(w->pid);
}

static void type_card(struct tw *w)
{
	tw_keys(w, CARD "<Tab><Ctrl-U>1228<Tab>838");
	tw_wait_text(w, "Security code •••");
}

/* ---- the number ---- */

static void a_misread_number_is_told_under_its_field(void **state)
{
	struct run r;

	(void)state;
	open_counter(&r, NULL);
	open_form(&r);
	tw_keys(&r.w, "4622943127013706<Tab>");
	tw_wait_text(&r.w, "One digit of the card number was misread");
	tw_keys(&r.w, "0120<Tab>");
	tw_wait_text(&r.w, "The card expired in");
	tw_keys(&r.w, "12<Tab>");
	tw_wait_text(&r.w, "The security code has 3 or 4 digits");
	tw_keys(&r.w, "<Up><Up><Up><Back>5<Down><Ctrl-U>1228<Down>3<F10>");
	tw_wait_text(&r.w, _("Added. Enter takes it for this ask."));
	tw_wait_text(&r.w, "···· 3705");
	tw_wait_state(&r.w, has_none, NULL, "the process to be gone");
	close_counter(&r);
}

static void a_number_in_another_field_is_not_told(void **state)
{
	struct run r;

	(void)state;
	open_counter(&r, NULL);
	open_form(&r);
	tw_keys(&r.w, "<Down><Down><Down><Ctrl-U>" CARD);
	tw_wait_text(&r.w, "A card number belongs into its own field");
	tw_drain(&r.w, 100);
	assert_false(tw_has(&r.w, "4622943"));
	assert_false(tw_has(&r.w, "3705"));
	tw_keys(&r.w, "Rosa<Up>");
	tw_wait_text(&r.w, "Name on the card Rosa ");
	close_counter(&r);
}

static void a_click_goes_to_a_field(void **state)
{
	struct run r;
	int x, y;

	(void)state;
	open_counter(&r, NULL);
	open_form(&r);
	assert_true(tw_find(&r.w, "Security code", &x, &y));
	tw_click(&r.w, x + 2, y);
	tw_wait_text(&r.w, "3 digits on the back");
	tw_keys(&r.w, "838");
	tw_wait_text(&r.w, "Security code •••");
	assert_true(tw_find(&r.w, "Esc Close", &x, &y));
	tw_click(&r.w, x, y);
	tw_wait_gone(&r.w, "Security code");
	tw_wait_state(&r.w, has_none, NULL, "the process to be gone");
	close_counter(&r);
}

/* ---- the vault ---- */

static void open_vault(struct run *r, const char *name)
{
	const struct kind *kind = vaults;
	char *url;

	while (!str_eq(kind->name, name))
		kind++;
	faulty_start(&r->vault, kind, NULL);
	url = xasprintf("http://127.0.0.1:%d/post", r->vault.port);
	open_counter(r, url);
	free(url);
	open_form(r);
	type_card(&r->w);
	tw_keys(&r->w, "<F10>");
}

/* What was typed is still there, for another try. */
static void the_vault_fails(const char *name, const char *words)
{
	struct run r;

	open_vault(&r, name);
	tw_wait_text(&r.w, words);
	assert_true(tw_has(&r.w, BULLETS));
	tw_keys(&r.w, "<F10>");
	tw_wait_text(&r.w, words);
	tw_keys(&r.w, "<Esc>");
	tw_wait_gone(&r.w, FORM);
	tw_wait_state(&r.w, has_none, NULL, "the process to be gone");
	faulty_stop(&r.vault);
	close_counter(&r);
}

static void a_vault_that_is_not_there_is_told(void **state)
{
	(void)state;
	the_vault_fails("refused", "127.0.0.1");
}

static void a_vault_that_refuses_is_told(void **state)
{
	(void)state;
	the_vault_fails("says no", "[ERROR_INVALID_SCHEMA]");
}

static void a_number_that_comes_back_does_not_pass(void **state)
{
	(void)state;
	the_vault_fails("repeats", "repeats the card number");
}

static void a_vault_that_says_nothing_is_left(void **state)
{
	struct run r;

	(void)state;
	open_vault(&r, "holds");
	tw_wait_text(&r.w, _("Adding it. The number is not kept here."));
	tw_keys(&r.w, "5555<F10>");
	tw_wait_text(&r.w, "It is being added. One moment.");
	tw_keys(&r.w, "<Esc>");
	tw_wait_gone(&r.w, FORM);
	tw_wait_state(&r.w, has_none, NULL, "the process to be gone");
	faulty_stop(&r.vault);
	close_counter(&r);
}

/* ---- the process ---- */

static void killed_it_comes_back_and_nothing_else_is_lost(void **state)
{
	static const int signals[] = { SIGKILL, SIGSEGV };
	struct run r;
	pid_t child;

	(void)state;
	open_counter(&r, NULL);
	open_form(&r);
	child = await_child(&r.w, 0);
	for (size_t i = 0; i < ARRAY_LEN(signals); i++) {
		tw_keys(&r.w, "4622<Down><Ctrl-U>1228<Down><Down><End>X");
		tw_wait_text(&r.w, i ? "DíazXX" : "DíazX");
		kill(child, signals[i]);
		tw_wait_text(&r.w, INTERRUPTED);
		child = await_child(&r.w, child);
		assert_true(tw_has(&r.w, "Expires 1228"));
		assert_false(tw_has(&r.w, "•"));
	}
	type_card(&r.w);
	tw_keys(&r.w, "<F10>");
	tw_wait_text(&r.w, "···· 3705");
	close_counter(&r);
}

static void killed_again_and_again_the_form_says_so(void **state)
{
	struct run r;
	pid_t child = 0;

	(void)state;
	open_counter(&r, NULL);
	open_form(&r);
	for (int i = 0; i < 3; i++) {
		child = await_child(&r.w, child);
		kill(child, SIGKILL);
	}
	tw_wait_text(&r.w, "Typing of cards is interrupted again and again.");
	tw_wait_gone(&r.w, FORM);
	close_counter(&r);
}

static void it_does_not_outlive_the_console(void **state)
{
	struct run r;
	pid_t child;

	(void)state;
	open_counter(&r, NULL);
	open_form(&r);
	child = await_child(&r.w, 0);
	tw_keys(&r.w, "4622");
	tw_wait_text(&r.w, "••••");
	tw_kill(&r.w);
	while (kill(child, 0) == 0 && child_of(1) != child)
		poll(NULL, 0, 5);
	tw_release(&r.w);
	side_stop(&r.sandbox);
}

/* ---- the window ---- */

static void the_window_may_change_meanwhile(void **state)
{
	struct run r;

	(void)state;
	open_counter(&r, NULL);
	open_form(&r);
	tw_keys(&r.w, "4622");
	tw_wait_text(&r.w, "Card number •••• ");
	tw_resize(&r.w, 50, 18);
	tw_wait_text(&r.w, "60 by 20");
	tw_wait_asleep(&r.w);
	tw_keys(&r.w, "9999");
	tw_drain(&r.w, 100);
	tw_wait_state(&r.w, is_read, NULL, "the keys to be read");
	tw_resize(&r.w, 120, 40);
	tw_wait_text(&r.w, "Card number •••• ");
	tw_keys(&r.w, "943127013705");
	tw_wait_text(&r.w, "Visa, ends in 3705");
	tw_keys(&r.w, "<F12>");
	tw_wait_text(&r.w, "OPERATION");
	tw_keys(&r.w, "<Esc>");
	tw_wait_text(&r.w, BULLETS);
	tw_keys(&r.w, "<Tab><Ctrl-U>1228<Tab>838<F10>");
	tw_wait_text(&r.w, "···· 3705");
	close_counter(&r);
}

static void behind_a_locked_screen_the_number_is_forgotten(void **state)
{
	struct run r;

	(void)state;
	open_counter(&r, NULL);
	agent_home(&r.w);
	tw_keys(&r.w, "<F9>");
	tw_wait_text(&r.w, _("Language"));
	tw_keys(&r.w, "<Down><Down><Down><Down><Down>\n");
	tw_wait_text(&r.w, _("New PIN"));
	tw_keys(&r.w, "48315\n48315\n");
	tw_wait_text(&r.w, _("The PIN is set. Ctrl-X locks the screen."));
	agent_home(&r.w);
	agent_look_up(&r.w, "rosa.diaz@example.com");
	open_form(&r);
	tw_keys(&r.w, "<Down><Ctrl-U>1228<Up>4622");
	tw_wait_text(&r.w, "Card number •••• ");
	tw_keys(&r.w, "<Ctrl-X>");
	tw_wait_gone(&r.w, FORM);
	tw_keys(&r.w, "48315\n");
	tw_wait_text(&r.w, "The screen was locked, so the number is forgotten.");
	assert_true(tw_has(&r.w, "Expires 1228"));
	type_card(&r.w);
	tw_keys(&r.w, "<F10>");
	tw_wait_text(&r.w, "···· 3705");
	close_counter(&r);
}

/* ---- time ---- */

static json_t *hear(int line)
{
	struct pollfd p = { .fd = line, .events = POLLIN };
	bool gone = false;
	json_t *said;

	assert_int_equal(poll(&p, 1, TW_PATIENCE), 1);
	said = capture_hear(line, NULL, &gone);
	assert_non_null(said);
	return said;
}

/* Until the form's first field has so many characters; what is wrong with it, new. */
static char *await_typed(int line, int n)
{
	const json_t *row;
	json_t *said = NULL;
	char *error;

	do {
		json_decref(said);
		said = hear(line);
		row = json_array_get(json_object_get(json_object_get(said, "form"), "rows"), 0);
	} while (json_integer_value(json_object_get(row, "hidden")) != n);
	error = json_string_value(json_object_get(row, "error")) ?
		xstrdup(json_string_value(json_object_get(row, "error"))) : NULL;
	json_decref(said);
	return error;
}

/* The process itself, told of a shorter patience. */
static void left_alone_it_forgets(void **state)
{
	struct termios raw = { .c_cflag = CS8 | CREAD, .c_cc = { [VMIN] = 1 } };
	char *program = tw_program("remitty"), *error;
	int ends[2], master, slave;
	pid_t pid;

	(void)state;
	assert_int_equal(openpty(&master, &slave, NULL, &raw, NULL), 0);
	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends), 0);
	pid = fork();
	if (pid == 0) {
		dup2(slave, STDIN_FILENO);
		dup2(ends[1], CAPTURE_LINE);
		execl(program, program, CAPTURE_ARG, (char *)NULL);
		_exit(127);
	}
	close(ends[1]);
	assert_true(capture_say(ends[0], json_pack("{s:{s:s, s:i, s:[[s, s]]}}", "begin", "lang",
						   "en", "idle_ms", 300, "fields",
						   "tokenizeCard", "CardNumber")));
	assert_true(capture_say(ends[0], json_pack("{s:b}", "read", true)));
	assert_int_equal(write(master, "4622", 4), 4);
	error = await_typed(ends[0], 4);
	assert_null(error);
	error = await_typed(ends[0], 0);
	assert_string_equal(error, "Nothing was typed for a while, so the number is forgotten.");
	free(error);
	close(ends[0]);
	waitpid(pid, NULL, 0);
	close(master);
	close(slave);
	free(program);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_misread_number_is_told_under_its_field),
		cmocka_unit_test(a_number_in_another_field_is_not_told),
		cmocka_unit_test(a_click_goes_to_a_field),
		cmocka_unit_test(a_vault_that_is_not_there_is_told),
		cmocka_unit_test(a_vault_that_refuses_is_told),
		cmocka_unit_test(a_number_that_comes_back_does_not_pass),
		cmocka_unit_test(a_vault_that_says_nothing_is_left),
		cmocka_unit_test(killed_it_comes_back_and_nothing_else_is_lost),
		cmocka_unit_test(killed_again_and_again_the_form_says_so),
		cmocka_unit_test(it_does_not_outlive_the_console),
		cmocka_unit_test(the_window_may_change_meanwhile),
		cmocka_unit_test(behind_a_locked_screen_the_number_is_forgotten),
		cmocka_unit_test(left_alone_it_forgets),
	};

	lang_init();
	lang_set("en");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
