#ifndef API_OPENAPI_H
#define API_OPENAPI_H

/* The catalogue as others read it: OpenAPI 3.1, JSON, Markdown. */

#include "api/op.h"

json_t *openapi_document(enum service);			/* new reference */
json_t *op_describe(const struct op *);			/* as `remitty operations --json`; new */
json_t *op_marks(const struct op *);			/* {VERSION: mark}; new */
json_t *json_words(const char *list);			/* array of comma-separated words; new */
char *op_markdown(void);				/* table for the README; the caller frees */

/* What the wallet service's document has besides: of one operation its versions and
 * credentials, of the whole its refusals and security schemes. */
void openapi_add_wallet(json_t *operation, const struct op *);
void openapi_wallet(json_t *document);

/* What a service's document says of the service as a whole. */
struct openapi_about {
	const char *title, *version, *description;
	const char *url, *url_note;
	const char *prefix;		/* before each operation's path */
};
extern const struct openapi_about openapi_about[SVC_COUNT];

#endif
