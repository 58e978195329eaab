/* A card is typed at the real console while a tracer keeps looking into the memory of
 * every process of ours.  While it is typed its number must be found where it is typed,
 * or the search is worth nothing; everywhere else, and there once it has ended, never:
 * not in memory, not in a file, not in what the terminal was sent.  With the sandbox
 * outside, with the one that is inside the console, and with a vault behind TLS. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/bank.h"
#include "api/lang.h"
#include "api/util.h"
#include "tests/agent.h"
#include "tests/faulty.h"
#include "tests/needles.h"
#include "tests/side.h"
#include "tests/tracer.h"

#define DUMPS "dumps"
#define LAST "1113"

enum { CODES = 10000, DUMP_MOST = 128 << 20 };

struct run {
	struct tw w;			/* first */
	struct side sandbox;
	struct papers *papers;
	struct faulty vault;		/* behind TLS */
	struct needles needles;
	int number_forms;		/* so many of them are of the number */
	struct str tape;		/* all that the terminal was sent */
	char number[17], spaced[20], code[5];
	pid_t console;
	int dumps, processes;
	double megabytes;
};

static void on_seen(struct tw *w, const char *bytes, size_t len)
{
	str_addn(&((struct run *)w)->tape, bytes, len);
}

/* Nobody's number, in no table of ours, and right by its check digit. */
static void make_number(struct run *r)
{
	for (unsigned i = 0; i < 10; i++) {
		snprintf(r->number, sizeof(r->number), "45397168%u052" LAST, i % 10u);
		if (luhn_ok(r->number))
			break;
	}
	assert_true(luhn_ok(r->number));
	snprintf(r->spaced, sizeof(r->spaced), "%.4s %.4s %.4s %.4s", r->number, r->number + 4,
		 r->number + 8, r->number + 12);
	needles_add(&r->needles, "card number", r->number);
	r->number_forms = r->needles.n;
	r->needles.tokens_pass = true;	/* they are what comes of it */
}

/* ---- dumps ---- */

static bool is_there(struct tw *w, const void *arg)
{
	char *path = xasprintf("%s/" DUMPS "/%s", w->dir, (const char *)arg);
	bool there = access(path, F_OK) == 0;

	free(path);
	return there;
}

static void await_file(struct run *r, const char *name)
{
	tw_wait_state(&r->w, is_there, name, name);
}

static char *read_dump(struct run *r, const char *name, size_t *len)
{
	char *path = xasprintf("%s/" DUMPS "/%s", r->w.dir, name);
	char *bytes = file_read(path, DUMP_MOST, len, NULL);

	if (!bytes)
		fail_msg("%s cannot be read", path);
	assert_true(*len > 0);
	r->megabytes += (double)*len / 1e6;
	r->processes++;
	unlink(path);
	free(path);
	return bytes;
}

/* Every process as it is now. */
static int dump(struct run *r)
{
	char *done = xasprintf("%d.done", ++r->dumps);

	tw_wait_asleep(&r->w);
	kill(r->w.pid, SIGUSR1);
	await_file(r, done);
	free(done);
	return r->dumps;
}

static int hits_in(struct run *r, const char *name)
{
	size_t len;
	char *bytes = read_dump(r, name, &len);
	int hits = needles_in(&r->needles, name, bytes, len);

	free(bytes);
	return hits;
}

static int hits_of(struct run *r, pid_t pid, int nth)
{
	char *name = xasprintf("%d.%d", (int)pid, nth);
	int hits = hits_in(r, name);

	free(name);
	return hits;
}

static void nothing_at_its_end(struct run *r, pid_t pid)
{
	char *name = xasprintf("%d.exit", (int)pid);

	await_file(r, name);
	assert_int_equal(hits_in(r, name), 0);
	free(name);
}

/* ---- the security code ---- */

