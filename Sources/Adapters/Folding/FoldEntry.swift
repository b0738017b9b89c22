// What one row, or one part of a row, says of a folded record.

import SENDRecords

/// Where a row stands, for what is folded of it.
public struct FoldRow: Sendable, Equatable {
    /// The row's number within the run, from 0.
    public let sequence: Int
    /// Index in the payloads of the run.
    public let payload: Int
    public let number: Int
    public let line: Int
    public let byteOffset: Int
    /// False for a row that is read only for what it says of records that other rows state too.
    public let isCounted: Bool

    public init(
        sequence: Int, payload: Int, number: Int, line: Int, byteOffset: Int, isCounted: Bool = true
    ) {
        self.sequence = sequence
        self.payload = payload
        self.number = number
        self.line = line
        self.byteOffset = byteOffset
        self.isCounted = isCounted
    }
}

struct FoldEntry {
    let row: FoldRow
    let record: SourceRecord

    var bytes: [UInt8] {
        var writer = CanonicalWriter(capacity: 160)
        for number in [row.sequence, row.payload, row.number, row.line, row.byteOffset] {
            writer.number(UInt64(number))
        }
        writer.byte(row.isCounted ? 1 : 0)
        writer.byte(record.type.number)
        writer.text(record.key)
        writer.byte(record.subject.kind.rawValue)
        writer.text(record.subject.space)
        writer.text(record.subject.key)
        let positions = record.folding?.positions ?? []
        writer.number(UInt64(positions.count))
        for position in positions { writer.text(position) }
        writer.number(UInt64(record.record.values.count))
        for value in record.record.values { writer.value(value) }
        for column in record.columns { writer.number(UInt64(column)) }
        return writer.bytes
    }

    init(_ record: SourceRecord, from row: FoldRow) {
        self.record = record
        self.row = row
    }

    /// Nil for bytes that are no entry.
    init?(_ bytes: [UInt8]) {
        var reader = CanonicalReader(bytes)
        var numbers: [Int] = []
        for _ in 0..<5 {
            guard let number = reader.number() else { return nil }
            numbers.append(Int(truncatingIfNeeded: number))
        }
        guard let isCounted = reader.byte() else { return nil }
        row = FoldRow(
            sequence: numbers[0], payload: numbers[1], number: numbers[2], line: numbers[3], byteOffset: numbers[4],
            isCounted: isCounted == 1)
        guard let type = reader.byte().flatMap(RecordType.numbered), let key = reader.text(),
            let kind = reader.byte().flatMap(EntityKind.init(rawValue:)), let space = reader.text(),
            let subject = reader.text(), let count = reader.number()
        else { return nil }
        var positions: [String] = []
        for _ in 0..<count {
            guard let position = reader.text() else { return nil }
            positions.append(position)
        }
        guard let fields = reader.number(), fields <= UInt64(type.declaration.fields.count) else { return nil }
        var values: [Value] = []
        for _ in 0..<fields {
            guard let value = reader.value() else { return nil }
            values.append(value)
        }
        var columns: [UInt16] = []
        while !reader.isAtEnd {
            guard let column = reader.number() else { return nil }
            columns.append(UInt16(truncatingIfNeeded: column))
        }
        record = SourceRecord(
            type: type, key: key, subject: SubjectKey(kind, space: space, key: subject),
            record: Record(type, values: values), columns: columns, folding: Folding(positions: positions))
    }

    /// Spreads the keys of one record type; the high bits are as good as the low ones.
    var hash: UInt64 {
        var hash = Fold.seed ^ UInt64(record.type.number)
        for byte in record.key.utf8 { hash = (hash ^ UInt64(byte)) &* Fold.prime }
        hash = (hash ^ hash >> 33) &* 0xff51_afd7_ed55_8ccd
        return (hash ^ hash >> 33) &* 0xc4ce_b9fe_1a85_ec53
    }
}
