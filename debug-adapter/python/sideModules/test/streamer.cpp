// An extension module in C++ that uses what of libc++ is in a library of its own: streams, locales, regular
// expressions, random numbers, futures, and numbers as text.
#include <Python.h>

#include <charconv>
#include <chrono>
#include <future>
#include <iomanip>
#include <iostream>
#include <locale>
#include <memory_resource>
#include <optional>
#include <random>
#include <regex>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

// Runs before main of this module: the streams have to be there by then.
struct Begun {
    Begun() {
        std::ostringstream text;
        text << "begun with " << std::hex << 255;
        words = text.str();
    }
    std::string words;
} begun;

// Calls a function of Python's, which may switch, inside of a stream's operator.
struct Called {
    PyObject *function;
};

std::ostream &operator<<(std::ostream &stream, const Called &called) {
    PyObject *result = PyObject_CallNoArgs(called.function);
    if (result == nullptr) throw std::runtime_error("the function raised");
    PyObject *text = PyObject_Str(result);
    Py_DECREF(result);
    stream << PyUnicode_AsUTF8(text);
    Py_DECREF(text);
    return stream;
}

PyObject *write_text(PyObject *, PyObject *function) {
    std::ostringstream text;
    try {
        text << std::setw(4) << 7 << '|' << std::fixed << std::setprecision(2) << 2.5 << '|'
             << Called{function} << '|' << std::boolalpha << true;
    } catch (const std::exception &error) {
        if (!PyErr_Occurred()) PyErr_SetString(PyExc_RuntimeError, error.what());
        return nullptr;
    }
    return PyUnicode_FromString(text.str().c_str());
}

PyObject *read_numbers(PyObject *, PyObject *text) {
    std::istringstream stream(PyUnicode_AsUTF8(text));
    double sum = 0;
    for (double number; stream >> number;) sum += number;
    return PyFloat_FromDouble(sum);
}

PyObject *find_words(PyObject *, PyObject *text) {
    const std::string all = PyUnicode_AsUTF8(text);
    const std::regex pattern("(\\w+)=(\\d+)");
    std::string found;
    for (std::sregex_iterator each(all.begin(), all.end(), pattern), end; each != end; ++each)
        found += (*each)[2].str() + (*each)[1].str() + ' ';
    return PyUnicode_FromString(found.c_str());
}

PyObject *refuse_pattern(PyObject *, PyObject *) {
    try {
        std::regex pattern("(");
    } catch (const std::regex_error &error) {
        PyErr_SetString(PyExc_ValueError, error.what());
        return nullptr;
    }
    Py_RETURN_NONE;
}

PyObject *mix(PyObject *, PyObject *) {
    std::pmr::monotonic_buffer_resource memory;
    std::pmr::vector<int> numbers(&memory);
    std::mt19937 engine(42);
    std::uniform_int_distribution<int> dice(1, 6);
    for (int count = 0; count < 1000; count++) numbers.push_back(dice(engine));
    std::promise<int> promise;
    promise.set_value(numbers.at(3));
    char text[32];
    const auto [end, error] = std::to_chars(text, text + sizeof text, 0.1);
    const std::optional<int> later = promise.get_future().get();
    const bool is_sane = later.value() >= 1 && later.value() <= 6;
    return Py_BuildValue("sOs", begun.words.c_str(), is_sane ? Py_True : Py_False,
                         std::string(text, end).c_str());
}

PyObject *say(PyObject *, PyObject *text) {
    std::cout << PyUnicode_AsUTF8(text) << std::endl;
    Py_RETURN_NONE;
}

PyMethodDef functions[] = {
    {"write_text", write_text, METH_O, nullptr},
    {"read_numbers", read_numbers, METH_O, nullptr},
    {"find_words", find_words, METH_O, nullptr},
    {"refuse_pattern", refuse_pattern, METH_NOARGS, nullptr},
    {"mix", mix, METH_NOARGS, nullptr},
    {"say", say, METH_O, nullptr},
    {nullptr, nullptr, 0, nullptr},
};

PyModuleDef definition = {PyModuleDef_HEAD_INIT, "streamer", nullptr, -1, functions};

}  // namespace

PyMODINIT_FUNC PyInit_streamer() {
    return PyModule_Create(&definition);
}
