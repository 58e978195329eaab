/* Adding a payer to the customer's contacts, or correcting one. */

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/geo.h"
#include "screens/payer.h"

#define DRAFT "contact"

struct contact_state {
	struct screen screen;
	struct form form;
	struct draft draft;
	char phone[24];			/* of the contact being changed; "" for a new one */
	json_t *sent;
	bool waiting;
};

static struct contact_state *state_of(const struct screen *screen)
{
	return (struct contact_state *)screen;
}

static const char *const new_fields[] = {
	"firstName", "lastName", "phone", "countryCode", "email", "alias", NULL
};
static const char *const old_fields[] = {
	"firstName", "lastName", "countryCode", "email", "alias", NULL
};

/* What a new contact begins with: what was typed before, else the search and
 * the country of the last payer. */
static json_t *prefill_new(struct app *app, const char *typed)
{
	const json_t *draft = app->journey ? journey_draft(app->journey, DRAFT) : NULL;
	char *country = store_value(app->store, "payer_country");
	json_t *prefill = json_object();

	if (country)
		json_object_set_new(prefill, "countryCode", json_string(country));
	json_object_update(prefill, (json_t *)draft);
	if (typed && *typed)
		json_object_set_new(prefill,
				    isdigit((unsigned char)*typed) || *typed == '+' ? "phone" :
										      "firstName",
				    json_string(typed));
	free(country);
	return prefill;
}

static void contact_open(struct screen *screen, const void *arg)
{
	struct contact_state *st = state_of(screen);
	const struct contact_arg *what = arg;
	json_t *prefill;

	if (what->contact) {
		text_put(st->phone, sizeof(st->phone), word_of(what->contact, "phone"));
		form_init(&st->form, op_updateContact.in, old_fields, what->contact);
		return;
	}
	prefill = prefill_new(screen->app, what->typed);
	form_init(&st->form, op_createContact.in, new_fields, prefill);
	json_decref(prefill);
	st->draft = (struct draft){ screen->app, DRAFT };
	st->form.changed = draft_changed;
	st->form.ctx = &st->draft;
}

static void contact_close(struct screen *screen)
{
	form_release(&state_of(screen)->form);
	json_decref(state_of(screen)->sent);
}

static void do_close(struct screen *screen)
{
	app_pop(screen->app);
}

/* What is odd about what was typed, beside those of the list. */
static void judge(const struct contact_state *st, const json_t *contact, struct odd_name *odd)
{
	const struct screen *list = st->screen.below;

	*odd = (struct odd_name){ 0 };
	if (list && list->ops == &payer_screen)
		payer_judge(list, contact, odd);
}

static void take(struct contact_state *st)
{
	struct odd_name odd;

	judge(st, st->sent, &odd);
	payer_take(st->screen.app, st->sent, &odd);
}

static void on_kept(void *owner, const struct op *op, const struct reply *reply)
{
	struct contact_state *st = owner;
	struct app *app = st->screen.app;

	app->dirty = true;
	if (reply->err.kind) {
		st->waiting = false;
		if (!form_blame(&st->form, &reply->err))
			app_blame(app, &reply->err);
		return;
	}
	if (op == &op_createContact || str_eq(st->phone, fact_of(app, "payer.phone")))
		take(st);
	if (app->journey && op == &op_createContact)
		journey_drop_draft(app->journey, DRAFT);
	app_note(app, NOTE_GOOD,
		 op == &op_createContact ? _("Added. Enter takes this person as the payer.") :
					   _("The details are changed."));
	app_when_top(&st->screen, do_close);
}

static void do_keep(struct screen *screen)
{
	struct contact_state *st = state_of(screen);
	json_t *record = form_record(&st->form), *value;
	const char *key;
	void *next;

	if (!record)
		return;
	json_object_foreach_safe(record, next, key, value)
		if (json_is_null(value))
			json_object_del(record, key);
	if (*st->phone)
		json_object_set_new(record, "phone", json_string(st->phone));
	json_object_set_new(record, "userToken", json_string(fact_of(screen->app, "userToken")));
	json_decref(st->sent);
	st->sent = record;
	st->waiting = true;
	http_send(screen->app->http, *st->phone ? &op_updateContact : &op_createContact, record,
		  on_kept, st);
}

