/* Stands between a program and the C library, and lets the disk fail or remembers what was asked of it.
 *
 * Loaded with LD_PRELOAD by tests/faults/shim.py, which says how to use it. Only files below the folder named in
 * FAULTS_BELOW are touched. One thread at a time: the casebook is used by one.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum kind { WRITE = 1, SYNC = 2, TRUNCATE = 4, UNLINK = 8, RENAME = 16, OPEN = 32, READ = 64, MKDIR = 128 };
enum { DESCRIPTORS = 4096 };

/* The number of the opening that a descriptor stands for, from 1; 0 when its file is none of ours. */
static int32_t handles[DESCRIPTORS];
static int32_t last_handle;

static struct {
    long nth, calls, hits;
    int error, for_good, kinds, torn;
    int32_t rest_fails; /* the handle whose next write fails, after the half that was written */
} plan;

static int journal = -1; /* where calls are written down; -1 for nowhere */

#define REAL(result, name, ...)                                \
    static result (*real)(__VA_ARGS__);                        \
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, #name)

static int ours(const char *path) {
    static const char *below;
    if (!below) below = getenv("FAULTS_BELOW");
    return below && path && strncmp(path, below, strlen(below)) == 0;
}

static int32_t handle_of(int fd) { return fd >= 0 && fd < DESCRIPTORS ? handles[fd] : 0; }

/* Whether this call is the one that fails; errno is then set. */
static int fails(enum kind kind) {
    if (!plan.nth || !(plan.kinds & kind)) return 0;
    plan.calls++;
    if (plan.calls != plan.nth && !(plan.for_good && plan.calls > plan.nth)) return 0;
    plan.hits++;
    errno = plan.error;
    return 1;
}

static void raw_write(const void *bytes, size_t length) {
    REAL(ssize_t, write, int, const void *, size_t);
    if (length && real(journal, bytes, length) != (ssize_t)length) abort();
}

/* One line of the log: what, which opening, where, how long, a path, bytes. */
static void note(char what, int32_t handle, int64_t offset, int64_t length, const char *path, const void *bytes) {
    if (journal < 0) return;
    int before = errno;
    uint16_t path_length = path ? strlen(path) : 0;
    raw_write(&what, 1);
    raw_write(&handle, 4);
    raw_write(&offset, 8);
    raw_write(&length, 8);
    raw_write(&path_length, 2);
    raw_write(path, path_length);
    if (bytes) raw_write(bytes, length);
    errno = before;
}

/* What Python calls. */

void fault_arm(long nth, int error, int for_good, int kinds, int torn) {
    memset(&plan, 0, sizeof plan);
    plan.nth = nth, plan.error = error, plan.for_good = for_good, plan.kinds = kinds, plan.torn = torn;
}

long fault_calls(void) { return plan.calls; }

long fault_hits(void) { return plan.hits; }

int log_to(const char *path) {
    REAL(int, open, const char *, int, ...);
    journal = path ? real(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
    return journal;
}

void log_mark(long number) { note('M', 0, number, 0, 0, 0); }

/* What stands in the place of the C library's own. */

static int opened(int fd, const char *path, int flags) {
    if (fd < 0 || fd >= DESCRIPTORS) return fd;
    handles[fd] = ours(path) ? ++last_handle : 0;
    if (handles[fd]) note('O', handles[fd], 0, flags & (O_CREAT | O_TRUNC), path, 0);
    return fd;
}

#define OPENING(name)                                          \
    int name(const char *path, int flags, ...) {               \
        REAL(int, name, const char *, int, ...);               \
        va_list rest;                                          \
        va_start(rest, flags);                                 \
        int mode = flags & O_CREAT ? va_arg(rest, int) : 0;    \
        va_end(rest);                                          \
        if (ours(path) && fails(OPEN)) return -1;              \
        return opened(real(path, flags, mode), path, flags);   \
    }
OPENING(open)
OPENING(open64)

int close(int fd) {
    REAL(int, close, int);
    if (fd >= 0 && fd < DESCRIPTORS) handles[fd] = 0;
    return real(fd);
}

/* How many of `length` bytes a write may take: none when it fails, half of them when it is torn. */
static size_t allowed(int32_t handle, size_t length) {
    if (plan.rest_fails == handle) {
        plan.rest_fails = 0;
        errno = plan.error;
        return 0;
    }
    if (!fails(WRITE)) return length;
    if (!plan.torn || length < 2) return 0;
    plan.rest_fails = handle;
    return length / 2;
}

ssize_t write(int fd, const void *bytes, size_t length) {
    REAL(ssize_t, write, int, const void *, size_t);
    int32_t handle = handle_of(fd);
    if (!handle) return real(fd, bytes, length);
    size_t most = allowed(handle, length);
    if (length && !most) return -1;
    off_t offset = lseek(fd, 0, SEEK_CUR);
    ssize_t written = real(fd, bytes, most);
    if (written > 0) note('W', handle, offset, written, 0, bytes);
    return written;
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
    REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
    int32_t handle = handle_of(fd);
    if (!handle) return real(fd, bytes, length, offset);
    size_t most = allowed(handle, length);
    if (length && !most) return -1;
    ssize_t written = real(fd, bytes, most, offset);
    if (written > 0) note('W', handle, offset, written, 0, bytes);
    return written;
}

ssize_t read(int fd, void *bytes, size_t length) {
    REAL(ssize_t, read, int, void *, size_t);
    return handle_of(fd) && fails(READ) ? -1 : real(fd, bytes, length);
}

ssize_t pread64(int fd, void *bytes, size_t length, off64_t offset) {
    REAL(ssize_t, pread64, int, void *, size_t, off64_t);
    return handle_of(fd) && fails(READ) ? -1 : real(fd, bytes, length, offset);
}

static int synced(int fd, int result) {
    if (!result) note('S', handle_of(fd), 0, 0, 0, 0);
    return result;
}

int fsync(int fd) {
    REAL(int, fsync, int);
    if (!handle_of(fd)) return real(fd);
    return fails(SYNC) ? -1 : synced(fd, real(fd));
}

int fdatasync(int fd) {
    REAL(int, fdatasync, int);
    if (!handle_of(fd)) return real(fd);
    return fails(SYNC) ? -1 : synced(fd, real(fd));
}

int ftruncate64(int fd, off64_t length) {
    REAL(int, ftruncate64, int, off64_t);
    if (!handle_of(fd)) return real(fd, length);
    if (fails(TRUNCATE)) return -1;
    int result = real(fd, length);
    if (!result) note('T', handle_of(fd), length, 0, 0, 0);
    return result;
}

int unlink(const char *path) {
    REAL(int, unlink, const char *);
    if (!ours(path)) return real(path);
    if (fails(UNLINK)) return -1;
    int result = real(path);
    if (!result) note('U', 0, 0, 0, path, 0);
    return result;
}

int rename(const char *from, const char *to) {
    REAL(int, rename, const char *, const char *);
    if (!ours(from) && !ours(to)) return real(from, to);
    if (fails(RENAME)) return -1;
    int result = real(from, to);
    if (!result) {
        note('F', 0, 0, 0, from, 0); /* the line that follows says to where */
        note('R', 0, 0, 0, to, 0);
    }
    return result;
}

int mkdir(const char *path, mode_t mode) {
    REAL(int, mkdir, const char *, mode_t);
    if (!ours(path)) return real(path, mode);
    if (fails(MKDIR)) return -1;
    int result = real(path, mode);
    if (!result) note('D', 0, 0, 0, path, 0);
    return result;
}
