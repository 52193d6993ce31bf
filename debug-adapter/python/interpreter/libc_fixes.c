/*
 * What wasix-libc (2025-12-24) has wrong, and Python needs.  It is linked in the
 * place of the library's own.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/select.h>
#include <time.h>
#include <unistd.h>
#include <wasi/api.h>

enum { NANOSECONDS_PER_SECOND = 1000000000, NANOSECONDS_PER_MILLISECOND = 1000000 };

static __wasi_timestamp_t
nanoseconds(const struct timespec *time)
{
    return (__wasi_timestamp_t)time->tv_sec * NANOSECONDS_PER_SECOND
           + (__wasi_timestamp_t)time->tv_nsec;
}

/* The library's says ENOTSUP where a signal interrupts the sleep. */
int
clock_nanosleep(clockid_t clock, int flags, const struct timespec *request,
                struct timespec *remaining)
{
    (void)remaining;
    if (request->tv_sec < 0 || request->tv_nsec < 0
        || request->tv_nsec >= NANOSECONDS_PER_SECOND) {
        return EINVAL;
    }
    __wasi_subscription_t subscription = {
        .u.tag = __WASI_EVENTTYPE_CLOCK,
        .u.u.clock = {
            .id = clock,
            .timeout = nanoseconds(request),
            .flags = (flags & TIMER_ABSTIME) != 0
                         ? __WASI_SUBCLOCKFLAGS_SUBSCRIPTION_CLOCK_ABSTIME
                         : 0,
        },
    };
    __wasi_event_t event;
    __wasi_size_t count;
    __wasi_errno_t error = __wasi_poll_oneoff(&subscription, &event, 1, &count);
    return error != 0 ? error : event.error;
}

/* What musl's semaphores, condition variables and timed locks wait by: once, until
 * `word` is woken or is not `expected`.  Returns 0, ETIMEDOUT, EINTR after a signal,
 * or EINVAL.  The library's never looks at the time while it waits, and goes on
 * waiting after a signal. */
int
__timedwait_cp(volatile int *word, int expected, clockid_t clock, const struct timespec *deadline,
               int is_private)
{
    (void)is_private;
    __wasi_option_timestamp_t timeout = {.tag = __WASI_OPTION_NONE};
    struct timespec now;
    if (deadline != NULL) {
        if (deadline->tv_nsec < 0 || deadline->tv_nsec >= NANOSECONDS_PER_SECOND
            || clock_gettime(clock, &now) != 0) {
            return EINVAL;
        }
        if (deadline->tv_sec < 0 || nanoseconds(deadline) <= nanoseconds(&now)) {
            return ETIMEDOUT;
        }
        timeout.tag = __WASI_OPTION_SOME;
        timeout.u.some = nanoseconds(deadline) - nanoseconds(&now);
    }
    __wasi_bool_t woken;
    __wasi_errno_t error = __wasi_futex_wait((uint32_t *)word, (uint32_t)expected, &timeout, &woken);
    if (error != 0 || woken == __WASI_BOOL_TRUE) {
        return error;
    }
    /* Neither woken nor late: the host has delivered a signal.  It cannot say so
     * by an error, at which the library's other waits would trap. */
    if (deadline == NULL || clock_gettime(clock, &now) != 0) {
        return EINTR;
    }
    return nanoseconds(deadline) <= nanoseconds(&now) ? ETIMEDOUT : EINTR;
}

int
__timedwait(volatile int *word, int expected, clockid_t clock, const struct timespec *deadline,
            int is_private)
{
    return __timedwait_cp(word, expected, clock, deadline, is_private);
}

static void
add_all(struct pollfd *polled, size_t *count, const fd_set *set, int limit, short events)
{
    for (size_t index = 0; set != NULL && index < set->__nfds; index++) {
        if (set->__fds[index] < limit) {
            polled[(*count)++] = (struct pollfd){.fd = set->__fds[index], .events = events};
        }
    }
}

static int
milliseconds(const struct timespec *timeout)
{
    if (timeout == NULL) {
        return -1;
    }
    if (timeout->tv_sec >= INT_MAX / 1000) {
        return INT_MAX;
    }
    /* Rounded up, so that nobody who waits for a time wakes up before it. */
    return (int)timeout->tv_sec * 1000
           + (int)((timeout->tv_nsec + NANOSECONDS_PER_MILLISECOND - 1)
                   / NANOSECONDS_PER_MILLISECOND);
}

/* The library's does not wait at all for less than a second.  select() is built
 * on this one. */
int
pselect(int limit, fd_set *restrict readable, fd_set *restrict writable,
        fd_set *restrict exceptional, const struct timespec *restrict timeout,
        const sigset_t *restrict mask)
{
    (void)mask;
    if (limit < 0 || (timeout != NULL && (timeout->tv_sec < 0 || timeout->tv_nsec < 0))) {
        errno = EINVAL;
        return -1;
    }
    struct pollfd polled[2 * FD_SETSIZE];
    size_t count = 0;
    add_all(polled, &count, readable, limit, POLLIN);
    size_t readable_count = count;
    add_all(polled, &count, writable, limit, POLLOUT);
    if (poll(polled, count, milliseconds(timeout)) < 0) {
        return -1;
    }

    /* WASI knows of no exceptional conditions. */
    for (int set = 0; set < 3; set++) {
        fd_set *cleared = set == 0 ? readable : set == 1 ? writable : exceptional;
        if (cleared != NULL) {
            FD_ZERO(cleared);
        }
    }
    int ready = 0;
    for (size_t index = 0; index < count; index++) {
        if ((polled[index].revents & POLLNVAL) != 0) {
            errno = EBADF;
            return -1;
        }
        if (polled[index].revents != 0) {
            FD_SET(polled[index].fd, index < readable_count ? readable : writable);
            ready++;
        }
    }
    return ready;
}

/* The library's returns the error number, and cuts off what a signal's number has above 255. */
int
kill(pid_t process, int signal)
{
    __wasi_errno_t error = signal < 0 || signal >= _NSIG
                               ? __WASI_ERRNO_INVAL
                               : __wasi_proc_signal((__wasi_pid_t)process, (__wasi_signal_t)signal);
    if (error != 0) {
        errno = error;
        return -1;
    }
    return 0;
}

static __wasi_errno_t
set_pipe_flags(int end, int flags)
{
    __wasi_errno_t error = 0;
    if ((flags & O_CLOEXEC) != 0) {
        error = __wasi_fd_fdflags_set((__wasi_fd_t)end, __WASI_FDFLAGSEXT_CLOEXEC);
    }
    if (error == 0 && (flags & O_NONBLOCK) != 0) {
        error = __wasi_fd_fdstat_set_flags((__wasi_fd_t)end, __WASI_FDFLAGS_NONBLOCK);
    }
    return error;
}

/* The library's does not look at the flags. */
int
pipe2(int ends[2], int flags)
{
    if ((flags & ~(O_CLOEXEC | O_NONBLOCK)) != 0) {
        errno = EINVAL;
        return -1;
    }
    if (pipe(ends) != 0) {
        return -1;
    }
    __wasi_errno_t error = set_pipe_flags(ends[0], flags);
    if (error == 0) {
        error = set_pipe_flags(ends[1], flags);
    }
    if (error != 0) {
        close(ends[0]);
        close(ends[1]);
        errno = error;
        return -1;
    }
    return 0;
}

/* The host keeps what is pending, and tells it by delivering it.  The library's
 * returns whatever stands in a register. */
int
sigpending(sigset_t *set)
{
    return sigemptyset(set);
}
