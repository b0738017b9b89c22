// Short words for the tests of this room: payloads as text or bytes, sources that dribble.

@testable import Feeds

/// Hands out at most `step` bytes at a time, as a slow connection does.
struct DribblingSource: ByteSource {
    var memory: MemoryByteSource
    let step: Int

    init(_ bytes: [UInt8], step: Int) {
        memory = MemoryByteSource(bytes)
        self.step = step
    }

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        memory.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(step, buffer.count)]))
    }

    mutating func seek(to offset: Int) {
        memory.seek(to: offset)
    }
}

/// Everything that reading a CSV payload told.
struct CSVReading {
    var events: [CSVEvent] = []
    var summary: CSVSummary

    init(
        _ bytes: [UInt8], _ dialect: CSVDialect = CSVDialect(), limits: CSVLimits = CSVLimits(), window: Int? = nil,
        step: Int = .max
    ) throws {
        var reader = CSVReader(dialect: dialect, limits: limits)
        if let window { reader.windowCapacity = window }
        var source = DribblingSource(bytes, step: step)
        var events: [CSVEvent] = []
        summary = try reader.read(&source) { events.append($0) }
        self.events = events
    }

    init(_ text: String, _ dialect: CSVDialect = CSVDialect(), limits: CSVLimits = CSVLimits()) throws {
        try self.init(Array(text.utf8), dialect, limits: limits)
    }

    var rows: [CSVRow] { events.compactMap { if case .row(let row) = $0 { row } else { nil } } }
    var texts: [[String]] { rows.map(\.texts) }
    var rejections: [CSVRejection] { events.compactMap { if case .rejected(let it) = $0 { it } else { nil } } }
    var asides: [CSVAside] { events.compactMap { if case .aside(let it) = $0 { it } else { nil } } }
    var faults: [CSVRowFault] { rejections.map(\.fault) }
}

/// The error of a payload refused whole, or nil.
func csvRefusal(_ bytes: [UInt8], _ dialect: CSVDialect = CSVDialect()) -> CSVError? {
    do {
        _ = try CSVReading(bytes, dialect)
        return nil
    } catch {
        return error as? CSVError
    }
}

func csvRefusal(_ text: String, _ dialect: CSVDialect = CSVDialect()) -> CSVError? {
    csvRefusal(Array(text.utf8), dialect)
}
