/* 200 links as a service might send them, each on the screen of the session
 * link: only a good one is drawn, and a camera reads in it what was taken from
 * its parts; of a refused one the screen says where it leads and why. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/clean.h"
#include "tests/camera.h"
#include "tests/desk.h"

#define HOSTS "links-dev.nomas.cash, pay.example.com"
#define GOOD "links-dev.nomas.cash"

enum { LINKS = 200, SEED = 20261121 };

/* named: what stands on the screen of a refused one. */
struct row {
	const char *link;
	bool sandbox;
	const char *drawn, *named;
};

static const struct row table[] = {
	{ "https://" GOOD "/Q1nO3", false, "https://" GOOD "/Q1nO3", NULL },
	{ "HTTPS://Links-Dev.NOMAS.cash/Q1nO3", false, "https://" GOOD "/Q1nO3", NULL },
	{ "https://pay.example.com", false, "https://pay.example.com/", NULL },
	{ "https://pay.example.com?a=1#x", false, "https://pay.example.com/?a=1#x", NULL },
	{ "https://pay.example.com#@evil.com", false, "https://pay.example.com/#@evil.com", NULL },
	{ "https://pay.example.com:443/a", false, "https://pay.example.com/a", NULL },
	{ "https://pay.example.com/@evil.com", false, "https://pay.example.com/@evil.com", NULL },
	{ "https://pay.example.com//evil.com", false, "https://pay.example.com//evil.com", NULL },
	{ "https://pay.example.com/a%20b?x=@y", false, "https://pay.example.com/a%20b?x=@y", NULL },
	{ "https://pay.example.com/%2e%2e/%00", false, "https://pay.example.com/%2e%2e/%00", NULL },
	{ "https://pay.example.com/?u=https://evil.com", false,
	  "https://pay.example.com/?u=https://evil.com", NULL },
	{ "http://127.0.0.1:8123/l/abc", true, "http://127.0.0.1:8123/l/abc", NULL },
	{ "http://localhost:80/l", true, "http://localhost/l", NULL },
	{ "http://[::1]:9/l", true, "http://[::1]:9/l", NULL },
	{ "https://127.0.0.1:8123/l", true, "https://127.0.0.1:8123/l", NULL },
	/* this machine, in a real profile */
	{ "http://127.0.0.1:8123/l/abc", false, NULL, "127.0.0.1" },
	{ "https://127.0.0.1:8123/l/abc", false, NULL, "127.0.0.1" },
	{ "https://localhost/l", false, NULL, "localhost" },
	{ "https://[::1]/l", false, NULL, "[::1]" },
	{ "http://127.0.0.2:8123/l", true, NULL, "127.0.0.2" },
	{ "http://2130706433/l", true, NULL, "2130706433" },
	{ "http://0x7f.1/l", true, NULL, "0x7f.1" },
	{ "http://[::ffff:127.0.0.1]/l", true, NULL, "[::ffff:127.0.0.1]" },
	{ "http://127.0.0.1.evil.com/l", true, NULL, "127.0.0.1.evil.com" },
	{ "http://127.0.0.1@evil.com/l", true, NULL, "evil.com" },
	{ "http://localhost.evil.com/l", true, NULL, "localhost.evil.com" },
	/* other schemes, or none */
	{ "http://" GOOD "/Q1nO3", false, NULL, GOOD },
	{ "http://" GOOD "/Q1nO3", true, NULL, GOOD },
	{ "ftp://" GOOD "/", false, NULL, GOOD },
	{ "ws://" GOOD "/", false, NULL, GOOD },
	{ "httpss://" GOOD "/", false, NULL, GOOD },
	{ "xhttps://" GOOD "/", false, NULL, GOOD },
	{ "intent://" GOOD "/#Intent;scheme=https;end", false, NULL, GOOD },
	{ "javascript://" GOOD "/%0aalert(1)", false, NULL, GOOD },
	{ "javascript:alert(1)", false, NULL, "javascript:alert(1)" },
	{ "data:text/html,<b>x</b>", false, NULL, "data:text" },
	{ "tel:+525512045518", false, NULL, "tel:+525512045518" },
	{ "file:///etc/passwd", true, NULL, "refused" },
	{ "//" GOOD "/", false, NULL, "refused" },
	{ "/" GOOD "/", false, NULL, "refused" },
	{ GOOD "/Q1nO3", false, NULL, GOOD },
	{ "https:" GOOD "/", false, NULL, "https:" GOOD },
	{ "https:/" GOOD "/", false, NULL, "https:" },
	{ "https:///" GOOD "/", false, NULL, "refused" },
	{ "https:\\\\" GOOD "/", false, NULL, "%5C%5C" GOOD },
	{ "https://", false, NULL, "refused" },
	{ "https", false, NULL, "https" },
	/* a host that is not what it seems */
	{ "https://evil.com/Q1nO3", false, NULL, "evil.com" },
	{ "https://evil.com/" GOOD, false, NULL, "evil.com" },
	{ "https://evil.com?" GOOD, false, NULL, "evil.com" },
	{ "https://evil.com#" GOOD "/", false, NULL, "evil.com" },
	{ "https://evil.com#@" GOOD "/", false, NULL, "evil.com" },
	{ "https://" GOOD "@evil.com/", false, NULL, "evil.com" },
	{ "https://" GOOD ":443@evil.com/", false, NULL, "evil.com" },
	{ "https://" GOOD "%2f@evil.com/", false, NULL, "evil.com" },
	{ "https://user:pw@" GOOD "/", false, NULL, GOOD },
	{ "https://@" GOOD "/", false, NULL, GOOD },
	{ "https://a@b@" GOOD "/", false, NULL, GOOD },
	{ "https://" GOOD "\\@evil.com/", false, NULL, GOOD "%5C@evil.com" },
	{ "https://evil.com\\@" GOOD "/", false, NULL, "evil.com%5C@" GOOD },
	{ "https://links-dev%2enomas.cash/", false, NULL, "links-dev%2enomas.cash" },
	{ "https://%6cinks-dev.nomas.cash/", false, NULL, "%6cinks-dev.nomas.cash" },
	{ "https://links-dev.nom\u0430s.cash/", false, NULL, "nom%D0%B0s.cash" },
	{ "https://links\u2010dev.nomas.cash/", false, NULL, "links%E2%80%90dev" },
	{ "https://links-dev.nomas\u3002cash/", false, NULL, "nomas%E3%80%82cash" },
	{ "https://links-dev.nomas.cash\u2215@evil.com/", false, NULL, "%E2%88%95" },
	{ "https://\uff4cinks-dev.nomas.cash/", false, NULL, "%EF%BD%8C" },
	{ "https://links-dev.noma\u0455.ca\u0455h/", false, NULL, "%D1%95" },
	{ "https://links\u00ad-dev.nomas.cash/", false, NULL, "%C2%AD" },
	{ "https://\u202elinks-dev.nomas.cash/", false, NULL, "%E2%80%AE" },
	{ "https://xn--links-dev-9fg.nomas.cash/", false, NULL, "xn--links-dev-9fg" },
	{ "https://xn--nomas-3ve.cash/", false, NULL, "xn--nomas-3ve.cash" },
	/* dots */
	{ "https://" GOOD "./", false, NULL, GOOD "." },
	{ "https://." GOOD "/", false, NULL, "." GOOD },
	{ "https://links-dev..nomas.cash/", false, NULL, "links-dev..nomas" },
	{ "https://nomas.cash/", false, NULL, "nomas.cash" },
	{ "https://pay.example.co/", false, NULL, "pay.example.co" },
	{ "https://-pay.example.com/", false, NULL, "-pay.example.com" },
	{ "https://pay_example.com/", false, NULL, "pay_example.com" },
	{ "https://*.nomas.cash/", false, NULL, "*.nomas.cash" },
	{ "https://links-dev.nomas.cash,/", false, NULL, GOOD "," },
	{ "https://links-dev.nomas.cash,pay.example.com/", false, NULL, "cash,pay" },
	/* ports */
	{ "https://" GOOD ":8443/", false, NULL, GOOD },
	{ "https://" GOOD ":80/", false, NULL, GOOD },
	{ "https://" GOOD ":/", false, NULL, GOOD },
	{ "https://" GOOD ":443x/", false, NULL, GOOD },
	{ "https://" GOOD ":0/", false, NULL, GOOD },
	{ "https://" GOOD ":-443/", false, NULL, GOOD },
	{ "https://" GOOD ":99999/", false, NULL, GOOD },
	{ "https://" GOOD ":65979/", false, NULL, GOOD },	/* 443 in 16 bits */
	{ "https://" GOOD ":000443/", false, NULL, GOOD },
	{ "https://" GOOD ":443:443/", false, NULL, GOOD },
	{ "https://[::1/", true, NULL, "[::1" },
	{ "https://[" GOOD "]/", false, NULL, "[" GOOD "]" },
	/* bytes that do not belong there */
	{ " https://" GOOD "/", false, NULL, GOOD },
	{ "https://" GOOD "/ ", false, NULL, GOOD },
	{ "https://" GOOD "/a b", false, NULL, GOOD },
	{ "https://" GOOD "/\t", false, NULL, GOOD },
	{ "https://" GOOD "/\n", false, NULL, GOOD },
	{ "https://" GOOD "\r\nX: y/", false, NULL, "%0D%0AX:%20y" },
	{ "https://" GOOD "/\x1b[2J", false, NULL, GOOD },
	{ "https://" GOOD "/\x1b]52;c;eA==\x07", false, NULL, GOOD },
	{ "https://\x1b[31m" GOOD "/", false, NULL, "%1B[31m" GOOD },
	{ "https://" GOOD "/\xc2\x9b" "2J", false, NULL, GOOD },
	{ "https://" GOOD "/\x80\xff", false, NULL, GOOD },
	{ "https://" GOOD "/\u202e", false, NULL, GOOD },
	{ "https://" GOOD "/\u200b", false, NULL, GOOD },
	{ "https://" GOOD "/\x7f", false, NULL, GOOD },
	{ "https://" GOOD "/<script>", false, NULL, GOOD },
	{ "https://" GOOD "/\"onclick=x", false, NULL, GOOD },
	{ "https://" GOOD "/a\\b", false, NULL, GOOD },
	{ "https://" GOOD "/`id`", false, NULL, GOOD },
	{ "https://" GOOD "/{x}|y^z", false, NULL, GOOD },
	{ "https://%s%n/", false, NULL, "%s%n" },
};

