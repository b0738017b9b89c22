// What health services answer beside what was asked for: errors, messages, resources of other kinds. Small invented answers
// of the shapes that the NHS publishes as samples of its demographics, and booking and referral, services.

import Feeds
import Testing

@testable import Adapters

struct FHIRAnswerTests {
    /// What comes of a payload: why it is refused whole, and each row as its records or the rule that took it.
    private func look(_ adapter: String, _ file: String, _ text: String) throws -> (trouble: String?, rows: [String]) {
        let manifest = try Fixtures.manifest(adapter)
        var session = MappingSession(
            manifest, definitions: Fixtures.definitions, today: Fixtures.today, partner: Fixtures.school)
        session.begin(file: file)
        var source = MemoryByteSource(text)
        var rows: [MappedRow] = []
        let summary = try #require(manifest.file(file)).read(&source) { event in
            if case .element(let element) = event { rows.append(session.map(element)) }
        }
        return (
            summary.trouble,
            rows.map { row in
                row.leftOut ?? (row.mentions == nil ? nil : row.quarantined.joined(separator: ", "))
                    ?? row.records.map { "\($0.type) \($0.key)" }.joined(separator: ", ")
            }
        )
    }

    private static func outcome(_ issue: String) -> String {
        #"{"resourceType": "OperationOutcome", "issue": [\#(issue)]}"#
    }

    private static func bundle(_ resources: String...) -> String {
        let entries = resources.enumerated().map { #"{"fullUrl": "urn:uuid:\#($0)", "resource": \#($1)}"# }
        return #"{"resourceType": "Bundle", "type": "searchset", "entry": [\#(entries.joined(separator: ", "))]}"#
    }

    private static let feeds = [("health-demographics", "patients"), ("health-referrals", "messages")]

    @Test(arguments: feeds) func anErrorIsRefusedByItsCodeAndIsNoEmptyCohort(adapter: String, file: String) throws {
        let coded = Self.outcome(
            #"{"severity": "information", "code": "multiple-matches", "details": {"coding": [{"code": "TOO_MANY_MATCHES"}]}}"#
        )
        #expect(
            try look(adapter, file, coded).trouble?.contains("it says TOO_MANY_MATCHES at $.issue[0].details") == true)
        let plain = Self.outcome(#"{"severity": "error", "code": "too-costly"}"#)
        #expect(try look(adapter, file, plain).trouble?.contains("it says too-costly at $.issue[0].code") == true)
    }

    @Test(arguments: feeds) func whatAnErrorSaysInASentenceIsNotRepeated(adapter: String, file: String) throws {
        for said in ["Ada Reid is unknown", "9000000009", "Über", ""] {
            let trouble = try look(adapter, file, Self.outcome(#"{"code": "\#(said)"}"#)).trouble
            #expect(trouble?.contains("something that is no plain code") == true)
            #expect(said.isEmpty || trouble?.contains(said) == false)
        }
    }

    @Test(arguments: feeds) func oneResourceAloneIsNoAnswerOfASearch(adapter: String, file: String) throws {
        let alone = #"{"resourceType": "Patient", "id": "9000000009"}"#
        #expect(try look(adapter, file, alone).trouble?.contains("does not hold Bundle at $.resourceType") == true)
    }

    @Test func whatIsNoPatientIsLeftOutByName() throws {
        let bundle = Self.bundle(
            #"{"resourceType": "Appointment", "id": "a"}"#,
            Self.outcome(#"{"severity": "warning", "code": "incomplete"}"#),
            #"{"resourceType": "Patient", "id": "9000000033", "identifier": [], "meta": {"security": [{"code": "U"}]}}"#,
            """
            {"resourceType": "Patient", "id": "9000000017", "birthDate": "2013-11-19",
             "name": [{"use": "old", "family": "Past"}, {"use": "official", "family": "Okafor"}]}
            """)
        let (trouble, rows) = try look("health-demographics", "patients", bundle)
        #expect(trouble == nil)
        #expect(
            rows == [
                "not a patient", "message of the service", "required-missing, required-missing", "child 9000000017",
            ])
    }

    @Test func anEmptyAnswerIsAnEmptyCohort() throws {
        let (trouble, rows) = try look(
            "health-demographics", "patients", #"{"resourceType": "Bundle", "type": "searchset", "total": 0}"#)
        #expect(trouble == nil && rows.isEmpty)
    }

    /// A ServiceRequest about the Patient that stands behind it, with its parent.
    private static func referral(_ category: String, _ performer: String = #"{"identifier": {"value": "RXX01"}}"#)
        -> String
    {
        func patient(_ number: String, _ birth: String) -> String {
            #"""
            {"resourceType": "Patient", "birthDate": "\#(birth)",
             "identifier": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "\#(number)"}]}
            """#
        }
        return bundle(
            #"""
            {"resourceType": "ServiceRequest", "identifier": [{"value": "SR-1"}], "status": "active",
             "category": [{"coding": [{"code": "\#(category)"}]}], "subject": {"reference": "urn:uuid:1"},
             "performer": [\#(performer)], "authoredOn": "2026-03-02T10:15:00+00:00"}
            """#, patient("9000000009", "2017-03-14"), patient("9000000041", "1984-05-17"))
    }

    @Test func aReferralStatesWhomItIsAboutAndNobodyElse() throws {
        let (trouble, rows) = try look("health-referrals", "messages", Self.referral("referral"))
        #expect(trouble == nil)
        #expect(rows == ["child 9000000009, referral RXX01/SR-1"])
    }

    @Test func whatRefersNobodyIsLeftOutByName() throws {
        for bundle in [
            Self.referral("validation"), Self.bundle(#"{"resourceType": "Appointment", "id": "a"}"#), Self.bundle(),
            // An entry that isn't wrapped is no entry.
            #"{"resourceType": "Bundle", "entry": [{"resourceType": "ServiceRequest", "id": "a"}]}"#,
        ] {
            #expect(try look("health-referrals", "messages", bundle).rows == ["no referral"])
        }
    }

    @Test func anErrorAmongAnswersIsRefusedByNameAndARemarkIsLeftOut() throws {
        let remark = Self.outcome(#"{"severity": "warning", "code": "incomplete"}"#)
        let error = Self.outcome(#"{"severity": "error", "code": "transient"}"#)
        let lines = [Self.bundle(), remark, error].map { $0.replacing("\n", with: " ") + "\n" }.joined()
        #expect(
            try look("health-referrals", "messages", lines).rows == [
                "no referral", "message of the service", "service-error",
            ])
        #expect(
            try look("health-demographics", "patients", Self.bundle(error, remark)).rows == [
                "service-error", "message of the service",
            ])
    }

    @Test func aReferralToAServiceWithoutItsCodeIsQuarantined() throws {
        let bundle = Self.referral("referral", #"{"reference": "urn:uuid:9"}"#)
        #expect(try look("health-referrals", "messages", bundle).rows == ["key-missing"])
    }
}
