/* A link that the service gave. */

#include "api/link.h"
#include "tests/fuzz/fuzz.h"

#define HOSTS "links-dev.nomas.cash,localhost"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);
	struct err err = { 0 };

	for (int sandbox = 0; sandbox < 2; sandbox++) {
		char *link = link_accept(text, HOSTS, sandbox, &err), *again, *shown;

		if (!link) {
			must(*err.text && fuzz_is_clean(err.text, ""));
			continue;
		}
		must(has_prefix(link, "https://") || (sandbox && has_prefix(link, "http://")));
		must(fuzz_is_clean(link, ""));
		again = link_accept(link, HOSTS, sandbox, &err);
		must(str_eq(again, link));
		shown = link_shown(link);
		must(fuzz_is_clean(shown, ""));
		free(shown);
		free(again);
		free(link);
	}
	link_shape(text, &err);
	free(text);
	return 0;
}
