#include "screens/call_actions.h"

#include <stdlib.h>
#include <string.h>

#include "api/bundle.h"
#include "api/har.h"
#include "api/share.h"
#include "api/words.h"
#include "screens/ask.h"
#include "screens/bundle.h"
#include "screens/cmd.h"
#include "screens/keep.h"

bool call_hold(const struct journal *journal, struct store *store,
	       const struct exchange_arg *which, struct held_call *held)
{
	int64_t id = which->id;

	*held = (struct held_call){ .x = journal_find(journal, which->serial) };
	if (held->x)
		return true;
	if (which->serial)		/* of this run, but the journal let it go */
		id = store_call_find(store, journal_run(journal), which->serial);
	if (id && store_call_get(store, id, &held->past))
		held->x = &held->past;
	return held->x;
}

void call_let_go(struct held_call *held)
{
	exchange_release(&held->past);
	*held = (struct held_call){ 0 };
}

/* ---- copying ---- */

struct exchange call_shown(const struct config *config, const struct exchange *x)
{
	struct exchange shown = *x;

	if (x->response)
		shown.response = record_safe(config, x->op ? x->op->out : NULL, x->response);
	return shown;
}

char *call_text(const struct app *app, const struct exchange *x, enum call_form form)
{
	struct exchange shown;
	json_t *json;
	char *text;

	if (form == FORM_CURL)
		return exchange_curl(x);
	if (form == FORM_HTTP)
		return exchange_http(x);
	shown = call_shown(app->config, x);
	json = exchange_json(&shown);
	text = json_text(json, true);
	json_decref(json);
	json_decref(shown.response);
	return text;
}

void call_copy(struct app *app, const struct exchange *x, enum call_form form)
{
	static const char *const notes[] = {
		[FORM_CURL] = N_("Copied as a curl command, if this terminal allows it; put the "
				 "key into $REMITTY_KEY."),
		[FORM_HTTP] = N_("Copied as an HTTP file, if this terminal allows it; its key is "
				 "the variable REMITTY_KEY."),
		[FORM_JSON] = N_("Copied as JSON, if this terminal allows it."),
	};
	char *text = call_text(app, x, form);

	term_copy(text);
	app_note(app, NOTE_GOOD, "%s", _(notes[form]));
	free(text);
}

/* ---- saving ---- */

/* "…/exports/getProfile-2026-04-13T175415180Z.har" */
char *call_archive_path(const struct app *app, const char *name, struct err *err)
{
	char at[25], *whole, *base, *path;

	iso_time(wall_ms(), at);
	whole = xasprintf("%s-%s", name, at);
	base = keep_base(app->config, "exports", whole, err);
	path = base ? xasprintf("%s.har", base) : NULL;
	free(whole);
	free(base);
	return path;
}

void call_save(struct app *app, const struct exchange *x)
{
	struct err err = { 0 };
	char *path = call_archive_path(app, x->op ? x->op->name : "call", &err);
	struct har *har = path ? har_open(path, REMITTY_VERSION, &err) : NULL;

	if (har)
		har_add(har, x);
	if (har && har_close(har, true, &err))
		app_note(app, NOTE_GOOD, _("Saved as an HTTP archive: %s"), path);
	else
		app_blame(app, &err);
	free(path);
}

/* ---- once more ---- */

static void open_ask(struct screen *screen)
{
	flow_goto(screen->app, STEP_ASK);
}

/* Money is asked for where it is read back, confirmed and recorded. */
static void send_to_ask(struct app *app)
{
	bool in_hand = app->journey && *journey_get(app->journey, "userToken");

	app_push(app, &dialog_screen, &(struct dialog_arg){
		.title = _("This call asks for money"),
		.text = in_hand ?
			_("It is never sent a second time from here: two requests would be paid "
			  "twice. The ask's own screen makes a new one for the customer in hand; "
			  "it is read back and confirmed there.") :
			_("It is never sent a second time from here: two requests would be paid "
			  "twice. Look the customer up at home and make a new ask there; it is "
			  "read back and confirmed."),
		.yes = in_hand ? _("Open the ask") : NULL, .run = open_ask });
}

/* Where the service's paths begin in an address: behind the host and what the
 * profile's own address has there. */
static const char *target_of(const struct app *app, const char *url)
{
	const char *base = app->config->base_url ? app->config->base_url : "";
	const char *host = strstr(url, "://"), *own = strstr(base, "://");
	size_t n;

	host = host ? strchr(host + 3, '/') : NULL;
	own = own ? strchr(own + 3, '/') : NULL;
	n = own ? strlen(own) : 0;
	while (n && own[n - 1] == '/')
		n--;
	return host && own && !strncmp(host, own, n) ? host + n : host;
}

/* Of a file only its name, size and kind are kept. */
static bool is_gone(const struct field *f)
{
	return f->secret || f->type == &field_file || (f->of && f->of->type == &field_file);
}

/* Only the mask of what is secret is kept.  Returns how many such there were. */
static int drop_secrets(const struct field *table, json_t *record)
{
	int n = 0;

	field_each(f, table) {
		json_t *value = json_object_get(record, f->key);

		if (value && is_gone(f) && !field_absent(value)) {
			json_object_del(record, f->key);
			n++;
		} else if (f->fields && json_is_object(value)) {
			n += drop_secrets(f->fields, value);
		}
	}
	return n;
}

/* The fields of path, query and body as one record; new. */
static json_t *fields_of(const struct app *app, const struct exchange *x)
{
	json_t *fields = json_object();
	const char *target = target_of(app, x->url), *query = strchr(x->url, '?');
	char *path = target ? xstrndup(target, strcspn(target, "?")) : NULL, *name, *value;

	if (path)
		op_match(x->op->service, x->method, path, fields, NULL);
	free(path);
	for (query = query ? query + 1 : ""; query_next(&query, &name, &value); free(value)) {
		op_set_text(x->op, fields, name, value);
		free(name);
	}
	if (json_is_object(x->request))
		json_object_update(fields, x->request);
	return fields;
}

void call_resend(struct app *app, const struct exchange *x)
{
	json_t *fields;
	int secrets;

	if (!x->op) {
		app_note(app, NOTE_INFO, "%s", _("This version does not know the operation."));
		return;
	}
	if (x->op->moves_money) {
		send_to_ask(app);
		return;
	}
	fields = fields_of(app, x);
	secrets = drop_secrets(x->op->in, fields);
	op_screen_fill(app, x->op, fields);
	if (secrets)
		app_note(app, NOTE_INFO, "%s",
			 _("What is secret, and what is in a file, is not kept: give it again "
			   "before it is sent."));
	json_decref(fields);
}

void call_bundle(struct app *app, const struct exchange *x)
{
	struct ask ask;

	if (bundle_ask_of(app->store, x, &ask))
		app_push(app, &bundle_screen,
			 &(struct track_arg){ .correlation_id = ask.correlation_id });
	else
		app_note(app, NOTE_INFO, "%s",
			 _("This call speaks of no ask that was made here."));
}
