// Rows without a sign of SEND are taken only for children who are known, and nothing is guessed about whom a row is about.

import Configuring
import Feeds
import Foundation
import SENDRecords
import Testing

@testable import Adapters

struct KnownChildrenTests {
    private static let header = "Adno,UPN,Surname,Forename,DOB,SEN,Exclusion type,Start date"

    private func rows(_ lines: String..., known: [String]) throws -> [MappedRow] {
        var session = MappingSession(
            try Fixtures.manifest("school-suspensions"), definitions: Fixtures.definitions, today: Fixtures.today,
            partner: Fixtures.school, known: ListedChildren(known))
        return try Fixtures.rows(
            &session, "suspensions", Self.header + "\n" + lines.map { "\($0),Fixed term,02/11/2026\n" }.joined())
    }

    @Test(arguments: [
        // By the school's own number, by UPN, by name and birth date.
        ("4471,,,,,", "4471", true),
        ("4471,P330123419001,,,,", "P330123419001", true),
        ("4471,,Okafor,Toby,19/11/2013,", "Toby Okafor 2013-11-19", true),
        ("4471,,Okafor,Toby,20/11/2013,", "Toby Okafor 2013-11-19", false),
        ("4471,,Okafor,,19/11/2013,", "Toby Okafor 2013-11-19", false),
        // A UPN whose check letter is wrong says nothing.
        ("4471,A330123419001,,,,", "A330123419001", false),
        // The sign is in the row.
        ("4471,,,,,K", "", true),
        ("4471,,,,,EHC Plan", "", true),
        // A school that says N decides for its own list.
        ("4471,,,,,N", "4471", false),
    ]) func aRowIsTakenWhenItOrAnotherFeedShowsASign(_ line: String, _ known: String, _ isTaken: Bool) throws {
        let row = try #require(try rows(line, known: [known]).first)
        #expect((row.record("suspension") != nil) == isTaken)
        #expect((row.leftOut != nil) == !isTaken)
    }

    @Test func aRowOfAnUnknownChildMentionsNothing() throws {
        let row = try #require(try rows("4471,P330123419001,Okafor,Toby,31/02/2013,", known: []).first)
        #expect(row.outcome == .leftOut(rule: "not known to have SEND"))
    }

    @Test func aRowThatSaysNotWhomItIsAboutWaitsAsBefore() throws {
        #expect(try rows(",,Okafor,,,", known: []).map(\.quarantined) == [["key-missing"]])
    }

    /// Children known since the file was read before.
    private struct Since: KnownChildren {
        let isReadAgain = true
        func acquaintance(with child: AskedChild) -> Acquaintance {
            switch child.key?.key {
            case "1": .known
            case "2": .takenBefore
            default: .unknown
            }
        }
    }

    @Test func aFileThatIsReadAgainGivesOnlyRowsOfWhoIsNew() throws {
        var session = MappingSession(
            try Fixtures.manifest("school-suspensions"), definitions: Fixtures.definitions, today: Fixtures.today,
            partner: Fixtures.school, known: Since())
        let lines = ["1,,,,,", "2,,,,,", "3,,,,,", "4,,,,,K", ",,Okafor,,,"]
        let rows = try Fixtures.rows(
            &session, "suspensions", Self.header + "\n" + lines.map { "\($0),Fixed term,02/11/2026\n" }.joined())
        #expect(rows.map(\.isOfNobodyNew) == [false, true, true, true, true])
    }

    @Test(arguments: [
        ("unless-known: {}", "doesn't say whom"),
        ("unless-known: {fields: {postcode: P}}", "doesn't tell one child from another"),
        ("meaning: nobody", "neither `when` nor `unless-known`"),
    ]) func aRuleThatCannotAskIsRefused(_ rule: String, _ complaint: String) throws {
        let text = """
            id: x
            version: 1
            title: X
            partner: x
            population: x
            source: {inbox: {patterns: "*.csv"}}
            format: {csv: {}}
            contract: {snapshot: false}
            key-spaces: {child: x}
            files:
              - name: rows
                leave-out: [{rule: unknown, \(rule)}]
                records: [{type: child, key: id, fields: {surname: S}}]
            """
        do {
            _ = try Manifest(
                ConfigurationNode.parse(text, file: "adapter.yaml"), id: "x", definitions: Fixtures.definitions)
            Issue.record("it was taken")
        } catch {
            #expect("\(error)".contains(complaint), "\(error)")
        }
    }
}
