/* A tree of libxml2's HTML reader, walked once without recursion (depth is the
 * sender's to choose), gives the blocks.  Styles are not looked at: what
 * somebody is to agree to must not be hidden from her by one. */

#include "api/html_text.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "api/clean.h"
#include "api/html_library.h"
#include "api/util.h"

#define TEXT_MAX (1u << 20)		/* bytes of HTML that are looked at */
#define WORD "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define LEVEL_MAX 6			/* deeper lists are drawn no deeper */

struct reading {
	struct html_library xml;
	struct html_text *out;
	struct str text;		/* of the block under way */
	struct html_bold *bold;
	int n_bold;
	int bold_depth, depth;		/* open <b>; open lists and quotations */
	size_t bold_from;
	bool blank;			/* a blank is due before the next word */
	enum html_kind kind;
	int level;
	char mark[12];
};

/* ---- blocks ---- */

static void bold_end(struct reading *r)
{
	if (r->bold_from >= r->text.len)
		return;
	r->bold = xrealloc(r->bold, (size_t)(r->n_bold + 1) * sizeof(*r->bold));
	r->bold[r->n_bold++] = (struct html_bold){ r->bold_from, r->text.len };
}

static struct html_block *block_add(struct html_text *out, enum html_kind kind, char *text)
{
	if (out->n == out->room) {
		out->room = out->room ? out->room * 2 : 32;
		out->blocks = xrealloc(out->blocks, (size_t)out->room * sizeof(*out->blocks));
	}
	out->blocks[out->n] = (struct html_block){ .kind = kind, .text = text };
	return &out->blocks[out->n++];
}

/* End the block under way; one without words is none. */
static void flush(struct reading *r)
{
	struct html_block *block;

	if (r->bold_depth)
		bold_end(r);
	if (r->text.len) {
		block = block_add(r->out, r->kind, str_steal(&r->text));
		block->level = r->kind == HTML_HEADING ? r->level : r->depth;
		snprintf(block->mark, sizeof(block->mark), "%s", r->mark);
		block->bold = r->bold;
		block->n_bold = r->n_bold;
		r->bold = NULL;
		/* A further paragraph of the same item stands below, without a mark. */
		r->mark[0] = '\0';
	}
	r->n_bold = 0;
	r->bold_from = 0;
	r->blank = false;
}

static void add_words(struct reading *r, const char *s)
{
	for (; *s; s++) {
		if (strchr(" \t\r\n\f", *s)) {
			r->blank = true;
			continue;
		}
		if (r->blank && r->text.len)
			str_add(&r->text, " ");
		r->blank = false;
		str_addn(&r->text, s, 1);
	}
}

static void add_clean(struct reading *r, const char *s)
{
	char *clean = clean_text(s, TEXT_MAX);

	add_words(r, clean);
	free(clean);
}

/* ---- elements ---- */

enum what {
	IS_INLINE,		/* unknown ones as well */
	IS_BLOCK, IS_HEADING, IS_LIST, IS_ITEM, IS_QUOTE, IS_TERM, IS_ROW, IS_CELL, IS_CELL_HEAD,
	IS_BOLD,
	IS_LINK, IS_BREAK, IS_RULE, IS_IMAGE,
	IS_GONE			/* with all that is in it */
};

static const struct {
	const char *name;
	enum what what;
} elements[] = {
	{ "p", IS_BLOCK }, { "div", IS_BLOCK }, { "section", IS_BLOCK }, { "article", IS_BLOCK },
	{ "header", IS_BLOCK }, { "footer", IS_BLOCK }, { "main", IS_BLOCK },
	{ "address", IS_BLOCK }, { "aside", IS_BLOCK }, { "nav", IS_BLOCK },
	{ "pre", IS_BLOCK }, { "form", IS_BLOCK }, { "fieldset", IS_BLOCK },
	{ "table", IS_BLOCK }, { "caption", IS_BLOCK }, { "body", IS_BLOCK },
	{ "figure", IS_BLOCK }, { "figcaption", IS_BLOCK }, { "center", IS_BLOCK },
	{ "details", IS_BLOCK }, { "summary", IS_BLOCK }, { "dl", IS_BLOCK },
	{ "h1", IS_HEADING }, { "h2", IS_HEADING }, { "h3", IS_HEADING },
	{ "h4", IS_HEADING }, { "h5", IS_HEADING }, { "h6", IS_HEADING },
	{ "ul", IS_LIST }, { "ol", IS_LIST }, { "menu", IS_LIST }, { "li", IS_ITEM },
	{ "blockquote", IS_QUOTE }, { "dd", IS_QUOTE }, { "dt", IS_TERM },
	{ "tr", IS_ROW }, { "td", IS_CELL }, { "th", IS_CELL_HEAD },
	{ "b", IS_BOLD }, { "strong", IS_BOLD }, { "a", IS_LINK }, { "br", IS_BREAK },
	{ "hr", IS_RULE }, { "img", IS_IMAGE },
	{ "script", IS_GONE }, { "style", IS_GONE }, { "head", IS_GONE }, { "title", IS_GONE },
	{ "template", IS_GONE }, { "iframe", IS_GONE }, { "object", IS_GONE },
	{ "embed", IS_GONE }, { "svg", IS_GONE }, { "math", IS_GONE }, { "audio", IS_GONE },
	{ "video", IS_GONE }, { "canvas", IS_GONE }, { "noframes", IS_GONE },
};

