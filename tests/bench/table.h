#ifndef TESTS_BENCH_TABLE_H
#define TESTS_BENCH_TABLE_H

/* Samples, and the table of figures beside their floors and goals. */

#include "api/util.h"

enum { SAMPLES_MAX = 512 };

struct samples {
	double values[SAMPLES_MAX];
	int n;
};

void sample(struct samples *, double value);
/* The value below which so many of a thousand lie; 500 is the median. */
double samples_part(struct samples *, int thousandths);

/* What a figure has to be.  0: asks for nothing. */
struct goal {
	const char *text;
	double ratio_most, ratio_least;	/* ours to the floor */
	double most;
};

extern const struct goal goal_floor;	/* at most 1.2 of the floor */
extern const struct goal goal_none;	/* nothing at all */

struct row {
	const char *what, *unit;
	double ours, floor;		/* floor 0: there is none */
	const struct goal *goal;
};

struct table {
	struct str missed;		/* names of the rows that miss their goals */
};

void table_head(void);
void table_row(struct table *, const struct row *);
/* What is missed, in a line; releases the table. */
void table_end(struct table *);

#endif
