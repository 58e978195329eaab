#include "api/html_library.h"

#include <dlfcn.h>
#include <string.h>

#include "api/util.h"

/* Its name tells of how its structures look; it was another one before. */
static const char *library_name(void)
{
	return LIBXML_VERSION >= 21400 ? "libxml2.so.16" : "libxml2.so.2";
}

bool html_library_find(struct html_library *l)
{
	const struct {
		const char *name;
		void *at;
	} wanted[] = {
		{ "htmlCreateMemoryParserCtxt", &l->new_reader },
		{ "htmlCtxtUseOptions", &l->set_options },
		{ "xmlSwitchEncoding", &l->set_encoding },
		{ "htmlParseDocument", &l->parse },
		{ "htmlFreeParserCtxt", &l->free_reader },
		{ "xmlDocGetRootElement", &l->root },
		{ "xmlFreeDoc", &l->free_doc },
		{ "xmlGetProp", &l->attribute },
		{ "xmlParseURI", &l->parse_uri },
		{ "xmlFreeURI", &l->free_uri },
		{ "xmlFree", &l->free },
	};
	void *library = dlopen(library_name(), RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);

	for (size_t i = 0; library && i < ARRAY_LEN(wanted); i++) {
		void *found = dlsym(library, wanted[i].name);

		if (!found)
			return false;
		memcpy(wanted[i].at, &found, sizeof(found));
	}
	return library;
}
