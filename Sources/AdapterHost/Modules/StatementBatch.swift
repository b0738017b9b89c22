// Statements as bytes, for a file where they wait until they are read.

/// Statements with the line that each begins on, in the order in which they came.
public struct StatementBatch {
    private var writer = FrameWriter(HostFrame.statements.rawValue, reserving: 1 << 17)

    public init() {}

    public var count: Int { writer.count }

    /// Puts a statement behind the others, with the line that it begins on.
    public mutating func add(_ statement: ModuleStatement, line: Int) {
        writer.put(UInt64(line))
        statement.put(into: &writer)
    }

    /// The batch as one message; it is used up by it.
    public consuming func bytes() -> [UInt8] { writer.finished() }

    /// What a batch's bytes hold.
    public static func read(_ bytes: [UInt8], _ each: (ModuleStatement, Int) throws -> Void) throws {
        try bytes.withUnsafeBytes { all in
            var reader = FrameReader(UnsafeRawBufferPointer(rebasing: all.dropFirst(5)))
            while !reader.isAtEnd {
                let line = Int(try reader.number64())
                try each(try ModuleStatement.read(&reader), line)
            }
        }
    }
}

extension ModuleStatement {
    fileprivate func put(into writer: inout FrameWriter) {
        func bytes(_ text: String, _ body: (UnsafeRawBufferPointer) -> Void) {
            var text = text
            text.withUTF8 { body(UnsafeRawBufferPointer($0)) }
        }
        let (payload, offset, length) = (UInt32(payload), UInt64(offset), UInt64(length))
        switch content {
        case .record(let record):
            bytes(record.type) { type in
                bytes(record.key) { key in
                    bytes(record.about) { about in
                        ModuleStatement.put(
                            record: ModuleRecordBytes(
                                type: type, key: key, about: about, fieldCount: record.fields.count),
                            ended: record.hasEnded, payload: payload, offset: offset, length: length, into: &writer)
                    }
                }
            }
            for field in record.fields {
                writer.put(field.name)
                writer.put(field.value)
            }
        case .leftOut(let rule):
            bytes(rule) {
                ModuleStatement.put(
                    rule: $0, what: nil, payload: payload, offset: offset, length: length, into: &writer)
            }
        case .refused(let rule, let what):
            bytes(rule) { rule in
                bytes(what) { what in
                    ModuleStatement.put(
                        rule: rule, what: what, payload: payload, offset: offset, length: length, into: &writer)
                }
            }
        }
    }
}
