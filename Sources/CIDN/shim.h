#ifndef NASHRA_CIDN_H
#define NASHRA_CIDN_H

#include <idn2.h>

#endif
