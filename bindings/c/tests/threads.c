/* Any thread may call at any time; what waits for a network can be called off from another. */
#include "check.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { THREADS = 4, VISITS = 10 };

struct caller {
    pthread_t thread;
    linli_store store;
    char url[64];
    unsigned good;
};

/* Calls from a thread are counted and checked by the one that started it: CHECK is not for several threads at once. */
static void *visits(void *user_data)
{
    struct caller *caller = (struct caller *)user_data;
    int i;
    for (i = 0; i < VISITS; i++) {
        caller->good += (unsigned)is_ok(
            ask(caller->store, "{\"op\":\"record_visit\",\"household\":\"3-1-501\",\"outcome\":\"not_home\"}"));
        caller->good += (unsigned)is_ok(ask(caller->store, "{\"op\":\"list_visits\",\"limit\":5}"));
    }
    return NULL;
}

static unsigned count(const char *text, const char *part)
{
    unsigned times = 0;
    for (; (text = strstr(text, part)) != NULL; text += strlen(part))
        times++;
    return times;
}

static void many_at_once(linli_store store)
{
    struct caller callers[THREADS];
    char *answer;
    int i;
    for (i = 0; i < THREADS; i++) {
        callers[i].store = store;
        callers[i].good = 0;
        CHECK(pthread_create(&callers[i].thread, NULL, visits, &callers[i]) == 0);
    }
    for (i = 0; i < THREADS; i++) {
        CHECK(pthread_join(callers[i].thread, NULL) == 0);
        CHECK(callers[i].good == 2 * VISITS);
    }
    answer = ask(store, "{\"op\":\"list_visits\",\"limit\":500}");
    CHECK(count(answer, "\"visit\":\"") == THREADS * VISITS);
    linli_free(answer);
}

/* A port on which somebody listens and never says a word. */
static int silence(char *url, size_t size)
{
    struct sockaddr_in address;
    socklen_t length = sizeof address;
    int listening = socket(AF_INET, SOCK_STREAM, 0);
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    CHECK(bind(listening, (struct sockaddr *)&address, sizeof address) == 0);
    CHECK(listen(listening, 4) == 0);
    CHECK(getsockname(listening, (struct sockaddr *)&address, &length) == 0);
    snprintf(url, size, "https://127.0.0.1:%u", (unsigned)ntohs(address.sin_port));
    return listening;
}

static void *claim(void *user_data)
{
    struct caller *caller = (struct caller *)user_data;
    caller->good = (unsigned)is_error(ask(caller->store,
                                          "{\"op\":\"claim_hub\",\"hub\":\"%s\",\"token\":\"x\",\"pin\":"
                                          "\"0000000000000000000000000000000000000000000000000000000000000000\"}",
                                          caller->url),
                                      "sync_cancelled", NULL);
    return NULL;
}

/* Somebody waits for a hub that does not answer; `call_off` ends it. */
static void waiting(linli_store store, char *(*call_off)(linli_store))
{
    struct caller caller;
    int listening, connection;
    caller.store = store;
    caller.good = 0;
    listening = silence(caller.url, sizeof caller.url);
    CHECK(pthread_create(&caller.thread, NULL, claim, &caller) == 0);
    connection = accept(listening, NULL, NULL);
    CHECK(connection >= 0);
    CHECK(is_ok(call_off(store)));
    CHECK(pthread_join(caller.thread, NULL) == 0);
    CHECK(caller.good == 1);
    close(connection);
    close(listening);
}

void test_threads(void)
{
    linli_store store = open_in("threads");
    CHECK(is_ok(ask(store, "{\"op\":\"create_community\",\"name\":\"月亮湾社区\"}")));
    CHECK(is_ok(ask(store, "{\"op\":\"import_register\",\"file\":\"%s\"}", path_of("register.csv"))));
    many_at_once(store);
    CHECK(is_error(ask(store, "{\"op\":\"sync\"}"), "hub_missing", NULL));
    waiting(store, linli_cancel);
    /* The next exchange is not concerned: it is called off by closing, and not before. */
    waiting(store, linli_close);
    CHECK(is_error(linli_cancel(store), "store_closed", NULL));
}
