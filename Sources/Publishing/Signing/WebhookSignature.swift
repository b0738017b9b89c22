// Standard Webhooks 1.0.0, version v1: HMAC-SHA256 over identifier, timestamp and the exact bytes of the body.

import Crypto
import Foundation

/// A header of a request: its name in lower case, and its value.
public struct WebhookHeader: Sendable, Hashable {
    public let name: String
    public let value: String

    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// Signs webhooks and verifies them.
public enum WebhookSignature {
    /// Seconds that clocks of sender and receiver may differ, and a request may be under way.
    public static let tolerance = 300

    /// The three headers of one attempt, with one signature for each secret: two while one replaces the other.
    ///
    /// - Parameter id: the delivery's identifier, the same over all attempts.
    /// - Parameter timestamp: seconds since 1970, of this attempt.
    public static func headers(
        for id: String, at timestamp: Int, body: [UInt8], secrets: [WebhookSecret]
    ) throws(WebhookError) -> [WebhookHeader] {
        guard !secrets.isEmpty else { throw .noSecret }
        var signatures: [String] = []
        for secret in secrets { signatures.append(try sign(id: id, at: timestamp, body: body, with: secret)) }
        return [
            WebhookHeader("webhook-id", id), WebhookHeader("webhook-timestamp", String(timestamp)),
            WebhookHeader("webhook-signature", signatures.joined(separator: " ")),
        ]
    }

    /// One signature: `v1,` and Base64.
    public static func sign(
        id: String, at timestamp: Int, body: [UInt8], with secret: WebhookSecret
    ) throws(WebhookError) -> String {
        guard isUsable(id: id) else { throw .unusableID }
        let content = signedContent(id: id, timestamp: String(timestamp), body: body)
        let code = HMAC<SHA256>.authenticationCode(for: content, using: secret.key)
        return "v1," + Data(code).base64EncodedString()
    }

    /// Believes a request, or throws why not. For receivers: the demo's, tests, and partners who read Swift.
    ///
    /// Names of headers are compared without regard to case. Of several signatures one that fits is enough; those of
    /// other versions are passed over. Signatures are compared in constant time.
    ///
    /// - Parameter now: seconds since 1970. A difference of exactly the tolerance is accepted.
    /// - Returns: the delivery's identifier, by which a repeated delivery is known.
    @discardableResult
    public static func verify(
        body: [UInt8], headers: [WebhookHeader], secrets: [WebhookSecret], now: Int,
        tolerance: Int = WebhookSignature.tolerance
    ) throws(WebhookError) -> String {
        func header(_ name: String) -> String? {
            headers.first { $0.name.lowercased() == name }.map(\.value).flatMap { $0.isEmpty ? nil : $0 }
        }
        guard !secrets.isEmpty else { throw .noSecret }
        guard let id = header("webhook-id") else { throw .missingID }
        guard let stamp = header("webhook-timestamp") else { throw .missingTimestamp }
        guard let list = header("webhook-signature") else { throw .missingSignature }
        guard (1...12).contains(stamp.utf8.count), stamp.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let timestamp = Int(stamp)
        else { throw .unreadableTimestamp }
        if now - timestamp > tolerance { throw .tooOld }
        if timestamp - now > tolerance { throw .fromTheFuture }

        let content = signedContent(id: id, timestamp: stamp, body: body)
        var fits = false
        for signature in list.split(separator: " ") where signature.hasPrefix("v1,") {
            guard let code = Data(base64Encoded: String(signature.dropFirst(3))) else { continue }
            for secret in secrets
            where HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: content, using: secret.key) {
                fits = true
            }
        }
        guard fits else { throw .noMatch }
        return id
    }

    /// Letters, digits, `_` and `-`, 1 to 128 of them: what is signed stays unambiguous, for it is joined by points.
    public static func isUsable(id: String) -> Bool {
        (1...128).contains(id.utf8.count)
            && id.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
            }
    }

    private static func signedContent(id: String, timestamp: String, body: [UInt8]) -> [UInt8] {
        Array("\(id).\(timestamp).".utf8) + body
    }
}
