// What shows that a child has, or may have, special educational needs: the one list by which feeds without such a sign of their
// own learn whom they may state.

/// A record about a child as one feed states it.
public struct ChildStatement: Sendable {
    public let feed: String
    public let key: String
    public let record: Record

    public init(feed: String, key: String, record: Record) {
        self.feed = feed
        self.key = key
        self.record = record
    }
}

/// Tells from the records about a child whether they are a sign of SEND today.
///
/// Counted are the records by which somebody acts on a need: support and needs as a setting states them, the steps towards a
/// plan while they are under way, a plan that is maintained, a referral that is open, advice that is awaited, a notice about a
/// young child, an appeal, a place on SEND transport. What was refused, withdrawn, ceased or closed is none. Not counted is
/// what children without SEND have as well: attendance, suspensions, part-time timetables, home education, results, money
/// from the high needs block (which also pays for alternative provision), a social worker.
public enum SignOfSEND {
    /// The types that can be a sign, or that show what has become of one.
    public static let types: Set<RecordType> = [
        SENProvision.declaration.type, SENNeed.declaration.type, EHCRequest.declaration.type,
        EHCAssessment.declaration.type, EHCPlan.declaration.type, Advice.declaration.type, Referral.declaration.type,
        EarlyYearsNotification.declaration.type, Appeal.declaration.type, TransportAllocation.declaration.type,
    ]

    /// Whether one of the records about one child is a sign.
    public static func isStated(in records: [ChildStatement], on today: CalendarDate) -> Bool {
        let steps = Steps(records)
        return records.contains { isSign($0, steps, today) }
    }

    private static func isSign(_ stated: ChildStatement, _ steps: Steps, _ today: CalendarDate) -> Bool {
        let record = stated.record
        switch record.type {
        case SENProvision.declaration.type: return ["K", "E"].contains(record[SENProvision.provision])
        case SENNeed.declaration.type: return record[SENNeed.need] != nil
        case EHCRequest.declaration.type:
            if record[EHCRequest.withdrawn] != nil || record[EHCRequest.outcome].map(isClosing) ?? false {
                return false
            }
            // What follows a request that was agreed says more than the request.
            return record[EHCRequest.outcome] != "Y" || !steps.assessedRequests.contains(stated.name)
        case EHCAssessment.declaration.type:
            let outcome = record[EHCAssessment.outcome]
            if outcome.map(isClosing) ?? false { return false }
            // A refusal can be overturned, and then is assessed; what was withdrawn is over.
            if let request = record[EHCAssessment.request], steps.withdrawnRequests.contains(stated.named(request)) {
                return false
            }
            return outcome != "Y" || !steps.plannedAssessments.contains(stated.name)
        case EHCPlan.declaration.type: return record[EHCPlan.ceased].map { $0 > today } ?? true
        case Advice.declaration.type:
            if let request = record[Advice.request], steps.withdrawnRequests.contains(stated.named(request)) {
                return false
            }
            return isAwaited(record)
        case Referral.declaration.type:
            return record[Referral.closed] == nil && record[Referral.rejected] == nil
                && !["rejected", "closed", "cancelled"].contains(record[Referral.status])
        case EarlyYearsNotification.declaration.type: return true
        case Appeal.declaration.type: return record[Appeal.ended] == nil && record[Appeal.outcome] == nil
        case TransportAllocation.declaration.type: return record[TransportAllocation.end].map { $0 >= today } ?? true
        default: return false
        }
    }

    private static let endedAdvice: Set<String?> = [
        "sent", "received", "accepted", "not-known", "existing-suffices", "withdrawn",
    ]

    private static func isAwaited(_ record: Record) -> Bool {
        for date in [Advice.accepted, Advice.notKnown, Advice.existingSuffices] where record[date] != nil {
            return false
        }
        if let returned = record[Advice.returned] {
            return [record[Advice.sent], record[Advice.received]].compactMap(\.self).allSatisfy { $0 <= returned }
        }
        return record[Advice.sent] == nil && record[Advice.received] == nil
            && !endedAdvice.contains(record[Advice.status])
    }

    /// A refusal, a withdrawal, or a decision of long ago.
    private static func isClosing(_ decision: String) -> Bool { ["N", "W", "H"].contains(decision) }

    /// Which steps of a case are over, by feed and key.
    private struct Steps {
        var withdrawnRequests: Set<String> = []
        var assessedRequests: Set<String> = []
        var plannedAssessments: Set<String> = []

        init(_ records: [ChildStatement]) {
            for stated in records {
                let record = stated.record
                switch record.type {
                case EHCRequest.declaration.type:
                    if record[EHCRequest.withdrawn] != nil || record[EHCRequest.outcome] == "W" {
                        withdrawnRequests.insert(stated.name)
                    }
                case EHCAssessment.declaration.type:
                    if let request = record[EHCAssessment.request] { assessedRequests.insert(stated.named(request)) }
                case EHCPlan.declaration.type:
                    if let assessment = record[EHCPlan.assessment] {
                        plannedAssessments.insert(stated.named(assessment))
                    }
                default: break
                }
            }
        }
    }
}

extension ChildStatement {
    fileprivate var name: String { named(key) }
    fileprivate func named(_ key: String) -> String { "\(feed)\u{0}\(key)" }
}
