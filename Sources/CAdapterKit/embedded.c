// The header as bytes of the executable, so that it is always the one that the executable was built with.
#include "sendgate_embedded.h"

static const char header[] = {
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wc23-extensions"
#embed "include/sendgate_adapter.h"
#pragma clang diagnostic pop
    , 0};

const char *sendgate_adapter_header(void) { return header; }
