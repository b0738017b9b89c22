// What comes out of a file and a date: discrepancies and signals.

import SENDRecords

/// What kinds of finding there are. The raw value is stored and shown.
public enum FindingKind: String, Sendable, CaseIterable, Hashable {
    case planNotInSchool = "plan-not-in-school"
    case planNotInCouncil = "plan-not-in-council"
    case namedSettingNotEnrolled = "named-setting-not-enrolled"
    case birthDateDiffers = "birth-date-differs"
    case identifierDiffers = "identifier-differs"
    case recordDateDiffers = "record-date-differs"
    case sameRecordUnclear = "same-record-unclear"
    case planFinalDueSoon = "plan-final-due-soon"
    case planFinalLate = "plan-final-late"
    case crewCheckMissing = "crew-check-missing"
    case crewCheckOld = "crew-check-old"

    /// A discrepancy: two partners state different things where one must be wrong. A signal: somebody must act.
    public var isSignal: Bool {
        switch self {
        case .planNotInSchool, .planNotInCouncil, .namedSettingNotEnrolled, .birthDateDiffers, .identifierDiffers,
            .recordDateDiffers, .sameRecordUnclear:
            false
        case .planFinalDueSoon, .planFinalLate, .crewCheckMissing, .crewCheckOld: true
        }
    }

    /// One sentence without names, for lists.
    public var title: String {
        switch self {
        case .planNotInSchool: "The council maintains a plan; the school does not record one (E)."
        case .planNotInCouncil: "The school records a plan (E); the council maintains none."
        case .namedSettingNotEnrolled: "The setting named in the plan is not where the child is enrolled."
        case .birthDateDiffers: "Partners state different dates of birth."
        case .identifierDiffers: "Partners state different identifiers."
        case .recordDateDiffers: "Feeds state different dates for the same request, assessment, plan or review."
        case .sameRecordUnclear: "Feeds state records that may be the same; which of them are can't be told."
        case .planFinalDueSoon: "The final plan is due soon (20 weeks)."
        case .planFinalLate: "The final plan is late (20 weeks)."
        case .crewCheckMissing: "A crew member on the child's route has no DBS check on record."
        case .crewCheckOld: "A crew member on the child's route has a DBS check older than policy allows."
        }
    }

    /// What the reader should do about it.
    public var advice: String {
        switch self {
        case .planNotInSchool:
            "Ask the school to record SEN provision E, or the council to check that the plan is active."
        case .planNotInCouncil:
            "Ask the school what its record rests on; the plan may have ceased or be another area's."
        case .namedSettingNotEnrolled: "Check section I of the plan against the roll; amend the plan or the placement."
        case .birthDateDiffers:
            "Ask both partners to look at the birth certificate; until then the authority's date stands."
        case .identifierDiffers:
            "Check whether these are records of two children; if so, say so with `sendgate verdicts`."
        case .recordDateDiffers:
            "Look at the letter or the minutes and correct the system that is wrong; until then the authority's date counts."
        case .sameRecordUnclear:
            "Until then each stands for itself and has its own deadlines. Look for a record that was entered twice, correct "
                + "the date that is wrong, or have each system state the council's own reference."
        case .planFinalDueSoon: "Make sure that advice is in and the draft is served by day 125."
        case .planFinalLate: "Tell the family when the plan will come; check whether an exception applies."
        case .crewCheckMissing: "Take the crew member off the route until the check is on record."
        case .crewCheckOld: "Have the check renewed or looked up in the Update Service before the next run."
        }
    }
}

/// One statement that a finding rests on.
public struct FindingEvidence: Hashable, Sendable {
    public let version: Int64
    /// The field's number in its record.
    public let field: Int
    public let feed: String

    public init(version: Int64, field: Int, feed: String) {
        self.version = version
        self.field = field
        self.feed = feed
    }
}

/// A discrepancy or a signal about one child.
public struct Finding: Hashable, Sendable {
    /// The same finding has the same identifier each time it is derived.
    public let id: String
    public let kind: FindingKind
    public let child: String
    /// What tells it from others of its kind for the same child: a key, a field. No personal data.
    public let subject: String
    /// The day by which, or since which; nil where no day matters.
    public let due: CalendarDate?
    public let evidence: [FindingEvidence]

    init(_ kind: FindingKind, child: String, subject: String, due: CalendarDate? = nil, evidence: [FindingEvidence]) {
        self.kind = kind
        self.child = child
        self.subject = subject
        self.due = due
        self.evidence = evidence
        id = (kind.isSignal ? "S-" : "D-") + Self.shortHash("\(kind.rawValue)|\(child)|\(subject)")
    }

    /// FNV-1a in 64 bits, written in the 32 letters that nobody misreads.
    private static func shortHash(_ text: String) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        var result = ""
        for _ in 0..<12 {
            result.append(letters[Int(hash & 31)])
            hash >>= 5
        }
        return result
    }
}

extension Statement {
    /// This statement's field as evidence.
    func evidence<Content: FieldContent>(_ field: Field<Content>) -> FindingEvidence {
        evidence(field: field.declaration.number)
    }

    func evidence(field number: Int) -> FindingEvidence {
        FindingEvidence(version: version, field: number, feed: feed)
    }
}
