/*
 * Walks through the console as an agent would and keeps a picture of each
 * screen.
 *
 *	tour FOLDER [--size 80x24] [option of the console]...
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/lang.h"
#include "api/store.h"
#include "api/util.h"
#include "screens/company.h"
#include "tests/ach_agent.h"
#include "tests/company_agent.h"
#include "tests/mail_agent.h"
#include "tests/wallet_agent.h"

enum { UPDATE_CONTACT = 7 };	/* its line in the matrix */

struct tour {
	struct tw w;
	const char *folder;
	int cols, rows;
	const char *args[12];
};

/* What the screen shows once nothing more comes. */
static void keep(struct tour *t, const char *name)
{
	char *path = xasprintf("%s/%s.svg", t->folder, name), *svg;
	struct err err;

	tw_drain(&t->w, 120);
	svg = tw_svg(&t->w);
	if (!file_write(path, svg, strlen(svg), &err))
		fail_msg("%s", err.text);
	printf("%s\n", path);
	free(svg);
	free(path);
}

/* Open something that lies on top, keep it, close it. */
static void keep_overlay(struct tour *t, const char *key, const char *title, const char *name)
{
	tw_keys(&t->w, key);
	tw_wait_text(&t->w, title);
	keep(t, name);
	tw_keys(&t->w, "<Esc>");
	tw_drain(&t->w, 200);
}

/* A customer who has everything asks for an amount. */
static void returning(struct tour *t, const char *phone, const char *amount, bool paid)
{
	struct tw *w = &t->w;

	agent_look_up(w, phone);
	agent_choose_method(w);
	agent_choose_payer(w);
	agent_quote(w, "100");
	tw_keys(w, "<F10>");
	agent_read_back(w, amount);
	agent_send(w, amount);
	if (paid)
		agent_payer_pays(w);
	agent_home(w);
}

static void fill_home(struct tour *t)
{
	returning(t, "+525512045518", "1250", true);
	returning(t, "+523312087741", "800", false);
	agent_look_up(&t->w, "+523310448820");
	agent_wait_step(&t->w, STEP_METHOD);
	agent_home(&t->w);
	tw_drain(&t->w, 300);
	keep(t, "home");
}

static void tour_register(struct tour *t)
{
	struct person p = maria;

	p.born = "1987-02-30";
	agent_look_up(&t->w, p.phone);
	agent_type_registration(&t->w, &p);
	tw_keys(&t->w, "<F10>");
	keep(t, "register");
	tw_keys(&t->w, "<Back><Back>28");
	tw_keys(&t->w, "<F10>");
	agent_wait_step(&t->w, STEP_LINK);
}

static void tour_link(struct tour *t)
{
	agent_wait_link(&t->w);
	keep(t, "link");
	tw_keys(&t->w, "<F4>");
	keep(t, "link-big");
	tw_keys(&t->w, "<F4>");
	agent_scan_link(&t->w);
	tw_keys(&t->w, "<F10>");
}

static void tour_method(struct tour *t)
{
	keep_overlay(t, "c", _("Security code"), "method-card");
	keep_overlay(t, "k", _("Chain"), "cash");
	agent_add_card(&t->w);
	tw_keys(&t->w, "b");
	tw_wait_text(&t->w, _("Add"));
	tw_keys(&t->w, "002320275621938816<Tab>");
	keep(t, "method");
	tw_keys(&t->w, "<Esc>");
	tw_drain(&t->w, 200);
	agent_choose_method(&t->w);
}

static void tour_payer(struct tour *t)
{
	agent_wait_step(&t->w, STEP_PAYER);
	keep(t, "payer-none");
	keep_overlay(t, "<F2>", _("First name(s)"), "payer-new");
	agent_add_payer(&t->w);
	keep(t, "payer");
	tw_keys(&t->w, "\n");
}

static void tour_ask(struct tour *t)
{
	struct tw *w = &t->w;

	agent_quote(w, "100");
	keep(t, "quote");
	tw_keys(w, "<F10>");
	agent_wait_step(w, STEP_ASK);
	keep(t, "ask-form");
	agent_read_back(w, "1734");
	keep(t, "ask");
	agent_send(w, "1734");
	agent_wait_link(w);
	keep(t, "track");
	keep_overlay(t, "x", _("Cancel this ask?"), "track-cancel");
	agent_payer_pays(w);
	keep(t, "track-done");
	keep_overlay(t, "p", _("Slip"), "slip");
}

