/*
 * Which thread alone may run, for a debugger in the guest that tells of a program which stands still.
 *
 * The module exports the data symbol `wasix_standing_thread`.  While it is not 0, the host keeps
 * all threads but the one with that id from going on, once they wait for something.  Only the
 * guest sets it, and the host clears it while that thread itself waits for a word.
 */
#ifndef WASIX_PYTHON_STANDING_THREAD_H
#define WASIX_PYTHON_STANDING_THREAD_H

#include <stdint.h>

extern uint32_t wasix_standing_thread;

#endif
