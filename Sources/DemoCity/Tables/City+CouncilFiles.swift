// The council's set of files: one export date, tables that point to each other by their parents' numbers.

import SENDRecords

extension City {
    /// One file of the council's set.
    public func councilFile(_ module: CouncilModule) -> [UInt8] { table(module).bytes() }

    /// The export date as the file names have it: `20-11-2026`.
    public var councilDate: String { Self.hyphened(today) }

    static func hyphened(_ date: CalendarDate) -> String {
        let (year, month, day) = date.parts
        return (day < 10 ? "0" : "") + "\(day)-" + (month < 10 ? "0" : "") + "\(month)-\(year)"
    }

    func table(_ module: CouncilModule) -> FeedTable {
        func made(_ rows: [Int], _ write: @escaping @Sendable (Int, inout DelimitedText) -> Void) -> FeedTable {
            FeedTable(module.header, lineEnd: .lineFeed, count: rows.count) { row, text in write(rows[row], &text) }
        }
        let requests = council.requests
        switch module {
        case .person: return made(Array(council.persons.indices)) { self.writePerson($0, &$1) }
        case .requests: return made(Array(requests.indices)) { self.writeRequest($0, &$1) }
        case .assessment:
            return made(requests.indices.filter { requests[$0].assessment != nil }) { self.writeAssessment($0, &$1) }
        case .namedplan:
            return made(requests.indices.filter { requests[$0].assessment?.plan != nil }) { self.writePlan($0, &$1) }
        case .plandetail:
            return made(requests.indices.filter { requests[$0].assessment?.plan != nil }) { self.writeNamed($0, &$1) }
        case .activeplans:
            return made(requests.indices.filter { requests[$0].active != nil }) { self.writeActive($0, &$1) }
        case .placementdetail:
            return made(requests.indices.filter { requests[$0].active != nil }) { self.writeAttended($0, &$1) }
        case .senneed:
            let orphans = council.orphanNeeds
            let rows = requests.indices.filter { requests[$0].active != nil }
            return FeedTable(module.header, lineEnd: .lineFeed, count: rows.count + orphans.count) { row, text in
                if row < rows.count {
                    self.writeNeeds(rows[row], &text)
                } else {
                    Self.writeNeed(orphans[row - rows.count], "ASD", rank: 1, &text)
                }
            }
        }
    }

    private static func begin(_ id: Int, parent: Int? = nil, order: Int = 1, _ text: inout DelimitedText) {
        text.field(id)
        if let parent { text.field(parent) }
        text.field(330)
        text.field(order)
        text.field(1)
    }

    /// The number of a request's only row in that table.
    private static func id(_ request: CouncilBook.Request, _ module: CouncilModule) -> Int {
        switch module {
        case .assessment: request.id + 1_000_000
        case .namedplan: request.id + 2_000_000
        case .activeplans: request.id + 3_000_000
        default: request.id
        }
    }

    private func writePerson(_ number: Int, _ text: inout DelimitedText) {
        let row = council.persons[number]
        let identity = identity(of: row.person, by: .council)
        Self.begin(row.id, order: number + 1, &text)
        text.field(identity.surname)
        text.field(identity.forename)
        if row.hasUnusableBirthDate {
            text.field("2015-Feb-30 00:00:00")
        } else {
            text.field(identity.birth, .blade)
        }
        text.field(identity.isBoy ? "M" : "F")
        text.field(people[row.person].ethnicity)
        text.field(identity.postcode)
        text.field(identity.upn)
        text.field(identity.uln)
        text.field(!identity.upn.isEmpty || !identity.uln.isEmpty ? "" : people[row.person].year < 1 ? "UN1" : "UN8")
        text.endRow()
    }

    private func writeRequest(_ number: Int, _ text: inout DelimitedText) {
        let request = council.requests[number]
        Self.begin(request.id, parent: council.persons[request.owner].id, &text)
        text.field(request.received, .blade)
        text.field(request.source)
        text.field(false)
        text.field(request.outcomeDate, .blade)
        text.field(request.outcome)
        text.field(request.isMediated)
        text.field(false)
        text.field(canaryWord(canary(of: request), "ehc-request/exported") ?? "")
        text.endRow()
    }

