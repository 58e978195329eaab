/* The process into which a card is typed.  It reads the terminal, on which another
 * one draws, and speaks with the card vault.  All of its memory is of screens/heap.h:
 * forms, JSON and the network library need not know. */

#include "screens/capture_child.h"

#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "api/exchange_pack.h"
#include "api/lang.h"
#include "api/ops.h"
#include "screens/capture_own.h"
#include "screens/heap.h"

enum {
	IDLE_MS = 120 * 1000,
	DIGITS_MOST = 6,		/* in a field that is not secret */
};

/* ---- the keyboard ---- */

/* why: translated. */
static void forget(struct child *c, const char *why)
{
	struct err err = { 0 };
	bool typed = false;

	for (int i = 0; i < c->form.n; i++)
		typed |= c->vaulted[i] && !input_empty(&c->form.rows[i].input);
	if (c->sending || !typed)
		return;
	form_hide(&c->form);
	err_set(&err, ERR_INPUT, "%s", why);
	snprintf(err.field, sizeof(err.field), CARD_NUMBER);
	form_blame(&c->form, &err);
	child_show(c, NULL);
}

static void on_idle(void *owner)
{
	forget(owner, _("Nothing was typed for a while, so the number is forgotten."));
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
		child_say(c, json_pack("{s:[i, i, i]}", "mouse", m->x, m->y, (int)m->what));
	else
		child_say(c, json_pack("{s:i}", "key", (int)key));
}

static bool is_text(tui_key key)
{
	return (key >= ' ' && key < KEYS_BASE) || (key > KEYS_BASE && key <= K_INSERT) ||
	       key == K_TAB || key == K_BACKTAB;
}

/* A card number in another field would be told with it, and kept. */
static void keep_apart(struct child *c)
{
	struct form_row *row = &c->form.rows[c->form.at];
	struct err err = { 0 };
	int digits = 0;

	for (int i = 0; i < row->input.len; i++)
		digits += row->input.text[i] >= L'0' && row->input.text[i] <= L'9';
	if (row->field->secret || row->choices || digits <= DIGITS_MOST)
		return;
	c->astray = true;
	form_set(&c->form, row->path, "");
	err_set(&err, ERR_INPUT,
		_("A card number belongs into its own field, so this was emptied."));
	snprintf(err.field, sizeof(err.field), "%s", row->path);
	form_blame(&c->form, &err);
}

/* Nothing of this key is for anybody. */
static bool is_dropped(struct child *c, tui_key key)
{
	c->astray &= (key >= '0' && key <= '9') || key == ' ' || key == '-';
	return c->deaf || c->astray || key == K_PASTE_BEGIN || key == K_PASTE_END;
}

/* True when the form looks otherwise now. */
static bool take_key(struct child *c, tui_key key)
{
	bool pasting = typed_pasting(&c->typed);

	if (is_dropped(c, key))
		return false;
	if (pasting && (key == K_ENTER || key == K_TAB || key == '\n'))
		key = ' ';		/* a pasted line break confirms nothing */
	if (key == K_MOUSE || (c->sending && !is_text(key))) {
		pass_on(c, key);
		return false;
	}
	if (c->sending)
		return false;
	if (form_key(&c->form, key)) {
		keep_apart(c);
		return true;
	}
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
			child_show(c, "typed");
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
	child_show(c, NULL);
}

static void hear(struct child *c, const json_t *said)
{
	const json_t *read = json_object_get(said, "read");
	const json_t *hot = json_object_get(said, "hot"), *deaf = json_object_get(said, "deaf");

	if (read && json_is_true(read) != c->reading)
		read_terminal(c, json_is_true(read));
	if (json_is_false(read))
		child_say(c, json_pack("{s:b}", "paused", true));
	if (deaf)
		c->deaf = json_is_true(deaf);
	if (json_object_get(said, "forget"))
		forget(c, _("The screen was locked, so the number is forgotten."));
	if (json_object_get(said, "send"))
		child_send(c);
	if (json_object_get(said, "example"))
		fill_example(c);
	if (hot && !c->sending && form_click(&c->form, (int)json_integer_value(hot)))
		child_show(c, NULL);
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

		if (!f || i >= CAPTURE_FIELDS)
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

static bool take_beginning(struct child *c, const json_t *begin)
{
	const char *url = text_of(begin, "url");

	if (!take_fields(c, json_object_get(begin, "fields")))
		return false;
	lang_set(text_of(begin, "lang"));
	c->plain = json_is_true(json_object_get(begin, "plain"));
	c->strict = json_is_true(json_object_get(begin, "strict"));
	c->idle_ms = (long)json_integer_value(json_object_get(begin, "idle_ms"));
	c->idle_ms = c->idle_ms > 0 ? c->idle_ms : IDLE_MS;
	c->url = url ? xstrdup(url) : NULL;
	child_open_line(c, begin);
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
	child_say(c, json_pack("{s:o}", "off", err_pack(&err)));
	return false;
}

/* ---- the end ---- */

static void on_end(int sig)
{
	child_unquiet();
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
	signal(SIGTTOU, SIG_IGN);		/* its terminal may be somebody else's by then */
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	prctl(PR_SET_NAME, CAPTURE_NAME);
}

static void release(struct child *c)
{
	http_free(c->http);
	sandbox_free(c->vault);
	form_release(&c->form);
	loop_free(c->loop);
	journal_free(c->journal);
	free(c->url);
	explicit_bzero(c->typed.bytes, sizeof(c->typed.bytes));
	free(c);
}

static void run(struct child *c)
{
	const struct loop_source line = { .fd = CAPTURE_LINE, .step = on_line, .ctx = c };

	if (!may_type(c))
		return;
	loop_add(c->loop, &line);
	if (c->plain) {
		c->ended = !child_ask(c);
		if (!c->ended)
			child_send(c);
	}
	stay_awake(c);
	child_show(c, NULL);
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
