/* The tables of assets/ are one text each.  Countries and currencies are cut
 * into cells when first asked for; of the subdivisions only the lines of a
 * country that is asked for.  Nothing of this happens at start. */
#include "api/geo.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "api/lang.h"

extern const char asset_countries_tsv[], asset_currencies_tsv[], asset_subdivisions_tsv[];

#define KEY_MAX 96

/* Letters, digits and other scripts alone, without case and accents: what is
 * compared when a person types a name. */
static void fold(const char *s, char key[static KEY_MAX])
{
	/* U+00C0 to U+017F */
	static const char plain[] =
		"aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuyty"
		"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
		"lllnnnnnn.nnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
	size_t n = 0;

	for (const unsigned char *p = (const unsigned char *)s; *p && n + 1 < KEY_MAX; p++) {
		if (*p >= 0xc3 && *p <= 0xc5 && (p[1] & 0xc0) == 0x80) {
			key[n++] = plain[((*p & 0x1f) << 6 | (p[1] & 0x3f)) - 0xc0];
			p++;
		} else if (*p >= 0x80 || isalnum(*p)) {
			key[n++] = (char)tolower(*p);
		}
	}
	key[n] = '\0';
}

/* ---- tables ---- */

enum { CODE, ENGLISH, SPANISH, MORE, ALSO, CELLS };

struct row {
	const char *cell[CELLS];
};

struct table {
	struct row *rows;
	int n;
};

/* Cut text (taken) at its tabs and line ends. */
static struct table table_read(char *text)
{
	struct table t = { 0 };
	int room = 0;

	while (*text) {
		struct row row = { .cell = { "", "", "", "", "" } };
		char *end = text + strcspn(text, "\n");

		for (int i = 0; i < CELLS && text <= end; i++) {
			size_t len = strcspn(text, "\t\n");

			row.cell[i] = text;
			text += len;
			if (text == end)
				break;
			*text++ = '\0';
		}
		text = end + (*end != '\0');
		*end = '\0';
		if (t.n == room) {
			room = room ? 2 * room : 64;
			t.rows = xrealloc(t.rows, (size_t)room * sizeof(*t.rows));
		}
		t.rows[t.n++] = row;
	}
	return t;
}

static const struct table *countries(void)
{
	static struct table t;

	if (!t.rows)
		t = table_read(xstrdup(asset_countries_tsv));
	return &t;
}

static const struct table *currencies(void)
{
	static struct table t;

	if (!t.rows)
		t = table_read(xstrdup(asset_currencies_tsv));
	return &t;
}

static int compare_code(const void *code, const void *row)
{
	return strcmp(code, ((const struct row *)row)->cell[CODE]);
}

static const struct row *table_find(const struct table *t, const char *code)
{
	return code ? bsearch(code, t->rows, (size_t)t->n, sizeof(*t->rows), compare_code) : NULL;
}

static int present_language(void)
{
	return str_eq(lang_get(), "es") ? SPANISH : ENGLISH;
}

static const char *row_name(const struct row *r)
{
	const char *name = r->cell[present_language()];

	return *name ? name : r->cell[ENGLISH];
}

static bool name_is(const char *name, const char *key)
{
	char other[KEY_MAX];

	fold(name, other);
	return str_eq(other, key);
}

/* Is key one of the comma-separated names? */
static bool names_have(const char *names, const char *key)
{
	while (*names) {
		size_t len = strcspn(names, ",");
		char name[KEY_MAX];

		if (len < sizeof(name)) {
			memcpy(name, names, len);
			name[len] = '\0';
			if (name_is(name, key))
				return true;
		}
		names += len + (names[len] == ',');
	}
	return false;
}

/* ---- choices, sorted as the present language names them ---- */

struct sorted {
	char key[KEY_MAX];
	struct choice choice;
};

static int compare_sorted(const void *a, const void *b)
{
	return strcmp(((const struct sorted *)a)->key, ((const struct sorted *)b)->key);
}

static struct choice *choices_new(const struct table *t)
{
	struct sorted *s = xcalloc((size_t)t->n, sizeof(*s));
	struct choice *list = xcalloc((size_t)t->n + 1, sizeof(*list));

	for (int i = 0; i < t->n; i++) {
		s[i].choice = (struct choice){ .value = t->rows[i].cell[CODE],
					       .label = row_name(&t->rows[i]) };
		fold(s[i].choice.label, s[i].key);
	}
	qsort(s, (size_t)t->n, sizeof(*s), compare_sorted);
	for (int i = 0; i < t->n; i++)
		list[i] = s[i].choice;
	free(s);
	return list;
}

