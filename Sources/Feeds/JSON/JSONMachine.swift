// RFC 8259 as a state machine over a window of bytes: it stops when it needs more of them or has a
// wanted value, and goes on from there. Its own stack of open containers replaces recursion.

struct JSONMachine {
    enum Step {
        case needsMore
        case value(JSONValue, Target)
        case done
    }

    /// A wanted value and where it begins.
    struct Target {
        var route = JSONRoutes.Route()
        var line = 1
        var byteOffset = 0
    }

    private enum Expected {
        case value, valueOrEnd, name, nameOrEnd, colon, commaOrEnd, nothingMore
    }

    private enum Mode {
        /// A container on the way to something wanted.
        case walk
        /// Inside something wanted.
        case build
        /// Checked only.
        case skip
    }

    private struct Container {
        var mode: Mode
        var isObject = false
        var members: [JSONMember] = []
        var elements: [JSONValue] = []
        var name = ""
        /// A bit for each mix of length, first and last byte of the names so far: a new bit means a new name.
        var nameBits: UInt64 = 0
        var nameBit: UInt64 = 0
        var route = JSONRoutes.Route()
        var index = 0
    }

    private let routes: JSONRoutes
    private let limits: JSONLimits
    /// The innermost open container; at first a stand-in around the document.
    private var top = Container(mode: .walk)
    private var outer: [Container] = []
    /// Members of the last object at each depth: the next one will have as many.
    private var usualCounts = [Int](repeating: 0, count: 32)
    /// The names of open objects with so many members that looking through them would take long, by depth.
    private var manyNames: [Int: Set<String>] = [:]
    private var expected = Expected.value
    private var target = Target()
    private var line: Int
    /// Offset in the payload of the line's first byte.
    private var lineStart: Int
    /// The container that holds the elements was there, empty or not.
    private(set) var foundElements = false
    private(set) var notes: [FeedNote] = []

    init(routes: JSONRoutes, limits: JSONLimits, line: Int = 1, lineStart: Int = 0) {
        self.routes = routes
        self.limits = limits
        self.line = line
        self.lineStart = lineStart
    }

    /// Reads on from the window's start and moves it.
    mutating func advance(_ window: inout ByteWindow) throws(JSONError) -> Step {
        let bytes = window.base
        let end = window.end
        while true {
            var index = window.start
            while index < end, bytes[index] <= 0x20 {
                let blank = bytes[index]
                guard blank == 0x20 || blank == 0x0A || blank == 0x0D || blank == 0x09 else { break }
                index += 1
                if blank == 0x0A {
                    line += 1
                    lineStart = window.origin + index
                }
            }
            window.start = index
            if index == end {
                if !window.atEnd { return try wait(window) }
                if expected == .nothingMore { return .done }
                throw failure(.cut(expected: expectation), at: window.offset)
            }
            let byte = bytes[index]
            switch expected {
            case .value, .valueOrEnd:
                if byte == UInt8(ascii: "]"), expected == .valueOrEnd {
                    window.start += 1
                    if let step = try close(window) { return step }
                } else if let step = try value(byte, &window) {
                    return step
                }
            case .name, .nameOrEnd:
                if byte == UInt8(ascii: "\"") {
                    guard let name = try string(&window, keep: top.mode != .skip) else { return try wait(window) }
                    top.name = name
                    if top.mode == .build { top.nameBit = nameBit(bytes + index + 1, count: window.start - index - 2) }
                    expected = .colon
                } else if byte == UInt8(ascii: "}"), expected == .nameOrEnd {
                    window.start += 1
                    if let step = try close(window) { return step }
                } else {
                    throw unexpected(byte, window)
                }
            case .colon:
                guard byte == UInt8(ascii: ":") else { throw unexpected(byte, window) }
                window.start += 1
                expected = .value
            case .commaOrEnd:
                window.start += 1
                if byte == UInt8(ascii: ",") {
                    top.index += 1
                    expected = top.isObject ? .name : .value
                } else if byte == UInt8(ascii: top.isObject ? "}" : "]") {
                    if let step = try close(window) { return step }
                } else {
                    window.start -= 1
                    throw unexpected(byte, window)
                }
            case .nothingMore:
                throw unexpected(byte, window)
            }
        }
    }

