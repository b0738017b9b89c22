// Documents on their way to consumers.

import SENDRecords

/// What a delivery is. The numbers are stored.
public enum DeliveryKind: UInt8, Sendable, CaseIterable {
    /// The whole allowed view of one child.
    case view = 1
    /// The consumer may not have the child any more.
    case withdrawn = 2
}

/// Where a delivery is in its life.
public enum DeliveryState: UInt8, Sendable, CaseIterable {
    case due = 1
    /// An attempt was begun. After a crash it is due again, with the same identifier and the same bytes.
    case sending = 2
    /// Acknowledged.
    case delivered = 3
    /// Waits for a person.
    case setAside = 4
    /// Overtaken before it was acknowledged: by a newer view before anybody tried to send it, or by a withdrawal.
    case superseded = 5

    public var name: String {
        switch self {
        case .due: "due"
        case .sending: "sending"
        case .delivered: "delivered"
        case .setAside: "set aside"
        case .superseded: "superseded"
        }
    }
}

/// A delivery for the outbox. It also becomes what was last sent of the child to the consumer.
public struct DeliveryDraft: Hashable, Sendable {
    /// One identifier over all attempts.
    public var id: String
    public var consumer: String
    public var child: String
    public var kind: DeliveryKind
    /// The exact bytes.
    public var body: [UInt8]
    /// What an unchanged document is told by.
    public var digest: [UInt8]

    public init(
        id: String, consumer: String, child: String, kind: DeliveryKind, body: [UInt8], digest: [UInt8]
    ) {
        self.id = id
        self.consumer = consumer
        self.child = child
        self.kind = kind
        self.body = body
        self.digest = digest
    }
}

/// A delivery of the outbox.
public struct Delivery: Hashable, Sendable {
    /// Its place in the order of the outbox.
    public let sequence: Int64
    public let draft: DeliveryDraft
    public let state: DeliveryState
    /// Attempts begun.
    public let attempts: Int
    public let nextAttempt: Instant
    public let created: Instant
    public let acknowledged: Instant?
    /// What went wrong at the last attempt.
    public let problem: String?
}

/// What came of one attempt.
public struct DeliveryAttempt: Sendable {
    /// What came of one attempt.
    public enum Outcome: Hashable, Sendable {
        case delivered
        case retry(at: Instant, problem: String)
        case setAside(problem: String)
    }

    public var sequence: Int64
    public var outcome: Outcome

    public init(sequence: Int64, outcome: Outcome) {
        self.sequence = sequence
        self.outcome = outcome
    }
}

/// What was last put in the outbox of one child for one consumer.
public struct SentRecord: Hashable, Sendable {
    public let consumer: String
    public let child: String
    public let kind: DeliveryKind
    public let digest: [UInt8]
    /// The delivery's place in the outbox.
    public let sequence: Int64
    /// Whether the consumer may have heard of the child: some delivery about it was attempted.
    public let mayBeKnown: Bool
}

/// A child of which a consumer was to be told and never was: what waits for it is dropped, without a correction.
public struct UnsentChild: Hashable, Sendable {
    public var consumer: String
    public var child: String

    public init(consumer: String, child: String) {
        self.consumer = consumer
        self.child = child
    }
}
