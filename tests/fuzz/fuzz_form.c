/* "OPERATION\nKEYS": a form being filled in.  Bytes above ASCII are the keys of a
 * keyboard, and what looks at the form between them. */

#include "screens/form.h"
#include "tests/fuzz/fuzz.h"

enum { WIDTH = 78, HEIGHT = 20, MOST_KEYS = 2000, DRAW = 0xf0, CLICK = 0xf8 };

/* Typed paths name real files, and reading those is no matter of keys. */
static bool takes_files(const struct field *table)
{
	field_each(f, table)
		if (f->type->name && (str_eq(f->type->name, "file") || takes_files(f->fields)))
			return true;
	return false;
}

static void draw(struct form *form, int w)
{
	struct grid grid;
	struct canvas canvas;

	grid_init(&grid, w, HEIGHT);
	canvas = grid_canvas(&grid);
	form_draw(form, &canvas, w >= 72);
	must(grid.cursor_x < w && grid.cursor_y < HEIGHT);
	grid_release(&grid);
}

static void press(struct form *form, unsigned char byte)
{
	if (byte < 0x80)
		form_key(form, byte);
	else if (byte < DRAW)
		form_key(form, K_UP + byte % (K_NONE - K_UP));
	else if (byte < CLICK)
		draw(form, byte % 2 ? WIDTH : WIDTH / 2);
	else
		form_click(form, FORM_HOT + byte % CLICK);
	must(form->at >= 0 && form->at < form->n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *name = fuzz_line(&data, &size);
	const struct op *op = fuzz_op(name);
	struct form form;
	struct err err = { 0 };
	json_t *record;

	free(name);
	if (!op->in || takes_files(op->in))
		return 0;
	form_init(&form, op->in, NULL, NULL);
	for (size_t i = 0; form.n && i < size && i < MOST_KEYS; i++)
		press(&form, data[i]);
	draw(&form, WIDTH);
	record = form_record(&form);
	must(!record == (form_errors(&form) > 0));
	if (record) {
		json_t *shown = op_redact_in(op, record);

		/* What two fields say together is judged later, and shown under one. */
		must(record_check(op->in, record, &err, NULL) || form_blame(&form, &err));
		json_decref(shown);
	}
	json_decref(record);
	form_release(&form);
	return 0;
}
