// Everything a rule may look at to find something about one child.

import SENDRecords

/// A child's file with the statements behind it, what surrounds the child, and the day.
public struct ChildCase: Sendable {
    public let file: ChildFile
    /// Statements of the child's members.
    public let statements: [Statement]
    /// Statements about routes, crew members, caseworkers and settings that the child's records name, directly or through them.
    public let surroundings: [SubjectKey: [Statement]]
    public let definitions: Definitions
    public let today: CalendarDate

    public init(
        file: ChildFile, statements: [Statement], surroundings: [SubjectKey: [Statement]], definitions: Definitions,
        today: CalendarDate
    ) {
        self.file = file
        self.statements = statements.sorted(by: Settler.canonical)
        self.surroundings = surroundings
        self.definitions = definitions
        self.today = today
    }

    func statements(_ type: RecordType) -> [Statement] {
        statements.filter { $0.record.type == type }
    }

    func surroundings(_ subject: SubjectKey, _ type: RecordType) -> [Statement] {
        (surroundings[subject] ?? []).filter { $0.record.type == type }.sorted(by: Settler.canonical)
    }

    /// The statements behind a settled record, one of each feed that states it.
    func statements(behind record: SettledRecord) -> [Statement] {
        record.sources.compactMap { source in
            statements.first { $0.record.type == record.type && $0.feed == source.feed && $0.key == source.key }
        }
    }

    /// Who states this field of a settled record; everybody behind it where nobody does.
    func evidence<Content: FieldContent>(of record: SettledRecord, _ field: Field<Content>) -> [FindingEvidence] {
        let behind = statements(behind: record)
        let stating = behind.filter { $0.record[field.declaration.number] != .notStated }
        return (stating.isEmpty ? behind : stating).map { $0.evidence(field) }
    }

    /// Plans that have not ceased by today.
    var activePlans: [SettledRecord] {
        file.records(EHCPlan.declaration.type).filter { plan in
            (plan[EHCPlan.started].map { $0 <= today } ?? true) && (plan[EHCPlan.ceased].map { $0 > today } ?? true)
        }
    }

    /// Enrolments that hold today.
    var currentEnrolments: [Statement] {
        statements(Enrolment.declaration.type).filter { enrolment in
            (enrolment.record[Enrolment.entryDate].map { $0 <= today } ?? true)
                && (enrolment.record[Enrolment.leavingDate].map { $0 >= today } ?? true)
        }
    }
}

extension Statement {
    /// The other entities that this statement names, by their declared keys; a child's file reads them too.
    public var references: [SubjectKey] {
        switch record.type {
        case TransportAllocation.declaration.type:
            record[TransportAllocation.route].map { [SubjectKey(.route, space: subject.space, key: $0)] } ?? []
        case RouteCrew.declaration.type:
            record[RouteCrew.crewMember].map { [SubjectKey(.crewMember, space: subject.space, key: $0)] } ?? []
        case CrewMember.declaration.type: registeredCrew
        case CaseAssignment.declaration.type:
            record[CaseAssignment.caseworker].map { [SubjectKey(.caseworker, space: subject.space, key: $0)] } ?? []
        case Enrolment.declaration.type:
            record[Enrolment.setting].map { [SubjectKey(.setting, space: SubjectKey.settingSpace, key: $0)] } ?? []
        case Placement.declaration.type:
            record[Placement.setting].map { [SubjectKey(.setting, space: SubjectKey.settingSpace, key: $0)] } ?? []
        default: []
        }
    }
}

extension SubjectKey {
    /// Settings are joined by URN, whoever states them.
    public static let settingSpace = "urn"
}
