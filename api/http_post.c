#include "api/http.h"

void http_post_raw(struct http *http, const struct http_post *post, reply_fn *done, void *owner)
{
	static const struct op op = { .name = "post", .service = SVC_SANDBOX, .method = "POST",
				      .path = "/", .shape = REPLY_NONE, .changes = true };
	const struct http_how how = { .url = post->url, .body = post->body,
				      .headers = post->headers };

	http_send_as(http, &op, NULL, &how, done, owner);
}
