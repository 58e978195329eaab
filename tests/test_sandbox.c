/* The sandbox on the wire: routes, keys, pages, admin, keep-alive, idleness. */

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "api/lang.h"
#include "screens/cmd.h"
#include "tests/peer.h"

#define FULL "remitty-sandbox-full"
#define ANA "+525512045518"		/* of assets/people.json */
#define HUGO "+19165550149"
#define ID "7011cefb-0c0b-48c1-a68a-7134d32e61e4"

static const struct sandbox_conf peopled = {
	.seed = 3, .clock = 0, .registration_polls = -1, .people = true,
};

static const char *text_at(const json_t *body, const char *key)
{
	const char *text = json_string_value(json_object_get(body, key));

	return text ? text : "";
}

static char *token_of(struct peer *w, const char *phone)
{
	char *body = xasprintf("{\"phoneNumber\":\"%s\"}", phone), *token;
	json_t *json = peer_json(w, 200, "POST /v1/auth/get-user-token-v2", body);

	token = xstrdup(text_at(json, "userId"));
	json_decref(json);
	free(body);
	return token;
}

/* Request line of an operation for this customer. */
static char *line_for(const struct op *op, const char *token)
{
	json_t *own = json_pack("{s:s, s:s, s:s, s:s, s:i}", "userToken", token, "id", ID,
				"operationId", ID, "phoneOrEmail", ANA, "limit", 3);
	json_t *args = record_example(op->in, true);
	char *target, *line;

	json_object_update_new(args, own);
	target = op_target(op, args, NULL);
	line = op->service == SVC_VGS ? xstrdup("POST /vgs/post") :
	       xasprintf("%s /v1%s", op->method, target);
	json_decref(args);
	free(target);
	return line;
}

static json_t *ask_ana(struct peer *w, const char *token, int status)
{
	char *line = line_for(&op_requestMoneyV2, token), *body;
	char *methods_line = line_for(&op_getReceivingMethods, token);
	json_t *methods = peer_json(w, 200, methods_line, NULL), *answer;

	body = xasprintf("{\"requestTo\":\"" HUGO "\",\"correlationId\":\"" ID "\","
			 "\"recipientAmount\":500,\"recipientCurrency\":\"MXN\","
			 "\"unknownField\":[],"
			 "\"destinationPaymentMethodId\":\"%s\"}",
			 text_at(json_array_get(methods, 0), "id"));
	answer = peer_json(w, status, line, body);
	json_decref(methods);
	free(methods_line);
	free(body);
	free(line);
	return answer;
}

static void expect(struct peer *w, const char *line, const char *key, const char *body, int status)
{
	struct got got = peer_ask(w, line, key, body);

	if (got.status != status)
		fail_msg("%s: %d instead of %d: %s", line, got.status, status, got.body);
	assert_non_null(strcasestr(got.head, "application/json"));
	assert_non_null(strstr(got.body, "\"reason\""));
	assert_non_null(strstr(got.body, "\"code\""));
	got_release(&got);
}

static void routes_that_do_not_fit(void **state)
{
	struct peer w;

	(void)state;
	peer_open(&w, &peopled);
	expect(&w, "GET /", FULL, NULL, 404);
	expect(&w, "GET /v1/nope", FULL, NULL, 404);
	expect(&w, "GET /v2/user/contacts/x", FULL, NULL, 404);
	expect(&w, "DELETE /v1/user/contacts/x", FULL, NULL, 405);
	expect(&w, "GET /v1/auth/get-user-token-v2", FULL, NULL, 405);
	expect(&w, "GET /vgs/post", NULL, NULL, 405);
	expect(&w, "POST /v1/auth/get-user-token-v2", FULL, "{\"email\":", 400);
	expect(&w, "POST /v1/auth/get-user-token-v2", FULL, "[]", 400);
	expect(&w, "POST /vgs/post", NULL, "{\"CardNumber\":\"4111", 400);
	expect(&w, "POST /v1/auth/get-user-token-v2", FULL, "", 400);
	expect(&w, "POST /v1/auth/get-user-token-v2", FULL,
	       "{\"email\":\"a@example.com\",\"email\":\"b@example.com\"}", 400);
	peer_close(&w);
}

