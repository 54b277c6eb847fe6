#define _GNU_SOURCE
#include "CSpawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

int child_start(const struct child *child, pid_t *id) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t none;
  const int flags = O_WRONLY | O_CREAT | O_APPEND;

  int problem = posix_spawn_file_actions_init(&actions);
  if (problem) return problem;
  problem = posix_spawnattr_init(&attributes);
  if (!problem) problem = posix_spawn_file_actions_adddup2(&actions, child->input, 0);
  if (!problem) problem = posix_spawn_file_actions_addopen(&actions, 1, child->output, flags, 0600);
  if (!problem) problem = posix_spawn_file_actions_addopen(&actions, 2, child->errors, flags, 0600);
  if (!problem) problem = posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  if (!problem && child->directory)
    problem = posix_spawn_file_actions_addchdir_np(&actions, child->directory);

  // The threads of a pool hold signals back, and their children would too.
  sigemptyset(&none);
  if (!problem) problem = posix_spawnattr_setsigmask(&attributes, &none);
  if (!problem) problem = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);

  if (!problem)
    problem = posix_spawn(id, child->arguments[0], &actions, &attributes,
                          (char *const *)child->arguments, (char *const *)child->environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return problem;
}

int child_pipe(int ends[2]) {
  return pipe2(ends, O_CLOEXEC) == 0 ? 0 : errno;
}
