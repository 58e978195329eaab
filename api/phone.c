/* One line of assets/phones.tsv describes the mobile numbers of a region.  Its
 * patterns are a small subset of regular expressions (see the script that
 * writes them), matched here in place: compiling one with regcomp() takes
 * 0.13 ms and 140 KB, and a list of people shows many countries. */
#include "api/phone.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "api/geo.h"

extern const char asset_phones_tsv[];

#define DIGITS_MAX 15	/* of a number with its calling code (ITU-T E.164) */

/* ---- the matcher ---- */

/* What is left to match after the present group: the text after it, in the
 * group around it.  The outermost says whether digits may be left over. */
struct rest {
	const char *p, *end;
	const struct rest *up;
	bool prefix;
};

static bool match(const char *p, const char *end, const char *s, const struct rest *up);

/* The end of the group that opens at p. */
static const char *group_end(const char *p)
{
	int depth = 0;

	do {
		depth += *p == '(';
		depth -= *p == ')';
		p++;
	} while (depth);
	return p;
}

/* The next '|' of this level between p and end, or end. */
static const char *branch_end(const char *p, const char *end)
{
	while (p < end && *p != '|')
		p = *p == '(' ? group_end(p) : p + 1;
	return p;
}

static bool in_class(const char *p, char c)
{
	for (p++; *p != ']'; p++) {
		if (p[1] == '-' && c >= p[0] && c <= p[2])
			return true;
		if (p[1] == '-')
			p += 2;
		else if (*p == c)
			return true;
	}
	return false;
}

/* How often the atom before p may stand: ?, {n}, {n,m} or once.  Returns what
 * follows. */
static const char *repetition(const char *p, const char *end, int *min, int *max)
{
	char *to;

	*min = *max = 1;
	if (p < end && *p == '?') {
		*min = 0;
		return p + 1;
	}
	if (p == end || *p != '{')
		return p;
	*min = *max = (int)strtol(p + 1, &to, 10);
	if (*to == ',')
		*max = (int)strtol(to + 1, &to, 10);
	return to + 1;
}

/* One branch: atoms from p to the next '|' or end, then what is left. */
static bool match_branch(const char *p, const char *end, const char *s, const struct rest *up)
{
	const char *next, *q;
	int min, max, n = 0;

	if (p == end || *p == '|') {
		if (!up->p)
			return up->prefix || !*s;
		return match_branch(up->p, up->end, s, up->up);
	}
	next = *p == '(' ? group_end(p) : *p == '[' ? strchr(p, ']') + 1 : p + 1;
	q = repetition(next, end, &min, &max);
	if (*p == '(') {	/* a group stands once: the script sees to it */
		struct rest rest = { .p = q, .end = end, .up = up };

		return match(p + 1, next - 1, s, &rest);
	}
	while (n < max && s[n] && (*p == '[' ? in_class(p, s[n]) : *p == s[n]))
		n++;
	for (; n >= min; n--)
		if (match_branch(q, end, s + n, up))
			return true;
	return false;
}

static bool match(const char *p, const char *end, const char *s, const struct rest *up)
{
	for (;;) {
		if (match_branch(p, end, s, up))
			return true;
		p = branch_end(p, end);
		if (p == end)
			return false;
		p++;
	}
}

/* ---- the table ---- */

struct part {
	const char *at;
	size_t len;
};

enum { CALLING, REGION, LENGTHS, EXAMPLE, TRUNKS, OLD, MOBILE, GROUPS, PARTS };

struct region {
	struct part part[PARTS];
	const struct part *groups;	/* of the main country of its calling code */
	char iso[3], calling[4];
};

static const char *next_line(const char *p)
{
	return strchr(p, '\n') + 1;
}

/* Read the line at p; returns the next one, NULL when there is none. */
static const char *region_read(const char *p, struct region *r)
{
	if (!*p)
		return NULL;
	for (int i = 0; i < PARTS; i++) {
		r->part[i].at = p;
		r->part[i].len = strcspn(p, "\t\n");
		p += r->part[i].len + 1;
	}
	r->groups = &r->part[GROUPS];
	memcpy(r->iso, r->part[REGION].at, 2);
	memcpy(r->calling, r->part[CALLING].at, r->part[CALLING].len);
	r->iso[2] = r->calling[r->part[CALLING].len] = '\0';
	return p;
}

static bool region_find(const char *iso, struct region *r)
{
	for (const char *p = asset_phones_tsv; iso && *p; p = next_line(p)) {
		const char *here = strchr(p, '\t') + 1;

		if (here[0] == iso[0] && here[1] == iso[1] && !iso[2])
			return region_read(p, r);
	}
	return false;
}

