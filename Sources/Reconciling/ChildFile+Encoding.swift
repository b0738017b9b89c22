// How a file is stored: the settled values with the versions that gave them.

import SENDRecords

extension ChildFile {
    private static let format: UInt8 = 2

    /// The stored form; equal files have equal bytes.
    public func encoded() -> [UInt8] {
        var writer = CanonicalWriter(capacity: 512)
        writer.byte(Self.format)
        writer.text(child)
        writer.byte(isRestricted ? 1 : 0)
        writer.number(UInt64(members.count))
        for member in members {
            writer.byte(member.subject.kind.rawValue)
            writer.text(member.subject.space)
            writer.text(member.subject.key)
            // Six decimals: more says nothing about how sure a link is.
            writer.number(UInt64((member.sureness * 1_000_000).rounded()))
        }
        writer.number(UInt64(records.count))
        for record in records { record.write(to: &writer) }
        return writer.bytes
    }

    /// Reads what `encoded()` wrote; nil where the bytes are not a file.
    public init?(encoded bytes: [UInt8]) {
        var reader = CanonicalReader(bytes)
        guard reader.byte() == Self.format, let child = reader.text(), let restricted = reader.byte(),
            let memberCount = reader.number()
        else { return nil }
        var members: [ChildMember] = []
        for _ in 0..<memberCount {
            guard let kind = reader.byte().flatMap(EntityKind.init(rawValue:)), let space = reader.text(),
                let key = reader.text(), let sureness = reader.number()
            else { return nil }
            members.append(
                ChildMember(
                    subject: SubjectKey(kind, space: space, key: key), sureness: Double(sureness) / 1_000_000))
        }
        guard let recordCount = reader.number() else { return nil }
        var records: [SettledRecord] = []
        for _ in 0..<recordCount {
            guard let record = SettledRecord(from: &reader) else { return nil }
            records.append(record)
        }
        self.init(child: child, members: members, records: records, isRestricted: restricted == 1)
    }
}

extension SettledRecord {
    private static let rules: [SettlingRule] = [.onlyStated, .authority, .recency, .agreement, .order]

    /// Writes the record: type, key, feed, its sources where there are several, then each field with its version and rule.
    public func write(to writer: inout CanonicalWriter) {
        writer.byte(type.number)
        writer.text(key)
        writer.text(feed)
        pairing.write(to: &writer)
        writer.number(UInt64(values.count))
        for value in values {
            guard let value else {
                writer.byte(0)
                continue
            }
            writer.byte(UInt8((Self.rules.firstIndex(of: value.rule) ?? 0) + 1))
            writer.number(UInt64(value.version))
            writer.value(value.value)
        }
    }

    /// Reads what `write(to:)` wrote.
    public init?(from reader: inout CanonicalReader) {
        guard let type = reader.byte().flatMap(RecordType.numbered), let key = reader.text(), let feed = reader.text(),
            let pairing = RecordPairing?(from: &reader), let count = reader.number()
        else { return nil }
        var values: [SettledValue?] = []
        for _ in 0..<count {
            guard let tag = reader.byte(), Int(tag) <= Self.rules.count else { return nil }
            if tag == 0 {
                values.append(nil)
                continue
            }
            guard let version = reader.number(), let value = reader.value() else { return nil }
            values.append(
                SettledValue(value: value, version: Int64(version), rule: Self.rules[Int(tag) - 1]))
        }
        self.init(type: type, key: key, feed: feed, values: values, pairing: pairing)
    }
}
