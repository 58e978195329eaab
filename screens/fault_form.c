/* How one fault is set: whom it strikes, how often, by which chance. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/show.h"

enum { F_OPERATION, F_COUNT, F_CHANCE, F_MS, F_RETRY, F_STATUS, F_NTH, F_SEED, FIELDS };

struct fault_state {
	struct screen screen;
	struct form form;
	struct fault fault;
	struct choice *operations;	/* of the form's picker */
	struct field table[FIELDS + 1];
};

static struct fault_state *state_of(const struct screen *screen)
{
	return (struct fault_state *)screen;
}

static const struct field fields[FIELDS + 1] = {
	[F_OPERATION] = { .key = "operation", .label = N_("Operation"), .type = &field_choice,
			  .required = true,
			  .help = N_("Type the first letters of an operation, or go through the "
				     "list with left and right.") },
	[F_COUNT] = { .key = "count", .label = N_("How often"), .type = &field_int, .min = 1,
		      .max = 1000000,
		      .help = N_("So many times, then it is used up. Empty: always.") },
	[F_CHANCE] = { .key = "chance", .label = N_("Chance in %"), .type = &field_int, .min = 1,
		       .max = 100, .help = N_("Of 100 calls that it could strike. Empty: all.") },
	[F_MS] = { .key = "ms", .label = N_("Milliseconds"), .type = &field_int, .min = 1,
		   .max = 3600000, .help = N_("How long it takes.") },
	[F_RETRY] = { .key = "retry", .label = N_("Retry-After"), .type = &field_int, .min = 0,
		      .max = 86400,
		      .help = N_("The seconds after which the service wants to be asked again.") },
	[F_STATUS] = { .key = "status", .label = N_("Status"), .type = &field_int, .min = 200,
		       .max = 599, .help = N_("With which the page comes.") },
	[F_NTH] = { .key = "n", .label = N_("Number"), .type = &field_int, .min = 1, .max = 999,
		    .help = N_("Of the operation's documented answers, from 1. Empty: the first "
			       "with the status.") },
	[F_SEED] = { .key = "seed", .label = N_("Seed"), .type = &field_int, .min = 1,
		     .max = 2147483647,
		     .help = N_("The same number strikes the same calls again. Empty: the "
				"sandbox's own dice.") },
	[FIELDS] = { .key = NULL }
};

static struct choice *operation_choices(void)
{
	struct choice *choices;
	int n = 0;

	while (op_list[n])
		n++;
	choices = xcalloc((size_t)n + 2, sizeof(*choices));
	choices[0] = (struct choice){ "*", N_("all operations") };
	for (int i = 0; i < n; i++)
		choices[i + 1] = (struct choice){ op_list[i]->name, op_list[i]->name };
	return choices;
}

/* The fields that say something about a fault of this kind. */
static void rows_of(enum fault_kind kind, const char *only[static FIELDS + 1])
{
	int n = 0;

	only[n++] = fields[F_OPERATION].key;
	only[n++] = fields[F_COUNT].key;
	only[n++] = fields[F_CHANCE].key;
	if (kind == FAULT_429)
		only[n++] = fields[F_RETRY].key;
	else if (fault_kind_ms(kind))
		only[n++] = fields[F_MS].key;
	if (kind == FAULT_HTML || kind == FAULT_ANSWER)
		only[n++] = fields[F_STATUS].key;
	if (kind == FAULT_ANSWER)
		only[n++] = fields[F_NTH].key;
	only[n++] = fields[F_SEED].key;
	only[n] = NULL;
}

static void put_number(json_t *prefill, int field, int n)
{
	json_object_set_new(prefill, fields[field].key, json_integer(n));
}

static json_t *prefill_of(const struct fault *f)
{
	json_t *prefill = json_pack("{s:s}", fields[F_OPERATION].key, f->operation);

	if (f->count > 0)
		put_number(prefill, F_COUNT, f->count);
	if (f->chance < 1000)
		put_number(prefill, F_CHANCE, (f->chance + 9) / 10);
	put_number(prefill, f->kind == FAULT_429 ? F_RETRY : F_MS, f->ms);
	put_number(prefill, F_STATUS, f->status);
	if (f->n)
		put_number(prefill, F_NTH, f->n);
	if (f->seed)
		put_number(prefill, F_SEED, (int)f->seed);
	return prefill;
}

