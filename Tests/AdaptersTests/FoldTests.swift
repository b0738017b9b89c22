// The rows of one key put together: in any order, in bounded memory, never against each other.

import Configuring
import Feeds
import SENDRecords
import Testing

@testable import Adapters

extension SmallManifest {
    struct FoldedLines {
        var records: [String] = []
        /// The lines of the rows that differ.
        var conflicts: [[Int]] = []
        var fed: [Int: Int] = [:]
        /// For each record and field the line and column of every row that it came from, and of how many.
        var origins: [String: String] = [:]
    }

    /// Rows through a session and a pool.
    static func folded(
        _ file: String, _ csv: String, budget: Int = 8 << 20, without out: Set<Int> = []
    ) throws -> FoldedLines {
        let manifest = try manifest(file)
        var session = session(manifest)
        var pool = FoldPool(manifest, space: MemorySpill(), budget: budget)
        for (sequence, row) in try Fixtures.rows(&session, "children", csv).enumerated() {
            for record in row.records where record.folding != nil {
                try pool.add(
                    record,
                    from: FoldRow(
                        sequence: sequence, payload: 0, number: row.number, line: row.line, byteOffset: row.byteOffset))
            }
        }
        var lines = FoldedLines()
        try pool.eachShare(without: out.contains) { share in
            for group in share.groups {
                switch group {
                case .record(let record, let from):
                    lines.records.append("\(from.first.line) \(record.line)")
                    for (field, origin) in zip(record.type.declaration.fields, from.origins.fields)
                    where !origin.cells.isEmpty {
                        let cells = origin.cells.map { "\(from.origins.rows[Int($0.row)].line):\($0.column)" }
                        let number = origin.count == cells.count ? "" : " of \(origin.count)"
                        lines.origins["\(record.type) \(record.key) \(field.name)"] =
                            cells.joined(separator: " ") + number
                    }
                case .conflict(_, let from, let other): lines.conflicts.append([from.first.line, other.line])
                }
            }
        } row: { row, _ in
            lines.fed[row.sequence, default: 0] += 1
        }
        lines.records.sort()
        return lines
    }
}

struct FoldTests {
    static let marks = """
        records:
          - type: child
            key: id
            fields: {surname: mark, forename: name, birth-date: born}
            fold: {surname: {place: slot, of: 5}}
        """

