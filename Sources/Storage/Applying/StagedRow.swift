// A row on its way into the store, with what reading and mapping made of it.

import SENDRecords

/// One record that a row states.
public struct StagedRecord: Sendable {
    public var name: RecordName
    /// What the record is about.
    public var subject: SubjectKey
    /// The record in its canonical encoding; nil where the partner says that the record is no more.
    public var blob: [UInt8]?
    /// For each field in field order the column it came from (1 is the first), 0 for none. May be shorter.
    public var columns: [UInt16]
    /// Where the fields came from, for a record that several rows state together; nil where all came from its one row.
    public var origins: RecordOrigins?

    public init(
        name: RecordName, subject: SubjectKey, blob: [UInt8]?, columns: [UInt16] = [], origins: RecordOrigins? = nil
    ) {
        self.name = name
        self.subject = subject
        self.blob = blob
        self.columns = columns
        self.origins = origins
    }
}

/// Something about a row that its sender should know. It never holds a value.
public struct RowFault: Hashable, Sendable {
    /// 1 is the first column; nil where the fault is not in one column.
    public var column: Int?
    public var columnName: String?
    /// Short and fixed, for counting: `date not readable`.
    public var rule: String
    /// What is wrong, in plain words.
    public var what: String
    /// How to put it right.
    public var advice: String

    public init(column: Int? = nil, columnName: String? = nil, rule: String, what: String, advice: String) {
        self.column = column
        self.columnName = columnName
        self.rule = rule
        self.what = what
        self.advice = advice
    }
}

/// One row with its place and its outcome.
public struct StagedRow: Sendable {
    /// What becomes of a row.
    public enum Outcome: Sendable {
        /// What the row states; the notes are about values that were left out of a record.
        case records([StagedRecord], notes: [RowFault] = [])
        /// A named rule of the manifest excludes the row.
        case leftOut(rule: String)
        /// The row cannot be used. The records that it mentions, where their keys are known, count as present: a
        /// snapshot does not withdraw them.
        case quarantined([RowFault], mentions: [RecordName] = [])
    }

    /// Index in the payloads of the run.
    public var payload: Int
    /// The row's number in its file: 1 is the first row of data.
    public var number: Int
    /// The line on which the row begins: 1 is the first of the file.
    public var line: Int
    /// Where the row begins in the payload.
    public var byteOffset: Int
    public var outcome: Outcome

    var place: RowPlace { RowPlace(payload: payload, row: number, line: line, byteOffset: byteOffset) }

    public init(payload: Int, number: Int, line: Int, byteOffset: Int, outcome: Outcome) {
        self.payload = payload
        self.number = number
        self.line = line
        self.byteOffset = byteOffset
        self.outcome = outcome
    }
}
