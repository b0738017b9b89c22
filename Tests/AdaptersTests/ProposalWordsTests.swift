// What `adapters new` understands of partners' words: headers, code words, lists, whole names, groups of columns.

import SENDRecords
import Testing

@testable import Adapters

@Suite struct ProposalWordsTests {
    private func sample(_ columns: [String], _ rows: [[String?]]) -> Sample {
        Sample(name: "list.csv", format: .csv(delimiter: 0x2C), columns: columns, rows: rows)
    }

    private func proposal(_ columns: [String], _ rows: [[String?]], _ types: [RecordType] = []) -> Proposal {
        Proposal(sample(columns, rows), id: "list", types: types, definitions: Fixtures.definitions)
    }

    private func reading(_ column: String, _ proposal: Proposal) -> Proposal.Reading? {
        proposal.readings.first { $0.column == column }
    }

    /// One column beside an identity that no list lacks.
    private func reading(of header: String, _ values: [String]) -> Proposal.Reading? {
        let rows = values.enumerated().map { ["P\($0.offset)", "Vale", "Wren", "2\($0.offset)/04/2015", $0.element] }
        return reading(header, proposal(["Pupil ID", "Surname", "Forename", "DOB", header], rows))
    }

    @Test func everyFieldThatTheTableNamesIsThere() {
        #expect(FieldNames.unknown.isEmpty)
    }

    @Test(arguments: [
        ("Pupil's Legal Surname", "legal surname"), ("DoB", "date birth"), ("D.O.B.", "date birth"),
        ("NHSNumber", "nhs number"), ("SENneed", "sen need"), ("Yr Grp", "year"), ("M/F", "sex"),
        ("Gender (M/F)", "sex"), ("Date EHCP Finalised", "date plan final"), ("W/chair Y/N", "wheelchair"),
        ("Ref Received", "referral received"), ("Period From", "period start"), ("Weekly Cost £", "weekly amount"),
    ])
    func headersComeDownToTheSameWords(header: String, words: String) {
        #expect(HeaderWords(header).words.joined(separator: " ") == words)
    }

    @Test(arguments: [
        ("Date EHCP Finalised", "ehc-assessment final-sent", ["13/04/2026", "14/05/2026", ""]),
        ("SEN Status (Current)", "sen-provision provision", ["EHCP", "SEN Support", "No SEN"]),
        ("Primary Area of Need", "sen-need need", ["ASC", "SLCN", "Autistic Spectrum Disorder"]),
        ("Yr Grp", "enrolment year-group", ["Year  7", "Yr 8", "09"]),
        ("Date AR Due", "annual-review planned", ["13/04/2026", "14/05/2026", ""]),
        ("Referral Date", "referral received", ["13/04/2026", "14/05/2026", ""]),
    ])
    func usualHeadersAreSure(header: String, meaning: String, values: [String]) throws {
        let found = try #require(reading(of: header, values))
        #expect(found.meaning == meaning)
        #expect(found.isSure)
    }

    @Test(arguments: [
        ("School Postcode", ["B1 1AA", "B14 7QH", "B31 2AA"]), ("Sibling Surname", ["Vale", "Lane", "Hill"]),
        ("Previous School URN", ["103175", "103176", "103175"]),
        ("GP Practice Phone", ["01214960001", "01214960002", ""]),
        ("Caseworker", ["A Hill", "B Hill", "C Hill"]), ("EHCP Y/N", ["Y", "N", "Y"]),
    ])
    func whatIsSomebodyElsesIsNotTheChilds(header: String, values: [String]) throws {
        let found = try #require(reading(of: header, values))
        #expect(!found.isRead || !found.isSure)
        #expect(!found.meaning.hasPrefix("child "))
    }

    @Test func needsBeyondTheSecondAreRecordsOfTheirOwn() {
        let made = proposal(
            ["Adno", "Surname", "DOB", "Need 1", "Need 1 Start", "Need 2", "Need 2 Start", "Need 3"],
            [
                ["1", "Vale", "13/04/2015", "ASD", "2024-01-02", "SLCN", "", "HI"],
                ["2", "Lane", "14/04/2015", "MLD", "2024-01-02", "", "", ""],
            ])
        #expect(made.records.filter { $0.type == SENNeed.declaration.type }.map(\.number) == [1, 2, 3])
        #expect(reading("Need 1 Start", made)?.isRead == false)
    }

    @Test(arguments: [["ASD; SLCN", "MLD"], ["1. ASD, 2. MLD", "1. SLCN"], ["ASD/SLCN", "HI"]])
    func severalNeedsInOneColumnArePartedAndMarked(cells: [String]) throws {
        let rows = cells.enumerated().map { ["\($0.offset + 1)", "Vale", "1\($0.offset)/04/2015", $0.element] }
        let made = proposal(["Adno", "Surname", "DOB", "SEN needs"], rows)
        #expect(made.records.filter { $0.type == SENNeed.declaration.type }.map(\.number) == [1, 2])
        #expect(try #require(reading("SEN needs", made)).isSure == false)
    }

