/* One row after the other: the steps of its scene that are not made yet, perhaps
 * the call itself once before, the call, the verdict.  What a step left behind is
 * kept for the whole run, unless the row wanted it for itself. */

#include "api/runner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/clean.h"
#include "api/runner_own.h"
#include "api/store_runs.h"
#include "api/verdict.h"

#define STEPS_MOST 400
#define LOOKS_SANDBOX 30		/* of a step that waits for something */
#define LOOKS_ELSEWHERE 60
#define LOOK_EVERY_MS 2000
#define RETRY_EVERY_MS 500

/* What became of a step in this run. */
struct scene {
	json_t *values;
	char *failure;
};

struct runner {
	struct runner_conf conf;
	struct scenarios own;		/* unless the conf brings some */
	const struct scenarios *all;
	struct run_row *rows;
	runner_fn *changed;
	void *owner;

	bool busy;
	int *queue, n_queue, at;	/* rows of this run; at: the one under way */
	struct scene shared[STEPS_MOST];
	struct fresh fresh;
	int64_t began_at;

	/* of the row under way */
	struct plan plan;
	int plan_at, looks;
	json_t *values;
	struct draft draft;
	int before;			/* how often the call is still made before it counts */
	long row_began;
};

static void next_row(struct runner *);
static void next_call(struct runner *);

/* ---- making and freeing ---- */

static enum row_state state_of(const char *verdict)
{
	static const struct {
		const char *word;
		enum row_state state;
	} words[] = {
		{ "passed", ROW_PASSED }, { "failed", ROW_FAILED }, { "skipped", ROW_SKIPPED },
	};

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (str_eq(words[i].word, verdict))
			return words[i].state;
	return ROW_NEW;
}

/* Rows by their id, those that are not found yet. */
struct search {
	struct runner *r;
	json_t *rows;
};

static bool on_result(void *owner, const struct run_result *result)
{
	struct search *search = owner;
	json_t *row = json_object_get(search->rows, result->scenario);

	if (row) {
		search->r->rows[json_integer_value(row)].before = state_of(result->verdict);
		json_object_del(search->rows, result->scenario);
	}
	return json_object_size(search->rows) > 0;
}

/* The last verdict on each row, whichever run it was in. */
static void read_before(struct runner *r)
{
	struct search search = { r, json_object() };

	for (int i = 0; i < r->all->n; i++)
		json_object_set_new(search.rows, r->all->list[i].id, json_integer(i));
	if (r->conf.store)
		store_run_results(r->conf.store, on_result, &search);
	json_decref(search.rows);
}

struct runner *runner_new(const struct runner_conf *conf, runner_fn *changed, void *owner)
{
	struct runner *r = xcalloc(1, sizeof(*r));
	const char *country = conf->config->tenant_country;

	r->conf = *conf;
	r->changed = changed;
	r->owner = owner;
	r->fresh = (struct fresh){ .country = country ? country : "MX",
				   .serial = (unsigned)wall_ms() };
	if (!conf->scenarios)
		scenarios_make(&r->own);
	r->all = conf->scenarios ? conf->scenarios : &r->own;
	r->rows = xcalloc((size_t)r->all->n + 1, sizeof(*r->rows));
	for (int i = 0; i < r->all->n; i++)
		r->rows[i].scenario = &r->all->list[i];
	read_before(r);
	return r;
}

static void forget_scenes(struct runner *r)
{
	for (int i = 0; i < STEPS_MOST; i++) {
		json_decref(r->shared[i].values);
		free(r->shared[i].failure);
		r->shared[i] = (struct scene){ 0 };
	}
}

static void forget_row(struct runner *r)
{
	json_decref(r->values);
	r->values = NULL;
	draft_release(&r->draft);
}

static void stop(struct runner *r)
{
	http_cancel(r->conf.http, r);
	loop_forget(r->conf.loop, r);
	forget_row(r);
	r->busy = false;
}

void runner_free(struct runner *r)
{
	if (!r)
		return;
	stop(r);
	forget_scenes(r);
	scenarios_release(&r->own);
	free(r->queue);
	free(r->rows);
	free(r);
}

int runner_rows(const struct runner *r)
{
	return r->all->n;
}

const struct run_row *runner_row(const struct runner *r, int row)
{
	return row >= 0 && row < r->all->n ? &r->rows[row] : NULL;
}

bool runner_busy(const struct runner *r)
{
	return r->busy;
}

void runner_allow(struct runner *r, bool yes)
{
	r->conf.yes = yes;
}

bool runner_may(const struct runner *r, int row, char why[static 256])
{
	struct plan plan;

	plan_make(&plan, r->rows[row].scenario);
	return plan_may(&plan, r->rows[row].scenario, &r->conf, why);
}

