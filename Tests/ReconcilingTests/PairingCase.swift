// What feeds state of one child, as a table, and what of it is one thing.

import SENDRecords
import Testing

@testable import Reconciling

struct PairingCase: Sendable, CustomTestStringConvertible {
    let says: String
    let type: String
    let lines: [Line]
    /// Keys of each thing, with `+` between those that are one.
    let things: Set<String>
    var unclear: Set<String> = []

    var testDescription: String { says }

    /// One statement as a line of a table: feed, key, what it states.
    struct Line: Sendable {
        let feed: String
        let key: String
        var reference: String?
        var dates: [String: String] = [:]
        var parent: String?
        var texts: [String: String]

        init(
            _ feed: String, _ key: String, _ dates: [String: String] = [:], ref: String? = nil,
            of parent: String? = nil, says texts: [String: String] = [:]
        ) {
            self.texts = texts
            self.feed = feed
            self.key = key
            self.dates = dates
            reference = ref
            self.parent = parent
        }
    }

    /// Statements of one type, in the order of the lines.
    static func statements(of type: String, _ lines: [Line]) throws -> [Statement] {
        let type = try #require(RecordType.named(type))
        return try lines.enumerated().map { place, line in
            var record = Record(type)
            for (name, day) in line.dates {
                record[try #require(type.declaration.field(named: name)).number] = .date(Stated.day(day))
            }
            for (name, text) in line.texts {
                record[try #require(type.declaration.field(named: name)).number] = .text(text)
            }
            if let reference = line.reference {
                record[try #require(type.declaration.pairing?.reference)] = .text(reference)
            }
            if let parent = line.parent {
                record[try #require(type.declaration.pairing?.parent).field] = .text(parent)
            }
            return Statement(
                version: Int64(place + 1), feed: line.feed, key: line.key,
                subject: SubjectKey(.child, space: line.feed, key: "k"), asOf: Instant(milliseconds: 0), record: record)
        }
    }
}
