/* 500 hostile strings in the answers of the service: what comes through the
 * boundary is fit for a screen, no cell beside a field changes, and nothing that is
 * written, copied or printed holds a control byte.  With an argument all strings
 * meet all fields. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "api/clean.h"
#include "api/csv.h"
#include "api/har.h"
#include "api/report.h"
#include "api/scenario.h"
#include "api/share.h"
#include "screens/bank.h"
#include "screens/cash.h"
#include "screens/keep.h"
#include "screens/omni.h"
#include "screens/omni_mail.h"
#include "screens/pii.h"
#include "screens/rates.h"
#include "screens/slip.h"
#include "screens/wallet.h"
#include "tests/desk.h"
#include "tests/hostile_cells.h"
#include "tests/hostile_strings.h"

enum { STRINGS = 500, SEED = 20261121, FIELDS = 400 };
#define NOT_UNDERSTOOD "something we do not understand"

enum { WALLET = 10 };			/* the first place of the other service */

/* What the server between puts where; its processes see it. */
struct order {
	char key[64];			/* "": nothing is changed */
	char value[1 << 20];		/* JSON */
};

struct place {
	const char *name;
	const struct screen_ops *ops;	/* NULL: the step's screen */
	enum step step;
};

static const struct place places[] = {
	{ "register", NULL, STEP_REGISTER }, { "link", NULL, STEP_LINK },
	{ "method", NULL, STEP_METHOD }, { "payer", NULL, STEP_PAYER },
	{ "quote", NULL, STEP_QUOTE }, { "ask", NULL, STEP_ASK },
	{ "history", &history_screen, 0 }, { "rates", &rates_screen, 0 },
	{ "cash", &cash_screen, 0 }, { "inspector", &inspector_screen, 0 },
	{ "wallet", &wallet_screen, 0 }, { "wallet cards", &cards_screen, 0 },
	{ "wallet banks", &banks_screen, 0 }, { "wallet customer", &omni_screen, 0 },
	{ "personal data", &pii_screen, 0 }, { "wallet papers", &omni_papers_screen, 0 },
};

/* A key of an answer that a place showed. */
struct spot {
	const struct place *place;
	char key[64];
};

struct run {
	struct desk d;
	struct between between;
	struct order *order;
	struct edit edits[3];
	json_t *facts;			/* of the journey, to begin each time with the same */
	struct spot spots[FIELDS];
	int n;
	bool all;
	struct cells_seen seen;
	long sinks;
};

/* ---- the boundary ---- */

/* As an answer's bytes: written raw, and with every byte that JSON forbids as \u00XX. */
static json_t *answered(const char *text, bool escaped)
{
	struct str out = { 0 };
	json_t *got;

	str_add(&out, "{\"k\":\"");
	for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
		if (*p == '"' || *p == '\\')
			str_addf(&out, "\\%c", *p);
		else if (*p < 0x20 && escaped)
			str_addf(&out, "\\u%04x", *p);
		else
			str_addn(&out, (const char *)p, 1);
	}
	str_add(&out, "\"}");
	got = clean_parse(out.s, out.len);
	str_release(&out);
	return got;
}

static void assert_fit(const char *text, bool lines, const char *where)
{
	uint32_t c = hostile_found(text, lines);

	if (c)
		fail_msg("U+%04X came out of %s", (unsigned)c, where);
}

static void nothing_passes_the_boundary(void **state)
{
	static const char *const pairs[] = {
		"\\ud800", "\\udc00x", "\\ud83d\\ud83d", "\\u0000", "a\\u0000b", "\\u202e\\u0007",
		"\\u009b31m", "\\udb40\\udc41", "\\uffff", "\\ufeff",
	};
	char bytes[64];
	json_t *got;

	(void)state;
	for (int n = 0; n < STRINGS; n++) {
		char *text = hostile_string(n, SEED);

		for (int way = 0; way < 2; way++) {
			got = answered(text, way);
			if (got)
				assert_fit(json_string_value(json_object_get(got, "k")), false,
					   "an answer");
			json_decref(got);
		}
		free(text);
	}
	for (size_t i = 0; i < ARRAY_LEN(pairs); i++) {
		int n = snprintf(bytes, sizeof(bytes), "{\"k\":\"%s\",\"%s\":1}", pairs[i],
				 pairs[i]);

		got = clean_parse(bytes, (size_t)n);
		if (got)
			assert_fit(json_string_value(json_object_get(got, "k")), false, pairs[i]);
		json_decref(got);
	}
}

/* ---- the screens ---- */

/* A wallet customer whom the sandbox knows. */
static void take_wallet(struct app *app)
{
	assert_true(omni_take(app, "usbc.ana.ul", NULL));
	omni_learn(app, "customerAccountId", "5f84a0c7-4b29-43f3-8d8e-63a5c8d4b1f9");
	omni_learn(app, "email", "ana@example.com");
}

