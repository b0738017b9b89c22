/*
 * The text of sendgate_adapter.h, which `sendgate adapters new` puts beside a new module: an author needs nothing else. Of
 * no use to modules.
 */

#ifndef SENDGATE_EMBEDDED_H
#define SENDGATE_EMBEDDED_H

/* UTF-8 with a zero at its end. */
const char *sendgate_adapter_header(void);

#endif
