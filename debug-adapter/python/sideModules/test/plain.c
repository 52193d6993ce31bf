/*
 * An extension module in C with what such modules rely on: every calling convention, functions
 * that leave out parameters, pointers in static data, a constructor, thread-local variables, errno.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* Calling conventions. */

static PyObject *no_arguments(PyObject *module, PyObject *unused) {
    return PyUnicode_FromString("two parameters");
}

static PyObject *no_arguments_one_parameter(PyObject *module) {
    return PyUnicode_FromString("one parameter");
}

static PyObject *no_arguments_no_parameter(void) {
    return PyUnicode_FromString("no parameter");
}

static PyObject *one_object(PyObject *module, PyObject *object) {
    return PyTuple_Pack(1, object);
}

static PyObject *positional(PyObject *module, PyObject *arguments) {
    int number;
    double real;
    const char *text;
    if (!PyArg_ParseTuple(arguments, "ids", &number, &real, &text)) return NULL;
    return Py_BuildValue("(ids)", number, real, text);
}

static PyObject *keywords(PyObject *module, PyObject *arguments, PyObject *named) {
    static char *names[] = {"first", "second", NULL};
    PyObject *first, *second = Py_None;
    if (!PyArg_ParseTupleAndKeywords(arguments, named, "O|O", names, &first, &second)) return NULL;
    return PyTuple_Pack(2, first, second);
}

static PyObject *fast(PyObject *module, PyObject *const *arguments, Py_ssize_t count) {
    return count == 0 ? PyLong_FromLong(0) : PyTuple_Pack(2, arguments[0], arguments[count - 1]);
}

static PyObject *fast_keywords(PyObject *module, PyObject *const *arguments, Py_ssize_t count,
                               PyObject *names) {
    Py_ssize_t named = names == NULL ? 0 : PyTuple_GET_SIZE(names);
    return Py_BuildValue("(nn)", count, named);
}

/* Calls of what is not this module's. */

static PyObject *call(PyObject *module, PyObject *function) {
    return PyObject_CallNoArgs(function);
}

static PyObject *spin(PyObject *module, PyObject *argument) {
    long count = PyLong_AsLong(argument);
    if (count == -1 && PyErr_Occurred()) return NULL;
    long so_far = 0;
    while (so_far < count && PyObject_IsTrue(Py_True)) so_far++;
    return PyLong_FromLong(so_far);
}

static int compare(const void *left, const void *right) {
    int a = *(const int *)left, b = *(const int *)right;
    return a < b ? -1 : a > b;
}

/* libc calls back into this module. */
static PyObject *sorted_bytes(PyObject *module, PyObject *argument) {
    char *bytes;
    Py_ssize_t size;
    if (PyBytes_AsStringAndSize(argument, &bytes, &size) < 0) return NULL;
    int *numbers = PyMem_New(int, size);
    PyObject *result = PyBytes_FromStringAndSize(NULL, size);
    if (numbers == NULL || result == NULL) {
        PyMem_Free(numbers);
        Py_XDECREF(result);
        return PyErr_NoMemory();
    }
    for (Py_ssize_t i = 0; i < size; i++) numbers[i] = (unsigned char)bytes[i];
    qsort(numbers, size, sizeof *numbers, compare);
    for (Py_ssize_t i = 0; i < size; i++) PyBytes_AS_STRING(result)[i] = (char)numbers[i];
    PyMem_Free(numbers);
    return result;
}

/* libc sets errno, a thread-local variable of the main module. */
static PyObject *open_file(PyObject *module, PyObject *argument) {
    const char *path = PyUnicode_AsUTF8(argument);
    if (path == NULL) return NULL;
    errno = 0;
    int descriptor = open(path, O_RDONLY);
    if (descriptor < 0) return PyErr_SetFromErrnoWithFilename(PyExc_OSError, path);
    close(descriptor);
    Py_RETURN_NONE;
}

/* Data. */

static _Thread_local int counter = 100;
static _Thread_local int zero_counter;

static PyObject *count(PyObject *module, PyObject *unused) {
    counter++;
    zero_counter++;
    return Py_BuildValue("(ii)", counter, zero_counter);
}

static int add(int a, int b) {
    return a + b;
}

static int subtract(int a, int b) {
    return a - b;
}

