// Expat, as Swift can call it. No logic lives here.

#ifndef SENDGATE_CEXPAT_H
#define SENDGATE_CEXPAT_H

#include <expat.h>

// Parses a piece of a document; true where all is well so far.
static inline int cexpat_parse(XML_Parser parser, const char *bytes, int count, int isLast) {
    return XML_Parse(parser, bytes, count, isLast) == XML_STATUS_OK;
}

// Ends parsing from inside a handler.
static inline void cexpat_stop(XML_Parser parser) {
    XML_StopParser(parser, XML_FALSE);
}

#endif
