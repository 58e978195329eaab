/* remitty call tokenizeCard: the card is asked for by a process of its own. */

#include <unistd.h>

#include "api/exchange_pack.h"
#include "api/lang.h"
#include "api/ops.h"
#include "screens/capture_own.h"
#include "screens/cmd.h"

static json_t *beginning(struct session *s)
{
	const struct fault_list none = { .n = 0 };
	json_t *begin = capture_beginning(&s->config, s->sandbox,
					  s->sandbox ? sandbox_faults(s->sandbox) : &none);

	json_object_set_new(begin, "plain", json_true());
	json_object_set_new(begin, "fields",
			    json_pack("[[s, s], [s, s]]", op_tokenizeCard.name, "CardNumber",
				      op_tokenizeCard.name, "Cvv"));
	return json_pack("{s:o}", "begin", begin);
}

static void on_line(void *ctx)
{
	(void)ctx;			/* await() reads it */
}

/* What it answered, or why it cannot; NULL when it ended without either.  New. */
static json_t *await(struct session *s, int line)
{
	bool gone = false;
	const struct loop_source source = { .fd = line, .step = on_line, .ctx = &gone };
	json_t *said = NULL;

	loop_add(s->loop, &source);
	while (!gone && !json_object_get(said, "answered") && !json_object_get(said, "off")) {
		json_decref(said);
		loop_turn(s->loop, -1);
		said = capture_hear(line, s->http, &gone);
	}
	loop_forget(s->loop, &gone);
	return said;
}

static int print(const struct args *args, struct session *s, const json_t *answered)
{
	struct exchange *x = journal_begin(s->journal, &op_tokenizeCard);
	json_t *body = json_object_get(answered, "body");
	struct err err;

	exchange_unpack(x, json_object_get(answered, "call"));
	err_unpack(&err, json_object_get(answered, "err"));
	cmd_print_answer(args, x, json_is_null(body) ? NULL : json_incref(body), &err);
	return cmd_code(&err);
}

int cmd_call_card(const struct args *args, struct session *s)
{
	const json_t *answered;
	struct err err = { 0 };
	json_t *said = NULL;
	int line, code;
	pid_t pid;

	line = capture_spawn("/proc/self/exe", STDIN_FILENO, &pid, &err);
	if (line < 0)
		return cmd_fail(args, &err);
	if (capture_say(line, beginning(s)))
		said = await(s, line);
	answered = json_object_get(said, "answered");
	if (json_object_get(said, "off"))
		err_unpack(&err, json_object_get(said, "off"));
	else if (!answered)
		err_set(&err, ERR_INPUT, _("No card was given, so nothing was sent."));
	else if (!json_object_get(answered, "call"))
		err_unpack(&err, json_object_get(answered, "err"));
	code = err.kind ? cmd_fail(args, &err) : print(args, s, answered);
	capture_end(line, pid);
	json_decref(said);
	return code;
}
