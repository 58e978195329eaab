#include "tests/matrix_stage.h"

#include <stdlib.h>

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define CALL_MS 400			/* what hangs is given up after so long */

static void on_change(void *owner, int at)
{
	struct matrix_stage *m = owner;
	const struct run_row *row = runner_row(m->runner, at);

	if (at < 0)
		m->ended++;
	if (!row)
		return;
	m->passed += row->state == ROW_PASSED;
	m->failed += row->state == ROW_FAILED;
	m->skipped += row->state == ROW_SKIPPED;
}

struct runner_conf matrix_conf(const struct matrix_stage *m)
{
	return (struct runner_conf){
		.config = &m->config, .http = m->http, .loop = m->loop, .journal = m->journal,
		.store = m->store,
	};
}

void matrix_renew(struct matrix_stage *m, const struct runner_conf *conf)
{
	runner_free(m->runner);
	m->runner = runner_new(conf, on_change, m);
}

static void open_with(struct matrix_stage *m, const struct sandbox_conf *conf)
{
	struct http_conf http;
	struct runner_conf with;

	*m = (struct matrix_stage){ .loop = loop_new(), .journal = journal_new(20) };
	m->sandbox = sandbox_new(conf, NULL);
	assert_non_null(m->sandbox);
	sandbox_attach(m->sandbox, m->loop);
	m->config.base_url = xasprintf("http://127.0.0.1:%d/v1", sandbox_port(m->sandbox));
	m->config.vgs_url = xasprintf("http://127.0.0.1:%d/vgs/post", sandbox_port(m->sandbox));
	m->config.omnumi_url = xasprintf("http://127.0.0.1:%d/omnumi", sandbox_port(m->sandbox));
	m->config.omnumi_tenant_id = xstrdup(SANDBOX_TENANT_ID);
	config_http(&m->config, "remitty-sandbox-full", &http);
	http.service[SVC_OMNUMI].key = SANDBOX_WALLET_KEY;
	http.tokens = m->tokens = tokens_new();
	tokens_set(m->tokens, TOKEN_CUSTOMER, SANDBOX_WALLET_TOKEN, 0);
	http.total_ms = CALL_MS;
	m->http = http_new(&http, m->journal);
	loop_use_http(m->loop, m->http);
	m->store = store_open(":memory:", NULL);
	with = matrix_conf(m);
	matrix_renew(m, &with);
}

void matrix_open(struct matrix_stage *m, const char *const *faults)
{
	open_with(m, &(struct sandbox_conf){ .seed = 1, .registration_polls = 1,
					     .faults = faults });
}

void matrix_open_version(struct matrix_stage *m, const char *version)
{
	open_with(m, &(struct sandbox_conf){ .seed = 1, .registration_polls = 1,
					     .omnumi_version = version });
	m->config.omnumi_version = xstrdup(version);
}

void matrix_close(struct matrix_stage *m)
{
	runner_free(m->runner);
	http_free(m->http);
	sandbox_free(m->sandbox);
	store_close(m->store);
	loop_free(m->loop);
	journal_free(m->journal);
	free(m->config.base_url);
	free(m->config.vgs_url);
	free(m->config.omnumi_url);
	free(m->config.omnumi_tenant_id);
	free(m->config.omnumi_version);
	tokens_free(m->tokens);
}

void matrix_run(struct matrix_stage *m, const char *word)
{
	int *rows = xcalloc((size_t)runner_rows(m->runner), sizeof(*rows)), n = 0;

	for (int i = 0; i < runner_rows(m->runner); i++)
		if (!word || scenario_fits(runner_row(m->runner, i)->scenario, word))
			rows[n++] = i;
	m->ended = m->passed = m->failed = m->skipped = 0;
	assert_true(runner_start(m->runner, rows, n));
	while (!m->ended)
		loop_turn(m->loop, -1);
	free(rows);
}

const struct run_row *matrix_row(const struct matrix_stage *m, const char *id)
{
	for (int i = 0; i < runner_rows(m->runner); i++)
		if (str_eq(runner_row(m->runner, i)->scenario->id, id))
			return runner_row(m->runner, i);
	fail_msg("there is no %s", id);
	return NULL;
}