    @Test func aWholeNameIsPartedAndMarked() throws {
        let made = proposal(
            ["Client Name", "NHS No.", "DOB"],
            [
                ["VALE, Wren (Mx)", "9434765870", "13/04/2015"], ["LANE, Idris (Mr)", "9000000009", "14/04/2015"],
            ])
        let found = try #require(reading("Client Name", made))
        #expect(found.meaning == "child forename, child surname")
        #expect(!found.isSure)
        let text = made.manifest(partner: "service", title: "List", definitions: Fixtures.definitions)
        #expect(text.contains("apply: [after: \",\", before: \"(\"]"))
    }

    @Test func aRowsOwnNumberIsNotTheChilds() {
        let made = proposal(
            ["Referral ID", "Patient ID", "Surname", "DOB", "Referral Date"],
            [["71", "P1", "Vale", "13/04/2015", "13/04/2026"], ["72", "P2", "Lane", "14/04/2015", "14/04/2026"]])
        #expect(reading("Patient ID", made)?.meaning == "the key")
        #expect(reading("Referral ID", made)?.meaning == "the key of the row")
    }

    @Test func anEmptyIdentifierIsNoKey() {
        let made = proposal(
            ["Case ID", "NHS Number", "DOB", "Advice Type", "Date Requested"],
            [
                ["K1", "", "13/04/2015", "OT", "13/04/2026"], ["K1", "", "13/04/2015", "SALT", "13/04/2026"],
                ["K2", "", "14/04/2015", "OT", "14/04/2026"],
            ])
        #expect(reading("Case ID", made)?.meaning == "the key")
    }

    @Test func aRecordIsOnlyLeftAwayWhereAllOfItIsBlank() {
        let made = proposal(
            ["Licence Number", "Licence Holder", "Badge No", "Date Revoked"],
            [["HC1", "Wren Vale", "51", ""], ["HC2", "Idris Lane", "52", "14/04/2026"]])
        let text = made.manifest(partner: "licensing", title: "Register", definitions: Fixtures.definitions)
        #expect(reading("Licence Holder", made)?.meaning == "crew-member name")
        #expect(!text.contains("when:"))
    }

    @Test func childrenWithoutSENAreLeftOutWhereTheRowSaysIt() {
        let made = proposal(
            ["Adno", "Surname", "DOB", "SEN Status", "Need"],
            [["1", "Vale", "13/04/2015", "K", "ASD"], ["2", "Lane", "14/04/2015", "N", ""]])
        let text = made.manifest(partner: "school", title: "Pupils", definitions: Fixtures.definitions)
        #expect(text.contains("{field: sen-provision.provision, one-of: N, or-blank: true}"))
        #expect(text.contains("- blank: [Need]"))
    }

    @Test func aWeeklyCostSaysWhatItCovers() throws {
        let made = proposal(
            ["Child ID", "Surname", "DOB", "Weekly Cost £", "Funding Band"],
            [["1", "Vale", "13/04/2015", "£1,234.50", "5a"], ["2", "Lane", "14/04/2015", "£99.00", "6"]])
        let funding = try #require(made.records.first { $0.type == Funding.declaration.type })
        #expect(funding.constants.map(\.text) == ["week"])
        #expect(funding.fields.first { $0.field.name == "amount" }?.steps == ["pence"])
    }

    @Test func whatIsNotReadIsToldWithWhatItMayBe() throws {
        let made = proposal(
            ["Adno", "Surname", "DOB", "Next review"],
            [["1", "Vale", "13/04/2015", "13/04/2026"], ["2", "Lane", "14/04/2015", "14/05/2026"]])
        let found = try #require(reading("Next review", made))
        #expect(!found.isRead)
        #expect(found.hints.contains("annual-review planned"))
    }

    @Test(arguments: [
        ("sex", "Boy", "M"), ("sen-provision", "SEN Support (K)", "K"), ("sen-provision", "E: EHC plan", "E"),
        ("sen-type", "ASC", "ASD"), ("year-group", "Year 07", "7"), ("year-group", "Reception", "R"),
        ("ethnicity", "White - British", "WBRI"), ("review-outcome", "No change", "M"),
    ])
    func usualWordsOfCodesAreKnown(set: String, word: String, code: String) throws {
        let set = try #require(Fixtures.definitions.codeSets[set])
        #expect(CodeWords.code(for: word, in: set) == code)
    }

    @Test(arguments: [
        ("sen-provision", "S"), ("sen-provision", "K - EHC plan"), ("sex", "Other"), ("sen-type", "Talking"),
    ])
    func wordsThatMayMeanTwoThingsAreNotKnown(set: String, word: String) throws {
        let set = try #require(Fixtures.definitions.codeSets[set])
        #expect(CodeWords.code(for: word, in: set) == nil)
    }

    @Test(arguments: ["Placement Postcode", "Placement Type"])
    func aGroupsNameThatIsSomebodyElsesIsKept(header: String) throws {
        let rows = (1...3).map { ["\($0)", "Vale", "1\($0)/04/2015", $0 == 1 ? "U1" : "K2", "B1 \($0)AA"] }
        let made = proposal(["Child ID", "Surname", "DOB", "Placement Type", "Placement Postcode"], rows)
        #expect(try #require(reading(header, made)).isRead == false)
    }

