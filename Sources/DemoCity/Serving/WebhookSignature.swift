// Standard Webhooks 1.0, symmetric signature `v1`, seen from the receiver.

import Crypto
import Foundation

/// Checks what a webhook says about who sent it.
public struct WebhookSignature: Sendable {
    private let key: SymmetricKey

    /// - Parameter secret: `whsec_` and base64, or base64 alone. Nil where it is neither.
    public init?(secret: String) {
        let text = secret.hasPrefix("whsec_") ? String(secret.dropFirst(6)) : secret
        guard let bytes = Data(base64Encoded: text), !bytes.isEmpty else { return nil }
        key = SymmetricKey(data: bytes)
    }

    /// The signature over `id.timestamp.body` as the header has it: `v1,` and base64.
    public func sign(id: String, timestamp: String, body: [UInt8]) -> String {
        var hash = HMAC<SHA256>(key: key)
        hash.update(data: Array("\(id).\(timestamp).".utf8))
        hash.update(data: body)
        return "v1," + Data(hash.finalize()).base64EncodedString()
    }

    /// Whether one of the header's signatures (parted by spaces) is right.
    public func verify(id: String, timestamp: String, body: [UInt8], header: String) -> Bool {
        guard !id.isEmpty, !id.contains("."), Int(timestamp) != nil else { return false }
        var hash = HMAC<SHA256>(key: key)
        hash.update(data: Array("\(id).\(timestamp).".utf8))
        hash.update(data: body)
        let right = Array(hash.finalize())
        for part in header.split(separator: " ") where part.hasPrefix("v1,") {
            guard let stated = Data(base64Encoded: String(part.dropFirst(3))), stated.count == right.count else {
                continue
            }
            var difference: UInt8 = 0
            for (left, byte) in zip(stated, right) { difference |= left ^ byte }
            if difference == 0 { return true }
        }
        return false
    }
}
