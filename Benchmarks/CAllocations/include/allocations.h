#ifndef NASHRA_ALLOCATIONS_H
#define NASHRA_ALLOCATIONS_H

/// How many blocks of memory this process has asked for so far.
unsigned long nashra_allocations(void);

#endif