/* The ask among the calls, its call as a tree, two compared, what support gets. */
static void tour_calls(struct tour *t)
{
	struct tw *w = &t->w;

	tw_keys(w, "/requestMoney\n");
	tw_wait_any(w, "“requestMoney”", "\"requestMoney\"");
	keep(t, "inspector-found");
	tw_keys(w, "\n");
	tw_wait_text(w, "HTTP 200");
	keep(t, "exchange");
	tw_keys(w, "<End>");
	keep(t, "exchange-times");
	tw_keys(w, "<Home>b");
	tw_wait_text(w, _("Calls with it"));
	keep(t, "bundle");
	tw_keys(w, "<Esc>");
	tw_wait_text(w, "HTTP 200");
	tw_keys(w, "<Esc>");
	tw_wait_any(w, "“requestMoney”", "\"requestMoney\"");
	tw_keys(w, "<Home>m<Down>d");
	tw_wait_text(w, _("Next difference"));
	keep(t, "diff");
	tw_keys(w, "<Esc>");
	tw_wait_any(w, "“requestMoney”", "\"requestMoney\"");
	tw_keys(w, "<Esc>");
	tw_wait_gone(w, "“requestMoney”");
	tw_wait_gone(w, "\"requestMoney\"");
}

static void tour_qa(struct tour *t)
{
	struct tw *w = &t->w;

	tw_keys(w, "<F12>");
	tw_wait_text(w, "requestMoneyV2");
	keep(t, "inspector");
	tour_calls(t);
	tw_keys(w, "<Esc>");
	tw_wait_gone(w, "getUserTokenV2");
	tw_keys(w, "<Ctrl-N>");
	tw_wait_text(w, _("VERDICT"));
	keep(t, "events");
	tw_keys(w, "\n");
	tw_wait_text(w, _("Meaning"));
	keep(t, "event");
	agent_home(w);
	tw_keys(w, "<F11>");
	tw_wait_text(w, "registerUserV2");
	keep(t, "operations");
	tw_keys(w, "createCon\n");
	tw_wait_text(w, _("Surname"));
	keep(t, "operation");
	tw_keys(w, "<F10>");
	keep(t, "operation-errors");
	agent_home(w);
}

/* One of the documented answers is made wrong, and the matrix finds it. */
static void tour_matrix(struct tour *t)
{
	struct tw *w = &t->w;

	tw_keys(w, "<F8>");
	tw_wait_text(w, "wrong-code");
	tw_keys(w, "<End><Up>\n");
	tw_wait_text(w, _("Seed"));
	tw_keys(w, "updateContact<Tab>3");
	keep(t, "fault");
	tw_keys(w, "<F10>");
	tw_wait_gone(w, _("Seed"));
	tw_keys(w, "<Home>");
	keep(t, "faults");
	tw_keys(w, "<Esc>");
	tw_wait_gone(w, "wrong-code");
	tw_keys(w, "<F6>");
	tw_wait_text(w, _("all operations"));
	keep(t, "matrix-new");
	tw_keys(w, "a");
	tw_wait_text(w, strchr(_("%d passed"), ' '));	/* which is said at the end */
	for (int i = 0; i < UPDATE_CONTACT; i++)
		tw_keys(w, "<Down>");
	tw_keys(w, "<Right><Down><Down>");
	keep(t, "matrix");
	tw_keys(w, "\n");
	tw_wait_text(w, _("EXPECTED"));
	keep(t, "verdict");
	agent_home(w);
}

