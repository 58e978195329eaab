/* Scenes of wallets: balance, history: omnumi 8.1, 8.9.  Their owner is a customer whom
 * the sandbox has from the start: no call makes one. */

#include "api/ops_wallets.h"
#include "api/scenes.h"

const struct step scenes_wallet[] = {
	{ .name = "omnumi-wallet", .op = &op_addWallet, .sandbox = true,
	  .set = OPS_OM_NEW_WALLET, .keep = "identifier=data.namespace" },
	{ .name = "omnumi-named-wallet", .op = &op_addWallet, .sandbox = true,
	  .set = OPS_OM_NEW_WALLET "; customNamespace=${new.word}",
	  .keep = "takenName=^customNamespace" },
	{ .name = NULL }
};
