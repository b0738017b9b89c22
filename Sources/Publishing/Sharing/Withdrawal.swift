// The correction that takes back what a consumer was sent.

import SENDRecords

/// Tells a consumer to hold a child's data no more.
public struct Withdrawal: Sendable, Hashable {
    /// What the consumer is told. There is one reason for leaving the scope, a new restriction and a link in doubt: a
    /// reason of its own would tell which children are restricted.
    public enum Reason: String, Sendable, CaseIterable {
        case noLongerShared = "no longer shared"
        case agreementEnded = "agreement ended"
        case merged
    }

    public let child: String
    public let reason: Reason
    /// The child that it is now part of, with the reason `merged` only.
    public let into: String?
    public let on: CalendarDate

    /// The withdrawal of a child that is now withheld.
    public init(of child: String, because withholding: Withholding, on day: CalendarDate) {
        self.child = child
        on = day
        switch withholding {
        case .merged(let other?):
            (reason, into) = (.merged, other)
        case .ended:
            (reason, into) = (.agreementEnded, nil)
        case .switchedOff, .notYetValid, .restricted, .linkNotSureEnough, .outOfScope, .nothingToShare, .merged, .gone:
            (reason, into) = (.noLongerShared, nil)
        }
    }
}
