// What becomes of one row: records, left out by a named rule, or quarantined with what is wrong.

import Feeds
import SENDRecords

/// One record that a row states.
public struct SourceRecord: Sendable, Equatable {
    public let type: RecordType
    /// The partner's key of the record, single within its feed and type.
    public let key: String
    public let subject: SubjectKey
    public let record: Record
    /// For each field where it came from: the 1-based column of the file, or the 1-based place in
    /// `MappingSession.columnNames` for JSON; 0 where it came from no column.
    public let columns: [UInt16]
    /// Where rows of its key are put together: this is only what one of them says. Nil for a whole record.
    public let folding: Folding?
    /// The partner says that the record is no more: nothing but its key counts.
    public let isEnded: Bool

    public init(
        type: RecordType, key: String, subject: SubjectKey, record: Record, columns: [UInt16], folding: Folding? = nil,
        isEnded: Bool = false
    ) {
        self.isEnded = isEnded
        self.type = type
        self.key = key
        self.subject = subject
        self.record = record
        self.columns = columns
        self.folding = folding
    }
}

/// What the folding of a record takes of a row.
public struct Folding: Sendable, Equatable {
    /// Orders and positions, for the ways that take one.
    let positions: [String]
}

/// A record that a row is about, whether or not the row could be used.
public struct RecordMention: Hashable, Sendable {
    public let type: RecordType
    /// The partner's key of the record, as in `SourceRecord.key`.
    public let key: String

    public init(_ type: RecordType, key: String) {
        self.type = type
        self.key = key
    }
}

/// Something wrong in a row, for the sender's receipt. It never holds a value of the row.
public struct RowFault: Sendable, Hashable {
    public let line: Int
    /// 1-based, or 0 where it isn't one column's.
    public let columnNumber: Int
    /// The column's header, or the path in a JSON element.
    public let columnName: String
    /// For programs: `date-unreadable`, `key-missing` …; see `FaultRule`.
    public let rule: String
    /// What is wrong, as a sentence for a school secretary.
    public let what: String
    /// How to put it right.
    public let advice: String

    public init(line: Int, columnNumber: Int, columnName: String, rule: String, what: String, advice: String) {
        self.line = line
        self.columnNumber = columnNumber
        self.columnName = columnName
        self.rule = rule
        self.what = what
        self.advice = advice
    }

    /// A row that the reader could not trust.
    public init(_ rejection: CSVRejection, columns: [String]) {
        let number = rejection.fault.column ?? 0
        let sentences = rejection.reason.split(separator: ". ", maxSplits: 1)
        self.init(
            line: rejection.line, columnNumber: number,
            columnName: number > 0 && number <= columns.count ? columns[number - 1] : "", rule: "row-unreadable",
            what: sentences.first.map { $0.hasSuffix(".") ? String($0) : "\($0)." } ?? "",
            advice: sentences.count > 1 ? String(sentences[1]) : "Export the file again and send it.")
    }
}

