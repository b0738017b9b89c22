// What `adapters new` makes of a partner's file that nobody has seen.

import Foundation
import SENDRecords
import Testing

@testable import Adapters

@Suite struct ProposalTests {
    /// A therapy service's list with its own words for everything.
    private let caseload = Sample(
        name: "caseload 2026.csv", format: .csv(delimiter: 0x2C),
        columns: [
            "Client ID", "NHS No", "Client Surname", "Client First Name", "Date of Birth", "Gender", "Primary Need",
            "Secondary Need", "Team",
        ],
        rows: [
            ["RX1001", "9434765870", "Null", "Amara", "14/03/2014", "Female", "SLCN", "", "North"],
            ["RX1002", "9000000009", "O'Dell", "Idris", "02/11/2015", "Male", "ASD", "MLD", "North"],
            ["RX1003", "9000000017", "Fenwick", "Wren", "28/02/2016", "Female", "Talking", "", "South"],
        ])

    private func proposal(_ sample: Sample, _ types: [RecordType] = []) throws -> Proposal {
        Proposal(sample, id: "caseload", types: types, definitions: Fixtures.definitions)
    }

    private func reading(_ column: String, _ proposal: Proposal) -> String? {
        proposal.readings.first { $0.column == column }?.meaning
    }

    @Test(arguments: [
        ("Client ID", "the key"), ("NHS No", "child nhs-number"), ("Client Surname", "child surname"),
        ("Client First Name", "child forename"), ("Date of Birth", "child birth-date"), ("Gender", "child sex"),
        ("Primary Need", "sen-need need"), ("Secondary Need", "sen-need need"), ("Team", "not read"),
    ])
    func columnsAreKnownByHeaderAndValues(column: String, meaning: String) throws {
        #expect(reading(column, try proposal(caseload)) == meaning)
    }

    @Test func aWordThatNobodyKnowsIsMarkedAndNotGuessed() throws {
        let proposal = try proposal(caseload)
        #expect(proposal.doubts.contains { $0.hasPrefix("Primary Need") })
        let text = proposal.manifest(partner: "therapy service", title: "Caseload", definitions: Fixtures.definitions)
        #expect(text.contains("# ? Talking:"))
        #expect(!text.contains("\n              Talking:"))
    }

    @Test func thePrimaryAndTheSecondaryNeedAreTwoRecords() throws {
        let needs = try proposal(caseload).records.filter { $0.type.name == "sen-need" }
        #expect(needs.map(\.number) == [1, 2])
    }

    @Test func daysAndMonthsThatNobodyCanTellApartAreADoubt() throws {
        let sample = Sample(
            name: "a.csv", format: .csv(delimiter: 0x2C), columns: ["Ref", "Surname", "DOB"],
            rows: [["1", "Vale", "03/04/2015"], ["2", "Lane", "05/06/2016"]])
        #expect(try proposal(sample).doubts.contains { $0.contains("day or the month") })
    }

    @Test func withoutAKeyColumnAnIdentifierStandsInAndIsADoubt() throws {
        let sample = Sample(
            name: "a.csv", format: .csv(delimiter: 0x2C), columns: ["UPN", "Surname", "DOB"],
            rows: [["P330123419001", "Vale", "23/04/2015"], ["E330200024001", "Lane", "25/06/2016"]])
        let proposal = try proposal(sample)
        #expect(proposal.key.column == nil)
        #expect(proposal.doubts.contains { $0.hasPrefix("the key") })
    }

    @Test(arguments: [Sample.Format.csv(delimiter: 0x3B), .csv(delimiter: 0x2C), .workbook])
    func theFolderPassesItsOwnTestAndHoldsNothingOfTheSample(format: Sample.Format) throws {
        let sample = Sample(name: caseload.name, format: format, columns: caseload.columns, rows: caseload.rows)
        let plugins = NSTemporaryDirectory() + "plugins-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: plugins) }
        let definitions = Fixtures.definitions
        let folder = try ProposedFolder.write(
            proposal(sample), partner: "therapy service", title: "Caseload", plugins: plugins,
            today: try #require(CalendarDate(iso: "2026-11-21")), definitions: definitions)
        let results = try AdapterCheck.run(folder: folder.path, definitions: definitions)
        #expect(results.count == 1)
        #expect(results.allSatisfy { $0.passes && $0.rows == 6 })
        for file in folder.files {
            let text = try String(contentsOfFile: "\(folder.path)/\(file)", encoding: .utf8)
            for name in ["RX1001", "Null", "14/03/2014"] {
                #expect(!text.contains(name), "\(file) holds a value of the sample")
            }
        }
        #expect(throws: SampleError.self) {
            try ProposedFolder.write(
                proposal(sample), partner: "x", title: "x", plugins: plugins,
                today: try #require(CalendarDate(iso: "2026-11-21")), definitions: definitions)
        }
    }

    @Test func aJSONAnswerIsATableOfItsLongestArray() throws {
        let plugins = NSTemporaryDirectory() + "plugins-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: plugins) }
        try FileManager.default.createDirectory(atPath: plugins, withIntermediateDirectories: true)
        let file = plugins + "/students.json"
        let text = #"""
            {"meta":{"pages":[1,2]},"data":[
              {"id":"A1","surname":"Vale","forename":"Wren","date_of_birth":{"date":"2014-05-06"},"education":{"upn":"P330123419001"}},
              {"id":"A2","surname":"Lane","forename":"Idris","date_of_birth":{"date":"2015-07-28"},"education":{"upn":"E330200024001"}}]}
            """#
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        let sample = try Sample.read(file)
        #expect(sample.format == .json(elements: "$.data[*]"))
        let proposal = try proposal(sample)
        #expect(reading("$.education.upn", proposal) == "child upn")
        #expect(reading("$.id", proposal) == "the key")
        let definitions = Fixtures.definitions
        let folder = try ProposedFolder.write(
            proposal, partner: "MIS", title: "Students", plugins: plugins,
            today: try #require(CalendarDate(iso: "2026-11-21")), definitions: definitions)
        #expect(try AdapterCheck.run(folder: folder.path, definitions: definitions).allSatisfy(\.passes))
    }
}