    @Test func whatStandsInBracketsOnlyExplains() throws {
        let found = try #require(reading(of: "Exclusion Type (Fixed/Perm)", ["Fixed term", "Permanent", "Fixed term"]))
        #expect(found.meaning == "suspension type")
    }

    @Test func withoutAnyNumberNameAndBirthDateStandInAndThatIsMarked() {
        let made = proposal(
            ["Surname", "Forename", "DOB", "House and street"],
            [["Vale", "Wren", "13/04/2015", "1 Elm Row"], ["Lane", "Idris", "14/04/2015", "2 Elm Row"]])
        #expect(made.key.together.count == 3)
        #expect(made.key.doubt != nil)
    }

    @Test func aNestedListGivesARecordForEachOfItsElements() {
        let sample = Sample(
            name: "a.json", format: .json(elements: "$.students[*]"),
            columns: ["$.student_id", "$.surname", "$.dob", "$.sen.needs[0].type.code", "$.sen.needs[1].type.code"],
            rows: [["1", "Vale", "2015-04-13", "ASD", "SLCN"], ["2", "Lane", "2015-04-14", "MLD", nil]])
        let made = Proposal(sample, id: "list", definitions: Fixtures.definitions)
        let needs = made.records.filter { $0.type == SENNeed.declaration.type }
        #expect(needs.map(\.each) == ["$.sen.needs[*]"])
        #expect(needs.first?.fields.map(\.path) == ["@each.type.code"])
        #expect(reading("$.sen.needs[1].type.code", made)?.meaning == "sen-need need")
    }

    @Test func anElementThatSaysWhatItIsIsReadWhereverItStands() {
        let sample = Sample(
            name: "a.json", format: .json(elements: "$.entry[*].resource"),
            columns: [
                "$.id", "$.identifier[0].system", "$.identifier[0].value", "$.name[0].use", "$.name[0].family",
                "$.birthDate",
            ],
            rows: [
                ["p1", "https://nhs.example/number", "9434765870", "official", "Vale", "2015-04-13"],
                ["p2", "https://nhs.example/number", "9000000009", "official", "Lane", "2015-04-14"],
                ["p3", "https://nhs.example/number", "9000000017", "official", "Hill", "2015-04-15"],
            ])
        let text = Proposal(sample, id: "list", definitions: Fixtures.definitions)
            .manifest(partner: "trust", title: "Patients", definitions: Fixtures.definitions)
        #expect(text.contains("$.identifier[?@.system=='https://nhs.example/number'].value"))
        #expect(text.contains("$.name[?@.use=='official'].family"))
    }

    @Test func notesAboutSomebodyAreNeverCopied() {
        let rows = (1...9).map { ["\($0)", "Vale", "1\($0)/04/2015", $0 < 3 ? "ASD" : "ASD, seen by Dr Hill \($0)"] }
        let made = proposal(["Pupil ID", "Surname", "DOB", "Primary Need"], rows)
        let text = made.manifest(partner: "service", title: "List", definitions: Fixtures.definitions)
        #expect(!text.contains("Dr Hill"))
    }

    @Test func anAssessmentFollowsItsRequest() {
        let made = proposal(
            ["Pupil ID", "Surname", "DOB", "Date Request Received", "Date Draft Issued"],
            [
                ["1", "Vale", "13/04/2015", "13/01/2026", "13/04/2026"], ["2", "Lane", "14/04/2015", "14/01/2026", ""],
            ])
        let text = made.manifest(partner: "council", title: "Cases", definitions: Fixtures.definitions)
        #expect(text.contains("request: {value: key}"))
    }

    @Test func theOtherYearsAreReadThoughTheSampleHasNone() throws {
        let set = try #require(Fixtures.definitions.codeSets["year-group"])
        let more = Proposal.likewise(["Year 7", "Year 8"], set)
        #expect(more.contains { $0.word == "Year 11" && $0.code == "11" })
        #expect(!more.contains { $0.word == "Year 7" })
    }

    @Test func driversWithSurnamesAreNoChildren() throws {
        let made = proposal(
            ["Badge Number", "Forename", "Surname", "DBS Number", "DBS Date", "Licence Expiry"],
            [
                ["901", "Wren", "Vale", "001234567890", "13/04/2025", "13/04/2027"],
                ["902", "Idris", "Lane", "001234567891", "14/04/2025", "14/04/2027"],
            ])
        #expect(made.entity == .crewMember)
        let text = made.manifest(partner: "operator", title: "Drivers", definitions: Fixtures.definitions)
        #expect(text.contains("name: {template: \"{Forename} {Surname}\"}"))
    }

    @Test func marksWithoutTheirSessionsAreNotRead() throws {
        let made = proposal(
            ["Adno", "Surname", "DOB", "Attendance Marks"],
            [["1", "Vale", "13/04/2015", "/\\/\\"], ["2", "Lane", "14/04/2015", "NN/\\"]])
        #expect(try #require(reading("Attendance Marks", made)).isRead == false)
    }
}
