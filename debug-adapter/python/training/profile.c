/*
 * What clang's -fprofile-generate calls, for an interpreter whose blocks are counted. LLVM's own
 * runtime is not packaged for WebAssembly; of it only this is needed: to be told of each function's
 * counters, and to write them when the program ends, as llvm-profdata reads them (LLVM's "Instrumentation
 * Profile Format"; the fields are those of clang's include/profile/InstrProfData.inc, version 10).
 * Values are not profiled (-disable-vp).
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Where the profile goes: the host mounts a folder. */
#define PROFILE "/profile/python.profraw"

/* "\377lprofR\201": the counters of a program with 32-bit pointers. */
#define MAGIC UINT64_C(0xff6c70726f665281)

/* Of values that clang can profile: the last of their kinds. */
#define LAST_VALUE_KIND 2

/* What clang calls __llvm_profile_data. Addresses but the function's are from the record itself. */
typedef struct {
    uint64_t name;
    uint64_t hash;
    int32_t counters;
    int32_t bitmap;
    uint32_t function;
    uint32_t values;
    uint32_t counter_count;
    uint16_t value_sites[LAST_VALUE_KIND + 1];
    uint32_t bitmap_size;
} record;

typedef struct {
    const char *start;
    uint64_t size;
} names;

/* clang puts both into each program that it counts in. */
extern const uint64_t __llvm_profile_raw_version;
int __llvm_profile_runtime;

static const record **records;
static size_t record_count;
static names *name_lists;
static size_t name_list_count;

static void write_profile(void);

/* A list of that many entries gets room for one more: its capacities are powers of two. */
static void *
with_room(void *list, size_t count, size_t size)
{
    if (count & (count - 1))
        return list;
    list = realloc(list, (count ? 2 * count : 1) * size);
    if (list == NULL)
        abort();
    return list;
}

void
__llvm_profile_register_function(const record *function)
{
    if (record_count == 0)
        atexit(write_profile);
    records = with_room(records, record_count, sizeof *records);
    records[record_count++] = function;
}

void
__llvm_profile_register_names_function(const char *start, uint64_t size)
{
    name_lists = with_room(name_lists, name_list_count, sizeof *name_lists);
    name_lists[name_list_count++] = (names){start, size};
}

static void
write_all(FILE *file, const void *start, size_t size)
{
    if (fwrite(start, 1, size, file) != size)
        abort();
}

static void
write_profile(void)
{
    uint64_t counters = 0, names_size = 0;
    for (size_t i = 0; i < record_count; i++)
        counters += records[i]->counter_count;
    for (size_t i = 0; i < name_list_count; i++)
        names_size += name_lists[i].size;

    const uint64_t records_size = record_count * sizeof(record);
    const uint64_t header[] = {
        MAGIC,
        __llvm_profile_raw_version,
        0, /* identities of the binary */
        record_count,
        0, /* padding */
        counters,
        0, /* padding */
        0, /* bitmaps */
        0, /* padding */
        names_size,
        records_size, /* from the records to the counters */
        0,            /* to the bitmaps */
        0,            /* to the names, which nothing points at */
        0,            /* virtual tables */
        0,            /* their names */
        LAST_VALUE_KIND,
    };
    FILE *file = fopen(PROFILE, "wb");
    if (file == NULL)
        abort();
    write_all(file, header, sizeof header);
    uint64_t written = 0;
    for (size_t i = 0; i < record_count; i++) {
        record copy = *records[i];
        copy.counters = (int32_t)(records_size - i * sizeof copy + written);
        written += copy.counter_count * sizeof(uint64_t);
        write_all(file, &copy, sizeof copy);
    }
    for (size_t i = 0; i < record_count; i++) {
        const char *start = (const char *)records[i] + records[i]->counters;
        write_all(file, start, records[i]->counter_count * sizeof(uint64_t));
    }
    for (size_t i = 0; i < name_list_count; i++)
        write_all(file, name_lists[i].start, name_lists[i].size);
    static const char padding[8];
    write_all(file, padding, -names_size % sizeof padding);
    if (fclose(file) != 0)
        abort();
}
