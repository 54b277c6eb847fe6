#ifndef NASHRA_CSTEMMER_H
#define NASHRA_CSTEMMER_H

#include <libstemmer.h>

#endif
