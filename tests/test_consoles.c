/* A counter of eight consoles on one store, with a hundred asks between them that
 * everybody confirms, sends, looks for and takes up as chance has it. */

#include "tests/outpost.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/json_path.h"
#include "api/lang.h"
#include "tests/store_place.h"

enum { CONSOLES = 8, ASKS = 100, PATIENCE_MS = 60000 };

struct desk {
	struct loop *loop;
	struct http *http;
	struct store *store;
	struct outbox *box;
	const struct outpost *service;
};

static void desk_open(struct desk *d, const struct outpost *service, const char *path)
{
	char *url = xasprintf("http://127.0.0.1:%d/v1", sandbox_port(service->sandbox));
	struct http_conf conf = { .connect_ms = 5000, .total_ms = 20000 };

	conf.service[SVC_RAAS] = (struct http_service){
		.base_url = url, .key = sandbox_key_for("partner_full") };
	*d = (struct desk){ .loop = loop_new(), .service = service };
	d->http = http_new(&conf, journal_new(20));
	loop_use_http(d->loop, d->http);
	d->store = store_open(path, NULL);
	if (!d->store)
		_exit(2);
	d->box = outbox_new(d->store, d->http, d->loop, "", true);
	free(url);
}

static void id_of(unsigned nth, char id[static 37])
{
	snprintf(id, 37, "%08x-0000-4000-8000-0000000c0c0a", nth + 1);
}

static struct ask nth_ask(const struct desk *d, unsigned nth)
{
	struct ask ask = { .customer = "Ana Paz", .payer = "Hugo Tru", .note = "Renta",
			   .amount = { 50000 + 100 * nth, "MXN" }, .method = "Visa ···· 1111" };

	id_of(nth, ask.correlation_id);
	snprintf(ask.user_token, sizeof(ask.user_token), "%s", d->service->user_token);
	snprintf(ask.method_id, sizeof(ask.method_id), "%s", d->service->method_id);
	snprintf(ask.payer_phone, sizeof(ask.payer_phone), "%s", d->service->payer_phone);
	return ask;
}

/* How many are with the payer, by the records. */
static int settled(const struct desk *d)
{
	struct ask ask;
	char id[37];
	int n = 0;

	for (unsigned i = 0; i < ASKS; i++) {
		id_of(i, id);
		n += store_ask_get(d->store, id, &ask) &&
		     (ask.state == ASK_OPEN || ask.state == ASK_DONE);
	}
	return n;
}

/* Something that somebody at a console does.  Refusals are what most of it meets. */
static void do_something(struct desk *d, unsigned *dice)
{
	unsigned nth = (unsigned)rand_r(dice) % ASKS, what = (unsigned)rand_r(dice) % 16;
	struct ask ask = nth_ask(d, nth);
	struct err err;

	if (what < 5)
		outbox_confirm(d->box, &ask, &err);
	else if (what < 10)
		outbox_send(d->box, ask.correlation_id, &err);
	else if (what < 15)
		outbox_look(d->box, ask.correlation_id);
	else
		outbox_recover(d->box);
}

/* The first is pressed by everybody at once. */
static _Noreturn void live(const struct outpost *service, const char *path, unsigned seed)
{
	long until = now_ms() + PATIENCE_MS;
	unsigned dice = seed, turns = 0;
	struct ask first;
	struct desk d;

	desk_open(&d, service, path);
	first = nth_ask(&d, 0);
	outbox_confirm(d.box, &first, NULL);
	outbox_send(d.box, first.correlation_id, NULL);
	while (now_ms() < until) {
		do_something(&d, &dice);
		loop_turn(d.loop, (int)(dice % 4));
		if (++turns % 32 == 0 && settled(&d) == ASKS)
			_exit(0);
	}
	_exit(1);
}

/* Serve until all of them have gone home.  How many did so content. */
static int serve(struct outpost *p, pid_t pids[CONSOLES])
{
	int left = CONSOLES, content = 0, status;

	while (left) {
		loop_turn(p->loop, 5);
		for (int i = 0; i < CONSOLES; i++) {
			if (pids[i] <= 0 || waitpid(pids[i], &status, WNOHANG) <= 0)
				continue;
			pids[i] = 0;
			left--;
			content += WIFEXITED(status) && !WEXITSTATUS(status);
		}
	}
	return content;
}

struct ledger {
	bool read;
	int asks, ours, bodies;		/* there; with an id of ours; requests for these */
};

static void on_ledger(void *owner, const struct op *op, const struct reply *reply)
{
	struct ledger *ledger = owner;
	bool seen[ASKS] = { false };
	const json_t *row;
	size_t i;

	(void)op;
	*ledger = (struct ledger){ .read = true };
	json_array_foreach(json_object_get(reply->body, "asks"), i, row) {
		const char *id = text_at(row, "correlationId");
		unsigned nth;

		ledger->asks++;
		if (!id || !strstr(id, "0000000c0c0a"))
			continue;
		nth = (unsigned)strtoul(id, NULL, 16) - 1;
		assert_true(nth < ASKS && !seen[nth]);
		seen[nth] = true;
		ledger->ours++;
		ledger->bodies += (int)json_integer_value(json_object_get(row, "attempts"));
	}
}

static struct ledger ledger_of(struct outpost *p)
{
	static const struct op op = { .name = "ledger", .service = SVC_SANDBOX, .method = "GET",
				      .path = "/__sandbox/" };
	struct ledger ledger = { 0 };
	long until = now_ms() + 5000;

	http_send(p->http, &op, NULL, on_ledger, &ledger);
	while (!ledger.read && now_ms() < until)
		loop_turn(p->loop, 100);
	assert_true(ledger.read);
	return ledger;
}

static void rows_are_all_there(const char *path)
{
	struct ask_query all = { .list = ASKS_ALL };
	struct ask *rows = xcalloc(ASKS + 1, sizeof(*rows));
	struct store *store = store_open(path, NULL);
	int n = store_asks(store, &all, rows, ASKS + 1);

	assert_int_equal(n, ASKS);
	for (int i = 0; i < n; i++)
		assert_true(rows[i].state == ASK_OPEN || rows[i].state == ASK_DONE);
	store_close(store);
	free(rows);
}

static void a_hundred_asks_are_a_hundred_operations(void **state)
{
	const char *given = getenv("SEED");
	unsigned seed = given ? (unsigned)strtoul(given, NULL, 10) : 1;
	struct place *place = *state;
	struct ledger before, after;
	pid_t pids[CONSOLES];
	struct outpost p;
	long at = now_ms();

	printf("# seed %u\n", seed);
	fflush(stdout);
	outpost_open_at(&p, "reset-after:requestMoneyV2:chance=0.1:seed=7", 0);
	before = ledger_of(&p);
	for (int i = 0; i < CONSOLES; i++) {
		pids[i] = fork();
		if (!pids[i])
			live(&p, place->path, seed * CONSOLES + (unsigned)i);
	}
	assert_int_equal(serve(&p, pids), CONSOLES);
	after = ledger_of(&p);
	printf("# figure: 8 consoles, 100 asks | seed %u: %d operations, %d bodies, %ld ms\n", seed,
	       after.asks - before.asks, after.bodies, now_ms() - at);
	assert_int_equal(after.asks - before.asks, ASKS);
	assert_int_equal(after.ours, ASKS);
	assert_int_equal(after.bodies, ASKS);
	rows_are_all_there(place->path);
	outpost_close(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_hundred_asks_are_a_hundred_operations,
						place_open, place_close),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
