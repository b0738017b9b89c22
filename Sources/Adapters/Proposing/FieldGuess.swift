// How well a column of a sample fits a field of a record type: by its header, then by its values.

import SENDRecords

/// One possible reading of a column.
struct FieldGuess: Sendable {
    let column: Int
    let type: RecordType
    let field: FieldDeclaration
    /// 0 to 1. From `sure` on the header or the values leave no doubt.
    let score: Double
    /// What speaks against it, for the author; nil where nothing does.
    let doubt: String?

    static let sure = 0.85
    static let possible = 0.6

    /// The reading of a column as a field, or nil where it is none.
    static func of(
        _ column: Int, _ profile: ColumnProfile, as field: FieldDeclaration, of type: RecordType,
        _ definitions: Definitions
    )
        -> FieldGuess?
    {
        let header = headerScore(profile, field, of: type)
        let values = valueFit(profile, field.kind, definitions)
        var score = header * values.factor
        if let own = values.ownScore, type == Child.declaration.type, isUsual(field) { score = max(score, own) }
        guard score >= possible else { return nil }
        var doubt = values.doubt
        if doubt == nil, header < sure {
            doubt = header == 0 ? "known by its values, not by its header" : "the header is only similar"
        }
        return FieldGuess(column: column, type: type, field: field, score: score, doubt: doubt)
    }

    /// Of the identifiers that a value alone gives away, the one that is the child's own now.
    private static func isUsual(_ field: FieldDeclaration) -> Bool {
        [Child.upn.declaration.name, Child.nhsNumber.declaration.name, Child.postcode.declaration.name].contains(
            field.name)
    }

    private static func headerScore(_ profile: ColumnProfile, _ field: FieldDeclaration, of type: RecordType) -> Double
    {
        // `Referral source` is the source of a referral, whatever else has a source.
        let names = [field.name, "\(type.name) \(field.name)"] + field.headers
        let folded = Fold.header(profile.name)
        // A header such as `Start` or `Status` says nothing of what starts or stands.
        let most = profile.words.isVague ? possible : 1
        if names.contains(where: { Fold.header($0) == folded }) { return most }
        let likeness = names.map { HeaderWords($0) }.map { other in
            // Need 1 and need 2 are two fields or two records; a number on one side only says nothing.
            other.number != nil && other.number != profile.words.number ? 0 : profile.words.likeness(to: other)
        }
        return min(likeness.max() ?? 0, 0.95, most)
    }

    /// What the values say: a factor on the header's score, and a score of their own where they are unmistakable.
    private static func valueFit(_ profile: ColumnProfile, _ kind: FieldKind, _ definitions: Definitions) -> (
        factor: Double, ownScore: Double?, doubt: String?
    ) {
        if profile.values.isEmpty { return (0.9, nil, "the sample has nothing in this column") }
        switch kind {
        case .text:
            let isDate = !profile.dates.isEmpty && profile.values.count > 1
            return (isDate ? 0.3 : 1, nil, nil)
        case .date:
            if profile.dates.isEmpty { return (0.2, nil, nil) }
            if profile.hasDoubtfulDates { return (1, nil, "no value shows whether the day or the month comes first") }
            let undated = profile.undated
            return (1, nil, undated == 0 ? nil : "\(undated) of its \(profile.values.count) values are no dates")
        case .integer:
            let share = profile.share { FieldReader.integer(NumberReader()).value(of: $0) != nil }
            return share >= 0.8 ? (1, nil, nil) : (0.2, nil, nil)
        case .money:
            let share = profile.share { FieldReader.money(NumberReader()).value(of: $0) != nil }
            return share >= 0.8 ? (1, nil, nil) : (0.2, nil, nil)
        case .flag:
            let share = profile.share { FlagWords.meaning(of: $0) != nil }
            if share >= 0.8 { return (1, nil, nil) }
            return (profile.distinct?.count ?? 99) <= 4
                ? (0.8, nil, "some words are neither yes nor no") : (0.2, nil, nil)
        case .code(let set):
            guard let words = profile.distinct, let set = definitions.codeSets[set] else { return (0.3, nil, nil) }
            let unknown = words.count { CodeWords.code(for: $0, in: set) == nil }
            if unknown == 0 { return (1, nil, nil) }
            return unknown < words.count
                ? (0.95, nil, "\(unknown) of its words are unknown") : (0.8, nil, "none of its words is known")
        case .identifier(let kind):
            let share = profile.share(of: kind)
            let own: Double? =
                switch kind {
                case .upn where share >= 0.8: 0.9
                case .nhsNumber where share >= 0.9 && profile.values.count >= 3: 0.85
                case .postcode where share >= 0.9: 0.7
                default: nil
                }
            if share >= 0.6 { return (1, own, nil) }
            return share > 0 ? (0.8, nil, "many values fail the check of \(kind.title)") : (0.5, nil, nil)
        }
    }
}

extension FieldReader {
    /// The value of a text, or nil where it can't be read.
    func value(of text: String) -> Value? {
        var text = text
        let value = text.withUTF8 { self.value(of: $0.trimmed) }
        if case .unreadable = value { return nil }
        return value
    }
}

/// What a partner's word most likely means in a code set.
enum CodeWords {
    /// The code itself, its meaning, or `K - SEN support`. nil where nobody can tell.
    static func code(for word: String, in set: CodeSet) -> String? {
        let folded = Fold.header(word)
        guard !folded.isEmpty else { return nil }
        if let code = set.codes.first(where: { Fold.header($0.code) == folded }) { return code.code }
        let words = spelledOut(word)
        if let code = set.codes.first(where: { spelledOut($0.meaning) == words }) { return code.code }
        for mark in [" - ", " – ", ": ", "-"] {
            guard let range = word.range(of: mark), !word[range.upperBound...].isEmpty else { continue }
            let head = Fold.header(String(word[..<range.lowerBound]))
            if let code = set.codes.first(where: { Fold.header($0.code) == head }) { return code.code }
        }
        return nil
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
    private static func spelledOut(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init).flatMap { short[$0] ?? [$0] }
            .filter { !["and", "of", "the", "a", "or", "for"].contains($0) }
    }

    private static let short: [String: [String]] = [
        "sen": ["special", "educational", "need"], "send": ["special", "educational", "need"], "needs": ["need"],
        "ehc": ["education", "health", "care"], "ehcp": ["education", "health", "care", "plan"],
        "asc": ["autistic", "spectrum", "disorder"],
        "visual": ["vision"], "difficulties": ["difficulty"], "emotional": ["emotional"],
        "communications": ["communication"],
    ]
}
