/* What libffi's configure would find out about WASIX. */
#define HAVE_ALLOCA_H 1
#define HAVE_LONG_DOUBLE 1
#define STDC_HEADERS 1
#define FFI_HIDDEN __attribute__((visibility("hidden")))
