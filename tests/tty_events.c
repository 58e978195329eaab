/* Events reach the real program: it asks the service at once, though it would
 * not have for hours, and takes nobody's word for anything. */

#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "api/lang.h"
#include "api/webhook.h"
#include "tests/agent.h"
#include "tests/side.h"
#include "tests/store_place.h"

#define ID "7011cefb-0c0b-48c1-a68a-7134d32e61e4"
#define SECRET "shared-with-the-service"

enum { AT_ONCE_MS = 1000 };

static const char full[] =
	"{\"requester\":{\"phoneNumber\":\"+5215521206706\",\"firstName\":\"Maria\","
	"\"lastName\":\"Garcia\",\"dob\":\"1987-06-24\",\"address1\":\"Calle Dos 296\","
	"\"city\":\"San Pedro\",\"state\":\"CDMX\",\"countryCode\":\"MX\"},"
	"\"request\":{\"correlationId\":\"" ID "\",\"recipientAmount\":500,"
	"\"recipientCurrency\":\"MXN\",\"requestTo\":{\"phoneNumber\":\"+19165550140\","
	"\"firstName\":\"Jose\",\"lastName\":\"Luna\",\"countryCode\":\"US\"},"
	"\"destinationPaymentMethod\":{\"type\":\"UBN\",\"number\":\"002320275621938815\","
	"\"currency\":\"MXN\",\"country\":\"MX\"}}}";

struct stage {
	struct side sandbox;		/* its clock stands still */
	struct tw w;
	char url[64];			/* where the console listens */
};

/* ---- the stage ---- */

static void write_settings(struct tw *w)
{
	char *secret = tw_path(w, "secret");
	char *conf = xasprintf("profile \"sandbox\" {\n  webhook_port = any\n"
			       "  webhook_secret_file = \"%s\"\n}\n", secret);

	tw_file(w, "secret", SECRET "\n");
	tw_file(w, "full.json", full);
	tw_file(w, "config/remitty/remitty.conf", conf);
	free(conf);
	free(secret);
}

/* One request that does all at once, from the command line; its next look is
 * far away then. */
static void make_ask(struct tw *w)
{
	char *path = tw_path(w, "full.json"), *data = xasprintf("@%s", path);
	const char *const args[] = { "call", "requestMoneyFull", "--yes", "--data", data, NULL };
	char *db = tw_path(w, "state/remitty/sandbox/remitty.db");
	struct place place = { .dir = "" };

	tw_start(w, 80, 24, args);
	tw_ended(w, 0);
	snprintf(place.path, sizeof(place.path), "%s", db);
	sql(&place, "UPDATE asks SET next_look_at = next_look_at + 36000000");
	free(db);
	free(data);
	free(path);
}

/* The console shows the ask and listens; where, stands among the events. */
static void open_ask(struct stage *st)
{
	struct tw *w = &st->w;
	char *line;

	tw_start(w, 80, 24, NULL);
	tw_wait_here(w, "F1", -1);
	tw_keys(w, "<Ctrl-N>");
	tw_wait_text(w, "http://127.0.0.1:");
	line = tw_line(w, 2);
	assert_int_equal(sscanf(strstr(line, "http://"), "%63s", st->url), 1);
	free(line);
	tw_keys(w, "<F2>");
	tw_wait_gone(w, "Listening");
	tw_keys(w, "<F3>");
	tw_wait_text(w, "500.00 MXN");
	tw_keys(w, "\n");
	tw_wait_text(w, "again in 10 h");
}

static void stage_open(struct stage *st)
{
	static const char *const args[] = { "--clock", "0", NULL };

	*st = (struct stage){ .url = "" };
	side_start(&st->sandbox, args);
	tw_init(&st->w);
	tw_env(&st->w, "REMITTY_SANDBOX_URL", st->sandbox.url);
	write_settings(&st->w);
	make_ask(&st->w);
	open_ask(st);
}

static void stage_close(struct stage *st)
{
	tw_keys(&st->w, "<Ctrl-Q>");
	tw_ended(&st->w, 0);
	tw_release(&st->w);
	side_stop(&st->sandbox);
}

/* ---- what happens ---- */

static void tell_sandbox(struct stage *st, const char *what, const char *body)
{
	char *url = xasprintf("%s/__sandbox/%s", st->sandbox.url, what);
	long status;

	free(web(url, body, &status));
	assert_int_equal(status, 200);
	free(url);
}

