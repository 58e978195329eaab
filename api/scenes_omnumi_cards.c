/* Scenes of debit cards: omnumi 8.10. */

#include "api/ops_wallets.h"
#include "api/scenes.h"

const struct step scenes_cards[] = {
	{ .name = "omnumi-card-wallet", .op = &op_addWallet, .sandbox = true,
	  .set = OPS_OM_NEW_WALLET, .keep = "nameSpace=data.namespace" },
	{ .name = "omnumi-card", .needs = "omnumi-card-wallet", .op = &op_requestCard,
	  .sandbox = true },
	{ .name = "omnumi-lost-card", .needs = "omnumi-card", .op = &op_reportCardLost,
	  .sandbox = true },
	{ .name = NULL }
};
