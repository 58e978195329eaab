/* remitty call: one operation, its answer on stdout. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/carriage.h"
#include "api/share.h"
#include "api/store_disclosures.h"
#include "screens/cmd.h"

#define DATA_CAP ((size_t)1 << 20)

/* What came back; filled by on_reply. */
struct answer {
	bool here;
	struct err err;
	json_t *body;			/* as it came, not redacted */
	const struct exchange *exchange;
};

/* ---- the request ---- */

static char *read_stdin(void)
{
	struct str text = { 0 };
	char part[8192];
	size_t n;

	while ((n = fread(part, 1, sizeof(part), stdin)) > 0 && text.len <= DATA_CAP)
		str_addn(&text, part, n);
	return str_steal(&text);
}

static json_t *read_data(const char *data, struct err *err)
{
	json_error_t where;
	json_t *body;
	char *text;

	if (str_eq(data, "-"))
		text = read_stdin();
	else if (*data == '@')
		text = file_read(data + 1, DATA_CAP, NULL, err);
	else
		text = xstrdup(data);
	if (!text)
		return NULL;
	body = json_loads(text, JSON_REJECT_DUPLICATES, &where);
	free(text);
	if (json_is_object(body))
		return body;
	if (body)
		err_set(err, ERR_INPUT, _("The body has to be a JSON object."));
	else
		err_set(err, ERR_INPUT, _("The body is not JSON: line %d, column %d."), where.line,
			where.column);
	err_next(err, _("Give it as --data '{…}', --data @FILE or --data - for stdin."));
	json_decref(body);
	return NULL;
}

static bool unknown_field(const struct op *op, const char *name, struct err *err)
{
	const char *names[64] = { NULL };
	size_t n = 0;
	const char *near;

	field_each(f, op->in)
		if (n < ARRAY_LEN(names) - 1)
			names[n++] = f->key;
	near = nearest_word(name, names);
	err_set(err, ERR_INPUT, _("%s takes no “%.60s”."), op->name, name);
	if (near)
		return err_next(err, _("Did you mean “%s”?"), near);
	return err_next(err, _("“remitty operations %s” lists what it takes."), op->name);
}

/* A file that is named as @FILE has to be there; whether the service likes what
 * is in it, it may say itself. */
static bool is_usable(const struct op *op, const char *name, const char *text, struct err *err)
{
	const struct field *f = field_find(op->in, name);
	bool files = f->type == &field_file || (f->of && f->of->type == &field_file);
	json_t *value = files && *text == '@' ? f->type->parse(f, text, err) : json_null();

	if (!value) {
		err_next(err, _("Give the path of a file: -p %s=@PATH."), name);
		return false;
	}
	json_decref(value);
	return true;
}

static bool set_param(const struct op *op, json_t *fields, const char *param, struct err *err)
{
	size_t n = strcspn(param, "=");
	char *name = xstrndup(param, n);
	bool ok = false;

	if (!param[n]) {
		err_set(err, ERR_INPUT, _("“-p %.60s” has no value."), param);
		err_next(err, _("Write it as -p %.60s=VALUE."), param);
	} else if (!op->in || !field_find(op->in, name)) {
		unknown_field(op, name, err);
	} else {
		ok = is_usable(op, name, param + n + 1, err);
		if (ok)
			op_set_text(op, fields, name, param + n + 1);
	}
	free(name);
	return ok;
}

static json_t *read_fields(const struct args *args, const struct op *op, struct err *err)
{
	json_t *fields = args->data ? read_data(args->data, err) : json_object();

	for (int i = 0; fields && i < args->n_params; i++)
		if (!set_param(op, fields, args->params[i], err)) {
			json_decref(fields);
			return NULL;
		}
	return fields;
}

static const struct op *read_op(const struct args *args, struct err *err)
{
	const char *name = args->n_words ? args->words[0] : NULL;
	const struct op *op = name ? op_find(name) : NULL;
	const struct op *near = name && !op ? op_nearest(name) : NULL;

	if (args->n_words > 1) {
		err_set(err, ERR_INPUT, _("“%.60s” is one word too many."), args->words[1]);
		err_next(err, _("Fields are given as -p NAME=VALUE."));
		return NULL;
	}
	if (op)
		return op;
	if (name)
		err_set(err, ERR_INPUT, _("There is no operation “%.60s”."), name);
	else
		err_set(err, ERR_INPUT, _("Which operation?"));
	if (near)
		err_next(err, _("Did you mean %s?"), near->name);
	else
		err_next(err, _("“remitty operations” lists them."));
	return NULL;
}

/* ---- the answer ---- */

static void print_headers(char mark, const char *headers)
{
	while (headers && *headers) {
		size_t n = strcspn(headers, "\n");

		fprintf(stderr, "%c %.*s\n", mark, (int)n, headers);
		headers += n + (headers[n] == '\n');
	}
}

static void print_wire(const struct args *args, const struct exchange *x)
{
	if (args->options.verbose) {
		fprintf(stderr, "> %s %s\n", x->method, x->url);
		print_headers('>', x->request_headers);
		print_headers('<', x->response_headers);
		if (x->response_text)
			fprintf(stderr, "%s\n", x->response_text);
	}
	if (x->status && !args->options.quiet)
		fprintf(stderr, "HTTP %d · %ld ms\n", x->status, x->ms);
}