static void a_large_body_is_413(void **state)
{
	size_t n = SANDBOX_BODY_CAP + 100;
	char *body = xcalloc(1, n + 1);
	struct peer w;

	(void)state;
	memset(body, 'x', n);
	peer_open(&w, &peopled);
	expect(&w, "POST /v1/auth/get-user-token-v2", FULL, body, 413);
	expect(&w, "POST /v1/auth/get-user-token-v2", FULL, "{}", 400);
	peer_close(&w);
	free(body);
}

static void keys_open_what_their_scopes_allow(void **state)
{
	struct peer w;
	char *token;

	(void)state;
	peer_open(&w, &peopled);
	token = token_of(&w, ANA);
	for (const struct op *const *op = op_list; *op; op++) {
		char *line = line_for(*op, token);

		for (const struct sandbox_key *k = sandbox_keys(); k->key; k++) {
			struct got got = peer_ask(&w, line, k->key,
						  strcmp((*op)->method, "GET") ? "{}" : NULL);
			int refusal = (*op)->scope_status ? (*op)->scope_status : 401;

			assert_int_equal(got.status == refusal, (*op)->scopes &&
					 !op_allowed(*op, k->scopes));
			got_release(&got);
		}
		if ((*op)->scopes) {
			expect(&w, line, NULL, strcmp((*op)->method, "GET") ? "{}" : NULL, 401);
			expect(&w, line, "wrong", strcmp((*op)->method, "GET") ? "{}" : NULL, 401);
		}
		free(line);
	}
	assert_string_equal(sandbox_key_for("partner_full"), FULL);
	assert_null(sandbox_key_for("partner,partner_send"));
	free(token);
	peer_close(&w);
}

static void plus_signs_arrive(void **state)
{
	static const char *const lines[] = {
		("GET /v1/user/profile/" ANA), "GET /v1/user/profile/%2B525512045518",
		"GET /v1/user/profile/ana.paz%40example.com",
			"GET /v1/user/profile/ana.paz@example.com",
	};
	struct peer w;
	char *token;

	(void)state;
	peer_open(&w, &peopled);
	for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
		json_t *profile = peer_json(&w, 200, lines[i], NULL);

		assert_string_equal(text_at(profile, "firstName"), "Ana");
		json_decref(profile);
	}
	token = token_of(&w, ANA);
	for (int i = 0; i < 2; i++) {
		char *line = xasprintf("GET /v1/user/operations/%s?toPhoneNumber=%s", token,
				       i ? "%2B12135550162" : "+12135550162");
		json_t *list = peer_json(&w, 200, line, NULL);

		assert_int_equal(json_array_size(list), 1);
		json_decref(list);
		free(line);
	}
	free(token);
	peer_close(&w);
}

static void one_line_carries_many_requests(void **state)
{
	char *request = peer_request("GET /v1/user/profile/" ANA, FULL, NULL);
	struct peer w;
	int fd;

	(void)state;
	peer_open(&w, &peopled);
	fd = peer_connect(&w);
	for (int i = 0; i < 5; i++) {
		struct got got;

		peer_send(&w, fd, request, strlen(request));
		got = peer_read(&w, fd);
		assert_int_equal(got.status, 200);
		assert_false(got.closed);
		got_release(&got);
	}
	assert_int_equal(sandbox_timeout(w.sandbox), -1);	/* an open line wakes nobody */
	close(fd);
	free(request);
	peer_close(&w);
}

static void an_idle_sandbox_never_wakes(void **state)
{
	const struct sandbox_conf fast = { .seed = 1, .clock = 1000, .people = true };
	struct peer w;
	long from;

	(void)state;
	peer_open(&w, &fast);
	free(token_of(&w, ANA));
	for (int i = 0; i < 10; i++)
		loop_turn(w.loop, 0);		/* see the client off */
	assert_int_equal(sandbox_timeout(w.sandbox), -1);
	from = now_ms();
	loop_turn(w.loop, 30);
	assert_true(now_ms() - from >= 29);
	peer_close(&w);
}