/* Which four digits stand in this memory, as bytes or as wide characters. */
static void mark_codes(bool *taken, const char *bytes, size_t len, size_t width)
{
	for (size_t i = 0; i + 4 * width <= len; i++) {
		int code = 0;

		for (size_t k = 0; k < 4 && code >= 0; k++) {
			char c = bytes[i + k * width];

			code = c >= '0' && c <= '9' ? code * 10 + c - '0' : -1;
		}
		if (code >= 0)
			taken[code] = true;
	}
}

/* Four digits are met by chance, so some are taken that stand nowhere yet. */
static void choose_code(struct run *r, pid_t typing)
{
	bool *taken = xcalloc(CODES, sizeof(*taken));
	const pid_t pids[] = { r->console, typing };
	int nth = dump(r), code = CODES * 3 / 4;

	for (size_t i = 0; i < ARRAY_LEN(pids); i++) {
		char *name = xasprintf("%d.%d", (int)pids[i], nth), *bytes;
		size_t len;

		bytes = read_dump(r, name, &len);
		assert_int_equal(needles_in(&r->needles, name, bytes, len), 0);
		for (size_t width = 1; width <= 4; width *= 2)
			mark_codes(taken, bytes, len, width);
		free(bytes);
		free(name);
	}
	while (code < CODES && (taken[code] || code % 10 == 0))
		code++;
	assert_true(code < CODES);
	snprintf(r->code, sizeof(r->code), "%04u", (unsigned)code % CODES);
	needles_add_code(&r->needles, "security code", r->code);
	free(taken);
}

/* ---- at the counter ---- */

static pid_t open_form(struct run *r)
{
	char *folder = tw_path(&r->w, DUMPS), *name;
	pid_t pid;

	agent_wait_step(&r->w, STEP_METHOD);
	tw_wait_text(&r->w, _("Card number typed here"));
	tw_keys(&r->w, "c");
	tw_wait_text(&r->w, _("Goes to the card vault alone and is kept nowhere"));
	while (!(pid = tracer_other(folder, r->console)))
		tw_read(&r->w, 5);
	name = xasprintf("%d.exec", (int)pid);
	await_file(r, name);
	free(name);
	free(folder);
	return pid;
}

/* As it is often had: with blanks, out of another window. */
static void type_card(struct run *r)
{
	tw_paste(&r->w, r->spaced);
	tw_wait_text(&r->w, LAST);
	tw_keys(&r->w, "<Tab><Ctrl-U>1228<Tab>");
	tw_keys(&r->w, r->code);
	tw_wait_text(&r->w, "Security code ••••");
}

/* forms: so many at least are found, for the search works. */
static void look_while_typed(struct run *r, pid_t typing, int forms)
{
	struct needles loud = r->needles;
	int nth = dump(r);

	r->needles.quiet = true;
	assert_true(hits_of(r, typing, nth) >= forms);
	r->needles = loud;
	assert_int_equal(hits_of(r, r->console, nth), 0);
}

static bool is_locked(struct tw *w, const void *arg)
{
	int pid = *(const pid_t *)arg;
	char path[64], line[256];
	long locked = 0, core = -1;
	FILE *f;

	(void)w;
	snprintf(path, sizeof(path), "/proc/%d/status", pid);
	f = fopen(path, "r");
	while (f && fgets(line, sizeof(line), f))
		sscanf(line, "VmLck: %ld", &locked);
	if (f)
		fclose(f);
	snprintf(path, sizeof(path), "/proc/%d/limits", pid);
	f = fopen(path, "r");
	while (f && fgets(line, sizeof(line), f))
		sscanf(line, "Max core file size %ld", &core);
	if (f)
		fclose(f);
	return locked >= 256 && core == 0;
}

static void a_card_is_added(struct run *r)
{
	pid_t typing = open_form(r);

	tw_wait_state(&r->w, is_locked, &typing, "memory that is locked, and no core");
	choose_code(r, typing);
	type_card(r);
	look_while_typed(r, typing, 2);		/* number and code */
	tw_keys(&r->w, "<F10>");
	tw_wait_text(&r->w, _("Added. Enter takes it for this ask."));
	tw_wait_any(&r->w, "···· " LAST, ".... " LAST);
	nothing_at_its_end(r, typing);
	assert_int_equal(hits_of(r, r->console, dump(r)), 0);
}

