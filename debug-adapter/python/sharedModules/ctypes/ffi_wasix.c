/*
 * libffi's back end for WebAssembly on WASIX: calls by WASIX's call_dynamic, closures by its
 * closure_prepare. Types are passed as WebAssembly's tool conventions say (BasicCABI.md): integers
 * of up to 32 bits and pointers as i32, a long double as two i64, a structure with a single scalar as
 * that scalar, any other one by its address, variable arguments in a block whose address comes last.
 */
#include "ffi_wasix.h"

#include <ffi_common.h>
#include <alloca.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "variadic_functions.h"

/* WASIX's __wasi_wasm_value_type_t. */
typedef enum { I32, I64, F32, F64 } value_type;

static const char *const TYPE_NAMES[] = {"i32", "i64", "f32", "f64", "v128"};
static const uint8_t TYPE_SIZES[] = {4, 8, 4, 8, 16};

/* WASIX's __wasi_reflection_result_t. */
typedef struct {
    uint8_t cacheable;
    uint16_t parameters;
    uint16_t results;
} reflection;

#define WASIX_CALL(name) __attribute__((import_module("wasix_32v1"), import_name(#name)))

WASIX_CALL(call_dynamic)
int32_t wasix_call_dynamic(void *function, const uint8_t *values, size_t values_size,
                           uint8_t *results, size_t results_size, uint32_t strict);
WASIX_CALL(reflect_signature)
int32_t wasix_reflect_signature(void *function, uint8_t *parameters, uint32_t parameter_room,
                                uint8_t *results, uint32_t result_room, reflection *found);
WASIX_CALL(closure_allocate)
int32_t wasix_closure_allocate(uint32_t *closure);
WASIX_CALL(closure_prepare)
int32_t wasix_closure_prepare(void *backing, uint32_t closure, const uint8_t *parameters,
                              size_t parameter_count, const uint8_t *results,
                              size_t result_count, void *data);
WASIX_CALL(closure_free)
int32_t wasix_closure_free(uint32_t closure);

/* How WASIX's libc has them, in errno.h. */
enum { WASIX_EINVAL = 28, WASIX_EOVERFLOW = 61 };

/* In a cif's flags. */
enum { IS_VARIADIC = 1 };

/* ------------------------------------------------------------------ types */

/* The scalar as which a type is passed; NULL for one that is passed by its address. */
static const ffi_type *scalar_of(const ffi_type *type) {
    while (type->type == FFI_TYPE_STRUCT) {
        ffi_type *only = type->elements[0];
        if (only == NULL || type->elements[1] != NULL || only->size != type->size) return NULL;
        type = only;
    }
    return type;
}

/* The types in WebAssembly of a scalar, one or two; returns their number. */
static unsigned value_types(const ffi_type *scalar, uint8_t types[2]) {
    switch (scalar->type) {
        case FFI_TYPE_VOID:
            return 0;
        case FFI_TYPE_FLOAT:
            types[0] = F32;
            return 1;
        case FFI_TYPE_DOUBLE:
            types[0] = F64;
            return 1;
        case FFI_TYPE_SINT64:
        case FFI_TYPE_UINT64:
            types[0] = I64;
            return 1;
        case FFI_TYPE_LONGDOUBLE:
            types[0] = types[1] = I64;
            return 2;
        default:
            types[0] = I32;
            return 1;
    }
}

/* Whether a result is written to an address, which is the first argument then. */
static bool is_result_in_memory(const ffi_type *type) {
    const ffi_type *scalar = scalar_of(type);
    return scalar == NULL || scalar->type == FFI_TYPE_LONGDOUBLE;
}

/* The bits of a scalar as it is passed, of which an integer fills 32 at least; returns their size. */
static unsigned load_scalar(const ffi_type *scalar, const void *value, uint8_t bits[16]) {
    int32_t number;
    switch (scalar->type) {
        case FFI_TYPE_SINT8:
            number = *(const int8_t *)value;
            break;
        case FFI_TYPE_UINT8:
            number = *(const uint8_t *)value;
            break;
        case FFI_TYPE_SINT16:
            number = *(const int16_t *)value;
            break;
        case FFI_TYPE_UINT16:
            number = *(const uint16_t *)value;
            break;
        default:
            memcpy(bits, value, scalar->size);
            return scalar->size;
    }
    memcpy(bits, &number, sizeof number);
    return sizeof number;
}

