// What a command has to tell: as text for people and as JSON for programs, from one place.

import Feeds
import SENDRecords

/// The answer of a reading command.
public struct Telling: Sendable {
    /// Plain text, several lines.
    public let text: String
    public let json: JSONValue

    /// The JSON on one line.
    public var jsonText: String { json.serialised() }
}

/// Lines of text with simple tables.
struct Page {
    private(set) var lines: [String] = []

    var text: String { lines.joined(separator: "\n") }

    mutating func line(_ text: String = "") { lines.append(text) }

    /// Rows with columns as wide as their widest cell.
    mutating func table(_ rows: [[String]], indent: Int = 2) {
        guard let first = rows.first else { return }
        let widths = first.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        for row in rows {
            var text = String(repeating: " ", count: indent)
            for (column, cell) in row.enumerated() {
                text +=
                    column == row.count - 1
                    ? cell : cell + String(repeating: " ", count: widths[column] - cell.count + 2)
            }
            lines.append(text)
        }
    }
}

extension GatewayClock {
    /// A moment as the council's clock shows it, for lists: `2026-11-21 20:30`.
    func shown(_ instant: Instant) -> String {
        let time = LocalTime(instant, in: timeZone)
        return "\(time.day) \(time.stamp.dropFirst(11).prefix(2)):\(time.stamp.dropFirst(13).prefix(2))"
    }

    /// How long ago: `3 days`, `2 h`, `5 min`.
    func age(_ instant: Instant) -> String {
        let seconds = now.seconds - instant.seconds
        switch seconds {
        case ..<3600: return "\(max(0, Int(seconds / 60))) min"
        case ..<172_800: return "\(Int(seconds / 3600)) h"
        default: return "\(Int(seconds / 86_400)) days"
        }
    }
}

extension JSONValue {
    static func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
    static func instant(_ instant: Instant?) -> JSONValue { instant.map { .string($0.description) } ?? .null }
    static func day(_ day: CalendarDate?) -> JSONValue { day.map { .string($0.description) } ?? .null }
}