static enum what what_is(const xmlNode *node)
{
	for (size_t i = 0; i < ARRAY_LEN(elements); i++)
		if (!strcasecmp((const char *)node->name, elements[i].name))
			return elements[i].what;
	return IS_INLINE;
}

static bool is_named(const xmlNode *node, const char *name)
{
	return node && node->type == XML_ELEMENT_NODE &&
	       !strcasecmp((const char *)node->name, name);
}

static void begin(struct reading *r, enum html_kind kind, int level)
{
	flush(r);
	r->kind = kind;
	r->level = level;
	r->mark[0] = '\0';
}

static void begin_item(struct reading *r, const xmlNode *item)
{
	long nth = 1;
	xmlChar *start;

	begin(r, HTML_ITEM, 0);
	if (!is_named(item->parent, "ol")) {
		snprintf(r->mark, sizeof(r->mark), "•");
		return;
	}
	for (const xmlNode *n = item->prev; n; n = n->prev)
		nth += is_named(n, "li");
	start = r->xml.attribute(item->parent, (const xmlChar *)"start");
	if (start)
		nth += strtol((const char *)start, NULL, 10) - 1;
	(*r->xml.free)(start);
	if (nth > -1000 && nth < 100000)
		snprintf(r->mark, sizeof(r->mark), "%ld.", nth);
}

static void bold_opens(struct reading *r)
{
	if (r->bold_depth++ == 0)
		r->bold_from = r->text.len + (r->blank && r->text.len);
}

static void bold_closes(struct reading *r)
{
	if (r->bold_depth && --r->bold_depth == 0)
		bold_end(r);
}

/* Where a link goes, in brackets, unless its words say so. */
static void end_link(struct reading *r, xmlNode *link)
{
	xmlChar *href = r->xml.attribute(link, (const xmlChar *)"href");
	xmlURI *uri = href ? r->xml.parse_uri((const char *)href) : NULL;
	char *host = NULL;

	if (uri && uri->scheme && uri->server &&
	    (!strcasecmp(uri->scheme, "https") || !strcasecmp(uri->scheme, "http")))
		host = clean_text(uri->server, 100);
	if (host && *host && !(r->text.s && strcasestr(r->text.s, host))) {
		add_words(r, " (");
		add_words(r, host);
		add_words(r, ")");
	}
	free(host);
	r->xml.free_uri(uri);
	(*r->xml.free)(href);
}

static void add_image(struct reading *r, xmlNode *image)
{
	xmlChar *alt = r->xml.attribute(image, (const xmlChar *)"alt");

	if (alt)
		add_clean(r, (const char *)alt);
	(*r->xml.free)(alt);
}

/* A row of one cell is how pages are laid out, and no table. */
static bool is_table_row(const xmlNode *row)
{
	int cells = 0;

	for (const xmlNode *n = row->children; n; n = n->next)
		cells += is_named(n, "td") || is_named(n, "th");
	return cells > 1;
}

/* Within a row what would begin a line is a blank. */
static void part(struct reading *r)
{
	if (r->kind == HTML_ROW)
		r->blank = true;
	else
		flush(r);
}

static void enter(struct reading *r, xmlNode *node)
{
	switch (what_is(node)) {
	case IS_HEADING:
		begin(r, HTML_HEADING, node->name[1] - '0');
		break;
	case IS_LIST:
	case IS_QUOTE:
		begin(r, HTML_PARAGRAPH, 0);
		r->depth += r->depth < LEVEL_MAX;
		break;
	case IS_ITEM:
		begin_item(r, node);
		break;
	case IS_ROW:
		begin(r, is_table_row(node) ? HTML_ROW : HTML_PARAGRAPH, 0);
		break;
	case IS_CELL:
	case IS_CELL_HEAD:
		if (r->text.len)
			add_words(r, " | ");
		if (what_is(node) == IS_CELL_HEAD)
			bold_opens(r);
		break;
	case IS_TERM:
		begin(r, HTML_PARAGRAPH, 0);
		bold_opens(r);
		break;
	case IS_BOLD:
		bold_opens(r);
		break;
	case IS_BREAK:
	case IS_BLOCK:
		part(r);
		break;
	case IS_RULE:
		begin(r, HTML_PARAGRAPH, 0);
		block_add(r->out, HTML_RULE, xstrdup(""));
		break;
	case IS_IMAGE:
		add_image(r, node);
		break;
	default:
		break;
	}
}

