/* The locked screen of the real program: by key, by itself and after an ask; what a
 * customer has told is in no cell then, and not in what the terminal is sent. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "api/lang.h"
#include "api/util.h"
#include "tests/agent.h"
#include "tests/needles.h"

#define PIN "48315"

struct run {
	struct tw w;			/* first */
	struct str tape;		/* what came since it was locked */
	bool recording;
};

static void on_seen(struct tw *w, const char *bytes, size_t len)
{
	struct run *r = (struct run *)w;

	if (r->recording)
		str_addn(&r->tape, bytes, len);
}

static void begin(struct run *r, const char *lang)
{
	const char *const args[] = { "--lang", lang, NULL };

	*r = (struct run){ .recording = false };
	lang_set(lang);
	tw_init(&r->w);
	tw_start(&r->w, 80, 24, args);
	r->w.seen = on_seen;
}

static void end(struct run *r)
{
	tw_keys(&r->w, "<Ctrl-Q>");
	tw_ended(&r->w, 0);
	tw_release(&r->w);
	str_release(&r->tape);
}

/* Settings, the row of the PIN; set, and the screen is locked after an ask as well. */
static void set_pin(struct run *r)
{
	struct tw *w = &r->w;

	tw_wait_here(w, "F1", -1);
	tw_keys(w, "<F9><Down><Down><Down><Down><Down>\n");
	tw_wait_text(w, _("New PIN"));
	tw_keys(w, PIN "\n" PIN "\n");
	tw_wait_text(w, _("The PIN is set. Ctrl-X locks the screen."));
	tw_keys(w, "<Down><Down>\n");
	tw_wait_asleep(w);
	tw_keys(w, "<Esc>");
	tw_wait_gone(w, _("The PIN is set. Ctrl-X locks the screen."));
}

/* Nothing of her or of the payer is there to see, nor was it sent since. */
static void assert_hidden(struct run *r)
{
	static const char *const words[] = {
		"Rosa", "ROSA", "Díaz", "rosa.diaz", "Hugo", "9165550149", "916 555 0149",
		"800.00", "8906",
	};
	char *text = tw_text(&r->w), *sent;

	sent = needles_squeeze(r->tape.s ? r->tape.s : "", r->tape.len);
	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		char *squeezed = needles_squeeze(words[i], strlen(words[i]));

		if (strstr(text, words[i]) || strstr(sent, squeezed))
			tw_fail(&r->w, "“%s” was shown while it was locked", words[i]);
		free(squeezed);
	}
	free(sent);
	free(text);
}

static void wait_locked(struct run *r)
{
	tw_wait_text(&r->w, _("Locked"));
	tw_wait_asleep(&r->w);
	assert_hidden(r);
}

static void open_up(struct run *r)
{
	r->recording = false;
	r->tape.len = 0;
	tw_keys(&r->w, PIN "\n");
	tw_wait_gone(&r->w, _("Locked"));
}

static void to_the_ask(struct run *r)
{
	struct tw *w = &r->w;

	agent_look_up(w, "rosa.diaz@example.com");
	agent_add_clabe(w);
	tw_keys(w, "\n");
	agent_add_payer(w);
	tw_keys(w, "\n");
	agent_quote(w, "50");
	tw_keys(w, "<F10>");
	agent_read_back(w, "800");
}

static void hides_everything(const char *lang)
{
	struct run r;
	struct tw *w = &r.w;

	begin(&r, lang);
	tw_keys(w, "<Ctrl-X>");		/* without a PIN nobody locks himself out */
	tw_wait_text(w, _("There is no PIN yet: it is set under Settings (F9)"));
	set_pin(&r);
	to_the_ask(&r);
	tw_wait_text(w, "Rosa");
	tw_wait_asleep(w);
	r.recording = true;
	tw_keys(w, "<Ctrl-X>");
	wait_locked(&r);
	tw_keys(w, "<F10><F1><F12><F2>Hugo\t<Ctrl-P>");	/* keys of the screens beneath */
	wait_locked(&r);
	tw_resize(w, 120, 40);
	wait_locked(&r);
	tw_resize(w, 80, 24);
	wait_locked(&r);
	tw_keys(w, "<Esc>9999\n");
	tw_wait_text(w, _("This is not the PIN. Try again."));
	assert_hidden(&r);
	open_up(&r);
	tw_wait_text(w, "Rosa");
	agent_send(w, "800");
	free(tw_wait_qr(w));
	tw_wait_asleep(w);
	r.recording = true;		/* the page of the ask is left: it locks */
	tw_keys(w, "<F2>");
	wait_locked(&r);
	open_up(&r);
	end(&r);
}

static void set_idle(struct run *r, const char *seconds)
{
	char *path = tw_path(&r->w, "state/remitty/sandbox/remitty.db");
	char *text = xasprintf("INSERT OR REPLACE INTO settings VALUES ('lock_idle', '%s')",
			       seconds);
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	free(text);
	free(path);
}

static void it_locks_by_itself_and_is_locked_from_the_start(void **state)
{
	struct run r;
	struct tw *w = &r.w;

	(void)state;
	begin(&r, "en");
	set_pin(&r);
	tw_keys(w, "<Ctrl-Q>");
	tw_ended(w, 0);
	set_idle(&r, "1");
	tw_restart(w);
	tw_wait_text(w, "Locked");
	open_up(&r);
	agent_look_up(w, "rosa.diaz@example.com");
	tw_wait_text(w, "Rosa");
	tw_wait_text(w, "Locked");
	wait_locked(&r);
	open_up(&r);
	tw_wait_text(w, "Rosa");
	end(&r);
}

static void wrong_ones_wait_longer_and_longer(void **state)
{
	struct run r;
	struct tw *w = &r.w;

	(void)state;
	begin(&r, "en");
	set_pin(&r);
	tw_keys(w, "<Ctrl-X>");
	wait_locked(&r);
	for (int i = 0; i < 3; i++) {
		tw_keys(w, "0000");
		tw_wait_gone(w, "This is not the PIN.");
		tw_keys(w, "\n");
		tw_wait_text(w, "This is not the PIN.");
	}
	tw_wait_text(w, "The next try is possible at");
	tw_keys(w, PIN "\n");		/* nor is the right one taken until then */
	tw_wait_text(w, "The next try is possible at");
	tw_keys(w, "<Ctrl-Q>");
	tw_ended(w, 0);
	tw_restart(w);			/* and a new start does not shorten it */
	tw_wait_text(w, "Locked");
	tw_keys(w, PIN "\n");
	tw_wait_text(w, "The next try is possible at");
	end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TW_BOTH(hides_everything),
		cmocka_unit_test(it_locks_by_itself_and_is_locked_from_the_start),
		cmocka_unit_test(wrong_ones_wait_longer_and_longer),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
