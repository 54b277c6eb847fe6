#ifndef NASHRA_EMBEDDED_H
#define NASHRA_EMBEDDED_H

#include <stddef.h>

/// A file of this project that the compiler put into the binary.
typedef struct {
    /// Its path as the reader asks for it: "analysis/arabic-lookalikes.tsv".
    const char *name;
    const unsigned char *bytes;
    size_t count;
} nashra_embedded_file;

/// The file at this index of all embedded files, or one without a name past
/// the last.
nashra_embedded_file nashra_embedded_at(size_t index);

#endif
