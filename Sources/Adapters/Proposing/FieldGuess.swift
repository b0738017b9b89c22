// How well a column of a sample fits a field of a record type: by its header, then by its values.

import SENDRecords

/// One possible reading of a column.
struct FieldGuess: Sendable {
    let column: Int
    let type: RecordType
    let field: FieldDeclaration
    /// 0 to 1. From `sure` on the header or the values leave no doubt.
    let score: Double
    /// Whether the header would fit other records as well, `Start date` say: then it doesn't choose a record type.
    let isVague: Bool
    /// Whether the values alone say it.
    let isByValue: Bool
    /// What speaks against it, for the author; nil where nothing does.
    let doubt: String?

    static let sure = 0.85
    /// From here on the header says the same, in whatever order and form.
    static let certain = 0.9
    static let possible = 0.6
    /// Below this a column is left to what it fits better.
    static let likely = 0.75

    /// The reading of a column as a field, or nil where it is none.
    static func of(
        _ column: Int, _ profile: ColumnProfile, as field: FieldDeclaration, of type: RecordType,
        _ definitions: Definitions
    ) -> FieldGuess? {
        let header = headerFit(profile, field, of: type)
        let own = type.isIdentityOfChild || type.isNeedOrProvision ? ownScore(profile, field, definitions) : nil
        guard header.score >= possible || own != nil else { return nil }
        let values = valueFit(profile, field, definitions)
        var score = header.score * values.factor
        let isKnownByHeader = score >= possible && score >= own ?? 0
        if let own, profile.strangers.isEmpty { score = max(score, own) }
        guard score >= possible else { return nil }
        var doubt = values.doubt
        if doubt == nil {
            if !isKnownByHeader {
                doubt = "known by its values, not by its header"
            } else if header.isVague {
                doubt = vagueDoubt
            } else if header.score < certain {
                doubt = "the header is only similar"
            }
        }
        return FieldGuess(
            column: column, type: type, field: field, score: score, isVague: header.isVague && isKnownByHeader,
            isByValue: !isKnownByHeader, doubt: doubt)
    }

    static let vagueDoubt = "the header fits other things as well"

    // MARK: By the header

    private static func headerFit(
        _ profile: ColumnProfile, _ field: FieldDeclaration, of type: RecordType
    ) -> (score: Double, isVague: Bool) {
        let names = FieldNames.names(of: field, in: type)
        var best = (score: 0.0, isVague: false)
        func take(_ score: Double, isVague: Bool) {
            if score > best.score { best = (score, isVague) }
        }
        for name in names {
            let isSame = name.folded == profile.folded
            if isSame { take(limited(1, name, profile.words), isVague: profile.words.isVague) }
            for (index, reading) in profile.readings.enumerated() {
                // Need 1 and need 2 are two fields or two records; a number on one side only says nothing.
                if let number = name.words.number, number != reading.number { continue }
                var likeness = reading.likeness(to: name.words)
                // Reason and reason 2: the one with the number is meant by the number.
                likeness = min(likeness, index > 0 ? 0.93 : 0.95)
                // Whom it is about must be the same, or it is somebody else's.
                let strangers = type.isIdentityOfChild ? profile.strangers : reading.strangers
                let others = strangers.symmetricDifference(name.words.strangers)
                if !strangers.isSubset(of: name.words.strangers) {
                    let isOthers =
                        type.isIdentityOfChild || type.name == "contact" || !HeaderWords.past.isDisjoint(with: others)
                    likeness = min(likeness, isOthers ? 0.3 : 0.7)
                }
                // A contact's names are only theirs where the header says whose they are.
                if type.name == "contact", reading.strangers.isEmpty, !isOfContact(name, reading) {
                    likeness = min(likeness, 0.3)
                }
                // What numbers something isn't its reason, and what only shares such words with a name isn't that.
                if reading.isNumbering, !name.words.isNumbering, field.kind == .text || field.isCode { likeness *= 0.7 }
                if name.words.isNumbering, !reading.isNumbering, field.kind == .text { likeness *= 0.7 }
                if name.words.isVague, !reading.isVague { likeness *= 0.8 }
                // A second forename is another field's.
                if type.isIdentityOfChild, reading.number ?? 1 > 1, name.words.number == nil {
                    likeness = min(likeness, 0.3)
                }
                if !name.words.strangers.isSubset(of: reading.strangers),
                    type.name == "contact" || type.isIdentityOfChild
                {
                    likeness = min(likeness, 0.3)
                }
                let isOther = name.words.number == nil && reading.number != nil && !isSame
                take(limited(likeness, name, reading) * (isOther ? 0.99 : 1), isVague: reading.isVague)
            }
        }
        return best
    }

    private static func isOfContact(_ name: FieldName, _ reading: HeaderWords) -> Bool {
        reading.words.contains { ["relationship", "relation", "responsibility", "pr"].contains($0) }
    }

    private static func limited(_ score: Double, _ name: FieldName, _ words: HeaderWords) -> Double {
        name.isTentative ? min(score, 0.75) : words.isVague ? min(score, 0.8) : score
    }

    // MARK: By the values

