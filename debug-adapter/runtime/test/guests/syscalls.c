/*
 * The system calls of the host, through wasix-libc. The first argument names the
 * scenario; a scenario that finds what it expects exits with 0. The folder /files
 * is writable and holds the file "greeting" with the text "hello".
 */
#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <wasi/api.h>

#include "scenarios.h"

static char text[64];

static volatile int handled;

static void
handle(int signal)
{
    handled = signal;
}

static int64_t
microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void
files(void)
{
    int file = open("/files/new", O_RDWR | O_CREAT | O_EXCL, 0666);
    CHECK(file >= 0);
    CHECK_FAILS(open("/files/new", O_RDWR | O_CREAT | O_EXCL, 0666), EEXIST);
    CHECK(write(file, "0123456789", 10) == 10);
    CHECK(lseek(file, -3, SEEK_END) == 7);
    CHECK(read(file, text, sizeof text) == 3 && memcmp(text, "789", 3) == 0);
    CHECK(pread(file, text, 2, 4) == 2 && memcmp(text, "45", 2) == 0);
    CHECK(pwrite(file, "xy", 2, 0) == 2);
    CHECK(lseek(file, 0, SEEK_CUR) == 10);
    CHECK(ftruncate(file, 4) == 0);
    struct stat status;
    CHECK(fstat(file, &status) == 0 && status.st_size == 4 && S_ISREG(status.st_mode));
    CHECK(fsync(file) == 0);
    CHECK(close(file) == 0);
    CHECK_FAILS(close(file), EBADF);
    CHECK_FAILS(read(file, text, 1), EBADF);

    int appending = open("/files/new", O_WRONLY | O_APPEND);
    CHECK(lseek(appending, 0, SEEK_SET) == 0);
    CHECK(write(appending, "z", 1) == 1);
    CHECK(stat("/files/new", &status) == 0 && status.st_size == 5);
    /* It writes where it stands from then on, and at the end again. */
    CHECK(fcntl(appending, F_SETFL, 0) == 0 && (fcntl(appending, F_GETFL) & O_APPEND) == 0);
    CHECK(lseek(appending, 1, SEEK_SET) == 1 && write(appending, "YY", 2) == 2);
    CHECK(pwrite(appending, "X", 1, 0) == 1);
    CHECK(stat("/files/new", &status) == 0 && status.st_size == 5);
    CHECK(fcntl(appending, F_SETFL, O_APPEND) == 0 && (fcntl(appending, F_GETFL) & O_APPEND) != 0);
    CHECK(lseek(appending, 0, SEEK_SET) == 0 && write(appending, "e", 1) == 1);
    file = open("/files/new", O_RDONLY);
    CHECK(read(file, text, sizeof text) == 6 && memcmp(text, "XYY3ze", 6) == 0);
    CHECK_FAILS(write(file, "x", 1), EBADF);
    CHECK(rename("/files/new", "/files/renamed") == 0);
    CHECK_FAILS(open("/files/new", O_RDONLY), ENOENT);
    CHECK(unlink("/files/renamed") == 0);
}

static void
folders(void)
{
    CHECK(mkdir("/files/folder", 0777) == 0);
    CHECK_FAILS(mkdir("/files/folder", 0777), EEXIST);
    for (int number = 0; number < 300; number++) {
        snprintf(text, sizeof text, "/files/folder/a-file-with-a-long-name-%d", number);
        close(open(text, O_CREAT | O_WRONLY, 0666));
    }
    DIR *folder = opendir("/files/folder");
    CHECK(folder != NULL);
    int entries = 0;
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        entries++;
    }
    CHECK(entries == 302);
    closedir(folder);
    int open_folder = open("/files/folder", O_RDONLY | O_DIRECTORY);
    CHECK(lseek(open_folder, 0, SEEK_SET) == 0 && lseek(open_folder, 0, SEEK_CUR) == 0);
    CHECK(fsync(open_folder) == 0);
    CHECK_FAILS(lseek(open_folder, -1, SEEK_SET), EINVAL);
    CHECK_FAILS(read(open_folder, text, 1), EISDIR);
    CHECK_FAILS(rmdir("/files/folder"), ENOTEMPTY);
    CHECK_FAILS(unlink("/files/folder"), EISDIR);
    CHECK_FAILS(open("/files/greeting", O_RDONLY | O_DIRECTORY), ENOTDIR);
    CHECK(symlink("greeting", "/files/link") == 0);
    CHECK(readlink("/files/link", text, sizeof text) == 8);
    struct stat status;
    CHECK(lstat("/files/link", &status) == 0 && S_ISLNK(status.st_mode));
    CHECK(stat("/files/link", &status) == 0 && S_ISREG(status.st_mode));
}

