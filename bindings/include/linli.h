/*
 * linli.h - Linli (邻里) for C, and for whatever can call C: HarmonyOS, Flutter, .NET.
 *
 * The workspace of a residential community: offline, encrypted, signed. A store is opened, requests and answers are JSON
 * texts, changes come to a callback. What can be asked, with an example each, is docs/drive.md of the repository; a
 * quickstart is docs/embedding/c.md.
 *
 * Answers. Every function that returns `char *` returns one JSON text in UTF-8, never NULL: {"id":...,"ok":{...}} or
 * {"id":...,"error":{"code","at","zh","en"}}. An error means that nothing was changed. `code` is stable, `at.field` names
 * the argument or the field at fault, `zh` and `en` are sentences for a person, without any resident's data. Free every
 * answer, and what a callback is told, with linli_free and with nothing else.
 *
 * Arguments. Texts are UTF-8 and end in NUL. They are read before the function returns and not kept; so is the key, of which
 * you should overwrite your copy. NULL, what is no UTF-8 and a key of another length are errors, never a crash. A text that
 * does not end in NUL, or a pointer to nowhere, cannot be recognised.
 *
 * Stores and subscriptions are numbers, 0 is none. A number is never used twice in a process: one that was closed is answered
 * with `store_closed`, so that a late finaliser does no harm.
 *
 * Threads. Every function may be called from any thread at any time. Calls block: on the disk for milliseconds, on the
 * network (`sync`, `sync_photos`, `claim_hub`, `free_photos`) for as long as it takes. Call from a worker thread, never from
 * the one that draws the screen. Calls on one store wait for each other where they must. Callbacks of a store come on one
 * thread of the library, one after another.
 *
 * Lifecycle. linli_open, linli_subscribe, work, linli_close. Before a phone's system puts the app to sleep call the operation
 * `suspend`, afterwards `resume`. A program that ends or is killed without closing loses nothing that was answered with "ok".
 * One folder is open in one process once (`store_in_use`). Do not fork with a store open.
 *
 * A fault inside the library is answered with `internal`; the store is whole. Only the place of it is written to standard
 * error. Nothing is ever thrown or unwound out of a function here; a callback must not throw, longjmp or end the thread.
 *
 * In C90 and later, and in C++.
 */
#ifndef LINLI_H
#define LINLI_H

#include <stddef.h>

#define LINLI_VERSION_MAJOR 0
#define LINLI_VERSION_MINOR 1
#define LINLI_VERSION_PATCH 0
#define LINLI_VERSION "0.1.0"

/* Bytes of a database key. */
#define LINLI_KEY_LENGTH 32

/* Bytes of the longest request. */
#define LINLI_LONGEST_REQUEST 4194304

#if defined(_WIN32) && !defined(LINLI_STATIC)
#define LINLI_CALL __declspec(dllimport)
#else
#define LINLI_CALL extern
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* An open store. */
typedef unsigned int linli_store;

/* A subscription. */
typedef unsigned int linli_subscription;

/*
 * Is told what changed, after it is durable: {"changes":[{"kind":"visits"},{"kind":"tally","tally":"..."}]}. Kinds: register,
 * visits, topics, agendas, tally, rounds, hazards, matters, contested, roster, photos, drafts, sync. Read again what shows
 * them. What piles up comes together. `changes` is the callback's: freed with linli_free, at once, or later on the thread of an event loop that it was
 * handed to. The callback may call every function here, and is not called again before it has returned.
 */
typedef void (*linli_changed)(void *user_data, char *changes);

/*
 * Keeps the key of a store that is put up again, LINLI_KEY_LENGTH bytes, durably, before it returns. 0: kept; anything else: not kept.
 */
typedef int (*linli_keep_key)(void *user_data, const unsigned char *key, size_t key_len);

/*
 * The version of the library that is really loaded; to be compared with LINLI_VERSION. Not to be freed.
 */
LINLI_CALL const char *linli_version(void);

/*
 * Opens the store in a folder, making both if there is none, and puts its number into *store; 0 on an error. A file is
 * never deleted.
 *
 * key      LINLI_KEY_LENGTH random bytes, the same for ever, wrapped by the platform's key store. Without it nothing can be read.
 * options  NULL, or an object: "ballast" bytes kept free for the day on which the disk is full (20971520 if not said; 0
 *          at a desk), "proxy" an HTTP proxy ("http://user:password@host:port") if the network asks for one.
 * errors   wrong_key, damaged_file, foreign_file, newer_schema, store_in_use, store_missing, disk_full, read_only_folder;
 *          key_format, options_malformed, proxy_malformed
 */
LINLI_CALL char *linli_open(const char *folder, const unsigned char *key, size_t key_len, const char *options,
                            linli_store *store);

/*
 * Does an operation: {"id":7,"op":"record_visit",...}. `id` is any JSON value, and comes back as it was written. An answer
 * with "ok" is given only when what it acknowledges is durable. All operations of docs/drive.md but `advance`: the clock is the
 * system's. A request longer than LINLI_LONGEST_REQUEST bytes, or that is no JSON object, is answered with
 * `not_a_request`.
 */
LINLI_CALL char *linli_call(linli_store store, const char *request);

/*
 * Tells a callback of every change from now on, in order, and puts the subscription's number into *subscription; 0 on an error.
 * Subscribe first, then read: what changes in between is told. The first call may come before this one returns.
 */
LINLI_CALL char *linli_subscribe(linli_store store, linli_changed callback, void *user_data,
                                 linli_subscription *subscription);

/*
 * Ends a subscription. Waits for a callback of it that is under way on another thread; once this has returned, none is
 * ever called and `user_data` may be freed. In the callback itself it does not wait: the call under way is the last
 * one. Ending what has ended, or 0, does no harm. Do not hold a lock that the callback takes; that would wait for ever.
 */
LINLI_CALL char *linli_unsubscribe(linli_subscription subscription);

/*
 * Calls off every exchange with the hub that is under way on this store: those calls are answered with `sync_cancelled`, and
 * what was exchanged until then is kept. Returns at once. The next exchange is not concerned.
 */
LINLI_CALL char *linli_cancel(linli_store store);

/*
 * Closes a store: calls off what is exchanged with the hub, waits for the calls under way, tells callbacks what they have not
 * heard yet, and ends the store's subscriptions as linli_unsubscribe does. Afterwards the number is no store's.
 * In a callback of this store it does not wait for that callback, and what was not told yet is not told.
 */
LINLI_CALL char *linli_close(linli_store store);

/*
 * Puts a store up again, in a folder that holds none, from what the operation `backup` wrote and from its code. `keep` is
 * given the key of the store that was backed up, on the caller's thread, before the database is in its place: this may be
 * another phone, whose key store knows nothing of it yet. Open the folder afterwards with that key.
 *
 * errors   code_malformed, backup_damaged, store_exists, key_not_kept, disk_full
 */
LINLI_CALL char *linli_restore(const char *file, const char *code, const char *folder, linli_keep_key keep,
                               void *user_data);

/*
 * Frees an answer, or what a callback was told. NULL does no harm.
 */
LINLI_CALL void linli_free(char *text);

#ifdef __cplusplus
}
#endif

#endif /* LINLI_H */
