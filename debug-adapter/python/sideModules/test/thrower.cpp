/* A library without Python, which the extension module catcher needs. */
#include "thrower.hpp"

namespace thrower {

constinit thread_local int depth = 1;
thread_local std::string thread_name = std::string("thread with depth ") + std::to_string(depth);

Failure::Failure(const std::string &message, int code) : std::runtime_error(message), code_(code) {}

Failure::~Failure() = default;

int Failure::code() const noexcept {
    return code_;
}

void throw_failure(int code) {
    throw Failure("failure " + std::to_string(code), code);
}

void throw_trouble(int size) {
    throw Trouble(size);
}

int ticket_of_library() {
    return next_ticket();
}

std::string *text_of_library() {
    return &shared_text;
}

void run_guarded(Action action, void *argument, int &count) {
    Guard guard(count), deeper(depth);
    action(argument);
}

std::string describe_throw(Action action, void *argument) {
    try {
        action(argument);
    } catch (const Trouble &trouble) {
        return "trouble of size " + std::to_string(trouble.size);
    } catch (const std::out_of_range &error) {
        return std::string("out of range");
    } catch (const std::exception &error) {
        return error.what();
    } catch (int number) {
        return "number " + std::to_string(number);
    } catch (...) {
        return "something";
    }
    return "nothing";
}

}  // namespace thrower
