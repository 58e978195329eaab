#include "api/tokens.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

struct tokens {
	char *text;			/* locked memory, or NULL */
	size_t room;
	enum token_kind kind;
	int64_t until;
};

struct tokens *tokens_new(void)
{
	return xcalloc(1, sizeof(struct tokens));
}

static void drop(struct tokens *tokens)
{
	if (tokens->text)
		sodium_munlock(tokens->text, tokens->room);	/* overwrites it */
	free(tokens->text);
	*tokens = (struct tokens){ 0 };
}

void tokens_free(struct tokens *tokens)
{
	if (!tokens)
		return;
	drop(tokens);
	free(tokens);
}

void tokens_set(struct tokens *tokens, enum token_kind kind, const char *text, int64_t life_ms)
{
	size_t room = text ? strlen(text) + 1 : 0;
	char *copy = room ? xcalloc(room, 1) : NULL;

	if (copy) {
		sodium_mlock(copy, room);	/* where that is not allowed: without */
		memcpy(copy, text, room);
	}
	drop(tokens);
	tokens->text = copy;
	tokens->room = room;
	tokens->kind = copy ? kind : TOKEN_NONE;
	tokens->until = copy && life_ms ? wall_ms() + life_ms : 0;
}

const char *tokens_text(const struct tokens *tokens)
{
	if (!tokens || (tokens->until && tokens->until <= wall_ms()))
		return NULL;
	return tokens->text;
}

enum token_kind tokens_kind(const struct tokens *tokens)
{
	return tokens_text(tokens) ? tokens->kind : TOKEN_NONE;
}

int64_t tokens_until(const struct tokens *tokens)
{
	return tokens_text(tokens) ? tokens->until : 0;
}
