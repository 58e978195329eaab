/* Scenes of business users and identity: omnumi 8.5, 8.6. */

#include "api/scenes.h"

const struct step scenes_business[] = {
	{ .name = NULL }
};
