/*
 * The locks of files, for CPython's module fcntl, which offers them whether the platform
 * has them or not: wasix-libc (2025-12-24) declares what describes one, and names and has
 * none.  Programs are told so, by ENOTSUP.
 */
#ifndef WASIX_HOST_LOCKS_H
#define WASIX_HOST_LOCKS_H

#include <errno.h>
#include <fcntl.h>

#define F_RDLCK 0
#define F_WRLCK 1
#define F_UNLCK 2

/* wasix-libc has other commands at the numbers of Linux. */
#define F_GETLK 12
#define F_SETLK 13
#define F_SETLKW 14

/* A macro is not expanded inside of itself: it ends with the library's function. */
#define fcntl(descriptor, command, argument)                                                      \
    ((command) >= F_GETLK && (command) <= F_SETLKW ? (errno = ENOTSUP, -1)                         \
                                                   : fcntl(descriptor, command, argument))

#endif
