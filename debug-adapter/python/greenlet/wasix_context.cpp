#ifndef GREENLET_WASIX_CONTEXT_CPP
#define GREENLET_WASIX_CONTEXT_CPP

#include "wasix_context.hpp"

#include <cerrno>
#include <cstring>

namespace greenlet {

WasixContext* WasixContext::oldest = nullptr;
WasixContext* WasixContext::newest = nullptr;

/* The errors that a WASIX host gives by the name its documentation uses. */
static const char*
wasix_error_name(int error) noexcept
{
    switch (error) {
    case EAGAIN: return "EAGAIN";
    case EINVAL: return "EINVAL";
    case ENOMEM: return "ENOMEM";
    case ENOSYS: return "ENOSYS";
    case ENOTSUP: return "ENOTSUP";
    default: return strerror(error);
    }
}

int
WasixContext::create(void (*entry)(void)) noexcept
{
    assert(!this->exists());
    char* const top = static_cast<char*>(__builtin_frame_address(0));
    this->stack_size = wasix_python_room_for_greenlet(reinterpret_cast<unsigned long>(top));
    if (this->stack_size == 0) {
        return ENOMEM;
    }
    this->stack = top - this->stack_size;
    wasix_context_id_t created;
    if (wasix_context_create(&created, entry) != 0) {
        return errno;
    }
    this->context = this->last_context = created;
    this->thread_id = PyThreadState_GetID(PyThreadState_GET());
    this->link();
    return 0;
}

void
WasixContext::set_run_name(PyObject* run) noexcept
{
    PyObject* found = nullptr;
    if (PyObject_GetOptionalAttrString(run, "__qualname__", &found) < 0) {
        PyErr_Clear();
    }
    // Only a string is sure to refer to nothing else.
    if (found != nullptr && !PyUnicode_CheckExact(found)) {
        Py_CLEAR(found);
    }
    Py_XSETREF(this->name, found);
}

void
WasixContext::destroy() noexcept
{
    if (!this->exists()) {
        return;
    }
    const wasix_context_id_t destroyed = this->context;
    const bool is_reachable = this->belongs_to_current_thread();
    this->unlink();
    this->context = wasix_context_main;

    // Contexts end with their thread, and another thread may well have one
    // with the same id: there is nothing to destroy from here.
    if (!is_reachable || wasix_context_destroy(destroyed) == 0) {
        return;
    }
    const int error = errno;
    PyObject* pending = PyErr_GetRaisedException();
    PyErr_Format(PyExc_RuntimeError,
                 "greenlet: the host could not destroy context %llu (%s); "
                 "its stack stays allocated until the thread ends",
                 static_cast<unsigned long long>(destroyed), wasix_error_name(error));
    PyErr_WriteUnraisable(nullptr);
    PyErr_SetRaisedException(pending);
}

void
WasixContext::measure_recursion() const noexcept
{
#if GREENLET_PY314
    PyThreadState* const tstate = PyThreadState_GET();
    if (this->exists()) {
        (void)PyUnstable_ThreadState_SetStackProtection(tstate, this->stack, this->stack_size);
    }
    else {
        PyUnstable_ThreadState_ResetStackProtection(tstate);
    }
#endif
}

bool
WasixContext::belongs_to_current_thread() const noexcept
{
    PyThreadState* current = PyThreadState_GetUnchecked();
    return current != nullptr && PyThreadState_GetID(current) == this->thread_id;
}

void
WasixContext::link() noexcept
{
    this->older_neighbour = WasixContext::newest;
    (this->older_neighbour ? this->older_neighbour->newer_neighbour
                           : WasixContext::oldest) = this;
    WasixContext::newest = this;
}

void
WasixContext::unlink() noexcept
{
    (this->older_neighbour ? this->older_neighbour->newer_neighbour
                           : WasixContext::oldest) = this->newer_neighbour;
    (this->newer_neighbour ? this->newer_neighbour->older_neighbour
                           : WasixContext::newest) = this->older_neighbour;
    this->older_neighbour = nullptr;
    this->newer_neighbour = nullptr;
}

} // namespace greenlet

#endif
