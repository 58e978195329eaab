#ifndef API_HTML_TEXT_H
#define API_HTML_TEXT_H

/* Legal texts come as HTML.  Here they become text to read: nothing is fetched,
 * nothing is run, and no word that a browser would show is left out. */

#include <stdbool.h>
#include <stddef.h>

enum html_kind {
	HTML_PARAGRAPH, HTML_HEADING,
	HTML_ITEM,		/* of a list; mark is what stands before it */
	HTML_ROW,		/* of a table: its cells between bars */
	HTML_RULE,		/* a line across; no text */
};

/* Bytes from..to of a block that stand out. */
struct html_bold {
	size_t from, to;
};

struct html_block {
	enum html_kind kind;
	int level;		/* of a heading 1 to 6; how deep lists and quotations are nested */
	char mark[12];		/* "•", "3."; "" */
	char *text;		/* clean UTF-8 without line ends; never NULL */
	struct html_bold *bold;
	int n_bold;
};

struct html_text {
	struct html_block *blocks;
	int n, room;
};

/* Read a text.  One without markup is taken as it stands.  Links are
 * followed by their host; what is bad HTML is read as a browser would.  Never
 * fails: what has no words has no blocks, and without libxml2 the tags are shown. */
void html_read(struct html_text *, const char *html);
void html_release(struct html_text *);

/* The whole as plain lines, an empty one between paragraphs; the caller frees. */
char *html_plain(const char *html);

#endif
