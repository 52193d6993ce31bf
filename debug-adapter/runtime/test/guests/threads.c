/* What threads need of a host: their own stack and variables, locks, and an end. */
#include <assert.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <wasi/api_wasix.h>

enum { THREADS = 4, ROUNDS = 500 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static _Thread_local int mine;
static int total;
static int turn;

/* Keeps what is its own while others run, however deep it is. */
static void
dig(int number, int depth)
{
    volatile char here[64];
    memset((void *)here, number, sizeof here);
    if (depth > 0) {
        dig(number, depth - 1);
    }
    sched_yield();
    for (size_t i = 0; i < sizeof here; i++) {
        assert(here[i] == number);
    }
    assert(mine == number);
}

static void *
work(void *argument)
{
    int number = (int)(size_t)argument;
    mine = number;
    for (int round = 0; round < ROUNDS; round++) {
        pthread_mutex_lock(&lock);
        int before = total;
        sched_yield();
        total = before + 1;
        pthread_mutex_unlock(&lock);
        dig(number, round % 10);
    }
    return argument;
}

static void *
take_turns(void *argument)
{
    int number = (int)(size_t)argument;
    pthread_mutex_lock(&lock);
    for (int round = 0; round < ROUNDS; round++) {
        while (turn % THREADS != number) {
            pthread_cond_wait(&changed, &lock);
        }
        turn++;
        pthread_cond_broadcast(&changed);
    }
    pthread_mutex_unlock(&lock);
    return argument;
}

static void
run(void *(*function)(void *))
{
    pthread_t threads[THREADS];
    for (size_t i = 0; i < THREADS; i++) {
        assert(pthread_create(&threads[i], NULL, function, (void *)i) == 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        void *result;
        assert(pthread_join(threads[i], &result) == 0);
        assert(result == (void *)i);
    }
}

static void *
leave_early(void *argument)
{
    pthread_exit(argument);
}

/* Ends far from where it began, and leaves nothing there for who comes after it. */
static void
descend(volatile char *above, int depth)
{
    volatile char here[1000];
    here[0] = *above;
    if (depth == 0) {
        pthread_exit((void *)(size_t)here[0]);
    }
    descend(here, depth - 1);
    *above = here[0];
}

static void *
leave_from_below(void *argument)
{
    volatile char number = (char)(size_t)argument;
    descend(&number, 50);
    return NULL;
}

/* Is there still when the program ends. */
static void *
stay(void *argument)
{
    sem_post((sem_t *)argument);
    sleep(1000);
    return NULL;
}

#ifndef AT_ONCE
static uint32_t word;
static volatile sig_atomic_t taken;

static void
take(int signal)
{
    taken = signal;
}

/* Tells whether its wait for the word was ended by who wakes. */
static void *
wait_for_word(void *argument)
{
    static const __wasi_option_timestamp_t never = {.tag = __WASI_OPTION_NONE};
    __wasi_bool_t is_woken = __WASI_BOOL_FALSE;
    assert(__wasi_futex_wait(&word, 0, &never, &is_woken) == 0);
    *(int *)argument = is_woken == __WASI_BOOL_TRUE;
    return NULL;
}

static void
wake_one(void)
{
    __wasi_bool_t has_woken;
    assert(__wasi_futex_wake(&word, &has_woken) == 0);
    assert(has_woken == __WASI_BOOL_TRUE);
}

/* A wake-up that finds a thread which a signal is about to wake counts, or none would see it. */
static void
wake_with_signal(void)
{
    pthread_t threads[2];
    int were_woken[2] = {0, 0};
    signal(SIGUSR1, take);
    for (size_t i = 0; i < 2; i++) {
        assert(pthread_create(&threads[i], NULL, wait_for_word, &were_woken[i]) == 0);
        sched_yield();
    }
    pthread_kill(threads[0], SIGUSR1);
    wake_one();
    /* It may have been awake by then, and the other one gets it. */
    for (int round = 0; round < ROUNDS && !were_woken[0] && !were_woken[1]; round++) {
        usleep(1000);
    }
    assert(taken == SIGUSR1);
    assert(were_woken[0] + were_woken[1] == 1);
    if (were_woken[0]) {
        wake_one();
    }
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    assert(were_woken[1]);
}

static int is_over;

static void *
run_until_over(void *argument)
{
    mine = (int)(size_t)argument;
    while (!is_over) {
        sched_yield();
        assert(mine == (int)(size_t)argument);
    }
    return NULL;
}

/* One takes a signal while others are ready, too: none runs at the same time. */
static void
interrupt_by_turns(void)
{
    pthread_t threads[THREADS];
    signal(SIGUSR1, take);
    for (size_t i = 0; i < THREADS; i++) {
        assert(pthread_create(&threads[i], NULL, run_until_over, (void *)i) == 0);
    }
    for (int round = 0; round < ROUNDS; round++) {
        taken = 0;
        pthread_kill(threads[round % THREADS], SIGUSR1);
        while (!taken) {
            sched_yield();
        }
    }
    is_over = 1;
    for (size_t i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
    }
}
#else
static atomic_int arrived;

/* Ends only if others run meanwhile: it makes no system call. */
static void *
meet(void *argument)
{
    arrived++;
    while (arrived < THREADS) {
    }
    return argument;
}
#endif

int
main(void)
{
    run(work);
    assert(total == THREADS * ROUNDS);
    run(take_turns);
    assert(turn == THREADS * ROUNDS);
    run(leave_early);
    for (int round = 0; round < ROUNDS; round++) {
        run(leave_from_below);
    }

#ifdef AT_ONCE
    run(meet);
#else
    wake_with_signal();
    interrupt_by_turns();
#endif

    sem_t begun;
    sem_init(&begun, 0, 0);
    pthread_t left;
    assert(pthread_create(&left, NULL, stay, &begun) == 0);
    sem_wait(&begun);
    puts("done");
    return 0;
}
