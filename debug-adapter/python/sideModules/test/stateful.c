/* An extension module that is initialised in several phases (PEP 489) and has a state. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <errno.h>
#include <stdlib.h>

typedef struct {
    long count;
    PyObject *counter_type;
    PyObject *error;
} State;

typedef struct {
    PyObject_HEAD
} Counter;

static int executions;

static PyObject *count(PyObject *module, PyObject *unused) {
    State *state = PyModule_GetState(module);
    return PyLong_FromLong(++state->count);
}

static PyObject *fail(PyObject *module, PyObject *message) {
    State *state = PyModule_GetState(module);
    PyErr_SetObject(state->error, message);
    return NULL;
}

static PyObject *times_executed(PyObject *module, PyObject *unused) {
    return PyLong_FromLong(executions);
}

/* As in plain.c, for a comparison. */
static PyObject *addresses(PyObject *module, PyObject *unused) {
    return Py_BuildValue("(nnn)", (Py_ssize_t)(size_t)free, (Py_ssize_t)(size_t)PyLong_FromLong,
                         (Py_ssize_t)(size_t)&errno);
}

/* A method finds the module's state by the class that defines it. */
static PyObject *counter_next(PyObject *self, PyTypeObject *defining, PyObject *const *arguments,
                              Py_ssize_t argument_count, PyObject *names) {
    State *state = PyType_GetModuleState(defining);
    return state == NULL ? NULL : PyLong_FromLong(++state->count);
}

static void counter_deallocate(PyObject *self) {
    PyTypeObject *type = Py_TYPE(self);
    type->tp_free(self);
    Py_DECREF(type);
}

static PyMethodDef counter_methods[] = {
    {"next", (PyCFunction)(void (*)(void))counter_next, METH_METHOD | METH_FASTCALL | METH_KEYWORDS},
    {NULL},
};

static PyType_Slot counter_slots[] = {
    {Py_tp_methods, counter_methods}, {Py_tp_dealloc, counter_deallocate}, {0, NULL}};

static PyType_Spec counter_specification = {"stateful.Counter", sizeof(Counter), 0,
                                            Py_TPFLAGS_DEFAULT, counter_slots};

static int execute(PyObject *module) {
    State *state = PyModule_GetState(module);
    executions++;
    state->count = 0;
    state->error = PyErr_NewException("stateful.Error", PyExc_ValueError, NULL);
    if (PyModule_AddObjectRef(module, "Error", state->error) < 0) return -1;
    state->counter_type = PyType_FromModuleAndSpec(module, &counter_specification, NULL);
    return PyModule_AddObjectRef(module, "Counter", state->counter_type);
}

static int traverse(PyObject *module, visitproc visit, void *arg) {
    State *state = PyModule_GetState(module);
    Py_VISIT(state->counter_type);
    Py_VISIT(state->error);
    return 0;
}

static int clear(PyObject *module) {
    State *state = PyModule_GetState(module);
    Py_CLEAR(state->counter_type);
    Py_CLEAR(state->error);
    return 0;
}

static void release(void *module) {
    clear(module);
}

static PyMethodDef functions[] = {
    {"count", count, METH_NOARGS},
    {"fail", fail, METH_O},
    {"times_executed", times_executed, METH_NOARGS},
    {"addresses", addresses, METH_NOARGS},
    {NULL},
};

static PyModuleDef_Slot slots[] = {{Py_mod_exec, execute}, {0, NULL}};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "stateful", NULL, sizeof(State), functions, slots, traverse, clear, release,
};

PyMODINIT_FUNC PyInit_stateful(void) {
    return PyModuleDef_Init(&definition);
}
