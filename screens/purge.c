#include "screens/purge.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "screens/app.h"

enum { FILE_MOST = 64 << 20, PAGE = 100, DAY_S = 24 * 3600 };

bool purge_age(const char *text, int64_t *before, struct err *err)
{
	static const struct {
		char unit;
		int days;
	} units[] = { { 'd', 1 }, { 'w', 7 }, { 'm', 30 }, { 'y', 365 } };
	char *end;
	long n = strtol(text, &end, 10), days = *end ? 0 : 1;

	for (size_t i = 0; i < ARRAY_LEN(units); i++)
		if (*end == units[i].unit && !end[1])
			days = units[i].days;
	if (end == text || n < 1 || n > 36500 || !days) {
		err_set(err, ERR_INPUT, _("“%.20s” is no age."), text);
		return err_next(err, _("It is a number and d, w, m or y: 90d, 12w, 6m, 2y."));
	}
	*before = wall_ms() - (int64_t)n * days * DAY_S * 1000;
	return true;
}

/* ---- papers ---- */

/* What a file must say, or how old it must be, to go. */
struct hunt {
	int64_t before;			/* wall ms; 0: by words */
	struct traces traces;		/* of whom; none: by age */
	char (*names)[48];		/* codes and references of her asks */
	int n_names;
	bool count_only;
	int found;
};

static bool file_speaks(const struct hunt *h, const char *path, const char *name)
{
	size_t len = 0;
	char *bytes = file_read(path, FILE_MOST, &len, NULL);
	bool hit = false;

	for (int i = 0; i < h->n_names && !hit; i++)
		hit = strstr(name, h->names[i]) ||
		      (bytes && memmem(bytes, len, h->names[i], strlen(h->names[i])));
	for (int i = 0; bytes && i < h->traces.n && !hit; i++)
		hit = memmem(bytes, len, h->traces.words[i], strlen(h->traces.words[i]));
	free(bytes);
	return hit;
}

static void hunt_file(struct hunt *h, const char *folder, const char *name)
{
	char *path = xasprintf("%s/%s", folder, name);
	struct stat st;
	bool hit = !lstat(path, &st) && S_ISREG(st.st_mode);

	if (hit && h->before)
		hit = (int64_t)st.st_mtime * 1000 < h->before;
	else if (hit)
		hit = file_speaks(h, path, name);
	if (hit && (h->count_only || !unlink(path)))
		h->found++;
	free(path);
}

static int hunt_papers(const struct config *config, struct hunt *h)
{
	static const char *const folders[] = { "slips", "links", "support", "exports" };

	for (size_t i = 0; i < ARRAY_LEN(folders); i++) {
		char *folder = xasprintf("%s/%s", config->state_dir, folders[i]);
		DIR *dir = opendir(folder);
		const struct dirent *entry;

		while (dir && (entry = readdir(dir)))
			hunt_file(h, folder, entry->d_name);
		if (dir)
			closedir(dir);
		free(folder);
	}
	return h->found;
}

/* What papers of her asks are called: before the records forget it. */
static void name_asks(struct store *store, const char *user_token, struct hunt *h)
{
	struct ask_query hers = { .list = ASKS_OF_CUSTOMER, .user_token = user_token };
	struct ask *asks = xcalloc(PAGE, sizeof(*asks));
	int n;

	do {
		n = *user_token ? store_asks(store, &hers, asks, PAGE) : 0;
		h->names = xrealloc(h->names, (size_t)(h->n_names + 2 * n + 1) * sizeof(*h->names));
		for (int i = 0; i < n; i++) {
			hers.before = asks[i].created_at;
			if (ask_is_live(&asks[i]) || ask_needs_person(&asks[i]))
				continue;
			snprintf(h->names[h->n_names++], sizeof(*h->names), "%s",
				 asks[i].correlation_id);
			if (*asks[i].code)
				snprintf(h->names[h->n_names++], sizeof(*h->names), "slip-%s.",
					 asks[i].code);
		}
	} while (n == PAGE);
	free(asks);
}

