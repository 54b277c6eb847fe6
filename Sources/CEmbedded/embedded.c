#include "embedded.h"
#include "groups.h"

static const nashra_embedded_group *const groups[] = {
    &nashra_analysis_files,
    &nashra_template_files,
};

nashra_embedded_file nashra_embedded_at(size_t index) {
    for (size_t g = 0; g < sizeof groups / sizeof *groups; g++) {
        if (index < groups[g]->count) return groups[g]->files[index];
        index -= groups[g]->count;
    }
    return (nashra_embedded_file){0};
}
