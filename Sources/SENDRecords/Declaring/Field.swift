// How a field of a record type is declared: once, for parsing, validation, reference and schema alike.

/// What kind of content a field takes, and by which rule it is read.
public enum FieldKind: Hashable, Sendable {
    case text
    case date
    case integer
    /// An amount of money, held as whole pence.
    case money
    case flag
    /// A code of the named code set in `config/definitions/`.
    case code(String)
    case identifier(IdentifierKind)
}

/// How careful a field must be handled; agreements and the reference show it.
public enum Sensitivity: String, Sendable, CaseIterable {
    /// Says nothing about a person.
    case open
    /// Personal data.
    case personal
    /// Special-category data: health or special educational need (UK GDPR Article 9).
    case special
    /// Criminal-offence data, as a DBS decision is (Data Protection Act 2018, section 10).
    case criminal
}

/// One field's declaration without its Swift type.
public struct FieldDeclaration: Sendable {
    /// Position in the record: fields are append-only, a number is never used again.
    public let number: Int
    /// The field's name in YAML, documents and messages: lower case with dashes.
    public let name: String
    public let kind: FieldKind
    public let meaning: String
    /// Where the definition comes from, as SEND-DOMAIN's facts name it.
    public let source: String
    public let sensitivity: Sensitivity
    /// Whether an empty value from a better authority hides a stated one (DESIGN, rule 6).
    public let emptyCompetes: Bool
    /// Header names that partners are known to use for it.
    public let headers: [String]

    /// Whether it holds a name. Words that usually stand for nothing can be somebody's: there are people called Null.
    public var isName: Bool {
        kind == .text
            && name.split(separator: "-").contains { ["forename", "surname", "name", "names"].contains($0) }
    }
}

/// A field with its Swift type: `request[EHCRequest.received]` is a calendar date.
public struct Field<Content: FieldContent>: Sendable {
    public let declaration: FieldDeclaration

    public init(
        _ number: Int, _ name: String, _ kind: FieldKind, _ meaning: String, source: String = "",
        _ sensitivity: Sensitivity = .personal, emptyCompetes: Bool = false, headers: [String] = []
    ) {
        declaration = FieldDeclaration(
            number: number, name: name, kind: kind, meaning: meaning, source: source, sensitivity: sensitivity,
            emptyCompetes: emptyCompetes, headers: headers)
    }
}
