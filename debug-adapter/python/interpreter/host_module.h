#ifndef WASIX_PYTHON_HOST_MODULE_H
#define WASIX_PYTHON_HOST_MODULE_H

#include <Python.h>

PyMODINIT_FUNC PyInit__wasix_host(void);

#endif
