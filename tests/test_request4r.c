/* The sealed channel from end to end: the client's letters, the sandbox's, and
 * what a listener on the wire gets to see. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/http.h"
#include "api/lang.h"
#include "tests/peer.h"

#define KEY "remitty-sandbox-full"
#define LOOK_UP "POST /v1/partners/request4r/auth/get-user-token-v2"
#define BODY "{\"phoneNumber\":\"+525512045518\"}"

struct stage {
	char folder[64];
	struct peer w;
	struct journal *journal;
	struct http *http;
	struct letters letters;		/* the client's */
	struct reply reply;
	json_t *body;
	const struct exchange *x;
	bool here;
};

static char *file_in(const struct stage *s, const char *name)
{
	return xasprintf("%s/%s", s->folder, name);
}

static void load(const struct stage *s, const char *public, const char *private,
		 struct letters *letters)
{
	char *to = file_in(s, public), *ours = file_in(s, private);
	struct err err;

	if (!letters_load(letters, to, ours, &err))
		fail_msg("%s", err.text);
	free(to);
	free(ours);
}

static void open_http(struct stage *s, const struct letters *letters)
{
	char *url = xasprintf("http://127.0.0.1:%d/v1", sandbox_port(s->w.sandbox));
	const struct http_conf conf = {
		.service = { [SVC_RAAS] = { .base_url = url, .key = KEY } }, .letters = letters,
	};

	http_free(s->http);
	s->http = http_new(&conf, s->journal);
	loop_use_http(s->w.loop, s->http);
	free(url);
}

static int open_stage(void **state)
{
	struct stage *s = xcalloc(1, sizeof(*s));
	struct sandbox_conf conf = { .seed = 3, .people = true, .registration_polls = 0 };

	strcpy(s->folder, "/tmp/remitty-letters-XXXXXX");
	assert_non_null(mkdtemp(s->folder));
	conf.letters = s->folder;
	peer_open(&s->w, &conf);
	s->journal = journal_new(20);
	load(s, "service.pub", "partner.key", &s->letters);
	open_http(s, &s->letters);
	*state = s;
	return 0;
}

static int close_stage(void **state)
{
	static const char *const names[] = { "service.key", "service.pub", "partner.key",
					     "partner.pub" };
	struct stage *s = *state;

	json_decref(s->body);
	http_free(s->http);
	journal_free(s->journal);
	letters_release(&s->letters);
	peer_close(&s->w);
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		char *path = file_in(s, names[i]);

		unlink(path);
		free(path);
	}
	rmdir(s->folder);
	free(s);
	return 0;
}

static void on_reply(void *owner, const struct op *op, const struct reply *reply)
{
	struct stage *s = owner;

	(void)op;
	s->reply = *reply;
	s->x = reply->exchange;
	s->body = json_incref((json_t *)reply->body);
	s->here = true;
}

static void call(struct stage *s, const struct op *op, const char *args)
{
	json_t *json = json_loads(args, 0, NULL);

	assert_non_null(json);
	json_decref(s->body);
	s->body = NULL;
	s->here = false;
	http_send(s->http, op, json, on_reply, s);
	while (!s->here)
		loop_turn(s->w.loop, 5000);
	json_decref(json);
}

static void a_call_goes_and_comes_back_sealed(void **state)
{
	struct stage *s = *state;
	char *curl;

	call(s, &op_getUserTokenV2, BODY);
	assert_int_equal(s->reply.status, 200);
	assert_true(*json_string_value(json_object_get(s->body, "userId")));
	assert_non_null(strstr(s->x->url, "/v1/partners/request4r/auth/get-user-token-v2"));
	assert_non_null(strstr(s->x->request_headers, "Content-Type: text/plain"));
	assert_non_null(strstr(s->x->response_headers, "application/jose"));
	/* Both, the envelope and what was inside. */
	assert_non_null(strchr(s->x->letter_out, '.'));
	assert_non_null(strchr(s->x->letter_in, '.'));
	assert_null(strstr(s->x->letter_out, "phoneNumber"));
	assert_non_null(json_object_get(s->x->request, "phoneNumber"));
	assert_non_null(json_object_get(s->x->response, "userId"));
	curl = exchange_curl(s->x);
	assert_non_null(strstr(curl, s->x->letter_out));
	assert_null(strstr(curl, "5512045518"));
	free(curl);
}

