/* A store of every release opens and can be written: tests/stores/README.md. The test's caller has put copies below the scratch
 * folder, in `releases`. */
#include "check.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

static void opens(const char *name)
{
    unsigned char key[LINLI_KEY_LENGTH];
    char folder[512];
    linli_store store = 0;
    unsigned at;
    for (at = 0; at < LINLI_KEY_LENGTH; at++)
        key[at] = (unsigned char)at;
    snprintf(folder, sizeof folder, "releases/%.200s", name);
    CHECK(is_ok(linli_open(path_of(folder), key, sizeof key, "{\"ballast\":0}", &store)));
    CHECK(holds(ask(store, "{\"op\":\"round_list\",\"stairwell\":\"3-1\"}"), "\"3-1-101\""));
    CHECK(holds(ask(store, "{\"op\":\"list_visits\"}"), "\"withdrawn\":true"));
    CHECK(holds(ask(store, "{\"op\":\"digest\"}"), "\"3-1\":{\"records\":\""));
    CHECK(is_ok(ask(store, "{\"op\":\"record_visit\",\"household\":\"3-1-101\",\"outcome\":\"home\"}")));
    CHECK(is_ok(linli_close(store)));
}

void test_releases(void)
{
    DIR *releases = opendir(path_of("releases"));
    struct dirent *entry;
    unsigned found = 0;
    CHECK(releases != NULL);
    if (releases == NULL)
        return;
    while ((entry = readdir(releases)) != NULL) {
        if (entry->d_name[0] != '.') {
            opens(entry->d_name);
            found++;
        }
    }
    CHECK(closedir(releases) == 0);
    CHECK(found > 0);
}
