// The folder of one demo: a real configuration for the invented city, beside the partners' truth.

import Foundation
import SENDRecords

/// Where a demo keeps everything, and the configuration that it writes there.
struct DemoFolder: Sendable {
    let path: String
    /// The shipped `config/` and `Plugins/`.
    let shipped: String
    var pace = DemoPace()

    var config: String { "\(path)/config" }
    var state: String { "\(path)/state" }
    var inbox: String { "\(path)/inbox" }
    var outgoing: String { "\(path)/outgoing" }
    var log: String { "\(path)/sendgate.log" }

    /// Makes the folder and writes the configuration: the shipped one with this city's schools, partners and consumers.
    func make(city: City, partnerPort: Int, webhookPort: Int, healthToken: String, webhookSecret: String) throws {
        let files = FileManager.default
        for folder in [config, inbox, outgoing, "\(path)/credentials", "\(path)/truth"] {
            try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
        for part in ["definitions", "matching", "authority.yaml"] where !files.fileExists(atPath: "\(config)/\(part)") {
            try files.copyItem(atPath: "\(shipped)/config/\(part)", toPath: "\(config)/\(part)")
        }
        try write(settings(city, partnerPort: partnerPort), to: "config/sendgate.yaml")
        try files.createDirectory(atPath: "\(config)/consumers", withIntermediateDirectories: true)
        for (name, text) in DemoConsumers.all(webhookPort: webhookPort, outgoing: outgoing) {
            try write(text, to: "config/consumers/\(name).yaml")
        }
        try write(healthToken, to: "credentials/health-api-token")
        try write(webhookSecret, to: "credentials/case-team-webhook")
        try write(webhookSecret, to: "credentials/community-health-webhook")
        try Data(city.truth.csv()).write(to: URL(fileURLWithPath: "\(path)/truth/children.csv"))
        try Data(city.truth.plantedCSV()).write(to: URL(fileURLWithPath: "\(path)/truth/planted.csv"))
    }

    /// Drops a school's file the way a careful program does: under another name, then renamed.
    func drop(_ bytes: [UInt8], named name: String, for school: School) throws {
        let folder = "\(inbox)/\(school.urn)/school-pupils"
        let hidden = "\(folder)/.\(name).tmp"
        try Data(bytes).write(to: URL(fileURLWithPath: hidden))
        try FileManager.default.moveItem(atPath: hidden, toPath: "\(folder)/\(name)")
    }

    private func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    }

    private func settings(_ city: City, partnerPort: Int) -> String {
        let origin = "http://127.0.0.1:\(partnerPort)"
        let schools = city.schools.map { "  - {urn: \($0.urn), name: \"\($0.name)\"}" }.joined(separator: "\n")
        let more = pace.schools.map { "  - {urn: \($0.urn), name: \"\($0.name)\"}\n" }.joined()
        let fetched = ["gias-schools", "council-ehc", "health-demographics", "transport"] + pace.adapters
        let schedule = pace.every.map { "\n    schedule: {every: \($0)s}" } ?? ""
        let overrides: String = fetched.map { adapter -> String in
            let dates =
                pace.datesHealth && adapter == "health-demographics" ? "\n    as-of: [{header: Last-Modified}]" : ""
            return "  \(adapter):\n    source: {https: {origin: \"\(origin)\", network: loopback}}\(schedule)\(dates)"
        }
        .joined(separator: "\n")
        let limit = pace.fileLimit.map { "\n  school-pupils:\n    limits: {file: \($0)}" } ?? ""
        return """
            # The configuration of a demo: an invented city, partners and consumers on this machine.
            state: ../state
            plugins: \(pace.plugins ?? "\(shipped)/Plugins")
            inbox: ../inbox
            consumers: consumers
            credentials: ../credentials
            time-zone: Europe/London
            settle: \(pace.settle)
            poll: \(pace.poll)
            health-port: 0
            stop-limit: 10s
            adapters: [\((["school-pupils"] + fetched).joined(separator: ", "))]
            schools:
            \(schools)
            \(more)overrides:
            \(overrides)\(limit)

            """
    }
}

/// In what a trial's configuration differs from the demo's.
public struct DemoPace: Sendable {
    /// Fetched feeds run every so many seconds instead of at their hour.
    public var every: Int?
    /// The child health service's answers are of the day that their header says, not of their arrival.
    public var datesHealth = false
    public var settle = "1s"
    public var poll = "1s"
    /// Schools that drop files without being in the city.
    public var schools: [(urn: Int, name: String)] = []
    /// Another folder of adapters, and which of them run beside the shipped ones.
    public var plugins: String?
    public var adapters: [String] = []
    /// The largest pupil list that is taken, for instance `2 GB`.
    public var fileLimit: String?

    public init() {}
}

/// The demo's consumers: two webhooks and a folder.
enum DemoConsumers {
    static func all(webhookPort: Int, outgoing: String) -> [(name: String, text: String)] {
        [
            ("case-team", caseTeam(port: webhookPort)), ("community-health", communityHealth(port: webhookPort)),
            ("transport-operator", transportOperator(folder: outgoing)),
        ]
    }

    private static func caseTeam(port: Int) -> String {
        """
        title: EHC case team
        sector: council
        purpose: Carrying out EHC needs assessments and reviewing plans within the statutory times
        legal-basis:
          article: 6(1)(c)
          special-category: 9(2)(g)
          statute: Children and Families Act 2014, sections 36 to 44
        agreement: DEMO-001
        valid-until: 2099-08-31
        children: {with: [ehc-plan active, ehc-request open]}
        sureness: 0.95
        records:
          child: [forename, surname, birth-date, upn, nhs-number, postcode]
          enrolment: [setting, entry-date, leaving-date, year-group]
          sen-provision: [provision, setting, since]
          sen-need: [need, rank]
          ehc-request: [received, request-source, outcome, outcome-date]
          ehc-assessment: [outcome, outcome-date, exception-applies]
          ehc-plan: [started, ceased, cease-reason]
          placement: [basis, setting, entry-date, leaving-date]
        route: {webhook: {url: "http://127.0.0.1:\(port)/case-team", secret: case-team-webhook}}

        """
    }

    private static func communityHealth(port: Int) -> String {
        """
        title: Community health service
        sector: health
        purpose: Giving advice for EHC needs assessments in time
        legal-basis:
          article: 6(1)(e)
          special-category: 9(2)(h)
          statute: Children and Families Act 2014, sections 25 and 26
        agreement: DEMO-002
        valid-until: 2099-08-31
        children: {with: [ehc-request open]}
        sureness: 0.98
        records:
          child: [forename, surname, birth-date, nhs-number]
          ehc-request: [received, outcome]
        route: {webhook: {url: "http://127.0.0.1:\(port)/community-health", secret: community-health-webhook}}

        """
    }

    private static func transportOperator(folder: String) -> String {
        """
        title: Demo Coaches
        sector: transport
        purpose: Driving children between home and school safely
        legal-basis:
          article: 6(1)(e)
          special-category: 9(2)(g)
          statute: Education Act 1996, sections 508B and 508F
        agreement: DEMO-003
        valid-until: 2099-07-31
        children: {with: [transport-allocation current]}
        sureness: 0.95
        records:
          child: [forename, surname, address-line, postcode, phone]
          transport-allocation: [route, setting, start, end, wheelchair, medical-plan]
        route: {folder: {path: "\(folder)/transport-operator", format: csv}}

        """
    }
}
