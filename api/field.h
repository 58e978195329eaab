#ifndef API_FIELD_H
#define API_FIELD_H

/*
 * A field describes one value that an operation takes or gives back.  One
 * table draws the form, checks what was typed, builds the JSON, lets the
 * sandbox refuse a bad request, checks and shows a reply, masks what is
 * secret and writes the documentation.
 */

#include <jansson.h>

#include "api/util.h"

enum field_in { IN_BODY, IN_PATH, IN_QUERY };

struct field;

struct choice {
	const char *value;		/* on the wire; NULL ends a table */
	const char *label;		/* N_("…") for a person */
};

struct field_type {
	const char *name;		/* as documents call it: "phone", "amount" */
	const char *json;		/* JSON type: "string", "number", "integer", "boolean",
					 * "object", "array", "any"; "number|string": either */
	const char *format;		/* OpenAPI format or NULL: "date", "email", "uuid" */
	const char *pattern;		/* OpenAPI pattern or NULL */

	/* Typed text to JSON: a new reference, or NULL with *err filled.  Reads
	 * what a person types (blanks in a phone number); judging is check's. */
	json_t *(*parse)(const struct field *, const char *text, struct err *);

	/* JSON to text for a person; never NULL, the caller frees. */
	char *(*show)(const struct field *, const json_t *);

	/* Does the value fit?  The one validation: before sending, in the
	 * sandbox, and on replies.  err->text is a whole sentence. */
	bool (*check)(const struct field *, const json_t *, struct err *);

	/* Does it agree with the record it stands in (the country of a phone
	 * number, the currency of an amount)?  May be NULL; asked after check,
	 * wherever the record is known. */
	bool (*check_in)(const struct field *, const json_t *value, const json_t *record,
			 struct err *);

	/* A text that parse reads back into the value; NULL: show's does. */
	char *(*typed)(const struct field *, const json_t *);

	/* All that may be recorded of it; NULL: the value, or its mask where the
	 * field is secret. */
	char *(*redact)(const struct field *, const json_t *);

	/* What a text half typed can only go on to; NULL: that is not known. */
	char *(*complete)(const char *typed);

	/* Is this no beginning of such a value but of what must not be typed here?  Then
	 * *err says so, and the text is to be wiped; NULL: anything may be typed. */
	bool (*refuses)(const char *typed, struct err *err);
};

struct field {
	const char *key;		/* name on the wire; NULL ends a table */
	const char *label;		/* N_("…"): an agent's word for it */
	const struct field_type *type;
	enum field_in in;
	bool required;
	bool secret;			/* masked on screen; never logged, stored or exported */
	bool nullable;			/* null is a legal value in a reply */
	int min, max;			/* characters of text or bounds of an integer; 0: none */
	const struct choice *choices;	/* of field_choice (closed) and field_word (open list) */
	const struct field *fields;	/* of a group, or of each item of a list of groups */
	const struct field *of;		/* one field describing each item of a list of values */
	const char *currency_key;	/* of amounts: key of the sibling with the currency */
	const char *country_key;	/* of phone, subdivision: key of the sibling country */
	const char *section;		/* N_("Who"): heading under which a form shows it */
	const char *example;		/* text that parses and fits its own check */
	const char *help;		/* N_("…"): shown while the field has the focus */
	const char *code_missing;	/* code the service answers when it is missing or blank */
	const char *code_bad;		/* code the service answers when it is ill-formed */
	const char *code_in;		/* when it disagrees with its sibling, or with what the
					 * service has; NULL: code_bad */
	const char *source;		/* where the wire fact stands: "raas 5.2 [S]" */
	const char *since;		/* the service's version that first has it; NULL: all do */
};

/* General types (field.c; group, list and any: lists.c). */
extern const struct field_type field_text,	/* one line of UTF-8 */
	field_name,				/* of a person: letters, no digits */
	field_bool, field_number, field_int,
	field_choice,				/* closed list */
	field_word,				/* open list: choices explain, others pass */
	field_time,				/* ISO 8601 or /Date(ms)/ in replies */
	field_group, field_list, field_any,	/* object, array, any JSON */
	field_some;				/* in a reply: a group, or a list of such */