static void the_customers_page_works_in_a_browser(void **state)
{
	struct peer w;
	struct got got;
	json_t *body;
	char *path, *line;

	(void)state;
	peer_open(&w, &peopled);
	body = peer_json(&w, 200, "POST /v1/auth/sessionlink-v2",
		"{\"phoneNumber\":\"+5215521206706\",\"firstName\":\"Maria\","
		"\"lastName\":\"Garcia\","
		"\"address1\":\"Calle Dos 296\",\"city\":\"CDMX\",\"state\":\"CDMX\","
		"\"countryCode\":\"MX\"}");
	line = xasprintf("http://127.0.0.1:%d/l/", sandbox_port(w.sandbox));
	assert_true(has_prefix(text_at(body, "link"), line));
	path = xstrdup(strstr(text_at(body, "link"), "/l/"));
	json_decref(body);
	free(line);
	line = xasprintf("GET %s", path);
	got = peer_ask(&w, line, NULL, NULL);
	assert_int_equal(got.status, 200);
	assert_non_null(strcasestr(got.head, "text/html"));
	assert_non_null(strstr(got.body, "Maria Garcia"));
	got_release(&got);
	free(line);
	line = xasprintf("POST %s", path);
	got = peer_ask(&w, line, NULL, "reason=UnreadableDoc&button=fail");
	assert_int_equal(got.status, 303);
	assert_non_null(strstr(got.head, path));
	got_release(&got);
	body = peer_json(&w, 200, "POST /v1/auth/get-user-token-v2",
			 "{\"phoneNumber\":\"+525521206706\"}");
	assert_string_equal(text_at(body, "statusDetail"), "UnreadableDoc");
	json_decref(body);
	got = peer_ask(&w, line, NULL, "button=finish");
	got_release(&got);
	body = peer_json(&w, 200, "POST /v1/auth/get-user-token-v2",
			 "{\"phoneNumber\":\"+525521206706\"}");
	assert_string_equal(text_at(body, "status"), "Completed");
	json_decref(body);
	got = peer_ask(&w, "GET /l/zzzzz", NULL, NULL);
	assert_int_equal(got.status, 404);
	assert_non_null(strcasestr(got.head, "text/html"));
	got_release(&got);
	free(line);
	free(path);
	peer_close(&w);
}

static void the_payers_page_pays(void **state)
{
	struct peer w;
	struct got got;
	json_t *body;
	char *token, *line;

	(void)state;
	peer_open(&w, &peopled);
	token = token_of(&w, ANA);
	body = ask_ana(&w, token, 200);
	line = xasprintf("POST %s", strstr(text_at(body, "attributionLink"), "/l/"));
	json_decref(body);
	got = peer_ask(&w, line, NULL, "button=pay");
	assert_int_equal(got.status, 303);
	got_release(&got);
	free(line);
	line = line_for(&op_getOperationStatus, token);
	body = peer_json(&w, 200, line, NULL);
	assert_string_equal(json_string_value(body), "Funding");
	json_decref(body);
	json_decref(peer_json(&w, 200, "POST /__sandbox/clock", "{\"advance_ms\":14000}"));
	body = peer_json(&w, 200, line, NULL);
	assert_string_equal(json_string_value(body), "Completed");
	json_decref(body);
	free(line);
	free(token);
	peer_close(&w);
}

static void qa_sees_and_moves_the_world(void **state)
{
	struct peer w;
	json_t *body, *asks;
	char *token;

	(void)state;
	peer_open(&w, &peopled);
	token = token_of(&w, ANA);
	json_decref(ask_ana(&w, token, 200));
	json_decref(ask_ana(&w, token, 400));
	body = peer_json(&w, 200, "GET /__sandbox/", NULL);
	asks = json_object_get(body, "asks");
	asks = json_array_get(asks, json_array_size(asks) - 1);
	assert_string_equal(text_at(asks, "correlationId"), ID);
	assert_int_equal(json_integer_value(json_object_get(asks, "attempts")), 2);
	json_decref(body);
	json_decref(peer_json(&w, 400, "POST /__sandbox/clock", "{\"advance_ms\":-1}"));
	json_decref(peer_json(&w, 400, "POST /__sandbox/clock", "{}"));
	json_decref(peer_json(&w, 200, "POST /__sandbox/user", "{\"phoneNumber\":\"" ANA "\","
		"\"status\":\"UpgradeSoftFailed\",\"statusDetail\":\"InvalidAddress\"}"));
	json_decref(peer_json(&w, 400, "POST /__sandbox/user", "{\"phoneNumber\":\"" ANA "\"}"));
	body = peer_json(&w, 200, "POST /v1/auth/get-user-token-v2",
			 "{\"phoneNumber\":\"" ANA "\"}");
	assert_string_equal(text_at(body, "statusDetail"), "InvalidAddress");
	json_decref(body);
	json_decref(peer_json(&w, 404, "GET /__sandbox/nope", NULL));
	json_decref(peer_json(&w, 405, "GET /__sandbox/clock", NULL));
	free(token);
	peer_close(&w);
}

