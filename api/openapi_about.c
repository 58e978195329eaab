#include "api/openapi.h"

const struct openapi_about openapi_about[SVC_COUNT] = {
	[SVC_RAAS] = {
		.title = "RaaS partner API, ask flow",
		.version = "1.0.0",
		.description = "The operations of the remittance service that remitty uses: "
			       "customers, payers, methods, quotes and asks. Amounts are JSON "
			       "numbers in the currency's main unit; a userToken is the userId "
			       "that looking a customer up gives.",
		.url = "https://raas-partner-cv.nomas.cash/v1",
		.url_note = "Integration",
		.prefix = "",
	},
	[SVC_VGS] = {
		.title = "Card vault",
		.version = "1.0.0",
		.description = "The proxy that exchanges a card number for a token. Card "
			       "numbers go nowhere else.",
		.url = "https://vault.sandbox.verygoodproxy.com",
		.url_note = "Sandbox of the vault; the first label is the tenant's vault",
		.prefix = "/post",
	},
	[SVC_OMNUMI] = {
		.title = "Omnumi public API",
		.version = "4.0.0",
		.description = "The operations of the wallet service: agreements, e-mail codes, "
			       "consents, linked banks, ACH, wallets, debit cards, badges and "
			       "business users.",
		.url = "https://omnumi.example",
		.url_note = "The vendor names no address: it comes with the contract",
		.prefix = "",
	},
};
