/* What the library thrower offers: exceptions, and functions that throw and catch. */
#pragma once

#include <stdexcept>
#include <string>

namespace thrower {

/* The library alone has its typeinfo and its table of virtual functions. */
class Failure : public std::runtime_error {
public:
    Failure(const std::string &message, int code);
    ~Failure() override;
    virtual int code() const noexcept;

private:
    int code_;
};

/* Every module that uses it has its typeinfo, and all are to be one. */
struct Trouble : std::exception {
    explicit Trouble(int size) : size(size) {}
    const char *what() const noexcept override { return "trouble"; }
    int size;
};

/* Likewise the variable in it. */
inline int next_ticket() {
    static int ticket = 0;
    return ++ticket;
}

/* Initialised by a constructor of whichever module comes first, once. */
inline std::string shared_text = "shared";

/* Counts its instances: none may be left when an exception has passed. */
class Guard {
public:
    explicit Guard(int &count) : count_(count) { ++count_; }
    Guard(const Guard &) = delete;
    ~Guard() { --count_; }

private:
    int &count_;
};

/* A variable of each thread that other modules read directly; the second by a function. */
extern constinit thread_local int depth;
extern thread_local std::string thread_name;

using Action = void (*)(void *argument);

[[noreturn]] void throw_failure(int code);
[[noreturn]] void throw_trouble(int size);
int ticket_of_library();
std::string *text_of_library();
/* Runs an action below guards of `depth` and of a count; lets through what it throws. */
void run_guarded(Action action, void *argument, int &count);
/* Runs an action and says what it threw, in words. */
std::string describe_throw(Action action, void *argument);

}  // namespace thrower
