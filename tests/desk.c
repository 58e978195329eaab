#include "tests/desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <ctype.h>
#include <ftw.h>
#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "api/lang.h"
#include "screens/capture.h"
#include "tests/term_world.h"
#include "tui/keys.h"

enum { PATIENCE_MS = 10000 };

static void open_service(struct desk *d, const char *scopes, struct between *between,
			 const struct edit *edits)
{
	struct sandbox_conf conf = { .seed = 7, .clock = 60, .registration_polls = 1 };
	struct http_conf http;
	struct err err = { 0 };

	d->sandbox = sandbox_new(&conf, &err);
	assert_string_equal(err.text, "");
	if (between)
		between_start(between, sandbox_port(d->sandbox), edits);
	sandbox_attach(d->sandbox, d->loop);
	d->config.base_url = xasprintf("http://127.0.0.1:%d/v1",
				       between ? between->port : sandbox_port(d->sandbox));
	d->config.vgs_url = xasprintf("http://127.0.0.1:%d/vgs/post", sandbox_port(d->sandbox));
	d->config.omnumi_url = xasprintf("http://127.0.0.1:%d/omnumi",
					 between ? between->port : sandbox_port(d->sandbox));
	d->config.omnumi_tenant_id = xstrdup(SANDBOX_TENANT_ID);
	config_http(&d->config, sandbox_key_for(scopes), &http);
	http.service[SVC_OMNUMI].key = SANDBOX_WALLET_KEY;
	http.tokens = d->tokens = tokens_new();
	tokens_set(d->tokens, TOKEN_CUSTOMER, SANDBOX_WALLET_TOKEN, 0);
	d->http = http_new(&http, d->journal);
	loop_use_http(d->loop, d->http);
}

void desk_open(struct desk *d, const char *scopes)
{
	desk_open_between(d, scopes, NULL, NULL);
}

static void open_keyboard(struct desk *d)
{
	struct termios raw = { .c_cflag = CS8 | CREAD };

	raw.c_cc[VMIN] = 1;
	assert_int_equal(openpty(&d->keyboard[0], &d->keyboard[1], NULL, &raw, NULL), 0);
	d->app.capture_tty = d->keyboard[1];
	d->app.capture_program = tw_program("remitty");
}

void desk_open_between(struct desk *d, const char *scopes, struct between *between,
		       const struct edit *edits)
{
	struct options options = { .lang = "en", .theme = "mono" };
	struct err err = { 0 };

	*d = (struct desk){ .dir = "/tmp/remitty-desk-XXXXXX" };
	assert_non_null(mkdtemp(d->dir));
	setenv("XDG_CONFIG_HOME", d->dir, 1);
	setenv("XDG_STATE_HOME", d->dir, 1);
	lang_init();
	config_load(&d->config, &options, &err);
	assert_string_equal(err.text, "");
	lang_set("en");
	d->loop = loop_new();
	d->journal = journal_new(100);
	open_service(d, scopes, between, edits);
	d->store = store_open(":memory:", &err);
	d->outbox = outbox_new(d->store, d->http, d->loop, d->config.link_hosts, true);
	d->inbox = inbox_new(d->store, d->http, d->outbox, d->loop, &(struct inbox_conf){ 0 });
	app_init(&d->app, 80, 24);
	d->app.config = &d->config;
	d->app.loop = d->loop;
	d->app.http = d->http;
	d->app.tokens = d->tokens;
	d->app.journal = d->journal;
	d->app.store = d->store;
	d->app.outbox = d->outbox;
	d->app.inbox = d->inbox;
	d->app.sandbox = d->sandbox;
	open_keyboard(d);
	outbox_on_change(d->outbox, app_tell, &d->app);
	app_push(&d->app, &home_screen, NULL);
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st, (void)kind, (void)at;
	return remove(path);
}

