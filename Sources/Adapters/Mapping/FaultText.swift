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

    /// A row that a rule of the manifest refuses; in the manifest's words.
    static func refused(_ meaning: String) -> FaultText {
        FaultText("This row is \(meaning).", "Put the cause right, and send the rest again if some of it is missing.")
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
        case .spreadsheetError, .wordForNothing, .markForNothing: inPlace(rule, nil)
        case _ where rule.isOfDates: date(rule, nil, nil)
        case .numberUnreadable: FaultText("This is not a number.", "Write it in digits.")
        case .wordUnknown: FaultText("This word is not one of those that are known here.", "Use a word of the list.")
        case .positionUnusable:
            FaultText(
                "There is more here than the record has places for, or the row does not say for which place it is.",
                "Check the date and the session. If these are marks, there must not be more of them than the week has "
                    + "sessions.")
        default: FaultText("This cannot be read.", "Check it and send the file again.")
        }
    }

    /// Something that is no value stands where one should be.
    private static func inPlace(_ rule: FaultRule, _ meaning: String?, isRequired: Bool = false) -> FaultText {
        switch rule {
        case .spreadsheetError:
            FaultText(
                said("there is a spreadsheet's error such as #REF! or #N/A in its place", of: meaning),
                "Mend the formula in the spreadsheet, widen the column if it shows #####, and export it again.")
        case .markForNothing:
            FaultText(
                said("there is only a mark such as ? or - in its place", of: meaning),
                isRequired ? fillIn : "Fill in the value, or leave the cell empty where there is nothing.")
        default:
            FaultText(
                said("there is a word such as N/A, unknown or none in its place", of: meaning),
                isRequired ? fillIn : "Leave the cell empty where there is nothing.")
        }
    }

    private static let fillIn = "Fill it in: the row cannot be used without it."

    /// A sentence about what a field means, or about the place alone.
    private static func said(_ what: String, of meaning: String?) -> String {
        if let meaning { return "\(meaning): \(what)." }
        return what.prefix(1).uppercased() + what.dropFirst() + "."
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

    static let keyWithoutDigits = FaultText(
        "The number of the record has turned into a rounded one such as 4.5E+09, and digits are gone.",
        "Format the column as text before saving, and export it again.")

    static let keyIsError = FaultText(
        "Where the number of the record should be, there is a spreadsheet's error such as #REF!.",
        "Mend the formula in the spreadsheet, and export it again.")

    static func damaged(_ damage: TextDamage, _ field: FieldDeclaration) -> FaultText {
        switch damage {
        case .lost:
            FaultText(
                "\(field.meaning): letters were lost before the file reached us.",
                "Export it as UTF-8, and check the name where the file was made.")
        case .misread:
            FaultText(
                "\(field.meaning): letters were misread before the file reached us, such as \"Ã©\" for \"é\".",
                "Mend it where the file was made, and export it as UTF-8.")
        case .encoded:
            FaultText(
                "\(field.meaning): codes stand in place of letters, such as &#39; for an apostrophe.",
                "Have the export write the letters themselves.")
        case .withoutLetters:
            FaultText("\(field.meaning): a number stands in place of a name.", "Check it against the original.")
        }
    }

    static func unreadable(_ rule: String, _ field: CompiledField, _ definitions: Definitions) -> FaultText {
        let meaning = field.declaration.meaning
        switch (FaultRule(rawValue: rule), field.reader) {
        case (let fault?, _) where [.spreadsheetError, .wordForNothing, .markForNothing].contains(fault):
            return inPlace(fault, meaning, isRequired: field.isRequired)
        case (.digitsGone, .identifier(let kind)):
            return FaultText(
                "\(meaning): the \(kind.title) has turned into a rounded number such as 4.5E+09, and digits are gone.",
                "Format the column as text before saving, and export it again.")
        case (.digitsGone, _):
            return FaultText(
                "\(meaning): the number is rounded (such as 4.5E+09), and digits are gone.",
                "Format the column as a whole number before saving, and export it again.")
        case (let fault?, .date(let reader)) where fault != .wordUnknown: return date(fault, meaning, reader)
        // A function of the mapping made it a date on the way.
        case (let fault?, _) where fault.isOfDates: return date(fault, meaning, nil)
        case (.codeUnknown, .code(let set, _)):
            let codes = definitions.codeSets[set]?.codes.map(\.code) ?? []
            let list = codes.count <= 30 ? codes.joined(separator: ", ") : "the codes of the list \(set)"
            return FaultText("\(meaning): this is not a code of the list \(set).", "Use one of: \(list).")
        case (.numberUnreadable, _):
            return FaultText("\(meaning): this is not a whole number.", "Write it in digits only.")
        case (.amountUnreadable, .money(let reader)):
            return FaultText(
                "\(meaning): this is not an amount of money.",
                reader.unit == .pence ? "Write whole pence in digits only." : "Write it in pounds and pence: 1234.50.")
        case (.flagUnreadable, _):
            return FaultText("\(meaning): this is neither yes nor no.", "Write Y or N.")
        case (.textTooLong, _):
            return FaultText(
                "\(meaning): the text is far too long.", "Check whether a quote or a comma is missing in this row.")
        case (.wordUnknown, _):
            return FaultText("\(meaning): this is not one of the words that are known here.", "Use a word of the list.")
        default: return FaultText("\(meaning): this cannot be read.", "Check it and send the file again.")
        }
    }

    /// - Parameters:
    ///   - meaning: of the field that it is for, where it is one field's alone.
    ///   - reader: nil where a function read it.
    private static func date(_ fault: FaultRule, _ meaning: String?, _ reader: DateReader?) -> FaultText {
        let day = CalendarDate(year: 2015, month: 1, day: 31) ?? CalendarDate(daysSinceEpoch: 0)
        let format = reader?.formats.first { $0.serial == nil }
        let advice =
            reader == nil
            ? "Write it as the other dates of the file are written."
            : "Write it as \(format.map { $0.text(for: day) } ?? day.description)."
        func told(_ what: String, _ advice: String) -> FaultText { FaultText(said(what, of: meaning), advice) }
        switch fault {
        case .dateImpossible: return told("the calendar has no such day", "Check day and month. \(advice)")
        case .datePlaceholder:
            return told(
                "this is what programs put in where no date is known", "Fill in the real date, or leave the cell empty."
            )
        case .dateOutOfRange: return told("the year is far from any that it can be", "Check the year. \(advice)")
        case .dateOrderUnknown:
            return told("it can be read as day/month and as month/day", "Write it as \(day.description).")
        case .dateIncomplete: return told("the date lacks its day or its year", advice)
        case .dateIsNumber:
            return told(
                "the date has turned into a number, as spreadsheets count days",
                "Format the column as a date before saving, and export it again.")
        case .yearOfTwoDigits: return told("the year has two digits only", "Write the year with four digits.")
        default: return told("this is not a date", advice)
        }
    }

    /// The rule that an identifier breaks.
    static func rule(ofUnverified stated: String, _ field: CompiledField) -> FaultRule {
        guard case .identifier(let kind) = field.reader, case .failed(_, let fault) = kind.check(stated),
            fault.kind == .digitsMissing
        else { return .identifierFails }
        return .digitsMissing
    }

    static func unverified(_ stated: String, _ field: CompiledField) -> FaultText {
        guard case .identifier(let kind) = field.reader, case .failed(_, let fault) = kind.check(stated) else {
            return FaultText("\(field.declaration.meaning): this cannot be read.", "Check it.")
        }
        return FaultText(
            "\(field.declaration.meaning): \(fault.rule).",
            "\(fault.advice) Until then it is kept, but not used to recognise anybody.")
    }
}
