/* Scenes of linked banks and transfers: omnumi 8.7, 8.8. */

#include "api/scenes.h"

const struct step scenes_banks[] = {
	{ .name = "bank", .op = &op_linkBank,
	  .set = "bankAccountDetails={\"bankLegalName\":\"US Bank\","
		 "\"bankAccountHolderName\":\"Ana Paz\",\"bankAccountType\":\"Savings\","
		 "\"bankAccountNumber\":\"Ul22440412\","
		 "\"bankAbaRoutingNumber\":\"021000021\"}" },
	{ .name = "linked-bank", .needs = "bank", .op = &op_listLinkedBanks,
	  .keep = "linkedBankId=data.0.linkedBankId" },
	{ .name = NULL }
};
