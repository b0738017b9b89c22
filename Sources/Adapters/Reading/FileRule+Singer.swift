// Reading one stream of what a Singer tap printed, and what is to be said of the rest.

import Feeds

extension FileRule {
    /// Reads the records of the file's stream. The first file of a manifest also tells of everything that is no file's.
    func readStream(
        _ format: SingerFormat, _ source: inout some ByteSource, _ summary: inout PayloadSummary,
        _ each: (PayloadEvent) throws -> Void
    ) throws {
        try each(.elements)
        var rows = 0
        var unread: Set<String> = []
        let found = try SingerReader().read(&source, only: format.isFirst ? nil : format.stream) { event in
            switch event {
            case .record(format.stream, let element):
                rows += 1
                try each(.element(element))
            case .record(let stream, let element):
                guard format.isFirst, !format.streams.contains(stream) else { return }
                rows += 1
                let name = SingerSummary.spoken(stream)
                let isNamed = unread.contains(name) || unread.count < Self.mostUnreadNames
                if isNamed { unread.insert(name) }
                try each(
                    .unread(
                        SingerAside(
                            line: element.line, byteOffset: element.byteOffset, number: element.number,
                            kind: .unread(stream: isNamed ? name : "and others"))))
            case .unreadable(let message):
                guard format.isFirst else { return }
                rows += 1
                try each(.unread(message))
            }
        }
        summary.rows = rows
        summary.remarks = remarks(on: found, format)
        if format.isFirst {
            summary.notes = found.notes
            summary.cursor = found.state
            summary.remarks += Self.remarks(onAll: found)
        }
        if format.mustAppear, found.streams[format.stream] == nil {
            summary.advice = "Check the tap's catalogue and its configuration."
            summary.trouble =
                "The tap said nothing about the stream \(format.stream), so nobody can tell whether it is empty. "
                + summary.advice
        }
    }

    /// Rules that leave rows out are counted by name, and a run has few of them.
    private static let mostUnreadNames = 50

    // MARK: Remarks

    private func remarks(on found: SingerSummary, _ format: SingerFormat) -> [String] {
        guard let stream = found.streams[format.stream] else { return [] }
        var remarks: [String] = []
        if stream.schemaless > 0 {
            remarks.append(
                "\(Self.counted(stream.schemaless, "record")) of \(format.stream) came before any SCHEMA; they were read all the same."
            )
        }
        if stream.changes > 0 {
            remarks.append(
                "The SCHEMA of \(format.stream) changed during the run (last on line \(stream.line)). If fields of it are renamed, change the adapter's paths."
            )
        }
        if let words = otherKey(than: stream.keyProperties) {
            let named = stream.keyProperties.map(SingerSummary.spoken).joined(separator: ", ")
            remarks.append(
                "The tap tells the records of \(format.stream) apart by \(named), and the adapter by \(words). Two records with one key of the adapter's count as one."
            )
        }
        return remarks
    }

    /// The adapter's keys in words, where none of its record rules takes all of these properties for its key.
    private func otherKey(than properties: [String]) -> String? {
        if properties.isEmpty { return nil }
        let whole = records.filter(\.parts.isEmpty)
        if whole.isEmpty { return nil }
        for record in whole {
            let taken = Set(record.key.sources.flatMap { columns(of: $0) }.compactMap(Self.property))
            if properties.allSatisfy(taken.contains) { return nil }
        }
        var words: [String] = []
        for record in whole where !words.contains(record.key.words) { words.append(record.key.words) }
        return words.joined(separator: " or ")
    }

    private func columns(of source: ValueSource) -> [String] {
        let named: [ValueRule] =
            switch source {
            case .named(let name): values.filter { $0.name == name }.map(\.value)
            case .template(let template): values.filter { template.names.contains($0.name) }.map(\.value)
            default: []
            }
        return source.columns + named.flatMap(\.sources).flatMap(\.columns)
    }

    /// The property that a path leads to from the record: `$.id`, `$['id']`.
    private static func property(_ path: String) -> String? {
        if path.hasPrefix("$.") { return String(path.dropFirst(2)) }
        guard path.hasPrefix("$['") || path.hasPrefix("$[\""), path.hasSuffix("]") else { return nil }
        return String(path.dropFirst(3).dropLast(2))
    }

    private static func remarks(onAll found: SingerSummary) -> [String] {
        var remarks: [String] = []
        if found.stray.count > 0 {
            remarks.append(
                "\(counted(found.stray.count, "line")) of the tap's output \(found.stray.count == 1 ? "is no Singer message and was" : "are no Singer messages and were") passed over (first on line \(found.stray.line))."
            )
        }
        if found.broken.count > 0 {
            remarks.append(
                "\(counted(found.broken.count, "message")) of the tap can't be used and \(found.broken.count == 1 ? "was" : "were") passed over (first on line \(found.broken.line))."
            )
        }
        for (name, tally) in found.unknown.named.prefix(20) {
            remarks.append(
                "The tap sends messages of the type \(name), which Singer doesn't know: \(counted(tally.count, "message")) passed over (first on line \(tally.line))."
            )
        }
        for (name, tally) in found.activations.named.prefix(20) {
            remarks.append(
                "The tap says ACTIVATE_VERSION for \(name) (line \(tally.line)): records of other versions would be gone. Nothing was ended by it; if each run states everything, say `snapshot: true` in the contract."
            )
        }
        if found.laterStates > 0 {
            remarks.append(
                "The tap's state is kept only up to the first record that can't be read: the next run asks for what came after it again."
            )
        }
        if found.messages == 0 { remarks.append("The tap printed no Singer message at all.") }
        return remarks
    }

    private static func counted(_ count: Int, _ noun: String) -> String {
        "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
}

extension MappedRow {
    /// A record of a stream that no file of the adapter names is left out; what nobody can read waits in quarantine.
    public init(_ message: SingerAside) {
        let outcome: RowOutcome
        switch message.kind {
        case .unread(let stream): outcome = .leftOut(rule: "stream not read: \(stream)")
        case .unreadable(let what):
            outcome = .quarantined(
                [
                    RowFault(
                        line: message.line, columnNumber: 0, columnName: "", rule: "row-unreadable", what: what,
                        advice: "This has to be put right in the tap.")
                ], mentions: [])
        }
        self.init(
            number: message.number, line: message.line, byteOffset: message.byteOffset, outcome: outcome)
    }
}
