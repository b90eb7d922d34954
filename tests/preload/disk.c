/*
 * What a program asks of the disk, written down, and answers of a disk that fails. Loaded in front of an unmodified
 * program (LD_PRELOAD) by the fault programs T2 and T5 (docs/faults.md); it knows nothing of what the files mean beyond
 * the endings of their names. Linux.
 *
 *   LINLI_DISK_ROOT     the folder that is watched; everything outside is let through
 *   LINLI_DISK_LOG      append a record of every change below it, of every sync, and of what goes to standard output
 *   LINLI_DISK_SWALLOW  `all`, `wal` or `folder`: syncs (of the log, of folders) that say yes and do nothing
 *   LINLI_DISK_FAULT    `KIND N once`, or `KIND N until`: the N-th call that such a fault can hit fails, or every one
 *                       from it on; neither once the file LINLI_DISK_LIFT is there
 *   LINLI_DISK_LIFT     see above
 *   LINLI_DISK_COUNT    at its end the program writes there how many calls each kind of fault could have hit
 *
 * What is not recorded: `-shm`, which SQLite makes anew after a crash; `sync_file_range` and `msync`, which promise less
 * than it may seem. T2 compares the recording with what is there, and so notices a way to the disk that is missing here.
 *
 * Calls are made and recorded under one lock, so that the order of the records is the order in which they happened.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

/* ---- what is known of open files ---- */

enum file { UNWATCHED, PLAIN, WAL, SHM, FOLDER };

#define MOST_FDS 4096
static unsigned char kinds[MOST_FDS];

static const char *root, *swallow, *lift, *count_path;
static size_t root_len;
static int log_fd = -1;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* ---- faults ---- */

enum fault { NONE, ENOSPC_, EIO_, EMFILE_, ENFILE_, SHORT_, LIE_, ROOM_, FAULTS };
static const char *fault_names[FAULTS] = {"none", "enospc", "eio", "emfile", "enfile", "short", "lie", "room"};
static enum fault chosen = NONE;
static long chosen_n, counts[FAULTS];
static int sticky, lifted;

/* What the call would do, as far as faults care. */
enum call { READ, WRITE, GROW, SHRINK, SYNC, OPEN, MAKE, NAME };

static int can_hit(enum fault fault, enum call call)
{
    switch (fault) {
    case ENOSPC_: return call == WRITE || call == GROW || call == MAKE;
    case EIO_: return call != MAKE;
    case EMFILE_:
    case ENFILE_: return call == OPEN;
    case SHORT_:
    case LIE_: return call == WRITE;
    default: return 0;
    }
}

static int is_lifted(void)
{
    if (!lifted && lift && syscall(SYS_faccessat, AT_FDCWD, lift, F_OK) == 0)
        lifted = 1;
    return lifted;
}

/* Which fault this call meets. Counts the call for every kind, so that a first run tells how many there are. */
static enum fault meets(enum call call)
{
    enum fault met = NONE;
    for (enum fault fault = ENOSPC_; fault < ROOM_; fault++) {
        if (!can_hit(fault, call))
            continue;
        counts[fault]++;
        if (fault == chosen && (sticky ? counts[fault] >= chosen_n : counts[fault] == chosen_n) && !is_lifted())
            met = fault;
    }
    return met;
}

static int number_of(enum fault fault)
{
    switch (fault) {
    case ENOSPC_: return ENOSPC;
    case EMFILE_: return EMFILE;
    case ENFILE_: return ENFILE;
    default: return EIO;
    }
}

/* ---- a disk of a certain size (fault `room`): what all files that were ever opened here hold together ---- */

#define MOST_PATHS 256
static char *paths[MOST_PATHS];
static int path_count;

static void remember(const char *path)
{
    if (chosen != ROOM_)
        return;
    for (int i = 0; i < path_count; i++)
        if (strcmp(paths[i], path) == 0)
            return;
    if (path_count < MOST_PATHS)
        paths[path_count++] = strdup(path);
}