static void fault_open(struct screen *screen, const void *arg)
{
	struct fault_state *st = state_of(screen);
	const char *only[FIELDS + 1];
	json_t *prefill;

	st->fault = ((const struct fault_arg *)arg)->fault;
	st->operations = operation_choices();
	memcpy(st->table, fields, sizeof(fields));
	st->table[F_OPERATION].choices = st->operations;
	rows_of(st->fault.kind, only);
	prefill = prefill_of(&st->fault);
	form_init(&st->form, st->table, only, prefill);
	json_decref(prefill);
}

static void fault_close(struct screen *screen)
{
	form_release(&state_of(screen)->form);
	free(state_of(screen)->operations);
}

static int number_of(const json_t *record, int field, int missing)
{
	const json_t *value = json_object_get(record, fields[field].key);

	return json_is_number(value) ? (int)json_number_value(value) : missing;
}

static void do_switch_on(struct screen *screen)
{
	struct fault_state *st = state_of(screen);
	struct app *app = screen->app;
	struct fault fault = st->fault;
	json_t *record = form_record(&st->form);

	if (!record)
		return;
	snprintf(fault.operation, sizeof(fault.operation), "%s",
		 word_of(record, fields[F_OPERATION].key));
	fault.count = number_of(record, F_COUNT, -1);
	fault.chance = number_of(record, F_CHANCE, 100) * 10;
	fault.ms = number_of(record, fault.kind == FAULT_429 ? F_RETRY : F_MS,
			     fault_kind_ms(fault.kind));
	if (fault.kind == FAULT_HTML || fault.kind == FAULT_ANSWER)
		fault.status = number_of(record, F_STATUS, fault.status);
	fault.n = number_of(record, F_NTH, 0);
	fault.seed = (unsigned)number_of(record, F_SEED, 0);
	json_decref(record);
	if (fault.id)
		switchboard_off(app, fault.id);
	switchboard_on(app, &fault);
	app_pop(app);
}

static void do_close(struct screen *screen)
{
	app_pop(screen->app);
}

static bool fault_key(struct screen *screen, tui_key key)
{
	return form_key(&state_of(screen)->form, key);
}

static void fault_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	(void)mouse;
	form_click(&state_of(screen)->form, hot);
}

static void fault_draw(struct screen *screen, struct canvas *c)
{
	struct fault_state *st = state_of(screen);
	int w = c->w < 66 ? c->w : 66, h = c->h < 14 ? c->h : 14;
	struct canvas box = canvas_part(c, 0, c->h - h < 4 ? c->h - h : 4, w, h), form;

	canvas_box(&box, 0, 0, w, h, fault_kind_name(st->fault.kind));
	canvas_cut(&box, 2, 1, w - 4, STYLE_DIM, fault_kind_words(st->fault.kind));
	form = canvas_part(&box, 2, 3, w - 4, h - 4);
	form_draw(&st->form, &form, false);
}

static const struct binding bindings[] = {
	{ .key = K_F10, .name = "F10", .label = N_("Switch on"), .run = do_switch_on,
	  .help = N_("Switches the fault on as it stands here.") },
	{ .key = K_ENTER, .name = "Enter", .label = N_("Switch on"), .run = do_switch_on,
	  .quiet = true },
	{ .key = K_ESC, .name = "Esc", .label = N_("Close"), .run = do_close,
	  .help = N_("Closes the form; nothing is switched.") },
	{ 0 }
};

const struct screen_ops fault_screen = {
	.name = "fault",
	.title = N_("Fault"),
	.size = sizeof(struct fault_state),
	.overlay = true,
	.typing = true,
	.bindings = bindings,
	.open = fault_open,
	.close = fault_close,
	.key = fault_key,
	.click = fault_click,
	.draw = fault_draw,
};
