/*
 * Setting the times of files.  wasix-libc (2025-12-24) takes "now" for the start
 * of 1970.
 */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/stat.h>
#include <time.h>
#include <wasi/api.h>

enum { NANOSECONDS_PER_SECOND = 1000000000 };

struct times {
    __wasi_timestamp_t accessed;
    __wasi_timestamp_t modified;
    __wasi_fstflags_t flags;
};

static int
read_time(const struct timespec *time, __wasi_fstflags_t set, __wasi_fstflags_t set_now,
          __wasi_timestamp_t *timestamp, __wasi_fstflags_t *flags)
{
    if (time == NULL || time->tv_nsec == UTIME_NOW) {
        *flags |= set_now;
    }
    else if (time->tv_nsec != UTIME_OMIT) {
        /* WASI counts from 1970 without a sign. */
        if (time->tv_sec < 0 || time->tv_nsec < 0 || time->tv_nsec >= NANOSECONDS_PER_SECOND) {
            errno = EINVAL;
            return -1;
        }
        *flags |= set;
        *timestamp = (__wasi_timestamp_t)time->tv_sec * NANOSECONDS_PER_SECOND
                     + (__wasi_timestamp_t)time->tv_nsec;
    }
    return 0;
}

static int
read_times(const struct timespec times[2], struct times *result)
{
    *result = (struct times){0};
    const struct timespec *accessed = times == NULL ? NULL : &times[0];
    const struct timespec *modified = times == NULL ? NULL : &times[1];
    if (read_time(accessed, __WASI_FSTFLAGS_ATIM, __WASI_FSTFLAGS_ATIM_NOW, &result->accessed,
                  &result->flags) != 0) {
        return -1;
    }
    return read_time(modified, __WASI_FSTFLAGS_MTIM, __WASI_FSTFLAGS_MTIM_NOW, &result->modified,
                     &result->flags);
}

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
futimens(int fd, const struct timespec times[2])
{
    struct times wanted;
    if (read_times(times, &wanted) != 0) {
        return -1;
    }
    return finish(
        __wasi_fd_filestat_set_times(fd, wanted.accessed, wanted.modified, wanted.flags));
}

/* What utimensat(), utimes() and utime() are built on. */
int
__wasilibc_nocwd_utimensat(int fd, const char *path, const struct timespec times[2], int flags)
{
    struct times wanted;
    if (read_times(times, &wanted) != 0) {
        return -1;
    }
    __wasi_lookupflags_t lookup =
        (flags & AT_SYMLINK_NOFOLLOW) != 0 ? 0 : __WASI_LOOKUPFLAGS_SYMLINK_FOLLOW;
    return finish(__wasi_path_filestat_set_times(fd, lookup, path, wanted.accessed,
                                                 wanted.modified, wanted.flags));
}
