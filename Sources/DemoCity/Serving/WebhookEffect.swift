// What a consumer has done because of a webhook.

import Foundation

/// One effect: a document taken for the first time.
public struct WebhookEffect: Hashable, Sendable {
    /// `webhook-id`: the same over all attempts of one delivery.
    public let id: String
    /// The event's subject: whose document it is.
    public let subject: String
    public let body: [UInt8]

    /// A line of the effects file: id, subject, body in base64.
    var line: [UInt8] { Array("\(id)\t\(subject)\t\(Data(body).base64EncodedString())\n".utf8) }

    /// The effects that a receiver has written, in the order in which it took them. A last line cut short is left out.
    public static func read(_ path: String) throws -> [WebhookEffect] {
        let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        lines.removeLast()
        return lines.compactMap { line in
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard parts.count == 3, let body = Data(base64Encoded: String(parts[2])) else { return nil }
            return WebhookEffect(id: String(parts[0]), subject: String(parts[1]), body: Array(body))
        }
    }
}