static long room_left(void)
{
    long used = 0;
    for (int i = 0; i < path_count; i++) {
        struct stat st;
        if (lstat(paths[i], &st) == 0 && S_ISREG(st.st_mode))
            used += st.st_size;
    }
    return chosen_n > used ? chosen_n - used : 0;
}

/* How much of a write up to `end` the disk takes; -1 for nothing at all. */
static ssize_t room_for(int fd, off_t end, size_t len)
{
    struct stat st;
    if (chosen != ROOM_ || is_lifted() || fstat(fd, &st) != 0 || end <= st.st_size)
        return (ssize_t)len;
    long left = room_left(), grows = end - st.st_size;
    if (grows <= left)
        return (ssize_t)len;
    long fits = (long)len - (grows - left);
    return fits > 0 ? fits : -1;
}

/* ---- the record of what happened ---- */

enum op { CREATED = 1, WRITTEN, CUT, SYNCED, UNLINKED, RENAMED, LINKED, FOLDER_MADE, FOLDER_REMOVED, ANSWERED };

struct head {
    uint32_t op, path_len;
    uint64_t ino, at, data_len;
};

static void put(const void *bytes, size_t len)
{
    const char *from = bytes;
    while (len > 0) {
        long done = syscall(SYS_write, log_fd, from, len);
        if (done <= 0)
            _exit(97); /* A recording with holes would accuse the innocent. */
        from += done;
        len -= (size_t)done;
    }
}

static void record(enum op op, const char *path, uint64_t ino, uint64_t at, const void *data, size_t len)
{
    if (log_fd < 0)
        return;
    struct head head = {op, path ? (uint32_t)strlen(path) : 0, ino, at, len};
    put(&head, sizeof head);
    if (path)
        put(path, head.path_len);
    put(data, len);
}

static uint64_t inode(int fd)
{
    struct stat st;
    return fstat(fd, &st) == 0 ? st.st_ino : 0;
}

/* ---- the real calls ---- */

static int (*real_open)(const char *, int, ...), (*real_openat)(int, const char *, int, ...);
static int (*real_close)(int), (*real_fsync)(int), (*real_fdatasync)(int);
static ssize_t (*real_write)(int, const void *, size_t), (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_writev)(int, const struct iovec *, int);
static ssize_t (*real_read)(int, void *, size_t), (*real_pread)(int, void *, size_t, off_t);
static int (*real_ftruncate)(int, off_t), (*real_fallocate)(int, int, off_t, off_t);
static int (*real_unlink)(const char *), (*real_rmdir)(const char *), (*real_unlinkat)(int, const char *, int);
static int (*real_rename)(const char *, const char *), (*real_mkdir)(const char *, mode_t);
static int (*real_linkat)(int, const char *, int, const char *, int);

static void start(void)
{
#define REAL(name) *(void **)&real_##name = dlsym(RTLD_NEXT, #name)
    REAL(open), REAL(openat), REAL(close), REAL(fsync), REAL(fdatasync), REAL(write), REAL(pwrite), REAL(writev);
    REAL(read), REAL(pread), REAL(ftruncate), REAL(fallocate), REAL(unlink), REAL(rmdir), REAL(unlinkat);
    REAL(rename), REAL(mkdir), REAL(linkat);
#undef REAL
    root = getenv("LINLI_DISK_ROOT");
    root_len = root ? strlen(root) : 0;
    swallow = getenv("LINLI_DISK_SWALLOW");
    lift = getenv("LINLI_DISK_LIFT");
    count_path = getenv("LINLI_DISK_COUNT");
    const char *log = getenv("LINLI_DISK_LOG");
    if (log) {
        int fd = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
        /* Out of the way of the program's own numbers, which a full table of files would reach first. */
        log_fd = fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, 900);
        if (log_fd < 0)
            _exit(97);
        syscall(SYS_close, fd);
    }
    char kind[16] = "", how[16] = "";
    const char *fault = getenv("LINLI_DISK_FAULT");
    if (fault && sscanf(fault, "%15s %ld %15s", kind, &chosen_n, how) == 3) {
        for (enum fault each = ENOSPC_; each < FAULTS; each++)
            if (strcmp(kind, fault_names[each]) == 0)
                chosen = each;
        sticky = strcmp(how, "until") == 0;
    }
}

