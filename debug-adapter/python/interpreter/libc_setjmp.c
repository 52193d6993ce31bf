/*
 * What clang makes of setjmp and longjmp with WebAssembly's exceptions
 * (-fwasm-exceptions -mllvm -wasm-enable-sjlj), for modules that are loaded
 * while Python runs; wasix-libc does not have it. A jump is an exception with
 * the tag __c_longjmp, which each function catches that has called setjmp. The
 * names are those that LLVM's pass WebAssemblyLowerEmscriptenEHSjLj calls.
 */
#include <stdint.h>

#define FOR_MODULES __attribute__((visibility("default")))

/* Of the tag __c_longjmp among those that clang knows. */
enum { LONGJMP_TAG = 1 };

/* What is thrown points to it, and the code that clang makes reads it. */
struct argument {
    void *buffer;
    int value;
};

/* A jmp_buf, which has more room. */
struct buffer {
    /* A place in the frame of the function that has called setjmp. */
    void *invocation;
    /* Which of its calls that was, from 1 on. */
    uint32_t label;
    struct argument argument;
};

FOR_MODULES void
__wasm_setjmp(struct buffer *buffer, uint32_t label, void *invocation)
{
    buffer->invocation = invocation;
    buffer->label = label;
}

FOR_MODULES uint32_t
__wasm_setjmp_test(struct buffer *buffer, void *invocation)
{
    return buffer->invocation == invocation ? buffer->label : 0;
}

FOR_MODULES void
__wasm_longjmp(struct buffer *buffer, int value)
{
    buffer->argument.buffer = buffer;
    /* setjmp returns 0 by itself only. */
    buffer->argument.value = value == 0 ? 1 : value;
    __builtin_wasm_throw(LONGJMP_TAG, &buffer->argument);
}