ffi_status FFI_HIDDEN ffi_prep_cif_machdep(ffi_cif *cif) {
    cif->nfixedargs = cif->nargs;
    return FFI_OK;
}

ffi_status FFI_HIDDEN ffi_prep_cif_machdep_var(ffi_cif *cif, unsigned fixed, unsigned total) {
    (void)total;
    cif->nfixedargs = fixed;
    cif->flags = IS_VARIADIC;
    return FFI_OK;
}

/* ------------------------------------------------------------------ calls */

/* Values that lie one after the other, without gaps, and their types. */
typedef struct {
    uint8_t *types;
    uint8_t *bytes;
    unsigned count;
    unsigned size;
} value_list;

static void append(value_list *list, uint8_t type, const void *bits) {
    list->types[list->count++] = type;
    memcpy(list->bytes + list->size, bits, TYPE_SIZES[type]);
    list->size += TYPE_SIZES[type];
}

static void append_address(value_list *list, const void *address) {
    append(list, I32, &address);
}

/* A structure that is passed by its address belongs to the called function, as if it were a copy: it is one. */
static void append_argument(value_list *list, const ffi_type *type, void *value, void *copy) {
    const ffi_type *scalar = scalar_of(type);
    if (scalar == NULL) {
        append_address(list, memcpy(copy, value, type->size));
        return;
    }
    uint8_t types[2];
    uint8_t bits[16];
    const unsigned count = value_types(scalar, types);
    load_scalar(scalar, value, bits);
    for (unsigned index = 0; index < count; index++) append(list, types[index], bits + 8 * index);
}

static size_t aligned(size_t offset, size_t alignment) {
    return (offset + alignment - 1) / alignment * alignment;
}

/* Writes variable arguments as va_arg reads them, or nothing where there is no block; returns their size. */
static size_t write_variable(const ffi_cif *cif, unsigned fixed, void **values, uint8_t *block) {
    size_t offset = 0;
    for (unsigned index = fixed; index < cif->nargs; index++) {
        const ffi_type *scalar = scalar_of(cif->arg_types[index]);
        uint8_t bits[16];
        unsigned size;
        size_t alignment = sizeof(void *);
        if (scalar == NULL) {
            memcpy(bits, &values[index], size = sizeof(void *));
        } else {
            size = load_scalar(scalar, values[index], bits);
            if (scalar->alignment > alignment) alignment = scalar->alignment;
        }
        offset = aligned(offset, alignment);
        if (block != NULL) memcpy(block + offset, bits, size);
        offset += size;
    }
    return offset;
}

/* A type in the notation of WebAssembly's text format. */
static void print_type(FILE *stream, const uint8_t *parameters, unsigned parameter_count,
                       const uint8_t *results, unsigned result_count) {
    fputc('(', stream);
    for (unsigned index = 0; index < parameter_count; index++)
        fprintf(stream, "%s%s", index == 0 ? "" : " ", TYPE_NAMES[parameters[index]]);
    fputs(") -> (", stream);
    for (unsigned index = 0; index < result_count; index++)
        fprintf(stream, "%s%s", index == 0 ? "" : " ", TYPE_NAMES[results[index]]);
    fputc(')', stream);
}

/* What a function turned out to be. */
typedef struct {
    uint8_t *parameters;
    unsigned parameter_count;
    uint8_t results[2];
    unsigned result_count;
} signature;

static char *describe_mismatch(const signature *actual, const value_list *given,
                               const uint8_t *wanted, unsigned wanted_count) {
    char *text = NULL;
    size_t size;
    FILE *stream = open_memstream(&text, &size);
    if (stream == NULL) return strdup("the function is of another type than it is called with");
    fputs("the function's type in WebAssembly is ", stream);
    print_type(stream, actual->parameters, actual->parameter_count, actual->results,
               actual->result_count);
    fputs(", but it is called as ", stream);
    print_type(stream, given->types, given->count, wanted, wanted_count);
    fputs("; set argtypes and restype as its declaration in C has them", stream);
    fclose(stream);
    return text;
}