void cmd_print_answer(const struct args *args, const struct exchange *x, json_t *body,
		      const struct err *err)
{
	json_t *json;

	print_wire(args, x);
	if (!args->options.json) {
		cmd_print(body);
		if (err->kind)
			cmd_fail(args, err);
		return;
	}
	json = exchange_json(x);
	if (err->kind)
		json_object_set_new(json, "error", cmd_error_json(err));
	cmd_print(json);
	json_decref(body);
}

/* Nothing was sent: show what would have been. */
static void print_request(const struct args *args, const struct exchange *x)
{
	char *line;

	if (args->options.curl) {
		line = exchange_curl(x);
		printf("%s\n", line);
		free(line);
	} else if (args->options.json) {
		cmd_print(json_pack("{s:s, s:s, s:s, s:O?}", "operation", x->op->name, "method",
				    x->method, "url", x->url, "request", x->request));
	} else {
		printf("%s %s\n%s", x->method, x->url,
		       x->request_headers ? x->request_headers : "");
		if (x->request) {
			putchar('\n');
			cmd_print(json_incref(x->request));
		}
	}
}

static void on_reply(void *owner, const struct op *op, const struct reply *reply)
{
	struct answer *answer = owner;

	(void)op;
	*answer = (struct answer){ .here = true, .err = reply->err, .exchange = reply->exchange,
				   .body = json_incref((json_t *)reply->body) };
}

/* A person is there, and gave no card yet. */
static bool asks_for_card(const struct op *op, const json_t *fields)
{
	return op == &op_tokenizeCard && !json_object_size(fields) && isatty(STDIN_FILENO);
}

/* Card numbers go where they may, and not by way of arguments, files or pipes, which
 * end in the memory of this process; the sandbox's are nobody's. */
static bool cards_allowed(const struct config *config, const struct op *op,
			  const json_t *fields, struct err *err)
{
	if (op->service != SVC_VGS || config->environment == ENV_SANDBOX)
		return true;
	if (!config->typed_cards) {
		err_set(err, ERR_INPUT, _("Card numbers may not be typed in profile “%s”."),
			config->profile);
		return err_next(err, _("Set typed_cards in the profile if they may."));
	}
	if (asks_for_card(op, fields))
		return true;
	err_set(err, ERR_INPUT, _("A card is not taken from arguments, files or pipes."));
	return err_next(err, "%s",
			_("Run “remitty call tokenizeCard” at a terminal, which asks for it."));
}

/* What the wallet service tells of cards and of people leaves by no pipe (omnumi 10). */
static json_t *printable(const struct op *op, json_t *body)
{
	return op->marks && body ? op_redact_out(op, body) : json_incref(body);
}

/* Is what it discloses on record?  Else it is not shown. */
static bool on_record(struct session *session, const struct op *op, const json_t *fields,
		      struct answer *answer)
{
	return answer->err.kind || !op->discloses ||
	       (session_open_store(session, &answer->err) &&
		store_disclosure_of(session->store, op, fields, &answer->err));
}

static int send(const struct args *args, const struct op *op, const json_t *fields)
{
	struct answer answer = { 0 };
	struct session session;
	bool dry = args->options.dry_run || args->options.curl;
	int code;

	if (!session_open_line(&session, &args->options, &answer.err))
		return cmd_fail(args, &answer.err);
	if (!cmd_may_change(&session, op, &answer.err) ||
	    !cards_allowed(&session.config, op, fields, &answer.err)) {
		session_close(&session);
		return cmd_fail(args, &answer.err);
	}
	if (!dry && asks_for_card(op, fields)) {
		code = cmd_call_card(args, &session);
		session_close(&session);
		return code;
	}
	if (op_deprecated(op, session.config.omnumi_version) && !args->options.quiet)
		fprintf(stderr, _("Version %s of the wallet service has retired %s: it may "
				  "refuse.\n"), session.config.omnumi_version, op->name);
	http_send(session.http, op, fields, on_reply, &answer);
	while (!answer.here)
		loop_turn(session.loop, -1);
	if (dry && !answer.err.kind)
		print_request(args, answer.exchange);
	else if (dry || !on_record(&session, op, fields, &answer))
		cmd_fail(args, &answer.err);
	else
		cmd_print_answer(args, answer.exchange, printable(op, answer.body), &answer.err);
	json_decref(answer.body);
	session_close(&session);
	return cmd_code(&answer.err);
}

/* A registration or a method that does not fit its description goes out as it is:
 * the service is asked what it says to that. */
static bool is_carried(const struct op *op, const json_t *fields)
{
	const char *code;
	int status;

	return op->moves_money || (carriage_of(op->name) &&
				   op_check_request(op, fields, &status, &code, NULL));
}

int cmd_call(const struct args *args)
{
	struct err err = { 0 };
	const struct op *op = read_op(args, &err);
	json_t *fields = op ? read_fields(args, op, &err) : NULL;
	bool dry = args->options.dry_run || args->options.curl;
	int code;

	if (!fields)
		return cmd_fail(args, &err);
	if (is_carried(op, fields) && !dry)
		code = cmd_call_carried(args, op, fields);
	else
		code = send(args, op, fields);
	json_decref(fields);
	return code;
}
