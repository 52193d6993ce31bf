/*
 * Contexts, sentence by sentence of wasix/context.h. The first argument names
 * the scenario; a scenario that finds what it expects exits with 0.
 */
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wasix/context.h>

#include "scenarios.h"

static wasix_context_id_t first;
static wasix_context_id_t second;
static int steps;

static void
create(wasix_context_id_t *context, void (*entrypoint)(void))
{
    CHECK(wasix_context_create(context, entrypoint) == 0);
}

static void
switch_to(wasix_context_id_t context)
{
    CHECK(wasix_context_switch(context) == 0);
}

/* Goes back to the main context whenever it is resumed. */
static void
count_resumptions(void)
{
    for (;;) {
        steps++;
        switch_to(wasix_context_main);
    }
}

/* ---- creation ---- */

static void
a_new_context_waits_before_its_entrypoint(void)
{
    create(&first, count_resumptions);
    CHECK(steps == 0);
    CHECK(first != wasix_context_main);
    switch_to(first);
    CHECK(steps == 1);
}

static int
takes_and_returns_an_int(int number)
{
    return number;
}

static void
an_entrypoint_must_be_a_function_of_the_right_type(void)
{
    CHECK_FAILS(wasix_context_create(&first, (void (*)(void))0), EINVAL);
    CHECK_FAILS(wasix_context_create(&first, (void (*)(void))0x7fffffff), EINVAL);
    CHECK_FAILS(wasix_context_create(&first, (void (*)(void))takes_and_returns_an_int), EINVAL);
}

static void
an_inaccessible_context_id_is_a_memory_error(void)
{
    CHECK_FAILS(wasix_context_create((wasix_context_id_t *)0xfffffff0, count_resumptions), EFAULT);
}

/* ---- switching ---- */

static void
a_context_goes_on_where_it_was_suspended(void)
{
    create(&first, count_resumptions);
    for (int expected = 1; expected <= 1000; expected++) {
        switch_to(first);
        CHECK(steps == expected);
    }
}

static void
switching_to_the_active_context_does_nothing(void)
{
    switch_to(wasix_context_main);
    create(&first, count_resumptions);
    switch_to(first);
    switch_to(wasix_context_main);
    CHECK(steps == 1);
}

static void
switch_to_itself_then_main(void)
{
    switch_to(first);
    steps = 1;
    switch_to(wasix_context_main);
}

static void
a_context_may_switch_to_itself(void)
{
    create(&first, switch_to_itself_then_main);
    switch_to(first);
    CHECK(steps == 1);
}

static void
only_suspended_contexts_can_be_resumed(void)
{
    create(&first, count_resumptions);
    CHECK(wasix_context_destroy(first) == 0);
    CHECK_FAILS(wasix_context_switch(first), EINVAL);
    CHECK_FAILS(wasix_context_switch(first + 1000), EINVAL);
    CHECK_FAILS(wasix_context_switch(UINT64_MAX), EINVAL);
}

static int
recurse_and_switch(int depth, wasix_context_id_t other)
{
    if (depth == 0) {
        switch_to(other);
        return 0;
    }
    return 1 + recurse_and_switch(depth - 1, other);
}

static void
recurse_in_first(void)
{
    CHECK(recurse_and_switch(100, second) == 100);
    switch_to(wasix_context_main);
}

static void
recurse_in_second(void)
{
    CHECK(recurse_and_switch(200, first) == 200);
    switch_to(first);
}

static void
contexts_have_independent_call_stacks(void)
{
    create(&first, recurse_in_first);
    create(&second, recurse_in_second);
    switch_to(first);
}

enum { CHAIN_LENGTH = 5000 };
static wasix_context_id_t chain[CHAIN_LENGTH];

static void
start_the_next(void)
{
    int self = steps++;
    switch_to(self + 1 < CHAIN_LENGTH ? chain[self + 1] : wasix_context_main);
    abort();
}

static void
contexts_that_start_one_another_do_not_nest(void)
{
    for (int index = 0; index < CHAIN_LENGTH; index++) {
        create(&chain[index], start_the_next);
    }
    switch_to(chain[0]);
    CHECK(steps == CHAIN_LENGTH);
}

/* ---- destruction ---- */

static void
destroying_again_does_nothing(void)
{
    create(&first, count_resumptions);
    switch_to(first);
    CHECK(wasix_context_destroy(first) == 0);
    CHECK(wasix_context_destroy(first) == 0);
    CHECK(wasix_context_destroy(first + 1000) == 0);
}

