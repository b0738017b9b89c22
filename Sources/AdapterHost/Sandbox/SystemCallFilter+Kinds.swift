// The filters for what is run: a written list of what a library may call, a written list of what a
// program may not.

import CSandbox
import Glibc

extension SystemCallFilter {
    /// CLONE_THREAD of linux/sched.h: a thread of this process, not a process.
    private static let thread: UInt64 = 0x0001_0000
    /// The flags that make namespaces (CLONE_NEWCGROUP … CLONE_NEWNET).
    private static let namespaces: [UInt64] = [
        0x0002_0000, 0x0200_0000, 0x0400_0000, 0x0800_0000, 0x1000_0000, 0x2000_0000, 0x4000_0000,
    ]
    private static let setName: UInt64 = 15
    private static let nameMemory: UInt64 = 0x5356_4d41
    private static let dieWithParent: UInt64 = 1
    private static let emptyPath: UInt64 = 0x1000

    // MARK: - A library

    /// Memory, threads, time, and talking over the descriptors that it has.
    private static let forLibraries = [
        "brk", "mmap", "mprotect", "mremap", "munmap", "madvise", "mincore", "membarrier",
        "futex", "set_robust_list", "get_robust_list", "rseq", "set_tid_address", "sched_yield", "sched_getaffinity",
        "sched_getparam", "sched_getscheduler", "sched_get_priority_max", "sched_get_priority_min",
        "exit", "exit_group", "restart_syscall",
        "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "rt_sigpending", "rt_sigtimedwait", "sigaltstack",
        "clock_gettime", "clock_getres", "clock_nanosleep", "nanosleep", "gettimeofday", "time", "times", "getrandom",
        "getpid", "gettid", "getppid", "getuid", "geteuid", "getgid", "getegid", "getrusage", "getcpu", "sysinfo",
        "uname", "getrlimit",
        "read", "readv", "pread64", "preadv", "write", "writev", "lseek", "close", "dup", "fcntl", "fstat",
        "sendmsg", "recvmsg", "sendto", "recvfrom", "poll", "ppoll", "select", "pselect6",
        "epoll_create1", "epoll_ctl", "epoll_wait", "epoll_pwait", "eventfd2", "timerfd_create", "timerfd_settime",
        "pipe2",
    ]

    /// What the loader needs while the library and the libraries that it names are opened.
    private static let forLoading = [
        "open", "openat", "stat", "lstat", "newfstatat", "statx", "access", "faccessat", "faccessat2", "readlink",
        "readlinkat", "getcwd", "getdents64",
    ]

    static func loadingLibraries() throws(SandboxFault) -> SystemCallFilter {
        let filter = try SystemCallFilter(otherwise: refused)
        try filter.add(csandbox_allow(), forLibraries + forLoading)
        try filter.add(csandbox_allow(), ["clone"], where: [.argument(0, masked: thread, is: thread)])
        try filter.add(unknown, ["clone3"])
        // abort() sends a signal to its own thread.
        try filter.add(csandbox_allow(), ["tgkill"], where: [.argument(0, is: UInt64(getpid()))])
        try filter.add(csandbox_allow(), ["prlimit64"], where: [.argument(0, is: 0)])
        for option in [setName, nameMemory] {
            try filter.add(csandbox_allow(), ["prctl"], where: [.argument(0, is: option)])
        }
        // For the second filter.
        try filter.add(csandbox_allow(), ["seccomp"])
        return filter
    }

    /// On top of the first, once the library is loaded: no file is opened or looked at any more.
    static func runningLibraries() throws(SandboxFault) -> SystemCallFilter {
        let filter = try SystemCallFilter(otherwise: csandbox_allow())
        try filter.add(refused, forLoading.filter { $0 != "newfstatat" && $0 != "statx" } + ["seccomp"])
        // With an empty path they look at an open descriptor: that is how glibc spells fstat.
        try filter.add(refused, ["newfstatat"], where: [.argument(3, masked: emptyPath, is: 0)])
        try filter.add(refused, ["statx"], where: [.argument(2, masked: emptyPath, is: 0)])
        return filter
    }

    // MARK: - A program

