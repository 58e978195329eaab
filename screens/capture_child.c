/* The process into which a card is typed.  It reads the terminal, on which another
 * one draws, and speaks with the card vault.  All of its memory is of screens/heap.h:
 * forms, JSON and the network library need not know. */

#include <ctype.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "api/bank.h"
#include "api/exchange_pack.h"
#include "api/http.h"
#include "api/lang.h"
#include "api/ops.h"
#include "api/sandbox.h"
#include "screens/capture_own.h"
#include "screens/form.h"
#include "screens/heap.h"
#include "tui/typed.h"

#define NUMBER "CardNumber"

enum { IDLE_MS = 120 * 1000, FIELDS = 12, ANSWER_CAP = 32 << 10, FAULTS = 16 };

struct child {
	struct loop *loop;
	struct http *http;
	struct journal *journal;
	struct sandbox *vault;		/* in place of one inside the other process, or NULL */
	char *url;			/* of the vault as the other process knows it */
	struct typed typed;
	struct field fields[FIELDS + 1];
	bool vaulted[FIELDS];		/* goes to the vault */
	struct form form;
	long idle_ms;
	bool strict;			/* no card without locked memory */
	bool locked, reading, deaf, sending, ended;
};

/* ---- what the other process may know ---- */

/* The digits of the number as far as it was typed; the caller wipes and frees. */
static char *digits_of(const struct child *c)
{
	char *text = form_get(&c->form, NUMBER), *to = text;

	for (const char *p = text; *p; p++)
		if (isdigit((unsigned char)*p))
			*to++ = *p;
	explicit_bzero(to, strlen(to));
	return text;
}

static void drop(char *secret)
{
	explicit_bzero(secret, strlen(secret));
	free(secret);
}

/* The last gate: whatever a vault may answer, the number does not pass. */
static bool repeats_number(const struct child *c, const json_t *message)
{
	char *text = json_dumps(message, JSON_COMPACT), *digits = digits_of(c);
	bool repeats = strlen(digits) > 8 && strstr(text, digits);

	drop(text);
	drop(digits);
	return repeats;
}

static void say(struct child *c, json_t *taken)
{
	struct err err = { 0 };

	if (repeats_number(c, taken)) {
		json_decref(taken);
		err_set(&err, ERR_PROTOCOL,
			_("The card vault's answer repeats the card number; it was thrown away."));
		taken = json_pack("{s:{s:o}}", "answered", "err", err_pack(&err));
	}
	c->ended |= !capture_say(CAPTURE_LINE, taken);
}

static json_t *hint_of(const struct child *c)
{
	char *digits = digits_of(c), last4[5] = "";
	const char *network = card_network(digits);
	size_t n = strlen(digits);
	json_t *hint;

	if (network && n >= 13 && luhn_ok(digits))
		snprintf(last4, sizeof(last4), "%s", digits + n - 4);
	hint = json_pack("{s:s, s:s}", "network", network ? network : "", "last4", last4);
	drop(digits);
	return hint;
}

/* why: after a key was "typed", or because the form was found "unfit"; or NULL. */
static void show_as(struct child *c, const char *why)
{
	json_t *seen = json_pack("{s:o, s:o}", "form", form_seen(&c->form), "hint", hint_of(c));

	if (why)
		json_object_set_new(seen, why, json_true());
	say(c, seen);
}

static void show(struct child *c)
{
	show_as(c, NULL);
}

/* ---- to the vault ---- */

static json_t *tokens_of(const struct reply *reply)
{
	const json_t *tokens = json_object_get(reply->body, "json");
	json_t *kept = json_object();

	field_each(f, field_find(op_tokenizeCard.out, "json")->fields)
		if (json_object_get(tokens, f->key))
			json_object_set(kept, f->key, json_object_get(tokens, f->key));
	return json_pack("{s:o}", "json", kept);
}

