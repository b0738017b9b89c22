// How a child process ended, in words for operators.

import Glibc

/// How a child process came to its end.
public enum ChildEnding: Equatable, Sendable {
    case exited(code: Int32)
    case signalled(Int32)
    /// It was refused memory and couldn't go on.
    case outOfMemory

    /// From what `waitpid` says.
    init(status: Int32) {
        let signal = status & 0x7f
        if signal != 0 {
            self = .signalled(signal)
        } else {
            let code = (status >> 8) & 0xff
            self = code == HostExit.memory.rawValue ? .outOfMemory : .exited(code: code)
        }
    }

    /// What happened, as the end of a sentence that begins with what was run: "it crashed: …".
    public var text: String {
        switch self {
        case .exited(0): "it ended of its own accord"
        case .exited(HostExit.misuse.rawValue):
            "it called the gateway when it mustn't: from a thread of its own, or after its end"
        case .exited(let code): "it ended with exit code \(code)"
        case .outOfMemory: "it ran out of memory"
        case .signalled(SIGSEGV): "it crashed: it read or wrote memory that isn't there (segmentation fault)"
        case .signalled(SIGBUS): "it crashed: it read or wrote memory that isn't there (bus error)"
        case .signalled(SIGILL), .signalled(SIGTRAP):
            "it crashed: it stopped itself at a check of its own (trap), as Swift does at an overflow or a failed precondition"
        case .signalled(SIGABRT): "it crashed: it gave up (abort), as C++ does at an exception that nobody catches"
        case .signalled(SIGFPE): "it crashed: it divided by zero or the like (arithmetic error)"
        case .signalled(SIGSYS): "it crashed: it made a system call that the sandbox forbids"
        case .signalled(SIGXCPU): "it used up its processor time"
        case .signalled(SIGKILL): "it was killed from outside (the system may have been short of memory)"
        case .signalled(SIGPIPE): "it wrote to something that was already closed"
        case .signalled(let number): "it was ended by signal \(number)"
        }
    }
}
