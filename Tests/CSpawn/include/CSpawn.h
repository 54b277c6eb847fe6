// Starting a child that shares nothing with us but three standard streams, in
// the GNU calls that Swift's Glibc module does not show.

#pragma once
#include <sys/types.h>

/// What a child is to be. Its output goes to the end of files.
struct child {
  const char *directory;  // NULL for our own
  const char *const *arguments;  // the first is the program's path
  const char *const *environment;
  int input;
  const char *output;
  const char *errors;
};

/// Starts it with no signal held back; 0, or an error number.
int child_start(const struct child *child, pid_t *id);

/// A pipe that no other child gets; 0, or an error number.
int child_pipe(int ends[2]);
