// What a partner's word most likely means in a code set.

import SENDRecords

enum CodeWords {
    /// The code itself, its meaning, a usual word for it, or one of these with the code beside it: `K - SEN support`,
    /// `SEN support (K)`. nil where nobody can tell.
    static func code(for word: String, in set: CodeSet) -> String? {
        let folded = Fold.header(word)
        guard !folded.isEmpty else { return nil }
        if let code = exactly(folded, in: set) { return code }
        if let code = usual(word, in: set) { return code }
        // A code and its meaning together: both must say the same where both are known.
        for mark in [" - ", " – ", ": ", " = ", "-"] {
            guard let range = word.range(of: mark), !word[range.upperBound...].isEmpty else { continue }
            if let code = agreed(word[..<range.lowerBound], word[range.upperBound...], in: set) { return code }
        }
        if word.hasSuffix(")"), let open = word.lastIndex(of: "(") {
            let inside = word[word.index(after: open)...].dropLast()
            if let code = agreed(inside, word[..<open], in: set) { return code }
        }
        return nil
    }

    /// The code that the one part names, unless the other part is known to mean another.
    private static func agreed(_ code: Substring, _ meaning: Substring, in set: CodeSet) -> String? {
        guard let named = exactly(Fold.header(String(code)), in: set) else { return nil }
        if let other = usual(String(meaning), in: set), other != named { return nil }
        return named
    }

    private static func exactly(_ folded: String, in set: CodeSet) -> String? {
        folded.isEmpty ? nil : set.codes.first { Fold.header($0.code) == folded }?.code
    }

    /// By its meaning, or by a word that is usual for it.
    private static func usual(_ word: String, in set: CodeSet) -> String? {
        let words = spelledOut(word)
        guard !words.isEmpty else { return nil }
        if let code = set.codes.first(where: { spelledOut($0.meaning) == words }) { return code.code }
        if set.name == "year-group", let code = year(words), set.codes.contains(where: { $0.code == code }) {
            return code
        }
        let joined = words.joined(separator: " ")
        guard let code = table[set.name]?[joined] else { return nil }
        return set.codes.contains { $0.code == code } ? code : nil
    }

    /// `Year  7`, `Yr7`, `Y07` and `07` are year 7.
    private static func year(_ words: [String]) -> String? {
        var text = words.joined()
        for prefix in ["ncyear", "year", "yr", "y"] where text.hasPrefix(prefix) {
            text.removeFirst(prefix.count)
            break
        }
        if text == "r" || text == "0" || text == "00" || text == "reception" || text == "rec" { return "R" }
        return Int(text).flatMap { $0 > 0 ? String($0) : nil }
    }

    /// A code that may be meant, for the author to decide.
    static func guess(for word: String, in set: CodeSet) -> String? {
        let words = Set(spelledOut(word))
        let best = set.codes.map { code -> (String, Double) in
            let meaning = Set(spelledOut(code.meaning))
            return (code.code, 2 * Double(meaning.intersection(words).count) / Double(meaning.count + words.count))
        }.max { $0.1 < $1.1 }
        return best.flatMap { $0.1 >= 0.5 ? $0.0 : nil }
    }

    /// The words in lower case, short forms of the field written out, small words left away.
    static func spelledOut(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init).flatMap { short[$0] ?? [$0] }
            .filter { !["and", "of", "the", "a", "or", "for"].contains($0) }
    }

    private static let short: [String: [String]] = [
        "sen": ["special", "educational", "need"], "send": ["special", "educational", "need"], "needs": ["need"],
        "ehc": ["education", "health", "care"], "ehcp": ["education", "health", "care", "plan"],
        "asc": ["autistic", "spectrum", "disorder"], "autism": ["autistic"], "condition": ["disorder"],
        "visual": ["vision"], "difficulties": ["difficulty"], "impaired": ["impairment"],
        "disabilities": ["disability"],
        "communications": ["communication"], "down's": ["down"], "years": ["year"],
    ]

    /// The types of need as management information systems print them.
    static let needs: [(code: String, word: String)] = [
        ("SPLD", "Specific Learning Difficulty"), ("MLD", "Moderate Learning Difficulty"),
        ("SLD", "Severe Learning Difficulty"), ("PMLD", "Profound and Multiple Learning Difficulty"),
        ("SEMH", "Social, Emotional and Mental Health"), ("SLCN", "Speech, Language and Communication Needs"),
        ("HI", "Hearing Impairment"), ("VI", "Vision Impairment"), ("MSI", "Multi-Sensory Impairment"),
        ("PD", "Physical Disability"), ("ASD", "Autistic Spectrum Disorder"), ("DS", "Down Syndrome"),
        ("OTH", "Other Difficulty/Disability"),
    ]

    /// Words that are usual for codes, as `spelledOut` leaves them. Only what can't mean another code of its set stands here.
    private static let table: [String: [String: String]] = {
        var table: [String: [String: String]] = [:]
        for line in words.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            for pair in parts[1].split(separator: ";") {
                let sides = pair.split(separator: "=")
                guard sides.count == 2 else { continue }
                let code = sides[1].drop { $0 == " " }
                for word in sides[0].split(separator: "/") {
                    let words = spelledOut(String(word)).joined(separator: " ")
                    table[String(parts[0]), default: [:]][words] = String(code.reversed().drop { $0 == " " }.reversed())
                }
            }
        }
        return table
    }()
}