    private static let notForPrograms = [
        "ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "process_mrelease", "kcmp",
        "pidfd_getfd", "pidfd_send_signal", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "tkill", "migrate_pages",
        "move_pages", "setpriority", "ioprio_set", "setsid", "setpgid",
        "mount", "umount2", "pivot_root", "chroot", "unshare", "setns", "fsopen", "fsconfig", "fsmount", "fspick",
        "move_mount", "open_tree", "mount_setattr", "quotactl", "quotactl_fd", "swapon", "swapoff", "acct",
        "keyctl", "add_key", "request_key", "bpf", "perf_event_open", "userfaultfd", "io_uring_setup",
        "io_uring_enter", "io_uring_register", "fanotify_init", "open_by_handle_at", "name_to_handle_at",
        "init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load", "reboot", "syslog",
        "sethostname", "setdomainname", "settimeofday", "clock_settime", "clock_adjtime", "adjtimex", "ioperm", "iopl",
        "modify_ldt", "vhangup", "lookup_dcookie", "personality", "uselib", "ustat", "sysfs", "nfsservctl",
        "mq_open", "shmget", "semget", "msgget", "memfd_secret",
    ]

    /// `limitsSignals` says that Landlock keeps signals inside the sandbox; else none may be sent.
    static func runningPrograms(reach: SandboxRules.Reach, limitsSignals: Bool) throws(SandboxFault) -> SystemCallFilter
    {
        let filter = try SystemCallFilter(otherwise: csandbox_allow())
        try filter.add(refused, notForPrograms)
        for flag in namespaces {
            try filter.add(refused, ["clone"], where: [.argument(0, masked: flag, is: flag)])
        }
        try filter.add(unknown, ["clone3"])
        // Limits, priorities and processors of other processes.
        try filter.add(
            refused, ["prlimit64", "sched_setaffinity", "sched_setparam", "sched_setscheduler", "sched_setattr"],
            where: [.argument(0, isNot: 0)])
        try filter.add(refused, ["prctl"], where: [.argument(0, masked: word, is: dieWithParent)])
        if !limitsSignals {
            try filter.add(refused, ["kill", "tgkill"], where: [.argument(0, isNot: UInt64(getpid()))])
        }
        switch reach {
        case .nowhere: try filter.add(refused, ["socket", "connect", "bind", "listen", "accept", "accept4"])
        case .gate:
            try filter.addInternet()
            try filter.addStreamsOnly()
        case .anywhere: try filter.addInternet()
        }
        return filter
    }

    /// The kernel looks at the lower half of such an argument only.
    private static let word: UInt64 = 0xffff_ffff

    /// The internet, and the kernel's answer about which addresses this machine has; no local sockets, no raw packets.
    private func addInternet() throws(SandboxFault) {
        let families = [UInt64(AF_INET), UInt64(AF_INET6), UInt64(AF_NETLINK)]
        for family in 0..<UInt64(64) where !families.contains(family) {
            try add(Self.refused, ["socket"], where: [.argument(0, masked: Self.word, is: family)])
        }
        try addRefusal(ofTypes: [UInt64(SOCK_RAW.rawValue)])
    }

    /// Plain TCP alone, made by connect(), which Landlock sees; nothing that is waited for.
    private func addStreamsOnly() throws(SandboxFault) {
        // Datagrams, and the kinds of SCTP, DCCP and packets.
        try addRefusal(ofTypes: [UInt64(SOCK_DGRAM.rawValue), 4, 5, 6, 10])
        for family in [UInt64(AF_INET), UInt64(AF_INET6)] {
            // MPTCP and SCTP have higher numbers than TCP.
            try add(
                Self.refused, ["socket"],
                where: [.argument(0, masked: Self.word, is: family), .argument(2, isAbove: UInt64(IPPROTO_TCP))])
        }
        // A first packet with data connects by itself.
        let fastOpen: UInt64 = 0x2000_0000
        try add(Self.refused, ["sendto", "sendmmsg"], where: [.argument(3, masked: fastOpen, is: fastOpen)])
        try add(Self.refused, ["sendmsg"], where: [.argument(2, masked: fastOpen, is: fastOpen)])
        try add(Self.refused, ["listen", "accept", "accept4"])
    }

    private func addRefusal(ofTypes types: [UInt64]) throws(SandboxFault) {
        for family in [UInt64(AF_INET), UInt64(AF_INET6)] {
            for type in types {
                try add(
                    Self.refused, ["socket"],
                    where: [.argument(0, masked: Self.word, is: family), .argument(1, masked: 0xf, is: type)])
            }
        }
    }
}
