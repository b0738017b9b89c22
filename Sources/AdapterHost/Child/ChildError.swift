// Why a child process could not be started or talked to.

import Glibc

/// Why a child process did not do what it was started for.
public enum ChildError: Error, Equatable, Sendable {
    /// The system couldn't start the process: no memory, no processes left, the executable is gone.
    case notStarted(reason: String)
    /// The rules of the sandbox couldn't be put up, or what should be run couldn't be found.
    case refused(String)
    /// It ended before it ran what it should.
    case ended(ChildEnding)
    /// It didn't stand within its time.
    case silent(Duration)
    case frame(FrameFault)

    static func system(_ what: String, _ error: Int32 = errno) -> ChildError {
        .notStarted(reason: "\(what): \(String(cString: strerror(error)))")
    }

    public var text: String {
        switch self {
        case .notStarted(let reason): "a child process could not be started (\(reason))"
        case .refused(let reason): reason
        case .ended(let ending): "the child process ended before it began: \(ending.text)"
        case .silent(let time): "the child process did not begin within \(time)"
        case .frame: "the child process spoke what isn't understood before it began"
        }
    }
}
