import Adapters
import Feeds
import Foundation
import SENDRecords
import Testing

@testable import Gateway

@Suite struct SchoolNamingTests {
    private func refusal(
        _ header: [String], _ rows: [[String]], laestab: String? = "330/2001", read: [String] = []
    ) -> String? {
        var naming = SchoolNaming(urn: "103175", laestab: laestab)
        naming.begin(header, readByAdapter: read)
        for row in rows { naming.look(at: .of(row)) }
        return naming.refusal
    }

    @Test(arguments: [
        (["URN", "Adno"], [["103233", "1"], ["103233", "2"]]), (["School URN"], [["103233"], [""]]),
        (["LAESTAB"], [["3302002"]]), (["DfE number"], [["330/2002"]]), (["urn "], [["103233"]]),
    ])
    func aFileWhoseRowsAllNameAnotherSchoolIsRefused(header: [String], rows: [[String]]) throws {
        let told = try #require(refusal(header, rows))
        #expect(told.contains("103175"))
    }

    @Test(arguments: [
        (["URN"], [["103233"], ["103175"]]), (["URN"], [["103175"]]), (["URN"], [[""], ["none"]]),
        (["LAESTAB"], [["330 2001"]]), (["Adno"], [["103233"]]), (["URN"], []),
    ])
    func anyOtherFileIsTaken(header: [String], rows: [[String]]) {
        #expect(refusal(header, rows) == nil)
    }

    @Test func aColumnThatTheAdapterReadsIsTheAdaptersBusiness() {
        #expect(refusal(["URN"], [["103233"]], read: ["Urn"]) == nil)
    }

    @Test func withoutTheRegisterALaestabSaysNothing() {
        #expect(refusal(["LAESTAB"], [["3302002"]], laestab: nil) == nil)
    }
}

@Suite struct WrongFolderTests {
    static let pupils = ["Adno", "Surname", "DOB", "SEN status"]

    /// The shipped adapters, and a second one for schools whose columns are known from the start.
    private func manifests() throws -> [Manifest] {
        let city = try SmallCity()
        let other = """
            id: school-clubs
            version: 1
            title: Clubs
            partner: school
            population: test
            source: {inbox: {patterns: ["*.csv"]}}
            format: {csv: {delimiter: any, encoding: any}}
            contract: {snapshot: false, quarantined: {limit: 30%, floor: 5}}
            limits: {file: 1 MB}
            key-spaces: {child: "school-pupils@{partner-urn}"}
            files:
              - name: clubs
                required-columns: [Adno, Club]
                other-columns: [Surname, DOB, SEN status, Day, Room, Leader, Cost, Term, Bus]
                records:
                  - type: enrolment
                    key: Adno
                    fields: {setting: {value: partner-urn}}
            """
        try FileManager.default.copyItem(atPath: "\(SmallCity.root)/Plugins", toPath: city.plugins)
        try city.plugIn(["school-clubs": other])
        return try GatewayConfiguration.load(folder: "\(city.folder)/config", today: city.city.today).manifests
    }

    private func told(_ header: [String], in id: String, _ manifests: [Manifest]) throws -> String? {
        let manifest = try #require(manifests.first { $0.id == id })
        return WrongFolder(
            header: header, for: manifest, fit: manifest.files[0].fit(of: header), among: manifests)?.reason
    }

    @Test func theRightFolderIsNamed() throws {
        let manifests = try manifests()
        let clubs = try #require(try told(["Adno", "Club", "Day"], in: "school-pupils", manifests))
        #expect(clubs.contains("school-clubs (Clubs)"))
        #expect(RefusalAdvice.split(clubs).advice == "Save it in the folder school-clubs instead.")
        let pupils = try #require(try told(Self.pupils, in: "school-clubs", manifests))
        #expect(pupils.contains("school-pupils"))
    }

    @Test func aFileThatFitsItsFolderIsTakenThereAlsoWhereItFitsAnother() throws {
        let manifests = try manifests()
        #expect(try told(Self.pupils, in: "school-pupils", manifests) == nil)
        #expect(try told(Self.pupils + ["Club"], in: "school-pupils", manifests) == nil)
    }

    @Test func aFileOfWhichAnotherFolderKnowsEveryColumnBelongsThere() throws {
        let manifests = try manifests()
        let header = Self.pupils + ["Club", "Day", "Room", "Leader", "Cost", "Term", "Bus"]
        #expect(try told(header, in: "school-pupils", manifests)?.contains("school-clubs") == true)
    }

    @Test func whatAPartnerSendsDirectlyIsToldSo() throws {
        let manifests = try manifests()
        for manifest in manifests where !manifest.source.isInbox {
            for file in manifest.files where !file.requiredColumns.isEmpty {
                let header = file.requiredColumns.compactMap(\.first) + file.otherColumns
                guard let told = try told(header, in: "school-clubs", manifests) else {
                    Issue.record("\(manifest.id) \(file.name) is not recognised")
                    continue
                }
                #expect(told.contains("directly") || told.contains("belongs in the folder"), "\(told)")
            }
        }
    }

    @Test func headingsThatNobodyKnowsSayNothing() throws {
        #expect(try told(["Foo", "Bar"], in: "school-pupils", try manifests()) == nil)
    }
}
