// What each school was told, beside what was wrong with its file.

import Foundation

/// The report of a demo with messy feeds.
public struct MessReport: Sendable {
    /// One trouble and what came of it.
    struct Block: Sendable {
        let school: String
        let trouble: Trouble
        /// Nil where nothing was told within the limit.
        let receipt: MessReceipt?
        /// Everything that the sender can read about it.
        let told: String
        /// The first sentences of it.
        let beginning: String
        let stated: Set<String>

        var outcome: Trouble.Outcome? { receipt?.outcome ?? (told.isEmpty ? nil : .leftAlone) }

        /// What should have been told and wasn't.
        var untold: [String] { trouble.told.filter { !told.contains($0) } }
        /// What is stated and shouldn't be.
        var intruders: [String] { stated.subtracting(trouble.stated).sorted() }
        /// What should be stated and isn't.
        var missing: [String] { trouble.stated.subtracting(stated).sorted() }

        var isRight: Bool { outcome == trouble.outcome && untold.isEmpty && intruders.isEmpty && missing.isEmpty }

        var became: String {
            let rows = receipt?.counts.map { "\($0.accepted + $0.unchanged) of \($0.read) rows are in" } ?? ""
            switch outcome {
            case .accepted:
                let pupils = stated.count { $0.hasPrefix("child ") }
                return "accepted: \(rows); the council knows \(pupils) pupils of the school"
            case .acceptedInPart:
                let waiting = receipt?.counts?.notAccepted ?? 0
                let noun = waiting == 1 ? "row waits" : "rows wait"
                return "accepted in part: \(rows), \(waiting) \(noun) to be put right"
            case .held: return "held until somebody at the council has decided: nothing of it is in"
            case .refused: return "refused: nothing of it is in"
            case .leftAlone: return "left alone where it lies: nothing was read"
            case nil: return "nothing was told within the time limit"
            }
        }

        /// What went wrong, one line each.
        var complaints: [String] {
            var lines: [String] = []
            if outcome != trouble.outcome { lines.append("it should have been: \(trouble.outcome.rawValue)") }
            lines += untold.map { "the sender was not told: \($0)" }
            lines += intruders.map { "this got in: \($0)" }
            lines += missing.map { "this is missing: \($0)" }
            return lines
        }
    }

    let blocks: [Block]
    /// Where everything is kept.
    public let path: String

    /// Whether every trouble was told and nothing wrong got in.
    public var isRight: Bool { blocks.allSatisfy(\.isRight) }

    public var text: String {
        var lines = ["What each school was told, beside what was wrong with its file", ""]
        for (number, block) in blocks.enumerated() {
            lines.append("\(number + 1). \(block.school)")
            lines += Self.entry("what was wrong", block.trouble.wrong)
            for (index, sentence) in block.beginning.split(separator: "\n").enumerated() {
                lines += Self.entry(index == 0 ? "what they were told" : "", String(sentence))
            }
            lines += Self.entry("what became of it", block.became)
            for complaint in block.complaints { lines += Self.entry("NOT RIGHT", complaint) }
            lines.append("")
        }
        let wrong = blocks.filter { !$0.isRight }
        let told = blocks.count { $0.outcome == $0.trouble.outcome && $0.untold.isEmpty }
        let gotIn = blocks.filter { !$0.intruders.isEmpty }
        lines.append(
            "\(told) of \(blocks.count) troubles were told; "
                + (gotIn.isEmpty ? "nothing wrong got in." : "something wrong got in from \(gotIn.count)."))
        let short = blocks.count { !$0.missing.isEmpty }
        if short == 0 {
            lines.append("Every good row of the files that were taken is in.")
        } else {
            lines.append("Good rows of \(short) \(short == 1 ? "file" : "files") are missing.")
        }
        if !wrong.isEmpty { lines.append("Not right: \(wrong.map(\.school).joined(separator: ", ")).") }
        return lines.joined(separator: "\n")
    }

    public var json: String {
        let written = Written(
            troubles: blocks.map {
                Written.Trouble(
                    school: $0.school, wrong: $0.trouble.wrong, told: $0.beginning,
                    outcome: $0.outcome?.rawValue ?? "nothing", isRight: $0.isRight, complaints: $0.complaints)
            }, isRight: isRight)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(written)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    private struct Written: Encodable {
        struct Trouble: Encodable {
            let school: String
            let wrong: String
            let told: String
            let outcome: String
            let isRight: Bool
            let complaints: [String]
        }

        let troubles: [Trouble]
        let isRight: Bool
    }

    /// A name with its text in a column of its own, 100 columns wide.
    private static func entry(_ name: String, _ text: String) -> [String] {
        let column = 24
        var lines: [String] = []
        var line = "   " + name + String(repeating: " ", count: max(1, column - 3 - name.count))
        var isEmpty = true
        for word in text.split(separator: " ") {
            if !isEmpty, line.count + 1 + word.count > 100 {
                lines.append(line)
                line = String(repeating: " ", count: column)
                isEmpty = true
            }
            line += isEmpty ? String(word) : " \(word)"
            isEmpty = false
        }
        return lines + [line]
    }
}
