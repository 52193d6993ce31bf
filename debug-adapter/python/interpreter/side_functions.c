#include "side_functions.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wasi/api.h>

/* As many as METH_METHOD | METH_FASTCALL | METH_KEYWORDS has. */
enum { MOST_PARAMETERS = 5 };

/*
 * Pointers from here on lead to functions of modules that were loaded: the host
 * says so when it links the first one.
 */
__attribute__((visibility("default"))) uintptr_t wasix_first_side_function = UINTPTR_MAX;

/* A function, and how many parameters it has. */
struct target {
    uintptr_t function;
    int parameters;
};

typedef uint32_t Value;

/* What a function is called by that fits: it passes on as many values as the target takes. */
static void
call_target(uint8_t *values, uint8_t *results, void *data)
{
    const struct target *target = data;
    Value v[MOST_PARAMETERS] = {0};
    memcpy(v, values, (size_t)target->parameters * sizeof v[0]);
    Value result = 0;
    switch (target->parameters) {
        case 0: result = ((Value (*)(void))target->function)(); break;
        case 1: result = ((Value (*)(Value))target->function)(v[0]); break;
        case 2: result = ((Value (*)(Value, Value))target->function)(v[0], v[1]); break;
        case 3:
            result = ((Value (*)(Value, Value, Value))target->function)(v[0], v[1], v[2]);
            break;
        case 4:
            result = ((Value (*)(Value, Value, Value, Value))target->function)(v[0], v[1], v[2],
                                                                               v[3]);
            break;
    }
    memcpy(results, &result, sizeof result);
}

/* How many parameters a function has; -1 unless they and its one result are of 32 bits. */
static int
count_parameters(uintptr_t function)
{
    __wasi_wasm_value_type_t parameters[MOST_PARAMETERS], result;
    __wasi_reflection_result_t found;
    if (__wasi_reflect_signature(function, parameters, MOST_PARAMETERS, &result, 1, &found) != 0
        || found.results != 1 || result != __WASI_WASM_VALUE_TYPE_I32) {
        return -1;
    }
    for (int i = 0; i < found.arguments; i++) {
        if (parameters[i] != __WASI_WASM_VALUE_TYPE_I32) {
            return -1;
        }
    }
    return found.arguments;
}

/* @returns a function that is called with so many parameters: the same, if it has as many or more. */
static uintptr_t
fit(uintptr_t function, int wanted)
{
    if (function < wasix_first_side_function) {
        return function;
    }
    int parameters = count_parameters(function);
    if (parameters < 0 || parameters >= wanted) {
        return function;
    }
    /* It lives as long as the definition, which modules never give back. */
    struct target *target = malloc(sizeof *target);
    __wasi_function_pointer_t closure;
    if (target == NULL || __wasi_closure_allocate(&closure) != 0) {
        free(target);
        return function;
    }
    *target = (struct target){function, parameters};
    static const __wasi_wasm_value_type_t types[MOST_PARAMETERS] = {
        __WASI_WASM_VALUE_TYPE_I32, __WASI_WASM_VALUE_TYPE_I32, __WASI_WASM_VALUE_TYPE_I32,
        __WASI_WASM_VALUE_TYPE_I32, __WASI_WASM_VALUE_TYPE_I32,
    };
    if (__wasi_closure_prepare((__wasi_function_pointer_t)(uintptr_t)call_target, closure, types,
                               (size_t)wanted, types, 1, (uint8_t *)target) != 0) {
        free(target);
        return function;
    }
    return closure;
}

/* With how many parameters Python calls a method; 0 for flags that it does not know. */
static int
parameters_of(int flags)
{
    switch (flags & (METH_VARARGS | METH_FASTCALL | METH_NOARGS | METH_O | METH_KEYWORDS
                     | METH_METHOD)) {
        case METH_VARARGS:
        case METH_NOARGS:
        case METH_O:
            return 2;
        case METH_VARARGS | METH_KEYWORDS:
        case METH_FASTCALL:
            return 3;
        case METH_FASTCALL | METH_KEYWORDS:
            return 4;
        case METH_METHOD | METH_FASTCALL | METH_KEYWORDS:
            return 5;
        default:
            return 0;
    }
}

void
wasix_fit_method(PyMethodDef *method)
{
    uintptr_t function = (uintptr_t)method->ml_meth;
    method->ml_meth = (PyCFunction)fit(function, parameters_of(method->ml_flags));
}

void
wasix_fit_attribute(PyGetSetDef *attribute)
{
    if (attribute->get != NULL) {
        attribute->get = (getter)fit((uintptr_t)attribute->get, 2);
    }
    if (attribute->set != NULL) {
        attribute->set = (setter)fit((uintptr_t)attribute->set, 3);
    }
}
