/*
 * What the guest and its host tell each other about who runs, in words of the guest's memory.  The
 * module exports their address as the data symbol `wasix_scheduling`.  The host reads and writes
 * them in system calls only.
 */
#ifndef WASIX_PYTHON_SCHEDULING_H
#define WASIX_PYTHON_SCHEDULING_H

#include <stdint.h>

struct wasix_scheduling {
    /* While it is not 0, the host keeps all threads but the one with that id from going on, once
     * they wait for something: for a debugger in the guest, which tells of a program that stands
     * still. The host clears it while that thread itself waits for a word. */
    uint32_t standing_thread;
    /* For how many microseconds a thread may keep the GIL that others wait for. */
    uint32_t interval;
    /* Whether a thread has got the GIL since the host was asked last; the host clears it. */
    uint32_t has_begun;
    /* From the host: after how many looks it wants to be asked again. */
    uint32_t looks;
    /* From the host: whether the interval of the thread that has the GIL is over. */
    uint32_t is_over;
    /* Which of the signals below 32 the program does something about, or ignores; the others do what
     * they do by default.  Signal n is 1 << n. */
    uint32_t taken_signals;
};

extern struct wasix_scheduling wasix_scheduling;

#endif
