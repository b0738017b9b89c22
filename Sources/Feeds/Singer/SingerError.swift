// A tap's output that is refused whole.

/// Why what a tap printed can't be taken, where, and what to do. It never quotes a message.
public enum SingerError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The rows are in files of the tap's own.
    case batch(line: Int)
    case tooManyStrayLines(limit: Int, isTap: Bool)
    case messageTooLong(line: Int, limit: Int)
    /// The output ends inside its last message.
    case cut(line: Int)

    public var hint: String {
        switch self {
        case .batch: "Switch batches off in the tap's configuration, usually by leaving out `batch_config`."
        case .tooManyStrayLines(_, true): "Have the tap print its own remarks to standard error."
        case .tooManyStrayLines: "Check that the command is a Singer tap."
        case .messageTooLong: "Check the tap: no record should be that large."
        case .cut: "Run the tap again."
        }
    }

    public var description: String {
        let what =
            switch self {
            case .batch(let line):
                "line \(line): the tap sends BATCH messages, whose records lie in files that aren't read."
            case .tooManyStrayLines(let limit, let isTap):
                isTap
                    ? "more than \(limit) lines of the tap's output are no Singer messages."
                    : "more than \(limit) lines and not one Singer message among them."
            case .messageTooLong(let line, let limit): "line \(line): a message is longer than \(limit) bytes."
            case .cut(let line): "line \(line): the tap's output ends in the middle of a message."
            }
        return "\(what) \(hint)"
    }
}

extension SingerError: PayloadError {}
