#ifndef SCREENS_WHEN_H
#define SCREENS_WHEN_H

/* Times as a person at the counter says them, in the local zone. */

#include <stdint.h>

void clock_text(int64_t wall_ms, char buf[static 8]);		/* "12:04" */
void clock_seconds(int64_t wall_ms, char buf[static 12]);	/* "12:04:31" */

/* "12:04" today, "Tue" within a week, "14 Apr" this year, "14 Apr 2025" before. */
void day_text(int64_t wall_ms, char buf[static 24]);

/* "3 s", "2 min", "4 h", "3 d"; for ages and what is left. */
void span_text(int64_t ms, char buf[static 24]);

int64_t today_start(void); /* wall ms of the last local midnight */

#endif
