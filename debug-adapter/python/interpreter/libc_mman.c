/*
 * Files in memory.  WebAssembly has no pages that a file could be mapped into: a
 * mapping is a copy of the file.  wasix-libc's (2025-12-24) is written back by
 * msync() alone; this one also when it is unmapped and when the program exits.
 * What others write to the file meanwhile is not seen, and is written over.
 */
/* The header asks for it. */
#define _WASI_EMULATED_MMAN
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <wasi/api.h>

enum { PAGE = 65536 };

struct mapping {
    struct mapping *next;
    char *bytes;
    size_t length;
    /* The file that changes are written to; -1 for none. */
    int file;
    off_t offset;
};

static struct mapping *mappings;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* Fills a mapping with what the file has of it; the rest stays zero. */
static int
fill(struct mapping *mapping, int file, off_t offset)
{
    size_t filled = 0;
    while (filled < mapping->length) {
        ssize_t count = pread(file, mapping->bytes + filled, mapping->length - filled,
                              offset + (off_t)filled);
        if (count < 0 && errno != EINTR) {
            return -1;
        }
        if (count == 0) {
            break;
        }
        filled += count < 0 ? 0 : (size_t)count;
    }
    return 0;
}

/* Writes a part of a mapping to its file, which does not grow by it. */
static int
write_back(const struct mapping *mapping, size_t start, size_t length)
{
    struct stat status;
    if (mapping->file < 0) {
        return 0;
    }
    if (fstat(mapping->file, &status) < 0) {
        return -1;
    }
    off_t position = mapping->offset + (off_t)start;
    if (position >= status.st_size) {
        return 0;
    }
    if (status.st_size - position < (off_t)length) {
        length = (size_t)(status.st_size - position);
    }
    for (size_t written = 0; written < length;) {
        ssize_t count = pwrite(mapping->file, mapping->bytes + start + written, length - written,
                               position + (off_t)written);
        if (count < 0 && errno != EINTR) {
            return -1;
        }
        written += count < 0 ? 0 : (size_t)count;
    }
    return 0;
}

static void
write_all_back(void)
{
    for (struct mapping *mapping = mappings; mapping != NULL; mapping = mapping->next) {
        (void)write_back(mapping, 0, mapping->length);
    }
}

static void
discard(struct mapping *mapping)
{
    if (mapping->file >= 0) {
        (void)close(mapping->file);
    }
    free(mapping->bytes);
    free(mapping);
}

static struct mapping *
make(size_t length, int file, off_t offset, bool is_written_back)
{
    struct mapping *mapping = calloc(1, sizeof *mapping);
    if (mapping == NULL) {
        return NULL;
    }
    mapping->length = length;
    mapping->file = -1;
    mapping->offset = offset;
    if (length <= SIZE_MAX - PAGE) {
        mapping->bytes = aligned_alloc(PAGE, (length + PAGE - 1) / PAGE * PAGE);
    }
    if (mapping->bytes == NULL) {
        free(mapping);
        errno = ENOMEM;
        return NULL;
    }
    memset(mapping->bytes, 0, (length + PAGE - 1) / PAGE * PAGE);
    if (file >= 0 && fill(mapping, file, offset) < 0) {
        discard(mapping);
        return NULL;
    }
    if (is_written_back && (mapping->file = dup(file)) < 0) {
        discard(mapping);
        return NULL;
    }
    return mapping;
}

/* Whether a descriptor was opened for what a mapping of its file wants. */
static bool
is_open_for(int file, __wasi_rights_t wanted)
{
    __wasi_fdstat_t status;
    return __wasi_fd_fdstat_get((__wasi_fd_t)file, &status) == 0
           && (status.fs_rights_base & wanted) == wanted;
}

void *
mmap(void *wish, size_t length, int protection, int flags, int file, off_t offset)
{
    (void)wish;
    static bool is_prepared;
    bool is_of_file = (flags & MAP_ANONYMOUS) == 0;
    bool is_shared = (flags & MAP_TYPE) != MAP_PRIVATE;
    bool is_written_back = is_of_file && is_shared && (protection & PROT_WRITE) != 0;
    if (length == 0 || offset < 0 || offset % PAGE != 0
        || (flags & (MAP_FIXED | MAP_FIXED_NOREPLACE)) != 0) {
        errno = EINVAL;
        return MAP_FAILED;
    }
    if (is_of_file
        && !is_open_for(file, __WASI_RIGHTS_FD_READ
                                  | (is_written_back ? __WASI_RIGHTS_FD_WRITE : 0))) {
        errno = fcntl(file, F_GETFD) < 0 ? EBADF : EACCES;
        return MAP_FAILED;
    }
    struct mapping *mapping = make(length, is_of_file ? file : -1, offset, is_written_back);
    if (mapping == NULL) {
        return MAP_FAILED;
    }
    pthread_mutex_lock(&lock);
    if (!is_prepared) {
        is_prepared = atexit(write_all_back) == 0;
    }
    mapping->next = mappings;
    mappings = mapping;
    pthread_mutex_unlock(&lock);
    return mapping->bytes;
}

int
munmap(void *address, size_t length)
{
    (void)length;
    pthread_mutex_lock(&lock);
    struct mapping **place = &mappings;
    while (*place != NULL && (*place)->bytes != address) {
        place = &(*place)->next;
    }
    struct mapping *mapping = *place;
    if (mapping != NULL) {
        *place = mapping->next;
    }
    pthread_mutex_unlock(&lock);
    if (mapping == NULL) {
        errno = EINVAL;
        return -1;
    }
    int result = write_back(mapping, 0, mapping->length);
    discard(mapping);
    return result;
}

int
msync(void *address, size_t length, int flags)
{
    (void)flags;
    int result = -1;
    errno = ENOMEM;
    pthread_mutex_lock(&lock);
    for (struct mapping *mapping = mappings; mapping != NULL; mapping = mapping->next) {
        size_t start = (size_t)((char *)address - mapping->bytes);
        if ((char *)address >= mapping->bytes && start <= mapping->length) {
            size_t most = mapping->length - start;
            result = write_back(mapping, start, length < most ? length : most);
            break;
        }
    }
    pthread_mutex_unlock(&lock);
    return result;
}