/* Types with rules of their own (types.c, dates.c, accounts.c, amounts.c, business.c). */
extern const struct field_type field_phone,	/* E.164, valid mobile number of its country */
	field_phone_of_country,			/* the same, or as dialled in its sibling country */
	field_email,
	field_phone_or_email,
	field_birth_date,			/* real date, 18 to under 100 years */
	field_date, field_date_us,		/* a day, on the wire 2025-08-16 or 08/16/2025; */
	field_date_dmy,				/* or 16-08-2025: people type one form for all */
	field_born_dmy,				/* the same, past; 2025-08-16 is read, too */
	field_expiry,				/* MMYY, not past */
	field_clabe,				/* 18 digits with check digit */
	field_account,				/* of a bank in the USA; its last four are shown */
	field_aba,				/* 9 digits with check digit */
	field_pan, field_cvv,			/* Luhn; 3 or 4 digits; always secret */
	field_card_token, field_cvv_token,	/* tok_…_1111 */
	field_uuid, field_country, field_subdivision, field_currency,
	field_amount,				/* JSON number > 0 that fits its currency */
	field_fee,				/* the same, zero allowed */
	field_amount_either,			/* an amount as a number or as text, "100.50" */
	field_rate, field_link,
	field_wallet_address,			/* 0x and 40 hex digits */
	field_line,				/* telephone of any kind, with or without + */
	field_tax_id,				/* of the US where country_key (dotted) says so */
	field_state,				/* two letters where the country is US or CA */
	field_numbered,				/* closed list of codes, as text or as number */
	field_numbered_word,			/* the same, open */
	field_ssn,				/* nine digits, or the last four */
	field_file;				/* api/file.h: typed as its path */

#define field_each(f, table) for (const struct field *f = (table); f && f->key; f++)

/* Was nothing given: a value that is missing, null or blank text. */
bool field_absent(const json_t *value);

/* Text of the member that currency_key or country_key names; NULL when key is
 * NULL or the record has no such text.  Borrowed. */
const char *field_sibling(const json_t *record, const char *key);

/* Find by key; a dotted key steps into groups and lists ("Quotes.0.Type",
 * "Quotes.Type").  NULL when there is none. */
const struct field *field_find(const struct field *table, const char *key);

/* A text that field_read makes this value of again.  The caller frees. */
char *field_typed(const struct field *, const json_t *value);

/* What a text half typed can only go on to; NULL when nothing is known of that.
 * The caller frees. */
char *field_complete(const struct field *, const char *typed);

/* Typed text to a checked value.  NULL with *err (field filled) when it does
 * not fit; JSON null for an empty optional field. */
json_t *field_read(const struct field *, const char *text, struct err *);

/* What a value looks like to a person: masked when secret, "" when missing or
 * of the wrong type.  The caller frees. */
char *field_show(const struct field *, const json_t *value);

/* Check a whole record.  On failure false, *err with the dotted path of the
 * first field at fault, and, in *at when given, that field.  Null and blank
 * text count as missing; members that the table does not know are fine. */
bool record_check(const struct field *table, const json_t *record, struct err *err,
		  const struct field **at);

/* The same; *code is what the service documents for this fault, NULL when the
 * field names none of its own. */
bool record_check_code(const struct field *table, const json_t *record, struct err *err,
		       const char **code);

/* A record made of the fields' examples; all of them, or only required ones.  New reference. */
json_t *record_example(const struct field *table, bool required_only);

/* How a secret is shown: "···· 1111" for a card number or a vault token that
 * ends in the card's last four, "····" for all else.  The caller frees. */
char *secret_mask(const json_t *value);

/* A deep copy in which every secret value is replaced by its mask; what the
 * table does not describe is searched for secrets as well. */
json_t *record_redact(const struct field *table, const json_t *record);

#endif
