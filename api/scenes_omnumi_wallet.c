/* Scenes of wallets: balance, history: omnumi 8.1, 8.9. */

#include "api/scenes.h"

const struct step scenes_wallet[] = {
	{ .name = NULL }
};
