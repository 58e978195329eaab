/* The steps are data: to set another scene, add a row.  A value is named after
 * the field that it fills by itself; one that must not be filled in by itself
 * gets a name that no field has.  A step whose first value somebody gives is not
 * made; of those that keep a value, the first one is made for a path that needs it. */

#include "api/scenes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Whom a registration or a look-up tells of, under every name that a path gives her. */
#define KEEP_SEEN \
	"userToken=userId userId=userId raasUserId=userId recipientUserId=userId " \
	"phoneNumber=^phoneNumber phoneOrEmail=^phoneNumber"

#define KEEP_PAYER "requestTo=^phone"
#define KEEP_METHOD "methodId=id paymentMethodId=id destinationPaymentMethodId=id"
#define KEEP_ASK \
	"operationId=^correlationId platId=platId opPlatId=platId " \
	"OperationId=^correlationId ReferenceCode=code payerLink=attributionLink"

#define NEW_PERSON "phoneNumber=${new.phone}; "

const struct step scenes_raas[] = {
	/* people */
	{ .name = "customer", .needs = "registered", .op = &op_getUserTokenV2,
	  .set = "-email", .keep = KEEP_SEEN, .until = "status=Completed" },
	{ .name = "registered", .op = &op_registerUserV2,
	  .set = NEW_PERSON "email=${new.email}", .keep = KEEP_SEEN " email=^email" },
	{ .name = "no-subscriber", .op = &op_registerUserV2, .sandbox = true,
	  .set = NEW_PERSON "email=nosubscriber@${new.word}.example.com", .keep = KEEP_SEEN },
	{ .name = "no-cip", .op = &op_registerUserV2, .sandbox = true,
	  .set = NEW_PERSON "email=nocip@${new.word}.example.com", .keep = KEEP_SEEN },
	{ .name = "ofac-customer", .op = &op_registerUserV2, .sandbox = true,
	  .set = NEW_PERSON "email=ofac.${new.word}@example.com", .keep = KEEP_SEEN },
	{ .name = "refused-customer", .needs = "ofac-customer", .op = &op_getUserTokenV2,
	  .set = "-email", .keep = KEEP_SEEN, .until = "status=UpgradeFailed" },
	{ .name = "address-customer", .op = &op_registerUserV2, .sandbox = true,
	  .set = NEW_PERSON "email=addr.${new.word}@example.com",
	  .keep = KEEP_SEEN " email=^email" },
	{ .name = "stopped-customer", .needs = "address-customer", .op = &op_getUserTokenV2,
	  .set = "-email", .keep = KEEP_SEEN, .until = "status=UpgradeSoftFailed" },
	{ .name = "silent-customer", .op = &op_registerUserV2, .sandbox = true,
	  .set = NEW_PERSON "email=silent.${new.word}@example.com", .keep = KEEP_SEEN },
	{ .name = "linkless-customer", .op = &op_registerUserV2, .sandbox = true,
	  .set = NEW_PERSON "email=nolink.${new.word}@example.com", .keep = KEEP_SEEN },
	{ .name = "other-customer", .op = &op_registerUserV2,
	  .set = NEW_PERSON "email=${new.email}", .keep = "otherEmail=^email" },

	/* codes and PINs: the sandbox's code is the catalogue's example */
	{ .name = "otp", .needs = "customer", .op = &op_requestOtp,
	  .set = "phone=${phoneNumber}" },
	{ .name = "silent-otp", .needs = "silent-customer", .op = &op_requestOtp,
	  .set = "phone=${phoneNumber}" },
	{ .name = "proved", .needs = "otp", .op = &op_validateOtp, .sandbox = true,
	  .set = "phone=${phoneNumber}" },
	{ .name = "pin", .needs = "customer", .op = &op_createPin, .set = "phone=${phoneNumber}" },

	{ .name = "payer", .needs = "customer", .op = &op_createContact,
	  .set = "phone=${new.payer}; -email", .keep = KEEP_PAYER },
	{ .name = "french-payer", .needs = "customer", .op = &op_createContact,
	  .set = "phone=+33612345678; countryCode=FR; -email", .keep = KEEP_PAYER },
	{ .name = "pol-token", .needs = "customer", .op = &op_getPolToken,
	  .keep = "polToken=token" },

	{ .name = "somebody", .op = &op_registerUserV2,
	  .set = NEW_PERSON "email=${new.email}",
	  .keep = "friendId=userId friendPhone=^phoneNumber" },
	{ .name = "friend", .needs = "customer somebody", .op = &op_createContact,
	  .set = "phone=${friendPhone}; countryCode=MX", .keep = "destinationPhone=^phone" },

	/* where the money arrives */
	{ .name = "token", .op = &op_tokenizeCard, .set = "Cvv=123",
	  .keep = "cardToken=json.CardNumber cvvToken=json.Cvv" },
	{ .name = "card", .needs = "customer token", .op = &op_createFundingCard,
	  .set = "number=${cardToken}; securityCode=${cvvToken}", .keep = KEEP_METHOD },
	{ .name = "account", .needs = "customer", .op = &op_addUBNAccount,
	  .set = "number=${new.clabe}", .keep = KEEP_METHOD },

	/* asks; the cents of the amount say how they end on the sandbox */
	{ .name = "ask", .needs = "payer card", .op = &op_requestMoneyV2, .keep = KEEP_ASK },
	{ .name = "held-ask", .needs = "payer card", .op = &op_requestMoneyV2, .sandbox = true,
	  .set = "recipientAmount=500.91", .keep = KEEP_ASK },
	{ .name = "failing-ask", .needs = "payer card", .op = &op_requestMoneyV2, .sandbox = true,
	  .set = "recipientAmount=500.92", .keep = KEEP_ASK },
	{ .name = "cancelled-ask", .needs = "payer card", .op = &op_requestMoneyV2,
	  .sandbox = true, .set = "recipientAmount=500.93", .keep = KEEP_ASK },
	{ .name = "refused-ask", .needs = "payer card", .op = &op_requestMoneyV2,
	  .sandbox = true, .set = "recipientAmount=500.94", .keep = KEEP_ASK },

	/* transfers and cash; a quote is used up by the transfer that names it, so a
	 * row that goes through has its own */
	{ .name = "quote", .needs = "customer somebody", .op = &op_operationQuoteV2,
	  .set = "recipientUserId=${friendId}", .keep = "quotationId=id" },
	{ .name = "transfer-quote", .needs = "customer somebody", .op = &op_operationQuoteV2,
	  .set = "recipientUserId=${friendId}", .keep = "quotationId=id" },
	{ .name = "transfer", .needs = "transfer-quote", .op = &op_sendFunds,
	  .keep = "usedQuote=^quotationId" },
	{ .name = "networks", .needs = "customer", .op = &op_getCashOperators,
	  .keep = "networkId=0.network.0.id" },
	{ .name = "cash-code", .needs = "ask networks", .op = &op_setReferenceCode,
	  .keep = "referenceCodeId=Id" },

	/* the wallet service: companies, checks by phone, badges */
	{ .name = "badge", .op = &op_listBadges, .set = "page=1; pagesize=5; search=business",
	  .keep = "badgeId=data.0.badgeId identificationBadgeId=data.0.badgeId" },
	{ .name = "business", .needs = "badge", .op = &op_createBusinessUser,
	  .set = "domain=${new.word}; businessUserName=Shop ${new.word}; "
		 "businessUserEmail=${new.email}; controlPersons.emailAddress=${new.email}",
	  .keep = "businessUserId=data.business_user_metadata.businessUserId" },
	{ .name = "prove", .op = &op_getAuthUrl, .set = "dob=1994-01-01",
	  .keep = "requestId=data.requestId" },
	{ .name = NULL }
};