static void a_read_without_a_body_is_answered_sealed(void **state)
{
	struct stage *s = *state;

	call(s, &op_getProfile, "{\"phoneOrEmail\":\"+525512045518\"}");
	assert_int_equal(s->reply.status, 200);
	assert_null(s->x->letter_out);
	assert_non_null(s->x->letter_in);
}

static void a_refusal_comes_sealed_as_well(void **state)
{
	struct stage *s = *state;

	call(s, &op_getUserTokenV2, "{\"phoneNumber\":\"+5215521206703\"}");
	assert_int_equal(s->reply.status, 404);
	assert_string_equal(s->reply.err.code, "ERROR_USER_NOT_FOUND");
	assert_non_null(s->x->letter_in);
}

static void a_letter_for_somebody_else_is_refused(void **state)
{
	struct stage *s = *state;
	struct letters wrong;

	load(s, "partner.pub", "service.key", &wrong);	/* to ourselves */
	open_http(s, &wrong);
	call(s, &op_getUserTokenV2, BODY);
	assert_int_equal(s->reply.status, 400);
	assert_string_equal(s->reply.err.code, "ERROR_INVALID_JWE_PAYLOAD");
	http_free(s->http);
	s->http = NULL;
	letters_release(&wrong);
}

static void an_answer_for_somebody_else_is_said_so(void **state)
{
	struct stage *s = *state;
	struct letters wrong;

	load(s, "service.pub", "service.key", &wrong);
	open_http(s, &wrong);
	call(s, &op_getUserTokenV2, BODY);
	assert_int_equal(s->reply.err.kind, ERR_PROTOCOL);
	assert_non_null(strstr(s->reply.err.text, "sealed answer"));
	assert_null(s->body);
	http_free(s->http);
	s->http = NULL;
	letters_release(&wrong);
}

static void whoever_asks_plainly_is_answered_plainly(void **state)
{
	struct stage *s = *state;
	struct got got = peer_ask(&s->w, LOOK_UP, KEY "\r\nX-Skip-Encryption: 1", BODY);

	assert_int_equal(got.status, 200);
	assert_non_null(strstr(got.head, "application/json"));
	assert_non_null(strstr(got.body, "userId"));
	got_release(&got);
	got = peer_ask(&s->w, LOOK_UP, KEY, BODY);
	assert_int_equal(got.status, 400);
	assert_non_null(strstr(got.body, "ERROR_INVALID_JWE_PAYLOAD"));
	got_release(&got);
}

static void keys_are_nobody_elses_to_read(void **state)
{
	struct stage *s = *state;
	char *path = file_in(s, "partner.key"), *to = file_in(s, "service.pub");
	struct letters letters;
	struct stat st;
	struct err err;

	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	chmod(path, 0644);
	assert_false(letters_load(&letters, to, path, &err));
	assert_int_equal(err.kind, ERR_CONFIG);
	assert_non_null(strstr(err.text, "partner.key"));
	chmod(path, 0600);
	free(path);
	free(to);
}

static void a_closed_channel_is_not_found(void **state)
{
	struct peer w;
	const struct sandbox_conf conf = { .seed = 3 };
	struct got got;

	(void)state;
	peer_open(&w, &conf);
	got = peer_ask(&w, LOOK_UP, KEY, BODY);
	assert_int_equal(got.status, 404);
	got_release(&got);
	peer_close(&w);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_stage, close_stage)
	const struct CMUnitTest tests[] = {
		TEST(a_call_goes_and_comes_back_sealed),
		TEST(a_read_without_a_body_is_answered_sealed),
		TEST(a_refusal_comes_sealed_as_well),
		TEST(a_letter_for_somebody_else_is_refused),
		TEST(an_answer_for_somebody_else_is_said_so),
		TEST(whoever_asks_plainly_is_answered_plainly),
		TEST(keys_are_nobody_elses_to_read),
		cmocka_unit_test(a_closed_channel_is_not_found),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
