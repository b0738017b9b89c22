// Reads `config/authority.yaml`.

import Configuring
import Reconciling
import SENDRecords

private enum AuthorityKeys {
    static let authority = Key<[Authority.Ranking]>(
        "authority", .list(of: .ranking), required: true, "Rankings of feeds by record type and field")
    static let all: [any DeclaredKey] = [authority]
}

private enum RankingKeys {
    static let record = Key<String>(
        "record", .oneOf(RecordType.all.map(\.name)), required: true, "The record type")
    static let fields = Key<[Located<String>]>(
        "fields", .list(of: .located(.text)), "The fields it holds for; every field where left out")
    static let feeds = Key<[String]>("feeds", .list(of: .text), required: true, "Feeds in falling order of authority")
    static let all: [any DeclaredKey] = [record, fields, feeds]
}

extension ValueKind where Value == Authority.Ranking {
    fileprivate static var ranking: Self {
        section("a ranking", keys: RankingKeys.all) { reader in
            let stated = reader[RankingKeys.fields]
            let feeds = reader[RankingKeys.feeds] ?? []
            guard let type = reader[RankingKeys.record].flatMap(RecordType.named) else { return nil }
            let fields = stated.map { names in
                Set(names.compactMap { field in number(of: field, in: type, reader.problems) })
            }
            return Authority.Ranking(type: type, fields: fields, feeds: feeds)
        }
    }

    private static func number(of field: Located<String>, in type: RecordType, _ problems: ProblemCollector) -> Int? {
        if let declared = type.declaration.field(named: field.value) { return declared.number }
        problems.report(
            "\(type.name) has no field `\(field.value)`",
            hint: NearestName.hint(for: field.value, among: type.declaration.fields.map(\.name)), at: field.place)
        return nil
    }
}

extension Authority {
    static func load(file: String, _ problems: ProblemCollector) -> Authority {
        guard let node = problems.node(loading: file),
            let reader = MappingReader(node, called: "the authority file", keys: AuthorityKeys.all, problems)
        else { return Authority(rankings: []) }
        return Authority(rankings: reader[AuthorityKeys.authority] ?? [])
    }
}