    /// How much the values alone say that it is this field; nil where they say nothing.
    private static func ownScore(
        _ profile: ColumnProfile, _ field: FieldDeclaration, _ definitions: Definitions
    ) -> Double? {
        guard profile.values.count >= 3 else { return nil }
        switch field.kind {
        case .identifier(let kind) where usual.contains(field.name):
            let share = profile.share(of: kind)
            return switch kind {
            case .upn where share >= 0.8: 0.9
            case .nhsNumber where share >= 0.9: 0.85
            case .postcode where share >= 0.9: 0.7
            default: nil
            }
        case .code(let name) where ["sen-type", "ethnicity", "sen-provision"].contains(name):
            guard let words = profile.distinct, words.count > 1, let set = definitions.codeSets[name] else {
                return nil
            }
            // Letters alone mean too many things: at least one word must be longer.
            let known = words.filter { CodeWords.code(for: $0, in: set) != nil }
            let telling = known.filter { $0.count > (name == "sen-provision" ? 4 : 3) }
            return known.count * 10 >= words.count * 8 && telling.count > 1 ? 0.65 : nil
        default: return nil
        }
    }

    /// Of the identifiers that a value alone gives away, the one that is the child's own now.
    private static let usual: Set<String> = ["upn", "nhs-number", "postcode"]

    /// What the values say to a header: a factor on its score, and a doubt.
    private static func valueFit(
        _ profile: ColumnProfile, _ field: FieldDeclaration, _ definitions: Definitions
    ) -> (factor: Double, doubt: String?) {
        if profile.values.isEmpty { return (0.9, "the sample has nothing in this column") }
        switch field.kind {
        case .text: return textFit(profile, field)
        case .date:
            if profile.dates.isEmpty { return (0.2, nil) }
            if profile.hasDoubtfulDates { return (1, "no value shows whether the day or the month comes first") }
            let undated = profile.undated
            return (1, undated == 0 ? nil : "\(undated) of its \(profile.values.count) values are no dates")
        case .integer:
            let share = profile.share { FieldReader.integer(NumberReader()).value(of: $0) != nil }
            if field.isPence {
                let amounts = profile.share { FieldReader.money(NumberReader()).value(of: $0) != nil }
                return amounts >= 0.8 ? (1, amounts < 1 ? "some values are no amounts" : nil) : (0.2, nil)
            }
            if share < 0.8, field.name.hasPrefix("minutes") {
                let hours = profile.share { FieldReader.money(NumberReader()).value(of: $0) != nil || $0.contains(":") }
                return hours >= 0.8 ? (1, nil) : (0.2, nil)
            }
            return share >= 0.8 ? (1, nil) : (0.2, nil)
        case .money:
            let share = profile.share { FieldReader.money(NumberReader()).value(of: $0) != nil }
            return share >= 0.8 ? (1, share < 1 ? "some values are no amounts" : nil) : (0.2, nil)
        case .flag:
            let share = profile.share { FlagWords.meaning(of: $0) != nil }
            if share == 1 { return (1, nil) }
            if share >= 0.8 { return (1, "some words are neither yes nor no") }
            return (profile.distinct?.count ?? 99) <= 4 ? (0.8, "some words are neither yes nor no") : (0.2, nil)
        case .code(let name):
            guard let words = profile.distinct, let set = definitions.codeSets[name] else { return (0.3, nil) }
            if !profile.dates.isEmpty { return (0.2, nil) }
            let unknown = words.count { CodeWords.code(for: $0, in: set) == nil }
            if unknown == 0 { return (1, nil) }
            // Something else in nearly every row is somebody's note, not a word of a list.
            if unknown == words.count, profile.isFreeText { return (0.2, nil) }
            if name == "sen-type", ListedWords(profile.values, set) != nil { return (1, nil) }
            return unknown < words.count
                ? (0.95, "\(unknown) of its words are unknown") : (0.7, "none of its words is known")
        case .identifier(let kind):
            let share = profile.share(of: kind)
            if share >= 0.9 { return (1, nil) }
            if share >= 0.6 { return (1, "some values fail the check of \(kind.title)") }
            return share > 0 ? (0.8, "many values fail the check of \(kind.title)") : (0.5, nil)
        }
    }

    private static func textFit(_ profile: ColumnProfile, _ field: FieldDeclaration) -> (factor: Double, doubt: String?)
    {
        if !profile.dates.isEmpty, profile.values.count > 1 { return (0.3, nil) }
        if field.name == "email" { return profile.share { $0.contains("@") } >= 0.6 ? (1, nil) : (0.3, nil) }
        if field.name == "phone" {
            return profile.share { $0.count(where: \.isNumber) >= 6 } >= 0.6 ? (1, nil) : (0.3, nil)
        }
        if field.isName {
            if profile.share(where: { $0.contains(where: \.isNumber) }) >= 0.3 { return (0.3, nil) }
            let isWhole = ["forename", "surname"].contains(field.name) && profile.share { $0.contains(",") } >= 0.5
            if isWhole { return (1, "the values look like whole names") }
        }
        return (1, nil)
    }
}

extension FieldDeclaration {
    var isCode: Bool { if case .code = kind { true } else { false } }
    /// Whether it holds pence, which partners write as pounds.
    var isPence: Bool { kind == .integer && meaning.contains("in pence") }
}

extension RecordType {
    var isIdentityOfChild: Bool { self == Child.declaration.type }
    fileprivate var isNeedOrProvision: Bool {
        self == SENNeed.declaration.type || self == SENProvision.declaration.type
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