static void
current_directory(void)
{
    CHECK(strcmp(getcwd(text, sizeof text), "/") == 0);
    CHECK(chdir("/files") == 0);
    CHECK(strcmp(getcwd(text, sizeof text), "/files") == 0);
    CHECK(access("greeting", R_OK) == 0);
    CHECK_FAILS(chdir("greeting"), ENOTDIR);
    CHECK_FAILS(chdir("missing"), ENOENT);
    char small[2];
    CHECK(getcwd(small, sizeof small) == NULL && errno == ERANGE);
}

static void
duplicates(void)
{
    int file = open("/files/greeting", O_RDONLY);
    int same = dup(file);
    CHECK(same != file);
    CHECK(read(file, text, 2) == 2);
    CHECK(read(same, text, 3) == 3 && memcmp(text, "llo", 3) == 0);
    int high = fcntl(file, F_DUPFD, 40);
    CHECK(high == 40);
    CHECK((fcntl(high, F_GETFD) & FD_CLOEXEC) == 0);
    CHECK((fcntl(fcntl(file, F_DUPFD_CLOEXEC, 41), F_GETFD) & FD_CLOEXEC) != 0);
    CHECK(dup2(file, 50) == 50);
    CHECK(close(file) == 0);
    CHECK(lseek(50, 0, SEEK_SET) == 0 && read(50, text, 5) == 5);
    CHECK_FAILS(dup(file), EBADF);
    CHECK_FAILS(dup2(50, -1), EBADF);
    CHECK_FAILS(fcntl(50, F_DUPFD, -1), EINVAL);
}

/* As a daemon begins: it closes what it may have been given, and does not know of anything. */
static void
every_descriptor_closed(void)
{
    for (int fd = 3; fd < 64; fd++) {
        CHECK_FAILS(close(fd), EBADF);
    }
    struct stat status;
    int file = open("/files/greeting", O_RDONLY);
    CHECK(file == 3 && fstat(3, &status) == 0 && S_ISREG(status.st_mode));
    /* The number of a file now, and all paths are found as before. */
    CHECK(chdir("/files") == 0 && stat("greeting", &status) == 0);
    CHECK(mkdir("inner", 0777) == 0 && rename("inner", "/files/other") == 0);
    CHECK(symlink("greeting", "other/link") == 0 && link("/files/greeting", "other/hard") == 0);
    CHECK(readlink("other/link", text, sizeof text) == 8);
    CHECK(unlink("other/link") == 0 && unlink("/files/other/hard") == 0 && rmdir("other") == 0);
    CHECK(read(3, text, 5) == 5 && memcmp(text, "hello", 5) == 0);
    CHECK_FAILS(openat(3, "greeting", O_RDONLY), ENOTDIR);
    CHECK(dup2(1, 3) == 3 && stat("/files/greeting", &status) == 0);
    CHECK(close(3) == 0 && open("greeting", O_RDONLY) == 3 && close(3) == 0);
    int folder = open("/files", O_RDONLY | O_DIRECTORY);
    CHECK(folder == 3 && openat(3, "greeting", O_RDONLY) == 4);
    CHECK(stat("/files/greeting", &status) == 0 && close(3) == 0);
    CHECK_FAILS(fstat(3, &status), EBADF);
    CHECK_FAILS(read(3, text, 1), EBADF);
    CHECK_FAILS(dup(3), EBADF);
}