static const char *why_not_keep(const struct screen *screen)
{
	if (state_of(screen)->waiting)
		return _("It is being kept. One moment.");
	return why_not_change(screen->app);
}

/* A number says its country itself; only what nobody chose is filled in. */
static void follow_phone(struct form *form)
{
	char *typed = form_get(form, "phone"), *country = form_get(form, "countryCode");
	struct phone phone;

	if (*typed == '+' && phone_parse(typed, "", &phone, NULL) &&
	    !str_eq(country, phone.country))
		form_set(form, "countryCode", phone.country);
	free(typed);
	free(country);
}

static bool contact_key(struct screen *screen, tui_key key)
{
	struct contact_state *st = state_of(screen);
	bool on_phone = str_eq(st->form.rows[st->form.at].path, "phone");

	if (st->waiting || !form_key(&st->form, key))
		return false;
	if (on_phone && !*st->phone)
		follow_phone(&st->form);
	return true;
}

static void contact_click(struct screen *screen, int hot, const struct mouse *mouse)
{
	(void)mouse;
	form_click(&state_of(screen)->form, hot);
}

/* Pasted letters, or a name that is there already; NULL as a rule. */
static char *typed_words(struct contact_state *st)
{
	static const char *const keys[] = { "firstName", "lastName", "phone" };
	json_t *contact = json_object();
	struct odd_name odd;

	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		bool old = *st->phone && str_eq(keys[i], "phone");
		char *typed = old ? xstrdup(st->phone) : form_get(&st->form, keys[i]);

		json_object_set_new(contact, keys[i], json_string(typed));
		free(typed);
	}
	judge(st, contact, &odd);
	json_decref(contact);
	return odd_words(&odd);
}

static void contact_draw(struct screen *screen, struct canvas *c)
{
	struct contact_state *st = state_of(screen);
	struct canvas box = form_box(c, c->w >= 76 ? 12 : 18), form, foot;
	int w = box.w, h = box.h;
	char *odd;

	canvas_box(&box, 0, 0, w, h, *st->phone ? _("Change details") : _("New payer"));
	form = canvas_part(&box, 2, 1, w - 4, h - 3);
	form_draw(&st->form, &form, true);
	foot = canvas_part(&box, 2, h - 2, w - 4, 1);
	odd = typed_words(st);
	if (st->waiting)
		show_waiting(&foot, 0, 0, _("Keeping it…"));
	else if (odd)
		odd_cell(&foot, 0, foot.w, odd, odd);
	else if (*st->phone)
		canvas_textf(&foot, 0, 0, STYLE_DIM, _("Phone %s: it names the contact and stays."),
			     st->phone);
	free(odd);
}

static const struct binding bindings[] = {
	{ .key = K_F10, .name = "F10", .label = N_("Keep"),
	  .help = N_("Puts this person into the customer's contacts."),
	  .run = do_keep, .why_not = why_not_keep },
	{ .key = K_ENTER, .name = "Enter", .label = N_("Keep"), .run = do_keep,
	  .why_not = why_not_keep,
	  .quiet = true },
	{ .key = K_ESC, .name = "Esc", .label = N_("Close"), .run = do_close },
	{ 0 }
};

const struct screen_ops contact_screen = {
	.name = "contact",
	.title = N_("Contact"),
	.size = sizeof(struct contact_state),
	.overlay = true,
	.journey = true,
	.typing = true,
	.step = STEP_PAYER,
	.bindings = bindings,
	.open = contact_open,
	.close = contact_close,
	.key = contact_key,
	.click = contact_click,
	.draw = contact_draw,
};
