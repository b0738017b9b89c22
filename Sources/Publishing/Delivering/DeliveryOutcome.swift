// What came of one attempt to deliver, and what it says: the one place that decides whether to try again.

/// What an attempt met.
public enum DeliveryOutcome: Sendable, Hashable {
    /// The consumer answered, with its Retry-After in seconds if it stated one.
    case answered(status: Int, retryAfter: Int?)
    /// No answer: the name isn't known, the connection was refused or broke, or time ran out.
    case unreachable
    /// The file stands whole in its folder.
    case written
    /// The folder can't be written to.
    case unwritable

    enum Verdict {
        case delivered
        /// The consumer has trouble of its own: spare it, and try again.
        case consumerInTrouble
        /// This request failed in a way that may pass.
        case mayPass
        /// The request itself is refused: more attempts seldom help.
        case refused
        /// The consumer wants no more, ever.
        case gone
    }

    var verdict: Verdict {
        switch self {
        case .written: .delivered
        case .unreachable, .unwritable: .consumerInTrouble
        case .answered(let status, _):
            // Standard Webhooks 1.0.0: only 2xx is success, a redirect is a failure and not followed, 410 disables.
            switch status {
            case 200...299: .delivered
            case 410: .gone
            case 429, 502, 503, 504: .consumerInTrouble
            case 408, 425, 500...599: .mayPass
            default: .refused
            }
        }
    }

    var retryAfter: Int? {
        if case .answered(_, let seconds) = self { seconds } else { nil }
    }
}