/* ---- records and papers ---- */

/* The papers go first: whoever is interrupted between the two still finds the customer,
 * and deletes her once more. */

bool purge_old(struct store *store, const struct config *config, int64_t before, bool count_only,
	       struct purged *done, struct err *err)
{
	struct hunt hunt = { .before = before, .count_only = count_only };

	if (!store_purge_old(store, before, count_only, done, err))
		return false;
	done->papers = hunt_papers(config, &hunt);
	return true;
}

bool purge_customer(struct store *store, const struct config *config, const struct customer *who,
		    bool count_only, struct purged *done, struct err *err)
{
	struct hunt hunt = { .count_only = count_only };
	struct wallet_person wallet;
	bool ok;

	if (!store_purge_customer(store, who, true, done, err))
		return false;
	traces_of(store, who, &hunt.traces);
	name_asks(store, who->user_token, &hunt);
	if (purge_wallet(store, who, &wallet))
		name_asks(store, wallet.customer_account_id, &hunt);
	hunt_papers(config, &hunt);
	ok = count_only || store_purge_customer(store, who, false, done, err);
	done->papers = hunt.found;
	free(hunt.names);
	return ok;
}

/* ---- in words ---- */

static void add(struct str *out, int n, const char *one, const char *many)
{
	if (!n)
		return;
	str_addf(out, "%s%d %s", out->len ? ", " : "", n, n == 1 ? one : many);
}

char *purge_words(const struct purged *p)
{
	struct str out = { 0 };

	add(&out, p->customers, _("customer"), _("customers"));
	add(&out, p->journeys, _("journey"), _("journeys"));
	add(&out, p->asks, _("ask (its persons, not its amount)"),
	    _("asks (their persons, not their amounts)"));
	add(&out, p->calls, _("call"), _("calls"));
	add(&out, p->events, _("event"), _("events"));
	add(&out, p->runs, _("run of the matrix"), _("runs of the matrix"));
	add(&out, p->papers, _("saved paper"), _("saved papers"));
	if (!out.len)
		str_add(&out, _("nothing"));
	return str_steal(&out);
}

char *purge_stays(const struct purged *p)
{
	struct str out = { 0 };

	str_add(&out, _("Of closed asks the record of the money stays: reference, amount, times, "
			"state and the service's codes."));
	if (p->kept)
		str_addf(&out, " %s (%d)", _("Asks under way or waiting for somebody stay whole "
					     "until they ended."), p->kept);
	if (!p->scrubbed)
		str_addf(&out, " %s", _("Another console is at work: what was deleted is "
					"overwritten at the next start."));
	return str_steal(&out);
}

/* ---- by itself ---- */

static bool is_due(struct app *app)
{
	static const char key[] = "purged_at";
	char *last = store_value(app->store, key), now[24];
	int64_t at = last ? strtoll(last, NULL, 10) : 0;
	bool due = wall_ms() - at > (int64_t)DAY_S * 1000 || at > wall_ms();

	free(last);
	snprintf(now, sizeof(now), "%lld", (long long)wall_ms());
	if (due)
		store_value_put(app->store, key, now);
	return due;
}

void purge_by_itself(struct app *app)
{
	int64_t before = wall_ms() - (int64_t)app->config->purge_after * DAY_S * 1000;
	struct purged done;
	struct err err = { 0 };
	char *words;

	if (!app->config->purge_after || app_read_only(app) || store_is_locked(app->store) ||
	    !is_due(app))
		return;
	if (!purge_old(app->store, app->config, before, false, &done, &err)) {
		app_blame(app, &err);
		return;
	}
	words = purge_words(&done);
	if (done.customers || done.journeys || done.asks || done.calls || done.events ||
	    done.runs || done.papers)
		app_note(app, NOTE_INFO, _("Older than %d days and gone, as the settings say: "
					   "%s."), app->config->purge_after, words);
	free(words);
}
