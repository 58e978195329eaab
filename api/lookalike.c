#include "api/lookalike.h"

#include <ctype.h>
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uspoof.h>

#include "api/bank.h"
#include "api/clean.h"

/* ICU's names carry its version, which its headers put there. */
#define NAME_OF(x) #x
#define TEXT_OF(x) NAME_OF(x)

struct lookalike {
	bool tried;
	void *library;			/* NULL: not loaded, or there is none */
	USpoofChecker *checker;
	__typeof__(&uspoof_open) open;
	__typeof__(&uspoof_close) close;
	__typeof__(&uspoof_setRestrictionLevel) set_level;
	__typeof__(&uspoof_setChecks) set_checks;
	__typeof__(&uspoof_checkUTF8) check;
	__typeof__(&uspoof_getSkeletonUTF8) skeleton;
};

struct lookalike *lookalike_new(void)
{
	return xcalloc(1, sizeof(struct lookalike));
}

void lookalike_free(struct lookalike *l)
{
	if (l && l->checker)
		l->close(l->checker);
	free(l);		/* the library stays: it keeps tables for whoever comes next */
}

static bool find_all(struct lookalike *l)
{
	const struct {
		const char *name;
		void *at;
	} wanted[] = {
		{ TEXT_OF(uspoof_open), &l->open },
		{ TEXT_OF(uspoof_close), &l->close },
		{ TEXT_OF(uspoof_setRestrictionLevel), &l->set_level },
		{ TEXT_OF(uspoof_setChecks), &l->set_checks },
		{ TEXT_OF(uspoof_checkUTF8), &l->check },
		{ TEXT_OF(uspoof_getSkeletonUTF8), &l->skeleton },
	};

	for (size_t i = 0; i < ARRAY_LEN(wanted); i++) {
		void *found = dlsym(l->library, wanted[i].name);

		if (!found)
			return false;
		memcpy(wanted[i].at, &found, sizeof(found));
	}
	return true;
}

/* Highly restrictive: one alphabet, or Latin with Chinese, Japanese or Korean. */
bool lookalike_works(struct lookalike *l)
{
	UErrorCode failed = U_ZERO_ERROR;

	if (l->tried)
		return l->checker;
	l->tried = true;
	l->library = dlopen("libicui18n.so." TEXT_OF(U_ICU_VERSION_MAJOR_NUM),
			    RTLD_LAZY | RTLD_LOCAL);
	if (!l->library || !find_all(l))
		return false;
	l->checker = l->open(&failed);
	if (U_FAILURE(failed)) {
		l->checker = NULL;
		return false;
	}
	l->set_level(l->checker, USPOOF_HIGHLY_RESTRICTIVE);
	l->set_checks(l->checker, USPOOF_RESTRICTION_LEVEL | USPOOF_INVISIBLE |
		      USPOOF_HIDDEN_OVERLAY, &failed);
	return true;
}

/* The character at *at, which moves on; 0 at the end.  Names are valid UTF-8. */
static uint32_t next_char(const char **at)
{
	const unsigned char *s = (const unsigned char *)*at;
	uint32_t c = s[0];
	int more = c < 0xc0 ? 0 : c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;

	if (more)
		c &= 0x3fu >> more;
	for (int i = 1; i <= more; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (s[i] & 0x3f);
	}
	*at += c ? more + 1 : 0;
	return c;
}

static bool has_any(const char *name, const struct range *r, size_t n)
{
	for (uint32_t c; (c = next_char(&name));)
		if (in_ranges(r, n, c))
			return true;
	return false;
}

/* Only letters of the Latin alphabets, each with its accent in one character? */
static bool is_latin(const char *name)
{
	static const struct range latin[] = {
		{ 0x20, 0x7e }, { 0xa0, 0x24f }, { 0x1e00, 0x1eff }, { 0x2010, 0x201f },
	};

	for (uint32_t c; (c = next_char(&name));)
		if (!in_ranges(latin, ARRAY_LEN(latin), c))
			return false;
	return true;
}

/* The same, and none of the letters that look like another Latin one (ı, ĳ, ſ …)? */
static bool is_plain(const char *name)
{
	static const struct range plain[] = {
		{ 0x20, 0x7e }, { 0xc0, 0x130 }, { 0x134, 0x137 }, { 0x139, 0x148 },
		{ 0x14a, 0x17e },
	};

	for (uint32_t c; (c = next_char(&name));)
		if (!in_ranges(plain, ARRAY_LEN(plain), c))
			return false;
	return true;
}

/* What the eye makes of a plain name, as ICU says it. */
static char *plain_skeleton(const char *name)
{
	static const struct {
		char from;
		const char *to;
	} same[] = {
		{ 'I', "l" }, { '1', "l" }, { '|', "l" }, { '0', "O" }, { 'm', "rn" },
	};
	struct str out = { 0 };

	for (; *name; name++) {
		size_t i = 0;

		while (i < ARRAY_LEN(same) && same[i].from != *name)
			i++;
		if (i < ARRAY_LEN(same))
			str_add(&out, same[i].to);
		else
			str_addn(&out, name, 1);
	}
	return str_steal(&out);
}