/* An ask in a state that the service brings about only in trouble. */
static void add_ask(struct store *store, enum ask_state state, const char *payer, int ago)
{
	int64_t at = wall_ms() - ago * 60000;
	struct err err = { 0 };
	struct ask ask = {
		.user_token = "usr-1", .customer = "Elena Ríos", .customer_phone = "+525521206703",
		.payer_phone = "+19165550149", .payer_country = "US", .amount = { 173456, "MXN" },
		.method_id = "m-1", .method = "Visa ···· 1111", .state = state,
		.created_at = at, .updated_at = at, .state_at = at, .checked_at = at + 30000,
		.next_look_at = wall_ms() + 500000,
	};

	uuid_new(ask.correlation_id);
	snprintf(ask.payer, sizeof(ask.payer), "%s", payer);
	if (state == ASK_REJECTED)
		snprintf(ask.refusal, sizeof(ask.refusal), "ERROR_INVALID_AMOUNT");
	if (state != ASK_READY)
		ask.handed_at = at;
	if (!store_ask_add(store, &ask, &err))
		fail_msg("%s", err.text);
	store_ask_event(store, ask.correlation_id, "confirmed", NULL);
	if (state != ASK_READY)
		store_ask_event(store, ask.correlation_id, "sent, waiting for the answer", NULL);
}

/* What needs a person, and its page each. */
static void tour_trouble(struct tour *t)
{
	static const struct {
		enum ask_state state;
		const char *payer, *name;
	} troubles[] = {
		{ ASK_UNKNOWN, "Hugo Tru", "track-unknown" },
		{ ASK_ABSENT, "Carmen Ortega", "track-absent" },
		{ ASK_MISMATCH, "Iván Soto", "track-mismatch" },
		{ ASK_READY, "Elia Soto", "track-ready" },
		{ ASK_REJECTED, "Jorge Cruz", "track-rejected" },	/* once seen it is gone */
	};
	char *path = tw_path(&t->w, "state/remitty/sandbox/remitty.db");
	struct err err = { 0 };
	struct store *store = store_open(path, &err);

	if (!store)
		fail_msg("%s", err.text);
	for (size_t i = 0; i < ARRAY_LEN(troubles); i++)
		add_ask(store, troubles[i].state, troubles[i].payer, 3 + (int)i);
	store_close(store);
	free(path);
	tw_restart(&t->w);
	tw_wait_text(&t->w, _("NEEDS YOU"));
	keep(t, "home-needs");
	for (size_t i = 0; i < ARRAY_LEN(troubles); i++) {
		tw_keys(&t->w, "<Tab><Home>");
		for (size_t down = 0; down < i; down++)
			tw_keys(&t->w, "<Down>");
		tw_keys(&t->w, "\n");
		tw_wait_text(&t->w, troubles[i].payer);
		keep(t, troubles[i].name);
		tw_keys(&t->w, "<Esc>");
		tw_wait_text(&t->w, _("NEEDS YOU"));
		tw_keys(&t->w, "<Tab>");
	}
}

static void keep_wrong_code(void *tour)
{
	struct tour *t = tour;

	tw_keys(&t->w, "12");
	keep(t, "wallet-email");
}

static void keep_refused(void *tour)
{
	keep(tour, "wallet-data");
}

static void keep_read(void *tour)
{
	keep(tour, "wallet-agreement");
}

static void go_back(struct tw *w, int pages)
{
	while (pages-- > 0) {
		tw_keys(w, "<Esc>");
		tw_drain(w, 200);
	}
}

/* A wallet customer: her e-mail, her agreements, her consent. */
static void tour_wallet(struct tour *t)
{
	struct tw *w = &t->w;

	agent_home(w);
	agent_to_wallet(w);
	keep(t, "wallet");
	agent_prove_email(w, keep_wrong_code, t);
	tw_keys(w, "<Down>\n");
	tw_wait_text(w, _("What she reads and accepts"));
	agent_make_agreements(w, keep_refused, t);
	agent_accept_agreement(w, keep_read, t);
	agent_wait_open(w, 2);
	keep(t, "wallet-agreements");
	tw_keys(w, "<F8>");
	tw_wait_text(w, _("The consent is in force."));
	keep(t, "wallet-consent");
	go_back(w, 4);
}

static void keep_seen(void *tour, const char *name)
{
	keep(tour, name);
}

