// Why a run of a module failed, in words for operators. No value of the partner's data is in it.

/// What a module did, or what was done to it.
public enum ModuleFault: Error, Equatable, Sendable {
    /// The sandbox or the library: nothing of the module has run.
    case notStarted(String)
    case ended(ChildEnding, memory: UInt64)
    /// It says itself that it failed.
    case failed(String)
    case silent(Duration)
    case overdue(Duration)
    /// Something that isn't a message of the interface, as the `number`th of the run.
    case nonsense(message: Int, String)
    /// Bytes that aren't there.
    case citedNothing(payload: Int, offset: Int, length: Int, payloads: Int, size: Int?)
    case tooMany(String, limit: Int)
    /// It wants an answer and has asked for nothing.
    case waitsForNothing
    /// The gateway's own side: the request failed, there is no room on the disk.
    case gateway(String)

    public var text: String {
        switch self {
        case .notStarted(let reason): "The module could not be started: \(reason)."
        case .ended(.outOfMemory, let memory):
            "The module ran out of memory: its limit is \(memory / 1_000_000) MB."
        case .ended(let ending, _): "The module failed: \(ending.text)."
        case .failed(let reason): "The module says that it failed: \(reason)"
        case .silent(let time):
            "The module was ended: it said nothing for \(time.inSeconds) while it was its turn."
        case .overdue(let time):
            "The module was ended: it had not finished after \(time.inSeconds), the time that a run may take."
        case .nonsense(let number, let what):
            "The module broke its protocol at its message \(number): \(what). It was ended."
        case .citedNothing(let payload, let offset, let length, let payloads, let size):
            if let size {
                "The module cited bytes that aren't there: \(length) bytes from byte \(offset) of payload \(payload), which "
                    + "has \(size) bytes."
            } else {
                "The module cited bytes that aren't there: payload \(payload), where the run has \(payloads)."
            }
        case .tooMany(let what, let limit): "The module was ended: it stated more than \(limit) \(what) in one run."
        case .waitsForNothing: "The module waits for an answer and has asked for nothing."
        case .gateway(let reason): reason
        }
    }
}

extension Duration {
    /// For messages.
    fileprivate var inSeconds: String {
        let (seconds, attoseconds) = components
        let tenths = attoseconds / 100_000_000_000_000_000
        if seconds == 1, tenths == 0 { return "1 second" }
        return tenths == 0 ? "\(seconds) seconds" : "\(seconds).\(tenths) seconds"
    }
}
