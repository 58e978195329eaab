#ifndef API_OP_H
#define API_OP_H

/* An operation of a service, described once and only here. */

#include "api/field.h"

/* SVC_SANDBOX: the switches of the sandbox, at the address of SVC_RAAS and without
 * a key; the inspector does not tell of its calls. */
enum service { SVC_RAAS, SVC_VGS, SVC_OMNUMI, SVC_COUNT, SVC_SANDBOX = SVC_COUNT };

/* How a refusal is written (omnumi 4.2; the readers take them all). */
enum refusal_shape {
	REFUSAL_USUAL,		/* the service's usual: {"reason","code"} of raas, E1 of omnumi:
				 * {"errors":[{"type","message"}]} */
	REFUSAL_ERROR,		/* E2: the entry has "error" in place of "message" */
	REFUSAL_DATA,		/* E3: the entry has no type and an empty "data" object */
	REFUSAL_NESTED,		/* E4: "message" is a list of entries */
	REFUSAL_OBJECT,		/* E5: "errors" is one object */
	REFUSAL_BARE,		/* E6: {"type","message"} */
	REFUSAL_TYPES,		/* E7: a list at the top, "type" is a list of entries */
	REFUSAL_CATCH,		/* E8: {"CatchError":{}} */
	REFUSAL_EMPTY,		/* E9: no body */
	REFUSAL_FRAMEWORK,	/* E10: {"statusCode","message","error"} */
};

enum reply_shape {
	REPLY_OBJECT,		/* out describes the object */
	REPLY_LIST,		/* a bare array; out describes each item */
	REPLY_WORDS,		/* a bare array of strings; out[0] describes each */
	REPLY_WORD,		/* a bare JSON string; out[0] describes it */
	REPLY_NONE,		/* a success says nothing; out is NULL */
};

/* One documented answer and how to provoke it; the scenario matrix, the
 * OpenAPI document and the README come from these. */
struct answer_doc {
	int status;		/* 0 ends a table */
	const char *code;	/* NULL: success, or none documented; "type" of an omnumi entry */
	const char *title;	/* N_("unknown user") */
	const char *provoke;	/* what to do on the sandbox to get it, in English for QA */
	const char *reason;	/* the vendor's sample text, or NULL; "message" of an omnumi entry,
				 * which tells apart what has one status and type */
	const char *how;	/* the same for the scenario runner: see api/scenario.h */
	const struct field *more;	/* what a refusal's body has besides reason and code, or
					 * NULL; none of it required */
	bool bare;		/* the refusal's body is one JSON string, its reason */
	enum refusal_shape shape;
};

struct op {
	const char *name;		/* operation id as the reference spells it */
	const char *group;		/* N_("Customers") */
	const char *title;		/* N_("Register a customer") */
	const char *summary;		/* N_("…"): one sentence */
	enum service service;
	const char *method;
	const char *path;		/* "/user/contacts/{userToken}" */
	const char *scopes;		/* comma-separated, any one is enough; NULL: no key */
	int scope_status;		/* answer to a key without them: 401 (0 means 401) or 403 */
	const struct field *in;
	const char *one_of;		/* "email,phoneNumber": one is needed, the first that
					 * is given counts, the others are not looked at */
	const char *one_of_code;	/* answer when none is given */
	const struct field *out;
	enum reply_shape shape;
	bool multipart;			/* its body is a form of parts, not JSON */
	bool may_be_empty;		/* 204 without a body is declared */
	const struct answer_doc *answers;	/* the usual success first: its status is sent */
	int refuse_status;		/* answer to a body that does not fit; 0 means 400 */
	const char *refuse_code;	/* unless the field names one; NULL: ERROR_INVALID_SCHEMA */
	bool moves_money;		/* confirmed, through the outbox, never sent twice */
	bool changes;			/* writes: off under --read-only, not repeated by itself */
	const char *source;		/* "raas 5.13" */

	/* Of a service with versions: a mark for each of op_versions (omnumi 2): N new,
	 * M changed, D deprecated, R back again, = unchanged, - not there yet. */
	const char *marks;		/* "=M"; NULL: the service has no versions */
	const char *earlier;		/* older pages that knew it: "partner 2.6.0"; NULL */
	bool named_only;		/* no more of it is documented than its name */
	const char *credentials;	/* of tenant-id, api-key, access-token, bearer those that
					 * it cannot do without, comma-separated; NULL: none */
	const char *discloses;		/* N_("personal data"): what its answer shows of whom its
					 * first input names; each reading is written down before
					 * it is shown (api/store_disclosures.h).  NULL: nothing */
};