/* How deep it is nested is counted anew: deeper than LEVEL_MAX it was not. */
static int depth_above(const xmlNode *node)
{
	int depth = 0;

	for (const xmlNode *n = node->parent; n && depth < LEVEL_MAX; n = n->parent)
		depth += n->type == XML_ELEMENT_NODE &&
			 (what_is(n) == IS_LIST || what_is(n) == IS_QUOTE);
	return depth;
}

static void leave(struct reading *r, xmlNode *node)
{
	switch (what_is(node)) {
	case IS_LIST:
	case IS_QUOTE:
		flush(r);
		r->depth = depth_above(node);
		r->kind = HTML_PARAGRAPH;
		break;
	case IS_TERM:
		bold_closes(r);
		begin(r, HTML_PARAGRAPH, 0);
		break;
	case IS_HEADING:
	case IS_ITEM:
	case IS_ROW:
		begin(r, HTML_PARAGRAPH, 0);
		break;
	case IS_BLOCK:
		part(r);
		break;
	case IS_BOLD:
	case IS_CELL_HEAD:
		bold_closes(r);
		break;
	case IS_LINK:
		end_link(r, node);
		break;
	default:
		break;
	}
}

static bool goes_in(const xmlNode *node)
{
	return node->type == XML_ELEMENT_NODE && what_is(node) != IS_GONE && node->children;
}

/* Leave this one and all that end with it; the next, or NULL. */
static xmlNode *after(struct reading *r, xmlNode *node, const xmlNode *root)
{
	while (node) {
		if (node->type == XML_ELEMENT_NODE && what_is(node) != IS_GONE)
			leave(r, node);
		if (node == root)
			return NULL;
		if (node->next)
			return node->next;
		node = node->parent;
	}
	return NULL;
}

static void walk(struct reading *r, xmlNode *root)
{
	xmlNode *node = root;

	while (node) {
		if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
			add_clean(r, node->content ? (const char *)node->content : "");
		else if (node->type == XML_ELEMENT_NODE && what_is(node) != IS_GONE)
			enter(r, node);
		node = goes_in(node) ? node->children : after(r, node, root);
	}
	flush(r);
}

/* "<" before a letter, a slash or a mark of exclamation begins a tag; "&" before
 * a name and a semicolon stands for a character. */
static bool is_markup(const char *s)
{
	while ((s = strpbrk(s, "<&"))) {
		bool tag = *s++ == '<';
		bool begins = isalpha((unsigned char)*s) || *s == '/' || *s == '!';
		size_t word = strspn(s, WORD "#");

		if (tag ? begins : word && s[word] == ';')
			return true;
	}
	return false;
}

/* However deep: the reader would leave out what lies below its usual limit. */
static xmlDoc *parse(const struct html_library *xml, const char *html)
{
	size_t len = strlen(html);
	htmlParserCtxt *ctxt = xml->new_reader(html, (int)(len < TEXT_MAX ? len : TEXT_MAX));
	xmlDoc *doc;

	if (!ctxt)
		return NULL;
	xml->set_options(ctxt, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
			       HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
	ctxt->options |= XML_PARSE_HUGE;
	xml->set_encoding(ctxt, XML_CHAR_ENCODING_UTF8);
	xml->parse(ctxt);
	doc = ctxt->myDoc;
	xml->free_reader(ctxt);
	return doc;
}

static void read_tags(struct reading *r, const char *html)
{
	xmlDoc *doc = parse(&r->xml, html);
	xmlNode *root = doc ? r->xml.root(doc) : NULL;

	if (root)
		walk(r, root);
	r->xml.free_doc(doc);
}

void html_read(struct html_text *out, const char *html)
{
	struct reading r = { .out = out };

	*out = (struct html_text){ 0 };
	if (is_markup(html) && html_library_find(&r.xml)) {
		read_tags(&r, html);
		return;
	}
	for (const char *line = html; *line; line += strcspn(line, "\n"), line += *line == '\n') {
		char *copy = xstrndup(line, strcspn(line, "\n"));

		add_clean(&r, copy);
		flush(&r);
		free(copy);
	}
}

void html_release(struct html_text *doc)
{
	for (int i = 0; i < doc->n; i++) {
		free(doc->blocks[i].text);
		free(doc->blocks[i].bold);
	}
	free(doc->blocks);
	*doc = (struct html_text){ 0 };
}

char *html_plain(const char *html)
{
	struct html_text doc;
	struct str out = { 0 };

	html_read(&doc, html);
	for (int i = 0; i < doc.n; i++) {
		const struct html_block *b = &doc.blocks[i];
		bool close = i && b->kind == doc.blocks[i - 1].kind &&
			     (b->kind == HTML_ITEM || b->kind == HTML_ROW);

		str_addf(&out, "%s%s%s%s", !i ? "" : close ? "\n" : "\n\n", b->mark,
			 *b->mark ? " " : "", b->kind == HTML_RULE ? "---" : b->text);
	}
	html_release(&doc);
	return str_steal(&out);
}