__attribute__((destructor)) static void end(void)
{
    if (!count_path)
        return;
    char text[256];
    int len = 0;
    for (enum fault fault = ENOSPC_; fault < ROOM_; fault++)
        len += snprintf(text + len, sizeof text - (size_t)len, "%s %ld\n", fault_names[fault], counts[fault]);
    long fd = syscall(SYS_openat, AT_FDCWD, count_path, O_WRONLY | O_TRUNC | O_CREAT | O_CLOEXEC, 0600);
    if (fd >= 0 && syscall(SYS_write, fd, text, (size_t)len) != len)
        _exit(97);
}

static void enter(void)
{
    pthread_once(&once, start);
    pthread_mutex_lock(&mutex);
}

/* Leaves with the answer, and with the error number that belongs to it. */
static long leave(long answer)
{
    int error = errno;
    pthread_mutex_unlock(&mutex);
    errno = error;
    return answer;
}

static long fails(enum fault fault)
{
    errno = number_of(fault);
    return leave(-1);
}

static int below_root(const char *path)
{
    return root && strncmp(path, root, root_len) == 0 && (path[root_len] == '/' || path[root_len] == 0);
}

static int ends(const char *path, const char *end)
{
    size_t len = strlen(path), end_len = strlen(end);
    return len >= end_len && strcmp(path + len - end_len, end) == 0;
}

static int kind_of(int fd)
{
    return fd >= 0 && fd < MOST_FDS ? kinds[fd] : UNWATCHED;
}

/* ---- opening and closing ---- */

static int opened(int dir, const char *path, int flags, mode_t mode)
{
    enter();
    if (!below_root(path))
        return (int)leave(real_openat(dir, path, flags, mode));
    struct stat before;
    int was_there = lstat(path, &before) == 0, makes = (flags & O_CREAT) && !was_there;
    enum fault fault = meets(OPEN);
    if (!fault && makes)
        fault = meets(MAKE);
    if (fault)
        return (int)fails(fault);
    if (makes && chosen == ROOM_ && !is_lifted() && room_left() == 0)
        return (int)fails(ENOSPC_);
    int fd = real_openat(dir, path, flags, mode);
    struct stat st;
    if (fd < 0 || fd >= MOST_FDS || fstat(fd, &st) != 0)
        return (int)leave(fd);
    kinds[fd] = S_ISDIR(st.st_mode) ? FOLDER : ends(path, "-wal") ? WAL : ends(path, "-shm") ? SHM : PLAIN;
    remember(path);
    if (kinds[fd] == SHM)
        return (int)leave(fd); /* SQLite makes it anew after a crash, whatever it holds. */
    if (makes)
        record(CREATED, path, st.st_ino, 0, NULL, 0);
    else if ((flags & O_TRUNC) && before.st_size > 0)
        record(CUT, NULL, st.st_ino, 0, NULL, 0);
    return (int)leave(fd);
}

#define MODE(flags)                                                                                                     \
    mode_t mode = 0;                                                                                                    \
    if ((flags) & O_CREAT) {                                                                                            \
        va_list list;                                                                                                   \
        va_start(list, flags);                                                                                          \
        mode = va_arg(list, mode_t);                                                                                    \
        va_end(list);                                                                                                   \
    }

int open(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags, mode); }
int openat(int dir, const char *path, int flags, ...) { MODE(flags) return opened(dir, path, flags, mode); }

int close(int fd)
{
    enter();
    if (fd >= 0 && fd < MOST_FDS)
        kinds[fd] = UNWATCHED;
    return (int)leave(real_close(fd));
}

/* ---- reading and writing ---- */

ssize_t read(int fd, void *to, size_t len)
{
    enter();
    enum fault fault = kind_of(fd) ? meets(READ) : NONE;
    return fault ? fails(fault) : leave(real_read(fd, to, len));
}

