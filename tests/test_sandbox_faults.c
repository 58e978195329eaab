/* Each fault as it is seen at the other end of the line. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "api/lang.h"
#include "tests/peer.h"

#define FULL "remitty-sandbox-full"
#define PROFILE "GET /v1/user/profile/+525512045518"
#define LOOK_UP "POST /v1/auth/get-user-token-v2"
#define ADD "POST /__sandbox/faults"

static void open_with(struct peer *w, const char *spec)
{
	const char *const faults[] = { spec, NULL };
	const struct sandbox_conf conf = {
		.seed = 3, .people = true, .registration_polls = 5, .faults = faults,
	};

	peer_open(w, &conf);
}

static int64_t calls(struct peer *w, const char *operation)
{
	json_t *summary = peer_json(w, 200, "GET /__sandbox/", NULL);
	int64_t n = json_integer_value(json_object_get(json_object_get(summary, "calls"),
		operation));

	json_decref(summary);
	return n;
}

/* What comes of one profile under this fault. */
static struct got profile_under(const char *spec, int64_t *carried_out)
{
	struct peer w;
	struct got got;

	open_with(&w, spec);
	got = peer_ask(&w, PROFILE, FULL, NULL);
	if (carried_out)
		*carried_out = calls(&w, "getProfile");
	peer_close(&w);
	return got;
}

static void any_operation_can_fail_with_500(void **state)
{
	struct peer w;

	(void)state;
	open_with(&w, "500");
	for (const struct op *const *op = op_list; *op; op++) {
		json_t *args = record_example((*op)->in, false);
		char *target = op_target(*op, args, NULL), *line;
		const struct answer_doc *doc = op_answer(*op, 500, NULL);
		struct got got;

		line = (*op)->service == SVC_VGS ? xstrdup("POST /vgs/post") :
		       xasprintf("%s %s%s", (*op)->method,
				 (*op)->service == SVC_OMNUMI ? "/omnumi" : "/v1", target);
		got = peer_ask(&w, line, FULL, strcmp((*op)->method, "GET") ? "{}" : NULL);
		assert_int_equal(got.status, 500);
		if (!(*op)->marks) {
			assert_true(doc && doc->bare ? *got.body == '"' :
				    strstr(got.body, "INTERNAL_SERVER_ERROR") != NULL);
			assert_non_null(strstr(got.body, "An unhandled error has occurred"));
		}
		got_release(&got);
		json_decref(args);
		free(target);
		free(line);
	}
	peer_close(&w);
}

static void too_many_requests_say_when(void **state)
{
	int64_t done;
	struct got got = profile_under("429:getProfile:retry=7", &done);

	(void)state;
	assert_int_equal(got.status, 429);
	assert_non_null(strstr(got.head, "Retry-After: 7"));
	assert_int_equal(done, 0);
	got_release(&got);
}

static void a_reset_before_does_nothing_a_reset_after_did_it(void **state)
{
	int64_t done;
	struct got got = profile_under("reset-before:getProfile", &done);

	(void)state;
	assert_int_equal(got.status, 0);
	assert_true(got.reset);
	assert_int_equal(done, 0);
	got_release(&got);
	got = profile_under("reset-after:getProfile", &done);
	assert_int_equal(got.status, 0);
	assert_true(got.reset);
	assert_int_equal(done, 1);
	got_release(&got);
}

static void half_a_body_ends_early(void **state)
{
	struct got got = profile_under("half-body:getProfile", NULL);

	(void)state;
	assert_int_equal(got.status, 200);
	assert_true(got.closed);
	assert_true(got.announced > 100);
	assert_int_equal(got.len, got.announced / 2);
	got_release(&got);
}

static void a_spoilt_body(void **state)
{
	struct got got = profile_under("malformed:getProfile", NULL);
	json_t *json = json_loadb(got.body, got.len, 0, NULL);

	(void)state;
	assert_int_equal(got.status, 200);
	assert_null(json);
	assert_true(got.len > 50);
	got_release(&got);
	got = profile_under("empty:getProfile", NULL);
	assert_int_equal(got.status, 200);
	assert_int_equal(got.len, 0);
	got_release(&got);
	got = profile_under("html:getProfile", NULL);
	assert_int_equal(got.status, 401);
	assert_non_null(strcasestr(got.head, "text/html"));
	assert_non_null(strstr(got.body, "<html>"));
	got_release(&got);
	got = profile_under("html:getProfile:status=502", NULL);
	assert_int_equal(got.status, 502);
	got_release(&got);
	got = profile_under("oversized:getProfile", NULL);
	assert_int_equal(got.status, 200);
	assert_true(got.len >= 3u << 20);
	got_release(&got);
}

