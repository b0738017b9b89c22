// One JSON value into a tape. It stops where the bytes end and goes on from there when more have come.

struct JSONBuilder {
    private var entries: [JSONEntry]
    private var stamps = [UInt32](repeating: 0, count: JSONNames.slots)
    private var state = State()
    /// Bytes of the value at most; offsets have 32 bits.
    private var limit = 0
    private let depth: Int

    init(depth: Int) {
        self.depth = depth
        entries = [JSONEntry](repeating: JSONEntry(), count: 256)
    }

    /// Line at which the value begins, and later the one at which it has ended.
    var line: JSONLine { state.line }
    var notes: [FeedNote] { state.notes }

    mutating func begin(_ line: JSONLine, limit: Int) {
        let serial = state.serial
        self.limit = min(limit, Int(UInt32.max) - 16)
        state = State(line: line, serial: serial)
    }

    /// Reads on in the value that begins at the window's start; its length when it is whole, nil when more bytes are
    /// needed. The window keeps its start meanwhile.
    mutating func advance(_ window: ByteWindow) throws(JSONError) -> Int? {
        let bytes = UnsafePointer(window.base + window.start)
        let origin = window.offset
        // Offsets of 32 bits: what is beyond the limit isn't looked at.
        let end = min(window.count, limit + 1)
        let atEnd = window.atEnd && end == window.count
        var state = self.state
        defer { self.state = state }
        while true {
            let room = entries.count
            let stop = try entries.withUnsafeMutableBufferPointer { entries throws(JSONError) in
                try stamps.withUnsafeMutableBufferPointer { stamps throws(JSONError) in
                    try state.run(bytes, end, atEnd: atEnd, origin: origin, depth: depth, entries, stamps)
                }
            }
            switch stop {
            case .tapeFull: entries.append(contentsOf: repeatElement(JSONEntry(), count: room))
            case .done:
                if state.position > limit { throw state.line.error(.tooLarge(limit: limit), at: origin) }
                return state.position
            case .needsMore:
                if window.count > limit { throw state.line.error(.tooLarge(limit: limit), at: origin) }
                if window.atEnd { throw state.cut(in: window) }
                return nil
            }
        }
    }

    /// The value that has been read, from the window's start.
    func value(_ window: ByteWindow, length: Int) -> JSONValue {
        entries.withUnsafeBufferPointer { entries in
            JSONValue(
                tape: JSONTape(
                    entries: UnsafeBufferPointer(rebasing: entries[..<state.used]),
                    bytes: UnsafeBufferPointer(start: window.base + window.start, count: length)))
        }
    }
}

extension JSONBuilder {
    private enum Stop {
        case needsMore, tapeFull, done
    }

    private struct State {
        var line = JSONLine()
        var notes: [FeedNote] = []
        var serial: UInt32 = 0
        var expected = JSONExpectation.value
        /// Bytes used.
        var position = 0
        /// Entries used.
        var used = 0
        /// Entry of the innermost open container, -1 for none. An open container's `end` is the entry of the one
        /// around it, plus one; its `extra` the children that it has when one of them is opened.
        var open = -1
        var inObject = false
        /// Children of the innermost open container.
        var children: UInt32 = 0
        var opened = 0

        init(line: JSONLine = JSONLine(), serial: UInt32 = 0) {
            self.line = line
            self.serial = serial
        }

        func cut(in window: ByteWindow) -> JSONError {
            let isInString = position < window.count && window.base[window.start + position] == UInt8(ascii: "\"")
            let expected = isInString ? "the end of a string" : expected.words(inObject: inObject)
            return line.error(.cut(expected: expected), at: window.offset + window.count)
        }

