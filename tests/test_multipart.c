/* Forms of parts, from the args of a call to the sandbox's answer. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/file.h"
#include "api/multipart.h"
#include "api/share.h"
#include "tests/desk.h"
#include "tests/peer.h"

#define FULL "remitty-sandbox-full"
#define PHONE "+525521206703"
#define MARK "--PRIVATE-PIXELS--"

static const struct sandbox_conf plain = { .registration_polls = 0, .seed = 3 };

/* A picture of so many bytes in which MARK stands. */
static json_t *picture(const char *name, size_t len)
{
	static const char head[] = "\x89PNG\r\n\x1a\n\r\n--\0" MARK;
	char *bytes = xcalloc(len, 1);
	json_t *value;

	memcpy(bytes, head, sizeof(head) - 1);
	value = file_value(name, NULL, bytes, len);
	free(bytes);
	return value;
}

static void has(const char *body, size_t len, const char *part, size_t n)
{
	if (!memmem(body, len, part, n))
		fail_msg("not in the body: %.*s", (int)n, part);
}

#define HAS(text) has(body, len, text, sizeof(text) - 1)

static void each_value_is_a_part(void **state)
{
	json_t *args = json_pack("{s:s, s:s, s:s}", "phoneNumber", PHONE, "documentType", "ine",
				 "documentIdValue", "Nr. 7"), *file;
	size_t len;
	char *body;

	(void)state;
	file = picture("fro\"nt.png", 40);
	json_object_set_new(args, "imageFront", file);
	body = multipart_body(&op_uploadIdentityDocuments, args, "LINE", &len);
	HAS("--LINE\r\nContent-Disposition: form-data; name=\"documentType\"\r\n\r\nine\r\n");
	HAS("--LINE\r\nContent-Disposition: form-data; name=\"imageFront\"; "
	    "filename=\"fro%22nt.png\"\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n\x1a\n\r\n--\0"
	    MARK);
	HAS("\r\n\r\nNr. 7\r\n--LINE--\r\n");
	assert_null(memmem(body, len, "phoneNumber", 11));
	free(body);
	json_decref(args);
}

/* What is no file goes as it is, and nothing is written past the body's end. */
static void odd_values_are_parts_too(void **state)
{
	static const char *const odd[] = {
		"\"a path\"", "{\"base64\":\"QQ==\"}",
		"{\"fileName\":\"a\",\"mimeType\":\"b\",\"base64\":\"QQ======\"}",
		"{\"fileName\":\"a\",\"mimeType\":\"b\",\"base64\":\"!!no base64!!\"}",
		"{\"fileName\":\"a\",\"mimeType\":\"b\",\"base64\":\"QUJD\"}",
		"[1,{\"a\":true}]", "7.5", "true",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(odd); i++) {
		json_t *value = json_loads(odd[i], JSON_DECODE_ANY, NULL);
		json_t *args = json_pack("{s:o}", "imageFront", value);
		size_t len;
		char *body = multipart_body(&op_uploadIdentityDocuments, args, "LINE", &len);

		HAS("name=\"imageFront\"");
		assert_memory_equal(body + len - 12, "\r\n--LINE--\r\n", 12);
		free(body);
		json_decref(args);
	}
}

static void lines_between_parts_differ(void **state)
{
	char a[MULTIPART_BOUNDARY], b[MULTIPART_BOUNDARY];

	(void)state;
	multipart_boundary(a);
	multipart_boundary(b);
	assert_string_not_equal(a, b);
	assert_int_equal(strlen(a), 35);
}

/* Registered and in hand. */
static json_t *identity(struct desk *d)
{
	json_t *args = json_pack("{s:s}", "userToken", journey_get(d->app.journey, "userToken"));
	json_t *info = desk_call(d, &op_getIdentityStatus, args);

	json_decref(args);
	return info;
}

