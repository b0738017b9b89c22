// From a file in `config/consumers/` to an agreement: every problem at once.

import Configuring
import SENDRecords

extension Agreement {
    /// The printed reference of what may stand in a file.
    public static var keyReference: String { KeyReference.text(of: AgreementKeys.all) }

    /// Reads all files of `config/consumers/`, and checks them against each other: two consumers never share a folder.
    ///
    /// - Parameter files: each file's node with the consumer's identifier, the file's name without `.yaml`.
    /// - Parameter definitions: where given, codes in conditions are checked against their code sets.
    /// - Returns: those that could be read, by identifier; use them only if nothing was reported.
    public static func read(
        _ files: [(id: String, node: ConfigurationNode)], definitions: Definitions? = nil,
        _ problems: ProblemCollector
    ) -> [Agreement] {
        let agreements = files.compactMap { read($0.node, id: $0.id, definitions: definitions, problems) }
            .sorted { $0.id < $1.id }
        var owners: [String: String] = [:]
        for agreement in agreements {
            guard case .folder(let folder) = agreement.route else { continue }
            let path = folder.path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
            let rooted = (folder.path.hasPrefix("/") ? "/" : "") + path
            if let owner = owners[rooted] {
                problems.report(
                    "the folder of `\(agreement.id)` is also that of `\(owner)`",
                    hint: "Give each consumer a folder of its own.", at: agreement.place)
            }
            owners[rooted] = agreement.id
        }
        return agreements
    }

    /// Reads one agreement; reports everything that is wrong with it, and then may give nil.
    public static func read(
        _ node: ConfigurationNode, id: String, definitions: Definitions? = nil, _ problems: ProblemCollector
    ) -> Agreement? {
        if !isIdentifier(id) {
            problems.report(
                "the file's name can't be a consumer's identifier",
                hint: "Name the file with lower-case letters, digits and hyphens, beginning with a letter.",
                at: ConfigurationPlace(file: node.place.file, line: 1, column: 1))
        }
        guard let reader = MappingReader(node, called: "the agreement", keys: AgreementKeys.all, problems) else {
            return nil
        }
        let title = reader[AgreementKeys.title]
        let sector = reader[AgreementKeys.sector]
        let enabled = reader[AgreementKeys.enabled]
        let purpose = reader[AgreementKeys.purpose]
        let basis = reader[AgreementKeys.legalBasis]
        let reference = reader[AgreementKeys.reference]
        let from = reader[AgreementKeys.validFrom].flatMap { CalendarDate(iso: $0.description) }
        let until = reader[AgreementKeys.validUntil].flatMap { CalendarDate(iso: $0.description) }
        let children = reader[AgreementKeys.children]
        let sureness = reader[AgreementKeys.sureness]
        let grant = reader[AgreementKeys.restrictedGrant]
        let records = reader[AgreementKeys.records].map { RecordClause.read($0, problems) }
        let route = reader[AgreementKeys.route]

        if let from, let until, until < from {
            reader.report("`valid-until` is before `valid-from`", at: AgreementKeys.validUntil)
        }
        if let records, records.isEmpty, node[AgreementKeys.records.name]?.entries?.isEmpty == true {
            reader.report("`records` names no record type", at: AgreementKeys.records)
        }
        if let children, let definitions { check(children, against: definitions, problems) }
        if let basis, let records {
            check(basis, covers: records, at: reader.place(of: AgreementKeys.legalBasis), problems)
        }
        guard let title, let purpose, let basis, let reference, let until, let children, let sureness, let records,
            let route
        else { return nil }
        return Agreement(
            id: id, title: title, sector: sector, isEnabled: enabled, purpose: purpose, legalBasis: basis,
            reference: reference, validFrom: from, validUntil: until, children: children, sureness: sureness,
            restrictedGrant: grant, records: records, route: route, place: node.place,
            validUntilPlace: reader.place(of: AgreementKeys.validUntil))
    }

    private static func isIdentifier(_ id: String) -> Bool {
        SecretName(id) != nil
    }

    /// Fields of special categories need a condition of Article 9, fields about offences one of Schedule 1.
    private static func check(
        _ basis: LegalBasis, covers records: [RecordClause], at place: ConfigurationPlace,
        _ problems: ProblemCollector
    ) {
        func first(_ sensitivity: Sensitivity) -> (String, String)? {
            for record in records {
                if let clause = record.fields.first(where: { $0.field.sensitivity == sensitivity }) {
                    return (record.type.name, clause.field.name)
                }
            }
            return nil
        }
        if basis.specialCategory == nil, let (record, field) = first(.special) {
            problems.report(
                "`legal-basis` lacks `special-category`, which `\(field)` of `\(record)` needs",
                hint: "Data about health or special educational need leaves only under a condition of UK GDPR "
                    + "Article 9, for instance `special-category: 9(2)(g)`.", at: place)
        }
        if basis.criminalOffence == nil, let (record, field) = first(.criminal) {
            problems.report(
                "`legal-basis` lacks `criminal-offence`, which `\(field)` of `\(record)` needs",
                hint: "Name the condition in the Data Protection Act 2018, Schedule 1.", at: place)
        }
    }

    private static func check(
        _ children: ChildrenCondition, against definitions: Definitions, _ problems: ProblemCollector
    ) {
        guard let set = definitions.codeSets["year-group"] else { return }
        for clause in children.groups.flatMap(\.clauses) {
            guard case .yearGroup(let group) = clause.value, set.code(group) == nil else { continue }
            problems.report(
                "there is no year group `\(group)`",
                hint: NearestName.hint(for: group, among: set.codes.map(\.code)), at: clause.place)
        }
    }
}
