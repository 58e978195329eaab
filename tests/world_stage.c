#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/world_stage.h"

struct world *world_of(double clock, unsigned seed, bool people)
{
	const struct world_conf conf = {
		.seed = seed, .clock = clock, .registration_polls = 0, .people = people,
		.host = "http://127.0.0.1:1",
	};

	return world_new(&conf);
}

/* The text with each $name replaced. */
static char *with_names(const json_t *names, const char *text)
{
	struct str out = { 0 };

	for (; *text; text++) {
		size_t n = *text == '$' ? strspn(text + 1, "abcdefghijklmnopqrstuvwxyz") : 0;
		char *name = xstrndup(text + 1, n);

		if (n) {
			str_add(&out, json_string_value(json_object_get(names, name)));
			text += n;
		} else {
			str_addn(&out, text, 1);
		}
		free(name);
	}
	return str_steal(&out);
}

/* scopes NULL: no key; "none": the key without a tenant. */
struct answer call(struct stage *s, const char *name, const char *scopes, const char *text)
{
	const struct op *op = op_find(name);
	bool no_tenant = str_eq(scopes, "none");
	const struct caller caller = { .scopes = no_tenant ? ALL : scopes,
				       .no_tenant = no_tenant };
	char *filled = with_names(s->names, text);
	json_t *args = json_loads(filled, JSON_ALLOW_NUL, NULL);
	struct answer answer = { 0 };

	assert_non_null(op);
	if (!args)
		fail_msg("no JSON: %s", filled);
	if (world_admits(op, scopes ? &caller : NULL, &answer))
		answer = world_call(s->world, op, &caller, args);
	json_decref(args);
	free(filled);
	return answer;
}

const char *code_of(const struct answer *answer)
{
	const char *code = json_string_value(json_object_get(answer->body, "code"));

	return code ? code : "";
}

const char *at(const json_t *body, const char *key)
{
	const char *text = json_string_value(json_object_get(body, key));

	return text ? text : "";
}

double number(const json_t *body, const char *key)
{
	return json_number_value(json_object_get(body, key));
}

/* Call it, expect success and a body that fits the catalogue; new reference. */
json_t *good(struct stage *s, const char *name, const char *text)
{
	struct answer answer = call(s, name, ALL, text);
	struct err err = { 0 };

	if (answer.status != op_success(op_find(name)))
		fail_msg("%s %s: %d %s", name, text, answer.status, code_of(&answer));
	if (!op_check_reply(op_find(name), answer.body, &err))
		fail_msg("%s: %s: %s", name, err.field, err.text);
	return answer.body;
}

void do_well(struct stage *s, const char *name, const char *text)
{
	json_decref(good(s, name, text));
}

void refused(struct stage *s, const char *name, const char *text, int status, const char *code)
{
	struct answer answer = call(s, name, ALL, text);

	if (answer.status != status || strcmp(code_of(&answer), code))
		fail_msg("%s %s: %d %s instead of %d %s", name, text, answer.status,
			code_of(&answer),
			 status, code);
	assert_true(*at(answer.body, "reason"));
	json_decref(answer.body);
}

static void run_case(void (*prepare)(struct stage *), const struct refusal_case *c)
{
	struct stage s;
	struct answer answer;

	open_stage(&s);
	if (prepare)
		prepare(&s);
	answer = call(&s, c->op, c->scopes, c->args);
	if (answer.status != c->status || (*c->code && strcmp(code_of(&answer), c->code)))
		fail_msg("%s %s: %d %s instead of %d %s", c->op, c->args, answer.status,
			 code_of(&answer), c->status, c->code);
	assert_true(c->status == 204 || (*at(answer.body, "reason") && *code_of(&answer)));
	json_decref(answer.body);
	close_stage(&s);
}

void refused_after(void (*prepare)(struct stage *), const struct refusal_case *cases)
{
	for (; cases->op; cases++)
		run_case(prepare, cases);
}

void refused_as_documented(const struct refusal_case *cases)
{
	refused_after(NULL, cases);
}

static bool has_case(const struct refusal_case *c, const struct op *op, const struct answer_doc *a)
{
	for (; c->op; c++)
		if (str_eq(c->op, op->name) && c->status == a->status &&
		    (!a->code || !*c->code || str_eq(c->code, a->code)))
			return true;
	return false;
}

void every_refusal_has_a_case(const struct op *const *ops, const struct refusal_case *cases)
{
	for (; *ops; ops++)
		for (const struct answer_doc *a = (*ops)->answers; a && a->status; a++) {
			bool is_plain = a->status < 300 ||
					(a->status == 401 && !a->code) ||
					(!strstr((*ops)->path, "userToken") && a->status == 500);

			if (!is_plain && !has_case(cases, *ops, a))
				fail_msg("%s %d %s", (*ops)->name, a->status, a->code);
		}
}

void call_it(struct stage *s, const char *name, const json_t *body, const char *key)
{
	json_object_set_new(s->names, name, json_string(at(body, key)));
}

void open_stage(struct stage *s)
{
	json_t *body;

	*s = (struct stage){ .world = world_of(0, 5, false), .names = json_object() };
	body = good(s, "registerUserV2", PERSON("+525512045518", "eva@example.com"));
	call_it(s, "eva", body, "userId");
	json_decref(body);
	do_well(s, "getUserTokenV2", "{\"email\":\"eva@example.com\"}");
	do_well(s, "createContact", HUGO);
	body = good(s, "createFundingCard", CARD);
	call_it(s, "card", body, "id");
	json_decref(body);
	do_well(s, "requestMoneyV2", ASK(ID1, "500"));
	body = good(s, "registerUserV2", PERSON("+523312087741", "nosubscriber@example.com"));
	call_it(s, "nosub", body, "userId");
	json_decref(body);
	body = good(s, "registerUserV2", PERSON("+528181206934", "nocip@example.com"));
	call_it(s, "young", body, "userId");
	json_decref(body);
	do_well(s, "addUBNAccount", UBN("$young", "002180000000000012"));
	do_well(s, "createContact",
		"{\"userToken\":\"$eva\",\"firstName\":\"Luc\",\"lastName\":\"Roy\","
		"\"phone\":\"+33612345678\",\"countryCode\":\"FR\"}");
}

void close_stage(struct stage *s)
{
	world_free(s->world);
	json_decref(s->names);
}

const char *link_code(const json_t *body, const char *key)
{
	const char *code = strstr(at(body, key), "/l/");

	assert_non_null(code);
	return code + 3;
}
