// The store's numbers for subjects, feeds and runs.

/// The store's number for a `SubjectKey`; never given to another.
public struct SubjectID: Hashable, Comparable, Sendable {
    public let rawValue: Int64

    public init(_ rawValue: Int64) {
        self.rawValue = rawValue
    }

    public static func < (left: SubjectID, right: SubjectID) -> Bool { left.rawValue < right.rawValue }
}

/// The store's number for a feed.
public struct FeedID: Hashable, Comparable, Sendable {
    public let rawValue: Int64

    public init(_ rawValue: Int64) {
        self.rawValue = rawValue
    }

    public static func < (left: FeedID, right: FeedID) -> Bool { left.rawValue < right.rawValue }
}

/// The number of a run, as `sendgate runs` shows it. Numbers rise and are never used again.
public struct RunID: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let rawValue: Int64

    public init(_ rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// What was put on the list by hand (a verdict, a wake date, a rebuild) and not by a run.
    public static let byHand = RunID(0)

    public var description: String { String(rawValue) }
    public static func < (left: RunID, right: RunID) -> Bool { left.rawValue < right.rawValue }
}
