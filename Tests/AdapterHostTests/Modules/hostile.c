/* An adapter module that does harm, or tries: one way for each word in its settings. What it tries and is refused it
 * says in a remark, so that a test sees it. All of it is bounded by itself too. */

#define _GNU_SOURCE
#include "sendgate_adapter.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static const sendgate_host *host;
static char mode[4096];

static sendgate_bytes text(const char *words) { return (sendgate_bytes){words, strlen(words)}; }
static int is(const char *word) { return strcmp(mode, word) == 0; }
static void remark(const char *words) { host->remark(host->context, text(words)); }

static void tell(const char *what, long result) {
    char line[200];
    snprintf(line, sizeof line, "%s: %s", what, result < 0 ? strerror(errno) : "done");
    remark(line);
}

static int record(uint32_t payload, uint64_t offset, uint64_t length, const char *value, size_t count) {
    sendgate_field field = {text("surname"), {value, count}};
    sendgate_record one = {
        .size = sizeof one, .payload = payload, .offset = offset, .length = length, .type = text("child"),
        .key = text("1"), .fields = &field, .field_count = 1};
    return host->record(host->context, &one);
}

static void raw(const void *bytes, size_t count) {
    if (write(3, bytes, count) < 0) remark("the descriptor can't be written to");
}

static void frame(uint8_t kind, const void *bytes, uint32_t count) {
    uint32_t length = count + 1;
    raw(&length, 4);
    raw(&kind, 1);
    if (count) raw(bytes, count);
}

static void *call_back(void *unused) {
    (void)unused;
    remark("from another thread");
    return NULL;
}

static void *begin(const sendgate_host *given, sendgate_bytes settings) {
    host = given;
    const char *mark = memmem(settings.start, settings.count, "\"mode\":\"", 8);
    if (!mark) return NULL;
    mark += 8;
    const char *quote = strchr(mark, '"');
    memcpy(mode, mark, (size_t)(quote - mark));
    if (is("trap-in-begin")) __builtin_trap();
    if (is("no-run")) {
        remark("The settings lack the school.");
        return NULL;
    }
    sendgate_request request = {.size = sizeof request, .address = text("/one")};
    host->request(host->context, &request);
    return mode;
}

