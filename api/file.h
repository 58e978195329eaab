#ifndef API_FILE_H
#define API_FILE_H

/* A file as a value (field_file): {"fileName", "mimeType", "base64"}, which is
 * FileUploaded of raas-schemas 10, or a part of its own in a form.  What is in
 * it is personal: nothing but name, size and kind is ever shown or recorded. */

#include "api/field.h"

#define FILE_CAP ((size_t)5000000)		/* bytes of one file */

/* The value of some bytes; mime NULL: by what they begin with.  Directories
 * before the name are dropped.  New reference. */
json_t *file_value(const char *name, const char *mime, const char *bytes, size_t len);

/* How many bytes it has; 0 when it is no such value. */
size_t file_size(const json_t *value);

/* Its bytes, which the caller frees; NULL when it is no such value. */
unsigned char *file_bytes(const json_t *value, size_t *len);

/* Could the file that was typed be read, and is it of no more than FILE_CAP bytes?
 * False with *err. */
bool file_is_there(const char *typed, struct err *err);

/* Is it Base64 of something, and of how many bytes; bytes as "48 kB". */
bool base64_fits(const char *text);
size_t base64_size(const char *base64);
void size_words(size_t bytes, char buf[static 24]);

#endif
