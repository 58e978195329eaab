/* "SIGNATURE\nHEADERS\n\nBODY": an event of the service.  The signature "good" is
 * the one that fits. */

#include <string.h>

#include "api/webhook.h"
#include "tests/fuzz/fuzz.h"

#define SECRET "test-secret"

static void judge(const struct webhook_event *event)
{
	const struct webhook_past past[] = {
		{ 0 }, { .ours = true }, { .ours = true, .body_at = 1, .status_at = 1 },
	};

	for (size_t i = 0; i < ARRAY_LEN(past); i++)
		must(webhook_is_genuine(webhook_judge(event, &past[i], 1000)) ==
		     webhook_is_genuine(event->verdict));
}

static void read_event(const struct webhook_post *post)
{
	struct webhook_event event = { 0 };
	bool fits;
	int status;

	webhook_read(&event, post, SECRET);
	fits = post->body && webhook_is_signed(SECRET, post->body, post->len,
					       post->signature ? post->signature : "");
	status = webhook_status(&event);
	must(!webhook_is_genuine(event.verdict) || fits);
	must(webhook_is_genuine(event.verdict) == (status >= 200 && status < 300));
	must(fuzz_is_clean(event.correlation_id, "") && fuzz_is_clean(event.status, ""));
	must(fuzz_is_clean(event.code, ""));
	must(!event.headers || fuzz_is_clean(event.headers, "\n"));
	must(!event.body || fuzz_is_clean(event.body, "\n\t"));
	judge(&event);
	webhook_event_release(&event);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *signature = fuzz_line(&data, &size), *line;
	char good[WEBHOOK_SIGNATURE_LEN];
	struct str headers = { 0 };

	while (*(line = fuzz_line(&data, &size))) {
		str_addf(&headers, "%s\n", line);
		free(line);
	}
	free(line);
	webhook_sign(SECRET, (const char *)data, size, good);
	read_event(&(struct webhook_post){
		.body = (const char *)data, .len = size, .headers = headers.s,
		.signature = str_eq(signature, "good") ? good : *signature ? signature : NULL,
		.too_large = size > WEBHOOK_BODY_CAP,
	});
	str_release(&headers);
	free(signature);
	return 0;
}