/* The versions of omnumi that marks speak of, oldest first: "3.1.0", "4.0.0"; NULL ends. */
extern const char *const op_versions[];

#define OP_VERSION_USUAL "4.0.0"

/* The mark of a version; '=' where the service has none, '-' for an unknown one. */
char op_mark(const struct op *, const char *version);

/* Is it retired there: deprecated, and not back again? */
bool op_deprecated(const struct op *, const char *version);

/* Is this version older than since?  False when since is NULL. */
bool version_before(const char *version, const char *since);

/* May it be made with this version?  False with *err, which says why not. */
bool op_offered(const struct op *, const char *version, struct err *);

/* A value as this version knows it, without the fields that came later; new
 * reference. */
json_t *version_trim(const struct field *table, const json_t *value, const char *version);

/* Every operation is listed here once; a missing definition fails to link. */
#define OPS(_) \
	OPS_ASK(_) OPS_ENROL(_) OPS_IDENTITY(_) OPS_CORRIDORS(_) OPS_FUNDS(_) OPS_MANAGE(_) \
	_(tokenizeCard) \
	OPS_WALLET_LOGIN(_) OPS_EMAIL(_) OPS_AGREEMENTS(_) OPS_BUSINESS(_) OPS_BANKS(_) \
	OPS_WALLET(_) OPS_CARDS(_) OPS_BADGES(_) OPS_PII(_) OPS_NAMED(_)

/* raas 5 and the quote of 6.10 that needs no people */
#define OPS_ASK(_) \
	_(getUserTokenV2) _(registerUserV2) _(getProfile) _(getSessionLinkV2) \
	_(listContacts) _(createContact) _(updateContact) \
	_(getAvailablePaymentMethods) _(getReceivingMethods) _(createFundingCard) _(addUBNAccount) \
	_(getPaymentMethodV2) \
	_(requestMoneyV2) \
	_(operationQuoteV2) _(getOperationQuote) _(preQuote) _(operationQuoteLite) \
	_(getOperation) _(getOperations) _(getOperationStatus) _(getFrequentContacts)

/* raas 6.1 to 6.5 */
#define OPS_ENROL(_) \
	_(requestMoneyFull) \
	_(getSessionLinkV4) _(registerSender) _(registerReceiver) _(registerTrustedUser) \
	_(requestOtp) _(validateOtp) _(isPhoneAvailable) _(createPin) _(validatePINCode) \
	_(getContactUserDetail) _(updateProfile)

/* raas 6.6 */
#define OPS_IDENTITY(_) \
	_(getCIPInfo) _(getIdentityStatus) _(canOperate) _(performLevelOneV2) \
	_(setLevelTwo) _(startLevelTwo) _(setTrustedLevelTwo) _(setTrustedLevelTwoV2) \
	_(setAlternateCIP) _(performResubmitUpgradeLevel) \
	_(uploadIdentityDocuments) _(uploadProofOfLife) _(getDocsTypesByUser) \
	_(uploadFiles) _(getPolToken) _(validatePolToken) _(getLolaCIPLink)

/* raas 6.7 */
#define OPS_CORRIDORS(_) \
	_(getCorridors) _(getAvailableOperationType) _(getAvailableOperationsNoUser) \
	_(getAvailablePayoutMethods) _(getExchangeRates)

/* raas 6.8 to 6.10 */
#define OPS_FUNDS(_) \
	_(listFundingSourcesForSend) _(getDestinationSOFForContactUsers) \
	_(deletePaymentMethod) _(generateMicroTrx) _(getUserAccount) \
	_(updateAndValidateBillingAddress) _(checkCardValidityPush) _(checkCardValidityPull) \
	_(getCashOperators) _(setReferenceCode) _(getReferenceCodeById) _(notifyCashOperation) \
	_(sendFunds) _(sendFundsV2) _(receive) _(operationQuote)

/* raas 6.11 */
#define OPS_MANAGE(_) \
	_(getInAndOutOperations) _(getCompletedOperationsBetweenUsers) _(replacePaymentMethod) \
	_(setPaymentMethod) _(acceptoOrRejectFunds) _(cancelOperaton) _(createSupportTicket) \
	_(draftRequest) _(validateDeepLinkOperation) _(notifyValidateCard) \
	_(getLandingPortStatusEvent)

