/*
 * Files and folders at their limits, through wasix-libc. The folder /files is
 * writable and empty but for what a scenario says. See scenarios.h.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <wasi/api.h>

#include "scenarios.h"

static char text[4096];

/* More than 32 bits can tell, and no multiple of anything. */
#define FAR ((off_t)5 * 1024 * 1024 * 1024 + 7)

static void
large_files(void)
{
    int file = open("/files/large", O_RDWR | O_CREAT, 0666);
    CHECK(file >= 0);
    CHECK(ftruncate(file, FAR) == 0);
    CHECK(lseek(file, 0, SEEK_END) == FAR);
    CHECK(write(file, "tail", 4) == 4);
    CHECK(pwrite(file, "mark", 4, FAR - 4) == 4);
    CHECK(lseek(file, -8, SEEK_CUR) == FAR - 4);
    CHECK(read(file, text, sizeof text) == 8 && memcmp(text, "marktail", 8) == 0);
    CHECK(pread(file, text, 4, FAR) == 4 && memcmp(text, "tail", 4) == 0);
    /* A position that lost its upper half would be found here. */
    CHECK(pread(file, text, 8, FAR & 0xffffffff) == 8 && memcmp(text, "\0\0\0\0\0\0\0", 8) == 0);
    struct stat status;
    CHECK(fstat(file, &status) == 0 && status.st_size == FAR + 4);
    CHECK(stat("/files/large", &status) == 0 && status.st_size == FAR + 4);
    CHECK(truncate("/files/large", FAR - 2) == 0);
    CHECK(lseek(file, 0, SEEK_END) == FAR - 2);
    CHECK(posix_fallocate(file, FAR, 100) == 0);
    CHECK(fstat(file, &status) == 0 && status.st_size == FAR + 100);
    CHECK(posix_fallocate(file, 0, 10) == 0);
    CHECK(fstat(file, &status) == 0 && status.st_size == FAR + 100);
    CHECK(posix_fadvise(file, 0, FAR, POSIX_FADV_SEQUENTIAL) == 0);
    int appending = open("/files/large", O_WRONLY | O_APPEND);
    CHECK(write(appending, "end", 3) == 3);
    CHECK(lseek(appending, 0, SEEK_CUR) == FAR + 103);
    CHECK_FAILS(lseek(file, -FAR - 200, SEEK_END), EINVAL);
    CHECK(unlink("/files/large") == 0);
}

/* /files/many holds 10,000 files, "0" to "9999". */
static void
large_folders(void)
{
    static unsigned char seen[10000];
    int folder = open("/files/many", O_RDONLY | O_DIRECTORY);
    CHECK(folder >= 0);
    int count = 0;
    uint64_t cookie = 0;
    /* Room for two entries: every call ends in the middle of one. */
    uint8_t buffer[60];
    for (;;) {
        __wasi_size_t used;
        CHECK(__wasi_fd_readdir(folder, buffer, sizeof buffer, cookie, &used) == 0);
        __wasi_dirent_t entry;
        size_t offset = 0;
        int complete = 0;
        while (offset + sizeof entry <= used) {
            memcpy(&entry, buffer + offset, sizeof entry);
            offset += sizeof entry;
            if (offset + entry.d_namlen > used) {
                break;
            }
            memcpy(text, buffer + offset, entry.d_namlen);
            text[entry.d_namlen] = '\0';
            offset += entry.d_namlen;
            cookie = entry.d_next;
            CHECK(entry.d_ino != 0);
            complete++;
            if (text[0] != '.') {
                CHECK(entry.d_type == __WASI_FILETYPE_REGULAR_FILE);
                CHECK(!seen[atoi(text)]++);
                count++;
                /* Who removes entries while reading meets all others all the same. */
                if (count % 2 == 0) {
                    CHECK(unlinkat(folder, text, 0) == 0);
                }
            }
        }
        if (used < sizeof buffer) {
            break;
        }
        CHECK(complete > 0);
    }
    CHECK(count == 10000);
    DIR *again = fdopendir(folder);
    count = 0;
    rewinddir(again);
    while (readdir(again) != NULL) {
        count++;
    }
    CHECK(count == 5002);
    closedir(again);
}

/* /files/names holds a file "\xff", with its own name in it. */
static void
names_of_any_bytes(void)
{
    static const char *names[] = {
        "\xff", "caf\xe9", "caf\xc3\xa9", "\xed\xb2\x80", "\xc0\xaf", "\xef\xbb\xbf" "mark", "\xef\xbf\xbd",
        "\xf0\x9f\x90\x8d", "new\nline",
    };
    enum { COUNT = sizeof names / sizeof *names };
    CHECK(chdir("/files/names") == 0);
    int given = open("\xff", O_RDONLY);
    CHECK(given >= 0 && read(given, text, sizeof text) == 1 && text[0] == '\xff');
    for (int index = 1; index < COUNT; index++) {
        CHECK(close(open(names[index], O_WRONLY | O_CREAT | O_EXCL, 0666)) == 0);
    }
    int found = 0;
    DIR *folder = opendir(".");
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        for (int index = 0; index < COUNT; index++) {
            found += strcmp(entry->d_name, names[index]) == 0;
        }
    }
    closedir(folder);
    CHECK(found == COUNT);
    CHECK(mkdir("d\xfe", 0777) == 0 && chdir("d\xfe") == 0);
    CHECK(getcwd(text, sizeof text) != NULL && strcmp(text, "/files/names/d\xfe") == 0);
    CHECK(rename("../\xff", "b\xfd") == 0);
    CHECK(symlink("b\xfd", "l\xfc") == 0);
    CHECK(readlink("l\xfc", text, sizeof text) == 2 && memcmp(text, "b\xfd", 2) == 0);
    CHECK(open("l\xfc", O_RDONLY) >= 0);
    CHECK(unlink("b\xfd") == 0);
    CHECK_FAILS(open("l\xfc", O_RDONLY), ENOENT);
}

