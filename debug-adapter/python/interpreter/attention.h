/*
 * The attention word: how a host gets a busy guest to make a system call.
 *
 * The module exports the data symbol `wasix_attention`.  When a signal is
 * pending, the host stores 1 in `is_wanted` and atomically ORs `mask` into the
 * 32-bit word at `word` (unless `word` is null); the guest clears `is_wanted`
 * and calls the host within a few bytecodes.
 *
 * While `standing_thread` is not 0, the host keeps all threads but the one with
 * that id from going on, once they wait for something.  The guest sets it, and
 * notifies it when it is 0 again.
 */
#ifndef WASIX_PYTHON_ATTENTION_H
#define WASIX_PYTHON_ATTENTION_H

#include <stdint.h>

struct wasix_attention {
    uint32_t *word;
    uint32_t mask;
    uint32_t is_wanted;
    uint32_t standing_thread;
};

extern struct wasix_attention wasix_attention;

/* Points the attention word at the calling thread's eval breaker. The thread
 * must be the interpreter's main thread and hold the GIL. */
void wasix_python_publish_attention(void);

#endif