#define SCENES_ENTRY(table) table,
const struct step *const scene_tables[] = { SCENES(SCENES_ENTRY) NULL };

int step_index(const struct step *step)
{
	int n = 0;

	step_each(s) {
		if (s == step)
			return n;
		n++;
	}
	return -1;
}

const struct step *step_find(const char *name, size_t n)
{
	step_each(s)
		if (strlen(s->name) == n && !memcmp(s->name, name, n))
			return s;
	return NULL;
}

static void take(char *buf, size_t size, const char *from, size_t n)
{
	n = n < size ? n : size - 1;
	memcpy(buf, from, n);
	buf[n] = '\0';
}

bool kept_next(const char **keep, struct kept *kept)
{
	const char *at = *keep ? *keep + strspn(*keep, " ") : "";
	size_t n = strcspn(at, " "), k = strcspn(at, "= ");

	if (!n)
		return false;
	kept->sent = at[k + 1] == '^';
	take(kept->name, sizeof(kept->name), at, k);
	k += 1 + kept->sent;
	take(kept->key, sizeof(kept->key), at + k, n - k);
	*keep = at + n;
	return true;
}

bool step_keeps(const struct step *step, const char *value)
{
	const char *keep = step->keep;
	struct kept kept;

	while (kept_next(&keep, &kept))
		if (str_eq(kept.name, value))
			return true;
	return false;
}

