#ifndef API_RECORD_H
#define API_RECORD_H

/* The part of api/field.h that walks whole records; this declares only what
 * the group and list types of field.c need of it. */

#include "api/field.h"

/* struct field_type's check for a group or a list, with everything inside. */
bool record_check_nested(const struct field *, const json_t *value, struct err *err);

#endif
