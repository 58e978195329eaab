/* Texts and agreements: what of them is kept with the journey, and the calls that fetch,
 * accept and prove them, one after another. */

#include "screens/omni_papers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "screens/omni.h"

#define LEFT "omni.papers"		/* her agreements, without their texts */
#define READ "omni.read"		/* texts for everybody that she read, by their numbers */
#define CUT_AT 65535			/* characters: a longer text came cut */

bool paper_is_accepted(const struct paper *p)
{
	return str_eq(p->status, "ACCEPTED");
}

/* ---- what is kept ---- */

static void leave(struct papers *st)
{
	json_t *all = json_array(), *read = json_object();

	for (int i = 0; i < st->n; i++) {
		const struct paper *p = &st->list[i];

		if (p->text_type && p->read)
			json_object_set_new(read, p->text_type, json_string(p->id));
		else if (!p->text_type)
			json_array_append_new(all, json_pack(
				"{s:s, s:b, s:s, s:s, s:b}", "id", p->id, "ul", p->ul, "type",
				p->type, "status", p->status, "read", p->read));
	}
	mail_leave(st->app, LEFT, all);
	mail_leave(st->app, READ, read);
}

static void add(struct papers *st, struct paper paper)
{
	if (st->n < PAPERS_MOST)
		st->list[st->n++] = paper;
}

static void add_agreement(struct papers *st, const json_t *left)
{
	struct paper p = { .ul = json_is_true(json_object_get(left, "ul")),
			   .read = json_is_true(json_object_get(left, "read")) };

	text_put(p.id, sizeof(p.id), word_of(left, "id"));
	text_put(p.type, sizeof(p.type), word_of(left, "type"));
	text_put(p.status, sizeof(p.status), word_of(left, "status"));
	add(st, p);
}

static void add_text(struct papers *st, const char *type, const char *read_as)
{
	struct paper p = { .text_type = type, .read = *read_as };

	text_put(p.type, sizeof(p.type), type);
	text_put(p.id, sizeof(p.id), read_as);
	add(st, p);
}

void papers_release(struct papers *st)
{
	if (st->app)
		http_cancel(st->app->http, st);
	for (int i = 0; i < st->n; i++)
		free(st->list[i].html);
	*st = (struct papers){ .app = st->app, .busy = -1 };
}

void papers_take(struct papers *st, struct app *app)
{
	const struct choice *types = op_getTermsAndPrivacyAgreement.in->choices;
	const json_t *read = mail_left(app, READ), *one;
	size_t i;

	papers_release(st);
	st->app = app;
	for (const struct choice *c = types; c->value; c++)
		add_text(st, c->value, word_of(read, c->value));
	json_array_foreach(mail_left(app, LEFT), i, one)
		add_agreement(st, one);
}

int papers_first_own(const struct papers *st)
{
	int i = 0;

	while (i < st->n && st->list[i].text_type)
		i++;
	return i;
}

bool papers_changed(const struct papers *st)
{
	const json_t *kept = mail_left(st->app, LEFT);
	int first = papers_first_own(st), n = (int)json_array_size(kept);

	return n != st->n - first ||
	       (n && !str_eq(word_of(json_array_get(kept, 0), "id"), st->list[first].id));
}

int papers_open_ones(const struct papers *st)
{
	int n = 0;

	for (int i = papers_first_own(st); i < st->n; i++)
		n += !paper_is_accepted(&st->list[i]);
	return n;
}

/* ---- asking the service, one paper after another ---- */

static struct paper *busy(struct papers *st)
{
	return st->busy >= 0 && st->busy < st->n ? &st->list[st->busy] : NULL;
}

bool papers_is_accepting(const struct papers *st)
{
	const struct paper *p = st->busy >= 0 && st->busy < st->n ? &st->list[st->busy] : NULL;

	return p && (p->doing == PAPER_ACCEPTS || p->doing == PAPER_PROVES);
}

