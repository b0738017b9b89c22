// A file's rules compiled for one header: names have become numbers, words have become tables.

import Feeds
import SENDRecords

/// The rules of one file, ready for its rows. Made once for each header; then nothing is looked up by name.
struct Mapping: Sendable {
    /// The header, or the paths of a JSON feed.
    var columns: [String] = []
    /// Where a row says which school it is of, in a file of several.
    var partnerColumn: Int?
    /// How the paths of a JSON feed are taken, one a column; nil where the column is a part's. Empty for CSV.
    var paths: [ElementPath?] = []
    /// Paths below parts.
    var partPaths: [PartPath] = []
    var withins: [CompiledWithin] = []
    var values: [CompiledValue] = []
    var leaveOut: [CompiledLeaveOut] = []
    var known: any KnownChildren = EveryChildIsKnown()
    var records: [CompiledRecord] = []
    /// Whether a row can say that a record is no more.
    var canEnd = false
    /// What later files look up in this one.
    var tables: [CompiledTable] = []
    /// What stands before the keys of each table of the run.
    var tableScopes: [String] = []
    var asOf: CompiledValue?
    var asOfReader: DateReader?
    /// The date fields whose columns tell the order of day and month, each at its `dateNumber`.
    var datePlaces: [DatePlace] = []
}

/// A path of a JSON feed and what is taken of its matches.
struct ElementPath: Sendable {
    let name: ColumnName
    let path: JSONPath
    let words: WordTable<Void>
}

/// Where a value is found in a row.
indirect enum Finder: Sendable {
    /// The file has no such column.
    case nowhere
    case column(Int)
    /// The first that isn't blank.
    case columns([Int])
    /// The first that isn't blank, where some are no columns.
    case firstOf([Finder])
    /// What the part of a level holds.
    case part(level: Int)
    case partNumber(level: Int)
    case partPlace(level: Int, Int)
    case partColumn(level: Int, Int)
    case partPath(Int)
    case constant(String)
    /// A named value of the file, found once for each row.
    case named(Int)
    case template([FinderPart])
    case lookup(table: Int, take: Int, by: CompiledValue)
    case within(Int, by: CompiledValue)
}

enum FinderPart: Sendable {
    case text(String)
    case value(Finder)
}

struct CompiledValue: Sendable {
    var finder: Finder
    /// Words that stand for nothing.
    var blank: WordTable<Void>
    var steps: [CompiledStep] = []
    /// The 1-based column that a message names, 0 for none.
    var column: Int
    /// The value counts only where it is a sound identifier of this kind.
    var onlyValid: IdentifierKind?
    /// What is taken where there is none; at most one.
    var otherwise: [CompiledValue] = []
}

/// What was found in a row.
enum Found {
    case nothing
    /// The 1-based column is blank.
    case blank(Int)
    /// The 0-based column holds something.
    case cell(Int)
    /// A text, with the 1-based column that it was made from.
    case text(String, Int)
    /// Nothing in the other file has the key of this 1-based column.
    case orphan(table: Int, Int)
    /// A function cannot use what stands in this 1-based column.
    case unusable(FaultRule, Int)
}

extension Found {
    /// What hangs on it cannot be found either.
    var isTrouble: Bool {
        switch self {
        case .orphan, .unusable: true
        case .nothing, .blank, .cell, .text: false
        }
    }
}

struct CompiledLeaveOut: Sendable {
    let name: String
    let when: [CompiledCondition]
    let unlessKnown: CompiledKnownChild?
    /// What such a row is, where it is quarantined and not left out.
    let refusal: FaultText?
}

indirect enum CompiledCondition: Sendable {
    case stated([CompiledValue])
    case blank([CompiledValue])
    case oneOf(CompiledValue, WordTable<Void>, orBlank: Bool)
    case field(CompiledField, codes: [String], isOther: Bool, orBlank: Bool)
    case compare(CompiledValue, CompiledComparison, orBlank: Bool)
    case any([CompiledCondition])
}

struct CompiledRecord: Sendable {
    let type: RecordType
    let fieldCount: Int
    let space: String
    let parts: [CompiledPart]
    let key: CompiledValue
    let about: CompiledValue
    /// The key is also what the record is about.
    let isAboutKey: Bool
    let when: [CompiledCondition]
    let ending: CompiledEnding
    let fields: [CompiledField]
    /// What its folding takes of the row, in the order of the plan; nil where it is not folded.
    let fold: [CompiledFoldValue]?
    /// The usual column of each field of the type; rows that take another column differ from it.
    let columns: [UInt16]
}

/// When a row says that its record is no more.
enum CompiledEnding: Sendable {
    case never
    case always
    case when([CompiledCondition])
}

struct CompiledFoldValue: Sendable {
    let value: CompiledValue
    /// The number of places, where it is a position.
    let places: Int?
}

struct CompiledField: Sendable {
    let declaration: FieldDeclaration
    let value: CompiledValue
    let reader: FieldReader
    /// Where every row has the same value.
    let constant: Value?
    let isRequired: Bool
    let isBirthDate: Bool
    /// The row counts one where the value is one of these words, or any where there are none.
    var counts: WordTable<Void>?
    /// Its place among the date fields that have an order of day and month.
    var dateNumber: Int?
}

/// A date field of a file: the place of its record in the file's list, and its number.
struct DatePlace: Sendable, Hashable {
    let record: Int
    let field: Int
}

/// Columns that are kept of each row for later files.
struct CompiledTable: Sendable {
    let number: Int
    let key: Finder
    let takes: [Finder]
    let isLeast: Bool
}

/// What a session keeps of a file for later ones.
struct TableDeclaration: Sendable {
    let file: String
    let key: String
    var takes: [String]
    /// Of several rows with the key the one with the least value is kept: then there is one value.
    let isLeast: Bool

    /// Whether what somebody looks up can be found here.
    func serves(_ lookup: Lookup) -> Bool {
        file == lookup.file && key == lookup.key && isLeast == lookup.isLeast && (!isLeast || takes == [lookup.take])
    }
}
