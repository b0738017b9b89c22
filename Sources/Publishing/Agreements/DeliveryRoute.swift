// Where deliveries go: a folder or a webhook.

import Configuring

/// The route of one consumer.
public enum DeliveryRoute: Sendable, Hashable {
    case folder(FolderRoute)
    case webhook(WebhookRoute)
}

/// A folder into which each delivery is written as one file.
public struct FolderRoute: Sendable, Hashable {
    /// What is written: CSV opens in a spreadsheet, JSON is the document as it is.
    public enum Format: String, Sendable, CaseIterable {
        case csv, json
    }

    /// Absolute, or relative to the state folder. It never leads upwards.
    public let path: String
    public let format: Format
}

/// An address to which each delivery is posted as a signed event.
public struct WebhookRoute: Sendable, Hashable {
    public let address: WebhookAddress
    /// The names of the signing secrets. Every attempt carries one signature for each, so that a secret can be
    /// replaced without a gap.
    public let secrets: [SecretName]
    /// Where the address may lie; nil: on this machine where the address itself says so, else anywhere public.
    public let network: Network?

    /// Where the address of the consumer may lie.
    public enum Network: String, Sendable, Hashable, CaseIterable {
        case `public`, `private`, loopback
    }
}
