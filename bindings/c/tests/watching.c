/* A subscriber is told of everything from then on, in order, and of nothing once he has ended it. */
#include "check.h"

#include <string.h>

static void change(linli_store store, const char *place)
{
    CHECK(is_ok(ask(store, "{\"op\":\"add_place\",\"place\":\"%s\"}", place)));
}

/* Asks the store from inside the callback. */
static void ask_inside(struct told *told)
{
    CHECK(is_ok(ask(told->store, "{\"op\":\"places\"}")));
}

static void end_inside(struct told *told)
{
    CHECK(is_ok(linli_unsubscribe(told->subscription)));
}

static void close_inside(struct told *told)
{
    CHECK(is_ok(linli_close(told->store)));
}

static void told_and_not_told(linli_store store)
{
    struct told told, other;
    unsigned calls;
    told_begin(&told, store);
    told_begin(&other, store);
    CHECK(told.subscription != other.subscription);
    change(store, "3-1");
    CHECK(told_at_least(&told, 1));
    CHECK(strstr(told.last, "{\"changes\":[{\"kind\":\"") == told.last);
    CHECK(strstr(told.last, "\"roster\"") != NULL || strstr(told.last, "\"register\"") != NULL);
    told_end(&told);
    calls = told.calls;
    change(store, "3-2");
    CHECK(told_at_least(&other, 2));
    CHECK(told.calls == calls);
    CHECK(other.one_thread && !pthread_equal(other.thread, pthread_self()));
    told_end(&other);
    /* Ended twice is ended. */
    CHECK(is_ok(linli_unsubscribe(other.subscription)));
}

static void from_inside(linli_store store)
{
    struct told asking, ending;
    told_begin(&asking, store);
    asking.also = ask_inside;
    told_begin(&ending, store);
    ending.also = end_inside;
    change(store, "4-1");
    CHECK(told_at_least(&asking, 1));
    CHECK(told_at_least(&ending, 1));
    change(store, "4-2");
    CHECK(told_at_least(&asking, 2));
    /* The listeners of one store are served in turn: what is told to the next one is past this one. */
    CHECK(is_ok(linli_unsubscribe(ending.subscription)));
    CHECK(told_calls(&ending) == 1);
    told_end(&asking);
    told_end(&ending);
}

/* Closing tells what is still to be told, and then nothing. */
static void closing(void)
{
    linli_store store = open_in("closing");
    struct told told;
    unsigned calls;
    CHECK(is_ok(ask(store, "{\"op\":\"create_community\",\"name\":\"清风苑\"}")));
    told_begin(&told, store);
    change(store, "1-1");
    CHECK(is_ok(linli_close(store)));
    calls = told.calls;
    CHECK(calls == 1);
    CHECK(is_error(linli_subscribe(store, tell, &told, &told.subscription), "store_closed", NULL));
    told_end(&told);
}

static void closing_from_inside(void)
{
    linli_store store = open_in("closing-inside");
    struct told told;
    CHECK(is_ok(ask(store, "{\"op\":\"create_community\",\"name\":\"清风苑\"}")));
    told_begin(&told, store);
    told.also = close_inside;
    change(store, "1-1");
    CHECK(told_at_least(&told, 1));
    /* Waits until the callback has come back. */
    told_end(&told);
    CHECK(is_error(ask(store, "{\"op\":\"identity\"}"), "store_closed", NULL));
    store = open_in("closing-inside");
    CHECK(holds(ask(store, "{\"op\":\"places\"}"), "\"name\":\"1-1\""));
    CHECK(is_ok(linli_close(store)));
}

void test_watching(void)
{
    linli_store store = open_in("watching");
    CHECK(is_ok(ask(store, "{\"op\":\"create_community\",\"name\":\"月亮湾社区\"}")));
    told_and_not_told(store);
    from_inside(store);
    CHECK(is_ok(linli_close(store)));
    closing();
    closing_from_inside();
}
