// How a run ends.

import SENDRecords

/// What becomes of a run.
public enum RunOutcome: Hashable, Sendable {
    /// All of it is seen from now on.
    case applied
    /// All rows wait for a person; the reason is what that person reads.
    case held(reason: String)
    /// Nothing of it is taken, for instance because it is not what its name says.
    case refused(reason: String)
    case failed(reason: String)
}

/// What becomes of the withdrawals that a snapshot staged.
public enum WithdrawalDecision: Hashable, Sendable {
    /// There are none, or they are not to be kept.
    case none
    /// They share the fate of their run.
    case apply
    /// They wait for a person, whatever becomes of the arrivals.
    case hold(reason: String)
}

/// Everything that the one small commit of a run needs.
public struct RunCommit: Sendable {
    public var outcome: RunOutcome
    /// Rows that the reader counted, apart from what the store counted: the two must agree.
    public var rowsRead: Int
    public var at: Instant
    /// The feed's next cursor; nil leaves it as it is. Of a held run it counts once that is released.
    public var cursor: [UInt8]?
    public var withdrawals: WithdrawalDecision
    /// Whether the run stated all that its feed states: it then takes the place of what earlier runs quarantined.
    public var isSnapshot: Bool
    /// What the sender and the operator should know of the run as a whole.
    public var remarks: [RunRemark]

    public init(
        _ outcome: RunOutcome, rowsRead: Int, at: Instant, cursor: [UInt8]? = nil,
        withdrawals: WithdrawalDecision = .none, isSnapshot: Bool = false, remarks: [RunRemark] = []
    ) {
        self.outcome = outcome
        self.rowsRead = rowsRead
        self.at = at
        self.cursor = cursor
        self.withdrawals = withdrawals
        self.isSnapshot = isSnapshot
        self.remarks = remarks
    }
}

/// A sentence about a whole run. It holds no value of a row.
public struct RunRemark: Hashable, Sendable {
    /// For programs: `note`, `drift`, `accept`, `setting`, `cursor`.
    public let kind: String
    public let text: String

    /// What has become of a file's columns since the last one.
    public static let drift = "drift"
    /// The command that takes up a renamed column.
    public static let accept = "accept"

    /// What an operator can change where a sender can't help it.
    public static let setting = "setting"

    /// Where a run went on, and where the next one does.
    public static let cursor = "cursor"

    /// Whether it is for whoever runs the gateway: commands and settings are nothing that a sender knows.
    public var isForOperators: Bool { kind == Self.accept || kind == Self.setting || kind == Self.cursor }

    public init(kind: String, text: String) {
        self.kind = kind
        self.text = text
    }
}