static void on_reply(void *owner, const struct op *op, const struct reply *reply)
{
	struct child *c = owner;
	json_t *call = exchange_pack(reply->exchange), *body;

	if (c->vault)		/* it stands in for that one */
		json_object_set_new(call, "url", json_string(c->url));
	body = reply->err.kind ? op_redact_out(op, reply->body) : tokens_of(reply);
	c->sending = false;
	if (reply->err.kind)
		form_blame(&c->form, &reply->err);
	show(c);
	say(c, json_pack("{s:{s:o, s:i, s:I, s:o, s:o}}", "answered", "err",
			 err_pack(&reply->err), "status", reply->status, "ms",
			 (json_int_t)reply->ms, "body", body, "call", call));
	c->ended |= !reply->err.kind;
}

static void wipe_text(json_t *value)
{
	if (json_is_string(value))
		explicit_bzero((char *)json_string_value(value), json_string_length(value));
}

/* Number and code out of the record, into what the vault is sent. */
static json_t *vault_args(const struct child *c, json_t *record)
{
	json_t *args = json_object();

	for (int i = 0; c->fields[i].key; i++) {
		json_t *value = json_object_get(record, c->fields[i].key);

		if (!c->vaulted[i])
			continue;
		if (value && !json_is_null(value))
			json_object_set(args, c->fields[i].key, value);
		json_object_del(record, c->fields[i].key);
	}
	return args;
}

static void send_card(struct child *c)
{
	json_t *record = c->sending ? NULL : form_record(&c->form), *args, *value;
	const char *network, *key;

	if (!record) {
		show_as(c, "unfit");
		return;
	}
	args = vault_args(c, record);
	network = card_network(json_string_value(json_object_get(args, NUMBER)));
	c->sending = true;
	show(c);
	say(c, json_pack("{s:{s:o, s:s}}", "sending", "record", record, "network",
			 network ? network : ""));
	http_send(c->http, &op_tokenizeCard, args, on_reply, c);
	json_object_foreach(args, key, value)
		wipe_text(value);
	json_decref(args);
}

/* ---- the keyboard ---- */

static void on_idle(void *owner)
{
	struct child *c = owner;
	struct err err = { 0 };
	bool typed = false;

	for (int i = 0; i < c->form.n; i++)
		typed |= c->vaulted[i] && !input_empty(&c->form.rows[i].input);
	if (c->sending || !typed)
		return;
	form_hide(&c->form);
	err_set(&err, ERR_INPUT, _("Nothing was typed for a while, so the number is forgotten."));
	snprintf(err.field, sizeof(err.field), NUMBER);
	form_blame(&c->form, &err);
	show(c);
}

static void stay_awake(struct child *c)
{
	loop_cancel(c->loop, on_idle, c);
	loop_after(c->loop, c->idle_ms, on_idle, c);
}

static void read_terminal(struct child *c, bool on);

/* Keys that are for the other process; it reads the terminal until it gives it back. */
static void pass_on(struct child *c, tui_key key)
{
	const struct mouse *m = &c->typed.mouse;

	read_terminal(c, false);
	if (key == K_MOUSE)
		say(c, json_pack("{s:[i, i, i]}", "mouse", m->x, m->y, (int)m->what));
	else
		say(c, json_pack("{s:i}", "key", (int)key));
}

static bool is_text(tui_key key)
{
	return (key >= ' ' && key < KEYS_BASE) || (key > KEYS_BASE && key <= K_INSERT) ||
	       key == K_TAB || key == K_BACKTAB;
}

/* True when the form looks otherwise now. */
static bool take_key(struct child *c, tui_key key)
{
	bool pasting = typed_pasting(&c->typed);

	if (c->deaf || key == K_PASTE_BEGIN || key == K_PASTE_END)
		return false;
	if (pasting && (key == K_ENTER || key == K_TAB || key == '\n'))
		key = ' ';		/* a pasted line break confirms nothing */
	if (key == K_MOUSE || (c->sending && !is_text(key))) {
		pass_on(c, key);
		return false;
	}
	if (c->sending)
		return false;
	if (form_key(&c->form, key))
		return true;
	if (!pasting)
		pass_on(c, key);
	return false;
}

