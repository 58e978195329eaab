#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/file.h"
#include "api/lang.h"
#include "api/record.h"

#define PNG "\x89PNG\r\n\x1a\n"

static const struct field paper = {
	.key = "front", .label = "Front", .type = &field_file, .example = "sample:png"
};
static const struct field papers = {
	.key = "papers", .label = "Papers", .type = &field_list, .of = &paper,
	.example = "sample:png"
};
static const struct field both[] = {
	{ .key = "front", .label = "Front", .type = &field_file },
	{ .key = "papers", .label = "Papers", .type = &field_list, .of = &paper },
	{ .key = NULL }
};

struct place {
	char dir[64], path[160];
};

static int make_place(void **state)
{
	struct place *place = xcalloc(1, sizeof(*place));

	snprintf(place->dir, sizeof(place->dir), "/tmp/remitty-file-XXXXXX");
	assert_non_null(mkdtemp(place->dir));
	lang_init();
	*state = place;
	return 0;
}

static int drop_place(void **state)
{
	struct place *place = *state;

	rmdir(place->dir);
	free(place);
	return 0;
}

/* A file of some bytes, whose path is then in place->path. */
static const char *put(struct place *place, const char *name, const char *bytes, size_t len)
{
	FILE *f;

	snprintf(place->path, sizeof(place->path), "%s/%s", place->dir, name);
	f = fopen(place->path, "w");
	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, len, f), len);
	fclose(f);
	return place->path;
}

static void told(const char *path, const char *words)
{
	struct err err = { 0 };
	json_t *value = field_read(&paper, path, &err);

	if (value || !strstr(err.text, words))
		fail_msg("%s: “%s” instead of “%s”", path, err.text, words);
	assert_string_equal(err.field, "front");
}

static void a_file_is_read_by_its_path(void **state)
{
	struct place *place = *state;
	static const char bytes[] = PNG "some\0thing";
	struct err err = { 0 };
	json_t *value = field_read(&paper, put(place, "a photo.png", bytes, sizeof(bytes)), &err);
	char *shown, *at;
	unsigned char *back;
	size_t len;

	assert_non_null(value);
	shown = field_show(&paper, value);
	assert_string_equal(shown, "a photo.png, 19 B, image/png");
	back = file_bytes(value, &len);
	assert_int_equal(len, sizeof(bytes));
	assert_memory_equal(back, bytes, len);
	json_decref(value);
	at = xasprintf("@%s", place->path);
	value = field_read(&paper, at, &err);
	assert_non_null(value);
	json_decref(value);
	unlink(place->path);
	free(at), free(back), free(shown);
}

static void what_cannot_be_sent_is_told(void **state)
{
	struct place *place = *state;
	char *large = xcalloc(FILE_CAP + 1, 1);

	told("/no/such/file.png", "There is no file “/no/such/file.png”");
	told(place->dir, "folder");
	told("/dev/zero", "not a file");
	told(put(place, "notes.png", "just words", 10), "neither a picture");
	unlink(place->path);
	told(put(place, "empty.png", "", 0), "must be a file");
	unlink(place->path);
	memcpy(large, PNG, 8);
	told(put(place, "large.png", large, FILE_CAP + 1), "at most 5.0 MB");
	unlink(place->path);
	free(large);
}

static void each_kind_is_told_by_its_bytes(void **state)
{
	static const char *const kinds[] = { "png", "jpeg", "pdf", "mp4" };
	struct err err = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		char *typed = xasprintf("sample:%s", kinds[i]), *again;
		json_t *value = field_read(&paper, typed, &err);

		assert_non_null(value);
		again = field_typed(&paper, value);
		assert_string_equal(again, typed);
		json_object_set_new(value, "mimeType", json_string("image/gif"));
		assert_false(field_file.check(&paper, value, &err));
		assert_non_null(strstr(err.text, "image/gif"));
		json_decref(value);
		free(typed), free(again);
	}
	assert_null(field_read(&paper, "sample:txt", &err));
	assert_null(field_read(&paper, "sample:gif", &err));
}

static bool fits(const char *text)
{
	json_t *value = json_loads(text, JSON_DECODE_ANY, NULL);
	bool ok = field_file.check(&paper, value, NULL);

	assert_non_null(value);
	json_decref(value);
	return ok;
}

