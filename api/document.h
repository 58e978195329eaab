#ifndef API_DOCUMENT_H
#define API_DOCUMENT_H

/* A paper as the wallet service takes it (omnumi 5, 7): its name and its bytes in
 * Base64 are two texts.  What is in it is personal: only its size and a digest are
 * ever shown or recorded. */

#include "api/field.h"

/* content: typed as the path of a file; written with the prefix "base64,", read with
 * and without. */
extern const struct field_type field_document;

/* The same in an answer, where anything may stand. */
extern const struct field_type field_document_told;

/* fileName: letters, digits and dashes, and one of the endings. */
extern const struct field_type field_document_name;

/* The endings, without dots, NULL-terminated. */
extern const char *const document_endings[];

/* What a file would be called there, of its path: signs that are not taken become
 * dashes.  The caller frees. */
char *document_name(const char *path);

/* May a file of this name and size be sent?  False with *err. */
bool document_fits(const char *name, size_t bytes, struct err *);

#endif
