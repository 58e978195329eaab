/* remitty purge: what tells of customers goes, by age or of one of them. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/lang.h"
#include "screens/cmd.h"
#include "screens/purge.h"

struct job {
	const struct args *args;
	struct session *s;
	struct customer who;
	int64_t before;
	struct purged done;
	struct err err;
};

static bool go(struct job *j, bool count_only)
{
	if (j->args->customer)
		return purge_customer(j->s->store, &j->s->config, &j->who, count_only, &j->done,
				      &j->err);
	return purge_old(j->s->store, &j->s->config, j->before, count_only, &j->done,
			 &j->err);
}

static void print(const struct job *j, bool count_only)
{
	char *words = purge_words(&j->done), *stays = purge_stays(&j->done);

	if (j->args->options.json)
		cmd_print(json_pack("{s:b, s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:b}", "deleted",
				    !count_only, "customers", j->done.customers, "journeys",
				    j->done.journeys, "asks", j->done.asks, "calls",
				    j->done.calls, "events", j->done.events, "runs", j->done.runs,
				    "papers", j->done.papers, "keptAsks", j->done.kept, "scrubbed",
				    j->done.scrubbed));
	else if (count_only)
		printf(_("This would go: %s.\n%s\n"), words, stays);
	else
		printf(_("Gone: %s.\n%s\n"), words, stays);
	free(stays);
	free(words);
}

static bool sure(struct job *j)
{
	char line[16] = "";

	if (j->args->options.yes)
		return true;
	if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO)) {
		err_set(&j->err, ERR_INPUT, _("This deletes for good, so it has to be confirmed."));
		return err_next(&j->err, _("Look first with --dry-run; add --yes when you are "
					   "sure."));
	}
	print(j, true);
	fprintf(stderr, "%s ", _("Type yes to delete it:"));
	if (fgets(line, sizeof(line), stdin) &&
	    (has_prefix(line, "yes\n") || has_prefix(line, _("yes\n"))))
		return true;
	return err_set(&j->err, ERR_INPUT, _("Nothing was deleted."));
}

/* What is meant by the options. */
static bool aim(struct job *j)
{
	const struct args *args = j->args;

	if (!args->older_than == !args->customer) {
		err_set(&j->err, ERR_INPUT, _("What is to go? Either old records or one "
					      "customer."));
		return err_next(&j->err, _("--older-than 90d, or --customer PHONE."));
	}
	if (args->older_than)
		return purge_age(args->older_than, &j->before, &j->err);
	if (!session_unlock(j->s, &j->err))
		return false;
	if (purge_find(j->s->store, args->customer, &j->who))
		return true;
	err_set(&j->err, ERR_INPUT, _("No customer “%.60s” is kept here."), args->customer);
	return err_next(&j->err, _("Give her phone with its country (+52…) or her e-mail."));
}

static bool run(struct job *j)
{
	lang_set(j->s->config.lang);
	if (j->s->config.read_only && !j->args->options.dry_run) {
		err_set(&j->err, ERR_INPUT, _("Only reading is allowed here."));
		return err_next(&j->err, _("Leave --read-only (or read_only in the configuration) "
					   "away."));
	}
	if (!aim(j) || !go(j, true))
		return false;
	if (!j->args->options.dry_run && (!sure(j) || !go(j, false)))
		return false;
	print(j, j->args->options.dry_run);
	return true;
}

int cmd_purge(const struct args *args)
{
	struct session session;
	struct job job = { .args = args, .s = &session };
	int code = CODE_FINE;

	if (!session_open(&session, &args->options, &job.err))
		return cmd_fail(args, &job.err);
	if (!run(&job))
		code = cmd_fail(args, &job.err);
	session_close(&session);
	return code;
}