/// The rules that a row can break, by the names that receipts and records hold.
public enum FaultRule: String, Sendable, CaseIterable {
    /// The row doesn't say which child, setting or route it is about, or which record it is.
    case keyMissing = "key-missing"
    case keyTooLong = "key-too-long"
    /// A file of several schools does not say whose the row is.
    case schoolMissing = "school-missing"
    /// The row names a school that the sender sends nothing for.
    case schoolUnknown = "school-unknown"
    /// The row names another school than the one whose folder the file came in.
    case schoolDiffers = "school-differs"
    case requiredMissing = "required-missing"
    case birthDateInFuture = "birth-date-in-future"
    case birthDateTooEarly = "birth-date-too-early"
    /// The row it belongs to isn't in the other file of the set.
    case parentMissing = "parent-missing"
    case dateUnreadable = "date-unreadable"
    /// A day that never was: 31 February.
    case dateImpossible = "date-impossible"
    /// What programs write where there is no date: 00/00/0000, 01/01/1900.
    case datePlaceholder = "date-placeholder"
    case dateOutOfRange = "date-out-of-range"
    /// Both orders of day and month are declared, and the column doesn't tell which it is.
    case dateOrderUnknown = "date-order-unknown"
    /// A year or a month without its day.
    case dateIncomplete = "date-incomplete"
    /// A spreadsheet's number for a day, which the manifest doesn't declare.
    case dateIsNumber = "date-is-a-number"
    /// Two digits for a year, which the manifest doesn't declare.
    case yearOfTwoDigits = "year-of-two-digits"
    case numberUnreadable = "number-unreadable"
    case flagUnreadable = "yes-or-no-unreadable"
    case codeUnknown = "code-unknown"
    case amountUnreadable = "amount-unreadable"
    case identifierFails = "identifier-fails"
    /// A number that a spreadsheet has rounded: 4.5E+09.
    case digitsGone = "digits-gone"
    /// An identifier short of digits, perhaps of zeros in front.
    case digitsMissing = "digits-missing"
    /// `#REF!` and its like.
    case spreadsheetError = "spreadsheet-error"
    /// `N/A`, `null` and their like where a date or a number should be.
    case wordForNothing = "word-for-nothing"
    /// `?`, `-` and their like in the same place.
    case markForNothing = "mark-for-nothing"
    /// Letters of the text were lost before it came: kept, and flagged.
    case lettersLost = "letters-lost"
    /// Letters were read in another encoding than they were written in: kept, and flagged.
    case lettersMisread = "letters-misread"
    /// Codes such as `&#39;` stand for letters: kept, and flagged.
    case lettersEncoded = "letters-encoded"
    /// A number in place of a name: kept, and flagged.
    case nameWithoutLetters = "name-without-letters"
    /// A table of the mapping does not have the word.
    case wordUnknown = "word-unknown"
    /// The row does not say where its value stands among those of its record.
    case positionUnusable = "position-unusable"
    case textTooLong = "text-too-long"
    /// More parts in one row than any real row has.
    case tooManyParts = "too-many-parts"

    /// Whether it says why something is no date that can be used.
    var isOfDates: Bool {
        switch self {
        case .dateUnreadable, .dateImpossible, .datePlaceholder, .dateOutOfRange, .dateOrderUnknown, .dateIncomplete,
            .dateIsNumber, .yearOfTwoDigits:
            true
        default: false
        }
    }
}

/// What became of a row.
public enum RowOutcome: Sendable, Equatable {
    /// The records it states, and what was left out of them because it could not be used.
    case records([SourceRecord], notes: [RowFault])
    /// Excluded by a rule of the manifest, by its name.
    case leftOut(rule: String)
    /// Key, required field or birth date unusable. The first faults say why; others may follow. The records that
    /// the row mentions count as present, so that a snapshot withdraws nobody for one bad birth date. Only keys that
    /// can be read are there.
    case quarantined([RowFault], mentions: [RecordMention])
}

/// One row with its place in the payload.
public struct MappedRow: Sendable, Equatable {
    /// Number of the data row, from 1.
    public let number: Int
    public let line: Int
    public let byteOffset: Int
    public let outcome: RowOutcome

    public init(number: Int, line: Int, byteOffset: Int, outcome: RowOutcome) {
        self.number = number
        self.line = line
        self.byteOffset = byteOffset
        self.outcome = outcome
    }
}

extension MappedRow {
    /// Whether the row is another school's, in a file of several: then it is not of this run.
    public var isOfAnotherPartner: Bool { outcome == .leftOut(rule: StandingRule.otherPartner.rawValue) }

    /// Whether the line is no row at all: a blank one, a total, the headings once more.
    public var isBesideTable: Bool {
        outcome == .leftOut(rule: StandingRule.besideTable.rawValue)
            || outcome == .leftOut(rule: StandingRule.blankLine.rawValue)
    }

    /// A row that the reader could not trust, for the same receipt. Which text is in which column is not known of it,
    /// so it mentions no record; many such rows are caught by the contract's limit of quarantined rows.
    public init(_ rejection: CSVRejection, columns: [String]) {
        self.init(
            number: rejection.number, line: rejection.line, byteOffset: rejection.byteOffset,
            outcome: .quarantined([RowFault(rejection, columns: columns)], mentions: []))
    }

    /// A line that is no row of the table, left out by a rule that always stands; nil for those before the header,
    /// which have no number.
    public init?(_ aside: CSVAside) {
        if aside.number == 0 { return nil }
        self.init(
            number: aside.number, line: aside.line, byteOffset: aside.byteOffset,
            outcome: .leftOut(rule: StandingRule.besideTable.rawValue))
    }
}
