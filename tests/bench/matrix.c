#include "tests/bench/matrix.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <jansson.h>

#include "api/sandbox.h"
#include "tests/bench/run.h"
#include "tests/side.h"
#include "tests/term_world.h"

enum { RUNS = 11 };

static const struct goal goal_matrix = { .text = "≤ 1.8x", .ratio_most = 1.8 };

/* One value of curl's configuration. */
static void add_quoted(struct str *out, const char *name, const char *value)
{
	str_addf(out, "%s = \"", name);
	for (; *value; value++) {
		if (*value == '"' || *value == '\\')
			str_add(out, "\\");
		str_addn(out, value, 1);
	}
	str_add(out, "\"\n");
}

/* A request as the report tells it, with a key in place of the hidden one. */
static void add_request(struct str *out, const json_t *x)
{
	const char *headers = json_string_value(json_object_get(x, "requestHeaders"));
	const char *method = json_string_value(json_object_get(x, "method"));
	const char *url = json_string_value(json_object_get(x, "url"));
	json_t *request = json_object_get(x, "request");
	char *body = request ? json_dumps(request, JSON_COMPACT) : NULL;

	str_add(out, out->len ? "next\n" : "");
	add_quoted(out, "url", url);
	add_quoted(out, "request", method);
	add_quoted(out, "output", "/dev/null");
	str_addf(out, "silent\nheader = \"api_key: %s\"\n", sandbox_key_for("partner_full"));
	if (headers && strstr(headers, "Content-Type"))
		str_add(out, "header = \"Content-Type: application/json\"\n");
	if (body)
		add_quoted(out, "data", body);
	free(body);
}

/* How many calls the sandbox has carried out. */
static long calls_of(const struct side *sandbox)
{
	char *url = xasprintf("%s/__sandbox/", sandbox->url), *text = web(url, NULL, NULL);
	json_t *world = json_loads(text, 0, NULL), *n;
	const char *key;
	long sum = 0;

	json_object_foreach(json_object_get(world, "calls"), key, n)
		sum += (long)json_integer_value(n);
	json_decref(world);
	free(text);
	free(url);
	return sum;
}

/* curl's configuration for the requests of a report; returns how many. */
static long write_config(const char *report, const char *config, long setting_up)
{
	json_t *doc = json_load_file(report, 0, NULL), *row;
	json_t *rows = json_is_array(doc) ? doc : json_object_get(doc, "rows");
	const json_t *first = NULL;
	struct str out = { 0 };
	long n = 0;
	size_t i;

	json_array_foreach(rows, i, row) {
		const json_t *x = json_object_get(row, "exchange");

		if (!json_is_string(json_object_get(x, "url")))
			continue;
		add_request(&out, x);
		first = first ? first : x;
		n++;
	}
	assert_non_null(first);
	for (; setting_up > 0; setting_up--, n++)
		add_request(&out, first);
	assert_true(file_write_soon(config, out.s, out.len, NULL));
	str_release(&out);
	json_decref(doc);
	return n;
}

void bench_matrix(struct table *table, const char *home)
{
	char *program = tw_program("remitty"), *what;
	char *report = xasprintf("%s/matrix.json", home), *config = xasprintf("%s/curlrc", home);
	char *option = xasprintf("json=%s", report);
	const char *const ours[] = { program, "scenarios", "run", "--profile", "sandbox",
					"--yes", "--quiet", NULL };
	const char *const once[] = { program, "scenarios", "run", "--profile", "sandbox", "--yes",
				     "--quiet", "--report", option, NULL };
	const char *const curl[] = { "curl", "-K", config, NULL };
	struct samples t[2] = { 0 };
	struct side sandbox;
	long rows;

	side_start(&sandbox, (const char *const[]){ "--seed", "7", NULL });
	setenv("REMITTY_SANDBOX_URL", sandbox.url, 1);
	run_ms(once);
	rows = write_config(report, config, 0);
	rows = write_config(report, config, calls_of(&sandbox) - rows);
	for (int i = 0; i < RUNS; i++) {
		sample(&t[0], run_ms(ours));
		sample(&t[1], run_ms(curl));
	}
	what = xasprintf("whole matrix beside curl, %ld calls", rows);
	table_row(table, &(struct row){ what, " ms", samples_part(&t[0], 500),
					samples_part(&t[1], 500), &goal_matrix });
	side_stop(&sandbox);
	unsetenv("REMITTY_SANDBOX_URL");
	free(what);
	free(option);
	free(config);
	free(report);
	free(program);
}