/* Neither is static: who looks up their names finds them. */
int numbers[4] = {10, 20, 30, 40};
int *third_number = &numbers[2];

static struct {
    const char *name;
    int (*function)(int, int);
} operations[] = {{"add", add}, {"subtract", subtract}};

/* Addresses of what the main module has, in this module's data. */
static PyObject **const errors[] = {&PyExc_KeyError, &PyExc_ZeroDivisionError};
static PyTypeObject *const types[] = {&PyLong_Type, &PyUnicode_Type};
static void (*const release)(void *) = PyObject_Free;

static PyObject *relocated(PyObject *module, PyObject *unused) {
    return Py_BuildValue("(iisisiOOOO)", *third_number, third_number == numbers + 2,
                         operations[0].name, operations[0].function(7, 5), operations[1].name,
                         operations[1].function(7, 5), *errors[0], *errors[1], types[0], types[1]);
}

/* What may be missing, and is. */
__attribute__((weak)) extern int function_that_may_be_missing(int);
__attribute__((weak)) extern int variable_that_may_be_missing;

static PyObject *optional(PyObject *module, PyObject *unused) {
    int of_function = function_that_may_be_missing ? function_that_may_be_missing(1) : -1;
    int of_variable = &variable_that_may_be_missing ? variable_that_may_be_missing : -1;
    return Py_BuildValue("(ii)", of_function, of_variable);
}

/* A thread's own variables can begin with addresses, too. */
static _Thread_local int *thread_number = &numbers[1];
static _Thread_local int (*volatile thread_operation)(int, int) = subtract;

static PyObject *thread_relocated(PyObject *module, PyObject *unused) {
    return Py_BuildValue("(ii)", *thread_number++, thread_operation(9, 3));
}

/* A function has one address, whoever takes it: here, and in what the main module made of it. */
static PyObject *same_functions(PyObject *module, PyObject *unused) {
    return Py_BuildValue(
        "(NNNN)", PyBool_FromLong(PyBaseObject_Type.tp_free == PyObject_Free),
        PyBool_FromLong(PyBaseObject_Type.tp_free == release),
        PyBool_FromLong(PyBaseObject_Type.tp_getattro == PyObject_GenericGetAttr),
        PyBool_FromLong(PyType_Type.tp_free == PyObject_GC_Del));
}

/* What other modules see is compared with this. */
static PyObject *addresses(PyObject *module, PyObject *unused) {
    return Py_BuildValue("(nnn)", (Py_ssize_t)(size_t)free, (Py_ssize_t)(size_t)PyLong_FromLong,
                         (Py_ssize_t)(size_t)&errno);
}

static volatile int constructions;

__attribute__((constructor)) static void construct(void) {
    constructions++;
}

static PyObject *constructed(PyObject *module, PyObject *unused) {
    return PyLong_FromLong(constructions);
}

static char zeros[100000];
static _Alignas(256) char aligned[256] = {1};

static PyObject *layout(PyObject *module, PyObject *unused) {
    long sum = 0;
    for (size_t i = 0; i < sizeof zeros; i++) sum += zeros[i];
    return Py_BuildValue("(li)", sum, (int)((size_t)aligned % 256));
}

/* Operations with functions of the compiler, and structures that have to be laid out as in libc. */
static struct {
    int number;
    long double real;
} reals[] = {{1, 0.5L}, {2, 0.25L}, {3, 0.125L}};

static PyObject *long_double(PyObject *module, PyObject *argument) {
    long index = PyLong_AsLong(argument);
    if (index < 0 || index > 2) {
        if (!PyErr_Occurred()) PyErr_SetString(PyExc_IndexError, "0, 1 or 2");
        return NULL;
    }
    return PyFloat_FromDouble((double)(reals[index].real * reals[index].number));
}

/* A class. */

typedef struct {
    PyObject_HEAD
    long value;
} Box;

static PyObject *box_get_value(Box *self) {
    return PyLong_FromLong(self->value);
}

static PyObject *box_get_text(Box *self, void *closure) {
    return PyUnicode_FromString(closure);
}

static int box_set_value(Box *self, PyObject *value) {
    if (value == NULL) {
        PyErr_SetString(PyExc_AttributeError, "a box has a value");
        return -1;
    }
    self->value = PyLong_AsLong(value);
    return self->value == -1 && PyErr_Occurred() ? -1 : 0;
}

