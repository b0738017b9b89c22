// Reads one mapping through its declared keys.

/// Reads one mapping through its declared keys.
///
///     let reader = MappingReader(node, called: "the origin", keys: OriginKeys.all, problems)
///     let url = reader?[OriginKeys.url]
///
/// Unknown keys, with the nearest right name, and missing required ones are reported when it is made;
/// a value that cannot be used when it is read. Read every key before giving up on a missing one, so
/// that the operator hears of everything at once.
public struct MappingReader {
    public let node: ConfigurationNode
    public let problems: ProblemCollector
    private let entries: [String: ConfigurationNode.Entry]

    /// - Parameter name: what the mapping is, for messages: "the origin".
    /// - Returns: nil, after reporting it, if the node is no mapping.
    public init?(
        _ node: ConfigurationNode, called name: String, keys: [any DeclaredKey], _ problems: ProblemCollector
    ) {
        guard let entries = node.entries else {
            problems.report("\(name) should be a mapping of keys, but is \(node.spoken)", at: node.place)
            return nil
        }
        self.node = node
        self.problems = problems
        self.entries = Dictionary(entries.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })

        let names = keys.map(\.name)
        for entry in entries where !names.contains(entry.key) {
            problems.report("unknown key `\(entry.key)`", hint: hint(for: entry.key, among: names), at: entry.keyPlace)
        }
        for key in keys where key.isRequired && self.entries[key.name] == nil {
            problems.report(
                "\(name) lacks the key `\(key.name)`", hint: "It says: \(key.meaning).", at: node.place)
        }
    }

    /// The value of a key; nil if it is not stated or cannot be used, which is then reported.
    public subscript<Value>(key: Key<Value>) -> Value? {
        entries[key.name].flatMap { key.kind.read($0.value, key.name, problems) }
    }

    /// The value of a key, or its default if it is not stated or cannot be used.
    public subscript<Value>(key: DefaultedKey<Value>) -> Value {
        entries[key.name].flatMap { key.kind.read($0.value, key.name, problems) } ?? key.standard
    }

    /// Whether the mapping holds the key, readable or not.
    public func states(_ key: any DeclaredKey) -> Bool {
        entries[key.name] != nil
    }

    /// Where the value of a key stands, or else the mapping: for a problem that shows only later.
    public func place(of key: any DeclaredKey) -> ConfigurationPlace {
        entries[key.name]?.value.place ?? node.place
    }

    /// The one of some keys that is stated. Reports if none or several are.
    public func exactlyOne(of keys: [any DeclaredKey]) -> String? {
        let stated = keys.filter(states)
        if stated.count == 1 { return stated[0].name }
        func spoken(_ keys: [any DeclaredKey], _ joint: String) -> String {
            keys.map { "`\($0.name)`" }.joined(separator: joint)
        }
        let found = stated.isEmpty ? "none of them is" : "\(spoken(stated, " and ")) are"
        problems.report("exactly one of \(spoken(keys, ", ")) is needed, but \(found) stated", at: node.place)
        return nil
    }

    /// Reports something wrong with the value of a key.
    public func report(_ what: String, hint: String? = nil, at key: any DeclaredKey) {
        problems.report(what, hint: hint, at: place(of: key))
    }

    /// A key that is stated already cannot be what an unknown one was meant to be.
    private func hint(for unknown: String, among names: [String]) -> String? {
        let free = names.filter { entries[$0] == nil }
        if NearestName.of(unknown, among: free) == nil, let nearest = NearestName.of(unknown, among: names) {
            return "It is like `\(nearest)`, which is stated already."
        }
        return NearestName.hint(for: unknown, among: free)
    }
}
