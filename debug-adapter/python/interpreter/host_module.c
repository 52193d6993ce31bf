/*
 * _wasix_host: what this interpreter offers to a debugger that runs inside it.
 *
 * The functions here differ from os.read() and os.write() in one thing that
 * matters: they keep the GIL, so that while the debugger waits for a command
 * no other guest thread runs Python code.
 *
 * A message on a channel is a frame: its length as a 32-bit little-endian
 * number, then that many bytes.
 */
#define Py_BUILD_CORE 1
#include <Python.h>
#include <internal/pycore_ceval.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>
#include <wasi/api.h>

#include "host_module.h"
#include "scheduling.h"

enum { FRAME_HEADER_SIZE = 4 };

static PyObject *unhandled_exception_callback;

/* Reads exactly `size` bytes. Returns 1, 0 when nothing had arrived on a
 * non-blocking descriptor, or -1 with an exception set. */
static int
read_exactly(int fd, char *buffer, size_t size)
{
    size_t received = 0;
    while (received < size) {
        ssize_t count = read(fd, buffer + received, size - received);
        if (count > 0) {
            received += (size_t)count;
        }
        else if (count == 0) {
            PyErr_SetString(PyExc_EOFError, "the host closed the channel");
            return -1;
        }
        else if (errno == EAGAIN && received == 0) {
            return 0;
        }
        else if (errno != EINTR && errno != EAGAIN) {
            PyErr_SetFromErrno(PyExc_OSError);
            return -1;
        }
    }
    return 1;
}

static PyObject *
read_frame(int fd)
{
    unsigned char header[FRAME_HEADER_SIZE];
    int state = read_exactly(fd, (char *)header, sizeof header);
    if (state < 0) {
        return NULL;
    }
    if (state == 0) {
        Py_RETURN_NONE;
    }
    size_t length = (size_t)header[0] | (size_t)header[1] << 8
                    | (size_t)header[2] << 16 | (size_t)header[3] << 24;
    PyObject *frame = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)length);
    if (frame == NULL) {
        return NULL;
    }
    while ((state = read_exactly(fd, PyBytes_AS_STRING(frame), length)) == 0) {
    }
    if (state < 0) {
        Py_DECREF(frame);
        return NULL;
    }
    return frame;
}

PyDoc_STRVAR(receive_doc,
"receive(fd, /)\n--\n\n"
"Wait for the next message on channel fd and return it as bytes. Keeps the\n"
"GIL. Raises EOFError when the host closed the channel.");

static PyObject *
receive(PyObject *Py_UNUSED(module), PyObject *argument)
{
    int fd = PyLong_AsInt(argument);
    if (fd == -1 && PyErr_Occurred()) {
        return NULL;
    }
    return read_frame(fd);
}

PyDoc_STRVAR(try_receive_doc,
"try_receive(fd, /)\n--\n\n"
"Return the next message on channel fd, or None when none has arrived.");

static PyObject *
try_receive(PyObject *Py_UNUSED(module), PyObject *argument)
{
    int fd = PyLong_AsInt(argument);
    if (fd == -1 && PyErr_Occurred()) {
        return NULL;
    }
    int flags = fcntl(fd, F_GETFL);
    if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) < 0) {
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    PyObject *frame = read_frame(fd);
    (void)fcntl(fd, F_SETFL, flags);
    return frame;
}

PyDoc_STRVAR(send_doc,
"send(fd, message, /)\n--\n\n"
"Send a bytes-like message on channel fd. Keeps the GIL.");

static PyObject *
send_message(PyObject *Py_UNUSED(module), PyObject *args)
{
    int fd;
    Py_buffer message;
    if (!PyArg_ParseTuple(args, "iy*:send", &fd, &message)) {
        return NULL;
    }
    uint32_t length = (uint32_t)message.len;
    unsigned char header[FRAME_HEADER_SIZE] = {
        length & 0xff, length >> 8 & 0xff, length >> 16 & 0xff, length >> 24,
    };
    struct iovec parts[2] = {
        {.iov_base = header, .iov_len = sizeof header},
        {.iov_base = message.buf, .iov_len = length},
    };
    /* A channel takes a frame whole, so there is no partial write to finish. */
    ssize_t written;
    do {
        written = writev(fd, parts, 2);
    } while (written < 0 && errno == EINTR);
    PyBuffer_Release(&message);
    if (written < 0) {
        return PyErr_SetFromErrno(PyExc_OSError);
    }
    Py_RETURN_NONE;
}

/* Runs for every audit event of the process: everything but one name has to
 * leave at once. */
static int
audit(const char *event, PyObject *arguments, void *Py_UNUSED(data))
{
    if (unhandled_exception_callback == NULL
        || strcmp(event, "sys.excepthook") != 0) {
        return 0;
    }
    /* (hook, type, value, traceback) */
    PyObject *callback = Py_NewRef(unhandled_exception_callback);
    PyObject *exception = PyTuple_GetItem(arguments, 2);
    PyObject *result = exception ? PyObject_CallOneArg(callback, exception) : NULL;
    if (result == NULL) {
        PyErr_WriteUnraisable(callback);
    }
    Py_XDECREF(result);
    Py_DECREF(callback);
    return 0;
}

PyDoc_STRVAR(on_unhandled_exception_doc,
"on_unhandled_exception(callback, /)\n--\n\n"
"Call callback(exception) just before an exception that nobody handled goes to\n"
"sys.excepthook. Independent of what the program assigns to sys.excepthook.\n"
"None takes the callback off.");

