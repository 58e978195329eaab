/* remitty operations and remitty docs: the catalogue, as others read it. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/openapi.h"
#include "screens/app.h"
#include "screens/cmd.h"

/* Of one service, or of all (SVC_COUNT). */
static bool is_of(const struct op *op, enum service service)
{
	return service == SVC_COUNT || op->service == service;
}

static void print_names(enum service service)
{
	for (const struct op *const *op = op_list; *op; op++)
		if (is_of(*op, service))
			printf("%s\n", (*op)->name);
}

static void print_service(enum service service, bool first)
{
	static const char *const titles[SVC_COUNT] = {
		[SVC_RAAS] = N_("Remittances"), [SVC_VGS] = N_("Card vault"),
		[SVC_OMNUMI] = N_("Wallet service"),
	};

	printf("%s== %s (%s) ==\n", first ? "" : "\n", _(titles[service]), op_services[service]);
	if (service == SVC_OMNUMI)
		printf(_("Behind each name how versions %s and %s have it: N new, M changed, "
			 "D deprecated, R back again, = unchanged, - not there.\n"), op_versions[0],
		       op_versions[1]);
}

static void print_list(enum service service)
{
	const struct op *before = NULL;

	for (const struct op *const *op = op_list; *op; op++) {
		if (!is_of(*op, service))
			continue;
		if (!before || before->service != (*op)->service)
			print_service((*op)->service, !before);
		if (!before || !str_eq((*op)->group, before->group))
			printf("\n%s\n", _((*op)->group));
		printf("  %-28s %s%s%s\n", (*op)->name, (*op)->marks ? (*op)->marks : "",
		       (*op)->marks ? "  " : "", _((*op)->title));
		before = *op;
	}
}

static void print_json_list(enum service service)
{
	json_t *list = json_array();

	for (const struct op *const *op = op_list; *op; op++)
		if (is_of(*op, service))
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

static void print_versions(const struct op *op)
{
	static const struct {
		char mark;
		const char *word;
	} words[] = {
		{ 'N', N_("new") }, { 'M', N_("changed") }, { 'D', N_("deprecated") },
		{ 'R', N_("back again") }, { '=', N_("unchanged") }, { '-', N_("not there") },
	};

	for (int i = 0; op_versions[i]; i++)
		for (size_t w = 0; w < ARRAY_LEN(words); w++)
			if (words[w].mark == op_mark(op, op_versions[i]))
				printf("%s %s\n", op_versions[i], _(words[w].word));
	if (op->named_only)
		printf("%s\n", _("Nothing but its name is documented."));
	if (op->credentials)
		printf("%s %s\n", _("Headers it needs:"), op->credentials);
}

static void print_op(const struct op *op)
{
	printf("%s: %s\n%s\n\n%s %s\n", op->name, _(op->title), _(op->summary), op->method,
	       op->path);
	if (op->scopes)
		printf("%s %s\n", _("Scopes, one of:"), op->scopes);
	if (op->marks)
		print_versions(op);
	if (op->moves_money)
		printf("%s\n", _("It asks for money: confirmed before, and sent once."));
	if (op->discloses)
		printf(_("It shows %s: each reading is recorded, with who read it.\n"),
		       _(op->discloses));
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

/* Of --service; SVC_COUNT without it.  False when there is no such service. */
static bool read_service(const struct args *args, enum service *service, struct err *err)
{
	const char *near = args->service ? nearest_word(args->service, op_services) : NULL;

	*service = SVC_COUNT;
	if (!args->service)
		return true;
	for (int i = 0; i < SVC_COUNT; i++)
		if (str_eq(op_services[i], args->service)) {
			*service = (enum service)i;
			return true;
		}
	err_set(err, ERR_INPUT, _("There is no service “%.40s”."), args->service);
	return err_next(err, _("Did you mean %s?"), near ? near : "raas, vgs, omnumi");
}

int cmd_operations(const struct args *args)
{
	const struct op *op = args->n_words ? op_find(args->words[0]) : NULL;
	enum service service;
	struct err err;

	if (args->n_words && !op)
		return not_found(args, args->words[0]);
	if (!read_service(args, &service, &err))
		return cmd_fail(args, &err);
	if (args->openapi)
		cmd_print(openapi_document(op ? op->service :
					   service == SVC_COUNT ? SVC_RAAS : service));
	else if (args->names)
		print_names(service);
	else if (args->options.json && op)
		cmd_print(op_describe(op));
	else if (args->options.json)
		print_json_list(service);
	else if (op)
		print_op(op);
	else
		print_list(service);
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