static ssize_t preads(int fd, void *to, size_t len, off_t at)
{
    enter();
    enum fault fault = kind_of(fd) ? meets(READ) : NONE;
    return fault ? fails(fault) : leave(real_pread(fd, to, len, at));
}

ssize_t pread(int fd, void *to, size_t len, off_t at) { return preads(fd, to, len, at); }

/* A write at `at`, or where the file stands if that is negative. The lock is held, and let go. */
static ssize_t writes(int fd, const void *from, size_t len, off_t at)
{
    int kind = kind_of(fd);
    enum fault fault = meets(WRITE);
    off_t begin = at >= 0                                ? at
                  : fcntl(fd, F_GETFL) & O_APPEND        ? lseek(fd, 0, SEEK_END)
                                                         : lseek(fd, 0, SEEK_CUR);
    if (fault == SHORT_ && len > 1)
        len /= 2;
    else if (fault == LIE_) {
        if (at < 0)
            lseek(fd, begin + (off_t)len, SEEK_SET);
        return leave((long)len);
    } else if (fault && fault != SHORT_)
        return fails(fault);
    ssize_t fits = room_for(fd, begin + (off_t)len, len);
    if (fits < 0)
        return fails(ENOSPC_);
    ssize_t done = at >= 0 ? real_pwrite(fd, from, (size_t)fits, at) : real_write(fd, from, (size_t)fits);
    if (done > 0 && kind != SHM)
        record(WRITTEN, NULL, inode(fd), (uint64_t)begin, from, (size_t)done);
    return leave(done);
}

ssize_t write(int fd, const void *from, size_t len)
{
    enter();
    if (kind_of(fd))
        return writes(fd, from, len, -1);
    ssize_t done = real_write(fd, from, len);
    if (fd == STDOUT_FILENO && done > 0)
        record(ANSWERED, NULL, 0, 0, from, (size_t)done);
    return leave(done);
}

static ssize_t pwrites(int fd, const void *from, size_t len, off_t at)
{
    enter();
    return kind_of(fd) ? writes(fd, from, len, at) : leave(real_pwrite(fd, from, len, at));
}

ssize_t pwrite(int fd, const void *from, size_t len, off_t at) { return pwrites(fd, from, len, at); }

ssize_t writev(int fd, const struct iovec *parts, int count)
{
    /* Whoever writes several parts copes with one of them: a short write. */
    for (int i = 0; i < count; i++)
        if (parts[i].iov_len > 0)
            return write(fd, parts[i].iov_base, parts[i].iov_len);
    return 0;
}

static int cuts(int fd, off_t len)
{
    enter();
    struct stat st;
    if (!kind_of(fd) || fstat(fd, &st) != 0)
        return (int)leave(real_ftruncate(fd, len));
    enum fault fault = meets(len > st.st_size ? GROW : SHRINK);
    if (fault)
        return (int)fails(fault);
    int answer = real_ftruncate(fd, len);
    if (answer == 0 && kind_of(fd) != SHM)
        record(CUT, NULL, st.st_ino, (uint64_t)len, NULL, 0);
    return (int)leave(answer);
}

int ftruncate(int fd, off_t len) { return cuts(fd, len); }

static int allocates(int fd, int mode, off_t at, off_t len)
{
    enter();
    struct stat st;
    if (!kind_of(fd) || fstat(fd, &st) != 0)
        return (int)leave(real_fallocate(fd, mode, at, len));
    enum fault fault = meets(GROW);
    if (fault || room_for(fd, at + len, (size_t)len) < (ssize_t)len)
        return (int)fails(fault ? fault : ENOSPC_);
    int answer = real_fallocate(fd, mode, at, len);
    if (answer == 0 && mode == 0 && at + len > st.st_size)
        record(CUT, NULL, st.st_ino, (uint64_t)(at + len), NULL, 0);
    return (int)leave(answer);
}

int fallocate(int fd, int mode, off_t at, off_t len) { return allocates(fd, mode, at, len); }

/* ---- syncing ---- */

static int swallowed(int kind)
{
    if (!swallow)
        return 0;
    return strcmp(swallow, "all") == 0 || (kind == WAL && strcmp(swallow, "wal") == 0) ||
           (kind == FOLDER && strcmp(swallow, "folder") == 0);
}