static void show(struct run *r, const struct place *p)
{
	struct app *app = &r->d.app;
	struct cash_arg cash = { .user_token = "" };

	app_clear(app);
	if (omni_has_person(app))
		omni_let_go(app);
	if (p >= &places[WALLET])
		take_wallet(app);
	json_object_clear(app->journey->doc);
	json_object_update(app->journey->doc, r->facts);
	cash.user_token = journey_get(app->journey, "userToken");
	if (p->ops)
		app_push(app, p->ops, p->ops == &cash_screen ? &cash : NULL);
	else
		flow_goto(app, p->step);
	desk_settle(app);
	app->note[0] = app->note_next[0] = '\0';
	app_draw(app);
}

static void add_spot(struct run *r, const struct place *p, const char *key)
{
	for (int i = 0; i < r->n; i++)
		if (r->spots[i].place == p && str_eq(r->spots[i].key, key))
			return;
	assert_true(r->n < FIELDS);
	r->spots[r->n].place = p;
	snprintf(r->spots[r->n++].key, sizeof(r->spots[0].key), "%s", key);
}

static void add_texts(struct run *r, const struct place *p, const json_t *body)
{
	const char *key;
	json_t *value;
	size_t i;

	json_array_foreach((json_t *)body, i, value)
		add_texts(r, p, value);
	json_object_foreach((json_t *)body, key, value) {
		if (json_is_string(value))
			add_spot(r, p, key);
		else
			add_texts(r, p, value);
	}
}

/* Every text of every answer that each place reads. */
static void find_spots(struct run *r)
{
	for (size_t i = 0; i < ARRAY_LEN(places); i++) {
		unsigned last = journal_nth(r->d.journal, 0)->serial;
		const struct exchange *x;

		show(r, &places[i]);
		add_spot(r, &places[i], "code");
		add_spot(r, &places[i], "firstName");
		for (int n = 0; (x = journal_nth(r->d.journal, n)) && x->serial > last; n++)
			add_texts(r, &places[i], x->response);
	}
}

static void put(struct run *r, const char *key, const char *text)
{
	json_t *json = json_string(text);
	char *value = json_dumps(json, JSON_ENCODE_ANY);

	snprintf(r->order->value, sizeof(r->order->value), "%s", value);
	snprintf(r->order->key, sizeof(r->order->key), "%s", key);
	free(value);
	json_decref(json);
}

/* Of nothing that can be seen there is no twin, nor of what does not fit; calls and
 * readings have their own times, and a phone or a country's code is as long as its
 * bytes. */
static bool is_comparable(const struct spot *s, const char *clean, const char *twin)
{
	return s->place->ops != &inspector_screen && s->place->ops != &pii_screen &&
	       (strpbrk(twin, "x漢") || text_is_blank(clean)) &&
	       !strcasestr(s->key, "phone") && !strcasestr(s->key, "country");
}

static void meet(struct run *r, const struct spot *s, int n)
{
	char *text = hostile_string(n, SEED), *clean, *twin;
	char *where = xasprintf("string %d in %s of %s", n, s->key, s->place->name);
	struct cell *cells;
	bool refused;

	if (!hostile_is_json(text)) {		/* as the boundary repairs it */
		clean = clean_text(text, strlen(text));
		free(text);
		text = clean;
	}
	clean = clean_text(text, 65536);
	twin = harmless_twin(clean);
	cells_resize(&r->d.app, n);
	put(r, s->key, text);
	show(r, s->place);
	cells = cells_take(&r->d.app.grid, where, &r->seen);
	refused = desk_shows(&r->d.app, NOT_UNDERSTOOD);
	put(r, s->key, twin);
	show(r, s->place);
	free(cells_take(&r->d.app.grid, where, &r->seen));
	if (refused == desk_shows(&r->d.app, NOT_UNDERSTOOD) && is_comparable(s, clean, twin))
		cells_compare(cells, &r->d.app.grid, where);
	r->order->key[0] = '\0';
	free(cells);
	free(where);
	free(twin);
	free(clean);
	free(text);
}

static void no_cell_beside_the_field_changes(void **state)
{
	struct run *r = *state;
	long n = r->all ? (long)STRINGS * r->n : STRINGS;

	for (long i = 0; i < n; i++)
		meet(r, &r->spots[i % r->n], (int)(r->all ? i / r->n : i));
	print_message("# seed %d\n", SEED);
	print_message("# figure: hostile strings | %d strings in %d fields of %zu screens: %ld "
		      "pictures, %ld cells, 0 with a control character, 0 changed beside the "
		      "field\n",
		      STRINGS, r->n, ARRAY_LEN(places), r->seen.pictures, r->seen.cells);
}

