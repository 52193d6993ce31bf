/* An extension module in C++ that throws to, and catches from, the library thrower. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <map>
#include <memory>
#include <string>
#include <typeinfo>
#include <vector>
#include "thrower.hpp"

namespace {

/* A Python exception on its way through frames of C++. */
struct PythonError {};

struct Release {
    void operator()(PyObject *object) const { Py_DECREF(object); }
};
using Reference = std::unique_ptr<PyObject, Release>;

Reference call(PyObject *function) {
    Reference result(PyObject_CallNoArgs(function));
    if (!result) throw PythonError();
    return result;
}

long number_of(PyObject *object) {
    long number = PyLong_AsLong(object);
    if (number == -1 && PyErr_Occurred()) throw PythonError();
    return number;
}

PyObject *text(const std::string &value) {
    return PyUnicode_FromStringAndSize(value.data(), static_cast<Py_ssize_t>(value.size()));
}

/* Turns whatever a function throws into a Python exception. */
template <PyObject *(*function)(PyObject *)>
PyObject *method(PyObject *, PyObject *argument) {
    try {
        return function(argument);
    } catch (const PythonError &) {
        return nullptr;
    } catch (const std::exception &error) {
        PyErr_Format(PyExc_RuntimeError, "%s: %s", typeid(error).name(), error.what());
        return nullptr;
    }
}

/* Thrown in the library, caught here by its own type. */
PyObject *catch_failure(PyObject *code) {
    try {
        thrower::throw_failure(static_cast<int>(number_of(code)));
    } catch (const thrower::Failure &failure) {
        return Py_BuildValue("(si)", failure.what(), failure.code());
    }
}

/* Thrown in the library, caught here by a base; which type it is, is known all the same. */
PyObject *catch_base(PyObject *code) {
    try {
        thrower::throw_failure(static_cast<int>(number_of(code)));
    } catch (const std::exception &error) {
        auto failure = dynamic_cast<const thrower::Failure *>(&error);
        return Py_BuildValue("(NN)", PyBool_FromLong(typeid(error) == typeid(thrower::Failure)),
                             PyBool_FromLong(failure != nullptr && failure->code() > 0));
    }
}

PyObject *catch_trouble(PyObject *size) {
    try {
        thrower::throw_trouble(static_cast<int>(number_of(size)));
    } catch (const thrower::Trouble &trouble) {
        return PyLong_FromLong(trouble.size);
    }
}

/* Thrown by libc++, which is in the main module. */
PyObject *catch_out_of_range(PyObject *key) {
    const std::map<std::string, int> known = {{"one", 1}, {"two", 2}};
    const char *name = PyUnicode_AsUTF8(key);
    if (name == nullptr) throw PythonError();
    try {
        return PyLong_FromLong(known.at(name));
    } catch (const std::out_of_range &) {
        return PyLong_FromLong(-1);
    }
}

/* Thrown here, caught in the library. */
PyObject *throw_to_library(PyObject *kind) {
    auto action = [](void *argument) {
        switch (*static_cast<long *>(argument)) {
            case 0: return;
            case 1: throw 7;
            case 2: throw thrower::Trouble(8);
            case 3: throw thrower::Failure("from the module", 9);
            case 4: std::vector<int>(3).at(5);
            default: throw "text";
        }
    };
    long wanted = number_of(kind);
    return text(thrower::describe_throw(action, &wanted));
}

/* Thrown here, through the library, caught here. With a Python function, it is what that raises. */
PyObject *throw_through_library(PyObject *function) {
    auto action = [](void *argument) { call(static_cast<PyObject *>(argument)); };
    int guards = 0;
    try {
        thrower::run_guarded(action, function, guards);
    } catch (...) {
        if (guards != 0) PyErr_SetString(PyExc_AssertionError, "a destructor has not run");
        throw;
    }
    return PyLong_FromLong(guards);
}

/* Calls a function, which may switch to another greenlet, and throws afterwards. */
PyObject *call_and_catch(PyObject *function) {
    try {
        Reference result = call(function);
        thrower::throw_failure(static_cast<int>(number_of(result.get())));
    } catch (const thrower::Failure &failure) {
        return PyLong_FromLong(failure.code());
    }
}

PyObject *uncaught_here(PyObject *code) {
    thrower::throw_failure(static_cast<int>(number_of(code)));
}

PyObject *count_words(PyObject *words) {
    std::map<std::string, long> counts;
    Reference iterator(PyObject_GetIter(words));
    if (!iterator) throw PythonError();
    while (Reference word{PyIter_Next(iterator.get())}) {
        const char *name = PyUnicode_AsUTF8(word.get());
        if (name == nullptr) throw PythonError();
        ++counts[name];
    }
    if (PyErr_Occurred()) throw PythonError();
    Reference result(PyDict_New());
    if (!result) throw PythonError();
    for (const auto &[name, count] : counts) {
        Reference value(PyLong_FromLong(count));
        if (PyDict_SetItemString(result.get(), name.c_str(), value.get()) < 0) throw PythonError();
    }
    return result.release();
}

/* Inline functions and variables are the same ones for all modules. */
PyObject *shared(PyObject *) {
    int first = thrower::next_ticket();
    int second = thrower::ticket_of_library();
    bool is_same = thrower::text_of_library() == &thrower::shared_text;
    return Py_BuildValue("(iNs)", second - first, PyBool_FromLong(is_same),
                         thrower::shared_text.c_str());
}

thread_local std::vector<int> numbers = {100};

/* Variables of this thread: this module's, and the library's. */
PyObject *count(PyObject *) {
    numbers.push_back(numbers.back() + 1);
    ++thrower::depth;
    return Py_BuildValue("(ii)", numbers.back(), thrower::depth);
}

PyObject *thread_name(PyObject *) {
    return text(thrower::thread_name);
}

PyMethodDef functions[] = {
    {"catch_failure", method<catch_failure>, METH_O, nullptr},
    {"catch_base", method<catch_base>, METH_O, nullptr},
    {"catch_trouble", method<catch_trouble>, METH_O, nullptr},
    {"catch_out_of_range", method<catch_out_of_range>, METH_O, nullptr},
    {"throw_to_library", method<throw_to_library>, METH_O, nullptr},
    {"throw_through_library", method<throw_through_library>, METH_O, nullptr},
    {"call_and_catch", method<call_and_catch>, METH_O, nullptr},
    {"uncaught_here", method<uncaught_here>, METH_O, nullptr},
    {"count_words", method<count_words>, METH_O, nullptr},
    {"shared", method<shared>, METH_NOARGS, nullptr},
    {"count", method<count>, METH_NOARGS, nullptr},
    {"thread_name", method<thread_name>, METH_NOARGS, nullptr},
    {nullptr, nullptr, 0, nullptr},
};

PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "catcher", nullptr, -1, functions, nullptr, nullptr, nullptr, nullptr,
};

}  // namespace

PyMODINIT_FUNC PyInit_catcher(void) {
    return PyModule_Create(&definition);
}
