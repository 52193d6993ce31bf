/* An extension module that calls what no module has. */
#include <Python.h>

extern int a_function_that_nobody_has(int value);

static PyObject *call_it(PyObject *module, PyObject *unused) {
    return PyLong_FromLong(a_function_that_nobody_has(1));
}

static PyMethodDef functions[] = {{"call_it", call_it, METH_NOARGS}, {NULL}};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "missing_function", NULL, -1,
                                        functions};

PyMODINIT_FUNC PyInit_missing_function(void) {
    return PyModule_Create(&definition);
}
