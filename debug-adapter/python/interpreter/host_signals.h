/*
 * Lets CPython ask the host for pending signals.
 *
 * A host cannot call into a guest that is busy, so the guest makes a system call every now and then,
 * at which signals are delivered.  CPython has hooks where it could, which upstream uses for
 * Emscripten only.  This file is force-included before every CPython source and takes the place
 * of Include/internal/pycore_emscripten_signal.h by defining its guard.
 */
#ifndef Py_EMSCRIPTEN_SIGNAL_H
#define Py_EMSCRIPTEN_SIGNAL_H

#ifdef __cplusplus
extern "C" {
#endif

/* See countdown.c. */
extern int wasix_countdown;
extern int wasix_gil_waiters;
struct _ts;
void wasix_python_count_is_over(struct _ts *thread);
void wasix_python_count_check(void);
void wasix_python_begin_interval(unsigned long microseconds);

/* See stack_limits.c.  So many bytes of the shadow stack stand for what a call takes of the engine's. */
#define WASIX_ENGINES_PART 192
void wasix_python_stack_limits(unsigned long *base, unsigned long *top);
unsigned long wasix_python_room_for_greenlet(unsigned long top);

#ifdef __cplusplus
}
#endif

/*
 * wasix-libc has working semaphores and does not say so.  Without them CPython
 * builds its locks on condition variables, whose wait no signal ends in musl: a
 * program that waits for a lock could not be interrupted.
 */
#ifndef _POSIX_SEMAPHORES
#define _POSIX_SEMAPHORES 200809L
#endif

#define _Py_CHECK_EMSCRIPTEN_SIGNALS() wasix_python_count_check()
#define _Py_CHECK_EMSCRIPTEN_SIGNALS_PERIODICALLY()     \
    do {                                                \
        if (--wasix_countdown <= 0) {                   \
            wasix_python_count_is_over(tstate);         \
        }                                               \
    } while (0)

#endif
