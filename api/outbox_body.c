/* The requests of confirmed rows.  Most are made again from the row; one with
 * more to it lies frozen on the disk if it holds nothing private, else it stays
 * in the memory of the process where it was typed, and is wiped there. */

#include "api/outbox_follow.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "api/json_path.h"

static struct load **find(const struct outbox *box, const char *id)
{
	struct load **link = (struct load **)&box->loads;

	while (*link && !str_eq((*link)->id, id))
		link = &(*link)->next;
	return link;
}

static void unlink_load(struct load **link)
{
	struct load *load = *link;

	*link = load->next;
	json_wipe(load->args);
	json_decref(load->args);
	free(load);
}

void outbox_hold(struct outbox *box, const char *id, json_t *taken)
{
	struct load *load = xcalloc(1, sizeof(*load));

	*load = (struct load){ .next = box->loads, .args = taken };
	snprintf(load->id, sizeof(load->id), "%s", id);
	box->loads = load;
}

bool outbox_holds(const struct outbox *box, const char *id)
{
	return *find(box, id) != NULL;
}

void outbox_drop(struct outbox *box, const char *id)
{
	struct load **link = find(box, id);

	if (*link)
		unlink_load(link);
}

void outbox_drop_all(struct outbox *box)
{
	while (box->loads)
		unlink_load(&box->loads);
}

json_t *outbox_args(struct outbox *box, const struct ask *ask)
{
	const struct carriage *c = carriage_of(ask->op);
	struct load *load = *find(box, ask->correlation_id);
	json_t *args = NULL;
	char *body;

	if (!c || (ask->held && !load))
		return NULL;
	if (load)
		return json_incref(load->args);
	body = store_ask_body(box->store, ask->correlation_id);
	if (!body)
		return carriage_args(c, ask);
	args = json_loads(body, 0, NULL);
	free(body);
	return args;
}

/* Sixteen and more digits of chance, made once for all consoles of this store. */
const unsigned char *outbox_salt(struct outbox *box)
{
	static const char key[] = "outbox_salt";
	char hex[2 * SALT_BYTES + 1], *kept;
	size_t len = 0;

	if (box->salted)
		return box->salt;
	randombytes_buf(box->salt, sizeof(box->salt));
	sodium_bin2hex(hex, sizeof(hex), box->salt, sizeof(box->salt));
	kept = store_value_once(box->store, key, hex);
	if (kept)
		sodium_hex2bin(box->salt, sizeof(box->salt), kept, strlen(kept), NULL, &len, NULL);
	box->salted = len == sizeof(box->salt);
	free(kept);
	return box->salt;
}
