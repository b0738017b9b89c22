import Feeds
import Foundation
import SENDRecords
import Testing

@testable import Gateway

/// Two feeds of one council that state the same requests, plans and reviews.
@Suite struct PairedFeedsTests {
    private static let day = "20-11-2026"

    /// The return's tables: one child with a request of this day, one with a plan and a review.
    private func ehc(_ small: SmallCity, received: String = "2026-May-05") throws -> ControlRequest {
        try pull(
            small, "council-ehc",
            [
                "person": """
                persontableid,surname,forename,personbirthdate,sex,postcode,upn
                9001,Okafor,Zainab,2017-Mar-14,F,B13 8JP,P330123419001
                9002,Reid,Callum,2014-Sep-02,M,B29 6AA,E330200024001
                """,
                "requests": """
                requeststableid,persontableid,receiveddate,requestoutcome
                8001,9001,\(received),Y
                8002,9002,2019-Jan-07,H
                """,
                "assessment": """
                assessmenttableid,requeststableid,assessmentoutcome,assessmentoutcomedate
                7001,8001,A,
                7002,8002,H,
                """,
                "namedplan": """
                namedplantableid,assessmenttableid,startdate
                6002,7002,2019-May-20
                """,
                "plandetail": "plandetailtableid,namedplantableid,placementrank",
                "activeplans": """
                activeplanstableid,requeststableid,reviewmeeting,reviewoutcome,lastreview
                4002,8002,2026-Sep-24,A,2026-Oct-20
                """,
                "placementdetail": "placementdetailtableid,activeplanstableid,placementrank",
                "senneed": "senneedtableid,activeplanstableid,sentype",
            ].map { name, text in ("Blade-Export_\(Self.day)_\(name).csv", text) })
    }

    /// The case system's report of the same children.
    private func casework(
        _ small: SmallCity, received: String = "2026-05-01", more cases: String = ""
    ) throws -> ControlRequest {
        try pull(
            small, "council-casework",
            [
                (
                    "children_2026-11-20.csv",
                    """
                    child_id,surname,forename,birth_date,sex,upn,postcode
                    100241,Okafor,Zainab,2017-03-14,F,P330123419001,B13 8JP
                    100242,Reid,Callum,2014-09-02,M,E330200024001,B29 6AA
                    """
                ),
                (
                    "cases_2026-11-20.csv",
                    """
                    case_id,child_id,received,request_decision,issue_decision,draft_sent
                    C-2601,100241,\(received),Y,A,2026-08-24
                    C-1904,100242,2019-01-07,H,H,
                    \(cases)
                    """
                ),
                ("plans_2026-11-20.csv", "plan_id,child_id,case_id,started\nP-1904,100242,C-1904,2019-05-20"),
                (
                    "reviews_2026-11-20.csv",
                    """
                    review_id,child_id,meeting,outcome,decided
                    R-8801,100242,2026-09-24,A,2026-10-20
                    R-7701,100242,2025-09-25,M,2025-10-20
                    """
                ),
            ])
    }

    private func pull(_ small: SmallCity, _ adapter: String, _ files: [(String, String)]) throws -> ControlRequest {
        let paths = try files.map { name, text in try small.write(Array("\(text)\n".utf8), name) }
        return ControlRequest("pull", ["adapter": adapter, "files": paths.joined(separator: "\n")])
    }

    /// The feeds behind each record of a type, by the record's key.
    private func sources(_ gateway: Gateway, _ child: String, _ type: String) throws -> [String: [String]] {
        let told = try GatewayReader(gateway).explainChild(child).json
        let records = (told["records"]?.elements ?? []).filter { $0["type"]?.text == type }
        return Dictionary(
            uniqueKeysWithValues: records.map { record in
                let feeds = record["sources"]?.elements?.compactMap { $0["feed"]?.text }
                return (record["key"]?.text ?? "", feeds ?? [record["feed"]?.text ?? ""])
            })
    }

