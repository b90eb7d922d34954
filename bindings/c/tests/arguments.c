/* Whatever C can hand over by mistake is an error of its own, and says where. */
#include "check.h"

#include <stdlib.h>
#include <string.h>

static const char no_utf8[] = "3-1\xff\xfe";

static int never(void *user_data, const unsigned char *key, size_t key_len)
{
    (void)user_data;
    (void)key;
    (void)key_len;
    CHECK(!"a restore that cannot be asks nobody to keep a key");
    return 0;
}

static void opening(void)
{
    linli_store store = 99;
    const char *folder = path_of("arguments");
    CHECK(is_error(linli_open(NULL, test_key, 32, NULL, &store), "argument_missing", "folder"));
    CHECK(store == 0);
    CHECK(is_error(linli_open(folder, NULL, 32, NULL, &store), "argument_missing", "key"));
    CHECK(is_error(linli_open(folder, test_key, 32, NULL, NULL), "argument_missing", "store"));
    CHECK(is_error(linli_open(folder, test_key, 31, NULL, &store), "key_format", "key"));
    CHECK(is_error(linli_open(folder, test_key, (size_t)-1, NULL, &store), "key_format", "key"));
    CHECK(is_error(linli_open(no_utf8, test_key, 32, NULL, &store), "argument_encoding", "folder"));
    CHECK(is_error(linli_open(folder, test_key, 32, no_utf8, &store), "argument_encoding", "options"));
    CHECK(is_error(linli_open(folder, test_key, 32, "{", &store), "options_malformed", "options"));
    CHECK(is_error(linli_open(folder, test_key, 32, "[]", &store), "options_malformed", "options"));
    CHECK(is_error(linli_open(folder, test_key, 32, "{\"ballast\":-1}", &store), "field_range", "ballast"));
    CHECK(is_error(linli_open(folder, test_key, 32, "{\"ballast\":\"x\"}", &store), "field_type", "ballast"));
    CHECK(is_error(linli_open(folder, test_key, 32, "{\"proxy\":\"::\"}", &store), "proxy_malformed", "proxy"));
    CHECK(store == 0);
}

static void no_store(void)
{
    linli_subscription subscription = 99;
    CHECK(is_error(linli_call(0, "{\"op\":\"identity\"}"), LINLI_CODE_STORE_CLOSED, NULL));
    CHECK(is_error(linli_call(4000000000u, "{\"op\":\"identity\"}"), LINLI_CODE_STORE_CLOSED, NULL));
    CHECK(is_error(linli_subscribe(0, tell, NULL, &subscription), LINLI_CODE_STORE_CLOSED, NULL));
    CHECK(subscription == 0);
    CHECK(is_error(linli_cancel(0), LINLI_CODE_STORE_CLOSED, NULL));
    CHECK(is_error(linli_close(0), LINLI_CODE_STORE_CLOSED, NULL));
    CHECK(is_ok(linli_unsubscribe(0)));
    CHECK(is_ok(linli_unsubscribe(4000000000u)));
    linli_free(NULL);
}

static void requests(linli_store store)
{
    linli_subscription subscription = 99;
    size_t longest = LINLI_LONGEST_REQUEST;
    char *huge = (char *)malloc(longest + 2);
    CHECK(is_error(linli_call(store, NULL), "argument_missing", "request"));
    CHECK(is_error(linli_call(store, no_utf8), "not_a_request", NULL));
    CHECK(is_error(linli_call(store, ""), "not_a_request", NULL));
    CHECK(is_error(linli_call(store, "[]"), "not_a_request", NULL));
    CHECK(is_error(linli_call(store, "{}"), "field_missing", "op"));
    CHECK(is_error(linli_call(store, "{\"op\":\"nobody\"}"), "unknown_op", "op"));
    /* The clock is the system's. */
    CHECK(is_error(linli_call(store, "{\"op\":\"advance\",\"seconds\":1}"), "unknown_op", "op"));
    CHECK(huge != NULL);
    if (huge != NULL) {
        memset(huge, ' ', longest + 1);
        huge[longest + 1] = '\0';
        memcpy(huge, "{\"op\":\"identity\"}", 17);
        CHECK(is_error(linli_call(store, huge), "not_a_request", NULL));
        huge[longest] = '\0';
        CHECK(is_ok(linli_call(store, huge)));
        free(huge);
    }
    CHECK(holds(linli_call(store, "{\"op\":\"identity\",\"id\":[1.50,\"\\u0000\"]}"), "{\"id\":[1.50,\"\\u0000\"],\"ok\":{"));
    CHECK(holds(linli_call(store, "{\"op\":\"list_error_codes\"}"), "\"argument_encoding\""));
    CHECK(is_error(linli_subscribe(store, NULL, NULL, &subscription), "argument_missing", "callback"));
    CHECK(subscription == 0);
    CHECK(is_error(linli_subscribe(store, tell, NULL, NULL), "argument_missing", "subscription"));
}

static void restoring(void)
{
    const char *file = path_of("none.backup");
    const char *folder = path_of("restored-none");
    CHECK(is_error(linli_restore(NULL, "x", folder, never, NULL), "argument_missing", "file"));
    CHECK(is_error(linli_restore(file, NULL, folder, never, NULL), "argument_missing", "code"));
    CHECK(is_error(linli_restore(file, "x", NULL, never, NULL), "argument_missing", "folder"));
    CHECK(is_error(linli_restore(file, "x", folder, NULL, NULL), "argument_missing", "keep"));
    CHECK(is_error(linli_restore(file, no_utf8, folder, never, NULL), "argument_encoding", "code"));
    CHECK(is_error(linli_restore(file, "x", folder, never, NULL), "code_malformed", NULL));
}

void test_arguments(void)
{
    linli_store store;
    CHECK(strcmp(linli_version(), LINLI_VERSION) == 0);
    opening();
    no_store();
    store = open_in("arguments");
    requests(store);
    /* A defect inside is an answer, and the next call is a call like any other. Planted in development builds alone. */
    CHECK(is_error(linli_call(store, "{\"op\":\"probe_panic\"}"), "internal", NULL));
    CHECK(is_ok(linli_call(store, "{\"op\":\"identity\"}")));
    CHECK(is_ok(linli_close(store)));
    restoring();
}
