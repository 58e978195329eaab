/* HTML of a legal text: whatever comes, clean text does, and no mark of a block lies
 * outside it. */

#include <string.h>

#include "api/html_text.h"
#include "api/util.h"
#include "tests/fuzz/fuzz.h"

static void check_block(const struct html_block *b)
{
	size_t len = strlen(b->text), at = 0;

	must(fuzz_is_clean(b->text, ""));
	must(b->kind == HTML_RULE || len > 0);
	must(b->level >= 0 && b->level <= 6);
	for (int i = 0; i < b->n_bold; i++) {
		must(b->bold[i].from >= at && b->bold[i].from < b->bold[i].to);
		must(b->bold[i].to <= len);
		at = b->bold[i].to;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size), *plain;
	struct html_text doc;

	html_read(&doc, text);
	for (int i = 0; i < doc.n; i++)
		check_block(&doc.blocks[i]);
	html_release(&doc);
	plain = html_plain(text);
	must(fuzz_is_clean(plain, "\n"));
	free(plain);
	free(text);
	return 0;
}
