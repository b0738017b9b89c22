// The way through a document to what is wanted in it, over a window of bytes: it stops when it needs more of them or
// has a wanted value, and goes on from there. What isn't wanted is checked and let go.

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

    /// A container on the way to something wanted.
    private struct Container {
        let isObject: Bool
        let route: JSONRoutes.Route
        var name: [UInt8] = []
        var index = 0
        /// Names that led on, by hash: whoever follows them as they pass can't take the last of two.
        var followed: Set<Int> = []
    }

    private let routes: JSONRoutes
    private let limits: JSONLimits
    private var walked: [Container] = []
    /// The containers inside something that nobody wants: whether each is an object.
    private var skipped: [Bool] = []
    private var builder: JSONBuilder
    private var isBuilding = false
    private var expected = JSONExpectation.value
    private var target = Target()
    private var line: JSONLine
    /// The container that holds the elements was there, empty or not.
    private(set) var foundElements = false
    private(set) var notes: [FeedNote] = []

    init(routes: JSONRoutes, limits: JSONLimits, line: JSONLine = JSONLine()) {
        self.routes = routes
        self.limits = limits
        self.line = line
        builder = JSONBuilder(depth: limits.depth)
    }

    /// Reads on from the window's start and moves it.
    mutating func advance(_ window: inout ByteWindow) throws(JSONError) -> Step {
        if isBuilding { return try build(&window) }
        let bytes = window.base
        let end = window.end
        while true {
            var index = window.start
            while index < end, bytes[index] <= 0x20 {
                let blank = bytes[index]
                guard blank == 0x20 || blank == 0x0A || blank == 0x0D || blank == 0x09 else { break }
                index += 1
                if blank == 0x0A {
                    line.number += 1
                    line.start = window.origin + index
                }
            }
            window.start = index
            if index == end {
                if !window.atEnd { return .needsMore }
                if expected == .nothingMore { return .done }
                if expected == .value, walked.isEmpty, skipped.isEmpty { throw JSONError.mistaken(.nothing) }
                throw line.error(.cut(expected: expected.words(inObject: inObject)), at: window.offset)
            }
            let byte = bytes[index]
            switch expected {
            case .value, .valueOrEnd:
                if byte == UInt8(ascii: "]"), expected == .valueOrEnd {
                    window.start += 1
                    close()
                } else if let step = try value(byte, &window) {
                    return step
                }
            case .name, .nameOrEnd:
                if byte == UInt8(ascii: "\"") {
                    guard try name(&window) else { return try wait(window) }
                    expected = .colon
                } else if byte == UInt8(ascii: "}"), expected == .nameOrEnd {
                    window.start += 1
                    close()
                } else {
                    throw unexpected(byte, window)
                }
            case .colon:
                guard byte == UInt8(ascii: ":") else { throw unexpected(byte, window) }
                if skipped.isEmpty { try follow(window) }
                window.start += 1
                expected = .value
            case .commaOrEnd:
                if byte == UInt8(ascii: ",") {
                    if skipped.isEmpty { walked[walked.count - 1].index += 1 }
                    expected = inObject ? .name : .value
                } else if byte == (inObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
                    close()
                } else {
                    throw unexpected(byte, window)
                }
                window.start += 1
            case .nothingMore:
                throw unexpected(byte, window)
            }
        }
    }

    private var inObject: Bool { skipped.last ?? walked.last?.isObject ?? false }

    // MARK: Values

    private mutating func value(_ byte: UInt8, _ window: inout ByteWindow) throws(JSONError) -> Step? {
        var route = JSONRoutes.Route()
        if skipped.isEmpty {
            route = self.route(byte)
            if route.isWanted {
                target = Target(route: route, line: line.number, byteOffset: window.offset)
                isBuilding = true
                builder.begin(line, limit: route.isElement ? limits.element : limits.capture)
                return try build(&window)
            }
        }
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            if walked.count + skipped.count == limits.depth {
                throw line.error(.tooDeep(limit: limits.depth), at: window.offset)
            }
            let isObject = byte == UInt8(ascii: "{")
            if route.leadsOn {
                if route.towardsElements, routes.holdsElements(depth: walked.count) { foundElements = true }
                walked.append(Container(isObject: isObject, route: route))
            } else {
                skipped.append(isObject)
            }
            window.start += 1
            expected = isObject ? .nameOrEnd : .valueOrEnd
            return nil
        case UInt8(ascii: "\""):
            guard let (end, _) = try string(window) else { return try wait(window) }
            window.start = end
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            let end: Int
            do {
                end = try JSONScan.number(window.base, from: window.start, to: window.end, atEnd: window.atEnd)
            } catch {
                throw line.error(error, in: window.base, origin: window.origin)
            }
            if end < 0 { return try wait(window) }
            window.start = end
        case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
            let length = JSONScan.word(window.base, from: window.start, to: window.end)
            if length < 0 { throw unexpected(byte, window) }
            if length == 0 { return try wait(window) }
            window.start += length
        default: throw unexpected(byte, window)
        }
        complete()
        return nil
    }

    private func route(_ first: UInt8) -> JSONRoutes.Route {
        guard let parent = walked.last else { return routes.root(first) }
        let depth = walked.count - 1
        return parent.isObject
            ? routes.child(named: parent.name, depth: depth, of: parent.route)
            : routes.child(at: parent.index, depth: depth, of: parent.route)
    }

    /// Refuses the second of two equal names on the way to something wanted.
    private mutating func follow(_ window: ByteWindow) throws(JSONError) {
        guard let last = walked.indices.last else { return }
        let route = route(0)
        guard route.isWanted || route.leadsOn else { return }
        // Past so many names of one object their hashes would take the memory.
        guard walked[last].followed.count < 1 << 20 else { return }
        if !walked[last].followed.insert(walked[last].name.hashValue).inserted {
            throw line.error(.repeatedName, at: window.offset)
        }
    }

    /// Goes on with a wanted value.
    private mutating func build(_ window: inout ByteWindow) throws(JSONError) -> Step {
        guard let length = try builder.advance(window) else { return .needsMore }
        isBuilding = false
        let value = builder.value(window, length: length)
        line = builder.line
        for note in builder.notes { notes.add(note) }
        window.start += length
        complete()
        return .value(value, target)
    }

    private mutating func complete() {
        expected = skipped.isEmpty && walked.isEmpty ? .nothingMore : .commaOrEnd
    }

    private mutating func close() {
        if skipped.popLast() == nil { walked.removeLast() }
        complete()
    }

    private mutating func name(_ window: inout ByteWindow) throws(JSONError) -> Bool {
        guard let (end, hasEscapes) = try string(window) else { return false }
        if skipped.isEmpty {
            let inside = (window.start + 1, end - 1)
            walked[walked.count - 1].name =
                hasEscapes
                ? JSONScan.unescaped(window.base, from: inside.0, to: inside.1, halves: .asUTF8WouldBe)
                : Array(UnsafeBufferPointer(start: window.base + inside.0, count: inside.1 - inside.0))
        }
        window.start = end
        return true
    }

    /// Index after a string's closing quote; nil when it isn't all there.
    private func string(_ window: ByteWindow) throws(JSONError) -> (end: Int, hasEscapes: Bool)? {
        var hasEscapes = false
        do {
            let quote = try JSONScan.string(
                window.base, from: window.start + 1, to: window.end, hasEscapes: &hasEscapes)
            return quote < 0 ? nil : (quote + 1, hasEscapes)
        } catch {
            throw line.error(error, in: window.base, origin: window.origin)
        }
    }

    // MARK: Limits and errors

    /// More bytes are needed, unless there are too many already or none will come.
    private func wait(_ window: ByteWindow) throws(JSONError) -> Step {
        if window.atEnd {
            let isString = window.base[window.start] == UInt8(ascii: "\"")
            let expected = isString ? "the end of a string" : expected.words(inObject: inObject)
            throw line.error(.cut(expected: expected), at: window.origin + window.end)
        }
        if window.count > limits.element { throw line.error(.tooLarge(limit: limits.element), at: window.offset) }
        return .needsMore
    }

    private func unexpected(_ byte: UInt8, _ window: ByteWindow) -> JSONError {
        line.error(found: byte, expected: expected.words(inObject: inObject), at: window.offset)
    }
}
