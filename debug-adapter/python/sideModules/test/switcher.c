/* An extension module that switches greenlets itself, by greenlet's interface for C. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <greenlet/greenlet.h>

/* switch_to(greenlet, value): what the switch returns. */
static PyObject *switch_to(PyObject *module, PyObject *arguments) {
    PyGreenlet *target;
    PyObject *value;
    if (!PyArg_ParseTuple(arguments, "O!O", &PyGreenlet_Type, &target, &value)) return NULL;
    PyObject *wrapped = PyTuple_Pack(1, value);
    if (wrapped == NULL) return NULL;
    PyObject *result = PyGreenlet_Switch(target, wrapped, NULL);
    Py_DECREF(wrapped);
    return result;
}

/* run(function): makes a greenlet of it, with the current one as its parent, and starts it. */
static PyObject *run(PyObject *module, PyObject *function) {
    PyGreenlet *current = PyGreenlet_GetCurrent();
    if (current == NULL) return NULL;
    PyGreenlet *made = PyGreenlet_New(function, current);
    Py_DECREF(current);
    if (made == NULL) return NULL;
    PyObject *result = PyGreenlet_Switch(made, NULL, NULL);
    Py_DECREF(made);
    return result;
}

/* throw_to(greenlet, exception): what the greenlet answers. */
static PyObject *throw_to(PyObject *module, PyObject *arguments) {
    PyGreenlet *target;
    PyObject *exception;
    if (!PyArg_ParseTuple(arguments, "O!O", &PyGreenlet_Type, &target, &exception)) return NULL;
    return PyGreenlet_Throw(target, (PyObject *)Py_TYPE(exception), exception, Py_None);
}

static PyMethodDef functions[] = {
    {"switch_to", switch_to, METH_VARARGS},
    {"run", run, METH_O},
    {"throw_to", throw_to, METH_VARARGS},
    {NULL},
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "switcher", NULL, -1, functions};

PyMODINIT_FUNC PyInit_switcher(void) {
    PyGreenlet_Import();
    if (_PyGreenlet_API == NULL) return NULL;
    return PyModule_Create(&definition);
}
