// What is wrong and how to put it right, in words for a school secretary. No value of a row stands in them.

import SENDRecords

struct FaultText {
    let what: String
    let advice: String

    private init(_ what: String, _ advice: String) {
        self.what = what
        self.advice = advice
    }

    static func keyMissing(_ columns: [String]) -> FaultText {
        guard !columns.isEmpty else {
            return FaultText(
                "The row does not say which record it is.", "Ask for the column that holds the number to be exported.")
        }
        let names = columns.joined(separator: " or ")
        return FaultText(
            "The row has no usable number in \(names), so it does not say which record it is.", "Fill in \(names).")
    }

    static let keyTooLong = FaultText(
        "The number of the record is far too long.", "Check whether a quote or a comma is missing in this row.")

    static func parentMissing(in file: String) -> FaultText {
        FaultText(
            "The row belongs to a row of the file \(file) that is not there.",
            "Export all files of the set again at one time.")
    }

    static func requiredMissing(_ field: FieldDeclaration) -> FaultText {
        FaultText("\(field.meaning) is missing, and the row cannot be used without it.", "Fill it in.")
    }

    /// A value that a function of the mapping cannot use.
    static func unusable(_ rule: FaultRule) -> FaultText {
        switch rule {
        case .dateUnreadable: FaultText("This is not a date.", "Write it as the other dates of the file are written.")
        case .numberUnreadable: FaultText("This is not a number.", "Write it in digits.")
        case .wordUnknown: FaultText("This word is not one of those that are known here.", "Use a word of the list.")
        case .positionUnusable:
            FaultText(
                "The row does not say where it belongs among the rows of its record.",
                "Check the date and the session of this row.")
        default: FaultText("This cannot be read.", "Check it and send the file again.")
        }
    }

    static let schoolMissing = FaultText(
        "The row does not say which school it is of.", "Fill in the URN of the school.")
    static let schoolUnknown = FaultText(
        "The row names a school that this folder is not for.",
        "Check the URN. If it is right, ask the council to add the school to this folder.")
    static let schoolDiffers = FaultText(
        "The row names another school than the one whose folder this is.",
        "Save each school's rows in its own folder. If the URN of the school has changed, tell the council.")

    static let tooManyParts = FaultText(
        "The row holds far too many entries.", "Check whether a quote or a line end is missing in this row.")

    static let birthDateInFuture = FaultText(
        "The date of birth is in the future.", "Check the year and the order of day and month.")

    static let birthDateTooEarly = FaultText(
        "The date of birth is more than \(RowMapper.oldestAgeInYears) years ago.",
        "Check the year. If it is right, the person is too old for this feed.")

    static func unreadable(_ rule: String, _ field: CompiledField, _ definitions: Definitions) -> FaultText {
        let meaning = field.declaration.meaning
        switch (FaultRule(rawValue: rule), field.reader) {
        case (.dateUnreadable, .date(let formats)):
            let day = CalendarDate(year: 2015, month: 1, day: 31) ?? CalendarDate(daysSinceEpoch: 0)
            let example = formats.first.map { $0.text(for: day) } ?? day.description
            return FaultText("\(meaning): this is not a date.", "Write it as \(example).")
        case (.codeUnknown, .code(let set, _)):
            let codes = definitions.codeSets[set]?.codes.map(\.code) ?? []
            let list = codes.count <= 15 ? codes.joined(separator: ", ") : "the codes of the list \(set)"
            return FaultText("\(meaning): this is not a code of the list \(set).", "Use one of: \(list).")
        case (.numberUnreadable, _):
            return FaultText("\(meaning): this is not a whole number.", "Write it in digits only.")
        case (.flagUnreadable, _):
            return FaultText("\(meaning): this is neither yes nor no.", "Write Y or N.")
        case (.textTooLong, _):
            return FaultText(
                "\(meaning): the text is far too long.", "Check whether a quote or a comma is missing in this row.")
        default: return FaultText("\(meaning): this cannot be read.", "Check it and send the file again.")
        }
    }

    static func unverified(_ stated: String, _ field: CompiledField) -> FaultText {
        guard case .identifier(let kind) = field.reader, case .failed(_, let rule) = kind.check(stated) else {
            return FaultText("\(field.declaration.meaning): this cannot be read.", "Check it.")
        }
        return FaultText(
            "\(field.declaration.meaning): \(rule).",
            "Check it against the original. It is kept, but not used to recognise anybody.")
    }
}
