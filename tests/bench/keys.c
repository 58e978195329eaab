#include "tests/bench/keys.h"

enum { QUIET_MS = 6 };

void key_measure(struct tw *w, const char *key, struct keys *k)
{
	long bytes = w->bytes, reads = w->reads;
	int64_t begin = now_ns();

	tw_keys(w, key);
	if (!tw_read(w, 1000))
		tw_fail(w, "nothing came after %s", key);
	tw_drain(w, QUIET_MS);
	sample(&k->times, (double)(w->last_ns - begin) / 1e6);
	k->bytes += w->bytes - bytes;
	k->portions += w->reads - reads;
	k->frames++;
}
