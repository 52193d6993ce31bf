/* Greets its arguments and exits with their number plus one. */
#include <stdio.h>

int
main(int argc, char **argv)
{
    printf("hello");
    for (int index = 1; index < argc; index++) {
        printf(" %s", argv[index]);
    }
    printf("\n");
    return argc;
}
