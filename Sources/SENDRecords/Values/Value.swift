// One value of one field, as a partner stated it.

/// What a field of a record holds.
///
/// A value that is not stated or unreadable never erases one; an empty one does only where the field's
/// declaration says that empty competes.
public enum Value: Hashable, Sendable {
    /// The feed says nothing about this field.
    case notStated
    /// The feed says that there is none.
    case empty
    /// Text, a code of the field's code set, or an identifier in its canonical form.
    case text(String)
    case date(CalendarDate)
    case integer(Int)
    case flag(Bool)
    /// An identifier that fails its check: kept for the reader, never used as a key.
    case unverified(String)
    /// Something was there that the field's rule cannot read. The place is the row's; the content is not kept.
    case unreadable(rule: String)

    /// Whether the field holds something that can be used.
    public var isUsable: Bool {
        switch self {
        case .text, .date, .integer, .flag: true
        case .notStated, .empty, .unverified, .unreadable: false
        }
    }

    /// The value as a document or a table shows it; nil where there is nothing to show.
    public var shown: String? {
        switch self {
        case .text(let text): text
        case .date(let date): date.description
        case .integer(let number): String(number)
        case .flag(let flag): flag ? "true" : "false"
        case .unverified(let text): text
        case .notStated, .empty, .unreadable: nil
        }
    }
}

/// A Swift type that a field can be declared with.
public protocol FieldContent: Sendable {
    /// The content of a usable value, or nil.
    init?(_ value: Value)
    var value: Value { get }
}

extension String: FieldContent {
    public init?(_ value: Value) {
        guard case .text(let text) = value else { return nil }
        self = text
    }
    public var value: Value { .text(self) }
}

extension CalendarDate: FieldContent {
    public init?(_ value: Value) {
        guard case .date(let date) = value else { return nil }
        self = date
    }
    public var value: Value { .date(self) }
}

extension Int: FieldContent {
    public init?(_ value: Value) {
        guard case .integer(let number) = value else { return nil }
        self = number
    }
    public var value: Value { .integer(self) }
}

extension Bool: FieldContent {
    public init?(_ value: Value) {
        guard case .flag(let flag) = value else { return nil }
        self = flag
    }
    public var value: Value { .flag(self) }
}
