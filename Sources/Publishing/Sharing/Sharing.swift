// What one consumer may have of one child on one day: a view, or nothing and why.

import SENDRecords

/// The answer of an agreement for one child.
public enum Sharing: Sendable, Hashable {
    case share(View)
    case withhold(Withholding)
}

/// Why nothing of a child may go to a consumer. For operators; what the consumer is told is `Withdrawal.Reason`.
public enum Withholding: Sendable, Hashable {
    /// The agreement is switched off.
    case switchedOff
    case notYetValid(from: CalendarDate)
    case ended(on: CalendarDate)
    /// A feed or a person says that nothing may leave, and the agreement has no grant.
    case restricted
    /// A child key belongs to the child less surely than the agreement asks.
    case linkNotSureEnough
    /// No clause under this key of `children:` holds today.
    case outOfScope(key: String)
    /// No field that the agreement names holds anything that can be used.
    case nothingToShare
    /// The child's identifier was given up for another's. The other is named only if the consumer receives it.
    case merged(into: String?)
    /// The child is known no more.
    case gone

    /// For a child that became part of another: `sharing` is what the agreement says of that other child.
    public static func merged(into child: String, sharedAs sharing: Sharing) -> Withholding {
        if case .share = sharing { .merged(into: child) } else { .merged(into: nil) }
    }

    /// For an operator, as a sentence.
    public var sentence: String {
        switch self {
        case .switchedOff: "The agreement is switched off."
        case .notYetValid(let day): "The agreement begins on \(day.spoken)."
        case .ended(let day): "The agreement ended on \(day.spoken)."
        case .restricted: "The child is restricted, and the agreement has no grant for restricted children."
        case .linkNotSureEnough:
            "That the partners' records are about one child is less sure than the agreement asks."
        case .outOfScope(let key): "No condition under `\(key)` of the agreement's `children` holds today."
        case .nothingToShare: "No field that the agreement names holds anything."
        case .merged: "The child turned out to be the same as another and is known by that one's identifier."
        case .gone: "The child is known no more."
        }
    }
}