static void one_is_not_sent(struct run *r)
{
	pid_t typing = open_form(r);

	type_card(r);
	tw_keys(&r->w, "<Esc>");
	tw_wait_gone(&r->w, _("Goes to the card vault alone and is kept nowhere"));
	nothing_at_its_end(r, typing);
}

/* The form of the operation itself, for testers. */
static void the_operation_is_called(struct run *r)
{
	char *folder = tw_path(&r->w, DUMPS);
	pid_t typing;

	agent_home(&r->w);
	tw_keys(&r->w, "<F11>");
	tw_wait_text(&r->w, "registerUserV2");
	tw_keys(&r->w, "tokenizeCard\n");
	tw_wait_text(&r->w, _("Goes to the card vault alone and is kept nowhere"));
	while (!(typing = tracer_other(folder, r->console)))
		tw_read(&r->w, 5);
	tw_keys(&r->w, r->number);
	tw_keys(&r->w, "<Tab>");
	tw_keys(&r->w, r->code);
	tw_wait_text(&r->w, "Security code ••••");
	tw_keys(&r->w, "<F10>");
	tw_wait_text(&r->w, "HTTP 200");
	nothing_at_its_end(r, typing);
	free(folder);
}

static void save_calls(struct tw *w)
{
	tw_keys(w, "<F12>");
	tw_wait_text(w, "tokenizeCard");
	tw_keys(w, "S");
	tw_wait_text(w, "calls-");
}

/* ---- the whole ---- */

static const struct kind vault = {
	.name = "a vault", .tls = TLS_GOOD,
	.says = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"
		"{\"data\":\"\",\"json\":{\"CardNumber\":\"tok_sandbox_PNgfqqpdpyQpnD1jYkdw1_" LAST
		"\",\"Cvv\":\"tok_sandbox_cE5jCyTLtr2cC666to2ie2\"}}",
};

/* The services that the console is told of; without, it has one of its own. */
static void write_settings(struct run *r)
{
	static const char profile[] = "profile \"%s\" {\n  environment = \"sandbox\"\n"
				      "  base_url = \"%s/v1\"\n  vgs_url = \"%s\"\n"
				      "  ca_file = \"%s\"\n}\n";
	char *ca = tw_path(&r->w, "config/ca.pem"), *plain, *tls;
	struct str conf = { 0 };

	tw_file(&r->w, "config/none", "");
	papers_authority(r->papers, ca);
	plain = xasprintf("%s/vgs/post", r->sandbox.url);
	tls = xasprintf("https://127.0.0.1:%d/post", r->vault.port);
	str_addf(&conf, profile, "shop", r->sandbox.url, plain, ca);
	str_addf(&conf, profile, "tls", r->sandbox.url, tls, ca);
	tw_file(&r->w, "config/remitty/remitty.conf", conf.s);
	str_release(&conf);
	free(tls);
	free(plain);
	free(ca);
}

/* what: a command and its operation, or NULL for the console. */
static void start(struct run *r, const char *profile, const char *const *what)
{
	char *self = tw_program("tty_memory"), *program = tw_program("remitty");
	char *folder = tw_path(&r->w, DUMPS);
	const char *args[9] = { self, "--trace", folder, program, "--profile", profile };

	for (int i = 0; what && what[i]; i++)
		args[6 + i] = what[i];

	tw_start(&r->w, 80, 24, args);
	r->console = tracer_console(&r->w, folder);
	free(folder);
	free(program);
	free(self);
}

/* The number must not even be whole in what is left without blanks and commands. */
static void search_terminal(struct run *r)
{
	char *flat = needles_squeeze(r->tape.s, r->tape.len);
	int forms = r->needles.n;

	assert_non_null(strstr(flat, LAST));
	needles_in(&r->needles, "what the terminal was sent", r->tape.s, r->tape.len);
	r->needles.n = r->number_forms;		/* four digits come together by chance there */
	needles_in(&r->needles, "the same without its sequences", flat, strlen(flat));
	r->needles.n = forms;
	free(flat);
}

