// Builds the elements at a path while the document streams by.

final class ElementListener: XMLListener {
    private(set) var summary = XMLSummary()
    private(set) var problem: XMLError?

    /// An element that is open inside a wanted one.
    private struct Open {
        let name: String
        var members: [Member] = []
        var text: [UInt8] = []
    }

    /// An attribute, or the children of one name.
    private struct Member {
        let name: String
        var values: [JSONValue]
        /// Several, or such as there may be several of.
        var isList: Bool

        var made: JSONMember { JSONMember(name, isList ? .array(values) : values[0]) }
    }

    private let path: XMLElementPath
    private let limits: XMLLimits
    private let spellings: [String: String]
    private let lists: Set<String>
    private var finished: [JSONElement] = []
    /// How many elements are open, and how many of them lie on the path.
    private var depth = 0
    private var matched = 0
    private var open: [Open] = []
    private var begin = XMLPlace(line: 1, column: 1, byteOffset: 0)
    private var size = 0

    init(path: XMLElementPath, limits: XMLLimits, spellings: [String: String], lists: Set<String>) {
        self.path = path
        self.limits = limits
        self.spellings = spellings
        self.lists = lists
    }

    var wantsToStop: Bool { problem != nil }

    func takeElements() -> [JSONElement] {
        defer { finished.removeAll(keepingCapacity: true) }
        return finished
    }

    func start(_ name: UnsafePointer<CChar>, _ attributes: XMLAttributes, at place: XMLPlace) {
        depth += 1
        if depth > limits.depth {
            problem = XMLError(.tooDeep(limit: limits.depth), at: place)
            return
        }
        if open.isEmpty {
            guard matched == depth - 1, matched < path.steps.count else { return }
            let step = path.steps[matched]
            guard step.isEmpty || String(cString: name).lowercased() == step else { return }
            matched += 1
            if matched >= path.steps.count - 1 { summary.foundHolder = true }
            guard matched == path.steps.count else { return }
            begin = place
            size = 0
        }
        var element = Open(name: spelt(String(cString: name)))
        attributes.each { name, value in
            let written = String(cString: name)
            if written == "xmlns" || ["xmlns:", "xml:", "xsi:"].contains(where: written.hasPrefix) { return }
            let (name, value) = ("@" + String(cString: XMLStream.local(name)), String(cString: value))
            element.members.append(Member(name: spelt(name), values: [.string(value)], isList: false))
            size += name.utf8.count + value.utf8.count
        }
        size += element.name.utf8.count
        open.append(element)
        check(place)
    }

    func end(_ name: UnsafePointer<CChar>) {
        defer {
            depth -= 1
            matched = min(matched, depth)
        }
        guard let element = open.popLast() else { return }
        let value = value(of: element)
        guard open.isEmpty else {
            add(element.name, value)
            return
        }
        summary.elements += 1
        finished.append(
            JSONElement(line: begin.line, byteOffset: begin.byteOffset, number: summary.elements, value: value))
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard !open.isEmpty else { return }
        size += bytes.count
        if size > limits.element {
            check(begin)
        } else {
            open[open.count - 1].text += bytes
        }
    }

    private func value(of element: Open) -> JSONValue {
        let text = String(decoding: element.text, as: UTF8.self)
        if element.members.isEmpty { return .string(text) }
        let members = element.members.map(\.made)
        if element.text.allSatisfy({ $0 <= 0x20 }) { return .object(members) }
        return .object(members + [JSONMember("#text", .string(text))])
    }

    /// Puts a child where its parent has others of its name.
    private func add(_ name: String, _ value: JSONValue) {
        let parent = open.count - 1
        let isList = value.members != nil || lists.contains(name.lowercased())
        guard let index = open[parent].members.firstIndex(where: { $0.name == name }) else {
            open[parent].members.append(Member(name: name, values: [value], isList: isList))
            return
        }
        open[parent].members[index].values.append(value)
        open[parent].members[index].isList = true
    }

    private func check(_ place: XMLPlace) {
        if size > limits.element { problem = XMLError(.tooLarge(limit: limits.element), at: place) }
    }

    private func spelt(_ name: String) -> String {
        spellings.isEmpty ? name : spellings[name.lowercased()] ?? name
    }
}
