#ifndef SCREENS_COMPANY_H
#define SCREENS_COMPANY_H

/* A company being taken on: what was typed into its form, in the shape of the request
 * but as texts.  Its journey keeps it without what is secret; a paper is kept as the
 * path of its file. */

#include "screens/omni.h"
#include "tui/list.h"

struct company {
	struct app *app;
	json_t *typed;			/* owned */
};

#define COMPANY_ALIAS "company:"	/* how the alias of its journey begins */
#define COMPANY_FIELDS 16		/* the most that a section has, with the end */

/* Is this journey a company's, and was the company registered already? */
bool company_is(const struct journey_row *);
bool company_is_sent(const struct journey_row *);

/* Put the journey in hand away and take this one, 0: a new one. */
bool company_take(struct app *, int64_t journey_id);

/* The page of the company in hand: its form, or how far it is. */
void company_resume(struct app *);

void company_init(struct company *, struct app *);
void company_release(struct company *);		/* wipes what is secret */

/* Something was typed or taken away: into the journey with it. */
void company_changed(struct company *);

/* What a table and what was typed come to. */
struct tally {
	bool light;			/* papers are not read from the disk, only looked for */
	struct form *blame;		/* where the faults of the outermost go; NULL */
	int missing, again, wrong;	/* again: of the missing, what was typed but is never
					 * kept on disk */
	int papers;
	struct err first;		/* of the wrong or missing */
};

/* The record as it would be sent, new; what does not fit is left out and counted.
 * Let go of it, or of what was typed, by company_drop(), which wipes it. */
json_t *company_record(struct tally *, const struct field *table, const json_t *typed);
void company_drop(json_t *record);
int tally_faults(const struct tally *);

/* "complete", "3 missing, 1 to be typed again"; the caller frees. */
char *tally_words(const struct tally *);

/* The fields of the request that these keys name, for a form of its own. */
void company_fields(struct field fields[static COMPANY_FIELDS], const char *const *keys);

/* A text of what was typed, by a dotted path; borrowed, "". */
const char *typed_text(const json_t *typed, const char *path);

/* The list under a key, made when it is not there; borrowed. */
json_t *typed_list(json_t *typed, const char *path);

/* The rows of its lists are hot places from here on.  One was clicked: the bar goes
 * there; true when it stood there already. */
#define COMPANY_ROW 100
bool company_clicked(struct list *, int hot);

/* One part of it in a form: a section, or an entry of a list. */
struct part_arg {
	struct company *company;
	const char *title;		/* translated; copied */
	const struct field *table;	/* static, or of keys */
	const char *const *keys;	/* of the request; NULL: table is meant */
	json_t *typed;			/* of this part, borrowed */
	const struct err *err;		/* shown under its field; NULL */
};

/* The entries of a list. */
struct entries_arg {
	struct company *company;
	const struct field *field;	/* the list's */
	json_t *list;			/* borrowed */
};

/* A file from a folder. */
struct files_arg {
	const char *title;		/* translated; copied */
	const char *path;		/* where to begin; "" */
	void (*run)(struct screen *below, const char *path);	/* below is on top again */
};

/* A badge from the list. */
struct badges_arg {
	const char *title;		/* N_() */
	const char *search;
	void (*run)(struct screen *below, const char *id, const char *name);
};

/* How far a company's onboarding is. */
struct told_arg {
	const char *id;			/* copied */
};

/* What the telephone company knows of a person goes into a form. */
struct prove_arg {
	const char *phone;		/* to begin with; "" */
	void (*run)(struct screen *below, const json_t *known);	/* NULL: only looked at */
};

/* companies: where a company's form is begun or taken up; company: its sections. */
extern const struct screen_ops companies_screen, company_screen, part_screen, entries_screen,
	files_screen, badges_screen, badge_screen, told_screen, prove_screen;

extern const struct omni_journey company_journey, prove_journey, badges_journey;

#endif