/* There under a sanitizer, which keeps what was freed, and whose memory has no end. */
void __asan_init(void) __attribute__((weak));

static struct run *open_stage(void)
{
	static const char *const people[] = { "--people", "--seed", "5", NULL };
	struct run *r;

	if (__asan_init) {
		print_message("# skipped: a sanitizer has an allocator of its own\n");
		skip();
	}
	r = xcalloc(1, sizeof(*r));
	tw_init(&r->w);
	r->w.seen = on_seen;
	tw_file(&r->w, DUMPS "/none", "");
	side_start(&r->sandbox, people);
	r->papers = papers_new();
	faulty_start(&r->vault, &vault, r->papers);
	write_settings(r);
	make_number(r);
	return r;
}

static void close_stage(struct run *r, const char *what)
{
	long hits;

	search_terminal(r);
	needles_in_tree(&r->needles, r->w.dir, DUMPS);
	hits = r->needles.hits;
	print_message("# figure: memory after a typed card, %s | 0 bytes of number or code in %d "
		      "dumps of all processes (%.0f MB), %ld other places, %d forms; found where "
		      "it is just typed\n", what, r->processes, r->megabytes,
		      r->needles.places - r->processes, r->needles.n);
	faulty_stop(&r->vault);
	papers_free(r->papers);
	side_stop(&r->sandbox);
	tw_release(&r->w);
	free(r->tape.s);
	free(r);
	assert_int_equal(hits, 0);
}

static void a_typed_card_leaves_nothing(const char *profile, const char *what)
{
	struct run *r = open_stage();

	start(r, profile, NULL);
	tw_wait_here(&r->w, "F1", -1);
	agent_look_up(&r->w, "rosa.diaz@example.com");
	a_card_is_added(r);
	one_is_not_sent(r);
	the_operation_is_called(r);
	save_calls(&r->w);
	assert_int_equal(hits_of(r, r->console, dump(r)), 0);
	tw_keys(&r->w, "<Ctrl-Q>");
	tw_ended(&r->w, 0);
	nothing_at_its_end(r, r->console);
	close_stage(r, what);
}

/* Asked for on the command line. */
static void with_a_command(void **state)
{
	static const char *const call[] = { "call", "tokenizeCard", NULL };
	struct run *r = open_stage();
	char *folder;
	pid_t typing;

	(void)state;
	start(r, "tls", call);
	folder = tw_path(&r->w, DUMPS);
	tw_wait_text(&r->w, "Card number:");
	while (!(typing = tracer_other(folder, r->console)))
		tw_read(&r->w, 5);
	choose_code(r, typing);
	tw_keys(&r->w, r->number);
	tw_keys(&r->w, "\n");
	tw_wait_text(&r->w, "Security code (optional):");
	look_while_typed(r, typing, 1);
	tw_keys(&r->w, r->code);
	tw_keys(&r->w, "\n");
	tw_wait_text(&r->w, "_" LAST);
	tw_ended(&r->w, 0);
	nothing_at_its_end(r, typing);
	nothing_at_its_end(r, r->console);
	free(folder);
	close_stage(r, "on the command line");
}

static void with_the_sandbox_outside(void **state)
{
	(void)state;
	a_typed_card_leaves_nothing("shop", "vault outside");
}

static void with_the_sandbox_inside(void **state)
{
	(void)state;
	a_typed_card_leaves_nothing("sandbox", "vault of the sandbox inside");
}

static void with_a_vault_behind_tls(void **state)
{
	(void)state;
	a_typed_card_leaves_nothing("tls", "vault behind TLS");
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(with_the_sandbox_outside),
		cmocka_unit_test(with_the_sandbox_inside),
		cmocka_unit_test(with_a_vault_behind_tls),
		cmocka_unit_test(with_a_command),
	};

	if (argc > 3 && str_eq(argv[1], "--trace"))
		return tracer_main(argv[2], argv + 3);
	lang_init();
	lang_set("en");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
