/*
 * epoll.  wasix-libc (2025-12-24) returns an error number where it should return
 * -1, and loses data of the caller's that are 0.
 */
#include <errno.h>
#include <sys/epoll.h>
#include <wasi/api.h>

enum { NANOSECONDS_PER_MILLISECOND = 1000000, MOST_EVENTS = 64 };

/* The events of the library and those of the host, which number them otherwise. */
static const struct {
    uint32_t library;
    __wasi_epoll_type_t host;
} EVENTS[] = {
    {EPOLLIN, __WASI_EPOLL_TYPE_EPOLLIN},
    {EPOLLOUT, __WASI_EPOLL_TYPE_EPOLLOUT},
    {EPOLLRDHUP, __WASI_EPOLL_TYPE_EPOLLRDHUP},
    {EPOLLPRI, __WASI_EPOLL_TYPE_EPOLLPRI},
    {EPOLLERR, __WASI_EPOLL_TYPE_EPOLLERR},
    {EPOLLHUP, __WASI_EPOLL_TYPE_EPOLLHUP},
    {EPOLLET, __WASI_EPOLL_TYPE_EPOLLET},
    {EPOLLONESHOT, __WASI_EPOLL_TYPE_EPOLLONESHOT},
};

enum { EVENT_KINDS = sizeof EVENTS / sizeof EVENTS[0] };

static int
finish(__wasi_errno_t error)
{
    if (error != 0) {
        errno = error;
        return -1;
    }
    return 0;
}

int
epoll_create1(int flags)
{
    __wasi_fd_t set;
    if ((flags & ~EPOLL_CLOEXEC) != 0) {
        errno = EINVAL;
        return -1;
    }
    return finish(__wasi_epoll_create(&set)) != 0 ? -1 : (int)set;
}

int
epoll_create(int size)
{
    if (size <= 0) {
        errno = EINVAL;
        return -1;
    }
    return epoll_create1(0);
}

int
epoll_ctl(int set, int operation, int fd, struct epoll_event *event)
{
    static const __wasi_epoll_ctl_t OPERATIONS[] = {
        [EPOLL_CTL_ADD] = __WASI_EPOLL_CTL_ADD,
        [EPOLL_CTL_MOD] = __WASI_EPOLL_CTL_MOD,
        [EPOLL_CTL_DEL] = __WASI_EPOLL_CTL_DEL,
    };
    if (operation != EPOLL_CTL_ADD && operation != EPOLL_CTL_MOD && operation != EPOLL_CTL_DEL) {
        errno = EINVAL;
        return -1;
    }
    __wasi_epoll_event_t interest = {0};
    if (operation != EPOLL_CTL_DEL) {
        for (int kind = 0; kind < EVENT_KINDS; kind++) {
            if ((event->events & EVENTS[kind].library) != 0) {
                interest.events |= EVENTS[kind].host;
            }
        }
        interest.data.data2 = event->data.u64;
    }
    return finish(__wasi_epoll_ctl(set, OPERATIONS[operation], fd, &interest));
}

int
epoll_wait(int set, struct epoll_event *events, int room, int milliseconds)
{
    if (room <= 0) {
        errno = EINVAL;
        return -1;
    }
    __wasi_epoll_event_t occurred[MOST_EVENTS];
    __wasi_size_t count;
    __wasi_timestamp_t timeout = milliseconds < 0
                                     ? UINT64_MAX
                                     : (__wasi_timestamp_t)milliseconds * NANOSECONDS_PER_MILLISECOND;
    if (finish(__wasi_epoll_wait(set, occurred, room < MOST_EVENTS ? room : MOST_EVENTS, timeout,
                                 &count))
        != 0) {
        return -1;
    }
    for (__wasi_size_t index = 0; index < count; index++) {
        events[index].events = 0;
        for (int kind = 0; kind < EVENT_KINDS; kind++) {
            if ((occurred[index].events & EVENTS[kind].host) != 0) {
                events[index].events |= EVENTS[kind].library;
            }
        }
        events[index].data.u64 = occurred[index].data.data2;
    }
    return (int)count;
}

int
epoll_pwait(int set, struct epoll_event *events, int room, int milliseconds, const sigset_t *mask)
{
    (void)mask;
    return epoll_wait(set, events, room, milliseconds);
}
