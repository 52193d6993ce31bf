/*
 * Starting and switching greenlets on WASIX contexts: what greenlet's own
 * g_initialstub() and g_switchstack() leave to the port.
 */
#ifndef GREENLET_WASIX_SWITCH_CPP
#define GREENLET_WASIX_SWITCH_CPP

#include <cerrno>
#include <utility>

#include "TGreenlet.hpp"
#include "wasix_context.hpp"

namespace greenlet {

/* The callable of the greenlet that is being started.  Like
 * switching_thread_state it only means something in the course of a switch. */
static PyObject* wasix_starting_run = nullptr;

/* Raises, in the greenlet that called switch() or throw().  `on_its_way` is the
 * exception that throw() was to raise in the target, or null; it becomes the
 * context of the new one.  Steals it. */
template <typename... Arguments>
[[noreturn]] static void
wasix_raise(PyObject* on_its_way, PyObject* type, const char* format, Arguments... arguments)
{
    PyErr_Format(type, format, arguments...);
    if (on_its_way != nullptr) {
        PyObject* error = PyErr_GetRaisedException();
        PyException_SetContext(error, on_its_way);
        PyErr_SetRaisedException(error);
    }
    throw PyErrOccurred::from_current();
}

[[noreturn]] static void
wasix_raise_creation_error(int error)
{
    PyObject* const on_its_way = PyErr_GetRaisedException();
    if (error == EAGAIN || error == ENOMEM) {
        wasix_raise(on_its_way, PyExc_MemoryError,
                    "greenlet: the host has no room for another context (%s); let finished "
                    "greenlets go or keep fewer suspended ones",
                    wasix_error_name(error));
    }
    wasix_raise(on_its_way, PyExc_RuntimeError,
                "greenlet: the host could not create a context (%s); run this program on a "
                "host that has the WASIX context calls",
                wasix_error_name(error));
}

Greenlet::switchstack_result_t
UserGreenlet::wasix_first_switch(PyObject* run)
{
    try {
        if (const int error = this->wasix_context.create(&UserGreenlet::wasix_entry)) {
            wasix_raise_creation_error(error);
        }
        this->wasix_context.set_run_name(run);
        wasix_starting_run = run;
        switchstack_result_t result = this->g_switchstack();
        // Back in the origin: this greenlet may be gone, unless it never ran.
        if (result.status < 0) {
            this->wasix_context.destroy();
        }
        return result;
    }
    catch (const PyErrOccurred&) {
        // Pending again, as g_initialstub() does for its own failures.
        wasix_starting_run = nullptr;
        this->wasix_context.destroy();
        this->stack_state = StackState();
        this->_main_greenlet.CLEAR();
        this->release_args();
        throw;
    }
}

/* Where a context starts: the end of g_switchstack() and the branch of
 * g_initialstub() that other platforms reach by returning twice. */
void
UserGreenlet::wasix_entry()
{
    UserGreenlet* const self = static_cast<UserGreenlet*>(switching_thread_state);
    switching_thread_state = nullptr;
    PyObject* const run = std::exchange(wasix_starting_run, nullptr);
    OwnedGreenlet origin = self->g_switchstack_success();
    try {
        self->inner_bootstrap(origin.relinquish_ownership(), run);
    }
    catch (const std::exception& error) {
        Py_FatalError((std::string("greenlet: Unhandled C++ exception: ") + error.what()).c_str());
    }
    Py_FatalError("greenlet: a greenlet came back from its last switch");
}

void
StackState::wasix_drop_copy() noexcept
{
    this->free_stack_copy();
}

/* After a switch to this greenlet that did not happen: gives the origin, which
 * never stopped running, its state back, and raises in it. */
void
Greenlet::wasix_undo_switch()
{
    const int error = errno;
    PyObject* const on_its_way = PyErr_GetRaisedException();
    switching_thread_state = nullptr;
    // Const, because a ThreadState that may change runs clean-up code.
    const ThreadState& thread = *this->thread_state();
    const OwnedGreenlet origin = thread.get_current();
    PyThreadState* const tstate = PyThreadState_GET();

    // The origin's slice was copied; its bytes are still on the stack.  Slices
    // of others that were copied stay on the heap: their owners are suspended,
    // so both copies are and remain equal.
    origin->stack_state.wasix_drop_copy();
    origin->python_state >> tstate;
    origin->exception_state >> tstate;
    if (!this->active()) {
        // It was to be started and is pending again.
        this->stack_state = StackState();
    }
    this->release_args();

    if (error == ENOMEM) {
        wasix_raise(on_its_way, PyExc_MemoryError,
                    "greenlet: no memory to keep the stack of the greenlet that switches away");
    }
    if (error == EINVAL && !this->main() && this->active()) {
        // Like deactivate_and_free(), but the thread lives on: not "pending"
        // again but dead.
        this->stack_state.set_inactive();
        this->python_state.tp_clear(true);
        this->wasix_context.destroy();
        wasix_raise(on_its_way, mod_globs->PyExc_GreenletError,
                    "greenlet: the host no longer has the context of %R (EINVAL); it cannot be "
                    "resumed and is dead now",
                    this->self().borrow_o());
    }
    wasix_raise(on_its_way, mod_globs->PyExc_GreenletError,
                "greenlet: the host could not switch to the context of %R (%s); the target is "
                "as it was",
                this->self().borrow_o(), wasix_error_name(error));
}

} // namespace greenlet

#endif