/* omnumi 8.1, 8.2, 8.3 and 8.4, 8.5 and 8.6, 8.7 and 8.8, 8.9, 8.10, 8.11, 8.12, 8.13 */
#define OPS_WALLET_LOGIN(_) _(getChallenge) _(createPreauthToken)
#define OPS_EMAIL(_) _(requestEmailOtp) _(verifyEmailOtp)
#define OPS_AGREEMENTS(_) \
	_(getAgreement) _(getTermsAndPrivacyAgreement) _(previewAgreement) \
	_(updatePreviewAgreement) _(previewULAgreement) _(updateULPreviewAgreement) \
	_(getConsentMessage) _(getConsentStatus)
#define OPS_BUSINESS(_) \
	_(createBusinessUser) _(getBusinessUser) _(getAuthUrl) _(validateUser)
#define OPS_BANKS(_) \
	_(linkBank) _(listLinkedBanks) _(createPlaidLinkToken) _(exchangePlaidToken) \
	_(achIn) _(achOut)
#define OPS_WALLET(_) \
	_(addWallet) _(getBalance) _(getHistory) _(getHistoryV2) _(createCorrelation)
#define OPS_CARDS(_) \
	_(getEligibleCards) _(requestCard) _(getCardDetails) \
	_(blockUnblockCard) _(reportCardLost) _(reportCardStolen)
#define OPS_BADGES(_) _(listBadges) _(getBadge) _(listBadgeAssignments)
#define OPS_PII(_) _(getPiiCustomerDetails)
#define OPS_NAMED(_) \
	_(getFileUploadStatus) _(uploadFederateIdFile) _(getTransferMethods) _(addTransferMethod) \
	_(createConfirmationRequest) _(createDepositRequest) _(redeemFiatTransfer)

#define OP_DECLARE(id) extern const struct op op_##id;
OPS(OP_DECLARE)

extern const struct op *const op_list[];	/* ends with NULL */
extern const char *const op_services[];		/* "raas", "vgs", "omnumi"; ends with NULL */

const struct op *op_find(const char *name);

/* The name nearest to a wrong word, for "did you mean"; NULL when none is near. */
const struct op *op_nearest(const char *name);

/* The operation that serves a request line (path without query, percent-encoded
 * or not), or NULL.  Literal segments win over {places}.  Values found in the
 * path are added to args, decoded.  *wrong_method tells that only the method
 * does not fit. */
const struct op *op_match(enum service, const char *method, const char *path, json_t *args,
			  bool *wrong_method);

/* Path with its {places} filled, percent-encoded, and the query added; the
 * caller frees.  NULL with *err when a place has no value. */
char *op_target(const struct op *, const json_t *args, struct err *);

/* The part of args that travels as the JSON body; new reference, NULL when the
 * operation has no body fields. */
json_t *op_body(const struct op *, const json_t *args);

/* Put a text from a path, a query or a command line into args under a dotted
 * key, as the JSON type the catalogue says.  A text that is no such value stays
 * a string, so that the check refuses it; an unknown key's text is kept too. */
void op_set_text(const struct op *, json_t *args, const char *key, const char *text);

/* A value as it stands in a path or a query; the caller frees.  NULL when it is
 * absent. */
char *op_text(const json_t *value);

/* The whole check of a request by the catalogue, before sending and in the
 * sandbox alike.  On failure false, *err with the field at fault, and the
 * status and code (borrowed) with which the service answers it. */
bool op_check_request(const struct op *, const json_t *args, int *status, const char **code,
		      struct err *err);

/* HTTP status of its usual success: 200, 201 or 204. */
int op_success(const struct op *);

/* The documented answer with this status and code, or of an operation with marks
 * with this reason; one of the same status when none has it, those with more
 * members before others; NULL: no such status. */
const struct answer_doc *op_answer(const struct op *, int status, const char *code);

/* Does a successful reply fit the description?  Unknown extra fields are
 * fine.  NULL body fits where may_be_empty, and anything does where nothing is
 * expected (REPLY_NONE).  *err (ERR_PROTOCOL) says what is wrong with the answer. */
bool op_check_reply(const struct op *, const json_t *body, struct err *);

/* Does a key with these scopes (comma-separated) reach the operation?  Scopes
 * inherit: partner_full holds partner_dual holds partner and partner_send
 * (raas 1.4 [G]). */
bool op_allowed(const struct op *, const char *scopes);

/* A copy of a request's args or a reply's body fit for every sink. */
json_t *op_redact_in(const struct op *, const json_t *args);
json_t *op_redact_out(const struct op *, const json_t *body);

#endif