const struct step *step_giving(const char *value, enum service service)
{
	step_each(s)
		if (step_keeps(s, value) && (service == SVC_COUNT || (s->op->service ==
		    SVC_OMNUMI) == (service == SVC_OMNUMI)))
			return s;
	return NULL;
}

bool step_needs(const struct step *step, const struct step *other)
{
	const char *at = step->needs ? step->needs : "";

	for (; *at; at += strspn(at, " ")) {
		size_t n = strcspn(at, " ");
		const struct step *before = step_find(at, n);

		if (before && (before == other || step_needs(before, other)))
			return true;
		at += n;
	}
	return false;
}

/* ---- items ---- */

static char *trimmed(const char *text, size_t n)
{
	while (n && (*text == ' ' || *text == '\t'))
		text++, n--;
	while (n && (text[n - 1] == ' ' || text[n - 1] == '\t'))
		n--;
	return xstrndup(text, n);
}

/* STEP or STEP "!", and nothing behind it. */
static bool is_step(const char *name)
{
	size_t n = strcspn(name, "!");

	return step_find(name, n) && (!name[n] || !name[n + 1]);
}

static enum item_kind kind_of(const struct item *item)
{
	static const struct {
		const char *name;
		bool valued;
		enum item_kind kind;
	} marks[] = {
		{ "@key", true, ITEM_KEY }, { "@fault", true, ITEM_FAULT },
		{ "@tenant", true, ITEM_TENANT }, { "@bearer", true, ITEM_BEARER },
		{ "@token", true, ITEM_TOKEN },
		{ "@body", true, ITEM_BODY }, { "@clock", true, ITEM_CLOCK },
		{ "@again", false, ITEM_AGAIN }, { "@sandbox", false, ITEM_SANDBOX },
	};

	for (size_t i = 0; i < ARRAY_LEN(marks); i++)
		if (str_eq(item->name, marks[i].name) && marks[i].valued == !!item->value)
			return marks[i].kind;
	if (*item->name == '@')
		return ITEM_BAD;
	if (*item->name == '?')
		return item->value ? ITEM_EXPECT : ITEM_BAD;
	if (item->value)
		return *item->name ? ITEM_FIELD : ITEM_BAD;
	if (*item->name == '-')
		return ITEM_WITHOUT;
	return is_step(item->name) ? ITEM_STEP : ITEM_BAD;
}

bool item_next(const char **row, struct item *item)
{
	const char *at = *row + strspn(*row, "; \t");
	size_t n = strcspn(at, ";"), k = strcspn(at, "=;");

	*item = (struct item){ 0 };
	if (!*at)
		return false;
	item->name = trimmed(at, k);
	if (k < n)
		item->value = trimmed(at + k + 1, n - k - 1);
	item->kind = kind_of(item);
	if (item->kind == ITEM_STEP && item->name[strlen(item->name) - 1] == '!') {
		item->name[strlen(item->name) - 1] = '\0';
		item->fresh = true;
	}
	if (item->kind == ITEM_WITHOUT || item->kind == ITEM_EXPECT)
		memmove(item->name, item->name + 1, strlen(item->name));
	*row = at + n;
	return true;
}

void item_release(struct item *item)
{
	free(item->name);
	free(item->value);
	*item = (struct item){ 0 };
}

static bool step_wants_sandbox(const struct step *step)
{
	if (step->sandbox)
		return true;
	step_each(s)
		if (s->sandbox && step_needs(step, s))
			return true;
	return false;
}

/* Keys of its own are the sandbox's, except for none, a wrong one and one too
 * narrow, which other profiles may have. */
static bool item_wants_sandbox(const struct item *item)
{
	switch (item->kind) {
	case ITEM_FAULT:
	case ITEM_CLOCK:
	case ITEM_SANDBOX:
		return true;
	case ITEM_KEY:
		return !word_in("none,wrong,narrow", item->value);
	case ITEM_TENANT:
		return str_eq(item->value, "other");
	case ITEM_STEP:
		return step_wants_sandbox(step_find(item->name, strlen(item->name)));
	default:
		return false;
	}
}

bool row_needs_sandbox(const char *row)
{
	struct item item;
	bool found = false;

	while (!found && item_next(&row, &item)) {
		found = item_wants_sandbox(&item);
		item_release(&item);
	}
	return found;
}
