/* Every target with its corpus, then with that corpus changed by dice: the same
 * each time.  replay [ROUNDS [SEED]] */

#include <dirent.h>
#include <string.h>

#include "api/lang.h"
#include "tests/fuzz/fuzz.h"

enum { ROUNDS = 6000, MOST_INPUT = 4096, MOST_FILES = 64, FILE_CAP = 64 * 1024 };

#define DECLARE(name) int fuzz_##name(const uint8_t *data, size_t size);
FUZZED(DECLARE)

struct target {
	const char *name;
	int (*run)(const uint8_t *, size_t);
};

static const struct target targets[] = {
#define ROW(target) { #target, fuzz_##target },
	FUZZED(ROW)
};

struct corpus {
	char *bytes[MOST_FILES];
	size_t len[MOST_FILES];
	int n;
};

static int is_file(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void load(struct corpus *corpus, const char *name)
{
	char *dir = xasprintf("tests/fuzz/corpus/%s", name);
	struct dirent **files;
	int n = scandir(dir, &files, is_file, alphasort);

	for (int i = 0; i < n; i++) {
		char *path = xasprintf("%s/%s", dir, files[i]->d_name);

		must(corpus->n < MOST_FILES);
		corpus->bytes[corpus->n] = file_read(path, FILE_CAP, &corpus->len[corpus->n],
						     NULL);
		must(corpus->bytes[corpus->n]);
		corpus->n++;
		free(path);
		free(files[i]);
	}
	if (n >= 0)
		free(files);
	free(dir);
	must(corpus->n > 0);
}

static uint64_t roll(uint64_t *dice, uint64_t sides)
{
	*dice ^= *dice << 13;
	*dice ^= *dice >> 7;
	*dice ^= *dice << 17;
	return sides ? *dice % sides : 0;
}

struct input {
	uint8_t bytes[MOST_INPUT];
	size_t len;
};

static void take(struct input *in, size_t at, const char *bytes, size_t len)
{
	if (at > sizeof(in->bytes))
		return;
	if (len > sizeof(in->bytes) - at)
		len = sizeof(in->bytes) - at;
	memcpy(in->bytes + at, bytes, len);
	in->len = at + len;
}

/* One change: a bit, a telling byte, a piece taken out or doubled, another tail. */
static void change(struct input *in, const struct corpus *corpus, uint64_t *dice)
{
	static const char telling[] = "\0\xff\x80\xc3\xe2\xf0\x7f\x1b\n\",:{}[]%\\-0;";
	size_t at = roll(dice, in->len), n = 1 + roll(dice, 16);
	int other = (int)roll(dice, (uint64_t)corpus->n);
	uint64_t what = roll(dice, 6);

	if (!in->len || what == 0) {
		take(in, at, corpus->bytes[other], corpus->len[other]);
		return;
	}
	if (n > in->len - at)
		n = in->len - at;
	if (what == 1) {
		in->bytes[at] ^= (uint8_t)(1 << roll(dice, 8));
	} else if (what == 2) {
		in->bytes[at] = (uint8_t)telling[roll(dice, sizeof(telling))];
	} else if (what == 3) {
		memmove(in->bytes + at, in->bytes + at + n, in->len - at - n);
		in->len -= n;
	} else if (what == 4) {
		in->len = at;
	} else if (in->len + n <= sizeof(in->bytes)) {
		memmove(in->bytes + at + n, in->bytes + at, in->len - at);
		in->len += n;
	}
}

/* From memory of its own, so that a byte read past its end is noticed. */
static void give(const struct target *target, const uint8_t *bytes, size_t len)
{
	uint8_t *own = xmalloc(len ? len : 1);

	if (len)
		memcpy(own, bytes, len);
	target->run(own, len);
	free(own);
}

static long replay(const struct target *target, long rounds, uint64_t seed)
{
	struct corpus corpus = { .n = 0 };
	struct input in;
	uint64_t dice = (seed + 1) * 0x9e3779b97f4a7c15u | 1;

	load(&corpus, target->name);
	for (int i = 0; i < corpus.n; i++)
		give(target, (const uint8_t *)corpus.bytes[i], corpus.len[i]);
	for (long i = 0; i < rounds; i++) {
		int file = (int)roll(&dice, (uint64_t)corpus.n);

		take(&in, 0, corpus.bytes[file], corpus.len[file]);
		for (uint64_t changes = 1 + roll(&dice, 4); changes; changes--)
			change(&in, &corpus, &dice);
		give(target, in.bytes, in.len);
	}
	for (int i = 0; i < corpus.n; i++)
		free(corpus.bytes[i]);
	return corpus.n + rounds;
}

int main(int argc, char **argv)
{
	const char *fewer = getenv("PROOF_SEEDS");
	long rounds = argc > 1 ? strtol(argv[1], NULL, 10) : fewer ? ROUNDS / 10 : ROUNDS, n = 0;
	uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;

	lang_init();
	lang_set("en");
	for (size_t i = 0; i < ARRAY_LEN(targets); i++) {
		printf("# %s\n", targets[i].name);
		fflush(stdout);
		n += replay(&targets[i], rounds, seed);
		printf("ok %zu - %s stands what nobody meant\n", i + 1, targets[i].name);
	}
	printf("# figure: hostile input | %zu targets, %ld inputs, seed %llu, 0 findings\n",
	       ARRAY_LEN(targets), n, (unsigned long long)seed);
	return 0;
}