/* ---- the rest is made ---- */

struct made {
	char link[2048], drawn[2048], named[128];
	bool good;
};

static unsigned dice(uint64_t *seed, unsigned sides)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(*seed >> 33) % sides;
}

static void add(char *to, size_t room, const char *more)
{
	snprintf(to + strlen(to), room - strlen(to), "%s", more);
}

/* Characters that may stand in a path, a query or a fragment. */
static void add_rest(char *to, size_t room, uint64_t *seed)
{
	static const char legal[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789-._~:/?#[]@!$&'()*+,;=%";
	static const unsigned longest[] = { 8, 40, 200, 900 };
	unsigned n = dice(seed, longest[dice(seed, 4)]);

	add(to, room, "/");
	while (n--)
		add(to, room, (char[]){ legal[dice(seed, sizeof(legal) - 1)], '\0' });
}

static void make_good(struct made *m, uint64_t *seed)
{
	const char *host = dice(seed, 2) ? GOOD : "pay.example.com";
	char rest[1200] = "";

	add_rest(rest, sizeof(rest), seed);
	snprintf(m->drawn, sizeof(m->drawn), "https://%s%s", host, rest);
	snprintf(m->link, sizeof(m->link), "https://%s%s%s", host, dice(seed, 2) ? ":443" : "",
		 rest);
	for (size_t i = 0; i < strlen("https://") + strlen(host); i++)
		if (dice(seed, 3) == 0)
			m->link[i] = (char)toupper((unsigned char)m->link[i]);
	m->good = true;
}

/* One of the list with something before, behind or in the middle of it. */
static void make_foreign(struct made *m, uint64_t *seed)
{
	static const char *const more[] = {
		"x", "evil-", "a.", "www.", "1", "login.", "-x.", "cash"
	};
	char host[64] = GOOD, rest[1200] = "";
	const char *part = more[dice(seed, ARRAY_LEN(more))];
	unsigned at;

	add_rest(rest, sizeof(rest), seed);
	switch (dice(seed, 4)) {
	case 0:
		snprintf(host, sizeof(host), "%s" GOOD, part);
		break;
	case 1:
		snprintf(host, sizeof(host), GOOD "%s", part);
		break;
	case 2:				/* a letter less, not one of the scheme's */
		at = dice(seed, sizeof(GOOD) - 1);
		memmove(host + at, host + at + 1, sizeof(GOOD) - at - 1);
		break;
	default:			/* another letter */
		host[dice(seed, sizeof(GOOD) - 1)] = 'q';
		break;
	}
	snprintf(m->link, sizeof(m->link), "https://%s%s", host, rest);
	snprintf(m->named, sizeof(m->named), "%s", host);
}

/* A host of the list and a byte that belongs into no link somewhere behind it. */
static void make_broken(struct made *m, uint64_t *seed)
{
	static const char bad[] = "\x01\x07\x08\t\n\r\x1b \"<>\\^`{|}\x7f\x80\x9b\xc0\xff";
	char rest[1200] = "";

	add_rest(rest, sizeof(rest), seed);
	rest[1 + dice(seed, (unsigned)strlen(rest))] = bad[dice(seed, sizeof(bad) - 1)];
	snprintf(m->link, sizeof(m->link), "https://" GOOD "%s", rest);
	snprintf(m->named, sizeof(m->named), GOOD);
}

static void make_long(struct made *m, uint64_t *seed)
{
	size_t n = (size_t)snprintf(m->link, sizeof(m->link), "https://" GOOD "/");
	size_t to = 1025 + dice(seed, 900);

	while (n < to)
		m->link[n++] = 'a';
	snprintf(m->named, sizeof(m->named), GOOD);
}

/* ---- on the screen ---- */

struct tally {
	int drawn, refused, small;
};

static char *one_line(struct app *app)
{
	char *all, *to, *from;

	app_draw(app);
	all = to = grid_dump(&app->grid);
	for (from = all; *from; from++)		/* a word that was broken is whole again */
		if (*from != '\n' && *from != ' ')
			*to++ = *from;
	*to = '\0';
	return all;
}

static void check_cells(const struct app *app)
{
	for (int i = 0; i < app->grid.w * app->grid.h; i++)
		if (app->grid.cells[i].ch && char_width(app->grid.cells[i].ch) < 0)
			fail_msg("U+%04X is on the screen", (unsigned)app->grid.cells[i].ch);
}

static bool has_code(const struct grid *g)
{
	for (int i = 0; i < g->w * g->h; i++)
		if (g->cells[i].style == STYLE_QR)
			return true;
	return false;
}

/* Drawn or, where the window has no room, told; refused with host and reason. */
static void check(struct app *app, const struct row *row, struct tally *tally)
{
	char *shown = one_line(app);
	char *read = has_code(&app->grid) ? picture_scan(picture_of_code(&app->grid)) : NULL;
	bool small = strstr(shown, "windowistoosmall") != NULL;

	check_cells(app);
	if (!row->drawn && (has_code(&app->grid) || !strstr(shown, row->named) ||
			    !strstr(shown, "refused:")))
		fail_msg("%s: read %s, and the screen says\n%s", row->link, read, shown);
	if (row->drawn && !(small && app->grid.w == 80) && !str_eq(read, row->drawn))
		fail_msg("%s: read %s, and the screen says\n%s", row->link, read, shown);
	tally->drawn += read != NULL;
	tally->small += small;
	tally->refused += !row->drawn;
	free(shown);
	free(read);
}

static void show(struct desk *d, const struct row *row, struct tally *tally)
{
	static const struct {
		int w, h;
		bool ascii;
	} sizes[] = { { 80, 24, false }, { 240, 124, false }, { 240, 124, true } };
	json_t *json = json_string(row->link);	/* NULL: not UTF-8, JSON cannot hold it */
	char *link = json ? xstrdup(row->link) : clean_text(row->link, 2048);
	struct app *app = &d->app;

	json_decref(json);
	d->config.environment = row->sandbox ? ENV_SANDBOX : ENV_TEST;
	journey_set(app->journey, "link", link);
	free(link);
	flow_goto(app, STEP_LINK);
	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		app->grid.ascii = sizes[i].ascii;
		app_resize(app, sizes[i].w, sizes[i].h);
		app->grid.ascii = sizes[i].ascii;
		check(app, row, tally);
	}
}

