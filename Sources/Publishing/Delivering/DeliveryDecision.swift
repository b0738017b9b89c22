// Whether a child's delivery is due: the present answer against what was sent last.

import SENDRecords

/// What the outbox was last given for one consumer and one child.
public enum LastDelivery: Sendable, Hashable {
    /// A view with this digest.
    case view(digest: [UInt8])
    case withdrawal
}

/// What to put into the outbox.
public enum DeliveryDecision: Sendable, Hashable {
    case nothing
    case send(View)
    case withdraw(Withdrawal)

    /// - Parameter last: what the outbox was last given; nil if never anything.
    /// - Parameter child: the child's identifier, also where the child is known no more.
    public static func of(
        _ sharing: Sharing, child: String, last: LastDelivery?, on today: CalendarDate
    ) -> DeliveryDecision {
        switch (sharing, last) {
        case (.share(let view), .view(let digest)): view.digest == digest ? .nothing : .send(view)
        case (.share(let view), .withdrawal), (.share(let view), nil): .send(view)
        // Switched off means that nothing is sent; what is owed goes when it is switched on again.
        case (.withhold(.switchedOff), _): .nothing
        case (.withhold(let why), .view): .withdraw(Withdrawal(of: child, because: why, on: today))
        case (.withhold, .withdrawal), (.withhold, nil): .nothing
        }
    }

    /// What to remember as the last delivery once the decision is carried out; nil leaves it as it was.
    public var remembered: LastDelivery? {
        switch self {
        case .nothing: nil
        case .send(let view): .view(digest: view.digest)
        case .withdraw: .withdrawal
        }
    }

    /// What the delivery holds, if there is one.
    public var content: Delivery.Content? {
        switch self {
        case .nothing: nil
        case .send(let view): .view(view)
        case .withdraw(let withdrawal): .withdrawal(withdrawal)
        }
    }
}
