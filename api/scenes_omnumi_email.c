/* Scenes of e-mails, agreements and consents: omnumi 8.2 to 8.4. */

#include "api/scenes.h"

const struct step scenes_email[] = {
	/* the sandbox's code is the catalogue's example */
	{ .name = "mail-code", .op = &op_requestEmailOtp, .set = "email=${new.email}",
	  .keep = "verificationRequestId=data.verification_request_id" },
	{ .name = "agreement", .op = &op_previewAgreement, .set = "email=${new.email}",
	  .keep = "agreementId=data.0.id" },
	{ .name = "accepted-agreement", .needs = "agreement", .op = &op_updatePreviewAgreement,
	  .keep = "acceptedId=data.id" },
	{ .name = "ul-agreement", .op = &op_previewULAgreement, .set = "email=${new.email}",
	  .keep = "agreementId=data.0.id" },
	{ .name = NULL }
};