/* ---- the sinks ---- */

/* Text that leaves the program; taken. */
static void out(struct run *r, char *text, const char *sink)
{
	if (text)
		assert_fit(text, true, sink);
	free(text);
	r->sinks++;
}

static void out_json(struct run *r, json_t *json, const char *sink)
{
	char *text = json_dumps(json, JSON_ENCODE_ANY | JSON_INDENT(1));
	json_t *again = json_loads(text, JSON_DECODE_ANY, NULL);

	assert_true(json_equal(json, again));
	json_decref(again);
	json_decref(json);
	out(r, text, sink);
}

static void out_reports(struct run *r, const struct scenarios *all, const struct exchange *x,
			const char *text)
{
	static const char *const kinds[] = { "junit=-", "html=-", "json=-", "tap=-", "csv=-" };
	struct run_row row = { .scenario = &all->list[0], .state = ROW_FAILED, .status = 500 };
	struct report report = { .profile = "cv", .environment = "TEST",
				 .base_url = "https://raas.example.com/v1", .at = 1776102856022 };
	struct report_target target;

	snprintf(row.code, sizeof(row.code), "%s", text);
	snprintf(row.why, sizeof(row.why), "%s", text);
	report_add(&report, &row, x);
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		assert_true(report_target(kinds[i], &target, NULL));
		out(r, target.make(&report), kinds[i]);
	}
	report_release(&report);
}

static void out_slip(struct run *r, const char *text, int n)
{
	struct ask ask = { .amount = { 50000, "MXN" }, .state = ASK_OPEN, .payer_country = "US" };
	char *clean = clean_text(text, 31);		/* 4 bytes each at most */

	snprintf(ask.customer, sizeof(ask.customer), "%s", clean);
	snprintf(ask.payer, sizeof(ask.payer), "%s", clean);
	free(clean);
	out(r, slip_text(&ask, n % 2 ? "es" : "en", n % 3 == 0), "a slip");
}

static void out_name(struct run *r, const char *text)
{
	char *base = keep_base(&r->d.config, "slips", text, NULL);

	if (base)
		assert_null(strpbrk(strstr(base, "/slips/") + 7, "/\\%$ .;&|<>\"'`\x1b\n"));
	out(r, base, "a file's name");
}

static void nothing_hostile_leaves(void **state)
{
	struct run *r = *state;
	struct scenarios all;

	scenarios_make(&all);
	for (int n = 0; n < STRINGS; n++) {
		char *text = hostile_string(n, SEED);
		struct str cell = { 0 };
		const struct exchange *x;

		x = journal_nth(r->d.journal, n % journal_count(r->d.journal));
		out_json(r, har_entry(x), "HAR");
		out(r, exchange_curl(x), "curl");
		out(r, exchange_http(x), ".http");
		out(r, exchange_lines(x), "lines");
		out_json(r, exchange_json(x), "call --json");
		if (n % 5 == 0)
			out_reports(r, &all, x, text);
		out_slip(r, text, n);
		out_name(r, text);
		csv_add(&cell, text);
		assert_false(cell.len && strchr("=+-@", cell.s[cell.s[0] == '"']));
		out(r, str_steal(&cell), "CSV");
		free(text);
	}
	scenarios_release(&all);
	print_message("# figure: hostile strings, sinks | %ld texts for files, reports, paper and "
		      "commands, 0 control bytes\n", r->sinks);
}

static int begin(void **state)
{
	struct run *r = *state;

	r->order = mmap(NULL, sizeof(*r->order), PROT_READ | PROT_WRITE,
			MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_true(r->order != MAP_FAILED);
	r->edits[0] = (struct edit){ .path = "/v1/", .key = r->order->key,
				     .value = r->order->value };
	r->edits[1] = r->edits[0];
	r->edits[1].path = "/omnumi/";
	desk_open_between(&r->d, "partner_full", &r->between, r->edits);
	desk_read_back(&r->d);
	desk_type(&r->d.app, "500<F10>");
	desk_settle(&r->d.app);
	r->facts = json_deep_copy(r->d.app.journey->doc);
	find_spots(r);
	return 0;
}

static int end(void **state)
{
	struct run *r = *state;

	json_decref(r->facts);
	desk_close(&r->d);
	between_stop(&r->between);
	munmap(r->order, sizeof(*r->order));
	return 0;
}

int main(int argc, char **argv)
{
	static struct run run;
	void *state = &run;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_passes_the_boundary),
		cmocka_unit_test_prestate(no_cell_beside_the_field_changes, &run),
		cmocka_unit_test_prestate(nothing_hostile_leaves, &run),
	};
	int failed;

	(void)argv;
	run.all = argc > 1;
	lang_init();
	begin(&state);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	end(&state);
	return failed;
}