static PyObject *
on_unhandled_exception(PyObject *Py_UNUSED(module), PyObject *callback)
{
    static int hook_is_installed;
    if (!hook_is_installed) {
        if (PySys_AddAuditHook(audit, NULL) < 0) {
            return NULL;
        }
        hook_is_installed = 1;
    }
    Py_XSETREF(unhandled_exception_callback,
               callback == Py_None ? NULL : Py_NewRef(callback));
    Py_RETURN_NONE;
}

/* How much deeper than the program a debugger may recurse while that stands. */
enum { DEBUGGER_DEPTH = 200 };

PyDoc_STRVAR(enter_debugger_doc,
"enter_debugger()\n--\n\n"
"Begin to run the debugger's code instead of the program's, in the calling\n"
"thread: without sys.monitoring, tracing and profiling events, and with room\n"
"to recurse even where the program has none left. Calls nest.");

static PyObject *
enter_debugger(PyObject *Py_UNUSED(module), PyObject *Py_UNUSED(noargs))
{
    PyThreadState *thread = PyThreadState_Get();
    PyThreadState_EnterTracing(thread);
    thread->py_recursion_remaining += DEBUGGER_DEPTH;
    Py_RETURN_NONE;
}

PyDoc_STRVAR(leave_debugger_doc,
"leave_debugger()\n--\n\nUndo one enter_debugger().");

static PyObject *
leave_debugger(PyObject *Py_UNUSED(module), PyObject *Py_UNUSED(noargs))
{
    PyThreadState *thread = PyThreadState_Get();
    thread->py_recursion_remaining -= DEBUGGER_DEPTH;
    PyThreadState_LeaveTracing(thread);
    Py_RETURN_NONE;
}

PyDoc_STRVAR(stand_still_doc,
"stand_still(whether, /)\n--\n\n"
"Keep all other threads from going on once they wait for something, such as the\n"
"GIL, or let them. While the calling thread waits for one of them, they go on.");

static PyObject *
stand_still(PyObject *Py_UNUSED(module), PyObject *argument)
{
    int whether = PyObject_IsTrue(argument);
    if (whether < 0) {
        return NULL;
    }
    __wasi_tid_t thread = 0;
    if (whether && __wasi_thread_id(&thread) != 0) {
        thread = 0;
    }
    wasix_scheduling.standing_thread = (uint32_t)thread;
    if (whether) {
        /* One of them may have asked for the GIL just before. */
        _Py_unset_eval_breaker_bit(PyThreadState_Get(), _PY_GIL_DROP_REQUEST_BIT);
    }
    Py_RETURN_NONE;
}

PyDoc_STRVAR(thread_number_doc,
"thread_number()\n--\n\n"
"The number of the calling thread, which no other thread ever gets.");

static PyObject *
thread_number(PyObject *Py_UNUSED(module), PyObject *Py_UNUSED(noargs))
{
    return PyLong_FromUnsignedLongLong(PyThreadState_GetID(PyThreadState_Get()));
}

PyDoc_STRVAR(thread_numbers_doc,
"thread_numbers()\n--\n\n"
"The numbers of all threads that run Python code, by their identifiers.");

static PyObject *
thread_numbers(PyObject *Py_UNUSED(module), PyObject *Py_UNUSED(noargs))
{
    PyObject *numbers = PyDict_New();
    if (numbers == NULL) {
        return NULL;
    }
    PyThreadState *thread = PyInterpreterState_ThreadHead(PyInterpreterState_Get());
    for (; thread != NULL; thread = PyThreadState_Next(thread)) {
        PyObject *identifier = PyLong_FromUnsignedLong(thread->thread_id);
        PyObject *number = PyLong_FromUnsignedLongLong(PyThreadState_GetID(thread));
        int error = identifier == NULL || number == NULL
                    || PyDict_SetItem(numbers, identifier, number) < 0;
        Py_XDECREF(identifier);
        Py_XDECREF(number);
        if (error) {
            Py_DECREF(numbers);
            return NULL;
        }
    }
    return numbers;
}

PyDoc_STRVAR(buffer_doc,
"buffer(object, /)\n--\n\n"
"Where the bytes of a bytes-like object are, as (address, size, is_read_only).\n"
"The address is good while nobody resizes or releases the object.\n"
"Raises BufferError for an object whose bytes are not in one piece.");

static PyObject *
buffer(PyObject *module, PyObject *object)
{
    (void)module;
    Py_buffer view;
    if (PyObject_GetBuffer(object, &view, PyBUF_SIMPLE) < 0) {
        return NULL;
    }
    PyObject *result = Py_BuildValue("(knN)", (unsigned long)view.buf, view.len,
                                     PyBool_FromLong(view.readonly));
    PyBuffer_Release(&view);
    return result;
}

static PyMethodDef methods[] = {
    {"receive", receive, METH_O, receive_doc},
    {"try_receive", try_receive, METH_O, try_receive_doc},
    {"send", send_message, METH_VARARGS, send_doc},
    {"on_unhandled_exception", on_unhandled_exception, METH_O, on_unhandled_exception_doc},
    {"buffer", buffer, METH_O, buffer_doc},
    {"stand_still", stand_still, METH_O, stand_still_doc},
    {"thread_number", thread_number, METH_NOARGS, thread_number_doc},
    {"thread_numbers", thread_numbers, METH_NOARGS, thread_numbers_doc},
    {"enter_debugger", enter_debugger, METH_NOARGS, enter_debugger_doc},
    {"leave_debugger", leave_debugger, METH_NOARGS, leave_debugger_doc},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "_wasix_host",
    .m_doc = "What this interpreter offers to a debugger that runs inside it.",
    .m_size = -1,
    .m_methods = methods,
};

PyMODINIT_FUNC
PyInit__wasix_host(void)
{
    return PyModule_Create(&definition);
}
