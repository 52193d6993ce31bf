/*
 * The interpreter's entry point: Python's own command line, with greenlet and
 * _wasix_host built in, and an optional module that is imported before the
 * program starts (how the debugger gets in without a frame on the stack).
 */
#define Py_BUILD_CORE 1
#include <Python.h>
#include <internal/pycore_pystate.h>
#include <internal/pycore_runtime.h>
#include <stdlib.h>
#include <string.h>

#include "host_module.h"
#include "host_zone.h"
#include "package_modules.h"

PyMODINIT_FUNC PyInit__greenlet(void);
PyMODINIT_FUNC PyInit__test_extension(void);
PyMODINIT_FUNC PyInit__test_extension_cpp(void);

/* Taken out of the environment before Python copies it. */
/* "FOLDER:MODULE". */
#define PRELOAD_VARIABLE "WASIX_PYTHON_PRELOAD"
/* Folders of packages, with colons between them. */
#define PACKAGES_VARIABLE "WASIX_PYTHON_PACKAGES"
/* Rules of time zones: see host_zone.h. */
#define ZONES_VARIABLE "WASIX_PYTHON_ZONES"

static struct _inittab builtin_modules[] = {
    {"_wasix_host", PyInit__wasix_host},
    {"greenlet._greenlet", PyInit__greenlet},
    {"greenlet.tests._test_extension", PyInit__test_extension},
    {"greenlet.tests._test_extension_cpp", PyInit__test_extension_cpp},
    {NULL, NULL},
};

/* Imports MODULE from FOLDER, which is on sys.path only meanwhile. */
static int
preload(const char *specification)
{
    const char *colon = strchr(specification, ':');
    if (colon == NULL) {
        PyErr_SetString(PyExc_ValueError, PRELOAD_VARIABLE " is not FOLDER:MODULE");
        return -1;
    }
    PyObject *path = PySys_GetObject("path"); /* borrowed */
    PyObject *folder = PyUnicode_DecodeFSDefaultAndSize(specification, colon - specification);
    if (path == NULL || folder == NULL || PyList_Insert(path, 0, folder) < 0) {
        Py_XDECREF(folder);
        return -1;
    }
    PyObject *module = PyImport_ImportModule(colon + 1);
    Py_XDECREF(module);
    PyObject *error = PyErr_GetRaisedException();
    Py_ssize_t index = PySequence_Index(path, folder);
    int removed = index < 0 ? -1 : PySequence_DelItem(path, index);
    Py_DECREF(folder);
    if (error != NULL) {
        PyErr_SetRaisedException(error);
        return -1;
    }
    return removed;
}

/* Lets the program import from folders, unless Python's options keep `site` out. */
static int
add_packages(const char *folders)
{
    if (!_Py_GetConfig()->site_import) {
        return 0;
    }
    PyObject *module = PyImport_ImportModule("_wasix_packages");
    PyObject *result = module == NULL ? NULL : PyObject_CallMethod(module, "add", "s", folders);
    Py_XDECREF(module);
    Py_XDECREF(result);
    return result == NULL ? -1 : 0;
}

/* How shells report a program that SIGINT ended: 128 and the signal's number. */
#define INTERRUPTED_EXIT_CODE 130

static int was_interrupted;

/* After an unhandled KeyboardInterrupt, CPython ends itself with SIGINT, so that
 * its parent knows.  WASIX can only tell that by an exit code, and its libc
 * would print a message of its own. */
static void
note_keyboard_interrupt(void)
{
    was_interrupted = _PyRuntime.signals.unhandled_keyboard_interrupt;
    _PyRuntime.signals.unhandled_keyboard_interrupt = 0;
}

/* Nobody can run or read the file that Python takes itself for, and sys.executable
 * is empty by definition where it is not known.  Modules such as platform go by that. */
static int
forget_executable(void)
{
    PyObject *nowhere = PyUnicode_FromString("");
    int result = nowhere == NULL ? -1 : PySys_SetObject("executable", nowhere);
    Py_XDECREF(nowhere);
    return result;
}

/* A copy of an environment variable, which is gone then; NULL when there is none. */
static char *
take_variable(const char *name)
{
    const char *value = getenv(name);
    char *copy = value == NULL ? NULL : strdup(value);
    unsetenv(name);
    return copy;
}

static PyStatus
initialize(int argc, char **argv)
{
    PyConfig config;
    PyConfig_InitPythonConfig(&config);
    PyStatus status = PyConfig_SetBytesArgv(&config, argc, argv);
    if (!PyStatus_Exception(status)) {
        status = Py_InitializeFromConfig(&config);
    }
    PyConfig_Clear(&config);
    return status;
}

int
main(int argc, char **argv)
{
    char *preload_specification = take_variable(PRELOAD_VARIABLE);
    char *package_folders = take_variable(PACKAGES_VARIABLE);
    char *zones = take_variable(ZONES_VARIABLE);

    if (zones != NULL) {
        wasix_set_host_zones(zones);
    }

    if (PyImport_ExtendInittab(builtin_modules) < 0 ||
        PyImport_ExtendInittab(wasix_package_modules) < 0) {
        fputs("out of memory\n", stderr);
        return 1;
    }
    PyStatus status = initialize(argc, argv);
    if (PyStatus_IsExit(status)) {
        return status.exitcode;
    }
    if (PyStatus_Exception(status)) {
        Py_ExitStatusException(status);
    }
    if (forget_executable() < 0) {
        PyErr_Print();
        return 1;
    }

    if (package_folders != NULL) {
        if (add_packages(package_folders) < 0) {
            PyErr_Print();
            return 1;
        }
        free(package_folders);
    }
    if (preload_specification != NULL) {
        if (preload(preload_specification) < 0) {
            PyErr_Print();
            return 1;
        }
        free(preload_specification);
    }
    if (Py_AtExit(note_keyboard_interrupt) < 0) {
        fputs("too many exit functions\n", stderr);
        return 1;
    }
    int exit_code = Py_RunMain();
    return was_interrupted ? INTERRUPTED_EXIT_CODE : exit_code;
}
