// What a module asks for and states.

/// What the module wants to have fetched.
public struct Request: Sendable {
    public var method = "GET"
    /// Behind the origin that adapter.yaml declares, or a whole address of it, as a "next" link is.
    public var address: String
    public var headers: [(name: String, value: String)] = []
    public var body: [UInt8] = []

    public init(_ address: String) { self.address = address }
}

/// One record that a row states, or one that the partner says is no more.
public struct Statement: Sendable {
    public var type: String
    /// The partner's own key of the record.
    public var key: String
    /// The partner's own key of whom it is about; nil where that is the record's key.
    public var about: String?
    /// Text in canonical form, by the names that `sendgate records` lists. Nil says nothing, empty says that there is none.
    public var fields: [(name: String, value: String?)]
    /// Which bytes of the answer it comes from.
    public var range: Range<Int>
    public var hasEnded = false

    public init(
        _ type: String, key: String, about: String? = nil, _ fields: KeyValuePairs<String, String?> = [:],
        at range: Range<Int>
    ) {
        self.type = type
        self.key = key
        self.about = about
        self.fields = fields.map { ($0.key, $0.value) }
        self.range = range
    }

    /// The partner says that the record is no more.
    public static func ended(_ type: String, key: String, at range: Range<Int>) -> Statement {
        var statement = Statement(type, key: key, at: range)
        statement.hasEnded = true
        return statement
    }
}
