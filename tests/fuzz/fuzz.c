#include "tests/fuzz/fuzz.h"

#include <string.h>

void fuzz_broken(const char *what, const char *file, int line)
{
	printf("not ok 1 - %s:%d: must be: %s\n", file, line, what);
	fflush(stdout);
	abort();
}

char *fuzz_text(const uint8_t *data, size_t size)
{
	char *text = xmalloc(size + 1);

	if (size)
		memcpy(text, data, size);
	text[size] = '\0';
	return text;
}

char *fuzz_line(const uint8_t **data, size_t *size)
{
	const uint8_t *end = *size ? memchr(*data, '\n', *size) : NULL;
	size_t n = end ? (size_t)(end - *data) : *size;
	char *line = fuzz_text(*data, n);

	n += end != NULL;
	*data += n;
	*size -= n;
	return line;
}

const struct op *fuzz_op(const char *word)
{
	const struct op *op = op_find(word);
	size_t n = 0, at = 0;

	if (op)
		return op;
	while (op_list[n])
		n++;
	for (; *word; word++)
		at = at * 31 + (unsigned char)*word;
	return op_list[at % n];
}

bool fuzz_is_clean(const char *text, const char *allowed)
{
	json_t *string = json_string(text);	/* takes UTF-8 alone */
	bool clean = string != NULL;

	for (; *text; text++)
		if (((unsigned char)*text < ' ' || *text == 0x7f) && !strchr(allowed, *text))
			clean = false;
	json_decref(string);
	return clean;
}