static char *icu_skeleton(struct lookalike *l, const char *name)
{
	UErrorCode failed = U_ZERO_ERROR;
	int room = (int)strlen(name) * 6 + 64;	/* one letter may become several */
	char *out = xcalloc(1, (size_t)room);

	l->skeleton(l->checker, 0, name, -1, out, room - 1, &failed);
	if (U_SUCCESS(failed))
		return out;
	free(out);
	return xstrdup(name);
}

/* Letters of these look like Latin ones, or are drawn from them. */
static bool can_disguise(const char *name)
{
	static const struct range twins[] = {
		{ 0x250, 0x2af }, { 0x370, 0x58f }, { 0x13a0, 0x13ff }, { 0x1c80, 0x1dbf },
		{ 0x2100, 0x214f }, { 0x2c80, 0x2cff }, { 0xa4d0, 0xa4ff }, { 0xff01, 0xff5e },
		{ 0x10400, 0x1044f }, { 0x1d400, 0x1d7ff },
	};

	return has_any(name, twins, ARRAY_LEN(twins));
}

/* Does it read as Latin letters alone? */
static bool reads_latin(struct lookalike *l, const char *name)
{
	char *seen = icu_skeleton(l, name);
	bool letter = false, ascii = true;

	for (const char *p = seen; *p; p++) {
		letter |= isalpha((unsigned char)*p) != 0;
		ascii &= (unsigned char)*p < 0x80;
	}
	free(seen);
	return letter && ascii;
}

unsigned name_odd(struct lookalike *l, const char *name)
{
	static const struct range covers[] = { { 0x334, 0x338 }, { 0x20d0, 0x20f0 } };
	UErrorCode failed = U_ZERO_ERROR;
	unsigned odd = 0;
	int found;

	if (is_latin(name))
		return 0;
	if (has_any(name, covers, ARRAY_LEN(covers)))
		odd |= NAME_MARKS;
	if (!lookalike_works(l))
		return odd;
	found = l->check(l->checker, name, -1, NULL, &failed);
	if (U_FAILURE(failed))
		return odd;
	if (found & USPOOF_RESTRICTION_LEVEL)
		odd |= NAME_MIXED;
	else if (can_disguise(name) && reads_latin(l, name))
		odd |= NAME_DISGUISED;
	if (found & (USPOOF_INVISIBLE | USPOOF_HIDDEN_OVERLAY))
		odd |= NAME_MARKS;
	return odd;
}

/* All names by ICU, or none: its skeletons and the plain ones differ in accents. */
static bool need_icu(struct lookalike *l, const struct name_look *looks, int n)
{
	for (int i = 0; i < n; i++)
		if (!is_plain(looks[i].name))
			return lookalike_works(l);
	return false;
}

/* What stands first for a skeleton; another with the same number is the same one. */
static void pair(struct name_look *looks, int i, json_t *first, const char *skeleton)
{
	json_t *known = json_object_get(first, skeleton);
	int other = known ? (int)json_integer_value(known) : -1;

	if (other < 0) {
		json_object_set_new(first, skeleton, json_integer(i));
		return;
	}
	if (str_eq(looks[i].number, looks[other].number))
		return;
	looks[i].twin = other;
	looks[i].same = str_eq(looks[i].name, looks[other].name);
	if (looks[other].twin < 0) {
		looks[other].twin = i;
		looks[other].same = looks[i].same;
	}
}

void names_judge(struct lookalike *l, struct name_look *looks, int n)
{
	bool icu = need_icu(l, looks, n);
	json_t *first = json_object();

	for (int i = 0; i < n; i++) {
		looks[i].odd |= name_odd(l, looks[i].name);
		looks[i].twin = -1;
		looks[i].same = false;
	}
	for (int i = 0; i < n; i++) {
		char *skeleton = icu ? icu_skeleton(l, looks[i].name) :
				 plain_skeleton(looks[i].name);

		if (*skeleton)
			pair(looks, i, first, skeleton);
		free(skeleton);
	}
	json_decref(first);
}

static void add_words(struct str *out, const char *words)
{
	str_addf(out, "%s%s", out->len ? ", " : "", words);
}

char *name_words(unsigned odd, const char *twin, bool same)
{
	struct str out = { 0 };

	if (twin) {
		add_words(&out, same ? _("same name as") : _("looks like"));
		str_addf(&out, " ···· %s", last_four(twin));
	}
	if (odd & NAME_MIXED)
		add_words(&out, _("mixed alphabets"));
	if (odd & NAME_DISGUISED)
		add_words(&out, _("only looks Latin"));
	if (odd & NAME_MARKS)
		add_words(&out, _("marks over letters"));
	if (odd & NAME_HIDDEN)
		add_words(&out, _("hidden characters removed"));
	if (!out.len)
		return NULL;
	return str_steal(&out);
}