    @Test func marksOfAWeekBecomeOneTextInAnyOrder() throws {
        let rows = ["7,/,1,Ada,", "7,\\,2,Ada,", "7,I,5,,05/01/2015", "8,N,3,Bea,"]
        for order in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]] {
            let csv = "id,mark,slot,name,born\n" + order.map { rows[$0] + "\n" }.joined()
            let folded = try SmallManifest.folded(Self.marks, csv)
            #expect(
                folded.records.map { String($0.drop { $0 != "c" }) }.sorted() == [
                    "child 7: forename Ada, surname / \\ - - I, birth-date 2015-01-05",
                    "child 8: forename Bea, surname - - N - -",
                ])
            #expect(folded.fed == [0: 1, 1: 1, 2: 1, 3: 1])
        }
    }

    @Test(arguments: [
        ("7,/,1,Ada,\n7,/,1,Ada,\n", 0), ("7,/,1,Ada,\n7,N,1,Ada,\n", 1), ("7,/,1,Ada,\n7,N,2,Bea,\n", 1),
        ("7,/,1,Ada,\n7,N,2,,\n", 0), ("7,/,1,Ada,\n7,-,1,Ada,\n", 0),
    ])
    func rowsThatDifferAreToldAndNeverChosenFrom(_ rows: String, _ conflicts: Int) throws {
        let folded = try SmallManifest.folded(Self.marks, "id,mark,slot,name,born\n\(rows)")
        #expect(folded.conflicts.count == conflicts && folded.records.count == 1 - conflicts)
        if conflicts > 0 { #expect(folded.conflicts == [[2, 3]]) }
    }

    @Test func aRowThatIsLeftOutFeedsNothing() throws {
        let csv = "id,mark,slot,name,born\n7,/,1,Ada,\n7,N,1,Ada,\n7,I,2,Ada,\n"
        let folded = try SmallManifest.folded(Self.marks, csv, without: [1])
        #expect(folded.records == ["2 child 7: forename Ada, surname / I - - -"])
        #expect(folded.fed == [0: 1, 2: 1])
    }

    @Test(arguments: ["0", "6", "", "Mon"])
    func aRowThatDoesNotSayWhereItBelongsIsQuarantined(_ slot: String) throws {
        let rows = try SmallManifest.rows(Self.marks, "id,mark,slot,name,born\n7,/,\(slot),Ada,\n")
        #expect(rows[0].quarantined == ["position-unusable"])
        #expect(rows[0].mentions == ["child 7"])
    }

    /// Records of two types whose fields are folded in four ways.
    private static let assessments = """
        records:
          - type: ehc-assessment
            key: id
            about: id
            fields: {outcome-date: on, exception-applies: late, request: note}
            fold: {outcome-date: max, exception-applies: any, request: {join: " + "}}
          - type: sen-need
            key: id
            about: id
            fields: {rank: mark}
            fold: {rank: {count: [I, M]}}
        """

    @Test func everyWayOfFolding() throws {
        let folded = try SmallManifest.folded(
            """
            \(Self.assessments)
              - type: route
                key: id
                fields: {start: on, end: on, operator: note, vehicle: note}
                fold: {start: min, operator: {last: on}, vehicle: {first: {from: on, apply: [date: dd/MM/yyyy]}}, end: first}
            """,
            """
            id,on,late,note,mark
            7,02/09/2026,N,b,I
            7,01/09/2026,Y,a,/
            7,30/08/2026,N,b,M

            """)
        #expect(
            folded.records == [
                "2 ehc-assessment 7: request a + b, outcome-date 2026-09-02, exception-applies true",
                "2 route 7: operator b, vehicle b, start 2026-08-30, end 2026-09-02", "2 sen-need 7: rank 2",
            ])
    }

    @Test func everyFieldNamesTheRowsItCameFrom() throws {
        let folded = try SmallManifest.folded(
            """
            \(Self.assessments)
              - type: child
                key: id
                fields: {surname: mark, forename: name, middle-names: note}
                fold: {surname: {place: slot, of: 4}, middle-names: last}
              - type: route
                key: id
                fields: {start: on, operator: note, vehicle: note, run: name}
                fold: {start: min, operator: {last: on}, vehicle: first}
            """,
            """
            id,on,late,note,mark,slot,name
            7,02/09/2026,N,b,-,1,
            7,01/09/2026,Y,a,/,3,Ada
            7,03/09/2026,Y,b,I,2,Ada
            8,03/09/2026,N,,/,2,Bea

            """)
        #expect(
            folded.origins.filter { $0.key.contains(" 7 ") } == [
                "ehc-assessment 7 outcome-date": "4:2", "ehc-assessment 7 exception-applies": "3:3",
                "ehc-assessment 7 request": "2:4 3:4 4:4", "sen-need 7 rank": "4:5", "child 7 surname": "3:5 4:5",
                "child 7 forename": "3:7", "child 7 middle-names": "4:4", "route 7 start": "3:2",
                "route 7 operator": "4:4", "route 7 vehicle": "2:4", "route 7 run": "3:7",
            ])
        // Nothing was counted: then all rows that say so are named.
        #expect(folded.origins["sen-need 8 rank"] == "5:5")
    }

    @Test func ofVeryManyRowsTheFirstOnesAndTheLastAreKept() throws {
        let manifest = """
            records:
              - type: sen-need
                key: id
                about: id
                fields: {rank: slot, need: mark}
                fold: {rank: sum, need: last}
            """
        var csv = "id,mark,slot,name,born\n"
        for _ in 0..<5000 { csv += "7,ASD,2,,\n" }
        let folded = try SmallManifest.folded(manifest, csv)
        let first = (2...17).map { "\($0):3" }.joined(separator: " ")
        #expect(folded.origins["sen-need 7 rank"] == "\(first) 5001:3 of 5000")
        #expect(folded.origins["sen-need 7 need"] == "5001:2")
    }

    @Test func rowsThatNoFieldNamesAnyMoreAreForgotten() {
        var origins = FoldOrigins(fields: 2)
        for number in 0..<100_000 {
            let row = FoldRow(sequence: number, payload: 0, number: number + 1, line: number + 2, byteOffset: 0)
            origins.take(0, from: row, column: 1)
            origins.add(to: 1, from: row, column: 2)
            if origins.rows.count > 300 { break }
        }
        #expect(origins.rows.count <= 300)
        let compact = origins.compact
        #expect(compact.rows.map(\.line) == Array(2...17) + [100_001])
        #expect(compact.fields[0].cells.map(\.row) == [16] && compact.fields[1].count == 100_000)
    }

    @Test func partsOfOneRowAreFoldedToo() throws {
        let folded = try SmallManifest.folded(
            """
            records:
              - type: child
                each: [{session: {columns: "{date:dd/MM/yyyy} {half:AM|PM}"}}]
                key:
                  template: "{id}/{@session.date}"
                fields: {surname: "@session"}
                fold:
                  surname:
                    place: {from: "@session.half", apply: [{table: {AM: 1, PM: 2}}]}
                    of: 2
                    by: ""
            """, "id,01/09/2026 AM,02/09/2026 AM,01/09/2026 PM\n7,/,N,\\\n")
        #expect(folded.records == ["2 child 7/2026-09-01: surname /\\", "2 child 7/2026-09-02: surname N-"])
        #expect(folded.fed == [0: 3])
        #expect(folded.origins["child 7/2026-09-01 surname"] == "2:2 2:4")
    }

    @Test func aWholeTextOfAnotherFileFillsEveryPlace() throws {
        let folded = try SmallManifest.folded(
            """
            records:
              - type: child
                key: id
                when: {stated: slot}
                fields: {surname: mark}
                fold: {surname: {place: slot, of: 3}}
              - type: child
                key: id
                when: {blank: slot}
                fields: {surname: mark}
            """, "id,mark,slot\n7,/,1\n7,- N I,\n")
        #expect(folded.records == ["2 child 7: surname / N I"])
    }

    @Test func memoryDoesNotFollowTheNumberOfKeys() throws {
        // So small a budget that every share is shared out again and again.
        var csv = "id,mark,slot,name,born\n"
        for slot in 1...5 { for child in 0..<700 { csv += "\(child),\(slot),\(slot),,\n" } }
        let folded = try SmallManifest.folded(Self.marks, csv, budget: 400)
        #expect(folded.records.count == 700)
        #expect(folded.records.allSatisfy { $0.hasSuffix("surname 1 2 3 4 5") })
        #expect(folded.fed.count == 3500)
    }

    @Test func onlyAShareOfTheKeysIsInMemoryAtATime() throws {
        let manifest = try SmallManifest.manifest(Self.marks)
        var session = SmallManifest.session(manifest)
        let counting = CountingSpill()
        var pool = FoldPool(manifest, space: counting, budget: 20_000)
        var csv = "id,mark,slot,name,born\n"
        for child in 0..<20_000 { csv += "\(child),/,1,,\n" }
        for (sequence, row) in try Fixtures.rows(&session, "children", csv).enumerated() {
            for record in row.records {
                try pool.add(
                    record, from: FoldRow(sequence: sequence, payload: 0, number: 1, line: 1, byteOffset: 0))
            }
        }
        var largest = 0
        var sum = 0
        try pool.eachShare { share in
            largest = max(largest, share.groups.count)
            sum += share.groups.count
        }
        #expect(sum == 20_000)
        #expect(largest < 1000)
        #expect(counting.tally.largestRead < 64_000)
        #expect(counting.tally.written > 20_000 * 40)
    }

    @Test(arguments: [
        ("fold: {surnam: first}", "Did you mean `surname`?"), ("fold: {surname: frist}", "Did you mean `first`?"),
        ("fold: {surname: sum}", "`sum` is for whole numbers"),
        ("fold: {surname: place}", "`place` lacks the position"),
        ("fold: {surname: {place: slot}}", "`place` lacks `of`"), ("fold: {surname: {join: x, of: 3}}", "`of` is for"),
        ("fold: {birth-date: any}", "`any` is for fields of yes or no"),
        ("fold: {surname: {first: a, last: b}}", "exactly one of"),
    ])
    func mistakesAreTold(_ fold: String, _ told: String) {
        let found = SmallManifest.problems(
            """
            records:
              - type: child
                key: id
                fields: {surname: mark, birth-date: born}
                \(fold)
            """)
        #expect(found.contains { $0.contains(told) }, "\(found)")
    }

    @Test func twoRulesFoldATypeAlike() {
        let found = SmallManifest.problems(
            """
            records:
              - {type: child, key: id, fields: {surname: a}, fold: {surname: first}}
              - {type: child, key: id, fields: {surname: b}, fold: {surname: last}}
            """)
        #expect(found.contains { $0.contains("two rules fold child in different ways") }, "\(found)")
    }
}

/// Notes what is asked of it.
private struct CountingSpill: SpillSpace {
    final class Tally {
        var bytes = MemorySpill()
        var written = 0
        var largestRead = 0
    }

    let tally = Tally()

    func append(_ bytes: [UInt8]) {
        tally.written += bytes.count
        tally.bytes.append(bytes)
    }

    func bytes(at offset: Int, count: Int) -> [UInt8] {
        tally.largestRead = max(tally.largestRead, count)
        return tally.bytes.bytes(at: offset, count: count)
    }
}