static void
links(void)
{
    CHECK(chdir("/files") == 0 && mkdir("folder", 0777) == 0);
    CHECK(close(open("folder/file", O_WRONLY | O_CREAT, 0666)) == 0);
    CHECK(symlink("folder", "link") == 0 && symlink("/files/link/../link", "far") == 0);
    struct stat status, other;
    CHECK(lstat("link", &status) == 0 && S_ISLNK(status.st_mode) && status.st_size == 6);
    CHECK(stat("far/file", &status) == 0 && S_ISREG(status.st_mode));
    CHECK(lstat("link/", &status) == 0 && S_ISDIR(status.st_mode));
    CHECK_FAILS(open("link", O_RDONLY | O_NOFOLLOW), ELOOP);
    CHECK_FAILS(rmdir("link"), ENOTDIR);
    CHECK_FAILS(symlink("x", "link"), EEXIST);
    CHECK(symlink("new", "dangling") == 0);
    CHECK_FAILS(open("dangling", O_WRONLY | O_CREAT | O_EXCL, 0666), EEXIST);
    CHECK(close(open("dangling", O_WRONLY | O_CREAT, 0666)) == 0);
    CHECK(stat("new", &status) == 0);
    CHECK(symlink("loop", "loop") == 0);
    CHECK_FAILS(open("loop", O_RDONLY), ELOOP);
    CHECK(link("far/file", "second") == 0);
    CHECK(stat("second", &status) == 0 && stat("folder/file", &other) == 0);
    CHECK(status.st_nlink == 2 && status.st_ino == other.st_ino && status.st_dev == other.st_dev);
    CHECK_FAILS(link("folder", "third"), EPERM);
    CHECK_FAILS(link("far/file", "third/"), ENOENT);
    CHECK_FAILS(symlink("far", "third/"), ENOENT);
    CHECK_FAILS(symlink("far", "folder/"), EEXIST);
    CHECK_FAILS(rename("second", "third/"), ENOTDIR);
    CHECK(mkdir("third/", 0777) == 0 && rename("third", "fourth/") == 0 && rmdir("fourth/") == 0);
    CHECK_FAILS(rename("folder", "folder/below"), EINVAL);
    CHECK(rename("link", "moved") == 0 && readlink("moved", text, sizeof text) == 6);
    CHECK(unlink("moved") == 0 && stat("folder/file", &status) == 0);
    CHECK_FAILS(rmdir("folder"), ENOTEMPTY);
    struct timespec times[2] = {{.tv_sec = 1, .tv_nsec = 999999999}, {.tv_sec = 2}};
    CHECK(utimensat(AT_FDCWD, "dangling", times, AT_SYMLINK_NOFOLLOW) == 0);
    CHECK(lstat("dangling", &status) == 0 && status.st_atim.tv_sec == 1);
    CHECK(status.st_atim.tv_nsec == 999999999 && status.st_mtim.tv_sec == 2);
    CHECK(stat("dangling", &status) == 0 && status.st_mtim.tv_sec > 2);
    /* To the nanosecond, through whatever path, as long as nobody else changes them. */
    static const long odd[] = {1, 123456789, 999999999, 500000071};
    int file = open("folder/file", O_RDWR);
    for (int index = 0; index < 4; index++) {
        times[0] = (struct timespec){.tv_sec = 1700000000 + index, .tv_nsec = odd[index]};
        times[1] = (struct timespec){.tv_sec = 1900000000 + index, .tv_nsec = odd[3 - index]};
        CHECK((index % 2 ? futimens(file, times) : utimensat(AT_FDCWD, "second", times, 0)) == 0);
        CHECK(stat("folder/file", &status) == 0 && fstat(file, &other) == 0);
        CHECK(status.st_atim.tv_nsec == odd[index] && other.st_mtim.tv_nsec == odd[3 - index]);
        CHECK(status.st_mtim.tv_sec == times[1].tv_sec && other.st_atim.tv_sec == times[0].tv_sec);
    }
    times[0].tv_nsec = UTIME_OMIT;
    times[1].tv_nsec = 77;
    CHECK(futimens(file, times) == 0 && fstat(file, &other) == 0);
    CHECK(other.st_atim.tv_nsec == odd[3] && other.st_mtim.tv_nsec == 77);
    CHECK(write(file, "x", 1) == 1 && fstat(file, &other) == 0);
    CHECK(other.st_atim.tv_nsec == odd[3] && other.st_mtim.tv_sec < 1900000000);
}

static const struct scenario scenarios[] = {
    SCENARIO(large_files),
    SCENARIO(large_folders),
    SCENARIO(names_of_any_bytes),
    SCENARIO(links),
};

int
main(int argc, char **argv)
{
    return run_scenario(scenarios, sizeof scenarios / sizeof *scenarios, argc, argv);
}
