/*
 * File locks for SQLite.  WASI has none of the system's, and the locks that
 * SQLite falls back on (unix-dotfile) exclude every other connection, so that
 * not even two can read.
 *
 * Here the connections of one process share a file by SQLite's own rules
 * (https://sqlite.org/lockingv3.html).  Other processes are kept out as by
 * unix-dotfile, while any connection has a lock, by FILE.lock.  There it is a
 * directory, and here a file, which is removed ten times as fast; each keeps
 * out the other.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sqlite3.h"

/* A database that connections of this process have open. */
struct database {
    struct database *next;
    /* Connections that have it open, and of these, those with a lock of any kind. */
    int users;
    int readers;
    /* The one with a lock above SHARED. */
    sqlite3_file *writer;
    /* Whether the writer waits for the readers to leave, and lets no new ones in. */
    bool is_pending;
    char *path;
    char *lock_path;
};

/* What is kept for each file, behind the underlying VFS's own. */
struct lock {
    struct database *database;
    int level;
};

static sqlite3_vfs *underlying;
static const sqlite3_io_methods *underlying_methods;
static sqlite3_io_methods methods;
static sqlite3_vfs vfs;
static struct database *databases;

static struct lock *
lock_of(sqlite3_file *file)
{
    return (struct lock *)((char *)file + underlying->szOsFile);
}

static void
enter(void)
{
    sqlite3_mutex_enter(sqlite3_mutex_alloc(SQLITE_MUTEX_STATIC_VFS1));
}

static void
leave(void)
{
    sqlite3_mutex_leave(sqlite3_mutex_alloc(SQLITE_MUTEX_STATIC_VFS1));
}

static struct database *
find_or_add(const char *path)
{
    for (struct database *database = databases; database != NULL; database = database->next) {
        if (strcmp(database->path, path) == 0) {
            return database;
        }
    }
    struct database *database = calloc(1, sizeof *database);
    if (database != NULL) {
        database->path = strdup(path);
        database->lock_path = sqlite3_mprintf("%s.lock", path);
        if (database->path == NULL || database->lock_path == NULL) {
            free(database->path);
            sqlite3_free(database->lock_path);
            free(database);
            return NULL;
        }
        database->next = databases;
        databases = database;
    }
    return database;
}

static void
remove_database(struct database *database)
{
    struct database **link = &databases;
    while (*link != database) {
        link = &(*link)->next;
    }
    *link = database->next;
    free(database->path);
    sqlite3_free(database->lock_path);
    free(database);
}

/* Whether other processes are kept out from now on; errno says why they are not. */
static bool
keep_others_out(const struct database *database)
{
    int file = open(database->lock_path, O_WRONLY | O_CREAT | O_EXCL, 0666);
    return file >= 0 && close(file) == 0;
}

static int
lock_shared(struct database *database, struct lock *lock)
{
    if (database->is_pending) {
        return SQLITE_BUSY;
    }
    if (database->readers == 0 && !keep_others_out(database)) {
        return errno == EEXIST ? SQLITE_BUSY : SQLITE_IOERR_LOCK;
    }
    database->readers++;
    lock->level = SQLITE_LOCK_SHARED;
    return SQLITE_OK;
}

static int
lock_for_writing(struct database *database, sqlite3_file *file, struct lock *lock, int level)
{
    if (database->writer != NULL && database->writer != file) {
        return SQLITE_BUSY;
    }
    database->writer = file;
    if (level == SQLITE_LOCK_RESERVED) {
        lock->level = level;
        return SQLITE_OK;
    }
    database->is_pending = true;
    lock->level = database->readers > 1 ? SQLITE_LOCK_PENDING : SQLITE_LOCK_EXCLUSIVE;
    return lock->level == SQLITE_LOCK_EXCLUSIVE ? SQLITE_OK : SQLITE_BUSY;
}

static int
lock_file(sqlite3_file *file, int level)
{
    struct lock *lock = lock_of(file);
    if (lock->level >= level) {
        return SQLITE_OK;
    }
    enter();
    int result = level == SQLITE_LOCK_SHARED
                     ? lock_shared(lock->database, lock)
                     : lock_for_writing(lock->database, file, lock, level);
    leave();
    return result;
}

static int
unlock_file(sqlite3_file *file, int level)
{
    struct lock *lock = lock_of(file);
    struct database *database = lock->database;
    if (lock->level <= level) {
        return SQLITE_OK;
    }
    enter();
    if (database->writer == file) {
        database->writer = NULL;
        database->is_pending = false;
    }
    if (level == SQLITE_LOCK_NONE && --database->readers == 0) {
        unlink(database->lock_path);
    }
    lock->level = level;
    leave();
    return SQLITE_OK;
}

static int
check_reserved_lock(sqlite3_file *file, int *is_reserved)
{
    enter();
    *is_reserved = lock_of(file)->database->writer != NULL;
    leave();
    return SQLITE_OK;
}

static int
close_file(sqlite3_file *file)
{
    struct database *database = lock_of(file)->database;
    unlock_file(file, SQLITE_LOCK_NONE);
    enter();
    if (--database->users == 0) {
        remove_database(database);
    }
    leave();
    return underlying_methods->xClose(file);
}

/* They are the same for all databases, and must not change while others are in use. */
static void
take_methods(const sqlite3_io_methods *of_file)
{
    if (underlying_methods != NULL) {
        return;
    }
    underlying_methods = of_file;
    methods = *of_file;
    methods.xLock = lock_file;
    methods.xUnlock = unlock_file;
    methods.xCheckReservedLock = check_reserved_lock;
    methods.xClose = close_file;
}

static int
open_file(sqlite3_vfs *self, const char *path, sqlite3_file *file, int flags, int *out_flags)
{
    *lock_of(file) = (struct lock){0};
    int result = underlying->xOpen(self, path, file, flags, out_flags);
    if (result != SQLITE_OK || path == NULL || (flags & SQLITE_OPEN_MAIN_DB) == 0) {
        return result;
    }
    enter();
    struct database *database = find_or_add(path);
    if (database != NULL) {
        database->users++;
        take_methods(file->pMethods);
    }
    leave();
    if (database == NULL) {
        file->pMethods->xClose(file);
        file->pMethods = NULL;
        return SQLITE_NOMEM;
    }
    lock_of(file)->database = database;
    file->pMethods = &methods;
    return SQLITE_OK;
}

/* SQLITE_EXTRA_INIT: SQLite calls it when it initialises itself. */
int
wasix_sqlite_init(const char *unused)
{
    (void)unused;
    underlying = sqlite3_vfs_find("unix-none");
    vfs = *underlying;
    vfs.zName = "wasix";
    vfs.szOsFile += (int)sizeof(struct lock);
    vfs.xOpen = open_file;
    return sqlite3_vfs_register(&vfs, 1);
}
