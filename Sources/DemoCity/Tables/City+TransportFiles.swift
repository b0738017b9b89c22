// The transport team's four files.

import SENDRecords

/// One file of the transport team's set; allocations come in pages.
public enum TransportFile: String, Sendable, CaseIterable {
    case routes, allocations, crew, checks
}

extension City {
    /// One file, whole.
    public func transportFile(_ file: TransportFile) -> [UInt8] { table(file).bytes() }

    /// One page of the allocations, counted from 1; a page past the end holds the header alone.
    public func allocationsPage(_ page: Int, size: Int) -> [UInt8] {
        allocationsPage(page, size: size, share: 1)
    }

    func allocationsPage(_ page: Int, size: Int, share: Double) -> [UInt8] {
        let table = table(.allocations)
        let rows = (0..<table.count).lazy.filter { FeedTable.isKept($0, share) }
        var text = table.start
        for row in rows.dropFirst(max(0, page - 1) * size).prefix(size) { table.write(row, &text) }
        return text.bytes
    }

    func table(_ file: TransportFile) -> FeedTable {
        switch file {
        case .routes:
            return FeedTable(
                ["route_id", "operator", "vehicle_reg", "run", "school_urn", "start", "end"],
                count: transport.routes.count
            ) { self.writeRoute($0, &$1) }
        case .allocations:
            return FeedTable(
                [
                    "allocation_id", "route_id", "passenger_ref", "pupil_upn", "surname", "forename", "dob",
                    "school_urn",
                    "wheelchair", "medical_plan", "postcode", "start", "end",
                ], count: transport.allocations.count
            ) { self.writeAllocation($0, &$1) }
        case .crew:
            return FeedTable(
                [
                    "crew_id", "name", "role", "licence_no", "licence_type", "licence_expiry", "badge_no",
                    "badge_issue",
                    "badge_expiry", "safeguarding_training_date", "route_id", "crew_route_from", "crew_route_to",
                ], count: transport.crew.count
            ) { self.writeCrew($0, &$1) }
        case .checks:
            return FeedTable(
                [
                    "check_id", "crew_id", "dbs_certificate_no", "dbs_level", "dbs_workforce", "barred_list_checked",
                    "dbs_issue_date", "update_service", "update_service_last_check", "update_service_result",
                ], count: transport.crew.count
            ) { self.writeCheck($0, &$1) }
        }
    }

    private func writeRoute(_ number: Int, _ text: inout DelimitedText) {
        let route = transport.routes[number]
        var chance = Chance(plan.seed, 60, number)
        let canary = canary(onRoute: number)
        let operators = ["Lapwing Cars", "Wharf Minibuses", "Foundry Travel", "Heron Coaches", "Canal Taxis"]
        let letters = Array("ABCDEFGHJKLMNPRSTUVWXYZ".utf8)
        let mark = String(decoding: (0..<3).map { _ in letters[chance.below(letters.count)] }, as: UTF8.self)
        text.field(route.id)
        text.field(canaryWord(canary, "route/operator") ?? chance.pick(operators))
        text.field(canaryWord(canary, "route/vehicle") ?? "B\(letterPair(&chance))\(16 + chance.below(10)) \(mark)")
        text.field(chance.pick(["BOTH", "BOTH", "BOTH", "AM", "PM"]))
        text.field(schools[route.school].urn)
        text.field(SchoolYear.start(today), .slashes)
        text.field(SchoolYear.start(today).adding(days: 325), .slashes)
        text.endRow()
    }

    private func letterPair(_ chance: inout Chance) -> String { chance.pick(["D", "F", "J", "K", "V", "X"]) }

    private func writeAllocation(_ number: Int, _ text: inout DelimitedText) {
        let allocation = transport.allocations[number]
        let identity = identity(of: allocation.person, by: .transport)
        let person = people[allocation.person]
        text.field(allocation.id)
        text.field(transport.routes[allocation.route].id)
        text.field(allocation.passenger)
        text.field(identity.upn)
        text.field(identity.surname)
        text.field(identity.forename)
        if allocation.hasUnusableBirthDate { text.field("31/04/2016") } else { text.field(identity.birth, .slashes) }
        text.field(schools[transport.routes[allocation.route].school].urn)
        text.field(person.needs.first == "PD" || person.needs.first == "PMLD" ? "Y" : "N")
        text.field(person.needs.contains("PMLD") || allocation.person % 19 == 0 ? "Y" : "N")
        text.field(identity.postcode)
        text.field(SchoolYear.start(today).adding(days: 2), .slashes)
        text.field(allocation.ended, .slashes)
        text.endRow()
    }

    private func writeCrew(_ number: Int, _ text: inout DelimitedText) {
        let member = transport.crew[number]
        let canary = canary(onRoute: member.routes[0].route).map { $0 * 100 + number % 100 }
        for work in member.routes {
            var chance = Chance(plan.seed, 61, number)
            let origin = Origin.all[Origin.byShare[chance.below(100)]]
            let names = chance.happens(0.5) ? origin.boys : origin.girls
            let name = names.pick(&chance) + " " + origin.surnames.pick(&chance)
            let issued = today.adding(days: -30 - chance.below(800))
            text.field(member.id)
            text.field(canaryWord(canary, "crew-member/name") ?? name)
            text.field(member.role)
            text.field(canaryWord(canary, "crew-member/licence") ?? "L\(200_000 + number * 37)")
            text.field(canaryWord(canary, "crew-member/licence-type") ?? chance.pick(["PHV", "PSV", "Hackney"]))
            text.field(today.adding(days: 60 + chance.below(900)), .slashes)
            text.field(canaryWord(canary, "crew-member/badge") ?? "BG\(4000 + number)")
            text.field(issued, .slashes)
            text.field(issued.adding(days: 1095), .slashes)
            text.field(issued.adding(days: -chance.below(40)), .slashes)
            text.field(transport.routes[work.route].id)
            text.field(SchoolYear.start(today), .slashes)
            text.field(work.ended, .slashes)
            text.endRow()
        }
    }

    private func writeCheck(_ number: Int, _ text: inout DelimitedText) {
        let member = transport.crew[number]
        guard let check = member.check else { return }
        let canary = canary(onRoute: member.routes[0].route).map { $0 * 100 + number % 100 }
        text.field("K\(7000 + number)")
        text.field(member.id)
        text.field(canaryWord(canary, "crew-check/certificate") ?? "0017\(10_000_000 + number * 313)")
        text.field("Enhanced")
        text.field(number % 3 == 0 ? "Child" : "Child and Adult")
        text.field("Y")
        text.field(check.issued, .slashes)
        text.field(check.updateCheck == nil ? "N" : "Y")
        text.field(check.updateCheck, .slashes)
        text.field(check.updateCheck == nil ? "" : "Current")
        text.endRow()
    }
}