/* What the sandbox refuses, each told. */
static void try_everything(void) {
    tell("open /etc/passwd", open("/etc/passwd", O_RDONLY));
    tell("open a library", open("/lib/x86_64-linux-gnu/libc.so.6", O_RDONLY));
    tell("create a file", open("/tmp/sendgate-hostile", O_CREAT | O_WRONLY, 0600));
    struct stat status;
    tell("look at a file", stat("/etc/passwd", &status));
    tell("internet socket", socket(AF_INET, SOCK_STREAM, 0));
    tell("local socket", socket(AF_UNIX, SOCK_STREAM, 0));
    int pair[2];
    tell("socket pair", socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
    tell("exec", execl("/bin/true", "true", (char *)NULL));
    pid_t child = fork();
    if (child == 0) _exit(0);
    tell("fork", child);
    tell("kill the parent", kill(getppid(), SIGKILL));
    tell("kill the group", kill(0, SIGKILL));
    tell("trace the parent", ptrace(PTRACE_ATTACH, getppid(), 0, 0));
    struct rlimit none = {0, 0};
    tell("limit the parent", prlimit(getppid(), RLIMIT_NOFILE, &none, NULL));
    tell("outlive the parent", prctl(PR_SET_PDEATHSIG, 0));
    tell("leave the group", setsid());
    tell("namespace", unshare(0x10000000));
    tell("io_uring", syscall(SYS_io_uring_setup, 1, NULL));
    tell("bpf", syscall(SYS_bpf, 0, NULL, 0));
    tell("key ring", syscall(SYS_keyctl, 0, 0));
    tell("memory of the parent", syscall(SYS_process_vm_readv, getppid(), NULL, 0, NULL, 0, 0));
    tell("load a library", dlopen("libutil.so.1.not.there", RTLD_NOW) ? 0 : (errno = EPERM, -1));
}

static int next(void *run, const sendgate_answer *answer) {
    (void)run;
    if (!answer) return SENDGATE_MORE;
    if (is("segfault")) *(volatile int *)8 = 1;
    if (is("trap")) __builtin_trap();
    if (is("abort")) abort();
    if (is("divide")) raise(SIGFPE);
    if (is("loop")) for (volatile uint64_t n = 0;; n++) {}
    if (is("sleep")) sleep(60);
    if (is("exit")) exit(3);
    if (is("allocate")) {
        char *all = malloc((size_t)8 << 30);
        memset(all, 1, (size_t)8 << 30);
    }
    if (is("allocate-slowly")) {
        for (int n = 0; n < 8192; n++) {
            char *part = malloc(1 << 20);
            memset(part, 1, 1 << 20);
        }
    }
    if (is("recurse")) {
        char frame_of_stack[1 << 16];
        memset(frame_of_stack, answer->body.start[0], sizeof frame_of_stack);
        return next(frame_of_stack, answer) + frame_of_stack[7];
    }
    if (is("write-to-body")) *(char *)(uintptr_t)answer->body.start = 'x';
    if (is("try-everything")) {
        try_everything();
        return SENDGATE_DONE;
    }
    if (is("garbage")) {
        unsigned char bytes[4096];
        for (size_t at = 0; at < sizeof bytes; at++) bytes[at] = (unsigned char)(at * 37 + 11);
        raw(bytes, sizeof bytes);
        sleep(60);
    }
    if (is("half-a-message")) {
        uint32_t length = 1000;
        raw(&length, 4);
        return SENDGATE_DONE;
    }
    if (is("unknown-message")) {
        frame(200, "x", 1);
        sleep(60);
    }
    if (is("order-of-its-own")) {
        frame(1, "x", 1);
        sleep(60);
    }
    if (is("bad-text")) {
        frame(69, "\x02\0\0\0\xff\xfe", 6);
        sleep(60);
    }
    if (is("waits-for-nothing")) {
        frame(70, "", 0);
        sleep(60);
    }
    if (is("closes")) {
        close(3);
        sleep(60);
    }
    if (is("large-record")) {
        size_t count = (size_t)1 << 30;
        char *value = mmap(NULL, count, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (value == MAP_FAILED) return SENDGATE_FAILED;
        return record(0, 0, 1, value, count) == SENDGATE_TOO_LARGE ? SENDGATE_FAILED : SENDGATE_DONE;
    }
    if (is("large-message")) {
        uint32_t length = 1u << 30;
        raw(&length, 4);
        static char part[1 << 16];
        for (int n = 0; n < 1 << 14; n++) raw(part, sizeof part);
    }
    if (is("flood")) for (int n = 0; n < 100000000; n++) record(0, 0, 1, "flood", 5);
    if (is("flood-of-requests")) {
        sendgate_request request = {.size = sizeof request, .address = text("/one")};
        for (int n = 0; n < 100000000; n++) host->request(host->context, &request);
    }
    if (is("flood-of-remarks")) for (int n = 0; n < 100000000; n++) remark("again");
    if (is("cites-nothing")) record(0, answer->body.count, 1, "x", 1);
    if (is("cites-too-much")) record(0, 0, answer->body.count + 1, "x", 1);
    if (is("cites-overflow")) record(0, 8, UINT64_MAX - 4, "x", 1);
    if (is("cites-empty")) record(0, 0, 0, "x", 1);
    if (is("cites-tomorrow")) record(1, 0, 1, "x", 1);
    if (is("asks-for-nothing")) return SENDGATE_MORE;
    if (is("strange-step")) return 77;
    if (is("never-ends")) {
        sendgate_request request = {.size = sizeof request, .address = text("/one")};
        host->request(host->context, &request);
        return SENDGATE_MORE;
    }
    if (is("fails")) {
        remark("The service says that the school is closed.");
        return SENDGATE_FAILED;
    }
    if (is("thread")) {
        pthread_t thread;
        pthread_create(&thread, NULL, call_back, NULL);
        pthread_join(thread, NULL);
    }
    return SENDGATE_DONE;
}

static void end(void *run) {
    (void)run;
    if (is("speaks-after-its-end")) remark("too late");
    if (is("crash-in-end")) abort();
}

static const sendgate_adapter adapter = {
    .version = SENDGATE_ADAPTER_VERSION, .size = sizeof adapter, .name = "hostile", .begin = begin, .next = next,
    .end = end};

const sendgate_adapter *sendgate_adapter_1(void) { return &adapter; }
