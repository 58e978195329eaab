/* The events screen: where it listens, what came, what each verdict means, once
 * more and on to somebody else. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/webhook_http.h"
#include "tests/desk.h"

#define SECRET "known-to-both"
#define ID "7011cefb-0c0b-48c1-a68a-7134d32e61e4"

struct room {
	struct desk desk;
	struct inbox *inbox;		/* with a secret; it listens once told to */
};

static int open_room(void **state)
{
	struct room *room = xcalloc(1, sizeof(*room));
	struct desk *d = &room->desk;

	desk_open(d, "partner_full");
	room->inbox = inbox_new(d->store, d->http, d->outbox, d->loop,
				&(struct inbox_conf){ .secret = SECRET });
	inbox_on_event(room->inbox, app_heard, &d->app);
	d->app.inbox = room->inbox;
	*state = room;
	return 0;
}

static int close_room(void **state)
{
	struct room *room = *state;

	inbox_free(room->inbox);
	desk_close(&room->desk);
	free(room);
	return 0;
}

static void keep_ask(struct desk *d)
{
	int64_t now = wall_ms();
	struct ask ask = { .correlation_id = ID, .user_token = "usr-1", .payer = "Hugo Tru",
			   .amount = { 50000, "MXN" }, .state = ASK_OPEN, .status = "Sent",
			   .created_at = now, .updated_at = now, .checked_at = now };

	assert_true(store_ask_add(d->store, &ask, NULL));
}

static void come(struct room *room, const char *body, const char *secret)
{
	char signature[WEBHOOK_SIGNATURE_LEN] = "";
	const struct webhook_post post = {
		.body = body, .len = strlen(body), .signature = signature,
		.headers = "Content-Type: application/json\n" WEBHOOK_COUNTRY ": MX\n",
	};

	if (secret)
		webhook_sign(secret, body, strlen(body), signature);
	inbox_take(room->inbox, &post);
}

#define UPDATE(id, status) "{\"correlationId\":\"" id "\",\"status\":\"" status "\"," \
	"\"sender\":{\"firstName\":\"Jose\",\"countryCode\":\"US\"}}"
#define OUTCOME(status, more) "{\"eventType\":\"request_money_full_outcome\"," \
	"\"correlationId\":\"" ID "\",\"status\":\"" status "\"" more "}"

static void come_all(struct room *room)
{
	keep_ask(&room->desk);
	come(room, OUTCOME("Accepted", ""), SECRET);
	come(room, UPDATE(ID, "Sent"), SECRET);
	come(room, UPDATE(ID, "Sent"), SECRET);
	come(room, UPDATE("another-one", "Funded"), SECRET);
	come(room, UPDATE(ID, "Completed"), "guessed");
	come(room, UPDATE(ID, "Completed"), NULL);
	come(room, "{\"hello\":\"you\"}", SECRET);
	come(room, OUTCOME("Failed", ",\"errorCode\":\"ERROR_CIP_NOT_COMPLETED\",\"reason\":"
			   "\"CIP not completed\",\"phase\":\"cip\""), SECRET);
}

/* In both languages. */
static void assert_both(struct app *app, const char *name)
{
	char *es = xasprintf("%s-es", name);

	assert_screen(app, name);
	lang_set("es");
	assert_screen(app, es);
	lang_set("en");
	free(es);
}

static void listen_here(struct room *room)
{
	assert_true(inbox_listen(room->inbox, "127.0.0.1", -1, NULL));
}

/* ---- tests ---- */

static void an_empty_list_says_how_to_get_events(void **state)
{
	struct room *room = *state;
	struct app *app = &room->desk.app;

	app_push(app, &events_screen, NULL);
	assert_both(app, "events-off");
	listen_here(room);
	assert_both(app, "events-none");
	desk_type(app, "<Enter>");
	assert_string_equal(app->top->ops->name, "events");
}

static void why_nobody_listens_is_told(void **state)
{
	struct room *room = *state;
	struct app *app = &room->desk.app;
	struct err err = { 0 };

	err_set(&err, ERR_CONFIG, "%s", "Nobody can listen for events at 127.0.0.1, port 8099.");
	inbox_give_up(room->inbox, &err);
	app_push(app, &events_screen, NULL);
	assert_true(desk_shows(app, "Nobody can listen for events at 127.0.0.1, port 8099."));
}

