// A consumer's sharing agreement: who may have which fields of which children, why, and until when.

import Configuring
import SENDRecords

/// One consumer: one file in `config/consumers/`, named by the consumer's identifier.
///
/// Nothing leaves that isn't named here (DESIGN, rule 7). The gateway reads agreements at start and at reload and asks
/// each for every child that was touched: `sharing(of:isRestricted:replacing:on:)`.
public struct Agreement: Sendable {
    /// The consumer's identifier: the file's name without `.yaml`.
    public let id: String
    public let title: String
    /// What kind of organisation it is, for warnings about fields that are unusual there.
    public let sector: Sector?
    /// An agreement that is switched off sends nothing at all, corrections included.
    public let isEnabled: Bool
    public let purpose: String
    public let legalBasis: LegalBasis
    /// The reference of the signed agreement.
    public let reference: String
    /// The first day on which anything may leave; nil means that the agreement holds already.
    public let validFrom: CalendarDate?
    /// The last day on which anything may leave. After it only the withdrawal of what was sent goes.
    public let validUntil: CalendarDate
    public let children: ChildrenCondition
    /// 0 to 1: how sure it must be that a partner's child key belongs to the child.
    public let sureness: Double
    /// The reference of the explicit grant to receive restricted children; nil, the rule, means none.
    public let restrictedGrant: String?
    /// In the order of the reference, each type once.
    public let records: [RecordClause]
    public let route: DeliveryRoute
    /// Where the agreement stands.
    public let place: ConfigurationPlace
    /// Where the end stands, for the warning before it.
    let validUntilPlace: ConfigurationPlace
}

/// The kinds of organisation that receive data.
public enum Sector: String, Sendable, CaseIterable {
    case council, education, health, transport, voluntary
}

/// The lawful basis of sharing, as an agreement states it.
public struct LegalBasis: Sendable, Hashable {
    /// UK GDPR Article 6, for instance `6(1)(e)`.
    public let article: String
    /// The condition of UK GDPR Article 9 that special-category fields need, for instance `9(2)(g)`.
    public let specialCategory: String?
    /// The condition of the Data Protection Act 2018, Schedule 1, that criminal-offence fields need.
    public let criminalOffence: String?
    /// The act or regulation that gives the power or the duty.
    public let statute: String
}

/// A record type that an agreement names, with its fields.
public struct RecordClause: Sendable {
    public let type: RecordType
    /// In the order of the record type's declaration.
    public let fields: [FieldClause]
    public let place: ConfigurationPlace
}

/// A field that an agreement names, and where.
public struct FieldClause: Sendable {
    public let field: FieldDeclaration
    public let place: ConfigurationPlace
}