/*
 * Makes the values fit to the function's parameters, in another list; returns whether they do. Of more
 * values than it has parameters, it does not see the last, as elsewhere.
 */
static bool fit(const value_list *given, const signature *actual, value_list *fitting) {
    if (given->count < actual->parameter_count) return false;
    const uint8_t *bits = given->bytes;
    for (unsigned index = 0; index < actual->parameter_count; index++) {
        const uint8_t type = given->types[index];
        const uint8_t wanted = actual->parameters[index];
        if (type == wanted) {
            append(fitting, type, bits);
        } else if (type == I32 && wanted == I64) {
            int32_t number;
            memcpy(&number, bits, sizeof number);
            append(fitting, I64, &(int64_t){number});
        } else {
            return false;
        }
        bits += TYPE_SIZES[type];
    }
    return true;
}

/* Whether a result of one type can be taken for one of another: both integers, or not there. */
static bool fits_result(const signature *actual, const uint8_t *wanted, unsigned wanted_count) {
    if (actual->result_count > 1) return false;
    if (actual->result_count == 0 || wanted_count == 0) return true;
    const bool are_integers = actual->results[0] <= I64 && wanted[0] <= I64;
    return are_integers || actual->results[0] == wanted[0];
}

/* Writes a result where libffi's users find it: an integer in an ffi_arg at least. */
static void store_result(const ffi_type *scalar, const signature *actual, const uint8_t *bits,
                         void *result) {
    if (scalar->type == FFI_TYPE_VOID || result == NULL) return;
    if (scalar->type == FFI_TYPE_FLOAT || scalar->type == FFI_TYPE_DOUBLE) {
        memcpy(result, bits, scalar->size);
        return;
    }
    int64_t number = 0;
    if (actual->result_count == 1 && actual->results[0] == I64) {
        memcpy(&number, bits, sizeof number);
    } else if (actual->result_count == 1) {
        int32_t narrow;
        memcpy(&narrow, bits, sizeof narrow);
        number = narrow;
    }
    memcpy(result, &number, scalar->size > sizeof(ffi_arg) ? scalar->size : sizeof(ffi_arg));
}

char *wasix_ffi_call(ffi_cif *cif, void *function, void *result, void **values) {
    const bool in_memory = is_result_in_memory(cif->rtype);
    unsigned fixed = cif->nfixedargs;
    bool is_variadic = (cif->flags & IS_VARIADIC) != 0;
    if (!is_variadic) {
        const unsigned known = wasix_fixed_arguments(function);
        is_variadic = known != 0 && cif->nargs >= known;
        if (is_variadic) fixed = known;
    }

    /* An address for the result, two values for each argument, and the address of variable ones. */
    const unsigned room = 2 * fixed + 2;
    value_list given = {alloca(room), alloca(8 * room), 0, 0};
    if (in_memory) append_address(&given, result != NULL ? result : alloca(cif->rtype->size));
    for (unsigned index = 0; index < fixed; index++) {
        const ffi_type *type = cif->arg_types[index];
        append_argument(&given, type, values[index],
                        scalar_of(type) == NULL ? alloca(aligned(type->size, 16)) : NULL);
    }
    if (is_variadic) {
        uint8_t *block = alloca(aligned(write_variable(cif, fixed, values, NULL), 16) + 16);
        block = (uint8_t *)aligned((size_t)block, 16);
        write_variable(cif, fixed, values, block);
        append_address(&given, block);
    }

    uint8_t wanted[2];
    const unsigned wanted_count = in_memory ? 0 : value_types(scalar_of(cif->rtype), wanted);

    signature actual = {alloca(given.count + 1), 0, {0}, 0};
    reflection found;
    const int32_t error = wasix_reflect_signature(function, actual.parameters, given.count,
                                                  actual.results, 2, &found);
    if (error == WASIX_EINVAL) return strdup("there is no function at this address");
    actual.parameter_count = found.parameters;
    actual.result_count = found.results;
    if (error == WASIX_EOVERFLOW) {
        actual.parameters = alloca(found.parameters + 1);
        if (found.results > 2 ||
            wasix_reflect_signature(function, actual.parameters, found.parameters, actual.results,
                                    2, &found) != 0)
            return strdup("the function is of a type that C has not");
    }

    value_list fitting = {alloca(room), alloca(8 * room), 0, 0};
    if (!fit(&given, &actual, &fitting) || !fits_result(&actual, wanted, wanted_count))
        return describe_mismatch(&actual, &given, wanted, wanted_count);

    uint8_t outcome[8] = {0};
    const unsigned outcome_size = actual.result_count == 0 ? 0 : TYPE_SIZES[actual.results[0]];
    if (wasix_call_dynamic(function, fitting.bytes, fitting.size, outcome, outcome_size, 1) != 0)
        return strdup("the function is of a type that C has not");
    if (!in_memory) store_result(scalar_of(cif->rtype), &actual, outcome, result);
    return NULL;
}