/* ---- countries and currencies ---- */

const char *country_name(const char *alpha2)
{
	const struct row *r = table_find(countries(), alpha2);

	return r ? row_name(r) : NULL;
}

const char *country_match(const char *text)
{
	const struct table *t = countries();
	const struct row *exact = text && strlen(text) == 2 ? table_find(t, text) : NULL;
	char key[KEY_MAX];

	if (exact)			/* most are codes, and names cost */
		return exact->cell[CODE];
	fold(text ? text : "", key);
	for (int i = 0; *key && i < t->n; i++) {
		const struct row *r = &t->rows[i];

		if (name_is(r->cell[CODE], key) || name_is(r->cell[ENGLISH], key) ||
		    name_is(r->cell[SPANISH], key) || names_have(r->cell[ALSO], key))
			return r->cell[CODE];
	}
	return NULL;
}

const char *country_currency(const char *alpha2)
{
	const struct row *r = table_find(countries(), alpha2);

	return r && *r->cell[MORE] ? r->cell[MORE] : NULL;
}

const struct choice *country_choices(void)
{
	static struct choice *lists[CELLS];
	int lang = present_language();

	if (!lists[lang])
		lists[lang] = choices_new(countries());
	return lists[lang];
}

bool currency_known(const char *alpha3)
{
	return table_find(currencies(), alpha3) != NULL;
}

/* ---- subdivisions ---- */

/* The part of a country, read when it is first asked for. */
struct places {
	char country[3];
	struct table table;		/* CODE ENGLISH SPANISH, short forms in MORE */
	struct choice *lists[CELLS];
	struct places *next;
};

/* The lines of a country in the text, which is sorted by code; NULL: none. */
static char *country_lines(const char *alpha2)
{
	char start[5] = { '\n', alpha2[0], alpha2[1], '-', '\0' };
	const char *text = asset_subdivisions_tsv, *from, *to;

	from = has_prefix(text, start + 1) ? text : strstr(text, start);
	if (!from)
		return NULL;
	from += *from == '\n';
	for (to = from; has_prefix(to, start + 1); to += *to == '\n')
		to += strcspn(to, "\n");
	return xstrndup(from, (size_t)(to - from));
}

static struct places *places_of(const char *alpha2)
{
	static struct places *known;
	struct places *p;
	char *lines;

	if (!alpha2 || !table_find(countries(), alpha2))
		return NULL;
	for (p = known; p; p = p->next)
		if (str_eq(p->country, alpha2))
			return p->table.n ? p : NULL;
	p = xcalloc(1, sizeof(*p));
	memcpy(p->country, alpha2, 3);
	lines = country_lines(alpha2);
	if (lines)
		p->table = table_read(lines);
	p->next = known;
	known = p;
	return p->table.n ? p : NULL;
}

const char *subdivision_name(const char *code)
{
	char country[3] = "";
	const struct places *p;
	const struct row *r;

	if (!code || strlen(code) < 4 || code[2] != '-')
		return NULL;
	memcpy(country, code, 2);
	p = places_of(country);
	r = p ? table_find(&p->table, code) : NULL;
	return r ? row_name(r) : NULL;
}

const struct choice *subdivision_choices(const char *alpha2)
{
	struct places *p = places_of(alpha2);
	int lang = present_language();

	if (p && !p->lists[lang])
		p->lists[lang] = choices_new(&p->table);
	return p ? p->lists[lang] : NULL;
}

/* Codes first: the short form of one place may be part of another's name. */
const char *subdivision_match(const char *alpha2, const char *text)
{
	const struct places *p = places_of(alpha2);
	char key[KEY_MAX];

	fold(text ? text : "", key);
	for (int i = 0; p && *key && i < p->table.n; i++) {
		const char *code = p->table.rows[i].cell[CODE];

		if (name_is(code, key) || name_is(code + 3, key))
			return code;
	}
	for (int i = 0; p && *key && i < p->table.n; i++) {
		const struct row *r = &p->table.rows[i];

		if (name_is(r->cell[ENGLISH], key) || name_is(r->cell[SPANISH], key) ||
		    names_have(r->cell[MORE], key))
			return r->cell[CODE];
	}
	return NULL;
}
