// What is really so in the city, kept apart from what partners state: a report compares sendgate's findings with it.

/// The truth behind the feeds.
public struct Truth: Sendable {
    /// A partner's key for a child, in its key space.
    public struct Key: Hashable, Sendable, Comparable {
        public let space: String
        public let key: String

        public init(space: String, key: String) {
            self.space = space
            self.key = key
        }

        public static func < (left: Key, right: Key) -> Bool {
            left.space == right.space ? left.key < right.key : left.space < right.space
        }
    }

    /// What should become of the rows under a key.
    public enum Fate: String, Sendable {
        /// They become a child record.
        case stored
        /// No sign of SEND: left out and not stored.
        case leftOut = "left out"
        /// A birth date that cannot be used, or two rows of one key that differ.
        case quarantined
    }

    /// What one partner's key really stands for.
    public struct Entry: Sendable {
        public let key: Key
        /// The child's true number. An adopted child's identity from before the order has a number of its own.
        public let child: Int
        public let fate: Fate
        /// How this partner's statement differs from the truth.
        public let flaws: Flaws
    }

    /// Every partner's key, feed by feed in the order of the feeds' rows.
    public internal(set) var entries: [Entry] = []
    /// What was planted for sendgate to find.
    public internal(set) var planted: [Planted] = []
    /// Pairs of keys of an adopted child from before and after the order: never to be linked.
    public internal(set) var seals: [(Key, Key)] = []
    /// Child numbers of twins and triplets, a list for each birth.
    public internal(set) var twins: [[Int]] = []
    public internal(set) var canaries: [CanaryToken] = []
    /// Rows about one pupil under one key more than once and byte for byte the same.
    public internal(set) var repeatedRows = 0
    /// Rows of the council's set whose parent is missing.
    public internal(set) var orphanRows = 0

    /// The planted things of one kind.
    public func planted(_ kind: Planted.Kind) -> [Planted] { planted.filter { $0.kind == kind } }

    /// The truth as a file: space, key, child, fate, flaws.
    public func csv() -> [UInt8] {
        var text = DelimitedText(separator: .comma, encoding: .utf8, lineEnd: .lineFeed)
        text.row(["space", "key", "child", "fate", "flaws"])
        for entry in entries {
            text.field(entry.key.space)
            text.field(entry.key.key)
            text.field(entry.child)
            text.field(entry.fate.rawValue)
            text.field(entry.flaws.names.joined(separator: " "))
            text.endRow()
        }
        return text.bytes
    }

    /// What was planted as a file: kind, child, subject, keys, note.
    public func plantedCSV() -> [UInt8] {
        var text = DelimitedText(separator: .comma, encoding: .utf8, lineEnd: .lineFeed)
        text.row(["kind", "child", "subject", "keys", "note"])
        for planted in planted {
            let keys = planted.keys.map { $0.space + "/" + $0.key }
            text.row([
                planted.kind.rawValue, planted.child.map(String.init) ?? "", planted.subject,
                keys.joined(separator: " "), planted.note,
            ])
        }
        return text.bytes
    }
}
