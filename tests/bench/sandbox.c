#include "tests/bench/sandbox.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/op.h"
#include "api/sandbox.h"
#include "tests/bench/load.h"
#include "tests/side.h"
#include "tests/term_world.h"

#define LOOK_UP "{\"phoneNumber\":\"+525512045518\"}"

enum { STARTS = 21, ROUNDS = 7, REQUESTS = 4000 };

static const struct goal goal_start = { .text = "≤ 2x", .ratio_most = 2 };
static const struct goal goal_rate = { .text = "≥ 0.5x", .ratio_least = 0.5 };

/* A server and what it is asked. */
struct served {
	const char *const *args;	/* of side_start() */
	const char *path;		/* without the reference of an ask */
	const char *key, *ask;
	struct side side;
	int serial;			/* no two asks have the same reference */
	struct samples rate;
};

static char *look_up(const void *ctx, int i)
{
	const struct served *s = ctx;

	(void)i;
	return load_text("POST", s->path, s->key, LOOK_UP);
}

static char *ask(const void *ctx, int i)
{
	const struct served *s = ctx;
	char *body = xasprintf("{\"correlationId\":\"00000000-0000-4000-8000-%012d\",%s",
			       s->serial + i, s->ask);
	char *text = load_text("POST", s->path, s->key, body);

	free(body);
	return text;
}

static double start_ms(struct served *s)
{
	int64_t begin = now_ns();
	char *request = look_up(s, 0), *answer;

	side_start(&s->side, s->args);
	answer = load_ask(s->side.port, request);
	begin = now_ns() - begin;
	side_stop(&s->side);
	free(request);
	free(answer);
	return (double)begin / 1e6;
}

static void measure_start(struct table *table, struct served *ours, struct served *floor)
{
	struct samples t[2] = { 0 };

	for (int i = 0; i < STARTS; i++) {
		sample(&t[0], start_ms(ours));
		sample(&t[1], start_ms(floor));
	}
	table_row(table, &(struct row){ "sandbox alone: start to the first answer", " ms",
		samples_part(&t[0], 500), samples_part(&t[1], 500), &goal_start });
}

static void measure_rate(struct table *table, const char *what, request_fn *request,
			 struct served *served[2])
{
	for (int i = 0; i < 2 * ROUNDS; i++) {
		struct served *s = served[i % 2];

		sample(&s->rate, load_run(s->side.port, request, s, REQUESTS) / 1000);
		s->serial += REQUESTS;
	}
	table_row(table, &(struct row){ what, " thousand/s", samples_part(&served[0]->rate, 500),
		samples_part(&served[1]->rate, 500), &goal_rate });
	served[0]->rate.n = served[1]->rate.n = 0;
}

/* The floor gives the same answer, each time, as the sandbox gave once. */
static void measure(struct table *table, const char *what, request_fn *request,
		    struct served *ours, const char *floor_program)
{
	char *text = request(ours, 0), *answer = load_ask(ours->side.port, text);
	struct served floor = *ours;

	free(text);
	ours->serial++;
	floor.args = (const char *const[]){ floor_program, answer, NULL };
	side_start(&floor.side, floor.args);
	measure_rate(table, what, request, (struct served *[]){ ours, &floor });
	side_stop(&floor.side);
	free(answer);
}

/* Where asks of Ana's are sent; the caller frees. */
static char *ask_path(const struct served *s)
{
	char *text = look_up(s, 0), *answer = load_ask(s->side.port, text), *path;
	json_t *user = json_loads(answer, 0, NULL);
	const char *id = json_string_value(json_object_get(user, "userId"));

	assert_non_null(id);
	path = xasprintf("/v1/user/operations/request-money-v2/%s", id);
	json_decref(user);
	free(answer);
	free(text);
	return path;
}

void bench_sandbox(struct table *table)
{
	char *program = tw_program("floor_sandbox"), *path, *asks;
	struct served ours = {
		.args = (const char *const[]){ "--people", NULL },
		.key = sandbox_key_for("partner_full"),
		.ask = "\"requestTo\":\"+19165550149\",\"recipientAmount\":500,"
		       "\"recipientCurrency\":\"MXN\",\"reason\":\"Renta\","
		       "\"destinationPaymentMethod\":{\"type\":\"UBN\",\"number\":"
		       "\"002320275621938815\",\"country\":\"MX\",\"currency\":\"MXN\"}}",
	};
	struct served floor = { .args = (const char *const[]){ program, NULL } };

	floor.path = ours.path = path = xasprintf("/v1%s", op_getUserTokenV2.path);
	measure_start(table, &ours, &floor);
	side_start(&ours.side, ours.args);
	measure(table, "sandbox alone: look-ups a second", look_up, &ours, program);
	ours.path = asks = ask_path(&ours);
	measure(table, "sandbox alone: asks a second", ask, &ours, program);
	side_stop(&ours.side);
	free(asks);
	free(path);
	free(program);
}
