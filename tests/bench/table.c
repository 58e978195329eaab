#include "tests/bench/table.h"

#include <stdio.h>
#include <stdlib.h>

const struct goal goal_floor = { .text = "≤ 1.2x", .ratio_most = 1.2 };
const struct goal goal_none = { .text = "0", .most = 1e-9 };

void sample(struct samples *s, double value)
{
	if (s->n < SAMPLES_MAX)
		s->values[s->n++] = value;
}

static int by_size(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

double samples_part(struct samples *s, int thousandths)
{
	if (!s->n)
		return 0;
	qsort(s->values, (size_t)s->n, sizeof(s->values[0]), by_size);
	return s->values[(s->n - 1) * thousandths / 1000];
}

static bool meets(const struct row *r)
{
	const struct goal *g = r->goal;
	double ratio = r->floor > 0 ? r->ours / r->floor : 0;

	return (g->ratio_most <= 0 || ratio <= g->ratio_most) && ratio >= g->ratio_least &&
	       (g->most <= 0 || r->ours <= g->most);
}

void table_head(void)
{
	printf("| what | remitty | floor | ratio | goal |\n|---|---|---|---|---|\n");
}

/* Three digits say enough; what is counted has none behind the point. */
static int decimals(double value)
{
	if (value == (double)(long)value)
		return 0;
	return value < 10 ? 2 : value < 100 ? 1 : 0;
}

void table_row(struct table *t, const struct row *r)
{
	bool met = meets(r);

	printf("| %s | %.*f%s", r->what, decimals(r->ours), r->ours, r->unit);
	if (r->floor > 0)
		printf(" | %.*f%s | %.2f", decimals(r->floor), r->floor, r->unit,
		       r->ours / r->floor);
	else
		printf(" | |");
	printf(" | %s%s |\n", r->goal->text, met ? "" : " (missed)");
	fflush(stdout);
	if (!met)
		str_addf(&t->missed, "%s%s", t->missed.len ? "; " : "", r->what);
}

void table_end(struct table *t)
{
	if (t->missed.len)
		printf("\nMissed: %s.\n", t->missed.s);
	else
		printf("\nEvery goal is met.\n");
	str_release(&t->missed);
}
