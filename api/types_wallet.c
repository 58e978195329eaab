/* Types of the wallet service. */

#include <string.h>

#include "api/text_type.h"

/* No checksum is asked: the vendor's own examples fail it (omnumi 5). */
static bool address_check_form(const struct field *f, const json_t *value, struct err *err)
{
	const char *s = text_type_value(f, value, err);

	if (!s)
		return false;
	if (has_prefix(s, "0x") && strlen(s) == 42 &&
	    strspn(s + 2, "0123456789abcdefABCDEF") == 40)
		return true;
	return err_set(err, ERR_INPUT, _("%s is 0x and 40 digits or letters a to f"), _(f->label));
}

const struct field_type field_wallet_address = {
	.name = "wallet address", .json = "string", .pattern = "^0x[0-9a-fA-F]{40}$",
	.parse = text_type_parse, .show = text_type_show, .check = address_check_form,
};