/* --------------------------------------------------------------- closures */

/* The slot of the table is kept where other machines have code. */
static uint32_t *slot_of(ffi_closure *closure) {
    return (uint32_t *)closure->tramp;
}

void *ffi_closure_alloc(size_t size, void **code) {
    ffi_closure *closure = malloc(size < sizeof *closure ? sizeof *closure : size);
    if (closure == NULL) return NULL;
    if (wasix_closure_allocate(slot_of(closure)) != 0) {
        free(closure);
        return NULL;
    }
    *code = (void *)*slot_of(closure);
    return closure;
}

void ffi_closure_free(void *writable) {
    if (wasix_closure_free(*slot_of(writable)) != 0) abort();
    free(writable);
}

/* What all closures lead to; see closure_prepare in WASIX's wasi/api_wasix.h. */
static void call_closure(uint8_t *values, uint8_t *results, void *data) {
    ffi_closure *closure = data;
    ffi_cif *cif = closure->cif;
    void **arguments = alloca((cif->nargs + 1) * sizeof *arguments);
    void *result_address = NULL;
    if (is_result_in_memory(cif->rtype)) {
        memcpy(&result_address, values, sizeof result_address);
        values += sizeof result_address;
    }
    for (unsigned index = 0; index < cif->nargs; index++) {
        const ffi_type *scalar = scalar_of(cif->arg_types[index]);
        uint8_t types[2];
        if (scalar == NULL) {
            memcpy(&arguments[index], values, sizeof(void *));
            values += sizeof(void *);
            continue;
        }
        /* Those who read them expect them aligned. */
        const unsigned count = value_types(scalar, types);
        const unsigned size = count * TYPE_SIZES[types[0]];
        uint8_t *value = alloca(32);
        value = (uint8_t *)aligned((size_t)value, 16);
        arguments[index] = memcpy(value, values, size);
        values += size;
    }
    if (result_address != NULL) {
        closure->fun(cif, result_address, arguments, closure->user_data);
        return;
    }
    _Alignas(16) uint8_t result[16] = {0};
    uint8_t types[2];
    const ffi_type *scalar = scalar_of(cif->rtype);
    closure->fun(cif, result, arguments, closure->user_data);
    if (value_types(scalar, types) == 1) memcpy(results, result, TYPE_SIZES[types[0]]);
}

ffi_status ffi_prep_closure_loc(ffi_closure *closure, ffi_cif *cif,
                                void (*function)(ffi_cif *, void *, void **, void *), void *data,
                                void *code) {
    if (cif->abi != FFI_DEFAULT_ABI || (cif->flags & IS_VARIADIC) != 0) return FFI_BAD_ABI;
    uint8_t *parameters = alloca(2 * cif->nargs + 1);
    unsigned count = 0;
    uint8_t results[2];
    unsigned result_count = 0;
    if (is_result_in_memory(cif->rtype)) {
        parameters[count++] = I32;
    } else {
        result_count = value_types(scalar_of(cif->rtype), results);
    }
    for (unsigned index = 0; index < cif->nargs; index++) {
        const ffi_type *scalar = scalar_of(cif->arg_types[index]);
        if (scalar == NULL) {
            parameters[count++] = I32;
        } else {
            count += value_types(scalar, parameters + count);
        }
    }
    closure->cif = cif;
    closure->fun = function;
    closure->user_data = data;
    return wasix_closure_prepare((void *)call_closure, (uint32_t)code, parameters, count, results,
                                 result_count, closure) == 0
               ? FFI_OK
               : FFI_BAD_TYPEDEF;
}
