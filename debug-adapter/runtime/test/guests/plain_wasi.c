/*
 * A program of WASI alone, without any libc: the calls that have other layouts in
 * wasi_unstable, and what a program finds its files by. It runs in the folder
 * /files, which is writable and holds the file "greeting" with the text "hello".
 * Exits with the line of the check that failed.
 *
 * VERSION is the import module, and UNSTABLE says that it is the older one.
 */
#include <stddef.h>
#include <stdint.h>

#define CALL(name) __attribute__((import_module(VERSION), import_name(#name))) uint32_t name
#define CHECK(condition)                                                                           \
    if (!(condition)) {                                                                            \
        proc_exit(__LINE__);                                                                       \
    }

__attribute__((import_module(VERSION), import_name("proc_exit"), noreturn)) void
proc_exit(uint32_t code);
CALL(fd_prestat_get)(uint32_t fd, void *prestat);
CALL(fd_prestat_dir_name)(uint32_t fd, char *name, size_t length);
CALL(path_open)(uint32_t fd, uint32_t lookup, const char *path, size_t length, uint32_t open_flags,
                uint64_t rights, uint64_t inheriting, uint32_t flags, uint32_t *opened);
CALL(path_filestat_get)(uint32_t fd, uint32_t lookup, const char *path, size_t length, void *stat);
CALL(fd_filestat_get)(uint32_t fd, void *stat);
CALL(fd_seek)(uint32_t fd, int64_t offset, uint32_t whence, uint64_t *position);
CALL(fd_close)(uint32_t fd);
CALL(fd_write)(uint32_t fd, const void *vectors, size_t count, size_t *written);
CALL(poll_oneoff)(const void *subscriptions, void *events, size_t count, size_t *occurred);
CALL(clock_time_get)(uint32_t clock, uint64_t precision, uint64_t *time);

enum { CURRENT_FOLDER = 3, ROOT = 4, READ = 1 << 1, WRITE = 1 << 6, REGULAR_FILE = 4 };
enum { EBADF = 8, EINVAL = 28 };

#ifdef UNSTABLE
enum { CURRENT, END, SET };
struct stat {
    uint64_t device, inode;
    uint8_t type;
    uint32_t links;
    uint64_t size, accessed, modified, changed;
};
struct subscription {
    uint64_t userdata;
    uint8_t type;
    uint64_t identifier;
    uint32_t clock;
    uint64_t timeout, precision;
    uint16_t flags;
};
_Static_assert(sizeof(struct stat) == 56 && sizeof(struct subscription) == 56, "as snapshot_0 has it");
#else
enum { SET, CURRENT, END };
struct stat {
    uint64_t device, inode;
    uint8_t type;
    uint64_t links, size, accessed, modified, changed;
};
struct subscription {
    uint64_t userdata;
    uint8_t type;
    _Alignas(8) uint32_t clock;
    uint64_t timeout, precision;
    uint16_t flags;
};
_Static_assert(sizeof(struct stat) == 64 && sizeof(struct subscription) == 48, "as snapshot_1 has it");
#endif
struct event {
    uint64_t userdata;
    uint16_t error;
    uint8_t type;
    uint64_t bytes;
    uint16_t flags;
};

static char greeting[] = "greeting", absolute[] = "files/greeting", name[8];

static void
granted_folders(void)
{
    struct { uint32_t tag, length; } prestat;
    CHECK(fd_prestat_get(CURRENT_FOLDER, &prestat) == 0 && prestat.tag == 0 && prestat.length == 1);
    CHECK(fd_prestat_dir_name(CURRENT_FOLDER, name, 1) == 0 && name[0] == '.');
    CHECK(fd_prestat_get(ROOT, &prestat) == 0 && prestat.length == 1);
    CHECK(fd_prestat_dir_name(ROOT, name, 1) == 0 && name[0] == '/');
    CHECK(fd_prestat_get(ROOT + 1, &prestat) == EBADF);
}

static void
files(void)
{
    struct stat status, same;
    CHECK(path_filestat_get(CURRENT_FOLDER, 0, greeting, 8, &status) == 0);
    CHECK(path_filestat_get(ROOT, 0, absolute, 14, &same) == 0 && same.inode == status.inode);
    CHECK(status.size == 5 && status.type == REGULAR_FILE && status.links == 1);
    CHECK(status.modified > 1000000000000000000 && status.changed > 1000000000000000000);
    uint32_t file;
    CHECK(path_open(CURRENT_FOLDER, 0, greeting, 8, 0, READ | WRITE, 0, 0, &file) == 0);
    CHECK(file == ROOT + 1);
    CHECK(fd_filestat_get(file, &same) == 0 && same.size == 5 && same.modified == status.modified);
    uint64_t position;
    CHECK(fd_seek(file, -2, END, &position) == 0 && position == 3);
    CHECK(fd_seek(file, -1, CURRENT, &position) == 0 && position == 2);
    CHECK(fd_seek(file, 1, SET, &position) == 0 && position == 1);
    CHECK(fd_seek(file, 0, 3, &position) == EINVAL);
    CHECK(fd_close(file) == 0);
}

static void
waiting(void)
{
    enum { MILLISECONDS = 1000000, MONOTONIC = 1, ABSOLUTE = 1 };
    uint64_t start, end;
    CHECK(clock_time_get(MONOTONIC, 1, &start) == 0);
    struct subscription subscriptions[2] = {
        {.userdata = 7, .clock = MONOTONIC, .timeout = start + 20 * MILLISECONDS, .flags = ABSOLUTE},
        {.userdata = 8, .clock = MONOTONIC, .timeout = 3600000ull * MILLISECONDS},
    };
    struct event events[2];
    size_t count;
    CHECK(poll_oneoff(subscriptions, events, 2, &count) == 0);
    CHECK(count == 1 && events[0].userdata == 7 && events[0].error == 0 && events[0].type == 0);
    CHECK(clock_time_get(MONOTONIC, 1, &end) == 0 && end - start >= 20 * MILLISECONDS);
}

__attribute__((export_name("_start"))) void
start(void)
{
    granted_folders();
    files();
    waiting();
    CHECK(fd_close(CURRENT_FOLDER) == 0 && fd_close(CURRENT_FOLDER) == EBADF);
    proc_exit(0);
}
