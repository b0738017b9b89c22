// Pupils of schools from the service that gathers schools' management information systems: a page of students after the
// other, those that changed since the last run, and then those that are gone.

import AdapterKit

@_cdecl("sendgate_adapter_1")
public func sendgateAdapter() -> UnsafeRawPointer { ModuleExport<SchoolMIS>.pointer }

struct SchoolMIS: Adapter {
    static let name: StaticString = "school-mis-api 1"

    /// What is asked for, page by page.
    private enum Part {
        case students
        case deletions

        /// Where it is asked for unless the settings say otherwise.
        var path: String {
            switch self {
            case .students: "/v1.0/schools/{school}/students?include=education_details,extended_details"
            case .deletions: "/v1.0/schools/{school}/deletions?type=student"
            }
        }
    }

    private struct School {
        let id: String
        let urn: String
    }

    private let schools: [School]
    private let pageSize: String
    /// Since when changes are asked for; nil takes everybody.
    private let since: String?
    private let today: String
    /// The requests that are still to come, the next one last.
    private var left: [(school: School, part: Part)] = []
    private var current: (school: School, part: Part)?
    private let paths: (students: String, deletions: String)
    /// The address without its query that the last request went to: a link can be a query alone.
    private var address = ""

    init(_ settings: RunSettings) throws {
        var text = settings.json
        let json = try text.withUTF8 { try JSONScanner.read(UnsafeRawBufferPointer($0)) }
        guard let today = json["today"]?.text else { throw RunFailure("The gateway doesn't say which day it is.") }
        self.today = today
        since = json["state"]?.text
        pageSize = json["settings"]?["page-size"]?.text ?? "200"
        paths = (
            json["settings"]?["students"]?.text ?? Part.students.path,
            json["settings"]?["deletions"]?.text ?? Part.deletions.path
        )
        schools = (json["settings"]?["schools"]?.elements ?? []).compactMap { school in
            guard let id = school["id"]?.text, let urn = school["urn"]?.text, id.utf8.allSatisfy(Self.isPlain) else {
                return nil
            }
            return School(id: id, urn: urn)
        }
        guard !schools.isEmpty else {
            throw RunFailure("`settings` of adapter.yaml names no school: state `schools` with `id` and `urn` of each.")
        }
        // Everybody is new in the first run, so nobody can be gone.
        for school in schools.reversed() {
            if since != nil, paths.deletions != "none" { left.append((school, .deletions)) }
            left.append((school, .students))
        }
    }

    mutating func next(_ answer: Answer?, _ gateway: Gateway) throws -> Step {
        guard let answer else { return try goOn(gateway) }
        guard let current else { throw RunFailure("There is an answer that nobody asked for.") }
        guard answer.status == 200 else {
            throw RunFailure("The service doesn't know the school \(current.school.id), or its \(current.part).")
        }
        let page = try Page(JSONScanner.read(answer.body))
        for element in page.elements {
            switch current.part {
            case .students: try Student(element, setting: current.school.urn).state(of: answer, gateway)
            case .deletions: try Student.state(deletion: element, of: answer, gateway)
            }
        }
        for element in page.deleted { try Student.state(deletion: element, of: answer, gateway) }
        guard let next = page.next else { return try goOn(gateway) }
        try gateway.ask(Request(next.hasPrefix("?") ? address + next : next))
        return .more
    }

    private mutating func goOn(_ gateway: Gateway) throws -> Step {
        current = left.popLast()
        guard let current else {
            // What changes later today is asked for again: a record that is the same changes nothing.
            try gateway.remember("\(today) 00:00:00")
            return .done
        }
        let path = current.part == .students ? paths.students : paths.deletions
        var request = path.replacing("{school}", with: current.school.id)
        address = String(request.prefix { $0 != "?" })
        request += "\(request == address ? "?" : "&")per_page=\(pageSize)"
        if let since { request += "&updated_after=\(since.split(separator: " ").joined(separator: "%20"))" }
        try gateway.ask(Request(request))
        return .more
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte) || byte == 0x2d
    }
}