static void each_event_has_its_verdict(void **state)
{
	struct room *room = *state;
	struct app *app = &room->desk.app;

	listen_here(room);
	app_push(app, &events_screen, NULL);
	come_all(room);			/* they come in while it is open */
	assert_both(app, "events-list");
	app_resize(app, 120, 30);
	assert_both(app, "events-wide");
}

static void one_event_says_what_it_means_and_what_to_do(void **state)
{
	struct room *room = *state;
	struct app *app = &room->desk.app;

	come_all(room);
	app_push(app, &events_screen, NULL);
	desk_type(app, "<Enter>");
	assert_both(app, "event-failed");	/* the newest: an outcome */
	desk_type(app, "<Esc><Down><Enter>");
	assert_both(app, "event-unreadable");
	desk_type(app, "<Esc><Down><Down><Enter>");
	assert_both(app, "event-forged");
	assert_false(desk_shows(app, "Jose"));
}

static void the_focus_stays_on_its_event(void **state)
{
	struct room *room = *state;
	struct app *app = &room->desk.app;

	come_all(room);
	app_push(app, &events_screen, NULL);
	desk_type(app, "<Down>");		/* the unreadable one */
	come(room, UPDATE(ID, "Funded"), SECRET);
	desk_type(app, "<Enter>");
	assert_true(desk_shows(app, "unreadable"));
}

static void an_event_is_sent_again(void **state)
{
	struct room *room = *state;
	struct app *app = &room->desk.app;

	come_all(room);
	app_push(app, &events_screen, NULL);
	desk_type(app, "r");
	assert_true(desk_shows(app, "Its verdict: duplicate."));
	assert_true(desk_shows(app, "duplicate, again"));
	room->desk.config.read_only = true;
	desk_type(app, "r");
	assert_true(desk_shows(app, "look only"));
}

static void its_ask_is_opened_when_it_is_ours(void **state)
{
	struct room *room = *state;
	struct app *app = &room->desk.app;

	come_all(room);
	app_push(app, &events_screen, NULL);
	desk_type(app, "<Down><Down><Down>o");
	assert_true(desk_shows(app, "500.00 MXN"));
	desk_type(app, "<Esc><Down>o");
	assert_true(desk_shows(app, "This computer did not make that ask."));
}

static int receive(void *ctx, const struct webhook_post *post)
{
	*(bool *)ctx = webhook_is_signed(SECRET, post->body, post->len, post->signature);
	return 202;
}

static void an_event_is_passed_on(void **state)
{
	struct room *room = *state;
	struct app *app = &room->desk.app;
	bool taken = false;
	const struct webhook_http_conf conf = { .address = "127.0.0.1", .port = -1,
						.take = receive, .ctx = &taken };
	struct webhook_http *to = webhook_http_new(&conf, room->desk.loop, NULL);
	char *before;

	come_all(room);
	app_push(app, &events_screen, NULL);
	desk_type(app, "w<F10>");
	assert_both(app, "event-pass-on");
	desk_type(app, "http://example.com<F10>");
	assert_true(desk_shows(app, "was not called"));
	for (int i = 0; i < 20; i++)
		desk_type(app, "<Back>");
	desk_type(app, webhook_http_url(to));
	desk_type(app, "<F10>");
	desk_await(app, "answered 202");
	assert_true(taken);
	before = store_value(room->desk.store, "webhook_forward");
	assert_string_equal(before, webhook_http_url(to));	/* offered the next time */
	free(before);
	webhook_http_free(to);
}

static void it_opens_from_anywhere(void **state)
{
	struct room *room = *state;
	struct app *app = &room->desk.app;

	app_key(app, K_CTRL('N'));
	assert_string_equal(app->top->ops->name, "events");
	app_key(app, K_CTRL('N'));
	desk_type(app, "<Esc>");
	assert_string_equal(app->top->ops->name, "home");
}

int main(void)
{
#define IN_ROOM(test) cmocka_unit_test_setup_teardown(test, open_room, close_room)
	const struct CMUnitTest tests[] = {
		IN_ROOM(an_empty_list_says_how_to_get_events),
		IN_ROOM(why_nobody_listens_is_told),
		IN_ROOM(each_event_has_its_verdict),
		IN_ROOM(one_event_says_what_it_means_and_what_to_do),
		IN_ROOM(the_focus_stays_on_its_event),
		IN_ROOM(an_event_is_sent_again),
		IN_ROOM(its_ask_is_opened_when_it_is_ours),
		IN_ROOM(an_event_is_passed_on),
		IN_ROOM(it_opens_from_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
