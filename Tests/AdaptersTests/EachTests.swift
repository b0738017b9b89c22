// A record for each part of a row: nested elements, columns, pieces, letters.

import Feeds
import SENDRecords
import Testing

@testable import Adapters

extension SourceRecord {
    /// `type key {field: value, …}`, the fields that say something.
    var shown: String {
        let fields = record.stated.filter { $0.value != .empty }
            .map { "\($0.field.name): \($0.value.shown ?? "?")" }
        return "\(type) \(key) \(fields.joined(separator: ", "))"
    }
}

struct EachTests {
    static let needs = """
        required-columns: [id]
        records:
          - type: sen-need
            each: [{need: {columns: "SEN need {n:number}", blank: none}}]
            key: {template: "{id}/{@need.n}"}
            about: id
            fields: {need: "@need", rank: "@need.n"}
        """

    @Test func columnsBecomeRecordsAndAreCited() throws {
        let rows = try SmallManifest.rows(
            Self.needs, "id,SEN Need 1,SEN_NEED_02,SEN need type,Sen need 3\n7,ASD,,x,MLD\n8,none,SLD,x,\n9,,,x,\n")
        #expect(
            rows[0].records.map(\.shown) == ["sen-need 7/1 need: ASD, rank: 1", "sen-need 7/3 need: MLD, rank: 3"])
        #expect(rows[0].records.map(\.columns) == [[2, 2], [5, 5]])
        #expect(rows[1].records.map(\.key) == ["8/2"])
        #expect(rows[2].leftOut == "nothing to record")
    }

    @Test func columnsOfAPatternAreKnownAndCanBeRequired() throws {
        let file = try #require(try SmallManifest.manifest(Self.needs).file("children"))
        #expect(file.fit(of: ["id", "SEN need 1", "SEN need kind"]).unknown == ["SEN need kind"])
        let required = Self.needs.replacing("[id]", with: "[id, \"SEN need {n:number}\"]")
        let strict = try #require(try SmallManifest.manifest(required).file("children"))
        #expect(strict.fit(of: ["id"]).missing == ["SEN need {n:number}"])
        #expect(strict.fit(of: ["id", "Sen Need 4"]).isUsable)
    }

    @Test func aGridStatesARecordForEachSession() throws {
        let rows = try SmallManifest.rows(
            """
            records:
              - type: sen-provision
                each: [{session: {columns: ["{date:dd/MM/yyyy} {half:AM|PM}", "{half:AM|PM} {date:dd MMM yyyy}"]}}]
                key: {template: "{id}/{@session.date}/{@session.half}"}
                about: id
                fields: {provision: {from: "@session", codes: {/: E, N: K}}, since: "@session.date"}
            """,
            "id,01/09/2026 AM,01/09/2026 pm,PM 02 Sep 2026,02/13/2026 AM\n7,/,N,/,/\n")
        #expect(
            rows[0].records.map(\.shown) == [
                "sen-provision 7/2026-09-01/AM provision: E, since: 2026-09-01",
                "sen-provision 7/2026-09-01/PM provision: K, since: 2026-09-01",
                "sen-provision 7/2026-09-02/PM provision: E, since: 2026-09-02",
            ])
        let provision = SENProvision.provision.declaration.number
        #expect(rows[0].records.map { $0.columns[provision] } == [2, 3, 4])
    }

    @Test func severalColumnsMakeOnePart() throws {
        let rows = try SmallManifest.rows(
            """
            records:
              - type: sen-provision
                each: [{need: {columns: {code: "Need {n}", from: "Need {n} since"}}}]
                key: {template: "{id}/{@need.n}"}
                about: id
                fields: {provision: "@need.code", since: "@need.from"}
            """, "id,Need 1 since,Need 1,Need 2,Need 2 since\n7,01/09/2020,E,,\n8,,K,N,02/09/2021\n")
        #expect(rows[0].records.map(\.shown) == ["sen-provision 7/1 provision: E, since: 2020-09-01"])
        #expect(
            rows[1].records.map(\.shown) == [
                "sen-provision 8/1 provision: K", "sen-provision 8/2 provision: N, since: 2021-09-02",
            ])
    }

    @Test(arguments: [
        ("split: codes, by: \";\"", "ASD; MLD ;;SLD", ["7/1 ASD", "7/2 MLD", "7/4 SLD"]),
        ("split: codes, by: [\";\", and]", "ASD;MLD and SLD", ["7/1 ASD", "7/2 MLD", "7/3 SLD"]),
        ("split: codes, by: \" \"", "ASD   MLD SLD", ["7/1 ASD", "7/2 MLD", "7/3 SLD"]),
        ("split: codes, by: \";\", blank: \"-\"", "-;MLD", ["7/2 MLD"]),
        ("characters: codes, width: 3", "ASDMLD", ["7/1 ASD", "7/2 MLD"]),
        ("characters: codes, width: 3", "   MLD", ["7/2 MLD"]),
        ("split: {from: codes}, by: \";\"", "ASD", ["7/1 ASD"]),
        ("split: codes, by: \";\"", "", []),
    ])
    func aCellBecomesItsPieces(_ part: String, _ cell: String, _ expected: [String]) throws {
        let rows = try SmallManifest.rows(
            """
            records:
              - type: sen-need
                each: [{code: {\(part)}}]
                key: {template: "{id}/{@code#}"}
                about: id
                fields: {need: "@code"}
            """, "id,codes\n7,\(cell)\n")
        #expect(rows[0].records.map { "\($0.key) \($0.record[SENNeed.need] ?? "")" } == expected)
        #expect(rows[0].records.allSatisfy { $0.columns[SENNeed.need.declaration.number] == 2 })
    }

    @Test func aStringOfMarksIsCountedFromItsFirstLetter() throws {
        let rows = try SmallManifest.rows(
            """
            records:
              - type: sen-need
                each: [{mark: {characters: Marks, blank: "-"}}]
                key: {template: "{id}/{@mark#}"}
                about: id
                fields: {rank: "@mark#"}
            """, "id,Marks\n7,/\\ -N \n")
        #expect(rows[0].records.map(\.key) == ["7/1", "7/2", "7/5"])
    }

    @Test func nestedElementsBecomeRecordsAndAreCitedExactly() throws {
        let (rows, columns) = try SmallManifest.elements(
            """
            records:
              - type: ehc-request
                each: [{request: "$.Requests[*]"}]
                key: "@request.Id"
                about: $.Id
                fields: {received: "@request.Received"}
              - type: ehc-assessment
                each: [{request: "$.Requests[*]"}, {assessment: {elements: "@request.Assessment[*]"}}]
                key: {template: "{@request.Id}/{@assessment#}"}
                about: $.Id
                fields: {outcome-date: "@assessment.Decided", request: "@request.Id"}
            """,
            """
            [{"Id":"7","Requests":[
               {"Id":"r1","Received":"2026-01-05"},
               {"Id":"r2","Received":"2026-02-05","Assessment":[{"Decided":"2026-03-01"},{"Decided":"2026-04-01"}]}]},
             {"Id":"8"}]
            """)
        #expect(
            rows[0].records.map(\.shown) == [
                "ehc-request r1 received: 2026-01-05", "ehc-request r2 received: 2026-02-05",
                "ehc-assessment r2/1 request: r2, outcome-date: 2026-03-01",
                "ehc-assessment r2/2 request: r2, outcome-date: 2026-04-01",
            ])
        func cited(_ record: SourceRecord, _ field: Int) -> String { columns[Int(record.columns[field]) - 1] }
        let received = EHCRequest.received.declaration.number
        #expect(cited(rows[0].records[1], received) == "$.Requests[1].Received")
        let decided = EHCAssessment.outcomeDate.declaration.number
        #expect(cited(rows[0].records[3], decided) == "$.Requests[1].Assessment[1].Decided")
        #expect(rows[1].leftOut == "nothing to record")
    }

    @Test func elementsThatAreTextsAreParts() throws {
        let (rows, _) = try SmallManifest.elements(
            """
            records:
              - type: sen-need
                each: [{need: "$.needs[*]"}]
                key: {template: "{$.id}/{@need#}"}
                about: $.id
                fields: {need: "@need"}
            """, #"[{"id":1,"needs":["ASD",null,"","MLD"]}]"#)
        #expect(rows[0].records.map(\.key) == ["1/1", "1/4"])
    }

    @Test func aPartThatCannotBeUsedQuarantinesItsRowWhichStillMentionsTheOthers() throws {
        let (rows, _) = try SmallManifest.elements(
            """
            records:
              - type: ehc-request
                each: [{request: "$.Requests[*]"}]
                key: "@request.Id"
                about: $.Id
                required: [received]
                fields: {received: "@request.Received"}
            """, #"[{"Id":"7","Requests":[{"Id":"r1","Received":"2026-01-05"},{"Id":"r2","Received":"5 Jan"}]}]"#)
        #expect(rows[0].quarantined == ["date-incomplete"])
        #expect(rows[0].mentions == ["ehc-request r1", "ehc-request r2"])
        guard case .quarantined(let faults, _) = rows[0].outcome else { return }
        #expect(faults[0].columnName == "$.Requests[1].Received")
    }

    @Test func aRowWithFarTooManyPartsIsQuarantined() throws {
        let rows = try SmallManifest.rows(
            """
            records:
              - type: sen-need
                each: [{a: {characters: Marks}}, {b: {characters: Marks}}]
                key: {template: "{id}/{@a#}/{@b#}"}
                about: id
                fields: {rank: "@a#"}
            """, "id,Marks\n7,\(String(repeating: "x", count: 80))\n")
        #expect(rows[0].quarantined == ["too-many-parts"])
    }

    @Test(arguments: [
        ("each: [{need: {columns: SEN need}}]", "should be a column's name with places in braces"),
        ("each: [{need: {columns: \"N {n:never}\"}}]", "A place is {name}"),
        ("each: [{need: {columns: \"N {n}\", by: x}}]", "`split` and `by` belong together"),
        ("each: [{need: \"$.needs[*]\"}]", "a table has no nested elements"),
        ("each: [{need: {columns: \"N {n}\"}}, {need: {characters: x}}]", "there are two parts called `need`"),
        ("each: [{need: {columns: {a: \"N {n}\", b: \"N {m}\"}}}]", "has other places in braces"),
        ("each: [{ned: {columns: \"N {n}\"}}]", "there is no part called `need` here. Did you mean `ned`?"),
        ("each: [{need: {columns: \"N {m}\"}}]", "the part `need` has no `n`"),
        ("each: [{need: {characters: x}}]", "nothing lies below it"),
        ("each: {need: x}", "should be a list"),
        ("each: [{need: {colums: x}}]", "Did you mean `columns`?"),
    ])
    func mistakesAreToldWithTheirNames(_ each: String, _ told: String) {
        let found = SmallManifest.problems(
            """
            records:
              - type: sen-need
                \(each)
                key: {template: "{id}/{@need.n}"}
                about: id
                fields: {need: "@need"}
            """)
        #expect(found.contains { $0.contains(told) }, "\(found)")
    }

    @Test func aPartBelongsToItsRecordOnly() {
        let found = SmallManifest.problems(
            """
            values: {mine: "@need"}
            records:
              - type: sen-need
                each: [{need: {columns: "N {n}"}}]
                key: {template: "{id}/{@need.n}"}
                about: id
                fields: {need: "@need"}
              - type: sen-provision
                key: "@need"
                when: {field: sen-need.need, one-of: ASD}
                fields: {provision: prov}
            """)
        #expect(found.count == 3, "\(found)")
        #expect(found.filter { $0.contains("Parts are named by `each` of a record") }.count == 2)
        #expect(found.contains { $0.contains("is stated several times in a row") })
    }

    @Test(arguments: [
        ("SEN need {n}", "SENneed1", ["1"]), ("SEN need {n}", "Sen Need (12)", ["12"]),
        ("SEN need {n:number}", "SEN need 007", ["7"]), ("SEN need {n:number}", "SEN need type", nil),
        ("KS2 {subject} {measure}", "KS2 Reading scaled score", ["Reading", "scaled score"]),
        ("{day:weekday} {half:AM|PM}", "Weds pm", ["3", "PM"]), ("{day:weekday} {half:AM|PM}", "Monday", nil),
        ("{date:dd/MM/yyyy}", "31/02/2026", nil), ("{date:d/M/yyyy} {half}", "1/9/2026 - AM", ["2026-09-01", "AM"]),
        ("{half:A|AM} {n}", "AM 2", ["AM", "2"]),
    ])
    func patternsOfColumnNames(_ pattern: String, _ header: String, _ expected: [String]?) throws {
        #expect(try #require(HeaderPattern(pattern)).match(header) == expected)
    }
}
