/* Scenes of debit cards: omnumi 8.10. */

#include "api/scenes.h"

const struct step scenes_cards[] = {
	{ .name = NULL }
};
