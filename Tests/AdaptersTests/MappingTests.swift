// What becomes of single rows and values.

import Configuring
import Feeds
import SENDRecords
import Testing

@testable import Adapters

struct MappingTests {
    static let header = "Adno,UPN,Surname,Forename,DOB,Sex,SEN Status,Primary need,Year,Postcode\n"

    private func row(_ text: String, header: String = header) throws -> MappedRow {
        try #require(try Fixtures.rows("school-pupils", "pupils", header + text + "\n").first)
    }

    @Test func valuesKnowTheirColumns() throws {
        let row = try row("12,E330200024001,Okafor,Tobias,19/11/2013,Male,EHCP,ASD,Y8,B14 7AA")
        let child = try #require(row.record("child"))
        #expect(child.columns[Child.birthDate.declaration.number] == 5)
        #expect(child.columns[Child.surname.declaration.number] == 3)
        #expect(child.columns[Child.uln.declaration.number] == 0)
        #expect(row.record("sen-need")?.columns == [8, 0])
        #expect(row.record("enrolment")?.record[Enrolment.setting] == "103456")
        #expect(row.line == 2 && row.byteOffset == Self.header.utf8.count && row.number == 1)
    }

    @Test func aMissingColumnStatesNothingAndABlankOneIsEmpty() throws {
        let row = try row("12,,Okafor,Tobias,19/11/2013,Male,EHCP,ASD,,")
        let child = try #require(row.record("child"))
        #expect(child.record[Child.upn.declaration.number] == .empty)
        #expect(child.record[Child.phone.declaration.number] == .notStated)
    }

    @Test func aBadValueIsLeftOutAndNamedButTheRowCounts() throws {
        let row = try row("12,E330200024002,Okafor,Tobias,19/11/2013,Q,EHCP,ASD,Year 99,B14 7AA")
        let child = try #require(row.record("child"))
        #expect(child.record[Child.sex.declaration.number] == .unreadable(rule: "code-unknown"))
        #expect(child.record[Child.upn.declaration.number] == .unverified("E330200024002"))
        #expect(row.notes.map(\.rule) == ["code-unknown", "identifier-fails", "code-unknown"])
        #expect(row.notes.map(\.columnName) == ["Sex", "UPN", "Year"])
        #expect(row.notes.map(\.columnNumber) == [6, 2, 9])
    }

    @Test(arguments: ["", "31/02/2014", "not known", "20/11/2000", "22/11/2026"])
    func anUnusableBirthDateQuarantinesTheRow(_ date: String) throws {
        let row = try row("12,,Okafor,Tobias,\(date),M,E,ASD,8,")
        #expect(row.quarantined.count == 1)
        guard case .quarantined(let faults, _) = row.outcome else { return }
        #expect(faults[0].columnName == "DOB" && !faults[0].advice.isEmpty)
    }

    @Test(arguments: ["21/11/2000", "21/11/2026"])
    func theOldestAndTheYoungestAreAccepted(_ date: String) throws {
        #expect(try row("12,,Okafor,Tobias,\(date),M,E,ASD,8,").record("child") != nil)
    }

    @Test func aRowThatCannotBeUsedStillMentionsTheRecordsThatItIsAbout() throws {
        let bad = try row("12,,Okafor,Tobias,31/02/2014,M,E,ASD,8,")
        #expect(bad.mentions == ["child 12", "enrolment 12", "sen-provision 12", "sen-need 12/1"])
        // Without a need or a usable birth date: what the row clearly doesn't state isn't mentioned.
        #expect(try row("12,,Okafor,Tobias,,M,K,,8,").mentions == ["child 12", "enrolment 12", "sen-provision 12"])
        #expect(try row("12,,,Tobias,19/11/2013,M,K,,8,").mentions?.first == "child 12")
    }

    @Test func onlyKeysThatCanBeReadAreMentioned() throws {
        #expect(try row(",,Okafor,Tobias,19/11/2013,M,E,ASD,8,").mentions == [])
        #expect(try row(",E330200024002,Okafor,Tobias,19/11/2013,M,E,ASD,8,").mentions == [])
        let long = String(repeating: "9", count: 201)
        #expect(try row("\(long),,Okafor,Tobias,19/11/2013,M,E,ASD,8,").mentions == [])
        #expect(try row("12,too,few").mentions == [])
    }

