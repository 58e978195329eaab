/* Letters of the sealed channel: "=" and a letter as it comes; "{", a head
 * without its brace and a text; else places and bytes that change a good letter. */

#include <string.h>

#include "api/jwe.h"
#include "tests/fuzz/fuzz.h"

static const char said[] = "{\"amount\":500}";

struct pair {
	struct jwe_key *ours, *theirs;
};

static struct pair pair;

/* Making a pair takes long, so there is one; it lasts as long as the program. */
static void make_pair(void)
{
	char *private, *public;

	must(jwe_make_pair(&private, &public));
	pair.ours = jwe_private(private, "ours", NULL);
	pair.theirs = jwe_public(public, "theirs", NULL);
	free(private);
	free(public);
	must(pair.ours && pair.theirs);
}

static void changed(const uint8_t *data, size_t size)
{
	char *letter = jwe_seal(pair.theirs, said, strlen(said)), *text;
	size_t letter_len = strlen(letter), len = 0;

	for (size_t i = 0; i + 2 < size; i += 3)
		letter[(data[i] << 8 | data[i + 1]) % letter_len] ^= (char)data[i + 2];
	text = jwe_open(pair.ours, letter, letter_len, &len);
	must(!text || (len == strlen(said) && !memcmp(text, said, len)));
	free(text);
	free(letter);
}

static void headed(const uint8_t *data, size_t size)
{
	char *head = fuzz_line(&data, &size), *text;
	char *letter = jwe_seal_as(pair.theirs, head, (const char *)data, size);
	size_t len = 0;

	text = letter ? jwe_open(pair.ours, letter, strlen(letter), &len) : NULL;
	must(!text || (len == size && !memcmp(text, data, size)));
	free(text);
	free(letter);
	free(head);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t len = 0;

	if (!pair.ours)
		make_pair();
	if (size && *data == '=')
		free(jwe_open(pair.ours, (const char *)data + 1, size - 1, &len));
	else if (size && *data == '{')
		headed(data, size);
	else
		changed(data, size);
	return 0;
}