/* Whoever opens a folder again with the rights that it has gets it. */
static void
rights_of_a_folder(void)
{
    int folder = open("/files", O_RDONLY | O_DIRECTORY);
    __wasi_fdstat_t status;
    CHECK(__wasi_fd_fdstat_get(folder, &status) == 0);
    CHECK(status.fs_filetype == __WASI_FILETYPE_DIRECTORY);
    __wasi_rights_t of_files = __WASI_RIGHTS_FD_WRITE | __WASI_RIGHTS_FD_SEEK | __WASI_RIGHTS_FD_ALLOCATE
                               | __WASI_RIGHTS_FD_FILESTAT_SET_SIZE;
    CHECK((status.fs_rights_base & of_files) == 0);
    CHECK((status.fs_rights_base & __WASI_RIGHTS_PATH_OPEN) != 0);
    CHECK((status.fs_rights_base & __WASI_RIGHTS_FD_READDIR) != 0);
    CHECK((status.fs_rights_inheriting & of_files) == of_files);
    __wasi_fd_t again, file;
    CHECK(__wasi_path_open(folder, 0, ".", __WASI_OFLAGS_DIRECTORY, status.fs_rights_base,
                           status.fs_rights_inheriting, 0, &again)
          == 0);
    CHECK(__wasi_path_open(again, 0, "greeting", 0, status.fs_rights_inheriting,
                           status.fs_rights_inheriting, 0, &file)
          == 0);
    CHECK(__wasi_path_open(folder, 0, ".", __WASI_OFLAGS_DIRECTORY, __WASI_RIGHTS_FD_WRITE, 0, 0,
                           &again)
          == __WASI_ERRNO_ISDIR);
    CHECK((fcntl(folder, F_GETFL) & O_ACCMODE) == O_RDONLY);
}

static void
pipes(void)
{
    int ends[2];
    CHECK(pipe(ends) == 0);
    CHECK(fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0);
    CHECK_FAILS(read(ends[0], text, 1), EAGAIN);
    CHECK(write(ends[1], "through", 7) == 7);
    struct pollfd waiting = {.fd = ends[0], .events = POLLIN};
    CHECK(poll(&waiting, 1, 0) == 1 && (waiting.revents & POLLIN) != 0);
    int available = 0;
    CHECK(ioctl(ends[0], FIONREAD, &available) == 0 && available == 7);
    CHECK(read(ends[0], text, sizeof text) == 7 && memcmp(text, "through", 7) == 0);
    CHECK(poll(&waiting, 1, 20) == 0);

    CHECK(fcntl(ends[1], F_SETFL, O_NONBLOCK) == 0);
    static char block[100000];
    CHECK(write(ends[1], block, sizeof block) == 65536);
    CHECK_FAILS(write(ends[1], block, 1), EAGAIN);

    CHECK(close(ends[1]) == 0);
    CHECK(read(ends[0], block, sizeof block) == 65536);
    CHECK(read(ends[0], block, 1) == 0);
    CHECK(pipe(ends) == 0);
    CHECK_FAILS(fsync(ends[1]), EINVAL);
    CHECK_FAILS(fdatasync(ends[0]), EINVAL);
    signal(SIGPIPE, SIG_IGN);
    CHECK(close(ends[0]) == 0);
    CHECK_FAILS(write(ends[1], "x", 1), EPIPE);
    /* The handler comes before the call fails. */
    signal(SIGPIPE, handle);
    CHECK_FAILS(write(ends[1], "x", 1), EPIPE);
    CHECK(handled == SIGPIPE);
}

static void
waiting(void)
{
    int64_t start = microseconds();
    CHECK(usleep(30000) == 0);
    CHECK(microseconds() - start >= 30000);
    start = microseconds();
    CHECK(poll(NULL, 0, 20) == 0);
    CHECK(microseconds() - start >= 20000);
    struct pollfd closed = {.fd = 99, .events = POLLIN};
    CHECK(poll(&closed, 1, -1) == 1 && closed.revents == POLLNVAL);
}

static void
standard_input(void)
{
    CHECK(!isatty(0) && !isatty(1));
    CHECK(read(0, text, 3) == 3 && memcmp(text, "one", 3) == 0);
    CHECK(read(0, text, sizeof text) == 4 && memcmp(text, " two", 4) == 0);
    CHECK(read(0, text, sizeof text) == 0);
    struct winsize size;
    CHECK(ioctl(1, TIOCGWINSZ, &size) == 0 && size.ws_col == 80 && size.ws_row == 25);
}

