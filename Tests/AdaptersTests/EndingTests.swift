// Rows that say that a record is no more.

import Feeds
import Testing

@testable import Adapters

struct EndingTests {
    private func outcomes(_ record: String, _ rows: [String], leaveOut: String = "") throws -> [RowOutcome] {
        let manifest = try SourceYAML.manifest(
            SourceYAML.text(file: "path: /s\n\(leaveOut)", record: record))
        var session = MappingSession(
            manifest, definitions: Fixtures.definitions, today: Fixtures.today, partner: Fixtures.school)
        session.begin(file: "students")
        return try rows.enumerated().map { index, row in
            session.map(try JSONValue(parsing: row), number: index + 1, line: index + 1, byteOffset: 0).outcome
        }
    }

    private func ended(_ outcome: RowOutcome) -> [String] {
        guard case .records(let records, _) = outcome else { return [] }
        return records.filter(\.isEnded).map(\.key)
    }

    private static let flag =
        "ended-when: {value: $.deleted, one-of: \"true\"}\n        required: [provision]\n        fields: {provision: $.sen}"

    @Test func aFlagEndsTheRecordWhateverElseTheRowLacks() throws {
        let outcomes = try outcomes(
            Self.flag, ["{\"id\":1,\"deleted\":true}", "{\"id\":2,\"deleted\":false,\"sen\":\"K\"}", "{\"id\":3}"])
        #expect(ended(outcomes[0]) == ["1"])
        guard case .records(let records, _) = outcomes[1] else {
            Issue.record("the record that goes on is missing")
            return
        }
        #expect(!records[0].isEnded)
        guard case .quarantined = outcomes[2] else {
            Issue.record("a required field of a record that goes on was passed over")
            return
        }
    }

    @Test func whatHasEndedIsWithdrawnThoughItsRowIsLeftOut() throws {
        let leaveOut = "leave-out: [{rule: no sign of SEND, when: {blank: $.sen}}]"
        let outcomes = try outcomes(Self.flag, ["{\"id\":1,\"deleted\":true}", "{\"id\":2}"], leaveOut: leaveOut)
        #expect(ended(outcomes[0]) == ["1"])
        #expect(outcomes[1] == .leftOut(rule: "no sign of SEND"))
    }

    @Test func everyRowOfAListOfDeletionsEndsItsRecord() throws {
        let outcomes = try outcomes("ended: true", ["{\"id\":\"a\"}", "{\"name\":\"b\"}"])
        #expect(ended(outcomes[0]) == ["a"])
        guard case .quarantined(let faults, _) = outcomes[1] else {
            Issue.record("a deletion of nobody was taken")
            return
        }
        #expect(faults.first?.rule == FaultRule.keyMissing.rawValue)
    }
}
