/*
 * A program is not copied or replaced, and a host that could do so is not asked: a
 * program that only imports the system calls for it is one that they run
 * otherwise, and without contexts (Wasmer 0.16's SDK).  So these are here for
 * the modules that have them somewhere, and fail.
 */
#include <errno.h>
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