static void journal_is_silent(struct desk *d)
{
	for (int i = 0; i < journal_count(d->journal); i++) {
		const struct exchange *x = journal_nth(d->journal, i);
		char *request = x->request ? json_dumps(x->request, 0) : xstrdup("");
		char *curl = exchange_curl(x), *http = exchange_http(x);

		assert_null(strstr(request, MARK));
		assert_null(strstr(request, "iVBOR"));
		assert_null(strstr(curl, "iVBOR"));
		assert_null(strstr(http, "iVBOR"));
		assert_true(!x->request_text && strlen(request) < 1000);
		free(request), free(curl), free(http);
	}
}

static void files_reach_the_service_and_no_record(void **state)
{
	struct desk desk, *d = &desk;
	json_t *args = json_pack("{s:s, s:s, s:o, s:o}", "phoneNumber", PHONE, "documentType",
				 "ine", "imageFront", picture("front.png", 48000),
				 "imageBack", picture("back.png", 900));
	json_t *info, *scan;
	char *text;

	(void)state;
	desk_open(d, "partner_full");
	desk_customer(d, STEP_METHOD);
	scan = desk_call(d, &op_uploadIdentityDocuments, args);
	text = exchange_curl(journal_nth(d->journal, 0));
	assert_non_null(strstr(text, "-F 'documentType=ine' -F 'imageFront=@front.png' "));
	assert_null(strstr(text, "Content-Type"));
	free(text);
	text = exchange_http(journal_nth(d->journal, 0));
	assert_non_null(strstr(text, "Content-Type: image/png\n\n< ./back.png\n------remitty"));
	free(text);
	text = json_dumps(journal_nth(d->journal, 0)->request, 0);
	assert_non_null(strstr(text, "\"front.png, 48 kB, image/png\""));
	free(text);
	info = identity(d);
	assert_true(json_is_true(json_object_get(info, "hasScanIds")));
	assert_false(json_is_true(json_object_get(info, "hasProofOfLIfe")));
	json_decref(info), json_decref(scan), json_decref(args);
	args = json_pack("{s:s, s:o}", "phoneNumber", PHONE, "selfie", picture("one.png", 100));
	json_decref(desk_call(d, &op_uploadProofOfLife, args));
	info = identity(d);
	assert_true(json_is_true(json_object_get(info, "hasProofOfLIfe")));
	journal_is_silent(d);
	json_decref(info), json_decref(args);
	desk_close(d);
}

/* The same inside JSON, where base64 makes it larger than other bodies may be. */
static void large_files_travel_inside_json(void **state)
{
	struct desk desk, *d = &desk;
	json_t *args;

	(void)state;
	desk_open(d, "partner_full");
	desk_customer(d, STEP_METHOD);
	args = json_pack("{s:s, s:s, s:{s:s, s:o, s:o}}", "userToken",
			 journey_get(d->app.journey, "userToken"), "type", "id", "id",
			 "documentType", "ine", "imageFront", picture("front.png", FILE_CAP),
			 "imageBack", picture("back.png", FILE_CAP));
	json_decref(desk_call(d, &op_uploadFiles, args));
	journal_is_silent(d);
	json_decref(args);
	desk_close(d);
}

/* ---- what others send ---- */

static struct got post(struct peer *w, const char *type, const char *body, size_t len)
{
	char *head = xasprintf("POST /v1/cip/proof-of-life/%%2B5215521206703 HTTP/1.1\r\n"
			       "Host: 127.0.0.1\r\napi_key: " FULL "\r\nContent-Type: %s\r\n"
			       "Content-Length: %zu\r\n\r\n", type, len);
	int fd = peer_connect(w);
	struct got got;

	peer_send(w, fd, head, strlen(head));
	peer_send(w, fd, body, len);
	got = peer_read(w, fd);
	close(fd);
	free(head);
	return got;
}

static void answered(struct peer *w, const char *type, const char *body, size_t len, int status)
{
	struct got got = post(w, type, body, len);

	if (got.status != status)
		fail_msg("%.80s: %d instead of %d: %s", body, got.status, status, got.body);
	got_release(&got);
}

