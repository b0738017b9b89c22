// The shared secret of one webhook.

import Crypto
import Foundation

/// 24 to 64 random bytes, written as `whsec_` and their Base64 (Standard Webhooks 1.0.0). Whatever prints it
/// gets nothing.
public struct WebhookSecret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private static let prefix = "whsec_"

    let key: SymmetricKey

    /// Reads a secret; the prefix, and the padding of the Base64, may be missing.
    public init(_ text: String) throws(WebhookError) {
        var encoded = text.hasPrefix(Self.prefix) ? String(text.dropFirst(Self.prefix.count)) : text
        guard !encoded.isEmpty else { throw .emptySecret }
        while encoded.utf8.count % 4 != 0, encoded.utf8.count % 4 != 1 { encoded += "=" }
        guard let bytes = Data(base64Encoded: encoded) else { throw .unreadableSecret }
        try self.init(key: [UInt8](bytes))
    }

    /// Reads a secret from the bytes of its text, as a secret store gives them.
    public init(text bytes: [UInt8]) throws(WebhookError) {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .unreadableSecret }
        try self.init(text)
    }

    /// From the random bytes themselves.
    public init(key bytes: [UInt8]) throws(WebhookError) {
        guard !bytes.isEmpty else { throw .emptySecret }
        guard (24...64).contains(bytes.count) else { throw .unusualSecretLength }
        key = SymmetricKey(data: bytes)
    }

    /// The secret as its two sides store it, for whoever sets one up; never for a log.
    public func reveal() -> String {
        Self.prefix + key.withUnsafeBytes { Data($0).base64EncodedString() }
    }

    public var description: String { "‹webhook secret›" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
