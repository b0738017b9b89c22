// Which clause of the agreement let each field out, and where the value came from.

import Configuring
import Reconciling
import SENDRecords

/// The reason for everything in one view. It holds no values: those are in the delivery.
public struct Explanation: Sendable {
    /// One field of one record.
    public struct FieldReason: Sendable, Hashable {
        public let record: RecordType
        public let feed: String
        public let key: String
        public let field: String
        /// The version that the value comes from, and the rule that chose it.
        public let version: Int64
        public let rule: SettlingRule
        /// The line of the agreement that names the field.
        public let clause: ConfigurationPlace
    }

    public let consumer: String
    public let title: String
    public let purpose: String
    public let legalBasis: LegalBasis
    public let reference: String
    public let validUntil: CalendarDate
    /// The conditions on children that hold, each with its line; empty where the agreement is about every child.
    public let conditions: [Located<ChildrenCondition.Clause>]
    public let conditionsPlace: ConfigurationPlace
    /// The grant under which a restricted child went.
    public let restrictedGrant: String?
    /// In the order of the document.
    public let fields: [FieldReason]
}

extension Agreement {
    /// Explains a view that this agreement lets out of this file today.
    public func explanation(of view: View, from file: ChildFile, on today: CalendarDate) -> Explanation {
        var conditions: [Located<ChildrenCondition.Clause>] = []
        if case .inScope(let met) = ChildDay(file: file, today: today).answer(to: children) { conditions = met }
        let places = Dictionary(
            records.map { record in
                (record.type, Dictionary(record.fields.map { ($0.field.number, $0.place) }) { first, _ in first })
            }, uniquingKeysWith: { first, _ in first })
        let reasons = view.records.flatMap { record in
            record.values.compactMap { value in
                places[record.type]?[value.field].map { clause in
                    Explanation.FieldReason(
                        record: record.type, feed: record.feed, key: record.key, field: value.name,
                        version: value.version, rule: value.rule, clause: clause)
                }
            }
        }
        return Explanation(
            consumer: id, title: title, purpose: purpose, legalBasis: legalBasis, reference: reference,
            validUntil: validUntil, conditions: conditions, conditionsPlace: children.place,
            restrictedGrant: file.isRestricted ? restrictedGrant : nil, fields: reasons)
    }
}

extension Explanation {
    /// As plain lines of text.
    public var lines: [String] {
        var lines = [
            "\(title) (\(consumer)): \(purpose)",
            "Agreement \(reference), until \(validUntil.spoken); UK GDPR Article \(legalBasis.article)"
                + (legalBasis.specialCategory.map { " and \($0)" } ?? "") + ", \(legalBasis.statute)",
        ]
        if conditions.isEmpty {
            lines.append("Every child (\(conditionsPlace))")
        } else {
            lines += conditions.map { "The child is in scope: \($0.value) (\($0.place))" }
        }
        if let restrictedGrant { lines.append("The child is restricted; the grant is \(restrictedGrant)") }
        lines += fields.map { reason in
            let feed = reason.feed.isEmpty ? "" : " of \(reason.feed) \(reason.key)"
            return "\(reason.record.name) \(reason.field)\(feed): allowed by \(reason.clause), "
                + "version \(reason.version), \(reason.rule.rawValue)"
        }
        return lines
    }
}