static int syncs(int fd, int (*real)(int))
{
    enter();
    int kind = kind_of(fd);
    if (!kind)
        return (int)leave(real(fd));
    enum fault fault = meets(SYNC);
    if (fault)
        return (int)fails(fault);
    if (swallowed(kind))
        return (int)leave(0);
    int answer = real(fd);
    if (answer == 0)
        record(SYNCED, NULL, inode(fd), 0, NULL, 0);
    return (int)leave(answer);
}

int fsync(int fd)
{
    pthread_once(&once, start);
    return syncs(fd, real_fsync);
}

int fdatasync(int fd)
{
    pthread_once(&once, start);
    return syncs(fd, real_fdatasync);
}

/* ---- names ---- */

#define NAMED(path, real_call, on_success)                                                                              \
    enter();                                                                                                            \
    if (!below_root(path) || ends(path, "-shm"))                                                                        \
        return (int)leave(real_call);                                                                                   \
    enum fault fault = meets(NAME);                                                                                     \
    if (fault)                                                                                                          \
        return (int)fails(fault);                                                                                       \
    int answer = real_call;                                                                                             \
    if (answer == 0)                                                                                                    \
        on_success;                                                                                                     \
    return (int)leave(answer)

int unlink(const char *path) { NAMED(path, real_unlink(path), record(UNLINKED, path, 0, 0, NULL, 0)); }
int rmdir(const char *path) { NAMED(path, real_rmdir(path), record(FOLDER_REMOVED, path, 0, 0, NULL, 0)); }

int unlinkat(int dir, const char *path, int flags)
{
    NAMED(path, real_unlinkat(dir, path, flags),
          record(flags & AT_REMOVEDIR ? FOLDER_REMOVED : UNLINKED, path, 0, 0, NULL, 0));
}

/* A new name takes room in its folder, unless it replaces another. */
#define NEW_NAME(path, real_call, on_success)                                                                           \
    enter();                                                                                                            \
    if (!below_root(path))                                                                                              \
        return (int)leave(real_call);                                                                                   \
    struct stat there;                                                                                                  \
    enum fault fault = meets(NAME);                                                                                     \
    if (!fault && lstat(path, &there) != 0)                                                                             \
        fault = meets(MAKE);                                                                                            \
    if (fault)                                                                                                          \
        return (int)fails(fault);                                                                                       \
    int answer = real_call;                                                                                             \
    if (answer == 0) {                                                                                                  \
        on_success;                                                                                                     \
    }                                                                                                                   \
    return (int)leave(answer)

int rename(const char *from, const char *to)
{
    NEW_NAME(to, real_rename(from, to), remember(to); record(RENAMED, from, 0, 0, to, strlen(to)));
}

int mkdir(const char *path, mode_t mode)
{
    NEW_NAME(path, real_mkdir(path, mode), record(FOLDER_MADE, path, lstat(path, &there) == 0 ? there.st_ino : 0, 0, NULL, 0));
}

int linkat(int from_dir, const char *from, int to_dir, const char *to, int flags)
{
    NEW_NAME(to, real_linkat(from_dir, from, to_dir, to, flags), remember(to); record(LINKED, from, 0, 0, to, strlen(to)));
}

int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }

/* ---- glibc has a second name for whatever takes a position ---- */

#ifdef __GLIBC__
int open64(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags | O_LARGEFILE, mode); }
int openat64(int dir, const char *path, int flags, ...) { MODE(flags) return opened(dir, path, flags | O_LARGEFILE, mode); }
ssize_t pread64(int fd, void *to, size_t len, off64_t at) { return preads(fd, to, len, at); }
ssize_t pwrite64(int fd, const void *from, size_t len, off64_t at) { return pwrites(fd, from, len, at); }
int ftruncate64(int fd, off64_t len) { return cuts(fd, len); }
int fallocate64(int fd, int mode, off64_t at, off64_t len) { return allocates(fd, mode, at, len); }
#endif
