/*
 * Event descriptors.  wasix-libc's (2025-12-24) forget EFD_CLOEXEC.
 */
#include <errno.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <wasi/api.h>

int
eventfd(unsigned int count, int flags)
{
    __wasi_fd_t event;
    __wasi_errno_t error = __wasi_fd_event(count, (__wasi_eventfdflags_t)flags, &event);
    if (error == 0 && (flags & EFD_CLOEXEC) != 0) {
        error = __wasi_fd_fdflags_set(event, __WASI_FDFLAGSEXT_CLOEXEC);
    }
    if (error != 0) {
        errno = error;
        return -1;
    }
    return (int)event;
}

int
eventfd_read(int event, eventfd_t *value)
{
    return read(event, value, sizeof *value) == sizeof *value ? 0 : -1;
}

int
eventfd_write(int event, eventfd_t value)
{
    return write(event, &value, sizeof value) == sizeof value ? 0 : -1;
}
