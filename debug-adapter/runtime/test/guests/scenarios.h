/*
 * A program of scenarios, of which the first argument names one. A scenario that
 * finds what it expects returns, and the program exits with 0.
 */
#ifndef SCENARIOS_H
#define SCENARIOS_H

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(condition)                                                      \
    do {                                                                      \
        if (!(condition)) {                                                   \
            fprintf(stderr, "line %d: %s (errno %d)\n", __LINE__, #condition, \
                    errno);                                                   \
            exit(1);                                                          \
        }                                                                     \
    } while (0)

#define CHECK_FAILS(call, error) \
    do {                         \
        errno = 0;               \
        CHECK((call) == -1);     \
        CHECK(errno == (error)); \
    } while (0)

struct scenario {
    const char *name;
    void (*run)(void);
};

#define SCENARIO(name) {#name, name}

/* Runs the scenario that the command line names; returns the exit code. */
static int
run_scenario(const struct scenario *scenarios, size_t count, int argc, char **argv)
{
    for (size_t index = 0; index < count; index++) {
        if (argc > 1 && strcmp(argv[1], scenarios[index].name) == 0) {
            scenarios[index].run();
            return 0;
        }
    }
    fprintf(stderr, "no such scenario\n");
    return 2;
}

#endif