static void a_taken_port_and_a_wrong_fault_are_told(void **state)
{
	static const char *const wrong[] = { "delay:*:ms=1", "explode", NULL };
	struct sandbox_conf conf = peopled;
	struct err err = { 0 };
	struct peer w;

	(void)state;
	peer_open(&w, &peopled);
	conf.port = sandbox_port(w.sandbox);
	assert_null(sandbox_new(&conf, &err));
	assert_non_null(strstr(err.text, "port"));
	peer_close(&w);
	conf.port = 0;
	conf.faults = wrong;
	assert_null(sandbox_new(&conf, &err));
	assert_non_null(strstr(err.text, "explode"));
}

/* The words of the line as the command gets them. */
static int command(const char *line)
{
	char *copy = xstrdup(line), *rest = copy, *argv[16];
	int argc = 0;

	while (*line && argc < 15 && (argv[argc] = strsep(&rest, " ")))
		argc++;
	argv[argc] = NULL;
	return cmd_sandbox(argc, argv);
}

/* The command as a process: what it prints, and how it ends. */
static int run_command(const char *line, char *out, size_t room)
{
	int ends[2], status;
	size_t n = 0;
	ssize_t more;
	pid_t pid;

	assert_int_equal(pipe(ends), 0);
	pid = fork();
	if (!pid) {
		dup2(ends[1], 1);
		if (!freopen("/dev/null", "w", stderr))
			_exit(99);
		_exit(command(line));
	}
	close(ends[1]);
	while (n < room - 1 && (more = read(ends[0], out + n, room - 1 - n)) > 0) {
		n += (size_t)more;
		out[n] = '\0';
		if (strstr(out, "notenant partner_full\n"))
			kill(pid, SIGTERM);
	}
	out[n] = '\0';
	close(ends[0]);
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void the_command_announces_itself_and_ends_cleanly(void **state)
{
	char out[2048];

	(void)state;
	assert_int_equal(run_command("--seed 7 --clock=10 --people --fault 500:getProfile", out,
		 sizeof(out)), 0);
	assert_true(has_prefix(out, "READY http://127.0.0.1:"));
	assert_null(strstr(out + 1, "READY"));
	assert_non_null(strstr(out, "\nremitty-sandbox-partner partner\n"));
	assert_int_equal(run_command("--colour", out, sizeof(out)), 2);
	assert_int_equal(run_command("--fault boom", out, sizeof(out)), 2);
	assert_int_equal(run_command("--port 99999", out, sizeof(out)), 2);
	assert_int_equal(run_command("--port", out, sizeof(out)), 2);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(routes_that_do_not_fit),
		cmocka_unit_test(a_large_body_is_413),
		cmocka_unit_test(keys_open_what_their_scopes_allow),
		cmocka_unit_test(plus_signs_arrive),
		cmocka_unit_test(one_line_carries_many_requests),
		cmocka_unit_test(an_idle_sandbox_never_wakes),
		cmocka_unit_test(the_customers_page_works_in_a_browser),
		cmocka_unit_test(the_payers_page_pays),
		cmocka_unit_test(qa_sees_and_moves_the_world),
		cmocka_unit_test(a_taken_port_and_a_wrong_fault_are_told),
		cmocka_unit_test(the_command_announces_itself_and_ends_cleanly),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
