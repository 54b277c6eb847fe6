#ifndef NASHRA_CXML_H
#define NASHRA_CXML_H

#include <libxml/xmlversion.h>
// Debian's libxml2 has ICU converters in a struct that we never look into; its
// ICU headers contradict those of the Foundation that Swift brings.
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

// xmlFree is a global function pointer, which Swift sees as mutable state.
static inline void nashra_xml_free(void *memory) {
    xmlFree(memory);
}

#endif