    private func canary(of request: CouncilBook.Request) -> Int? {
        people[council.persons[request.owner].person].canary
    }

    private func writeAssessment(_ number: Int, _ text: inout DelimitedText) {
        let request = council.requests[number]
        guard let assessment = request.assessment else { return }
        Self.begin(Self.id(request, .assessment), parent: request.id, &text)
        text.field(assessment.outcome)
        text.field(assessment.outcomeDate, .blade)
        for _ in 0..<4 { text.field(false) }
        text.field(assessment.exceptionApplies)
        text.endRow()
    }

    private func writePlan(_ number: Int, _ text: inout DelimitedText) {
        let request = council.requests[number]
        guard let plan = request.assessment?.plan else { return }
        let canary = canary(of: request)
        Self.begin(Self.id(request, .namedplan), parent: Self.id(request, .assessment), &text)
        text.field(plan.start, .blade)
        text.field(canaryWord(canary, "ehc-plan/residential") ?? "")
        text.field(canaryWord(canary, "ehc-plan/work-based-learning") ?? "")
        text.field(plan.personalBudget)
        text.field(false)
        text.field(canaryWord(canary, "ehc-plan/direct-payments") ?? "")
        text.field(plan.ceased, .blade)
        text.field(plan.ceased == nil ? nil : plan.ceaseReason)
        text.endRow()
    }

    private func writeNamed(_ number: Int, _ text: inout DelimitedText) {
        let request = council.requests[number]
        guard let plan = request.assessment?.plan else { return }
        for (offset, place) in plan.named.enumerated() {
            Self.begin(request.id * 2 + 8_000_000 + offset, parent: Self.id(request, .namedplan), &text)
            writePlace(place, canary(of: request), &text)
            text.field(offset + 1)
            text.field(false)
            text.field(false)
            text.endRow()
        }
    }

    private func writePlace(_ place: CouncilBook.Place, _ canary: Int?, _ text: inout DelimitedText) {
        var fields = ["", "", "", canaryWord(canary, "placement/arrangement-other") ?? ""]
        switch place {
        case .school(let urn): fields[0] = String(urn)
        case .college(let ukprn): fields[1] = String(ukprn)
        case .arrangement(let code, let other):
            fields[2] = code
            if !other.isEmpty { fields[3] = other }
        }
        for field in fields { text.field(field) }
    }

    private func writeActive(_ number: Int, _ text: inout DelimitedText) {
        let request = council.requests[number]
        guard let review = request.active else { return }
        Self.begin(Self.id(request, .activeplans), parent: request.id, &text)
        text.field(review.transferredFrom)
        text.field(review.meeting, .blade)
        text.field(review.outcome)
        text.field(review.draft, .blade)
        text.field(review.transferDue, .blade)
        text.field(review.transferFinal, .blade)
        text.field(review.decided, .blade)
        text.endRow()
    }

    private func writeAttended(_ number: Int, _ text: inout DelimitedText) {
        let request = council.requests[number]
        guard let review = request.active else { return }
        for (offset, place) in review.attended.enumerated() {
            Self.begin(request.id * 2 + 9_000_000 + offset, parent: Self.id(request, .activeplans), &text)
            writePlace(place, canary(of: request), &text)
            text.field(offset + 1)
            text.field(review.entry, .blade)
            text.field("")
            text.field(false)
            text.field(false)
            text.field("")
            text.field("")
            text.endRow()
        }
    }

    private func writeNeeds(_ number: Int, _ text: inout DelimitedText) {
        let request = council.requests[number]
        for (offset, need) in (request.active?.needs ?? []).enumerated() {
            Self.writeNeed(Self.id(request, .activeplans), need, rank: offset + 1, &text)
        }
    }

    private static func writeNeed(_ parent: Int, _ need: String, rank: Int, _ text: inout DelimitedText) {
        begin(parent * 2 + rank, parent: parent, &text)
        text.field(need)
        text.field(rank)
        text.endRow()
    }
}
