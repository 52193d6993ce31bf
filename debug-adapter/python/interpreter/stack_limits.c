/*
 * Where the stack of a thread or a greenlet ends, for a CPython that measures a recursion in C by
 * addresses (3.14).
 *
 * WebAssembly code has two stacks.  Addresses are those of the shadow stack, on which only variables
 * stand whose address is taken; return addresses and all others are on the engine's stack, which code
 * cannot measure, and whose end the program does not survive.  So a function that asks for its depth takes
 * WASIX_ENGINES_PART of the shadow stack (see edits314.ts), and less of that may be used than there is: as
 * much as the deepest recursion takes while the engine's stack has room (deepRecursion.test.ts).
 */
#define _GNU_SOURCE
#include <pthread.h>

/* In bytes. */
enum {
    DEEPEST_IN_THREAD = 1 << 20,
    /* A greenlet has an engine's stack of its own, of which V8 makes good use of a megabyte (engine.ts). */
    DEEPEST_IN_GREENLET = 1 << 19,
    LEAST_OF_GREENLET = 1 << 16,
};

/* The main thread's, by the linker. */
extern char __stack_low, __stack_high;

static void
find_stack(unsigned long *lowest, unsigned long *top)
{
    pthread_attr_t attributes;
    void *start;
    size_t size;
    /* Fails in the main thread, of whose stack libc does not know. */
    if (pthread_getattr_np(pthread_self(), &attributes) != 0
        || pthread_attr_getstack(&attributes, &start, &size) != 0) {
        *lowest = (unsigned long)&__stack_low;
        *top = (unsigned long)&__stack_high;
        return;
    }
    *lowest = (unsigned long)start;
    *top = *lowest + size;
}

void
wasix_python_stack_limits(unsigned long *base, unsigned long *top)
{
    unsigned long lowest;
    find_stack(&lowest, top);
    *base = *top - lowest < DEEPEST_IN_THREAD ? lowest : *top - DEEPEST_IN_THREAD;
}

/* How many bytes of the calling thread's shadow stack a greenlet may use that begins at an address;
 * 0 when there is no room for one. */
unsigned long
wasix_python_room_for_greenlet(unsigned long top)
{
    unsigned long lowest, top_of_thread;
    find_stack(&lowest, &top_of_thread);
    unsigned long room = top - lowest;
    if (room < LEAST_OF_GREENLET) {
        return 0;
    }
    return room < DEEPEST_IN_GREENLET ? room : DEEPEST_IN_GREENLET;
}
