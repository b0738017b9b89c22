// A record type: its declaration, and the small value that stands for it everywhere else.

/// What a record is about; the unit that derive works on.
public enum EntityKind: UInt8, Sendable, CaseIterable {
    case child = 1
    case setting = 2
    case crewMember = 3
    case route = 4
    case caseworker = 5

    /// The word of the design, for messages and documents.
    public var name: String {
        switch self {
        case .child: "child"
        case .setting: "setting"
        case .crewMember: "crew member"
        case .route: "route"
        case .caseworker: "caseworker"
        }
    }
}

/// The declaration of one record type: its fields, their meaning, what it is about.
public struct RecordDeclaration: Sendable {
    public let type: RecordType
    public let name: String
    public let entity: EntityKind
    /// Rises when fields are appended.
    public let layout: UInt8
    public let meaning: String
    public let fields: [FieldDeclaration]
    /// By what statements of two feeds are known to be of the same thing; nil where each stands for itself.
    public let pairing: Pairing?
    private let numbers: [String: Int]

    public init(
        _ number: UInt8, _ name: String, about entity: EntityKind, layout: UInt8 = 1, _ meaning: String,
        fields: [FieldDeclaration], pairing: Pairing? = nil
    ) {
        precondition(
            fields.enumerated().allSatisfy { $0.offset == $0.element.number },
            "the fields of \(name) are not numbered 0, 1, 2 … in order")
        type = RecordType(number: number)
        self.name = name
        self.entity = entity
        self.layout = layout
        self.meaning = meaning
        self.fields = fields
        self.pairing = pairing
        numbers = Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.number) })
    }

    /// A field by the name that manifests and agreements use.
    public func field(named name: String) -> FieldDeclaration? {
        numbers[name].map { fields[$0] }
    }
}

/// Stands for a record type. The number is stored and never used again for another type.
public struct RecordType: Hashable, Sendable {
    public let number: UInt8

    init(number: UInt8) {
        self.number = number
    }

    public var declaration: RecordDeclaration { Self.table[Int(number)] ?? Self.all[0] }
    public var name: String { declaration.name }
    public var entity: EntityKind { declaration.entity }

    /// The type with this stored number.
    public static func numbered(_ number: UInt8) -> RecordType? {
        Int(number) < table.count && table[Int(number)] != nil ? RecordType(number: number) : nil
    }

    /// A type by its name; nil where there is none of it.
    public static func named(_ name: String) -> RecordType? {
        all.first { $0.name == name }?.type
    }

    /// Every record type there is, in the order of the reference. A new one is one file and one line here.
    public static let all: [RecordDeclaration] = [
        Child.declaration,
        Enrolment.declaration,
        SENProvision.declaration,
        SENNeed.declaration,
        EHCRequest.declaration,
        EHCAssessment.declaration,
        EHCPlan.declaration,
        Placement.declaration,
        AnnualReview.declaration,
        PhaseTransfer.declaration,
        AttendanceWeek.declaration,
        Suspension.declaration,
        PartTimeTimetable.declaration,
        TransportAllocation.declaration,
        Setting.declaration,
        SettingLink.declaration,
        Route.declaration,
        CrewMember.declaration,
        CrewCheck.declaration,
        RouteCrew.declaration,
        Contact.declaration,
        Advice.declaration,
        Consultation.declaration,
        Appeal.declaration,
        ClockException.declaration,
        CaseAssignment.declaration,
        Caseworker.declaration,
        PlanProvision.declaration,
        Referral.declaration,
        EarlyYearsNotification.declaration,
        Funding.declaration,
        Attainment.declaration,
        SocialCareStatus.declaration,
        Consent.declaration,
        LATransfer.declaration,
        HomeEducation.declaration,
    ]

    private static let table: [RecordDeclaration?] = {
        var table = [RecordDeclaration?](repeating: nil, count: 256)
        for declaration in all {
            let number = Int(declaration.type.number)
            precondition(table[number] == nil, "two record types have number \(number)")
            table[number] = declaration
        }
        return table
    }()
}

extension RecordType: CustomStringConvertible {
    public var description: String { name }
}
