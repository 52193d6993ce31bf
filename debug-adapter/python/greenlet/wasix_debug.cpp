/*
 * What a debugger needs of greenlet and a program does not: which WASIX context
 * belongs to which greenlet, how control last came to it, and hooks of its own
 * beside greenlet.settrace().
 */
#ifndef GREENLET_WASIX_DEBUG_CPP
#define GREENLET_WASIX_DEBUG_CPP

#include "TGreenlet.hpp"
#include "wasix_context.hpp"

namespace greenlet {

/* Owned; null when there is none. */
static PyObject* wasix_switch_hook = nullptr;
static PyObject* wasix_creation_hook = nullptr;

/* Calls a hook with tracing suspended, whatever exception is on its way. */
template <typename... Arguments>
static void
wasix_call_hook(PyObject* hook, Arguments... arguments)
{
    // The hook may take itself off.
    const OwnedObject callable = OwnedObject::owning(hook);
    PyObject* pending = PyErr_GetRaisedException();
    PyThreadState* const tstate = PyThreadState_GET();
    PyThreadState_EnterTracing(tstate);
    PyObject* const result =
        PyObject_CallFunctionObjArgs(callable.borrow(), arguments..., nullptr);
    PyThreadState_LeaveTracing(tstate);
    if (result == nullptr) {
        PyErr_WriteUnraisable(callable.borrow());
    }
    Py_XDECREF(result);
    PyErr_SetRaisedException(pending);
}

/* Runs for every new greenlet; null when there is no memory for one. */
static void
wasix_created(PyGreenlet* greenlet)
{
    if (greenlet != nullptr && wasix_creation_hook != nullptr && !Py_IsFinalizing()) {
        wasix_call_hook(wasix_creation_hook, reinterpret_cast<PyObject*>(greenlet));
    }
}

/* Runs in the target of every switch as soon as Python code may run again. */
inline void
Greenlet::wasix_arrive(bool by_throw, const BorrowedGreenlet& origin)
{
    this->wasix_context.note_arrival(origin->wasix_context);
    this->wasix_context.measure_recursion();
    // A greenlet cannot destroy its own context while it makes its last
    // switch, so whoever runs next does.
    if (!origin->active()) {
        origin->wasix_context.destroy();
    }
    if (wasix_switch_hook != nullptr && !Py_IsFinalizing()) {
        const auto& event = by_throw ? mod_globs->event_throw : mod_globs->event_switch;
        wasix_call_hook(wasix_switch_hook, event.borrow(), origin.borrow_o(),
                        this->self().borrow_o());
    }
}

} // namespace greenlet

PyDoc_STRVAR(green_wasix_context_id_doc,
"The id of the WASIX context that runs this greenlet: 0 for a main greenlet,\n"
"None for a greenlet that has not started or is dead.");

static PyObject*
green_get_wasix_context_id(PyGreenlet* self, void* Py_UNUSED(closure))
{
    const greenlet::Greenlet* implementation = self->pimpl;
    const greenlet::WasixContext& context = implementation->wasix_context;
    if (implementation->was_running_in_dead_thread()
        || !(implementation->main() || context.exists())) {
        Py_RETURN_NONE;
    }
    return PyLong_FromUnsignedLongLong(context.id());
}

PyDoc_STRVAR(green_wasix_history_doc,
"(context_id, resumptions, switcher): the id of the context that runs or ran\n"
"this greenlet, how often control has come to it, and the id of the context\n"
"from which it came last. 0 is the main context; the ids are None for a greenlet\n"
"that has not started.");

static PyObject*
green_get_wasix_history(PyGreenlet* self, void* Py_UNUSED(closure))
{
    const greenlet::Greenlet* implementation = self->pimpl;
    const greenlet::WasixContext& context = implementation->wasix_context;
    if (context.arrivals() == 0 && !implementation->main()) {
        return Py_BuildValue("OiO", Py_None, 0, Py_None);
    }
    return Py_BuildValue("KKK", static_cast<unsigned long long>(context.last_id()),
                         static_cast<unsigned long long>(context.arrivals()),
                         static_cast<unsigned long long>(context.switcher()));
}

PyDoc_STRVAR(green_wasix_run_name_doc,
"The qualified name of what this greenlet runs or ran; None before it starts.");

static PyObject*
green_get_wasix_run_name(PyGreenlet* self, void* Py_UNUSED(closure))
{
    PyObject* const name = self->pimpl->wasix_context.run_name();
    return Py_NewRef(name != nullptr ? name : Py_None);
}

PyDoc_STRVAR(mod_wasix_continuations_doc,
"wasix_continuations() -> [(context_id, greenlet), ...]\n"
"\n"
"Returns the greenlets of the calling thread that own a WASIX context, the\n"
"running one included and the main greenlet not, in the order of their start.");

static PyObject*
mod_wasix_continuations(PyObject* Py_UNUSED(module), PyObject* Py_UNUSED(noargs))
{
    using greenlet::WasixContext;
    PyObject* continuations = PyList_New(0);
    if (continuations == nullptr) {
        return nullptr;
    }
    // No Python code runs in this loop (the collector waits for the next
    // bytecode), so the chain of contexts stays as it is.
    for (WasixContext* context = WasixContext::first(); context; context = context->next()) {
        if (!context->belongs_to_current_thread()) {
            continue;
        }
        PyObject* entry = Py_BuildValue("KO",
                                        static_cast<unsigned long long>(context->id()),
                                        context->greenlet()->self().borrow_o());
        if (entry == nullptr || PyList_Append(continuations, entry) < 0) {
            Py_XDECREF(entry);
            Py_DECREF(continuations);
            return nullptr;
        }
        Py_DECREF(entry);
    }
    return continuations;
}

PyDoc_STRVAR(mod_wasix_set_switch_hook_doc,
"wasix_set_switch_hook(hook, /)\n"
"\n"
"Call hook(event, origin, target) after every switch, in the target, before\n"
"what greenlet.settrace() has set and independent of it, in all threads, until\n"
"the interpreter is torn down. event is 'switch' or 'throw'. The hook runs with\n"
"tracing suspended and must not switch; an exception in it goes to\n"
"sys.unraisablehook. None takes it off.");

/* Replaces a hook by a callable, or takes it off for None. */
static PyObject*
wasix_set_hook(PyObject*& hook, PyObject* wanted)
{
    if (wanted != Py_None && !PyCallable_Check(wanted)) {
        PyErr_Format(PyExc_TypeError, "a hook must be callable or None, not %T", wanted);
        return nullptr;
    }
    Py_XSETREF(hook, wanted == Py_None ? nullptr : Py_NewRef(wanted));
    Py_RETURN_NONE;
}

static PyObject*
mod_wasix_set_switch_hook(PyObject* Py_UNUSED(module), PyObject* hook)
{
    return wasix_set_hook(greenlet::wasix_switch_hook, hook);
}

PyDoc_STRVAR(mod_wasix_set_creation_hook_doc,
"wasix_set_creation_hook(hook, /)\n"
"\n"
"Call hook(greenlet) whenever a greenlet is made, before its __init__, in all\n"
"threads, by the rules of the switch hook. None takes it off.");

static PyObject*
mod_wasix_set_creation_hook(PyObject* Py_UNUSED(module), PyObject* hook)
{
    return wasix_set_hook(greenlet::wasix_creation_hook, hook);
}

#endif