/* ---- the run ---- */

static bool is_final(const struct run_row *row)
{
	return row->state == ROW_PASSED || row->state == ROW_FAILED || row->state == ROW_SKIPPED;
}

static void tell(struct runner *r, int row)
{
	if (r->changed)
		r->changed(r->owner, row);
}

static void keep_results(struct runner *r)
{
	static const char *const words[] = {
		[ROW_PASSED] = "passed", [ROW_FAILED] = "failed", [ROW_SKIPPED] = "skipped",
	};
	struct run_result *results = xcalloc((size_t)r->n_queue + 1, sizeof(*results));
	int n = 0;

	for (int i = 0; i < r->n_queue; i++) {
		const struct run_row *row = &r->rows[r->queue[i]];

		if (is_final(row))
			results[n++] = (struct run_result){
				.scenario = row->scenario->id, .verdict = words[row->state],
				.status = row->status, .code = row->code, .ms = row->ms,
				.why = row->why,
			};
	}
	if (r->conf.store && n)
		store_run_keep(r->conf.store, r->began_at, r->conf.config->base_url, results, n);
	free(results);
}

static void end_run(struct runner *r)
{
	for (int i = 0; i < r->n_queue; i++) {
		struct run_row *row = &r->rows[r->queue[i]];

		if (!is_final(row))
			row->state = ROW_NEW;
	}
	stop(r);
	keep_results(r);
	tell(r, -1);
}

void runner_cancel(struct runner *r)
{
	if (r->busy)
		end_run(r);
}

static void on_begin(void *owner)
{
	next_row(owner);
}

bool runner_start(struct runner *r, const int *rows, int n)
{
	if (r->busy)
		return false;
	r->n_queue = rows ? n : r->all->n;
	r->queue = xrealloc(r->queue, (size_t)(r->n_queue + 1) * sizeof(*r->queue));
	for (int i = 0; i < r->n_queue; i++) {
		struct run_row *row = &r->rows[rows ? rows[i] : i];

		r->queue[i] = rows ? rows[i] : i;
		*row = (struct run_row){
			.scenario = row->scenario, .state = ROW_WAITING,
			.before = is_final(row) ? row->state : row->before,
		};
	}
	forget_scenes(r);
	r->busy = true;
	r->at = -1;
	r->began_at = wall_ms();
	loop_after(r->conf.loop, 0, on_begin, r);
	return true;
}

static struct run_row *row_now(struct runner *r)
{
	return &r->rows[r->queue[r->at]];
}

static void end_row(struct runner *r, enum row_state state, const char *why)
{
	struct run_row *row = row_now(r);

	row->state = state;
	text_put(row->why, sizeof(row->why), why);
	forget_row(r);
	tell(r, r->queue[r->at]);
}

/* Rows that may not run here are through at once. */
static bool begin_row(struct runner *r)
{
	struct run_row *row = row_now(r);
	const struct scenario *s = row->scenario;
	char why[256];

	plan_make(&r->plan, s);
	if (!plan_may(&r->plan, s, &r->conf, why)) {
		end_row(r, ROW_SKIPPED, why);
		return false;
	}
	row->state = ROW_RUNNING;
	r->plan_at = r->looks = 0;
	r->row_began = now_ms();
	r->values = json_object();
	plan_given(s->given, r->values);
	tell(r, r->queue[r->at]);
	return true;
}

static void next_row(struct runner *r)
{
	bool begun = false;

	while (r->busy && !begun) {
		bool failed = r->at >= 0 && row_now(r)->state == ROW_FAILED;

		if (++r->at == r->n_queue || (failed && r->conf.fail_fast)) {
			end_run(r);
			return;
		}
		begun = begin_row(r);
	}
	if (begun)
		next_call(r);
}

/* ---- the scene ---- */

static struct scene *shared_scene(struct runner *r)
{
	return r->plan.list[r->plan_at].fresh ? NULL :
	       &r->shared[step_index(r->plan.list[r->plan_at].step)];
}

static void scene_failed(struct runner *r, const char *why)
{
	enum row_state state = r->conf.config->environment == ENV_SANDBOX ? ROW_FAILED :
			       ROW_SKIPPED;
	char *text = xasprintf(_("The scene could not be set: %.200s"), why);

	end_row(r, state, text);
	free(text);
	next_row(r);
}

static void step_failed(struct runner *r, const char *why)
{
	struct scene *scene = shared_scene(r);
	char *text = xasprintf("%s: %s", r->plan.list[r->plan_at].step->name, why);

	if (scene)
		scene->failure = xstrdup(text);
	scene_failed(r, text);
	free(text);
}

