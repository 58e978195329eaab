#include "api/webhook.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/clean.h"

enum {
	TEXT_MOST = 2000,		/* characters kept of what is no event */
	HEADER_MOST = 300, HEADERS_MOST = 4000,
};

#define DUMP_FLAGS (JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(15))
#define OUTCOME "request_money_full_outcome"

/* ---- words ---- */

static const struct {
	const char *name, *word, *meaning, *next;
	int status;
} verdicts[WEBHOOK_VERDICTS] = {
	[WEBHOOK_GOOD] = {
		"good", N_("good"), N_("Signed with the shared secret, and news."),
		N_("Nothing: the ask is looked up at the service, which alone says how it is."),
		200 },
	[WEBHOOK_DUPLICATE] = {
		"duplicate", N_("duplicate"),
		N_("The same came shortly before. The service repeats an event until all its "
		   "receivers took it, so this is usual."),
		N_("Nothing: it was taken once."), 200 },
	[WEBHOOK_REPLAYED] = {
		"replayed", N_("replayed"),
		N_("Signed with the shared secret, but it is old news: it came long before, and "
		   "the service no longer repeats it. Somebody may have recorded it."),
		N_("Nothing was done on it. If nobody here is testing, tell the provider."), 200 },
	[WEBHOOK_STRANGER] = {
		"unknown-ask", N_("unknown ask"),
		N_("Signed with the shared secret, but this computer did not make the ask."),
		N_("Nothing, if others use the same tenant. Otherwise look who made it."), 200 },
	[WEBHOOK_UNREADABLE] = {
		"unreadable", N_("unreadable"),
		N_("It is not an event as the service describes it."),
		N_("Report it to the provider with the body below, unless you sent it yourself."),
		400 },
	[WEBHOOK_UNSIGNED] = {
		"unsigned", N_("not signed"),
		N_("It has no signature, so nobody knows who sent it. It was refused."),
		N_("Nothing was done on it. Find out who can reach the listener's address."), 401 },
	[WEBHOOK_FORGED] = {
		"forged", N_("forged"),
		N_("Its signature does not fit: another secret made it, or it was changed on the "
		   "way. It was refused."),
		N_("Compare webhook_secret_file with the secret that the provider holds. If they "
		   "agree, somebody sends forgeries: nothing was done on it."), 401 },
	[WEBHOOK_UNCHECKED] = {
		"unchecked", N_("not checked"),
		N_("This profile has no shared secret, so its signature cannot be checked. It was "
		   "refused."),
		N_("Set webhook_secret_file or webhook_secret_command in the profile."), 503 },
};

static const struct {
	const char *name, *word;
} kinds[WEBHOOK_KINDS] = {
	[WEBHOOK_NO_KIND] = { "none", N_("not known") },
	[WEBHOOK_STATUS] = { "status", N_("status update") },
	[WEBHOOK_OUTCOME] = { "outcome", N_("outcome") },
};

const char *webhook_verdict_name(enum webhook_verdict v)
{
	return verdicts[v].name;
}

const char *webhook_verdict_word(enum webhook_verdict v)
{
	return _(verdicts[v].word);
}

const char *webhook_verdict_meaning(enum webhook_verdict v)
{
	return _(verdicts[v].meaning);
}

const char *webhook_verdict_next(enum webhook_verdict v)
{
	return _(verdicts[v].next);
}

const char *webhook_kind_name(enum webhook_kind kind)
{
	return kinds[kind].name;
}

const char *webhook_kind_word(enum webhook_kind kind)
{
	return _(kinds[kind].word);
}

enum webhook_verdict webhook_verdict_from(const char *name)
{
	for (int i = 0; i < WEBHOOK_VERDICTS; i++)
		if (str_eq(verdicts[i].name, name))
			return (enum webhook_verdict)i;
	return WEBHOOK_UNREADABLE;
}

enum webhook_kind webhook_kind_from(const char *name)
{
	for (int i = 0; i < WEBHOOK_KINDS; i++)
		if (str_eq(kinds[i].name, name))
			return (enum webhook_kind)i;
	return WEBHOOK_NO_KIND;
}

/* ---- the signature ---- */

void webhook_sign(const char *secret, const char *body, size_t len,
		  char signature[static WEBHOOK_SIGNATURE_LEN])
{
	unsigned char mac[crypto_auth_hmacsha256_BYTES];
	crypto_auth_hmacsha256_state state;

	crypto_auth_hmacsha256_init(&state, (const unsigned char *)secret, strlen(secret));
	crypto_auth_hmacsha256_update(&state, (const unsigned char *)body, len);
	crypto_auth_hmacsha256_final(&state, mac);
	sodium_bin2base64(signature, WEBHOOK_SIGNATURE_LEN, mac, sizeof(mac),
			  sodium_base64_VARIANT_ORIGINAL);
	sodium_memzero(&state, sizeof(state));
}

bool webhook_is_signed(const char *secret, const char *body, size_t len, const char *signature)
{
	char right[WEBHOOK_SIGNATURE_LEN];

	webhook_sign(secret, body, len, right);
	return strlen(signature) == sizeof(right) - 1 &&
	       sodium_memcmp(right, signature, sizeof(right) - 1) == 0;
}

/* ---- reading ---- */

static void digest(const struct webhook_post *post, char hex[static 65])
{
	unsigned char hash[32];

	crypto_generichash(hash, sizeof(hash), (const unsigned char *)post->body, post->len, NULL,
			   0);
	sodium_bin2hex(hex, 65, hash, sizeof(hash));
}

