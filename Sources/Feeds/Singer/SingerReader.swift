// What a Singer tap prints (Singer 0.3.0): one JSON object on each line, of the types SCHEMA, RECORD and STATE.

/// Bounds on what a tap may print.
public struct SingerLimits: Sendable, Equatable {
    /// Bytes of one message.
    public var message = 64 << 20
    /// Lines that are no message: more of them, and the program speaks something else.
    public var strayLines = 10_000
    /// Streams that are told apart; the records of others are counted together.
    public var streams = 1000

    public init() {}
}

/// A message that counts as a row.
public enum SingerEvent: Sendable, Equatable {
    /// A RECORD's `record`, with its own place in the payload; its number counts all records.
    case record(stream: String, JSONElement)
    /// What may have been a record and can't be used as one.
    case unreadable(SingerAside)
}

/// A message that gives no row to the stream that is read, and is told all the same.
public struct SingerAside: Sendable, Equatable {
    public enum Kind: Sendable, Equatable {
        /// A record of a stream that nobody reads.
        case unread(stream: String)
        /// What is wrong, as a sentence.
        case unreadable(what: String)
    }

    public let line: Int
    public let byteOffset: Int
    public let number: Int
    public let kind: Kind

    public init(line: Int, byteOffset: Int, number: Int, kind: Kind) {
        self.line = line
        self.byteOffset = byteOffset
        self.number = number
        self.kind = kind
    }
}

/// Reads a tap's output to its end, one message at a time.
///
/// `type` is taken in any case. Types that aren't known are passed over and counted; so are lines that are no JSON
/// object, which libraries like to print. A broken line that looks like a message is a row that can't be read: none is
/// lost without a word.
public struct SingerReader: Sendable {
    public let limits: SingerLimits
    /// Smaller in tests, so that every message meets the edge of the window.
    var windowCapacity = ByteWindow.usualCapacity

    public init(limits: SingerLimits = SingerLimits()) {
        self.limits = limits
    }

    /// Throws `SingerError` for an output that is refused whole, what the source throws, and what `each` throws. What
    /// `each` was given before an error counts for nothing.
    ///
    /// - Parameter stream: lines that can't be about this stream aren't looked into, and nothing is said of them: for
    ///   whoever has had the whole output read once.
    public func read(
        _ source: inout some ByteSource, only stream: String? = nil, _ each: (SingerEvent) throws -> Void
    ) throws -> SingerSummary {
        let wanted = stream.map { JSONValue.string($0).serialisedBytes() }
        var summary = SingerSummary()
        var window = ByteWindow(capacity: windowCapacity)
        defer { window.deallocate() }
        var builder = JSONBuilder(depth: JSONLimits().depth)
        try source.seek(to: 0)
        while window.count < 3, !window.atEnd { try window.fill(from: &source) }
        window.skipMark()
        var line = 0
        // Where the search for the line's end goes on when more bytes have come.
        var searched = 0
        while true {
            let found = ByteSearch.first(
                0x0A, in: window.base + window.start + searched, count: window.count - searched
            ).map { $0 + searched }
            if found == nil, !window.atEnd, window.count <= limits.message {
                searched = window.count
                try window.fill(from: &source)
                continue
            }
            searched = 0
            let length = found ?? window.count
            if found == nil, length == 0 { break }
            line += 1
            if length > limits.message { throw SingerError.messageTooLong(line: line, limit: limits.message) }
            let bytes = UnsafeBufferPointer(start: window.base + window.start, count: length)
            let isAside =
                wanted.map { !ByteSearch.holds(bytes, $0) && !ByteSearch.holds(bytes, Self.backslash) } ?? false
            if !isAside, let first = bytes.firstIndex(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) {
                let place = SingerPlace(line: line, offset: window.offset)
                if bytes[first] == UInt8(ascii: "{"), let value = Self.value(&builder, window, length, place, limits) {
                    for note in builder.notes { summary.notes.add(note) }
                    try take(value, at: place, bytes, &summary, each)
                } else {
                    try pass(over: bytes, at: place, isLast: found == nil, &summary, each)
                }
            }
            window.start += length + (found == nil ? 0 : 1)
        }
        return summary
    }