static void on_terminal(void *ctx)
{
	struct typed *typed = ctx;
	struct child *c = (struct child *)((char *)typed - offsetof(struct child, typed));
	tui_key key;

	while (c->reading && !c->ended && typed_key(typed, &key)) {
		if (take_key(c, key))
			show_as(c, "typed");
		stay_awake(c);
	}
	c->ended |= typed->gone;
}

/* Its bytes are looked for only while they are ours. */
static void read_terminal(struct child *c, bool on)
{
	const struct loop_source terminal = { .fd = STDIN_FILENO, .step = on_terminal,
					      .ctx = &c->typed };

	loop_forget(c->loop, &c->typed);
	c->reading = on;
	if (on)
		loop_add(c->loop, &terminal);
}

/* ---- what it is told ---- */

static void fill_example(struct child *c)
{
	for (int i = 0; i < c->form.n; i++)
		if (c->form.rows[i].field->example)
			form_set(&c->form, c->form.rows[i].path, c->form.rows[i].field->example);
	show(c);
}

static void hear(struct child *c, const json_t *said)
{
	const json_t *read = json_object_get(said, "read");
	const json_t *hot = json_object_get(said, "hot"), *deaf = json_object_get(said, "deaf");

	if (read && json_is_true(read) != c->reading)
		read_terminal(c, json_is_true(read));
	if (json_is_false(read))
		say(c, json_pack("{s:b}", "paused", true));
	if (deaf)
		c->deaf = json_is_true(deaf);
	if (json_object_get(said, "send"))
		send_card(c);
	if (json_object_get(said, "example"))
		fill_example(c);
	if (hot && !c->sending && form_click(&c->form, (int)json_integer_value(hot)))
		show(c);
}

static void on_line(void *ctx)
{
	struct child *c = ctx;
	bool gone = false;
	json_t *said;

	while (!c->ended && (said = capture_hear(CAPTURE_LINE, NULL, &gone))) {
		hear(c, said);
		json_decref(said);
	}
	c->ended |= gone;
}

/* ---- the beginning ---- */

static bool take_fields(struct child *c, const json_t *fields)
{
	json_t *pair;
	size_t i;

	json_array_foreach(fields, i, pair) {
		const char *name = json_string_value(json_array_get(pair, 0));
		const char *key = json_string_value(json_array_get(pair, 1));
		const struct op *op = name ? op_find(name) : NULL;
		const struct field *f = op && key ? field_find(op->in, key) : NULL;

		if (!f || i >= FIELDS)
			return false;
		c->fields[i] = *f;
		c->fields[i].section = NULL;
		c->vaulted[i] = op == &op_tokenizeCard;
	}
	return json_array_size(fields) > 0;
}

static const char *text_of(const json_t *begin, const char *key)
{
	return json_string_value(json_object_get(begin, key));
}

/* The vault of a sandbox that is inside the other process: its secret and its
 * faults are here as well, so that no number goes there. */
static char *open_vault(struct child *c, const json_t *begin)
{
	const char *specs[FAULTS + 1] = { NULL };
	const json_t *faults = json_object_get(begin, "faults");
	struct sandbox_conf conf = { .seed = 1, .registration_polls = -1, .faults = specs,
				     .vault = text_of(begin, "vault") };

	for (size_t i = 0; i < json_array_size(faults) && i < FAULTS; i++)
		specs[i] = json_string_value(json_array_get(faults, i));
	c->vault = sandbox_new(&conf, NULL);
	if (!c->vault)
		return NULL;
	sandbox_attach(c->vault, c->loop);
	return xasprintf("http://127.0.0.1:%d/vgs/post", sandbox_port(c->vault));
}

