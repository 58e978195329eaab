/* Values and differences of personal data, masked. */

#include "screens/pii.h"

#include <stdlib.h>
#include <string.h>

#include "api/personal.h"
#include "api/text_type.h"

/* Pictures: their content is of no use on a screen. */
static bool is_picture(const struct field *f)
{
	return word_in("content,selfieContent,verifiedPhoto,gidPhoto", f->key);
}

/* Shown whole on this screen, though no record keeps it. */
static bool is_readable(const struct field *f)
{
	return word_in("dob,phone,email,gidName,gidDob,bankAccountHolderPhoneNumber,"
		       "bankAccountHolderEmail,bankAccountHolderAddress,ipAddress", f->key);
}

char *pii_value(const struct field *f, const json_t *value)
{
	struct field plain = *f;
	char *text, *tail;

	if (field_absent(value))
		return xstrdup("");
	if (is_picture(f))
		return xstrdup(_("a picture, not shown"));
	plain.secret = false;
	text = json_is_string(value) || f->type->show != field_text.show ?
	       field_show(&plain, value) : json_compact(value);
	if (!f->secret || is_readable(f))
		return text;
	tail = personal_tail(text);
	free(text);
	return tail;
}

struct walk {
	struct pii_difference *list;
	int n, max;
};

static void add(struct walk *w, const char *label, char *before, char *after)
{
	if (w->n < w->max)
		w->list[w->n++] = (struct pii_difference){ xstrdup(label), before, after };
	else {
		free(before);
		free(after);
	}
}

static char *whole_label(const char *label, const struct field *f, size_t nth)
{
	if (nth)
		return xasprintf("%s %zu", label, nth);
	return *label ? xasprintf("%s, %s", label, _(f->label)) : xstrdup(_(f->label));
}

static void compare(struct walk *, const struct field *, const char *label, const json_t *before,
		    const json_t *after);

static void compare_lists(struct walk *w, const struct field *f, const char *label,
			  const json_t *before, const json_t *after)
{
	size_t n = json_array_size(before), m = json_array_size(after);

	for (size_t i = 0; i < n || i < m; i++) {
		char *nth = whole_label(label, f, n > 1 || m > 1 ? i + 1 : 0);

		compare(w, f->fields, n > 1 || m > 1 ? nth : label, json_array_get(before, i),
			json_array_get(after, i));
		free(nth);
	}
}

static void compare_value(struct walk *w, const struct field *f, const char *label,
			  const json_t *before, const json_t *after)
{
	char *name = whole_label(label, f, 0), *old, *new;

	if (f->type == &field_group) {
		compare(w, f->fields, name, before, after);
	} else if (f->type == &field_list) {
		compare_lists(w, f, name, before, after);
	} else {
		old = pii_value(f, before);
		new = pii_value(f, after);
		add(w, name, old, new);
	}
	free(name);
}

static void compare(struct walk *w, const struct field *fields, const char *label,
		    const json_t *before, const json_t *after)
{
	field_each(f, fields) {
		const json_t *old = json_object_get(before, f->key);
		const json_t *new = json_object_get(after, f->key);

		if (!(field_absent(old) && field_absent(new)) && !json_equal(old, new))
			compare_value(w, f, label, old, new);
	}
}

int pii_differences(const struct field *fields, const json_t *before, const json_t *after,
		    struct pii_difference *list, int max)
{
	struct walk w = { .list = list, .max = max };

	compare(&w, fields, "", before, after);
	return w.n;
}

void pii_differences_release(struct pii_difference *list, int n)
{
	for (int i = 0; i < n; i++) {
		free(list[i].label);
		free(list[i].before);
		free(list[i].after);
	}
}
