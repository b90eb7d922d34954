#include "linli.h"

#include <stdio.h>
#include <string.h>

/* Called on a thread of the library, after the change is durable. */
static void changed(void *user_data, char *changes)
{
    printf("%s %s\n", (const char *)user_data, changes);
    linli_free(changes);
}

/* Prints an answer and frees it; 1 if it is an error. */
static int shown(char *answer)
{
    int refused = strstr(answer, "\"error\":{") != NULL;
    printf("%s\n", answer);
    linli_free(answer);
    return refused;
}

int main(int argc, char **argv)
{
    unsigned char key[LINLI_KEY_LENGTH];
    linli_store store;
    linli_subscription subscription;
    int refused;
    FILE *random = fopen("/dev/urandom", "rb");

    /* 32 random bytes, drawn once. An app lets the platform's key store wrap them, and keeps what that gives. */
    if (argc != 2 || random == NULL || fread(key, sizeof key, 1, random) != 1)
        return 2;
    fclose(random);

    refused = shown(linli_open(argv[1], key, sizeof key, NULL, &store));
    memset(key, 0, sizeof key);
    if (refused)
        return 1;
    refused += shown(linli_subscribe(store, changed, (void *)"changed:", &subscription));
    refused += shown(linli_call(store, "{\"op\":\"create_community\",\"name\":\"月亮湾社区\",\"compound\":\"月亮湾\"}"));
    refused += shown(linli_call(store, "{\"op\":\"add_place\",\"place\":\"3-1\"}"));
    refused += shown(linli_call(store, "{\"op\":\"collect_topic\",\"source\":\"stairwell\",\"title\":\"楼道堆物\","
                                       "\"text\":\"五楼楼道长期堆放纸箱\",\"scope\":{\"stairwell\":\"3-1\"}}"));
    refused += shown(linli_call(store, "{\"id\":1,\"op\":\"list_topics\"}"));
    refused += shown(linli_close(store));
    return refused > 0;
}
