// The kinds that hold other values: lists, mappings, sections with declared keys.

extension ValueKind where Value == ConfigurationNode {
    /// Anything, for a caller who reads it further.
    public static var node: Self {
        Self(shape: "anything", write: unwritten) { node, _, _ in node }
    }

    /// A mapping, for a caller who reads it further.
    public static var mapping: Self {
        Self(shape: "a mapping of keys", write: unwritten) { node, name, problems in
            if node.entries != nil { return node }
            problems.report("`\(name)` should be a mapping of keys, but is \(node.spoken)", at: node.place)
            return nil
        }
    }
}

extension ValueKind {
    /// A list of values of one kind. Elements that cannot be used are reported and left out.
    public static func list<Element>(of kind: ValueKind<Element>) -> Self where Value == [Element] {
        let shape = "a list, each \(kind.shape)"
        return Self(shape: shape, keys: kind.keys, write: write(elementsWith: kind)) { node, name, problems in
            guard let elements = node.elements else {
                problems.report(
                    "`\(name)` should be \(shape), but is \(node.spoken)",
                    hint: node.text == nil ? nil : "Write it in square brackets.", at: node.place)
                return nil
            }
            return elements.compactMap { kind.read($0, name, problems) }
        }
    }

    /// One value, or a list of them. Not for values that are lists themselves.
    public static func oneOrMore<Element>(of kind: ValueKind<Element>) -> Self where Value == [Element] {
        let shape = "\(kind.shape), or a list of such"
        return Self(shape: shape, keys: kind.keys, write: write(elementsWith: kind)) { node, name, problems in
            guard case .sequence(let elements) = node.content else {
                return kind.read(node, name, problems).map { [$0] }
            }
            if elements.isEmpty { problems.report("`\(name)` is an empty list", at: node.place) }
            return elements.compactMap { kind.read($0, name, problems) }
        }
    }

    /// A mapping from names that the operator chooses to values of one kind, in the order of the file.
    public static func names<Element>(to kind: ValueKind<Element>) -> Self where Value == [Named<Element>] {
        let shape = "a mapping from names, each to \(kind.shape)"
        return Self(shape: shape, keys: kind.keys, write: unwritten) { node, name, problems in
            guard let entries = node.entries else {
                problems.report("`\(name)` should be \(shape), but is \(node.spoken)", at: node.place)
                return nil
            }
            return entries.compactMap { entry in
                kind.read(entry.value, entry.key, problems).map { Named(entry.key, $0, at: entry.keyPlace) }
            }
        }
    }

    /// A value together with its place.
    public static func located<Inner>(_ kind: ValueKind<Inner>) -> Self where Value == Located<Inner> {
        let write: @Sendable (Value) -> String = { kind.write($0.value) }
        return Self(shape: kind.shape, keys: kind.keys, write: write) { node, name, problems in
            kind.read(node, name, problems).map { Located($0, at: node.place) }
        }
    }

    /// A mapping with declared keys, read into a value. The closure reads every key before it gives up,
    /// so that all problems are told.
    public static func section(
        _ shape: String = "a mapping of keys", keys: [any DeclaredKey],
        reading build: @escaping @Sendable (MappingReader) -> Value?
    ) -> Self {
        Self(shape: shape, keys: keys, write: unwritten) { node, name, problems in
            MappingReader(node, called: "`\(name)`", keys: keys, problems).flatMap(build)
        }
    }

    /// For values that are no text: the reference prints no default for them.
    private static var unwritten: @Sendable (Value) -> String { { _ in "" } }

    private static func write<Element>(
        elementsWith kind: ValueKind<Element>
    ) -> @Sendable ([Element]) -> String {
        { "[\($0.map(kind.write).joined(separator: ", "))]" }
    }
}
