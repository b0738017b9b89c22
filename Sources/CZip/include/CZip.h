// libzip, as Swift can call it. No logic lives here.

#ifndef SENDGATE_CZIP_H
#define SENDGATE_CZIP_H

#include <zip.h>

// Opens an archive for reading only; `error` gets a ZIP_ER_ code where it can't.
static inline zip_t *czip_open(const char *path, int *error) {
    return zip_open(path, ZIP_RDONLY, error);
}

// Finds an entry by its name, upper and lower case alike; -1 where there is none.
static inline zip_int64_t czip_locate(zip_t *archive, const char *name) {
    return zip_name_locate(archive, name, ZIP_FL_NOCASE);
}

#endif
