#ifndef TESTS_POWER_H
#define TESTS_POWER_H

/* A disk in memory beneath SQLite, whose power can be cut: what was not synced
 * is then lost, torn or written in another order. */

#include <stdbool.h>
#include <stdint.h>

struct power {
	int fuse;		/* writes, syncs, truncations until the cut; 0: none */
	bool off;		/* cut: nothing works until power_back() */
	bool lies;		/* syncs do nothing, as with a bad disk */
	long cuts, writes, syncs;
	uint32_t (*roll)(uint32_t n);
	void (*went_off)(void);
};

extern struct power power;

void power_disk(void);			/* from here on SQLite's own disk */
void power_back(void);			/* what a cut left is what there is */
void power_wipe(void);			/* an empty disk */
void power_keep_template(void);		/* what is on it now … */
void power_use_template(void);		/* … is on it again */

#endif