/* Post an event to the console; the status of its answer. */
static int post(struct stage *st, const char *body, const char *secret)
{
	struct sockaddr_in addr = { .sin_family = AF_INET };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), status = 0;
	char signature[WEBHOOK_SIGNATURE_LEN], answer[64] = "", *request;

	webhook_sign(secret, body, strlen(body), signature);
	request = xasprintf("POST / HTTP/1.1\r\nHost: h\r\n" WEBHOOK_SIGNATURE ": %s\r\n"
			    "Content-Length: %zu\r\n\r\n%s", signature, strlen(body), body);
	addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	addr.sin_port = htons((uint16_t)strtol(strrchr(st->url, ':') + 1, NULL, 10));
	assert_int_equal(connect(fd, (struct sockaddr *)&addr, sizeof(addr)), 0);
	assert_int_equal(write(fd, request, strlen(request)), (ssize_t)strlen(request));
	assert_true(read(fd, answer, sizeof(answer) - 1) > 0);
	assert_int_equal(sscanf(answer, "HTTP/1.1 %d", &status), 1);
	close(fd);
	free(request);
	return status;
}

static char *outcome_of(const char *status)
{
	char now[25];

	iso_time(wall_ms(), now);
	return xasprintf("{\"eventType\":\"request_money_full_outcome\",\"correlationId\":\"" ID
			 "\",\"status\":\"%s\",\"date\":\"%s\"}", status, now);
}

/* ---- tests ---- */

static void an_event_updates_the_console_within_a_second(void **state)
{
	struct stage st;
	char *event = outcome_of("Accepted");
	long since;

	(void)state;
	stage_open(&st);
	tell_sandbox(&st, "clock", "{\"advance_ms\":4000}");	/* the ask is there: Sent */
	assert_false(tw_has(&st.w, "Waiting for the payer"));
	since = now_ms();
	assert_int_equal(post(&st, event, SECRET), 200);
	tw_wait_text(&st.w, "Waiting for the payer");
	assert_in_range(now_ms() - since, 0, AT_ONCE_MS);
	tw_wait_text(&st.w, "an event says");
	tell_sandbox(&st, "clock", "{\"advance_ms\":6000}");	/* Funding */
	since = now_ms();
	assert_int_equal(post(&st, "{\"id\":\"" ID "\",\"status\":\"Completed\"}", SECRET), 200);
	tw_wait_text(&st.w, "Being paid");	/* as the service says, not as the event */
	assert_in_range(now_ms() - since, 0, AT_ONCE_MS);
	assert_false(tw_has(&st.w, "Completed"));
	stage_close(&st);
	free(event);
}

static void a_forged_or_repeated_event_sets_nothing_off(void **state)
{
	struct stage st;
	char *event = outcome_of("Accepted");

	(void)state;
	stage_open(&st);
	tell_sandbox(&st, "clock", "{\"advance_ms\":4000}");
	assert_int_equal(post(&st, event, "another-secret"), 401);
	tw_keys(&st.w, "<Ctrl-N>");
	tw_wait_text(&st.w, "forged");
	assert_int_equal(post(&st, event, SECRET), 200);
	tw_wait_text(&st.w, "good");
	assert_int_equal(post(&st, event, SECRET), 200);
	tw_wait_text(&st.w, "duplicate");
	tw_keys(&st.w, "\n");
	tw_wait_text(&st.w, "The same came shortly before.");
	assert_false(tw_has(&st.w, SECRET));
	stage_close(&st);
	free(event);
}

/* From the sandbox: its first attempt comes a second after the change. */
static void the_sandbox_tells_the_console(void **state)
{
	struct stage st;
	char *hook;

	(void)state;
	stage_open(&st);
	hook = xasprintf("{\"url\":\"%s\",\"secret\":\"" SECRET "\"}", st.url);
	tell_sandbox(&st, "hooks", hook);
	tell_sandbox(&st, "clock", "{\"advance_ms\":4000}");
	tw_wait_text(&st.w, "Waiting for the payer");
	tell_sandbox(&st, "clock", "{\"advance_ms\":6000}");
	tw_wait_text(&st.w, "Being paid");
	free(hook);
	stage_close(&st);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_event_updates_the_console_within_a_second),
		cmocka_unit_test(a_forged_or_repeated_event_sets_nothing_off),
		cmocka_unit_test(the_sandbox_tells_the_console),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
