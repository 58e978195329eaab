/* What a terminal sends, read without curses: into the process that takes cards. */

#include <string.h>
#include <unistd.h>

#include "api/lang.h"
#include "tests/fuzz/fuzz.h"
#include "tui/typed.h"

enum { MOST = 4096 };		/* a pipe takes it at once */

static bool is_key(tui_key key)
{
	return key && key < K_NONE && (key < 0xd800 || key > 0xdfff);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct typed typed = { .fd = -1 };
	int ends[2], n = 0;
	tui_key key;

	lang_init();
	size = size < MOST ? size : MOST;
	must(pipe(ends) == 0);
	must(write(ends[1], data, size) == (ssize_t)size);
	close(ends[1]);			/* so that nothing is waited for at its end */
	typed.fd = ends[0];
	while (typed_key(&typed, &key)) {
		must(is_key(key));
		must(typed.n >= 0 && typed.n <= (int)sizeof(typed.bytes));
		must(++n <= 2 * MOST);
		if (key == K_MOUSE)
			must(typed.mouse.what <= MOUSE_WHEEL_DOWN);
	}
	must(typed.gone && !typed.n);
	close(ends[0]);
	return 0;
}