/* The main country of the calling code with which digits begin.  *line: its
 * line; the others of the code follow. */
static bool region_by_code(const char *digits, struct region *r, const char **line)
{
	for (const char *p = asset_phones_tsv; *p; p = next_line(p)) {
		if (strncmp(digits, p, strcspn(p, "\t")))
			continue;
		*line = p;
		return region_read(p, r);
	}
	return false;
}

static bool fits(const struct region *r, const char *national)
{
	const struct part *m = &r->part[MOBILE];
	struct rest whole = { 0 };

	return match(m->at, m->at + m->len, national, &whole);
}

/* The national number without the digit that old spellings put before it. */
static const char *without_old(const struct region *r, const char *national)
{
	const struct part *old = &r->part[OLD];
	size_t len = strtoul(r->part[LENGTHS].at, NULL, 10);

	if (old->len && strlen(national) == len + old->len &&
	    !strncmp(national, old->at, old->len))
		return national + old->len;
	return national;
}

/* Does the number fit, perhaps behind a prefix of national dialling?  What
 * remains of it, or NULL. */
static const char *national_part(const struct region *r, const char *national)
{
	const struct part *t = &r->part[TRUNKS];

	if (fits(r, without_old(r, national)))
		return national;
	for (size_t i = 0; i < t->len;) {
		size_t len = strcspn(t->at + i, ",\t");

		if (!strncmp(national, t->at + i, len) && fits(r, national + len))
			return national + len;
		i += len + 1;
	}
	return NULL;
}

/* ---- showing ---- */

/* Digits of each group by its sizes "3 3.4 4", as many as there are; 0 when
 * the number does not fill them. */
static int group_sizes(const char *p, const char *end, size_t digits, size_t sizes[static 8])
{
	size_t most[8], spare = digits;
	int n = 0;

	while (p < end && n < 8) {
		char *to;

		sizes[n] = most[n] = strtoul(p, &to, 10);
		if (*to == '.')
			most[n] = strtoul(to + 1, &to, 10);
		if (sizes[n] > spare)
			return 0;
		spare -= sizes[n++];
		p = to + (*to == ' ');
	}
	for (int i = 0; i < n; i++) {
		size_t more = most[i] - sizes[i] < spare ? most[i] - sizes[i] : spare;

		sizes[i] += more;
		spare -= more;
	}
	return spare ? 0 : n;
}

static void show(struct phone *phone, const struct region *r, const char *national)
{
	const char *p = r->groups->at, *end = p + r->groups->len;
	struct rest prefix = { .prefix = true };
	size_t sizes[8] = { strlen(national) };
	struct str out = { 0 };
	int n = 0;

	while (p < end && n == 0) {
		const char *colon = memchr(p, ':', (size_t)(end - p));
		const char *to = colon + strcspn(colon, ";\t\n");

		if (match(p, colon, national, &prefix))
			n = group_sizes(colon + 1, to, strlen(national), sizes);
		p = to + 1;
	}
	if (n == 0) {
		n = 1;
		sizes[0] = strlen(national);
	}
	str_addf(&out, "+%s", r->calling);
	for (int i = 0; i < n; i++) {
		str_addf(&out, " %.*s", (int)sizes[i], national);
		national += sizes[i];
	}
	str_addn(&out, "", 0);
	if (out.len < sizeof(phone->shown))
		memcpy(phone->shown, out.s, out.len + 1);
	str_release(&out);
}

static void fill(struct phone *phone, const struct region *r, const char *national)
{
	struct phone out = { 0 };
	size_t n = strlen(r->calling);

	out.e164[0] = '+';
	memcpy(out.e164 + 1, r->calling, n);
	memcpy(out.e164 + 1 + n, national, strlen(national) + 1);
	memcpy(out.country, r->iso, sizeof(out.country));
	show(&out, r, without_old(r, national));
	*phone = out;
}

/* ---- reading ---- */

/* Why it does not fit: too short, too long, or just not a mobile number. */
static bool explain(const struct region *r, const char *national, struct err *err)
{
	const struct part *lengths = &r->part[LENGTHS];
	const char *name = country_name(r->iso);
	int n = (int)strlen(national), least = 99, most = 0;
	bool possible = false;

	for (const char *p = lengths->at; p < lengths->at + lengths->len;) {
		char *to;
		int len = (int)strtol(p, &to, 10);

		least = len < least ? len : least;
		most = len > most ? len : most;
		possible |= len == n;
		p = to + 1;
	}
	name = name ? name : r->iso;
	if (possible) {
		err_set(err, ERR_INPUT, _("There is no such mobile number under +%s (%s)"),
			r->calling, name);
		return err_next(err, _("Please read the number again, digit by digit."));
	}
	if (least == most)
		return err_set(err, ERR_INPUT, ngettext(
			"After +%s (%s) a mobile number has %d digit; this has %d",
			"After +%s (%s) a mobile number has %d digits; this has %d",
			(unsigned long)most), r->calling, name, most, n);
	return err_set(err, ERR_INPUT,
		       _("After +%s (%s) a mobile number has %d to %d digits; this has %d"),
		       r->calling, name, least, most, n);
}

