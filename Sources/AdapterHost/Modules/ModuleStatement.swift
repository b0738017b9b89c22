// What a native module states of one row's bytes.

/// One statement with the place that it cites.
public struct ModuleStatement: Equatable, Sendable {
    /// A field as the module names it, and its value as text.
    public struct Field: Equatable, Sendable {
        public let name: String
        public let value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// A record as the module states it; the mapping judges its values like those of any feed.
    public struct Record: Equatable, Sendable {
        public let type: String
        public let key: String
        /// Empty where the record is about what its key names.
        public let about: String
        /// The partner says that it is no more.
        public let hasEnded: Bool
        public let fields: [Field]

        public init(type: String, key: String, about: String, hasEnded: Bool, fields: [Field]) {
            self.type = type
            self.key = key
            self.about = about
            self.hasEnded = hasEnded
            self.fields = fields
        }
    }

    /// What the module makes of the bytes that it cites.
    public enum Content: Equatable, Sendable {
        case record(Record)
        case leftOut(rule: String)
        case refused(rule: String, what: String)
    }

    /// The run's payloads count from 0.
    public let payload: Int
    public let offset: Int
    public let length: Int
    public let content: Content

    public init(payload: Int, offset: Int, length: Int, content: Content) {
        self.payload = payload
        self.offset = offset
        self.length = length
        self.content = content
    }
}

extension ModuleStatement {
    private enum Mark {
        static let record: UInt8 = 1
        static let ended: UInt8 = 2
        static let leftOut: UInt8 = 3
        static let refused: UInt8 = 4
    }

    static func put(
        record: ModuleRecordBytes, ended: Bool, payload: UInt32, offset: UInt64, length: UInt64,
        into frame: inout FrameWriter
    ) {
        frame.put(ended ? Mark.ended : Mark.record)
        frame.put(payload)
        frame.put(offset)
        frame.put(length)
        frame.put(record.type)
        frame.put(record.key)
        frame.put(record.about)
        frame.put(UInt32(record.fieldCount))
    }

    static func put(
        rule: UnsafeRawBufferPointer, what: UnsafeRawBufferPointer?, payload: UInt32, offset: UInt64, length: UInt64,
        into frame: inout FrameWriter
    ) {
        frame.put(what == nil ? Mark.leftOut : Mark.refused)
        frame.put(payload)
        frame.put(offset)
        frame.put(length)
        frame.put(rule)
        if let what { frame.put(what) }
    }

    /// The next statement of a frame. Form alone is checked here: what it cites is checked by the run.
    static func read(_ reader: inout FrameReader) throws(FrameFault) -> ModuleStatement {
        let mark = try reader.byte()
        let payload = Int(try reader.number32())
        // More than any payload has: it fails as a range that isn't there.
        let offset = Int(clamping: try reader.number64())
        let length = Int(clamping: try reader.number64())
        let content: Content
        switch mark {
        case Mark.record, Mark.ended:
            let type = try reader.text()
            let key = try reader.text()
            let about = try reader.text()
            let count = Int(try reader.number32())
            var fields: [Field] = []
            fields.reserveCapacity(min(count, 64))
            for _ in 0..<count {
                let name = try reader.text()
                fields.append(Field(name: name, value: try reader.text()))
            }
            content = .record(
                Record(type: type, key: key, about: about, hasEnded: mark == Mark.ended, fields: fields))
        case Mark.leftOut: content = .leftOut(rule: try reader.text())
        case Mark.refused:
            let rule = try reader.text()
            content = .refused(rule: rule, what: try reader.text())
        default: throw .unknownKind(mark)
        }
        return ModuleStatement(payload: payload, offset: offset, length: length, content: content)
    }
}

/// A record's head as a module gives it, before it is copied.
struct ModuleRecordBytes {
    let type: UnsafeRawBufferPointer
    let key: UnsafeRawBufferPointer
    let about: UnsafeRawBufferPointer
    let fieldCount: Int
}