/* JSON that does not fit the catalogue; the world itself stays as it was. */
static void a_body_that_does_not_fit(void **state)
{
	static const char *const specs[] = { "wrong-type:*:count=1", "missing-field:*:count=1" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(specs); i++) {
		struct peer w;
		json_t *body;

		open_with(&w, specs[i]);
		body = peer_json(&w, 200, PROFILE, NULL);
		assert_false(op_check_reply(&op_getProfile, body, NULL));
		assert_non_null(json_object_get(body, "firstName"));
		json_decref(body);
		body = peer_json(&w, 200, PROFILE, NULL);
		assert_true(op_check_reply(&op_getProfile, body, NULL));
		json_decref(body);
		peer_close(&w);
	}
}

static void a_spoilt_list_leaves_the_world_as_it_was(void **state)
{
	struct peer w;
	json_t *user, *list;
	char *line;

	(void)state;
	open_with(&w, "wrong-type:listContacts:count=1");
	user = peer_json(&w, 200, LOOK_UP, "{\"phoneNumber\":\"+525512045518\"}");
	line = xasprintf("GET /v1/user/contacts/%s",
			 json_string_value(json_object_get(user, "userId")));
	list = peer_json(&w, 200, line, NULL);
	assert_false(op_check_reply(&op_listContacts, list, NULL));
	json_decref(list);
	list = peer_json(&w, 200, line, NULL);
	assert_true(op_check_reply(&op_listContacts, list, NULL));
	json_decref(list);
	json_decref(user);
	free(line);
	peer_close(&w);
}

static void a_delayed_answer_comes_later_and_was_carried_out(void **state)
{
	char *request = peer_request(PROFILE, FULL, NULL);
	struct peer w;
	struct got got;
	long from;
	int fd;

	(void)state;
	open_with(&w, "delay:getProfile:ms=60");
	fd = peer_connect(&w);
	from = now_ms();
	peer_send(&w, fd, request, strlen(request));
	while (sandbox_timeout(w.sandbox) <= 0)
		loop_turn(w.loop, 1);
	assert_true(sandbox_timeout(w.sandbox) <= 60);
	assert_int_equal(calls(&w, "getProfile"), 1);	/* others are served meanwhile */
	got = peer_read(&w, fd);
	assert_int_equal(got.status, 200);
	assert_true(now_ms() - from >= 59);
	got_release(&got);
	close(fd);
	free(request);
	peer_close(&w);
}

static void a_stalled_body_rests_in_its_middle(void **state)
{
	char *request = peer_request(PROFILE, FULL, NULL);
	struct peer w;
	struct got got;
	int fd;

	(void)state;
	open_with(&w, "stall:getProfile:ms=40");
	fd = peer_connect(&w);
	peer_send(&w, fd, request, strlen(request));
	while (sandbox_timeout(w.sandbox) <= 0)
		loop_turn(w.loop, 1);
	got = peer_read(&w, fd);
	assert_int_equal(got.status, 200);
	assert_int_equal(got.len, got.announced);
	got_release(&got);
	while (sandbox_timeout(w.sandbox) == 0)
		loop_turn(w.loop, 0);
	assert_int_equal(sandbox_timeout(w.sandbox), -1);
	close(fd);
	free(request);
	peer_close(&w);
}

static void a_dripping_body_arrives_whole(void **state)
{
	struct got got = profile_under("drip:getProfile:ms=1", NULL), plain;

	(void)state;
	plain = profile_under("delay:getOperation", NULL);
	assert_int_equal(got.len, plain.len);
	assert_int_equal(got.len, got.announced);
	got_release(&got);
	got_release(&plain);
}

static void a_sandbox_can_end_over_answers_that_wait(void **state)
{
	static const char *const specs[] = { "delay", "stall", "drip:*:ms=60000" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(specs); i++) {
		char *request = peer_request(PROFILE, FULL, NULL);
		struct peer w;
		int fds[3];

		open_with(&w, specs[i]);
		for (int k = 0; k < 3; k++) {
			fds[k] = peer_connect(&w);
			peer_send(&w, fds[k], request, strlen(request));
			while (sandbox_timeout(w.sandbox) <= 0)
				loop_turn(w.loop, 1);
		}
		close(fds[0]);
		peer_close(&w);
		close(fds[1]);
		close(fds[2]);
		free(request);
	}
}

