#define _GNU_SOURCE
#include "CSandbox.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/landlock.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// MARK: Landlock

int csandbox_landlock_abi(void) {
    return (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

int csandbox_landlock_ruleset(uint64_t files, uint64_t network, uint64_t scopes, size_t size) {
    // The attribute as the newest kernels know it; `size` says how much of it this one knows.
    uint64_t attribute[3] = {files, network, scopes};
    return (int)syscall(SYS_landlock_create_ruleset, attribute, size, 0);
}

int csandbox_landlock_allow(int ruleset, int folder, uint64_t rights) {
    struct landlock_path_beneath_attr attribute = {.allowed_access = rights, .parent_fd = folder};
    return (int)syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &attribute, 0);
}

int csandbox_landlock_allow_port(int ruleset, uint64_t port, uint64_t rights) {
    // struct landlock_net_port_attr and LANDLOCK_RULE_NET_PORT are not in Debian 12's headers.
    struct {
        uint64_t allowed_access;
        uint64_t port;
    } attribute = {rights, port};
    return (int)syscall(SYS_landlock_add_rule, ruleset, 2, &attribute, 0);
}

int csandbox_landlock_restrict(int ruleset) { return (int)syscall(SYS_landlock_restrict_self, ruleset, 0); }

// MARK: Rights and limits

int csandbox_no_new_privileges(void) { return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); }

int csandbox_die_with_parent(void) { return prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0); }

int csandbox_drop_capabilities(void) {
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
    struct __user_cap_data_struct none[2];
    memset(none, 0, sizeof none);
    return (int)syscall(SYS_capset, &header, none);
}

static int limit(int resource, uint64_t most) {
    struct rlimit both = {.rlim_cur = most, .rlim_max = most};
    return setrlimit(resource, &both);
}

int csandbox_limit_memory(uint64_t bytes) { return limit(RLIMIT_AS, bytes); }
int csandbox_limit_processor(uint64_t seconds) { return limit(RLIMIT_CPU, seconds); }
int csandbox_limit_open_files(uint64_t count) { return limit(RLIMIT_NOFILE, count); }
int csandbox_limit_file_size(uint64_t bytes) { return limit(RLIMIT_FSIZE, bytes); }
int csandbox_limit_core(uint64_t bytes) { return limit(RLIMIT_CORE, bytes); }

// MARK: Lack of memory

static int lack_code;
static size_t lack_probe;

static void on_fatal(int number) {
    int is_lacking = errno == ENOMEM;
    if (!is_lacking) {
        void *probe = mmap(NULL, lack_probe, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        is_lacking = probe == MAP_FAILED;
        if (!is_lacking) munmap(probe, lack_probe);
    }
    if (is_lacking) _exit(lack_code);
    // SA_RESETHAND has put the default back: this ends the process with the signal's own number.
    raise(number);
}

int csandbox_tell_lack_of_memory(int code, size_t probe) {
    static char stack[65536];
    stack_t other = {.ss_sp = stack, .ss_size = sizeof stack, .ss_flags = 0};
    static const int fatal[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE};
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_fatal;
    action.sa_flags = SA_ONSTACK | SA_RESETHAND | SA_NODEFER;
    lack_code = code;
    lack_probe = probe;
    if (sigaltstack(&other, NULL) != 0) return -1;
    for (size_t at = 0; at < sizeof fatal / sizeof *fatal; at++) {
        if (sigaction(fatal[at], &action, NULL) != 0) return -1;
    }
    return 0;
}

// MARK: A network of one's own

static int put(const char *path, const char *text) {
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0) return -1;
    size_t count = strlen(text);
    int status = write(file, text, count) == (ssize_t)count ? 0 : -1;
    close(file);
    return status;
}

int csandbox_own_network(void) {
    char user[64], group[64];
    snprintf(user, sizeof user, "%u %u 1\n", geteuid(), geteuid());
    snprintf(group, sizeof group, "%u %u 1\n", getegid(), getegid());
    if (unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0) {
        // Everybody keeps his own number.
        if (put("/proc/self/setgroups", "deny") != 0 || put("/proc/self/uid_map", user) != 0 ||
            put("/proc/self/gid_map", group) != 0) {
            return -1;
        }
    } else if (unshare(CLONE_NEWNET) != 0) {
        return -1;
    }
    int control = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (control < 0) return -1;
    struct ifreq loopback;
    memset(&loopback, 0, sizeof loopback);
    strcpy(loopback.ifr_name, "lo");
    loopback.ifr_flags = IFF_UP;
    int status = ioctl(control, SIOCSIFFLAGS, &loopback);
    close(control);
    return status;
}

int csandbox_try_own_network(void) {
    pid_t process = fork();
    if (process < 0) return -1;
    if (process == 0) _exit(csandbox_own_network() == 0 ? 0 : 1);
    int status = 0;
    while (waitpid(process, &status, 0) < 0) {
        if (errno != EINTR) return -1;
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -1;
}

int csandbox_listen(uint16_t port) {
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener < 0) return -1;
    struct sockaddr_in address;
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) == 0 && listen(listener, 64) == 0) return listener;
    close(listener);
    return -1;
}

// MARK: Files in memory and descriptors that travel

int csandbox_memory_file(const char *name) { return memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING); }

int csandbox_seal(int descriptor) {
    return fcntl(descriptor, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL);
}

ssize_t csandbox_send(int socket, const void *bytes, size_t count, int descriptor) {
    struct iovec part = {.iov_base = (void *)bytes, .iov_len = count};
    union {
        struct cmsghdr align;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control;
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    if (descriptor >= 0) {
        memset(&control, 0, sizeof control);
        message.msg_control = control.bytes;
        message.msg_controllen = sizeof control.bytes;
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(header), &descriptor, sizeof(int));
    }
    return sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
}

ssize_t csandbox_receive(int socket, void *bytes, size_t count, int *descriptor) {
    struct iovec part = {.iov_base = bytes, .iov_len = count};
    union {
        struct cmsghdr align;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control;
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
    ssize_t got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    *descriptor = -1;
    if (got < 0) return got;
    for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
        if (header->cmsg_len == CMSG_LEN(sizeof(int))) memcpy(descriptor, CMSG_DATA(header), sizeof(int));
    }
    return got;
}

// MARK: Processes

int csandbox_process_descriptor(pid_t process) { return (int)syscall(SYS_pidfd_open, process, 0); }

int csandbox_close_from(posix_spawn_file_actions_t *actions, int lowest) {
    return posix_spawn_file_actions_addclosefrom_np(actions, lowest);
}

int csandbox_thread_count(void) {
    DIR *folder = opendir("/proc/self/task");
    if (!folder) return -1;
    int count = 0;
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) count += entry->d_name[0] != '.';
    closedir(folder);
    return count;
}
