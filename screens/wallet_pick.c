/* Which wallet: the one of the person in hand, or one that is typed. */

#include "screens/wallet.h"

#include <stdlib.h>
#include <string.h>

void wallet_pick_init(struct wallet_pick *p, const struct app *app)
{
	const char *known = omni_fact(app, "namespace");

	if (!*known)
		known = omni_fact(app, "accountAddress");
	text_put(p->selector, sizeof(p->selector), known);
	input_init(&p->input, known, false);
	p->input.max = sizeof(p->selector) - 1;
	p->typing = !*known;
}

void wallet_pick_release(struct wallet_pick *p)
{
	input_release(&p->input);
}

static bool take(struct wallet_pick *p)
{
	char *typed = input_value(&p->input), *at = typed + strspn(typed, " ");
	size_t n = strcspn(at, " ");

	at[n] = '\0';
	if (n) {
		text_put(p->selector, sizeof(p->selector), at);
		p->typing = false;
	}
	free(typed);
	return n > 0;
}

bool wallet_pick_key(struct wallet_pick *p, tui_key key, bool *taken)
{
	*taken = false;
	if (!p->typing)
		return false;
	if (key == K_ENTER)
		*taken = take(p);
	else if (key == K_ESC && *p->selector)
		p->typing = false;
	else
		return input_key(&p->input, key);
	return true;
}

void wallet_pick_again(struct wallet_pick *p)
{
	input_set(&p->input, p->selector);
	p->typing = true;
}

static bool is_namespace(const char *selector)
{
	size_t n = strlen(selector);

	return n > 3 && str_eq(selector + n - 3, ".ul");
}

void wallet_pick_learn(const struct wallet_pick *p, struct app *app)
{
	if (has_prefix(p->selector, "0x"))
		omni_met(app, "accountAddress", p->selector);
	else if (is_namespace(p->selector))
		omni_met(app, "namespace", p->selector);
}

void wallet_pick_draw(const struct wallet_pick *p, struct canvas *c, int y)
{
	const char *label = _("Wallet");
	int x = text_width(label) + 2, w = c->w - x < 60 ? c->w - x : 60;
	struct canvas field = canvas_part(c, x, y, w, 1);

	canvas_text(c, 0, y, STYLE_LABEL, label);
	if (p->typing) {
		input_draw(&p->input, &field, true);
		canvas_wrap(c, 0, y + 2, c->w, 2, STYLE_HINT,
			    _("Its name (usbc.ana.ul), its own name or its address; Enter looks it "
			     "up."));
	} else {
		canvas_cut(c, x, y, c->w - x, STYLE_STRONG, p->selector);
	}
}

json_t *wallet_selector(const char *selector)
{
	const char *key = has_prefix(selector, "0x") ? "walletAddress" :
			  is_namespace(selector) ? "nameSpace" : "customNameSpace";

	return json_pack("{s:s}", key, selector);
}
