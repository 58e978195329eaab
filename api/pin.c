#include "api/pin.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/config.h"
#include "api/store_seal.h"

enum { FREE_TRIES = 2, FIRST_MS = 5000, MOST_MS = 5 * 60 * 1000 };

static const char key_pin[] = "pin", key_tries[] = "pin_tries";

static bool read_hex(const char *hex, unsigned char *bytes, size_t size)
{
	size_t len;

	return !sodium_hex2bin(bytes, size, hex, 2 * size, NULL, &len, NULL) && len == size;
}

static bool read_pin(const char *text, struct pin *pin)
{
	unsigned long long ops, memory;
	char salt[2 * SEAL_SALT + 1], hash[2 * SEAL_KEY + 1];

	if (sscanf(text, "%llu %llu %32[0-9a-f] %64[0-9a-f]", &ops, &memory, salt, hash) != 4)
		return false;
	pin->recipe.ops = ops;
	pin->recipe.memory = (size_t)memory;
	return strlen(salt) == sizeof(salt) - 1 && strlen(hash) == sizeof(hash) - 1 &&
	       read_hex(salt, pin->recipe.salt, SEAL_SALT) && read_hex(hash, pin->hash, SEAL_KEY);
}

void pin_load(struct store *store, struct pin *pin)
{
	char *text = store_sealed_value(store, key_pin), *tries = store_value(store, key_tries);
	long long at = 0;

	*pin = (struct pin){ .set = false };
	pin->set = text && read_pin(text, pin);
	if (tries && sscanf(tries, "%d %lld", &pin->wrong, &at) == 2)
		pin->tried_at = at;
	secret_free(text);
	free(tries);
}

bool pin_fits(const char *digits, struct err *err)
{
	size_t n = strlen(digits);

	if (n >= PIN_LEAST && n <= PIN_MOST && strspn(digits, "0123456789") == n)
		return true;
	return err_set(err, ERR_INPUT, _("A PIN has %d to %d digits and nothing else."), PIN_LEAST,
		       PIN_MOST);
}

bool pin_put(struct store *store, const struct seal_recipe *recipe,
	     const unsigned char hash[SEAL_KEY], struct err *err)
{
	char salt_hex[2 * SEAL_SALT + 1], hash_hex[2 * SEAL_KEY + 1];
	char *text;
	bool ok;

	sodium_bin2hex(salt_hex, sizeof(salt_hex), recipe->salt, SEAL_SALT);
	sodium_bin2hex(hash_hex, sizeof(hash_hex), hash, SEAL_KEY);
	text = xasprintf("%llu %llu %s %s", recipe->ops, (unsigned long long)recipe->memory,
			 salt_hex, hash_hex);
	ok = store_sealed_value_put(store, key_pin, text, err);
	if (ok)
		store_value_put(store, key_tries, NULL);
	sodium_memzero(hash_hex, sizeof(hash_hex));
	secret_free(text);
	return ok;
}

bool pin_remove(struct store *store, struct err *err)
{
	bool ok = store_sealed_value_put(store, key_pin, NULL, err);

	if (ok)
		store_value_put(store, key_tries, NULL);
	return ok;
}

bool pin_try(struct store *store, struct pin *pin, const unsigned char hash[SEAL_KEY], int64_t now)
{
	bool right = pin->set && !sodium_memcmp(pin->hash, hash, SEAL_KEY);
	char text[48];

	pin->wrong = right ? 0 : pin->wrong + 1;
	pin->tried_at = now;
	snprintf(text, sizeof(text), "%d %lld", pin->wrong, (long long)now);
	store_value_put(store, key_tries, right ? NULL : text);
	return right;
}

int64_t pin_wait(const struct pin *pin, int64_t now)
{
	int64_t wait = FIRST_MS, since = now - pin->tried_at;

	if (pin->wrong <= FREE_TRIES)
		return 0;
	for (int i = FREE_TRIES + 1; i < pin->wrong && wait < MOST_MS; i++)
		wait *= 2;
	wait = wait > MOST_MS ? MOST_MS : wait;
	if (since < 0)			/* a clock that was put back shortens nothing */
		since = 0;
	return since < wait ? wait - since : 0;
}
