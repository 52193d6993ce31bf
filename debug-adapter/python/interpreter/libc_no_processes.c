/*
 * A program cannot start processes, and hosts that could are asked in vain: a
 * program that only imports the system calls for it is one that they run
 * otherwise, and without contexts (Wasmer 0.16's SDK).  So these are here for
 * the modules that have them somewhere, and fail.
 */
#include <errno.h>
#include <spawn.h>
#include <sys/types.h>
#include <unistd.h>

#undef vfork

static int
refuse(void)
{
    errno = ENOTSUP;
    return -1;
}

pid_t
fork(void)
{
    return refuse();
}

pid_t
vfork(void)
{
    return refuse();
}

int
execv(const char *path, char *const arguments[])
{
    (void)path, (void)arguments;
    return refuse();
}

int
execve(const char *path, char *const arguments[], char *const environment[])
{
    (void)path, (void)arguments, (void)environment;
    return refuse();
}

int
execvp(const char *file, char *const arguments[])
{
    (void)file, (void)arguments;
    return refuse();
}

int
execvpe(const char *file, char *const arguments[], char *const environment[])
{
    (void)file, (void)arguments, (void)environment;
    return refuse();
}

int
fexecve(int descriptor, char *const arguments[], char *const environment[])
{
    (void)descriptor, (void)arguments, (void)environment;
    return refuse();
}

int
posix_spawn(pid_t *restrict process, const char *restrict path,
            const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *restrict attributes,
            char *const *restrict arguments, char *const *restrict environment)
{
    (void)process, (void)path, (void)actions, (void)attributes, (void)arguments, (void)environment;
    return ENOTSUP;
}

int
posix_spawnp(pid_t *restrict process, const char *restrict file,
             const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *restrict attributes,
             char *const *restrict arguments, char *const *restrict environment)
{
    (void)process, (void)file, (void)actions, (void)attributes, (void)arguments, (void)environment;
    return ENOTSUP;
}
