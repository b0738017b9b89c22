// The child's side: what `sendgate host` does. Nobody types it; the gateway starts it.

import CSandbox
import Glibc

/// The hidden command. It must be the first thing that the executable does, while it has one thread.
public enum HostProcess {
    public static let command = "host"
    static let socket: Int32 = 3
    static let library: Int32 = 4

    /// Whether the arguments say that this process is a host; with the socket on descriptor 3, as the gateway starts it.
    public static func isAsked(_ arguments: [String]) -> Bool {
        guard arguments.count == 2, arguments[1] == command else { return false }
        var status = stat()
        return fstat(socket, &status) == 0 && status.st_mode & S_IFMT == S_IFSOCK
    }

    /// Takes the order, puts up the sandbox, and runs what it should. Never returns.
    public static func run() -> Never { exit(obey().rawValue) }

    private static func obey() -> HostExit {
        // Before the order: a parent that is gone by then has closed the socket.
        _ = csandbox_die_with_parent()
        var buffer = FrameBuffer(mostInFrame: 1 << 20)
        guard let (order, parent) = takeOrder(&buffer) else { return .cutOff }
        guard getppid() == parent else { return .cutOff }
        do throws(SandboxFault) {
            switch order.work {
            case .library(let name):
                let lacks = try order.rules.enter()
                say(.entered, lacks)
                return try LibraryHost.run(name, &buffer)
            case .program(let path, let arguments, let environment, let folder):
                return try become(path, arguments, environment, folder, order.rules)
            }
        } catch {
            say(.refused, [error.text])
            return .refused
        }
    }

    private static func takeOrder(_ buffer: inout FrameBuffer) -> (order: ChildOrder, parent: Int32)? {
        while true {
            guard let isOpen = try? buffer.fill(from: socket), isOpen else { return nil }
            guard let frame = try? buffer.next() else { continue }
            guard frame.kind == HostFrame.order.rawValue else { return nil }
            return try? ChildOrder.read(frame.content)
        }
    }

    /// Returns only by what it throws.
    private static func become(
        _ path: String, _ arguments: [String], _ environment: [String], _ folder: String, _ rules: SandboxRules
    ) throws(SandboxFault) -> HostExit {
        guard chdir(folder) == 0 else { throw SandboxFault("the work folder could not be entered", errno) }
        var gate: Int32 = -1
        if case .gate(let port) = rules.reach { gate = try GateHold.enterOwnNetwork(gate: port) }
        let lacks = try rules.enter(hasOwnNetwork: gate >= 0)
        _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
        say(.entered, lacks, passing: gate)
        if gate >= 0 { close(gate) }
        throw CStrings.with([path] + arguments) { arguments in
            CStrings.with(environment) { environment in
                do throws(SandboxFault) { try rules.limitMemoryOfProgram() } catch { return error }
                execve(path, arguments, environment)
                return SandboxFault("\(path) could not be run: \(String(cString: strerror(errno)))")
            }
        }
    }

    private static func say(_ kind: HostFrame, _ texts: [String], passing descriptor: Int32 = -1) {
        var writer = FrameWriter(kind.rawValue)
        writer.put(texts)
        _ = Sending.all(writer.finished(), to: socket, passing: descriptor)
    }
}
