/*
 * Prints, for each run, the nanoseconds of one switch between two contexts.
 * Arguments: switches in a run, runs.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <wasix/context.h>

static void
switch_back(void)
{
    for (;;) {
        wasix_context_switch(wasix_context_main);
    }
}

static double
now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

int
main(int argc, char **argv)
{
    long switches = argc > 1 ? atol(argv[1]) : 100000;
    int runs = argc > 2 ? atoi(argv[2]) : 1;
    wasix_context_id_t other;
    if (wasix_context_create(&other, switch_back) != 0) {
        return 1;
    }
    for (int run = 0; run < runs; run++) {
        double start = now();
        for (long count = 0; count < switches / 2; count++) {
            if (wasix_context_switch(other) != 0) {
                return 1;
            }
        }
        printf("%.1f\n", (now() - start) / (double)switches);
    }
    return 0;
}
