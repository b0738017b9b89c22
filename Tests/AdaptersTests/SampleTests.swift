// The samples of real partners' publications, where they are on this machine.

import Feeds
import Foundation
import SENDRecords
import Testing

@testable import Adapters

struct SampleTests {
    static let folder = Fixtures.root + "/../shared/samples"

    /// Says that a test was skipped for want of samples.
    private func has(_ path: String) -> Bool {
        if FileManager.default.fileExists(atPath: "\(Self.folder)/\(path)") { return true }
        print("skipped: there is no ../shared/samples/\(path)")
        return false
    }

    private func rows(_ session: inout MappingSession, _ file: String, _ path: String) throws -> [MappedRow] {
        var source = FileByteSource(path: "\(Self.folder)/\(path)")
        return try Fixtures.rows(&session, file, from: &source)
    }

    private func session(_ id: String) throws -> MappingSession {
        MappingSession(
            try Fixtures.manifest(id), definitions: Fixtures.definitions, today: Fixtures.today,
            partner: Fixtures.school)
    }

    @Test func everySchoolOfTheRegisterSampleIsRead() throws {
        guard has("schools_gias/gias_subset.csv") else { return }
        var session = try session("gias-schools")
        let rows = try rows(&session, "establishments", "schools_gias/gias_subset.csv")
        #expect(rows.count == 8)
        #expect(rows.allSatisfy { $0.record("setting") != nil })
        let first = try #require(rows.first?.record("setting"))
        #expect(first.record[Setting.name] == "The Aldgate School")
        #expect(first.record[Setting.laestab] == "2013614")
        #expect(first.subject == SubjectKey(.setting, space: "urn", key: "100000"))
        // A school overseas belongs to no authority: the register's 0 stands for nothing.
        let overseas = try #require(rows.first { $0.records.first?.key == "150516" }?.record("setting"))
        #expect(overseas.record[Setting.localAuthority] == nil)
        #expect(overseas.record[Setting.name] == "Dubai Scholars Private School")
    }

    @Test func theSmallerExtractWithItsInventedShortNumbersIsQuarantinedRowByRow() throws {
        guard has("schools_gias/import_with_trusts_and_regions.csv") else { return }
        var session = try session("gias-schools")
        let rows = try rows(&session, "establishments", "schools_gias/import_with_trusts_and_regions.csv")
        #expect(rows.count == 6)
        // Its URNs have three digits: a failing identifier is never a key.
        #expect(rows.allSatisfy { $0.quarantined.contains("key-missing") })
    }

    @Test func everyLinkBetweenSchoolsIsRead() throws {
        guard has("schools_gias/links_first_3000.csv") else { return }
        var session = try session("gias-schools")
        let rows = try rows(&session, "links", "schools_gias/links_first_3000.csv")
        #expect(rows.count == 3000)
        #expect(rows.allSatisfy { $0.record("setting-link") != nil })
        #expect(Set(rows.compactMap { $0.records.first?.key }).count == 3000)
    }

    @Test func everyPatientBundleIsReadAndAdultsAreNamedAsTooOld() throws {
        let path = "health_pds_fhir_r4/searchResponses"
        guard has(path) else { return }
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(Self.folder)/\(path)").sorted()
        let manifest = try Fixtures.manifest("health-demographics")
        guard let format = manifest.files[0].formats.json else {
            Issue.record("the health feed is not JSON")
            return
        }
        var bundles = 0
        var outcomes: [String: Int] = [:]
        var restricted: [String] = []
        for name in names {
            var session = try session("health-demographics")
            session.begin(file: "patients")
            var source = FileByteSource(path: "\(Self.folder)/\(path)/\(name)")
            var rows: [MappedRow] = []
            let captured = try JSONReader().read(&source, elements: format.elements, capturing: format.captures) {
                rows.append(session.map($0))
            }
            guard format.trouble(in: captured) == nil else { continue }
            bundles += 1
            for row in rows {
                if let child = row.record("child") {
                    outcomes["child", default: 0] += 1
                    if child.record[Child.restricted] == true { restricted.append(child.key) }
                    #expect(child.subject.space == "health-demographics")
                } else {
                    outcomes[row.quarantined.first ?? "nothing", default: 0] += 1
                }
            }
        }
        #expect(bundles > 15)
        #expect(outcomes["child", default: 0] > 0)
        #expect(outcomes["birth-date-too-early", default: 0] > 0)
        #expect(Set(outcomes.keys).isSubset(of: ["child", "birth-date-too-early", "required-missing"]), "\(outcomes)")
        #expect(restricted.contains("9000000025"))
    }

    @Test func aNumberThatFailsItsCheckStaysInTheRecordAndIsMarked() throws {
        let path = "health_pds_fhir_r4/searchResponses/PatientCompoundName.json"
        guard has(path) else { return }
        var session = try session("health-demographics")
        session.begin(file: "patients")
        var source = FileByteSource(path: "\(Self.folder)/\(path)")
        var rows: [MappedRow] = []
        _ = try JSONReader().read(&source, elements: try JSONPath(parsing: "$.entry[*].resource")) {
            rows.append(session.map($0))
        }
        let child = try #require(rows.first?.record("child"))
        #expect(child.record[Child.nhsNumber.declaration.number] == .unverified("9000000015"))
        #expect(child.record[Child.forename] == "John Paul")
        #expect(rows[0].notes.map(\.rule) == ["identifier-fails"])
    }

    /// Their patients are adults, and they book, document or ask to validate: nothing of them is taken for a child.
    @Test(arguments: ["health-referrals", "health-demographics"])
    func noAnswerOfTheReferralStandardIsTakenForAChild(adapter: String) throws {
        let path = "health_bars_fhir_r4"
        guard has(path) else { return }
        let rule = try #require(try Fixtures.manifest(adapter).files.first { $0.formats.json != nil })
        var refusals: [String: Int] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: "\(Self.folder)/\(path)").sorted() {
            var session = try session(adapter)
            session.begin(file: rule.name)
            var source = FileByteSource(path: "\(Self.folder)/\(path)/\(name)")
            var rows: [MappedRow] = []
            let summary = try rule.read(&source) { event in
                if case .element(let element) = event { rows.append(session.map(element)) }
            }
            #expect(rows.allSatisfy { $0.records.isEmpty }, "\(name)")
            if name.hasPrefix("OperationOutcome") { #expect(summary.trouble?.contains("it says ") == true, "\(name)") }
            if let trouble = summary.trouble { refusals[String(trouble.prefix(20)), default: 0] += 1 }
            guard adapter == "health-referrals", summary.trouble == nil else { continue }
            #expect(rows.map(\.leftOut) == ["no referral"], "\(name)")
        }
        #expect(refusals.values.reduce(0, +) > 40, "\(refusals)")
    }

    @Test(arguments: ["errorResponses", "patientResponses"])
    func noErrorAndNoSinglePatientIsTakenForACohort(folder: String) throws {
        let path = "health_pds_fhir_r4/\(folder)"
        guard has(path) else { return }
        let rule = try #require(try Fixtures.manifest("health-demographics").file("patients"))
        for name in try FileManager.default.contentsOfDirectory(atPath: "\(Self.folder)/\(path)").sorted() {
            var source = FileByteSource(path: "\(Self.folder)/\(path)/\(name)")
            let trouble = try rule.read(&source) { _ in }.trouble
            let why = folder == "errorResponses" ? "it says " : "does not hold Bundle"
            #expect(trouble?.contains(why) == true, "\(name): \(trouble ?? "taken")")
        }
    }
}
