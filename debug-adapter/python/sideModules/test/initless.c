/* A module that Python cannot import: it has no PyInit_initless. */
int initless_answer(void) {
    return 42;
}
