/* What libffi's interface lacks for WebAssembly, where a function is called by its own type or not at all. */
#ifndef FFI_WASIX_H
#define FFI_WASIX_H

#include <ffi.h>

/*
 * As ffi_call, which has no result. Returns NULL; or, when the function cannot be called so, a
 * sentence that says why and what to do, which the caller frees.
 *
 * Whoever declares a function differently than it is gets what other machines give where that is
 * of use: a number is widened, arguments too many are dropped, and a result is 0, dropped or cut to size.
 */
char *wasix_ffi_call(ffi_cif *cif, void *function, void *result, void **values);

#endif