static void
try_to_destroy_main_and_itself(void)
{
    CHECK_FAILS(wasix_context_destroy(wasix_context_main), EINVAL);
    CHECK_FAILS(wasix_context_destroy(first), EINVAL);
    switch_to(wasix_context_main);
}

static void
main_and_active_contexts_cannot_be_destroyed(void)
{
    CHECK_FAILS(wasix_context_destroy(wasix_context_main), EINVAL);
    create(&first, try_to_destroy_main_and_itself);
    switch_to(first);
}

static void
note_cleanup(int *unused)
{
    (void)unused;
    steps = -1;
}

static void
sleep_with_a_cleanup(void)
{
    __attribute__((cleanup(note_cleanup))) int guard = 0;
    (void)guard;
    steps = 1;
    switch_to(wasix_context_main);
    steps = -2;
}

static void
nothing_of_a_destroyed_context_runs(void)
{
    create(&first, sleep_with_a_cleanup);
    switch_to(first);
    CHECK(wasix_context_destroy(first) == 0);
    /* The stack is unwound while somebody else waits. */
    create(&second, count_resumptions);
    steps = 0;
    switch_to(second);
    CHECK(steps == 1);
}

static void
many_short_lives(void)
{
    for (int life = 0; life < 200000; life++) {
        create(&first, count_resumptions);
        switch_to(first);
        CHECK(wasix_context_destroy(first) == 0);
    }
    CHECK(steps == 200000);
}

static void
as_many_as_there_is_room_for(void)
{
    long created = 0;
    while (wasix_context_create(&first, count_resumptions) == 0) {
        switch_to(first);
        created++;
    }
    CHECK(errno == EAGAIN);
    CHECK(steps == created);
    CHECK(wasix_context_destroy(first) == 0);
    create(&second, count_resumptions);
    switch_to(second);
    CHECK(steps == created + 1);
    printf("%ld contexts\n", created);
}

/* ---- endings ---- */

static void
return_at_once(void)
{
}

static void
a_context_that_returns_ends_main(void)
{
    create(&first, return_at_once);
    switch_to(first);
    printf("main went on\n");
}

static void
trap_at_once(void)
{
    __builtin_trap();
}

static void
a_context_that_traps_ends_main(void)
{
    create(&first, trap_at_once);
    switch_to(first);
    printf("main went on\n");
}

static void
exit_from_here(void)
{
    exit(7);
}

static void
a_context_may_exit(void)
{
    create(&first, exit_from_here);
    switch_to(first);
    printf("main went on\n");
}

static void
main_ends_while_others_sleep(void)
{
    create(&first, count_resumptions);
    create(&second, count_resumptions);
    switch_to(first);
}

/* ---- without an environment ---- */

static void
use_contexts_in_a_callback(int signal)
{
    (void)signal;
    wasix_context_id_t context;
    CHECK_FAILS(wasix_context_create(&context, count_resumptions), ENOTSUP);
    CHECK_FAILS(wasix_context_switch(first), ENOTSUP);
    CHECK_FAILS(wasix_context_destroy(first), ENOTSUP);
    steps = 1;
}

static void
a_callback_of_the_host_has_no_environment(void)
{
    create(&first, count_resumptions);
    signal(SIGUSR1, use_contexts_in_a_callback);
    raise(SIGUSR1);
    CHECK(steps == 1);
}

static const struct scenario scenarios[] = {
    SCENARIO(a_new_context_waits_before_its_entrypoint),
    SCENARIO(an_entrypoint_must_be_a_function_of_the_right_type),
    SCENARIO(an_inaccessible_context_id_is_a_memory_error),
    SCENARIO(a_context_goes_on_where_it_was_suspended),
    SCENARIO(switching_to_the_active_context_does_nothing),
    SCENARIO(a_context_may_switch_to_itself),
    SCENARIO(only_suspended_contexts_can_be_resumed),
    SCENARIO(contexts_have_independent_call_stacks),
    SCENARIO(contexts_that_start_one_another_do_not_nest),
    SCENARIO(destroying_again_does_nothing),
    SCENARIO(main_and_active_contexts_cannot_be_destroyed),
    SCENARIO(nothing_of_a_destroyed_context_runs),
    SCENARIO(many_short_lives),
    SCENARIO(as_many_as_there_is_room_for),
    SCENARIO(a_context_that_returns_ends_main),
    SCENARIO(a_context_that_traps_ends_main),
    SCENARIO(a_context_may_exit),
    SCENARIO(main_ends_while_others_sleep),
    SCENARIO(a_callback_of_the_host_has_no_environment),
};

int
main(int argc, char **argv)
{
    return run_scenario(scenarios, sizeof scenarios / sizeof *scenarios, argc, argv);
}