static void only_whole_values_fit(void **state)
{
	(void)state;
	assert_true(fits("{\"fileName\":\"a\",\"mimeType\":\"application/pdf\","
			 "\"base64\":\"JVBERi0xLjQKJSVFT0YK\"}"));
	assert_false(fits("{\"fileName\":\"a\",\"mimeType\":\"application/pdf\","
			  "\"base64\":\"JVBERi0xLjQKJSVFT0Y\"}"));
	assert_false(fits("{\"fileName\":\"a\",\"mimeType\":\"application/pdf\","
			  "\"base64\":\"JVBERi0x LjQKJSVFT0YK\"}"));
	assert_false(fits("{\"fileName\":\"a\",\"mimeType\":\"application/pdf\"}"));
	assert_false(fits("{\"mimeType\":\"application/pdf\","
			  "\"base64\":\"JVBERi0xLjQKJSVFT0YK\"}"));
	assert_false(fits("\"/etc/hostname\""));
	assert_false(fits("{\"fileName\":7,\"mimeType\":[],\"base64\":{}}"));
}

static void several_are_typed_with_commas(void **state)
{
	struct err err = { 0 };
	json_t *value = field_read(&papers, "sample:png, sample:mp4", &err);
	char *shown, *again;

	(void)state;
	assert_int_equal(json_array_size(value), 2);
	shown = field_show(&papers, value);
	assert_string_equal(shown, "sample.png, 67 B, image/png, sample.mp4, 24 B, video/mp4");
	again = field_typed(&papers, value);
	assert_string_equal(again, "sample:png, sample:mp4");
	json_decref(value);
	assert_null(field_read(&papers, "sample:png, /no/such/file", &err));
	assert_non_null(strstr(err.text, "no file"));
	free(shown), free(again);
}

/* Nothing of what is in a file is recorded, however it came. */
static void contents_are_never_recorded(void **state)
{
	static const char *const bodies[] = {
		"{\"front\":{\"fileName\":\"a.png\",\"mimeType\":\"image/png\",\"base64\":\"%s\"}}",
		"{\"papers\":[{\"fileName\":\"a\",\"mimeType\":\"x\",\"base64\":\"%s\"}]}",
		"{\"papers\":{\"fileName\":\"a\",\"mimeType\":\"x\",\"base64\":\"%s\"}}",
		"{\"front\":[{\"base64\":\"%s\"}]}",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bodies); i++) {
		static const char secret[] = "JVBERi0xLjQKJSVFT0YK";
		struct str text = { 0 };
		const char *mark = strstr(bodies[i], "%s");
		json_t *body, *safe;
		char *out;

		str_addn(&text, bodies[i], (size_t)(mark - bodies[i]));
		str_add(&text, secret);
		str_add(&text, mark + 2);
		body = json_loads(text.s, 0, NULL);
		safe = record_redact(both, body);
		out = json_dumps(safe, 0);
		assert_non_null(out);
		assert_null(strstr(out, "JVBER"));
		free(out);
		json_decref(body), json_decref(safe);
		str_release(&text);
	}
}

static void completes(const struct place *place, const struct field *f, const char *typed,
		      const char *rest, const char *want)
{
	char *begun = xasprintf("%s%s/%s", typed, place->dir, rest);
	char *whole = field_complete(f, begun);
	char *expected = xasprintf("%s%s/%s", typed, place->dir, want);

	assert_string_equal(whole, expected);
	free(begun), free(whole), free(expected);
}

static void a_path_is_completed_as_far_as_there_is_one_way(void **state)
{
	struct place *place = *state;
	char *front = xasprintf("%s/front.png", place->dir);
	char *face = xasprintf("%s/fresh face", place->dir);

	put(place, "front.png", PNG, 8);
	assert_int_equal(mkdir(face, 0700), 0);
	completes(place, &paper, "", "f", "fr");
	completes(place, &paper, "", "fr", "fr");
	completes(place, &paper, "", "fro", "front.png");
	completes(place, &paper, "", "fre", "fresh face/");
	completes(place, &paper, "", "none", "none");
	completes(place, &papers, "sample:png, ", "fro", "front.png");
	assert_null(field_complete(&(struct field){ .key = "x", .type = &field_text }, "a"));
	unlink(front), rmdir(face);
	free(front), free(face);
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, make_place, drop_place)
	static const struct CMUnitTest tests[] = {
		CASE(a_file_is_read_by_its_path),
		CASE(what_cannot_be_sent_is_told),
		CASE(each_kind_is_told_by_its_bytes),
		CASE(only_whole_values_fit),
		CASE(several_are_typed_with_commas),
		CASE(contents_are_never_recorded),
		CASE(a_path_is_completed_as_far_as_there_is_one_way),
	};

	return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
