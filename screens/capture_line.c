/* Between the two processes of a capture. */

#include "screens/capture_own.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "api/http.h"

enum { SAID_MOST = 128 << 10 };

bool capture_say(int line, json_t *taken)
{
	size_t len = json_dumpb(taken, NULL, 0, JSON_COMPACT);
	char *text = xcalloc(len + 1, 1);
	ssize_t sent = -1;

	json_dumpb(taken, text, len, JSON_COMPACT);
	json_decref(taken);
	if (len && len < SAID_MOST)
		sent = send(line, text, len, MSG_NOSIGNAL);
	free(text);
	return sent == (ssize_t)len;
}

json_t *capture_hear(int line, const struct http *http, bool *gone)
{
	ssize_t n = recv(line, NULL, 0, MSG_PEEK | MSG_TRUNC | MSG_DONTWAIT);
	json_t *said = NULL;
	char *text;

	*gone = n == 0 || n > SAID_MOST || (n < 0 && errno != EAGAIN && errno != EINTR);
	if (n <= 0 || n > SAID_MOST)
		return NULL;
	text = xcalloc((size_t)n + 1, 1);
	n = recv(line, text, (size_t)n, MSG_DONTWAIT);
	if (n > 0 && http)
		http_cover_keys(http, text, (size_t)n);
	if (n > 0)
		said = json_loadb(text, (size_t)n, JSON_REJECT_DUPLICATES, NULL);
	free(text);
	return said;
}
