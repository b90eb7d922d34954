/* A store is opened once, with its key, and is closed for good; a file that is not ours is left as it is. */
#include "check.h"

#include <stdio.h>

static const unsigned char other_key[LINLI_KEY_LENGTH] = {8, 7, 6, 5, 4, 3, 2, 1};

/* Overwrites part of a file. */
static void damage(const char *path, long at, size_t length)
{
    FILE *file = fopen(path, "r+b");
    CHECK(file != NULL);
    if (file != NULL) {
        CHECK(fseek(file, at, SEEK_SET) == 0);
        while (length-- > 0)
            fputc('x', file);
        CHECK(fclose(file) == 0);
    }
}

void test_opening(void)
{
    linli_store first = open_in("opening");
    linli_store second = 99;
    const char *folder = path_of("opening");
    CHECK(is_error(linli_open(folder, test_key, 32, NULL, &second), "store_in_use", NULL));
    CHECK(second == 0);
    CHECK(is_ok(ask(first, "{\"op\":\"create_community\",\"name\":\"月亮湾社区\"}")));
    CHECK(is_ok(ask(first, "{\"op\":\"suspend\"}")));
    CHECK(is_error(ask(first, "{\"op\":\"list_visits\"}"), "store_closed", NULL));
    CHECK(is_ok(ask(first, "{\"op\":\"resume\"}")));
    CHECK(is_ok(ask(first, "{\"op\":\"list_visits\"}")));
    CHECK(is_ok(linli_close(first)));
    CHECK(is_error(linli_close(first), "store_closed", NULL));
    CHECK(is_error(ask(first, "{\"op\":\"identity\"}"), "store_closed", NULL));

    CHECK(is_error(linli_open(folder, other_key, 32, NULL, &second), "wrong_key", NULL));
    CHECK(second == 0);
    CHECK(is_ok(linli_open(folder, test_key, 32, "{\"ballast\":65536}", &second)));
    /* Numbers are never used twice. */
    CHECK(second != first);
    CHECK(holds(ask(second, "{\"op\":\"identity\"}"), "\"roles\":[\"community_office\"]"));
    CHECK(is_ok(linli_close(second)));

    damage(path_of("opening/linli.db"), 4096, 16384);
    CHECK(is_error(linli_open(folder, test_key, 32, NULL, &second), "damaged_file", NULL));
    CHECK(second == 0);
    CHECK(is_error(linli_open(path_of("opening/linli.db/below"), test_key, 32, NULL, &second), "io", NULL));
    CHECK(second == 0);
}
