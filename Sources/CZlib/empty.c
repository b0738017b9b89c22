// A C target needs one source file; there is nothing to wrap.
#include "CZlib.h"
