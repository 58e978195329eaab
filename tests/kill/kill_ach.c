/* A deposit and a withdrawal by ACH, of which nothing of ours comes back. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tests/kill/kill.h"

#define WALLET "usbc.ana.ul"

static bool confirm_by(struct console *c, const struct op *op, unsigned seed, char id[static 37])
{
	struct money amount = { 100 + seed * 7919 % 900000, "USBC" };
	struct ask ask = { .method = "US Bank ···· 0412" };
	json_t *args = json_pack(
		"{s:s, s:s, s:{s:s, s:s}, s:o, s:s, s:s, s:s, s:s}",
		"customerAccountId", "5f84a0c7-4b29-43f3-8d8e-63a5c8d4b1f9", "linkedBankId", "b-1",
		"identifier", "type", "namespace", "value", WALLET, "amount",
		money_to_json(&amount), "tokenSymbol", "USBC", "authorizationText",
		"I authorize this ACH transaction.", "secCode", "WEB", "ipAddress", "127.0.0.1");
	bool ok = outbox_take(c->box, op, args, &ask, NULL);

	json_decref(args);
	memcpy(id, ask.correlation_id, 37);
	return ok;
}

static bool deposit(struct console *c, unsigned seed, char id[static 37])
{
	return confirm_by(c, &op_achIn, seed, id);
}

static bool withdrawal(struct console *c, unsigned seed, char id[static 37])
{
	return confirm_by(c, &op_achOut, seed, id);
}

static char *made(const json_t *request)
{
	char *amount = json_dumps(json_object_get(request, "amount"),
				  JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));

	snprintf(board->amount, sizeof(board->amount), "%s", amount ? amount : "0");
	free(amount);
	board->made_at = time(NULL) + board->skipped / 1000;
	return xstrdup("{\"message\":\"triggered\",\"data\":{\"status\":\"INITIATED\","
		       "\"referenceId\":\"12361886992\",\"reasonCode\":\"A00\"}}");
}

/* A history in which somebody else's entries stand as well, before and after. */
static char *found(const char *head, int *status)
{
	static const char other[] =
		"{\"trxId\":\"0x0%d\",\"amount\":%s,\"from\":\"0xb\",\"to\":\"0xa\","
		"\"toNamespace\":\"" WALLET "\",\"status\":\"Completed\",\"timestamp\":%lld}";
	bool in = board->subject == &subject_deposit;
	struct str out = { 0 };

	(void)head, (void)status;
	str_add(&out, "{\"data\":[");
	str_addf(&out, other, 1, "0.5", (long long)time(NULL) + 90);
	if (board->made)
		str_addf(&out, ",{\"trxId\":\"0xabc\",\"amount\":%s,\"%s\":\"" WALLET "\","
			 "\"status\":\"Completed\",\"timestamp\":%lld,\"isError\":0,"
			 "\"memo\":\"NA\"}", board->amount, in ? "toNamespace" : "fromNamespace",
			 (long long)board->made_at);
	str_add(&out, ",");
	str_addf(&out, other, 2, *board->amount ? board->amount : "1", 1755372999LL);
	str_add(&out, "]}");
	return str_steal(&out);
}

#define ACH(words, of) \
	.name = (words), .seeds = 10, .looks = 12, .blurred = true, .confirm = (of), \
	.made = made, .found = found, \
	.failed = "{\"errors\":[{\"type\":\"internalServerError\",\"message\":\"An error occured " \
		  "while storing authorization record\"}]}"

const struct subject subject_deposit = { ACH("kill -9, ACH in", deposit) };
const struct subject subject_withdrawal = { ACH("kill -9, ACH out", withdrawal) };