static void
signals(void)
{
    signal(SIGUSR1, handle);
    CHECK(raise(SIGUSR1) == 0);
    CHECK(handled == SIGUSR1);
    signal(SIGUSR2, handle);
    CHECK(kill(getpid(), SIGUSR2) == 0);
    CHECK(handled == SIGUSR2);
    CHECK(pthread_kill(pthread_self(), SIGUSR1) == 0);
    CHECK(handled == SIGUSR1);
    handled = 0;
    /* Whether there is anybody: nothing is sent. */
    CHECK(pthread_kill(pthread_self(), 0) == 0 && __wasi_proc_signal(getpid(), 0) == 0);
    CHECK(pthread_kill(pthread_self(), 65) == EINVAL);
    CHECK(__wasi_proc_signal(getpid() + 1, SIGUSR1) == ESRCH);
    CHECK(__wasi_proc_raise_interval(65, 1000000, __WASI_BOOL_FALSE) != 0);
    CHECK(sched_yield() == 0 && handled == 0);
}

static void
an_unhandled_signal_ends_the_program(void)
{
    raise(SIGTERM);
}

static void
a_write_to_a_closed_pipe_ends_the_program(void)
{
    int ends[2];
    CHECK(pipe(ends) == 0 && close(ends[0]) == 0);
    write(ends[1], "x", 1);
}

static void
a_failed_assertion_ends_the_program(void)
{
    assert(handled == SIGTERM);
}

static void
an_abort_ends_the_program(void)
{
    signal(SIGTERM, handle);
    abort();
}

static void
what_is_ignored_ends_nothing(void)
{
    CHECK(raise(SIGCHLD) == 0 && raise(SIGWINCH) == 0);
    signal(SIGTERM, SIG_IGN);
    CHECK(raise(SIGTERM) == 0);
}

static void
events(void)
{
    int event = eventfd(3, EFD_NONBLOCK);
    eventfd_t value;
    CHECK(event >= 0);
    CHECK(eventfd_read(event, &value) == 0 && value == 3);
    CHECK_FAILS(eventfd_read(event, &value), EAGAIN);
    struct pollfd waiting = {.fd = event, .events = POLLIN | POLLOUT};
    CHECK(poll(&waiting, 1, 0) == 1 && waiting.revents == POLLOUT);
    int set = epoll_create1(0);
    __wasi_epoll_event_t interest = {.events = __WASI_EPOLL_TYPE_EPOLLIN, .data.fd = event}, found;
    __wasi_size_t count;
    CHECK(__wasi_epoll_ctl(set, __WASI_EPOLL_CTL_ADD, event, &interest) == 0);
    CHECK(__wasi_epoll_wait(set, &found, 1, 0, &count) == 0 && count == 0);
    CHECK(eventfd_write(event, 2) == 0 && eventfd_write(event, 5) == 0);
    CHECK(__wasi_epoll_wait(set, &found, 1, UINT64_MAX, &count) == 0 && count == 1);
    CHECK(found.data.fd == (__wasi_fd_t)event);
    CHECK(eventfd_read(event, &value) == 0 && value == 7);
    CHECK(eventfd_write(event, UINT64_MAX - 1) == 0);
    CHECK_FAILS(eventfd_write(event, 1), EAGAIN);
    CHECK(poll(&waiting, 1, 0) == 1 && waiting.revents == POLLIN);
    CHECK_FAILS(eventfd_write(event, UINT64_MAX), EINVAL);
    CHECK_FAILS(read(event, text, 7), EINVAL);
    CHECK_FAILS(lseek(event, 0, SEEK_SET), ESPIPE);

    int semaphore = eventfd(2, EFD_SEMAPHORE | EFD_NONBLOCK);
    CHECK(eventfd_read(semaphore, &value) == 0 && value == 1);
    CHECK(eventfd_read(semaphore, &value) == 0 && value == 1);
    CHECK_FAILS(eventfd_read(semaphore, &value), EAGAIN);
}

