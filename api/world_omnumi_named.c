/* What is only named: where a version has not retired it yet it is taken, and answered
 * with nothing, since nothing is documented (omnumi 8.13). */

#include "api/world_omnumi.h"

static void take(struct request *req)
{
	*req->answer = (struct answer){ op_success(req->op), NULL };
}

void do_getFileUploadStatus(struct request *req)
{
	refuse(req, 400, "CSV log entry not found");
}

void do_uploadFederateIdFile(struct request *req)
{
	take(req);
}

void do_getTransferMethods(struct request *req)
{
	refuse(req, 400, "Please provide valid namespace");
}

void do_addTransferMethod(struct request *req)
{
	take(req);
}

void do_createConfirmationRequest(struct request *req)
{
	take(req);
}

void do_createDepositRequest(struct request *req)
{
	take(req);
}

void do_redeemFiatTransfer(struct request *req)
{
	take(req);
}
