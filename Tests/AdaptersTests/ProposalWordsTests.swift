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
}
