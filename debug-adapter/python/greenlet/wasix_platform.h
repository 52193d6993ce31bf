/*
 * The platform's part of a switch (greenlet's slp_platformselect.h includes it).
 *
 * On other platforms slp_switch() returns twice: with 1 in a greenlet that is
 * started, with 0 in one that is resumed.  A Wasm stack cannot be started in the
 * middle of a function, so here a started greenlet begins at
 * UserGreenlet::wasix_entry() and slp_switch() only ever returns as the
 * greenlet that called it.
 */
#define STACK_REFPLUS 1

#ifdef SLP_EVAL
#define STACK_MAGIC 0

/* slp_switch() did not switch and nothing on either stack has changed; errno
 * says why.  Told apart from -1, which upstream's own tests provoke. */
#define WASIX_SWITCH_REFUSED (-2)

static inline char*
wasix_shadow_stack_pointer(void)
{
    char* pointer;
    __asm__ volatile(".globaltype __stack_pointer, i32\n\t"
                     "global.get __stack_pointer\n\t"
                     "local.set %0"
                     : "=r"(pointer));
    return pointer;
}

static inline void
wasix_set_shadow_stack_pointer(char* pointer)
{
    __asm__ volatile("local.get %0\n\t"
                     "global.set __stack_pointer"
                     :
                     : "r"(pointer)
                     : "memory");
}

static int
slp_switch(void)
{
    char* const shadow_stack = wasix_shadow_stack_pointer();
    if (slp_save_state_trampoline(shadow_stack)) {
        errno = ENOMEM;
        return WASIX_SWITCH_REFUSED;
    }
    const int result = wasix_context_switch(switching_thread_state->wasix_context.id());
    /* shadow_stack is a Wasm local: the engine kept it.  Who switched to us
     * left its own shadow stack pointer and contents behind. */
    wasix_set_shadow_stack_pointer(shadow_stack);
    if (result != 0) {
        return WASIX_SWITCH_REFUSED;
    }
    slp_restore_state_trampoline();
    return 0;
}

#endif
