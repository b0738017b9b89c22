// One file of a feed: where it is, what its columns are, and which records its rows state.

import Configuring
import Feeds
import SENDRecords

/// One file of a set. A feed of single files is a set of one.
public struct FileRule: Sendable {
    /// Its name within the set, for messages: `requests`.
    public let name: String
    /// How it is asked for; nil where it is only handed in.
    public let request: RequestRule?
    /// Names under which somebody may hand it in.
    public let patterns: [FileNamePattern]
    /// Whether the set is incomplete without it.
    public let isRequired: Bool
    public let paging: Paging?
    /// In which formats it may come: all with columns, or all with paths.
    public internal(set) var formats: FeedFormats
    /// The files of the set that this is another layout of: it comes instead of all of them.
    public let layoutOf: [String]
    /// Columns without which the file cannot be used; one of each list.
    public let requiredColumns: [[String]]
    /// Columns that are known and not used.
    public let otherColumns: [String]
    /// Values that several rules use, by name.
    public let values: [Named<ValueRule>]
    public let leaveOut: [LeaveOutRule]
    public let records: [RecordRule]
    /// What its rows know of the request that they came by: names of values.
    let requestNames: [String]

    /// What it counts as in a set: another layout counts as the file itself, or as each of several.
    public var places: [String] { layoutOf.isEmpty ? [name] : layoutOf }

    /// The first of its places: the file whose part it takes where others look values up.
    public var place: String { places[0] }

    /// Every column that one of its rules names.
    public var namedColumns: [String] {
        let valueNames = values.map(\.name) + FeedPartner.valueNames + RequestedPart.valueNames
        var names = ruleNames.filter { !valueNames.contains($0) && !PartReference.isReference($0) }
        for name in requiredColumns.joined() where !names.contains(name) && HeaderPattern(name) == nil {
            names.append(name)
        }
        return names
    }

    /// Every path in its rules, those of parts and into parts too.
    var elementPaths: [String] {
        ruleNames
            + records.flatMap(\.parts).compactMap {
                if case .elements(let path, _) = $0.source { path.description } else { nil }
            }
    }

    /// What its rules name: columns or paths, named values, parts. Each once.
    private var ruleNames: [String] {
        var names: [String] = []
        for name in sources.flatMap(\.columns) where !names.contains(name) { names.append(name) }
        return names
    }

    /// Where its rules take values from, in the order in which they stand.
    var sources: [ValueSource] {
        var rules = values.map(\.value) + leaveOut.flatMap(\.values)
        for record in records {
            rules += record.parts.compactMap(\.source.value) + [record.key, record.about]
            rules += (record.when + record.ending.conditions).flatMap(\.values) + record.fields.map(\.value)
            rules += record.fold?.compactMap(\.value) ?? []
        }
        return rules.flatMap(\.sources)
    }

    /// Patterns of columns that its rules take, and those that are required.
    public var headerPatterns: [HeaderPattern] {
        var patterns = requiredColumns.joined().compactMap(HeaderPattern.init)
        for case .columns(let columns) in records.flatMap(\.parts).map(\.source) {
            patterns += columns.flatMap(\.patterns)
        }
        return patterns
    }
}

/// Rows that are not stored, by a rule that receipts name.
public struct LeaveOutRule: Sendable {
    public let name: String
    /// Which rows these are, for the sender's receipt; empty where the name must do.
    public let meaning: String
    public let when: [Condition]
    /// Where it stands, rows of children who are known to have SEND are taken all the same.
    public var unlessKnown: KnownChildRule?
    /// Such a row is quarantined under the rule's name.
    public var refuses = false

    var values: [ValueRule] { when.flatMap(\.values) + (unlessKnown?.values ?? []) }
}

/// The records of one type that a row states.
public struct RecordRule: Sendable {
    public let type: RecordType
    /// Lists of parts: the record is stated once for each combination.
    public let parts: [PartRule]
    public let key: ValueRule
    /// The key of the child, setting, route or crew member that it is about.
    public let about: ValueRule
    /// All must hold; an empty list always holds.
    public let when: [Condition]
    public let ending: RecordEnding
    public let fields: [FieldRule]
    /// How the rows of one key are put together; nil where each row states a record of its own.
    public let fold: [FoldRule]?
}

/// When a row says that its record is no more: the record is withdrawn then, by its key.
public enum RecordEnding: Sendable {
    case never
    /// Every row of a list of deletions says so.
    case always
    /// All of these hold.
    case when([Condition])

    public var conditions: [Condition] {
        if case .when(let conditions) = self { conditions } else { [] }
    }
}

/// How one field is read.
public struct FieldRule: Sendable {
    public let field: FieldDeclaration
    public let value: ValueRule
    /// Formats of a date field, tried in order.
    public let dates: [DateFormat]
    /// Partners' own words for codes of the code set.
    public let codes: [PartnerCode]
    /// Words for yes and no beside the usual ones.
    public let yes: [String]
    public let no: [String]
    /// Whether a row without it is quarantined.
    public let isRequired: Bool
    /// The years that a date can have; nil for the usual ones.
    public var years: ClosedRange<Int>?
    /// What a number counts.
    public var unit: NumberUnit?
    /// Whether a comma stands before decimals.
    public var decimalComma = false
    /// Whether a title before a name is left out.
    public var withoutTitle = false
}

/// A partner's word and the code that it means.
public struct PartnerCode: Sendable, Equatable {
    public let word: String
    public let code: String
}

/// A test of a row.
public indirect enum Condition: Sendable {
    /// One of these is stated.
    case stated([ValueRule])
    /// None of these is stated.
    case blank([ValueRule])
    /// The text is one of these words, without regard to case.
    case oneOf(ValueRule, [String])
    /// A field as the mapping reads it: the record's place in the file's list and the field's number.
    case field(record: Int, field: Int, codes: [String], isOther: Bool = false, orBlank: Bool)
    case compare(ValueRule, Comparison, orBlank: Bool)
    case any([Condition])

    var values: [ValueRule] {
        switch self {
        case .stated(let values), .blank(let values): values
        case .oneOf(let value, _): [value]
        case .field: []
        case .compare(let value, let comparison, _): [value] + comparison.values
        case .any(let conditions): conditions.flatMap(\.values)
        }
    }
}
