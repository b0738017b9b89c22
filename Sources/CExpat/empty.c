// A C target needs one source file; the wrappers are in the header.
#include "CExpat.h"
