// Whose children an agreement is about: a small declared language.

import Configuring
import SENDRecords

/// The children of an agreement: all its groups must hold, and of a group at least one clause.
public struct ChildrenCondition: Sendable {
    /// A key of `children:` with what is listed under it.
    public struct Group: Sendable {
        /// `with`, `attending`, `named-in-plan` or `year-groups`.
        public let key: String
        public let clauses: [Located<Clause>]
    }

    /// One thing that can be true of a child on a day.
    public enum Clause: Sendable, Hashable, CustomStringConvertible {
        case with(ChildState)
        /// URN: on the school's roll, or where that school states nothing, attended as the council says.
        case attending(String)
        /// URN: named in section I of an active plan.
        case namedInPlan(String)
        /// A year group that a current enrolment states.
        case yearGroup(String)

        /// As the file has it.
        public var description: String {
            switch self {
            case .with(let state): "with \(state.rawValue)"
            case .attending(let urn): "attending \(urn)"
            case .namedInPlan(let urn): "named-in-plan \(urn)"
            case .yearGroup(let group): "year-groups \(group)"
            }
        }
    }

    /// None means every child, which the file must say with `all: true`.
    public let groups: [Group]
    /// Where `children:` stands.
    public let place: ConfigurationPlace

    public var isEveryChild: Bool { groups.isEmpty }
}

/// What `with:` can ask of a child.
public enum ChildState: String, Sendable, CaseIterable, Hashable {
    /// A plan that has begun and not ceased.
    case activePlan = "ehc-plan active"
    /// A request that waits for its decision, or whose assessment does.
    case openRequest = "ehc-request open"
    case currentEnrolment = "enrolment current"
    case currentTransport = "transport-allocation current"
    /// A school where the child is enrolled states SEN support.
    case senSupport = "sen-provision K"
    /// A school where the child is enrolled states an EHC plan.
    case planInSchool = "sen-provision E"
}
