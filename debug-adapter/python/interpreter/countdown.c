/*
 * The count-down: how a thread that computes gives way to others.
 *
 * The interpreter counts down where it looks at its eval breaker: at the start of a function, at
 * each turn of a loop, and behind a call of C code.  When the count is over, it makes a system call, at
 * which the host lets other threads run, takes what has arrived, and delivers signals; and if another
 * thread has come to wait for the GIL, and this one has had it for long enough, it hands that over.
 * C code that takes long looks for signals every now and then (PyErr_CheckSignals), which counts, too.
 *
 * How long that takes depends on what the looks are for, so the host, which has a clock, says at each
 * call how many there are to be until the next.  The guest reads no clock for this, and nobody writes to
 * its memory from outside, so that a program does the same at the same count whenever it gets the same
 * answers from its host.
 */
#define Py_BUILD_CORE 1
#include <Python.h>
#include <internal/pycore_ceval.h>
#include <wasi/api.h>

#include "scheduling.h"

/* C code looks for signals after a few microseconds (a row of a long multiplication) to some
 * tens (thousands of steps of a regular expression). */
enum { LOOKS_PER_CHECK_IN_C = 20 };

int wasix_countdown = 1;

/* How many threads wait for the GIL; changed with its mutex held. */
int wasix_gil_waiters;

/* The number of looks is what a host has that does not know of these words. */
struct wasix_scheduling wasix_scheduling = {.looks = 4000};

/* A thread has got the GIL, and may keep it for so many microseconds. */
void
wasix_python_begin_interval(unsigned long microseconds)
{
    wasix_scheduling.interval = microseconds < UINT32_MAX ? microseconds : UINT32_MAX;
    wasix_scheduling.has_begun = 1;
}

void
wasix_python_count_is_over(PyThreadState *thread)
{
    (void)__wasi_sched_yield();
    wasix_countdown = (int)wasix_scheduling.looks;
    /* Nobody gets it from a thread that keeps the others from running. */
    if (wasix_gil_waiters > 0 && wasix_scheduling.is_over
        && wasix_scheduling.standing_thread == 0) {
        _Py_set_eval_breaker_bit(thread, _PY_GIL_DROP_REQUEST_BIT);
    }
}

void
wasix_python_count_check(void)
{
    wasix_countdown -= LOOKS_PER_CHECK_IN_C;
    if (wasix_countdown <= 0) {
        wasix_python_count_is_over(PyThreadState_Get());
    }
}