/* A number with its calling code, without +.  Regions that share a code are
 * asked in turn. */
static bool parse_international(const char *digits, struct phone *phone, struct err *err)
{
	const char *p, *national;
	struct region main_country, r;

	if (!region_by_code(digits, &main_country, &p)) {
		err_set(err, ERR_INPUT, _("No country has a calling code like +%.3s"), digits);
		return err_next(err, _("Mexico is +52, the United States +1."));
	}
	while ((p = region_read(p, &r)) && str_eq(r.calling, main_country.calling)) {
		national = national_part(&r, digits + strlen(r.calling));
		if (!national)
			continue;
		r.groups = &main_country.part[GROUPS];
		fill(phone, &r, national);
		return true;
	}
	national = digits + strlen(main_country.calling);
	return explain(&main_country, without_old(&main_country, national), err);
}

/* A number as one dials it within the country; with the calling code and
 * without + as well. */
static bool parse_national(const char *digits, const char *country, struct phone *phone,
			   struct err *err)
{
	struct region r, main_country;
	const char *national, *line;

	if (!region_find(country, &r)) {
		err_set(err, ERR_INPUT, _("The number does not say its country"));
		return err_next(err, _("Begin with + and the country's code: +52 for Mexico."));
	}
	national = national_part(&r, digits);
	if (!national && has_prefix(digits, r.calling))
		national = national_part(&r, digits + strlen(r.calling));
	if (!national)
		return explain(&r, digits, err);
	if (region_by_code(r.calling, &main_country, &line))
		r.groups = &main_country.part[GROUPS];
	fill(phone, &r, national);
	return true;
}

/* Digits alone; a + at the beginning is *plus.  False with *err. */
static bool digits_of(const char *text, char digits[static DIGITS_MAX + 4], bool *plus,
		      struct err *err)
{
	size_t n = 0;

	*plus = false;
	for (const char *p = text; *p; p++) {
		if (*p == '+' && n == 0 && !*plus) {
			*plus = true;
		} else if (isdigit((unsigned char)*p)) {
			if (n == DIGITS_MAX + 3)
				return err_set(err, ERR_INPUT,
					       _("A telephone number has at most 15 digits"));
			digits[n++] = *p;
		} else if ((unsigned char)*p < 0x80 && !strchr(" ()-./", *p)) {
			return err_set(err, ERR_INPUT, _("A telephone number has only digits"));
		}
	}
	digits[n] = '\0';
	return n > 0 || err_set(err, ERR_INPUT, _("A telephone number has only digits"));
}

bool phone_parse(const char *text, const char *default_country, struct phone *phone,
		 struct err *err)
{
	char digits[DIGITS_MAX + 4];
	const char *p = digits;
	bool plus;

	if (!digits_of(text ? text : "", digits, &plus, err))
		return false;
	if (!plus && has_prefix(digits, "00")) {
		plus = true;
		p += 2;
	}
	if (strlen(p) > DIGITS_MAX)
		return err_set(err, ERR_INPUT, _("A telephone number has at most 15 digits"));
	return plus ? parse_international(p, phone, err)
		    : parse_national(p, default_country, phone, err);
}

void phone_same(const char *e164, char buf[static 20])
{
	struct region r;
	const char *line, *national;
	size_t n = 0;

	for (const char *p = e164; *p && n < DIGITS_MAX; p++)
		if (isdigit((unsigned char)*p))
			buf[1 + n++] = *p;
	buf[0] = '+';
	buf[1 + n] = '\0';
	if (!region_by_code(buf + 1, &r, &line))
		return;
	national = without_old(&r, buf + 1 + strlen(r.calling));
	memmove(buf + 1 + strlen(r.calling), national, strlen(national) + 1);
}

bool phone_example(const char *country, char buf[static 20])
{
	struct region r;
	struct phone phone;
	char number[DIGITS_MAX + 1] = "";

	if (!region_find(country, &r) || !r.part[EXAMPLE].len || r.part[EXAMPLE].len > DIGITS_MAX)
		return false;
	memcpy(number, r.part[EXAMPLE].at, r.part[EXAMPLE].len);
	if (!parse_national(number, country, &phone, NULL))
		return false;
	memcpy(buf, phone.e164, sizeof(phone.e164));
	return true;
}
