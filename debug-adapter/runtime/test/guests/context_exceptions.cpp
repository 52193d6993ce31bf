/*
 * An exception that leaves a context's entrypoint is thrown again in the main
 * context; the context is terminated then (wasix/context.h).
 */
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <wasix/context.h>

namespace {

wasix_context_id_t context;

void require(bool condition, const char *what)
{
    if (!condition) {
        std::fprintf(stderr, "%s (errno %d)\n", what, errno);
        std::exit(1);
    }
}

void throw_at_once()
{
    throw 42;
}

struct Witness {
    ~Witness() { std::puts("a destructor of the destroyed context ran"); }
};

void sleep_with_a_destructor()
{
    Witness witness;
    wasix_context_switch(wasix_context_main);
}

} // namespace

int main()
{
    require(wasix_context_create(&context, throw_at_once) == 0, "create");
    try {
        wasix_context_switch(context);
        require(false, "the switch returned");
    }
    catch (int number) {
        require(number == 42, "another exception arrived");
    }
    errno = 0;
    require(wasix_context_switch(context) == -1 && errno == EINVAL, "a terminated context went on");
    require(wasix_context_destroy(context) == 0, "a terminated context was not destroyed");
    require(wasix_context_destroy(context) == 0, "destroying again failed");

    require(wasix_context_create(&context, sleep_with_a_destructor) == 0, "create");
    require(wasix_context_switch(context) == 0, "switch");
    require(wasix_context_destroy(context) == 0, "destroy");

    wasix_context_id_t other;
    require(wasix_context_create(&other, sleep_with_a_destructor) == 0, "create");
    require(wasix_context_switch(other) == 0, "switch");
    std::puts("done");
    return 0;
}
