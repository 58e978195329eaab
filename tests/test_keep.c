#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/lang.h"
#include "api/sandbox.h"
#include "api/world.h"
#include "tests/peer.h"

static const struct caller all = { .scopes = "partner_full" };

static json_t *call(struct world *world, const struct op *op, json_t *args, int status)
{
	struct answer answer = world_call(world, op, &all, args);

	if (answer.status != status)
		fail_msg("%s: %d instead of %d: %s", op->name, answer.status, status,
			 json_dumps(answer.body, JSON_ENCODE_ANY));
	json_decref(args);
	return answer.body;
}

static const char *text(const json_t *body, const char *key)
{
	const char *s = json_string_value(json_object_get(body, key));

	assert_non_null(s);
	return s;
}

static struct world *fresh(void)
{
	return world_new(&(struct world_conf){ .seed = 7, .host = "http://127.0.0.1:1", .clock = 0,
					       .registration_polls = 0 });
}

/* A registered customer with a contact, an account and an ask of 500.00. */
static json_t *furnish(struct world *world, char token[static 80])
{
	json_t *user =
		call(world, &op_registerUserV2, record_example(op_registerUserV2.in, true), 200);
	json_t *contact = record_example(op_createContact.in, true), *ask, *account;

	snprintf(token, 80, "%s", text(user, "userId"));
	json_decref(call(world, &op_getUserTokenV2, json_pack("{s:s}", "phoneNumber",
		field_find(op_registerUserV2.in, "phoneNumber")->example), 200));
	json_object_set_new(contact, "userToken", json_string(token));
	json_decref(call(world, &op_createContact, json_incref(contact), 200));
	account = call(world, &op_addUBNAccount,
		       json_pack("{s:s, s:s}", "userToken", token, "number", "002320275621938815"),
		       200);
	ask = call(world, &op_requestMoneyV2,
		   json_pack("{s:s, s:O, s:s, s:f, s:s, s:s}", "userToken", token, "requestTo",
			     json_object_get(contact, "phone"), "correlationId",
			     "7011cefb-0c0b-48c1-a68a-7134d32e61e4", "recipientAmount", 500.0,
			     "recipientCurrency", "MXN", "destinationPaymentMethodId",
			     text(account, "id")),
		   200);
	json_decref(user), json_decref(contact), json_decref(account);
	return ask;
}

static void assert_same(const json_t *a, const json_t *b)
{
	char *x = json_dumps(a, JSON_ENCODE_ANY | JSON_SORT_KEYS);
	char *y = json_dumps(b, JSON_ENCODE_ANY | JSON_SORT_KEYS);

	assert_string_equal(x, y);
	free(x);
	free(y);
}

static void a_world_comes_back_as_it_was(void **state)
{
	struct world *before = fresh(), *after = fresh();
	char token[80];
	json_t *ask = furnish(before, token), *doc = world_pack(before), *again, *detail, *part;
	const char *key;
	json_t *args = json_pack("{s:s}", "id", "7011cefb-0c0b-48c1-a68a-7134d32e61e4");

	(void)state;
	assert_true(
		world_press(before, strrchr(text(ask, "attributionLink"), '/') + 1, "pay", NULL));
	json_decref(doc);
	doc = world_pack(before);
	assert_true(world_unpack(after, doc));
	again = world_pack(after);
	json_object_del(doc, "at"), json_object_del(again, "at");
	json_object_foreach(doc, key, part)
		assert_same(part, json_object_get(again, key));
	detail = call(after, &op_getOperation, json_incref(args), 200);
	assert_string_equal(text(detail, "code"), text(ask, "code"));
	assert_string_equal(text(detail, "status"), "Funding");
	json_decref(detail);
	json_decref(
		call(after, &op_getReceivingMethods, json_pack("{s:s}", "userToken", token), 200));
	json_decref(args), json_decref(ask), json_decref(doc), json_decref(again);
	world_free(before), world_free(after);
}

static void what_is_not_a_kept_world_is_left_alone(void **state)
{
	struct world *world = fresh();
	json_t *doc = json_pack("{s:i}", "version", 999);

	(void)state;
	assert_false(world_unpack(world, doc));
	assert_false(world_unpack(world, NULL));
	json_decref(doc);
	world_free(world);
}

static void a_kept_sandbox_has_its_port_again(void **state)
{
	char dir[] = "/tmp/remitty-keep-XXXXXX";
	struct sandbox_conf conf = { .registration_polls = -1, .people = true };
	struct sandbox *sb;
	char *path;
	int port;

	(void)state;
	assert_non_null(mkdtemp(dir));
	path = xasprintf("%s/sandbox.json", dir);
	conf.keep = path;
	sb = sandbox_new(&conf, NULL);
	port = sandbox_port(sb);
	sandbox_keep(sb);
	assert_int_equal(sandbox_running(path), port);
	sandbox_free(sb);
	assert_int_equal(sandbox_running(path), 0);
	sb = sandbox_new(&conf, NULL);
	assert_int_equal(sandbox_port(sb), port);
	sandbox_free(sb);
	unlink(path), rmdir(dir);
	free(path);
}

static void a_held_world_is_written_once_at_the_end(void **state)
{
	const char *line = "POST /v1/auth/get-user-token-v2";
	const char *body = "{\"email\":\"ana.paz@example.com\"}";
	char dir[] = "/tmp/remitty-keep-XXXXXX";
	struct sandbox_conf conf = { .registration_polls = -1, .people = true };
	struct peer w;
	char *path;

	(void)state;
	assert_non_null(mkdtemp(dir));
	path = xasprintf("%s/sandbox.json", dir);
	conf.keep = path;
	peer_open(&w, &conf);
	json_decref(peer_json(&w, 200, line, body));
	assert_int_equal(unlink(path), 0);
	sandbox_hold(w.sandbox, true);
	json_decref(peer_json(&w, 200, line, body));
	json_decref(peer_json(&w, 200, line, body));
	assert_int_not_equal(access(path, F_OK), 0);
	sandbox_hold(w.sandbox, false);
	assert_int_equal(unlink(path), 0);
	sandbox_hold(w.sandbox, true);
	sandbox_hold(w.sandbox, false);		/* nothing came meanwhile */
	assert_int_not_equal(access(path, F_OK), 0);
	json_decref(peer_json(&w, 200, line, body));
	peer_close(&w);
	assert_int_equal(unlink(path), 0);
	rmdir(dir);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_world_comes_back_as_it_was),
		cmocka_unit_test(what_is_not_a_kept_world_is_left_alone),
		cmocka_unit_test(a_kept_sandbox_has_its_port_again),
		cmocka_unit_test(a_held_world_is_written_once_at_the_end),
	};

	lang_init();
	return cmocka_run_group_tests_name("keep", tests, NULL, NULL);
}