/* One header without what only its sender and we should know. */
static void add_header(struct str *out, const char *line, size_t n)
{
	char *raw = xstrndup(line, n), *clean = clean_text(raw, HEADER_MOST);
	char *safe = clean_secrets(clean);

	if (!strncasecmp(safe, "cookie:", 7))
		safe[7] = '\0';
	if (out->len + strlen(safe) < HEADERS_MOST)
		str_addf(out, "%s\n", safe);
	free(safe);
	free(clean);
	free(raw);
}

static char *safe_headers(const char *lines)
{
	struct str out = { 0 };

	while (lines && *lines) {
		size_t n = strcspn(lines, "\n");

		add_header(&out, lines, n);
		lines += n + (lines[n] == '\n');
	}
	return str_steal(&out);
}

/* What is no event is kept as far as it helps to find out what it is. */
static char *safe_text(const struct webhook_post *post)
{
	size_t n = post->len < 4 * TEXT_MOST ? post->len : 4 * TEXT_MOST;
	char *raw = xstrndup(post->body ? post->body : "", n);
	char *clean = clean_text(raw, TEXT_MOST), *safe = clean_secrets(clean);

	free(clean);
	free(raw);
	return safe;
}

static char *safe_json(enum webhook_kind kind, const json_t *body)
{
	const struct field *fields = kind == WEBHOOK_OUTCOME ? event_outcome_fields :
				     event_status_fields;
	json_t *shown = record_redact(fields, body);
	char *text = json_dumps(shown, DUMP_FLAGS), *safe = clean_secrets(text);

	json_decref(shown);
	free(text);
	return safe;
}

static bool take(const json_t *body, const char *key, char *buf, size_t size)
{
	const char *text = json_string_value(json_object_get(body, key));

	if (!text || !*text || strlen(text) >= size)
		return false;
	text_put(buf, size, text);
	return true;
}

/* Why it is none, N_(), or NULL. */
static const char *read_event(struct webhook_event *event, const json_t *body)
{
	const json_t *type = json_object_get(body, "eventType");
	const char *date = json_string_value(json_object_get(body, "date"));

	if (!json_is_object(body))
		return N_("The body is no JSON object.");
	if (!type)
		event->kind = WEBHOOK_STATUS;
	else if (str_eq(json_string_value(type), OUTCOME))
		event->kind = WEBHOOK_OUTCOME;
	else
		return N_("Its eventType is none that the service describes.");
	if (!take(body, "correlationId", event->correlation_id, sizeof(event->correlation_id)) &&
	    !take(body, "id", event->correlation_id, sizeof(event->correlation_id)))
		return N_("It does not say which ask it is about.");
	if (!take(body, "status", event->status, sizeof(event->status)))
		return N_("It does not say how the ask is.");
	if (date)
		event->date = parse_time(date);
	take(body, "errorCode", event->code, sizeof(event->code));
	return NULL;
}

static enum webhook_verdict check(const struct webhook_post *post, const char *secret)
{
	if (!secret)
		return WEBHOOK_UNCHECKED;
	if (!post->signature || !*post->signature)
		return WEBHOOK_UNSIGNED;
	if (!webhook_is_signed(secret, post->body, post->len, post->signature))
		return WEBHOOK_FORGED;
	return WEBHOOK_GOOD;
}

/* What is said is read even where nobody knows who said it: a person may look. */
static void read_body(struct webhook_event *event, const struct webhook_post *post)
{
	json_t *body = clean_parse(post->body, post->len);
	const char *why = read_event(event, body);

	event->body = json_is_object(body) ? safe_json(event->kind, body) : safe_text(post);
	if (why)
		event->kind = WEBHOOK_NO_KIND;
	if (why && event->verdict == WEBHOOK_GOOD) {
		event->verdict = WEBHOOK_UNREADABLE;
		text_put(event->note, sizeof(event->note), why);
	}
	json_decref(body);
}

void webhook_read(struct webhook_event *event, const struct webhook_post *post, const char *secret)
{
	*event = (struct webhook_event){ .date = -1, .headers = safe_headers(post->headers) };
	if (post->too_large) {
		event->verdict = WEBHOOK_UNREADABLE;
		event->body = xstrdup("");
		text_put(event->note, sizeof(event->note),
			 N_("It is larger than any event, and was not read to its end."));
		return;
	}
	digest(post, event->digest);
	event->verdict = check(post, secret);
	read_body(event, post);
}

void webhook_event_release(struct webhook_event *event)
{
	free(event->headers);
	free(event->body);
	*event = (struct webhook_event){ 0 };
}

/* ---- judging ---- */

enum webhook_verdict webhook_judge(const struct webhook_event *event,
				   const struct webhook_past *past, int64_t now)
{
	if (event->verdict != WEBHOOK_GOOD)
		return event->verdict;
	if (past->body_at)
		return now - past->body_at <= WEBHOOK_RETRY_MS ? WEBHOOK_DUPLICATE :
								  WEBHOOK_REPLAYED;
	/* The service names no event: the same status again is the same news (raas 7.2). */
	if (past->status_at)
		return event->date >= 0 && now - event->date > WEBHOOK_RETRY_MS ?
		       WEBHOOK_REPLAYED : WEBHOOK_DUPLICATE;
	return past->ours ? WEBHOOK_GOOD : WEBHOOK_STRANGER;
}

bool webhook_is_genuine(enum webhook_verdict v)
{
	return v < WEBHOOK_UNREADABLE;
}

int webhook_status(const struct webhook_event *event)
{
	/* Without a digest it was too large to be read at all. */
	if (event->verdict == WEBHOOK_UNREADABLE && !*event->digest)
		return 413;
	return verdicts[event->verdict].status;
}
