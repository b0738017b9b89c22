// What the store keeps of where a feed's next run goes on, and what moves it.

import Feeds
import SENDRecords

/// A cursor with what it means: after another rule or another mapping it is of no use, and everything is asked for again.
public struct FeedCursor: Sendable, Equatable {
    public let value: CursorValue
    /// `IncrementalRule.meaning`.
    let meaning: String
    /// The digest of the manifest by which everything up to the value was read.
    let manifest: String

    public init(_ value: CursorValue, of rule: IncrementalRule, manifest: String) {
        self.value = value
        meaning = rule.meaning
        self.manifest = manifest
    }

    /// As the store keeps it.
    public init?(_ bytes: [UInt8]) {
        guard let stored = try? JSONValue(parsing: bytes), let text = stored["value"]?.text,
            let kind = stored["kind"]?.text.flatMap(CursorValue.Kind.init(rawValue:)),
            let value = CursorValue(text, kind, zone: .utc), let meaning = stored["meaning"]?.text,
            let manifest = stored["manifest"]?.text
        else { return nil }
        self.value = value
        self.meaning = meaning
        self.manifest = manifest
    }

    public var bytes: [UInt8] {
        let text = JSONValue.object([
            JSONMember("value", .string(value.description)), JSONMember("kind", .string(value.kind.rawValue)),
            JSONMember("meaning", .string(meaning)), JSONMember("manifest", .string(manifest)),
        ]).serialised()
        return Array(text.utf8)
    }

    /// The value, where it says something under this rule and this manifest.
    public func value(for rule: IncrementalRule, manifest: String) -> CursorValue? {
        rule.meaning == meaning && manifest == self.manifest ? value : nil
    }
}

/// Reads off the rows of a run how far the next one has to ask back.
public struct CursorGauge: Sendable {
    public let rule: IncrementalRule
    /// The largest value of the rows, no later than the run's beginning: what changes while pages come is asked for again,
    /// and a date in the future doesn't stop the feed.
    public private(set) var largest: CursorValue?
    /// Rows that don't say when they changed.
    public private(set) var silent = 0
    private let start: Instant
    private let zone: CivilZone
    private let paths: [JSONPath]
    private var columns: [Int] = []
    private var isGauging = false

    /// - Parameter start: when the run's first request was made.
    public init(_ rule: IncrementalRule, start: Instant, zone: CivilZone = .london) {
        self.rule = rule
        self.start = start
        self.zone = zone
        paths = rule.fields.compactMap { try? JSONPath(parsing: $0) }
    }

    /// Gets ready for a file.
    ///
    /// - Parameter header: the columns of a table, as the rules call them.
    public mutating func begin(_ file: FileRule, header: [String]? = nil) {
        isGauging = file.request?.names.contains(rule.name) ?? false
        let folded = (header ?? []).map(Fold.header)
        columns = rule.fields.compactMap { folded.firstIndex(of: Fold.header($0)) }
    }

    /// Looks whether the row is later than what was seen.
    public mutating func note(_ row: CSVRow) {
        guard isGauging else { return }
        take(columns.lazy.map { row.text(at: $0) }.first { !$0.isEmpty })
    }

    /// Looks whether the element is later than what was seen.
    public mutating func note(_ element: JSONValue) {
        guard isGauging else { return }
        take(paths.lazy.compactMap { $0.first(in: element)?.scalarText }.first { !$0.isEmpty })
    }

    private mutating func take(_ text: String?) {
        guard let text, let value = CursorValue(text, rule.kind, zone: zone) else {
            silent += 1
            return
        }
        let bounded = bounded(value)
        largest = largest.map { max($0, bounded) } ?? bounded
    }

    private func bounded(_ value: CursorValue) -> CursorValue {
        switch value {
        case .instant(let instant): .instant(min(instant, start))
        case .date(let date): .date(min(date, CivilZone.utc.day(atSeconds: start.milliseconds / 1000)))
        case .integer: value
        }
    }

    /// Why a person has to look at the run before it is applied; nil where nothing speaks against it.
    public var doubt: String? {
        guard silent > 0, rule.missing == .hold else { return nil }
        let rows = silent == 1 ? "1 row does" : "\(silent) rows do"
        return
            "\(rows) not say when it was changed, at \(rule.fields.joined(separator: " or ")): the next run could not ask "
            + "for its changes."
    }
}