#define PART "--BETWEEN\r\nContent-Disposition: form-data; name=\"selfie\""
#define FORM "multipart/form-data; boundary=BETWEEN"

static void what_is_no_form_is_refused(void **state)
{
	static const char jpeg[] = PART "; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"
		"\xff\xd8\xff\xe0more\r\n--BETWEEN--\r\n";
	static const char path[] = PART "\r\n\r\n/etc/passwd\r\n--BETWEEN--\r\n";
	static const char sample[] = PART "\r\n\r\nsample:png\r\n--BETWEEN--\r\n";
	static const char wrong[] = PART "; filename=\"a.jpg\"\r\nContent-Type: image/png\r\n\r\n"
		"\xff\xd8\xff\xe0more\r\n--BETWEEN--\r\n";
	struct peer peer, *w = &peer;
	json_t *person = record_example(op_registerUserV2.in, true);
	char *text;

	(void)state;
	peer_open(w, &plain);
	json_object_set_new(person, "phoneNumber", json_string("+5215521206703"));
	text = json_dumps(person, 0);
	json_decref(peer_json(w, 200, "POST /v1/auth/register-user-v2", text));
	answered(w, FORM, jpeg, sizeof(jpeg) - 1, 200);
	answered(w, FORM, path, sizeof(path) - 1, 400);
	answered(w, FORM, sample, sizeof(sample) - 1, 400);
	answered(w, FORM, wrong, sizeof(wrong) - 1, 400);
	answered(w, FORM, "--BETWEEN--\r\n", 13, 400);
	answered(w, FORM, "no parts at all", 15, 400);
	answered(w, FORM, jpeg, 60, 400);
	answered(w, "multipart/form-data", jpeg, sizeof(jpeg) - 1, 400);
	answered(w, "application/json", "{\"selfie\":{}}", 13, 400);
	answered(w, FORM, jpeg, sizeof(jpeg) - 1, 200);
	free(text);
	json_decref(person);
	peer_close(w);
}

/* The head of a part with bytes that nobody meant; always the same ones. */
static void a_spoilt_form_is_answered(void **state)
{
	static const char form[] = PART "; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"
		"\xff\xd8\xff\xe0more\r\n--BETWEEN\r\n\r\nx\r\n--BETWEEN--\r\n";
	static const char telling[] = "\xff\"\r\n;-=";
	char body[sizeof(form)];
	struct peer peer, *w = &peer;

	(void)state;
	peer_open(w, &plain);
	for (size_t i = 0; i < sizeof(form) - 1; i++) {
		memcpy(body, form, sizeof(form));
		body[i] = telling[i % sizeof(telling)];
		body[i * 7 % sizeof(form)] = telling[i / sizeof(telling) % sizeof(telling)];
		answered(w, FORM, body, sizeof(form) - 1, 400);
	}
	peer_close(w);
}

static void more_than_all_files_may_be_is_413(void **state)
{
	size_t n = SANDBOX_FILES_CAP + 100;
	char *body = xcalloc(1, n + 1);
	struct peer peer, *w = &peer;

	(void)state;
	memset(body, 'x', n);
	peer_open(w, &plain);
	answered(w, FORM, body, n, 413);
	answered(w, FORM, "--BETWEEN--\r\n", 13, 400);
	peer_close(w);
	free(body);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_value_is_a_part),
		cmocka_unit_test(odd_values_are_parts_too),
		cmocka_unit_test(lines_between_parts_differ),
		cmocka_unit_test(files_reach_the_service_and_no_record),
		cmocka_unit_test(large_files_travel_inside_json),
		cmocka_unit_test(what_is_no_form_is_refused),
		cmocka_unit_test(a_spoilt_form_is_answered),
		cmocka_unit_test(more_than_all_files_may_be_is_413),
	};

	lang_init();
	return cmocka_run_group_tests_name("multipart", tests, NULL, NULL);
}