    private func findings(_ gateway: Gateway) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for finding in try GatewayReader(gateway).openFindings() { counts[finding.kind, default: 0] += 1 }
        return counts
    }

    @Test func whatTwoFeedsStateIsOneRecordAndOneSignal() async throws {
        let small = try SmallCity(children: 10, more: ["council-casework"])
        try await small.open { gateway in
            try await gateway.work(ehc(small))
            try await gateway.work(casework(small))
            let both = ["council-casework", "council-ehc"]
            #expect(try sources(gateway, "council-ehc:9001", "ehc-request") == ["C-2601": both])
            #expect(try sources(gateway, "council-ehc:9001", "ehc-assessment") == ["C-2601": both])
            #expect(try sources(gateway, "council-ehc:9002", "ehc-plan") == ["P-1904": both])
            #expect(
                try sources(gateway, "council-ehc:9002", "annual-review")
                    == ["R-7701": ["council-casework"], "R-8801": both])
            // The days of receipt differ: the case system's counts, and both are shown.
            #expect(try findings(gateway) == ["plan-final-late": 1, "record-date-differs": 1])
            let text = try GatewayReader(gateway).explainChild("council-ehc:9001").text
            #expect(text.contains("received = 2026-05-01\n        authority; council-casework:"), "\(text)")
            #expect(text.contains("council-ehc states 2026-05-05: run"), "\(text)")
            #expect(text.contains("the same as 8001 of council-ehc: their days lie 4 apart"), "\(text)")
        }
    }

    @Test func aCorrectionThatIsTakenBackAndAnUndoneVerdictLeaveNoTrace() async throws {
        let small = try SmallCity(children: 10, more: ["council-casework"])
        try await small.open { gateway in
            try await gateway.work(ehc(small))
            try await gateway.work(casework(small))
            let reader = GatewayReader(gateway)
            let first = Set(try reader.openFindings().map(\.id))
            // Months apart they are two requests, each with its own deadline.
            try await gateway.work(casework(small, received: "2026-01-05"))
            #expect(try sources(gateway, "council-ehc:9001", "ehc-request").count == 2)
            #expect(try findings(gateway) == ["plan-final-late": 2])
            try await gateway.work(casework(small))
            #expect(Set(try reader.openFindings().map(\.id)) == first)
            let before = try reader.contentDigest()
            try await gateway.work(
                ControlRequest(
                    "verdicts.add",
                    [
                        "kind": "different", "first": "council-ehc:9001", "second": "council-casework:100241",
                        "by": "A. Officer", "why": "test",
                    ]))
            #expect(try sources(gateway, "council-ehc:9001", "ehc-request") == ["8001": ["council-ehc"]])
            try await gateway.work(ControlRequest("verdicts.undo", ["id": "1", "by": "A. Officer"]))
            #expect(try reader.contentDigest() == before)
            let answer = await gateway.handle(ControlRequest("rebuild"))
            #expect(answer.message.contains("The content is the same as before."))
        }
    }

    @Test func aCaseThatWasEnteredTwiceIsTold() async throws {
        let small = try SmallCity(children: 10, more: ["council-casework"])
        try await small.open { gateway in
            try await gateway.work(ehc(small))
            try await gateway.work(casework(small, received: "2026-05-05", more: "C-2602,100241,2026-05-05,Y,A,"))
            #expect(try sources(gateway, "council-ehc:9001", "ehc-request").count == 3)
            #expect(try findings(gateway) == ["plan-final-late": 3, "same-record-unclear": 1])
            try await gateway.work(casework(small, received: "2026-05-05"))
            #expect(try findings(gateway) == ["plan-final-late": 1])
        }
    }

    // MARK: - The return as one message

    private func message(_ small: SmallCity, _ persons: [String]) throws -> ControlRequest {
        let body = persons.enumerated().map { place, person in
            "<Person><Surname>\(person)</Surname><Forename>\(person)a</Forename><PersonBirthDate>201\(place)-0\(place + 1)-12</PersonBirthDate>"
                + "<PostCode>B1\(place) 1AA</PostCode><Requests><ReceivedDate>2025-09-01</ReceivedDate>"
                + "<RequestOutcome>Y</RequestOutcome><Assessment><AssessmentOutcome>A</AssessmentOutcome></Assessment>"
                + "</Requests></Person>"
        }
        let text = "<?xml version=\"1.0\"?><Message><Persons>\(body.joined())</Persons></Message>"
        return try pull(small, "council-sen2", [("sen2-message-\(persons.count).xml", text)])
    }

    @Test func aMessageOfTheReturnIsTheWholeReturn() async throws {
        let small = try SmallCity(children: 10, more: ["council-sen2"])
        try await small.open { gateway in
            try await gateway.work(message(small, ["Vale", "Okafor", "Reid"]))
            let reader = GatewayReader(gateway)
            #expect(try reader.children().count == 3)
            #expect(try findings(gateway) == ["plan-final-late": 3])
            try await gateway.work(message(small, ["Vale", "Okafor"]))
            #expect(try reader.children().count == 2)
            #expect(try findings(gateway) == ["plan-final-late": 2])
        }
    }
}