    private static func value(
        _ builder: inout JSONBuilder, _ window: ByteWindow, _ length: Int, _ place: SingerPlace, _ limits: SingerLimits
    ) -> JSONValue? {
        let document = window.piece(to: window.start + length)
        return try? builder.document(
            document, JSONLine(number: place.line, start: place.offset), limit: limits.message)
    }

    // MARK: Messages

    private func take(
        _ message: JSONValue, at place: SingerPlace, _ bytes: UnsafeBufferPointer<UInt8>,
        _ summary: inout SingerSummary, _ each: (SingerEvent) throws -> Void
    ) throws {
        // An object without a type is a line of somebody's log.
        guard let type = message["type"]?.text else {
            return try pass(over: bytes, at: place, isLast: false, &summary, each)
        }
        summary.messages += 1
        let stream = message["stream"]?.text
        switch type.uppercased() {
        case "RECORD":
            guard let stream, !stream.isEmpty else {
                return try reject("This RECORD doesn't say of which stream it is.", at: place, &summary, each)
            }
            guard let record = message["record"], record.kind == .object else {
                return try reject("This RECORD holds no object under `record`.", at: place, &summary, each)
            }
            summary.rows += 1
            summary.count(recordOf: stream, limits)
            let offset = place.offset + record.tape.withView { Int($0.entries[record.index].start) }
            let element = JSONElement(line: place.line, byteOffset: offset, number: summary.rows, value: record)
            try each(.record(stream: stream, element))
        case "SCHEMA":
            guard let stream else { return summary.broken.add(line: place.line) }
            summary.take(schema: message, of: stream, line: place.line, limits)
        case "STATE":
            guard let value = message["value"] else { return summary.broken.add(line: place.line) }
            summary.take(state: value)
        case "ACTIVATE_VERSION": summary.activations.add(stream ?? "?", line: place.line, limits)
        case "BATCH": throw SingerError.batch(line: place.line)
        default: summary.unknown.add(type, line: place.line, limits)
        }
    }

    private func reject(
        _ what: String, at place: SingerPlace, _ summary: inout SingerSummary, _ each: (SingerEvent) throws -> Void
    ) throws {
        summary.rows += 1
        summary.noteUnreadable()
        try each(
            .unreadable(
                SingerAside(
                    line: place.line, byteOffset: place.offset, number: summary.rows, kind: .unreadable(what: what))))
    }

    /// A line that is no message: somebody's print, or a message that broke.
    private func pass(
        over bytes: UnsafeBufferPointer<UInt8>, at place: SingerPlace, isLast: Bool, _ summary: inout SingerSummary,
        _ each: (SingerEvent) throws -> Void
    ) throws {
        if isLast, Self.isBeginning(bytes) { throw SingerError.cut(line: place.line) }
        guard ByteSearch.holds(bytes, Self.type) else {
            summary.stray.add(line: place.line)
            if summary.stray.count > limits.strayLines {
                throw SingerError.tooManyStrayLines(limit: limits.strayLines, isTap: summary.messages > 0)
            }
            return
        }
        guard Self.recordTypes.contains(where: { ByteSearch.holds(bytes, $0) }) else {
            return summary.broken.add(line: place.line)
        }
        try reject("This line looks like a record of the tap, but it isn't JSON.", at: place, &summary, each)
    }

    /// Whether the bytes begin as an object does, and not as a program prints one of its own.
    private static func isBeginning(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let text = bytes.lazy.filter { $0 > 0x20 }.prefix(2).map(\.self)
        return text.first == UInt8(ascii: "{") && (text.count == 1 || text.last == UInt8(ascii: "\""))
    }

    private static let backslash = [UInt8(ascii: "\\")]
    private static let type = Array("\"type\"".utf8)
    private static let recordTypes = ["RECORD", "record", "Record"].map { Array("\"\($0)\"".utf8) }
}

/// Where a message begins.
struct SingerPlace {
    let line: Int
    let offset: Int
}

extension ByteSearch {
    /// Whether the bytes hold a short text, which isn't empty.
    static func holds(_ bytes: UnsafeBufferPointer<UInt8>, _ text: [UInt8]) -> Bool {
        guard let base = bytes.baseAddress, bytes.count >= text.count else { return false }
        var start = 0
        while start <= bytes.count - text.count,
            let found = first(text[0], in: base + start, count: bytes.count - text.count + 1 - start)
        {
            if bytes[(start + found)...].starts(with: text) { return true }
            start += found + 1
        }
        return false
    }
}
