// A receipt as a school finds it in its folder.

import Foundation

/// What one school was told about one file.
struct MessReceipt: Sendable {
    struct Counts: Decodable, Sendable {
        let read: Int
        let accepted: Int
        let unchanged: Int
        let notAccepted: Int
    }

    private struct Written: Decodable {
        struct Fault: Decodable {
            let what: String
        }

        let file: String
        let outcome: String
        let rows: Counts?
        let faults: [Fault]
    }

    let outcome: Trouble.Outcome
    let counts: Counts?
    let text: String
    /// What is wrong with the first row that is named.
    let firstFault: String?

    /// The receipt of a file that was dropped under this name; nil where there is none yet.
    static func find(in folder: String, file name: String) throws -> MessReceipt? {
        for shelf in ["done", "refused"] {
            let entries = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(shelf)").sorted()
            for entry in entries where entry.hasSuffix(".receipt.json") && !entry.hasPrefix(".") {
                let path = "\(folder)/\(shelf)/\(entry)"
                let page = "\(path.dropLast(5)).txt"
                // The page comes right after the receipt for programs, or right before it.
                guard FileManager.default.fileExists(atPath: page) else { continue }
                let written = try JSONDecoder().decode(
                    Written.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
                guard written.file == name, let outcome = Trouble.Outcome(rawValue: written.outcome) else { continue }
                return MessReceipt(
                    outcome: outcome, counts: written.rows, text: try String(contentsOfFile: page, encoding: .utf8),
                    firstFault: written.faults.first?.what)
            }
        }
        return nil
    }

    /// The first sentences: the headline, what stands below it, and the first row that is named.
    var beginning: String {
        var told: [String] = []
        for paragraph in Self.paragraphs(of: text) {
            if paragraph.hasPrefix("School ") { break }
            told.append(paragraph)
        }
        let headings = ["NOT ACCEPTED", "ACCEPTED WITHOUT A VALUE"]
        let all = Self.paragraphs(of: text)
        if let heading = all.firstIndex(where: headings.contains), heading + 1 < all.count {
            told.append(Self.withColon(all[heading + 1], before: firstFault))
        }
        return told.joined(separator: "\n")
    }

    /// The place of a row stands on a line of its own; in one line a colon follows it.
    private static func withColon(_ paragraph: String, before fault: String?) -> String {
        guard let fault, let range = paragraph.range(of: " \(fault)") else { return paragraph }
        return paragraph.replacingCharacters(in: range, with: ": \(fault)")
    }

    /// Paragraphs, each in one line, without the lines that underline a headline.
    static func paragraphs(of text: String) -> [String] {
        var paragraphs: [String] = [""]
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let words = line.split(separator: " ").joined(separator: " ")
            if words.isEmpty || words.allSatisfy({ $0 == "=" }) {
                paragraphs.append("")
            } else {
                paragraphs[paragraphs.count - 1] += (paragraphs[paragraphs.count - 1].isEmpty ? "" : " ") + words
            }
        }
        return paragraphs.filter { !$0.isEmpty }
    }
}
