/* Scenes of linked banks and transfers: omnumi 8.7, 8.8. */

#include "api/scenes.h"

const struct step scenes_banks[] = {
	{ .name = NULL }
};
