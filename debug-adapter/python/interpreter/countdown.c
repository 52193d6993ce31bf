/*
 * The count-down: how a thread that computes gives way to others.
 *
 * The interpreter counts down where it looks at its eval breaker: at the start of a function and
 * at each turn of a loop.  When the count is over, it makes a system call, at which the host lets
 * other threads run, takes what has arrived, and delivers signals; and if another thread has come to
 * wait for the GIL, it hands that over.  C code that takes long looks for signals every now and then
 * (PyErr_CheckSignals), which counts, too.
 *
 * No clock of the guest's is read, and nobody writes to its memory from outside, so that a program
 * does the same at the same count whenever it gets the same answers from its host.
 */
#define Py_BUILD_CORE 1
#include <Python.h>
#include <internal/pycore_ceval.h>
#include <wasi/api.h>

#include "standing_thread.h"

/* So many looks take about a microsecond: a loop makes up to 30 in one, calls about 4. */
enum { LOOKS_PER_MICROSECOND = 4 };

/* C code looks for signals after a few microseconds (a row of a long multiplication) to some
 * tens (thousands of steps of a regular expression). */
enum { LOOKS_PER_CHECK_IN_C = 100 };

int wasix_countdown = 1;

uint32_t wasix_standing_thread;

/* How many threads wait for the GIL; changed with its mutex held. */
int wasix_gil_waiters;

static int full_count = 1;

/* Begins to count anew, for a thread that has got the GIL: it may keep that for so long. */
void
wasix_python_start_count(unsigned long microseconds)
{
    unsigned long most = INT_MAX / LOOKS_PER_MICROSECOND;
    full_count = LOOKS_PER_MICROSECOND * (int)(microseconds < most ? microseconds : most);
    if (full_count < LOOKS_PER_MICROSECOND) {
        full_count = LOOKS_PER_MICROSECOND;
    }
    wasix_countdown = full_count;
}

void
wasix_python_count_is_over(PyThreadState *thread)
{
    wasix_countdown = full_count;
    (void)__wasi_sched_yield();
    /* Nobody gets it from a thread that keeps the others from running. */
    if (wasix_gil_waiters > 0 && wasix_standing_thread == 0) {
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