static void on_look_again(void *owner)
{
	next_call(owner);
}

/* It is not so yet: asked again, here at once, elsewhere after a while. */
static void look_again(struct runner *r)
{
	bool sandbox = r->conf.config->environment == ENV_SANDBOX;

	if (++r->looks > (sandbox ? LOOKS_SANDBOX : LOOKS_ELSEWHERE))
		step_failed(r, _("what it waits for did not come"));
	else if (sandbox)
		next_call(r);
	else
		loop_after(r->conf.loop, LOOK_EVERY_MS, on_look_again, r);
}

static void on_step(void *owner, const struct op *op, const struct reply *reply)
{
	struct runner *r = owner;
	const struct step *step = r->plan.list[r->plan_at].step;
	struct scene *scene = shared_scene(r);
	json_t *kept;

	(void)op;
	if (reply->err.kind) {
		step_failed(r, reply->err.text);
		return;
	}
	if (!step_is_done(step, reply->body)) {
		draft_release(&r->draft);
		look_again(r);
		return;
	}
	kept = json_object();
	step_keep(step, r->draft.args, reply->body, kept);
	json_object_update(r->values, kept);
	if (scene)
		scene->values = json_incref(kept);
	json_decref(kept);
	draft_release(&r->draft);
	r->plan_at++;
	r->looks = 0;
	next_call(r);
}

/* ---- the call ---- */

static void send(struct runner *r, const struct op *op, reply_fn *done)
{
	const struct scenario *s = row_now(r)->scenario;
	const struct config *config = r->conf.config;
	struct http_how how = {
		.key = plan_key(op, r->draft.key, config), .body = r->draft.body,
		.tenant = plan_tenant(r->draft.tenant), .bearer = plan_token(r->draft.bearer),
		.access_token = plan_token(r->draft.token),
		.clock_ms = r->draft.clock_ms, .scenario = s->id,
		.keep_alive = config->environment == ENV_SANDBOX,
	};
	char *fault = plan_fault(s, r->draft.fault);

	how.fault = fault;
	http_send_as(r->conf.http, op, r->draft.args, &how, done, r);
	free(fault);
}

static void on_retry(void *owner)
{
	next_call(owner);
}

static void take_message(struct run_row *row, const struct reply *reply)
{
	char *clean = clean_text(verdict_message(row->scenario, reply), sizeof(row->message));
	char *safe = clean_secrets(clean);

	text_put(row->message, sizeof(row->message), safe);
	free(safe);
	free(clean);
}

static void judge(struct runner *r, const struct reply *reply)
{
	struct run_row *row = row_now(r);
	bool lax = r->conf.config->environment != ENV_SANDBOX;
	struct err err = { 0 };
	bool passed = verdict(row->scenario, reply, r->draft.expect, lax, &err);

	row->status = reply->status;
	text_put(row->code, sizeof(row->code), verdict_code(row->scenario, reply));
	take_message(row, reply);
	row->ms = reply->ms;
	row->serial = reply->exchange->serial;
	if (!passed && now_ms() - r->row_began < r->conf.retry_ms) {
		draft_release(&r->draft);
		loop_after(r->conf.loop, RETRY_EVERY_MS, on_retry, r);
		return;
	}
	end_row(r, passed ? ROW_PASSED : ROW_FAILED, err.text);
	next_row(r);
}

static void on_call(void *owner, const struct op *op, const struct reply *reply)
{
	struct runner *r = owner;

	if (!r->before) {
		judge(r, reply);
		return;
	}
	r->before--;			/* how those went is not asked */
	send(r, op, on_call);
}

static void make_call(struct runner *r)
{
	const struct scenario *s = row_now(r)->scenario;
	const char *key;
	json_t *value;

	draft_make(&r->draft, s->op, s->how, r->values, &r->fresh);
	json_object_foreach(s->fields, key, value)
		op_set_text(s->op, r->draft.args, key, json_string_value(value));
	r->before = r->draft.again;
	send(r, s->op, on_call);
}

/* What the row under way has to do next. */
static void next_call(struct runner *r)
{
	while (r->plan_at < r->plan.n) {
		const struct step *step = r->plan.list[r->plan_at].step;
		struct scene *scene = shared_scene(r);

		if (scene && scene->failure) {
			scene_failed(r, scene->failure);
			return;
		}
		if (!scene || !scene->values) {
			draft_make(&r->draft, step->op, step->set, r->values, &r->fresh);
			send(r, step->op, on_step);
			return;
		}
		json_object_update(r->values, scene->values);
		r->plan_at++;
	}
	make_call(r);
}
