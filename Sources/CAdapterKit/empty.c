// A C target needs one source file; the interface is in the header.
#define SENDGATE_HOST_SIDE
#include "sendgate_adapter.h"
