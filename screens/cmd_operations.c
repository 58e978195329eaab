/* remitty operations and remitty docs: the catalogue, as others read it. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/openapi.h"
#include "screens/app.h"
#include "screens/cmd.h"

static void print_names(void)
{
	for (const struct op *const *op = op_list; *op; op++)
		printf("%s\n", (*op)->name);
}

static void print_list(void)
{
	const char *group = "";

	for (const struct op *const *op = op_list; *op; op++) {
		if (!str_eq((*op)->group, group))
			printf("%s%s\n", *group ? "\n" : "", _((*op)->group));
		group = (*op)->group;
		printf("  %-28s %s\n", (*op)->name, _((*op)->title));
	}
}

static void print_json_list(void)
{
	json_t *list = json_array();

	for (const struct op *const *op = op_list; *op; op++)
		json_array_append_new(list, op_describe(*op));
	cmd_print(list);
}

static const char *place_word(enum field_in in)
{
	static const char *const words[] = {
		[IN_BODY] = N_("body"), [IN_PATH] = N_("path"), [IN_QUERY] = N_("query"),
	};

	return _(words[in]);
}

static void print_fields(const struct field *table, const char *prefix, bool request)
{
	field_each(f, table) {
		char *name = xasprintf("%s%s", prefix, f->key);

		printf("  %-34s %-12s %s%s%s\n", name, f->type->name,
		       request ? place_word(f->in) : "", f->required ? " " : "",
		       f->required ? _("needed") : "");
		if (f->fields) {
			char *deeper = xasprintf("%s.", name);

			print_fields(f->fields, deeper, request);
			free(deeper);
		}
		free(name);
	}
}

static void print_op(const struct op *op)
{
	printf("%s: %s\n%s\n\n%s %s\n", op->name, _(op->title), _(op->summary), op->method,
	       op->path);
	if (op->scopes)
		printf("%s %s\n", _("Scopes, one of:"), op->scopes);
	if (op->moves_money)
		printf("%s\n", _("It asks for money: confirmed before, and sent once."));
	printf("\n%s\n", _("Takes:"));
	print_fields(op->in, "", true);
	if (op->out)
		printf("\n%s\n", _("Gives:"));
	print_fields(op->out, "", false);
	printf("\n%s\n", _("Answers:"));
	for (const struct answer_doc *a = op->answers; a && a->status; a++)
		printf("  %d %-40s %s\n", a->status, a->code ? a->code : "",
		       a->title ? _(a->title) : "");
}

static int not_found(const struct args *args, const char *name)
{
	const struct op *near = op_nearest(name);
	struct err err;

	err_set(&err, ERR_INPUT, _("There is no operation “%.60s”."), name);
	if (near)
		err_next(&err, _("Did you mean %s?"), near->name);
	else
		err_next(&err, _("“remitty operations” lists them."));
	return cmd_fail(args, &err);
}

int cmd_operations(const struct args *args)
{
	const struct op *op = args->n_words ? op_find(args->words[0]) : NULL;

	if (args->n_words && !op)
		return not_found(args, args->words[0]);
	if (args->openapi)
		cmd_print(openapi_document(op ? op->service : SVC_RAAS));
	else if (args->names)
		print_names();
	else if (args->options.json && op)
		cmd_print(op_describe(op));
	else if (args->options.json)
		print_json_list();
	else if (op)
		print_op(op);
	else
		print_list();
	return CODE_FINE;
}

static void print_keys(void)
{
	printf("| key | also | what it does |\n|---|---|---|\n");
	for (const struct binding *b = app_bindings; b->run; b++) {
		bool letter = b->twin > ' ' && b->twin < KEYS_BASE;

		printf("| `%s` | %s%.*s%s | %s |\n", b->name, letter ? "`" : "", letter,
		       (char []){ (char)b->twin, '\0' }, letter ? "`" : "",
		       _(b->help ? b->help : b->label));
	}
}

int cmd_docs(const struct args *args)
{
	const char *part = args->n_words ? args->words[0] : "";
	struct err err;
	char *table;

	if (str_eq(part, "keys")) {
		print_keys();
		return CODE_FINE;
	}
	if (str_eq(part, "operations")) {
		table = op_markdown();
		fputs(table, stdout);
		free(table);
		return CODE_FINE;
	}
	err_set(&err, ERR_INPUT, _("Which table: keys or operations?"));
	return cmd_fail(args, &err);
}
