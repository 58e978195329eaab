#ifndef API_HTML_LIBRARY_H
#define API_HTML_LIBRARY_H

/* libxml2, loaded when the first text with markup is read: it brings ICU and the
 * C++ library along, for which no first frame and no call waits. */

#include <stdbool.h>

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <libxml/uri.h>

struct html_library {
	__typeof__(&htmlCreateMemoryParserCtxt) new_reader;
	__typeof__(&htmlCtxtUseOptions) set_options;
	__typeof__(&xmlSwitchEncoding) set_encoding;
	__typeof__(&htmlParseDocument) parse;
	__typeof__(&htmlFreeParserCtxt) free_reader;
	__typeof__(&xmlDocGetRootElement) root;
	__typeof__(&xmlFreeDoc) free_doc;
	__typeof__(&xmlGetProp) attribute;
	__typeof__(&xmlParseURI) parse_uri;
	__typeof__(&xmlFreeURI) free_uri;
	__typeof__(&xmlFree) free;	/* where the library keeps which function it is */
};

/* Its functions; from the first time on they stay in memory.  False when it is not
 * installed or not the one that this was built for. */
bool html_library_find(struct html_library *);

#endif