    // MARK: Values

    private mutating func value(_ byte: UInt8, _ window: inout ByteWindow) throws(JSONError) -> Step? {
        var mode = top.mode
        var route = JSONRoutes.Route()
        if mode == .walk {
            route = self.route
            mode = route.isWanted ? .build : route.leadsOn ? .walk : .skip
            if mode == .build { target = Target(route: route, line: line, byteOffset: window.offset) }
        }
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            if outer.count == limits.depth { throw failure(.tooDeep(limit: limits.depth), at: window.offset) }
            if mode == .walk, route.towardsElements, routes.holdsElements(depth: outer.count) { foundElements = true }
            window.start += 1
            let isObject = byte == UInt8(ascii: "{")
            open(mode, isObject: isObject, route)
            expected = isObject ? .nameOrEnd : .valueOrEnd
            return nil
        case UInt8(ascii: "\""):
            guard let text = try string(&window, keep: mode == .build) else { return try wait(window) }
            return complete(mode == .build ? .string(text) : nil)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            let start = window.start
            guard let end = try number(window) else { return try wait(window) }
            window.start = end
            guard mode == .build else { return complete(nil) }
            let digits = UnsafeBufferPointer(start: window.base + start, count: end - start)
            return complete(.number(String(decoding: digits, as: UTF8.self)))
        case UInt8(ascii: "t"): return try word("true", .bool(true), mode, &window)
        case UInt8(ascii: "f"): return try word("false", .bool(false), mode, &window)
        case UInt8(ascii: "n"): return try word("null", .null, mode, &window)
        default: throw unexpected(byte, window)
        }
    }

    private var route: JSONRoutes.Route {
        if outer.isEmpty { return routes.root }
        return routes.child(top.isObject ? .name(top.name) : .index(top.index), depth: outer.count - 1, of: top.route)
    }

    /// nil: a value that nobody wants.
    private mutating func complete(_ value: JSONValue?) -> Step? {
        expected = outer.isEmpty ? .nothingMore : .commaOrEnd
        guard let value else { return nil }
        guard top.mode == .build else { return .value(value, target) }
        if top.isObject {
            if hasName(top.name) { notes.note(.duplicateName, line: line) }
            top.members.append(JSONMember(top.name, value))
        } else {
            top.elements.append(value)
        }
        return nil
    }

    /// The bit of the name just read, from its bytes in the document. A name with escapes may equal
    /// any other, so it has all bits.
    private func nameBit(_ bytes: UnsafePointer<UInt8>, count: Int) -> UInt64 {
        if count == 0 { return 1 }
        if count != top.name.utf8.count { return ~0 }
        return 1 << UInt64((count &* 31 &+ Int(bytes[0]) &* 7 &+ Int(bytes[count - 1])) & 63)
    }

    /// Whether the open object has stated the name before.
    private mutating func hasName(_ name: String) -> Bool {
        if top.members.count < 24 {
            let isNew = top.nameBits & top.nameBit == 0
            top.nameBits |= top.nameBit
            return !isNew && top.members.contains { $0.name == name }
        }
        if top.members.count == 24 { manyNames[outer.count] = Set(top.members.map(\.name)) }
        return manyNames[outer.count]?.insert(name).inserted == false
    }

    private mutating func open(_ mode: Mode, isObject: Bool, _ route: JSONRoutes.Route) {
        var container = Container(mode: mode, isObject: isObject, route: route)
        let depth = outer.count
        if container.mode == .build, container.isObject, depth < usualCounts.count {
            container.members.reserveCapacity(usualCounts[depth])
        }
        swap(&container, &top)
        outer.append(consume container)
    }

    private mutating func close(_ window: ByteWindow) throws(JSONError) -> Step? {
        guard var closed = outer.popLast() else { return nil }
        swap(&closed, &top)
        guard closed.mode == .build else { return complete(nil) }
        try checkSize(window)
        let depth = outer.count
        if closed.isObject {
            if depth < usualCounts.count { usualCounts[depth] = min(closed.members.count, 64) }
            return complete(.object(closed.members))
        }
        return complete(.array(closed.elements))
    }

    private mutating func string(_ window: inout ByteWindow, keep: Bool) throws(JSONError) -> String? {
        let bytes = window.base
        let start = window.start + 1
        let token: JSONScan.StringToken
        do {
            guard let found = try JSONScan.string(bytes, from: start, to: window.end) else { return nil }
            token = found
        } catch {
            throw failure(error, window)
        }
        let count = token.end - start
        if !token.isASCII, let fault = UTF8Sequence.firstFault(in: bytes + start, count: count) {
            throw failure(.notUTF8(bytes[start + fault]), at: window.origin + start + fault)
        }
        window.start = token.end + 1
        if !keep { return "" }
        if !token.hasEscapes {
            return String(decoding: UnsafeBufferPointer(start: bytes + start, count: count), as: UTF8.self)
        }
        let (text, isWhole) = JSONScan.unescaped(bytes, from: start, to: token.end)
        if !isWhole { notes.note(.loneSurrogate, line: line) }
        return text
    }

    private func number(_ window: ByteWindow) throws(JSONError) -> Int? {
        do {
            return try JSONScan.number(window.base, from: window.start, to: window.end, atEnd: window.atEnd)
        } catch {
            throw failure(error, window)
        }
    }

    private mutating func word(
        _ word: StaticString, _ value: JSONValue, _ mode: Mode, _ window: inout ByteWindow
    ) throws(JSONError) -> Step? {
        let count = word.utf8CodeUnitCount
        for index in 0..<count {
            if index == window.count {
                if !window.atEnd { return try wait(window) }
                throw failure(.cut(expected: expectation), at: window.offset + index)
            }
            if window.base[window.start + index] != word.utf8Start[index] {
                throw unexpected(window.base[window.start], window)
            }
        }
        window.start += count
        return complete(mode == .build ? value : nil)
    }

    // MARK: Limits and errors

    /// More bytes are needed, unless there are too many already or none will come.
    private func wait(_ window: ByteWindow) throws(JSONError) -> Step {
        if window.atEnd { throw failure(.cut(expected: "the end of a string"), at: window.origin + window.end) }
        if window.count > limits.element { throw failure(.tooLarge(limit: limits.element), at: window.offset) }
        if top.mode == .build { try checkSize(window) }
        return .needsMore
    }

    private func checkSize(_ window: ByteWindow) throws(JSONError) {
        let limit = target.route.isElement ? limits.element : limits.capture
        if window.offset - target.byteOffset > limit { throw failure(.tooLarge(limit: limit), at: target.byteOffset) }
    }

    private func failure(_ problem: JSONError.Problem, at offset: Int) -> JSONError {
        JSONError(problem: problem, line: line, column: max(offset - lineStart, 0) + 1, byteOffset: offset)
    }

    private func failure(_ fault: JSONScan.Fault, _ window: ByteWindow) -> JSONError {
        switch fault {
        case .controlCharacter(let index):
            failure(.controlCharacter(window.base[index]), at: window.origin + index)
        case .badEscape(let index): failure(.badEscape, at: window.origin + index)
        case .badNumber(let index): failure(.badNumber, at: window.origin + index)
        }
    }

    private func unexpected(_ byte: UInt8, _ window: ByteWindow) -> JSONError {
        let found =
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ":"),
                UInt8(ascii: ","):
                "\"\(Unicode.Scalar(byte))\""
            case UInt8(ascii: "\""): "a string"
            case UInt8(ascii: "'"): "a single quote"
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): "a number"
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): "a word"
            case 0..<0x20, 0x7F: "a control character (\(hexadecimal(byte)))"
            case 0x80...: "a character outside ASCII"
            default: "a punctuation mark"
            }
        return failure(.unexpected(found: found, expected: expectation), at: window.offset)
    }

    private var expectation: String {
        switch expected {
        case .value: "a value"
        case .valueOrEnd: "a value or the end of the array"
        case .name: "a quoted name"
        case .nameOrEnd: "a quoted name or the end of the object"
        case .colon: "a colon"
        case .commaOrEnd: top.isObject ? "a comma or the end of the object" : "a comma or the end of the array"
        case .nothingMore: "the end of the document"
        }
    }
}
