/*
 * How long a process has computed.  wasix-libc (2025-12-24) mixes units, and tells
 * the same time twice, as that of the system.  The host's clock of the process is
 * the time that has passed: nobody tells it more.
 */
/* The headers ask for it. */
#define _WASI_EMULATED_PROCESS_CLOCKS
#include <errno.h>
#include <sys/resource.h>
#include <sys/times.h>
#include <time.h>
#include <unistd.h>

enum { NANOSECONDS_PER_SECOND = 1000000000, NANOSECONDS_PER_MICROSECOND = 1000 };

static clock_t
ticks(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    long each_second = sysconf(_SC_CLK_TCK);
    return (clock_t)time.tv_sec * each_second
           + (clock_t)time.tv_nsec / (NANOSECONDS_PER_SECOND / each_second);
}

clock_t
times(struct tms *result)
{
    *result = (struct tms){.tms_utime = ticks(CLOCK_PROCESS_CPUTIME_ID)};
    return ticks(CLOCK_MONOTONIC);
}

int
getrusage(int whose, struct rusage *result)
{
    *result = (struct rusage){0};
    if (whose == RUSAGE_CHILDREN) {
        return 0;
    }
    if (whose != RUSAGE_SELF) {
        errno = EINVAL;
        return -1;
    }
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    result->ru_utime.tv_sec = time.tv_sec;
    result->ru_utime.tv_usec = time.tv_nsec / NANOSECONDS_PER_MICROSECOND;
    return 0;
}