static void only_good_links_are_drawn(void **state)
{
	void (*const makers[])(struct made *, uint64_t *) = {
		make_good, make_foreign, make_good, make_broken, make_good, make_long,
	};
	struct desk *d = *state;
	struct tally tally = { 0 };
	uint64_t seed = SEED;
	int good = 0;

	desk_customer(d, STEP_METHOD);
	free(d->config.link_hosts);
	d->config.link_hosts = xstrdup(HOSTS);
	for (size_t i = 0; i < LINKS; i++) {
		struct made *m = xcalloc(1, sizeof(*m));
		struct row row;

		if (i < ARRAY_LEN(table)) {
			row = table[i];
		} else {
			makers[i % ARRAY_LEN(makers)](m, &seed);
			row = (struct row){ .link = m->link, .named = m->named,
					    .drawn = m->good ? m->drawn : NULL };
		}
		show(d, &row, &tally);
		good += row.drawn != NULL;
		free(m);
	}
	assert_true(good > 30 && good < 100);
	print_message("# seed %d\n", SEED);
	print_message("# figure: links | %d links in 3 windows: %d good, %d codes read back "
		      "equal, %d told that the window is too small; %d refused, each with where "
		      "and why, 0 drawn\n",
		      LINKS, good, tally.drawn, tally.small, LINKS - good);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(only_good_links_are_drawn, desk_begin, desk_end),
	};

	lang_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
