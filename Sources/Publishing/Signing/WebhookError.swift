// What can be wrong with a webhook's secret, identifier or signature.

/// Why a webhook can't be signed or isn't believed. Says nothing of secrets and bodies.
public enum WebhookError: Error, Sendable, Hashable, CaseIterable {
    /// There is nothing after `whsec_`, or nothing at all.
    case emptySecret
    /// The secret isn't Base64.
    case unreadableSecret
    /// The secret is shorter than 24 bytes or longer than 64.
    case unusualSecretLength
    /// No secret was given to sign or to verify with.
    case noSecret
    /// The identifier is empty or holds something other than letters, digits, `_` and `-`.
    case unusableID
    case missingID
    case missingTimestamp
    case missingSignature
    /// The timestamp isn't whole seconds since 1970.
    case unreadableTimestamp
    case tooOld
    case fromTheFuture
    /// No signature fits.
    case noMatch

    public var message: String {
        switch self {
        case .emptySecret: "The webhook secret is empty."
        case .unreadableSecret: "The webhook secret is not Base64."
        case .unusualSecretLength: "The webhook secret is not 24 to 64 bytes long."
        case .noSecret: "No webhook secret is given."
        case .unusableID: "The delivery's identifier holds something other than letters, digits, _ and -."
        case .missingID: "The header webhook-id is missing."
        case .missingTimestamp: "The header webhook-timestamp is missing."
        case .missingSignature: "The header webhook-signature is missing."
        case .unreadableTimestamp: "The header webhook-timestamp is not a number of seconds."
        case .tooOld: "The webhook is older than is accepted."
        case .fromTheFuture: "The webhook is dated in the future."
        case .noMatch: "No signature of the webhook fits."
        }
    }

    /// What to do about it.
    public var nextStep: String {
        switch self {
        case .emptySecret, .unreadableSecret, .unusualSecretLength, .noSecret:
            "Store a secret of the form whsec_ and the Base64 of 24 to 64 random bytes."
        case .unusableID: "Give the delivery another identifier."
        case .missingID, .missingTimestamp, .missingSignature, .unreadableTimestamp:
            "See that nothing on the way removes or changes headers."
        case .tooOld, .fromTheFuture: "Compare the clocks of sender and receiver."
        case .noMatch: "See that both sides have the same secret and that nothing on the way changes the body."
        }
    }
}

extension WebhookError: CustomStringConvertible {
    public var description: String { "\(message) \(nextStep)" }
}
