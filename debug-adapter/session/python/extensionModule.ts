/** The file of an extension module, as in `_core.cpython-313-x86_64-linux-gnu.so`: its name first. */
export const EXTENSION_MODULE = /^(\w+)\.(?:[\w.-]+\.)?(?:so|pyd|dylib)$/;