    @Test func aRecordWhoseTestCannotBeReadIsMentioned() throws {
        // From a word that is no code nobody can tell whether there is a plan.
        let text = ManifestTests.good.replacing(
            "codes: {Boy: M}}\n",
            with: """
                codes: {Boy: M}}
                      - type: ehc-plan
                        key: {template: "{id}/plan"}
                        about: id
                        when: {field: child.sex, one-of: M}
                        fields: {started: started}

                """)
        let manifest = try Manifest(
            try ConfigurationNode.parse(text, file: "adapter.yaml"), id: "clinic", definitions: Fixtures.definitions)
        var session = MappingSession(
            manifest, definitions: Fixtures.definitions, today: Fixtures.today, partner: FeedPartner(name: "clinic"))
        let rows = try Fixtures.rows(
            &session, "children", "id,surname,dob,sex\n1,Reid,,?\n2,Lee,,Boy\n3,Ray,,F\n")
        #expect(
            rows.map(\.mentions) == [["child 1", "ehc-plan 1/plan"], ["child 2", "ehc-plan 2/plan"], ["child 3"]])
    }

    @Test func noMessageHoldsAValueOfTheRow() throws {
        let canaries = ["Qzx1", "Qzx2", "Qzx3", "Qzx4", "Qzx5", "Qzx6", "Qzx7", "Qzx8", "Qzx9"]
        let row = try row("Qzx1,Qzx2,Qzx3,Qzx4,Qzx5,Qzx6,Qzx7,Qzx8,Qzx9,Qzx9")
        guard case .quarantined(let faults, _) = row.outcome else {
            Issue.record("the row was not quarantined")
            return
        }
        #expect(faults.count > 4)
        for fault in faults {
            #expect(canaries.allSatisfy { !"\(fault.what) \(fault.advice)".contains($0) })
            #expect(fault.what.hasSuffix(".") && fault.advice.hasSuffix("."))
        }
    }

    @Test func aSoundUPNIsTheKeyWhereThereIsNoAdmissionNumberAndAFailingOneNever() throws {
        #expect(try row(",E330200024001,A,B,19/11/2013,M,K,MLD,8,").record("child")?.key == "E330200024001")
        #expect(try row(",e330200024001 ,A,B,19/11/2013,M,K,MLD,8,").record("child")?.key == "E330200024001")
        #expect(try row(",E330200024002,A,B,19/11/2013,M,K,MLD,8,").quarantined.first == "key-missing")
    }

    @Test(arguments: ["N", "", " ", "No SEN", "n - no sen"])
    func rowsWithNoSignOfSENDAreLeftOutByName(_ code: String) throws {
        #expect(try row("12,,Okafor,Tobias,19/11/2013,M,\(code),,8,").leftOut == "no sign of SEND")
    }

    @Test(arguments: ["N,MLD", "X9,", "K,"])
    func rowsWithAnySignOfSENDOrAnUnknownCodeAreKept(_ codes: String) throws {
        #expect(try row("12,,Okafor,Tobias,19/11/2013,M,\(codes),8,").record("child") != nil)
    }

    @Test func aRowLeftOutIsNotJudged() throws {
        #expect(try row(",,,,99,,N,,,").leftOut == "no sign of SEND")
        // At the end of a file such lines are the reader's to leave out.
        #expect(try row(",,,,,,,,,\n12,,Okafor,,19/11/2013,,K,,,").leftOut == "blank line")
    }

    @Test func everyRuleThatLeavesRowsOutSaysWhichTheyAre() throws {
        let manifest = try Fixtures.manifest("school-pupils")
        #expect(manifest.meaning(ofRule: "no sign of SEND").hasPrefix("pupils without SEN support"))
        #expect(manifest.meaning(ofRule: "blank line") == "lines with nothing in them")
        #expect(!manifest.meaning(ofRule: "nothing to record").isEmpty)
        #expect(manifest.meaning(ofRule: "a rule of an earlier version").isEmpty)
    }

    @Test func headerNamesAreComparedWithoutCaseAndPunctuation() throws {
        let row = try row("12,Okafor,19/11/2013,K", header: "ADMISSION_NUMBER,surname,Date Of Birth,sen-status\n")
        #expect(row.record("child")?.record[Child.surname] == "Okafor")
    }

    @Test func raggedRowsAreQuarantinedWithTheReadersWords() throws {
        let row = try row("12,too,few")
        guard case .quarantined(let faults, _) = row.outcome else {
            Issue.record("the row was not quarantined")
            return
        }
        #expect(faults[0].rule == "row-unreadable")
        #expect(faults[0].what == "This row has 3 columns but the header has 10.")
    }

    // MARK: Sets

    @Test func rowsFollowTheirParentsThroughTheFilesOfASet() throws {
        var session = MappingSession(
            try Fixtures.manifest("council-ehc"), definitions: Fixtures.definitions, today: Fixtures.today,
            partner: FeedPartner(name: "council"))
        _ = try Fixtures.rows(
            &session, "person", "persontableid,surname,personbirthdate\n1,Reid,2015-Jan-05 00:00:00\n2,Lee,\n")
        _ = try Fixtures.rows(
            &session, "requests",
            "requeststableid,persontableid,receiveddate\n11,1,2020-Jan-05 00:00:00\n12,2,2020-Jan-05 00:00:00\n13,3,\n")
        let rows = try Fixtures.rows(
            &session, "assessment",
            "assessmenttableid,requeststableid,assessmentoutcome\n21,11,Y\n22,12,Y\n23,13,Y\n24,,Y\n")
        #expect(rows[0].records[0].subject == SubjectKey(.child, space: "council-ehc", key: "1"))
        // The person's own row could not be used, but it is there.
        #expect(rows[1].records[0].subject.key == "2")
        #expect(rows[2].quarantined == ["parent-missing"])
        // The request is there, but not its child.
        #expect(rows[2].mentions?.contains("ehc-assessment 23") == true, "\(rows[2].mentions ?? [])")
        #expect(rows[3].quarantined == ["key-missing"])
    }

    @Test(arguments: [
        (#"{"resourceType":"Bundle","total":0}"#, true), (#"{"resourceType":"Bundle","entry":[]}"#, true),
        (#"{"resourceType":"OperationOutcome","issue":[{"code":"timeout"}]}"#, false), ("{}", false),
        (#"{"resourceType":null}"#, false),
    ])
    func anErrorOfTheServiceIsNotAnEmptyAnswer(_ answer: String, _ isRight: Bool) throws {
        guard let format = try Fixtures.manifest("health-demographics").files[0].formats.json else {
            Issue.record("the health feed is not JSON")
            return
        }
        var source = MemoryByteSource(answer)
        let captured = try JSONReader().read(
            &source, elements: format.elements, capturing: format.captures
        ) { _ in }
        #expect(captured.elements == 0)
        #expect((format.trouble(in: captured) == nil) == isRight)
    }

    @Test(arguments: [["2026-07-20", "2026-06-18", ""], ["", "2026-06-18", "2026-07-20"]])
    func theLeastOfSeveralValuesIsTheSameInAnyOrder(_ days: [String]) {
        var (least, first) = (LookupTable(), LookupTable())
        for day in days {
            least.insert("SR-1", [day], isLeast: true)
            first.insert("SR-1", [day])
        }
        #expect(least.entry(of: "SR-1").map { least.value(0, of: $0) } == "2026-06-18")
        #expect(first.entry(of: "SR-1").map { first.value(0, of: $0) } == days[0])
    }

    @Test func aLookUpTableKeepsManyKeysApart() {
        var table = LookupTable()
        for number in 0..<20_000 { table.insert("key-\(number)", ["\(number * 2)", "x"]) }
        table.insert("key-7", ["again", ""])
        #expect(table.count == 20_000)
        #expect(table.entry(of: "key-20000") == nil)
        for number in stride(from: 0, to: 20_000, by: 777) {
            let entry = table.entry(of: "key-\(number)")
            #expect(entry.map { table.value(0, of: $0) } == "\(number * 2)")
            #expect(entry.map { table.value(1, of: $0) } == "x")
        }
    }
}