        mutating func run(
            _ bytes: UnsafePointer<UInt8>, _ end: Int, atEnd: Bool, origin: Int, depth: Int,
            _ entries: UnsafeMutableBufferPointer<JSONEntry>, _ stamps: UnsafeMutableBufferPointer<UInt32>
        ) throws(JSONError) -> Stop {
            var index = position
            var used = self.used
            var expected = self.expected
            defer {
                position = index
                self.used = used
                self.expected = expected
            }
            while true {
                while index < end, bytes[index] <= 0x20 {
                    let blank = bytes[index]
                    guard blank == 0x20 || blank == 0x0A || blank == 0x0D || blank == 0x09 else { break }
                    index += 1
                    if blank == 0x0A {
                        line.number += 1
                        line.start = origin + index
                    }
                }
                if index >= end { return .needsMore }
                if used == entries.count { return .tapeFull }
                let byte = bytes[index]
                switch expected {
                case .value, .valueOrEnd:
                    switch byte {
                    case UInt8(ascii: "\""):
                        let last = try string(bytes, index, end, origin, &entries[used], isName: false)
                        if last < 0 { return .needsMore }
                        index = last
                    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                        let last: Int
                        do {
                            last = try JSONScan.number(bytes, from: index, to: end, atEnd: atEnd)
                        } catch {
                            throw line.error(error, in: bytes, origin: origin)
                        }
                        if last < 0 { return .needsMore }
                        entries[used] = JSONEntry(start: UInt32(index), end: UInt32(last))
                        index = last
                    case UInt8(ascii: "{"), UInt8(ascii: "["):
                        if opened == depth { throw line.error(.tooDeep(limit: depth), at: origin + index) }
                        opened += 1
                        if open >= 0 { entries[open].extra = children }
                        entries[used] = JSONEntry(start: UInt32(index), end: UInt32(open + 1))
                        open = used
                        used += 1
                        index += 1
                        children = 0
                        inObject = byte == UInt8(ascii: "{")
                        expected = inObject ? .nameOrEnd : .valueOrEnd
                        continue
                    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
                        let length = JSONScan.word(bytes, from: index, to: end)
                        if length < 0 { throw unexpected(byte, expected, origin + index) }
                        if length == 0 { return .needsMore }
                        entries[used] = JSONEntry(start: UInt32(index), end: UInt32(index + length))
                        index += length
                    case UInt8(ascii: "]") where expected == .valueOrEnd:
                        index += 1
                        close(bytes, index, &used, entries, stamps)
                        if open < 0 { return .done }
                        expected = .commaOrEnd
                        continue
                    default: throw unexpected(byte, expected, origin + index)
                    }
                    used += 1
                    if open < 0 { return .done }
                    children &+= 1
                    expected = .commaOrEnd
                case .name, .nameOrEnd:
                    if byte == UInt8(ascii: "\"") {
                        let last = try string(bytes, index, end, origin, &entries[used], isName: true)
                        if last < 0 { return .needsMore }
                        index = last
                        used += 1
                        // Mostly the colon follows at once.
                        if index < end, bytes[index] == UInt8(ascii: ":") {
                            index += 1
                            expected = .value
                        } else {
                            expected = .colon
                        }
                    } else if byte == UInt8(ascii: "}"), expected == .nameOrEnd {
                        index += 1
                        close(bytes, index, &used, entries, stamps)
                        if open < 0 { return .done }
                        expected = .commaOrEnd
                    } else {
                        throw unexpected(byte, expected, origin + index)
                    }
                case .colon:
                    if byte != UInt8(ascii: ":") { throw unexpected(byte, expected, origin + index) }
                    index += 1
                    expected = .value
                case .commaOrEnd:
                    if byte == UInt8(ascii: ",") {
                        index += 1
                        expected = inObject ? .name : .value
                    } else if byte == (inObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
                        index += 1
                        close(bytes, index, &used, entries, stamps)
                        if open < 0 { return .done }
                    } else {
                        throw unexpected(byte, expected, origin + index)
                    }
                case .nothingMore: return .done
                }
            }
        }

        /// Index after the string's closing quote, or -1.
        @inline(__always)
        private mutating func string(
            _ bytes: UnsafePointer<UInt8>, _ index: Int, _ end: Int, _ origin: Int, _ entry: inout JSONEntry,
            isName: Bool
        ) throws(JSONError) -> Int {
            var hasEscapes = false
            let quote: Int
            do {
                quote = try JSONScan.string(bytes, from: index + 1, to: end, hasEscapes: &hasEscapes)
            } catch {
                throw line.error(error, in: bytes, origin: origin)
            }
            if quote < 0 { return -1 }
            var extra: UInt32 = 0
            if isName { extra = JSONEntry.isName | JSONNames.hash(bytes, from: index + 1, to: quote, readable: end) }
            if hasEscapes {
                extra |= JSONEntry.hasEscapes
                if JSONScan.hasHalf(bytes, from: index + 1, to: quote) { notes.note(.loneSurrogate, line: line.number) }
            }
            entry = JSONEntry(start: UInt32(index), end: UInt32(quote + 1), extra: extra)
            return quote + 1
        }

        /// Closes the innermost container, whose last byte is before `index`.
        @inline(__always)
        private mutating func close(
            _ bytes: UnsafePointer<UInt8>, _ index: Int, _ used: inout Int,
            _ entries: UnsafeMutableBufferPointer<JSONEntry>, _ stamps: UnsafeMutableBufferPointer<UInt32>
        ) {
            let closed = open
            opened -= 1
            if inObject, children > 1 {
                if serial == .max {
                    serial = 0
                    stamps.update(repeating: 0)
                }
                serial &+= 1
                let replaced = JSONNames.dropReplaced(
                    bytes, closed, &used, Int(children), entries, stamps, serial: serial)
                if replaced > 0 {
                    children -= UInt32(replaced)
                    for _ in 0..<replaced { notes.note(.duplicateName, line: line.number) }
                }
            }
            open = Int(entries[closed].end) - 1
            entries[closed].end = UInt32(index)
            entries[closed].span = UInt32(used - closed)
            entries[closed].extra = children
            guard open >= 0 else { return }
            children = entries[open].extra &+ 1
            inObject = bytes[Int(entries[open].start)] == UInt8(ascii: "{")
        }

        private func unexpected(_ byte: UInt8, _ expected: JSONExpectation, _ offset: Int) -> JSONError {
            line.error(found: byte, expected: expected.words(inObject: inObject), at: offset)
        }
    }
}
