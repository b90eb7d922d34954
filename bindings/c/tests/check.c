/* See check.h. */
#include "check.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static unsigned passed, failed;
const char *scratch;
const unsigned char test_key[LINLI_KEY_LENGTH] = {1, 2, 3, 4, 5, 6, 7, 8};

void check(int good, const char *what, const char *file, int line)
{
    if (good) {
        passed++;
    } else {
        failed++;
        fprintf(stderr, "%s:%d: %s\n", file, line, what);
    }
}

int summed_up(void)
{
    printf("%u passed, %u failed\n", passed, failed);
    return failed > 0;
}

static int free_with(char *answer, int as_wanted)
{
    if (!as_wanted)
        fprintf(stderr, "answered: %.600s\n", answer);
    linli_free(answer);
    return as_wanted;
}

int is_ok(char *answer)
{
    return free_with(answer, strstr(answer, ",\"ok\":") != NULL && strstr(answer, ",\"error\":") == NULL);
}

int is_error(char *answer, const char *code, const char *field)
{
    char wanted[128], at[128];
    snprintf(wanted, sizeof wanted, "\"code\":\"%s\"", code);
    snprintf(at, sizeof at, "\"at\":{\"field\":\"%s\"}", field != NULL ? field : "");
    return free_with(answer, strstr(answer, ",\"error\":{") != NULL && strstr(answer, wanted) != NULL &&
                                 (field == NULL || strstr(answer, at) != NULL));
}

int holds(char *answer, const char *text)
{
    return free_with(answer, strstr(answer, text) != NULL);
}

const char *value_of(char *answer, const char *name)
{
    static char values[4][8192];
    static unsigned next;
    char *value = values[next++ % 4];
    char mark[64];
    const char *at;
    size_t length = 0;
    snprintf(mark, sizeof mark, "\"%s\":\"", name);
    at = strstr(answer, mark);
    if (at != NULL) {
        at += strlen(mark);
        length = strcspn(at, "\"");
        if (length >= sizeof values[0])
            length = 0;
        memcpy(value, at, length);
    } else {
        fprintf(stderr, "no %s in: %.600s\n", name, answer);
    }
    value[length] = '\0';
    linli_free(answer);
    return value;
}

char *ask(linli_store store, const char *request, ...)
{
    char text[32768];
    va_list values;
    va_start(values, request);
    vsnprintf(text, sizeof text, request, values);
    va_end(values);
    return linli_call(store, text);
}

const char *path_of(const char *name)
{
    static char paths[4][1024];
    static unsigned next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", scratch, name);
    return path;
}

void write_text(const char *name, const char *text)
{
    FILE *file = fopen(path_of(name), "wb");
    CHECK(file != NULL);
    if (file != NULL) {
        CHECK(fwrite(text, 1, strlen(text), file) == strlen(text));
        CHECK(fclose(file) == 0);
    }
}

linli_store open_in(const char *name)
{
    linli_store store = 99;
    CHECK(is_ok(linli_open(path_of(name), test_key, sizeof test_key, "{\"ballast\":0}", &store)));
    CHECK(store != 0);
    return store;
}

void told_begin(struct told *told, linli_store store)
{
    memset(told, 0, sizeof *told);
    pthread_mutex_init(&told->lock, NULL);
    pthread_cond_init(&told->more, NULL);
    told->store = store;
    CHECK(is_ok(linli_subscribe(store, tell, told, &told->subscription)));
    CHECK(told->subscription != 0);
}

void told_end(struct told *told)
{
    CHECK(is_ok(linli_unsubscribe(told->subscription)));
    pthread_cond_destroy(&told->more);
    pthread_mutex_destroy(&told->lock);
}

void tell(void *user_data, char *changes)
{
    struct told *told = (struct told *)user_data;
    pthread_mutex_lock(&told->lock);
    if (told->calls == 0) {
        told->thread = pthread_self();
        told->one_thread = 1;
    } else if (!pthread_equal(told->thread, pthread_self())) {
        told->one_thread = 0;
    }
    told->calls++;
    snprintf(told->last, sizeof told->last, "%s", changes);
    linli_free(changes);
    pthread_cond_broadcast(&told->more);
    pthread_mutex_unlock(&told->lock);
    if (told->also != NULL)
        told->also(told);
}

int told_at_least(struct told *told, unsigned calls)
{
    struct timespec until;
    int enough;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 120;
    pthread_mutex_lock(&told->lock);
    while (told->calls < calls && pthread_cond_timedwait(&told->more, &told->lock, &until) == 0) {
    }
    enough = told->calls >= calls;
    pthread_mutex_unlock(&told->lock);
    return enough;
}

unsigned told_calls(struct told *told)
{
    unsigned calls;
    pthread_mutex_lock(&told->lock);
    calls = told->calls;
    pthread_mutex_unlock(&told->lock);
    return calls;
}
