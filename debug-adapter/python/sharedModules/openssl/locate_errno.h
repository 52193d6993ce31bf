/*
 * errno as a function's result.  wasix-libc has it as a variable of each thread's own, which clang 19
 * lets no other module use but by the detour that sideModules/sideCompiler.ts takes; this file is
 * force-included instead, and C becomes objects in one step.
 */
#ifndef WASIX_LOCATE_ERRNO_H
#define WASIX_LOCATE_ERRNO_H

#include <errno.h>

#undef errno
extern int *__errno_location(void);
#define errno (*__errno_location())

#endif
