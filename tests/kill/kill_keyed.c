/* A registration and a bank account, which the service knows by phone and number. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/kill/kill.h"

#define ACCOUNT "002320275621938815"
#define USER "{\"userId\":\"OSZwErXgt1MGPHwkYJVqz3LTN0R2\",\"status\":\"Completed\"}"
#define METHOD "{\"type\":\"UBN\",\"id\":\"b28cd13a-df67-46db-9f2d-c48e634789d6\",\"name\":" \
	"\"UBN-8815\",\"number\":\"" ACCOUNT "\",\"accountNumber\":\"" ACCOUNT "\",\"status\":" \
	"\"Created\",\"isPrimary\":false,\"canOperate\":true,\"country\":\"MX\",\"currency\":" \
	"\"MXN\",\"createdAt\":\"2026-04-13T17:54:15.180Z\"}"

static bool take(struct console *c, const struct op *op, json_t *args, char id[static 37])
{
	struct ask ask = { .customer = "Ofelia Nava" };
	bool ok = outbox_take(c->box, op, args, &ask, NULL);

	json_decref(args);
	memcpy(id, ask.correlation_id, 37);
	return ok;
}

static bool confirm_registration(struct console *c, unsigned seed, char id[static 37])
{
	(void)seed;
	return take(c, &op_registerUserV2, record_example(op_registerUserV2.in, true), id);
}

static bool confirm_account(struct console *c, unsigned seed, char id[static 37])
{
	(void)seed;
	return take(c, &op_addUBNAccount,
		    json_pack("{s:s, s:s}", "userToken", "usr_1", "number", ACCOUNT), id);
}

static char *made_customer(const json_t *request)
{
	(void)request;
	return xstrdup(USER);
}

static char *made_method(const json_t *request)
{
	(void)request;
	return xstrdup(METHOD);
}

static char *found_customer(const char *head, int *status)
{
	(void)head;
	if (board->made)
		return xstrdup(USER);
	*status = 404;
	return xstrdup("{\"code\":\"ERROR_USER_NOT_FOUND\",\"reason\":\"none\"}");
}

static char *found_methods(const char *head, int *status)
{
	(void)head, (void)status;
	return xstrdup(board->made ? "[" METHOD "]" : "[]");
}

#define FAILED "{\"reason\":\"An unhandled error has occurred\"," \
	"\"code\":\"ERROR_INTERNAL_SERVER_ERROR\"}"

const struct subject subject_registration = {
	.name = "kill -9, registration", .seeds = 10, .looks = 1000,
	.confirm = confirm_registration, .made = made_customer, .found = found_customer,
	.look = "/get-user-token-v2", .failed = FAILED,
};
const struct subject subject_account = {
	.name = "kill -9, bank account", .seeds = 10, .looks = 1000, .confirm = confirm_account,
	.made = made_method, .found = found_methods, .failed = FAILED,
};
