/* Tokens and challenges of the wallet service: omnumi 8.1, and what stands in for
 * the login, which no document describes (3.4). */

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "api/world_omnumi.h"

#define PREAUTH_SECONDS 900
#define PREAUTH_A_MINUTE 10
#define CHALLENGE_MS 300000
#define LOGIN_MS 3600000

static void add_base64(struct str *out, const char *bytes, size_t len)
{
	const int how = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
	char *text = xcalloc(sodium_base64_ENCODED_LEN(len, how), 1);

	sodium_bin2base64(text, sodium_base64_ENCODED_LEN(len, how), (const unsigned char *)bytes,
			  len, how);
	str_add(out, text);
	free(text);
}

/* A token in the form of the documented one; nobody checks its signature.  claims
 * is taken. */
static char *jwt(struct world *world, json_t *claims)
{
	static const char head[] = "{\"alg\":\"RS256\",\"typ\":\"JWT\"}";
	char *text = json_dumps(claims, JSON_COMPACT), mark[65];
	struct str token = { 0 };

	om_hex(world, mark, 64);
	add_base64(&token, head, strlen(head));
	str_add(&token, ".");
	add_base64(&token, text, strlen(text));
	str_add(&token, ".");
	add_base64(&token, mark, 64);
	free(text);
	json_decref(claims);
	return str_steal(&token);
}

static json_t *claims(const char *scope, const char *subject, const char *tenant, int seconds)
{
	json_int_t now = wall_ms() / 1000;

	return json_pack("{s:s, s:s, s:I, s:I, s:s*}", "scope", scope, "sub", subject, "iat", now,
			 "exp", now + seconds, "tenant_id", tenant);
}

/* How many were asked for within the minute, this one too. */
static int asked(struct world *world, const char *device)
{
	json_t *times = json_object_get(world_kept(world, "om.devices"), device);
	int64_t now = world_clock(world);

	if (!times) {
		times = json_array();
		world_keep(world, "om.devices", device, times);
	}
	while (json_array_size(times) &&
	       json_integer_value(json_array_get(times, 0)) + 60000 <= now)
		json_array_remove(times, 0);
	json_array_append_new(times, json_integer((json_int_t)now));
	return (int)json_array_size(times);
}

void do_createPreauthToken(struct request *req)
{
	const char *device = arg_text(req->args, "device_fingerprint");
	const char *tenant = arg_text(req->args, "tenant_id");
	char *subject, *token;

	if (asked(req->world, device) > PREAUTH_A_MINUTE) {
		refuse(req, 429, "Too many requests");
		return;
	}
	subject = xasprintf("device:%s", device);
	token = jwt(req->world, claims("preauth", subject, *tenant ? tenant : NULL,
				       PREAUTH_SECONDS));
	om_token_add(req->world, token, "", PREAUTH_SECONDS * 1000);
	answer_with(req, json_pack("{s:s}", "access_token", token));
	free(token);
	free(subject);
}

void do_getChallenge(struct request *req)
{
	const char *address = arg_text(req->args, "address");
	int64_t until = wall_ms() + CHALLENGE_MS;
	char nonce[33], expires[OM_TIME_SIZE];

	if (!om_wallet(req->world, address)) {
		refuse(req, 400, "Wallet user not found");
		return;
	}
	om_hex(req->world, nonce, 32);
	om_time(until, expires);
	world_keep(req->world, "om.challenges", nonce, json_pack(
		"{s:s, s:I}", "address", address, "until",
		(json_int_t)(world_clock(req->world) + CHALLENGE_MS)));
	answer_with(req, json_pack("{s:s, s:I, s:{s:s, s:s, s:s, s:s, s:s}}", "nonce", nonce,
				    "expiresAt", (json_int_t)until, "message", "domain",
				    "USBC App", "action", "Login to USBC", "address", address,
				    "nonce", nonce, "expires", expires));
}

/* Any signature is as good as another here: a sandbox has no wallet's key. */
struct answer om_login(struct world *world, const json_t *body)
{
	const char *nonce = arg_text(body, "nonce"), *owner;
	const json_t *challenge = json_object_get(world_kept(world, "om.challenges"), nonce);
	const json_t *wallet = om_wallet(world, arg_text(challenge, "address"));
	json_int_t until = json_integer_value(json_object_get(challenge, "until"));
	struct answer answer;
	char *token;

	if (!challenge || !wallet || until <= world_clock(world) ||
	    strcasecmp(arg_text(challenge, "address"), arg_text(body, "address")) != 0)
		return om_plain(401, "Challenge", "Challenge expired or unknown");
	if (!*arg_text(body, "signature"))
		return om_plain(400, "Challenge", "Signature is missing");
	owner = arg_text(wallet, "customerAccountId");
	token = jwt(world, claims("user", owner, arg_text(wallet, "tenantId"), LOGIN_MS / 1000));
	om_token_add(world, token, owner, LOGIN_MS);
	answer = (struct answer){ 200, json_pack("{s:s}", "access_token", token) };
	json_object_del(world_kept(world, "om.challenges"), nonce);
	free(token);
	return answer;
}
