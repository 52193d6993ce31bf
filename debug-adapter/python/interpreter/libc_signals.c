/*
 * Tells the host which signals the program takes.  wasix-libc keeps that to itself, and a host
 * whose own system can end a program that is busy had better let it, as long as that is what the
 * program would do.
 */
#include <signal.h>
#include <stdint.h>
#include <wasi/api.h>

#include "scheduling.h"

/* What the library's `sigaction` is another name of. */
extern int __sigaction(int, const struct sigaction *restrict, struct sigaction *restrict);

enum { BITS = 32 };

int
sigaction(int signal, const struct sigaction *restrict new, struct sigaction *restrict old)
{
    int result = __sigaction(signal, new, old);
    if (result == 0 && new != NULL && signal < BITS) {
        uint32_t bit = UINT32_C(1) << signal;
        if (new->sa_handler != SIG_DFL) {
            wasix_scheduling.taken_signals |= bit;
        }
        else {
            wasix_scheduling.taken_signals &= ~bit;
        }
        /* From here on: the host looks now. */
        (void)__wasi_sched_yield();
    }
    return result;
}
