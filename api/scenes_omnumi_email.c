/* Scenes of e-mails, agreements and consents: omnumi 8.2 to 8.4. */

#include "api/scenes.h"

const struct step scenes_email[] = {
	{ .name = NULL }
};