static void take_text(struct paper *p, const char *html)
{
	size_t n = 0;

	free(p->html);
	p->html = NULL;
	for (const char *s = html; *s; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	if (n >= CUT_AT) {
		err_set(&p->err, ERR_PROTOCOL, "%s",
			_("This text is longer than what can be shown here."));
		err_next(&p->err, "%s",
			 _("It must not be accepted half read: let her read it on paper or on her "
			   "own device."));
		return;
	}
	p->html = xstrdup(html);
}

/* Another text than the one that was read is to be read. */
static void take_template(struct paper *p, const json_t *template)
{
	const char *id = word_of(template, "templateId");

	p->read = p->read && str_eq(p->id, id);
	text_put(p->id, sizeof(p->id), id);
	take_text(p, word_of(template, "html"));
}

/* The agreement of this number in the answer; NULL: it has none. */
static const json_t *agreement_in(const json_t *body, const char *id)
{
	const json_t *one;
	size_t i;

	json_array_foreach(json_object_get(body, "data"), i, one)
		if (!strcasecmp(word_of(one, "id"), id))
			return one;
	return NULL;
}

static void take_agreement(struct papers *st, struct paper *p, const json_t *body)
{
	const json_t *one = agreement_in(body, p->id);

	if (!one) {
		err_set(&p->err, ERR_PROTOCOL, "%s",
			_("The service told of another agreement than the one asked for."));
		err_next(&p->err, "%s", _("F5 asks again. It does not count as accepted."));
		return;
	}
	text_put(p->status, sizeof(p->status), word_of(one, "status"));
	if (*word_of(one, "agreement_type"))
		text_put(p->type, sizeof(p->type), word_of(one, "agreement_type"));
	take_text(p, word_of(one, "content"));
	if (p->put && !paper_is_accepted(p)) {
		err_set(&p->err, ERR_REFUSED, "%s",
			_("The service took her yes, but reading it again does not show it."));
		err_next(&p->err, "%s",
			 _("It does not count as accepted. F5 reads it once more; if it stays so, "
			   "tell your supervisor."));
	}
	leave(st);
}

static void on_text(void *owner, const struct op *op, const struct reply *reply)
{
	struct papers *st = owner;
	struct paper *p = busy(st);

	st->app->dirty = true;
	st->busy = -1;
	if (!p)
		return;
	p->doing = PAPER_RESTS;
	p->err = reply->err;
	if (reply->err.kind && reply->err.status == 404)
		err_next(&p->err, "%s", _("Make the agreements again with F4."));
	else if (!reply->err.kind && op == &op_getAgreement)
		take_agreement(st, p, reply->body);
	else if (!reply->err.kind)
		take_template(p, json_object_get(reply->body, "data"));
	papers_fetch(st);
}

static void ask(struct papers *st, int i, enum paper_doing doing)
{
	struct paper *p = &st->list[i];
	json_t *args = p->text_type ? json_pack("{s:s}", "type", p->text_type) :
				      json_pack("{s:s}", "agreementId", p->id);

	st->busy = i;
	p->doing = doing;
	p->err = (struct err){ 0 };
	http_send(st->app->http,
		  p->text_type ? &op_getTermsAndPrivacyAgreement : &op_getAgreement, args, on_text,
		  st);
	json_decref(args);
}

/* What is not here yet and did not fail. */
void papers_fetch(struct papers *st)
{
	for (int i = 0; i < st->n && st->busy < 0; i++)
		if (!st->list[i].html && !st->list[i].err.kind)
			ask(st, i, PAPER_LOADS);
}

/* Her yes may have arrived though no answer came: reading again tells. */
static void on_accepted(void *owner, const struct op *op, const struct reply *reply)
{
	struct papers *st = owner;
	struct paper *p = busy(st);
	int at = st->busy;

	(void)op;
	st->app->dirty = true;
	st->busy = -1;
	if (!p)
		return;
	p->doing = PAPER_RESTS;
	p->put = !reply->err.kind;
	if (reply->err.kind && reply->err.kind != ERR_UNKNOWN) {
		p->err = reply->err;
		papers_fetch(st);
		return;
	}
	if (p->put)
		mail_learn(st->app, "customerAccountId",
			   word_of(json_object_get(reply->body, "data"), "customerAccountId"));
	ask(st, at, PAPER_PROVES);
}

void papers_again(struct papers *st)
{
	for (int i = 0; i < st->n; i++) {
		struct paper *p = &st->list[i];

		p->err = (struct err){ 0 };
		if (p->text_type)
			continue;
		free(p->html);
		p->html = NULL;
	}
	papers_fetch(st);
}

void papers_read(struct papers *st, int i)
{
	st->list[i].read = true;
	leave(st);
}

void papers_accept(struct papers *st, int i)
{
	struct paper *p = &st->list[i];
	json_t *args = json_pack("{s:s, s:s}", "agreementId", p->id, "status", "ACCEPTED");

	http_cancel(st->app->http, st);
	if (busy(st))
		busy(st)->doing = PAPER_RESTS;
	st->busy = i;
	p->doing = PAPER_ACCEPTS;
	p->err = (struct err){ 0 };
	http_send(st->app->http, p->ul ? &op_updateULPreviewAgreement : &op_updatePreviewAgreement,
		  args, on_accepted, st);
	json_decref(args);
}