static void
clocks(void)
{
    static const clockid_t all[] = {CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID,
                                    CLOCK_THREAD_CPUTIME_ID};
    for (int index = 0; index < 4; index++) {
        struct timespec resolution, before, after;
        CHECK(clock_getres(all[index], &resolution) == 0);
        CHECK(resolution.tv_sec == 0 && resolution.tv_nsec > 0 && resolution.tv_nsec <= 1000000);
        CHECK(clock_gettime(all[index], &before) == 0);
        for (int readings = 0; readings < 1000; readings++) {
            CHECK(clock_gettime(all[index], &after) == 0);
            CHECK(after.tv_sec > before.tv_sec
                  || (after.tv_sec == before.tv_sec && after.tv_nsec >= before.tv_nsec)
                  || all[index] == CLOCK_REALTIME);
            before = after;
        }
    }
    CHECK(time(NULL) > 1700000000);
    __wasi_timestamp_t now;
    CHECK(__wasi_clock_time_get(99, 1, &now) == EINVAL && __wasi_clock_res_get(99, &now) == EINVAL);
    CHECK(__wasi_clock_time_set(__WASI_CLOCKID_REALTIME, 0) == EPERM);
    int64_t start = microseconds();
    CHECK(__wasi_thread_sleep(20000000) == 0 && microseconds() - start >= 20000);
}

/* More than the engine gives at once (65,536 bytes). */
static void
random_bytes(void)
{
    enum { SIZE = 1 << 20 };
    unsigned char *bytes = calloc(SIZE, 1);
    CHECK(getrandom(bytes, SIZE, 0) == SIZE);
    unsigned seen[256] = {0};
    for (int index = 0; index < SIZE; index++) {
        seen[bytes[index]]++;
    }
    /* 4096 of each on average; a tenth more or less is beyond all chance. */
    for (int value = 0; value < 256; value++) {
        CHECK(seen[value] > 3600 && seen[value] < 4600);
    }
    CHECK(memcmp(bytes, bytes + SIZE / 2, SIZE / 2) != 0 && getrandom(bytes, 0, 0) == 0);
    free(bytes);
}

static void
futexes(void)
{
    uint32_t word = 5;
    __wasi_bool_t woken;
    __wasi_option_timestamp_t timeout = {.tag = __WASI_OPTION_SOME, .u.some = 20000000};
    int64_t start = microseconds();
    CHECK(__wasi_futex_wait(&word, 5, &timeout, &woken) == 0 && woken == __WASI_BOOL_FALSE);
    CHECK(microseconds() - start >= 20000);
    CHECK(__wasi_futex_wait(&word, 4, &timeout, &woken) == 0 && woken == __WASI_BOOL_TRUE);
    CHECK(__wasi_futex_wake(&word, &woken) == 0 && woken == __WASI_BOOL_FALSE);
}

static void
devices(void)
{
    int zero = open("/dev/zero", O_RDWR);
    CHECK(zero >= 0);
    memset(text, 'x', sizeof text);
    CHECK(read(zero, text, sizeof text) == sizeof text && text[9] == 0);
    int null = open("/dev/null", O_RDWR);
    CHECK(write(null, "x", 1) == 1 && read(null, text, 1) == 0);
    CHECK_FAILS(open("/dev/new", O_CREAT | O_WRONLY, 0666), EROFS);
}

/* All that sem_open() needs of mmap(), which wasix-libc leaves to others: a copy of a file. */
void *
mmap(void *address, size_t length, int protection, int flags, int fd, off_t offset)
{
    (void)address, (void)protection, (void)flags;
    void *copy = malloc(length);
    return pread(fd, copy, length, offset) < 0 ? (void *)-1 : copy;
}

int
munmap(void *address, size_t length)
{
    (void)length;
    free(address);
    return 0;
}