static void open_line(struct child *c, const json_t *begin)
{
	char *inside = text_of(begin, "vault") ? open_vault(c, begin) : NULL;
	struct http_conf conf = {
		.service = { [SVC_VGS] = { .base_url = inside ? inside : c->url } },
		.ca_file = text_of(begin, "ca"),
		.connect_ms = (long)json_integer_value(json_object_get(begin, "connect_ms")),
		.total_ms = (long)json_integer_value(json_object_get(begin, "total_ms")),
		.cap = ANSWER_CAP,
	};

	c->http = http_new(&conf, c->journal);
	loop_use_http(c->loop, c->http);
	free(inside);
}

static bool take_beginning(struct child *c, const json_t *begin)
{
	const char *url = text_of(begin, "url");

	if (!take_fields(c, json_object_get(begin, "fields")))
		return false;
	lang_set(text_of(begin, "lang"));
	c->strict = json_is_true(json_object_get(begin, "strict"));
	c->idle_ms = (long)json_integer_value(json_object_get(begin, "idle_ms"));
	c->idle_ms = c->idle_ms > 0 ? c->idle_ms : IDLE_MS;
	c->url = url ? xstrdup(url) : NULL;
	open_line(c, begin);
	form_init(&c->form, c->fields, NULL, NULL);
	form_take_seen(&c->form, json_object_get(begin, "form"));
	form_hide(&c->form);
	if (c->strict && heap_insist)
		heap_insist();
	return true;
}

/* Without locked memory real cards are not for this computer; the sandbox's are. */
static bool may_type(struct child *c)
{
	struct err err = { 0 };

	if (c->locked || !c->strict)
		return true;
	err_set(&err, ERR_CONFIG, _("This computer does not let memory be locked, so card numbers "
				    "cannot be typed here."));
	err_next(&err, _("Raise the limit (ulimit -l) to 8 MB, or use a card token."));
	say(c, json_pack("{s:o}", "off", err_pack(&err)));
	return false;
}

/* ---- the end ---- */

static void on_end(int sig)
{
	if (heap_wipe)
		heap_wipe();
	_exit(128 + sig);
}

/* Ctrl-C is the other process's affair, which then ends this one. */
static void watch_signals(void)
{
	static const int ends[] = { SIGTERM, SIGHUP, SIGQUIT, SIGSEGV, SIGBUS, SIGFPE, SIGILL,
				    SIGABRT };
	struct sigaction act = { .sa_handler = on_end };

	for (size_t i = 0; i < ARRAY_LEN(ends); i++)
		sigaction(ends[i], &act, NULL);
	signal(SIGINT, SIG_IGN);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
}

static void release(struct child *c)
{
	http_free(c->http);
	sandbox_free(c->vault);
	form_release(&c->form);
	loop_free(c->loop);
	journal_free(c->journal);
	free(c->url);
	explicit_bzero(&c->typed, sizeof(c->typed));
	free(c);
}

static void run(struct child *c)
{
	const struct loop_source line = { .fd = CAPTURE_LINE, .step = on_line, .ctx = c };

	if (!may_type(c))
		return;
	loop_add(c->loop, &line);
	stay_awake(c);
	show(c);
	while (!c->ended)
		loop_turn(c->loop, -1);
}

int capture_main(bool locked)
{
	struct child *c = xcalloc(1, sizeof(*c));
	bool gone = false;
	json_t *said;

	watch_signals();
	close_range(CAPTURE_LINE + 1, ~0U, 0);
	lang_init();
	c->locked = locked;
	c->typed.fd = STDIN_FILENO;
	c->loop = loop_new();
	c->journal = journal_new(1);
	poll(&(struct pollfd){ .fd = CAPTURE_LINE, .events = POLLIN }, 1, -1);
	said = capture_hear(CAPTURE_LINE, NULL, &gone);
	if (said && take_beginning(c, json_object_get(said, "begin")))
		run(c);
	json_decref(said);
	release(c);
	if (heap_wipe)
		heap_wipe();
	_exit(0);
}