static void counted_faults_are_used_up(void **state)
{
	static const int expected[] = { 500, 500, 200, 200 };
	struct peer w;

	(void)state;
	open_with(&w, "500:getProfile:count=2");
	for (size_t i = 0; i < ARRAY_LEN(expected); i++) {
		struct got got = peer_ask(&w, PROFILE, FULL, NULL);

		assert_int_equal(got.status, expected[i]);
		got_release(&got);
	}
	peer_close(&w);
}

/* Statuses of 40 requests under a chance, as a string of 0 and 1. */
static void dice(char out[static 41])
{
	struct peer w;

	open_with(&w, "500:getProfile:chance=0.5");
	for (int i = 0; i < 40; i++) {
		struct got got = peer_ask(&w, PROFILE, FULL, NULL);

		out[i] = got.status == 500 ? '1' : '0';
		got_release(&got);
	}
	out[40] = '\0';
	peer_close(&w);
}

static void chances_are_seeded(void **state)
{
	char a[41], b[41];

	(void)state;
	dice(a);
	dice(b);
	assert_string_equal(a, b);
	assert_non_null(strchr(a, '0'));
	assert_non_null(strchr(a, '1'));
}

static void faults_come_and_go_while_it_runs(void **state)
{
	struct peer w;
	json_t *body;
	struct got got;

	(void)state;
	open_with(&w, "429:getOperation:retry=9");
	body = peer_json(&w, 200, ADD, "{\"spec\":\"500:getProfile\"}");
	assert_int_equal(json_array_size(json_object_get(body, "faults")), 2);
	json_decref(body);
	json_decref(peer_json(&w, 400, ADD, "{\"spec\":\"explode\"}"));
	json_decref(peer_json(&w, 400, ADD, "{}"));
	json_decref(peer_json(&w, 500, PROFILE, NULL));
	body = peer_json(&w, 200, LOOK_UP, "{\"phoneNumber\":\"+525512045518\"}");
	json_decref(body);
	body = peer_json(&w, 200, "GET /__sandbox/faults", NULL);
	assert_string_equal(json_string_value(json_array_get(json_object_get(body, "faults"), 0)),
			    "429:getOperation:retry=9");
	json_decref(body);
	body = peer_json(&w, 200, "DELETE /__sandbox/faults", NULL);
	assert_int_equal(json_array_size(json_object_get(body, "faults")), 0);
	json_decref(body);
	got = peer_ask(&w, PROFILE, FULL, NULL);
	assert_int_equal(got.status, 200);
	got_release(&got);
	peer_close(&w);
}

static void one_fault_is_taken_back_and_each_tells_how_often_it_struck(void **state)
{
	struct peer w;
	json_t *body, *first;
	char *drop;

	(void)state;
	open_with(&w, "500:getProfile");
	json_decref(peer_json(&w, 500, PROFILE, NULL));
	json_decref(peer_json(&w, 500, PROFILE, NULL));
	body = peer_json(&w, 200, ADD, "{\"spec\":\"stall:getOperation\"}");
	first = json_array_get(json_object_get(body, "struck"), 0);
	assert_int_equal(json_integer_value(json_object_get(first, "fired")), 2);
	drop = xasprintf("DELETE /__sandbox/faults/%d",
			 (int)json_integer_value(json_object_get(first, "id")));
	json_decref(body);
	body = peer_json(&w, 200, drop, NULL);
	assert_int_equal(json_array_size(json_object_get(body, "struck")), 1);
	json_decref(body);
	json_decref(peer_json(&w, 404, drop, NULL));
	json_decref(peer_json(&w, 404, "GET /__sandbox/faults/1", NULL));
	free(drop);
	peer_close(&w);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_operation_can_fail_with_500),
		cmocka_unit_test(too_many_requests_say_when),
		cmocka_unit_test(a_reset_before_does_nothing_a_reset_after_did_it),
		cmocka_unit_test(half_a_body_ends_early),
		cmocka_unit_test(a_spoilt_body),
		cmocka_unit_test(a_body_that_does_not_fit),
		cmocka_unit_test(a_spoilt_list_leaves_the_world_as_it_was),
		cmocka_unit_test(a_delayed_answer_comes_later_and_was_carried_out),
		cmocka_unit_test(a_stalled_body_rests_in_its_middle),
		cmocka_unit_test(a_dripping_body_arrives_whole),
		cmocka_unit_test(a_sandbox_can_end_over_answers_that_wait),
		cmocka_unit_test(counted_faults_are_used_up),
		cmocka_unit_test(chances_are_seeded),
		cmocka_unit_test(faults_come_and_go_while_it_runs),
		cmocka_unit_test(one_fault_is_taken_back_and_each_tells_how_often_it_struck),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
