#include "screens/switchboard.h"

#include <stdlib.h>

#include "screens/app.h"

static const struct fault_list nothing;

/* Only a sandbox is ever asked for its switches, and only on this computer:
 * elsewhere the path would be a stranger's. */
static bool is_far(const struct app *app)
{
	return app->config && app->http && app->config->environment == ENV_SANDBOX && !app->sandbox;
}

void switchboard_release(struct app *app)
{
	if (app->http)
		http_cancel(app->http, &app->faults);
	faults_clear(&app->faults.far);
}

const struct fault_list *faults_of(const struct app *app)
{
	if (app->sandbox)
		return sandbox_faults(app->sandbox);
	return is_far(app) ? &app->faults.far : &nothing;
}

const char *switchboard_why_not(const struct app *app)
{
	if (!app->sandbox && !is_far(app))
		return _("This profile talks to a real service, which nobody makes fail on "
			 "purpose. Faults are for a sandbox profile: F9 changes the profile.");
	if (!app->sandbox && app->faults.err.kind)
		return _("The service of this profile does not answer as a sandbox of remitty, so "
			 "its faults cannot be switched from here.");
	return app_read_only(app);
}

static void on_told(void *owner, const struct op *op, const struct reply *reply)
{
	struct app *app = ((struct switchboard *)owner)->app;

	(void)op;
	app->dirty = true;
	app->faults.asking = false;
	app->faults.err = reply->err;
	if (!reply->err.kind && !faults_read(&app->faults.far, reply->body))
		err_set(&app->faults.err, ERR_PROTOCOL, _("The sandbox told its faults in a way "
							  "that is not understood here."));
	if (app->faults.err.kind)
		faults_clear(&app->faults.far);
}

char *fault_how(const struct fault *f)
{
	struct str text = { 0 };

	if (fault_used_up(f))
		str_add(&text, _("used up"));
	else if (f->count > 0)
		str_addf(&text, _("%d more"), f->count);
	else
		str_add(&text, _("always"));
	if (f->chance % 10)
		str_addf(&text, " · %d.%d %%", f->chance / 10, f->chance % 10);
	else if (f->chance < 1000)
		str_addf(&text, " · %d %%", f->chance / 10);
	if (f->kind == FAULT_429)
		str_addf(&text, " · %d s", f->ms);
	else if (f->ms)
		str_addf(&text, " · %d ms", f->ms);
	if (f->status)
		str_addf(&text, " · %d", f->status);
	return str_steal(&text);
}

static void ask(struct app *app, const struct op *op, const json_t *args)
{
	app->faults.app = app;
	app->faults.asking = true;
	http_send(app->http, op, args, on_told, &app->faults);
}

void switchboard_look(struct app *app)
{
	if (is_far(app) && !app->faults.asking)
		ask(app, &op_sandboxFaults, NULL);
}

void switchboard_follow(struct app *app)
{
	if (is_far(app) && faults_on(&app->faults.far))
		switchboard_look(app);
}

void switchboard_on(struct app *app, const struct fault *fault)
{
	char *spec;
	json_t *args;

	if (app->sandbox) {
		faults_put(sandbox_faults(app->sandbox), fault);
		return;
	}
	spec = fault_text(fault);
	args = json_pack("{s:s}", "spec", spec);
	ask(app, &op_sandboxAddFault, args);
	json_decref(args);
	free(spec);
}

void switchboard_off(struct app *app, unsigned id)
{
	json_t *args;

	if (app->sandbox) {
		faults_drop(sandbox_faults(app->sandbox), id);
		return;
	}
	args = json_pack("{s:i}", "id", (int)id);
	ask(app, &op_sandboxDropFault, args);
	json_decref(args);
}

void switchboard_clear(struct app *app)
{
	if (app->sandbox)
		faults_clear(sandbox_faults(app->sandbox));
	else
		ask(app, &op_sandboxClearFaults, NULL);
}
