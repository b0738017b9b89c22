// What a tap wrote to standard error, as a person may read it: its last lines, without the secrets that it was given.

import Feeds
import Foundation

enum TapComplaints {
    private static let mostLines = 200

    /// - Parameter isCut: whether more stood before: then the first line isn't whole, and half a secret may stand in it.
    static func shown(_ bytes: [UInt8], isCut: Bool, secrets: [[UInt8]]) -> [UInt8] {
        var text = bytes[...]
        if isCut {
            if let end = text.firstIndex(of: 0x0A) {
                text = text[(end + 1)...]
            } else {
                text = text.dropFirst(secrets.flatMap(spellings).map(\.count).max() ?? 0)
            }
        }
        var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)[...]
        if lines.count > mostLines { lines = lines.suffix(mostLines) }
        var shown = Array(lines.joined(separator: [0x0A]))
        // Longest first: one spelling may begin another.
        for spelling in secrets.flatMap(spellings).sorted(by: { $0.count > $1.count }) {
            shown = striking(spelling, from: shown)
        }
        return shown
    }

    /// The ways in which a program may print a secret.
    private static func spellings(_ secret: [UInt8]) -> [[UInt8]] {
        guard !secret.isEmpty else { return [] }
        let text = String(decoding: secret, as: UTF8.self)
        let quoted = JSONValue.string(text).serialisedBytes().dropFirst().dropLast()
        let percent = text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
        let web = text.addingPercentEncoding(withAllowedCharacters: .urlQueryAllowed) ?? text
        return [
            secret, Array(quoted), Array(percent.utf8), Array(web.utf8),
            Array(Data(secret).base64EncodedString().utf8),
        ]
    }

    private static func striking(_ spelling: [UInt8], from text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            if text[index...].starts(with: spelling) {
                result += "•••".utf8
                index += spelling.count
            } else {
                result.append(text[index])
                index += 1
            }
        }
        return result
    }
}
