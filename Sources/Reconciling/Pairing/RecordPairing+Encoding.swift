// How a file keeps the sources of a record that several feeds state.

import SENDRecords

extension RecordPairing? {
    func write(to writer: inout CanonicalWriter) {
        guard let self else {
            writer.number(0)
            return
        }
        writer.number(UInt64(self.sources.count))
        for source in self.sources {
            writer.text(source.feed)
            writer.text(source.key)
            writer.text(source.parent ?? "")
        }
        switch self.reason {
        case .sameReference: writer.byte(0)
        case .sameDay: writer.byte(1)
        case .daysApart(let days):
            writer.byte(2)
            writer.number(UInt64(days))
        case .sameParent: writer.byte(3)
        case .sameFields: writer.byte(4)
        }
    }

    /// Reads what `write(to:)` wrote; the outer nil where the bytes are none.
    init?(from reader: inout CanonicalReader) {
        guard let count = reader.number() else { return nil }
        if count == 0 {
            self = .none
            return
        }
        var sources: [RecordSource] = []
        for _ in 0..<count {
            guard let feed = reader.text(), let key = reader.text(), let parent = reader.text() else { return nil }
            sources.append(RecordSource(feed: feed, key: key, parent: parent.isEmpty ? nil : parent))
        }
        guard let tag = reader.byte() else { return nil }
        let reason: PairingReason
        switch tag {
        case 0: reason = .sameReference
        case 1: reason = .sameDay
        case 2:
            guard let days = reader.number() else { return nil }
            reason = .daysApart(Int(days))
        case 3: reason = .sameParent
        case 4: reason = .sameFields
        default: return nil
        }
        self = RecordPairing(sources: sources, reason: reason)
    }
}
