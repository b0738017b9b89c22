// What the sandbox of a child process is made of and Swift can't call: system calls without a wrapper
// in the C library, macros, and functions that only <_GNU_SOURCE> shows. Each is one call; no
// decision is made here. All give 0 or more, or -1 with errno.

#ifndef SENDGATE_CSANDBOX_H
#define SENDGATE_CSANDBOX_H

#include <seccomp.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// Landlock: which files may be reached. The rights of the kernels after the headers' own are in Swift.
int csandbox_landlock_abi(void);
int csandbox_landlock_ruleset(uint64_t files, uint64_t network, uint64_t scopes, size_t size);
int csandbox_landlock_allow(int ruleset, int folder, uint64_t rights);
int csandbox_landlock_allow_port(int ruleset, uint64_t port, uint64_t rights);
int csandbox_landlock_restrict(int ruleset);

// seccomp: which system calls may be made.
static inline uint32_t csandbox_allow(void) { return SCMP_ACT_ALLOW; }
static inline uint32_t csandbox_refuse(uint16_t error) { return SCMP_ACT_ERRNO(error); }

// Rights and limits of the calling process.
int csandbox_no_new_privileges(void);
int csandbox_die_with_parent(void);
int csandbox_drop_capabilities(void);
int csandbox_limit_memory(uint64_t bytes);
int csandbox_limit_processor(uint64_t seconds);
int csandbox_limit_open_files(uint64_t count);
int csandbox_limit_file_size(uint64_t bytes);
int csandbox_limit_core(uint64_t bytes);

// Ends the process with `code` where a fatal signal comes when memory was refused; any other fatal
// signal ends it as it would have. In C, because a signal handler must not allocate.
int csandbox_tell_lack_of_memory(int code, size_t probe);

// A network of one's own, with loopback and nothing else in it. Trying is done by another process, so that one that
// would be left without any network stays as it is. Listening is on 127.0.0.1.
int csandbox_try_own_network(void);
int csandbox_own_network(void);
int csandbox_listen(uint16_t port);

// Files in memory that can't change any more, and descriptors that travel. Sending never waits (EAGAIN).
int csandbox_memory_file(const char *name);
int csandbox_seal(int descriptor);
ssize_t csandbox_send(int socket, const void *bytes, size_t count, int descriptor);
ssize_t csandbox_receive(int socket, void *bytes, size_t count, int *descriptor);

// Processes.
int csandbox_process_descriptor(pid_t process);
int csandbox_close_from(posix_spawn_file_actions_t *actions, int lowest);
int csandbox_thread_count(void);

#endif
