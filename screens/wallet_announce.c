/* Telling of a transfer on the chain before it is made.  What the service answers is
 * documented nowhere, so its number is looked for where it is likely to stand. */

#include "screens/wallet_own.h"

#include <stdlib.h>

#include "api/json_path.h"
#include "screens/sheet.h"

/* "" when there is none in any of the likely places; borrowed. */
static const char *number_in(const json_t *body)
{
	static const char *const places[] = {
		"data.correlationId", "correlationId", "data.correlation_id", "data"
	};

	for (size_t i = 0; i < ARRAY_LEN(places); i++) {
		const char *text = text_at(body, places[i]);

		if (text)
			return text;
	}
	return "";
}

static void on_announced(void *owner, const struct op *op, const struct reply *reply)
{
	struct screen *screen = owner;
	const char *number = number_in(reply->body);
	struct dialog_arg arg = { .title = _("The transfer is announced") };
	char *text;

	(void)op;
	if (reply->err.kind) {
		app_blame(screen->app, &reply->err);
		return;
	}
	text = *number ? xasprintf(_("Its number is %s.\n\nThe transfer itself is made in the "
				     "wallet's own app, with the same memo. (The answer with the "
				     "number is not documented.)"), number) :
	       xstrdup(_("The service noted it and gave no number, which is not documented "
			 "either.\n\nThe transfer itself is made in the wallet's own app, with the "
			 "same memo."));
	arg.text = text;
	app_push(screen->app, &dialog_screen, &arg);
	free(text);
}

static void announce(struct screen *below, const json_t *record)
{
	http_send(below->app->http, &op_createCorrelation, record, on_announced, below);
}

void wallet_announce(struct screen *screen)
{
	char fresh[37], *device;
	json_t *prefill;
	struct sheet_arg arg = {
		.title = _("Announce a transfer on the chain"),
		.text = _("So that the transfer that follows can be checked for fraud. Nothing "
			  "moves yet. What the service answers is not documented."),
		.fields = op_createCorrelation.in, .run = announce,
	};

	uuid_new(fresh);
	device = store_value_once(screen->app->store, "wallet_device", fresh);
	prefill = json_pack("{s:s, s:s}", "deviceId", device ? device : fresh, "ip", "127.0.0.1");
	arg.prefill = prefill;
	app_push(screen->app, &sheet_screen, &arg);
	json_decref(prefill);
	free(device);
}