static PyGetSetDef box_properties[] = {
    {"value", (getter)(void (*)(void))box_get_value, (setter)(void (*)(void))box_set_value},
    {"text", (getter)(void (*)(void))box_get_text, NULL, NULL, "from the closure"},
    {NULL},
};

static PyObject *box_of_class(PyTypeObject *type, PyTypeObject *defining, PyObject *const *arguments,
                              size_t count, PyObject *names) {
    return Py_BuildValue("(Oi)", defining, (int)count);
}

static PyObject *box_doubled(Box *self) {
    return PyLong_FromLong(2 * self->value);
}

static PyObject *box_class_name(PyTypeObject *type) {
    return PyUnicode_FromString(type->tp_name);
}

static PyObject *box_static(PyObject *none, PyObject *object) {
    return PyBool_FromLong(none == NULL && object != NULL);
}

static PyMethodDef box_methods[] = {
    {"of_class", (PyCFunction)(void (*)(void))box_of_class,
     METH_METHOD | METH_FASTCALL | METH_KEYWORDS},
    {"doubled", (PyCFunction)(void (*)(void))box_doubled, METH_NOARGS},
    {"class_name", (PyCFunction)(void (*)(void))box_class_name, METH_NOARGS | METH_CLASS},
    {"static", box_static, METH_O | METH_STATIC},
    {NULL},
};

static int box_initialise(PyObject *self, PyObject *arguments, PyObject *named) {
    static char *names[] = {"value", NULL};
    return PyArg_ParseTupleAndKeywords(arguments, named, "|l", names, &((Box *)self)->value) ? 0 : -1;
}

static void box_deallocate(PyObject *self) {
    PyTypeObject *type = Py_TYPE(self);
    type->tp_free(self);
    Py_DECREF(type);
}

static PyObject *box_text(PyObject *self) {
    return PyUnicode_FromFormat("Box(%ld)", ((Box *)self)->value);
}

static PyType_Slot box_slots[] = {
    {Py_tp_init, box_initialise},  {Py_tp_dealloc, box_deallocate},
    {Py_tp_methods, box_methods},  {Py_tp_getset, box_properties},
    {Py_tp_repr, box_text},        {0, NULL},
};

static PyType_Spec box_specification = {
    "plain.Box", sizeof(Box), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, box_slots,
};

static PyMethodDef functions[] = {
    {"no_arguments", no_arguments, METH_NOARGS},
    {"no_arguments_one_parameter", (PyCFunction)(void (*)(void))no_arguments_one_parameter,
     METH_NOARGS},
    {"no_arguments_no_parameter", (PyCFunction)(void (*)(void))no_arguments_no_parameter,
     METH_NOARGS},
    {"one_object", one_object, METH_O},
    {"positional", positional, METH_VARARGS},
    {"keywords", (PyCFunction)(void (*)(void))keywords, METH_VARARGS | METH_KEYWORDS},
    {"fast", (PyCFunction)(void (*)(void))fast, METH_FASTCALL},
    {"fast_keywords", (PyCFunction)(void (*)(void))fast_keywords, METH_FASTCALL | METH_KEYWORDS},
    {"call", call, METH_O},
    {"spin", spin, METH_O},
    {"sorted_bytes", sorted_bytes, METH_O},
    {"open_file", open_file, METH_O},
    {"count", count, METH_NOARGS},
    {"relocated", relocated, METH_NOARGS},
    {"optional", optional, METH_NOARGS},
    {"thread_relocated", thread_relocated, METH_NOARGS},
    {"same_functions", same_functions, METH_NOARGS},
    {"addresses", addresses, METH_NOARGS},
    {"constructed", constructed, METH_NOARGS},
    {"layout", layout, METH_NOARGS},
    {"long_double", long_double, METH_O},
    {NULL},
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "plain", NULL, -1, functions};

PyMODINIT_FUNC PyInit_plain(void) {
    PyObject *module = PyModule_Create(&definition);
    if (module == NULL) return NULL;
    PyObject *type = PyType_FromSpec(&box_specification);
    if (PyModule_AddObjectRef(module, "Box", type) < 0) Py_CLEAR(module);
    Py_XDECREF(type);
    return module;
}
