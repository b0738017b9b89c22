// By which fields a person would know a record again in another system: one table over the record types.

import SENDRecords

/// The natural fields of one record type.
struct NaturalFields: Sendable {
    /// A field of the record itself, or of the record that it names by its partner's key.
    enum Part: Sendable {
        case field(Int)
        case named(by: Int, RecordType, field: Int)
    }

    /// Fields that together name a record.
    struct Rule: Sendable {
        let parts: [Part]
    }

    /// Tried in turn.
    let rules: [Rule]
    /// Whether a child has many of them, one after the other, so that what each side has left is hardly the same one.
    let isSeries: Bool

    /// Whether the record states any of the fields.
    func isStated(by record: ComparedRecord, among others: [RecordReference: Record]) -> Bool {
        rules.contains { $0.values(of: record, among: others) != nil }
    }

    /// Those of a type; none where one record of a child is like the other, as the identity is.
    static func of(_ type: RecordType) -> NaturalFields { table[type] ?? NaturalFields(rules: [], isSeries: false) }

    /// Fields that hold a partner's own key of another record or of a person: never the same in two systems.
    static func references(of type: RecordType) -> Set<Int> { ownKeys[type] ?? [] }

    private static let ownKeys: [RecordType: Set<Int>] = [
        EHCAssessment.declaration.type: [number(EHCAssessment.request)],
        EHCPlan.declaration.type: [number(EHCPlan.assessment)],
        Advice.declaration.type: [number(Advice.request)],
        ClockException.declaration.type: [number(ClockException.request), number(ClockException.approvedBy)],
        Consultation.declaration.type: [number(Consultation.plan)],
        PlanProvision.declaration.type: [number(PlanProvision.plan)],
        TransportAllocation.declaration.type: [number(TransportAllocation.route)],
        CaseAssignment.declaration.type: [number(CaseAssignment.caseworker)],
    ]

    private static let table: [RecordType: NaturalFields] = [
        Enrolment.declaration.type: fields(
            [part(Enrolment.setting), part(Enrolment.entryDate)], [part(Enrolment.setting)]),
        SENProvision.declaration.type: fields(
            [part(SENProvision.setting), part(SENProvision.since)], [part(SENProvision.setting)],
            [part(SENProvision.since)]),
        SENNeed.declaration.type: fields([part(SENNeed.rank)], [part(SENNeed.need)]),
        EHCRequest.declaration.type: fields([part(EHCRequest.received)]),
        EHCAssessment.declaration.type: fields(
            [.request(by: EHCAssessment.request)], [part(EHCAssessment.outcomeDate)]),
        EHCPlan.declaration.type: fields([part(EHCPlan.started)]),
        Placement.declaration.type: fields(
            [part(Placement.basis), part(Placement.setting), part(Placement.ukprn)],
            [part(Placement.basis), part(Placement.rank)], [part(Placement.basis)]),
        AnnualReview.declaration.type: fields(
            [part(AnnualReview.meeting)], [part(AnnualReview.held)], [part(AnnualReview.decided)],
            [part(AnnualReview.planned)]),
        PhaseTransfer.declaration.type: fields([part(PhaseTransfer.due)]),
        AttendanceWeek.declaration.type: series([part(AttendanceWeek.setting), part(AttendanceWeek.week)]),
        Suspension.declaration.type: series(
            [part(Suspension.start), part(Suspension.setting)], [part(Suspension.start)]),
        PartTimeTimetable.declaration.type: series([part(PartTimeTimetable.start)]),
        TransportAllocation.declaration.type: fields(
            [part(TransportAllocation.setting), part(TransportAllocation.start)], [part(TransportAllocation.start)],
            [part(TransportAllocation.setting)]),
        Contact.declaration.type: fields(
            [part(Contact.forename), part(Contact.surname)], [part(Contact.relation)]),
        Advice.declaration.type: fields(
            [.request(by: Advice.request), part(Advice.body), part(Advice.service)],
            [part(Advice.body), part(Advice.service)]),
        Consultation.declaration.type: fields(
            [
                part(Consultation.kind), part(Consultation.setting), part(Consultation.ukprn),
                part(Consultation.settingName), part(Consultation.sent),
            ],
            [part(Consultation.setting), part(Consultation.ukprn), part(Consultation.settingName)]),
        Appeal.declaration.type: fields([part(Appeal.reference)], [part(Appeal.lodged)], [part(Appeal.decision)]),
        ClockException.declaration.type: fields(
            [part(ClockException.ground), part(ClockException.from)], [part(ClockException.ground)]),
        CaseAssignment.declaration.type: fields(
            [part(CaseAssignment.role), part(CaseAssignment.from)], [part(CaseAssignment.role)]),
        PlanProvision.declaration.type: fields(
            [part(PlanProvision.section), part(PlanProvision.kind)], [part(PlanProvision.section)]),
        Referral.declaration.type: fields(
            [part(Referral.service), part(Referral.received)], [part(Referral.received)]),
        EarlyYearsNotification.declaration.type: fields([part(EarlyYearsNotification.notified)]),
        Funding.declaration.type: series(
            [part(Funding.reference)], [part(Funding.kind), part(Funding.from), part(Funding.setting)],
            [part(Funding.kind), part(Funding.from)]),
        Attainment.declaration.type: series(
            [part(Attainment.stage), part(Attainment.subject), part(Attainment.year), part(Attainment.scale)],
            [part(Attainment.stage), part(Attainment.subject), part(Attainment.year)]),
        SocialCareStatus.declaration.type: fields(
            [part(SocialCareStatus.status), part(SocialCareStatus.from)], [part(SocialCareStatus.status)]),
        Consent.declaration.type: fields([part(Consent.purpose)]),
        LATransfer.declaration.type: fields(
            [part(LATransfer.direction), part(LATransfer.moved)], [part(LATransfer.direction)]),
        HomeEducation.declaration.type: fields([part(HomeEducation.from)]),
    ]

    private static func number(_ field: Field<some FieldContent>) -> Int { field.declaration.number }

    private static func part(_ field: Field<some FieldContent>) -> Part { .field(number(field)) }

    private static func fields(_ rules: [Part]...) -> NaturalFields {
        NaturalFields(rules: rules.map(Rule.init), isSeries: false)
    }

    private static func series(_ rules: [Part]...) -> NaturalFields {
        NaturalFields(rules: rules.map(Rule.init), isSeries: true)
    }
}

extension NaturalFields.Part {
    /// The day on which the request was received that the record follows.
    fileprivate static func request(by field: Field<String>) -> NaturalFields.Part {
        .named(
            by: field.declaration.number, EHCRequest.declaration.type, field: EHCRequest.received.declaration.number)
    }
}

extension NaturalFields.Rule {
    /// The values that the record is known by, or nil where it states none of them.
    func values(of record: ComparedRecord, among others: [RecordReference: Record]) -> [Value]? {
        let values = parts.map { part in
            let value: Value
            switch part {
            case .field(let number): value = record.record[number]
            case .named(let by, let type, let field):
                guard case .text(let key) = record.record[by],
                    let other = others[RecordReference(feed: record.feed, type: type, key: key)]
                else { return Value.notStated }
                value = other[field]
            }
            return value.isUsable ? value : .notStated
        }
        return values.allSatisfy { $0 == .notStated } ? nil : values
    }
}
