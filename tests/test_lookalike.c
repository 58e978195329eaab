/* Names that imitate others: what is odd is said, what people are called is not. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/clean.h"
#include "api/lookalike.h"
#include "api/util.h"

static bool has_icu(void)
{
	char *maps = file_read("/proc/self/maps", 1 << 20, NULL, NULL);
	bool has = maps && strstr(maps, "libicui18n");

	free(maps);
	return has;
}

/* Runs first: a Spanish list must not cost what ICU costs. */
static void latin_names_load_nothing(void **state)
{
	struct name_look list[] = {
		{ .name = "María Núñez Peña", .number = "+525521206703" },
		{ .name = "Hugo Tru", .number = "+19165550149" },
		{ .name = "João Conceição", .number = "+5511987654321" },
		{ .name = "Łukasz Żółć", .number = "+48601234567" },
	};

	names_judge(*state, list, ARRAY_LEN(list));
	for (size_t i = 0; i < ARRAY_LEN(list); i++) {
		assert_int_equal(list[i].odd, 0);
		assert_int_equal(list[i].twin, -1);
	}
	assert_int_equal(name_odd(*state, "Nguyễn Thị Ánh"), 0);
	assert_int_equal(name_odd(*state, ""), 0);
	assert_false(has_icu());
}

static void people_are_called_like_this(void **state)
{
	static const char *const names[] = {
		"María Elena Núñez Peña", "José O’Brien-Łukasz", "João Gonçalves d’Ávila",
		"Nguyễn Thị Ánh", "Nguye\u0302\u0303n", "Jose\u0301", "Ọlájídé Ṣọlá", "Yıldız Işık",
		"Øyvind Großmann", "王小明", "陳大文 Wong", "山田 太郎", "スズキ いちろう", "김철수",
		"Иван Петров", "Γιώργος Παππάς", "Աննա Հակոբյան", "محمد علي", "יוסי כהן",
		"สมชาย ใจดี", "अनीता शर्मा", "Ana 2ª", "Zoë Ång",
	};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (name_odd(*state, names[i]))
			fail_msg("%s: %u", names[i], name_odd(*state, names[i]));
	assert_true(has_icu());
}

static void odd_names_are_told(void **state)
{
	static const struct {
		const char *name;
		unsigned odd;
	} names[] = {
		{ "Hugo Тru", NAME_MIXED },		/* Cyrillic Т */
		{ "Mаría Núñez", NAME_MIXED },		/* Cyrillic а */
		{ "Αlex Smith", NAME_MIXED },		/* Greek Α */
		{ "Օscar Paz", NAME_MIXED },		/* Armenian Օ */
		{ "Ꭺna Paz", NAME_MIXED },		/* Cherokee Ꭺ */
		{ "Роре", NAME_DISGUISED },		/* all Cyrillic */
		{ "𝐇𝐮𝐠𝐨", NAME_DISGUISED },		/* mathematical letters */
		{ "Hu\u0338go", NAME_MARKS },		/* a stroke through it */
		{ "Ana\u20dd", NAME_MARKS },
		{ "a\u0301\u0301na", NAME_MARKS },	/* the same accent twice */
		{ "Lui\u0307s", NAME_MARKS },		/* a dot on a dot */
	};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (name_odd(*state, names[i].name) != names[i].odd)
			fail_msg("%s: %u", names[i].name, name_odd(*state, names[i].name));
}

static void names_of_a_list_that_look_the_same_are_told(void **state)
{
	struct name_look list[] = {
		{ .name = "Hugo Tru", .number = "+19165550149" },
		{ .name = "Iván Soto", .number = "+19165550150" },
		{ .name = "Нugo Tru", .number = "+19165550151" },	/* Cyrillic Н */
		{ .name = "lván Soto", .number = "+19165550152" },	/* l for I */
		{ .name = "Ana Marn", .number = "+19165550153" },
		{ .name = "Ana Mam", .number = "+19165550154" },
		{ .name = "Rosa Paz", .number = "+19165550155" },
		{ .name = "Rosa Paz", .number = "+19165550156" },
		{ .name = "Luis Ortega", .number = "+19165550157" },
		{ .name = "Luis Ortega", .number = "+19165550157" },	/* the same one */
	};
	static const int twins[] = { 2, 3, 0, 1, 5, 4, 7, 6, -1, -1 };

	names_judge(*state, list, ARRAY_LEN(list));
	for (size_t i = 0; i < ARRAY_LEN(list); i++) {
		assert_int_equal(list[i].twin, twins[i]);
		assert_int_equal(list[i].same, i == 6 || i == 7);
	}
}

/* The plain way and ICU's agree: no name hides among plain ones. */
static void plain_lists_are_judged_without_icu(void **state)
{
	struct lookalike *other = lookalike_new();
	struct name_look list[] = {
		{ .name = "Iván Soto", .number = "1" }, { .name = "lván Soto", .number = "2" },
		{ .name = "Mario Rarno", .number = "3" }, { .name = "Mario Ramo", .number = "4" },
		{ .name = "Ot 0", .number = "5" }, { .name = "0t O", .number = "6" },
	};

	(void)state;
	names_judge(other, list, ARRAY_LEN(list));
	for (int i = 0; i < (int)ARRAY_LEN(list); i++)
		assert_int_equal(list[i].twin, i ^ 1);
	lookalike_free(other);
}

static void it_is_said_in_words(void **state)
{
	char *words = name_words(NAME_MIXED | NAME_HIDDEN, "+19165550149", false);

	(void)state;
	assert_string_equal(words, "looks like ···· 0149, mixed alphabets, hidden characters "
			    "removed");
	free(words);
	words = name_words(0, "+19165550149", true);
	assert_string_equal(words, "same name as ···· 0149");
	free(words);
	assert_null(name_words(0, NULL, false));
}

static void what_the_boundary_hid_is_known(void **state)
{
	static const char answer[] =
		"[{\"firstName\":\"Hu\\u200bgo\",\"lastName\":\"Tru\"},"
		"{\"firstName\":\"María\",\"address\":{\"city\":\"Le\xe2\x80\xae\xc3\xb3n\"}},"
		"{\"note\":\"line\\nline\\t\"}]";
	static const char plain[] = "{\"firstName\":\"Mar\\u00eda\",\"n\":1}";
	json_t *paths = clean_hidden(answer, sizeof(answer) - 1);

	(void)state;
	assert_int_equal(json_array_size(paths), 2);
	assert_string_equal(json_string_value(json_array_get(paths, 0)), "0.firstName");
	assert_string_equal(json_string_value(json_array_get(paths, 1)), "1.address.city");
	json_decref(paths);
	assert_null(clean_hidden(plain, sizeof(plain) - 1));
	assert_null(clean_hidden("{\"a\":\"\\u200b", 12));
	assert_null(clean_hidden("", 0));
}

static int begin(void **state)
{
	*state = lookalike_new();
	return 0;
}

static int end(void **state)
{
	lookalike_free(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(latin_names_load_nothing),
		cmocka_unit_test(plain_lists_are_judged_without_icu),
		cmocka_unit_test(people_are_called_like_this),
		cmocka_unit_test(odd_names_are_told),
		cmocka_unit_test(names_of_a_list_that_look_the_same_are_told),
		cmocka_unit_test(it_is_said_in_words),
		cmocka_unit_test(what_the_boundary_hid_is_known),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
