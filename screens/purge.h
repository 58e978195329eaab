#ifndef SCREENS_PURGE_H
#define SCREENS_PURGE_H

/* Deleting what tells of customers, in the records and among the papers that were
 * kept: by age, or of one of them. */

#include "api/config.h"
#include "api/store_purge.h"

enum { PURGE_DAYS = 90 };	/* offered */

/* "90d", "12w", "6m", "2y", or days: the wall time before which it is old.  False
 * with *err. */
bool purge_age(const char *text, int64_t *before, struct err *err);

/* Records and papers. */
bool purge_old(struct store *, const struct config *, int64_t before, bool count_only,
	       struct purged *, struct err *);
bool purge_customer(struct store *, const struct config *, const struct customer *, bool count_only,
		    struct purged *, struct err *);

/* "3 customers, 12 calls …", and what stays and why; new. */
char *purge_words(const struct purged *);
char *purge_stays(const struct purged *);

/* Old records, once a day, where the settings say so; behind the first frame. */
struct app;
void purge_by_itself(struct app *);

/* Asks first.  customer: borrowed until it is open; NULL: by age. */
struct purge_arg {
	const struct customer *customer;
};
extern const struct screen_ops purge_screen;

#endif
