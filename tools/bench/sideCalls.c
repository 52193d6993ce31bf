/* A module that calls a function of the interpreter, and one of its own, many times. */
#include <Python.h>
#include <time.h>

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e9 + time.tv_nsec;
}

__attribute__((noinline)) static int own(void) {
    __asm__ volatile("");
    return 1;
}

/* The nanoseconds that a call takes: of the interpreter's, and of its own. */
static PyObject *measure(PyObject *module, PyObject *count) {
    const long calls = PyLong_AsLong(count);
    long sum = 0;
    const double start = now();
    for (long call = 0; call < calls; call++) sum += Py_IsInitialized();
    const double middle = now();
    for (long call = 0; call < calls; call++) sum += own();
    const double end = now();
    return Py_BuildValue("ddl", (middle - start) / calls, (end - middle) / calls, sum);
}

static PyMethodDef functions[] = {{"measure", measure, METH_O}, {NULL}};
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "sideCalls", NULL, -1, functions};

PyMODINIT_FUNC PyInit_sideCalls(void) {
    return PyModule_Create(&definition);
}
