/* The settings that exist: each is one row. */

#include "api/config_file.h"

#define AT(member) offsetof(struct config, member)

const struct setting settings[] = {
	{ .key = "default_profile", .type = SET_TEXT, .offset = AT(profile), .builtin = "sandbox",
	  .variable = "REMITTY_PROFILE", .anywhere = true },
	{ .key = "environment", .type = SET_TEXT, .offset = AT(environment),
	  .builtin = "sandbox", .words = "sandbox,test,live" },
	{ .key = "base_url", .type = SET_TEXT, .offset = AT(base_url) },
	{ .key = "vgs_url", .type = SET_TEXT, .offset = AT(vgs_url) },
	{ .key = "api_key_file", .type = SET_PATH, .offset = AT(api_key_file) },
	{ .key = "api_key_command", .type = SET_COMMAND, .offset = AT(api_key_command) },
	{ .key = "scopes", .type = SET_WORDS, .offset = AT(scopes) },
	{ .key = "link_hosts", .type = SET_WORDS, .offset = AT(link_hosts), .builtin = "" },
	{ .key = "tenant_country", .type = SET_TEXT, .offset = AT(tenant_country),
	  .builtin = "MX" },
	{ .key = "tenant_currency", .type = SET_TEXT, .offset = AT(tenant_currency),
	  .builtin = "MXN" },
	{ .key = "client_certificate", .type = SET_PATH, .offset = AT(client_certificate) },
	{ .key = "client_key", .type = SET_PATH, .offset = AT(client_key) },
	{ .key = "client_p12", .type = SET_PATH, .offset = AT(client_p12) },
	{ .key = "ca_file", .type = SET_PATH, .offset = AT(ca_file) },
	{ .key = "request4r", .type = SET_FLAG, .offset = AT(request4r), .builtin = "false" },
	{ .key = "request4r_public_key", .type = SET_PATH, .offset = AT(request4r_public_key) },
	{ .key = "request4r_private_key", .type = SET_PATH, .offset = AT(request4r_private_key) },
	{ .key = "typed_cards", .type = SET_FLAG, .offset = AT(typed_cards) },
	{ .key = "sandbox_clock", .type = SET_NUMBER, .offset = AT(sandbox_clock), .builtin = "1" },
	{ .key = "connect_timeout_ms", .type = SET_NUMBER, .offset = AT(connect_timeout_ms),
	  .builtin = "10000" },
	{ .key = "timeout_ms", .type = SET_NUMBER, .offset = AT(timeout_ms), .builtin = "30000" },
	{ .key = "lang", .type = SET_TEXT, .offset = AT(lang), .variable = "REMITTY_LANG",
	  .anywhere = true, .words = "en,es" },
	{ .key = "theme", .type = SET_TEXT, .offset = AT(theme), .builtin = "auto",
	  .variable = "REMITTY_THEME", .anywhere = true, .words = "auto,dark,light,contrast,mono" },
	{ .key = "ascii", .type = SET_FLAG, .offset = AT(ascii), .builtin = "false",
	  .variable = "REMITTY_ASCII", .anywhere = true },
	{ .key = "mouse", .type = SET_FLAG, .offset = AT(mouse), .builtin = "true",
	  .variable = "REMITTY_MOUSE", .anywhere = true },
	{ .key = "read_only", .type = SET_FLAG, .offset = AT(read_only), .builtin = "false",
	  .variable = "REMITTY_READ_ONLY", .anywhere = true },
	{ .key = "history", .type = SET_COUNT, .offset = AT(history), .builtin = "500",
	  .variable = "REMITTY_HISTORY", .anywhere = true },
	{ .key = NULL }
};
