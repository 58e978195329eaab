#ifndef API_OPS_WALLETS_H
#define API_OPS_WALLETS_H

/* What the tables of wallets, cards and personal data share, and by which of the
 * sandbox's people and wallets their answers are had (omnumi 11). */

#include "api/ops.h"

#define OPS_OM_CUSTOMER "5f84a0c7-4b29-43f3-8d8e-63a5c8d4b1f9"
#define OPS_OM_WALLET "usbc.ana.ul"
#define OPS_OM_SECOND_WALLET "usbc.luis.ul"
#define OPS_OM_BROKEN_WALLET "usbc.ledger-500.ul"	/* what is behind it fails */
#define OPS_OM_PRODUCT "7d405976-87f5-47a1-aa23-76a4ee8e63d0"
#define OPS_OM_UNREADABLE "00000000-0000-4000-8000-000000000500"	/* a customer */

/* Items of a scenario that adds a wallet. */
#define OPS_OM_NEW_WALLET \
	"customerAccountId=" OPS_OM_CUSTOMER "; accountAddress=${new.address}"

/* Of the other tenant, which allows a customer one wallet. */
#define OPS_OM_FOREIGN_TENANT "5f0c8a52-6d1b-4c1e-9a55-3b7f0e2d9c41"
#define OPS_OM_FOREIGN_WALLET "sunrise.nora.ul"
#define OPS_OM_FOREIGN_CUSTOMER "2cbfdc48-072c-40e5-8976-7ade3586faf6"

#endif
