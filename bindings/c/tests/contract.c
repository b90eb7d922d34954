/*
 * Holds the library to linli.h. Called with a scratch folder that holds nothing but copies of old stores; ends with
 * `N passed, N failed`. `cargo xtask test --only c` builds it and runs it plainly and under valgrind.
 */
#include "check.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: contract FOLDER\n");
        return 2;
    }
    scratch = argv[1];
    test_arguments();
    test_opening();
    test_releases();
    test_day();
    test_watching();
    test_threads();
    return summed_up();
}