static void
named_semaphores(void)
{
    sem_t *semaphore = sem_open("/lock", O_CREAT | O_EXCL, 0666, 2);
    CHECK(semaphore != SEM_FAILED);
    CHECK(sem_open("/lock", 0) == semaphore);
    int value;
    CHECK(sem_wait(semaphore) == 0 && sem_getvalue(semaphore, &value) == 0 && value == 1);
    CHECK(sem_open("/lock", O_CREAT | O_EXCL, 0666, 2) == SEM_FAILED && errno == EEXIST);
    CHECK(sem_unlink("/lock") == 0);
    CHECK(sem_open("/lock", 0) == SEM_FAILED && errno == ENOENT);

    CHECK(mkdir("/dev/shm/folder", 0777) == 0 && chdir("/dev/shm/folder") == 0);
    int file = open("file", O_RDWR | O_CREAT, 0666);
    CHECK(ftruncate(file, 100000) == 0 && pwrite(file, "end", 3, 99997) == 3);
    CHECK(link("file", "second") == 0 && rename("file", "first") == 0);
    struct stat first, second;
    CHECK(stat("first", &first) == 0 && stat("second", &second) == 0);
    CHECK(first.st_ino == second.st_ino && first.st_nlink == 2 && first.st_size == 100000);
    CHECK(unlink("first") == 0 && unlink("second") == 0);
    CHECK(pread(file, text, 4, 99996) == 4 && memcmp(text, "\0end", 4) == 0);
    CHECK(ftruncate(file, 2) == 0 && ftruncate(file, 99999) == 0);
    CHECK(pread(file, text, 2, 99997) == 2 && memcmp(text, "\0\0", 2) == 0);
    CHECK(symlink("/files/greeting", "link") == 0 && access("link", R_OK) == 0);
    CHECK_FAILS(rmdir("../folder"), ENOTEMPTY);
    CHECK(unlink("link") == 0 && chdir("/") == 0 && rmdir("/dev/shm/folder") == 0);
    CHECK_FAILS(open("/dev/shm/none", O_RDWR), ENOENT);
}

/* The system call itself: the header's function measures its path first. */
__attribute__((import_module("wasi_snapshot_preview1"), import_name("path_create_directory")))
uint32_t create_directory(uint32_t fd, const char *path, size_t length);

static void
bad_addresses(void)
{
    char *nowhere = (char *)0xfffffff0;
    __wasi_size_t count;
    __wasi_ciovec_t vector = {.buf = (uint8_t *)nowhere, .buf_len = 100};
    CHECK(__wasi_fd_write(1, &vector, 1, &count) == __WASI_ERRNO_FAULT);
    CHECK(__wasi_clock_time_get(0, 1, (__wasi_timestamp_t *)nowhere) == __WASI_ERRNO_FAULT);
    __wasi_bool_t woken;
    CHECK(__wasi_futex_wake((uint32_t *)nowhere, &woken) == __WASI_ERRNO_FAULT);
    CHECK(create_directory(3, nowhere, 100) == __WASI_ERRNO_FAULT);
}

static void
missing_calls(void)
{
    __wasi_hardware_address_t address;
    CHECK(__wasi_port_mac(&address) == ENOSYS);
    CHECK(__wasi_port_mac(&address) == ENOSYS);
    __wasi_pid_t process;
    CHECK(__wasi_proc_fork(__WASI_BOOL_TRUE, &process) == ENOTSUP);
    __wasi_option_pid_t any = {.tag = __WASI_OPTION_NONE};
    __wasi_join_status_t status;
    CHECK(__wasi_proc_join(&any, 0, &status) == ECHILD);
}

static const struct scenario scenarios[] = {
    SCENARIO(files),
    SCENARIO(folders),
    SCENARIO(current_directory),
    SCENARIO(duplicates),
    SCENARIO(pipes),
    SCENARIO(waiting),
    SCENARIO(standard_input),
    SCENARIO(signals),
    SCENARIO(an_unhandled_signal_ends_the_program),
    SCENARIO(a_write_to_a_closed_pipe_ends_the_program),
    SCENARIO(a_failed_assertion_ends_the_program),
    SCENARIO(an_abort_ends_the_program),
    SCENARIO(what_is_ignored_ends_nothing),
    SCENARIO(every_descriptor_closed),
    SCENARIO(rights_of_a_folder),
    SCENARIO(named_semaphores),
    SCENARIO(events),
    SCENARIO(clocks),
    SCENARIO(random_bytes),
    SCENARIO(futexes),
    SCENARIO(devices),
    SCENARIO(bad_addresses),
    SCENARIO(missing_calls),
};

int
main(int argc, char **argv)
{
    return run_scenario(scenarios, sizeof scenarios / sizeof *scenarios, argc, argv);
}