/* A company is taken on, with a refusal; then the badges. */
static void tour_company(struct tour *t)
{
	const struct onlooker by = { keep_seen, t };
	struct tw *w = &t->w;

	agent_home(w);
	company_list(w);
	company_new(w, "bodegaluna");
	company_numbers(w, true);
	company_addresses(w, &by);
	company_some_papers(w, &by);
	company_person(w, &by);
	keep(t, "company");
	company_owner(w, &by);
	company_badge(w, &by);
	company_send(w);
	tw_wait_text(w, "Business domain already exists");
	keep(t, "company-refused");
	tw_keys(w, "<Back><Back><Back><Back>sol");
	company_leave_section(w);
	company_send(w);
	tw_wait_text(w, "bodegasol.biz.usbc.ul");
	keep(t, "company-told");
	tw_keys(w, "<Esc>");
	tw_wait_text(w, _("UNDER WAY"));
	keep(t, "companies");
	wallet_leave(w);
	wallet_journey(w, &badges_journey);
	tw_wait_text(w, "BRONZE-IDENTIFICATION-BADGE");
	keep(t, "badges");
	tw_keys(w, "\n");
	tw_wait_text(w, "NEWSLETTER-INFORMATION-BADGE");
	keep(t, "badge");
	go_back(w, 3);
}

static void keep_named(void *tour, const char *name)
{
	keep(tour, name);
}

/* What belongs to a wallet, of a customer named by it. */
static void tour_accounts(struct tour *t)
{
	agent_home(&t->w);
	wallet_tour(&t->w, keep_named, t);
	tw_keys(&t->w, "<Esc>");
	tw_drain(&t->w, 200);
}

/* Her banks, and money between one and her wallet. */
static void tour_banks(struct tour *t)
{
	const struct ach_onlooker by = { keep_named, t };

	agent_home(&t->w);
	tw_keys(&t->w, "<F7>");
	tw_wait_text(&t->w, _("Wallet customers"));
	ach_banks(&t->w);
	ach_link_by_numbers(&t->w, &by);
	ach_link_by_plaid(&t->w, &by);
	ach_fill(&t->w, "d", "88.2");
	ach_deposit(&t->w, &by);
	ach_withdraw_too_much(&t->w, &by);
	go_back(&t->w, 2);
}

static void tour_rest(struct tour *t)
{
	keep_overlay(t, "<F1>", _("Help"), "help");
	keep_overlay(t, "<Ctrl-P>", _("Palette"), "palette");
	keep_overlay(t, "<F9>", _("Settings"), "settings");
	agent_home(&t->w);
	keep_overlay(t, "<F3>", _("WHEN"), "history");
	keep_overlay(t, "<F4>", _("arrives on"), "rates");
	keep(t, "home-after");
	tour_qa(t);
	tour_matrix(t);
}

static void read_args(struct tour *t, char **argv)
{
	size_t n = 0;

	for (argv += 2; *argv; argv++) {
		if (str_eq(*argv, "--size") && argv[1]) {
			if (sscanf(*++argv, "%dx%d", &t->cols, &t->rows) != 2)
				fail_msg("not a size: %s", *argv);
			continue;
		}
		if (str_eq(*argv, "--lang") && argv[1])
			lang_set(argv[1]);
		assert_true(n + 1 < ARRAY_LEN(t->args));
		t->args[n++] = *argv;
	}
}

int main(int argc, char **argv)
{
	struct tour t = { .cols = 80, .rows = 24 };

	if (argc < 2)
		return 2;
	lang_init();
	t.folder = argv[1];
	tw_init(&t.w);
	read_args(&t, argv);
	company_papers(&t.w);
	tw_start(&t.w, t.cols, t.rows, t.args);
	fill_home(&t);
	tour_register(&t);
	tour_link(&t);
	tour_method(&t);
	tour_payer(&t);
	tour_ask(&t);
	tour_rest(&t);
	tour_wallet(&t);
	tour_accounts(&t);
	tour_banks(&t);
	tour_company(&t);
	tw_keys(&t.w, "<Ctrl-Q>");
	tw_ended(&t.w, 0);
	tour_trouble(&t);
	tw_keys(&t.w, "<Ctrl-Q>");
	tw_ended(&t.w, 0);
	tw_release(&t.w);
	return 0;
}
