// Code sets: the codes a field may hold, with the dates they hold from and to. Data, not code.

/// One code of a code set.
public struct Code: Hashable, Sendable {
    public let code: String
    public let meaning: String
    /// First day the code may be used; nil means always.
    public let validFrom: CalendarDate?
    /// Last day the code may be used; nil means still.
    public let validTo: CalendarDate?

    public init(_ code: String, _ meaning: String, validFrom: CalendarDate? = nil, validTo: CalendarDate? = nil) {
        self.code = code
        self.meaning = meaning
        self.validFrom = validFrom
        self.validTo = validTo
    }
}

/// A named set of codes. The same letters mean different things in different sets.
public struct CodeSet: Sendable {
    public let name: String
    public let meaning: String
    public let source: String
    public let codes: [Code]
    private let table: [String: Int]

    public init(name: String, meaning: String, source: String, codes: [Code]) {
        self.name = name
        self.meaning = meaning
        self.source = source
        self.codes = codes
        table = Dictionary(
            codes.enumerated().map { ($0.element.code, $0.offset) }, uniquingKeysWith: { first, _ in first })
    }

    /// The code that is written so, valid today or not; nil where the set has none.
    public func code(_ text: String) -> Code? {
        table[text].map { codes[$0] }
    }
}
