/* What a keyboard sends, typed into a line.  0xfe begins and ends a paste. */

#include "api/lang.h"
#include "tests/fuzz/fuzz.h"
#include "tui/input.h"
#include "tui/keys.h"

static void look_at(const struct input *input, int w)
{
	char *text = input_value(input);
	struct grid grid;
	struct canvas canvas;

	must(input->at >= 0 && input->at <= input->len);
	must(fuzz_is_clean(text, ""));
	grid_init(&grid, w, 1);
	canvas = grid_canvas(&grid);
	input_draw(input, &canvas, true);
	must(grid.cursor_x < w);
	grid_release(&grid);
	free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct keys keys = { 0 };
	struct input input;

	lang_init();
	input_init(&input, "", size % 2);
	for (size_t i = 0; i < size; i++) {
		tui_key key;

		if (data[i] == 0xfe)
			keys_paste(&keys, !keys.pasting);
		key = keys_byte(&keys, data[i]);
		must(key <= K_NONE && (key < 0xd800 || key > 0xdfff));
		must(!keys.pasting || key == K_NONE || key < KEYS_BASE);
		keys_line_ended(&keys);
		if (key != K_NONE)
			input_key(&input, key);
	}
	look_at(&input, 1);
	look_at(&input, 30);
	input_release(&input);
	return 0;
}
