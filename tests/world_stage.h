#ifndef TESTS_WORLD_STAGE_H
#define TESTS_WORLD_STAGE_H

/* A world at a standstill with a customer in it, for the tests of the world. */

#include "api/world.h"

#define ALL "partner_full"

/* A world at a standstill and what cases refer to by $name. */
struct stage {
	struct world *world;
	json_t *names;
};

struct world *world_of(double clock, unsigned seed, bool people);

/* Eva with a payer, a card and an ask; somebody without a subscriber; somebody
 * whose registration nobody looked at yet. */
void open_stage(struct stage *);
void close_stage(struct stage *);

/* Call an operation; scopes NULL: no key, "none": the key without a tenant. */
struct answer call(struct stage *, const char *name, const char *scopes, const char *args);

/* Expect success and a body that fits the catalogue; new reference. */
json_t *good(struct stage *, const char *name, const char *args);
void do_well(struct stage *, const char *name, const char *args);
void refused(struct stage *, const char *name, const char *args, int status, const char *code);

/* A call that is refused on the open stage; op NULL ends a table. */
struct refusal_case {
	const char *op, *scopes, *args;
	int status;
	const char *code;		/* "": any */
};
void refused_as_documented(const struct refusal_case *);
void refused_after(void (*prepare)(struct stage *), const struct refusal_case *);

/* Has each documented refusal of these operations (NULL ends) its case?  A
 * missing key has one loop for all, a plain 500 the faults. */
void every_refusal_has_a_case(const struct op *const *ops, const struct refusal_case *);

/* Let $name stand for this text of the body from now on. */
void call_it(struct stage *, const char *name, const json_t *body, const char *key);

const char *code_of(const struct answer *);
const char *at(const json_t *body, const char *key);	/* text, "" when missing */
double number(const json_t *body, const char *key);
const char *link_code(const json_t *body, const char *key);	/* "Q1nO3" of a link in the body */

#define PERSON(phone, email) \
	"{\"phoneNumber\":\"" phone "\",\"email\":\"" email "\",\"firstName\":\"Eva\"," \
	"\"lastName\":\"Mora\",\"address1\":\"Calle 1\"," \
	"\"countryCode\":\"MX\",\"city\":\"Puebla\"," \
	"\"state\":\"MX-PUE\"}"
#define HUGO "{\"userToken\":\"$eva\",\"firstName\":\"Hugo\",\"lastName\":\"Tru\"," \
	"\"phone\":\"+19165550149\",\"countryCode\":\"US\"}"
#define CARD "{\"userToken\":\"$eva\",\"name\":\"VISA-1111\",\"cardtype\":\"DebitCard\"," \
	"\"number\":\"tok_sandbox_9PNgfqqpdpyQpnD1jYkdw1_1111\",\"nameOnCard\":\"EVA MORA\"," \
	"\"expirationDate\":\"1239\",\"country\":\"MX\",\"cardNetwork\":\"Visa\"}"
#define ASK(id, amount) \
	"{\"userToken\":\"$eva\",\"requestTo\":\"+19165550149\",\"correlationId\":\"" id "\"," \
	"\"recipientAmount\":" amount ",\"recipientCurrency\":\"MXN\"," \
	"\"destinationPaymentMethodId\":\"$card\"}"
#define ID1 "7011cefb-0c0b-48c1-a68a-7134d32e61e4"
#define ID2 "7011cefb-0c0b-48c1-a68a-7134d32e61e5"
#define FRESH "7011cefb-0c0b-48c1-a68a-7134d32e61ff"
#define USER "{\"userToken\":\"$eva\"}"
#define NOBODY "{\"userToken\":\"nobody\"}"
#define CRASH "{\"userToken\":\"crash\"}"
#define QUOTE(user, amount) \
	"{\"userToken\":\"" user "\",\"recipientUserId\":\"x\",\"currency\":\"USD\"," \
	"\"amount\":" amount ",\"isSenderAmount\":true}"
#define QUOTATION(user, amount) \
	"{\"userToken\":\"" user "\",\"senderCountryCode\":\"US\",\"recipientUserId\":\"x\"," \
	"\"recipientCountryCode\":\"MX\",\"recipientCurrency\":\"MXN\",\"recipientAmount\":10," \
	"\"isSenderAmount\":true,\"amountCurrency\":\"USD\",\"amount\":" amount "," \
	"\"operationType\":\"SendFunds\",\"sourcePaymentMethod\":\"DebitCard\"}"
#define PRE_QUOTE(user, amount) \
	"{\"userToken\":\"" user "\",\"DestinationPaymentMethod\":{\"type\":\"UBN\"," \
	"\"country\":\"MX\"},\"Amount\":" amount "}"
#define LITE(sender, amount, currency, type, country) \
	"{\"operationType\":\"SendFunds\",\"sourceCountry\":\"US\"," \
	"\"sourcePaymentMethodType\":\"DebitCard\",\"destinationCountry\":\"" country "\"," \
	"\"destinationPaymentMethodType\":\"" type "\",\"isSenderAmount\":" sender "," \
	"\"amount\":" amount ",\"amountCurrency\":\"" currency "\",\"destinationCurrency\":\"MXN\"}"
#define UBN(user, number) "{\"userToken\":\"" user "\",\"number\":\"" number "\"}"
#define CONTACT(user, first, phone, country) \
	"{\"userToken\":\"" user "\",\"firstName\":\"" first "\",\"lastName\":\"Tru\"," \
	"\"phone\":\"" phone "\",\"countryCode\":\"" country "\"}"
#define CARD_OF(user, number, date, name) \
	"{\"userToken\":\"" user "\",\"name\":\"VISA-1111\",\"cardtype\":\"DebitCard\"," \
	"\"number\":\"" number "\",\"nameOnCard\":\"" name "\",\"expirationDate\":\"" date "\"," \
	"\"country\":\"MX\",\"cardNetwork\":\"Visa\"}"
#define TOKEN(end) "tok_sandbox_9PNgfqqpdpyQpnD1jYkdw2_" end
#define ASK_OF(user, to, id, amount, currency, rest) \
	"{\"userToken\":\"" user "\",\"requestTo\":\"" to "\"" id ",\"recipientAmount\":" amount \
		"," \
	"\"recipientCurrency\":\"" currency "\"" rest "}"
#define WITH_ID ",\"correlationId\":\"" FRESH "\""
#define TO_CARD ",\"destinationPaymentMethodId\":\"$card\""
#define PERSON_OF(phone, country, last, dob, email, more) \
	"{\"phoneNumber\":\"" phone "\",\"firstName\":\"Eva\",\"lastName\":\"" last "\"," \
	"\"address1\":\"C 1\",\"countryCode\":\"" country \
		"\",\"city\":\"Puebla\",\"state\":\"FL\"," \
	"\"dob\":\"" dob "\",\"email\":\"" email "\"" more "}"
#define BORN "1987-06-24"
#define NEW "+525520000011"

#endif
