/*
 * Helpers that every test here needs: counting, asking, reading a value out of an answer, waiting to be told.
 */
#ifndef LINLI_CHECK_H
#define LINLI_CHECK_H

#include "linli.h"
#include "linli_codes.h"

#include <pthread.h>
#include <stddef.h>

/* Counts, and says which line failed. */
#define CHECK(condition) check((condition) != 0, #condition, __FILE__, __LINE__)
void check(int passed, const char *what, const char *file, int line);

/* Prints `N passed, N failed`; 0 if none failed. */
int summed_up(void);

/* Whether an answer is "ok"; frees it, and prints what it is instead. */
int is_ok(char *answer);

/* Whether an answer is the error of this code, at this field if one is named; frees it. */
int is_error(char *answer, const char *code, const char *field);

/* Whether a text stands in an answer; frees it. */
int holds(char *answer, const char *text);

/* The first string of that name in an answer; frees the answer. Empty if there is none. */
const char *value_of(char *answer, const char *name);

/* Asks, with the request put together as by printf. */
char *ask(linli_store store, const char *request, ...);

/* Opens a folder below the scratch folder with the tests' key; fails the run if it cannot. */
linli_store open_in(const char *name);

/* A path below the scratch folder. */
const char *path_of(const char *name);

/* Writes a file below the scratch folder. */
void write_text(const char *name, const char *text);

extern const char *scratch;
extern const unsigned char test_key[LINLI_KEY_LENGTH];

/* The changes that a callback was told. */
struct told {
    pthread_mutex_t lock;
    pthread_cond_t more;
    unsigned calls;
    char last[512];
    /* The thread of the first call, and whether all came on it. */
    pthread_t thread;
    int one_thread;
    /* The callback's work besides counting; may be NULL. */
    void (*also)(struct told *);
    linli_store store;
    linli_subscription subscription;
};

void told_begin(struct told *told, linli_store store);
void told_end(struct told *told);

/* A linli_changed. */
void tell(void *told, char *changes);

/* Waits until it was called that often: 1, or 0 after two minutes. */
int told_at_least(struct told *told, unsigned calls);

unsigned told_calls(struct told *told);

/* The groups of tests. */
void test_arguments(void);
void test_opening(void);
void test_releases(void);
void test_day(void);
void test_watching(void);
void test_threads(void);

#endif
