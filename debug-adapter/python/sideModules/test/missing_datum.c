/* An extension module that reads a variable which no module has. */
#include <Python.h>

extern int a_variable_that_nobody_has;

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "missing_datum", NULL, -1, NULL};

PyMODINIT_FUNC PyInit_missing_datum(void) {
    PyObject *module = PyModule_Create(&definition);
    PyModule_AddIntConstant(module, "value", a_variable_that_nobody_has);
    return module;
}
