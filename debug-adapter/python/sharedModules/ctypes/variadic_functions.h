/* Which functions have variable arguments, for callers that do not say so. */
#ifndef VARIADIC_FUNCTIONS_H
#define VARIADIC_FUNCTIONS_H

/*
 * The number of arguments before the variable ones, where it is known that a function has such; else 0.
 * Of libc and of Python's API it is: elsewhere ctypes has always called these without argtypes, as the first
 * example of its documentation does.
 */
unsigned wasix_fixed_arguments(const void *function);

#endif
