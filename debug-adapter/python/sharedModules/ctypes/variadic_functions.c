#define _GNU_SOURCE
#include "variadic_functions.h"

#include <Python.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <syslog.h>
#include <wchar.h>

static const struct {
    const void *function;
    unsigned fixed;
} VARIADIC[] = {
    {asprintf, 2},
    {dprintf, 2},
    {fcntl, 2},
    {fprintf, 2},
    {fscanf, 2},
    {fwprintf, 2},
    {fwscanf, 2},
    {ioctl, 2},
    {open, 2},
    {openat, 3},
    {printf, 1},
    {scanf, 1},
    {sem_open, 2},
    {snprintf, 3},
    {sprintf, 2},
    {sscanf, 2},
    {swprintf, 3},
    {swscanf, 2},
    {syslog, 2},
    {wprintf, 1},
    {wscanf, 1},
    {PyArg_Parse, 2},
    {PyArg_ParseTuple, 2},
    {PyArg_ParseTupleAndKeywords, 4},
    {PyArg_UnpackTuple, 4},
    {PyBytes_FromFormat, 1},
    {PyErr_Format, 2},
    {PyErr_FormatUnraisable, 1},
    {PyErr_WarnExplicitFormat, 6},
    {PyErr_WarnFormat, 3},
    {PyOS_snprintf, 3},
    {PyObject_CallFunction, 2},
    {PyObject_CallFunctionObjArgs, 1},
    {PyObject_CallMethod, 3},
    {PyObject_CallMethodObjArgs, 2},
    {PySys_Audit, 2},
    {PySys_FormatStderr, 1},
    {PySys_FormatStdout, 1},
    {PySys_WriteStderr, 1},
    {PySys_WriteStdout, 1},
    {PyTuple_Pack, 1},
    {PyUnicode_FromFormat, 1},
    {Py_BuildValue, 1},
};

unsigned wasix_fixed_arguments(const void *function) {
    for (size_t index = 0; index < sizeof VARIADIC / sizeof *VARIADIC; index++)
        if (VARIADIC[index].function == function) return VARIADIC[index].fixed;
    return 0;
}
