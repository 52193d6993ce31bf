/*
 * poll() with the events of Linux, where they are equal to those of epoll: programs
 * register the ones with the other.  wasix-libc numbers them otherwise, and knows
 * nothing of priorities and bands.
 */
#ifndef WASIX_HOST_POLL_H
#define WASIX_HOST_POLL_H

#include <poll.h>
#include <stdlib.h>

enum {
    LIBRARY_POLLIN = POLLIN,
    LIBRARY_POLLOUT = POLLOUT,
    LIBRARY_POLLERR = POLLERR,
    LIBRARY_POLLHUP = POLLHUP,
    LIBRARY_POLLNVAL = POLLNVAL,
};

#undef POLLIN
#undef POLLPRI
#undef POLLOUT
#undef POLLERR
#undef POLLHUP
#undef POLLNVAL
#undef POLLRDNORM
#undef POLLWRNORM
#define POLLIN 0x1
#define POLLPRI 0x2
#define POLLOUT 0x4
#define POLLERR 0x8
#define POLLHUP 0x10
#define POLLNVAL 0x20
#define POLLRDNORM 0x40
#define POLLRDBAND 0x80
#define POLLWRNORM 0x100
#define POLLWRBAND 0x200
#define POLLMSG 0x400
#define POLLRDHUP 0x2000

static inline short
wasix_library_events(short events)
{
    return (short)(((events & (POLLIN | POLLRDNORM)) != 0 ? LIBRARY_POLLIN : 0)
                   | ((events & (POLLOUT | POLLWRNORM)) != 0 ? LIBRARY_POLLOUT : 0));
}

/* @param wanted the events that were asked for: Linux tells of no others but errors. */
static inline short
wasix_linux_events(short occurred, short wanted)
{
    int asked = 0;
    if ((occurred & LIBRARY_POLLIN) != 0) {
        asked |= POLLIN | POLLRDNORM;
    }
    if ((occurred & LIBRARY_POLLOUT) != 0) {
        asked |= POLLOUT | POLLWRNORM;
    }
    return (short)((asked & wanted) | ((occurred & LIBRARY_POLLERR) != 0 ? POLLERR : 0)
                   | ((occurred & LIBRARY_POLLHUP) != 0 ? POLLHUP : 0)
                   | ((occurred & LIBRARY_POLLNVAL) != 0 ? POLLNVAL : 0));
}

/* poll() for those who have the events from here. */
static inline int
wasix_poll(struct pollfd *polled, nfds_t count, int timeout)
{
    short *wanted = malloc((count + 1) * sizeof *wanted);
    if (wanted == NULL) {
        errno = ENOMEM;
        return -1;
    }
    for (nfds_t index = 0; index < count; index++) {
        wanted[index] = polled[index].events;
        polled[index].events = wasix_library_events(wanted[index]);
    }
    int ready = poll(polled, count, timeout);
    int error = errno;
    for (nfds_t index = 0; index < count; index++) {
        polled[index].events = wanted[index];
        if (ready >= 0) {
            polled[index].revents = wasix_linux_events(polled[index].revents, wanted[index]);
        }
    }
    free(wanted);
    errno = error;
    return ready;
}

#endif
