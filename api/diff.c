/* The longest common run of lines, by the usual table over what is left once the
 * same beginning and end are put aside. */

#include "api/diff.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "api/util.h"

enum { CELLS_MOST = 4 << 20 };

static char **split(const char *text, int *n)
{
	char **lines = NULL;
	int room = 0;

	*n = 0;
	for (;;) {
		size_t len = strcspn(text, "\n");

		if (*n + 2 > room) {
			room = room ? room * 2 : 64;
			lines = xrealloc(lines, (size_t)room * sizeof(*lines));
		}
		if (len || text[len])
			lines[(*n)++] = xstrndup(text, len);
		if (!text[len])
			break;
		text += len + 1;
	}
	lines[*n] = NULL;
	return lines;
}

/* Parts of both sides that are compared: from..to. */
struct span {
	int left, left_end, right, right_end;
};

static bool same(const struct diff *d, int left, int right)
{
	return !strcmp(d->left[left], d->right[right]);
}

static void add(struct diff *d, enum diff_kind kind, const char *left, const char *right)
{
	d->lines[d->n++] = (struct diff_line){ .kind = kind, .left = left, .right = right };
	d->differ += kind != DIFF_SAME;
}

/* Lines of which both sides have as many stand beside each other. */
static void add_changed(struct diff *d, const struct span *s)
{
	int i = s->left, j = s->right;

	while (i < s->left_end || j < s->right_end) {
		const char *left = i < s->left_end ? d->left[i++] : NULL;
		const char *right = j < s->right_end ? d->right[j++] : NULL;

		add(d, left && right ? DIFF_CHANGED : left ? DIFF_LEFT : DIFF_RIGHT, left, right);
	}
}

/* table[i * w + j]: how many lines the rest from i and j on have in common. */
static uint16_t *common(const struct diff *d, const struct span *s, int w)
{
	int h = s->left_end - s->left + 1;
	uint16_t *table = xcalloc((size_t)h * (size_t)w, sizeof(*table));

	for (int i = h - 2; i >= 0; i--)
		for (int j = w - 2; j >= 0; j--) {
			uint16_t *at = table + (size_t)i * (size_t)w + (size_t)j;

			if (same(d, s->left + i, s->right + j))
				*at = (uint16_t)(at[w + 1] + 1);
			else
				*at = at[w] > at[1] ? at[w] : at[1];
		}
	return table;
}

/* What is not common is gathered until something is. */
static void compare(struct diff *d, const struct span *s)
{
	int w = s->right_end - s->right + 1, i = s->left, j = s->right;
	uint16_t *table = common(d, s, w);
	struct span apart = { i, i, j, j };

	while (i < s->left_end && j < s->right_end) {
		const uint16_t *at = table + (size_t)(i - s->left) * (size_t)w + (j - s->right);

		if (same(d, i, j)) {
			add_changed(d, &apart);
			add(d, DIFF_SAME, d->left[i], d->right[j]);
			apart = (struct span){ i + 1, i + 1, j + 1, j + 1 };
			i++;
			j++;
		} else if (at[w] >= at[1]) {
			apart.left_end = ++i;
		} else {
			apart.right_end = ++j;
		}
	}
	apart.left_end = s->left_end;
	apart.right_end = s->right_end;
	add_changed(d, &apart);
	free(table);
}

void diff_make(struct diff *d, const char *left, const char *right)
{
	struct span s = { 0 };
	int n_left, n_right;

	*d = (struct diff){ 0 };
	d->left = split(left, &n_left);
	d->right = split(right, &n_right);
	d->lines = xcalloc((size_t)(n_left + n_right), sizeof(*d->lines));
	s.left_end = n_left;
	s.right_end = n_right;
	while (s.left < s.left_end && s.right < s.right_end && same(d, s.left, s.right)) {
		add(d, DIFF_SAME, d->left[s.left], d->right[s.right]);
		s.left++;
		s.right++;
	}
	while (s.left < s.left_end && s.right < s.right_end &&
	       same(d, s.left_end - 1, s.right_end - 1)) {
		s.left_end--;
		s.right_end--;
	}
	if ((int64_t)(s.left_end - s.left + 1) * (s.right_end - s.right + 1) <= CELLS_MOST)
		compare(d, &s);
	else
		add_changed(d, &s);
	for (int i = s.left_end, j = s.right_end; i < n_left; i++, j++)
		add(d, DIFF_SAME, d->left[i], d->right[j]);
}

static void free_lines(char **lines)
{
	for (char **line = lines; line && *line; line++)
		free(*line);
	free(lines);
}

void diff_release(struct diff *d)
{
	free_lines(d->left);
	free_lines(d->right);
	free(d->lines);
	*d = (struct diff){ 0 };
}
