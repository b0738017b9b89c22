// An XML document as a table: which of its elements are the rows.

import Feeds

extension Sample {
    /// A document's elements as rows: those of one name of which there are most beside each other.
    ///
    /// - Throws: `SampleError`, or what the reader says of a document that it refuses.
    static func xml(_ source: inout FileByteSource, _ name: String) throws -> Sample {
        guard let root = XMLElementPath("/*") else { throw SampleError(description: "\(name) has no elements.") }
        var whole: JSONValue?
        _ = try XMLReader(elements: root).read(&source) { whole = $0.value }
        guard let whole, let steps = mostElements(in: whole)?.steps, !steps.isEmpty else {
            throw SampleError(
                description: "\(name) has no elements that come several times, so nothing in it looks like rows.")
        }
        let path = "/*/" + steps.joined(separator: "/")
        guard let rows = XMLElementPath(path) else {
            throw SampleError(description: "\(name) has names of elements that can't be part of a path.")
        }
        var objects: [JSONValue] = []
        struct Enough: Error {}
        do {
            _ = try XMLReader(elements: rows).read(&source) { element in
                objects.append(element.value)
                if objects.count == rowLimit { throw Enough() }
            }
        } catch is Enough {}
        return table(of: objects, name: name, format: .xml(elements: path))
    }

    /// The names down to the elements, and how many there are. The outermost ones count where inner ones come as often.
    private static func mostElements(in value: JSONValue) -> (steps: [String], count: Int)? {
        var best: (steps: [String], count: Int)?
        for member in value.members ?? [] {
            let elements = (member.value.elements ?? []).filter { $0.members != nil }
            guard !elements.isEmpty else { continue }
            if elements.count > max(1, best?.count ?? 0) { best = ([member.name], elements.count) }
            // What stands once holds others; of what stands several times the inside belongs to the row.
            guard elements.count == 1, let inner = mostElements(in: elements[0]), inner.count > best?.count ?? 0 else {
                continue
            }
            best = ([member.name] + inner.steps, inner.count)
        }
        return best
    }
}

extension JSONValue {
    /// An element as XML, for an example: members are elements, `@name` is an attribute.
    func xml(named name: String) -> String {
        guard let members else { return "<\(name)>\(Self.escaped(scalarText ?? ""))</\(name)>" }
        let attributes = members.filter { $0.name.hasPrefix("@") }.map { member in
            " \(member.name.dropFirst())=\"\(Self.escaped(member.value.scalarText ?? ""))\""
        }.joined()
        let inner = members.filter { !$0.name.hasPrefix("@") }.map { member in
            if member.name == "#text" { return Self.escaped(member.value.scalarText ?? "") }
            let values = member.value.elements ?? [member.value]
            return values.map { $0.xml(named: member.name) }.joined()
        }.joined()
        return "<\(name)\(attributes)>\(inner)</\(name)>"
    }

    private static func escaped(_ text: String) -> String {
        text.map { character in
            switch character {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            default: String(character)
            }
        }.joined()
    }
}
