/*
 * Functions of modules that are loaded while Python runs.
 *
 * C code often defines a function with fewer parameters than it is called with
 * (METH_NOARGS without the one that is always NULL, getters without their
 * closure), behind a cast.  Natively that goes well; WebAssembly ends the program
 * at such a call.  In the interpreter's own sources the recipe mends the
 * definitions; here are the others.
 */
#ifndef WASIX_SIDE_FUNCTIONS_H
#define WASIX_SIDE_FUNCTIONS_H

#include <Python.h>

/*
 * To be called when a function of C becomes one of Python's: where it has another
 * number of parameters than its calls, its definition leads to one that fits
 * from then on.  Calls cost nothing more.
 */
void wasix_fit_method(PyMethodDef *method);
void wasix_fit_attribute(PyGetSetDef *attribute);

#endif
