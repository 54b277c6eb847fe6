#ifndef NASHRA_EMBEDDED_GROUPS_H
#define NASHRA_EMBEDDED_GROUPS_H

#include "embedded.h"

typedef struct {
    const nashra_embedded_file *files;
    size_t count;
} nashra_embedded_group;

extern const nashra_embedded_group nashra_analysis_files;
extern const nashra_embedded_group nashra_template_files;

#endif
