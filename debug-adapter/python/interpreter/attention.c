#define Py_BUILD_CORE 1
#include <Python.h>
#include <internal/pycore_ceval.h>
#include <internal/pycore_runtime.h>
#include <wasi/api.h>

#include "attention.h"

_Static_assert(sizeof(uintptr_t) == sizeof(uint32_t),
               "the host raises the eval breaker as one 32-bit word");

struct wasix_attention wasix_attention;

void
wasix_python_publish_attention(void)
{
    /* The main thread's state is part of the runtime's static storage, so the
     * address stays valid for as long as the module runs. */
    PyThreadState *main_thread = PyThreadState_Get();
    wasix_attention.word = (uint32_t *)&main_thread->eval_breaker;
    wasix_attention.mask = _PY_SIGNALS_PENDING_BIT;
}

void
wasix_python_poll_signals(void)
{
    /* CPython asks often: between chunks of a read, while it parses a number.
     * It is the main thread whose attention is wanted. */
    if (__atomic_load_n(&wasix_attention.is_wanted, __ATOMIC_RELAXED) != 0
        && PyThread_get_thread_ident() == _PyRuntime.main_thread) {
        __atomic_store_n(&wasix_attention.is_wanted, 0, __ATOMIC_RELAXED);
        (void)__wasi_sched_yield();
    }
}
