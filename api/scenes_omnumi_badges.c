/* Scenes of badges and personal data: omnumi 8.11, 8.12. */

#include "api/scenes.h"

const struct step scenes_badges[] = {
	{ .name = NULL }
};
