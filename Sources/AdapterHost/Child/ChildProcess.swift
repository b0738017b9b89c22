// A child process of the gateway, from its start to its end: the same executable with the hidden
// command `host`, which puts the sandbox's rules on itself and then loads a library or becomes a program.

import CSandbox
import Glibc

/// One child process, in a process group of its own, with nothing open but what it was given.
///
/// Owned by the thread that starts it, which must live as long as it does: the kernel ends a child when the
/// thread that made it ends. That thread calls `end()` once, whatever happened. Nothing here waits on Swift's own pool.
public final class ChildProcess {
    public let id: pid_t
    /// The gateway's end of the socket; readable when the child has said something or has closed its end.
    public let socket: Int32
    /// Readable when the child has ended; -1 where the kernel has none (before 5.3).
    public let endDescriptor: Int32
    /// What the kernel lacks of the sandbox, in words; for the log. Known when `start` returns.
    public private(set) var lacks: [String] = []

    /// The socket on which the gate is asked for in the child's own network; -1 where it has none.
    private var gate: Int32 = -1
    private var ending: ChildEnding?

    private init(id: pid_t, socket: Int32) {
        self.id = id
        self.socket = socket
        endDescriptor = csandbox_process_descriptor(id)
    }

    /// Starts the host and waits until the sandbox stands around it: some milliseconds.
    ///
    /// `host` is the path of the `sendgate` executable. `descriptors` are open files of the gateway, by the number
    /// that the child sees them as: 0 to 2 for a program (those not given are `/dev/null`), 4 for the sealed
    /// library. 3 is the socket. They stay open here, and are the caller's to close. A program that couldn't be found
    /// or may not be run is `refused` here; of a program that stands, `socket` is at its end.
    public static func start(
        host: String, order: ChildOrder, descriptors: [Int32: Int32] = [:], within time: Duration = .seconds(20)
    ) throws(ChildError) -> ChildProcess {
        let child = try spawn(host, descriptors)
        do throws(ChildError) {
            guard Sending.all(order.frame(parent: getpid()), to: child.socket, until: .now + time) == .sent else {
                throw .frame(.tooShort)
            }
            try child.waitForSandbox(isProgram: order.rules.kind == .program, within: time)
            return child
        } catch {
            let ending = child.end()
            // Why it ended says more than that its socket is closed.
            guard case .frame(.tooShort) = error else { throw error }
            throw .ended(ending)
        }
    }

    /// Ends the whole process group if it still runs, and takes away what is left of it. Safe to call again.
    @discardableResult
    public func end() -> ChildEnding {
        if let ending { return ending }
        // While it isn't reaped the group's number is its own. One that has ended already keeps its own ending.
        kill(-id, SIGKILL)
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        let ending = ChildEnding(status: status)
        self.ending = ending
        close(socket)
        if endDescriptor >= 0 { close(endDescriptor) }
        if gate >= 0 { close(gate) }
        return ending
    }

    /// How it ended if it has, within a moment: an end is often seen on the socket before it can be waited for.
    public func ended(within time: Duration = .seconds(1)) -> ChildEnding? {
        let deadline = ContinuousClock.now + time
        _ = Waiting.untilReadable([endDescriptor], until: deadline)
        // Not reaped: the group is killed while its number is still its own.
        var status = siginfo_t()
        guard waitid(P_PID, id_t(id), &status, WEXITED | WNOHANG | WNOWAIT) == 0, status.si_signo == SIGCHLD else {
            return nil
        }
        return end()
    }

    /// The listening socket in the child's own network, the taker's to close; -1 where it has none.
    func takeGate() -> Int32 {
        defer { gate = -1 }
        return gate
    }

    // MARK: - Talking

    private func waitForSandbox(isProgram: Bool, within time: Duration) throws(ChildError) {
        let deadline = ContinuousClock.now + time
        var buffer = FrameBuffer(mostInFrame: 1 << 16)
        var stands = false
        while true {
            guard Waiting.untilReadable([socket], until: deadline) != nil else { throw .silent(time) }
            guard try buffer.fill(from: socket) else {
                // A program that has taken the host's place has closed the socket with it.
                if isProgram, stands { return }
                throw .frame(.tooShort)
            }
            while let frame = try buffer.next() {
                switch HostFrame(rawValue: frame.kind) {
                case .entered:
                    lacks = try frame.texts()
                    gate = buffer.takeDescriptor()
                case .refused: throw .refused(try frame.texts().joined(separator: ": "))
                default: throw .frame(.unknownKind(frame.kind))
                }
                stands = true
            }
            // Not before all that came is read: a library that can't be loaded is told right behind.
            if stands, !isProgram { return }
        }
    }

    // MARK: - Starting

    private static func spawn(_ host: String, _ descriptors: [Int32: Int32]) throws(ChildError) -> ChildProcess {
        var pair: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | 0o2000000, 0, &pair) == 0 else {
            throw .system("socketpair")
        }
        var mapped = descriptors
        mapped[3] = pair[1]
        var copies: [Int32: Int32] = [:]
        defer {
            close(pair[1])
            for copy in copies.values { close(copy) }
        }
        func fail(_ what: String, _ error: Int32) -> ChildError {
            close(pair[0])
            return .system(what, error)
        }
        // Out of the way of the numbers that they get in the child.
        for (number, descriptor) in mapped {
            let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 64)
            guard copy >= 0 else { throw fail("fcntl", errno) }
            copies[number] = copy
        }

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for number in Int32(0)..<3 where copies[number] == nil {
            posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDWR, 0)
        }
        for (number, copy) in copies { posix_spawn_file_actions_adddup2(&actions, copy, number) }
        csandbox_close_from(&actions, (copies.keys.max() ?? 3) + 1)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        var id: pid_t = 0
        let status = CStrings.with([host, HostProcess.command]) { arguments in
            CStrings.with(["SWIFT_BACKTRACE=enable=no"]) { environment in
                posix_spawn(&id, host, &actions, &attributes, arguments, environment)
            }
        }
        guard status == 0 else { throw fail(host, status) }
        return ChildProcess(id: id, socket: pair[0])
    }
}
