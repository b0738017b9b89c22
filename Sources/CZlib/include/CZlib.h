// zlib as the system has it: Swift calls its functions as they are. No logic lives here.

#ifndef SENDGATE_CZLIB_H
#define SENDGATE_CZLIB_H

#include <zlib.h>

#endif