void desk_close(struct desk *d)
{
	outbox_on_change(d->outbox, NULL, NULL);
	app_release(&d->app);
	inbox_free(d->inbox);
	outbox_free(d->outbox);
	http_free(d->http);
	tokens_free(d->tokens);
	sandbox_free(d->sandbox);
	store_close(d->store);
	journal_free(d->journal);
	loop_free(d->loop);
	config_release(&d->config);
	close(d->keyboard[0]);
	close(d->keyboard[1]);
	free((char *)d->app.capture_program);
	nftw(d->dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

int desk_begin(void **state)
{
	struct desk *d = xcalloc(1, sizeof(*d));

	desk_open(d, "partner_full");
	*state = d;
	return 0;
}

int desk_end(void **state)
{
	desk_close(*state);
	free(*state);
	return 0;
}

struct answer {
	bool came;
	struct err err;
	json_t *body;
};

static void on_reply(void *owner, const struct op *op, const struct reply *reply)
{
	struct answer *answer = owner;

	(void)op;
	answer->came = true;
	answer->err = reply->err;
	answer->body = json_deep_copy(reply->body);
}

json_t *desk_call(struct desk *d, const struct op *op, const json_t *args)
{
	struct answer answer = { 0 };

	http_send(d->http, op, args, on_reply, &answer);
	for (long end = now_ms() + PATIENCE_MS; !answer.came && now_ms() < end;)
		loop_turn(d->loop, 100);
	assert_true(answer.came);
	assert_string_equal(answer.err.text, "");
	return answer.body;
}

/* Registrations complete after some look-ups. */
static void wait_registered(struct desk *d, const char *phone)
{
	json_t *args = json_pack("{ss}", "phoneNumber", phone), *answer = NULL;
	long end = now_ms() + PATIENCE_MS;

	do {
		json_decref(answer);
		answer = desk_call(d, &op_getUserTokenV2, args);
	} while (codes_user_stage(json_string_value(json_object_get(answer, "status"))) !=
		 STAGE_GOOD && now_ms() < end);
	json_decref(answer);
	json_decref(args);
}

void desk_customer(struct desk *d, enum step step)
{
	json_t *person = record_example(op_registerUserV2.in, true), *answer;
	struct journey *journey = xcalloc(1, sizeof(*journey));
	const char *phone;

	json_object_set_new(person, "phoneNumber", json_string("+525521206703"));
	json_object_set_new(person, "firstName", json_string("María"));
	json_object_set_new(person, "lastName", json_string("Núñez"));
	phone = json_string_value(json_object_get(person, "phoneNumber"));
	answer = desk_call(d, &op_registerUserV2, person);
	wait_registered(d, phone);
	journey_begin(journey, d->store, phone);
	journey_set(journey, "phone", phone);
	journey_set(journey, "name", "María Núñez");
	journey_set(journey, "userToken", json_string_value(json_object_get(answer, "userId")));
	for (int i = 0; i < (int)step; i++)
		journey_mark(journey, (enum step)i, MARK_DONE);
	d->app.journey = journey;
	json_decref(answer);
	json_decref(person);
	flow_goto(&d->app, step);
	desk_settle(&d->app);
}

void desk_read_back(struct desk *d)
{
	static const char *const steps[] = {
		"c4111111111111111<Tab>1228<Tab>123<F10>", "<Enter>",
		"<F2>Hugo<Tab>Tru<Tab>+19165550149<F10>", "<Enter>", "<F10>", "500<F10>",
	};

	desk_customer(d, STEP_METHOD);
	for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
		desk_type(&d->app, steps[i]);
		desk_settle(&d->app);
	}
	assert_string_equal(d->app.top->ops->name, "confirm");
}

static const struct {
	const char *name;
	tui_key key;
} names[] = {
	{ "Esc", K_ESC }, { "Up", K_UP }, { "Down", K_DOWN }, { "Left", K_LEFT },
	{ "Right", K_RIGHT }, { "PgUp", K_PAGE_UP }, { "PgDn", K_PAGE_DOWN }, { "Tab", K_TAB },
	{ "BackTab", K_BACKTAB }, { "Enter", K_ENTER }, { "Back", K_BACK }, { "Home", K_HOME },
	{ "End", K_END }, { "lt", '<' },
};

static tui_key named_key(const char *name, size_t n)
{
	if (name[0] == 'F' && isdigit((unsigned char)name[1]))
		return K_F1 + (tui_key)strtoul(name + 1, NULL, 10) - 1;
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (strlen(names[i].name) == n && !memcmp(names[i].name, name, n))
			return names[i].key;
	fail_msg("no key is called %.*s", (int)n, name);
	return K_NONE;
}

static int key_bytes(tui_key key, char buf[static 16])
{
	static const struct { tui_key key; const char *byte; } plain[] = {
		{ K_ENTER, "\r" }, { K_ESC, "\033" }, { K_TAB, "\t" }, { K_BACK, "\177" },
	};
	mbstate_t state = { 0 };

	for (size_t i = 0; i < ARRAY_LEN(plain); i++)
		if (plain[i].key == key)
			return snprintf(buf, 16, "%s", plain[i].byte);
	for (const struct key_sequence *k = key_sequences; k->bytes; k++)
		if (k->key == key)
			return snprintf(buf, 16, "%s", k->bytes);
	return (int)wcrtomb(buf, (wchar_t)key, &state);
}

/* Until the process that types a card has told what a key made of its form. */
static void press(struct app *app, tui_key key)
{
	struct desk *d = (struct desk *)((char *)app - offsetof(struct desk, app));
	long end = now_ms() + PATIENCE_MS;
	const struct capture *typing;
	unsigned heard = 0;
	char bytes[16];
	int n;

	capture_watch(app);
	if (!capture_reads(app)) {
		app_key(app, key);
		return;
	}
	typing = app->capture;
	while (app->capture == typing && !capture_hint(app->top).heard && now_ms() < end)
		loop_turn(app->loop, 100);
	heard = capture_hint(app->top).heard;
	n = key_bytes(key, bytes);
	assert_int_equal(write(d->keyboard[0], bytes, (size_t)n), n);
	while (app->capture == typing && capture_hint(app->top).heard == heard && now_ms() < end)
		loop_turn(app->loop, 100);
}

void desk_type(struct app *app, const char *keys)
{
	while (*keys) {
		wchar_t ch;
		int n;

		if (*keys == '<') {
			n = (int)strcspn(keys, ">");
			press(app, named_key(keys + 1, (size_t)n - 1));
			n++;
		} else {
			n = mbtowc(&ch, keys, MB_CUR_MAX);
			assert_true(n > 0);
			press(app, (tui_key)ch);
		}
		keys += n;
		loop_turn(app->loop, 0);
	}
}

void desk_settle(struct app *app)
{
	long end = now_ms() + PATIENCE_MS;

	for (int quiet = 0; quiet < 3 && now_ms() < end; quiet++) {
		bool busy = http_running(app->http) || capture_is_sending(app);

		if (busy)
			quiet = 0;
		loop_turn(app->loop, busy ? 100 : 0);
	}
}

static char *dump(struct app *app)
{
	app_draw(app);
	return grid_dump(&app->grid);
}

bool desk_shows(struct app *app, const char *text)
{
	char *now = dump(app);
	bool is = strstr(now, text) != NULL;

	free(now);
	return is;
}

void desk_await(struct app *app, const char *text)
{
	long end = now_ms() + PATIENCE_MS;
	char *now;

	while (!desk_shows(app, text) && now_ms() < end)
		loop_turn(app->loop, 100);
	if (desk_shows(app, text))
		return;
	now = dump(app);
	fail_msg("“%s” did not come:\n%s", text, now);
}

/* Letters of a reference, digits of a time and of a port become #. */
static void mask(char *s)
{
	static const char *const kinds[] = { "0123456789abcdef-", "0123456789:" };

	for (char *p = s; *p; p++) {
		size_t reference = strspn(p, kinds[0]), time = strspn(p, kinds[1]), n = 0;

		if (reference == 36)
			n = reference;
		else if (time >= 5 && memchr(p, ':', time))
			n = time;
		for (size_t i = 0; i < n; i++)
			p[i] = isalnum((unsigned char)p[i]) ? '#' : p[i];
		p += n ? n - 1 : 0;
	}
}

char *desk_picture(struct app *app)
{
	struct grid *g = &app->grid;
	char *text;

	app_draw(app);
	for (int x = 0; x < g->w; x++)
		g->cells[x].ch = g->cells[(g->h - 1) * g->w + x].ch = L' ';
	for (int i = 0; i < app->grid.w * app->grid.h; i++)
		if (app->grid.cells[i].style == STYLE_QR)
			app->grid.cells[i].ch = L'%';
	text = grid_dump(&app->grid);
	mask(text);
	return text;
}

void assert_screen(struct app *app, const char *name)
{
	assert_picture(desk_picture(app), name);
}

void assert_picture(char *now, const char *name)
{
	char *path = xasprintf("tests/golden/%s.txt", name), *then;
	struct err err = { 0 };

	if (getenv("GOLDEN_UPDATE")) {
		assert_true(file_write(path, now, strlen(now), &err));
	} else {
		then = file_read(path, 1 << 20, NULL, &err);
		if (!then)
			fail_msg("%s: %s", path, err.text);
		if (strcmp(then, now) != 0)
			fail_msg("%s differs; this is on the screen:\n%s", path, now);
		free(then);
	}
	free(path);
	free(now);
}
