/* An extension module that leaves its own frames by longjmp. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <setjmp.h>

__attribute__((noinline)) static void descend(jmp_buf *place, int levels) {
    if (levels == 0) longjmp(*place, 42);
    descend(place, levels - 1);
    PyErr_SetString(PyExc_AssertionError, "longjmp has returned");
}

static PyObject *jump(PyObject *module, PyObject *levels) {
    volatile long wanted = PyLong_AsLong(levels);
    if (wanted == -1 && PyErr_Occurred()) return NULL;
    jmp_buf place;
    int value = setjmp(place);
    if (value != 0) return Py_BuildValue("(il)", value, wanted);
    descend(&place, (int)wanted);
    return NULL;
}

/* Calls a function, which may switch to another greenlet, between setjmp and longjmp. */
static PyObject *call_and_jump(PyObject *module, PyObject *function) {
    PyObject *volatile result = NULL;
    jmp_buf place;
    if (setjmp(place) == 0) {
        result = PyObject_CallNoArgs(function);
        descend(&place, 3);
    }
    return result;
}

static PyMethodDef functions[] = {
    {"jump", jump, METH_O},
    {"call_and_jump", call_and_jump, METH_O},
    {NULL},
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "jumper", NULL, -1, functions};

PyMODINIT_FUNC PyInit_jumper(void) {
    return PyModule_Create(&definition);
}
