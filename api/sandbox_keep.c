/* The file in which the sandbox's world outlives the program. */

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "api/sandbox_own.h"

#define KEEP_CAP (64u << 20)	/* bytes of a kept world that are still read */

/* It begins with the port, so that the start need not read the world. */
#define PORT_FIRST "{\"port\":%d"

int sandbox_kept_port(const char *keep)
{
	char head[32] = "";
	FILE *f = keep ? fopen(keep, "re") : NULL;
	int port = 0;

	if (f && fgets(head, sizeof(head), f) && sscanf(head, PORT_FIRST, &port) == 1 &&
	    (port < 1024 || port > 65535))
		port = 0;
	if (f)
		fclose(f);
	return port;
}

json_t *sandbox_kept_world(const char *keep)
{
	char *text = keep ? file_read(keep, KEEP_CAP, NULL, NULL) : NULL;
	json_t *doc = text ? json_loads(text, JSON_REJECT_DUPLICATES, NULL) : NULL;

	free(text);
	return doc;
}

char *sandbox_vault(const char *keep, int port)
{
	json_t *doc = port && sandbox_kept_port(keep) == port ? sandbox_kept_world(keep) : NULL;
	const char *hex = json_string_value(json_object_get(doc, "vault"));
	char *vault = hex ? xstrdup(hex) : NULL;

	json_decref(doc);
	return vault;
}

int sandbox_running(const char *keep)
{
	int port = sandbox_kept_port(keep);
	struct sockaddr_in addr = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
	int fd = port ? socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) : -1;
	bool there;

	addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	there = fd >= 0 && connect(fd, (struct sockaddr *)&addr, sizeof(addr)) == 0;
	if (fd >= 0)
		close(fd);
	return there ? port : 0;
}
