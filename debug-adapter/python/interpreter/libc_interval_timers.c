/*
 * Interval timers.  wasix-libc's (2025-12-24) arms every timer with the interval
 * of its repetitions instead of its first delay, so that alarm() never comes, and
 * does not tell what is left of a timer.
 */
#include <errno.h>
#include <stdbool.h>
#include <sys/time.h>
#include <time.h>
#include <wasi/api.h>

enum { NANOSECONDS_PER_SECOND = 1000000000, NANOSECONDS_PER_MICROSECOND = 1000,
       MICROSECONDS_PER_SECOND = 1000000 };

/* ITIMER_REAL; in nanoseconds of the monotonic clock.  No deadline: not armed. */
static struct {
    __wasi_timestamp_t deadline;
    __wasi_timestamp_t interval;
} real_timer;

static __wasi_timestamp_t
now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (__wasi_timestamp_t)time.tv_sec * NANOSECONDS_PER_SECOND
           + (__wasi_timestamp_t)time.tv_nsec;
}

static bool
is_valid(const struct timeval *time)
{
    return time->tv_sec >= 0 && time->tv_usec >= 0 && time->tv_usec < MICROSECONDS_PER_SECOND;
}

static __wasi_timestamp_t
nanoseconds(const struct timeval *time)
{
    return (__wasi_timestamp_t)time->tv_sec * NANOSECONDS_PER_SECOND
           + (__wasi_timestamp_t)time->tv_usec * NANOSECONDS_PER_MICROSECOND;
}

static struct timeval
timeval_of(__wasi_timestamp_t nanoseconds)
{
    return (struct timeval){
        .tv_sec = (time_t)(nanoseconds / NANOSECONDS_PER_SECOND),
        .tv_usec = (suseconds_t)(nanoseconds % NANOSECONDS_PER_SECOND
                                 / NANOSECONDS_PER_MICROSECOND),
    };
}

static __wasi_timestamp_t
time_left(void)
{
    __wasi_timestamp_t time = now();
    if (real_timer.deadline == 0) {
        return 0;
    }
    if (time < real_timer.deadline) {
        return real_timer.deadline - time;
    }
    if (real_timer.interval == 0) {
        return 0;
    }
    return real_timer.interval - (time - real_timer.deadline) % real_timer.interval;
}

int
getitimer(int which, struct itimerval *value)
{
    /* A host does not tell how much of the processor's time a guest has used. */
    if (which != ITIMER_REAL) {
        errno = EINVAL;
        return -1;
    }
    value->it_value = timeval_of(time_left());
    value->it_interval = timeval_of(real_timer.interval);
    return 0;
}

int
setitimer(int which, const struct itimerval *restrict new, struct itimerval *restrict old)
{
    if (which != ITIMER_REAL || !is_valid(&new->it_value) || !is_valid(&new->it_interval)) {
        errno = EINVAL;
        return -1;
    }
    __wasi_timestamp_t delay = nanoseconds(&new->it_value);
    __wasi_timestamp_t interval = delay == 0 ? 0 : nanoseconds(&new->it_interval);
    /* WASIX has one time for both. */
    if (interval != 0 && interval != delay) {
        errno = ENOTSUP;
        return -1;
    }
    if (old != NULL) {
        getitimer(ITIMER_REAL, old);
    }
    __wasi_errno_t error = __wasi_proc_raise_interval(
        __WASI_SIGNAL_ALRM, delay, interval != 0 ? __WASI_BOOL_TRUE : __WASI_BOOL_FALSE);
    if (error != 0) {
        errno = error;
        return -1;
    }
    real_timer.deadline = delay == 0 ? 0 : now() + delay;
    real_timer.interval = interval;
    return 0;
}
